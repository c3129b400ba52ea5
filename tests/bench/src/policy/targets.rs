//! What K20 has to reach beside the other policies (reference `dispatching.md`, §8).

use forecast::measure::Measures;
use forecast::preset::Preset;

use super::Row;
use crate::figures::{print, print_target};

/// A figure of K20 ÷ the same of another policy: what it is called, the other, the figure, the target, and what the
/// reference found.
type Ratio = (&'static str, Preset, fn(&Measures) -> f64, f64, f64);

const RATIOS: [Ratio; 8] = [
    ("mean ÷ oldest first", Preset::Oldest, |figures| figures.all.mean, 0.78, 0.74),
    ("p95 ÷ oldest first", Preset::Oldest, |figures| figures.all.p95, 0.78, 0.73),
    ("mean ÷ five offices", Preset::Offices, |figures| figures.all.mean, 0.58, 0.54),
    ("p95 ÷ five offices", Preset::Offices, |figures| figures.all.p95, 0.55, 0.51),
    ("p95 ÷ strict lists", Preset::Lists, |figures| figures.all.p95, 0.83, 0.79),
    ("cost ÷ strict lists", Preset::Lists, |figures| figures.cost, 0.67, 0.62),
    ("worst area's p95 ÷ oldest first", Preset::Oldest, |figures| figures.worst_area_p95, 0.70, 0.66),
    ("daily maximum ÷ oldest of all classes", Preset::OldestOfAll, |figures| figures.max, 1.25, 1.19),
];

/// A figure of K20 itself: what it is called, the figure, the target, and what the reference found.
type Figure = (&'static str, fn(&Measures) -> f64, f64, f64);

const FIGURES: [Figure; 6] = [
    ("appointments, mean", |figures| figures.classes[1].mean, 4.5, 4.0),
    ("appointments, p95", |figures| figures.classes[1].p95, 24.0, 21.6),
    ("priority, mean", |figures| figures.classes[2].mean, 3.7, 3.3),
    ("priority, p95", |figures| figures.classes[2].p95, 17.0, 15.0),
    ("calls to another floor, %", |figures| 100.0 * figures.other_floor, 17.0, 15.3),
    ("overtakes within a class and service", |figures| figures.overtakes as f64, 0.0, 0.01),
];

/// Prints each target beside what was found and what the reference found.
pub(super) fn print_targets(rows: &[Row]) {
    let figures = |preset: Preset| rows.iter().find(|row| row.preset == preset).map(|row| &row.measures);
    let Some(balanced) = figures(Preset::Balanced) else { return };
    print("");
    for (name, other, figure, target, reference) in RATIOS {
        if let Some(other) = figures(other) {
            print_beside(name, figure(balanced) / figure(other), target, reference);
        }
    }
    for (name, figure, target, reference) in FIGURES {
        print_beside(name, figure(balanced), target, reference);
    }
}

fn print_beside(name: &str, found: f64, target: f64, reference: f64) {
    print_target(&format!("{name} <= {target}"), &format!("{found:.3} (reference {reference})"), found <= target);
}

/// Prints a target that is no ratio to another policy.
pub(super) fn print_at_most(name: &str, found: f64, target: f64) {
    print_target(&format!("{name} <= {target}"), &format!("{found:.1}"), found <= target);
}
