//! Notices that staff put up for citizens.

use calendar::OpeningTimes;
use chrono::TimeDelta;
use domain::Timestamp;
use domain::event::Event;
use domain::ids::{AreaId, CounterId, LocationId, NoticeId, ReadyNoticeId};
use domain::limits::{NOTICE_DAYS_MAX, NOTICES_UP_MAX};
use domain::notice::{Notice, checked};
use domain::rejection::Rejection;
use domain::rejection::notice::NoticeRejection;
use domain::text::Text;

use super::{counter, place};
use crate::state::State;

/// What is to be put up.
pub(super) struct Wanted<'a> {
    pub(super) ready: Option<&'a ReadyNoticeId>,
    pub(super) text: Option<&'a Text>,
    pub(super) location: Option<&'a LocationId>,
    pub(super) area: Option<&'a AreaId>,
    pub(super) until: Option<Timestamp>,
}

/// Puts up a notice; open or closed, because people read it at a closed door, too.
pub(super) fn post(
    state: &State,
    wanted: &Wanted<'_>,
    by: Option<&CounterId>,
    now: Timestamp,
) -> Result<Vec<Event>, Rejection> {
    if let Some(by) = by {
        counter::signed_in(state, by)?;
    }
    let text = words(state, wanted)?;
    if wanted.location.is_some() {
        place::asked(state, wanted.location)?;
    }
    if let Some(area) = wanted.area.filter(|area| state.catalog.area(area).is_none()) {
        return Err(NoticeRejection::UnknownNoticeArea { area: area.to_string() }.into());
    }
    let until = end(state, wanted.until, now)?;
    let notice = Notice {
        notice: state.next_notice(),
        ready: wanted.ready.cloned(),
        text,
        location: wanted.location.cloned(),
        area: wanted.area.cloned(),
        posted_at: now,
        until,
    };
    check_room(state, &notice, now)?;
    Ok(vec![Event::NoticePosted { notice: Box::new(notice), counter: by.cloned() }])
}

/// Takes a notice down before its time.
pub(super) fn take_down(
    state: &State,
    notice: NoticeId,
    by: Option<&CounterId>,
    now: Timestamp,
) -> Result<Vec<Event>, Rejection> {
    if let Some(by) = by {
        counter::signed_in(state, by)?;
    }
    if !state.notices_up(now).any(|known| known.notice == notice) {
        return Err(NoticeRejection::NoticeNotUp.into());
    }
    Ok(vec![Event::NoticeTakenDown { notice, counter: by.cloned() }])
}

/// The notices that hang on, said again because a replay begins with the last day that was opened.
pub(super) fn hang_on(state: &State, now: Timestamp) -> impl Iterator<Item = Event> {
    state.notices_up(now).map(|notice| Event::NoticePosted { notice: Box::new(notice.clone()), counter: None })
}

fn words(state: &State, wanted: &Wanted<'_>) -> Result<Text, Rejection> {
    match (wanted.ready, wanted.text) {
        (Some(id), None) => {
            let unknown = || NoticeRejection::UnknownNotice { ready: id.to_string() };
            Ok(state.catalog.notice(id).ok_or_else(unknown)?.text.clone())
        }
        (None, Some(text)) => Ok(checked(text)?),
        (None, None) | (Some(_), Some(_)) => Err(NoticeRejection::NoticeChoice.into()),
    }
}

/// When a notice ends: as asked for, or with today's opening, or at midnight where that is over.
fn end(state: &State, asked: Option<Timestamp>, now: Timestamp) -> Result<Timestamp, Rejection> {
    let latest = now + TimeDelta::days(NOTICE_DAYS_MAX);
    if let Some(until) = asked {
        let is_right = now < until && until <= latest;
        return if is_right { Ok(until) } else { Err(NoticeRejection::NoticeEndOutOfRange { latest }.into()) };
    }
    let times = OpeningTimes::new(&state.catalog);
    let today = times.date(now);
    let closes = times.day(today).map(|(_, closes)| closes).filter(|closes| now < *closes);
    Ok(closes.unwrap_or_else(|| times.midnight_after(today)))
}

/// Whether a notice says what no other does, and each building that would show it has room for it.
fn check_room(state: &State, new: &Notice, now: Timestamp) -> Result<(), Rejection> {
    let is_same = |known: &Notice| (&known.text, &known.location, &known.area) == (&new.text, &new.location, &new.area);
    if state.notices_up(now).any(is_same) {
        return Err(NoticeRejection::NoticeUpAlready.into());
    }
    let mut places = state.catalog.locations.iter().filter(|place| new.is_in(&place.id));
    let is_full = |id: &LocationId| state.notices_up(now).filter(|known| known.is_in(id)).count() >= NOTICES_UP_MAX;
    match places.find(|place| is_full(&place.id)) {
        Some(full) => {
            let (location, notices_max) = (full.name.it.clone(), NOTICES_UP_MAX);
            Err(NoticeRejection::TooManyNotices { location, notices_max }.into())
        }
        None => Ok(()),
    }
}
