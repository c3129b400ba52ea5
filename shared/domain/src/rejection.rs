//! Why the hub said no: a stable code and a text a person can act on.

pub mod appointment;
pub mod citizen;
pub mod desk;
pub mod notice;
pub mod offline;
pub(crate) mod words;

#[cfg(test)]
mod tests;

// `NaiveDate` and not `DayDate`: the description of the interface knows types by their own names.
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::calendar::moment_text;
use crate::limits;
use crate::sentence::Value;
use crate::text::{Language, Text};
use words::{hours, ticket};

/// A refusal by the rules of the office; nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "rejection", rename_all = "snake_case")]
pub enum Rejection {
    /// No day is open.
    DayClosed,
    /// A day is open already.
    DayAlreadyOpen,
    /// The day to open is not after the last one.
    DayNotAfterLast,
    /// The day to open lies too far in the future.
    DayInFuture {
        /// The day asked for.
        day: NaiveDate,
        /// The latest day that can be opened at this moment.
        latest: NaiveDate,
    },
    /// No service was named.
    NoService,
    /// More services than a ticket can have.
    TooManyServices,
    /// The same service was named twice.
    ServiceTwice {
        /// The service.
        service: String,
    },
    /// No such service in the hub.
    UnknownService {
        /// What was asked for.
        service: String,
    },
    /// No such counter in the hub.
    UnknownCounter {
        /// What was asked for.
        counter: String,
    },
    /// No such clerk in the hub.
    UnknownClerk {
        /// What was asked for.
        clerk: String,
    },
    /// No such ticket today.
    UnknownTicket {
        /// What was asked for.
        ticket: u64,
    },
    /// Too many people wait for the service.
    QueueFull {
        /// The service.
        service: String,
    },
    /// All codes of the letter are used today, those with a second letter too.
    CodesUsedUp {
        /// The letter.
        letter: char,
    },
    /// Somebody else is signed in at the counter.
    CounterTaken {
        /// Who.
        clerk: String,
    },
    /// Nobody is signed in at the counter.
    NobodySignedIn,
    /// The counter has a ticket in hand.
    TicketInHand {
        /// Its code.
        code: String,
    },
    /// The counter has no ticket in hand.
    NoTicketInHand,
    /// The ticket in hand is being served already.
    AlreadyServing {
        /// Its code.
        code: String,
    },
    /// The ticket in hand was called but not started.
    NotStarted {
        /// Its code.
        code: String,
    },
    /// The call was repeated as often as allowed.
    RecallLimit,
    /// Nobody this clerk can serve is waiting.
    NobodyWaiting,
    /// The ticket already is, or waits, at that service.
    SameService,
    /// The ticket was sent on as often as allowed.
    TransferLimit {
        /// Its code.
        code: String,
    },
    /// The name of the device is too long.
    DeviceNameTooLong {
        /// Its length, in bytes.
        bytes: usize,
    },
    /// More printers report than a hub can have.
    TooManyPrinters,
    /// The printer has reported a change of its state as often as allowed in a day.
    PrinterReportLimit {
        /// The kiosk it belongs to.
        device: String,
    },
    /// The slip of the ticket was reported on as often as allowed.
    SlipReportLimit {
        /// The ticket's code.
        code: String,
    },
    /// The service is closed at this moment.
    OutsideHours {
        /// The service's name.
        service: Text,
        /// The holiday or closure, where it is closed all day for one.
        reason: Option<Box<Text>>,
        /// When it opens next, on the hub's own clock.
        next_opening: Option<NaiveDateTime>,
    },
    /// The service is open, but for those who came before.
    LastTicketPassed {
        /// The service's name.
        service: Text,
        /// When the last ticket was given, on the hub's own clock.
        last_ticket: NaiveTime,
        /// When it opens next, on the hub's own clock.
        next_opening: Option<NaiveDateTime>,
    },
    /// The service has given as many tickets as it can serve in a day.
    QuotaReached {
        /// The service's name.
        service: Text,
        /// How many tickets that is.
        quota: u32,
    },
    /// Somebody who serves asked for what cannot be.
    #[serde(untagged)]
    Desk(desk::DeskRejection),
    /// Somebody with a ticket asked for what cannot be.
    #[serde(untagged)]
    Citizen(citizen::CitizenRejection),
    /// Somebody with an appointment asked for what cannot be.
    #[serde(untagged)]
    Appointment(appointment::AppointmentRejection),
    /// A kiosk that went on by itself asked for what cannot be.
    #[serde(untagged)]
    Offline(offline::OfflineRejection),
    /// Somebody asked of a notice what cannot be.
    #[serde(untagged)]
    Notice(notice::NoticeRejection),
}

