//! Another catalog comes in while people wait, are served, or have gone home.

use domain::catalog_change::{CatalogOrigin, Conflict};
use domain::ids::PriorityId;
use domain::rejection::desk::DeskRejection;
use domain::rules::Priority;
use domain::ticket::Code;

use super::*;
use crate::{change_catalog, conflicts};

fn changed(change: impl FnOnce(&mut Catalog)) -> Catalog {
    let mut next = Catalog::clone(&catalog());
    change(&mut next);
    next
}

fn without_service(id: &str) -> Catalog {
    changed(|next| {
        next.services.retain(|service| service.id.as_str() != id);
        next.clerks.iter_mut().for_each(|clerk| clerk.primary.retain(|service| service.as_str() != id));
    })
}

fn without_clerk(id: &str) -> Catalog {
    changed(|next| next.clerks.retain(|clerk| clerk.id.as_str() != id))
}

fn without_counter(id: &str) -> Catalog {
    changed(|next| next.counters.retain(|counter| counter.id.as_str() != id))
}

impl Office {
    fn imports(&mut self, next: &Catalog) -> Result<Vec<Event>, Vec<Conflict>> {
        self.now += Duration::minutes(1);
        let source = format!("version {}", self.state.catalog_version() + 1);
        let events = change_catalog(&self.state, next, &source, CatalogOrigin::Import)?;
        for event in &events {
            let seq = self.state.seq().next();
            evolve(&mut self.state, seq, self.now, event);
            self.journal.push((seq, self.now, event.clone()));
        }
        Ok(events)
    }

    /// The state as a restart makes it: the catalog of the day's beginning, then the day.
    fn restarted(&self) -> State {
        let open = self.last_day_open();
        let mut state = State::new(catalog());
        for (_, _, event) in &self.journal[..open] {
            if let Event::DayOpened { day, .. } = event {
                state.remember_day(*day);
            }
        }
        let is_catalog = |(_, _, event): &&(Seq, Timestamp, Event)| matches!(event, Event::CatalogChanged { .. });
        if let Some((seq, at, event)) = self.journal[..open].iter().rev().find(is_catalog) {
            evolve(&mut state, *seq, *at, event);
        }
        for (seq, at, event) in &self.journal[open..] {
            evolve(&mut state, *seq, *at, event);
        }
        state
    }
}

fn waiting(service: &str, tickets: u32) -> Conflict {
    Conflict::ServiceInUse { service: service.to_owned(), tickets }
}

#[test]
fn a_change_nobody_depends_on_takes_effect_at_once_and_counts_up() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    let (ticket, _) = office.takes(&["cards"], Class::WalkIn);
    let more = changed(|next| {
        next.services.push(service("weddings", 'W'));
        next.services[0].name = text("identity cards");
        next.rules.confirm_arrival = false;
    });
    let events = office.imports(&more).unwrap();
    assert!(matches!(events[..], [Event::CatalogChanged { version: 1, .. }]), "{events:?}");
    assert_eq!((office.state.catalog_version(), office.state.catalog_source()), (1, "version 1"));
    assert_eq!(view::ticket(&office.state, ticket, office.now).unwrap().service, text("identity cards"));
    assert_eq!(view::kiosk(&office.state, &LocationId::new("hq"), office.now).unwrap().areas[0].services.len(), 4);
    assert_eq!(office.takes(&["weddings"], Class::WalkIn).1, "W001");
    assert_eq!(office.calls("1"), Ok(ticket));
    assert_eq!(
        view::ticket(&office.state, ticket, office.now).unwrap().state,
        LegState::Serving,
        "the new rule counts"
    );
    assert!(
        matches!(office.imports(&without_service("weddings")), Err(reasons) if reasons == [waiting("weddings", 1)])
    );
    office.imports(&changed(|next| *next = more.clone())).unwrap();
    assert_eq!(office.state.catalog_version(), 2);
    assert_eq!(office.restarted(), office.state);
}

#[test]
fn the_same_text_with_the_same_meaning_is_no_version() {
    let mut office = Office::open();
    office.imports(&catalog()).unwrap();
    let again = change_catalog(&office.state, &catalog(), "version 1", CatalogOrigin::HubFile);
    assert_eq!(again, Ok(vec![]));
    let comment = change_catalog(&office.state, &catalog(), "# version 1", CatalogOrigin::HubFile).unwrap();
    assert_eq!(comment.len(), 1, "another comment is kept, so that an export gives it back");
    let meaning = change_catalog(&office.state, &without_clerk("bruno"), "version 1", CatalogOrigin::HubFile).unwrap();
    assert_eq!(meaning.len(), 1, "a program that reads the same text otherwise");
}

