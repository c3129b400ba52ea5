//! The arrow keypad and the keyboard: everything can be done without touching the screen.
//!
//! Arrows go from one control to the next, Return and the space bar press it, Escape goes one page back. `F1` starts
//! and ends speech, `F2` says the last words again, `+` and `-` change the volume: a keypad with keys of its own is set
//! up to send these. Characters are those of a scanner, or are typed where the page has a field.

use i_slint_core::window::WindowInner;
use kiosk_flow::{Mode, Msg};
use slint::platform::{Key, WindowEvent};
use slint::{ComponentHandle, SharedString};

use crate::scanner::Scanner;
use crate::ui::KioskWindow;

/// What a key stands for.
#[derive(Clone, Debug, PartialEq)]
enum Meaning {
    /// This, wherever one is.
    Message(Msg),
    /// The next control, or the one before.
    Move(Key),
    /// What it always means.
    Usual,
}

fn meaning(text: &str) -> Meaning {
    let is = |key: Key| SharedString::from(key) == text;
    if is(Key::DownArrow) || is(Key::RightArrow) {
        Meaning::Move(Key::Tab)
    } else if is(Key::UpArrow) || is(Key::LeftArrow) {
        Meaning::Move(Key::Backtab)
    } else if is(Key::Escape) {
        Meaning::Message(Msg::Back)
    } else if is(Key::F1) {
        Meaning::Message(Msg::Toggle(Mode::Speech))
    } else if is(Key::F2) {
        Meaning::Message(Msg::SayAgain)
    } else if text == "+" || text == "-" {
        Meaning::Message(Msg::ChangeVolume { is_louder: text == "+" })
    } else {
        Meaning::Usual
    }
}

/// Turns keys into messages and into steps from one control to the next; whoever presses one is there.
pub(crate) fn connect(window: &KioskWindow, send: impl Fn(Msg) + Clone + 'static) {
    let weak = window.as_weak();
    let scanner = Scanner::new(send.clone());
    window.on_key(move |text| {
        if scanner.takes(&text) {
            return true;
        }
        match meaning(&text) {
            Meaning::Message(msg) => {
                send(msg);
                return true;
            }
            Meaning::Move(key) => {
                send(Msg::Touched);
                let weak = weak.clone();
                // After this key has been dealt with.
                slint::Timer::single_shot(std::time::Duration::ZERO, move || {
                    if let Some(window) = weak.upgrade() {
                        window.window().dispatch_event(WindowEvent::KeyPressed { text: key.into() });
                        window.window().dispatch_event(WindowEvent::KeyReleased { text: key.into() });
                    }
                });
                return true;
            }
            Meaning::Usual => send(Msg::Touched),
        }
        false
    });
}

/// Keys are heard also where the control that had the keyboard is gone with its page.
pub(crate) fn hold(window: &KioskWindow) {
    let inner = WindowInner::from_pub(window.window());
    // What has left the page goes now, and not with the next picture: a scan may come before that.
    inner.ensure_tree_instantiated();
    let held = inner.focus_item.borrow().upgrade();
    if held.is_none_or(|item| !item.is_visible()) {
        window.invoke_listen();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_keypad_has_its_meaning_and_letters_have_none() {
        let text = |key: Key| SharedString::from(key);
        assert_eq!(meaning(&text(Key::DownArrow)), Meaning::Move(Key::Tab));
        assert_eq!(meaning(&text(Key::LeftArrow)), Meaning::Move(Key::Backtab));
        assert_eq!(meaning(&text(Key::Escape)), Meaning::Message(Msg::Back));
        assert_eq!(meaning(&text(Key::F1)), Meaning::Message(Msg::Toggle(Mode::Speech)));
        assert_eq!(meaning("-"), Meaning::Message(Msg::ChangeVolume { is_louder: false }));
        for usual in [text(Key::Return), text(Key::Tab), " ".into(), "a".into()] {
            assert_eq!(meaning(&usual), Meaning::Usual);
        }
    }
}
