//! `sportello simulate`: days under calling policies, played through the engine before anybody is called by them.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};
use forecast::generate::Recipe;
use forecast::preset::Preset;
use forecast::simulate::{Report, simulate, through_the_engine};
use forecast::world::{Day, World};
use world_file::report;

use crate::say;

/// What `sportello simulate` is to play.
#[derive(Debug, Args)]
pub(crate) struct SimulateOptions {
    /// A folder with a hub file (hub*.json) and days (dayNN_tickets.csv with dayNN_counters.csv).
    #[arg(long, value_name = "DIR", required_unless_present = "generate", conflicts_with = "generate")]
    world: Option<PathBuf>,
    /// Draw a hub and its days from a seed.
    #[arg(long)]
    generate: Option<Benchmark>,
    /// The seed to draw from.
    #[arg(long, conflicts_with = "world", default_value_t = 7)]
    seed: u64,
    /// How many days to draw, five a week from a Monday on.
    #[arg(long, conflicts_with = "world", default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    days: u64,
    /// A policy to play the days with; given more than once, each plays the same days.
    #[arg(long = "policy", value_name = "POLICY", default_value = "k20", value_parser = preset)]
    policies: Vec<Preset>,
    /// Write one JSON object a line for each day and policy, and one with the mean over the days for each policy.
    #[arg(long)]
    json: bool,
}

/// What can be drawn.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Benchmark {
    /// 28 counters and 30 services in five areas on three floors, some 553 services a day.
    Hub28,
}

fn preset(name: &str) -> Result<Preset, String> {
    let names = || Preset::ALL.map(Preset::name).join(", ");
    Preset::from_name(name).ok_or_else(|| format!("one of balanced, {}", names()))
}

/// Does what was asked.
pub(crate) fn run(options: &SimulateOptions) -> anyhow::Result<()> {
    let (world, report) = match &options.world {
        Some(folder) => of_folder(folder, &options.policies)?,
        None => drawn(options.generate.unwrap_or(Benchmark::Hub28), options)?,
    };
    let text = if options.json {
        report::json_lines(&world, &report).context("cannot write the figures")?
    } else {
        report::tables(&world, &report)
    };
    say(text.trim_end());
    Ok(())
}

fn of_folder(folder: &Path, policies: &[Preset]) -> anyhow::Result<(World, Report)> {
    let read = world_file::read_folder(folder)?;
    let days = read.days.into_iter().map(|day| (day.name, day.day));
    let report = played(&read.world, days, policies)?;
    Ok((read.world, report))
}

fn drawn(benchmark: Benchmark, options: &SimulateOptions) -> anyhow::Result<(World, Report)> {
    let recipe = match benchmark {
        Benchmark::Hub28 => Recipe::HUB_28,
    };
    let world = recipe.world(options.seed);
    let days = (0..options.days).map(|number| (number.to_string(), recipe.day(&world, options.seed, number)));
    let report = played(&world, days, &options.policies)?;
    Ok((world, report))
}

fn played(world: &World, days: impl Iterator<Item = (String, Day)>, policies: &[Preset]) -> anyhow::Result<Report> {
    simulate(world, days, policies, through_the_engine(world)).context("a day cannot be played")
}
