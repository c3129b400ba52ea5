//! Who is called next under each policy, and why.

use domain::ids::PriorityId;
use domain::reason::{CallBasis, CallReason};
use domain::rules::{Policy, Priority};
use domain::text::Language;

use super::*;

fn with_policy(policy: Policy) -> Office {
    let priority =
        |id: &str, weight| Priority { id: PriorityId::new(id), name: text(id), weight, proof: text("papers") };
    let priorities = vec![priority("child", 1), priority("disability", 50)];
    let rules = Rules { policy, ..Rules::default() };
    let mut office = Office::open_with(Arc::new(Catalog { priorities, rules, ..Catalog::clone(&catalog()) }));
    office.signs_in("1", "anna");
    office
}

fn take_for(service: &str, priority: &str) -> Command {
    let Command::TakeTicket { services, class, .. } = take(&[service], Class::Priority) else { unreachable!() };
    Command::TakeTicket {
        services,
        class,
        language: Language::It,
        device: None,
        priority: Some(PriorityId::new(priority)),
        location: None,
        from: None,
    }
}

fn waits(office: &mut Office, minutes: i64) {
    office.now += Duration::minutes(minutes);
}

fn calls_all(office: &mut Office) -> Vec<TicketId> {
    let mut called = vec![];
    while let Ok(ticket) = office.calls("1") {
        called.push(ticket);
        office.does(Command::NoShow { counter: at("1") }).unwrap();
    }
    called
}

fn reason(office: &mut Office) -> CallReason {
    let events = office.does(Command::CallNext { counter: at("1") }).unwrap();
    let Some(Event::TicketCalled { reason: Some(reason), .. }) = events.into_iter().next() else { panic!("no call") };
    *reason
}

#[test]
fn oldest_first_calls_priority_then_appointments_then_who_waits_longest() {
    let mut office = with_policy(Policy::OldestFirst);
    let (walk_in, _) = office.takes(&["cards"], Class::WalkIn);
    let (later, _) = office.takes(&["moves"], Class::WalkIn);
    let (appointment, _) = office.takes(&["moves"], Class::Appointment);
    let (priority, _) = office.takes(&["cards"], Class::Priority);
    office.takes(&["births"], Class::Priority);
    assert_eq!(calls_all(&mut office), [priority, appointment, walk_in, later]);
}

#[test]
fn under_the_strict_orders_the_weightier_reason_comes_first_whatever_the_service() {
    for (policy, expected) in [(Policy::OldestFirst, true), (Policy::StrictLists, true), (Policy::Balanced, false)] {
        let mut office = with_policy(policy);
        let child = crate::subject(&office.does(take_for("cards", "child")).unwrap()).unwrap();
        waits(&mut office, 10);
        let disability = crate::subject(&office.does(take_for("moves", "disability")).unwrap()).unwrap();
        let first = if expected { disability } else { child };
        assert_eq!(office.calls("1"), Ok(first), "{policy:?}");
    }
}

#[test]
fn the_balanced_policy_lets_a_long_wait_go_before_an_appointment() {
    let mut office = with_policy(Policy::Balanced);
    let (walk_in, _) = office.takes(&["cards"], Class::WalkIn);
    waits(&mut office, 30);
    let (appointment, _) = office.takes(&["moves"], Class::Appointment);
    assert_eq!(office.calls("1"), Ok(appointment), "32 of 20 minutes against 21 of 10");
    office.does(Command::NoShow { counter: at("1") }).unwrap();
    waits(&mut office, 10);
    let (second, _) = office.takes(&["moves"], Class::Appointment);
    assert_eq!(office.calls("1"), Ok(walk_in), "45 of 20 minutes against 21 of 10");
    office.does(Command::NoShow { counter: at("1") }).unwrap();
    assert_eq!(office.calls("1"), Ok(second));
}

#[test]
fn a_counter_leaves_to_its_neighbour_what_the_neighbour_can_do_as_well() {
    let called = |policy| {
        let mut office = with_policy(policy);
        let mut both = Catalog::clone(office.state.catalog());
        both.clerks[1].primary = vec![ServiceId::new("cards")];
        let events = crate::change_catalog(&office.state, &both, "", domain::catalog_change::CatalogOrigin::Import);
        office.happens(events.unwrap());
        office.signs_in("2", "bruno");
        let (shared, _) = office.takes(&["cards"], Class::WalkIn);
        let (alone, _) = office.takes(&["moves"], Class::WalkIn);
        (office.calls("1").unwrap(), shared, alone)
    };
    let (first, _, alone) = called(Policy::Balanced);
    assert_eq!(first, alone, "nobody else can serve moves");
    let (first, shared, _) = called(Policy::OldestFirst);
    assert_eq!(first, shared);
}

