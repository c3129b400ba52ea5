//! What a clerk can do beside calling and serving.

use domain::rejection::citizen::CitizenRejection;
use domain::rejection::desk::DeskRejection;
use domain::ticket::{Code, Outcome};

use super::*;

fn with_rules(change: impl FnOnce(&mut Catalog)) -> Office {
    let mut catalog = Catalog::clone(&catalog());
    change(&mut catalog);
    let mut office = Office::open_with(Arc::new(catalog));
    office.signs_in("1", "anna");
    office.signs_in("2", "bruno");
    office
}

fn office() -> Office {
    with_rules(|_| ())
}

/// Asks something and expects this refusal.
fn refuses(office: &mut Office, command: Command, why: impl Into<Rejection>) {
    assert_eq!(office.does(command), Err(why.into()));
}

fn state_of(office: &Office, ticket: TicketId) -> LegState {
    view::ticket(&office.state, ticket, office.now).unwrap().state
}

fn in_hand(office: &Office, counter: &str) -> Option<TicketId> {
    view::counter(&office.state, &at(counter), office.now)?.current.map(|current| current.ticket)
}

fn park(return_minutes: u32) -> Command {
    Command::Park { counter: at("1"), reason: " fotocopie ".to_owned(), return_minutes }
}

fn a001() -> String {
    "A001".to_owned()
}

#[test]
fn nobody_is_called_to_a_counter_that_pauses() {
    let mut office = office();
    office.takes(&["cards"], Class::WalkIn);
    refuses(&mut office, Command::Resume { counter: at("1") }, DeskRejection::NotPaused);
    refuses(&mut office, Command::Pause { counter: at("1"), reason: "  ".to_owned() }, DeskRejection::ReasonMissing);
    let long = "x".repeat(201);
    let too_long = DeskRejection::NoteTooLong { chars_max: 200 };
    refuses(&mut office, Command::Pause { counter: at("1"), reason: long }, too_long);
    office.does(Command::Pause { counter: at("1"), reason: "coffee".to_owned() }).unwrap();
    assert_eq!(office.calls("1"), Err(DeskRejection::CounterPaused.into()));
    let desk = view::counter(&office.state, &at("1"), office.now).unwrap().desk;
    assert_eq!(desk.pause_reason.as_deref(), Some("coffee"));
    assert_eq!(
        view::kiosk(&office.state, &LocationId::new("hq"), office.now).unwrap().areas[0].services[0].counters_open,
        0
    );
    office.does(Command::Resume { counter: at("1") }).unwrap();
    office.calls("1").unwrap();
}

#[test]
fn a_counter_is_taken_over_only_when_that_is_meant() {
    let mut office = office();
    let sign_in = |take_over| Command::SignIn { counter: at("1"), clerk: ClerkId::new("bruno"), take_over };
    let (ticket, _) = office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    refuses(&mut office, sign_in(false), Rejection::CounterTaken { clerk: "anna".to_owned() });
    office.does(sign_in(true)).unwrap();
    let desk = view::counter(&office.state, &at("1"), office.now).unwrap();
    assert_eq!(desk.clerk.unwrap().name, "bruno");
    assert_eq!(desk.current.unwrap().ticket, ticket, "what is in hand stays at the counter");
    assert_eq!(view::counter(&office.state, &at("2"), office.now).unwrap().clerk, None);
}

#[test]
fn a_certain_ticket_is_called_by_clerks_who_may() {
    let mut office = with_rules(|catalog| catalog.clerks[1].may_call_named = false);
    office.takes(&["cards"], Class::WalkIn);
    let (second, code) = office.takes(&["cards"], Class::WalkIn);
    let call = |counter: &str, code: &str| Command::CallTicket { counter: at(counter), code: Code(code.to_owned()) };
    refuses(&mut office, call("2", &code), DeskRejection::MayNotCallNamed);
    refuses(&mut office, call("1", "Z999"), DeskRejection::UnknownCode { code: "Z999".to_owned() });
    office.does(call("1", &code)).unwrap();
    assert_eq!(in_hand(&office, "1"), Some(second));
}

