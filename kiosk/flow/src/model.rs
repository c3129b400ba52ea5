//! The state of one kiosk, what happens to it and what it asks for.

use domain::Timestamp;
use domain::ids::{AreaId, CommandId, DeviceId, PriorityId, Seq, ServiceId, TicketId};
use domain::lease::Lease;
use domain::printer::{PrinterPlace, PrinterState};
use domain::text::{Language, Text};
use domain::ticket::{Code, SlipOutcome};
use domain::view::{KioskArea, KioskService, KioskView, TicketView};
use protocol::KioskFrame;

use crate::card::CardPage;
use crate::check_in::CheckInPage;
use crate::eco::{Eco, Light};
use crate::modes::{Mode, Modes, Spoken, VolumeChange};
use crate::offline::{Offline, SavedHandIn};
use crate::paper::{Again, Printers};
use crate::saved::{Resumed, Saved, SavedIntent, SavedTicket};
use crate::search::SearchPage;
use crate::slip::{SlipCopy, SlipState};
use crate::staff::{Staff, StaffEffect, StaffMsg};
use crate::usher::Usher;
use crate::visit::Wish;
use crate::ways::Way;

/// Everything one kiosk knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// The last view of the hub; `None` before the first frame.
    pub view: Option<KioskView>,
    /// The last moment anything happened at, by the kiosk's clock; `None` before that.
    pub(crate) now: Option<Timestamp>,
    /// Why the dispatcher cannot be heard; `None` while it can.
    pub lost: Option<String>,
    /// What the person is looking at.
    pub screen: Screen,
    /// The person's language.
    pub language: Language,
    /// Whether the languages lie over the screen, which waits below as it is.
    pub is_choosing_language: bool,
    /// The intent whose answer is still owed, kept so that a retry is the same intent.
    pub(crate) pending: Option<SavedIntent>,
    /// Seconds since somebody did something or something changed for the person; `None` where nobody is here.
    pub(crate) alone_seconds: Option<u32>,
    /// Tickets whose slip is not reported on yet.
    pub(crate) printing: Vec<SavedTicket>,
    /// What was on the disk at the start.
    pub(crate) resumed: Resumed,
    /// What is there for the time the dispatcher is gone.
    pub(crate) offline: Offline,
    /// How the printers are.
    pub(crate) printers: Printers,
    /// What has come of asking for the slip on the screen once more.
    pub again: Again,
    /// What was put aside for the same number, and the reason for priority.
    pub visit: Wish,
    /// Whether the number that is asked for is wanted without a slip; a number from before a power cut gets its slip all
    /// the same, because nobody has seen it.
    pub(crate) is_without_paper: bool,
    /// The name of this kiosk, as the hub knows it; `None` before it is known.
    pub device: Option<DeviceId>,
    /// What the person knows of the help that was asked for.
    pub usher: Usher,
    /// Whether the notices lie over the screen, which waits below as it is.
    pub(crate) is_reading_notices: bool,
    /// Whether the person was asked for the health card.
    pub(crate) has_answered_for_card: bool,
    /// The page from which the service that is shown was chosen, where that is not its area's.
    pub(crate) came_from: Option<Screen>,
    /// What the person has set.
    pub modes: Modes,
    /// What the kiosk can speak.
    pub spoken: Spoken,
    /// What came into view or got the keyboard last, in words.
    pub(crate) said: String,
    /// The page as it was read out last.
    pub(crate) said_page: String,
    /// What the staff are at.
    pub staff: Staff,
    /// When the screen rests.
    pub eco: Eco,
}

impl Model {
    /// Whether the office is open and the kiosk in service; false before the first frame.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.staff.is_locked && self.view.as_ref().is_some_and(|view| view.day.is_some())
    }

    /// The area with this id in the last view.
    #[must_use]
    pub fn area(&self, id: &AreaId) -> Option<&KioskArea> {
        self.view.as_ref()?.areas.iter().find(|area| &area.id == id)
    }

    /// The service with this id, with its area.
    #[must_use]
    pub fn service(&self, area: &AreaId, service: &ServiceId) -> Option<(&KioskArea, &KioskService)> {
        let area = self.area(area)?;
        area.services.iter().find(|candidate| &candidate.id == service).map(|found| (area, found))
    }
}

