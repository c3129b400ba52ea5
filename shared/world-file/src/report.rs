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
    legs: Count,
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
    overtakes: Count,
    other_floor: f64,
    cost: f64,
    uncalled: Count,
}

/// A day is called by its number where it has one.
#[derive(Serialize)]
#[serde(untagged)]
enum Name<'a> {
    Number(u64),
    Words(&'a str),
}

/// How many there were on a day, or on average.
#[derive(Serialize)]
#[serde(untagged)]
enum Count {
    Day(usize),
    Average(f64),
}

impl Count {
    /// Of a sum over days.
    fn of(sum: usize, row: &Row<'_>) -> Self {
        if row.is_mean { Self::Average(round(sum as f64 / row.days as f64)) } else { Self::Day(sum) }
    }
}

#[derive(Serialize)]
struct Part {
    legs: Count,
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
    for row in rows(report) {
        lines.push_str(&serde_json::to_string(&line(world, &row))?);
        lines.push('\n');
    }
    Ok(lines)
}

/// A day, or the mean over days, under a policy.
struct Row<'a> {
    day: &'a str,
    policy: &'static str,
    measures: &'a Measures,
    is_mean: bool,
    /// Over how many days counts are summed up.
    days: usize,
}

/// Every day under every policy, and then the means.
fn rows(report: &Report) -> impl Iterator<Item = Row<'_>> {
    let days = report.days.iter().map(|played| {
        let policy = played.preset.name();
        Row { day: &played.day, policy, measures: &played.measures, is_mean: false, days: 1 }
    });
    let means = report.means.iter().map(|(preset, measures)| {
        let days = report.days.iter().filter(|played| played.preset == *preset).count();
        Row { day: MEAN, policy: preset.name(), measures, is_mean: true, days }
    });
    days.chain(means)
}

fn line<'a>(world: &'a World, row: &Row<'a>) -> Line<'a> {
    let measures = row.measures;
    let part = |spread: &Spread| part(spread, row);
    let classes = CLASS_NAMES.into_iter().zip(&measures.classes).map(|(name, spread)| (name, part(spread)));
    let areas = world.areas.iter().zip(&measures.areas).map(|(name, spread)| (name.as_str(), part(spread)));
    Line {
        day: name(row.day),
        policy: row.policy,
        legs: Count::of(measures.all.legs, row),
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
        overtakes: Count::of(measures.overtakes, row),
        other_floor: round(measures.other_floor),
        cost: round(measures.cost),
        uncalled: Count::of(measures.uncalled, row),
    }
}

/// How classes are called, in their order.
const CLASS_NAMES: [&str; policy::CLASSES] = ["walk_in", "appointment", "priority"];

fn name(day: &str) -> Name<'_> {
    let number = day.strip_prefix("day").unwrap_or(day).parse();
    number.map_or(Name::Words(day), Name::Number)
}

fn part(spread: &Spread, row: &Row<'_>) -> Part {
    Part { legs: Count::of(spread.legs, row), mean: round(spread.mean), p95: round(spread.p95) }
}

fn round(figure: f64) -> f64 {
    (figure * DIGITS).round() / DIGITS
}

/// The same figures as tables: all waits, and those of each class and area.
#[must_use]
pub fn tables(world: &World, report: &Report) -> String {
    let mut text = String::from("Waits in minutes.\n\n");
    text.push_str(&header(&["legs", "mean", "p50", "p95", "p99", "max", "over %", "skips", "floor %", "cost"]));
    for row in rows(report) {
        let all = row.measures;
        let legs = all.all.legs as f64 / row.days as f64;
        let shares = [100.0 * all.over_target, all.skips, 100.0 * all.other_floor, all.cost];
        let waits = [all.all.mean, all.all.p50, all.all.p95, all.all.p99, all.max];
        let figures = waits.iter().chain(&shares).map(|figure| format!("{figure:.2}"));
        let cells: Vec<_> = std::iter::once(format!("{legs:.0}")).chain(figures).collect();
        write_row(&mut text, row.day, row.policy, &cells);
    }
    text.push_str("\nMean/95th percentile by class and area.\n\n");
    let names: Vec<&str> = CLASS_NAMES.into_iter().chain(world.areas.iter().map(String::as_str)).collect();
    text.push_str(&header(&names));
    for row in rows(report) {
        let parts = row.measures.classes.iter().chain(&row.measures.areas);
        let cells: Vec<String> = parts.map(|part| format!("{:.1}/{:.1}", part.mean, part.p95)).collect();
        write_row(&mut text, row.day, row.policy, &cells);
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
const CELL: usize = 12;

fn header(names: &[&str]) -> String {
    let mut text = String::new();
    let short = names.iter().map(|name| name.chars().take(CELL - 1).collect::<String>());
    write_row(&mut text, "", "policy", &short.collect::<Vec<_>>());
    text
}

fn write_row(text: &mut String, day: &str, policy: &str, cells: &[String]) {
    let cells: String = cells.iter().map(|cell| format!("{cell:>CELL$}")).collect();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{day:<8}{policy:<19}{cells}");
}