#[test]
fn a_service_stays_as_long_as_anybody_waits_walks_or_is_served_for_it() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    assert_eq!(conflicts(&office.state, &without_service("cards")), []);
    office.takes(&["cards", "births"], Class::WalkIn);
    office.takes(&["cards"], Class::WalkIn);
    let refused = |office: &mut Office, service, tickets| {
        let before = office.state.clone();
        assert_eq!(office.imports(&without_service(service)), Err(vec![waiting(service, tickets)]));
        assert_eq!(office.state, before);
    };
    refused(&mut office, "cards", 2);
    office.calls("1").unwrap();
    office.does(Command::Start { counter: at("1") }).unwrap();
    refused(&mut office, "cards", 2);
    refused(&mut office, "births", 1);
    office.does(Command::finish(at("1"))).unwrap();
    refused(&mut office, "cards", 1);
    refused(&mut office, "births", 1);
    office.calls("1").unwrap();
    office.does(Command::Start { counter: at("1") }).unwrap();
    office.does(Command::Park { counter: at("1"), reason: "copies".to_owned(), return_minutes: 10 }).unwrap();
    refused(&mut office, "cards", 1);
    office.does(Command::CloseDay).unwrap();
    office.imports(&without_service("cards")).unwrap();
}

#[test]
fn a_finished_ticket_keeps_the_name_of_a_service_that_is_gone_until_the_next_day() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    let (ticket, _) = office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    office.does(Command::Start { counter: at("1") }).unwrap();
    office.does(Command::finish(at("1"))).unwrap();
    let before = view::ticket(&office.state, ticket, office.now).unwrap();
    office.imports(&changed(|next| next.services[0].name = text("identity cards"))).unwrap();
    office.imports(&without_service("cards")).unwrap();
    let told = view::ticket(&office.state, ticket, office.now).unwrap();
    assert_eq!(
        (told.service, told.area, told.waiting_room),
        (text("identity cards"), before.area, before.waiting_room)
    );
    assert_eq!((told.state, told.code), (LegState::Finished, before.code));
    assert_eq!(office.restarted(), office.state);
    office.does(Command::CloseDay).unwrap();
    assert_eq!(view::ticket(&office.state, ticket, office.now).unwrap().service, text("identity cards"));
    office.does(Command::OpenDay { day: day(2) }).unwrap();
    assert!(office.state.gone.is_empty());
    assert_eq!(office.restarted(), office.state);
}

#[test]
fn a_step_from_before_cannot_bring_back_what_is_gone() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    let (_, missed) = office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    office.does(Command::NoShow { counter: at("1") }).unwrap();
    office.imports(&without_service("cards")).unwrap();
    assert_eq!(office.lives(Command::Undo { counter: at("1") }), Err(DeskRejection::NothingToUndo.into()));
    let gone = Rejection::UnknownService { service: "cards".to_owned() };
    assert_eq!(office.does(Command::Rejoin { code: Code(missed) }), Err(gone));
}

#[test]
fn desks_and_clerks_in_use_stay() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    let in_use = Conflict::CounterInUse { counter: "1".to_owned() };
    let signed_in = Conflict::ClerkAtCounter { clerk: "anna".to_owned(), counter: "1".to_owned() };
    assert_eq!(conflicts(&office.state, &without_counter("1")), std::slice::from_ref(&in_use));
    assert_eq!(conflicts(&office.state, &without_clerk("anna")), std::slice::from_ref(&signed_in));
    assert_eq!(conflicts(&office.state, &without_counter("2")), []);
    assert_eq!(conflicts(&office.state, &without_clerk("bruno")), []);
    let neither = changed(|next| {
        next.counters.clear();
        next.clerks.clear();
    });
    assert_eq!(conflicts(&office.state, &neither), [in_use.clone(), signed_in]);
    office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    assert_eq!(conflicts(&office.state, &without_counter("1")), [in_use]);
}

#[test]
fn a_clerk_keeps_the_skill_that_is_being_used() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    let without_skill = changed(|next| next.clerks[0].primary.retain(|service| service.as_str() != "cards"));
    assert_eq!(conflicts(&office.state, &without_skill), []);
    office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    let serving =
        Conflict::ClerkServing { clerk: "anna".to_owned(), service: "cards".to_owned(), counter: "1".to_owned() };
    assert_eq!(conflicts(&office.state, &without_skill), [serving]);
    office.does(Command::Start { counter: at("1") }).unwrap();
    office.does(Command::finish(at("1"))).unwrap();
    office.imports(&without_skill).unwrap();
    office.takes(&["cards"], Class::WalkIn);
    assert_eq!(office.calls("1"), Err(Rejection::NobodyWaiting));
}

