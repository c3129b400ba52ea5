//! Between the flow's model and the window: what it shows.

use display_board_flow::{Model, Row, RowState};
use domain::text::{Language, Text};
use domain::view::{BoardArea, BoardCall};
use slint::SharedString;
use ui_kit::bind::{color, count, replace};

use crate::ui::{AreaQueue, BoardWindow, Call, CallRow, CallState, Page};

/// Shows `model`; what is the same as before is not painted again.
pub fn render(window: &BoardWindow, model: &Model) {
    ui_kit::language::select(model.language.code());
    window.set_lost(model.lost.is_some());
    let heard_at = model.heard_at.map(ui_kit::clock::hhmm).unwrap_or_default();
    window.set_heard_at(heard_at.into());
    if let Some(view) = &model.view {
        window.set_hub_name(text(&view.hub_name, model.language));
        window.set_has_waits(view.waiting.iter().any(|area| area.wait.is_some()));
        let areas = view.waiting.iter().map(|area| area_queue(area, model.language));
        replace(&window.get_areas(), areas.collect(), |areas| window.set_areas(areas));
    }
    let spotlight = model.spotlight.as_ref();
    window.set_has_call(spotlight.is_some());
    if let Some(spotlight) = spotlight {
        window.set_call(call(&spotlight.call, model.language));
    }
    window.set_inverted(model.is_spotlight_inverted());
    window.set_over(spotlight.is_some_and(|spotlight| !spotlight.call.is_open));
    let rows_max = usize::try_from(window.get_rows_max()).unwrap_or_default();
    let rows = model.rows(rows_max).into_iter().map(|row| call_row(&row, model.language));
    replace(&window.get_calls(), rows.collect(), |rows| window.set_calls(rows));
    window.set_page(page(model));
}

fn text(text: &Text, language: Language) -> SharedString {
    text.get(language).into()
}

fn page(model: &Model) -> Page {
    if model.view.is_none() {
        Page::Connecting
    } else if model.is_open() {
        Page::Calls
    } else {
        Page::Closed
    }
}

fn call(call: &BoardCall, language: Language) -> Call {
    Call {
        code: call.code.as_str().into(),
        counter: (&call.counter).into(),
        floor: (&call.floor).into(),
        place: text(&call.place, language),
        color: color(&call.color),
    }
}

fn call_row(row: &Row, language: Language) -> CallRow {
    CallRow {
        call: call(&row.call, language),
        state: match row.state {
            RowState::Highlighted => CallState::Highlighted,
            RowState::Open => CallState::Open,
            RowState::Done => CallState::Done,
        },
    }
}

fn area_queue(area: &BoardArea, language: Language) -> AreaQueue {
    let words = area.wait.map(|wait| (wait.text_in(language).into(), wait.spoken_in(language).into()));
    let (wait, wait_spoken) = words.unwrap_or_default();
    AreaQueue {
        name: text(&area.name, language),
        floor: (&area.floor).into(),
        color: color(&area.color),
        waiting: count(area.waiting),
        wait,
        wait_spoken,
    }
}
