//! Who works on a day.

use forecast::world::{Shift, World};

use crate::mistake::{Mistake, Mistakes};
use crate::rows::{self, Fields};

const COLUMNS: [&str; 5] = ["counter", "on", "off", "break_from", "afternoon_on"];

/// Reads the shifts by counter; a counter without a row is not there.
pub(crate) fn read(file: &str, text: &str, world: &World) -> Result<Vec<Shift>, Vec<Mistake>> {
    let mut mistakes = Mistakes::new(file);
    let mut shifts = vec![None; world.counters.len()];
    if let Some(rows) = rows::read(text, &COLUMNS, &mut mistakes) {
        for row in &rows.rows {
            let mut fields = Fields { rows: &rows, row, mistakes: &mut mistakes };
            read_row(&mut fields, &mut shifts);
        }
    }
    if mistakes.found.is_empty() {
        Ok(shifts.into_iter().map(Option::unwrap_or_default).collect())
    } else {
        Err(mistakes.found)
    }
}

fn read_row(fields: &mut Fields<'_, '_, '_>, shifts: &mut [Option<Shift>]) {
    let counter = fields.below("counter", shifts.len());
    let shift = Shift {
        on: fields.minutes("on"),
        off: fields.minutes("off"),
        break_from: fields.minutes("break_from"),
        afternoon_on: fields.minutes("afternoon_on"),
    };
    if shift.on.zip(shift.off).is_some_and(|(on, off)| off < on) {
        fields.wrong("off is before on");
    }
    let Some(known) = counter.and_then(|counter| shifts.get_mut(counter)) else { return };
    if known.replace(shift).is_some() {
        fields.wrong("this counter has a row already");
    }
}
