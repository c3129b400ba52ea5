//! What the simulation found, each as short as it gets.

use domain::ids::DeviceId;

use super::*;

fn with(change: impl FnOnce(&mut Catalog)) -> Office {
    let mut catalog = Catalog::clone(&catalog());
    change(&mut catalog);
    let mut office = Office::open_with(Arc::new(catalog));
    office.signs_in("1", "anna");
    office
}

/// The office with another hub file, as after a restart.
fn reopened(office: &Office, change: impl FnOnce(&mut Catalog)) -> Office {
    let mut catalog = Catalog::clone(&office.state.catalog);
    change(&mut catalog);
    let mut state = State::new(Arc::new(catalog));
    for (seq, at, event) in &office.journal {
        evolve(&mut state, *seq, *at, event);
    }
    Office { state, journal: office.journal.clone(), now: office.now }
}

fn queue(office: &Office, counter: &str) -> Vec<TicketId> {
    let rows = view::counter(&office.state, &at(counter), office.now).unwrap().queue;
    rows.iter().filter_map(|row| row.ticket).collect()
}

fn misses(office: &mut Office, counter: &str) -> TicketId {
    let ticket = office.calls(counter).unwrap();
    office.does(Command::NoShow { counter: at(counter) }).unwrap();
    ticket
}

#[test]
fn a_clock_that_was_ahead_does_not_keep_a_kiosk_from_issuing_tickets() {
    let mut office = with(|catalog| catalog.rules.tickets_per_device_minute_max = 1);
    let Command::TakeTicket { services, class, language, priority, .. } = take(&["cards"], Class::WalkIn) else {
        unreachable!()
    };
    let take = Command::TakeTicket {
        services,
        class,
        language,
        device: Some(DeviceId::new("kiosk")),
        priority,
        location: None,
        from: None,
    };
    office.now += Duration::days(3);
    office.lives(take.clone()).unwrap();
    office.now -= Duration::days(3);
    office.lives(take.clone()).unwrap();
    assert!(office.lives(take).is_err(), "the limit holds from then on");
}

#[test]
fn two_commands_at_the_same_moment_are_taken_back_one_by_one() {
    let mut office = with(|_| ());
    let (ticket, _) = office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    office.lives(Command::Start { counter: at("1") }).unwrap();
    let undo = || Command::Undo { counter: at("1") };
    office.lives(undo()).unwrap();
    assert_eq!(view::ticket(&office.state, ticket, office.now).unwrap().state, LegState::Called);
    office.lives(undo()).unwrap();
    assert_eq!(view::ticket(&office.state, ticket, office.now).unwrap().state, LegState::Waiting);
}

#[test]
fn a_call_that_began_the_service_is_taken_back_whole() {
    let mut office = with(|catalog| catalog.rules.confirm_arrival = false);
    let (ticket, _) = office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    office.lives(Command::Undo { counter: at("1") }).unwrap();
    assert_eq!(view::ticket(&office.state, ticket, office.now).unwrap().state, LegState::Waiting);
}

#[test]
fn taking_a_call_back_brings_no_preferred_visit_forward() {
    let mut office = with(|catalog| {
        catalog.rules.priority_one_in = 3;
        catalog.rules.undo_seconds = 600;
    });
    office.signs_in("2", "bruno");
    office.takes(&["births"], Class::Priority);
    misses(&mut office, "2");
    let walk_ins: Vec<_> = (0..3).map(|_| office.takes(&["cards"], Class::WalkIn).0).collect();
    misses(&mut office, "1");
    assert_eq!(office.calls("1"), Ok(walk_ins[1]));
    office.takes(&["births"], Class::Priority);
    misses(&mut office, "2");
    office.does(Command::Undo { counter: at("1") }).unwrap();
    let (preferred, _) = office.takes(&["cards"], Class::Priority);
    assert_eq!(queue(&office, "1"), [walk_ins[1], walk_ins[2], preferred], "two others come first");
}

