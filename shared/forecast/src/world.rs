//! A hub and its days as numbers.

use policy::{CLASSES, Class, Index, Rule, Table};

/// A hub: what can be asked for, and who can do it.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    /// The names of the areas, by position.
    pub areas: Vec<String>,
    /// What can be asked for.
    pub services: Vec<Service>,
    /// Who can do it.
    pub counters: Vec<Counter>,
    /// The parameters of the index in this hub.
    pub index: Index,
    /// What each call costs before serving begins, in minutes.
    pub setup_minutes: f64,
    /// How long a floor takes on foot, in minutes.
    pub walk_minutes_per_floor: f64,
    /// How long somebody takes from one service to the next on the same floor, in minutes.
    pub transfer_minutes: f64,
    /// How long a counter waits for somebody who does not come, in minutes.
    pub no_show_minutes: f64,
    /// How long a break takes, in minutes.
    pub break_minutes: f64,
}

/// Something people come for.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// What it is called.
    pub name: String,
    /// The position of its area.
    pub area: usize,
    /// Where its area is.
    pub floor: i32,
    /// How long serving takes on average where it is mastered, in minutes.
    pub mean_minutes: f64,
    /// Standard deviation of the logarithm of the time serving takes.
    pub log_deviation: f64,
    /// The wait the office aims at, by class, in minutes.
    pub target_minutes: [f64; CLASSES],
}

/// A counter with whoever sits at it.
#[derive(Clone, Debug, PartialEq)]
pub struct Counter {
    /// The position of its area.
    pub area: usize,
    /// Where it is.
    pub floor: i32,
    /// What it can do, in the order in which equal scores are decided.
    pub skills: Vec<Skill>,
    /// How much it could do elsewhere; decides between equal scores only.
    pub flexibility: f64,
}

/// A service a counter can give.
#[derive(Clone, Debug, PartialEq)]
pub struct Skill {
    /// The service's position.
    pub service: usize,
    /// How much longer serving really takes here: the pace of the clerk times `factor`.
    pub time_factor: f64,
    /// How much longer the policy takes it to be: 1 where the service is mastered.
    pub factor: f64,
    /// How long people walk to the counter, in minutes.
    pub walk_minutes: f64,
    /// The place of the service in the counter's own list; the higher is called first under strict lists.
    pub list_coefficient: u32,
}

impl World {
    /// The hub as a policy sees it.
    #[must_use]
    pub fn table(&self, rule: Rule) -> Table {
        let service = |service: &Service| policy::Service {
            mean_minutes: service.mean_minutes,
            target_minutes: service.target_minutes,
        };
        let skill = |skill: &Skill| policy::Skill {
            service: skill.service,
            factor: skill.factor,
            walk_minutes: skill.walk_minutes,
            list_coefficient: skill.list_coefficient,
        };
        let counter = |counter: &Counter| policy::Counter {
            skills: counter.skills.iter().map(skill).collect(),
            flexibility: counter.flexibility,
        };
        let services: Vec<_> = self.services.iter().map(service).collect();
        let counters: Vec<_> = self.counters.iter().map(counter).collect();
        Table::new(rule, &services, &counters)
    }

    /// The same hub with every counter kept to the services of its own area.
    #[must_use]
    pub fn as_separate_offices(&self) -> Self {
        let mut offices = self.clone();
        for counter in &mut offices.counters {
            let area = counter.area;
            let is_own = |skill: &Skill| self.services.get(skill.service).is_some_and(|service| service.area == area);
            counter.skills.retain(is_own);
        }
        offices
    }

    /// How long somebody takes from one service to another, in minutes (reference `hub28`, rules of the world).
    #[must_use]
    pub fn way_minutes(&self, from: usize, to: usize) -> f64 {
        let floor = |service: usize| self.services.get(service).map_or(0, |service| service.floor);
        self.transfer_minutes + self.walk_minutes_per_floor * f64::from(floor(from).abs_diff(floor(to)))
    }
}

/// What happens on a day, whatever the policy: who comes, what they need, who works.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Day {
    /// Every service of every visit.
    pub legs: Vec<Leg>,
    /// When each counter is there.
    pub shifts: Vec<Shift>,
    /// Whether counters leave at their time and at no other; in the days of the reference `hub28` those that are to leave
    /// at the end of the morning serve on, and all of the morning leave early in the afternoon where others come then.
    pub leaves_on_time: bool,
}

/// One service of a visit.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// The service's position.
    pub service: usize,
    /// How it is called.
    pub class: Class,
    /// When the citizen comes for it, in minutes; `None` where they come after the leg before.
    pub arrival: Option<f64>,
    /// From when on the wait counts: the arrival, or the slot of an appointment that is later; unused without arrival.
    pub clock: f64,
    /// How long serving takes where the service is mastered, in minutes.
    pub draw_minutes: f64,
    /// Nobody comes when called, and the visit ends.
    pub is_no_show: bool,
    /// The first leg of the visit.
    pub first: usize,
    /// The leg after this one, if any.
    pub next: Option<usize>,
}

/// When a counter is there.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shift {
    /// When it comes in the morning, in minutes; `None` where it does not.
    pub on: Option<f64>,
    /// When it is to leave, in minutes.
    pub off: Option<f64>,
    /// From when on it takes its break, in minutes.
    pub break_from: Option<f64>,
    /// When it comes in the afternoon, in minutes; `None` where it does not.
    pub afternoon_on: Option<f64>,
}
