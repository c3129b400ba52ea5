//! Dates, times and durations as people and calendars write them.

use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

use crate::limits::NUMBER_DIGITS_MAX;

/// `2026-11-24` or `24/11/2026`.
pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    let (year, month, day) = if let Some(parts) = three(text, '-') {
        parts
    } else {
        let (day, month, year) = three(text, '/')?;
        (year, month, day)
    };
    // A year of two digits could be any.
    if year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(number(year)?.try_into().ok()?, number(month)?, number(day)?)
}

/// `9:30`, `09.30` or, as spreadsheets write it, `09:30:00`.
pub(crate) fn time(text: &str) -> Option<NaiveTime> {
    let parts: Vec<_> = text.split([':', '.']).collect();
    match parts.as_slice() {
        [hours, minutes] if minutes.len() == 2 => NaiveTime::from_hms_opt(number(hours)?, number(minutes)?, 0),
        [hours, minutes, seconds] if minutes.len() == 2 && seconds.len() == 2 => {
            NaiveTime::from_hms_opt(number(hours)?, number(minutes)?, number(seconds)?)
        }
        _ => None,
    }
}

/// `20261124T093000`; whether a `Z` for UTC stands behind it.
pub(crate) fn moment(text: &str) -> Option<(NaiveDateTime, bool)> {
    let (local, is_utc) = match text.strip_suffix(['Z', 'z']) {
        Some(local) => (local, true),
        None => (text, false),
    };
    let (date, time) = local.split_once(['T', 't'])?;
    if time.len() != 6 || !time.is_ascii() {
        return None;
    }
    let time = NaiveTime::from_hms_opt(number(&time[..2])?, number(&time[2..4])?, number(&time[4..])?)?;
    Some((plain_date(date)?.and_time(time), is_utc))
}

/// `20261124`.
pub(crate) fn plain_date(text: &str) -> Option<NaiveDate> {
    if text.len() != 8 || !text.is_ascii() {
        return None;
    }
    NaiveDate::from_ymd_opt(number(&text[..4])?.try_into().ok()?, number(&text[4..6])?, number(&text[6..])?)
}

/// The whole minutes of `PT30M`, `PT1H15M`, `P1DT2H` or `P1W`; `None` if it is none or goes backwards.
pub(crate) fn duration_minutes(text: &str) -> Option<u64> {
    let text = text.to_ascii_uppercase();
    let parts = text.strip_prefix('+').unwrap_or(&text).strip_prefix('P')?;
    let (days, times) = parts.split_once('T').unwrap_or((parts, ""));
    let has_times = parts.contains('T');
    let days_seconds = sum(days, &[('W', 7 * 24 * 3_600), ('D', 24 * 3_600)])?;
    let times_seconds = sum(times, &[('H', 3_600), ('M', 60), ('S', 1)])?;
    let is_something = !days.is_empty() || !times.is_empty();
    (is_something && has_times != times.is_empty()).then_some((days_seconds + times_seconds) / 60)
}

/// The moment at which clocks in `zone` show this; the first of two, and `None` where they skip it.
pub(crate) fn in_zone(local: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(moment) | LocalResult::Ambiguous(moment, _) => Some(moment.with_timezone(&Utc)),
        LocalResult::None => None,
    }
}

/// The sum of numbers with units behind them, each unit at most once and in this order.
fn sum(text: &str, units: &[(char, u64)]) -> Option<u64> {
    let mut rest = text;
    let mut sum = 0;
    for (unit, seconds) in units {
        if let Some((count, after)) = rest.split_once(*unit) {
            sum += u64::from(number(count)?) * seconds;
            rest = after;
        }
    }
    rest.is_empty().then_some(sum)
}

fn three(text: &str, separator: char) -> Option<(&str, &str, &str)> {
    let mut parts = text.split(separator);
    let three = (parts.next()?, parts.next()?, parts.next()?);
    parts.next().is_none().then_some(three)
}

/// A number of digits alone.
pub(crate) fn number(text: &str) -> Option<u32> {
    let is_number =
        !text.is_empty() && text.len() <= NUMBER_DIGITS_MAX && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_italian_offices_and_programs_write_them() {
        let cases = [
            ("2026-11-24", Some("2026-11-24")),
            ("24/11/2026", Some("2026-11-24")),
            ("4/1/2026", Some("2026-01-04")),
            ("29/2/2028", Some("2028-02-29")),
            ("29/2/2026", None),
            ("11/24/2026", None),
            ("24/11/26", None),
            ("24-11-2026", None),
            ("2026/11/24", None),
            ("2026-11", None),
            ("2026-11-24-1", None),
            ("+026-11-24", None),
            ("", None),
        ];
        for (text, read) in cases {
            assert_eq!(date(text).map(|date| date.to_string()).as_deref(), read, "{text}");
        }
    }

    #[test]
    fn times_are_read_with_colon_or_point() {
        let cases = [
            ("9:30", Some("09:30:00")),
            ("09.30", Some("09:30:00")),
            ("09:30:15", Some("09:30:15")),
            ("0:00", Some("00:00:00")),
            ("24:00", None),
            ("9:5", None),
            ("9", None),
            ("9:60", None),
            ("9:30 AM", None),
            ("", None),
        ];
        for (text, read) in cases {
            assert_eq!(time(text).map(|time| time.to_string()).as_deref(), read, "{text}");
        }
    }

    #[test]
    fn moments_of_calendars_are_read() {
        let cases = [
            ("20261124T093000", Some(("2026-11-24 09:30:00", false))),
            ("20261124T093000Z", Some(("2026-11-24 09:30:00", true))),
            ("20261124", None),
            ("20261124T0930", None),
            ("2026-11-24T09:30:00", None),
            ("20261124T0930è0", None),
        ];
        for (text, read) in cases {
            let moment = moment(text).map(|(moment, is_utc)| (moment.to_string(), is_utc));
            assert_eq!(moment.as_ref().map(|(moment, is_utc)| (moment.as_str(), *is_utc)), read, "{text}");
        }
    }

    #[test]
    fn durations_are_read_in_whole_minutes() {
        let cases = [
            ("PT30M", Some(30)),
            ("PT1H15M", Some(75)),
            ("+PT90S", Some(1)),
            ("P1DT2H", Some(26 * 60)),
            ("P1W", Some(7 * 24 * 60)),
            ("pt20m", Some(20)),
            ("PT0S", Some(0)),
            ("-PT30M", None),
            ("P", None),
            ("PT", None),
            ("P1DT", None),
            ("PT30", None),
            ("PT30M1H", None),
            ("PT999999M", None),
            ("30", None),
        ];
        for (text, read) in cases {
            assert_eq!(duration_minutes(text), read, "{text}");
        }
    }

    #[test]
    fn of_two_moments_the_first_is_taken_and_a_skipped_one_is_none() {
        let zone = chrono_tz::Europe::Rome;
        let local = |text| moment(text).map(|(moment, _)| moment).unwrap();
        let cases = [
            ("20261124T093000", Some("2026-11-24 08:30:00 UTC")),
            ("20260701T093000", Some("2026-07-01 07:30:00 UTC")),
            ("20261025T023000", Some("2026-10-25 00:30:00 UTC")),
            ("20260329T023000", None),
        ];
        for (text, read) in cases {
            let moment = in_zone(local(text), zone).map(|moment| moment.to_string());
            assert_eq!(moment.as_deref(), read, "{text}");
        }
    }
}
