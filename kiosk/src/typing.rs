//! Pages on which something is typed: what they show, and what their keys mean.

use domain::check_in::CHECK_IN_ALPHABET;
use kiosk_flow::{CheckInPage, Model, Msg, Screen};
use slint::{ComponentHandle, SharedString};
use ui_kit::bind::replace;
use ui_kit::fonts::family;

use crate::ui::{CheckIn, KioskWindow, Typing};
use crate::words::words;

/// Shows what is typed, where the page has keys.
pub(crate) fn show(window: &KioskWindow, model: &Model) {
    let check_in = window.global::<CheckIn<'_>>();
    check_in.set_offered(model.view.as_ref().is_some_and(|view| view.has_appointments));
    if let Screen::CheckIn(page) = &model.screen {
        check_in.set_sent(page.is_sent);
        show_check_in(window, model, page);
    }
}

/// Turns keys of the screen into messages.
pub(crate) fn connect(window: &KioskWindow, send: impl Fn(Msg) + Clone + 'static) {
    let (check_in, typing) = (window.global::<CheckIn<'_>>(), window.global::<Typing<'_>>());
    let sender = send.clone();
    check_in.on_opened(move || sender(Msg::OpenCheckIn));
    let sender = send.clone();
    check_in.on_send(move || sender(Msg::SendCheckIn { id: client::new_command_id() }));
    let sender = send.clone();
    typing.on_typed(move |signs| signs.chars().for_each(|sign| sender(Msg::Type(sign))));
    typing.on_erased(move || send(Msg::Erase));
}

fn show_check_in(window: &KioskWindow, model: &Model, page: &CheckInPage) {
    let typing = window.global::<Typing<'_>>();
    typing.set_shown(page.shown().into());
    typing.set_heard(model.typed_aloud().unwrap_or_default().into());
    typing.set_caution(model.check_in_caution().map(|why| words(&why, model.language)).unwrap_or_default());
    typing.set_family(family(domain::text::Language::It).into());
    let keys = CHECK_IN_ALPHABET.iter().map(|sign| SharedString::from(char::from(*sign)));
    replace(&typing.get_keys(), keys.collect(), |keys| typing.set_keys(keys));
}
