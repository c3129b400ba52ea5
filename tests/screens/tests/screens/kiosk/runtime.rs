//! A screen at rest draws nothing, says when it has drawn, and stays where it is.

use std::cell::Cell;

use slint::platform::{Key, WindowEvent};

use super::*;

/// A quarter of an hour.
const QUIET_SECONDS: usize = 900;

#[test]
fn a_screen_that_nobody_touches_draws_nothing_but_its_clock() {
    for (name, msgs) in pages() {
        if name.starts_with("taking")
            || name == "checking-in"
            || name.starts_with("ticket-printing")
            || name.starts_with("ticket-asking")
        {
            // Something moves there while one waits.
            continue;
        }
        let looked_at = std::thread::spawn(move || {
            let kiosk = Kiosk::open(1080, 1920);
            kiosk.start_over(Language::It, msgs);
            let drawn = ui_kit::headless::frames().count;
            for _ in 0..3 {
                // The same hub again, as after every ticket of another kiosk that changes nothing here.
                kiosk::bind::render(&kiosk.window, &kiosk.model.borrow());
                kiosk::bind::fit(&kiosk.window, &kiosk.model.borrow(), kiosk_flow::Panel::default());
                kiosk.window.set_clock("10:42".into());
                settle();
            }
            // The first fit may move what was shown without one.
            let fitted = ui_kit::headless::frames().count;
            assert!(fitted <= drawn + 1, "page {name}");
            for _ in 0..3 {
                kiosk::bind::render(&kiosk.window, &kiosk.model.borrow());
                kiosk::bind::fit(&kiosk.window, &kiosk.model.borrow(), kiosk_flow::Panel::default());
                kiosk.window.set_clock("10:42".into());
                ui_kit::headless::skip(std::time::Duration::from_secs(1));
                assert_eq!(ui_kit::headless::frames().count, fitted, "page {name}");
            }
            kiosk.window.set_clock("10:43".into());
            assert_eq!(ui_kit::headless::frames().count, fitted + 1, "page {name}");
        });
        looked_at.join().unwrap();
    }
}

#[test]
fn a_quiet_quarter_of_an_hour_takes_a_frame_for_each_change_of_the_light() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.model.borrow_mut().eco.dim_after_seconds = 60;
    kiosk.tell(vec![frame(true)]);
    let before = ui_kit::headless::frames().count;
    for _ in 0..QUIET_SECONDS {
        kiosk.tell(vec![Msg::Tick]);
        ui_kit::headless::skip(std::time::Duration::from_secs(1));
        let _ = ui_kit::headless::frames();
    }
    assert_eq!(ui_kit::headless::frames().count - before, 1, "it has dimmed, and nothing else");
}

#[test]
fn the_first_frame_is_told_once_and_not_before_it_is_drawn() {
    let kiosk = Kiosk::open(1080, 1920);
    let told = Rc::new(Cell::new(0));
    let counted = told.clone();
    kiosk::bind::when_drawn(&kiosk.window, move || counted.set(counted.get() + 1));
    kiosk.tell(vec![frame(true)]);
    assert_eq!(told.get(), 0);
    assert_eq!(ui_kit::headless::frames().count, 1);
    assert_eq!(told.get(), 1);
    kiosk.tell(vec![Msg::ChooseArea(AreaId::new("anagrafe"))]);
    assert_eq!(ui_kit::headless::frames().count, 2);
    assert_eq!(told.get(), 1);
}

#[test]
fn no_key_and_no_wish_to_close_it_leaves_a_kiosk_that_fills_the_screen() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk::bind::stay_open(&kiosk.window);
    kiosk.tell(vec![frame(true)]);
    kiosk.window.window().dispatch_event(WindowEvent::KeyPressed { text: Key::Alt.into() });
    for key in [Key::F4, Key::F10, Key::F11, Key::Escape, Key::Menu, Key::SysReq, Key::Delete] {
        kiosk.key(key);
        kiosk.window.window().dispatch_event(WindowEvent::CloseRequested);
        settle();
        assert!(kiosk.window.window().is_visible());
    }
    kiosk.window.window().dispatch_event(WindowEvent::KeyReleased { text: Key::Alt.into() });
    assert!(shows(&kiosk.window, "Di cosa hai bisogno?"));
}