#[test]
fn the_queue_shown_counts_everybody_who_comes_first() {
    let mut office = with(|catalog| catalog.rules.priority_one_in = 3);
    let (_, code) = office.takes(&["cards"], Class::Appointment);
    misses(&mut office, "1");
    let walk_ins: Vec<_> = (0..3).map(|_| office.takes(&["cards"], Class::WalkIn).0).collect();
    misses(&mut office, "1");
    misses(&mut office, "1");
    office.does(Command::Rejoin { code: domain::ticket::Code(code) }).unwrap();
    office.takes(&["cards"], Class::WalkIn);
    office.takes(&["cards"], Class::WalkIn);
    office.takes(&["cards"], Class::Priority);
    let shown = queue(&office, "1");
    let called: Vec<_> = (0..shown.len()).map(|_| misses(&mut office, "1")).collect();
    assert_eq!(shown, called);
    assert_eq!(called[1], walk_ins[2], "the one taken back was preferred");
}

fn sent_to(to_counter: Option<&str>, to_clerk: Option<&str>) -> (Office, TicketId) {
    let mut office = with(|catalog| catalog.clerks[1].primary.push(ServiceId::new("cards")));
    office.signs_in("2", "bruno");
    let (ticket, _) = office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    let (to_counter, to_clerk) = (to_counter.map(at), to_clerk.map(ClerkId::new));
    let (counter, service) = (at("1"), ServiceId::new("cards"));
    office.does(Command::Transfer { counter, service, to_counter, to_clerk, keep_wait: true }).unwrap();
    office.now += Duration::minutes(5);
    (office, ticket)
}

#[test]
fn who_waits_for_a_counter_that_left_the_hub_waits_for_everybody() {
    let (office, ticket) = sent_to(Some("2"), None);
    let mut office = reopened(&office, |catalog| drop(catalog.counters.pop()));
    assert_eq!(office.calls("1"), Ok(ticket));
}

#[test]
fn who_waits_for_a_clerk_that_left_the_hub_or_the_service_waits_for_everybody() {
    let (office, ticket) = sent_to(None, Some("bruno"));
    for change in [
        |catalog: &mut Catalog| drop(catalog.clerks.pop()),
        |catalog: &mut Catalog| drop(catalog.clerks[1].primary.pop()),
        |catalog: &mut Catalog| drop(catalog.counters.pop()),
    ] {
        assert_eq!(reopened(&office, change).calls("1"), Ok(ticket));
    }
}

#[test]
fn who_has_no_code_goes_on_where_the_clerk_moves_to() {
    let mut office = with(|_| ());
    office.does(Command::ServeDirect { counter: at("1"), service: ServiceId::new("cards") }).unwrap();
    let (counter, service) = (at("1"), ServiceId::new("moves"));
    office.does(Command::AddService { counter, service, here: true }).unwrap();
    office.signs_in("2", "anna");
    office.does(Command::finish(at("2"))).unwrap();
    let current = view::counter(&office.state, &at("2"), office.now).unwrap().current.unwrap();
    assert_eq!(current.service.it, "moves");
}

#[test]
fn nobody_who_is_served_is_said_to_be_on_the_way() {
    let mut office = with(|_| ());
    let (ticket, _) = office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    office.does(Command::Start { counter: at("1") }).unwrap();
    let (counter, service) = (at("1"), ServiceId::new("moves"));
    office.does(Command::AddService { counter, service, here: true }).unwrap();
    office.does(Command::finish(at("1"))).unwrap();
    let leg = view::ticket(&office.state, ticket, office.now).unwrap().legs.remove(0);
    assert_eq!((leg.state, leg.ready_at), (LegState::Serving, None));
}

#[test]
fn walking_to_where_a_ticket_is_sent_is_no_wait() {
    let mut office = with(|catalog| catalog.rules.leg_walk_seconds = 600);
    office.signs_in("2", "bruno");
    office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    office.does(Command::transfer(at("1"), ServiceId::new("births"))).unwrap();
    office.now += Duration::minutes(10);
    office.calls("2").unwrap();
    let current = view::counter(&office.state, &at("2"), office.now).unwrap().current.unwrap();
    assert_eq!(current.waited_minutes, 2, "a minute before each call");
}
