//! What a citizen does with a ticket.

use domain::follow::FollowToken;
use domain::rejection::citizen::CitizenRejection;
use domain::rejection::desk::DeskRejection;

use super::*;
use crate::{Context, decide_in};

fn office() -> Office {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    office
}

fn let_pass(ticket: TicketId, people: Option<u32>, minutes: Option<u32>) -> Command {
    Command::LetPass { ticket, people, minutes }
}

#[test]
fn a_cancelled_ticket_is_not_called_and_one_at_a_counter_cannot_be_cancelled() {
    let mut office = office();
    let (ticket, code) = office.takes(&["cards", "births"], Class::WalkIn);
    office.calls("1").unwrap();
    let at_counter = DeskRejection::TicketAtCounter { code: code.clone(), counter: "1".to_owned() };
    assert_eq!(office.does(Command::Cancel { ticket }), Err(at_counter.into()));
    office.does(Command::Start { counter: at("1") }).unwrap();
    office.does(Command::finish(at("1"))).unwrap();
    office.does(Command::Cancel { ticket }).unwrap();
    office.signs_in("2", "bruno");
    assert_eq!(office.calls("2"), Err(Rejection::NobodyWaiting));
    assert_eq!(office.does(Command::Cancel { ticket }), Err(DeskRejection::TicketOver { code }.into()));
}

#[test]
fn who_lets_people_pass_stands_right_behind_them() {
    let mut office = office();
    let tickets: Vec<_> = (0..4).map(|_| office.takes(&["cards"], Class::WalkIn).0).collect();
    office.does(let_pass(tickets[0], Some(2), None)).unwrap();
    assert_eq!(view::ticket(&office.state, tickets[0], office.now).unwrap().people_ahead, 2);
    office.does(let_pass(tickets[1], Some(50), None)).unwrap();
    for expected in [tickets[2], tickets[0], tickets[3], tickets[1]] {
        assert_eq!(office.calls("1"), Ok(expected));
        office.does(Command::NoShow { counter: at("1") }).unwrap();
    }
}

#[test]
fn who_lets_minutes_pass_is_not_called_meanwhile_and_keeps_the_place() {
    let mut office = office();
    let (first, _) = office.takes(&["cards"], Class::WalkIn);
    office.does(let_pass(first, None, Some(5))).unwrap();
    let (second, _) = office.takes(&["cards"], Class::WalkIn);
    assert_eq!(office.calls("1"), Ok(second));
    office.does(Command::NoShow { counter: at("1") }).unwrap();
    office.takes(&["cards"], Class::WalkIn);
    office.now += Duration::minutes(2);
    assert_eq!(office.calls("1"), Ok(first));
}

#[test]
fn letting_pass_has_its_bounds() {
    let mut office = office();
    let (ticket, _) = office.takes(&["cards"], Class::WalkIn);
    let refused: [(_, _, Rejection); 5] = [
        (None, None, CitizenRejection::LetPassChoice.into()),
        (Some(1), Some(1), CitizenRejection::LetPassChoice.into()),
        (Some(1), None, CitizenRejection::NobodyToLetPass.into()),
        (Some(51), None, CitizenRejection::PeopleOutOfRange { people_max: 50 }.into()),
        (None, Some(121), DeskRejection::MinutesOutOfRange { minutes_max: 120 }.into()),
    ];
    for (people, minutes, why) in refused {
        assert_eq!(office.does(let_pass(ticket, people, minutes)), Err(why));
    }
    for _ in 0..2 {
        office.does(let_pass(ticket, None, Some(1))).unwrap();
    }
    let limit = CitizenRejection::LetPassLimit { times_max: 2 };
    assert_eq!(office.does(let_pass(ticket, None, Some(1))), Err(limit.into()));
}

#[test]
fn a_slip_is_printed_again_only_so_often() {
    let mut office = office();
    let (ticket, _) = office.takes(&["cards"], Class::WalkIn);
    office.does(Command::Reprint { ticket }).unwrap();
    office.does(Command::Reprint { ticket }).unwrap();
    let limit = CitizenRejection::ReprintLimit { times_max: 2 };
    assert_eq!(office.does(Command::Reprint { ticket }), Err(limit.into()));
}

#[test]
fn a_ticket_is_followed_by_the_secret_it_was_taken_with_until_the_next_day() {
    let mut office = office();
    let (token, other) = (FollowToken::new([7; 16]), FollowToken::new([8; 16]));
    let context = Context { moment: office.now.into(), follow: Some(token), committed: None };
    let events = decide_in(&office.state, &take(&["cards"], Class::WalkIn), &context).unwrap();
    let seq = office.state.seq().next();
    evolve(&mut office.state, seq, office.now, &events[0]);
    assert_eq!(view::followed(&office.state, token, office.now).unwrap().code.0, "A001");
    assert_eq!(view::followed(&office.state, other, office.now), None);
    office.does(Command::CloseDay).unwrap();
    office.does(Command::OpenDay { day: day(2) }).unwrap();
    assert_eq!(view::followed(&office.state, token, office.now), None);
}
