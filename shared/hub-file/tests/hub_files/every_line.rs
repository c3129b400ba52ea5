//! Whatever happens to any single line of the sample, the check answers and never panics.

use domain::text::Language;

use crate::shipped::ASCOLI;

/// How far apart the places are at which the sample is cut, in characters: a prime, so that every kind is met.
const CUTS_APART_SIGNS: usize = 101;

/// The sample with another line in place of one, or without it.
fn with_line(number: usize, line: Option<&str>) -> String {
    let mut lines: Vec<&str> = ASCOLI.lines().collect();
    lines.splice(number..=number, line);
    lines.join("\n")
}

/// Whether the changed file gets a remark that the sample itself does not get.
fn is_remarked(text: &str) -> bool {
    let report = hub_file::check_text(text, "hub.toml");
    assert!(report.mistake_lines().all(|line| line.contains("; ")), "a mistake does not say what to do");
    !report.mistakes.is_empty()
        || report.notes.iter().any(|note| !note.text.starts_with("the counters in 'monticelli'"))
}

/// Lines whose loss leaves a hub: they are comments, or add to a list that can be shorter.
fn can_go(line: &str) -> bool {
    // A text without one of the further languages is read in Italian.
    let field = line.split(" = ").next().unwrap_or_default();
    let is_further = |code: &str| !["it", "en"].contains(&code) && Language::from_code(code).is_some();
    if is_further(field.rsplit('.').next().unwrap_or_default()) {
        return true;
    }
    // What has a usual value, hours among it, can be left out of any entry.
    let optional = [
        "secondary",
        "travel_minutes",
        "hours",
        "last_ticket_minutes",
        "daily_quota",
        "online_url",
        "public_holidays",
        "patron_saint",
        "day_opens",
        "day_closes",
        "most_used",
        "icon",
    ];
    line.is_empty() || line.starts_with(['#', ' ']) || optional.iter().any(|field| line.starts_with(field))
}

#[test]
fn removing_any_line_that_matters_is_reported() {
    for (number, line) in ASCOLI.lines().enumerate() {
        let found = is_remarked(&with_line(number, None));
        assert!(found || can_go(line), "line {} can go unnoticed: {line}", number + 1);
    }
}

/// Ways to mistype a line.
const MISTYPINGS: [Mistyping; 6] = [
    ("without its first sign", |line| line.trim_start().chars().skip(1).collect()),
    ("without its last sign", without_last_sign),
    ("standing twice", |line| format!("{line}\n{line}")),
    ("with two =", |line| line.replacen(" = ", " = = ", 1)),
    ("without =", |line| line.replacen(" = ", " ", 1)),
    ("without a quotation mark", |line| line.replacen('"', "", 1)),
];

type Mistyping = (&'static str, fn(&str) -> String);

#[test]
fn mistyping_any_line_is_reported() {
    let lines = ASCOLI.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    for (number, line) in lines {
        // Each line is mistyped in one way, and each way meets every kind of line.
        let (what, mistype) = MISTYPINGS[(number + number / MISTYPINGS.len()) % MISTYPINGS.len()];
        let changed = mistype(line);
        let is_harmless = changed == line
            // A document may stand twice in a list.
            || (line.starts_with(' ') && what == "standing twice")
            // A number without its last digit is a number.
            || (!line.ends_with(['"', ']', '}', ',']) && what == "without its last sign");
        let is_reported = is_remarked(&with_line(number, Some(&changed)));
        assert!(is_reported || is_harmless, "line {} {what} goes unnoticed: {line}", number + 1);
    }
}

fn without_last_sign(line: &str) -> String {
    let mut line = line.trim_end_matches(',').to_owned();
    line.pop();
    line
}

#[test]
fn a_file_cut_short_anywhere_is_reported() {
    for (offset, _) in ASCOLI.char_indices().step_by(CUTS_APART_SIGNS) {
        let last_line = ASCOLI[..offset].lines().last().unwrap_or_default();
        // Half a comment is one, and nobody misses languages that may be left out: below the clerks all may be.
        let rest = ASCOLI[offset..].split("\n\n").next().unwrap_or_default();
        let is_at_end_of_line = ASCOLI[..offset].ends_with('\n') || rest.starts_with('\n');
        let is_whole = last_line.starts_with('#') || is_at_end_of_line && rest.lines().all(can_go);
        assert!(is_remarked(&ASCOLI[..offset]) || is_whole, "cut at byte {offset}");
    }
}

#[test]
fn no_single_sign_is_so_needed_that_its_loss_ends_the_check() {
    for (offset, sign) in ASCOLI.char_indices().step_by(CUTS_APART_SIGNS) {
        let without = format!("{}{}", &ASCOLI[..offset], &ASCOLI[offset + sign.len_utf8()..]);
        assert!(!hub_file::check_text(&without, "hub.toml").file.is_empty());
    }
}

#[test]
fn a_file_of_nothing_but_repetitions_is_checked_in_one_pass() {
    // Looking back from each line would take minutes; an administrator's browser, or an attacker, would not wait.
    let lines = 60_000;
    let report = hub_file::check_text(&"a = 1\n".repeat(lines), "hub.toml");
    let repeated = report.mistakes.iter().filter(|mistake| mistake.text.contains("stands twice")).count();
    assert_eq!(repeated, lines - 1);
}
