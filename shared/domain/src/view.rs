//! What one kind of screen shows: whole, small, and without anything that must not be public.

mod appointments;
mod desk;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

pub use appointments::{AppointmentRow, AppointmentsView};
pub use desk::*;
pub use kiosk::*;
pub use manager::*;
pub use notices::*;

// `DateTime<Utc>` and `NaiveDate` and not our names: the description of the interface knows types by their own names.
use crate::home::HomeTexts;
use crate::ids::{AreaId, ClerkId, CounterId, DeviceId, LocationId, PriorityId, Seq, ServiceId, TicketId};
use crate::slip::SlipLayout;
use crate::text::Text;
use crate::ticket::{Code, LegState};
use crate::wait::WaitRange;

macro_rules! view {
    ($($(#[$doc:meta])* pub struct $name:ident { $($(#[$fdoc:meta])* pub $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name { $($(#[$fdoc])* pub $field: $type,)* }
    )*};
}

// After the macro they use.
mod kiosk;
mod manager;
mod notices;

view! {
    /// What a citizen is told about a ticket: the content of screen and slip.
    pub struct TicketView {
        /// The ticket.
        pub ticket: TicketId,
        /// Its public code.
        pub code: Code,
        /// When it was taken.
        pub taken_at: DateTime<Utc>,
        /// Name of the administration.
        pub hub_name: Text,
        /// The first service still open.
        pub service: Text,
        /// The services after it.
        pub further_services: Vec<Text>,
        /// Area of the first open service.
        pub area: Text,
        /// Floor label of that area.
        pub floor: String,
        /// Where to wait.
        pub waiting_room: Text,
        /// People waiting before this one for the same service.
        pub people_ahead: u32,
        /// Documents to have ready.
        pub documents: Vec<Text>,
        /// State of the current leg.
        pub state: LegState,
        /// The label of the counter it was called to, while called or served.
        pub counter: Option<String>,
        /// The building it is waited for in.
        #[serde(default)]
        pub location: Text,
        /// The wait until it is called next, as it is told; `None` where nothing is foretold or nothing waits.
        #[serde(default)]
        pub wait: Option<WaitRange>,
        /// Every service still open, in the order they were asked for.
        #[serde(default)]
        pub legs: Vec<LegView>,
        /// Where the citizen is expected, while called or served.
        #[serde(default)]
        pub call: Option<TicketCall>,
        /// The address of the page that follows this ticket; told to nobody but who took it, and `None` where the hub
        /// has none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub follow_url: Option<String>,
    }

    /// Where somebody was called to.
    pub struct TicketCall {
        /// The label over the desk.
        pub counter: String,
        /// Floor label of the counter.
        pub floor: String,
        /// Room or hall of the counter.
        pub place: Text,
        /// How often the call was repeated.
        pub recalls: u32,
    }

    /// One service of a visit that is still open.
    pub struct LegView {
        /// The service.
        pub service: Text,
        /// Floor label of its area.
        pub floor: String,
        /// Where to wait for it.
        pub waiting_room: Text,
        /// People who would be called for it before this one.
        pub people_ahead: u32,
        /// Where it stands.
        pub state: LegState,
        /// Whether it waits for another service of the same visit to be over.
        pub is_held: bool,
        /// Until when it is not called because the citizen is on the way.
        pub ready_at: Option<DateTime<Utc>>,
        /// The label of the counter, while called or served.
        pub counter: Option<String>,
        /// The building it is waited for in.
        #[serde(default)]
        pub location: Text,
        /// Documents to have ready for it.
        #[serde(default)]
        pub documents: Vec<Text>,
    }

    /// Everything a kiosk shows before a ticket exists.
    pub struct KioskView {
        /// Name of the administration.
        pub hub_name: Text,
        /// The open day; `None` while closed.
        pub day: Option<NaiveDate>,
        /// Whether any service of the hub is open.
        #[serde(default)]
        pub opening: OpenState,
        /// Buildings in the hub's order, each with its hours.
        #[serde(default)]
        pub locations: Vec<KioskLocation>,
        /// Areas in the hub's order, each with its services.
        pub areas: Vec<KioskArea>,
        /// Reasons for priority a citizen can name.
        #[serde(default)]
        pub priorities: Vec<PriorityChoice>,
        /// The building the kiosk stands in.
        #[serde(default)]
        pub location: Option<LocationId>,
        /// That building's name.
        #[serde(default)]
        pub location_name: Text,
        /// Whether anybody is booked for today, in any building: whoever is can check in.
        #[serde(default)]
        pub has_appointments: bool,
        /// Services that are not given here, with the nearest building that gives them.
        #[serde(default)]
        pub only_elsewhere: Vec<KioskElsewhere>,
        /// How the slips look.
        #[serde(default, skip_serializing_if = "SlipLayout::is_usual")]
        pub slip: SlipLayout,
        /// Kiosks of the building at which somebody asks for a person to come.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub usher_calls: Vec<DeviceId>,
        /// Notices that are up in the building, the oldest first, at most `NOTICES_UP_MAX`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub notices: Vec<NoticeRow>,
        /// What most people come for, as far as it is given here.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub most_used: Vec<ServiceId>,
        /// What can have happened to who comes, where any of its services is given here.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub life_events: Vec<KioskLifeEvent>,
        /// The words of the first page.
        #[serde(default, skip_serializing_if = "HomeTexts::is_usual")]
        pub texts: HomeTexts,
    }

    /// An area on the kiosk.
    pub struct KioskArea {
        /// The area.
        pub id: AreaId,
        /// Its name.
        pub name: Text,
        /// One line on what people come here for.
        pub summary: Text,
        /// Floor label.
        pub floor: String,
        /// Identifying colour, `#rrggbb`.
        pub color: String,
        /// Name of its sign, which the kiosk draws; none where it has none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub icon: Option<String>,
        /// People waiting in the area.
        pub waiting: u32,
        /// Services in the hub's order.
        pub services: Vec<KioskService>,
    }

    /// A service on the kiosk.
    pub struct KioskService {
        /// The service.
        pub id: ServiceId,
        /// Letter of its codes.
        pub letter: char,
        /// Its name.
        pub name: Text,
        /// People waiting for it.
        pub waiting: u32,
        /// Documents to bring.
        pub documents: Vec<Text>,
        /// Who it is for; empty where nothing is said.
        #[serde(default)]
        pub for_whom: Text,
        /// What it costs; empty where nothing is said.
        #[serde(default)]
        pub cost: Text,
        /// Where it can be had without coming; `None` where it cannot.
        #[serde(default)]
        pub online_url: Option<String>,
        /// How long serving usually takes, in minutes.
        pub duration_minutes: u32,
        /// Where to wait.
        pub waiting_room: Text,
        /// Counters where somebody who can serve it is signed in.
        pub counters_open: u32,
        /// The wait to expect, in minutes, the middle of `wait` or by usual durations; `None` where nobody serves.
        #[serde(default)]
        pub wait_minutes: Option<u32>,
        /// The wait to expect as it is told; `None` where nothing is foretold.
        #[serde(default)]
        pub wait: Option<WaitRange>,
        /// The other building in which somebody who sets out at once is called sooner than here.
        #[serde(default)]
        pub shorter_elsewhere: Option<Elsewhere>,
        /// Whether it is open.
        #[serde(default)]
        pub opening: OpenState,
        /// Which tickets for it can be had without an appointment.
        #[serde(default)]
        pub offer: TicketOffer,
        /// Whether the health card is asked for before a number is given.
        #[serde(default)]
        pub asks_fiscal_code: bool,
        /// Further words by which people look for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub keywords: Option<Text>,
    }

    /// Everything a lobby board shows.
    pub struct BoardView {
        /// Name of the administration.
        pub hub_name: Text,
        /// The open day; `None` while closed.
        pub day: Option<NaiveDate>,
        /// Latest call first, at most `BOARD_CALLS_MAX`.
        pub calls: Vec<BoardCall>,
        /// People waiting per area.
        pub waiting: Vec<BoardArea>,
    }

    /// One call on the board.
    pub struct BoardCall {
        /// The journal position of the call or recall; a new one means: sound the chime.
        pub seq: Seq,
        /// Public code.
        pub code: Code,
        /// Counter label.
        pub counter: String,
        /// Floor label.
        pub floor: String,
        /// Room or hall.
        pub place: Text,
        /// Identifying colour of the counter's area, `#rrggbb`.
        pub color: String,
        /// When it was called or called again.
        pub at: DateTime<Utc>,
        /// Whether the citizen is still expected at the counter.
        pub is_open: bool,
    }

    /// People waiting in one area.
    pub struct BoardArea {
        /// Name of the area.
        pub name: Text,
        /// Floor label.
        pub floor: String,
        /// Identifying colour, `#rrggbb`.
        pub color: String,
        /// People waiting.
        pub waiting: u32,
        /// The wait to expect of whoever takes a ticket now, whichever of its services; `None` where nothing is foretold.
        #[serde(default)]
        pub wait: Option<WaitRange>,
    }

    /// Everything one counter shows.
    pub struct CounterView {
        /// The counter.
        pub counter: CounterId,
        /// The label over the desk.
        pub label: String,
        /// Room or hall.
        pub place: Text,
        /// Floor label.
        pub floor: String,
        /// The open day; `None` while closed.
        pub day: Option<NaiveDate>,
        /// Who is signed in here.
        pub clerk: Option<CounterClerk>,
        /// Clerks of the hub, for signing in.
        pub clerks: Vec<CounterClerk>,
        /// The ticket called or served here.
        pub current: Option<CounterTicket>,
        /// People this clerk can serve, the next one first, at most `COUNTER_QUEUE_ROWS_MAX`.
        pub queue: Vec<QueueRow>,
        /// All people this clerk can serve.
        pub waiting: u32,
        /// Services a ticket can be transferred to.
        pub services: Vec<ServiceChoice>,
        /// Every action with whether and why not.
        pub actions: Vec<ActionState>,
        /// What else a clerk sees and can choose.
        #[serde(default)]
        pub desk: DeskView,
    }

    /// A clerk as the counter shows one.
    pub struct CounterClerk {
        /// The clerk.
        pub id: ClerkId,
        /// The name.
        pub name: String,
        /// The label of the counter where the clerk is signed in.
        pub counter: Option<String>,
    }

    /// The ticket in hand at a counter.
    pub struct CounterTicket {
        /// The ticket.
        pub ticket: TicketId,
        /// Public code.
        pub code: Code,
        /// The service of the leg in hand.
        pub service: Text,
        /// Services that remain after this leg.
        pub further_services: Vec<Text>,
        /// `Called` or `Serving`.
        pub state: LegState,
        /// When it came to this state.
        pub since: DateTime<Utc>,
        /// Minutes it waited for this service before the call.
        pub waited_minutes: u32,
        /// How often the call was repeated.
        pub recalls: u32,
        /// How the visit came about, for the clerk alone.
        #[serde(default)]
        pub class: crate::ticket::Class,
        /// The reason for priority, where there is one, for the clerk alone.
        #[serde(default)]
        pub priority: Option<PriorityChoice>,
        /// Why it was called, for the clerk alone; `None` for one that was not called here.
        #[serde(default)]
        pub reason: Option<crate::reason::CallReason>,
    }

    /// One waiting person.
    pub struct QueueRow {
        /// Public code.
        pub code: Code,
        /// The service waited for.
        pub service: Text,
        /// Since when it waits for this service.
        pub waiting_since: DateTime<Utc>,
        /// How the visit came about, for the clerk alone.
        pub class: crate::ticket::Class,
        /// The ticket, to reclassify it.
        #[serde(default)]
        pub ticket: Option<TicketId>,
    }

    /// A reason for priority to choose.
    pub struct PriorityChoice {
        /// The reason.
        pub id: PriorityId,
        /// Its name.
        pub name: Text,
        /// What the clerk asks to see.
        pub proof: Text,
    }

    /// A service to choose.
    pub struct ServiceChoice {
        /// The service.
        pub id: ServiceId,
        /// Its name.
        pub name: Text,
        /// Its area's name.
        pub area: Text,
    }

    /// Whether an action is possible at this counter.
    pub struct ActionState {
        /// The action.
        pub action: CounterAction,
        /// Why it is not possible; `None` where it is.
        pub disabled_because: Option<Text>,
    }
}

/// Whether something is open by its hours, and when that changes; without hours it is always open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenState {
    /// Whether it is open.
    pub is_open: bool,
    /// When it closes, where it is open and closes within a week.
    pub closes_at: Option<DateTime<Utc>>,
    /// When it opens next, where it closes before.
    pub next_opening: Option<DateTime<Utc>>,
    /// Why it is closed all day: the holiday or what the office wrote.
    pub closure: Option<Text>,
}

impl Default for OpenState {
    fn default() -> Self {
        Self { is_open: true, closes_at: None, next_opening: None, closure: None }
    }
}

/// Which tickets for a service a citizen without an appointment can have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketOffer {
    /// When the last ticket before the next closing is given, where the service is open and closes within a week.
    pub last_ticket_at: Option<DateTime<Utc>>,
    /// How many more are given today; `None` without a quota.
    pub quota_left: Option<u32>,
    /// Why none is given at this moment; `None` where one is.
    pub refused_because: Option<Text>,
    /// Why whoever takes one at this moment would probably not be served today; `None` where they can expect to be.
    #[serde(default)]
    pub unlikely_because: Option<Text>,
}

/// What a clerk can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CounterAction {
    /// Call the next ticket.
    CallNext,
    /// Repeat the call.
    Recall,
    /// Begin serving.
    Start,
    /// End serving.
    Finish,
    /// The citizen did not come.
    NoShow,
    /// Send on to another service.
    Transfer,
    /// Leave the counter.
    SignOut,
}
