//! Between the flow's model and the window: what it shows, and what a touch means.

use std::cell::Cell;

use chrono::{Datelike, Timelike};
use domain::ids::{AreaId, PriorityId, ServiceId};
use domain::text::Language;
use domain::view::{KioskArea, KioskService, KioskView, TicketView};
use domain::wait::WaitRange;
use kiosk_flow::{Caution, Mode, Model, Msg, Panel, Screen, SlipState, Usher, VolumeChange};
use slint::{ComponentHandle, SharedString};
use ticket_printer::Slip;
use ticket_printer::qr::Modules;
use ui_kit::bind::{color, count, replace};
use ui_kit::fonts::family;

use crate::ui::{
    self, CautionMark, Direction, HelpState, KioskWindow, LanguageChoice, NextOpening, OtherPlace, Page,
    ServiceDetails, Size, SlipMark, Theme, TicketDetails, Tile, Words,
};
use crate::visit::CHOSEN_MARK;
use crate::words::{self, words};

/// Dots a module of the code's picture: enough that enlarging or reducing it to the screen keeps it readable.
const QR_MODULE_DOTS: u32 = 8;

/// Stands for a number of people that nobody knows.
pub(crate) const UNKNOWN: i32 = -1;

/// Shows `model`; what is the same as before is not painted again.
pub fn render(window: &KioskWindow, model: &Model) {
    show_language(window, model);
    show_modes(window, model);
    window.set_lost(model.lost.is_some());
    window.set_leaves_in(model.leaves_in_seconds().map_or(-1, count));
    window.set_offline(model.gives_numbers_alone());
    if let Some(view) = &model.view {
        show_view(window, model, view);
    }
    crate::visit::show(window, model);
    crate::notices::show(window, model);
    crate::ways::show(window, model);
    show_opening(window, model);
    window.set_help(match model.usher {
        Usher::Nobody => HelpState::None,
        Usher::Asking(_) => HelpState::Asking,
        Usher::Asked(_) => HelpState::Asked,
        Usher::Coming => HelpState::Coming,
        Usher::NotReached => HelpState::NotReached,
    });
    match &model.screen {
        Screen::Home | Screen::CheckIn(_) | Screen::Card(_) | Screen::Search(_) | Screen::Way(_) => {}
        Screen::Services { area } => {
            if let Some(area) = model.area(area) {
                window.set_area_name(words(&area.name, model.language));
                let tiles = area.services.iter().map(|service| service_tile(model, area, service));
                replace(&window.get_services(), tiles.collect(), |tiles| window.set_services(tiles));
            }
        }
        Screen::Details { area, service, .. }
        | Screen::Priority { area, service }
        | Screen::Taking { area, service } => {
            if let Some((area, service)) = model.service(area, service) {
                show_details(window, model, area, service);
            }
        }
        Screen::Ticket { ticket, slip } => show_ticket(window, model, ticket, *slip),
    }
    crate::staff::render(window, model);
    window.set_light(match model.light() {
        kiosk_flow::Light::Full => ui::Light::Full,
        kiosk_flow::Light::Dimmed => ui::Light::Dimmed,
        kiosk_flow::Light::Asleep => ui::Light::Asleep,
    });
    crate::typing::show(window, model);
    window.set_page(page(model));
    crate::keypad::hold(window);
}

