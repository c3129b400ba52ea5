//! A scanner that works as a keyboard: what it types comes in one burst and ends with Return, and presses nothing.
//!
//! A character means nothing to a button, so each is held back until it is known whether others follow at once. What
//! ends with Return in time was scanned; what stays alone was typed by hand.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use kiosk_flow::Msg;
use slint::platform::Key;
use slint::{SharedString, Timer, TimerMode};

/// Longest pause between two characters of a scan, in milliseconds: scanners need less than 50, fingers more than 100.
const PAUSE_MILLISECONDS_MAX: u64 = 120;
/// Shortest scan, in characters: less was typed, and its Return too.
const SCAN_CHARS_MIN: usize = 4;
/// Most characters of a scan that are kept; more than any booking has.
const SCAN_CHARS_MAX: usize = 512;

/// What a key is to whoever waits for a scan.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Heard {
    /// A character of a burst: nobody else gets it.
    Held,
    /// The end of one.
    Ended(Vec<char>),
    /// A key that is none of a burst; what was held before was typed.
    Other(Vec<char>),
}

/// Characters that came one right after the other.
#[derive(Debug, Default)]
struct Burst(Vec<char>);

impl Burst {
    fn key(&mut self, text: &str) -> Heard {
        let is = |key: Key| SharedString::from(key) == text;
        if is(Key::Shift) || is(Key::ShiftR) || is(Key::CapsLock) || is(Key::AltGr) {
            return if self.0.is_empty() { Heard::Other(Vec::new()) } else { Heard::Held };
        }
        if is(Key::Return) || is(Key::Tab) {
            let held = std::mem::take(&mut self.0);
            return if held.is_empty() { Heard::Other(held) } else { Heard::Ended(held) };
        }
        let mut signs = text.chars();
        match (signs.next(), signs.next()) {
            (Some(sign), None) if is_sign(sign) && !(self.0.is_empty() && has_meaning(sign)) => {
                if self.0.len() < SCAN_CHARS_MAX {
                    self.0.push(sign);
                }
                Heard::Held
            }
            (_, _) => Heard::Other(std::mem::take(&mut self.0)),
        }
    }
}

/// Whether a character is one that is written; Slint's keys without one have control characters or private ones.
fn is_sign(sign: char) -> bool {
    !sign.is_control() && !('\u{e000}'..='\u{f8ff}').contains(&sign)
}

/// Whether a character alone presses something: the space bar a button, plus and minus the volume.
fn has_meaning(sign: char) -> bool {
    matches!(sign, ' ' | '+' | '-')
}

/// The burst of one window, with the time in which it goes on.
#[derive(Clone)]
pub(crate) struct Scanner {
    burst: Rc<RefCell<Burst>>,
    pause: Rc<Timer>,
    send: Rc<dyn Fn(Msg)>,
}

impl Scanner {
    pub(crate) fn new(send: impl Fn(Msg) + 'static) -> Self {
        Self { burst: Rc::default(), pause: Rc::new(Timer::default()), send: Rc::new(send) }
    }

    /// Whether a key is part of a scan or of typing, so that no control may get it.
    pub(crate) fn takes(&self, text: &str) -> bool {
        let heard = self.burst.borrow_mut().key(text);
        match heard {
            Heard::Held => {
                let scanner = self.clone();
                let pause = Duration::from_millis(PAUSE_MILLISECONDS_MAX);
                self.pause.start(TimerMode::SingleShot, pause, move || {
                    let held = std::mem::take(&mut scanner.burst.borrow_mut().0);
                    scanner.typed(held);
                });
                true
            }
            Heard::Ended(signs) if signs.len() >= SCAN_CHARS_MIN => {
                self.pause.stop();
                (self.send)(Msg::Scanned { id: client::new_command_id(), text: signs.into_iter().collect() });
                true
            }
            Heard::Ended(signs) => {
                self.pause.stop();
                self.typed(signs);
                true
            }
            Heard::Other(signs) => {
                self.pause.stop();
                self.typed(signs);
                false
            }
        }
    }

    fn typed(&self, signs: Vec<char>) {
        signs.into_iter().for_each(|sign| (self.send)(Msg::Type(sign)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every key of a text, and what is heard of the last.
    fn keys(burst: &mut Burst, text: &str) -> Heard {
        let mut last = Heard::Held;
        for sign in text.chars() {
            last = burst.key(&sign.to_string());
        }
        last
    }

    fn text(key: Key) -> String {
        SharedString::from(key).to_string()
    }

    #[test]
    fn a_burst_is_held_back_whole_whatever_is_in_it() {
        for scan in ["K7M4-2QXD", "a b", "RSSMRA85T10A562S", "https://example.org/t/+ -", "è中1"] {
            let mut burst = Burst::default();
            for sign in scan.chars() {
                assert_eq!(burst.key(&text(Key::Shift)) == Heard::Held, !burst.0.is_empty());
                assert_eq!(burst.key(&sign.to_string()), Heard::Held, "{scan}");
            }
            let whole = Heard::Ended(scan.chars().collect());
            assert_eq!(burst.key(&text(if scan.len() % 2 == 0 { Key::Tab } else { Key::Return })), whole);
            assert!(burst.0.is_empty(), "the next one begins anew");
        }
    }

    #[test]
    fn keys_of_the_keypad_are_left_to_it() {
        for key in [Key::Return, Key::Tab, Key::Escape, Key::DownArrow, Key::F1, Key::Shift] {
            assert_eq!(Burst::default().key(&text(key)), Heard::Other(vec![]), "{key:?}");
        }
        for sign in [" ", "+", "-"] {
            assert_eq!(Burst::default().key(sign), Heard::Other(vec![]), "{sign}");
        }
        let mut burst = Burst::default();
        keys(&mut burst, "K7");
        assert_eq!(burst.key(&text(Key::DownArrow)), Heard::Other(vec!['K', '7']), "typed by hand after all");
    }

    #[test]
    fn a_scan_that_never_ends_takes_no_room() {
        let mut burst = Burst::default();
        keys(&mut burst, &"x".repeat(2 * SCAN_CHARS_MAX));
        assert_eq!(burst.0.len(), SCAN_CHARS_MAX);
    }
}
