//! HUB-28 and its neighbours: whether what holds in one world holds in all (reference `dispatching.md`, §3.3).

use forecast::generate::Recipe;
use forecast::preset::Preset;
use forecast::run::Options;

use super::{Hubs, Plan};
use crate::figures::print;

const SHOWN: [Preset; 6] =
    [Preset::Offices, Preset::Oldest, Preset::OldestOfAll, Preset::Lists, Preset::Longest, Preset::Balanced];

/// The worlds, each with the seed of its hub.
fn worlds() -> Vec<(&'static str, u64, Recipe)> {
    let base = Recipe::HUB_28;
    let any_skills = (0.0, 30.0);
    vec![
        ("hub 7", 7, base.clone()),
        ("hub 8", 8, base.clone()),
        ("hub 9", 9, base.clone()),
        ("12 counters", 7, Recipe::TWELVE_COUNTERS),
        ("40 counters", 7, Recipe::FORTY_COUNTERS),
        ("load 0.80", 7, Recipe { load: base.load * 0.80 / 0.93, ..base.clone() }),
        ("load 1.05", 7, Recipe { load: base.load * 1.05 / 0.93, ..base.clone() }),
        (
            "low cross-training",
            7,
            Recipe {
                same_area_skill: 0.3,
                other_area_skill: 0.05,
                quick_skill: 0.25,
                skills_per_clerk: any_skills,
                ..base.clone()
            },
        ),
        (
            "high cross-training",
            7,
            Recipe {
                same_area_skill: 0.9,
                other_area_skill: 0.35,
                quick_skill: 0.8,
                skills_per_clerk: any_skills,
                ..base.clone()
            },
        ),
        ("variation x 1.4", 7, Recipe { variation_factor: 1.4, ..base.clone() }),
        ("area surge x 1.6", 7, Recipe { surge: 1.6, ..base.clone() }),
        ("no second-skill penalty", 7, Recipe { same_area_factor: 1.0, other_area_factor: 1.0, ..base.clone() }),
        ("absences 15 %", 7, Recipe { absence: 0.15, ..base.clone() }),
        ("no appointments", 7, Recipe { booking_factor: 0.0, ..base }),
    ]
}

/// Prints mean, 95th percentile and cost of each policy in each world.
pub(super) fn run(plan: &Plan) {
    print("");
    print(format_args!("mean/p95/cost in {} days of each world", plan.days));
    print(row("", SHOWN.iter().map(|preset| preset.name().to_owned())));
    for (name, seed, recipe) in worlds() {
        let plan = Plan { seeds: vec![seed], hub: None, ..*plan };
        let rows = Hubs { plan: &plan, given: None }.play(&recipe, &SHOWN, Options::default());
        let cells = rows.iter().map(|row| {
            let measures = &row.measures;
            format!("{:.1}/{:.1}/{:.2}", measures.all.mean, measures.all.p95, measures.cost)
        });
        print(self::row(name, cells));
    }
}

fn row(name: &str, cells: impl Iterator<Item = String>) -> String {
    let cells: String = cells.map(|cell| format!("{cell:>19}")).collect();
    format!("{name:<24}{cells}")
}