/// Turns touches into messages.
pub fn connect(window: &KioskWindow, send: impl Fn(Msg) + Clone + 'static) {
    let sender = send.clone();
    window.on_area_chosen(move |id| sender(Msg::ChooseArea(AreaId::new(id))));
    let sender = send.clone();
    window.on_service_chosen(move |id| sender(Msg::ChooseService(ServiceId::new(id))));
    let sender = send.clone();
    window.on_take(move || sender(Msg::Take { id: client::new_command_id() }));
    let sender = send.clone();
    window.on_take_without_paper(move || sender(Msg::TakeWithoutPaper { id: client::new_command_id() }));
    let sender = send.clone();
    window.on_add_service(move || sender(Msg::AddService));
    let sender = send.clone();
    window.on_remove_service(move || sender(Msg::RemoveService));
    let sender = send.clone();
    window.on_ask_priority(move || sender(Msg::AskPriority));
    let sender = send.clone();
    window.on_priority_chosen(move |id| sender(Msg::SetPriority((!id.is_empty()).then(|| PriorityId::new(id)))));
    let sender = send.clone();
    window.on_print_again(move || sender(Msg::PrintAgain { id: client::new_command_id() }));
    let sender = send.clone();
    window.on_back(move || sender(Msg::Back));
    let sender = send.clone();
    window.on_home(move || sender(Msg::Home));
    let sender = send.clone();
    window.on_language_chosen(move |code| {
        if let Some(language) = Language::from_code(&code) {
            sender(Msg::SetLanguage(language));
        }
    });
    let sender = send.clone();
    window.on_call_usher(move || sender(Msg::CallUsher { id: client::new_command_id() }));
    let sender = send.clone();
    window.on_choose_language(move || sender(Msg::ChooseLanguage));
    let sender = send.clone();
    window.on_mode_toggled(move |mode| sender(Msg::Toggle(mode_of(mode))));
    let sender = send.clone();
    window.on_volume_changed(move |step| sender(Msg::ChangeVolume(volume_change_of(step))));
    let sender = send.clone();
    window.on_say_again(move || sender(Msg::SayAgain));
    crate::typing::connect(window, send.clone());
    crate::notices::connect(window, send.clone());
    crate::ways::connect(window, send.clone());
    crate::keypad::connect(window, send.clone());
    crate::staff::connect(window, send.clone());
    window.on_touched(move || send(Msg::Touched));
}

/// Calls `act` when the first frame is drawn.
pub fn when_drawn(window: &KioskWindow, act: impl Fn() + 'static) {
    let is_first = Cell::new(true);
    window.on_drawn(move || {
        if is_first.replace(false) {
            act();
        }
        slint::Color::default()
    });
}

/// No key and no window manager closes it: a kiosk that fills the screen is left by its staff alone.
pub fn stay_open(window: &KioskWindow) {
    window.window().on_close_requested(|| slint::CloseRequestResponse::KeepWindowShown);
}

/// Has the same key, and a touch at the same place, ignored for so long after the last one.
pub fn steady(window: &KioskWindow, repeat_ignored_milliseconds: u32) {
    window.global::<ui::Steady<'_>>().set_ignored(repeat_ignored_milliseconds.into());
}

/// Makes everything as large as this panel and this person need it, and as low.
pub fn fit(window: &KioskWindow, model: &Model, panel: Panel) {
    let size = window.window().size().to_logical(window.window().scale_factor());
    let sizes = panel.sizes(size.width, size.height, &model.modes);
    window.set_unit_min(sizes.unit);
    window.set_above(sizes.above);
}

fn show_modes(window: &KioskWindow, model: &Model) {
    let modes = &model.modes;
    window.global::<Theme<'_>>().set_contrast(modes.contrast);
    window.global::<Size<'_>>().set_large(modes.large);
    window.set_modes(ui::Modes {
        large: modes.large,
        contrast: modes.contrast,
        reach: modes.reach,
        speech: modes.speech,
        speakable: model.can_speak(),
    });
}

fn mode_of(mode: ui::Mode) -> Mode {
    match mode {
        ui::Mode::Large => Mode::Large,
        ui::Mode::Contrast => Mode::Contrast,
        ui::Mode::Reach => Mode::Reach,
        ui::Mode::Speech => Mode::Speech,
    }
}

fn volume_change_of(step: ui::VolumeStep) -> VolumeChange {
    match step {
        ui::VolumeStep::Softer => VolumeChange::Softer,
        ui::VolumeStep::Louder => VolumeChange::Louder,
        ui::VolumeStep::Round => VolumeChange::Round,
    }
}

fn show_language(window: &KioskWindow, model: &Model) {
    let language = model.language;
    ui_kit::language::select(language.code());
    window.global::<Theme<'_>>().set_font(family(language).into());
    window.global::<Direction<'_>>().set_rtl(language.is_right_to_left());
    window.set_language(choice(language));
    // Nobody who listens is led to a language without a voice.
    let is_offered = |language: &Language| !model.is_speaking() || model.spoken.has(*language);
    let choices = Language::ALL.into_iter().filter(is_offered).map(choice);
    replace(&window.get_languages(), choices.collect(), |choices| window.set_languages(choices));
}

