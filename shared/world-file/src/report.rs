//! Figures as a table for people and as one JSON object a line for programs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use forecast::measure::{Measures, Spread};
use forecast::simulate::Report;
use forecast::world::World;
use serde::Serialize;

/// What the line with the mean over the days is called.
const MEAN: &str = "mean";
/// How many digits of a figure are written.
const DIGITS: f64 = 1_000.0;

/// One line of figures.
#[derive(Serialize)]
struct Line<'a> {
    day: Name<'a>,
    policy: &'static str,
    legs: usize,
    mean: f64,
    p50: f64,
    p95: f64,
    p99: f64,
    max: f64,
    over_target: f64,
    classes: BTreeMap<&'static str, Part>,
    areas: BTreeMap<&'a str, Part>,
    worst_area_p95: f64,
    skips: f64,
    overtakes: usize,
    other_floor: f64,
    cost: f64,
    uncalled: usize,
}

/// A day is called by its number where it has one.
#[derive(Serialize)]
#[serde(untagged)]
enum Name<'a> {
    Number(u64),
    Words(&'a str),
}

#[derive(Serialize)]
struct Part {
    legs: usize,
    mean: f64,
    p95: f64,
}

/// One JSON object a line for each day and policy, and one for each policy with the mean over the days.
///
/// Waits are minutes; shares are parts of 1.
///
/// # Errors
/// A figure that JSON cannot hold; none of a day can.
pub fn json_lines(world: &World, report: &Report) -> Result<String, serde_json::Error> {
    let mut lines = String::new();
    let days = report.days.iter().map(|played| (played.day.as_str(), played.preset, &played.measures));
    let means = report.means.iter().map(|(preset, measures)| (MEAN, *preset, measures));
    for (day, preset, measures) in days.chain(means) {
        lines.push_str(&serde_json::to_string(&line(world, day, preset.name(), measures))?);
        lines.push('\n');
    }
    Ok(lines)
}

fn line<'a>(world: &'a World, day: &'a str, policy: &'static str, measures: &Measures) -> Line<'a> {
    let classes = CLASS_NAMES.into_iter().zip(&measures.classes).map(|(name, spread)| (name, part(spread)));
    let areas = world.areas.iter().zip(&measures.areas).map(|(name, spread)| (name.as_str(), part(spread)));
    Line {
        day: name(day),
        policy,
        legs: measures.all.legs,
        mean: round(measures.all.mean),
        p50: round(measures.all.p50),
        p95: round(measures.all.p95),
        p99: round(measures.all.p99),
        max: round(measures.max),
        over_target: round(measures.over_target),
        classes: classes.collect(),
        areas: areas.collect(),
        worst_area_p95: round(measures.worst_area_p95),
        skips: round(measures.skips),
        overtakes: measures.overtakes,
        other_floor: round(measures.other_floor),
        cost: round(measures.cost),
        uncalled: measures.uncalled,
    }
}

/// How classes are called, in their order.
const CLASS_NAMES: [&str; policy::CLASSES] = ["walk_in", "appointment", "priority"];

fn name(day: &str) -> Name<'_> {
    let number = day.strip_prefix("day").unwrap_or(day).parse();
    number.map_or(Name::Words(day), Name::Number)
}

fn part(spread: &Spread) -> Part {
    Part { legs: spread.legs, mean: round(spread.mean), p95: round(spread.p95) }
}

fn round(figure: f64) -> f64 {
    (figure * DIGITS).round() / DIGITS
}

/// The same figures as tables: all waits, and those of each class and area.
#[must_use]
pub fn tables(world: &World, report: &Report) -> String {
    let days = report.days.iter().map(|played| (played.day.as_str(), played.preset.name(), &played.measures));
    let means = report.means.iter().map(|(preset, measures)| (MEAN, preset.name(), measures));
    let lines: Vec<_> = days.chain(means).collect();
    let mut text = String::from("Waits in minutes.\n\n");
    text.push_str(&header("", &["legs", "mean", "p50", "p95", "p99", "max", "over %", "skips", "floor %", "cost"]));
    for (day, policy, all) in &lines {
        let shares = [100.0 * all.over_target, all.skips, 100.0 * all.other_floor, all.cost];
        let waits = [all.all.mean, all.all.p50, all.all.p95, all.all.p99, all.max];
        let figures = waits.iter().chain(&shares).map(|figure| format!("{figure:.2}"));
        row(&mut text, day, policy, &std::iter::once(all.all.legs.to_string()).chain(figures).collect::<Vec<_>>());
    }
    text.push_str("\nMean/95th percentile by class and area.\n\n");
    let names: Vec<&str> = CLASS_NAMES.into_iter().chain(world.areas.iter().map(|area| area.as_str())).collect();
    text.push_str(&header("", &names));
    for (day, policy, measures) in &lines {
        let parts = measures.classes.iter().chain(&measures.areas);
        let cells: Vec<String> = parts.map(|part| format!("{:.1}/{:.1}", part.mean, part.p95)).collect();
        row(&mut text, day, policy, &cells);
    }
    text.push_str(
        "\nover %: longer than the target of the class.  skips: later arrivals for the same service called earlier, ",
    );
    text.push_str(
        "for each leg.\nfloor %: called to another floor than the service's.  cost: mean of (wait / target)^2.\n",
    );
    text
}

/// How wide a figure is written, in letters.
const CELL: usize = 11;

fn header(day: &str, names: &[&str]) -> String {
    let mut text = String::new();
    let short = names.iter().map(|name| name.chars().take(CELL - 1).collect::<String>());
    row(&mut text, day, "policy", &short.collect::<Vec<_>>());
    text
}

fn row(text: &mut String, day: &str, policy: &str, cells: &[String]) {
    let cells: String = cells.iter().map(|cell| format!("{cell:>CELL$}")).collect();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{day:<8}{policy:<19}{cells}");
}
