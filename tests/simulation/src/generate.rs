//! Makes up what happens next, from a seed and the hub as the model has it.

mod appointments;
mod learnt;

use domain::command::Command;

use crate::commands::day::{make_close, make_open};
use crate::commands::ticket::take_for_letter;
use crate::commands::{self, MAKERS, Making};
use crate::hub::Hub;
use crate::office::{CatalogChange, changes};
use crate::random::Random;
use crate::transition::{Fault, Transition};
use crate::world::World;

/// Ids that are used again are among the last so many.
const RECENT_IDS: usize = 40;
/// Fewest steps of a day.
const STEPS_PER_DAY_MIN: u64 = 40;
/// So many more steps a day may have.
const STEPS_PER_DAY_SPREAD: u64 = 160;
/// Steps of a day on which the codes run out.
const STEPS_OF_A_LONG_DAY: u64 = 1_900;
/// One run in so many has a long day.
const RUNS_PER_LONG_DAY: u64 = 400;
/// One run in so many has the usual rules.
const RUNS_PER_USUAL_OFFICE: u64 = 8;
/// How often the office has two buildings, in percent of the runs.
const TWO_BUILDINGS_PERCENT: u64 = 60;
/// Appointments told of when the day begins.
const APPOINTMENTS_IN_THE_MORNING: u64 = 6;
/// How often a hub file comes in that is in use already, in percent of all.
const SAME_FILE_PERCENT: u64 = 10;
/// How often one comes in with other rules, in percent of the others.
const OTHER_WAYS_PERCENT: u64 = 25;
/// How often something that would be refused is made up again, at most, so that the day goes on.
const ATTEMPTS: usize = 5;
/// How often a command that would be refused is asked all the same, in percent of the attempts.
const REFUSED_PERCENT: u64 = 12;
/// How often a night falls on a closed day, in percent of its steps.
const CLOSED_DAY_ENDS_PERCENT: u64 = 8;
/// How often somebody asks to open or close a day on a closed one, in percent of its steps.
const CLOSED_DAY_COMMANDS_PERCENT: u64 = 25;
/// The most seconds between two things.
const PAUSE_SECONDS: u64 = 240;
/// How far a clock that is wrong is off, in seconds: a second, a summer hour, a day, two weeks.
const CLOCK_STEPS_SECONDS: [i64; 4] = [1, 3_600, 86_400, 14 * 86_400];

/// Somebody who makes up a run of some days.
pub struct Script {
    random: Random,
    /// How often each command is chosen in this run, in the order of the makers: runs differ in what they are full of.
    weights: Vec<u64>,
    next_id: u64,
    days_left: u64,
    steps_left: u64,
    is_begun: bool,
    is_crowded: bool,
    /// What the office is like in this run, said at its beginning.
    office: Vec<CatalogChange>,
    /// How many appointments were made up.
    appointments: u64,
    /// Whether the day's appointments are to be told.
    is_planning: bool,
}

impl Script {
    /// A run of `days` days.
    #[must_use]
    pub fn new(seed: u64, days: u64) -> Self {
        let mut random = Random::new(seed);
        // Most runs have some of everything; in some a command is rare, or there is much of it.
        let moods = [1, 4, 4, 4, 16];
        let weights = MAKERS.iter().map(|maker| maker.weight * random.one(&moods).copied().unwrap_or(1)).collect();
        let is_crowded = random.below(RUNS_PER_LONG_DAY) == 0;
        // One run in some has the usual rules.
        let ways = Some(random.number()).filter(|number| !number.is_multiple_of(RUNS_PER_USUAL_OFFICE));
        let place = random.chance(TWO_BUILDINGS_PERCENT).then_some(CatalogChange::Place);
        let office = place.into_iter().chain(ways.map(CatalogChange::Ways)).collect();
        let (next_id, appointments, steps_left, is_begun, is_planning) = (0, 0, 0, false, false);
        let days_left = days;
        Self {
            random,
            weights,
            next_id,
            days_left,
            steps_left,
            is_begun,
            is_crowded,
            office,
            appointments,
            is_planning,
        }
    }

    /// A run of one day on which more people come than there are codes.
    #[must_use]
    pub fn crowded(seed: u64) -> Self {
        Self { is_crowded: true, ..Self::new(seed, 1) }
    }

