//! Days and times as people read them, in the languages of the hub.

use chrono::{Datelike, NaiveDateTime, NaiveTime};

use super::names::{month, weekday};
use crate::text::{Language, Text};

/// A moment on the hub's own clock, as it follows a verb: `giovedì 6 agosto alle 08:30`, `Thursday 6 August at 08:30`.
#[must_use]
pub fn moment_text(local: NaiveDateTime) -> Text {
    Text::in_each(|language| moment_in(language, local))
}

fn moment_in(language: Language, local: NaiveDateTime) -> String {
    let weekday = weekday(language, local.weekday());
    let month = month(language, local.month0());
    let (day, time) = (local.day(), time_text(local.time()));
    match language {
        Language::It => format!("{weekday} {day} {month} alle {time}"),
        Language::En => format!("{weekday} {day} {month} at {time}"),
        Language::Ro => format!("{weekday} {day} {month} la ora {time}"),
        Language::Sq => format!("{weekday}, më {day} {month}, në orën {time}"),
        Language::Ar => format!("{weekday} {day} {month} الساعة {time}"),
        Language::Zh => format!("{month}{day}日{weekday}{time}"),
        Language::Uk => format!("{weekday} {day} {month} о {time}"),
        Language::Ur => format!("{weekday} {day} {month} کو {time} بجے"),
        Language::Fr if day == 1 => format!("{weekday} 1er {month} à {time}"),
        Language::Fr => format!("{weekday} {day} {month} à {time}"),
        Language::Es => format!("el {weekday} {day} de {month} a las {time}"),
        Language::Pl => format!("{weekday} {day} {month} o {time}"),
    }
}

/// A time on the hub's own clock: `08:30`.
#[must_use]
pub fn time_text(local: NaiveTime) -> String {
    local.format("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::moment_text;
    use crate::text::Language;

    #[test]
    fn a_moment_is_read_in_every_language() {
        let date = NaiveDate::from_ymd_opt(2026, 8, 4).unwrap();
        let text = moment_text(date.and_hms_opt(8, 30, 0).unwrap());
        let expected = [
            "martedì 4 agosto alle 08:30",
            "Tuesday 4 August at 08:30",
            "marți 4 august la ora 08:30",
            "të martën, më 4 gusht, në orën 08:30",
            "الثلاثاء 4 أغسطس الساعة 08:30",
            "8月4日星期二08:30",
            "у вівторок 4 серпня о 08:30",
            "منگل 4 اگست کو 08:30 بجے",
            "mardi 4 août à 08:30",
            "el martes 4 de agosto a las 08:30",
            "we wtorek 4 sierpnia o 08:30",
        ];
        assert_eq!(Language::ALL.map(|language| text.get(language).to_owned()), expected);
        let first = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap().and_hms_opt(9, 0, 0).unwrap();
        assert_eq!(moment_text(first).get(Language::Fr), "mardi 1er décembre à 09:00");
    }
}
