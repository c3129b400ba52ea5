//! How long a slip takes from the ticket to the paper, and how many bytes it is.

#[path = "../../../shared/ticket-printer/tests/slips/words.rs"]
mod words;

mod bytes;
mod raster;
mod tap;

use std::path::Path;

use domain::text::Language;
use domain::ticket::Code;
use domain::view::TicketView;
use ticket_printer::{PrinterConfig, Slip};

/// When the slips say they were taken.
const TAKEN_TEXT: &str = "24/11/2026 10:42";
/// The time of day they tell the wait at.
const TOLD_TEXT: &str = "10:42";
/// Dots an inch of the papers.
const DOTS_PER_INCH: u8 = 203;

/// Codes of one letter.
const CODES: usize = 999;

/// One language on one paper.
#[derive(Clone, Copy)]
struct Paper {
    language: Language,
    width_dots: u32,
}

impl Paper {
    const WIDE_ITALIAN: Self = Self { language: Language::It, width_dots: 576 };

    /// Every language on 80 mm, and Italian on 58 mm.
    fn all() -> Vec<Self> {
        let wide = Language::ALL.into_iter().map(|language| Self { language, ..Self::WIDE_ITALIAN });
        wide.chain([Self { width_dots: 384, ..Self::WIDE_ITALIAN }]).collect()
    }

    fn name(self) -> String {
        format!("{} {}", self.language.code(), self.width_dots)
    }

    /// A slip with every part filled.
    fn slip(self) -> Slip {
        slip_of(&words::ticket(), self.language)
    }

    /// The same with a number of its own.
    fn numbered(self, number: usize) -> Slip {
        let number = u16::try_from(number % CODES).unwrap_or(0) + 1;
        slip_of(&TicketView { code: Code::new('A', number), ..words::ticket() }, self.language)
    }

    /// What the printer thread needs to know of such paper.
    fn config(self) -> PrinterConfig {
        PrinterConfig { width_dots: self.width_dots, dots_per_inch: DOTS_PER_INCH, ..PrinterConfig::default() }
    }
}

fn slip_of(ticket: &TicketView, language: Language) -> Slip {
    Slip::from_ticket(ticket, language, TAKEN_TEXT.to_owned(), TOLD_TEXT.to_owned())
}

/// How often to measure.
pub(crate) struct Plan {
    /// Threads for each paper whose first slip is measured.
    pub(crate) threads: usize,
    /// Slips for each paper on a thread that has drawn before.
    pub(crate) slips: usize,
    /// Tickets taken and printed.
    pub(crate) tickets: usize,
}

pub(crate) fn run(plan: &Plan, dir: &Path) -> anyhow::Result<()> {
    anyhow::ensure!(plan.threads >= 1 && plan.slips >= 1 && plan.tickets >= 1, "at least one of each");
    anyhow::ensure!(plan.tickets < CODES, "one letter has codes for {CODES} tickets, one of them for the first slip");
    let pictures = raster::run(plan)?;
    bytes::print_table(&pictures);
    tap::run(plan.tickets, dir)
}