    /// What happens next; `None` at the end of the run.
    pub fn next<H: Hub>(&mut self, world: &World<H>) -> Option<Transition> {
        if let Some(change) = self.office.pop() {
            return Some(Transition::ChangeCatalog { change });
        }
        if self.steps_left == 0 {
            self.days_left = self.days_left.checked_sub(1)?;
            let long = if self.is_crowded { STEPS_OF_A_LONG_DAY } else { 0 };
            self.is_planning = world.is_told_of_appointments() && !self.is_crowded;
            self.steps_left = STEPS_PER_DAY_MIN + self.random.below(STEPS_PER_DAY_SPREAD) + long;
            if self.is_begun {
                return Some(Transition::PassMidnight);
            }
            self.is_begun = true;
            return Some(self.ask(Command::OpenDay { day: world.today() }));
        }
        self.steps_left -= 1;
        if std::mem::take(&mut self.is_planning) {
            return Some(self.plan(world, APPOINTMENTS_IN_THE_MORNING));
        }
        Some(self.any(world))
    }

    fn any<H: Hub>(&mut self, world: &World<H>) -> Transition {
        // A day that closed early cannot be opened again, and little happens until the next.
        if world.model.day.is_none() {
            if self.random.chance(CLOSED_DAY_ENDS_PERCENT) {
                return Transition::PassMidnight;
            }
            if self.random.chance(CLOSED_DAY_COMMANDS_PERCENT) {
                let command = self.day_command(world);
                return self.ask(command);
            }
        }
        let recent = world.recent_ids(RECENT_IDS);
        let old = self.random.one(&recent).copied().unwrap_or(0);
        // Each night gives the codes anew, and a hub file may change letters: the day on which codes run out has neither.
        let nights = if self.is_crowded { 0 } else { 3 };
        let plans = if world.is_told_of_appointments() && !self.is_crowded { 20 } else { 0 };
        let changes = if self.is_crowded { 0 } else { 30 };
        let learns = if world.is_told_of_appointments() { 15 } else { 0 };
        match self.random.weighted(&[900, 40, 10, 20, 15, changes, 20, nights, plans, learns]) {
            1 => Transition::AskAgain { id: old },
            2 => Transition::ReuseId { id: old, command: self.command(world) },
            3 => Transition::FailAppend { fault: self.random.one(&Fault::ALL).copied().unwrap_or(Fault::Full) },
            4 => Transition::Restart,
            5 => self.change(),
            6 => self.clock(),
            7 => Transition::PassMidnight,
            8 => self.plan(world, 1),
            9 => self.learn(world),
            _ => {
                let command = self.command(world);
                self.ask(command)
            }
        }
    }

    fn ask(&mut self, command: Command) -> Transition {
        self.next_id += 1;
        let pause = if self.random.chance(70) { self.random.below(PAUSE_SECONDS) } else { 0 };
        Transition::Ask { id: self.next_id, after_seconds: u32::try_from(pause).unwrap_or(0), command }
    }

    fn command<H: Hub>(&mut self, world: &World<H>) -> Command {
        if self.is_crowded && self.random.chance(85) {
            return take_for_letter(&world.model, 'A');
        }
        let mut command = self.any_command(world);
        for _ in 0..ATTEMPTS {
            let is_refused = is_refused(world, &command);
            if !is_refused || self.random.chance(REFUSED_PERCENT) {
                break;
            }
            command = self.any_command(world);
        }
        command
    }

    /// Somebody tries to open a day, any day, or to close the one that is closed; refused or not.
    fn day_command<H: Hub>(&mut self, world: &World<H>) -> Command {
        let is_close = self.random.chance(20);
        let mut making = Making { model: &world.model, random: &mut self.random, today: world.today() };
        if is_close { make_close(&mut making) } else { make_open(&mut making) }
    }

    fn any_command<H: Hub>(&mut self, world: &World<H>) -> Command {
        let chosen = self.random.weighted(&self.weights);
        let mut making = Making { model: &world.model, random: &mut self.random, today: world.today() };
        (MAKERS[chosen].make)(&mut making)
    }

    fn change(&mut self) -> Transition {
        if self.random.chance(SAME_FILE_PERCENT) {
            return Transition::ImportAgain;
        }
        if self.random.chance(OTHER_WAYS_PERCENT) {
            return Transition::ChangeCatalog { change: CatalogChange::Ways(self.random.number()) };
        }
        let changes = changes();
        match self.random.one(&changes) {
            Some(change) => Transition::ChangeCatalog { change: change.clone() },
            None => Transition::Restart,
        }
    }

    fn clock(&mut self) -> Transition {
        let far = CLOCK_STEPS_SECONDS[self.random.weighted(&[10, 10, 3, 1])];
        let seconds = if self.random.chance(50) { -far } else { far };
        Transition::MoveClock { seconds }
    }
}

fn is_refused<H: Hub>(world: &World<H>, command: &Command) -> bool {
    let (mut model, now) = (world.model.clone(), world.now());
    model.time_passes(now);
    model.idle_calls(now);
    commands::apply(&mut model, command, now).is_err()
}