#[test]
fn the_longest_queue_and_the_own_list_come_first_where_the_hub_wants_it() {
    let mut office = with_policy(Policy::LongestQueue);
    let (alone, _) = office.takes(&["cards"], Class::WalkIn);
    let (first, _) = office.takes(&["moves"], Class::WalkIn);
    let (second, _) = office.takes(&["moves"], Class::WalkIn);
    let shown = view::counter(&office.state, &at("1"), office.now).unwrap().queue;
    let called = calls_all(&mut office);
    assert_eq!(called, [first, alone, second], "queues of one each: the longer wait");
    assert_eq!(shown.iter().filter_map(|row| row.ticket).collect::<Vec<_>>(), called, "the queue shows who is called");

    let mut office = with_policy(Policy::StrictLists);
    let mut helper = Catalog::clone(office.state.catalog());
    helper.clerks[0].primary = vec![ServiceId::new("moves")];
    helper.clerks[0].secondary = vec![ServiceId::new("cards")];
    let events = crate::change_catalog(&office.state, &helper, "", domain::catalog_change::CatalogOrigin::Import);
    office.happens(events.unwrap());
    office.takes(&["cards"], Class::Priority);
    let (mastered, _) = office.takes(&["moves"], Class::WalkIn);
    assert_eq!(office.calls("1"), Ok(mastered));
}

#[test]
fn a_policy_can_be_changed_while_people_wait() {
    let mut office = with_policy(Policy::OldestFirst);
    office.takes(&["cards"], Class::WalkIn);
    waits(&mut office, 60);
    let (priority, _) = office.takes(&["moves"], Class::Priority);
    let shown = |office: &Office| view::counter(&office.state, &at("1"), office.now).unwrap().queue[0].ticket;
    assert_eq!(shown(&office), Some(priority));
    let mut balanced = Catalog::clone(office.state.catalog());
    balanced.rules.policy = Policy::Balanced;
    let events = crate::change_catalog(&office.state, &balanced, "", domain::catalog_change::CatalogOrigin::Import);
    office.happens(events.unwrap());
    assert_ne!(shown(&office), Some(priority), "an hour is thrice the target");
    assert_eq!(office.replayed(office.last_day_open()), office.state);
}

#[test]
fn a_call_says_why_in_numbers_and_words() {
    let mut office = with_policy(Policy::Balanced);
    office.takes(&["cards"], Class::WalkIn);
    waits(&mut office, 16);
    office.takes(&["moves"], Class::WalkIn);
    let why = reason(&mut office);
    assert_eq!((why.basis, why.policy), (CallBasis::Policy, Policy::Balanced));
    assert_eq!((why.waited_seconds, why.target_minutes), (18 * 60, 20));
    // Two queues of ten minutes each before one counter.
    assert_eq!((why.pressure_minutes, why.counters_on_duty, why.clerks_able), (20, 1, 1));
    assert_eq!((why.floors, why.is_secondary), (0, false));
    let second = why.runner_up.clone().unwrap();
    // 17 minutes less, of 20, times √(13 ÷ 10.6).
    assert_eq!((second.code.0.as_str(), second.behind_hundredths), ("B001", Some(94)));
    assert_eq!(
        why.text.en,
        "A001: waited 18 of 20 min; the queue cards needs 20 min, counters on duty 1, clerks able 1; same floor. \
         Runner-up: B001 (−0.94)."
    );
    let shown = view::counter(&office.state, &at("1"), office.now).unwrap().current.unwrap();
    assert_eq!(shown.reason, Some(why));
}

#[test]
fn a_call_by_name_and_one_after_a_no_show_say_so() {
    let mut office = with_policy(Policy::Balanced);
    let (_, code) = office.takes(&["cards"], Class::WalkIn);
    let code = domain::ticket::Code(code);
    let events = office.does(Command::CallTicket { counter: at("1"), code: code.clone() }).unwrap();
    let Event::TicketCalled { reason: Some(named), .. } = &events[0] else { panic!("{events:?}") };
    assert_eq!((named.basis, named.runner_up.clone()), (CallBasis::Named, None));
    office.does(Command::NoShow { counter: at("1") }).unwrap();
    office.does(Command::Rejoin { code }).unwrap();
    office.takes(&["cards"], Class::Priority);
    let front = reason(&mut office);
    assert_eq!(front.basis, CallBasis::Rejoined);
    assert_eq!(front.runner_up.unwrap().behind_hundredths, None);
}
