//! What a call and the manager's page say where it is not plain, and what was learnt and must not outlive its day.

use domain::ids::PriorityId;
use domain::learned::WaitCalibration;
use domain::reason::CallReason;
use domain::rules::{Policy, Priority};
use domain::view::ManagerArea;

use super::*;

fn office(change: impl FnOnce(&mut Catalog)) -> Office {
    let mut catalog = Catalog::clone(&catalog());
    change(&mut catalog);
    Office::open_with(Arc::new(catalog))
}

fn reason(events: Vec<Event>) -> CallReason {
    let called = events.into_iter().find_map(|event| {
        let Event::TicketCalled { reason, .. } = event else { return None };
        reason
    });
    *called.unwrap()
}

fn registry(office: &Office) -> ManagerArea {
    view::manager(&office.state, office.now).areas.remove(0)
}

#[test]
fn nobody_is_told_how_long_a_queue_takes_that_no_counter_serves() {
    let mut office = office(|catalog| {
        catalog.locations.push(Location { travel_minutes: Some(10), ..location("district") });
    });
    office.takes(&["cards"], Class::WalkIn);
    assert_eq!(registry(&office).pressure_minutes, 0, "nobody is there");
    office.signs_in("2", "bruno");
    office.takes(&["births"], Class::WalkIn);
    assert_eq!(registry(&office).pressure_minutes, 10, "of what bruno can give");
    let far = Command::TakeTicket {
        services: vec![ServiceId::new("births")],
        class: Class::WalkIn,
        language: Language::It,
        device: None,
        priority: None,
        location: Some(LocationId::new("district")),
        from: None,
    };
    let ticket = crate::subject(&office.does(far).unwrap()).unwrap();
    let code = view::ticket(&office.state, ticket, office.now).unwrap().code;
    let why = reason(office.does(Command::CallTicket { counter: at("2"), code }).unwrap());
    assert_eq!((why.counters_on_duty, why.pressure_minutes), (0, 0), "{}", why.text.en);
}

#[test]
fn who_let_others_pass_has_waited_all_the_same() {
    let mut office = office(|_| ());
    office.signs_in("1", "anna");
    let (patient, _) = office.takes(&["cards"], Class::WalkIn);
    office.now += Duration::minutes(25);
    office.takes(&["cards"], Class::WalkIn);
    office.does(Command::LetPass { ticket: patient, people: Some(1), minutes: None }).unwrap();
    office.calls("1").unwrap();
    let shown = registry(&office);
    assert_eq!((shown.longest_wait_minutes, shown.over_target), (28, 1), "a minute for each command since");
    office.does(Command::NoShow { counter: at("1") }).unwrap();
    let why = reason(office.does(Command::CallNext { counter: at("1") }).unwrap());
    assert_eq!(why.waited_seconds, 30 * 60, "{}", why.text.en);
}

#[test]
fn a_walk_in_named_on_the_way_has_no_appointment() {
    let mut office = office(|_| ());
    office.signs_in("1", "anna");
    let (_, code) = office.takes(&["moves"], Class::WalkIn);
    office.calls("1").unwrap();
    let (service, to_counter, to_clerk) = (ServiceId::new("cards"), None, None);
    let sent_on = Command::Transfer { counter: at("1"), service, to_counter, to_clerk, keep_wait: false };
    office.does(sent_on).unwrap();
    let code = domain::ticket::Code(code);
    let meanwhile = office.now + Duration::seconds(15);
    let why = reason(decide(&office.state, &Command::CallTicket { counter: at("1"), code }, meanwhile).unwrap());
    assert!(why.text.en.starts_with("B001: waited 0 of 20 min"), "{}", why.text.en);
}

#[test]
fn a_runner_up_whose_reason_weighs_less_is_not_measured() {
    let priority =
        |id: &str, weight| Priority { id: PriorityId::new(id), name: text(id), weight, proof: text("papers") };
    let mut office = office(|catalog| {
        catalog.rules.policy = Policy::Balanced;
        catalog.priorities = vec![priority("child", 1), priority("disability", 50)];
    });
    office.signs_in("1", "anna");
    let take = |id: &str| Command::TakeTicket {
        services: vec![ServiceId::new("cards")],
        class: Class::WalkIn,
        language: Language::It,
        device: None,
        priority: Some(PriorityId::new(id)),
        location: None,
        from: None,
    };
    office.does(take("child")).unwrap();
    office.now += Duration::minutes(10);
    office.does(take("disability")).unwrap();
    let why = reason(office.does(Command::CallNext { counter: at("1") }).unwrap());
    let second = why.runner_up.unwrap();
    assert_eq!((second.code.0.as_str(), second.behind_hundredths), ("A001", None), "its score is the higher one");
}

#[test]
fn how_waits_were_stretched_yesterday_is_forgotten_when_a_day_opens() {
    let mut office = office(|_| ());
    let calibration = WaitCalibration { low_permille: 900, high_permille: 1_200 };
    let events = crate::learn(&office.state, None, Some(calibration));
    office.happens(events);
    assert_eq!(office.state.calibration(), Some(calibration));
    office.does(Command::CloseDay).unwrap();
    office.does(Command::OpenDay { day: day(2) }).unwrap();
    assert_eq!(office.replayed(office.last_day_open()), office.state);
    assert_eq!(crate::learn(&office.state, None, Some(calibration)).len(), 1, "so that it is told anew");
}
