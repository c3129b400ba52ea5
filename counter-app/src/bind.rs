//! Between the flow's model and the window: what it shows, and what a press or a key means.

use counter_app_flow::{Key, Model, Msg, NoticeKind as Gravity, Page as FlowPage, Step, printers_text, usher_text};
use domain::ids::{ClerkId, ServiceId};
use domain::text::{Language, Text};
use domain::ticket::{Class, LegState};
use domain::view::{CounterAction, CounterClerk, CounterTicket, CounterView, QueueRow, ServiceChoice};
use slint::SharedString;
use slint::platform::Key as WindowKey;
use ui_kit::bind::{count, replace};

use crate::notices;
use crate::ui::{
    Action, ActionKind, Actions, ClassMark, CounterWindow, DeskState, InHand, NoticeKind, Page, QueueEntry, Row,
    StepKind,
};

const SECONDS_PER_MINUTE: i64 = 60;

/// Shows `model`; what is the same as before is not painted again.
pub fn render(window: &CounterWindow, model: &Model) {
    ui_kit::language::select(model.language.code());
    window.set_english(model.language == Language::En);
    window.set_counter_id(model.counter.as_str().into());
    window.set_lost(model.lost.is_some());
    window.set_heard_at(model.heard_at.map(ui_kit::clock::hhmm).unwrap_or_default().into());
    let notice = model.notice.as_ref();
    window.set_notice(notice.map(|notice| text(&notice.text, model.language)).unwrap_or_default());
    window.set_notice_kind(match notice.map(|notice| notice.kind) {
        Some(Gravity::Failure) => NoticeKind::Danger,
        Some(Gravity::Reason) | None => NoticeKind::Warning,
    });
    let printers = model.view.as_ref().map(|view| printers_text(&view.desk.printers));
    window.set_printers(printers.map(|printers| text(&printers, model.language)).unwrap_or_default());
    let calls = model.view.as_ref().map(|view| usher_text(&view.desk.usher_calls, ui_kit::clock::hhmm));
    window.set_usher(calls.map(|calls| text(&calls, model.language)).unwrap_or_default());
    show_place(window, model);
    if let Some(view) = &model.view {
        show_view(window, model, view);
    }
    window.set_notices_up(count(model.notices_up().len()));
    show_choice(window, model);
    window.set_page(match model.page() {
        FlowPage::Connecting => Page::Connecting,
        FlowPage::UnknownCounter => Page::UnknownCounter,
        FlowPage::Closed => Page::Closed,
        FlowPage::SignIn => Page::SignIn,
        FlowPage::Desk => Page::Desk,
        FlowPage::Transfer => Page::Transfer,
        FlowPage::Notices => Page::Notices,
    });
}

/// Turns presses and keys into messages.
pub fn connect(window: &CounterWindow, send: impl Fn(Msg) + Clone + 'static) {
    let id = client::new_command_id;
    let sender = send.clone();
    window.on_pressed(move |kind| sender(Msg::Press { action: action(kind), id: id() }));
    let sender = send.clone();
    window.on_shortcut(move |text, is_repeated| {
        let Some(key) = key(&text) else { return false };
        // A key held down is one press.
        if !is_repeated {
            sender(Msg::Key { key, id: id() });
        }
        true
    });
    let sender = send.clone();
    window.on_filter_edited(move |text| sender(Msg::Filter(text.into())));
    let sender = send.clone();
    window.on_step(move |kind| sender(Msg::Step(step(kind))));
    let sender = send.clone();
    let shown = slint::ComponentHandle::as_weak(window);
    window.on_row_chosen(move |id| match shown.upgrade().map(|window| window.get_page()) {
        Some(Page::Transfer) => sender(Msg::ChooseService(ServiceId::new(id))),
        Some(Page::Notices) => notices::choice(&id).into_iter().for_each(|chosen| sender(Msg::ChooseNotice(chosen))),
        Some(_) | None => sender(Msg::ChooseClerk(ClerkId::new(id))),
    });
    let sender = send.clone();
    window.on_confirm(move || sender(Msg::Confirm { id: id() }));
    let sender = send.clone();
    window.on_usher_answered(move || sender(Msg::AnswerUsher { id: id() }));
    let sender = send.clone();
    window.on_notices_turned(move || sender(Msg::TurnNotices));
    let sender = send.clone();
    window.on_back(move || sender(Msg::Back));
    window.on_language_chosen(move |code| {
        send(Msg::SetLanguage(if code == Language::En.code() { Language::En } else { Language::It }));
    });
}