fn choice(language: Language) -> LanguageChoice {
    LanguageChoice { code: language.code().into(), name: language.own_name().into(), family: family(language).into() }
}

fn page(model: &Model) -> Page {
    match &model.screen {
        _ if model.is_choosing_language => Page::Languages,
        Screen::Ticket { .. } => Page::Ticket,
        Screen::Taking { .. } => Page::Taking,
        _ if let Some(page) = crate::staff::page(model) => page,
        _ if model.staff.is_locked => Page::Locked,
        Screen::CheckIn(page) if page.is_sent => Page::CheckingIn,
        _ if model.view.is_none() => Page::Connecting,
        _ if model.is_reading_notices() => Page::Notices,
        _ if !model.is_open() => Page::Closed,
        Screen::Home => Page::Home,
        Screen::CheckIn(_) => Page::CheckIn,
        Screen::Card(_) => Page::Card,
        Screen::Search(_) => Page::Search,
        Screen::Way(_) => Page::Way,
        Screen::Services { .. } => Page::Services,
        Screen::Details { .. } => Page::Details,
        Screen::Priority { .. } => Page::Priority,
    }
}

fn show_view(window: &KioskWindow, model: &Model, view: &KioskView) {
    let language = model.language;
    window.set_hub_name(words::proper_name(&view.hub_name, language));
    crate::ways::show_texts(window, model, view);
    let tiles = view.areas.iter().map(|area| Tile {
        id: area.id.as_str().into(),
        name: words(&area.name, language),
        summary: words(&area.summary, language),
        icon: area.icon.as_deref().map(crate::icons::shape).unwrap_or_default(),
        badge: (&area.floor).into(),
        badge_is_floor: true,
        color: color(&area.color),
        waiting: waiting(model, area.waiting),
        not_given: !area.services.iter().any(|service| model.is_given(service)),
        ..Tile::default()
    });
    replace(&window.get_areas(), tiles.collect(), |tiles| window.set_areas(tiles));
}

pub(crate) fn service_tile(model: &Model, area: &KioskArea, service: &KioskService) -> Tile {
    let language = model.language;
    let (wait, wait_spoken) = wait(model.wait(service).filter(|_| !model.is_offline()), language);
    Tile {
        id: service.id.as_str().into(),
        name: words(&service.name, language),
        summary: Words::default(),
        icon: SharedString::default(),
        badge: if model.is_put_aside(&service.id) { CHOSEN_MARK.into() } else { service.letter.to_string().into() },
        badge_is_floor: false,
        color: color(&area.color),
        waiting: waiting(model, service.waiting),
        wait,
        wait_spoken,
        unlikely: model.is_unlikely(service),
        not_given: !model.is_given(service),
    }
}

/// How many wait; nobody knows while the dispatcher is gone.
fn waiting(model: &Model, people: u32) -> i32 {
    if model.is_offline() { UNKNOWN } else { count(people) }
}

/// A wait as it is read and as it is heard; both empty where nothing is foretold.
fn wait(range: Option<WaitRange>, language: Language) -> (SharedString, SharedString) {
    let words = range.map(|range| (range.text_in(language).into(), range.spoken_in(language).into()));
    words.unwrap_or_default()
}

/// When a closed office opens again.
fn show_opening(window: &KioskWindow, model: &Model) {
    let opening = model.next_opening();
    let closure = opening.closure.map(|why| words(why, model.language)).unwrap_or_default();
    let next = opening.at.map(|at| (ui_kit::clock::in_zone(at), ui_kit::clock::in_zone(opening.now.unwrap_or(at))));
    window.set_opening(match next {
        Some((local, now)) => NextOpening {
            days: count((local.date() - now.date()).num_days()),
            weekday: count(local.weekday().num_days_from_monday()),
            day: count(local.day()),
            month: count(local.month()),
            time: format!("{:02}:{:02}", local.hour(), local.minute()).into(),
            closure,
        },
        None => NextOpening { closure, ..NextOpening::default() },
    });
}

