//! The menu of the staff, behind a long press and a PIN: paper, printers, network, out of service, restart, log.
//!
//! Nothing in it tells of a person. It opens only where nobody's number is on the screen or on its way, and goes with
//! the same idle time as every page. Who types a wrong PIN [`STAFF_TRIES_MAX`] times waits for [`STAFF_PAUSE_SECONDS`].

use domain::Timestamp;
use domain::printer::{PrinterPlace, PrinterState};
use domain::ticket::SlipOutcome;

use crate::model::{Effect, Model, Screen};
use crate::update::start_over;
use crate::{STAFF_LOG_LINES_MAX, STAFF_PAUSE_SECONDS, STAFF_TRIES_MAX};

/// What the staff are at, and what the kiosk knows for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Staff {
    /// How many digits the PIN has; 0 where none is set, and there is no menu.
    pub pin_digits: usize,
    /// The page of the staff that is shown; `None` while the kiosk is for everybody.
    pub page: Option<StaffPage>,
    /// The digits typed so far.
    pub(crate) typed: Pin,
    /// Whether the last PIN was wrong.
    pub is_wrong: bool,
    /// Wrong ones since the last right one or the last pause.
    pub(crate) wrong_tries: u32,
    /// No PIN is taken for so long, in seconds.
    pub pause_seconds: u32,
    /// Whether the kiosk is out of service until staff say otherwise.
    pub is_locked: bool,
    /// What has come of the test slip.
    pub test: PaperTest,
    /// The last lines of the log, oldest first.
    pub log: Vec<String>,
    /// Since when the dispatcher is heard, or is not.
    pub since: Option<Timestamp>,
    was_heard: bool,
}

/// One page of the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaffPage {
    /// The PIN is asked for.
    Pin,
    /// How everything is, and what can be done.
    Menu,
    /// The last lines of the log.
    Log,
}

/// What has come of the test slip.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PaperTest {
    /// Nobody has asked for one.
    #[default]
    None,
    /// The printer is at work.
    Printing,
    /// The printer is done with it.
    Done {
        /// What became of it.
        outcome: SlipOutcome,
        /// What the printer said.
        detail: String,
    },
}

/// The digits of a PIN, which no log shows.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Pin(pub String);

impl std::fmt::Debug for Pin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Pin of {} digits", self.0.len())
    }
}

/// What the staff do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StaffMsg {
    /// The place of the menu was pressed for long.
    Ask,
    /// A digit of the PIN.
    Digit(char),
    /// The last digit was a mistake.
    Erase,
    /// Whether the PIN is right.
    Checked(bool),
    /// A test slip is wanted.
    TestPaper,
    /// The printer is done with the test slip.
    TestDone {
        /// What became of it.
        outcome: SlipOutcome,
        /// What the printer said.
        detail: String,
    },
    /// Out of service, or in service again.
    ToggleLock,
    /// The program is to start anew.
    Restart,
    /// The last lines of the log are wanted.
    ShowLog,
    /// They are here, oldest first.
    Log(Vec<String>),
}

/// What has to be done for the staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StaffEffect {
    /// Say with [`StaffMsg::Checked`] whether this is the PIN.
    CheckPin(Pin),
    /// Print a slip that is no ticket, and say with [`StaffMsg::TestDone`] what became of it.
    PrintTest,
    /// Bring the last lines of the log with [`StaffMsg::Log`].
    ReadLog,
    /// End, and have whoever watches over the program start it again.
    Restart,
}

impl Model {
    /// How each printer is, as far as it has said.
    #[must_use]
    pub fn printer_states(&self) -> Vec<(PrinterPlace, PrinterState)> {
        self.printers.states()
    }

    /// How many digits of the PIN are typed.
    #[must_use]
    pub fn pin_typed(&self) -> usize {
        self.staff.typed.0.len()
    }
}

