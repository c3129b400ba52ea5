//! The notices for citizens as rows of a list.

use counter_app_flow::{MeantNotice, Model, NoticeChoice, ready_notices_text, until_text, up_notices_text};
use domain::Timestamp;
use domain::ids::{NoticeId, ReadyNoticeId};
use domain::text::Text;
use domain::view::{NoticeRow, ReadyNoticeChoice};
use slint::SharedString;

use crate::ui::Row;

/// Before the number of a notice that is up, in the id of its row.
const UP: &str = "up:";
/// Before the id of a ready-made one.
const READY: &str = "ready:";

/// Those that are up, and those that can be put up as they are with their numbers.
pub(crate) fn rows(model: &Model) -> Vec<Row> {
    let (up, ready) = (model.notices_up(), model.ready_notices());
    let up_heading = (!up.is_empty()).then(|| heading(model, &up_notices_text()));
    let ready_heading = (!ready.is_empty()).then(|| heading(model, &ready_notices_text()));
    let up = up.iter().map(|row| up_row(model, row));
    let ready = ready.iter().map(|choice| ready_row(model, choice));
    up_heading.into_iter().chain(up).chain(ready_heading).chain(ready).collect()
}

/// What would be put up or taken down.
pub(crate) fn meant(model: &Model) -> Option<Row> {
    Some(match model.meant_notice()? {
        MeantNotice::TakeDown(row) => up_row(model, row),
        MeantNotice::PutUp(choice) => ready_row(model, choice),
        MeantNotice::Own(words) => row(String::new(), words.to_owned()),
    })
}

/// Whether it would be taken down.
pub(crate) fn takes_down(model: &Model) -> bool {
    matches!(model.meant_notice(), Some(MeantNotice::TakeDown(_)))
}

/// The notice of a row; `None` for a heading.
pub(crate) fn choice(id: &str) -> Option<NoticeChoice> {
    if let Some(id) = id.strip_prefix(READY) {
        return Some(NoticeChoice::Ready(ReadyNoticeId::new(id)));
    }
    Some(NoticeChoice::Up(NoticeId(id.strip_prefix(UP)?.parse().ok()?)))
}

fn up_row(model: &Model, notice: &NoticeRow) -> Row {
    let until = until(model, notice.until);
    let title = format!("{} ({})", notice.text.get(model.language), until.get(model.language));
    row(format!("{UP}{}", notice.notice), title)
}

fn ready_row(model: &Model, choice: &ReadyNoticeChoice) -> Row {
    let number = model.ready_notices().iter().position(|known| known.id == choice.id).map_or(0, |place| place + 1);
    row(format!("{READY}{}", choice.id), format!("{number}  {}", choice.text.get(model.language)))
}

fn row(id: String, title: String) -> Row {
    Row { id: id.into(), title: title.into(), place: SharedString::default(), is_heading: false }
}

fn heading(model: &Model, text: &Text) -> Row {
    Row { is_heading: true, ..row(String::new(), text.get(model.language).to_owned()) }
}

/// The hour, and the date before it where that is not the day that is open.
fn until(model: &Model, at: Timestamp) -> Text {
    let today = model.view.as_ref().and_then(|view| view.day);
    if Some(ui_kit::clock::in_zone(at).date()) == today {
        until_text(&ui_kit::clock::hhmm(at), true)
    } else {
        until_text(&ui_kit::clock::date_time(at), false)
    }
}
