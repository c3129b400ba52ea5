//! Public holidays, computed.

use chrono::{Datelike, Days, NaiveDate};
use domain::DayDate;
use domain::calendar::PublicHolidays;
use domain::text::Text;

/// National holidays of Italy that stand on the same day every year: month, day, Italian and English name.
///
/// Law 27 May 1949 no. 260, as changed by law 54/1977, decree 792/1985 (Epiphany) and law 336/2000 (2 June).
const ITALY: [(u32, u32, &str, &str); 10] = [
    (1, 1, "Capodanno", "New Year's Day"),
    (1, 6, "Epifania", "Epiphany"),
    (4, 25, "Festa della Liberazione", "Liberation Day"),
    (5, 1, "Festa del Lavoro", "Labour Day"),
    (6, 2, "Festa della Repubblica", "Republic Day"),
    (8, 15, "Ferragosto", "Assumption Day"),
    (11, 1, "Ognissanti", "All Saints' Day"),
    (12, 8, "Immacolata Concezione", "Immaculate Conception"),
    (12, 25, "Natale", "Christmas Day"),
    (12, 26, "Santo Stefano", "Saint Stephen's Day"),
];
/// First year in which 4 October, Saint Francis, is a national holiday (law 8 October 2025 no. 151).
const SAINT_FRANCIS_SINCE_YEAR: i32 = 2026;

/// The public holiday on a date, where it is one.
#[must_use]
pub fn holiday_name(kept: PublicHolidays, date: DayDate) -> Option<Text> {
    match kept {
        PublicHolidays::None => None,
        PublicHolidays::Italy => italian(date).map(|(it, en)| Text::new(it, en)),
    }
}

fn italian(date: DayDate) -> Option<(&'static str, &'static str)> {
    let day = (date.month(), date.day());
    if let Some((_, _, it, en)) = ITALY.iter().find(|holiday| (holiday.0, holiday.1) == day) {
        return Some((it, en));
    }
    if day == (10, 4) && date.year() >= SAINT_FRANCIS_SINCE_YEAR {
        return Some(("San Francesco d'Assisi", "Saint Francis of Assisi"));
    }
    let easter = easter_sunday(date.year())?;
    if date == easter {
        return Some(("Pasqua", "Easter Sunday"));
    }
    (date == easter + Days::new(1)).then_some(("Lunedì dell'Angelo", "Easter Monday"))
}

/// Easter Sunday of a year of the Gregorian calendar; `None` for a year before it, up to 1582.
///
/// The Gregorian computus in the form of Nature, 20 April 1876 ("To Find Easter"), also called Meeus/Jones/Butcher:
/// J. Meeus, Astronomical Algorithms, 2nd ed. 1998, chapter 8. The letters are those of the source.
#[must_use]
pub fn easter_sunday(year: i32) -> Option<DayDate> {
    if year <= 1582 {
        return None;
    }
    let a = year % 19;
    let (b, c) = (year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    let (month, day) = (sum / 31, sum % 31 + 1);
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}