#[test]
fn without_confirmed_arrival_a_call_begins_the_service() {
    let mut office = with_rules(|catalog| catalog.rules.confirm_arrival = false);
    let (ticket, _) = office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    assert_eq!(state_of(&office, ticket), LegState::Serving);
}

#[test]
fn the_outcome_and_what_was_really_given_stand_in_the_journal() {
    let mut office = office();
    office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    office.does(Command::Start { counter: at("1") }).unwrap();
    let delivered = vec![ServiceId::new("moves")];
    let finish = |delivered| Command::Finish { counter: at("1"), outcome: Outcome::Incomplete, delivered };
    let nothing = Rejection::UnknownService { service: "nothing".to_owned() };
    refuses(&mut office, finish(vec![ServiceId::new("nothing")]), nothing);
    let events = office.does(finish(delivered.clone())).unwrap();
    let Event::ServiceFinished { outcome, delivered: given, .. } = &events[0] else { panic!("{events:?}") };
    assert_eq!((*outcome, given), (Outcome::Incomplete, &delivered));
}

#[test]
fn a_service_added_here_goes_on_here_and_another_waits_with_its_credit() {
    let mut office = office();
    let (ticket, _) = office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    office.does(Command::Start { counter: at("1") }).unwrap();
    let add = |service: &str, here| Command::AddService { counter: at("1"), service: ServiceId::new(service), here };
    let cannot = DeskRejection::CannotServe { clerk: "anna".to_owned(), service: "births".to_owned() };
    refuses(&mut office, add("births", true), cannot);
    office.does(add("births", false)).unwrap();
    office.does(add("moves", true)).unwrap();
    refuses(&mut office, add("moves", true), Rejection::SameService);
    office.does(Command::finish(at("1"))).unwrap();
    assert_eq!(state_of(&office, ticket), LegState::Serving, "moves are served at once");
    office.does(Command::finish(at("1"))).unwrap();
    assert_eq!(office.calls("2"), Ok(ticket));
}

#[test]
fn who_missed_the_call_and_comes_in_time_is_next_but_only_once() {
    let mut office = office();
    let rejoin = || Command::Rejoin { code: Code(a001()) };
    let (late, _) = office.takes(&["cards"], Class::WalkIn);
    office.takes(&["cards"], Class::Priority);
    refuses(&mut office, rejoin(), CitizenRejection::NotNoShow { code: a001() });
    office.does(Command::CallTicket { counter: at("1"), code: Code(a001()) }).unwrap();
    office.does(Command::NoShow { counter: at("1") }).unwrap();
    office.does(rejoin()).unwrap();
    assert_eq!(office.calls("1"), Ok(late));
    office.does(Command::NoShow { counter: at("1") }).unwrap();
    refuses(&mut office, rejoin(), CitizenRejection::RejoinedBefore { code: a001() });
}

#[test]
fn after_the_minutes_the_calls_decide_whether_a_no_show_is_taken_back() {
    let mut office = with_rules(|catalog| catalog.rules.rejoin_calls = 1);
    let rejoin = || Command::Rejoin { code: Code(a001()) };
    let miss = |office: &mut Office| {
        office.takes(&["cards"], Class::WalkIn);
        office.calls("1").unwrap();
        office.does(Command::NoShow { counter: at("1") }).unwrap();
    };
    miss(&mut office);
    office.now += Duration::minutes(60);
    miss(&mut office);
    assert!(decide(&office.state, &rejoin(), office.now).is_ok(), "one call since");
    miss(&mut office);
    refuses(&mut office, rejoin(), CitizenRejection::RejoinTooLate { code: a001(), minutes_max: 15 });
}

