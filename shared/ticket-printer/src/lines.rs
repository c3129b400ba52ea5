//! The printers of one kiosk: which of them a slip goes to, and how each of them is.

use std::time::{Duration, Instant};

use domain::printer::{PrinterPlace, PrinterState, SlipReason};
use domain::ticket::SlipOutcome;

use crate::config::PrinterConfig;
use crate::health::Rests;
use crate::line::PrinterLine;
use crate::printer::{Job, OnState, PrinterSetup};
use crate::raster::Rasterizer;
use crate::report::{PrintReport, Trouble};
use crate::sheet::Sheet;
use crate::slip::Slip;

/// One printer with what is known and told of it.
struct Place {
    place: PrinterPlace,
    line: PrinterLine,
    told: PrinterState,
    /// Looks in a row at which nothing was heard.
    unheard: u32,
    /// When it is looked at next, where it ever is.
    looks: Option<(Rests, Instant)>,
}

/// Looks in a row without an answer after which a printer that did answer is told to be silent or gone: another kiosk
/// may be printing on it.
const UNHEARD_LOOKS_MIN: u32 = 2;

impl Place {
    fn new(place: PrinterPlace, config: PrinterConfig, rests: Option<Rests>) -> Self {
        let rests = rests.filter(|_| config.can_be_looked_at());
        let looks = rests.map(|rests| (rests, Instant::now()));
        Self { place, line: PrinterLine::new(config), told: PrinterState::Unknown, unheard: 0, looks }
    }

    /// Takes note of how the printer is, tells it where it is news, and plans the next look.
    fn note(&mut self, state: PrinterState, on_state: &mut OnState) {
        if let Some((rests, next_at)) = &mut self.looks {
            *next_at = Instant::now() + rests.next(state.is_fault());
        }
        if state != self.told {
            self.told = state;
            if state.is_news_for_staff() {
                tracing::warn!(printer = ?self.place, ?state, text = state.text().en, "a printer needs somebody");
            } else {
                tracing::info!(printer = ?self.place, ?state, "a printer is well again or new");
            }
            on_state(self.place, state);
        }
    }

    /// Prints a slip and takes note of how the printer is afterwards.
    fn print(&mut self, sheet: Sheet, job: &Job, on_state: &mut OnState) -> PrintReport {
        let report = self.line.print_until(job.slip.code.as_str(), sheet, Some(job.expires_at));
        self.note(report.state, on_state);
        report
    }

    /// Looks at the printer.
    fn look(&mut self, on_state: &mut OnState) {
        let state = self.line.look();
        let is_unheard = matches!(state, PrinterState::Silent | PrinterState::Unreachable);
        self.unheard = if is_unheard { self.unheard.saturating_add(1) } else { 0 };
        if is_unheard && self.unheard < UNHEARD_LOOKS_MIN && !self.told.is_fault() {
            if let Some((rests, next_at)) = &mut self.looks {
                *next_at = Instant::now() + rests.next(true);
            }
            return;
        }
        self.note(state, on_state);
    }
}

/// The printers of one kiosk, on the printer's thread.
pub(crate) struct Lines {
    first: Place,
    second: Option<Place>,
    on_state: OnState,
    rasterizer: Option<Result<Rasterizer, String>>,
}

impl Lines {
    /// The lines to these printers; nothing is sent yet.
    pub(crate) fn new(setup: PrinterSetup, on_state: OnState) -> Self {
        let rests = |seed_offset| {
            setup.health.map(|health| {
                let seed = health.seed.wrapping_add(seed_offset);
                Rests::new(crate::health::Health { seed, ..health })
            })
        };
        let first = Place::new(PrinterPlace::First, setup.first, rests(0));
        let second = setup.second.map(|config| Place::new(PrinterPlace::Second, config, rests(1)));
        Self { first, second, on_state, rasterizer: None }
    }