impl Rejection {
    /// The stable code, snake_case, as on the wire.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::DayClosed => "day_closed",
            Self::DayAlreadyOpen => "day_already_open",
            Self::DayNotAfterLast => "day_not_after_last",
            Self::DayInFuture { .. } => "day_in_future",
            Self::NoService => "no_service",
            Self::TooManyServices => "too_many_services",
            Self::ServiceTwice { .. } => "service_twice",
            Self::UnknownService { .. } => "unknown_service",
            Self::UnknownCounter { .. } => "unknown_counter",
            Self::UnknownClerk { .. } => "unknown_clerk",
            Self::UnknownTicket { .. } => "unknown_ticket",
            Self::QueueFull { .. } => "queue_full",
            Self::CodesUsedUp { .. } => "codes_used_up",
            Self::CounterTaken { .. } => "counter_taken",
            Self::NobodySignedIn => "nobody_signed_in",
            Self::TicketInHand { .. } => "ticket_in_hand",
            Self::NoTicketInHand => "no_ticket_in_hand",
            Self::AlreadyServing { .. } => "already_serving",
            Self::NotStarted { .. } => "not_started",
            Self::RecallLimit => "recall_limit",
            Self::NobodyWaiting => "nobody_waiting",
            Self::SameService => "same_service",
            Self::TransferLimit { .. } => "transfer_limit",
            Self::DeviceNameTooLong { .. } => "device_name_too_long",
            Self::SlipReportLimit { .. } => "slip_report_limit",
            Self::TooManyPrinters => "too_many_printers",
            Self::PrinterReportLimit { .. } => "printer_report_limit",
            Self::Desk(rejection) => rejection.code(),
            Self::Citizen(rejection) => rejection.code(),
            Self::Appointment(rejection) => rejection.code(),
            Self::Offline(rejection) => rejection.code(),
            Self::Notice(rejection) => rejection.code(),
            Self::OutsideHours { .. } => "outside_hours",
            Self::LastTicketPassed { .. } => "last_ticket_passed",
            Self::QuotaReached { .. } => "quota_reached",
        }
    }

    /// What a person reads and can act on.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::DayClosed => ticket::DAY_CLOSED.text(),
            Self::DayAlreadyOpen => Text::new("La giornata è già aperta.", "The day is open already."),
            Self::DayNotAfterLast => Text::new(
                "Questa giornata è già stata aperta: controlla la data del computer.",
                "This day has been opened before: check the computer's date.",
            ),
            Self::DayInFuture { day, latest } => Text::new(
                format!("Il {day} è troppo lontano: si può aprire al più tardi il {latest}. Controlla la data."),
                format!("{day} is too far ahead: the latest day to open is {latest}. Check the date."),
            ),
            Self::NoService => ticket::NO_SERVICE.text(),
            Self::TooManyServices => ticket::TOO_MANY_SERVICES.with(&[limits::LEGS_PER_TICKET_MAX.into()]),
            Self::ServiceTwice { service } => ticket::SERVICE_TWICE.with(&[service.into()]),
            Self::UnknownService { service } => ticket::UNKNOWN_SERVICE.with(&[service.into()]),
            Self::UnknownCounter { counter } => Text::new(
                format!("Lo sportello «{counter}» non esiste: controlla la configurazione."),
                format!("There is no counter \"{counter}\": check the configuration."),
            ),
            Self::UnknownClerk { clerk } => Text::new(
                format!("L'operatore «{clerk}» non esiste: controlla il nome."),
                format!("There is no clerk \"{clerk}\": check the name."),
            ),
            Self::UnknownTicket { ticket } => ticket::UNKNOWN_TICKET.with(&[Value::Number(ticket.to_string())]),
            Self::QueueFull { service } => ticket::QUEUE_FULL.with(&[service.into()]),
            Self::CodesUsedUp { letter } => ticket::CODES_USED_UP.with(&[(&letter.to_string()).into()]),
            Self::CounterTaken { clerk } => Text::new(
                format!("Allo sportello c'è già {clerk}: deve prima uscire."),
                format!("{clerk} is signed in at this counter and has to sign out first."),
            ),
            Self::NobodySignedIn => Text::new(
                "Nessuno è entrato a questo sportello: scegli il tuo nome.",
                "Nobody is signed in at this counter: choose your name.",
            ),
            Self::TicketInHand { code } => {
                Text::new(format!("Prima concludi {code}."), format!("Finish {code} first."))
            }
            Self::NoTicketInHand => Text::new(
                "Nessun numero allo sportello: chiama il prossimo.",
                "No ticket at this counter: call the next one.",
            ),
            Self::AlreadyServing { code } => {
                Text::new(format!("{code} è già in servizio."), format!("{code} is being served already."))
            }
            Self::NotStarted { code } => Text::new(
                format!("{code} è chiamato: prima inizia il servizio."),
                format!("{code} is called: start serving first."),
            ),
            Self::RecallLimit => Text::new(
                "Chiamato abbastanza volte: segna «assente» o inizia.",
                "Called often enough: mark as no-show or start.",
            ),
            Self::NobodyWaiting => {
                Text::new("Nessuno in attesa per i tuoi servizi.", "Nobody is waiting for your services.")
            }
            Self::SameService => Text::new(
                "Il numero è già per questo servizio: scegline un altro.",
                "The ticket is for this service already: choose another.",
            ),
            Self::TransferLimit { code } => Text::new(
                format!("{code} è già passato per troppi servizi: concludi e fai prendere un nuovo numero."),
                format!("{code} was sent on too often: finish and have a new ticket taken."),
            ),
            Self::DeviceNameTooLong { bytes } => Text::new(
                format!(
                    "Il nome del dispositivo ha {bytes} byte, al massimo {}: accorcialo nella configurazione.",
                    limits::DEVICE_BYTES_MAX
                ),
                format!(
                    "The device's name has {bytes} bytes, at most {}: shorten it in the configuration.",
                    limits::DEVICE_BYTES_MAX
                ),
            ),
            Self::SlipReportLimit { code } => Text::new(
                format!("La stampa di {code} è già stata segnalata troppe volte: controlla il dispositivo."),
                format!("The slip of {code} was reported on too often: check the device."),
            ),
            Self::TooManyPrinters => Text::new(
                format!("Ci sono già {} stampanti: controlla i nomi dei dispositivi.", limits::PRINTERS_MAX),
                format!("There are {} printers already: check the devices' names.", limits::PRINTERS_MAX),
            ),
            Self::PrinterReportLimit { device } => Text::new(
                format!("La stampante di «{device}» cambia stato di continuo: controlla cavo e carta."),
                format!("The printer of \"{device}\" changes its state all the time: check cable and paper."),
            ),
            Self::Desk(rejection) => rejection.text(),
            Self::Citizen(rejection) => rejection.text(),
            Self::Appointment(rejection) => rejection.text(),
            Self::Offline(rejection) => rejection.text(),
            Self::Notice(rejection) => rejection.text(),
            Self::OutsideHours { service, reason, next_opening } => {
                let why = in_brackets(reason.as_deref());
                and_come_back(&hours::CLOSED.with(&[service.into(), (&why).into()]), *next_opening)
            }
            Self::LastTicketPassed { service, last_ticket, next_opening } => {
                let text = hours::LAST_TICKET_PASSED.with(&[service.into(), (*last_ticket).into()]);
                and_come_back(&text, *next_opening)
            }
            Self::QuotaReached { service, quota } => ticket::QUOTA_REACHED.with(&[service.into(), (*quota).into()]),
        }
    }
}

/// A reason as it follows what it is the reason of; empty where none is known.
fn in_brackets(reason: Option<&Text>) -> Text {
    Text::in_each(|language| match reason.map(|reason| reason.get(language)) {
        Some(reason) if !reason.is_empty() => format!(" ({reason})"),
        Some(_) | None => String::new(),
    })
}

/// Adds when to come back, or whom to ask where that is not known.
fn and_come_back(text: &Text, next_opening: Option<NaiveDateTime>) -> Text {
    let advice = match next_opening.map(moment_text) {
        Some(when) => hours::COME_BACK.with(&[(&when).into()]),
        None => hours::ASK_THE_STAFF.text(),
    };
    Text::in_each(|language| {
        let (text, advice) = (text.get(language), advice.get(language));
        // Chinese sentences follow each other without a space.
        if language == Language::Zh { format!("{text}{advice}") } else { format!("{text} {advice}") }
    })
}

impl std::fmt::Display for Rejection {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.text().en)
    }
}

impl std::error::Error for Rejection {}
