//! The menu of the staff as tables: nobody gets in without the PIN, and what is done there stays.

use domain::ticket::SlipOutcome;

use crate::tests::{area, at, choose, open_frame, take, taken};
use crate::{
    Effect, IDLE_SECONDS, Model, Msg, PaperTest, Pin, STAFF_LOG_LINES_MAX, STAFF_PAUSE_SECONDS, STAFF_TRIES_MAX, Saved,
    Screen, StaffEffect, StaffMsg, StaffPage, update,
};

fn kiosk(msgs: Vec<Msg>) -> Model {
    let mut model = Model::default();
    model.staff.pin_digits = 6;
    tell(&mut model, [vec![open_frame()], msgs].concat());
    model
}

fn tell(model: &mut Model, msgs: Vec<Msg>) -> Vec<Effect> {
    let effects = msgs.into_iter().flat_map(|msg| update(model, msg, at(0)));
    effects.filter(|effect| matches!(effect, Effect::Staff(_))).collect()
}

fn staff(model: &mut Model, msg: StaffMsg) -> Vec<Effect> {
    tell(model, vec![Msg::Staff(msg)])
}

/// Types a PIN, which the outside finds right or wrong.
fn type_pin(model: &mut Model, pin: &str, is_right: bool) -> Vec<Effect> {
    let asked = pin.chars().flat_map(|digit| staff(model, StaffMsg::Digit(digit))).collect();
    staff(model, StaffMsg::Checked(is_right));
    asked
}

fn in_menu() -> Model {
    let mut model = kiosk(vec![Msg::Staff(StaffMsg::Ask)]);
    type_pin(&mut model, "123456", true);
    model
}

#[test]
fn there_is_no_menu_without_a_pin_and_none_over_a_number() {
    let mut model = kiosk(vec![]);
    model.staff.pin_digits = 0;
    staff(&mut model, StaffMsg::Ask);
    assert_eq!(model.staff.page, None);
    let taking = vec![area(), choose("id-card"), take("one")];
    for msgs in [taking.clone(), [taking, vec![taken(7)]].concat()] {
        let mut model = kiosk(msgs);
        let screen = model.screen.clone();
        staff(&mut model, StaffMsg::Ask);
        assert_eq!((model.staff.page, model.screen), (None, screen), "a number is never taken away");
    }
}

#[test]
fn nothing_is_done_before_the_pin_is_right() {
    let mut model = kiosk(vec![area(), Msg::Staff(StaffMsg::Ask)]);
    assert_eq!((model.staff.page, &model.screen), (Some(StaffPage::Pin), &Screen::Home));
    for msg in [StaffMsg::TestPaper, StaffMsg::ToggleLock, StaffMsg::Restart, StaffMsg::ShowLog] {
        assert_eq!(staff(&mut model, msg), []);
    }
    staff(&mut model, StaffMsg::Log(vec!["secret".to_owned()]));
    assert!(!model.staff.is_locked && model.staff.log.is_empty());
    assert_eq!(staff(&mut model, StaffMsg::Digit('1')), []);
    staff(&mut model, StaffMsg::Erase);
    staff(&mut model, StaffMsg::Digit('x'));
    assert_eq!(model.pin_typed(), 0);
    let asked = type_pin(&mut model, "123456789", false);
    let whole = StaffEffect::CheckPin(Pin("123456".to_owned()));
    assert_eq!(asked, [Effect::Staff(whole)], "once, when it is whole, and no digit more");
    assert!(model.staff.is_wrong && model.pin_typed() == 0);
    type_pin(&mut model, "123456", true);
    assert_eq!(model.staff.page, Some(StaffPage::Menu));
    assert!(!format!("{:?}", Pin("123456".to_owned())).contains('1'), "no log shows it");
}

#[test]
fn after_so_many_wrong_ones_there_is_a_pause_that_closing_the_page_does_not_end() {
    let mut model = kiosk(vec![]);
    for _ in 0..STAFF_TRIES_MAX {
        assert_eq!(model.staff.pause_seconds, 0);
        staff(&mut model, StaffMsg::Ask);
        type_pin(&mut model, "000000", false);
        tell(&mut model, vec![Msg::Back]);
        assert_eq!(model.staff.page, None);
    }
    assert_eq!(model.staff.pause_seconds, STAFF_PAUSE_SECONDS);
    staff(&mut model, StaffMsg::Ask);
    assert_eq!(staff(&mut model, StaffMsg::Digit('1')), []);
    assert_eq!(model.pin_typed(), 0, "no digit is taken");
    tell(&mut model, (0..STAFF_PAUSE_SECONDS).map(|_| Msg::Tick).collect());
    staff(&mut model, StaffMsg::Ask);
    type_pin(&mut model, "123456", true);
    assert_eq!(model.staff.page, Some(StaffPage::Menu));
}

