//! Notices for citizens: put up and taken down by key, by mouse and by assistive technology.

use counter_app_flow::{Key as FlowKey, Step};
use domain::ids::{NoticeId, ReadyNoticeId};
use domain::limits::{NOTICE_CHARS_MAX, NOTICES_UP_MAX};
use domain::view::{NoticeRow, ReadyNoticeChoice};

use super::*;

/// As many notices as there can be, each as long as it may be.
pub(super) fn longest() -> CounterView {
    let long = |number: usize| -> Text {
        let words = "Il sistema della carta d'identità è fermo: oggi non sappiamo quando riprende. ";
        let words: String = words.chars().cycle().take(NOTICE_CHARS_MAX - 2).collect();
        Text::new(format!("{number} {words}"), "")
    };
    let mut view = free();
    view.desk.location = Some(LocationId::new("sede"));
    let up = (0..NOTICES_UP_MAX).map(|number| NoticeRow {
        notice: NoticeId(number as u64 + 1),
        ready: None,
        text: long(number),
        location: None,
        area: None,
        until: ago(0) + chrono::TimeDelta::hours(3),
    });
    view.desk.notices = up.collect();
    let ready = |number: usize| ReadyNoticeChoice { id: ReadyNoticeId::new(format!("n{number}")), text: long(number) };
    view.desk.ready_notices = (1..=9).map(ready).collect();
    view
}

/// The page, by its key.
pub(super) fn opened(view: CounterView) -> Vec<Msg> {
    vec![frame(view), Msg::Key { key: FlowKey::F12, id: CommandId::new("open") }]
}

pub(super) fn down() -> Msg {
    Msg::Step(Step::Down)
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

#[test]
fn a_clerk_puts_notices_up_by_keyboard_alone() {
    let mut desk = Desk::open(1280, 800);
    desk.show(longest());
    desk.key(Key::F12);
    desk.write("3");
    desk.key(Key::Return);
    assert_eq!(desk.sent.len(), 1);
    desk.answer();
    assert_eq!(desk.commands(), [post(Some("n3"), None)]);
    desk.write("Fila unica");
    desk.key(Key::Return);
    assert_eq!(desk.sent.len(), 1, "what was typed before is gone");
    desk.answer();
    assert_eq!(desk.commands(), [post(None, Some("Fila unica"))]);
    desk.key(Key::DownArrow);
    desk.key(Key::Return);
    desk.answer();
    let first = Command::TakeDownNotice { notice: NoticeId(1), counter: Some(counter()) };
    assert_eq!(desk.commands(), [first]);
    desk.key(Key::Escape);
    assert!(!shows(&desk.window, "Avvisi per i cittadini"), "{:?}", labels(&desk.window));
}

#[test]
fn the_mouse_does_the_same() {
    let mut desk = Desk::open(1280, 800);
    desk.show(longest());
    desk.press("Avvisi (4) F12");
    let first = labels(&desk.window).into_iter().find(|label| label.starts_with("0 Il sistema")).unwrap();
    desk.click(&first);
    desk.press("Togli");
    let expected = Command::TakeDownNotice { notice: NoticeId(1), counter: Some(counter()) };
    assert_eq!(desk.commands(), [expected]);
}
