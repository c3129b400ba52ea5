//! What a day, or many, did to the people who came.

use policy::{CLASSES, Class};

use crate::run::Call;
use crate::world::{Day, Leg, World};

/// Waits of any number of days, gathered for their figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    waits: Vec<Wait>,
    /// Longest wait of each day, in minutes.
    longest: Vec<f64>,
    skips: usize,
    overtakes: usize,
    uncalled: usize,
    /// Waits of whole visits, in minutes: of one service, and of several.
    visits: [Vec<f64>; 2],
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Wait {
    minutes: f64,
    target_minutes: f64,
    class: Class,
    area: usize,
    is_other_floor: bool,
}

/// The figures of a tally; those of waits are minutes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measures {
    /// All legs that were called.
    pub all: Spread,
    /// The longest wait of a day, averaged over the days.
    pub max: f64,
    /// Which part of the legs waited longer than its target.
    pub over_target: f64,
    /// By class.
    pub classes: [Spread; CLASSES],
    /// By area.
    pub areas: Vec<Spread>,
    /// The 95th percentile of the area where it is longest.
    pub worst_area_p95: f64,
    /// Later arrivals for the same service, of whatever class, that were called earlier; for each leg.
    pub skips: f64,
    /// How often somebody was called before another of the same service and class who was there and whose wait counted
    /// from an earlier moment.
    pub overtakes: usize,
    /// Which part of the legs was called to a counter on another floor than the service's.
    pub other_floor: f64,
    /// The mean square of wait ÷ target.
    pub cost: f64,
    /// Visits that came and of which no leg was called.
    pub uncalled: usize,
    /// The mean wait of visits of one service.
    pub single_visit_mean: f64,
    /// The mean wait of visits of several services, all together.
    pub several_visit_mean: f64,
}

/// How waits of some kind spread, in minutes; all 0 where there were none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spread {
    /// How many there were.
    pub legs: usize,
    /// Their mean.
    pub mean: f64,
    /// Half waited at most so long.
    pub p50: f64,
    /// 95 of 100 waited at most so long.
    pub p95: f64,
    /// 99 of 100 waited at most so long.
    pub p99: f64,
}

impl Tally {
    /// The tally of one day.
    #[must_use]
    pub fn of(world: &World, day: &Day, calls: &[Option<Call>]) -> Self {
        let mut tally = Self::default();
        tally.add(world, day, calls);
        tally
    }

    /// Adds a day with the call of each leg.
    pub fn add(&mut self, world: &World, day: &Day, calls: &[Option<Call>]) {
        let from = self.waits.len();
        for (leg, call) in day.legs.iter().zip(calls) {
            self.waits.extend(call.as_ref().and_then(|call| wait(world, leg, call)));
        }
        self.longest.push(self.waits[from..].iter().map(|wait| wait.minutes).fold(0.0, f64::max));
        self.count_order(world.services.len(), day, calls);
        for (position, leg) in day.legs.iter().enumerate().filter(|(position, leg)| leg.first == *position) {
            self.visits[usize::from(leg.next.is_some())].extend(visit_minutes(position, day, calls));
            let is_called = chain(position, day).any(|at| calls.get(at).is_some_and(Option::is_some));
            self.uncalled += usize::from(!is_called);
        }
    }

    /// Counts who was called before whom.
    fn count_order(&mut self, services: usize, day: &Day, calls: &[Option<Call>]) {
        let mut queues: Vec<Vec<(&Leg, &Call)>> = vec![Vec::new(); services];
        for (leg, call) in day.legs.iter().zip(calls) {
            if let (Some(queue), Some(call)) = (queues.get_mut(leg.service), call) {
                queue.push((leg, call));
            }
        }
        let came = |(leg, call): &(&Leg, &Call)| leg.arrival.unwrap_or(call.ready);
        for queue in &queues {
            for one in queue {
                let earlier_calls = queue.iter().filter(|other| other.1.at < one.1.at);
                for other in earlier_calls {
                    self.skips += usize::from(came(other) > came(one));
                    let was_there = came(one) <= other.1.at && one.0.class == other.0.class;
                    self.overtakes += usize::from(was_there && other.1.ready > one.1.ready);
                }
            }
        }
    }

    /// How many days were added.
    #[must_use]
    pub fn days(&self) -> usize {
        self.longest.len()
    }

