//! Times that are shown, whatever the clock of the desk does.

use super::*;

#[test]
fn a_clock_set_back_shortens_no_time_that_is_shown() {
    let mut model = start();
    let view = view(true, Some(ticket(7, LegState::Called)), &[]);
    let framed = CounterFrame { seq: Seq(1), at: at(4_000), time_zone: "Europe/Rome".to_owned(), view };
    update(&mut model, Msg::Frame(Box::new(framed)), at(4_000));
    for (now, expected) in [(4_060, 4_060), (460, 4_060), (520, 4_120)] {
        update(&mut model, Msg::Tick, at(now));
        let ticket = model.current().cloned().unwrap();
        assert_eq!(model.seconds_in_state(&ticket), expected);
    }
}

#[test]
fn times_follow_the_clock_of_the_dispatcher_and_are_never_negative() {
    let waiting = QueueRow {
        code: Code::new('A', 1),
        service: Text::default(),
        waiting_since: at(0),
        class: Class::WalkIn,
        ticket: None,
    };
    let framed = |made_at: i64| {
        let view = view(true, Some(ticket(7, LegState::Called)), &[]);
        Msg::Frame(Box::new(CounterFrame { seq: Seq(1), at: at(made_at), time_zone: "Europe/Rome".to_owned(), view }))
    };
    // When each frame was made, when it came, and how long the ticket has been called two minutes later.
    let rows: [(&[(i64, i64)], i64); 5] = [
        (&[(0, 0)], 120),
        (&[(0, 500)], 620),
        (&[(700, 500)], 820),
        (&[(0, 500), (50, 510)], 170),
        (&[(-900, -900)], 0),
    ];
    for (frames, seconds) in rows {
        let mut model = start();
        for (made_at, came_at) in frames {
            update(&mut model, framed(*made_at), at(*came_at));
        }
        let last = frames.last().map_or(0, |(_, came_at)| *came_at);
        update(&mut model, Msg::Tick, at(last + 120));
        let ticket = model.current().cloned().unwrap();
        assert_eq!(model.seconds_in_state(&ticket), seconds, "{frames:?}");
        assert_eq!(model.waited_minutes(&waiting), seconds / 60, "{frames:?}");
    }
}
