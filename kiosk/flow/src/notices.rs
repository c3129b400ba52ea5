//! The notices staff have put up, on the pages of those who choose what they came for.

use domain::view::NoticeRow;

use crate::model::{Model, Screen};

#[cfg(test)]
mod tests;

impl Model {
    /// What is to be read on the page that is shown, the oldest first: all of it on the first page and at the closed
    /// door, further on without what is about another area.
    ///
    /// Where nobody is heard any more each ends at its time; while the hub is heard it says itself when that is.
    #[must_use]
    pub fn notices(&self) -> Vec<&NoticeRow> {
        let area = match &self.screen {
            _ if self.staff.is_locked || self.staff.page.is_some() => return Vec::new(),
            Screen::Home => None,
            Screen::Services { area } | Screen::Details { area, .. } => Some(area),
            Screen::Priority { .. }
            | Screen::Taking { .. }
            | Screen::CheckIn(_)
            | Screen::Card(_)
            | Screen::Search(_)
            | Screen::Way(_)
            | Screen::Ticket { .. } => return Vec::new(),
        };
        let is_here = |row: &&NoticeRow| area.is_none() || row.area.is_none() || row.area.as_ref() == area;
        let is_up = |row: &&NoticeRow| self.lost.is_none() || self.now.is_none_or(|now| now < row.until);
        self.view.iter().flat_map(|view| &view.notices).filter(is_here).filter(is_up).collect()
    }

    /// Whether the notices lie over the screen; no longer once there are none.
    #[must_use]
    pub fn is_reading_notices(&self) -> bool {
        self.is_reading_notices && !self.notices().is_empty()
    }
}