    /// The figures of all days together.
    #[must_use]
    pub fn measures(&self) -> Measures {
        let areas = self.waits.iter().map(|wait| wait.area + 1).max().unwrap_or(0);
        let spread = |is_meant: &dyn Fn(&Wait) -> bool| {
            Spread::of(self.waits.iter().filter(|wait| is_meant(wait)).map(|wait| wait.minutes).collect())
        };
        let share =
            |is_meant: &dyn Fn(&Wait) -> bool| mean(self.waits.iter().map(|wait| f64::from(u8::from(is_meant(wait)))));
        let areas: Vec<Spread> = (0..areas).map(|area| spread(&|wait| wait.area == area)).collect();
        Measures {
            all: spread(&|_| true),
            max: mean(self.longest.iter().copied()),
            over_target: share(&|wait| wait.minutes > wait.target_minutes),
            classes: Class::ALL.map(|class| spread(&|wait| wait.class == class)),
            worst_area_p95: areas.iter().map(|area| area.p95).fold(0.0, f64::max),
            areas,
            skips: if self.waits.is_empty() { 0.0 } else { self.skips as f64 / self.waits.len() as f64 },
            overtakes: self.overtakes,
            other_floor: share(&|wait| wait.is_other_floor),
            cost: mean(self.waits.iter().map(|wait| (wait.minutes / wait.target_minutes).powi(2))),
            uncalled: self.uncalled,
            single_visit_mean: mean(self.visits[0].iter().copied()),
            several_visit_mean: mean(self.visits[1].iter().copied()),
        }
    }
}

impl Measures {
    /// The mean of each figure over some days; counts are summed up.
    #[must_use]
    pub fn mean_of(days: &[Self]) -> Self {
        let areas = days.iter().map(|day| day.areas.len()).max().unwrap_or(0);
        let figure = |figure: fn(&Self) -> f64| mean(days.iter().map(figure));
        let area = |area: usize| Spread::mean_of(days.iter().filter_map(|day| day.areas.get(area)));
        Self {
            all: Spread::mean_of(days.iter().map(|day| &day.all)),
            max: figure(|day| day.max),
            over_target: figure(|day| day.over_target),
            classes: Class::ALL.map(|class| Spread::mean_of(days.iter().map(|day| &day.classes[class.index()]))),
            areas: (0..areas).map(area).collect(),
            worst_area_p95: figure(|day| day.worst_area_p95),
            skips: figure(|day| day.skips),
            overtakes: days.iter().map(|day| day.overtakes).sum(),
            other_floor: figure(|day| day.other_floor),
            cost: figure(|day| day.cost),
            uncalled: days.iter().map(|day| day.uncalled).sum(),
            single_visit_mean: figure(|day| day.single_visit_mean),
            several_visit_mean: figure(|day| day.several_visit_mean),
        }
    }
}

impl Spread {
    /// The spread of these waits.
    #[must_use]
    pub fn of(mut minutes: Vec<f64>) -> Self {
        minutes.sort_unstable_by(f64::total_cmp);
        Self {
            legs: minutes.len(),
            mean: mean(minutes.iter().copied()),
            p50: percentile(&minutes, 0.50),
            p95: percentile(&minutes, 0.95),
            p99: percentile(&minutes, 0.99),
        }
    }

    /// The mean of each figure over those days on which there were any; how many there were is summed up.
    fn mean_of<'s>(days: impl Iterator<Item = &'s Self>) -> Self {
        let days: Vec<&Self> = days.filter(|day| day.legs > 0).collect();
        let figure = |figure: fn(&Self) -> f64| mean(days.iter().map(|day| figure(day)));
        Self {
            legs: days.iter().map(|day| day.legs).sum(),
            mean: figure(|day| day.mean),
            p50: figure(|day| day.p50),
            p95: figure(|day| day.p95),
            p99: figure(|day| day.p99),
        }
    }
}

fn wait(world: &World, leg: &Leg, call: &Call) -> Option<Wait> {
    let service = world.services.get(leg.service)?;
    Some(Wait {
        minutes: call.wait_minutes(),
        target_minutes: service.target_minutes[leg.class.index()],
        class: leg.class,
        area: service.area,
        is_other_floor: world.counters.get(call.counter)?.floor != service.floor,
    })
}

/// The positions of a visit's legs.
fn chain(first: usize, day: &Day) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(first), |at| day.legs.get(*at)?.next)
}

/// What a visit waited in all; `None` unless all its legs were called.
fn visit_minutes(first: usize, day: &Day, calls: &[Option<Call>]) -> Option<f64> {
    chain(first, day).map(|at| Some(calls.get(at)?.as_ref()?.wait_minutes())).sum()
}

/// 0 of nothing.
fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0_usize), |(sum, count), value| (sum + value, count + 1));
    if count == 0 { 0.0 } else { sum / count as f64 }
}

/// Between the two nearest of these sorted values in proportion to their distance; 0 of nothing.
#[must_use]
pub fn percentile(sorted: &[f64], share: f64) -> f64 {
    let place = share * sorted.len().saturating_sub(1) as f64;
    let at = |place: f64| sorted.get(place as usize).copied().unwrap_or_default();
    let (low, high) = (at(place.floor()), at(place.ceil()));
    low + (high - low) * place.fract()
}

#[cfg(test)]
mod tests;
