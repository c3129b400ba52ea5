//! What somebody asks the hub to do.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

// `NaiveDate` and not `DayDate`, `DateTime` and not `Timestamp`: the description of the interface knows types by their own names.
use crate::ids::{AreaId, ClerkId, CommandId, CounterId, DeviceId, LocationId, PriorityId, ServiceId, TicketId};
use crate::ids::{NoticeId, ReadyNoticeId};
use crate::printer::{PrinterPlace, PrinterState};
use crate::text::{Language, Text};
use crate::ticket::{Class, Code, Outcome, SlipOutcome};

/// One thing asked of the hub; answered with events or with a rejection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "command", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Opens a day: codes start again at 001.
    OpenDay {
        /// The day in the hub's time zone.
        day: NaiveDate,
    },
    /// Closes the day; what still waits is closed with it.
    CloseDay,
    /// Takes a ticket for one or more services.
    TakeTicket {
        /// What the citizen came for, in order; at least one.
        services: Vec<ServiceId>,
        /// How the visit came about.
        #[serde(default)]
        class: Class,
        /// The citizen's language, for slip and follow page.
        #[serde(default)]
        language: Language,
        /// The kiosk it was taken at, where there was one.
        #[serde(default)]
        device: Option<DeviceId>,
        /// The reason for priority, where there is one: the visit then has priority, whatever `class` says.
        #[serde(default)]
        priority: Option<PriorityId>,
        /// The building to be served in; the headquarters where none is named.
        #[serde(default)]
        location: Option<LocationId>,
        /// The building the citizen is in, where it is another one: nobody is called before they can be there.
        #[serde(default)]
        from: Option<LocationId>,
    },
    /// Says that a citizen has come for an appointment; gives a ticket.
    CheckIn {
        /// What stands on the booking: the code for check-in, or the id the booking system gave.
        code: String,
        /// The citizen's language, for slip and follow page.
        #[serde(default)]
        language: Language,
        /// The kiosk, where there was one.
        #[serde(default)]
        device: Option<DeviceId>,
        /// The building the citizen is in, where that is known: an appointment in another one is not checked in to.
        #[serde(default)]
        from: Option<LocationId>,
    },
    /// Signs a clerk in at a counter; takes over what the clerk was serving elsewhere.
    SignIn {
        /// The counter.
        counter: CounterId,
        /// The clerk.
        clerk: ClerkId,
        /// Whether somebody else who is signed in there is signed out.
        #[serde(default)]
        take_over: bool,
    },
    /// Signs out whoever is at the counter.
    SignOut {
        /// The counter.
        counter: CounterId,
    },
    /// Calls the next ticket the policy chooses for this counter.
    CallNext {
        /// The counter.
        counter: CounterId,
    },
    /// Calls the called ticket once more.
    Recall {
        /// The counter.
        counter: CounterId,
    },
    /// Starts serving the called ticket.
    Start {
        /// The counter.
        counter: CounterId,
    },
    /// Finishes the leg being served.
    Finish {
        /// The counter.
        counter: CounterId,
        /// How it ended.
        #[serde(default)]
        outcome: Outcome,
        /// The services really given; none named means the leg's.
        #[serde(default)]
        delivered: Vec<ServiceId>,
    },
    /// Says that the called citizen did not come.
    NoShow {
        /// The counter.
        counter: CounterId,
    },
    /// Sends the ticket at the counter on to another service, or to a certain counter or clerk for any service.
    Transfer {
        /// The counter.
        counter: CounterId,
        /// Where it goes on.
        service: ServiceId,
        /// The counter that is to call it.
        #[serde(default)]
        to_counter: Option<CounterId>,
        /// The clerk who is to call it.
        #[serde(default)]
        to_clerk: Option<ClerkId>,
        /// Whether it keeps its place by the wait it had; otherwise it waits as if new.
        #[serde(default = "yes")]
        keep_wait: bool,
    },
    /// Reports what became of a slip.
    ReportSlip {
        /// The ticket on the slip.
        ticket: TicketId,
        /// What became of it.
        outcome: SlipOutcome,
        /// What the printer said, for staff; empty where all went well.
        #[serde(default)]
        detail: String,
    },
    /// Says how a printer is.
    ReportPrinter {
        /// The kiosk it belongs to.
        device: DeviceId,
        /// Which of its printers.
        printer: PrinterPlace,
        /// How it is.
        state: PrinterState,
        /// The building the kiosk stands in; the headquarters where none is named.
        #[serde(default)]
        location: Option<LocationId>,
    },
    /// Says that time has passed: whoever has had the time to walk can be called.
    ClockReached,
    /// Changes how a visit ranks: the ticket is in hand at the counter, or waits.
    Reclassify {
        /// The counter at which the proof was seen.
        counter: CounterId,
        /// The ticket.
        ticket: TicketId,
        /// How it ranks from here on.
        class: Class,
        /// The reason for priority, where there is one: the visit then has priority, whatever `class` says.
        #[serde(default)]
        priority: Option<PriorityId>,
    },
    /// Stops calling at the counter for a while.
    Pause {
        /// The counter.
        counter: CounterId,
        /// Why, for the colleagues; at most `NOTE_CHARS_MAX` characters.
        reason: String,
    },
    /// Goes on calling after a pause.
    Resume {
        /// The counter.
        counter: CounterId,
    },
    /// Calls a certain ticket out of turn; only for clerks who may.
    CallTicket {
        /// The counter.
        counter: CounterId,
        /// The ticket's code.
        code: Code,
    },
    /// Adds a service to the visit in hand.
    AddService {
        /// The counter.
        counter: CounterId,
        /// The service.
        service: ServiceId,
        /// Whether it goes on at this counter once the one in hand is finished.
        #[serde(default)]
        here: bool,
    },
    /// Takes back a citizen who did not come when called.
    Rejoin {
        /// The ticket's code.
        code: Code,
    },
    /// Lays the ticket in hand aside; it returns to its queue by itself.
    Park {
        /// The counter.
        counter: CounterId,
        /// Why; at most `NOTE_CHARS_MAX` characters.
        reason: String,
        /// When it returns at the latest, in minutes.
        return_minutes: u32,
    },
    /// Goes on serving a ticket the clerk laid aside.
    ResumeParked {
        /// The counter.
        counter: CounterId,
        /// The ticket.
        ticket: TicketId,
    },
    /// Serves somebody who has no ticket; no code is used.
    ServeDirect {
        /// The counter.
        counter: CounterId,
        /// What is served.
        service: ServiceId,
    },
    /// Says whether finishing calls the next ticket at once, and a counter that found nobody whoever comes.
    SetAutoNext {
        /// The counter.
        counter: CounterId,
        /// Whether it does.
        is_on: bool,
    },
    /// Asks the other counters of the building for help.
    AskHelp {
        /// The counter.
        counter: CounterId,
        /// What for; at most `NOTE_CHARS_MAX` characters.
        #[serde(default)]
        note: String,
    },
    /// Says that somebody helps, or that no help is needed any more.
    AnswerHelp {
        /// The counter that asked.
        counter: CounterId,
        /// The counter that helps; the one that asked takes the question back.
        by: CounterId,
    },
    /// Asks for a person to come to a kiosk; asked again it stays the same.
    CallUsher {
        /// The kiosk.
        device: DeviceId,
        /// The building it stands in; the headquarters where none is named.
        #[serde(default)]
        location: Option<LocationId>,
    },
    /// Says that somebody goes to a kiosk, or that nobody is needed there any more.
    AnswerUsher {
        /// The kiosk.
        device: DeviceId,
        /// The counter whose clerk goes or answers for whoever does.
        by: CounterId,
    },
    /// Puts up a notice that citizens read at the kiosks: a ready-made one, or words of one's own.
    PostNotice {
        /// The ready-made notice of the hub file; `None` where `text` says what to show.
        #[serde(default)]
        ready: Option<ReadyNoticeId>,
        /// Words of one's own, Italian at least, at most `NOTICE_CHARS_MAX` characters in each language.
        #[serde(default)]
        text: Option<Text>,
        /// The building whose kiosks show it; all of them where none is named.
        #[serde(default)]
        location: Option<LocationId>,
        /// The area it is about; everybody's where none is named.
        #[serde(default)]
        area: Option<AreaId>,
        /// When it ends by itself, at most `NOTICE_DAYS_MAX` days from now; the end of today's opening where not named.
        #[serde(default)]
        until: Option<DateTime<Utc>>,
        /// The counter it is put up from, where it is one.
        #[serde(default)]
        counter: Option<CounterId>,
    },
    /// Takes down a notice before its time.
    TakeDownNotice {
        /// The notice.
        notice: NoticeId,
        /// The counter it is taken down from, where it is one.
        #[serde(default)]
        counter: Option<CounterId>,
    },
    /// Takes the counter's last step back, within the hub's `undo_seconds`.
    Undo {
        /// The counter.
        counter: CounterId,
    },
    /// Gives a ticket up.
    Cancel {
        /// The ticket.
        ticket: TicketId,
    },
    /// Lets others pass: either so many people, or whoever is called in so many minutes.
    LetPass {
        /// The ticket.
        ticket: TicketId,
        /// How many people, at most `LET_PASS_PEOPLE_MAX`.
        #[serde(default)]
        #[cfg_attr(feature = "openapi", schema(examples(2)))]
        people: Option<u32>,
        /// How many minutes, at most `LET_PASS_MINUTES_MAX`.
        #[serde(default)]
        minutes: Option<u32>,
    },
    /// Takes a ticket to another building: its services are waited for there, with the wait they had.
    GoElsewhere {
        /// The ticket's code.
        code: Code,
        /// The building.
        location: LocationId,
        /// Whether the citizen is there already; otherwise nobody is called before they can be.
        #[serde(default)]
        is_there: bool,
    },
    /// Asks for the slip once more.
    Reprint {
        /// The ticket.
        ticket: TicketId,
    },
    /// Asks for numbers a kiosk may give by itself while the dispatcher is gone; who asks twice gets the same.
    LeaseCodes {
        /// The kiosk.
        device: DeviceId,
        /// The building it stands in; the headquarters where none is named.
        #[serde(default)]
        location: Option<LocationId>,
        /// Whether the kiosk has forgotten what it was leased before today, and what it gave of that.
        #[serde(default)]
        starts_anew: bool,
    },
    /// Hands in a ticket that a kiosk gave while the dispatcher was gone.
    HandIn {
        /// The kiosk.
        device: DeviceId,
        /// The code on the slip.
        code: Code,
        /// What the citizen came for, in order; at least one.
        services: Vec<ServiceId>,
        /// The citizen's language, for slip and follow page.
        #[serde(default)]
        language: Language,
        /// The reason for priority the citizen named; one that the hub no longer has counts as none.
        #[serde(default)]
        priority: Option<PriorityId>,
        /// The building to be served in; the headquarters where none is named.
        #[serde(default)]
        location: Option<LocationId>,
        /// When it was given, by the kiosk's clock.
        taken_at: DateTime<Utc>,
        /// The hub's day on which it was given, where the kiosk had heard of it; otherwise that of `taken_at`.
        #[serde(default)]
        day: Option<NaiveDate>,
        /// The id of the wish that was never answered and that this ticket stands for.
        #[serde(default)]
        instead_of: Option<CommandId>,
    },
}

