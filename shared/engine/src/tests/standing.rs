//! Counters with auto-next on call by themselves whenever somebody comes for them, and only where their clerks expect it.

use super::*;
use crate::due_call;

/// Two counters that give cards, one of them births too; anna at 1 and bruno at 2, both with auto-next on.
fn catalog_of_two() -> Catalog {
    let mut catalog = Catalog::clone(&catalog());
    catalog.clerks = vec![clerk("anna", &["cards", "moves"]), clerk("bruno", &["cards", "births"])];
    catalog.rules.undo_seconds = 600;
    catalog
}

fn office() -> Office {
    let mut office = Office::open_with(Arc::new(catalog_of_two()));
    office.signs_in("1", "anna");
    office
}

fn due(office: &Office) -> Option<&str> {
    due_call(&office.state, office.now).map(CounterId::as_str)
}

fn auto_next(office: &mut Office, counter: &str, is_on: bool) {
    office.does(Command::SetAutoNext { counter: at(counter), is_on }).unwrap();
}

/// Makes every call that is due, as the sequencer does; the counters that called, in order.
fn call_all(office: &mut Office) -> Vec<String> {
    let mut called = Vec::new();
    while let Some(counter) = due_call(&office.state, office.now).cloned() {
        office.lives(Command::CallNext { counter: counter.clone() }).unwrap();
        called.push(counter.to_string());
    }
    assert_eq!(office.replayed(0), office.state, "the journal tells the same");
    called
}

fn asks(office: &mut Office, commands: &[Command]) {
    commands.iter().for_each(|command| drop(office.does(command.clone()).unwrap()));
}

fn here() -> CounterId {
    at("1")
}

fn pause() -> Command {
    Command::Pause { counter: here(), reason: "coffee".to_owned() }
}

/// What is asked at counter 1, with auto-next on and somebody called there, until it is free again.
struct Case {
    name: &'static str,
    then: Vec<Command>,
    /// Whether it calls the next who comes.
    stands_by: bool,
}

fn case(name: &'static str, then: Vec<Command>, stands_by: bool) -> Case {
    Case { name, then, stands_by }
}

#[test]
fn what_left_a_counter_free_decides_whether_it_calls_the_next_who_comes() {
    let start = || Command::Start { counter: here() };
    let finish = || Command::finish(here());
    let undo = || Command::Undo { counter: here() };
    let resume = || Command::Resume { counter: here() };
    let switch = |is_on| Command::SetAutoNext { counter: here(), is_on };
    let park = || Command::Park { counter: here(), reason: "copies".to_owned(), return_minutes: 30 };
    let send_on = || Command::transfer(here(), ServiceId::new("births"));
    let no_show = || Command::NoShow { counter: here() };
    let help = || Command::AskHelp { counter: here(), note: String::new() };
    let anna_again = || Command::sign_in(here(), ClerkId::new("anna"));
    let elsewhere = || Command::sign_in(at("2"), ClerkId::new("anna"));
    let cases = [
        case("finished", vec![start(), finish()], true),
        case("a no-show", vec![no_show()], true),
        case("called again, then a no-show", vec![Command::Recall { counter: here() }, no_show()], true),
        case("the call was taken back", vec![undo()], false),
        case("the call was taken back, then a pause", vec![undo(), pause(), resume()], false),
        case("the call was taken back, then auto-next", vec![undo(), switch(true)], true),
        case("the end was taken back, then finished", vec![start(), finish(), undo(), finish()], true),
        case("a no-show was taken back, then sent on", vec![no_show(), undo(), send_on()], false),
        case("sent on", vec![start(), send_on()], false),
        case("laid aside", vec![start(), park()], false),
        case("finished in a pause", vec![start(), pause(), finish()], false),
        case("finished in a pause that is over", vec![start(), pause(), finish(), resume()], true),
        case("paused while free", vec![start(), finish(), pause()], false),
        case("paused while free, and back", vec![start(), finish(), pause(), resume()], true),
        case("asked for help", vec![start(), finish(), help()], true),
        case("switched off", vec![start(), finish(), switch(false)], false),
        case("switched off meanwhile", vec![start(), switch(false), finish()], false),
        case("switched on meanwhile", vec![switch(false), start(), switch(true), finish()], true),
        case("gone", vec![start(), finish(), Command::SignOut { counter: here() }], false),
        case("gone and back", vec![start(), finish(), Command::SignOut { counter: here() }, anna_again()], false),
        case("at another counter", vec![start(), finish(), elsewhere()], false),
    ];
    for Case { name, then, stands_by } in cases {
        let mut office = office();
        auto_next(&mut office, "1", true);
        let (first, _) = office.takes(&["cards"], Class::WalkIn);
        assert_eq!(call_all(&mut office), ["1"], "{name}");
        asks(&mut office, &then);
        let is_open = office.state.ticket(first).unwrap().queued().next().is_some();
        assert_eq!(due(&office).is_some(), stands_by && is_open, "{name}, before anybody comes");
        let _ = office.takes(&["cards"], Class::WalkIn);
        assert_eq!(due(&office), stands_by.then_some("1"), "{name}");
        assert_eq!(call_all(&mut office).len(), usize::from(stands_by), "{name}");
    }
}

