//! A hand that trembles acts once: the same touch and the same key again at once count for nothing.

use std::time::Duration;

use i_slint_backend_testing::AccessibleRole;
use slint::platform::{Key, PointerEventButton, WindowEvent};
use slint::{LogicalPosition, SharedString};

use super::*;
use crate::support::of_role;

/// Longer than the same touch is ignored.
const RESTED: Duration = Duration::from_millis(600);
/// As long as a trembling hand takes for the next touch.
const TREMBLE: Duration = Duration::from_millis(300);

impl Kiosk {
    /// A finger at a place, down and up.
    pub(super) fn touch_at(&self, position: LogicalPosition) {
        let button = PointerEventButton::Left;
        self.window.window().dispatch_event(WindowEvent::PointerPressed { position, button });
        self.window.window().dispatch_event(WindowEvent::PointerReleased { position, button });
        settle();
    }

    pub(super) fn middle_of(&self, label: &str) -> LogicalPosition {
        let element = find(&self.window, label);
        let (corner, size) = (element.absolute_position(), element.size());
        LogicalPosition::new(corner.x + size.width / 2.0, corner.y + size.height / 2.0)
    }
}

/// A key that is pressed and then repeated by the system, as one that is held down.
fn hold(kiosk: &Kiosk, text: &SharedString) {
    let window = kiosk.window.window();
    window.dispatch_event(WindowEvent::KeyPressed { text: text.clone() });
    for _ in 0..5 {
        window.dispatch_event(WindowEvent::KeyPressRepeated { text: text.clone() });
        settle();
    }
    window.dispatch_event(WindowEvent::KeyReleased { text: text.clone() });
    settle();
}

fn pass(time: Duration) {
    ui_kit::headless::skip(time);
    settle();
}

#[test]
fn whatever_lies_where_one_has_touched_waits_until_the_hand_has_rested() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.tell(vec![frame(true)]);
    let area = find(&kiosk.window, "Anagrafe e Stato civile");
    let (top, bottom) = (area.absolute_position().y, area.absolute_position().y + area.size().height);
    kiosk.tell(vec![Msg::ChooseArea(AreaId::new("anagrafe"))]);
    let services = ["Dichiarazioni di nascita e riconoscimento", "Pubblicazioni di matrimonio e unioni civili"];
    let places = services.map(|name| kiosk.middle_of(name));
    let place = places.into_iter().find(|place| (top..bottom).contains(&place.y)).expect("a service below the area");
    kiosk.tell(vec![Msg::Back]);
    kiosk.touch_at(place);
    assert!(shows(&kiosk.window, "Certificati anagrafici"));
    for _ in 0..5 {
        pass(TREMBLE);
        kiosk.touch_at(place);
        assert!(shows(&kiosk.window, "Certificati anagrafici"), "a hand that trembles on goes one page on");
    }
    pass(RESTED);
    kiosk.touch_at(place);
    assert!(shows(&kiosk.window, "Prendi il numero"), "{:?}", labels(&kiosk.window));
}

#[test]
fn whoever_knows_the_way_touches_elsewhere_at_once() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.tell(vec![frame(true)]);
    kiosk.touch_at(kiosk.middle_of("Servizi Sociali"));
    kiosk.touch_at(kiosk.middle_of("‹ Indietro"));
    assert!(shows(&kiosk.window, "Servizi Sociali"));
    kiosk.touch_at(kiosk.middle_of("Contrasto"));
    assert!(kiosk.model.borrow().modes.contrast);
}

#[test]
fn no_control_of_any_page_acts_twice_on_two_touches_at_once() {
    let kiosk = Kiosk::open(1080, 1920);
    for (name, msgs) in pages() {
        let fresh = || {
            pass(RESTED);
            kiosk.start_over(Language::It, [msgs.clone(), vec![Msg::Toggle(kiosk_flow::Mode::Speech)]].concat());
            kiosk.effects.borrow_mut().clear();
        };
        fresh();
        let buttons = of_role(&kiosk.window, AccessibleRole::Button);
        let buttons = buttons.iter().filter(|button| button.size().width > 0.0);
        let all: Vec<_> = buttons.filter_map(|button| button.accessible_label()).map(String::from).collect();
        // What is typed may be the same twice.
        let types = |label: &str| label.chars().count() == 1 || label.starts_with("Cancella") || label == "Spazio";
        let all = all.into_iter().filter(|label| !types(label));
        for label in all {
            fresh();
            let place = kiosk.middle_of(&label);
            kiosk.touch_at(place);
            let place_now = || {
                let model = kiosk.model.borrow();
                (model.screen.clone(), model.modes.clone(), model.language, model.is_choosing_language)
            };
            let (before, shown) = (place_now(), labels(&kiosk.window));
            let asked = kiosk.effects.borrow().len();
            pass(TREMBLE);
            kiosk.touch_at(place);
            assert_eq!(place_now(), before, "'{label}' on page {name}");
            assert_eq!(labels(&kiosk.window), shown, "'{label}' on page {name}");
            assert_eq!(kiosk.effects.borrow().len(), asked, "'{label}' on page {name}");
        }
    }
}

