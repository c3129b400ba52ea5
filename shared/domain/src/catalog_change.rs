//! What a change of the catalog is: how it came in, what differs, and what it would break.

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// How a version of the catalog came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CatalogOrigin {
    /// From the hub file the dispatcher was started with.
    HubFile,
    /// From an administrator, while the dispatcher ran.
    Import,
}

/// How an entry of the catalog differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It is only in the new one.
    Added,
    /// It is only in the old one.
    Removed,
    /// One of its fields differs.
    Changed,
    /// The entries under this heading come in another order.
    Reordered,
}

/// One difference between two catalogs, in the words of the hub file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// How it differs.
    pub kind: ChangeKind,
    /// The heading in the hub file, such as `service`; `hub` for what stands above all headings.
    pub entry: String,
    /// The entry's id, or what it says where it has none; empty where the order differs.
    pub id: String,
    /// The field that differs, such as `name.it`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What the field was; `None` where it was not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What the field is; `None` where it is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The same as a sentence.
    pub text: Text,
}

/// What another catalog would break in the running hub; ids are those of the hub files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "conflict", rename_all = "snake_case")]
pub enum Conflict {
    /// It is another hub's.
    OtherHub {
        /// This hub.
        hub: String,
        /// The hub of the new catalog.
        other: String,
    },
    /// The time zone decides which day it is, and a day is open.
    TimeZoneInUse {
        /// The time zone of the open day.
        time_zone: String,
    },
    /// A service is gone for which people wait or are served.
    ServiceInUse {
        /// The service.
        service: String,
        /// Their tickets.
        tickets: u32,
    },
    /// A service is gone, or is no longer given in a building, for which people wait there.
    LocationInUse {
        /// The building.
        location: String,
        /// The service.
        service: String,
        /// Their tickets.
        tickets: u32,
    },
    /// A service is gone for which people are expected today.
    ServiceBooked {
        /// The service.
        service: String,
        /// Their appointments.
        appointments: u32,
    },
    /// A counter is gone at which a clerk sits or a ticket is in hand.
    CounterInUse {
        /// The counter.
        counter: String,
    },
    /// A clerk is gone who is signed in.
    ClerkAtCounter {
        /// The clerk.
        clerk: String,
        /// Where.
        counter: String,
    },
    /// A clerk is gone who has laid tickets aside.
    ClerkHasParked {
        /// The clerk.
        clerk: String,
        /// The tickets.
        tickets: u32,
    },
    /// A clerk cannot serve any more what is in hand.
    ClerkServing {
        /// The clerk.
        clerk: String,
        /// The service.
        service: String,
        /// Where.
        counter: String,
    },
    /// A reason for priority is gone that people in the house have.
    PriorityInUse {
        /// The reason.
        priority: String,
        /// Their tickets.
        tickets: u32,
    },
}

impl Conflict {
    /// The stable code, snake_case, as on the wire.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherHub { .. } => "other_hub",
            Self::TimeZoneInUse { .. } => "time_zone_in_use",
            Self::ServiceInUse { .. } => "service_in_use",
            Self::CounterInUse { .. } => "counter_in_use",
            Self::LocationInUse { .. } => "location_in_use",
            Self::ServiceBooked { .. } => "service_booked",
            Self::ClerkAtCounter { .. } => "clerk_at_counter",
            Self::ClerkHasParked { .. } => "clerk_has_parked",
            Self::ClerkServing { .. } => "clerk_serving",
            Self::PriorityInUse { .. } => "priority_in_use",
        }
    }

    /// What is in the way and what to do.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::OtherHub { hub, other } => Text::new(
                format!("Questo file è dell'hub «{other}», non di «{hub}»: scegli il file giusto."),
                format!("This is the file of hub \"{other}\", not of \"{hub}\": choose the right file."),
            ),
            Self::TimeZoneInUse { time_zone } => Text::new(
                format!("La giornata è aperta nel fuso orario {time_zone}: cambialo a giornata chiusa."),
                format!("A day is open in the time zone {time_zone}: change it while the day is closed."),
            ),
            Self::ServiceInUse { service, tickets } => Text::new(
                format!("Numeri ancora aperti per il servizio «{service}»: {tickets}. Concludili o trasferiscili."),
                format!("Tickets still open for service \"{service}\": {tickets}. Finish or transfer them first."),
            ),
            Self::LocationInUse { location, service, tickets } => Text::new(
                format!(
                    "Numeri ancora aperti per il servizio «{service}» nella sede «{location}»: {tickets}. Concludili prima."
                ),
                format!(
                    "Tickets still open for service \"{service}\" in building \"{location}\": {tickets}. Finish them first."
                ),
            ),
            Self::ServiceBooked { service, appointments } => Text::new(
                format!(
                    "Appuntamenti di oggi per il servizio «{service}»: {appointments}. Annullali o aspetta domani."
                ),
                format!(
                    "Appointments of today for service \"{service}\": {appointments}. Call them off or wait a day."
                ),
            ),
            Self::CounterInUse { counter } => Text::new(
                format!("Lo sportello «{counter}» è occupato: prima concludi e fai uscire l'operatore."),
                format!("Counter \"{counter}\" is in use: finish there and have the clerk sign out first."),
            ),
            Self::ClerkAtCounter { clerk, counter } => Text::new(
                format!("L'operatore «{clerk}» è allo sportello «{counter}»: prima deve uscire."),
                format!("Clerk \"{clerk}\" is at counter \"{counter}\": have the clerk sign out first."),
            ),
            Self::ClerkHasParked { clerk, tickets } => Text::new(
                format!("Numeri sospesi dall'operatore «{clerk}»: {tickets}. Prima vanno ripresi o annullati."),
                format!("Tickets laid aside by clerk \"{clerk}\": {tickets}. Resume or cancel them first."),
            ),
            Self::ClerkServing { clerk, service, counter } => Text::new(
                format!("L'operatore «{clerk}» sta servendo «{service}» allo sportello «{counter}»: prima concluda."),
                format!("Clerk \"{clerk}\" is serving \"{service}\" at counter \"{counter}\": finish there first."),
            ),
            Self::PriorityInUse { priority, tickets } => Text::new(
                format!("Numeri ancora aperti con la priorità «{priority}»: {tickets}. Concludili o riclassificali."),
                format!("Tickets still open with priority \"{priority}\": {tickets}. Finish or reclassify them first."),
            ),
        }
    }
}
