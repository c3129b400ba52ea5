//! A fixed order of two services also holds for what comes in later: added at a counter, or sent on to.

use domain::catalog_change::CatalogOrigin;
use domain::rejection::desk::DeskRejection;
use domain::rules::{Pair, PairRule};

use super::*;
use crate::change_catalog;

/// The hub with a third counter where weddings are registered, and services that come one before the other.
fn hub(in_order: &[(&str, &str)]) -> Arc<Catalog> {
    let mut hub = Catalog::clone(&catalog());
    hub.services.push(service("weddings", 'W'));
    hub.counters.push(counter("3"));
    hub.clerks.push(clerk("carla", &["weddings"]));
    let pair = |(first, then): &(&str, &str)| Pair {
        first: ServiceId::new(*first),
        then: ServiceId::new(*then),
        rule: PairRule::InOrder,
    };
    hub.pairs = in_order.iter().map(pair).collect();
    Arc::new(hub)
}

fn office(in_order: &[(&str, &str)]) -> Office {
    let mut office = Office::open_with(hub(in_order));
    for (counter, clerk) in [("1", "anna"), ("2", "bruno"), ("3", "carla")] {
        office.signs_in(counter, clerk);
    }
    office
}

impl Office {
    fn adds(&mut self, counter: &str, service: &str, here: bool) {
        self.does(Command::AddService { counter: at(counter), service: ServiceId::new(service), here }).unwrap();
    }

    fn sends(&mut self, counter: &str, service: &str, to_counter: Option<&str>) {
        let (counter, service) = (at(counter), ServiceId::new(service));
        let to_counter = to_counter.map(at);
        self.does(Command::Transfer { counter, service, to_counter, to_clerk: None, keep_wait: true }).unwrap();
    }

    fn imports_hub(&mut self, next: &Catalog) {
        let events = change_catalog(&self.state, next, "next", CatalogOrigin::Import).unwrap();
        self.happens(events);
    }

    fn finishes(&mut self, counter: &str) {
        self.does(Command::Start { counter: at(counter) }).unwrap();
        self.ends(counter);
    }

    fn ends(&mut self, counter: &str) {
        self.does(Command::finish(at(counter))).unwrap();
        // Time to walk.
        self.now += Duration::minutes(5);
    }

    /// Who is called for the legs of the one visit there is, until nobody is: the counters, in their order.
    fn is_called_at(&mut self) -> Vec<&'static str> {
        let mut called = Vec::new();
        while let Some(counter) = ["1", "2", "3"].into_iter().find(|counter| self.calls(counter).is_ok()) {
            called.push(counter);
            self.finishes(counter);
        }
        let open: Vec<_> = self.state.tickets().filter(|ticket| ticket.is_open()).map(|ticket| ticket.id).collect();
        assert!(open.is_empty(), "{open:?} are held for ever");
        called
    }
}

#[test]
fn a_service_added_later_waits_for_the_one_that_comes_first() {
    let mut office = office(&[("births", "cards")]);
    let (visit, _) = office.takes(&["weddings", "births"], Class::WalkIn);
    assert_eq!(office.calls("3"), Ok(visit));
    office.adds("3", "cards", false);
    office.finishes("3");
    assert_eq!(office.calls("1"), Err(Rejection::NobodyWaiting));
    let code = office.state.ticket(visit).unwrap().code.clone();
    let named = office.does(Command::CallTicket { counter: at("1"), code: code.clone() });
    assert_eq!(named, Err(DeskRejection::TicketHeld { code: code.0 }.into()));
    assert_eq!(office.is_called_at(), ["2", "1"]);
}

#[test]
fn a_service_that_comes_first_and_is_added_later_holds_the_one_that_waits() {
    let mut office = office(&[("births", "cards")]);
    office.takes(&["weddings", "cards"], Class::WalkIn);
    office.calls("3").unwrap();
    office.adds("3", "births", false);
    office.finishes("3");
    assert_eq!(office.is_called_at(), ["2", "1"]);
}

#[test]
fn a_service_sent_on_to_waits_for_the_one_that_comes_first() {
    let mut office = office(&[("births", "cards")]);
    office.takes(&["weddings", "births"], Class::WalkIn);
    office.calls("3").unwrap();
    office.sends("3", "cards", None);
    office.now += Duration::minutes(5);
    assert_eq!(office.is_called_at(), ["2", "1"]);
}

#[test]
fn a_service_sent_on_to_that_comes_first_holds_the_one_that_waits() {
    let mut office = office(&[("births", "cards")]);
    office.takes(&["weddings", "cards"], Class::WalkIn);
    office.calls("3").unwrap();
    office.sends("3", "births", None);
    office.now += Duration::minutes(5);
    assert_eq!(office.is_called_at(), ["2", "1"]);
}

