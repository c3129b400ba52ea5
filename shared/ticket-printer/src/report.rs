//! What is said of a slip once its fate is known.

use domain::printer::{PrinterState, SlipReason};
use domain::text::Text;
use domain::ticket::SlipOutcome;

/// What became of a slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintReport {
    /// Printed, not printed, or in doubt.
    pub outcome: SlipOutcome,
    /// Why it is not known to be printed; `None` where it is.
    pub reason: Option<SlipReason>,
    /// Why the first printer was passed over; `None` where the slip went no further than to the first one.
    pub passed_over: Option<SlipReason>,
    /// How the printer was when it was last heard: a roll that is about to end prints on.
    pub state: PrinterState,
    /// What the system said, for whoever sets the printer up; empty where it said nothing.
    pub cause: String,
}

impl PrintReport {
    /// A slip that came out of a printer that is like this.
    pub(crate) fn printed(state: PrinterState) -> Self {
        Self { outcome: SlipOutcome::Printed, reason: None, passed_over: None, state, cause: String::new() }
    }

    /// A slip of which nothing was sent.
    pub(crate) fn not_printed(trouble: Trouble) -> Self {
        Self::in_trouble(SlipOutcome::NotPrinted, trouble)
    }

    /// A slip that may have come out.
    pub(crate) fn unknown(trouble: Trouble) -> Self {
        Self::in_trouble(SlipOutcome::Unknown, trouble)
    }

    fn in_trouble(outcome: SlipOutcome, trouble: Trouble) -> Self {
        let Trouble { reason, cause } = trouble;
        let state = state_after(reason).unwrap_or_default();
        Self { outcome, reason: Some(reason), passed_over: None, state, cause }
    }

    /// Whether the printer itself said that it would not print.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        let is_refusal = matches!(self.reason, Some(SlipReason::Printer(state)) if state.is_refusal());
        self.outcome == SlipOutcome::NotPrinted && is_refusal
    }

    /// What to tell staff, and what they should do; empty where there is nothing to tell.
    #[must_use]
    pub fn text(&self) -> Text {
        let near_end = (self.state == PrinterState::NearEnd).then(|| self.state.text());
        let mut text = self.reason.map(SlipReason::text).or(near_end).unwrap_or_default();
        if self.outcome == SlipOutcome::Unknown {
            text = Text::new(
                format!("{}; cercare il biglietto, può essere uscito", text.it),
                format!("{}; look for the slip, it may have come out", text.en),
            );
        }
        let Some(first) = self.passed_over.map(SlipReason::text) else { return text };
        match text.it.is_empty() {
            true => Text::new(
                format!("stampato dalla seconda stampante; la prima: {}", first.it),
                format!("printed by the second printer; the first: {}", first.en),
            ),
            false => Text::new(
                format!("prima stampante: {}; seconda: {}", first.it, text.it),
                format!("first printer: {}; second: {}", first.en, text.en),
            ),
        }
    }

    /// The same as one line for the journal, in Italian as whatever staff read there, with what the system said.
    #[must_use]
    pub fn detail(&self) -> String {
        let Text { it, .. } = self.text();
        if self.cause.is_empty() { it } else { format!("{it} ({})", self.cause) }
    }
}

/// Why a slip is not known to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trouble {
    pub(crate) reason: SlipReason,
    /// What the system said.
    pub(crate) cause: String,
}

impl From<SlipReason> for Trouble {
    fn from(reason: SlipReason) -> Self {
        Self { reason, cause: String::new() }
    }
}

impl From<PrinterState> for Trouble {
    fn from(state: PrinterState) -> Self {
        SlipReason::Printer(state).into()
    }
}

/// How a printer must be taken to be whose slip has this trouble, until it is heard again; `None` where the trouble says
/// nothing of the printer.
pub(crate) fn state_after(reason: SlipReason) -> Option<PrinterState> {
    match reason {
        SlipReason::Printer(state) => Some(state),
        SlipReason::HungUp => Some(PrinterState::Unreachable),
        SlipReason::Unfinished => Some(PrinterState::Busy),
        SlipReason::NeverSpeaks
        | SlipReason::Expired
        | SlipReason::TooMany
        | SlipReason::NotDrawn
        | SlipReason::Failed => None,
    }
}

#[cfg(test)]
mod tests {
    use domain::printer::{PrinterState, SlipReason};

    use super::{PrintReport, Trouble};

    #[test]
    fn staff_are_told_what_to_do_and_nothing_where_all_is_well() {
        let printed = PrintReport::printed(PrinterState::Ready);
        assert_eq!((printed.text().it.as_str(), printed.detail().as_str()), ("", ""));
        let near_end = PrintReport::printed(PrinterState::NearEnd);
        assert_eq!(near_end.detail(), "la carta sta per finire: tenere pronto un rotolo nuovo");
        let trouble = Trouble { cause: "Connection refused".to_owned(), ..PrinterState::Unreachable.into() };
        let refused = PrintReport::not_printed(trouble);
        assert!(refused.detail().ends_with("controllare alimentazione, cavo e indirizzo (Connection refused)"));
        assert!(!refused.is_refused() && PrintReport::not_printed(PrinterState::CoverOpen.into()).is_refused());
        let doubt = PrintReport::unknown(PrinterState::PaperOut.into());
        let asked = "the printer is out of paper: put in a new roll; look for the slip, it may have come out";
        assert_eq!(doubt.text().en, asked);
        assert!(!doubt.is_refused());
    }

    #[test]
    fn staff_are_told_of_the_printer_that_was_passed_over() {
        let first = Some(SlipReason::Printer(PrinterState::PaperOut));
        let printed = PrintReport { passed_over: first, ..PrintReport::printed(PrinterState::Ready) };
        let told = "printed by the second printer; the first: the printer is out of paper: put in a new roll";
        assert_eq!(printed.text().en, told);
        let neither = PrintReport { passed_over: first, ..PrintReport::not_printed(PrinterState::CoverOpen.into()) };
        assert!(neither.text().en.ends_with("second: the printer's cover is open: close it"), "{neither:?}");
    }
}