#[test]
fn the_time_can_be_set_to_nothing_and_to_seconds() {
    let kiosk = Kiosk::open(1080, 1920);
    let contrast = || kiosk.model.borrow().modes.contrast;
    kiosk::bind::steady(&kiosk.window, 0);
    let place = kiosk.middle_of("Contrasto");
    kiosk.touch_at(place);
    kiosk.touch_at(place);
    assert!(!contrast(), "there and back");
    kiosk::bind::steady(&kiosk.window, 2_000);
    kiosk.touch_at(place);
    pass(Duration::from_millis(1_900));
    kiosk.touch_at(place);
    assert!(contrast());
    pass(Duration::from_millis(2_100));
    kiosk.touch_at(place);
    assert!(!contrast());
}

#[test]
fn the_same_key_again_at_once_does_nothing_and_arrows_are_as_fast_as_one_likes() {
    let kiosk = Kiosk::open(1080, 1920);
    let services = vec![frame(true), Msg::ChooseArea(AreaId::new("anagrafe"))];
    kiosk.tell([services, vec![Msg::ChooseService(ServiceId::new("s2"))]].concat());
    kiosk.key(Key::Escape);
    assert!(shows(&kiosk.window, "Certificati anagrafici"));
    kiosk.key(Key::Escape);
    assert!(shows(&kiosk.window, "Certificati anagrafici"), "one page back, not two");
    pass(RESTED);
    kiosk.key(Key::Escape);
    assert!(shows(&kiosk.window, "Servizi Sociali"));
    kiosk.key(Key::DownArrow);
    kiosk.key(Key::DownArrow);
    kiosk.key(Key::Return);
    pass(TREMBLE);
    kiosk.key(Key::Return);
    assert!(kiosk.model.borrow().screen == kiosk_flow::Screen::Services { area: AreaId::new("amministrativi") });
}

#[test]
fn a_finger_that_slides_off_before_it_is_lifted_does_nothing() {
    let kiosk = Kiosk::open(1080, 1920);
    // The letter that was typed is no button, and has the name of one.
    for (name, msgs) in pages().into_iter().filter(|(name, _)| !name.starts_with("search")) {
        kiosk.start_over(Language::It, msgs.clone());
        let buttons = of_role(&kiosk.window, AccessibleRole::Button);
        let all: Vec<_> = buttons
            .iter()
            .filter(|button| button.size().width > 0.0)
            .filter_map(|button| button.accessible_label())
            .map(String::from)
            .collect();
        for label in all {
            kiosk.start_over(Language::It, msgs.clone());
            kiosk.effects.borrow_mut().clear();
            let before = {
                let model = kiosk.model.borrow();
                (model.screen.clone(), model.modes.clone(), model.is_choosing_language, model.staff.clone())
            };
            let (place, away) = (kiosk.middle_of(&label), LogicalPosition::new(2.0, 2.0));
            let button = PointerEventButton::Left;
            let window = kiosk.window.window();
            window.dispatch_event(WindowEvent::PointerPressed { position: place, button });
            window.dispatch_event(WindowEvent::PointerMoved { position: away });
            window.dispatch_event(WindowEvent::PointerReleased { position: away, button });
            settle();
            let model = kiosk.model.borrow();
            let after = (model.screen.clone(), model.modes.clone(), model.is_choosing_language, model.staff.clone());
            assert_eq!(after, before, "'{label}' on page {name}");
            let sent: Vec<_> =
                kiosk.effects.borrow().iter().filter(|effect| !matches!(effect, Effect::Save(_))).cloned().collect();
            assert_eq!(sent, [], "'{label}' on page {name}");
            drop(model);
            pass(RESTED);
        }
    }
}

#[test]
fn a_key_that_is_held_down_is_one_press_whatever_it_means() {
    let kiosk = Kiosk::open(1080, 1920);
    let services = || vec![frame(true), Msg::ChooseArea(AreaId::new("anagrafe"))];
    let mut reader = kiosk::reader::Reader::default();
    kiosk.start_over(Language::It, [services(), vec![Msg::Toggle(kiosk_flow::Mode::Speech)]].concat());
    kiosk.hear(&mut reader);
    hold(&kiosk, &Key::DownArrow.into());
    let first = kiosk.hear(&mut reader).expect("the first control");
    assert!(first.starts_with("Carta d'identità elettronica"), "one step, not six: {first}");
    hold(&kiosk, &"+".into());
    assert_eq!(kiosk.model.borrow().modes.volume_step, kiosk_flow::Modes::default().volume_step + 1);
    kiosk.start_over(Language::It, vec![frame(true), Msg::OpenSearch]);
    hold(&kiosk, &"c".into());
    pass(RESTED);
    let typed = || {
        let model = kiosk.model.borrow();
        let kiosk_flow::Screen::Search(page) = &model.screen else { panic!("{:?}", model.screen) };
        page.typed.clone()
    };
    assert_eq!(typed(), "c");
    for text in ["a", "r", " ", "x"] {
        hold(&kiosk, &text.into());
        pass(RESTED);
    }
    hold(&kiosk, &Key::Backspace.into());
    assert_eq!(typed(), "car ", "a blank is typed, and the last character is taken back");
}