/// Takes what the staff do.
pub(crate) fn step(model: &mut Model, msg: StaffMsg) -> Vec<Effect> {
    let page = model.staff.page;
    match (page, msg) {
        (None, StaffMsg::Ask) => ask(model),
        (Some(StaffPage::Pin), StaffMsg::Digit(digit)) => return type_digit(model, digit),
        (Some(StaffPage::Pin), StaffMsg::Erase) => {
            model.staff.typed.0.pop();
        }
        (Some(StaffPage::Pin), StaffMsg::Checked(is_right)) => checked(model, is_right),
        (Some(StaffPage::Menu), StaffMsg::TestPaper) if model.staff.test != PaperTest::Printing => {
            model.staff.test = PaperTest::Printing;
            return vec![Effect::Staff(StaffEffect::PrintTest)];
        }
        (_, StaffMsg::TestDone { outcome, detail }) if model.staff.test == PaperTest::Printing => {
            model.staff.test = PaperTest::Done { outcome, detail };
        }
        (Some(StaffPage::Menu), StaffMsg::ToggleLock) => model.staff.is_locked = !model.staff.is_locked,
        (Some(StaffPage::Menu), StaffMsg::Restart) => return vec![Effect::Staff(StaffEffect::Restart)],
        (Some(StaffPage::Menu), StaffMsg::ShowLog) => return vec![Effect::Staff(StaffEffect::ReadLog)],
        (Some(StaffPage::Menu), StaffMsg::Log(mut lines)) => {
            lines.drain(..lines.len().saturating_sub(STAFF_LOG_LINES_MAX));
            model.staff.log = lines;
            model.staff.page = Some(StaffPage::Log);
        }
        // Whatever comes for a page that has gone.
        _ => {}
    }
    Vec::new()
}

/// Asks for the PIN, where there is one and nobody's number is on the screen or on its way.
fn ask(model: &mut Model) {
    let is_free = !matches!(model.screen, Screen::Taking { .. } | Screen::Ticket { .. });
    if model.staff.pin_digits > 0 && is_free {
        start_over(model);
        model.staff.page = Some(StaffPage::Pin);
        model.alone_seconds = Some(0);
    }
}

fn type_digit(model: &mut Model, digit: char) -> Vec<Effect> {
    let staff = &mut model.staff;
    // The answer to a whole PIN is still owed.
    let is_whole = staff.typed.0.len() >= staff.pin_digits;
    if staff.pause_seconds > 0 || is_whole || !digit.is_ascii_digit() {
        return Vec::new();
    }
    staff.is_wrong = false;
    staff.typed.0.push(digit);
    if staff.typed.0.len() < staff.pin_digits {
        return Vec::new();
    }
    vec![Effect::Staff(StaffEffect::CheckPin(staff.typed.clone()))]
}

fn checked(model: &mut Model, is_right: bool) {
    let staff = &mut model.staff;
    staff.typed = Pin::default();
    staff.is_wrong = !is_right;
    if is_right {
        staff.wrong_tries = 0;
        staff.page = Some(StaffPage::Menu);
        return;
    }
    staff.wrong_tries += 1;
    if staff.wrong_tries >= STAFF_TRIES_MAX {
        staff.wrong_tries = 0;
        staff.pause_seconds = STAFF_PAUSE_SECONDS;
    }
}

/// One page back; whether there was one of the staff.
pub(crate) fn back(model: &mut Model) -> bool {
    match model.staff.page {
        None => return false,
        Some(StaffPage::Log) => model.staff.page = Some(StaffPage::Menu),
        Some(StaffPage::Pin | StaffPage::Menu) => start_over(model),
    }
    true
}

/// The kiosk is for everybody again. Wrong tries stay: who closes the page gets no new ones.
pub(crate) fn close(staff: &mut Staff) {
    staff.page = None;
    staff.typed = Pin::default();
    staff.is_wrong = false;
    staff.log = Vec::new();
    if staff.test != PaperTest::Printing {
        staff.test = PaperTest::None;
    }
}

/// A second has passed.
pub(crate) fn pass_second(model: &mut Model) {
    model.staff.pause_seconds = model.staff.pause_seconds.saturating_sub(1);
}

/// Keeps since when the dispatcher is heard or lost.
pub(crate) fn note_connection(model: &mut Model, now: Timestamp) {
    let is_heard = model.view.is_some() && model.lost.is_none();
    if model.staff.since.is_none() || model.staff.was_heard != is_heard {
        model.staff.since = Some(now);
        model.staff.was_heard = is_heard;
    }
}

#[cfg(test)]
mod tests;
