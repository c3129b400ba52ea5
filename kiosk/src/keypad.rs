//! The arrow keypad and the keyboard: everything can be done without touching the screen.
//!
//! Arrows go from one control to the next, Return and the space bar press it, Escape goes one page back. `F1` starts
//! and ends speech, `F2` says the last words again, `+` and `-` change the volume: a keypad with keys of its own is set
//! up to send these. Where something is typed Backspace takes the last character back. `F9` asks for the PIN of the staff, which is typed with digits. Characters are those of a scanner,
//! or are typed where the page has a field.
//!
//! A key that is held down is one press, whatever it means: nobody has to let go in time (EN 301 549, 5.7). What does
//! something does it once, also where it is pressed again before the hand has rested. Arrows, the volume and what is
//! typed are not among these, because the opposite key undoes a step too many, and whoever listens goes through a list
//! as fast as they can hear.

use std::cell::RefCell;
use std::time::Duration;

use i_slint_core::animations::Instant;
use i_slint_core::window::WindowInner;
use kiosk_flow::{Mode, Msg, StaffMsg, VolumeChange};
use slint::platform::{Key, WindowEvent};
use slint::{ComponentHandle, SharedString};

use crate::repeats::Repeats;
use crate::scanner::Scanner;
use crate::ui::{KioskWindow, Light, Page, Steady};

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
    } else if is(Key::F9) {
        Meaning::Message(Msg::Staff(StaffMsg::Ask))
    } else if text == "+" || text == "-" {
        Meaning::Message(Msg::ChangeVolume(if text == "+" { VolumeChange::Louder } else { VolumeChange::Softer }))
    } else {
        Meaning::Usual
    }
}

/// What a key stands for while the PIN is asked for, where that is something else.
fn pin_meaning(text: &str) -> Option<Meaning> {
    if SharedString::from(Key::Backspace) == text {
        return Some(Meaning::Message(Msg::Staff(StaffMsg::Erase)));
    }
    let digit = text.chars().next().filter(char::is_ascii_digit)?;
    Some(Meaning::Message(Msg::Staff(StaffMsg::Digit(digit))))
}

/// What a key of a keyboard stands for where something is typed: Backspace takes back, and a blank parts two words.
fn typing_meaning(page: Page, text: &str) -> Option<Meaning> {
    let types = matches!(page, Page::CheckIn | Page::Card | Page::Search);
    if types && SharedString::from(Key::Backspace) == text {
        return Some(Meaning::Message(Msg::Erase));
    }
    (page == Page::Search && text == " ").then_some(Meaning::Message(Msg::Type(' ')))
}

/// Turns keys into messages and into steps from one control to the next; whoever presses one is there.
pub(crate) fn connect(window: &KioskWindow, send: impl Fn(Msg) + Clone + 'static) {
    let weak = window.as_weak();
    let repeats = RefCell::new(Repeats::default());
    let scanner = Scanner::new(send.clone());
    window.on_key(move |text, is_held| {
        let (page, light) = weak.upgrade().map(|window| (window.get_page(), window.get_light())).unwrap_or_default();
        if light != Light::Full {
            // The key that wakes the screen does nothing else.
            send(Msg::Touched);
            return true;
        }
        if is_held {
            send(Msg::Touched);
            return true;
        }
        if page != Page::StaffPin && scanner.takes(&text) {
            return true;
        }
        let meaning = if page == Page::StaffPin { pin_meaning(&text) } else { typing_meaning(page, &text) };
        if page == Page::StaffPin
            && meaning.is_none()
            && text.chars().all(|sign| !sign.is_control() && sign.is_ascii_graphic())
        {
            // A PIN is digits alone, whatever a scanner reads.
            return true;
        }
        let meaning = meaning.unwrap_or_else(|| self::meaning(&text));
        let counts = weak.upgrade().is_none_or(|window| counts(&window, &mut repeats.borrow_mut(), &text));
        if !counts && acts(&meaning, &text) {
            send(Msg::Touched);
            return true;
        }
        match meaning {
            Meaning::Message(msg) => {
                send(msg);
                return true;
            }
            Meaning::Move(key) => {
                send(Msg::Touched);
                let weak = weak.clone();
                // After this key has been dealt with.
                slint::Timer::single_shot(Duration::ZERO, move || {
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

/// Whether the key is another than the last one, or the hand has rested since.
fn counts(window: &KioskWindow, repeats: &mut Repeats, text: &SharedString) -> bool {
    let ignored = window.global::<Steady<'_>>().get_ignored();
    let now = Instant::now(WindowInner::from_pub(window.window()).context());
    let millis = |millis| Duration::from_millis(millis);
    repeats.counts(text, millis(now.as_millis()), millis(u64::try_from(ignored).unwrap_or_default()))
}

/// Whether a key does something that the opposite key does not undo.
fn acts(meaning: &Meaning, text: &str) -> bool {
    match meaning {
        // Typing means the same digit twice.
        Meaning::Message(
            Msg::ChangeVolume(_) | Msg::Staff(StaffMsg::Digit(_) | StaffMsg::Erase) | Msg::Type(_) | Msg::Erase,
        )
        | Meaning::Move(_) => false,
        Meaning::Message(_) => true,
        Meaning::Usual => text == " " || SharedString::from(Key::Return) == text,
    }
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
        assert_eq!(meaning("-"), Meaning::Message(Msg::ChangeVolume(VolumeChange::Softer)));
        for usual in [text(Key::Return), text(Key::Tab), " ".into(), "a".into()] {
            assert_eq!(meaning(&usual), Meaning::Usual);
        }
    }
}
