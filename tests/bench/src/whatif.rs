//! Changes that past days speak for, and what they do on other days (reference `dispatching.md`, §6).

use std::time::Instant;

use anyhow::ensure;
use forecast::preset::Preset;
use forecast::run::Options;
use forecast::whatif::{Advice, Change, Past, Plan as Candidates, Suggestion, advise, answer, candidates};
use forecast::world::Day;

use crate::figures::{print, print_target};
use crate::lived::Hub;

/// How many suggestions are tried.
const TOP: usize = 5;
/// Which part of them has to help (reference §6).
const RIGHT_SHARE_MIN: f64 = 0.9;
/// Which part of what is promised has to be kept (reference §6).
const KEPT_SHARE_MIN: f64 = 0.5;
/// How long one question may take, in seconds (reference §6).
const ANSWER_SECONDS_MAX: f64 = 2.0;
/// How many candidates are looked at closely.
const CLOSE_COUNT: usize = 40;

/// What to ask.
pub(crate) struct Plan {
    pub(crate) seeds: Vec<u64>,
    pub(crate) days: u64,
    pub(crate) held_out: u64,
}

/// What came of the advice for one hub.
#[derive(Default)]
struct Found {
    lines: Vec<String>,
    right: usize,
    tried: usize,
    promised: f64,
    kept: f64,
    skills_right: usize,
    skills_tried: usize,
}

