//! The board's behaviour as tables: frames and seconds in, announcements and rows out.

use chrono::{DateTime, TimeDelta};
use domain::Timestamp;
use domain::ids::Seq;
use domain::limits::BOARD_CALLS_MAX;
use domain::text::Text;
use domain::ticket::Code;
use domain::view::{BoardCall, BoardView};
use protocol::{BoardFrame, STREAM_SILENCE_SECONDS_MAX};

use crate::{
    CALLS_WAITING_MAX, Effect, HIGHLIGHT_SECONDS, Model, Msg, PULSE_SECONDS_MAX, RowState, SPOTLIGHT_SECONDS_MIN,
    update,
};

/// Seconds after which the spotlight is surely free.
const TURN: usize = SPOTLIGHT_SECONDS_MIN as usize + 1;

fn at(seconds: i64) -> Timestamp {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

/// Reads `A001@7` as an open call at journal position 7, `A001@7.` as one whose citizen has come, and `A001@7#5` as
/// one to counter 5 instead of 3.
fn call(text: &str) -> BoardCall {
    let (code, position) = text.split_once('@').unwrap();
    let (position, counter) = position.split_once('#').unwrap_or((position, "3"));
    BoardCall {
        seq: Seq(position.trim_end_matches('.').parse().unwrap()),
        code: Code(code.to_owned()),
        counter: counter.to_owned(),
        floor: "T".to_owned(),
        place: Text::new("Sala A", "Hall A"),
        color: "#0066cc".to_owned(),
        at: at(0),
        is_open: !position.ends_with('.'),
    }
}

fn frame_of(day: Option<i64>, seq: u64, calls: Vec<BoardCall>) -> Msg {
    let view = BoardView {
        hub_name: Text::new("Comune", ""),
        day: day.map(|day| at(day * 86_400).date_naive()),
        calls,
        waiting: Vec::new(),
    };
    Msg::Frame(BoardFrame { seq: Seq(seq), at: at(0), time_zone: "Europe/Rome".to_owned(), view })
}

/// A frame of the open day with these calls, separated by spaces, its position that of the latest call.
fn frame(calls: &str) -> Msg {
    let calls: Vec<_> = calls.split_whitespace().map(call).collect();
    frame_of(Some(1), calls.iter().map(|call| call.seq.0).max().unwrap_or(1), calls)
}

fn seconds(number: usize) -> Vec<Msg> {
    vec![Msg::Tick; number]
}

fn lost() -> Msg {
    Msg::StreamLost("refused".to_owned())
}

/// Plays the messages and gives what was announced, in order: the code in the spotlight at each chime.
fn play(model: &mut Model, msgs: impl IntoIterator<Item = Msg>) -> Vec<String> {
    let mut heard = Vec::new();
    for msg in msgs {
        for effect in update(model, msg, at(0)) {
            heard.push(match effect {
                Effect::Chime => model.spotlight.as_ref().unwrap().call.code.to_string(),
                Effect::ReportUnannounced(code) => format!("not {code}"),
            });
        }
    }
    heard
}

fn announced(msgs: impl IntoIterator<Item = Msg>) -> Vec<String> {
    play(&mut Model::default(), msgs)
}

fn after(msgs: impl IntoIterator<Item = Msg>) -> Model {
    let mut model = Model::default();
    play(&mut model, msgs);
    model
}

/// The board as one line: the spotlight, then the rows, `*` highlighted, `+` expected.
fn shown(model: &Model, rows: usize) -> String {
    let mark = |state| match state {
        RowState::Highlighted => "*",
        RowState::Open => "+",
        RowState::Done => "",
    };
    let spotlight = model.spotlight.as_ref().map_or("-", |spotlight| spotlight.call.code.as_str());
    let rows: Vec<_> = model.rows(rows).iter().map(|row| format!("{}{}", row.call.code, mark(row.state))).collect();
    format!("{spotlight} | {}", rows.join(" "))
}

#[test]
fn every_new_call_is_announced_once_and_nothing_else_is() {
    let turn = || seconds(TURN);
    let day = |day, calls: &str| frame_of(day, 9, calls.split_whitespace().map(call).collect());
    let rows: Vec<(&str, Vec<Vec<Msg>>, &str)> = vec![
        ("first frame, empty", vec![vec![frame("")], turn()], ""),
        ("first frame with old calls", vec![vec![frame("A002@5 A001@3")], turn()], ""),
        ("one call", vec![vec![frame(""), frame("A001@3")], turn()], "A001"),
        ("the same frame again", vec![vec![frame(""), frame("A001@3"), frame("A001@3")], turn()], "A001"),
        ("a call beside an old one", vec![vec![frame("A001@3"), frame("A002@5 A001@3")], turn()], "A002"),
        (
            "several at once, in the order of the calls",
            vec![vec![frame(""), frame("A003@7 A002@5 A001@3")], turn(), turn(), turn()],
            "A001 A002 A003",
        ),
        (
            "one after the other, faster than they can be shown",
            vec![
                vec![frame(""), frame("A001@3"), frame("A002@5 A001@3"), frame("B001@6 A002@5 A001@3")],
                turn(),
                turn(),
            ],
            "A001 A002 B001",
        ),
        (
            "came to the counter before its turn",
            vec![vec![frame(""), frame("A002@5 A001@3"), frame("A002@5. A001@3")], turn()],
            "A001",
        ),
        ("came while in the spotlight", vec![vec![frame(""), frame("A001@3"), frame("A001@3.")], turn()], "A001"),
        ("never seen open", vec![vec![frame(""), frame("A001@3.")], turn()], ""),
        (
            "recalled after its turn",
            vec![vec![frame(""), frame("A001@3")], turn(), vec![frame("A001@8")], turn()],
            "A001 A001",
        ),
        ("recalled in its turn", vec![vec![frame(""), frame("A001@3"), frame("A001@8")], turn()], "A001 A001"),
        (
            "recalled before its turn, which it keeps",
            vec![vec![frame(""), frame("A003@6 A002@5 A001@3"), frame("A002@8 A003@6 A001@3")], turn(), turn(), turn()],
            "A001 A002 A003",
        ),
        ("recalled on the first frame's call", vec![vec![frame("A001@3"), frame("A001@8")], turn()], "A001"),
        (
            "called while the board was cut off",
            vec![vec![frame("A001@3"), lost(), frame("A003@7 A002@5. A001@3")], turn()],
            "A003",
        ),
        ("back without news", vec![vec![frame("A001@3"), lost(), frame("A001@3")], turn()], ""),
        (
            "the day closes before the turn",
            vec![vec![frame(""), frame("A002@5 A001@3"), day(None, "A002@5 A001@3")], turn(), turn()],
            "A001",
        ),
        (
            "a new day",
            vec![vec![frame("A001@3"), day(None, "A001@3."), day(Some(2), ""), day(Some(2), "A001@9")], turn()],
            "A001",
        ),
        (
            "a new day at once",
            vec![vec![frame(""), frame("A002@5 A001@3"), day(Some(2), "B001@9")], turn()],
            "A001 B001",
        ),
        (
            "another journal, shorter than before",
            vec![vec![frame("A009@90"), frame("B001@4"), frame("B002@6 B001@4")], turn()],
            "B002",
        ),
    ];
    for (name, msgs, expected) in rows {
        assert_eq!(announced(msgs.concat()).join(" "), expected, "{name}");
    }
}

#[test]
fn the_spotlight_shows_the_counter_the_clerk_has_moved_to() {
    let called = || vec![frame(""), frame("A001@3")];
    let rows: Vec<(&str, Vec<Vec<Msg>>, &str, &str)> = vec![
        ("the same call", vec![called(), vec![frame("A001@3#5")]], "5", "A001"),
        ("the same call, long after", vec![called(), seconds(600), vec![frame("A001@3#5")]], "5", "A001"),
        ("a call from before the board", vec![vec![frame("A001@3"), frame("A001@3#5")]], "5", ""),
        ("another call, in its turn", vec![called(), vec![frame("A001@8#5")]], "5", "A001"),
        ("and then announced", vec![called(), vec![frame("A001@8#5")], seconds(TURN)], "5", "A001 A001"),
        ("another call, long after", vec![called(), seconds(600), vec![frame("A001@8#5")]], "5", "A001 A001"),
        ("behind one that waits", vec![called(), vec![frame("A002@5 A001@3"), frame("A002@5 A001@8#5")]], "5", "A001"),
        ("the citizen has come there", vec![called(), vec![frame("A001@3.#5")]], "5", "A001"),
    ];
    for (name, msgs, counter, expected) in rows {
        let mut model = Model::default();
        let heard = play(&mut model, msgs.concat());
        let shown = model.spotlight.as_ref().map(|spotlight| spotlight.call.counter.as_str());
        assert_eq!((shown, heard.join(" ").as_str()), (Some(counter), expected), "{name}");
    }
}

#[test]
fn a_call_that_moves_in_the_spotlight_stays_highlighted() {
    for moved in ["A001@3#5", "A001@8#5"] {
        let model = after([frame(""), frame("A001@3"), frame(moved)]);
        assert!(model.is_highlighted(&model.spotlight.as_ref().unwrap().call), "{moved}");
    }
}

#[test]
fn each_call_has_the_spotlight_for_its_time() {
    let mut model = after([frame(""), frame("A002@5 A001@3")]);
    let early = play(&mut model, seconds(TURN - 1));
    assert_eq!((early.len(), shown(&model, 5)), (0, "A001 | A002+".to_owned()));
    let then = play(&mut model, seconds(1));
    assert_eq!((then, shown(&model, 5)), (vec!["A002".to_owned()], "A002 | A001*".to_owned()));
}

#[test]
fn the_last_call_stays_in_the_spotlight_until_the_next_one() {
    let mut model = after([vec![frame(""), frame("A001@3"), frame("A001@3.")], seconds(600)].concat());
    assert_eq!(shown(&model, 5), "A001 | ");
    assert_eq!(play(&mut model, [frame("A002@5 A001@3.")]), ["A002"]);
    assert_eq!(shown(&model, 5), "A002 | A001");
}

#[test]
fn rows_are_newest_first_and_keep_the_expected_ones() {
    let calls = "A006@16 A005@15. A004@14. A003@13 A002@12. A001@11";
    let model = after([frame(calls)]);
    let rows = [
        (12, "A006 | A005 A004 A003+ A002 A001+"),
        (4, "A006 | A005 A004 A003+ A001+"),
        (2, "A006 | A003+ A001+"),
        (1, "A006 | A003+"),
        (0, "A006 | "),
    ];
    for (most, expected) in rows {
        assert_eq!(shown(&model, most), expected);
    }
}

#[test]
fn the_board_of_a_day_without_calls_is_empty() {
    let closed = frame_of(None, 9, vec![call("A001@3.")]);
    let rows = [
        (vec![], false, "- | "),
        (vec![frame("")], true, "- | "),
        (vec![frame("A001@3"), closed.clone()], false, "A001 | "),
        (vec![frame("A001@3"), closed, frame_of(Some(2), 10, vec![])], true, "- | "),
    ];
    for (msgs, is_open, expected) in rows {
        let model = after(msgs);
        assert_eq!((model.is_open(), shown(&model, 5)), (is_open, expected.to_owned()));
    }
}

#[test]
fn a_highlight_ends_with_its_time_or_when_the_citizen_comes() {
    let start = || vec![frame(""), frame("A001@3")];
    let highlight = HIGHLIGHT_SECONDS as usize;
    let rows = [
        ([start(), seconds(highlight - 1)].concat(), true),
        ([start(), seconds(highlight)].concat(), false),
        ([start(), vec![frame("A001@3.")]].concat(), false),
        (vec![frame("A001@3")], false),
        ([start(), seconds(highlight), vec![frame("A001@9")]].concat(), true),
    ];
    for (msgs, expected) in rows {
        let model = after(msgs.clone());
        assert_eq!(model.is_highlighted(&model.spotlight.as_ref().unwrap().call), expected, "{msgs:?}");
    }
}

#[test]
fn the_spotlight_changes_at_most_once_a_second_and_then_rests() {
    let mut model = after([frame(""), frame("A001@3")]);
    let mut looks = vec![model.is_spotlight_inverted()];
    for _ in 0..20 {
        update(&mut model, Msg::Tick, at(0));
        let look = model.is_spotlight_inverted();
        update(&mut model, Msg::StreamAlive, at(0));
        assert_eq!(model.is_spotlight_inverted(), look, "only a second changes the look");
        looks.push(look);
    }
    let last_change = looks.windows(2).rposition(|pair| pair[0] != pair[1]).unwrap() + 1;
    assert_eq!(looks[..6], [true, true, false, true, false, true]);
    assert!(last_change <= PULSE_SECONDS_MAX as usize, "still changing after {last_change} seconds");
}

#[test]
fn a_call_pushed_out_of_the_view_by_newer_ones_still_has_its_turn() {
    let first = "A001@1 A002@2";
    let newer: Vec<_> = (0..BOARD_CALLS_MAX).map(|number| format!("B{number:03}@{}", number + 10)).collect();
    let msgs = [vec![frame(""), frame(first), frame(&newer.join(" "))], seconds(2 * TURN)].concat();
    assert_eq!(announced(msgs), ["A001", "A002", "B000"]);
}

#[test]
fn a_line_that_grows_too_long_is_reported() {
    let mut model = after([frame("")]);
    let mut heard = Vec::new();
    for number in 1..=CALLS_WAITING_MAX + 3 {
        let first = number.saturating_sub(BOARD_CALLS_MAX - 1).max(1);
        let calls: Vec<_> = (first..=number).map(|number| format!("A{number:03}@{number}")).collect();
        heard.extend(play(&mut model, [frame(&calls.join(" "))]));
    }
    assert_eq!(heard, ["A001", "not A002", "not A003"]);
}

#[test]
fn a_script_sees_a_call_when_its_turn_has_come() {
    let code = Code("A002".to_owned());
    let rows = [
        (vec![frame("")], false),
        (vec![frame("A002@5 A001@3")], true),
        (vec![frame("A003@6 A002@5")], true),
        (vec![frame(""), frame("A002@5 A001@3")], false),
        ([vec![frame(""), frame("A002@5 A001@3")], seconds(TURN)].concat(), true),
        (vec![frame(""), frame("A002@5 A001@3"), frame("A002@5. A001@3")], true),
    ];
    for (msgs, expected) in rows {
        assert_eq!(after(msgs.clone()).shows(&code), expected, "{msgs:?}");
    }
}

#[test]
fn a_loss_keeps_the_view_and_says_since_when() {
    let silence = usize::try_from(STREAM_SILENCE_SECONDS_MAX).unwrap();
    let rows = [
        (vec![], false),
        (vec![lost()], true),
        (seconds(silence), false),
        (seconds(silence + 1), true),
        ([seconds(silence), vec![Msg::StreamAlive], seconds(silence)].concat(), false),
        ([seconds(silence), vec![frame("A001@3")], seconds(silence)].concat(), false),
        (vec![lost(), Msg::StreamAlive], false),
        (vec![lost(), frame("A001@3")], false),
    ];
    for (msgs, expected) in rows {
        let mut model = Model::default();
        update(&mut model, frame("A001@3"), at(7));
        for msg in msgs.clone() {
            update(&mut model, msg, at(7));
        }
        assert_eq!((model.lost.is_some(), model.heard_at), (expected, Some(at(7))), "{msgs:?}");
        assert_eq!(shown(&model, 5), "A001 | ");
    }
}

#[test]
fn what_was_heard_last_is_dated_by_the_wall_clock() {
    let mut model = Model::default();
    update(&mut model, lost(), at(1));
    assert_eq!(model.heard_at, None);
    for (msg, second, expected) in [(frame(""), 2, 2), (Msg::StreamAlive, 9, 9), (Msg::Tick, 10, 9), (lost(), 11, 9)] {
        update(&mut model, msg, at(second));
        assert_eq!(model.heard_at, Some(at(expected)));
    }
}

#[test]
fn a_clock_that_jumps_changes_nothing_but_the_label() {
    let jumps = [-7_200, 0, 7_200, 86_400 * 365];
    for jump in jumps {
        let mut model = after([frame(""), frame("A002@5 A001@3")]);
        let mut chimes = 0;
        for second in 0..TURN {
            let effects = update(&mut model, Msg::Tick, at(jump + i64::try_from(second).unwrap()));
            chimes += effects.iter().filter(|effect| **effect == Effect::Chime).count();
        }
        assert_eq!((chimes, model.lost.is_some()), (1, false), "after a jump of {jump} seconds");
    }
}
