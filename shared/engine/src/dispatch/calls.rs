//! The calls a counter would make one after the other if nothing else happened.

use std::iter::Peekable;

use domain::Timestamp;
use domain::catalog::Clerk;
use domain::ids::{CounterId, LocationId};
use domain::reason::CallBasis;
use domain::ticket::Class;
use policy::{Choice, Pressure, Waiting};

use super::{APPOINTMENT_BAND, FRONT_BAND, PRIORITY_BAND, Rank, WALK_IN_BAND, building::Building, is_for};
use crate::state::State;

/// A call that could be made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call {
    pub(crate) rank: Rank,
    pub(crate) basis: CallBasis,
    /// The policy's score; none where it was not asked.
    pub(crate) score: Option<f64>,
}

/// Those who wait for one service in one band, the next one first.
struct Line<'a> {
    service: usize,
    band: u8,
    ranks: Peekable<Box<dyn Iterator<Item = Rank> + 'a>>,
}

/// The calls a counter would make, the next one first.
pub(crate) struct Calls<'a> {
    state: &'a State,
    building: &'a Building,
    counter: usize,
    now: Timestamp,
    lines: Vec<Line<'a>>,
    waiting: Waiting,
    pressure: Pressure,
    /// So many others come before the next preferred one.
    others_first: u32,
}

impl<'a> Calls<'a> {
    /// `None` for a counter at which nobody is on duty.
    pub(crate) fn new(
        state: &'a State,
        here: &LocationId,
        counter: &'a CounterId,
        clerk: &'a Clerk,
        now: Timestamp,
    ) -> Option<Self> {
        let building = state.building(here)?;
        let position = building.counter(counter)?;
        let lines = lines(state, building, here, position, move |rank| is_for(state, rank, counter, clerk));
        let mut waiting = Waiting::new(building.table.services());
        count_people(state, building, here, &mut waiting);
        let pressure = pressure(building, &waiting);
        let others_first = match state.catalog.rules.priority_one_in {
            0 | 1 => 0,
            one_in => one_in - 1 - state.walk_ins_since_preferred(here, one_in - 1),
        };
        Some(Self { state, building, counter: position, now, lines, waiting, pressure, others_first })
    }

    /// How long the counters on duty need for a service's queue, in minutes.
    pub(crate) fn pressure_minutes(&self, service: usize) -> f64 {
        self.building.told_minutes(&self.pressure, service)
    }

    /// Who missed a call and came after all.
    fn front(&mut self) -> Option<Call> {
        let fronts = self.lines.iter_mut().filter(|line| line.band == FRONT_BAND);
        let (_, line) = fronts.filter_map(|line| Some((*line.ranks.peek()?, line))).min_by_key(|(rank, _)| *rank)?;
        let rank = line.ranks.next()?;
        Some(Call { rank, basis: CallBasis::Rejoined, score: None })
    }

    /// Whom the policy chooses, of the others alone where it is their turn.
    fn chosen(&mut self) -> Option<Call> {
        let mut is_waiting = [false; 2];
        for line in self.lines.iter_mut().filter(|line| line.band != FRONT_BAND) {
            is_waiting[usize::from(line.band == WALK_IN_BAND)] |= line.ranks.peek().is_some();
        }
        let is_others_turn = self.others_first > 0 && is_waiting[1];
        for line in self.lines.iter_mut().filter(|line| line.band != FRONT_BAND) {
            let is_asked = line.band == WALK_IN_BAND || !is_others_turn;
            let head = line.ranks.peek().filter(|_| is_asked);
            self.waiting.set_head(line.service, class(line.band), head.map(|rank| minutes(rank.key, self.now)));
            if line.band == PRIORITY_BAND {
                self.waiting.set_standing(line.service, head.map_or(0, |rank| self.state.standing(rank.weight())));
            }
        }
        let one = std::iter::once(self.counter);
        let choice = self.building.table.best(one, &self.waiting, self.pressure.minutes(), 0.0)?;
        let rank = self.take(&choice)?;
        let basis = if is_others_turn && is_waiting[0] { CallBasis::OneInSoMany } else { CallBasis::Policy };
        Some(Call { rank, basis, score: Some(choice.score) })
    }

    fn take(&mut self, choice: &Choice) -> Option<Rank> {
        let is_chosen = |line: &&mut Line<'_>| {
            line.service == choice.service && class(line.band) == choice.class && line.band != FRONT_BAND
        };
        self.lines.iter_mut().find(is_chosen)?.ranks.next()
    }

    /// What a call changes for the one after it.
    fn count(&mut self, rank: &Rank) {
        // By its class, whatever its place: one taken back, or one who let others pass, counts as any other call.
        let ticket = self.state.ticket(rank.ticket);
        let is_preferred = ticket.is_some_and(|ticket| ticket.class != Class::WalkIn);
        self.others_first = match self.state.catalog.rules.priority_one_in {
            0 | 1 => 0,
            one_in if is_preferred => one_in - 1,
            _ => self.others_first.saturating_sub(1),
        };
        let service = ticket.and_then(|ticket| ticket.legs.get(rank.leg)).map(|leg| &leg.service);
        if let Some(service) = service.and_then(|service| self.building.service(service)) {
            self.waiting.set_people(service, self.waiting.people()[service].saturating_sub(1));
        }
    }
}

impl Iterator for Calls<'_> {
    type Item = Call;

    fn next(&mut self) -> Option<Call> {
        let call = match self.front() {
            Some(front) => front,
            None => self.chosen()?,
        };
        self.count(&call.rank);
        Some(call)
    }
}

/// The lines a counter calls from.
fn lines<'a>(
    state: &'a State,
    building: &'a Building,
    here: &LocationId,
    counter: usize,
    is_for_us: impl Fn(&Rank) -> bool + Copy + 'a,
) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    for service in building.table.services_of(counter) {
        let Some(id) = state.catalog.services.get(service).map(|service| &service.id) else { continue };
        if state.waiting_for(here, id) == 0 {
            continue;
        }
        for band in [FRONT_BAND, PRIORITY_BAND, APPOINTMENT_BAND, WALK_IN_BAND] {
            let ranks: Box<dyn Iterator<Item = Rank> + 'a> =
                Box::new(state.waiting_in_band(here, id, band).filter(is_for_us));
            lines.push(Line { service, band, ranks: ranks.peekable() });
        }
    }
    lines
}

/// Says how many wait in a building for each service.
pub(super) fn count_people(state: &State, building: &Building, here: &LocationId, waiting: &mut Waiting) {
    for (id, people) in state.queues(here) {
        if let Some(service) = building.service(id) {
            waiting.set_people(service, u32::try_from(people).unwrap_or(u32::MAX));
        }
    }
}

pub(super) fn pressure(building: &Building, waiting: &Waiting) -> Pressure {
    let mut pressure = Pressure::new(&building.table);
    pressure.measure(&building.table, waiting.people(), &vec![true; building.table.counters()]);
    pressure
}

/// The class by whose rules a band is called.
fn class(band: u8) -> policy::Class {
    match band {
        PRIORITY_BAND => policy::Class::Priority,
        APPOINTMENT_BAND => policy::Class::Appointment,
        _ => policy::Class::WalkIn,
    }
}

/// A moment in minutes from now; exact to the microsecond.
fn minutes(at: Timestamp, now: Timestamp) -> f64 {
    const MICROSECONDS_PER_MINUTE: f64 = 6e7;
    (at - now).num_microseconds().map_or(0.0, |microseconds| microseconds as f64 / MICROSECONDS_PER_MINUTE)
}