pub(crate) fn run(plan: &Plan) -> anyhow::Result<()> {
    ensure!(
        !plan.seeds.is_empty() && plan.days >= 10 && plan.held_out >= 2,
        "at least one hub, ten days and two others"
    );
    print(format_args!(
        "HUB-28, seeds {:?}: advice from {} days, tried on {} others",
        plan.seeds, plan.days, plan.held_out
    ));
    let found: Vec<Found> = std::thread::scope(|scope| {
        let threads: Vec<_> = plan.seeds.iter().map(|seed| scope.spawn(|| find(*seed, plan))).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    ensure!(found.len() == plan.seeds.len(), "a hub could not be played");
    found.iter().flat_map(|found| &found.lines).for_each(print);
    let sum = |figure: fn(&Found) -> f64| found.iter().map(figure).sum::<f64>();
    let share = sum(|found| found.right as f64) / sum(|found| found.tried as f64);
    print_target("sign right in >= 90 % of the top 5", &format!("{:.0} %", 100.0 * share), share >= RIGHT_SHARE_MIN);
    let skills = found.iter().fold((0, 0), |sum, found| (sum.0 + found.skills_right, sum.1 + found.skills_tried));
    print(format_args!("of the best skills alone, {} of {} help", skills.0, skills.1));
    let kept = sum(|found| found.kept) / sum(|found| found.promised);
    print_target("kept >= 50 % of what is promised", &format!("{:.0} %", 100.0 * kept), kept >= KEPT_SHARE_MIN);
    one_question(&Hub::new(plan.seeds[0]), plan.days)
}

fn days(hub: &Hub, numbers: std::ops::Range<u64>) -> Vec<Day> {
    numbers.map(|number| hub.recipe.day(&hub.world, hub.seed, number)).collect()
}

fn past<'a>(hub: &'a Hub, days: &'a [Day]) -> Past<'a> {
    Past { world: &hub.world, days, preset: Preset::Balanced, options: Options::default() }
}

fn find(seed: u64, plan: &Plan) -> Found {
    let hub = Hub::new(seed);
    let (lived, others) = (days(&hub, 0..plan.days), days(&hub, plan.days..plan.days + plan.held_out));
    let allowed = Candidates {
        break_minutes: vec![525.0, 645.0, 690.0, 705.0, 735.0],
        open_minutes: vec![480.0],
        factors: [1.1, 1.2],
        close_count: CLOSE_COUNT,
    };
    let candidates = candidates(&hub.world, &allowed);
    let began = Instant::now();
    let advice: Advice = advise(&past(&hub, &lived), &candidates, allowed.close_count, |_, _| true);
    let took = began.elapsed().as_secs_f64();
    let mut found = Found::default();
    found.lines.push(format!("\nhub {seed}: {} candidates in {took:.1} s; mean wait, minutes", candidates.len()));
    found.try_out(&hub, &others, advice.suggestions.iter().take(TOP));
    found.lines.push(String::from("  skills alone:"));
    let is_skill = |suggestion: &&Suggestion| matches!(suggestion.changes.as_slice(), [Change::AddSkill { .. }]);
    let mut skills = Found::default();
    skills.try_out(&hub, &others, advice.suggestions.iter().filter(is_skill).take(TOP));
    found.lines.append(&mut skills.lines);
    (found.skills_right, found.skills_tried) = (skills.right, skills.tried);
    found
}

impl Found {
    /// Plays the other days with each of these.
    fn try_out<'s>(&mut self, hub: &Hub, others: &[Day], suggestions: impl Iterator<Item = &'s Suggestion>) {
        for suggestion in suggestions {
            self.try_one(hub, others, suggestion);
        }
    }

    fn try_one(&mut self, hub: &Hub, others: &[Day], suggestion: &Suggestion) {
        let kept = answer(&past(hub, others), &suggestion.changes).mean_minutes;
        self.tried += 1;
        self.right += usize::from(kept.middle.is_sign_negative() == suggestion.mean_minutes.middle.is_sign_negative());
        self.promised += suggestion.mean_minutes.middle;
        self.kept += kept.middle;
        self.lines.push(format!(
            "  {:<46} promised {:+.2} ({:+.2} to {:+.2}; seen {:+.2}), on other days {:+.2} ({:+.2} to {:+.2})",
            name(hub, suggestion),
            suggestion.mean_minutes.middle,
            suggestion.mean_minutes.low,
            suggestion.mean_minutes.high,
            suggestion.seen_minutes.middle,
            kept.middle,
            kept.low,
            kept.high,
        ));
    }
}

fn name(hub: &Hub, suggestion: &Suggestion) -> String {
    match suggestion.changes.as_slice() {
        [Change::MoveBreak { counter, to }] => format!("break of counter {counter} at {}", clock(*to)),
        [Change::MoveBreak { to, .. }, ..] => format!("every break at {}", clock(*to)),
        [Change::Open { counter, from }] => format!("counter {counter} open from {} every day", clock(*from)),
        [Change::AddSkill { counter, skill }] => {
            format!("counter {counter} learns {}", hub.world.services[skill.service].name)
        }
        changes => format!("{} changes", changes.len()),
    }
}

fn clock(minute: f64) -> String {
    format!("{:02}:{:02}", minute as u32 / 60, minute as u32 % 60)
}

fn one_question(hub: &Hub, count: u64) -> anyhow::Result<()> {
    let days = days(hub, 0..count);
    let skill = candidates(
        &hub.world,
        &Candidates { break_minutes: Vec::new(), open_minutes: Vec::new(), factors: [1.1, 1.2], close_count: 1 },
    );
    let Some(question) = skill.first() else { anyhow::bail!("nothing can be taught") };
    let began = Instant::now();
    let answer = answer(&past(hub, &days), question);
    let took = began.elapsed().as_secs_f64();
    print(format_args!(
        "\none question on {count} days: mean {:+.2} min ({:+.2} to {:+.2}), p95 {:+.2} ({:+.2} to {:+.2}), over target {:+.2} points",
        answer.mean_minutes.middle,
        answer.mean_minutes.low,
        answer.mean_minutes.high,
        answer.p95_minutes.middle,
        answer.p95_minutes.low,
        answer.p95_minutes.high,
        100.0 * answer.over_target.middle,
    ));
    print_target("answered in < 2 s", &format!("{took:.2} s"), took < ANSWER_SECONDS_MAX);
    Ok(())
}