#[test]
fn a_clerk_who_laid_tickets_aside_stays_after_signing_out() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    office.does(Command::Start { counter: at("1") }).unwrap();
    office.does(Command::Park { counter: at("1"), reason: "copies".to_owned(), return_minutes: 30 }).unwrap();
    office.does(Command::SignOut { counter: at("1") }).unwrap();
    let parked = Conflict::ClerkHasParked { clerk: "anna".to_owned(), tickets: 1 };
    assert_eq!(conflicts(&office.state, &without_clerk("anna")), [parked]);
}

#[test]
fn a_reason_for_priority_stays_while_somebody_has_it() {
    let child = Priority { id: PriorityId::new("child"), name: text("child"), weight: 1, proof: text("papers") };
    let mut office = Office::open_with(Arc::new(changed(|next| next.priorities.push(child))));
    let Command::TakeTicket { services, class, language, device, .. } = take(&["cards"], Class::WalkIn) else {
        unreachable!()
    };
    let priority = Some(PriorityId::new("child"));
    let taken = office
        .does(Command::TakeTicket { services, class, language, device, priority, location: None, from: None })
        .unwrap();
    let in_use = Conflict::PriorityInUse { priority: "child".to_owned(), tickets: 1 };
    assert_eq!(conflicts(&office.state, &catalog()), [in_use]);
    office.does(Command::Cancel { ticket: crate::subject(&taken).unwrap() }).unwrap();
    assert_eq!(conflicts(&office.state, &catalog()), []);
}

#[test]
fn the_hub_stays_the_same_and_its_time_zone_while_a_day_is_open() {
    let mut office = Office::open();
    let other = changed(|next| next.id = HubId::new("elsewhere"));
    let zone = changed(|next| next.time_zone = "Europe/Lisbon".to_owned());
    let other_hub = Conflict::OtherHub { hub: "hub".to_owned(), other: "elsewhere".to_owned() };
    assert_eq!(conflicts(&office.state, &other), std::slice::from_ref(&other_hub));
    let in_use = Conflict::TimeZoneInUse { time_zone: "Europe/Rome".to_owned() };
    assert_eq!(conflicts(&office.state, &zone), [in_use]);
    office.does(Command::CloseDay).unwrap();
    assert_eq!(conflicts(&office.state, &other), [other_hub]);
    office.imports(&zone).unwrap();
}

#[test]
fn a_letter_that_goes_to_another_service_goes_on_counting() {
    let mut office = Office::open();
    let (ticket, _) = office.takes(&["moves"], Class::WalkIn);
    office.does(Command::Cancel { ticket }).unwrap();
    office.imports(&without_service("moves")).unwrap();
    office.imports(&changed(|next| next.services[2] = service("dogs", 'B'))).unwrap();
    assert_eq!(office.takes(&["dogs"], Class::WalkIn).1, "B002");
}

#[test]
fn a_building_gives_what_people_wait_for_in_it_until_they_are_served() {
    let mut office = Office::open();
    office.takes(&["cards"], Class::WalkIn);
    let next = changed(|next| next.locations[0].services = vec![ServiceId::new("births"), ServiceId::new("moves")]);
    let in_use = Conflict::LocationInUse { location: "hq".to_owned(), service: "cards".to_owned(), tickets: 1 };
    assert_eq!(office.imports(&next), Err(vec![in_use]));
    office.does(Command::Cancel { ticket: TicketId(1) }).unwrap();
    office.imports(&next).unwrap();
    assert_eq!(view::kiosk(&office.state, &LocationId::new("hq"), office.now).unwrap().only_elsewhere, []);
}

#[test]
fn every_conflict_has_a_code_and_says_in_both_languages_what_to_do() {
    let name = || "x".to_owned();
    let all = [
        Conflict::OtherHub { hub: name(), other: name() },
        Conflict::TimeZoneInUse { time_zone: name() },
        waiting("x", 2),
        Conflict::CounterInUse { counter: name() },
        Conflict::ClerkAtCounter { clerk: name(), counter: name() },
        Conflict::ClerkHasParked { clerk: name(), tickets: 2 },
        Conflict::ClerkServing { clerk: name(), service: name(), counter: name() },
        Conflict::PriorityInUse { priority: name(), tickets: 2 },
        Conflict::LocationInUse { location: name(), service: name(), tickets: 2 },
        Conflict::ServiceBooked { service: name(), appointments: 2 },
    ];
    for conflict in all {
        let text = conflict.text();
        assert!(text.it.contains("x") && text.en.contains("x") && text.it != text.en, "{}", conflict.code());
    }
}
