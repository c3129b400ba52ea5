//! Commands the engine decides in a second on one core, and the memory it holds after one day and after many.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use domain::catalog::{Catalog, Clerk};
use domain::command::Command;
use domain::ids::{ClerkId, CounterId, ServiceId};
use domain::text::Language;
use domain::ticket::Class;
use domain::{DayDate, Timestamp};
use engine::State;

use crate::figures::{print, print_target};
use crate::hub;

/// Commands a second there have to be.
const RATE_MIN: f64 = 200_000.0;
/// What a call may take to decide with its explanation, in microseconds: 99 of 100.
const CALL_MICROS_MAX: u128 = 200;
/// What memory may grow by from the end of the first day to that of the last, in kibibytes.
const GROWTH_KIB_MAX: i64 = 1_024;
/// Services each clerk masters.
const SKILLS: usize = 8;
/// People who wait throughout the day.
const WAITING: usize = 100;
/// When a day begins, in UTC.
const MORNING_HOUR: u32 = 6;
/// Calls whose time is kept.
const CALLS_KEPT: usize = 10_000;
/// How long one thing takes, in seconds.
const STEP_SECONDS: u64 = 5;

/// What to live through.
pub(crate) struct Plan {
    pub(crate) days: u32,
    pub(crate) tickets: usize,
}

pub(crate) fn run(plan: &Plan) -> anyhow::Result<()> {
    ensure!(plan.days >= 1 && plan.tickets > WAITING, "at least one day, and more than {WAITING} tickets in it");
    let mut office = Office::new();
    office.live_through_a_day(plan.tickets)?;
    let after_one = resident_kib()?;
    let (warm, began) = (office.commands, office.deciding);
    for _ in 1..plan.days {
        office.live_through_a_day(plan.tickets)?;
    }
    let after_all = resident_kib()?;
    let commands = if plan.days > 1 { office.commands - warm } else { warm };
    let took = if plan.days > 1 { office.deciding - began } else { began };
    let rate = commands as f64 / took.as_secs_f64();
    print(format_args!(
        "engine on one core: {} days of {} tickets, {commands} commands decided and taken into the state in {:.2} s",
        plan.days,
        plan.tickets,
        took.as_secs_f64(),
    ));
    print(format_args!("memory after 1 day {after_one} KiB, after {} days {after_all} KiB", plan.days));
    print_target(&format!(">= {RATE_MIN:.0} commands/s"), &format!("{rate:.0}/s"), rate >= RATE_MIN);
    office.calls.sort_unstable();
    let p99 = office.calls.get(office.calls.len() * 99 / 100).copied().unwrap_or_default().as_micros();
    let held = p99 <= CALL_MICROS_MAX;
    print_target(
        &format!("<= {CALL_MICROS_MAX} µs for 99 of 100 calls with their reasons"),
        &format!("{p99} µs"),
        held,
    );
    let growth = after_all - after_one;
    print_target(&format!("<= {GROWTH_KIB_MAX} KiB more"), &format!("{growth} KiB"), growth <= GROWTH_KIB_MAX);
    Ok(())
}

/// Memory of this process that is in use, in kibibytes.
fn resident_kib() -> anyhow::Result<i64> {
    let status = std::fs::read_to_string("/proc/self/status").context("memory is read from /proc, as on Linux")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS in /proc/self/status")?;
    Ok(line.trim().trim_end_matches(" kB").trim().parse()?)
}

struct Office {
    state: State,
    catalog: Arc<Catalog>,
    now: Timestamp,
    day: DayDate,
    commands: u64,
    /// Time spent in the engine, and in nothing else.
    deciding: Duration,
    /// How long each call of the first days took to decide, as many as are kept.
    calls: Vec<Duration>,
}

impl Office {
    fn new() -> Self {
        let mut catalog = Catalog::clone(&hub::catalog());
        catalog.clerks = clerks(&catalog);
        let catalog = Arc::new(catalog);
        let now = Timestamp::UNIX_EPOCH;
        let (day, state) = (now.date_naive(), State::new(catalog.clone()));
        Self { state, catalog, now, day, commands: 0, deciding: Duration::ZERO, calls: Vec::with_capacity(CALLS_KEPT) }
    }

    /// Every ticket is taken, called, called again, started and finished, while others wait.
    fn live_through_a_day(&mut self, tickets: usize) -> anyhow::Result<()> {
        let catalog = self.catalog.clone();
        let morning = self.day.and_hms_opt(MORNING_HOUR, 0, 0).context("the day has no morning")?;
        self.now = self.now.max(morning.and_utc());
        let mut commands = vec![Command::OpenDay { day: self.day }];
        for (counter, clerk) in catalog.counters.iter().zip(&catalog.clerks) {
            commands.push(Command::sign_in(counter.id.clone(), clerk.id.clone()));
        }
        for number in 0..tickets {
            commands.push(take(&catalog.services[number % catalog.services.len()].id));
            if number >= WAITING {
                let counter = &catalog.counters[number % catalog.counters.len()].id;
                commands.extend(serve(counter));
            }
        }
        commands.push(Command::CloseDay);
        self.decide(&commands)?;
        self.day = self.day.succ_opt().context("the calendar ends")?;
        Ok(())
    }

    fn decide(&mut self, commands: &[Command]) -> anyhow::Result<()> {
        let begun = Instant::now();
        for command in commands {
            self.now += Duration::from_secs(STEP_SECONDS);
            let asked = Instant::now();
            let decided = engine::decide(&self.state, command, self.now);
            if matches!(command, Command::CallNext { .. }) && self.calls.len() < CALLS_KEPT {
                self.calls.push(asked.elapsed());
            }
            let events =
                decided.map_err(|rejection| anyhow::anyhow!("{command:?} is refused: {}", rejection.code()))?;
            for event in &events {
                let seq = self.state.seq().next();
                engine::evolve(&mut self.state, seq, self.now, event);
            }
            // As the sequencer asks after each command.
            ensure!(engine::due_call(&self.state, self.now).is_none(), "no counter has auto-next on");
        }
        self.deciding += begun.elapsed();
        self.commands += commands.len() as u64;
        Ok(())
    }
}

pub(crate) fn clerks(catalog: &Catalog) -> Vec<Clerk> {
    let services = || catalog.services.iter().map(|service| service.id.clone()).cycle();
    let numbers = 0..catalog.counters.len();
    numbers
        .map(|number| Clerk {
            id: ClerkId::new(format!("clerk-{number}")),
            name: "Operatore".to_owned(),
            primary: services().skip(number).take(SKILLS).collect(),
            secondary: Vec::new(),
            may_call_named: false,
            break_at: None,
        })
        .collect()
}

pub(crate) fn take(service: &ServiceId) -> Command {
    let (class, language) = (Class::WalkIn, Language::It);
    Command::TakeTicket {
        services: vec![service.clone()],
        class,
        language,
        device: None,
        priority: None,
        location: None,
        from: None,
    }
}

fn serve(counter: &CounterId) -> [Command; 4] {
    let counter = || counter.clone();
    [
        Command::CallNext { counter: counter() },
        Command::Recall { counter: counter() },
        Command::Start { counter: counter() },
        Command::finish(counter()),
    ]
}
