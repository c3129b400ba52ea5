//! The desk's behaviour as tables: messages in, page, notice and effects out.

mod clock;
mod notices;
mod views;

use chrono::{DateTime, TimeDelta};
use domain::Timestamp;
use domain::command::Command;
use domain::ids::{ClerkId, CommandId, CounterId, DeviceId, LocationId, Seq, ServiceId, TicketId};
use domain::text::{Language, Text};
use domain::ticket::{Class, Code, LegState};
use domain::view::{
    ActionState, CounterAction, CounterClerk, CounterTicket, CounterView, DeskView, QueueRow, ServiceChoice, UsherRow,
};
use protocol::CounterFrame;

use crate::{
    ANSWER_SECONDS_MAX, Effect, FILTER_CHARS_MAX, Key, Model, Msg, NOTICE_SECONDS, NoticeKind, Page, Step,
    VIEW_SECONDS_MAX, no_answer_text, update,
};
use views::{ticket, view};

const ACTIONS: [CounterAction; 7] = [
    CounterAction::CallNext,
    CounterAction::Recall,
    CounterAction::Start,
    CounterAction::Finish,
    CounterAction::NoShow,
    CounterAction::Transfer,
    CounterAction::SignOut,
];
const FREE: [CounterAction; 2] = [CounterAction::CallNext, CounterAction::SignOut];
const CALLED: [CounterAction; 4] =
    [CounterAction::Recall, CounterAction::Start, CounterAction::NoShow, CounterAction::Transfer];
const SERVING: [CounterAction; 2] = [CounterAction::Finish, CounterAction::Transfer];

