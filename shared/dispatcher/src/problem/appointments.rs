//! Problems with bookings that come in, and what is worth a note about them.

use appointments::mistake::MistakeKind;
use appointments::{Mistake, Mistakes, Note};
use domain::DayDate;
use domain::text::Text;
use protocol::{ImportKind, Problem, Remark};
use serde::Serialize;
use serde_json::Value;

use super::{problem, words};

/// The problem with bookings that have mistakes; it repeats what the import says, so it is for no log.
pub(crate) fn import_invalid(mistakes: &Mistakes) -> Box<Problem> {
    // The last of many only says how many more there are.
    let listed = |mistake: &Mistake| if let MistakeKind::MoreMistakes { count } = mistake.kind { count } else { 1 };
    let count: usize = mistakes.0.iter().map(listed).sum();
    let text = Text::new(
        format!("Errori nel file degli appuntamenti: {count}. Correggi quelli in «remarks»; nulla è cambiato."),
        format!("Mistakes in the appointments: {count}. Correct those in \"remarks\"; nothing has changed."),
    );
    let mut problem = problem(422, "import_invalid", text);
    problem.values = [("mistakes".to_owned(), count.to_string())].into();
    problem.remarks = mistakes.0.iter().map(|mistake| remark(mistake.line, mistake, mistake.text())).collect();
    problem
}

/// A note of the reader, as it travels.
pub(crate) fn note(note: &Note) -> Remark {
    remark(note.line, note, note.text())
}

/// What a reader of bookings said, with the values it names.
fn remark(line: usize, said: &impl Serialize, text: Text) -> Remark {
    let members = match serde_json::to_value(said) {
        Ok(Value::Object(members)) => members,
        Ok(_) | Err(_) => serde_json::Map::new(),
    };
    let code = members.get("code").and_then(Value::as_str).unwrap_or_default().to_owned();
    let values = members.into_iter().filter(|(name, _)| name != "code" && name != "line");
    let values = values.filter_map(|(name, value)| Some((name, words(&value)?))).collect();
    Remark { line: u32::try_from(line).ok(), code, values, text }
}

/// A remark about the whole import that counts something.
fn counted(code: &str, count: u32, text: Text) -> Remark {
    Remark { line: None, code: code.to_owned(), values: [("count".to_owned(), count.to_string())].into(), text }
}

pub(crate) fn note_of_past(count: u32) -> Remark {
    let text = Text::new(
        format!("Appuntamenti già passati, non presi: {count}. Se non è voluto, controlla le date."),
        format!("Appointments of the past, left out: {count}. If that is not meant, check the dates."),
    );
    counted("past_left_out", count, text)
}

pub(crate) fn note_of_unknown(count: u32) -> Remark {
    let text = Text::new(
        format!("Annullamenti di appuntamenti non conosciuti: {count}. Se non è voluto, controlla i codici."),
        format!("Appointments called off that were not known: {count}. If that is not meant, check the ids."),
    );
    counted("cancelled_unknown", count, text)
}

pub(crate) fn note_of_unkept_persons(count: u32) -> Remark {
    let text = Text::new(
        format!(
            "Nomi e contatti non conservati: {count}. L'hub non ne conserva; se servono, scrivi keep_person_days nel file dell'hub."
        ),
        format!(
            "Names and contacts not kept: {count}. The hub keeps none; if they are needed, write keep_person_days in the hub file."
        ),
    );
    counted("persons_not_kept", count, text)
}

pub(crate) fn note_of_forgotten_persons(count: u32) -> Remark {
    let text = Text::new(
        format!("Nomi e contatti cancellati in precedenza e non ripresi: {count}. Toglili anche dal gestionale."),
        format!(
            "Names and contacts deleted before and not taken again: {count}. Delete them in the booking system, too."
        ),
    );
    counted("persons_forgotten", count, text)
}

pub(crate) fn day_full(day: DayDate, most: usize) -> Box<Problem> {
    let text = Text::new(
        format!("Il {day} ci sarebbero più di {most} appuntamenti: controlla le date; nulla è cambiato."),
        format!("On {day} there would be more than {most} appointments: check the dates; nothing has changed."),
    );
    let mut problem = problem(409, "day_full", text);
    problem.values = [("day".to_owned(), day.to_string()), ("most".to_owned(), most.to_string())].into();
    problem
}

pub(crate) fn book_full(most: usize) -> Box<Problem> {
    let text = Text::new(
        format!("Ci sarebbero più di {most} appuntamenti in tutto: importane meno in anticipo; nulla è cambiato."),
        format!("There would be more than {most} appointments in all: import less far ahead; nothing has changed."),
    );
    let mut problem = problem(409, "book_full", text);
    problem.values = [("most".to_owned(), most.to_string())].into();
    problem
}

pub(crate) fn no_randomness() -> Box<Problem> {
    let text = Text::new(
        "Il computer non dà numeri casuali per i codici: riprova con la stessa richiesta o avvisa il tecnico.",
        "The machine gives no randomness for the codes: send the same request again or tell the administrator.",
    );
    problem(503, "no_randomness", text)
}

pub(crate) fn import_media_type() -> Box<Problem> {
    let [csv, calendar, rows] = ImportKind::ALL.map(ImportKind::media_type);
    let text = Text::new(
        format!("Servono appuntamenti con l'intestazione Content-Type: {csv}, {calendar} o {rows}."),
        format!("Appointments are needed, with the header Content-Type: {csv}, {calendar} or {rows}."),
    );
    problem(415, "media_type", text)
}

/// One of each problem only an import of bookings has.
#[expect(clippy::vec_box, reason = "problems travel boxed, because most answers are none")]
pub(crate) fn of_bookings() -> Vec<Box<Problem>> {
    let wrong = MistakeKind::DateMalformed { text: "32/13/2026".to_owned() };
    let mistakes = Mistakes(vec![Mistake { line: 2, kind: wrong }]);
    let day = DayDate::from_ymd_opt(2026, 6, 1).unwrap_or_default();
    let book = crate::sequencer::BOOKINGS_KEPT_MAX;
    let of_a_day = crate::sequencer::BOOKINGS_PER_DAY_MAX;
    vec![day_full(day, of_a_day), book_full(book), import_invalid(&mistakes), no_randomness()]
}
