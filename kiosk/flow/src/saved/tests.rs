//! A power cut at every step: what was kept, and what becomes of it afterwards.

use chrono::{DateTime, TimeDelta};
use domain::Timestamp;
use domain::ids::{CommandId, TicketId};
use domain::text::Language;
use domain::ticket::SlipOutcome;

use crate::tests::{area, at, choose, failed, frame, open_frame, refused, slip_done, take, taken, ticket, wish_for};
use crate::{
    Effect, LATE_SECONDS_MAX, Model, Msg, Purpose, SAVED_MAX, SHOWN_AGAIN_SECONDS_MAX, Saved, SavedIntent, SavedTicket,
    Screen, SlipCopy, SlipState, update,
};

fn intent(id: &str) -> SavedIntent {
    SavedIntent {
        id: CommandId::new(id),
        purpose: Purpose::Visit(wish_for("id-card")),
        language: Language::It,
        day: Some(DateTime::UNIX_EPOCH.date_naive()),
        at: at(0),
    }
}

fn saved_ticket(id: u64) -> SavedTicket {
    SavedTicket { ticket: ticket(id), language: Language::It, day: Some(DateTime::UNIX_EPOCH.date_naive()) }
}

fn saved(pending: &[&str], acked: &[u64]) -> Saved {
    Saved {
        pending: pending.iter().map(|id| intent(id)).collect(),
        acked: acked.iter().map(|id| saved_ticket(*id)).collect(),
        ..Saved::default()
    }
}

/// Every effect of the messages in order, sent at this second.
fn effects(model: &mut Model, msgs: impl IntoIterator<Item = Msg>, now: Timestamp) -> Vec<Effect> {
    let effects = msgs.into_iter().flat_map(|msg| update(model, msg, now));
    // What is kept for the time the dispatcher is gone is another matter.
    let without_view = effects.map(|effect| {
        if let Effect::Save(saved) = effect { Effect::Save(Saved { kept: None, shown: None, ..saved }) } else { effect }
    });
    without_view.filter(|effect| !matches!(effect, Effect::LeaseCodes { .. })).collect()
}

/// What is on the disk after these messages.
fn on_disk(msgs: impl IntoIterator<Item = Msg>) -> Saved {
    let mut saves = effects(&mut Model::default(), msgs, at(0)).into_iter().filter_map(|effect| match effect {
        Effect::Save(saved) => Some(saved),
        Effect::SendCheckIn { .. }
        | Effect::SendTake { .. }
        | Effect::Print { .. }
        | Effect::ReportSlip { .. }
        | Effect::ReportForgotten(_)
        | Effect::SendReprint { .. }
        | Effect::CallUsher { .. }
        | Effect::ReportPrinter { .. }
        | Effect::Say { .. }
        | Effect::Hush
        | Effect::Shine(_)
        | Effect::Staff(_)
        | Effect::Keep { .. }
        | Effect::LeaseCodes { .. }
        | Effect::HandIn(_)
        | Effect::ReportNotTakenIn { .. } => None,
    });
    saves.next_back().unwrap_or_default()
}

fn without_saves(mut effects: Vec<Effect>) -> Vec<Effect> {
    effects.retain(|effect| !matches!(effect, Effect::Save(_)));
    effects
}

fn send_again(id: &str) -> Effect {
    Effect::SendTake { id: CommandId::new(id), wish: wish_for("id-card"), language: Language::It }
}

fn print_late(id: u64) -> Effect {
    Effect::Print { ticket: ticket(id), language: Language::It, copy: SlipCopy::Late }
}

fn not_printed(id: u64) -> Effect {
    Effect::ReportSlip {
        ticket: TicketId(id),
        outcome: SlipOutcome::NotPrinted,
        detail: "il totem era senza corrente, e dopo era troppo tardi per stampare".to_owned(),
    }
}