fn at(seconds: i64) -> Timestamp {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

fn counter() -> CounterId {
    CounterId::new("desk-1")
}

fn clerk(id: &str, name: &str, place: Option<&str>) -> CounterClerk {
    CounterClerk { id: ClerkId::new(id), name: name.to_owned(), counter: place.map(str::to_owned) }
}

fn service(id: &str, it: &str, en: &str, area: &str) -> ServiceChoice {
    ServiceChoice { id: ServiceId::new(id), name: Text::new(it, en), area: Text::new(area, "") }
}

/// The counter with the actions that are possible; the reason of every other one is "no".
fn frame(seq: u64, view: CounterView) -> Msg {
    Msg::Frame(Box::new(CounterFrame { seq: Seq(seq), at: at(0), time_zone: "Europe/Rome".to_owned(), view }))
}

fn signed_out(seq: u64) -> Msg {
    frame(seq, view(false, None, &[]))
}

fn free(seq: u64) -> Msg {
    frame(seq, view(true, None, &FREE))
}

fn called(seq: u64) -> Msg {
    frame(seq, view(true, Some(ticket(7, LegState::Called)), &CALLED))
}

fn serving(seq: u64) -> Msg {
    frame(seq, view(true, Some(ticket(7, LegState::Serving)), &SERVING))
}

fn closed(seq: u64) -> Msg {
    let closed = CounterView { day: None, ..view(false, None, &[]) };
    frame(seq, closed)
}

fn id(id: &str) -> CommandId {
    CommandId::new(id)
}

fn press(action: CounterAction, command: &str) -> Msg {
    Msg::Press { action, id: id(command) }
}

fn call(command: &str) -> Msg {
    press(CounterAction::CallNext, command)
}

fn key(key: Key) -> Msg {
    Msg::Key { key, id: id("key") }
}

fn done(command: &str, seq: u64) -> Msg {
    Msg::Done { id: id(command), seq: Seq(seq) }
}

fn refused(command: &str) -> Msg {
    Msg::Refused { id: id(command), text: Text::new("rifiutato", "refused") }
}

fn unanswered(command: &str) -> Msg {
    Msg::Unanswered { id: id(command), text: no_answer_text() }
}

fn lost() -> Msg {
    Msg::StreamLost("refused".to_owned())
}

fn open_transfer() -> Msg {
    press(CounterAction::Transfer, "open")
}

fn start() -> Model {
    Model::new(counter(), Language::It)
}

/// Sends every message at second 0 and gives the model with all effects in order.
fn after(msgs: impl IntoIterator<Item = Msg>) -> (Model, Vec<Effect>) {
    let mut model = start();
    let effects = msgs.into_iter().flat_map(|msg| update(&mut model, msg, at(0))).collect();
    (model, effects)
}

/// Lets seconds pass, with a clock that jumps.
fn pass(model: &mut Model, seconds: u32) {
    for jump in [0, -3_600, 86_400, 7].into_iter().cycle().take(seconds as usize) {
        update(model, Msg::Tick, at(jump));
    }
}

fn send(command_id: &str, command: Command) -> Effect {
    Effect::Send { id: id(command_id), command }
}

fn notice(model: &Model) -> Option<&str> {
    model.notice.as_ref().map(|notice| notice.text.it.as_str())
}

#[test]
fn every_message_leads_to_the_expected_page() {
    let back = || Msg::Back;
    let rows: Vec<(Vec<Msg>, Page)> = vec![
        (vec![], Page::Connecting),
        (vec![lost()], Page::Connecting),
        (vec![Msg::UnknownCounter], Page::UnknownCounter),
        (vec![lost(), Msg::UnknownCounter, lost()], Page::UnknownCounter),
        (vec![Msg::UnknownCounter, signed_out(1)], Page::SignIn),
        (vec![free(1), Msg::UnknownCounter], Page::UnknownCounter),
        (vec![closed(1)], Page::Closed),
        (vec![closed(1), signed_out(2)], Page::SignIn),
        (vec![signed_out(1)], Page::SignIn),
        (vec![free(1)], Page::Desk),
        (vec![free(1), lost()], Page::Desk),
        (vec![called(1)], Page::Desk),
        (vec![free(1), open_transfer()], Page::Desk),
        (vec![called(1), open_transfer()], Page::Transfer),
        (vec![called(1), open_transfer(), back()], Page::Desk),
        (vec![called(1), key(Key::F8)], Page::Transfer),
        (vec![called(1), key(Key::F8), key(Key::F8)], Page::Transfer),
        (vec![called(1), key(Key::F8), key(Key::Escape)], Page::Desk),
        (vec![called(1), key(Key::F8), serving(2)], Page::Transfer),
        (vec![called(1), key(Key::F8), free(2)], Page::Desk),
        (vec![called(1), key(Key::F8), free(2), called(3)], Page::Desk),
        (vec![called(1), key(Key::F8), closed(2)], Page::Closed),
        (vec![called(1), key(Key::F8), signed_out(2)], Page::SignIn),
    ];
    for (msgs, expected) in rows {
        let label = format!("{msgs:?}");
        assert_eq!(after(msgs).0.page(), expected, "{label}");
    }
}

#[test]
fn every_button_and_its_key_stand_for_one_command() {
    let counter = counter();
    let rows = [
        (free(1), CounterAction::CallNext, Key::F2, Command::CallNext { counter: counter.clone() }),
        (called(1), CounterAction::Recall, Key::F3, Command::Recall { counter: counter.clone() }),
        (called(1), CounterAction::Start, Key::F4, Command::Start { counter: counter.clone() }),
        (serving(1), CounterAction::Finish, Key::F6, Command::finish(counter.clone())),
        (called(1), CounterAction::NoShow, Key::F7, Command::NoShow { counter: counter.clone() }),
        (free(1), CounterAction::SignOut, Key::F10, Command::SignOut { counter }),
    ];
    for (frame, action, shortcut, command) in rows {
        assert_eq!((shortcut.action(), Key::of(action)), (Some(action), shortcut));
        assert_eq!(after([frame.clone(), press(action, "one")]).1, [send("one", command.clone())]);
        assert_eq!(after([frame, key(shortcut)]).1, [send("key", command)]);
    }
}

#[test]
fn a_key_works_on_the_transfer_page_too() {
    let (_, effects) = after([serving(1), key(Key::F8), key(Key::F6)]);
    assert_eq!(effects, [send("key", Command::finish(counter()))]);
}

#[test]
fn a_disabled_button_sends_nothing_and_says_why() {
    let reason = |model: &Model| model.notice.clone().map(|notice| (notice.text.en, notice.kind));
    for action in ACTIONS {
        let (model, effects) = after([frame(1, view(true, None, &[])), press(action, "one")]);
        assert_eq!(effects, [], "{action:?}");
        assert_eq!(reason(&model), Some(("no in English".to_owned(), NoticeKind::Reason)), "{action:?}");
        assert_eq!(model.page(), Page::Desk);
    }
}

#[test]
fn a_double_press_is_one_command() {
    let other = || press(CounterAction::SignOut, "two");
    let rows: Vec<Vec<Msg>> = vec![
        vec![call("one"), call("two")],
        vec![call("one"), key(Key::F2)],
        vec![call("one"), other()],
        vec![call("one"), done("one", 2), call("two")],
        vec![call("one"), done("one", 2), other()],
    ];
    for msgs in rows {
        let label = format!("{msgs:?}");
        let (model, effects) = after([free(1)].into_iter().chain(msgs));
        assert_eq!(effects, [send("one", Command::CallNext { counter: counter() })], "{label}");
        assert!(model.is_busy(), "{label}");
    }
}

#[test]
fn the_buttons_are_free_when_the_view_shows_the_answer() {
    let sent = || vec![free(1), call("one")];
    let rows: Vec<(Vec<Msg>, bool)> = vec![
        (vec![done("one", 2), called(2)], false),
        (vec![done("one", 2), called(3)], false),
        (vec![called(2), done("one", 2)], false),
        (vec![called(2)], true),
        (vec![done("one", 3), free(2)], true),
        (vec![done("other", 2), called(2)], true),
        (vec![refused("one")], false),
        (vec![unanswered("one")], false),
        (vec![lost()], true),
        (vec![done("one", 2), lost()], false),
        (vec![lost(), done("one", 2)], false),
    ];
    for (msgs, is_busy) in rows {
        let label = format!("{msgs:?}");
        assert_eq!(after(sent().into_iter().chain(msgs)).0.is_busy(), is_busy, "{label}");
    }
}

#[test]
fn an_answer_that_never_comes_gives_the_buttons_back() {
    let rows = [
        (vec![], ANSWER_SECONDS_MAX, Some("Nessuna risposta: premi di nuovo, nulla viene fatto due volte.")),
        (vec![done("one", 2)], VIEW_SECONDS_MAX, None),
    ];
    for (msgs, seconds, text) in rows {
        let (mut model, _) = after([free(1), call("one")].into_iter().chain(msgs));
        pass(&mut model, seconds);
        assert!(model.is_busy(), "too early");
        pass(&mut model, 1);
        assert_eq!((model.is_busy(), notice(&model)), (false, text));
    }
}

#[test]
fn a_retry_keeps_the_command_id() {
    let first = || [free(1), call("one"), unanswered("one")].into_iter();
    let again = || send("one", Command::CallNext { counter: counter() });
    assert_eq!(after(first().chain([call("two")])).1, [again(), again()]);
    assert_eq!(after(first().chain([lost(), free(1), call("two")])).1, [again(), again()]);
    assert_eq!(after(first().chain([call("two"), unanswered("one"), call("three")])).1, [again(), again(), again()]);
}

#[test]
fn a_changed_desk_or_another_press_is_a_new_intent() {
    let first = || [free(1), call("one"), unanswered("one")].into_iter();
    let sent = |msgs: Vec<Msg>| after(first().chain(msgs)).1.pop();
    let call_two = Some(send("two", Command::CallNext { counter: counter() }));
    assert_eq!(sent(vec![called(2), free(3), call("two")]), call_two);
    let sign_out = Some(send("out", Command::SignOut { counter: counter() }));
    assert_eq!(sent(vec![press(CounterAction::SignOut, "out")]), sign_out);
    assert_eq!(sent(vec![call("again"), refused("one"), call("two")]), call_two);
}

#[test]
fn the_desk_itself_can_be_the_answer() {
    let after_all = [free(1), call("one"), called(2), unanswered("one")];
    let (model, _) = after(after_all);
    assert_eq!((model.is_busy(), notice(&model)), (false, None));
    let later = [free(1), call("one"), unanswered("one"), called(2)];
    assert_eq!(notice(&after(later).0), None);
}

#[test]
fn a_refusal_is_shown_until_the_next_success_or_for_its_time() {
    let start = || [free(1), call("one"), refused("one")].into_iter();
    let (mut model, _) = after(start());
    assert_eq!((notice(&model), model.is_busy()), (Some("rifiutato"), false));
    assert_eq!(model.notice.as_ref().map(|notice| notice.kind), Some(NoticeKind::Failure));
    pass(&mut model, NOTICE_SECONDS);
    assert_eq!(notice(&model), Some("rifiutato"));
    pass(&mut model, 1);
    assert_eq!(notice(&model), None);
    let (model, _) = after(start().chain([call("two"), done("two", 2)]));
    assert_eq!(notice(&model), None);
}

#[test]
fn a_guest_who_was_called_unasked_is_at_the_desk_and_can_be_served() {
    let start = press(CounterAction::Start, "two");
    let (model, effects) = after([free(1), called(2), start.clone()]);
    assert_eq!((model.page(), model.current().map(|guest| guest.ticket)), (Page::Desk, Some(TicketId(7))));
    assert_eq!(effects, [send("two", Command::Start { counter: counter() })]);
    // The key was pressed at the same moment: what was wanted is there, so nothing is told.
    let (model, _) = after([free(1), call("one"), called(2), refused("one")]);
    assert_eq!((model.is_busy(), notice(&model)), (false, None));
    // Without a guest, or where something else was wanted, it is.
    let (model, _) = after([free(1), call("one"), signed_out(2), refused("one")]);
    assert_eq!(notice(&model), Some("rifiutato"));
    let (model, _) = after([free(1), press(CounterAction::SignOut, "one"), called(2), refused("one")]);
    assert_eq!(notice(&model), Some("rifiutato"), "a clerk who wanted to go is told of the guest");
    // Nobody answered, and the guest is there: the next press is another intent.
    let (model, effects) = after([free(1), call("one"), unanswered("one"), called(2), start]);
    assert_eq!((notice(&model), effects.len()), (None, 2));
}

#[test]
fn an_answer_to_another_intent_changes_nothing() {
    for late in [refused("old"), unanswered("old"), done("old", 9)] {
        let (model, _) = after([free(1), call("one"), late]);
        assert_eq!((model.is_busy(), notice(&model)), (true, None));
    }
}

#[test]
fn a_lost_connection_refuses_every_action_until_it_is_back() {
    for action in ACTIONS {
        let (model, effects) = after([called(1), lost(), press(action, "one")]);
        assert_eq!(effects, [], "{action:?}");
        assert_eq!(notice(&model), Some("Non collegato: attendi."), "{action:?}");
    }
    for back in [called(1), Msg::StreamAlive] {
        let (mut model, _) = after([called(1), lost(), press(CounterAction::Recall, "one")]);
        assert_eq!((model.lost.as_deref(), model.heard_at), (Some("refused"), Some(at(0))));
        update(&mut model, back, at(9));
        assert_eq!((model.lost.as_deref(), model.heard_at), (None, Some(at(9))));
        assert_eq!((model.disabled_because(CounterAction::Recall), notice(&model)), (None, None));
    }
}

#[test]
fn nothing_is_sent_before_the_first_frame() {
    let early = [call("one"), key(Key::F10), Msg::SignIn { clerk: ClerkId::new("anna"), id: id("two") }];
    assert_eq!(after(early).1, []);
}

#[test]
fn a_few_letters_find_a_name_or_a_service() {
    let clerks = [
        ("", vec!["anna", "niccolo", "omar"]),
        ("an", vec!["anna"]),
        ("NICCOLO", vec!["niccolo"]),
        ("amico nic", vec!["niccolo"]),
        ("d'am", vec!["niccolo"]),
        ("mar", vec![]),
        ("  ", vec!["anna", "niccolo", "omar"]),
    ];
    for (text, expected) in clerks {
        let (model, _) = after([signed_out(1), Msg::Filter(text.to_owned())]);
        assert_eq!(model.clerks().iter().map(|clerk| clerk.id.as_str()).collect::<Vec<_>>(), expected, "'{text}'");
    }
    let services = [
        (Language::It, "identita", vec!["card"]),
        (Language::It, "anag", vec!["card", "citizen"]),
        (Language::It, "identity", vec![]),
        (Language::En, "identity", vec!["card"]),
        (Language::En, "soc", vec!["rent"]),
    ];
    for (language, text, expected) in services {
        let (model, _) = after([called(1), open_transfer(), Msg::SetLanguage(language), Msg::Filter(text.to_owned())]);
        let found: Vec<_> = model.services().iter().map(|service| service.id.as_str()).collect();
        assert_eq!(found, expected, "'{text}'");
    }
}

#[test]
fn a_filter_has_a_longest_length() {
    let (model, _) = after([signed_out(1), Msg::Filter("è".repeat(FILTER_CHARS_MAX + 1))]);
    assert_eq!(model.sign_in.filter.chars().count(), FILTER_CHARS_MAX);
}

#[test]
fn nobody_is_chosen_until_somebody_types_steps_or_clicks() {
    let filter = |text: &str| Msg::Filter(text.to_owned());
    let step = Msg::Step;
    let click = || Msg::ChooseClerk(ClerkId::new("omar"));
    let rows: Vec<(Vec<Msg>, Option<&str>)> = vec![
        (vec![], None),
        (vec![filter("")], None),
        (vec![filter("pic")], Some("omar")),
        (vec![filter("pic"), filter("")], None),
        (vec![filter("xyz")], None),
        (vec![step(Step::Down)], Some("anna")),
        (vec![step(Step::Down), step(Step::Down)], Some("niccolo")),
        (vec![step(Step::Up)], Some("omar")),
        (vec![step(Step::First), step(Step::Up)], Some("anna")),
        (vec![step(Step::Last), step(Step::Down)], Some("omar")),
        (vec![step(Step::PageDown), step(Step::PageDown)], Some("omar")),
        (vec![step(Step::PageUp), step(Step::PageUp)], Some("anna")),
        (vec![filter("xyz"), step(Step::Down)], None),
        (vec![click()], Some("omar")),
        (vec![click(), filter("an")], Some("anna")),
        (vec![click(), key(Key::Escape)], None),
        (vec![click(), free(2), signed_out(3)], None),
    ];
    for (msgs, expected) in rows {
        let label = format!("{msgs:?}");
        let (model, _) = after([signed_out(1)].into_iter().chain(msgs));
        assert_eq!(model.chosen_clerk().map(|clerk| clerk.id.as_str()), expected, "{label}");
    }
}

#[test]
fn a_confirmed_choice_signs_in_or_transfers() {
    let confirm = || Msg::Confirm { id: id("one") };
    let filter = |text: &str| Msg::Filter(text.to_owned());
    let omar = Command::sign_in(counter(), ClerkId::new("omar"));
    assert_eq!(after([signed_out(1), filter("om"), confirm(), confirm()]).1, [send("one", omar.clone())]);
    let named = Msg::SignIn { clerk: ClerkId::new("omar"), id: id("one") };
    assert_eq!(after([signed_out(1), named]).1, [send("one", omar)]);
    let rent = Command::transfer(counter(), ServiceId::new("rent"));
    let typed = [called(1), open_transfer(), filter("aff"), confirm()];
    assert_eq!(after(typed).1, [send("one", rent.clone())]);
    let clicked = [called(1), open_transfer(), Msg::ChooseService(ServiceId::new("rent")), confirm()];
    assert_eq!(after(clicked).1, [send("one", rent.clone())]);
    let named = Msg::Transfer { service: ServiceId::new("rent"), id: id("one") };
    assert_eq!(after([called(1), named.clone()]).1, [send("one", rent)]);
    assert_eq!(after([free(1), named]).1, []);
}

#[test]
fn a_choice_that_cannot_be_confirmed_says_why() {
    let confirm = || Msg::Confirm { id: id("one") };
    let chosen = || Msg::ChooseClerk(ClerkId::new("anna"));
    let rows = [
        (vec![signed_out(1), confirm()], Some("Prima scegli il tuo nome.")),
        (vec![signed_out(1), chosen(), lost(), confirm()], Some("Non collegato: attendi.")),
        (vec![called(1), open_transfer(), confirm()], Some("Prima scegli un servizio.")),
        (vec![free(1), confirm()], None),
    ];
    for (msgs, expected) in rows {
        let label = format!("{msgs:?}");
        let (model, effects) = after(msgs);
        assert_eq!((notice(&model), effects), (expected, Vec::new()), "{label}");
    }
}

#[test]
fn the_language_changes_and_nothing_else() {
    let (mut model, _) = after([called(1), open_transfer()]);
    let before = Model { language: Language::En, ..model.clone() };
    update(&mut model, Msg::SetLanguage(Language::En), at(0));
    assert_eq!(model, before);
}

#[test]
fn one_key_says_that_somebody_goes_to_the_kiosk_that_asked_first() {
    let call = |device: &str| UsherRow {
        device: DeviceId::new(device),
        location: LocationId::new("sede"),
        since: DateTime::UNIX_EPOCH,
    };
    let mut view = view(true, None, &FREE);
    let nobody = vec![frame(1, view.clone()), key(Key::F9)];
    assert_eq!(after(nobody).1, vec![], "nobody asks");
    view.desk.usher_calls = vec![call("hall"), call("door")];
    let (_, effects) = after(vec![frame(1, view.clone()), key(Key::F9)]);
    let command = Command::AnswerUsher { device: DeviceId::new("hall"), by: counter() };
    assert!(matches!(&effects[..], [Effect::Send { command: sent, .. }] if *sent == command), "{effects:?}");
    let (model, effects) = after(vec![frame(1, view), Msg::StreamLost(String::new()), key(Key::F9)]);
    assert_eq!((effects, model.notice.is_some()), (vec![], true), "said to be impossible while nobody is heard");
}
