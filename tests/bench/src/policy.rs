//! The calling policies on drawn days of HUB-28, beside the reference's figures and the targets.

mod speed;
mod targets;
mod worlds;

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use forecast::generate::Recipe;
use forecast::measure::Measures;
use forecast::preset::Preset;
use forecast::run::{BALANCED_CREDIT, Options, VisitRule};
use forecast::simulate::{Report, runs, simulate};
use forecast::world::World;

use crate::figures::print;

/// What to play.
pub(crate) struct Plan {
    pub(crate) seeds: Vec<u64>,
    pub(crate) days: u64,
    /// A hub with the services of HUB-28 in place of those drawn from the seeds.
    pub(crate) hub: Option<PathBuf>,
    /// Plays the neighbours of HUB-28 too.
    pub(crate) worlds: bool,
}

/// The figures of a policy, as the mean over hubs of those of everybody who came to each.
pub(crate) struct Row {
    preset: Preset,
    measures: Measures,
}

pub(crate) fn run(plan: &Plan) -> anyhow::Result<()> {
    ensure!(plan.days >= 1 && !plan.seeds.is_empty(), "at least one day of at least one hub");
    let seeds = plan.seeds.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
    print(format_args!("HUB-28, {} days of each of the seeds {seeds}; waits in minutes", plan.days));
    let given = plan.hub.as_deref().map(read_hub).transpose()?;
    let hubs = Hubs { plan, given };
    let rows = hubs.play(&Recipe::HUB_28, &Preset::ALL, Options::default());
    print_rows(&rows, plan);
    targets::print_targets(&rows);
    visits(&hubs);
    speed::run()?;
    if plan.worlds {
        worlds::run(plan);
    }
    Ok(())
}

fn read_hub(file: &Path) -> anyhow::Result<World> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let hub = world_file::read_hub(&file.display().to_string(), &text);
    hub.map_err(|mistakes| anyhow::anyhow!(world_file::WorldFileError::Mistakes(mistakes)))
}

/// The hubs that are played.
struct Hubs<'a> {
    plan: &'a Plan,
    /// One hub for all seeds, in place of one for each.
    given: Option<World>,
}

impl Hubs<'_> {
    /// Plays every hub under every policy.
    fn play(&self, recipe: &Recipe, presets: &[Preset], options: Options) -> Vec<Row> {
        let seeds = self.plan.seeds.iter();
        let hubs: Vec<Report> = seeds.map(|seed| self.play_hub(recipe, *seed, presets, options)).collect();
        let row = |(position, preset): (usize, &Preset)| {
            let measures: Vec<Measures> = hubs.iter().map(|hub| hub.pooled[position].1.clone()).collect();
            Row { preset: *preset, measures: Measures::mean_of(&measures) }
        };
        presets.iter().enumerate().map(row).collect()
    }

    fn play_hub(&self, recipe: &Recipe, seed: u64, presets: &[Preset], options: Options) -> Report {
        let world = self.given.clone().unwrap_or_else(|| recipe.world(seed));
        let days = (0..self.plan.days).map(|number| (number.to_string(), recipe.day(&world, seed, number)));
        match simulate(&world, days, presets, runs(&world, options)) {
            Ok(report) => report,
            Err(never) => match never {},
        }
    }
}

fn print_rows(rows: &[Row], plan: &Plan) {
    print(
        "policy              legs   mean    p50    p95    p99    max  over%  walk-in   appointment   priority  worst area  \
         skips  overtakes  floor%   cost",
    );
    for Row { preset, measures } in rows {
        let [walk_in, appointment, priority] = &measures.classes;
        print(format_args!(
            "{:<18}{:>6.0} {:>6.1} {:>6.1} {:>6.1} {:>6.1} {:>6.1} {:>6.1} {:>8.1} {:>13} {:>10} {:>11.1} {:>6.2} {:>10} \
             {:>7.1} {:>6.2}",
            preset.name(),
            measures.all.legs as f64 / plan.days as f64 / plan.seeds.len() as f64,
            measures.all.mean,
            measures.all.p50,
            measures.all.p95,
            measures.all.p99,
            measures.max,
            100.0 * measures.over_target,
            walk_in.mean,
            format!("{:.1}/{:.1}", appointment.mean, appointment.p95),
            format!("{:.1}/{:.1}", priority.mean, priority.p95),
            measures.worst_area_p95,
            measures.skips,
            measures.overtakes,
            100.0 * measures.other_floor,
            measures.cost,
        ));
    }
}

/// Visits of several services, of which there are more than usual, under the rules for their clock.
fn visits(hubs: &Hubs<'_>) {
    let recipe = Recipe { several: [0.25, 0.08], load: 0.90 * Recipe::HUB_28.load / 0.93, ..Recipe::HUB_28 };
    print("");
    print("visits of several services (25 % two, 8 % three, load 0.90), K20; total wait of a visit");
    let rules = [
        ("a new ticket for each service", VisitRule::NewTicketEach, 0.0),
        ("any order, fresh clock", VisitRule::AnyOrder, 0.0),
        ("any order, 4/5 of the wait credited", VisitRule::AnyOrderWithCredit, BALANCED_CREDIT),
        ("any order, all of the wait credited", VisitRule::AnyOrderWithCredit, 1.0),
    ];
    let figures = rules.map(|(name, visits, credited_share)| {
        let options = Options { visits, credited_share, ..Options::default() };
        let rows = hubs.play(&recipe, &[Preset::Balanced], options);
        (name, rows.into_iter().next().map(|row| row.measures).unwrap_or_default())
    });
    let change = |figure: fn(&Measures) -> f64, of: &Measures| 100.0 * (figure(of) / figure(&figures[0].1) - 1.0);
    for (name, measures) in &figures {
        print(format_args!(
            "{name:<38} all {:>5.1}/{:<5.1} several {:>5.1} ({:+.1} %)  single {:>5.1} ({:+.1} %)",
            measures.all.mean,
            measures.all.p95,
            measures.several_visit_mean,
            change(|figures| figures.several_visit_mean, measures),
            measures.single_visit_mean,
            change(|figures| figures.single_visit_mean, measures),
        ));
    }
    for (name, credited) in &figures[2..] {
        let several = change(|figures| figures.several_visit_mean, credited);
        let single = change(|figures| figures.single_visit_mean, credited);
        targets::print_at_most(&format!("{name}: several services, %"), several, -15.0);
        targets::print_at_most(&format!("{name}: single services, %"), single, 12.0);
    }
}