#[test]
fn what_a_power_cut_must_not_lose_is_on_the_disk_at_every_step() {
    let details = || vec![open_frame(), area(), choose("id-card")];
    let taking = || [details(), vec![take("one")]].concat();
    let shown = || [taking(), vec![taken(7)]].concat();
    let with = |start: Vec<Msg>, msg: Msg| [start, vec![msg]].concat();
    let rows = [
        (details(), saved(&[], &[])),
        (taking(), saved(&["one"], &[])),
        (with(taking(), failed()), saved(&["one"], &[])),
        (with(taking(), refused()), saved(&[], &[])),
        (with(with(taking(), failed()), Msg::Home), saved(&[], &[])),
        (shown(), saved(&[], &[7])),
        (with(shown(), Msg::Home), saved(&[], &[7])),
        (with(shown(), slip_done(7, SlipOutcome::Printed)), saved(&[], &[])),
        (with(shown(), slip_done(7, SlipOutcome::NotPrinted)), saved(&[], &[])),
        (with(shown(), slip_done(6, SlipOutcome::Printed)), saved(&[], &[7])),
    ];
    for (msgs, expected) in rows {
        let label = format!("{msgs:?}");
        assert_eq!(on_disk(msgs), expected, "{label}");
    }
}

#[test]
fn the_disk_comes_before_the_network_and_before_the_paper() {
    let mut model = Model::default();
    effects(&mut model, [open_frame(), area(), choose("id-card")], at(0));
    let sent = effects(&mut model, [take("one")], at(0));
    assert_eq!(sent, [Effect::Save(saved(&["one"], &[])), send_again("one")]);
    let print = Effect::Print { ticket: ticket(7), language: Language::It, copy: SlipCopy::First };
    assert_eq!(effects(&mut model, [taken(7)], at(0)), [Effect::Save(saved(&[], &[7])), print]);
    assert_eq!(effects(&mut model, [Msg::Tick, Msg::Touched], at(0)), [], "what is the same is not written again");
}

#[test]
fn a_pending_intent_is_sent_again_under_its_id_and_its_ticket_printed_as_late() {
    let mut model = Model::default();
    assert_eq!(effects(&mut model, [Msg::Restored(saved(&["one"], &[]))], at(5)).len(), 1, "still on the disk");
    assert_eq!(without_saves(effects(&mut model, [open_frame(), open_frame()], at(5))), [send_again("one")]);
    let printed = effects(&mut model, [taken(7)], at(9));
    assert_eq!(printed, [Effect::Save(saved(&[], &[7])), print_late(7)]);
    assert_eq!(model.screen, crate::Screen::Home, "nobody stands there");
    let done = effects(&mut model, [slip_done(7, SlipOutcome::Printed)], at(9));
    assert_eq!(done[0], Effect::Save(Saved::default()));
}

#[test]
fn an_intent_from_before_the_cut_is_sent_until_there_is_an_answer() {
    let restored = || [Msg::Restored(saved(&["one"], &[])), open_frame()];
    let mut model = Model::default();
    let sent = effects(&mut model, restored().into_iter().chain([failed(), open_frame()]), at(5));
    assert_eq!(without_saves(sent), [send_again("one"), send_again("one")]);
    let sent = effects(&mut model, [refused(), open_frame(), taken(7)], at(5));
    assert_eq!(sent, [Effect::Save(Saved::default())]);
}

#[test]
fn a_number_taken_meanwhile_by_somebody_else_is_not_touched() {
    let mut model = Model::default();
    let start = [Msg::Restored(saved(&["before"], &[])), open_frame(), area(), choose("id-card"), take("one")];
    effects(&mut model, start, at(5));
    let late = Msg::Taken { id: CommandId::new("before"), ticket: ticket(3) };
    assert_eq!(without_saves(effects(&mut model, [late], at(5))), [print_late(3)]);
    assert!(matches!(model.screen, crate::Screen::Taking { .. }));
    let own = Effect::Print { ticket: ticket(7), language: Language::It, copy: SlipCopy::First };
    assert_eq!(without_saves(effects(&mut model, [taken(7)], at(5))), [own]);
}