fn yes() -> bool {
    true
}

impl Command {
    /// Signs in at a counter where nobody else is.
    #[must_use]
    pub fn sign_in(counter: CounterId, clerk: ClerkId) -> Self {
        Self::SignIn { counter, clerk, take_over: false }
    }

    /// Finishes the leg being served, with what the citizen came for.
    #[must_use]
    pub fn finish(counter: CounterId) -> Self {
        Self::Finish { counter, outcome: Outcome::Done, delivered: Vec::new() }
    }

    /// Sends the ticket at a counter on to another service, keeping its wait.
    #[must_use]
    pub fn transfer(counter: CounterId, service: ServiceId) -> Self {
        Self::Transfer { counter, service, to_counter: None, to_clerk: None, keep_wait: true }
    }

    /// The name of the command, as on the wire.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::OpenDay { .. } => "open_day",
            Self::CloseDay => "close_day",
            Self::TakeTicket { .. } => "take_ticket",
            Self::CheckIn { .. } => "check_in",
            Self::SignIn { .. } => "sign_in",
            Self::SignOut { .. } => "sign_out",
            Self::CallNext { .. } => "call_next",
            Self::Recall { .. } => "recall",
            Self::Start { .. } => "start",
            Self::Finish { .. } => "finish",
            Self::NoShow { .. } => "no_show",
            Self::Transfer { .. } => "transfer",
            Self::ReportSlip { .. } => "report_slip",
            Self::ReportPrinter { .. } => "report_printer",
            Self::ClockReached => "clock_reached",
            Self::Reclassify { .. } => "reclassify",
            Self::Pause { .. } => "pause",
            Self::Resume { .. } => "resume",
            Self::CallTicket { .. } => "call_ticket",
            Self::AddService { .. } => "add_service",
            Self::Rejoin { .. } => "rejoin",
            Self::Park { .. } => "park",
            Self::ResumeParked { .. } => "resume_parked",
            Self::ServeDirect { .. } => "serve_direct",
            Self::SetAutoNext { .. } => "set_auto_next",
            Self::AskHelp { .. } => "ask_help",
            Self::AnswerHelp { .. } => "answer_help",
            Self::CallUsher { .. } => "call_usher",
            Self::AnswerUsher { .. } => "answer_usher",
            Self::PostNotice { .. } => "post_notice",
            Self::TakeDownNotice { .. } => "take_down_notice",
            Self::Undo { .. } => "undo",
            Self::Cancel { .. } => "cancel",
            Self::LetPass { .. } => "let_pass",
            Self::GoElsewhere { .. } => "go_elsewhere",
            Self::Reprint { .. } => "reprint",
            Self::LeaseCodes { .. } => "lease_codes",
            Self::HandIn { .. } => "hand_in",
        }
    }
}
