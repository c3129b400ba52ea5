//! How a printer is, and why a slip is missing or in doubt, with what staff should do about it.

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// How a printer is, as far as it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PrinterState {
    /// Nothing has been heard of it yet, or it is one that cannot say.
    #[default]
    Unknown,
    /// It prints.
    Ready,
    /// It prints, and its roll is about to end.
    NearEnd,
    /// Its roll has ended.
    PaperOut,
    /// Its cover is open.
    CoverOpen,
    /// It was switched offline, or waits to be switched online.
    Offline,
    /// Its cutter is stuck.
    Cutter,
    /// It reports another error.
    Error,
    /// It has taken a slip and does not get on with it.
    Busy,
    /// It can be reached and does not answer any more.
    Silent,
    /// It cannot be reached.
    Unreachable,
    /// There is none.
    Missing,
}

impl PrinterState {
    /// Every state.
    pub const ALL: [Self; 12] = [
        Self::Unknown,
        Self::Ready,
        Self::NearEnd,
        Self::PaperOut,
        Self::CoverOpen,
        Self::Offline,
        Self::Cutter,
        Self::Error,
        Self::Busy,
        Self::Silent,
        Self::Unreachable,
        Self::Missing,
    ];

    /// Whether somebody has to do something before the next slip can come out.
    #[must_use]
    pub fn is_fault(self) -> bool {
        !matches!(self, Self::Unknown | Self::Ready | Self::NearEnd)
    }

    /// Whether the printer itself says that it will not print.
    #[must_use]
    pub fn is_refusal(self) -> bool {
        matches!(self, Self::PaperOut | Self::CoverOpen | Self::Offline | Self::Cutter | Self::Error)
    }

    /// Whether staff should be told.
    #[must_use]
    pub fn is_news_for_staff(self) -> bool {
        self == Self::NearEnd || self.is_fault()
    }

    /// How the printer is and what to do about it, for staff.
    #[must_use]
    pub fn text(self) -> Text {
        let (it, en) = match self {
            Self::Unknown => ("non si sa come sta la stampante", "it is not known how the printer is"),
            Self::Ready => ("la stampante è pronta", "the printer is ready"),
            Self::NearEnd => (
                "la carta sta per finire: tenere pronto un rotolo nuovo",
                "the paper is about to run out: have a new roll ready",
            ),
            Self::PaperOut => (
                "la stampante è senza carta: inserire un rotolo nuovo",
                "the printer is out of paper: put in a new roll",
            ),
            Self::CoverOpen => {
                ("il coperchio della stampante è aperto: chiuderlo", "the printer's cover is open: close it")
            }
            Self::Offline => (
                "la stampante è fuori linea: premere il suo tasto di avanzamento o di linea",
                "the printer is offline: press its feed or online button",
            ),
            Self::Cutter => (
                "la taglierina è bloccata: aprire la stampante, liberare la carta, spegnere e riaccendere",
                "the printer's cutter is stuck or broken: open it, free the paper, switch it off and on",
            ),
            Self::Error => (
                "la stampante segnala un errore: guardare le sue spie",
                "the printer reports an error: look at its lights",
            ),
            Self::Busy => (
                "la stampante non procede: attendere, oppure spegnerla e riaccenderla",
                "the printer does not get on: wait, or switch it off and on",
            ),
            Self::Silent => (
                "la stampante non risponde più: spegnerla e riaccenderla",
                "the printer does not answer any more: switch it off and on",
            ),
            Self::Unreachable => (
                "la stampante non è raggiungibile: controllare alimentazione, cavo e indirizzo",
                "the printer cannot be reached: check power, cable and address",
            ),
            Self::Missing => ("non è configurata alcuna stampante", "no printer is configured"),
        };
        Text::new(it, en)
    }
}

/// Which printer of a kiosk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PrinterPlace {
    /// The one every slip goes to.
    First,
    /// The one a slip goes to where nothing of it was sent to the first.
    Second,
}

/// Why a slip is missing or in doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SlipReason {
    /// The printer is to blame.
    Printer(PrinterState),
    /// The connection broke off.
    HungUp,
    /// The printer did not say that the slip was finished.
    Unfinished,
    /// The printer never says whether it prints.
    NeverSpeaks,
    /// The slip waited too long and was dropped.
    Expired,
    /// Too many slips wait for the printer.
    TooMany,
    /// The slip could not be drawn.
    NotDrawn,
    /// The program failed.
    Failed,
}

impl SlipReason {
    /// Every reason that is not one of [`PrinterState`].
    pub const OTHERS: [Self; 7] =
        [Self::HungUp, Self::Unfinished, Self::NeverSpeaks, Self::Expired, Self::TooMany, Self::NotDrawn, Self::Failed];

    /// Why, and what to do about it, for staff.
    #[must_use]
    pub fn text(self) -> Text {
        let (it, en) = match self {
            Self::Printer(state) => return state.text(),
            Self::HungUp => (
                "il collegamento con la stampante si è interrotto: controllare cavo e alimentazione",
                "the connection to the printer broke off: check cable and power",
            ),
            Self::Unfinished => (
                "la stampante non ha confermato la fine della stampa",
                "the printer did not say that the slip was finished",
            ),
            Self::NeverSpeaks => {
                ("la stampante non dice mai se ha stampato", "the printer never says whether it has printed")
            }
            Self::Expired => (
                "il biglietto ha atteso troppo la stampante ed è stato annullato",
                "the slip waited too long for the printer and was dropped",
            ),
            Self::TooMany => ("troppi biglietti attendono la stampante", "too many slips wait for the printer"),
            Self::NotDrawn => (
                "il biglietto non può essere disegnato: controllare i testi del servizio",
                "the slip cannot be drawn: check the texts of the service",
            ),
            Self::Failed => ("il programma si è fermato durante la stampa", "the program failed while printing"),
        };
        Text::new(it, en)
    }
}

#[cfg(test)]
mod tests {
    use super::{PrinterState, SlipReason};

    #[test]
    fn every_state_and_reason_is_told_in_both_languages_and_no_two_alike() {
        let reasons = PrinterState::ALL.into_iter().map(SlipReason::Printer).chain(SlipReason::OTHERS);
        let mut texts: Vec<_> = reasons.map(|reason| reason.text()).collect();
        assert!(texts.iter().all(|text| !text.it.is_empty() && !text.en.is_empty() && text.it != text.en));
        let count = texts.len();
        texts.sort_by(|one, other| one.it.cmp(&other.it));
        texts.dedup_by(|one, other| one.it == other.it || one.en == other.en);
        assert_eq!(texts.len(), count);
    }

    #[test]
    fn whoever_refuses_has_a_fault_and_whoever_prints_has_none() {
        for state in PrinterState::ALL {
            assert!(state.is_fault() || !state.is_refusal(), "{state:?}");
        }
        assert!(!PrinterState::NearEnd.is_fault() && PrinterState::NearEnd.is_news_for_staff());
    }
}
