//! Answers for a terminal.

use std::fmt::Write;

use domain::what_if::{Advice, AdviceProgress, Difference, WaitFigures, WhatIfAnswer};

const PERCENT: u64 = 100;

/// Before and after in a table, with the band, and what it rests on.
#[must_use]
pub fn table(answer: &WhatIfAnswer) -> String {
    let mut table = format!("{:<22}{:>8}{:>8}{:>12}  {}\n", "", "before", "after", "difference", "nine times in ten");
    for (name, figure, difference) in [
        ("mean wait, minutes", (|figures| figures.mean_minutes) as fn(&WaitFigures) -> f64, answer.mean_minutes),
        ("95 of 100, minutes", |figures| figures.p95_minutes, answer.p95_minutes),
        ("over target, percent", |figures| figures.over_target_percent, answer.over_target_percent),
    ] {
        let (before, after) = (figure(&answer.before), figure(&answer.after));
        let band = band(&difference);
        // A text has no trouble with being written.
        let _ = writeln!(table, "{name:<22}{before:>8.1}{after:>8.1}{:>+12.1}  {band}", difference.likely);
    }
    table.push_str(&rests_on(answer));
    table
}

fn band(difference: &Difference) -> String {
    match (difference.low, difference.high) {
        (Some(low), Some(high)) => format!("{low:+.1} to {high:+.1}"),
        (_, _) => "unknown".to_owned(),
    }
}

fn rests_on(answer: &WhatIfAnswer) -> String {
    match (answer.days, answer.variations) {
        (1, variations) => {
            format!("rests on 1 day, played {variations} times with other durations and other people who do not come\n")
        }
        (days, _) => format!("rests on {days} days, each played as it was and with the changes\n"),
    }
}

/// The suggestions, the best first, one a line.
#[must_use]
pub fn advice_lines(advice: &Advice) -> String {
    let mut lines = String::new();
    for (number, suggestion) in advice.suggestions.iter().enumerate() {
        let (band, seen) = (band(&suggestion.mean_minutes), suggestion.seen_minutes);
        // A text has no trouble with being written.
        let _ =
            writeln!(lines, "{:>2}. {} ({band} nine times in ten; seen {seen:+.1})", number + 1, suggestion.text.en);
    }
    if advice.suggestions.is_empty() {
        lines.push_str("nothing was found that helps\n");
    }
    let days = advice.days;
    lines.push_str(&format!("rests on {days} {}\n", if days == 1 { "day" } else { "days" }));
    lines
}

/// How far a search has come, in one line.
#[must_use]
pub fn progress_line(progress: AdviceProgress) -> String {
    let AdviceProgress { played, total } = progress;
    format!("{played} of {total} days played, {} %", PERCENT * u64::from(played) / u64::from(total.max(1)))
}

#[cfg(test)]
mod tests {
    use domain::text::Text;
    use domain::what_if::{Advice, AdviceProgress, Difference, Suggestion, WaitFigures, WhatIfAnswer};

    use super::{advice_lines, progress_line, table};

    fn answer(days: u32, variations: u32) -> WhatIfAnswer {
        let figures = |mean_minutes| WaitFigures { mean_minutes, p95_minutes: 41.25, over_target_percent: 12.0 };
        let sure = |likely| Difference { likely, low: Some(likely - 0.5), high: Some(likely + 0.5) };
        let unsure = Difference { likely: 0.0, low: None, high: None };
        WhatIfAnswer {
            days,
            variations,
            before: figures(12.34),
            after: figures(9.8),
            mean_minutes: sure(-2.54),
            p95_minutes: sure(0.0),
            over_target_percent: unsure,
        }
    }

    #[test]
    fn the_columns_stand_below_each_other_whatever_the_figures() {
        let told = table(&answer(12, 1));
        let lines: Vec<_> = told.lines().collect();
        assert_eq!(lines[0], "                        before   after  difference  nine times in ten");
        assert_eq!(lines[1], "mean wait, minutes        12.3     9.8        -2.5  -3.0 to -2.0");
        assert_eq!(lines[2], "95 of 100, minutes        41.2    41.2        +0.0  -0.5 to +0.5");
        assert_eq!(lines[3], "over target, percent      12.0    12.0        +0.0  unknown");
        assert_eq!(lines[4], "rests on 12 days, each played as it was and with the changes");
        assert!(table(&answer(1, 50)).contains("rests on 1 day, played 50 times"));
    }

    #[test]
    fn advice_has_a_line_for_each_suggestion() {
        let mean_minutes = Difference { likely: -1.2, low: Some(-2.0), high: Some(-0.4) };
        let text = Text::new("Aprire", "Open counter 2 from 08:00 on: a mean wait shorter by about 1.2 min.");
        let suggestion = Suggestion { changes: vec![], mean_minutes, seen_minutes: -2.5, text };
        let advice = Advice { days: 50, suggestions: vec![suggestion] };
        let told = advice_lines(&advice);
        assert!(told.starts_with(" 1. Open counter 2"), "{told}");
        assert!(told.contains("(-2.0 to -0.4 nine times in ten; seen -2.5)\nrests on 50 days\n"), "{told}");
        assert_eq!(advice_lines(&Advice::default()), "nothing was found that helps\nrests on 0 days\n");
        assert_eq!(progress_line(AdviceProgress { played: 30, total: 120 }), "30 of 120 days played, 25 %");
        assert_eq!(progress_line(AdviceProgress { played: 0, total: 0 }), "0 of 0 days played, 0 %");
    }
}
