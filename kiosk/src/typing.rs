//! Pages on which something is typed: what they show, and what their keys mean.

use domain::check_in::CHECK_IN_ALPHABET;
use domain::ids::{AreaId, ServiceId};
use domain::text::{Language, Text};
use domain::view::{KioskArea, KioskService};
use kiosk_flow::{Model, Msg, Screen};
use slint::{ComponentHandle, Model as _, SharedString};
use ui_kit::bind::replace;
use ui_kit::fonts::family;

use crate::bind::service_tile;
use crate::ui::{Card, CheckIn, KioskWindow, Page, Search, Tile, Typing};
use crate::words::words;

/// The keys for a fiscal code.
const FISCAL_CODE_KEYS: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// Stands between area and service in the id of a tile that was found; no id has it.
const PLACE_DIVIDER: char = '/';

/// Shows what is typed, where the page has keys.
pub(crate) fn show(window: &KioskWindow, model: &Model) {
    let check_in = window.global::<CheckIn<'_>>();
    check_in.set_offered(model.view.as_ref().is_some_and(|view| view.has_appointments));
    match &model.screen {
        Screen::CheckIn(page) => {
            check_in.set_sent(page.is_sent);
            let keys = CHECK_IN_ALPHABET.iter().map(|sign| char::from(*sign));
            show_typed(window, model, page.shown(), model.check_in_caution());
            show_keys(window, keys, Language::It);
        }
        Screen::Card(page) => {
            window.global::<Card<'_>>().set_keyed(model.has_card_keys());
            show_typed(window, model, page.shown(), page.failure.clone());
            show_keys(window, FISCAL_CODE_KEYS.chars(), Language::It);
        }
        Screen::Search(page) => {
            show_typed(window, model, page.typed.clone(), None);
            show_keys(window, kiosk_flow::search_keys(model.language).chars(), letters(model.language));
            show_found(window, model);
        }
        Screen::Home
        | Screen::Services { .. }
        | Screen::Way(_)
        | Screen::Details { .. }
        | Screen::Priority { .. }
        | Screen::Taking { .. }
        | Screen::Ticket { .. } => {}
    }
}

/// Turns keys of the screen into messages.
pub(crate) fn connect(window: &KioskWindow, send: impl Fn(Msg) + Clone + 'static) {
    let typing = window.global::<Typing<'_>>();
    let sender = send.clone();
    typing.on_typed(move |signs| signs.chars().for_each(|sign| sender(Msg::Type(sign))));
    let sender = send.clone();
    typing.on_erased(move || sender(Msg::Erase));
    let (sender, weak) = (send.clone(), window.as_weak());
    typing.on_confirmed(move || weak.upgrade().and_then(|window| confirmed(&window)).map(&sender).is_some());
    let check_in = window.global::<CheckIn<'_>>();
    let sender = send.clone();
    check_in.on_opened(move || sender(Msg::OpenCheckIn));
    let sender = send.clone();
    check_in.on_send(move || sender(Msg::SendCheckIn { id: client::new_command_id() }));
    let sender = send.clone();
    check_in.on_left(move || sender(Msg::Back));
    let card = window.global::<Card<'_>>();
    let sender = send.clone();
    card.on_send(move || sender(Msg::SendCard { id: client::new_command_id() }));
    let sender = send.clone();
    card.on_skip(move || sender(Msg::SkipCard { id: client::new_command_id() }));
    let search = window.global::<Search<'_>>();
    let sender = send.clone();
    search.on_opened(move || sender(Msg::OpenSearch));
    let sender = send.clone();
    search.on_touched(move || sender(Msg::Touched));
    search.on_chosen(move |place| {
        if let Some((area, service)) = place_of(&place) {
            send(Msg::ChooseFound { area, service });
        }
    });
}

/// What Return means on the page that is shown: the code is sent, or the first service found is opened.
fn confirmed(window: &KioskWindow) -> Option<Msg> {
    let (page, id) = (window.get_page(), client::new_command_id());
    if page == Page::CheckIn {
        return Some(Msg::SendCheckIn { id });
    }
    if page == Page::Card {
        return Some(Msg::SendCard { id });
    }
    let first = window.global::<Search<'_>>().get_found().row_data(0).filter(|_| page == Page::Search)?;
    let (area, service) = place_of(&first.id)?;
    Some(Msg::ChooseFound { area, service })
}

/// The id of a tile of a service that does not stand among those of its area.
pub(crate) fn place_id(area: &KioskArea, service: &KioskService) -> SharedString {
    format!("{}{PLACE_DIVIDER}{}", area.id, service.id).into()
}

/// The service that such an id means, with its area; `None` for the id of something else.
pub(crate) fn place_of(id: &str) -> Option<(AreaId, ServiceId)> {
    let (area, service) = id.split_once(PLACE_DIVIDER)?;
    Some((AreaId::new(area), ServiceId::new(service)))
}

fn show_typed(window: &KioskWindow, model: &Model, shown: String, caution: Option<Text>) {
    let typing = window.global::<Typing<'_>>();
    typing.set_shown(shown.into());
    typing.set_heard(model.typed_aloud().unwrap_or_default().into());
    typing.set_caution(caution.map(|why| words(&why, model.language)).unwrap_or_default());
}

fn show_keys(window: &KioskWindow, keys: impl Iterator<Item = char>, language: Language) {
    let typing = window.global::<Typing<'_>>();
    typing.set_family(family(language).into());
    replace(&typing.get_keys(), keys.map(SharedString::from).collect(), |keys| typing.set_keys(keys));
}

/// The language whose font has single letters of this one: the high letters of Urdu hang out of a key.
fn letters(language: Language) -> Language {
    if language.is_right_to_left() { Language::Ar } else { language }
}

fn show_found(window: &KioskWindow, model: &Model) {
    let search = window.global::<Search<'_>>();
    let tiles = model.found().into_iter().map(|(area, service)| Tile {
        id: place_id(area, service),
        summary: words(&area.name, model.language),
        ..service_tile(model, area, service)
    });
    replace(&search.get_found(), tiles.collect(), |tiles| search.set_found(tiles));
}