/// What the person is looking at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// The areas.
    #[default]
    Home,
    /// The services of one area.
    Services {
        /// The area.
        area: AreaId,
    },
    /// What one service needs, before a number is taken.
    Details {
        /// The area.
        area: AreaId,
        /// The service.
        service: ServiceId,
        /// Why the last attempt gave no number.
        failure: Option<Text>,
    },
    /// The reasons for priority.
    Priority {
        /// The area.
        area: AreaId,
        /// The service.
        service: ServiceId,
    },
    /// A number was asked for and no answer is here yet.
    Taking {
        /// The area.
        area: AreaId,
        /// The service.
        service: ServiceId,
    },
    /// The code of an appointment is typed, or was sent and has no answer yet.
    CheckIn(CheckInPage),
    /// The health card is asked for, before a number is taken.
    Card(CardPage),
    /// A service is looked for by typing.
    Search(SearchPage),
    /// Services of any areas, or what can have happened to somebody.
    Way(Way),
    /// The number.
    Ticket {
        /// The committed ticket.
        ticket: Box<TicketView>,
        /// What became of its slip.
        slip: SlipState,
    },
}

impl Screen {
    /// Whether a ticket was asked for and no answer is here yet.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        matches!(self, Self::Taking { .. } | Self::CheckIn(CheckInPage { is_sent: true, .. }))
    }
}

/// What happens to a kiosk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// The hub as it is now.
    Frame(Box<KioskFrame>),
    /// The dispatcher is heard and nothing has changed.
    StreamAlive,
    /// The dispatcher cannot be heard, and why.
    StreamLost(String),
    /// An area was touched.
    ChooseArea(AreaId),
    /// A service of the area on the screen was touched.
    ChooseService(ServiceId),
    /// "Another service" was touched.
    AddService,
    /// "Remove" was touched: the service on the screen is no longer part of the visit.
    RemoveService,
    /// "Priority" was touched.
    AskPriority,
    /// A reason for priority was touched, or that there is none.
    SetPriority(Option<PriorityId>),
    /// "Take a number" was touched, also where only what was put aside is on the screen.
    Take {
        /// A fresh command id, used only where this is a new intent.
        id: CommandId,
    },
    /// "Without paper" was touched: a number that stays on the screen to be photographed.
    TakeWithoutPaper {
        /// A fresh command id, used only where this is a new intent.
        id: CommandId,
    },
    /// "I have an appointment" was touched.
    OpenCheckIn,
    /// A key of the keyboard on the screen was touched, or one of a real keyboard was pressed.
    Type(char),
    /// The key that takes the last character back.
    Erase,
    /// "Check in" was touched.
    SendCheckIn {
        /// A fresh command id, used only where this is a new intent.
        id: CommandId,
    },
    /// "Continue" was touched where the health card is asked for.
    SendCard {
        /// A fresh command id, used only where this is a new intent.
        id: CommandId,
    },
    /// "Continue without the card" was touched.
    SkipCard {
        /// A fresh command id, used only where this is a new intent.
        id: CommandId,
    },
    /// "Search" was touched.
    OpenSearch,
    /// A way past the areas was touched, or a life event on it.
    OpenWay(Way),
    /// A service that was found, or one on a way past the areas, was touched.
    ChooseFound {
        /// Its area.
        area: AreaId,
        /// The service.
        service: ServiceId,
    },
    /// A scanner has read something.
    Scanned {
        /// A fresh command id, used only where this is a new intent.
        id: CommandId,
        /// What it read.
        text: String,
    },
    /// The dispatcher has committed the ticket.
    Taken {
        /// The id of the intent it answers.
        id: CommandId,
        /// The ticket.
        ticket: Box<TicketView>,
    },
    /// The hub said no: there is no ticket, and the next touch is a new intent.
    Refused {
        /// The id of the intent it answers.
        id: CommandId,
        /// Why, and what the person can do.
        text: Text,
    },
    /// Nobody knows whether there is a ticket.
    Unanswered {
        /// The id of the intent.
        id: CommandId,
    },
    /// What the kiosk had on its disk when it started.
    Restored(Saved),
    /// The disk has what was to be kept of a ticket the kiosk gave by itself, or cannot keep it.
    Kept {
        /// The ticket, as the kiosk names it.
        ticket: TicketId,
        /// Whether the disk has it.
        is_kept: bool,
    },
    /// The hub has said which codes the kiosk may give by itself.
    Leased(Lease),
    /// The hub has not said it.
    NotLeased,
    /// The hub has taken in a ticket the kiosk gave by itself.
    HandedIn {
        /// The id of the command.
        id: CommandId,
        /// The ticket, as the hub names it.
        ticket: TicketId,
    },
    /// The hub does not take in a ticket the kiosk gave by itself.
    NotTakenIn {
        /// The id of the command.
        id: CommandId,
        /// Why, for staff.
        text: Text,
    },
    /// Nobody knows whether a ticket was taken in.
    HandInUnanswered {
        /// The id of the command.
        id: CommandId,
    },
    /// The printer is done with the slip of a ticket.
    SlipDone {
        /// The ticket on the slip.
        ticket: TicketId,
        /// What became of it.
        outcome: SlipOutcome,
        /// What the printer said, for staff.
        detail: String,
    },
    /// "Print again" was touched.
    PrintAgain {
        /// A fresh command id.
        id: CommandId,
    },
    /// The hub allows another slip of a ticket.
    PrintAgainAllowed(TicketId),
    /// There will be no other slip of a ticket.
    PrintAgainRefused {
        /// The ticket.
        ticket: TicketId,
        /// Why, and what the person can do.
        text: Text,
    },
    /// "Read" was touched beside a notice.
    ReadNotices,
    /// "Help" was touched.
    CallUsher {
        /// A fresh command id.
        id: CommandId,
    },
    /// The hub has told the staff.
    UsherCalled {
        /// The id of the command.
        id: CommandId,
        /// The moment of the journal from which on it is known.
        seq: Seq,
    },
    /// The hub could not be told.
    UsherNotCalled {
        /// The id of the command.
        id: CommandId,
    },
    /// A printer is otherwise than before.
    PrinterIs {
        /// Which one.
        printer: PrinterPlace,
        /// How it is.
        state: PrinterState,
    },
    /// One page back.
    Back,
    /// To the areas; this person is done.
    Home,
    /// The way to the languages was touched.
    ChooseLanguage,
    /// A language was touched.
    SetLanguage(Language),
    /// A mode was touched.
    Toggle(Mode),
    /// This has changed on the page, or has the keyboard now.
    Say(String),
    /// This page came into view.
    SayPage(String),
    /// "Say again" was pressed.
    SayAgain,
    /// "Louder" or "Softer" was pressed, or the one button for both.
    ChangeVolume(VolumeChange),
    /// A headset was plugged in, or pulled out.
    Headset {
        /// Whether it is in now.
        is_in: bool,
    },
    /// Something the staff do.
    Staff(StaffMsg),
    /// The screen was touched anywhere: somebody is there.
    Touched,
    /// A second has passed.
    Tick,
}

