//! What has happened; the journal is made of these and of nothing else.

use serde::{Deserialize, Serialize};

use crate::appointment::Appointment;
use crate::calendar::DayEnd;
use crate::catalog::Catalog;
use crate::catalog_change::CatalogOrigin;
use crate::follow::FollowToken;
use crate::ids::{AppointmentId, ClerkId, CounterId, DeviceId, LocationId, NoticeId, PriorityId, ServiceId, TicketId};
use crate::learned::{Durations, WaitCalibration};
use crate::lease::CodeBlock;
use crate::notice::Notice;
use crate::printer::{PrinterPlace, PrinterState};
use crate::reason::CallReason;
use crate::text::Language;
use crate::ticket::{Class, Code, Outcome, SlipOutcome, Step};
use crate::{DayDate, Timestamp};

/// One fact of a hub's history. Names are stable: they are the journal's format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A day began.
    DayOpened {
        /// The day in the hub's time zone.
        day: DayDate,
        /// The id the day's first ticket gets; makes this event a complete start for a replay.
        first_ticket: TicketId,
    },
    /// The day ended; the tickets named were still open and are closed with it.
    DayClosed {
        /// The day that ended.
        day: DayDate,
        /// Tickets that were still open.
        unserved: Vec<TicketId>,
        /// Why it ended; journals of old do not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<DayEnd>,
    },
    /// A citizen took a ticket.
    TicketTaken {
        /// The new ticket.
        ticket: TicketId,
        /// Its public code.
        code: Code,
        /// One leg per service, in order.
        services: Vec<ServiceId>,
        /// How the visit came about.
        class: Class,
        /// The citizen's language.
        language: Language,
        /// The kiosk, where there was one.
        device: Option<DeviceId>,
        /// The reason for priority, where there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        priority: Option<PriorityId>,
        /// The place of that reason among the priorities: the greater is called first.
        #[serde(default, skip_serializing_if = "is_zero")]
        weight: u32,
        /// The secret with which the citizen follows the ticket.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        follow: Option<FollowToken>,
        /// The building it is to be served in; the headquarters where none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        location: Option<LocationId>,
        /// From when on it can be called, where the citizen has to get there first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ready_at: Option<Timestamp>,
        /// The appointment the citizen came for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        appointment: Option<AppointmentId>,
        /// From when on the wait counts, where that is not the moment it was taken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        waits_from: Option<Timestamp>,
        /// When it was taken, where a kiosk gave it while the dispatcher was gone and handed it in later.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        taken_offline_at: Option<Timestamp>,
        /// Whether the hub knows nothing of a lease of its code: its journal may have been put back to an earlier state.
        #[serde(default, skip_serializing_if = "is_no")]
        is_unleased: bool,
    },
    /// A kiosk may give these codes by itself while the dispatcher is gone, until the day ends.
    CodesLeased {
        /// The kiosk.
        device: DeviceId,
        /// Blocks of codes, besides those it has.
        blocks: Vec<CodeBlock>,
        /// Whether it gives none of those it had any more.
        #[serde(default, skip_serializing_if = "is_no")]
        starts_anew: bool,
    },
    /// These kiosks have emergency blocks, each that of its place in the list; said again as each day opens.
    EmergencyBlocksGiven {
        /// All of them, in the order in which they first asked.
        devices: Vec<DeviceId>,
    },
    /// A ticket has another code from here on: the one on the slip its citizen has.
    TicketRecoded {
        /// The ticket.
        ticket: TicketId,
        /// The code.
        code: Code,
        /// The kiosk that printed it.
        device: DeviceId,
    },
    /// Appointments of the day came to be known, were changed, or were called off.
    AppointmentsPlanned {
        /// Those that are expected from here on.
        appointments: Vec<Appointment>,
        /// Those that are not.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        cancelled: Vec<AppointmentId>,
    },
    /// Nobody came for an appointment in time.
    AppointmentMissed {
        /// The appointment.
        appointment: AppointmentId,
    },
    /// The hub learnt from past days how long services take; counts until the day ends.
    DurationsLearned {
        /// How long.
        #[serde(flatten)]
        durations: Durations,
    },
    /// The ranges in which waits are told became wider or narrower, to be right as often as they claim.
    WaitsCalibrated {
        /// By how much.
        #[serde(flatten)]
        calibration: WaitCalibration,
    },
    /// A clerk took place at a counter.
    ClerkSignedIn {
        /// The counter.
        counter: CounterId,
        /// The clerk.
        clerk: ClerkId,
    },
    /// A clerk left a counter.
    ClerkSignedOut {
        /// The counter.
        counter: CounterId,
        /// The clerk.
        clerk: ClerkId,
    },
    /// A ticket in hand moved to the counter at which its clerk signed in again.
    TicketMoved {
        /// The ticket.
        ticket: TicketId,
        /// The counter it left.
        from: CounterId,
        /// The counter it is at.
        to: CounterId,
    },
    /// A ticket was called.
    TicketCalled {
        /// The ticket.
        ticket: TicketId,
        /// The leg's position in the ticket, from 0.
        leg: usize,
        /// Where it was called to.
        counter: CounterId,
        /// Why this one; journals of old do not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Box<CallReason>>,
    },
    /// A call was repeated.
    TicketRecalled {
        /// The ticket.
        ticket: TicketId,
        /// The counter.
        counter: CounterId,
    },
    /// Serving began.
    ServiceStarted {
        /// The ticket.
        ticket: TicketId,
        /// The leg's position in the ticket, from 0.
        leg: usize,
        /// The counter.
        counter: CounterId,
    },
    /// Serving ended.
    ServiceFinished {
        /// The ticket.
        ticket: TicketId,
        /// The leg's position in the ticket, from 0.
        leg: usize,
        /// The counter.
        counter: CounterId,
        /// From when on the other legs can be called; at once where a leg is not named.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        ready: Vec<ReadyLeg>,
        /// How it ended.
        #[serde(default, skip_serializing_if = "Outcome::is_done")]
        outcome: Outcome,
        /// The services really given; none named means the leg's.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        delivered: Vec<ServiceId>,
    },
    /// The called citizen did not come; the whole ticket is over.
    TicketNotShown {
        /// The ticket.
        ticket: TicketId,
        /// The leg's position in the ticket, from 0.
        leg: usize,
        /// The counter.
        counter: CounterId,
    },
    /// A leg went on as another service, right behind the leg that was left, keeping its wait.
    TicketTransferred {
        /// The ticket.
        ticket: TicketId,
        /// The leg that was left, from 0.
        leg: usize,
        /// The counter that sent it on.
        counter: CounterId,
        /// The service of the new leg.
        service: ServiceId,
        /// From when on the new leg can be called; at once where nothing is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ready_at: Option<Timestamp>,
        /// From when on the other legs can be called, by their positions before the new one came in.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        ready: Vec<ReadyLeg>,
        /// The counter that is to call it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to_counter: Option<CounterId>,
        /// The clerk who is to call it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to_clerk: Option<ClerkId>,
        /// Whether it keeps its place by the wait it had.
        #[serde(default = "yes", skip_serializing_if = "is_yes")]
        keep_wait: bool,
        /// The building it goes on in; that of the counter where none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        location: Option<LocationId>,
    },
    /// The slip of a ticket was printed, failed, or is in doubt.
    SlipReported {
        /// The ticket.
        ticket: TicketId,
        /// What became of the slip.
        outcome: SlipOutcome,
        /// What the printer said.
        detail: String,
    },
    /// A printer is in another state than it was last known to be in.
    PrinterReported {
        /// The kiosk it belongs to.
        device: DeviceId,
        /// Which of its printers.
        printer: PrinterPlace,
        /// How it is.
        state: PrinterState,
        /// The building the kiosk stands in; the headquarters where none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        location: Option<LocationId>,
    },
    /// The citizen has had the time to walk to where the next legs are served; they can be called.
    TicketReady {
        /// The ticket.
        ticket: TicketId,
    },
    /// A clerk changed how a visit ranks.
    TicketReclassified {
        /// The ticket.
        ticket: TicketId,
        /// The counter at which it was decided.
        counter: CounterId,
        /// How the visit ranks from here on.
        class: Class,
        /// The reason for priority, where there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        priority: Option<PriorityId>,
        /// The place of that reason among the priorities.
        #[serde(default, skip_serializing_if = "is_zero")]
        weight: u32,
    },
    /// A clerk stopped calling for a while.
    ClerkPaused {
        /// The counter.
        counter: CounterId,
        /// The clerk.
        clerk: ClerkId,
        /// Why.
        reason: String,
    },
    /// A clerk went on after a pause.
    ClerkResumed {
        /// The counter.
        counter: CounterId,
        /// The clerk.
        clerk: ClerkId,
    },
    /// A service was added to a visit in hand; its leg is the last one.
    ServiceAdded {
        /// The ticket.
        ticket: TicketId,
        /// The counter that has it in hand.
        counter: CounterId,
        /// The service.
        service: ServiceId,
        /// Whether it goes on at this counter.
        here: bool,
        /// The building it is waited for in; that of the counter where none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        location: Option<LocationId>,
    },
    /// A citizen who did not come when called came after all, and comes next for the service of that call.
    TicketRejoined {
        /// The ticket.
        ticket: TicketId,
        /// The leg that was called, from 0.
        leg: usize,
    },
    /// A ticket in hand was laid aside.
    TicketParked {
        /// The ticket.
        ticket: TicketId,
        /// The leg's position in the ticket, from 0.
        leg: usize,
        /// The counter.
        counter: CounterId,
        /// The clerk who can go on with it.
        clerk: ClerkId,
        /// Why.
        reason: String,
        /// When it returns to its queue by itself.
        return_at: Timestamp,
    },
    /// A ticket that was laid aside is back in its queue, with the wait it had.
    TicketReturned {
        /// The ticket.
        ticket: TicketId,
    },
    /// A ticket that was laid aside is served again.
    TicketResumed {
        /// The ticket.
        ticket: TicketId,
        /// The leg's position in the ticket, from 0.
        leg: usize,
        /// The counter.
        counter: CounterId,
    },
    /// Somebody without a ticket is served; the visit gets a ticket without a code.
    DirectServiceStarted {
        /// The new ticket.
        ticket: TicketId,
        /// The service.
        service: ServiceId,
        /// The counter.
        counter: CounterId,
    },
    /// Finishing at a counter calls the next ticket at once, and a counter that found nobody whoever comes; or does not.
    AutoNextSet {
        /// The counter.
        counter: CounterId,
        /// Whether it does.
        is_on: bool,
    },
    /// A counter asked for help.
    HelpAsked {
        /// The counter.
        counter: CounterId,
        /// What for.
        note: String,
    },
    /// Somebody helps a counter, or it needs no help any more.
    HelpAnswered {
        /// The counter that asked.
        counter: CounterId,
        /// The counter that helps.
        by: CounterId,
    },
    /// Somebody in front of a kiosk asked for a person to come.
    UsherCalled {
        /// The kiosk.
        device: DeviceId,
        /// The building it stands in; the headquarters where none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        location: Option<LocationId>,
    },
    /// Somebody goes to a kiosk, or nobody is needed there any more.
    UsherAnswered {
        /// The kiosk.
        device: DeviceId,
        /// The counter that said so.
        by: CounterId,
    },
    /// A notice was put up; or hangs on, at the beginning of a day.
    NoticePosted {
        /// The notice.
        #[serde(flatten)]
        notice: Box<Notice>,
        /// The counter it was put up from, where it was one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        counter: Option<CounterId>,
    },
    /// A notice was taken down before its time.
    NoticeTakenDown {
        /// The notice.
        notice: NoticeId,
        /// The counter it was taken down from, where it was one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        counter: Option<CounterId>,
    },
    /// A counter took its last step back: ticket and counter are as they were before it.
    StepUndone {
        /// The counter.
        counter: CounterId,
        /// The ticket.
        ticket: TicketId,
        /// The step.
        step: Step,
    },
    /// A citizen gave a ticket up.
    TicketCancelled {
        /// The ticket.
        ticket: TicketId,
    },
    /// A citizen let others pass.
    TicketDelayed {
        /// The ticket.
        ticket: TicketId,
        /// Behind whom the legs stand from here on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        behind: Vec<Behind>,
        /// Until when nothing of the ticket is called.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
    },
    /// A citizen took a ticket to another building.
    TicketWentElsewhere {
        /// The ticket.
        ticket: TicketId,
        /// The building its services are waited for in from here on.
        location: LocationId,
        /// From when on it can be called; at once where nothing is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ready_at: Option<Timestamp>,
    },
    /// A slip was asked for once more.
    SlipReprinted {
        /// The ticket.
        ticket: TicketId,
    },
    /// The clock of the dispatcher's machine was set, by somebody or by the network, or went on after a sleep.
    ClockStepped {
        /// What it would have shown.
        from: Timestamp,
        /// What it shows.
        to: Timestamp,
    },
    /// The hub runs on another version of its catalog from here on; complete, so that nothing before is needed.
    CatalogChanged {
        /// Counts the versions of the hub, from 1.
        version: u32,
        /// The hub as it was read by the program that took it in.
        catalog: Box<Catalog>,
        /// The hub file as it was written, with its comments, at most `HUB_FILE_BYTES_MAX` bytes.
        source: String,
        /// How it came in.
        origin: CatalogOrigin,
    },
}

/// Behind whom a leg stands that let others pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behind {
    /// The leg's position in the ticket, from 0.
    pub leg: usize,
    /// The last ticket that was let pass, in the queue of the same service.
    pub ticket: TicketId,
}

fn yes() -> bool {
    true
}

fn is_yes(answer: &bool) -> bool {
    *answer
}

fn is_no(answer: &bool) -> bool {
    !*answer
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// From when on a leg can be called: the citizen has to walk there first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadyLeg {
    /// The leg's position in the ticket, from 0.
    pub leg: usize,
    /// From when on.
    pub at: Timestamp,
}
