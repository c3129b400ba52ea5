//! What can be changed.

use crate::preset::Preset;
use crate::world::{Day, Skill, World};

/// Something that could have been otherwise on every day.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A counter opens at this minute where it opened later or not at all, and stays.
    Open {
        /// The counter's position.
        counter: usize,
        /// From when on, in minutes after midnight.
        from: f64,
    },
    /// Of several who share a desk, whoever came first that day comes at this minute where all came later; the first of
    /// them where nobody came.
    OpenOneOf {
        /// Their positions.
        counters: Vec<usize>,
        /// From when on, in minutes after midnight.
        from: f64,
    },
    /// A counter takes its break from this minute on.
    MoveBreak {
        /// The counter's position.
        counter: usize,
        /// From when on, in minutes after midnight.
        to: f64,
    },
    /// A counter can give one more service.
    AddSkill {
        /// The counter's position.
        counter: usize,
        /// What it can do.
        skill: Skill,
    },
    /// Another rule.
    Policy(Preset),
}

impl Change {
    pub(super) fn apply_to_hub(&self, world: &mut World, preset: &mut Preset) {
        match self {
            Self::Open { .. } | Self::OpenOneOf { .. } | Self::MoveBreak { .. } => {}
            Self::AddSkill { counter, skill } => {
                if let Some(counter) = world.counters.get_mut(*counter) {
                    counter.skills.retain(|known| known.service != skill.service);
                    counter.skills.push(skill.clone());
                }
            }
            Self::Policy(other) => *preset = *other,
        }
    }

    pub(super) fn apply_to_day(&self, day: &mut Day) {
        match self {
            Self::Open { counter, from } => open(day, std::slice::from_ref(counter), *from),
            Self::OpenOneOf { counters, from } => open(day, counters, *from),
            Self::MoveBreak { counter, to } => {
                if let Some(shift) = day.shifts.get_mut(*counter) {
                    shift.break_from = shift.break_from.map(|_| *to);
                }
            }
            Self::AddSkill { .. } | Self::Policy(_) => {}
        }
    }
}

fn open(day: &mut Day, counters: &[usize], from: f64) {
    let on = |counter: &usize| day.shifts.get(*counter).and_then(|shift| shift.on).unwrap_or(f64::INFINITY);
    let Some(first) = counters.iter().copied().min_by(|one, other| on(one).total_cmp(&on(other))) else { return };
    if on(&first) > from
        && let Some(shift) = day.shifts.get_mut(first)
    {
        shift.on = Some(from);
    }
}