#[test]
fn a_ticket_sent_to_a_counter_waits_for_it_while_somebody_is_there() {
    let mut office = with_rules(|catalog| catalog.clerks[1].primary.push(ServiceId::new("cards")));
    let (ticket, _) = office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    let to = |counter: &str| Command::Transfer {
        counter: at("1"),
        service: ServiceId::new("cards"),
        to_counter: Some(at(counter)),
        to_clerk: None,
        keep_wait: true,
    };
    refuses(&mut office, to("9"), Rejection::UnknownCounter { counter: "9".to_owned() });
    office.does(to("2")).unwrap();
    assert_eq!(office.calls("1"), Err(Rejection::NobodyWaiting));
    office.does(Command::SignOut { counter: at("2") }).unwrap();
    assert_eq!(office.calls("1"), Ok(ticket), "nobody is left at counter 2");
}

#[test]
fn a_ticket_sent_on_without_its_wait_goes_behind_those_who_wait() {
    let mut office = office();
    let (sent, _) = office.takes(&["cards"], Class::WalkIn);
    let (before, _) = office.takes(&["births"], Class::WalkIn);
    office.calls("1").unwrap();
    let service = ServiceId::new("births");
    let to_clerk = Some(ClerkId::new("bruno"));
    let transfer = Command::Transfer { counter: at("1"), service, to_counter: None, to_clerk, keep_wait: false };
    office.does(transfer).unwrap();
    assert_eq!(office.calls("2"), Ok(before));
    office.does(Command::NoShow { counter: at("2") }).unwrap();
    assert_eq!(office.calls("2"), Ok(sent));
}

#[test]
fn a_parked_ticket_is_resumed_by_its_owner_or_returns_by_itself() {
    let mut office = office();
    let (ticket, _) = office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    refuses(&mut office, park(0), DeskRejection::MinutesOutOfRange { minutes_max: 120 });
    office.does(park(5)).unwrap();
    assert_eq!(office.calls("1"), Err(Rejection::NobodyWaiting));
    let parked = view::counter(&office.state, &at("1"), office.now).unwrap().desk.parked;
    assert_eq!((parked[0].ticket, parked[0].reason.as_str()), (ticket, "fotocopie"));
    let resume = |counter: &str| Command::ResumeParked { counter: at(counter), ticket };
    refuses(&mut office, resume("2"), DeskRejection::NotParkedByYou { code: a001() });
    office.does(resume("1")).unwrap();
    assert_eq!(state_of(&office, ticket), LegState::Serving);
    office.does(park(5)).unwrap();
    office.takes(&["cards"], Class::WalkIn);
    office.now += Duration::minutes(5);
    assert_eq!(office.calls("1"), Ok(ticket), "it kept its wait");
}

#[test]
fn somebody_without_a_ticket_is_served_without_using_a_code() {
    let mut office = office();
    let direct = |counter: &str| Command::ServeDirect { counter: at(counter), service: ServiceId::new("cards") };
    let cannot = DeskRejection::CannotServe { clerk: "bruno".to_owned(), service: "cards".to_owned() };
    refuses(&mut office, direct("2"), cannot);
    office.does(direct("1")).unwrap();
    refuses(&mut office, park(5), DeskRejection::DirectVisit);
    let transfer = Command::transfer(at("1"), ServiceId::new("births"));
    refuses(&mut office, transfer, DeskRejection::DirectVisit);
    assert_eq!(view::board(&office.state, None, office.now).calls, []);
    office.does(Command::finish(at("1"))).unwrap();
    assert_eq!(office.takes(&["cards"], Class::WalkIn), (TicketId(2), a001()));
}

