//! Who comes first, and what a kiosk may ask for.

use domain::ids::{DeviceId, PriorityId};
use domain::rejection::citizen::CitizenRejection;
use domain::rejection::desk::DeskRejection;
use domain::rules::Priority;

use super::*;

fn with_rules(rules: Rules) -> Office {
    let priority =
        |id: &str, weight| Priority { id: PriorityId::new(id), name: text(id), weight, proof: text("papers") };
    let priorities = vec![priority("child", 1), priority("disability", 5)];
    Office::open_with(Arc::new(Catalog { priorities, rules, ..Catalog::clone(&catalog()) }))
}

fn take_with(priority: &str) -> Command {
    let Command::TakeTicket { services, class, language, device, .. } = take(&["cards"], Class::WalkIn) else {
        unreachable!()
    };
    Command::TakeTicket {
        services,
        class,
        language,
        device,
        priority: Some(PriorityId::new(priority)),
        location: None,
        from: None,
    }
}

fn calls_all(office: &mut Office, counter: &str) -> Vec<TicketId> {
    let mut called = vec![];
    while let Ok(ticket) = office.calls(counter) {
        called.push(ticket);
        office.does(Command::NoShow { counter: at(counter) }).unwrap();
    }
    called
}

#[test]
fn the_weightier_reason_for_priority_comes_first_and_no_code_tells() {
    let mut office = with_rules(Rules::default());
    office.signs_in("1", "anna");
    let (plain, _) = office.takes(&["cards"], Class::Priority);
    let child = crate::subject(&office.does(take_with("child")).unwrap()).unwrap();
    let disability = crate::subject(&office.does(take_with("disability")).unwrap()).unwrap();
    assert_eq!(view::ticket(&office.state, disability, office.now).unwrap().code.0, "A003");
    assert_eq!(calls_all(&mut office, "1"), [disability, child, plain]);
    let unknown = CitizenRejection::UnknownPriority { priority: "vip".to_owned() };
    assert_eq!(office.does(take_with("vip")), Err(unknown.into()));
}

#[test]
fn of_three_calls_one_is_for_a_priority_while_others_wait() {
    let mut office = with_rules(Rules { priority_one_in: 3, ..Rules::default() });
    office.signs_in("1", "anna");
    let preferred: Vec<_> = (0..3).map(|_| office.takes(&["cards"], Class::Priority).0).collect();
    let others: Vec<_> = (0..3).map(|_| office.takes(&["moves"], Class::WalkIn).0).collect();
    let expected = [preferred[0], others[0], others[1], preferred[1], others[2], preferred[2]];
    let shown = view::counter(&office.state, &at("1"), office.now).unwrap().queue;
    assert_eq!(shown.iter().filter_map(|row| row.ticket).collect::<Vec<_>>(), expected);
    assert_eq!(calls_all(&mut office, "1"), expected);
}

#[test]
fn a_clerk_who_has_seen_the_proof_changes_the_class() {
    let mut office = with_rules(Rules::default());
    office.signs_in("1", "anna");
    office.signs_in("2", "bruno");
    office.takes(&["cards"], Class::WalkIn);
    let (second, _) = office.takes(&["cards"], Class::WalkIn);
    let reclassify = |counter: &str, priority: &str| Command::Reclassify {
        counter: at(counter),
        ticket: second,
        class: Class::WalkIn,
        priority: Some(PriorityId::new(priority)),
    };
    office.does(reclassify("1", "child")).unwrap();
    assert_eq!(office.calls("1"), Ok(second));
    let current = view::counter(&office.state, &at("1"), office.now).unwrap().current.unwrap();
    assert_eq!((current.class, current.priority.unwrap().name.it.as_str()), (Class::Priority, "child"));
    let elsewhere = DeskRejection::TicketAtCounter { code: "A002".to_owned(), counter: "1".to_owned() };
    assert_eq!(office.does(reclassify("2", "disability")), Err(elsewhere.into()));
    office.does(Command::NoShow { counter: at("1") }).unwrap();
    let over = DeskRejection::TicketOver { code: "A002".to_owned() };
    assert_eq!(office.does(reclassify("1", "child")), Err(over.into()));
}

#[test]
fn a_kiosk_that_asks_faster_than_people_can_is_stopped_for_a_while() {
    let mut office = with_rules(Rules { tickets_per_device_minute_max: 2, ..Rules::default() });
    let asks = |office: &mut Office, device: &str| {
        let Command::TakeTicket { services, class, language, priority, .. } = take(&["cards"], Class::WalkIn) else {
            unreachable!()
        };
        let device = Some(DeviceId::new(device));
        office
            .lives(Command::TakeTicket { services, class, language, device, priority, location: None, from: None })
            .map(drop)
    };
    let stopped = |retry_seconds| Err(CitizenRejection::TooManyFromDevice { per_minute: 2, retry_seconds }.into());
    assert_eq!((asks(&mut office, "a"), asks(&mut office, "a")), (Ok(()), Ok(())));
    assert_eq!(asks(&mut office, "a"), stopped(61));
    assert_eq!(asks(&mut office, "b"), Ok(()), "another kiosk is another kiosk");
    office.now += Duration::seconds(59);
    assert_eq!(asks(&mut office, "a"), stopped(2));
    office.now += Duration::seconds(1);
    assert_eq!(asks(&mut office, "a"), Ok(()));
}