fn text(text: &Text, language: Language) -> SharedString {
    text.get(language).into()
}

fn key(text: &str) -> Option<Key> {
    let mut letters = text.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else { return None };
    let keys = [
        (WindowKey::F2, Key::F2),
        (WindowKey::F3, Key::F3),
        (WindowKey::F4, Key::F4),
        (WindowKey::F6, Key::F6),
        (WindowKey::F7, Key::F7),
        (WindowKey::F8, Key::F8),
        (WindowKey::F9, Key::F9),
        (WindowKey::F10, Key::F10),
        (WindowKey::F12, Key::F12),
        (WindowKey::Escape, Key::Escape),
    ];
    keys.into_iter().find(|(pressed, _)| char::from(*pressed) == letter).map(|(_, key)| key)
}

fn action(kind: ActionKind) -> CounterAction {
    match kind {
        ActionKind::CallNext => CounterAction::CallNext,
        ActionKind::Recall => CounterAction::Recall,
        ActionKind::Start => CounterAction::Start,
        ActionKind::Finish => CounterAction::Finish,
        ActionKind::NoShow => CounterAction::NoShow,
        ActionKind::Transfer => CounterAction::Transfer,
        ActionKind::SignOut => CounterAction::SignOut,
    }
}

fn step(kind: StepKind) -> Step {
    match kind {
        StepKind::Up => Step::Up,
        StepKind::Down => Step::Down,
        StepKind::PageUp => Step::PageUp,
        StepKind::PageDown => Step::PageDown,
        StepKind::First => Step::First,
        StepKind::Last => Step::Last,
    }
}

/// Shows where this is and who sits here; a counter the hub does not have is nowhere.
fn show_place(window: &CounterWindow, model: &Model) {
    let view = model.view.as_ref().filter(|_| !model.is_unknown);
    window.set_counter(view.map(|view| (&view.label).into()).unwrap_or_default());
    window.set_place(view.map(|view| text(&view.place, model.language)).unwrap_or_default());
    window.set_floor(view.map(|view| (&view.floor).into()).unwrap_or_default());
    let clerk = view.and_then(|view| view.clerk.as_ref());
    window.set_clerk(clerk.map(|clerk| (&clerk.name).into()).unwrap_or_default());
}

fn show_view(window: &CounterWindow, model: &Model, view: &CounterView) {
    window.set_ticket(view.current.as_ref().map(|ticket| in_hand(model, ticket)).unwrap_or_default());
    window.set_waiting(count(view.waiting));
    let queue = view.queue.iter().map(|row| queue_entry(model, row));
    replace(&window.get_queue(), queue.collect(), |queue| window.set_queue(queue));
    window.set_actions(Actions {
        call_next: show_action(model, CounterAction::CallNext),
        recall: show_action(model, CounterAction::Recall),
        start: show_action(model, CounterAction::Start),
        finish: show_action(model, CounterAction::Finish),
        no_show: show_action(model, CounterAction::NoShow),
        transfer: show_action(model, CounterAction::Transfer),
        sign_out: show_action(model, CounterAction::SignOut),
    });
}

fn show_action(model: &Model, action: CounterAction) -> Action {
    let reason = model.disabled_because(action);
    Action {
        key: Key::of(action).name().into(),
        enabled: reason.is_none(),
        reason: reason.map(|reason| text(&reason, model.language)).unwrap_or_default(),
        busy: model.busy_with() == Some(action),
    }
}