#[test]
fn switching_auto_next_on_calls_who_waits_already_and_without_it_nobody_is_called() {
    let mut office = office();
    let (ticket, _) = office.takes(&["cards"], Class::WalkIn);
    assert_eq!(due(&office), None);
    auto_next(&mut office, "1", true);
    assert_eq!(call_all(&mut office), ["1"]);
    assert_eq!(office.state.in_hand(&here()).unwrap().0.id, ticket);
}

/// A free counter that stands by and gives cards and moves; what comes is for cards unless it says otherwise.
fn standing() -> Office {
    let mut office = office();
    auto_next(&mut office, "1", true);
    assert_eq!(due(&office), None, "nobody waits");
    office
}

#[test]
fn a_ticket_for_what_nobody_there_gives_calls_nobody() {
    let mut office = standing();
    office.takes(&["births"], Class::WalkIn);
    assert_eq!(due(&office), None);
    office.takes(&["births", "moves"], Class::WalkIn);
    assert_eq!(call_all(&mut office), ["1"]);
}

#[test]
fn whoever_becomes_free_to_be_called_is_called_however_that_comes() {
    // Sent on by another counter, after the way.
    let mut office = standing();
    office.signs_in("2", "bruno");
    office.takes(&["births"], Class::WalkIn);
    office.calls("2").unwrap();
    office.does(Command::transfer(at("2"), ServiceId::new("moves"))).unwrap();
    office.does(Command::ClockReached).unwrap();
    assert_eq!(call_all(&mut office), ["1"], "sent on");

    // Laid aside, and back by itself.
    let mut office = standing();
    office.takes(&["cards"], Class::WalkIn);
    assert_eq!(call_all(&mut office), ["1"]);
    let park = Command::Park { counter: here(), reason: "copies".to_owned(), return_minutes: 2 };
    asks(&mut office, &[park, Command::SetAutoNext { counter: here(), is_on: true }]);
    assert_eq!(due(&office), None, "it lies aside");
    office.now += Duration::minutes(2);
    office.lives(Command::ClockReached).unwrap();
    assert_eq!(call_all(&mut office), ["1"], "back in the queue");

    // Missed the call, and came after all.
    let mut office = standing();
    let (_, code) = office.takes(&["cards"], Class::WalkIn);
    call_all(&mut office);
    office.does(Command::NoShow { counter: here() }).unwrap();
    assert_eq!(due(&office), None);
    office.does(Command::Rejoin { code: domain::ticket::Code(code) }).unwrap();
    assert_eq!(call_all(&mut office), ["1"], "taken back");

    // Kept for a clerk who leaves.
    let mut office = standing();
    office.signs_in("2", "bruno");
    office.takes(&["births"], Class::WalkIn);
    office.calls("2").unwrap();
    let (service, to_clerk) = (ServiceId::new("cards"), Some(ClerkId::new("bruno")));
    let to_self = Command::Transfer { counter: at("2"), service, to_counter: None, to_clerk, keep_wait: true };
    asks(&mut office, &[to_self, Command::ClockReached]);
    assert_eq!(due(&office), None, "kept for bruno");
    office.does(Command::SignOut { counter: at("2") }).unwrap();
    assert_eq!(call_all(&mut office), ["1"], "for everybody");

    // The clerk learns the service.
    let mut office = standing();
    office.takes(&["births"], Class::WalkIn);
    let mut abler = catalog_of_two();
    abler.clerks[0].secondary.push(ServiceId::new("births"));
    let origin = domain::catalog_change::CatalogOrigin::Import;
    let events = crate::change_catalog(&office.state, &abler, "abler", origin).unwrap();
    assert_eq!(due(&office), None);
    office.happens(events);
    assert_eq!(due(&office), Some("1"), "another hub file");
}

