//! A screen on the display itself, without a desktop.
//!
//! Slint's own backend for it ends the program at Ctrl+Alt+Delete and Ctrl+Alt+Backspace; nobody at a kiosk may.

#[cfg(feature = "linuxkms")]
use input::event::keyboard::{KeyState, KeyboardEvent, KeyboardEventTrait};

/// What Slint calls the display itself, in `SLINT_BACKEND` too.
#[cfg(feature = "linuxkms")]
const BACKEND: &str = "linuxkms";

// The keys by the numbers the kernel gives them, in `linux/input-event-codes.h`.
const KEY_BACKSPACE: u32 = 14;
const KEY_LEFTCTRL: u32 = 29;
const KEY_LEFTALT: u32 = 56;
const KEY_KPDOT: u32 = 83;
const KEY_RIGHTCTRL: u32 = 97;
const KEY_RIGHTALT: u32 = 100;
const KEY_DELETE: u32 = 111;

/// The keys that are held down, as far as they matter to leaving the program.
#[derive(Debug, Default)]
struct Held {
    controls: Vec<u32>,
    alts: Vec<u32>,
}

impl Held {
    /// Takes a key that goes down or up; gives whether it would leave the program and nobody may hear of it.
    fn leaves(&mut self, key: u32, is_down: bool) -> bool {
        let held = match key {
            KEY_LEFTCTRL | KEY_RIGHTCTRL => &mut self.controls,
            KEY_LEFTALT | KEY_RIGHTALT => &mut self.alts,
            KEY_BACKSPACE | KEY_DELETE | KEY_KPDOT => {
                return is_down && !self.controls.is_empty() && !self.alts.is_empty();
            }
            _ => return false,
        };
        held.retain(|other| *other != key);
        if is_down {
            held.push(key);
        }
        false
    }
}

/// Takes the display itself where there is no desktop; then no key leaves a program that fills the screen.
///
/// # Errors
/// When there is neither a desktop nor a display.
#[cfg(feature = "linuxkms")]
pub(crate) fn choose(is_full_screen: bool) -> anyhow::Result<()> {
    use anyhow::Context;
    use std::cell::RefCell;

    let value = |name| std::env::var(name).unwrap_or_default();
    let wanted = value("SLINT_BACKEND").to_lowercase();
    let has_desktop = ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"].into_iter().any(|name| !value(name).is_empty());
    let is_display_itself = wanted.starts_with(BACKEND) || wanted.is_empty() && !has_desktop;
    if !is_full_screen || !is_display_itself {
        return Ok(());
    }
    let held = RefCell::new(Held::default());
    slint::BackendSelector::new()
        .backend_name(if wanted.is_empty() { BACKEND.to_owned() } else { wanted })
        .with_libinput_event_hook(move |event| {
            let input::Event::Keyboard(KeyboardEvent::Key(key)) = event else { return false };
            held.borrow_mut().leaves(key.key(), key.key_state() == KeyState::Pressed)
        })
        .select()
        .context("cannot draw on the display itself")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_leaves_the_program_and_all_others_are_heard() {
        for (control, alt, key) in [
            (KEY_LEFTCTRL, KEY_LEFTALT, KEY_DELETE),
            (KEY_RIGHTCTRL, KEY_LEFTALT, KEY_BACKSPACE),
            (KEY_LEFTCTRL, KEY_RIGHTALT, KEY_KPDOT),
        ] {
            let mut held = Held::default();
            assert!(!held.leaves(key, true), "alone it is a key like any other");
            assert!(!held.leaves(control, true));
            assert!(!held.leaves(key, true));
            assert!(!held.leaves(alt, true));
            assert!(held.leaves(key, true));
            assert!(!held.leaves(key, false), "its release leaves nothing, and whoever heard it pressed hears it");
            assert!(!held.leaves(alt, false));
            assert!(!held.leaves(key, true));
        }
    }

    #[test]
    fn one_of_two_held_keys_is_enough() {
        let mut held = Held::default();
        for key in [KEY_LEFTCTRL, KEY_RIGHTCTRL, KEY_LEFTALT] {
            assert!(!held.leaves(key, true));
        }
        assert!(!held.leaves(KEY_LEFTCTRL, false));
        assert!(held.leaves(KEY_DELETE, true));
    }
}