#[test]
fn with_auto_next_finishing_calls_the_next() {
    let mut office = office();
    office.does(Command::SetAutoNext { counter: at("1"), is_on: true }).unwrap();
    office.takes(&["cards"], Class::WalkIn);
    let (second, _) = office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    office.does(Command::Start { counter: at("1") }).unwrap();
    office.does(Command::finish(at("1"))).unwrap();
    assert_eq!(in_hand(&office, "1"), Some(second));
    office.does(Command::Start { counter: at("1") }).unwrap();
    office.does(Command::finish(at("1"))).unwrap();
    assert_eq!(in_hand(&office, "1"), None);
}

#[test]
fn a_call_for_help_stands_at_every_counter_until_somebody_comes() {
    let mut office = office();
    let answer = || Command::AnswerHelp { counter: at("1"), by: at("2") };
    refuses(&mut office, answer(), DeskRejection::NobodyAskedHelp { counter: "1".to_owned() });
    office.does(Command::AskHelp { counter: at("1"), note: "inglese".to_owned() }).unwrap();
    let help = |office: &Office| view::counter(&office.state, &at("2"), office.now).unwrap().desk.help;
    assert_eq!((help(&office)[0].label.as_str(), help(&office)[0].note.as_str()), ("1", "inglese"));
    office.does(answer()).unwrap();
    assert_eq!(help(&office), []);
}

/// Office, ticket and the state of the ticket before and after a step, then undone.
fn undone(step: impl FnOnce(&mut Office)) {
    let mut office = with_rules(|catalog| catalog.rules.undo_seconds = 60);
    let (ticket, _) = office.takes(&["cards", "births"], Class::WalkIn);
    office.calls("1").unwrap();
    office.does(Command::Start { counter: at("1") }).unwrap();
    let before = office.state.shared(ticket).unwrap();
    step(&mut office);
    assert_ne!(office.state.shared(ticket).unwrap(), before);
    office.does(Command::Undo { counter: at("1") }).unwrap();
    assert_eq!(office.state.shared(ticket).unwrap(), before);
    assert_eq!(in_hand(&office, "1"), Some(ticket));
    assert_eq!(office.replayed(0), office.state);
}

#[test]
fn the_last_step_is_taken_back_whole() {
    undone(|office| drop(office.does(Command::finish(at("1"))).unwrap()));
    undone(|office| drop(office.does(park(5)).unwrap()));
    undone(|office| drop(office.does(Command::transfer(at("1"), ServiceId::new("moves"))).unwrap()));
}

#[test]
fn an_undone_call_leaves_the_board_and_the_queue_is_as_it_was() {
    let mut office = with_rules(|catalog| catalog.rules.undo_seconds = 60);
    let (first, _) = office.takes(&["cards"], Class::WalkIn);
    office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    office.does(Command::Undo { counter: at("1") }).unwrap();
    assert_eq!(view::board(&office.state, None, office.now).calls, []);
    assert_eq!(office.calls("1"), Ok(first));
    office.does(Command::NoShow { counter: at("1") }).unwrap();
    office.does(Command::Undo { counter: at("1") }).unwrap();
    assert_eq!(in_hand(&office, "1"), Some(first));
}

#[test]
fn what_is_too_late_or_has_gone_on_is_not_undone() {
    let mut office = with_rules(|catalog| catalog.rules.undo_seconds = 60);
    let undo = || Command::Undo { counter: at("1") };
    refuses(&mut office, undo(), DeskRejection::NothingToUndo);
    office.takes(&["cards", "births"], Class::WalkIn);
    office.calls("1").unwrap();
    office.does(Command::Start { counter: at("1") }).unwrap();
    office.does(Command::finish(at("1"))).unwrap();
    office.does(Command::ClockReached).unwrap();
    refuses(&mut office, undo(), DeskRejection::UndoTooLate { seconds_max: 60 });
    office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    office.now -= Duration::minutes(1);
    office.does(Command::Recall { counter: at("1") }).unwrap();
    office.now -= Duration::minutes(1);
    refuses(&mut office, undo(), DeskRejection::TicketGoneOn { code: "A002".to_owned() });
}