/// What a kiosk asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask the dispatcher for a ticket.
    SendTake {
        /// The id of the intent.
        id: CommandId,
        /// What for.
        wish: Wish,
        /// The person's language.
        language: Language,
    },
    /// Tell the dispatcher that somebody has come for an appointment.
    SendCheckIn {
        /// The id of the intent.
        id: CommandId,
        /// What was typed or scanned.
        code: String,
        /// The person's language.
        language: Language,
    },
    /// Print the slip of a committed ticket.
    Print {
        /// The ticket.
        ticket: Box<TicketView>,
        /// The language of the slip.
        language: Language,
        /// Whether the slip has to say that there may be another one.
        copy: SlipCopy,
    },
    /// Keep this on the disk instead of what was kept before; a command after it in the list has to wait for that.
    Save(Saved),
    /// An intent from before a power cut is too old to be sent again: tell staff in the log.
    ReportForgotten(CommandId),
    /// Ask the dispatcher for another slip of a ticket.
    SendReprint {
        /// The id of the intent.
        id: CommandId,
        /// The ticket.
        ticket: TicketId,
    },
    /// Ask the dispatcher for a person to come.
    CallUsher {
        /// The id of the intent.
        id: CommandId,
    },
    /// Say this now, instead of what is being said.
    Say {
        /// The words.
        text: String,
        /// Whose voice.
        language: Language,
        /// How loud, from 0 to 6.
        volume_step: u8,
    },
    /// Say nothing more.
    Hush,
    /// Have the screen as bright as this.
    Shine(Light),
    /// Something for the staff.
    Staff(StaffEffect),
    /// Say with [`Msg::Kept`] when the disk has what was to be saved before.
    Keep {
        /// The ticket, as the kiosk names it.
        ticket: TicketId,
    },
    /// Ask the dispatcher for codes the kiosk may give by itself.
    LeaseCodes {
        /// Whether the kiosk knows nothing of what it had before.
        starts_anew: bool,
    },
    /// Hand in a ticket the kiosk gave by itself.
    HandIn(Box<SavedHandIn>),
    /// A ticket the kiosk gave by itself was not taken in: tell staff.
    ReportNotTakenIn {
        /// The code on the slip.
        code: Code,
        /// Why.
        why: Text,
    },
    /// Tell the dispatcher how a printer is.
    ReportPrinter {
        /// Which one.
        printer: PrinterPlace,
        /// How it is.
        state: PrinterState,
    },
    /// Tell the dispatcher what became of a slip.
    ReportSlip {
        /// The ticket on the slip.
        ticket: TicketId,
        /// What became of it.
        outcome: SlipOutcome,
        /// What the printer said.
        detail: String,
    },
}
