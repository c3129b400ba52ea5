//! Notices that are put up for citizens and taken down.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::command::Command;
use domain::ids::{AreaId, CounterId, LocationId, NoticeId, ReadyNoticeId};
use domain::limits::{NOTICE_CHARS_MAX, NOTICE_DAYS_MAX, NOTICES_UP_MAX};
use domain::notice::Notice;
use domain::text::Text;

use super::desk::is_staffed;
use super::{Making, staffed};
use crate::model::{Model, Verdict};
use crate::office::NOBODY;

/// The longest a made-up notice hangs, in minutes: somewhat more than a day, so that some hang over a night.
const MINUTES_MAX: u64 = 1_800;

/// What is to be put up.
pub struct Wanted<'a> {
    /// The ready-made notice.
    pub ready: Option<&'a ReadyNoticeId>,
    /// Words of one's own.
    pub text: Option<&'a Text>,
    /// The building.
    pub location: Option<&'a LocationId>,
    /// The area.
    pub area: Option<&'a AreaId>,
    /// When it ends.
    pub until: Option<Timestamp>,
}

/// From a counter most of the time, else from nowhere.
fn counter(making: &mut Making<'_>) -> Option<CounterId> {
    making.random.chance(60).then(|| making.counter(is_staffed))
}

/// One of a few, ready-made or not, for some time; seldom one that cannot be.
pub fn make_post(making: &mut Making<'_>) -> Command {
    let ready: Vec<_> = making.model.catalog.notices.iter().map(|notice| notice.id.clone()).collect();
    let ready = making.random.one(&ready).cloned().filter(|_| making.random.chance(97));
    let ready = ready.unwrap_or_else(|| ReadyNoticeId::new(NOBODY));
    let words = match making.random.weighted(&[90, 4, 3, 3]) {
        0 => format!(" Avviso {} ", making.random.below(6)),
        1 => " ".to_owned(),
        2 => "a".repeat(NOTICE_CHARS_MAX + 1),
        _ => "due\nrighe".to_owned(),
    };
    let text = Text::new(words, "");
    let (ready, text) = match making.random.weighted(&[48, 48, 2, 2]) {
        0 => (Some(ready), None),
        1 => (None, Some(text)),
        2 => (Some(ready), Some(text)),
        _ => (None, None),
    };
    let areas: Vec<_> = making.model.catalog.areas.iter().map(|area| area.id.clone()).collect();
    let area = making.random.one(&areas).cloned().filter(|_| making.random.chance(30));
    let area = if making.random.chance(2) { Some(AreaId::new(NOBODY)) } else { area };
    let midday = making.today.and_hms_opt(12, 0, 0).map(|midday| midday.and_utc());
    let minutes = i64::try_from(making.random.below(MINUTES_MAX)).unwrap_or(0);
    let until = midday.map(|midday| midday + TimeDelta::minutes(minutes)).filter(|_| making.random.chance(60));
    let location = making.location();
    Command::PostNotice { ready, text, location, area, until, counter: counter(making) }
}

/// One that is up, most of the time.
pub fn make_take_down(making: &mut Making<'_>) -> Command {
    let all: Vec<_> = making.model.notices.iter().map(|notice| notice.notice).collect();
    let notice = making.random.one(&all).copied().filter(|_| making.random.chance(90));
    let notice = notice.unwrap_or(NoticeId(u64::from(u32::MAX)));
    Command::TakeDownNotice { notice, counter: counter(making) }
}

fn words(model: &Model, wanted: &Wanted<'_>) -> Result<Text, &'static str> {
    let text = match (wanted.ready, wanted.text) {
        (Some(id), None) => {
            let known = model.catalog.notices.iter().find(|notice| &notice.id == id);
            return known.map(|notice| notice.text.clone()).ok_or("unknown_notice");
        }
        (None, Some(text)) => text,
        _ => return Err("notice_choice"),
    };
    // What is made up says nothing but Italian.
    match text.it.trim() {
        "" => Err("notice_without_italian"),
        words if words.chars().count() > NOTICE_CHARS_MAX => Err("notice_too_long"),
        words if words.contains('\n') => Err("notice_not_one_line"),
        words => Ok(Text::new(words, "")),
    }
}

/// Somebody puts a notice up.
///
/// # Errors
/// Those of [`staffed`], `notice_choice`, `unknown_notice`, `notice_without_italian`, `notice_too_long`,
/// `notice_not_one_line`, `unknown_location`, `unknown_notice_area`, `notice_end_out_of_range`, `notice_up_already`,
/// `too_many_notices`.
pub fn post(model: &mut Model, wanted: &Wanted<'_>, by: Option<&CounterId>, now: Timestamp) -> Verdict {
    if let Some(by) = by {
        staffed(model, by)?;
    }
    let text = words(model, wanted)?;
    if let Some(location) = wanted.location {
        model.place(Some(location))?;
    }
    if wanted.area.is_some_and(|area| !model.catalog.areas.iter().any(|known| &known.id == area)) {
        return Err("unknown_notice_area");
    }
    let latest = now + TimeDelta::days(NOTICE_DAYS_MAX);
    let until = match wanted.until {
        Some(until) if until <= now || until > latest => return Err("notice_end_out_of_range"),
        Some(until) => until,
        None => model.midnight(now).unwrap_or(latest),
    };
    model.notices.retain(|notice| now < notice.until);
    let is_same = |notice: &Notice| {
        notice.text == text && notice.location.as_ref() == wanted.location && notice.area.as_ref() == wanted.area
    };
    if model.notices.iter().any(is_same) {
        return Err("notice_up_already");
    }
    let shown_in = model.catalog.locations.iter().filter(|place| wanted.location.is_none_or(|only| only == &place.id));
    if shown_in.into_iter().any(|place| model.notices_in(&place.id, now).len() >= NOTICES_UP_MAX) {
        return Err("too_many_notices");
    }
    model.last_notice += 1;
    *model.seldom.entry("notice_posted").or_default() += 1;
    model.notices.push(Notice {
        notice: NoticeId(model.last_notice),
        ready: wanted.ready.cloned(),
        text,
        location: wanted.location.cloned(),
        area: wanted.area.cloned(),
        posted_at: now,
        until,
    });
    Ok(None)
}

/// Somebody takes it down.
///
/// # Errors
/// Those of [`staffed`], `notice_not_up`.
pub fn take_down(model: &mut Model, notice: NoticeId, by: Option<&CounterId>, now: Timestamp) -> Verdict {
    if let Some(by) = by {
        staffed(model, by)?;
    }
    model.notices.retain(|notice| now < notice.until);
    let place = model.notices.iter().position(|known| known.notice == notice).ok_or("notice_not_up")?;
    model.notices.remove(place);
    Ok(None)
}
