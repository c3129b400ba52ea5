//! How long a page is left alone before something happens to it, and the warning before that.
//!
//! A touch anywhere or a key begins the time anew, as often as one likes.

use crate::model::{Model, Screen};
use crate::slip::SlipState;
use crate::update::{give_back, start_over};
use crate::words::no_answer_text;

/// A second has passed; nothing is left to the next person.
pub(crate) fn pass_second(model: &mut Model) {
    let seconds_max = seconds_max(model);
    let Some(alone_seconds) = &mut model.alone_seconds else { return };
    *alone_seconds = alone_seconds.saturating_add(1);
    // The first tick comes at any moment of the first second, hence one more than the time itself.
    if *alone_seconds > seconds_max {
        time_is_up(model);
    }
}

/// How long this page is left alone before something happens to it, in seconds.
fn seconds_max(model: &Model) -> u32 {
    if model.screen.is_waiting() {
        return crate::TAKING_SECONDS_MAX;
    }
    let seen = match &model.screen {
        Screen::Ticket { slip: SlipState::Printing, .. } => return crate::PRINTING_SECONDS_MAX,
        Screen::Ticket { slip: SlipState::Printed, .. } => crate::TICKET_SHOWN_SECONDS,
        Screen::Ticket { slip: SlipState::NotPrinted | SlipState::Unknown | SlipState::NotWanted, .. } => {
            crate::TICKET_WITHOUT_SLIP_SHOWN_SECONDS
        }
        Screen::Home
        | Screen::Services { .. }
        | Screen::Details { .. }
        | Screen::Priority { .. }
        | Screen::Taking { .. }
        | Screen::CheckIn(_)
        | Screen::Card(_)
        | Screen::Search(_)
        | Screen::Way(_) => crate::IDLE_SECONDS,
    };
    // Whoever listens is not asked whether they are still there before the page is read out.
    if model.is_speaking() { seen + crate::LISTENING_SECONDS } else { seen }
}

impl Model {
    /// In how many seconds the page is taken from the person, once that is soon; none while it waits for something.
    #[must_use]
    pub fn leaves_in_seconds(&self) -> Option<u32> {
        if self.screen.is_waiting() || matches!(self.screen, Screen::Ticket { slip: SlipState::Printing, .. }) {
            return None;
        }
        let left = seconds_max(self).saturating_sub(self.alone_seconds?);
        (left <= crate::WARNED_SECONDS).then_some(left)
    }
}

fn time_is_up(model: &mut Model) {
    if model.screen.is_waiting() {
        give_back(model, no_answer_text());
    } else if let Screen::Ticket { slip: slip @ SlipState::Printing, .. } = &mut model.screen {
        // The person has to be told before the number leaves the screen.
        *slip = SlipState::Unknown;
        model.alone_seconds = Some(0);
        model.is_choosing_language = false;
    } else {
        start_over(model);
    }
}
