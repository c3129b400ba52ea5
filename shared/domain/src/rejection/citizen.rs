//! Refusals of what somebody with a ticket, or before one, asks for.

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use super::Rejection;
use crate::calendar::time_text;
use crate::text::{Language, Text};

/// Why a citizen was told no.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "rejection", rename_all = "snake_case")]
pub enum CitizenRejection {
    /// No such reason for priority in the hub.
    UnknownPriority {
        /// What was asked for.
        priority: String,
    },
    /// A kiosk asks for tickets faster than people can.
    TooManyFromDevice {
        /// Tickets it can issue within a minute.
        per_minute: u32,
        /// When it can issue the next, in seconds.
        retry_seconds: i64,
    },
    /// The ticket was not marked as a no-show.
    NotNoShow {
        /// Its code.
        code: String,
    },
    /// The no-show is too long ago.
    RejoinTooLate {
        /// Its code.
        code: String,
        /// How long a no-show is taken back, in minutes.
        minutes_max: u32,
    },
    /// A no-show is taken back once.
    RejoinedBefore {
        /// Its code.
        code: String,
    },
    /// Others were let pass as often as allowed.
    LetPassLimit {
        /// How often a citizen can.
        times_max: u32,
    },
    /// Either people or minutes have to be named.
    LetPassChoice,
    /// The number of people is out of its bounds.
    PeopleOutOfRange {
        /// Most people.
        people_max: u32,
    },
    /// Nobody waits behind.
    NobodyToLetPass,
    /// No such building in the hub.
    UnknownLocation {
        /// What was asked for.
        location: String,
    },
    /// The service is not given in that building.
    NotGivenThere {
        /// The service.
        service: String,
        /// The building.
        location: String,
    },
    /// The ticket is waited for in that building already.
    AlreadyThere {
        /// Its code.
        code: String,
        /// The building.
        location: String,
    },
    /// The service will probably close before the citizen is called.
    ProbablyNotServed {
        /// The service's name.
        service: Text,
        /// The wait to expect, in minutes.
        wait_minutes: u32,
        /// When the service closes, on the hub's own clock.
        closes_at: NaiveTime,
    },
    /// The slip was printed as often as allowed.
    ReprintLimit {
        /// How often it can be printed again.
        times_max: u32,
    },
}

impl From<CitizenRejection> for Rejection {
    fn from(rejection: CitizenRejection) -> Self {
        Self::Citizen(rejection)
    }
}

impl CitizenRejection {
    /// The stable code, snake_case, as on the wire.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownPriority { .. } => "unknown_priority",
            Self::TooManyFromDevice { .. } => "too_many_from_device",
            Self::NotNoShow { .. } => "not_no_show",
            Self::RejoinTooLate { .. } => "rejoin_too_late",
            Self::RejoinedBefore { .. } => "rejoined_before",
            Self::LetPassLimit { .. } => "let_pass_limit",
            Self::LetPassChoice => "let_pass_choice",
            Self::PeopleOutOfRange { .. } => "people_out_of_range",
            Self::NobodyToLetPass => "nobody_to_let_pass",
            Self::UnknownLocation { .. } => "unknown_location",
            Self::NotGivenThere { .. } => "not_given_there",
            Self::AlreadyThere { .. } => "already_there",
            Self::ProbablyNotServed { .. } => "probably_not_served",
            Self::ReprintLimit { .. } => "reprint_limit",
        }
    }

    /// What a person reads and can act on.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::UnknownPriority { priority } => Text::new(
                format!("La priorità «{priority}» non esiste: scegli dall'elenco."),
                format!("There is no priority \"{priority}\": choose one from the list."),
            ),
            Self::TooManyFromDevice { per_minute, retry_seconds } => Text::new(
                format!("Al massimo {per_minute} numeri al minuto da qui: riprova tra {retry_seconds} secondi."),
                format!("At most {per_minute} tickets a minute from here: try again in {retry_seconds} seconds."),
            ),
            Self::NotNoShow { code } => Text::new(
                format!("{code} non risulta assente: attendi la chiamata o prendi un nuovo numero."),
                format!("{code} was not marked absent: wait to be called or take a new ticket."),
            ),
            Self::RejoinTooLate { code, minutes_max } => Text::new(
                format!("{code} è stato chiamato più di {minutes_max} minuti fa: prendi un nuovo numero."),
                format!("{code} was called more than {minutes_max} minutes ago: please take a new ticket."),
            ),
            Self::RejoinedBefore { code } => Text::new(
                format!("{code} è già rientrato una volta: prendi un nuovo numero."),
                format!("{code} was taken back once already: please take a new ticket."),
            ),
            Self::LetPassLimit { times_max } => Text::new(
                format!("Hai già lasciato passare altri {times_max} volte: attendi la chiamata o annulla."),
                format!("You have let others pass {times_max} times: wait to be called or cancel."),
            ),
            Self::LetPassChoice => Text::new(
                "Indica quante persone o quanti minuti, uno dei due.",
                "Say how many people or how many minutes, one of the two.",
            ),
            Self::PeopleOutOfRange { people_max } => {
                Text::new(format!("Scegli da 1 a {people_max} persone."), format!("Choose 1 to {people_max} people."))
            }
            Self::NobodyToLetPass => Text::new(
                "Dietro di te non c'è nessuno: scegli dei minuti.",
                "Nobody is behind you: choose minutes instead.",
            ),
            Self::UnknownLocation { location } => Text::new(
                format!("La sede «{location}» non esiste: scegli dall'elenco."),
                format!("There is no building \"{location}\": choose one from the list."),
            ),
            Self::NotGivenThere { service, location } => Text::new(
                format!("«{service}» non si fa a «{location}»: scegli un'altra sede."),
                format!("\"{service}\" is not given at \"{location}\": choose another building."),
            ),
            Self::AlreadyThere { code, location } => Text::new(
                format!("{code} è già in attesa a «{location}»."),
                format!("{code} is waited for at \"{location}\" already."),
            ),
            Self::ProbablyNotServed { service, wait_minutes, closes_at } => {
                let closes_at = time_text(*closes_at);
                Text::new(
                    format!(
                        "Per «{}» l'attesa è di circa {wait_minutes} minuti e si chiude alle {closes_at}: torna un altro giorno o chiedi al personale.",
                        service.it
                    ),
                    format!(
                        "The wait for \"{}\" is about {wait_minutes} minutes and it closes at {closes_at}: come back another day or ask the staff.",
                        service.get(Language::En)
                    ),
                )
            }
            Self::ReprintLimit { times_max } => Text::new(
                format!("Già ristampato {times_max} volte: chiedi al personale."),
                format!("Printed again {times_max} times already: please ask the staff."),
            ),
        }
    }
}
