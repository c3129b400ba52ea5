//! Where the lines of a slip end, and what they do to each other.

use domain::text::{Language, Text};
use domain::view::TicketView;
use domain::wait::WaitRange;
use ticket_printer::Slip;

use super::{keep, on_paper, slip, ticket, words};

/// The last line of a slip with the margin below it, in dots.
const LAST_LINE_DOTS: usize = 90;

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
