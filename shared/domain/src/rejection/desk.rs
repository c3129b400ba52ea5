//! Refusals of what somebody who serves asks for.

use serde::{Deserialize, Serialize};

use super::Rejection;
use crate::limits;
use crate::text::Text;

/// Why a counter was told no.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "rejection", rename_all = "snake_case")]
pub enum DeskRejection {
    /// The ticket is in hand at another counter.
    TicketAtCounter {
        /// Its code.
        code: String,
        /// The label of the counter.
        counter: String,
    },
    /// Nothing more can happen to the ticket.
    TicketOver {
        /// Its code.
        code: String,
    },
    /// Nobody is called to a counter that pauses.
    CounterPaused,
    /// The counter does not pause.
    NotPaused,
    /// The clerk may not call out of turn.
    MayNotCallNamed,
    /// No ticket of today has this code.
    UnknownCode {
        /// What was asked for.
        code: String,
    },
    /// The ticket was laid aside.
    TicketParked {
        /// Its code.
        code: String,
    },
    /// Another service of the visit comes first.
    TicketHeld {
        /// Its code.
        code: String,
    },
    /// The clerk is not trained for the service.
    CannotServe {
        /// The clerk.
        clerk: String,
        /// The service.
        service: String,
    },
    /// Nobody is signed in at the counter the ticket is to go to.
    CounterEmpty {
        /// Its label.
        counter: String,
    },
    /// The clerk the ticket is to go to is not signed in.
    ClerkAway {
        /// The clerk.
        clerk: String,
    },
    /// A ticket can go to a counter or to a clerk, not to both.
    TwoTargets,
    /// A reason is needed.
    ReasonMissing,
    /// A note or reason is too long.
    NoteTooLong {
        /// Most characters.
        chars_max: usize,
    },
    /// The minutes are out of their bounds.
    MinutesOutOfRange {
        /// Most minutes.
        minutes_max: u32,
    },
    /// The clerk has not laid this ticket aside.
    NotParkedByYou {
        /// Its code.
        code: String,
    },
    /// Somebody served without a ticket has no code to be called by.
    DirectVisit,
    /// The counter has no step to take back.
    NothingToUndo,
    /// The step is too long ago.
    UndoTooLate {
        /// How long a step can be taken back, in seconds.
        seconds_max: u32,
    },
    /// Something has happened to the ticket since.
    TicketGoneOn {
        /// Its code.
        code: String,
    },
    /// The counter does not ask for help.
    NobodyAskedHelp {
        /// Its label.
        counter: String,
    },
    /// Nobody at the kiosk asks for a person to come.
    NobodyCalledUsher {
        /// Its name.
        device: String,
    },
    /// More kiosks ask for a person to come than a hub can have.
    TooManyUsherCalls,
}

impl From<DeskRejection> for Rejection {
    fn from(rejection: DeskRejection) -> Self {
        Self::Desk(rejection)
    }
}

