//! Problems with a hub file.

use domain::catalog_change::Conflict;
use domain::text::Text;
use protocol::{HUB_FILE_MEDIA_TYPE, Problem, REASONS_TOLD_MAX, Reason};
use serde_json::Value;

use super::{problem, words};

/// The problem with a hub file that has mistakes.
pub(crate) fn catalog_invalid(mistakes: impl Iterator<Item = String>) -> Box<Problem> {
    let mut mistakes: Vec<_> = mistakes.collect();
    let count = mistakes.len();
    let text = Text::new(
        format!("Errori nel file dell'hub: {count}. Correggi quelli in «mistakes»; nulla è cambiato."),
        format!("Mistakes in the hub file: {count}. Correct those in \"mistakes\"; nothing has changed."),
    );
    let mut problem = problem(422, "catalog_invalid", text);
    mistakes.truncate(REASONS_TOLD_MAX);
    problem.values = [("mistakes".to_owned(), count.to_string())].into();
    problem.mistakes = mistakes;
    problem
}

/// The problem with a hub file that would break what runs.
pub(crate) fn of_conflicts(conflicts: &[Conflict]) -> Box<Problem> {
    let count = conflicts.len();
    let text = Text::new(
        format!("Il file dell'hub toglierebbe ciò che è in uso: {count}. Risolvi quanto detto in «reasons» e riprova."),
        format!("The hub file would take away what is in use: {count}. Do what \"reasons\" says and try again."),
    );
    let mut problem = problem(409, "catalog_breaks_tickets", text);
    problem.values = [("reasons".to_owned(), count.to_string())].into();
    problem.reasons = conflicts.iter().take(REASONS_TOLD_MAX).map(reason).collect();
    problem
}

fn reason(conflict: &Conflict) -> Reason {
    let members = match serde_json::to_value(conflict) {
        Ok(Value::Object(members)) => members,
        Ok(_) | Err(_) => serde_json::Map::new(),
    };
    let values = members.into_iter().filter(|(name, _)| name != "conflict");
    let values = values.filter_map(|(name, value)| Some((name, words(&value)?))).collect();
    Reason { code: conflict.code().to_owned(), values, text: conflict.text() }
}

pub(crate) fn hub_file_media_type() -> Box<Problem> {
    let text = Text::new(
        format!("Serve un file dell'hub con l'intestazione Content-Type: {HUB_FILE_MEDIA_TYPE} (o text/plain)."),
        format!("A hub file is needed, with the header Content-Type: {HUB_FILE_MEDIA_TYPE} (or text/plain)."),
    );
    problem(415, "media_type", text)
}

/// One of each problem only an import has.
#[expect(clippy::vec_box, reason = "problems travel boxed, because most answers are none")]
pub(crate) fn of_imports() -> Vec<Box<Problem>> {
    let conflict = Conflict::ServiceInUse { service: "carta-identita".to_owned(), tickets: 12 };
    let mistake = "14: the service has no letter; write letter = \"A\"".to_owned();
    vec![of_conflicts(&[conflict]), catalog_invalid([mistake].into_iter())]
}