#[test]
fn of_several_the_one_that_makes_the_best_call_calls_and_each_calls_once() {
    // Cards are bruno's second skill: anna is the better one for them, though hers is the later counter.
    let mut catalog = catalog_of_two();
    catalog.clerks[1] = clerk("bruno", &["births"]);
    catalog.clerks[1].secondary = vec![ServiceId::new("cards")];
    let mut office = Office::open_with(Arc::new(catalog));
    office.signs_in("1", "bruno");
    office.signs_in("2", "anna");
    auto_next(&mut office, "1", true);
    auto_next(&mut office, "2", true);
    office.takes(&["cards"], Class::WalkIn);
    assert_eq!(call_all(&mut office), ["2"]);
    office.takes(&["cards"], Class::WalkIn);
    assert_eq!(call_all(&mut office), ["1"]);
    office.takes(&["cards"], Class::WalkIn);
    assert_eq!(call_all(&mut office), Vec::<String>::new(), "both are busy");
}

#[test]
fn a_call_taken_back_at_one_counter_is_made_at_another_that_stands_by() {
    let mut office = standing();
    let (ticket, _) = office.takes(&["cards"], Class::WalkIn);
    assert_eq!(call_all(&mut office), ["1"]);
    office.signs_in("2", "bruno");
    auto_next(&mut office, "2", true);
    office.does(Command::Undo { counter: here() }).unwrap();
    assert_eq!(call_all(&mut office), ["2"]);
    assert_eq!(office.state.in_hand(&at("2")).unwrap().0.id, ticket);
}

#[test]
fn a_day_that_closes_leaves_no_counter_that_stands_by() {
    let mut office = standing();
    office.does(Command::CloseDay).unwrap();
    office.does(Command::OpenDay { day: day(2) }).unwrap();
    office.takes(&["cards"], Class::WalkIn);
    assert_eq!(due(&office), None);
    assert_eq!(office.replayed(office.last_day_open()).standing_by, office.state.standing_by);
}

#[test]
fn in_another_building_only_its_own_people_are_called() {
    let mut catalog = catalog_of_two();
    catalog.locations.push(Location { services: vec![ServiceId::new("cards")], ..location("point") });
    catalog.counters[1].location = LocationId::new("point");
    let mut office = Office::open_with(Arc::new(catalog));
    office.signs_in("2", "bruno");
    auto_next(&mut office, "2", true);
    office.takes(&["cards"], Class::WalkIn);
    assert_eq!(due(&office), None, "waits in the headquarters");
    let there = Command::TakeTicket {
        services: vec![ServiceId::new("cards")],
        class: Class::WalkIn,
        language: Language::It,
        device: None,
        priority: None,
        location: Some(LocationId::new("point")),
        from: None,
    };
    office.does(there).unwrap();
    assert_eq!(call_all(&mut office), ["2"]);
}
