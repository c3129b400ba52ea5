//! What the lines of the script wait for, and what they answer.

use chrono::TimeDelta;
use counter_app_flow::{Model, Msg, update};
use domain::Timestamp;
use domain::ids::{ClerkId, CommandId, CounterId, Seq, TicketId};
use domain::text::{Language, Text};
use domain::ticket::{Class, Code, LegState};
use domain::view::{ActionState, CounterAction, CounterClerk, CounterTicket, CounterView, DeskView};
use protocol::CounterFrame;

use ui_kit::script::WAIT_SECONDS_MAX;

use super::{Goal, Script, Wait, action, goal, reached, state};

fn view(is_signed_in: bool, ticket: Option<LegState>) -> CounterView {
    let ticket = ticket.map(|state| CounterTicket {
        ticket: TicketId(7),
        code: Code::new('A', 42),
        service: Text::default(),
        further_services: Vec::new(),
        state,
        since: Timestamp::default(),
        waited_minutes: 0,
        recalls: 0,
        class: Class::WalkIn,
        priority: None,
        reason: None,
    });
    CounterView {
        counter: CounterId::new("desk-1"),
        label: "1".to_owned(),
        place: Text::default(),
        floor: "T".to_owned(),
        day: Some(Timestamp::default().date_naive()),
        clerk: is_signed_in.then(|| CounterClerk {
            id: ClerkId::new("anna"),
            name: "Anna".to_owned(),
            counter: Some("1".to_owned()),
        }),
        clerks: Vec::new(),
        current: ticket,
        queue: Vec::new(),
        waiting: 3,
        services: Vec::new(),
        actions: vec![ActionState {
            action: CounterAction::Finish,
            disabled_because: Some(Text::new("No.", "No, in English.")),
        }],
        desk: DeskView::default(),
    }
}

fn after(msgs: impl IntoIterator<Item = Msg>) -> Model {
    let mut model = Model::new(CounterId::new("desk-1"), Language::It);
    for msg in msgs {
        update(&mut model, msg, Timestamp::default());
    }
    model
}

fn shown(is_signed_in: bool, ticket: Option<LegState>) -> Msg {
    let view = view(is_signed_in, ticket);
    Msg::Frame(Box::new(CounterFrame {
        seq: Seq(1),
        at: Timestamp::default(),
        time_zone: "Europe/Rome".to_owned(),
        view,
    }))
}

fn press(action: CounterAction) -> Msg {
    Msg::Press { action, id: CommandId::new("one") }
}

#[test]
fn a_wait_is_over_when_the_desk_is_so() {
    let rows = [
        ("signed_out", (false, None), "done"),
        ("signed_in", (true, None), "done"),
        ("free", (true, None), "done"),
        ("called", (true, Some(LegState::Called)), "done A042"),
        ("serving", (true, Some(LegState::Serving)), "done"),
        ("waiting 3", (true, None), "done"),
    ];
    for (text, (is_signed_in, ticket), answer) in rows {
        let goal = goal(text).unwrap();
        assert_eq!(reached(goal, &after([shown(is_signed_in, ticket)])).as_deref(), Some(answer), "{text}");
        let lost = Msg::StreamLost(String::new());
        assert_eq!(reached(goal, &after([shown(is_signed_in, ticket), lost])), None, "{text}, lost");
        assert_eq!(reached(goal, &after([])), None, "{text}, too early");
    }
    let serving = after([shown(true, Some(LegState::Serving))]);
    for text in ["signed_out", "free", "called", "waiting 4"] {
        assert_eq!(reached(goal(text).unwrap(), &serving), None, "{text}");
    }
}

#[test]
fn a_press_is_answered_when_the_desk_shows_what_came_of_it() {
    let called = || vec![shown(true, None), press(CounterAction::CallNext)];
    let refused = Msg::Refused { id: CommandId::new("one"), text: Text::new("Nessuno.", "Nobody.") };
    let done = |seq| Msg::Done { id: CommandId::new("one"), seq: Seq(seq) };
    let rows = [
        (called(), None),
        ([called(), vec![done(2)]].concat(), None),
        ([called(), vec![done(1)]].concat(), Some("done")),
        ([called(), vec![refused]].concat(), Some("failed Nessuno.")),
        (vec![shown(true, None), press(CounterAction::Finish)], Some("failed No.")),
    ];
    for (msgs, answer) in rows {
        let label = format!("{msgs:?}");
        assert_eq!(reached(Goal::Answer, &after(msgs)).as_deref(), answer, "{label}");
    }
}

#[test]
fn an_early_line_is_held_until_the_dispatcher_is_heard_or_its_time_is_over() {
    let until = Timestamp::default() + TimeDelta::seconds(WAIT_SECONDS_MAX);
    let held = || Some(press(CounterAction::CallNext));
    let mut script = Script { wait: Some(Wait { goal: Goal::Answer, until, held: held() }) };
    assert_eq!((script.look(&after([]), Timestamp::default()), script.wait.is_some()), (None, true));
    let model = after([shown(true, None)]);
    assert_eq!((script.look(&model, Timestamp::default()), script.wait.is_some()), (held(), true));
    assert_eq!((script.look(&model, Timestamp::default()), script.wait.is_some()), (None, false));
    let mut script = Script { wait: Some(Wait { goal: Goal::Answer, until, held: held() }) };
    assert_eq!((script.look(&after([]), until), script.wait.is_some()), (None, false));
}

#[test]
fn the_state_is_one_line() {
    let rows = [
        (after([]), "failed the dispatcher has not been heard yet"),
        (after([shown(false, None)]), "done signed_out"),
        (after([shown(true, None)]), "done free"),
        (after([shown(true, Some(LegState::Called))]), "done called A042"),
        (after([shown(true, Some(LegState::Serving))]), "done serving A042"),
    ];
    for (model, expected) in rows {
        assert_eq!(state(&model), expected);
    }
}

#[test]
fn unknown_words_are_refused() {
    assert!(action("dance").is_none() && action("transfer").is_none());
    assert!(goal("").is_none() && goal("free 2").is_none() && goal("waiting many").is_none());
}
