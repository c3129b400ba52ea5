//! Where the lines of a slip end, and what they do to each other.

use domain::text::{Language, Text};
use domain::view::TicketView;
use domain::wait::WaitRange;
use ticket_printer::{Bitmap, Rasterizer, Slip};

use super::{WIDTHS_DOTS, keep, on_paper, slip, ticket, words};

/// The last line of a slip with the margin below it, in dots.
const LAST_LINE_DOTS: usize = 90;
/// A line that keeps its place and has no ink.
const NO_INK: &str = "\u{a0}";
/// An ordinary slip in Urdu on 80 mm is at most so long, 28 cm in dots.
const URDU_ROWS_MAX: usize = 2_238;
/// Words that reach far up or down, as texts of services do.
const DEEP: [&str; 3] = ["پیچیدہ ٹیکنیکل سرٹیفکیٹ", "رجسٹریشن کی تصحیح", "شادی کے اعلانات"];

#[test]
fn each_further_line_makes_a_slip_longer_by_the_same_and_takes_nothing_from_its_end() {
    on_paper(384, |rasterizer| {
        let mut measured = |documents: usize| {
            let mut view = ticket();
            view.documents = vec![Text::new("Documento", ""); documents];
            let slip = Slip::from_ticket(&view, Language::It, String::new(), String::new());
            let picture = rasterizer.picture(&slip).unwrap();
            let end = &picture.rows()[picture.height_dots() - LAST_LINE_DOTS..];
            (picture.height_dots(), end.iter().flatten().map(|byte| byte.count_ones()).sum::<u32>())
        };
        let (heights, ends): (Vec<_>, Vec<_>) = (30..=60).map(&mut measured).unzip();
        let (first, last) = (heights[0], heights[30]);
        assert!(first < 3_500 && last > 4_500, "from ordinary slips to long ones: {heights:?}");
        let line = (last - first) / 30;
        let is_even = heights.windows(2).all(|pair| (line..=line + 1).contains(&(pair[1] - pair[0])));
        assert!(is_even, "a line is {line} dots: {heights:?}");
        // The last line may stand a dot higher or lower.
        let is_whole = ends.iter().all(|ink| ink.abs_diff(ends[0]) < ends[0] / 4);
        assert!(ends[0] > 1_000 && is_whole, "black dots at the end of each slip: {ends:?}");
    });
}

#[test]
fn a_wait_is_broken_between_its_words_and_never_within_its_range() {
    on_paper(384, |rasterizer| {
        let mut broken = 0;
        for (language, from_minutes, to_minutes) in Language::ALL
            .into_iter()
            .flat_map(|language| [(language, 10, 20), (language, 100, 140), (language, 215, 370)])
        {
            let wait = WaitRange { from_minutes, to_minutes: Some(to_minutes), likely_minutes: None, is_rough: true };
            let told = slip(&TicketView { wait: Some(wait), ..words::ticket() }, language);
            let mut picture = |wait_text: String| rasterizer.picture(&Slip { wait_text, ..told.clone() }).unwrap();
            let (found, short) = (picture(told.wait_text.clone()), picture("1".to_owned()));
            if found.height_dots() == short.height_dots() {
                continue;
            }
            let spaces = told.wait_text.match_indices(' ').map(|(at, _)| at);
            let in_two: Vec<_> =
                spaces.map(|at| format!("{}\n{}", &told.wait_text[..at], &told.wait_text[at + 1..])).collect();
            assert!(in_two.into_iter().any(|text| picture(text) == found), "{language:?}: {}", told.wait_text);
            keep(&found, &format!("384-{}-wait-{from_minutes}", language.code()));
            broken += 1;
        }
        assert!(broken > 0, "no wait was too long for its line");
    });
}

#[test]
fn what_a_thread_has_drawn_before_leaves_nothing_on_the_next_slip() {
    on_paper(576, |used| {
        for language in [Language::Ur, Language::Zh, Language::It] {
            for documents in [0, 120, 3] {
                let documents = words::ticket().documents.into_iter().cycle().take(documents).collect();
                let slip = slip(&TicketView { documents, ..words::ticket() }, language);
                let next = slip.clone();
                // The longest is refused, or drawn in a window of another height.
                let after_others = used.picture(&slip).ok();
                on_paper(576, move |fresh| assert!(fresh.picture(&next).ok() == after_others, "{language:?}"));
            }
        }
    });
}