fn in_hand(model: &Model, ticket: &CounterTicket) -> InHand {
    let further: Vec<&str> = ticket.further_services.iter().map(|service| service.get(model.language)).collect();
    let seconds = model.seconds_in_state(ticket);
    InHand {
        code: ticket.code.as_str().into(),
        service: text(&ticket.service, model.language),
        further: further.join(", ").into(),
        state: if ticket.state == LegState::Serving { DeskState::Serving } else { DeskState::Called },
        time: format!("{:02}:{:02}", seconds / SECONDS_PER_MINUTE, seconds % SECONDS_PER_MINUTE).into(),
        waited: count(ticket.waited_minutes),
        recalls: count(ticket.recalls),
        why: ticket.reason.as_ref().map(|reason| text(&reason.text, model.language)).unwrap_or_default(),
    }
}

fn queue_entry(model: &Model, row: &QueueRow) -> QueueEntry {
    QueueEntry {
        code: row.code.as_str().into(),
        service: text(&row.service, model.language),
        minutes: count(model.waited_minutes(row)),
        since: ui_kit::clock::hhmm(row.waiting_since).into(),
        class: match row.class {
            Class::WalkIn => ClassMark::WalkIn,
            Class::Appointment => ClassMark::Appointment,
            Class::Priority => ClassMark::Priority,
        },
    }
}

/// Shows the list of the page in front, with what was typed and chosen.
fn show_choice(window: &CounterWindow, model: &Model) {
    let language = model.language;
    let (filter, rows, chosen) = match model.page() {
        FlowPage::SignIn => {
            let rows: Vec<Row> = model.clerks().into_iter().map(clerk_row).collect();
            (&model.sign_in.filter, rows, model.chosen_clerk().map(clerk_row))
        }
        FlowPage::Transfer => {
            let Some(transfer) = &model.transfer else { return };
            let chosen = model.chosen_service().map(|service| service_row(service, language));
            (&transfer.choice.filter, service_rows(&model.services(), language), chosen)
        }
        FlowPage::Notices => {
            let Some(page) = &model.notices else { return };
            window.set_takes_down(notices::takes_down(model));
            (&page.typed, notices::rows(model), notices::meant(model))
        }
        FlowPage::Connecting | FlowPage::UnknownCounter | FlowPage::Closed | FlowPage::Desk => return,
    };
    let place = rows.iter().position(|row| chosen.as_ref() == Some(row));
    replace(&window.get_rows(), rows, |rows| window.set_rows(rows));
    window.set_chosen_row(place.map_or(-1, count));
    let chosen = chosen.unwrap_or_default();
    window.set_chosen_name(chosen.title);
    window.set_chosen_place(chosen.place);
    if window.get_filter() != filter {
        window.set_filter(filter.into());
    }
    let reason = model.confirm_disabled_because();
    window.set_confirm_action(Action {
        key: SharedString::default(),
        enabled: reason.is_none(),
        reason: reason.map(|reason| text(&reason, language)).unwrap_or_default(),
        busy: model.is_busy(),
    });
}

fn clerk_row(clerk: &CounterClerk) -> Row {
    Row {
        id: clerk.id.as_str().into(),
        title: (&clerk.name).into(),
        place: clerk.counter.as_ref().map(SharedString::from).unwrap_or_default(),
        is_heading: false,
    }
}

fn service_row(service: &ServiceChoice, language: Language) -> Row {
    Row {
        id: service.id.as_str().into(),
        title: text(&service.name, language),
        place: SharedString::default(),
        is_heading: false,
    }
}

/// The services below headings with their areas.
fn service_rows(services: &[&ServiceChoice], language: Language) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut area = None;
    for service in services {
        if area != Some(&service.area) {
            area = Some(&service.area);
            let title = text(&service.area, language);
            rows.push(Row { id: SharedString::default(), title, place: SharedString::default(), is_heading: true });
        }
        rows.push(service_row(service, language));
    }
    rows
}
