//! Notices as kiosks and staff see them.

use domain::Timestamp;
use domain::ids::LocationId;
use domain::limits::NOTICES_UP_MAX;
use domain::notice::Notice;
use domain::text::Text;
use domain::view::{NoticeRow, ReadyNoticeChoice};

use crate::state::State;

/// Everything that is up, the oldest first.
pub(super) fn all(state: &State, now: Timestamp) -> Vec<NoticeRow> {
    state.notices_up(now).map(row).collect()
}

/// What the kiosks of a building show: a hub file that brings a building back may bring more than fit.
pub(super) fn shown(state: &State, location: &LocationId, now: Timestamp) -> Vec<NoticeRow> {
    at(state, location, now).into_iter().take(NOTICES_UP_MAX).collect()
}

/// What is up in a building, the oldest first.
pub(super) fn at(state: &State, location: &LocationId, now: Timestamp) -> Vec<NoticeRow> {
    state.notices_up(now).filter(|notice| notice.is_in(location)).map(row).collect()
}

/// What can be put up as it is, in the languages of the staff alone.
pub(super) fn ready(state: &State) -> Vec<ReadyNoticeChoice> {
    let choices = state.catalog.notices.iter().map(|notice| ReadyNoticeChoice {
        id: notice.id.clone(),
        text: Text::new(notice.text.it.as_str(), notice.text.en.as_str()),
    });
    choices.collect()
}

fn row(notice: &Notice) -> NoticeRow {
    NoticeRow {
        notice: notice.notice,
        ready: notice.ready.clone(),
        text: notice.text.clone(),
        location: notice.location.clone(),
        area: notice.area.clone(),
        until: notice.until,
    }
}