#[test]
fn what_is_too_late_is_not_sent_and_not_printed_but_reported() {
    let forgotten = || Effect::ReportForgotten(CommandId::new("one"));
    let (same_day, other_day, closed) = (open_frame(), other_day(), frame(false, &[]));
    let rows = [
        (same_day.clone(), LATE_SECONDS_MAX - 1, vec![send_again("one"), print_late(7)]),
        (same_day.clone(), LATE_SECONDS_MAX, vec![forgotten(), not_printed(7)]),
        (same_day, -3_600, vec![send_again("one"), print_late(7)]),
        (other_day, 60, vec![forgotten(), not_printed(7)]),
        (closed, 60, vec![forgotten(), not_printed(7)]),
    ];
    for (frame, seconds, expected) in rows {
        let mut model = Model::default();
        let found = effects(&mut model, [Msg::Restored(saved(&["one"], &[7])), frame], at(seconds));
        assert_eq!(without_saves(found), expected, "after {seconds} seconds");
    }
}

#[test]
fn a_list_on_the_disk_has_a_longest_length() {
    let ids: Vec<String> = (0..SAVED_MAX + 3).map(|number| format!("id-{number}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let kept = on_disk([Msg::Restored(saved(&ids, &[]))]);
    assert_eq!(kept, saved(&ids[3..], &[]));
}

#[test]
fn what_is_on_the_disk_reads_back_and_an_older_file_too() {
    let whole = saved(&["one"], &[7]);
    let text = serde_json::to_string(&whole).unwrap();
    assert_eq!(serde_json::from_str::<Saved>(&text).unwrap(), whole);
    assert_eq!(serde_json::from_str::<Saved>("{}").unwrap(), Saved::default());
}

fn other_day() -> Msg {
    let Msg::Frame(mut frame) = open_frame() else { unreachable!() };
    frame.view.day = Some((DateTime::UNIX_EPOCH + TimeDelta::days(1)).date_naive());
    Msg::Frame(frame)
}

#[test]
fn whoever_had_their_number_before_them_has_it_again_after_a_start() {
    let shown = [open_frame(), area(), choose("id-card"), Msg::SetLanguage(Language::Ro), take("one"), taken(7)];
    let disk = |msgs: Vec<Msg>| {
        let mut model = Model::default();
        let effects: Vec<_> = msgs.into_iter().flat_map(|msg| update(&mut model, msg, at(0))).collect();
        let saves =
            effects.into_iter().filter_map(|effect| if let Effect::Save(saved) = effect { Some(saved) } else { None });
        saves.last().unwrap()
    };
    let start = |saved: Saved, seconds| {
        let mut model = Model::default();
        let effects = effects(&mut model, [Msg::Restored(saved), open_frame()], at(seconds));
        (model.screen, model.language, without_saves(effects))
    };
    let late = Effect::Print { ticket: ticket(7), language: Language::Ro, copy: SlipCopy::Late };
    let on_screen = |slip| Screen::Ticket { ticket: ticket(7), slip };
    let printing = disk(shown.to_vec());
    let again = start(printing.clone(), SHOWN_AGAIN_SECONDS_MAX - 1);
    assert_eq!(again, (on_screen(SlipState::Printing), Language::Ro, vec![late.clone()]));
    let later = start(printing, SHOWN_AGAIN_SECONDS_MAX);
    assert_eq!(later, (Screen::Home, Language::It, vec![late]), "whoever comes then is somebody else");
    let printed = disk([shown.to_vec(), vec![slip_done(7, SlipOutcome::Printed)]].concat());
    assert_eq!(start(printed, 5), (on_screen(SlipState::Printed), Language::Ro, vec![]));
    let gone = disk([shown.to_vec(), vec![slip_done(7, SlipOutcome::Printed), Msg::Home]].concat());
    assert_eq!(start(gone, 5), (Screen::Home, Language::It, vec![]));
}
