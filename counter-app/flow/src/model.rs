//! The state of one desk, what happens to it and what it asks for.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::command::Command;
use domain::ids::{ClerkId, CommandId, CounterId, Seq, ServiceId, TicketId};
use domain::text::{Language, Text};
use domain::view::{CounterAction, CounterClerk, CounterTicket, CounterView, QueueRow, ServiceChoice};
use protocol::CounterFrame;

use crate::choice::{self, Choice, Step};
use crate::intent::{Desk, InFlight, Intent};
use crate::notices::{NoticeChoice, NoticesPage};
use crate::shortcuts::Key;
use crate::texts;

/// Everything one desk knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// The counter this desk is.
    pub counter: CounterId,
    /// The last view of the counter; `None` before the first frame.
    pub view: Option<CounterView>,
    /// Why the dispatcher cannot be heard; `None` while it can.
    pub lost: Option<String>,
    /// When the dispatcher was last heard, by the clock of this machine.
    pub heard_at: Option<Timestamp>,
    /// Whether the hub says that it has no such counter.
    pub is_unknown: bool,
    /// The clerk's language.
    pub language: Language,
    /// The list of names.
    pub sign_in: Choice<ClerkId>,
    /// The transfer page, while it is open.
    pub transfer: Option<Transfer>,
    /// The page of the notices for citizens, while it is open.
    pub notices: Option<NoticesPage>,
    /// What the clerk has to be told.
    pub notice: Option<Notice>,
    /// The journal position of the view.
    pub(crate) seq: Seq,
    /// The command that holds the buttons.
    pub(crate) in_flight: Option<InFlight>,
    /// The intent that was given up without an answer, kept so that a retry is the same intent.
    pub(crate) unanswered: Option<Intent>,
    /// This machine's clock at the last message.
    pub(crate) now: Timestamp,
    /// How far the dispatcher's clock is ahead of this machine's.
    pub(crate) clock_ahead: TimeDelta,
}

/// The page that sends a ticket on to another service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// The ticket; the page closes when it leaves the desk.
    pub(crate) ticket: TicketId,
    /// The list of services.
    pub choice: Choice<ServiceId>,
}

/// Something the clerk has to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What.
    pub text: Text,
    /// How grave it is.
    pub kind: NoticeKind,
    /// Seconds it has been shown.
    pub(crate) seconds: u32,
}

/// How grave a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Why a button does nothing.
    Reason,
    /// A command was refused or not answered.
    Failure,
}

/// What the clerk is looking at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The dispatcher has not been heard yet.
    Connecting,
    /// The hub has no such counter.
    UnknownCounter,
    /// No day is open.
    Closed,
    /// The names.
    SignIn,
    /// The ticket in hand and the queue.
    Desk,
    /// The services a ticket can be sent on to.
    Transfer,
    /// The notices for citizens.
    Notices,
}

impl Model {
    /// A desk that has not heard anything yet.
    #[must_use]
    pub fn new(counter: CounterId, language: Language) -> Self {
        Self {
            counter,
            view: None,
            lost: None,
            heard_at: None,
            is_unknown: false,
            language,
            sign_in: Choice::default(),
            transfer: None,
            notices: None,
            notice: None,
            seq: Seq::default(),
            in_flight: None,
            unanswered: None,
            now: Timestamp::default(),
            clock_ahead: TimeDelta::zero(),
        }
    }

    /// What the clerk is looking at.
    #[must_use]
    pub fn page(&self) -> Page {
        if self.is_unknown {
            return Page::UnknownCounter;
        }
        match &self.view {
            None => Page::Connecting,
            Some(view) if view.day.is_none() => Page::Closed,
            Some(view) if view.clerk.is_none() => Page::SignIn,
            Some(_) if self.transfer.is_some() => Page::Transfer,
            Some(_) if self.notices.is_some() => Page::Notices,
            Some(_) => Page::Desk,
        }
    }

