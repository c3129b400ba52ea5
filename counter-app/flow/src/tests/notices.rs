//! Notices as keys in and commands out.

use chrono::DateTime;
use domain::command::Command;
use domain::ids::{CommandId, LocationId, NoticeId, ReadyNoticeId, Seq};
use domain::limits::NOTICE_CHARS_MAX;
use domain::text::Text;
use domain::view::{CounterView, NoticeRow, ReadyNoticeChoice};

use super::{FREE, after, counter, frame, key, view};
use crate::choice::Step;
use crate::{Effect, Key, Model, Msg, Page, update};

/// A free counter with one notice up and two ready.
fn with_notices(has_clerk: bool) -> CounterView {
    let mut view = view(has_clerk, None, &FREE);
    view.desk.location = Some(LocationId::new("sede"));
    view.desk.notices = vec![NoticeRow {
        notice: NoticeId(7),
        ready: None,
        text: Text::new("Fila unica", ""),
        location: None,
        area: None,
        until: DateTime::UNIX_EPOCH,
    }];
    let ready = |id: &str| ReadyNoticeChoice { id: ReadyNoticeId::new(id), text: Text::new(id, "") };
    view.desk.ready_notices = vec![ready("ascensore"), ready("assemblea")];
    view
}

fn confirm() -> Msg {
    Msg::Confirm { id: CommandId::new("0123456789abcdef") }
}

fn post(ready: Option<&str>, words: Option<&str>) -> Command {
    Command::PostNotice {
        ready: ready.map(ReadyNoticeId::new),
        text: words.map(|words| Text::new(words, "")),
        location: Some(LocationId::new("sede")),
        area: None,
        until: None,
        counter: Some(counter()),
    }
}

fn sent(effects: &[Effect]) -> Vec<&Command> {
    effects.iter().map(|Effect::Send { command, .. }| command).collect()
}

fn opened() -> Vec<Msg> {
    vec![frame(1, with_notices(true)), key(Key::F12)]
}

#[test]
fn a_number_or_words_put_a_notice_up_in_the_building_of_the_counter() {
    for (typed, expected) in [
        ("2", post(Some("assemblea"), None)),
        (" Oggi niente passaporti ", post(None, Some("Oggi niente passaporti"))),
        ("9", post(None, Some("9"))),
    ] {
        let (model, effects) = after([opened(), vec![Msg::Filter(typed.to_owned()), confirm()]].concat());
        assert_eq!(sent(&effects), [&expected], "{typed}");
        assert_eq!(model.page(), Page::Notices);
    }
    let (model, _) = after([opened(), vec![Msg::Filter("a".repeat(NOTICE_CHARS_MAX + 5))]].concat());
    assert_eq!(model.notices.unwrap().typed.len(), NOTICE_CHARS_MAX, "no more than can be read");
}

#[test]
fn the_arrows_choose_and_what_is_up_is_taken_down() {
    let (mut model, effects) = after([opened(), vec![Msg::Step(Step::Down), confirm()]].concat());
    assert_eq!(sent(&effects), [&Command::TakeDownNotice { notice: NoticeId(7), counter: Some(counter()) }]);
    let Effect::Send { id, .. } = effects[0].clone();
    update(&mut model, Msg::Done { id, seq: Seq(2) }, DateTime::UNIX_EPOCH);
    assert_eq!(model.meant_notice(), None, "the page is ready for the next");
    let (_, effects) = after([opened(), vec![Msg::Step(Step::Last), confirm()]].concat());
    assert_eq!(sent(&effects), [&post(Some("assemblea"), None)]);
}

#[test]
fn nothing_is_put_up_by_a_hasty_key_and_the_desk_is_one_key_away() {
    let (model, effects) = after([opened(), vec![confirm()]].concat());
    assert_eq!((effects, model.notice.is_some()), (vec![], true));
    for way_back in [key(Key::F12), key(Key::Escape), Msg::Back, Msg::TurnNotices, key(Key::F2)] {
        let (model, _) = after([opened(), vec![way_back.clone()]].concat());
        assert_eq!(model.page(), Page::Desk, "{way_back:?}");
    }
    let (model, _) = after(vec![frame(1, with_notices(false)), key(Key::F12)]);
    assert_eq!(model.page(), Page::SignIn, "nobody is there to put one up");
    let left: (Model, _) =
        after([opened(), vec![frame(2, with_notices(false)), frame(3, with_notices(true))]].concat());
    assert_eq!(left.0.page(), Page::Desk, "the next clerk begins at the desk");
}
