//! The few words that are the desk's own; everything else is said by the hub.

use domain::text::Text;

/// What a clerk reads when no answer came at all.
#[must_use]
pub fn no_answer_text() -> Text {
    Text::new(
        "Nessuna risposta: premi di nuovo, nulla viene fatto due volte.",
        "No answer: press again, nothing is done twice.",
    )
}

/// Why nothing is possible while the dispatcher cannot be heard.
pub(crate) fn not_connected_text() -> Text {
    Text::new("Non collegato: attendi.", "Not connected: please wait.")
}

/// Why nobody can be signed in yet.
pub(crate) fn choose_name_text() -> Text {
    Text::new("Prima scegli il tuo nome.", "Choose your name first.")
}

/// Why nothing can be transferred yet.
pub(crate) fn choose_service_text() -> Text {
    Text::new("Prima scegli un servizio.", "Choose a service first.")
}