fn show_details(window: &KioskWindow, model: &Model, area: &KioskArea, service: &KioskService) {
    let language = model.language;
    let (wait, wait_spoken) = wait(model.wait(service).filter(|_| !model.is_offline()), language);
    let (caution, caution_text, given_anyway) = match model.caution(service) {
        Some(Caution::Failed(why)) => (CautionMark::Failed, words(why, language), false),
        Some(Caution::Unlikely { why, is_given }) => (CautionMark::Unlikely, words(why, language), is_given),
        Some(Caution::NotGiven { why }) => (CautionMark::NotGiven, words(why, language), false),
        Some(Caution::NoCounter) => (CautionMark::NoCounter, Words::default(), false),
        Some(Caution::LastTicket { .. }) => (CautionMark::LastTicket, Words::default(), false),
        None => (CautionMark::None, Words::default(), false),
    };
    window.set_details(ServiceDetails {
        name: words(&service.name, language),
        area: words(&area.name, language),
        floor: (&area.floor).into(),
        room: words(&service.waiting_room, language),
        color: color(&area.color),
        minutes: count(service.duration_minutes),
        waiting: waiting(model, service.waiting),
        wait,
        wait_spoken,
        caution,
        caution_text,
        given_anyway,
        given: model.is_given(service),
        last_at: service.offer.last_ticket_at.map(ui_kit::clock::hhmm).unwrap_or_default().into(),
        sooner: sooner(model, service),
        for_whom: words(&service.for_whom, language),
        cost: words(&service.cost, language),
        online: service.online_url.as_deref().unwrap_or_default().into(),
    });
    if window.get_online_text() != service.online_url.as_deref().unwrap_or_default() {
        let modules = service.online_url.as_deref().and_then(Modules::of);
        window.set_online_code(modules.map(|modules| modules.image(QR_MODULE_DOTS)).unwrap_or_default());
        window.set_online_text(service.online_url.as_deref().unwrap_or_default().into());
    }
    let documents = service.documents.iter().map(|document| words(document, language));
    replace(&window.get_documents(), documents.collect(), |documents| window.set_documents(documents));
}

fn sooner(model: &Model, service: &KioskService) -> OtherPlace {
    let Some((place, range)) = model.sooner_elsewhere(service) else { return OtherPlace::default() };
    let (wait, wait_spoken) = wait(Some(range), model.language);
    OtherPlace {
        name: words(&place.name, model.language),
        address: (&place.address).into(),
        wait,
        wait_spoken,
        way: count(place.travel_minutes),
    }
}

fn show_ticket(window: &KioskWindow, model: &Model, ticket: &TicketView, slip: SlipState) {
    let language = model.language;
    let (wait, wait_spoken) = wait(ticket.wait, language);
    window.set_ticket(TicketDetails {
        code: ticket.code.as_str().into(),
        service: words(&ticket.service, language),
        further: words::list(&ticket.further_services, language),
        area: words(&ticket.area, language),
        floor: (&ticket.floor).into(),
        room: words(&ticket.waiting_room, language),
        ahead: if model.is_offline_ticket() { UNKNOWN } else { count(ticket.people_ahead) },
        wait,
        wait_spoken,
        followed: ticket.follow_url.is_some(),
        slip: match slip {
            _ if model.is_asking_to_print_again() => SlipMark::Asking,
            SlipState::Printing => SlipMark::Printing,
            SlipState::Printed => SlipMark::Printed,
            SlipState::NotPrinted => SlipMark::NotPrinted,
            SlipState::Unknown => SlipMark::Unknown,
            SlipState::NotWanted => SlipMark::NotWanted,
        },
        can_print_again: model.can_print_again(),
        refusal: model.again.refusal.as_ref().map(|why| words(why, language)).unwrap_or_default(),
    });
    show_code(window, ticket, language);
}

/// The code to photograph, the same as on the slip; drawn anew only for another ticket or language.
fn show_code(window: &KioskWindow, ticket: &TicketView, language: Language) {
    let slip = Slip::from_ticket(ticket, language, ui_kit::clock::date_time(ticket.taken_at), String::new());
    if window.get_code_text() != slip.qr_text {
        let modules = Modules::of(&slip.qr_text);
        window.set_code(modules.map(|modules| modules.image(QR_MODULE_DOTS)).unwrap_or_default());
        window.set_code_text(slip.qr_text.into());
    }
}