/// Every part of a slip whose lines hold nothing else.
const PARTS: [fn(&mut Slip) -> &mut String; 8] = [
    |slip| &mut slip.hub_name,
    |slip| &mut slip.header,
    |slip| &mut slip.service,
    |slip| &mut slip.waiting_room,
    |slip| &mut slip.wait_text,
    |slip| &mut slip.documents[0],
    |slip| &mut slip.documents[1],
    |slip| &mut slip.footer,
];

fn urdu() -> Slip {
    let mut slip = slip(&words::ticket(), Language::Ur);
    (slip.header, slip.footer) = (slip.service.clone(), slip.further_services[0].clone());
    slip.documents[0] = format!("{}\n{}", DEEP[1], DEEP[2]);
    slip
}

/// The dots that are in the one picture and not in the other.
fn dots_of<'a>(whole: &'a Bitmap, without: &'a Bitmap) -> impl Iterator<Item = (usize, usize)> + 'a {
    let places = (0..whole.height_dots()).flat_map(|y| (0..whole.width_dots()).map(move |x| (x, y)));
    places.filter(|(x, y)| whole.is_black(*x, *y) && !without.is_black(*x, *y))
}

/// Asserts that the ink that is missing in the second picture touches nothing that is there.
fn assert_stands_apart(whole: &Bitmap, without: &Bitmap, what: &str) {
    assert_eq!(whole.height_dots(), without.height_dots(), "{what}: the line keeps its place");
    let mut dots = 0;
    for (x, y) in dots_of(whole, without) {
        let touched = (y - 1..=y + 1).flat_map(|y| (x - 1..=x + 1).map(move |x| (x, y)));
        for (x, y) in touched {
            assert!(!without.is_black(x, y), "{what} touches something at {x}, {y}");
        }
        dots += 1;
    }
    assert!(dots > 500, "{what} has {dots} black dots");
}

#[test]
fn close_lines_of_urdu_touch_nothing() {
    for width in WIDTHS_DOTS {
        on_paper(width, move |rasterizer| {
            let whole = rasterizer.picture(&urdu()).unwrap();
            keep(&whole, &format!("{width}-ur-close"));
            for part in PARTS {
                let mut slip = urdu();
                let text = std::mem::replace(part(&mut slip), NO_INK.to_owned());
                // A text of several lines leaves as many; those that broke by themselves cannot be told apart.
                let lines = text.lines().count();
                *part(&mut slip) = [NO_INK].repeat(lines).join("\n");
                let without = rasterizer.picture(&slip).unwrap();
                if without.height_dots() == whole.height_dots() {
                    assert_stands_apart(&whole, &without, &format!("{width}: {text}"));
                }
            }
            let mut slip = urdu();
            slip.documents[0] = format!("{}\n{NO_INK}", DEEP[1]);
            assert_stands_apart(&whole, &rasterizer.picture(&slip).unwrap(), "the second line of a text");
        });
    }
}

/// Rows from the first to the last with ink of the office's name, between `above` and `below` it.
fn rows_of_name(rasterizer: &mut Rasterizer, name: &str, above: &str, below: &str) -> usize {
    let mut picture = |name: &str| {
        let hub_name = format!("{above}{name}{below}");
        rasterizer.picture(&Slip { hub_name, ..urdu() }).unwrap()
    };
    let (whole, without) = (picture(name), picture(NO_INK));
    let rows: Vec<_> = dots_of(&whole, &without).map(|(_, y)| y).collect();
    rows.iter().max().unwrap() - rows.iter().min().unwrap()
}

#[test]
fn no_letter_of_a_close_line_is_cut_off() {
    on_paper(576, |rasterizer| {
        for name in DEEP {
            let alone = rows_of_name(rasterizer, name, "", "");
            let amid = rows_of_name(rasterizer, name, &format!("{NO_INK}\n"), &format!("\n{NO_INK}"));
            // The line may stand a part of a dot higher or lower.
            assert!(alone.abs_diff(amid) <= 1, "{name}: {alone} rows by itself, {amid} amid others");
        }
    });
}

#[test]
fn an_ordinary_slip_in_urdu_is_not_longer_than_paper_allows() {
    on_paper(576, |rasterizer| {
        let rows = rasterizer.picture(&slip(&words::ticket(), Language::Ur)).unwrap().height_dots();
        assert!(rows <= URDU_ROWS_MAX, "{rows} rows");
    });
}