impl DeskRejection {
    /// The stable code, snake_case, as on the wire.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TicketAtCounter { .. } => "ticket_at_counter",
            Self::TicketOver { .. } => "ticket_over",
            Self::CounterPaused => "counter_paused",
            Self::NotPaused => "not_paused",
            Self::MayNotCallNamed => "may_not_call_named",
            Self::UnknownCode { .. } => "unknown_code",
            Self::TicketParked { .. } => "ticket_parked",
            Self::TicketHeld { .. } => "ticket_held",
            Self::CannotServe { .. } => "cannot_serve",
            Self::CounterEmpty { .. } => "counter_empty",
            Self::ClerkAway { .. } => "clerk_away",
            Self::TwoTargets => "two_targets",
            Self::ReasonMissing => "reason_missing",
            Self::NoteTooLong { .. } => "note_too_long",
            Self::MinutesOutOfRange { .. } => "minutes_out_of_range",
            Self::NotParkedByYou { .. } => "not_parked_by_you",
            Self::DirectVisit => "direct_visit",
            Self::NothingToUndo => "nothing_to_undo",
            Self::UndoTooLate { .. } => "undo_too_late",
            Self::TicketGoneOn { .. } => "ticket_gone_on",
            Self::NobodyAskedHelp { .. } => "nobody_asked_help",
            Self::NobodyCalledUsher { .. } => "nobody_called_usher",
            Self::TooManyUsherCalls => "too_many_usher_calls",
        }
    }

    /// What a person reads and can act on.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::TicketAtCounter { code, counter } => Text::new(
                format!("{code} è allo sportello {counter}: chiedi lì."),
                format!("{code} is at counter {counter}: ask there."),
            ),
            Self::TicketOver { code } => Text::new(
                format!("{code} è concluso: serve un nuovo numero."),
                format!("{code} is over: a new ticket is needed."),
            ),
            Self::CounterPaused => {
                Text::new("Sei in pausa: riprendi prima di chiamare.", "You are on a break: resume before you call.")
            }
            Self::NotPaused => Text::new("Lo sportello non è in pausa.", "The counter is not on a break."),
            Self::MayNotCallNamed => Text::new(
                "Non puoi chiamare un numero a scelta: chiama il prossimo o chiedi al responsabile.",
                "You may not call a ticket of your choice: call the next one or ask the manager.",
            ),
            Self::UnknownCode { code } => Text::new(
                format!("Il numero {code} non è di oggi: controlla il biglietto."),
                format!("{code} is not a ticket of today: check the slip."),
            ),
            Self::TicketParked { code } => Text::new(
                format!("{code} è sospeso: riprendilo da lì."),
                format!("{code} was laid aside: resume it there."),
            ),
            Self::TicketHeld { code } => Text::new(
                format!("{code} deve prima concludere un altro servizio."),
                format!("{code} has to finish another service first."),
            ),
            Self::CannotServe { clerk, service } => Text::new(
                format!("{clerk} non può servire «{service}»: scegli un altro sportello."),
                format!("{clerk} cannot serve \"{service}\": choose another counter."),
            ),
            Self::CounterEmpty { counter } => Text::new(
                format!("Allo sportello {counter} non c'è nessuno: scegline un altro."),
                format!("Nobody is at counter {counter}: choose another."),
            ),
            Self::ClerkAway { clerk } => Text::new(
                format!("{clerk} non è a uno sportello: scegli un altro."),
                format!("{clerk} is not at a counter: choose somebody else."),
            ),
            Self::TwoTargets => Text::new(
                "Scegli uno sportello o un operatore, non tutti e due.",
                "Choose a counter or a clerk, not both.",
            ),
            Self::ReasonMissing => Text::new("Scrivi il motivo.", "Write the reason."),
            Self::NoteTooLong { chars_max } => Text::new(
                format!("Testo troppo lungo: al massimo {chars_max} caratteri."),
                format!("The text is too long: at most {chars_max} characters."),
            ),
            Self::MinutesOutOfRange { minutes_max } => {
                Text::new(format!("Scegli da 1 a {minutes_max} minuti."), format!("Choose 1 to {minutes_max} minutes."))
            }
            Self::NotParkedByYou { code } => Text::new(
                format!("{code} non è tra i tuoi sospesi."),
                format!("{code} is not among the tickets you laid aside."),
            ),
            Self::DirectVisit => Text::new(
                "È un servizio senza numero: concludi, o fai prendere un numero.",
                "This visit has no ticket: finish it, or have a ticket taken.",
            ),
            Self::NothingToUndo => Text::new("Non c'è nulla da annullare.", "There is nothing to undo."),
            Self::UndoTooLate { seconds_max } => Text::new(
                format!("Troppo tardi: si può annullare entro {seconds_max} secondi."),
                format!("Too late: a step can be undone within {seconds_max} seconds."),
            ),
            Self::TicketGoneOn { code } => Text::new(
                format!("{code} è già andato avanti: non si può annullare."),
                format!("{code} has gone on since: this cannot be undone."),
            ),
            Self::NobodyAskedHelp { counter } => Text::new(
                format!("Lo sportello {counter} non chiede aiuto."),
                format!("Counter {counter} does not ask for help."),
            ),
            Self::NobodyCalledUsher { device } => Text::new(
                format!("Al totem {device} nessuno chiede più aiuto: ci ha già pensato un collega."),
                format!("Nobody at kiosk {device} asks for help any more: a colleague has seen to it."),
            ),
            Self::TooManyUsherCalls => Text::new(
                format!("Già {} totem chiedono aiuto: controlla i nomi dei dispositivi.", limits::USHER_CALLS_MAX),
                format!(
                    "There are {} kiosks asking for help already: check the devices' names.",
                    limits::USHER_CALLS_MAX
                ),
            ),
        }
    }
}