#[test]
fn the_menu_goes_away_by_itself_and_page_by_page() {
    let mut model = in_menu();
    staff(&mut model, StaffMsg::Log(vec!["a line".to_owned()]));
    assert_eq!(model.staff.page, Some(StaffPage::Log));
    tell(&mut model, vec![Msg::Back]);
    assert_eq!(model.staff.page, Some(StaffPage::Menu));
    tell(&mut model, vec![Msg::Back]);
    assert_eq!(model.staff.page, None);
    let mut model = in_menu();
    tell(&mut model, (0..=IDLE_SECONDS).map(|_| Msg::Tick).collect());
    assert_eq!(model.staff.page, None, "whoever walks away leaves nothing open");
}

#[test]
fn a_test_slip_is_printed_once_at_a_time_and_what_came_of_it_is_told() {
    let mut model = in_menu();
    assert_eq!(staff(&mut model, StaffMsg::TestPaper), [Effect::Staff(StaffEffect::PrintTest)]);
    assert_eq!(staff(&mut model, StaffMsg::TestPaper), [], "one is on its way");
    let (outcome, detail) = (SlipOutcome::NotPrinted, "senza carta".to_owned());
    staff(&mut model, StaffMsg::TestDone { outcome, detail: detail.clone() });
    assert_eq!(model.staff.test, PaperTest::Done { outcome, detail });
    assert_eq!(staff(&mut model, StaffMsg::TestPaper).len(), 1, "and again");
}

#[test]
fn out_of_service_gives_no_numbers_also_after_a_start_until_staff_say_so() {
    let mut model = in_menu();
    let effects = update(&mut model, Msg::Staff(StaffMsg::ToggleLock), at(0));
    let saved =
        effects.into_iter().find_map(|effect| if let Effect::Save(saved) = effect { Some(saved) } else { None });
    let saved = saved.expect("it is on the disk");
    let saved: Saved = serde_json::from_str(&serde_json::to_string(&saved).unwrap()).unwrap();
    let mut model = kiosk(vec![]);
    tell(&mut model, vec![Msg::Restored(saved), open_frame(), area()]);
    assert!(model.staff.is_locked && !model.is_open() && model.screen == Screen::Home);
    staff(&mut model, StaffMsg::Ask);
    type_pin(&mut model, "123456", true);
    staff(&mut model, StaffMsg::ToggleLock);
    tell(&mut model, vec![Msg::Back, area()]);
    assert!(matches!(model.screen, Screen::Services { .. }));
}

#[test]
fn the_log_is_its_last_lines_and_a_restart_is_asked_for() {
    let mut model = in_menu();
    assert_eq!(staff(&mut model, StaffMsg::ShowLog), [Effect::Staff(StaffEffect::ReadLog)]);
    staff(&mut model, StaffMsg::Log((0..100).map(|line| line.to_string()).collect()));
    assert_eq!(model.staff.log.len(), STAFF_LOG_LINES_MAX);
    assert_eq!(model.staff.log.last().map(String::as_str), Some("99"));
    tell(&mut model, vec![Msg::Back]);
    assert_eq!(staff(&mut model, StaffMsg::Restart), [Effect::Staff(StaffEffect::Restart)]);
}

#[test]
fn since_when_the_dispatcher_is_heard_or_lost_is_kept() {
    let mut model = Model::default();
    update(&mut model, Msg::Tick, at(1));
    update(&mut model, open_frame(), at(2));
    update(&mut model, Msg::StreamAlive, at(9));
    assert_eq!(model.staff.since, Some(at(2)));
    update(&mut model, Msg::StreamLost("refused".to_owned()), at(10));
    update(&mut model, Msg::StreamLost("refused".to_owned()), at(12));
    assert_eq!(model.staff.since, Some(at(10)));
}