    /// The ticket in hand.
    #[must_use]
    pub fn current(&self) -> Option<&CounterTicket> {
        self.view.as_ref()?.current.as_ref()
    }

    /// The clerks whose name the filter lets through.
    #[must_use]
    pub fn clerks(&self) -> Vec<&CounterClerk> {
        let all = self.view.iter().flat_map(|view| &view.clerks);
        all.filter(|clerk| choice::matches(&self.sign_in.filter, &[&clerk.name])).collect()
    }

    /// The services that the filter of the transfer page lets through, by name or area.
    #[must_use]
    pub fn services(&self) -> Vec<&ServiceChoice> {
        let Some(transfer) = &self.transfer else { return Vec::new() };
        let is_meant = |service: &&ServiceChoice| {
            let texts = [service.name.get(self.language), service.area.get(self.language)];
            choice::matches(&transfer.choice.filter, &texts)
        };
        self.view.iter().flat_map(|view| &view.services).filter(is_meant).collect()
    }

    /// The clerk chosen on the sign-in page.
    #[must_use]
    pub fn chosen_clerk(&self) -> Option<&CounterClerk> {
        let chosen = self.sign_in.chosen.as_ref()?;
        self.clerks().into_iter().find(|clerk| &clerk.id == chosen)
    }

    /// The service chosen on the transfer page.
    #[must_use]
    pub fn chosen_service(&self) -> Option<&ServiceChoice> {
        let chosen = self.transfer.as_ref()?.choice.chosen.as_ref()?;
        self.services().into_iter().find(|service| &service.id == chosen)
    }

    /// Why an action is not possible; `None` where it is.
    #[must_use]
    pub fn disabled_because(&self, action: CounterAction) -> Option<Text> {
        let Some(view) = self.view.as_ref().filter(|_| self.lost.is_none()) else {
            return Some(texts::not_connected_text());
        };
        view.actions.iter().find(|state| state.action == action).and_then(|state| state.disabled_because.clone())
    }

    /// Why the choice on the page in front cannot be confirmed; `None` where it can.
    #[must_use]
    pub fn confirm_disabled_because(&self) -> Option<Text> {
        if self.lost.is_some() {
            return Some(texts::not_connected_text());
        }
        match self.page() {
            Page::SignIn if self.chosen_clerk().is_none() => Some(texts::choose_name_text()),
            Page::Transfer => match self.disabled_because(CounterAction::Transfer) {
                None if self.chosen_service().is_none() => Some(texts::choose_service_text()),
                reason => reason,
            },
            Page::Notices => self.notice_disabled_because(),
            Page::SignIn | Page::Desk | Page::Connecting | Page::UnknownCounter | Page::Closed => None,
        }
    }

