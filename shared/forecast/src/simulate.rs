//! Days under policies, side by side.

use std::convert::Infallible;

use policy::Table;

use crate::measure::{Measures, Tally};
use crate::office::{self, Refused};
use crate::preset::Preset;
use crate::run::{Call, Options, Runner};
use crate::world::{Day, World};

/// What became of a day under a policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Played {
    /// What the day is called.
    pub day: String,
    /// How it was played.
    pub preset: Preset,
    /// What came of it.
    pub measures: Measures,
}

/// What became of some days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Every day under every policy, day by day.
    pub days: Vec<Played>,
    /// By policy: the mean of each figure over the days.
    pub means: Vec<(Preset, Measures)>,
    /// By policy: the figures of everybody who came on any of the days.
    pub pooled: Vec<(Preset, Measures)>,
}

/// Plays days under policies; every policy meets the same people and the same counters.
///
/// `play` gives the call of each leg of a day, as [`runs`] and [`through_the_engine`] do.
///
/// # Errors
/// Whatever `play` says, at the first day at which it does.
pub fn simulate<E>(
    world: &World,
    days: impl IntoIterator<Item = (String, Day)>,
    presets: &[Preset],
    mut play: impl FnMut(&Day, Preset) -> Result<Vec<Option<Call>>, E>,
) -> Result<Report, E> {
    let mut report = Report::default();
    let mut tallies: Vec<(Preset, Tally)> = presets.iter().map(|preset| (*preset, Tally::default())).collect();
    for (name, day) in days {
        for (preset, tally) in &mut tallies {
            let calls = play(&day, *preset)?;
            let measures = Tally::of(world, &day, &calls).measures();
            tally.add(world, &day, &calls);
            report.days.push(Played { day: name.clone(), preset: *preset, measures });
        }
    }
    for (preset, tally) in tallies {
        let days = report.days.iter().filter(|played| played.preset == preset);
        let days: Vec<Measures> = days.map(|played| played.measures.clone()).collect();
        report.means.push((preset, Measures::mean_of(&days)));
        report.pooled.push((preset, tally.measures()));
    }
    Ok(report)
}

/// Plays days of a hub with the runner.
pub fn runs(world: &World, options: Options) -> impl FnMut(&Day, Preset) -> Result<Vec<Option<Call>>, Infallible> {
    let mut tables: Vec<(Preset, Table)> = Vec::new();
    move |day, preset| {
        if !tables.iter().any(|(known, _)| *known == preset) {
            tables.push((preset, preset.table(world)));
        }
        let table = tables.iter().find(|(known, _)| *known == preset).map(|(_, table)| table);
        let calls = table.map(|table| Runner::new(world, table, options).run(&preset.day(day).scene()).to_vec());
        Ok(calls.unwrap_or_default())
    }
}

/// Plays days of a hub through the engine itself, as they would be lived: slower than [`runs`], to the same end.
pub fn through_the_engine(world: &World) -> impl FnMut(&Day, Preset) -> Result<Vec<Option<Call>>, Refused> {
    |day, preset| office::play(&preset.world(world), preset.rule(world), &preset.day(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::Recipe;

    #[test]
    fn every_policy_meets_the_same_people_on_each_day() {
        let world = Recipe::HUB_28.world(7);
        let days = (0..4).map(|number| (number.to_string(), Recipe::HUB_28.day(&world, 7, number)));
        let presets = [Preset::Balanced, Preset::Oldest];
        let report = simulate(&world, days, &presets, runs(&world, Options::default())).unwrap();
        let names: Vec<_> = report.days.iter().map(|played| (played.day.as_str(), played.preset)).collect();
        assert_eq!(names[..3], [("0", Preset::Balanced), ("0", Preset::Oldest), ("1", Preset::Balanced)]);
        for pair in report.days.chunks(2) {
            assert_eq!(pair[0].measures.all.legs, pair[1].measures.all.legs);
        }
        let [(_, balanced), (_, oldest)] = report.means.as_slice() else { panic!("two policies") };
        assert!(balanced.all.mean < oldest.all.mean);
        let legs = report.days.iter().filter(|played| played.preset == Preset::Oldest).map(|day| day.measures.all.legs);
        assert_eq!(report.pooled[1].1.all.legs, legs.sum::<usize>());
    }

    #[test]
    fn every_policy_decides_the_same_in_the_engine_as_in_the_runner() {
        let recipe = Recipe::HUB_28;
        let world = recipe.world(8);
        let days = || (0..2).map(|number| (number.to_string(), recipe.day(&world, 8, number)));
        let quick = simulate(&world, days(), &Preset::ALL, runs(&world, Options::default())).unwrap();
        let lived = simulate(&world, days(), &Preset::ALL, through_the_engine(&world)).unwrap();
        for (quick, lived) in quick.days.iter().zip(&lived.days) {
            let (name, day) = (quick.preset.name(), &quick.day);
            let (quick, lived) = (&quick.measures, &lived.measures);
            assert_eq!(quick.all.legs, lived.all.legs, "{name}, day {day}");
            assert!((quick.all.mean - lived.all.mean).abs() < 0.01, "{name}, day {day}: {quick:?} {lived:?}");
            assert!((quick.cost - lived.cost).abs() < 0.01, "{name}, day {day}: {quick:?} {lived:?}");
        }
    }

    #[test]
    fn a_day_that_cannot_be_played_ends_the_simulation() {
        let world = Recipe::HUB_28.world(7);
        let days = [("0".to_owned(), Recipe::HUB_28.day(&world, 7, 0))];
        let refused = simulate(&world, days, &[Preset::Balanced], |_, _| Err("no engine"));
        assert_eq!(refused, Err("no engine"));
    }
}
