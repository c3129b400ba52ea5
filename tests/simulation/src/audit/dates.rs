//! Whether a journal can be dated so.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::event::Event;
use domain::limits::{CLOCK_BACK_SECONDS_MAX, CLOCK_STEP_UNTOLD_SECONDS_MAX};

use super::{Audit, Checked, must};

impl Audit {
    /// Time runs backwards only where it is said that the clock fell far, and then to what the clock shows.
    ///
    /// Where it fell by little time stands still.
    pub(super) fn dated(&self, event: &Event, at: Timestamp) -> Checked {
        let last = self.last_at.unwrap_or(at);
        let Event::ClockStepped { from, to } = event else {
            return must(at >= last, || format!("time runs backwards in the journal, from {last} to {at}"));
        };
        let untold = TimeDelta::seconds(CLOCK_STEP_UNTOLD_SECONDS_MAX);
        must((*to - *from).abs() > untold, || format!("a step of the clock is told from {from} to {to}"))?;
        let is_followed = last - *to > TimeDelta::seconds(CLOCK_BACK_SECONDS_MAX);
        let expected = if is_followed { *to } else { last.max(*to) };
        must(at == expected, || format!("the clock falls to {to} after {last}, which is dated {at}"))
    }
}