#[test]
fn what_is_called_already_is_not_held_by_what_is_added() {
    let mut office = office(&[("births", "cards")]);
    office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    office.adds("1", "births", false);
    let reason = "papers".to_owned();
    office.does(Command::Park { counter: at("1"), reason, return_minutes: 1 }).unwrap();
    office.now += Duration::minutes(5);
    assert_eq!(office.is_called_at(), ["1", "2"], "nor once it has lain aside");
}

#[test]
fn what_is_called_already_is_held_once_it_is_sent_on() {
    let mut office = office(&[("births", "cards")]);
    office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    office.adds("1", "births", false);
    office.sends("1", "cards", Some("1"));
    office.now += Duration::minutes(5);
    assert_eq!(office.is_called_at(), ["2", "1"]);
}

#[test]
fn a_transfer_taken_back_holds_nothing_any_more() {
    let mut office = office(&[("births", "cards")]);
    let (visit, _) = office.takes(&["weddings", "cards"], Class::WalkIn);
    office.calls("3").unwrap();
    office.sends("3", "births", None);
    office.now -= Duration::minutes(1);
    office.does(Command::Undo { counter: at("3") }).unwrap();
    assert!(office.state.ticket(visit).unwrap().legs.iter().all(|leg| leg.after.is_empty()));
    office.finishes("3");
    assert_eq!(office.is_called_at(), ["1"]);
}

#[test]
fn a_counter_that_goes_on_keeps_the_order_of_what_was_added_there() {
    let mut hub = Catalog::clone(&hub(&[("moves", "cards")]));
    hub.clerks[2].primary.extend(["cards", "moves"].map(ServiceId::new));
    let mut office = Office::open_with(Arc::new(hub));
    office.signs_in("3", "carla");
    // Somebody without a ticket is served here to the end.
    office.does(Command::ServeDirect { counter: at("3"), service: ServiceId::new("weddings") }).unwrap();
    office.adds("3", "cards", true);
    office.adds("3", "moves", true);
    for expected in ["moves", "cards"] {
        office.ends("3");
        let (_, _, leg) = office.state.in_hand(&at("3")).unwrap();
        assert_eq!(leg.service.as_str(), expected);
    }
    office.ends("3");
    assert_eq!(office.is_called_at(), [""; 0]);
}

#[test]
fn orders_of_two_hub_files_that_contradict_hold_nobody_for_ever() {
    let begun = hub(&[("cards", "births")]);
    let mut office = Office::open_with(begun.clone());
    for (counter, clerk) in [("1", "anna"), ("2", "bruno"), ("3", "carla")] {
        office.signs_in(counter, clerk);
    }
    let (visit, _) = office.takes(&["cards", "births", "weddings"], Class::WalkIn);
    let by_name = Command::CallTicket { counter: at("3"), code: office.state.ticket(visit).unwrap().code.clone() };
    office.does(by_name).unwrap();
    // Now births come before moves, and these before cards; births wait for cards by the hub file of before.
    office.imports_hub(&hub(&[("births", "moves"), ("moves", "cards")]));
    office.adds("3", "moves", false);
    let after: Vec<_> = office.state.ticket(visit).unwrap().legs.iter().map(|leg| leg.after.clone()).collect();
    let waits_for = |service: &str| vec![ServiceId::new(service)];
    assert_eq!(after, [vec![], waits_for("cards"), vec![], waits_for("births")]);
    let mut replayed = State::new(begun);
    for (seq, at, event) in &office.journal {
        evolve(&mut replayed, *seq, *at, event);
    }
    assert_eq!(replayed, office.state, "each leg is tied by the hub file of its moment");
    office.finishes("3");
    assert_eq!(office.is_called_at(), ["1", "2", "1"]);
}

/// A service that comes again is what an earlier one of the same visit was waited for.
#[test]
fn a_service_that_comes_again_closes_no_circle_either() {
    let mut office = office(&[("births", "cards")]);
    let (visit, _) = office.takes(&["births", "cards", "weddings"], Class::WalkIn);
    office.calls("2").unwrap();
    office.finishes("2");
    let by_name = Command::CallTicket { counter: at("3"), code: office.state.ticket(visit).unwrap().code.clone() };
    office.does(by_name).unwrap();
    office.imports_hub(&hub(&[("cards", "births")]));
    office.adds("3", "births", false);
    office.finishes("3");
    assert_eq!(office.is_called_at(), ["2", "1"], "cards wait for births as they did");
}