    /// How long there is nothing to look at; `None` where there never is.
    pub(crate) fn look_after(&self) -> Option<Duration> {
        let next_at = |place: &Place| place.looks.as_ref().map(|(_, next_at)| *next_at);
        let next_at = next_at(&self.first).into_iter().chain(self.second.as_ref().and_then(next_at)).min()?;
        Some(next_at.saturating_duration_since(Instant::now()))
    }

    /// Looks at the printer whose turn it is, and at no more than one: a job must not wait for both.
    pub(crate) fn look(&mut self) {
        let is_due = |place: &Place| place.looks.as_ref().is_some_and(|(_, next_at)| *next_at <= Instant::now());
        if is_due(&self.first) {
            self.first.look(&mut self.on_state);
        } else if let Some(second) = self.second.as_mut().filter(|second| is_due(second)) {
            second.look(&mut self.on_state);
        }
    }

    /// Prints a slip on the first printer or, where nothing of it was sent there, on the second.
    pub(crate) fn print(&mut self, job: &mut Job) -> PrintReport {
        if Instant::now() >= job.expires_at {
            return PrintReport::not_printed(SlipReason::Expired.into());
        }
        let sheet = match self.sheet(&job.slip) {
            Ok(sheet) => sheet,
            Err(trouble) => return PrintReport::not_printed(trouble),
        };
        job.may_be_sent();
        let report = self.first.print(sheet, job, &mut self.on_state);
        let Some(second) = self.second.as_mut().filter(|_| may_go_elsewhere(&report)) else { return report };
        let passed_over = report.reason;
        let report = match sheet_beside(second.line.config(), &job.slip) {
            Ok(sheet) => second.print(sheet, job, &mut self.on_state),
            Err(trouble) => PrintReport::not_printed(trouble),
        };
        PrintReport { passed_over, ..report }
    }

    /// A slip for the first printer.
    fn sheet(&mut self, slip: &Slip) -> Result<Sheet, Trouble> {
        let config = self.first.line.config();
        if let Some(sheet) = Sheet::of_text(slip, config) {
            return Ok(sheet);
        }
        let (width, per_inch) = (config.width_dots, config.dots_per_inch);
        let claim = || Rasterizer::claim_thread(width, per_inch).map_err(|error| error.to_string());
        let picture = match self.rasterizer.get_or_insert_with(claim) {
            Ok(rasterizer) => rasterizer.picture(slip).map_err(|error| error.to_string()),
            Err(cause) => Err(cause.clone()),
        };
        Ok(Sheet::of_picture(&picture.map_err(not_drawn)?, config))
    }
}

fn not_drawn(cause: String) -> Trouble {
    Trouble { cause, ..SlipReason::NotDrawn.into() }
}

/// Whether a slip may be sent to another printer: nothing of it was sent to this one, and another can do better.
fn may_go_elsewhere(report: &PrintReport) -> bool {
    let is_the_printers = matches!(report.reason, Some(SlipReason::Printer(_) | SlipReason::HungUp));
    report.outcome == SlipOutcome::NotPrinted && is_the_printers
}

/// A slip for another printer. A thread draws for one width only, so another one does it.
fn sheet_beside(config: &PrinterConfig, slip: &Slip) -> Result<Sheet, Trouble> {
    if let Some(sheet) = Sheet::of_text(slip, config) {
        return Ok(sheet);
    }
    let (width_dots, dots_per_inch, slip) = (config.width_dots, config.dots_per_inch, slip.clone());
    let draw = move || Rasterizer::claim_thread(width_dots, dots_per_inch)?.picture(&slip);
    let thread = std::thread::Builder::new().name("second-paper".to_owned()).spawn(draw);
    let drawn = thread.map_err(|error| not_drawn(error.to_string()))?.join();
    let drawn = drawn.map_err(|_| not_drawn("the drawing failed".to_owned()))?;
    Ok(Sheet::of_picture(&drawn.map_err(|error| not_drawn(error.to_string()))?, config))
}
