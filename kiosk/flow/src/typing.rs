//! Pages with keys: which of them a character goes to.

use crate::model::{Model, Screen};
use crate::update::touched;
use crate::{card, check_in, search};

/// A character was touched on the screen, or pressed on a keyboard.
pub(crate) fn type_sign(model: &mut Model, sign: char) {
    touched(model);
    match &mut model.screen {
        Screen::CheckIn(page) => check_in::type_sign(page, sign),
        Screen::Card(page) => card::type_sign(page, sign),
        Screen::Search(page) => search::type_sign(page, sign),
        Screen::Home
        | Screen::Services { .. }
        | Screen::Way(_)
        | Screen::Details { .. }
        | Screen::Priority { .. }
        | Screen::Taking { .. }
        | Screen::Ticket { .. } => {}
    }
}

/// The last character is taken back.
pub(crate) fn erase(model: &mut Model) {
    touched(model);
    match &mut model.screen {
        Screen::CheckIn(page) => check_in::erase(page),
        Screen::Card(page) => card::erase(page),
        Screen::Search(page) => search::erase(page),
        Screen::Home
        | Screen::Services { .. }
        | Screen::Way(_)
        | Screen::Details { .. }
        | Screen::Priority { .. }
        | Screen::Taking { .. }
        | Screen::Ticket { .. } => {}
    }
}

impl Model {
    /// What was typed on the page that is shown, as it is heard; `None` where nothing is typed. Of what is secret only
    /// how much there is.
    #[must_use]
    pub fn typed_aloud(&self) -> Option<String> {
        match &self.screen {
            Screen::CheckIn(page) => Some(page.typed.chars().map(String::from).collect::<Vec<_>>().join(" ")),
            Screen::Card(page) => Some(match page.count() {
                0 => String::new(),
                count => count.to_string(),
            }),
            Screen::Search(page) => Some(page.typed.clone()),
            Screen::Home
            | Screen::Services { .. }
            | Screen::Way(_)
            | Screen::Details { .. }
            | Screen::Priority { .. }
            | Screen::Taking { .. }
            | Screen::Ticket { .. } => None,
        }
    }
}