    /// Whether the answer to a command is owed.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.in_flight.is_some()
    }

    /// The action whose answer is owed; signing in is none.
    #[must_use]
    pub fn busy_with(&self) -> Option<CounterAction> {
        match self.in_flight.as_ref()?.intent.command {
            Command::CallNext { .. } => Some(CounterAction::CallNext),
            Command::Recall { .. } => Some(CounterAction::Recall),
            Command::Start { .. } => Some(CounterAction::Start),
            Command::Finish { .. } => Some(CounterAction::Finish),
            Command::NoShow { .. } => Some(CounterAction::NoShow),
            Command::Transfer { .. } => Some(CounterAction::Transfer),
            Command::SignOut { .. } => Some(CounterAction::SignOut),
            Command::SignIn { .. }
            | Command::OpenDay { .. }
            | Command::CloseDay
            | Command::TakeTicket { .. }
            | Command::ReportSlip { .. }
            | Command::ReportPrinter { .. }
            | Command::LeaseCodes { .. }
            | Command::HandIn { .. }
            | Command::Reclassify { .. }
            | Command::Pause { .. }
            | Command::Resume { .. }
            | Command::CallTicket { .. }
            | Command::AddService { .. }
            | Command::Rejoin { .. }
            | Command::Park { .. }
            | Command::ResumeParked { .. }
            | Command::ServeDirect { .. }
            | Command::SetAutoNext { .. }
            | Command::AskHelp { .. }
            | Command::CallUsher { .. }
            | Command::AnswerUsher { .. }
            | Command::PostNotice { .. }
            | Command::TakeDownNotice { .. }
            | Command::AnswerHelp { .. }
            | Command::Undo { .. }
            | Command::Cancel { .. }
            | Command::LetPass { .. }
            | Command::CheckIn { .. }
            | Command::GoElsewhere { .. }
            | Command::Reprint { .. }
            | Command::ClockReached => None,
        }
    }

    /// How long the ticket in hand has been called or served, in seconds.
    #[must_use]
    pub fn seconds_in_state(&self, ticket: &CounterTicket) -> i64 {
        (self.hub_now() - ticket.since).num_seconds().max(0)
    }

    /// How long somebody has been waiting, in minutes.
    #[must_use]
    pub fn waited_minutes(&self, row: &QueueRow) -> i64 {
        (self.hub_now() - row.waiting_since).num_minutes().max(0)
    }

    pub(crate) fn desk(&self) -> Desk {
        self.view.as_ref().map(Desk::of).unwrap_or_default()
    }

    fn hub_now(&self) -> Timestamp {
        self.now + self.clock_ahead
    }
}

/// What happens to a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// The counter as it is now.
    Frame(Box<CounterFrame>),
    /// The dispatcher is heard and nothing has changed.
    StreamAlive,
    /// The dispatcher cannot be heard, and why.
    StreamLost(String),
    /// The hub has no such counter.
    UnknownCounter,
    /// A button of the desk was pressed.
    Press {
        /// What it stands for.
        action: CounterAction,
        /// A fresh command id, used only where this is a new intent.
        id: CommandId,
    },
    /// A key of the desk was pressed.
    Key {
        /// Which.
        key: Key,
        /// A fresh command id, used only where this is a new intent.
        id: CommandId,
    },
    /// The text above the list in front was changed.
    Filter(String),
    /// The list in front was moved through.
    Step(Step),
    /// A name was clicked.
    ChooseClerk(ClerkId),
    /// A service was clicked.
    ChooseService(ServiceId),
    /// "I'm going" was pressed for the kiosk that has asked longest.
    AnswerUsher {
        /// A fresh command id.
        id: CommandId,
    },
    /// The way to the notices for citizens was pressed, or that back.
    TurnNotices,
    /// A notice was clicked.
    ChooseNotice(NoticeChoice),
    /// What is chosen in the list in front is meant.
    Confirm {
        /// A fresh command id, used only where this is a new intent.
        id: CommandId,
    },
    /// The page in front is left.
    Back,
    /// A clerk signs in, named without the list.
    SignIn {
        /// Who.
        clerk: ClerkId,
        /// A fresh command id, used only where this is a new intent.
        id: CommandId,
    },
    /// The ticket in hand is sent on, to a service named without the list.
    Transfer {
        /// Where to.
        service: ServiceId,
        /// A fresh command id, used only where this is a new intent.
        id: CommandId,
    },
    /// The dispatcher has committed a command.
    Done {
        /// The id of the intent it answers.
        id: CommandId,
        /// The journal position after the command.
        seq: Seq,
    },
    /// The hub said no; nothing has changed.
    Refused {
        /// The id of the intent it answers.
        id: CommandId,
        /// Why, and what to do.
        text: Text,
    },
    /// Nobody knows what became of a command.
    Unanswered {
        /// The id of the intent.
        id: CommandId,
        /// What to do.
        text: Text,
    },
    /// A language was chosen.
    SetLanguage(Language),
    /// A second has passed.
    Tick,
}

/// What a desk asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Have the dispatcher do a command.
    Send {
        /// The id of the intent.
        id: CommandId,
        /// What.
        command: Command,
    },
}
