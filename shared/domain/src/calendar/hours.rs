//! The hours of a week.

use chrono::Weekday;
use serde::{Deserialize, Serialize};

use super::span::{HoursError, Span};

/// Days as they are written, from Monday.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The hours of a week, written as lines such as `mon-fri 08:30-13:00` or `tue thu 08:30-13:00 15:00-17:30`.
///
/// The spans of each day are in order and do not overlap; a day that is not written is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct Hours {
    /// From Monday.
    days: [Vec<Span>; 7],
}

impl Hours {
    /// Reads the lines of a week.
    ///
    /// # Errors
    /// What is wrong and what to write.
    pub fn parse<T: AsRef<str>>(lines: &[T]) -> Result<Self, HoursError> {
        let mut hours = Self::default();
        for line in lines {
            let (days, spans) = parse_line(line.as_ref())?;
            for day in days {
                hours.days[day].extend_from_slice(&spans);
            }
        }
        for spans in &mut hours.days {
            *spans = Self::in_order(spans)?;
        }
        Ok(hours)
    }

    /// The spans of one day in order.
    ///
    /// # Errors
    /// [`HoursError::Overlap`] where two share a minute.
    pub fn in_order(spans: &[Span]) -> Result<Vec<Span>, HoursError> {
        let mut spans = spans.to_vec();
        spans.sort_unstable();
        for pair in spans.windows(2) {
            if pair[1].from_minute() < pair[0].to_minute() {
                return Err(HoursError::Overlap { first: pair[0], second: pair[1] });
            }
        }
        Ok(spans)
    }

    /// The spans of a day of the week, in order.
    #[must_use]
    pub fn on(&self, day: Weekday) -> &[Span] {
        &self.days[day.num_days_from_monday() as usize]
    }
}

/// The days of a line, from 0 for Monday, and the spans they all have.
fn parse_line(line: &str) -> Result<(Vec<usize>, Vec<Span>), HoursError> {
    let (mut days, mut spans) = (Vec::new(), Vec::new());
    for word in line.split([' ', ',']).filter(|word| !word.is_empty()) {
        if word.starts_with(|sign: char| sign.is_ascii_digit()) {
            spans.push(Span::parse(word)?);
        } else if spans.is_empty() {
            days.extend(parse_days(word)?);
        } else {
            return Err(HoursError::NoSpan { text: word.to_owned() });
        }
    }
    if days.is_empty() {
        return Err(HoursError::DaysMissing { text: line.to_owned() });
    }
    if spans.is_empty() {
        return Err(HoursError::SpanMissing { text: line.to_owned() });
    }
    Ok((days, spans))
}

/// Reads `mon` or `mon-fri`; a range may go round the end of the week.
fn parse_days(word: &str) -> Result<Vec<usize>, HoursError> {
    let (first, last) = word.split_once('-').unwrap_or((word, word));
    let position = |name: &str| {
        let known = DAYS.iter().position(|day| *day == name.to_lowercase());
        known.ok_or_else(|| HoursError::NoWeekday { text: name.to_owned() })
    };
    let (first, last) = (position(first)?, position(last)?);
    let count = (last + DAYS.len() - first) % DAYS.len();
    Ok((first..=first + count).map(|day| day % DAYS.len()).collect())
}

impl TryFrom<Vec<String>> for Hours {
    type Error = HoursError;

    fn try_from(lines: Vec<String>) -> Result<Self, HoursError> {
        Self::parse(&lines)
    }
}

impl From<Hours> for Vec<String> {
    fn from(hours: Hours) -> Self {
        let days = DAYS.iter().zip(&hours.days).filter(|(_, spans)| !spans.is_empty());
        let line = |(day, spans): (&&str, &Vec<Span>)| {
            let spans: Vec<_> = spans.iter().map(Span::to_string).collect();
            format!("{day} {}", spans.join(" "))
        };
        days.map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "helpers of tests may unwrap like tests")]

    use super::*;

    fn written(lines: &[&str]) -> Vec<String> {
        Hours::parse(lines).unwrap().into()
    }

    #[test]
    fn ranges_lists_and_several_spans_are_read_and_written_day_by_day() {
        assert_eq!(written(&["mon-tue 08:30-13:00"]), ["mon 08:30-13:00", "tue 08:30-13:00"]);
        assert_eq!(
            written(&["Thu, tue 15:00-17:30", "tue 08:30-13:00"]),
            ["tue 08:30-13:00 15:00-17:30", "thu 15:00-17:30"]
        );
        assert_eq!(written(&["sat-mon 00:00-24:00"]), ["mon 00:00-24:00", "sat 00:00-24:00", "sun 00:00-24:00"]);
        assert_eq!(written(&[]), [""; 0]);
        // One span may begin where another ends.
        assert_eq!(written(&["mon 08:00-12:00 12:00-13:00"]), ["mon 08:00-12:00 12:00-13:00"]);
    }

    #[test]
    fn what_cannot_be_read_says_what_to_write() {
        let cases = [
            ("lun 08:30-13:00", "'lun' is no day; write mon, tue, wed, thu, fri, sat or sun, or mon-fri"),
            ("08:30-13:00", "'08:30-13:00' names no day; write \"mon-fri 08:30-13:00\""),
            ("mon-fri", "'mon-fri' has no times; write \"mon-fri 08:30-13:00\""),
            ("mon 8:30-13:00", "'8:30-13:00' is no span of a day; write it as 08:30-13:00"),
            ("mon 08:30-13:60", "'08:30-13:60' is no span of a day; write it as 08:30-13:00"),
            ("mon 08:30-24:01", "'08:30-24:01' is no span of a day; write it as 08:30-13:00"),
            (
                "mon 22:00-02:00",
                "'22:00-02:00' ends before it begins; write hours that pass midnight as two spans, to 24:00 and from \
                 00:00",
            ),
            (
                "mon 08:30-13:00 12:00-14:00",
                "08:30-13:00 and 12:00-14:00 overlap on one day; write them as one or apart",
            ),
            ("mon 08:30-13:00 tue", "'tue' is no span of a day; write it as 08:30-13:00"),
        ];
        for (line, expected) in cases {
            assert_eq!(Hours::parse(&[line]).unwrap_err().to_string(), expected, "{line}");
        }
    }
}
