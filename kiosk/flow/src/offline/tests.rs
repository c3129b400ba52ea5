//! A kiosk without its dispatcher, second by second, with a power cut at every step.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use domain::Timestamp;
use domain::ids::{CommandId, PriorityId, ServiceId, TicketId};
use domain::lease::{CodeBlock, Lease};
use domain::limits::{LEASED_BLOCK_CODES, LEASED_CODES_LOW};
use domain::text::{Language, Text};
use domain::ticket::{Code, SlipOutcome};
use domain::view::{OpenState, PriorityChoice};
use protocol::KioskFrame;

use crate::tests::{area, at, choose, open_frame, take, ticket};
use crate::{
    EMERGENCY_CODE_RESTS_HOURS, Effect, HAND_IN_AGAIN_SECONDS, LEASE_AGAIN_SECONDS, Model, Msg, OFFLINE_AFTER_SECONDS,
    OPENED_UNHEARD_HOURS_MAX, Saved, SavedHandIn, Screen, SlipCopy, SlipState, ask_the_staff_text, is_own,
    no_answer_text, update,
};

/// A kiosk with a disk and a clock.
#[derive(Clone)]
struct Kiosk {
    model: Model,
    disk: Saved,
    now: Timestamp,
}

fn lease(emergency: u32) -> Lease {
    Lease {
        day: at(0).date_naive(),
        blocks: vec![CodeBlock { letter: 'A', first: 980, last: 999 }],
        emergency: (emergency > 0).then_some(CodeBlock { letter: 'Q', first: 1, last: emergency }),
    }
}

fn lost() -> Msg {
    Msg::StreamLost("refused".to_owned())
}

/// A frame with these hours; the day is the one of the second 0.
fn frame(is_day_open: bool, opening: &OpenState) -> Msg {
    let Msg::Frame(frame) = open_frame() else { panic!("a frame") };
    let mut view = frame.view.clone();
    view.day = is_day_open.then(|| at(0).date_naive());
    view.opening = opening.clone();
    view.areas[0].services.iter_mut().for_each(|service| service.opening = opening.clone());
    Msg::Frame(Box::new(KioskFrame { view, ..*frame }))
}

impl Kiosk {
    fn off() -> Self {
        let mut kiosk = Self { model: Model::default(), disk: Saved::default(), now: at(0) };
        kiosk.does(Msg::Restored(Saved::default()));
        kiosk
    }

    /// Heard the hub and was leased 20 codes, and some for emergencies.
    fn leased(emergency: u32) -> Self {
        let mut kiosk = Self::off();
        assert_eq!(kiosk.does(open_frame()), [Effect::LeaseCodes { starts_anew: true }]);
        kiosk.does(Msg::Leased(lease(emergency)));
        kiosk
    }

    /// And then the dispatcher was lost for long enough.
    fn alone(emergency: u32) -> Self {
        let mut kiosk = Self::leased(emergency);
        kiosk.does(lost());
        kiosk.waits(OFFLINE_AFTER_SECONDS);
        assert!(kiosk.model.is_offline());
        kiosk
    }

    /// Every effect but what is saved, which is on the disk.
    fn does(&mut self, msg: Msg) -> Vec<Effect> {
        let mut effects = update(&mut self.model, msg, self.now);
        effects.retain(|effect| {
            let Effect::Save(saved) = effect else { return true };
            self.disk = saved.clone();
            false
        });
        effects
    }

    fn waits(&mut self, seconds: u32) -> Vec<Effect> {
        let effects = (0..seconds).flat_map(|_| {
            self.now += TimeDelta::seconds(1);
            self.does(Msg::Tick)
        });
        effects.collect()
    }

    fn later(&mut self, hours: i64) {
        self.now += TimeDelta::hours(hours);
        self.waits(1);
    }

    /// The power fails: what is on the disk is all there is.
    fn restarts(&self) -> Self {
        let mut kiosk = Self { model: Model::default(), ..self.clone() };
        kiosk.does(Msg::Restored(self.disk.clone()));
        kiosk
    }

    fn restarts_alone(&self) -> Self {
        let mut kiosk = self.restarts();
        kiosk.does(lost());
        kiosk.waits(OFFLINE_AFTER_SECONDS);
        kiosk
    }

    /// Touches until a number is asked for, and gives the effects of that.
    fn asks(&mut self, wish: &str) -> Vec<Effect> {
        for msg in [Msg::Home, area(), choose("id-card")] {
            self.does(msg);
        }
        self.does(take(wish))
    }

    /// Takes a number and gives its code, where there is one.
    fn takes(&mut self, wish: &str) -> Option<String> {
        let effects = self.asks(wish);
        let [Effect::Keep { ticket }] = effects[..] else { return None };
        let shown = self.does(Msg::Kept { ticket, is_kept: true });
        let [Effect::Print { ticket, copy: SlipCopy::First, .. }] = &shown[..] else { panic!("no slip: {shown:?}") };
        self.does(Msg::SlipDone { ticket: ticket.ticket, outcome: SlipOutcome::Printed, detail: String::new() });
        Some(ticket.code.0.clone())
    }

    fn failure(&self) -> Option<Text> {
        if let Screen::Details { failure, .. } = &self.model.screen { failure.clone() } else { None }
    }

    fn outbox(&self) -> Vec<&str> {
        self.disk.outbox.iter().map(|entry| entry.code.as_str()).collect()
    }
}

fn id(name: &str) -> CommandId {
    CommandId::new(name)
}

fn handed_in(effects: &[Effect]) -> Vec<&SavedHandIn> {
    let entries =
        effects.iter().filter_map(|effect| if let Effect::HandIn(entry) = effect { Some(&**entry) } else { None });
    entries.collect()
}

#[test]
fn a_number_is_on_the_disk_before_anybody_sees_it() {
    let mut kiosk = Kiosk::alone(5);
    let effects = kiosk.asks("one");
    let [Effect::Keep { ticket }] = effects[..] else { panic!("{effects:?}") };
    assert!(is_own(ticket) && matches!(kiosk.model.screen, Screen::Taking { .. }));
    assert_eq!(kiosk.outbox(), ["A980"]);
    let entry = &kiosk.disk.outbox[0];
    assert_eq!((entry.id.as_str(), &entry.instead_of, entry.day), ("one-offline", &None, Some(at(0).date_naive())));
    assert_eq!(kiosk.disk.stock.as_ref().unwrap().blocks[0].next, 981);
    let shown = kiosk.does(Msg::Kept { ticket, is_kept: true });
    let [Effect::Print { ticket: printed, copy: SlipCopy::First, .. }] = &shown[..] else { panic!("{shown:?}") };
    assert_eq!((printed.code.as_str(), printed.taken_at, printed.wait), ("A980", kiosk.now, None));
    assert!(kiosk.model.is_offline_ticket() && !kiosk.model.can_print_again());
    assert!(kiosk.does(Msg::Kept { ticket, is_kept: true }).is_empty(), "once");
}

#[test]
fn a_number_without_paper_is_handed_in_and_shown_like_any_other() {
    let mut kiosk = Kiosk::alone(5);
    [area(), choose("id-card")].into_iter().for_each(|msg| drop(kiosk.does(msg)));
    let effects = kiosk.does(Msg::TakeWithoutPaper { id: id("one") });
    let [Effect::Keep { ticket }] = effects[..] else { panic!("{effects:?}") };
    assert!(kiosk.does(Msg::Kept { ticket, is_kept: true }).is_empty());
    for mut kiosk in [kiosk.restarts_alone(), kiosk] {
        assert!(matches!(kiosk.model.screen, Screen::Ticket { slip: SlipState::NotWanted, .. }));
        assert_eq!(kiosk.waits(1), [], "nor is it printed after a power cut");
        assert_eq!(kiosk.outbox(), ["A980"]);
    }
}

#[test]
fn a_number_the_disk_does_not_keep_is_given_to_nobody() {
    let mut kiosk = Kiosk::alone(5);
    let effects = kiosk.asks("one");
    let [Effect::Keep { ticket }] = effects[..] else { panic!("{effects:?}") };
    assert!(kiosk.does(Msg::Kept { ticket, is_kept: false }).is_empty());
    assert_eq!((kiosk.failure(), kiosk.outbox().len()), (Some(ask_the_staff_text()), 0));
    assert_eq!(kiosk.takes("two").as_deref(), Some("A981"), "nor to the next one");
}

#[test]
fn a_kiosk_without_a_disk_or_a_lease_gives_no_number_by_itself() {
    let mut no_disk = Kiosk::off();
    no_disk.model = Model::default();
    let mut no_lease = Kiosk::off();
    for kiosk in [&mut no_disk, &mut no_lease] {
        kiosk.does(open_frame());
        kiosk.does(lost());
        kiosk.waits(60);
        assert!(matches!(kiosk.asks("one")[..], [Effect::SendTake { .. }]));
        kiosk.waits(10);
        kiosk.does(Msg::Unanswered { id: id("one") });
        assert_eq!(kiosk.failure(), Some(no_answer_text()));
    }
}

#[test]
fn a_wish_without_an_answer_becomes_a_number_that_stands_for_it() {
    let mut kiosk = Kiosk::leased(5);
    assert!(matches!(kiosk.asks("one")[..], [Effect::SendTake { .. }]));
    assert!(kiosk.waits(OFFLINE_AFTER_SECONDS).is_empty(), "the answer may still come");
    let effects = kiosk.waits(1);
    let [Effect::Keep { ticket }] = effects[..] else { panic!("{effects:?}") };
    assert_eq!((kiosk.disk.pending.len(), kiosk.disk.outbox[0].instead_of.clone()), (0, Some(id("one"))));
    assert!(kiosk.waits(2).is_empty(), "nothing is handed in before the disk has it");
    let shown = kiosk.does(Msg::Kept { ticket, is_kept: true });
    assert!(matches!(&shown[..], [Effect::Print { .. }]));
    // The answer after all: the person has a number, and the hub gives that one the same ticket.
    for late in [Msg::Taken { id: id("one"), ticket: ticket_7() }, Msg::Unanswered { id: id("one") }] {
        assert!(kiosk.does(late).is_empty());
        assert!(kiosk.model.is_offline_ticket());
    }
    // One that failed at once needs no waiting, and one that was answered is none of these.
    let mut kiosk = Kiosk::leased(5);
    kiosk.asks("one");
    assert!(matches!(kiosk.does(Msg::Unanswered { id: id("one") })[..], [Effect::Keep { .. }]));
    let mut kiosk = Kiosk::leased(5);
    kiosk.asks("one");
    kiosk.does(Msg::Taken { id: id("one"), ticket: ticket_7() });
    assert!(kiosk.waits(10).is_empty() && kiosk.outbox().is_empty());
}

fn ticket_7() -> Box<domain::view::TicketView> {
    ticket(7)
}

#[test]
fn a_wish_made_before_the_loss_and_touched_again_stands_for_itself() {
    let mut kiosk = Kiosk::off();
    kiosk.does(open_frame());
    kiosk.asks("one");
    kiosk.does(Msg::Unanswered { id: id("one") });
    kiosk.does(Msg::Leased(lease(5)));
    kiosk.does(lost());
    kiosk.waits(OFFLINE_AFTER_SECONDS);
    assert!(matches!(kiosk.does(take("two"))[..], [Effect::Keep { .. }]));
    assert_eq!(
        (kiosk.disk.outbox[0].id.as_str(), kiosk.disk.outbox[0].instead_of.clone()),
        ("one-offline", Some(id("one")))
    );
}

#[test]
fn when_the_block_is_used_up_the_emergency_block_follows_and_then_the_staff() {
    let mut kiosk = Kiosk::alone(2);
    let mut codes = BTreeSet::new();
    for number in 0..LEASED_BLOCK_CODES + 2 {
        assert!(codes.insert(kiosk.takes(&format!("wish-{number}")).unwrap()));
    }
    assert!(codes.contains("A999") && codes.contains("Q001") && codes.contains("Q002"));
    assert_eq!((kiosk.takes("late"), kiosk.failure()), (None, Some(ask_the_staff_text())));
    let mut kiosk = kiosk.restarts_alone();
    assert_eq!((kiosk.takes("late"), kiosk.failure()), (None, Some(ask_the_staff_text())), "also after a restart");
    kiosk.does(Msg::StreamAlive);
    kiosk.asks("online");
    kiosk.waits(11);
    kiosk.does(Msg::Unanswered { id: id("online") });
    assert_eq!(kiosk.failure(), Some(ask_the_staff_text()), "also where the dispatcher is only slow");
}

#[test]
fn a_kiosk_that_is_killed_at_any_step_gives_no_code_twice_and_loses_none() {
    let script: Vec<Msg> = (0..6)
        .flat_map(|wish| {
            let own = TicketId((1 << 63) + wish);
            let slip = Msg::SlipDone { ticket: own, outcome: SlipOutcome::Printed, detail: String::new() };
            let taken =
                [area(), choose("id-card"), take(&format!("wish-{wish}")), Msg::Kept { ticket: own, is_kept: true }];
            taken.into_iter().chain([slip, Msg::Tick, Msg::Home])
        })
        .collect();
    for killed_after in 0..=script.len() {
        let mut kiosk = Kiosk::alone(5);
        let mut seen = Vec::new();
        for msg in &script[..killed_after] {
            for effect in kiosk.does(msg.clone()) {
                if let Effect::Print { ticket, .. } = effect {
                    seen.push(ticket.code.0.clone());
                }
            }
        }
        let mut kiosk = kiosk.restarts();
        kiosk.does(lost());
        let late = kiosk.waits(OFFLINE_AFTER_SECONDS);
        let late = late.iter().filter_map(|effect| {
            let Effect::Print { ticket, copy: SlipCopy::Late, .. } = effect else { return None };
            Some(ticket.code.0.clone())
        });
        let late: Vec<_> = late.collect();
        for wish in 0..3 {
            let code = kiosk.takes(&format!("after-{wish}")).expect("it goes on alone");
            assert!(!seen.contains(&code) && !late.contains(&code), "{code} twice, killed after {killed_after}");
            seen.push(code);
        }
        let outbox = kiosk.outbox();
        assert!(seen.iter().chain(&late).all(|code| outbox.contains(&code.as_str())), "lost after {killed_after}");
        assert_eq!(outbox.iter().collect::<BTreeSet<_>>().len(), outbox.len(), "doubled after {killed_after}");
        // Whoever has no slip that is known gets one, and nobody else.
        assert!(late.len() <= 1 && outbox.len() <= seen.len() + late.len(), "killed after {killed_after}: {late:?}");
    }
}

#[test]
fn what_was_given_is_handed_in_in_order_one_by_one_and_each_until_it_is_answered() {
    let mut kiosk = Kiosk::alone(5);
    for wish in ["one", "two", "three"] {
        kiosk.takes(wish).unwrap();
    }
    let mut kiosk = kiosk.restarts();
    assert!(handed_in(&kiosk.waits(5)).is_empty(), "nobody is heard");
    assert!(handed_in(&kiosk.does(frame(false, &OpenState::default()))).is_empty(), "no day takes it in");
    let effects = kiosk.does(open_frame());
    assert_eq!(handed_in(&effects).iter().map(|entry| entry.code.as_str()).collect::<Vec<_>>(), ["A980"]);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::LeaseCodes { .. })), "first what it has given");
    assert!(kiosk.waits(20).is_empty(), "one at a time");
    kiosk.does(Msg::HandInUnanswered { id: id("one-offline") });
    let again = kiosk.waits(HAND_IN_AGAIN_SECONDS);
    assert_eq!(handed_in(&again)[0].id, id("one-offline"), "the same again");
    let effects = kiosk.does(Msg::HandedIn { id: id("one-offline"), ticket: TicketId(41) });
    let report =
        |ticket| Effect::ReportSlip { ticket: TicketId(ticket), outcome: SlipOutcome::Printed, detail: String::new() };
    assert_eq!(effects[0], report(41));
    assert_eq!(handed_in(&effects)[0].id, id("two-offline"));
    assert!(
        kiosk.does(Msg::HandedIn { id: id("one-offline"), ticket: TicketId(41) }).is_empty(),
        "an answer counts once"
    );
    let no = || Text::new("È già di un altro.", "");
    let effects = kiosk.does(Msg::NotTakenIn { id: id("two-offline"), text: no() });
    assert_eq!(effects[0], Effect::ReportNotTakenIn { code: Code::new('A', 981), why: no() });
    assert_eq!(handed_in(&effects)[0].id, id("three-offline"));
    kiosk.does(Msg::HandedIn { id: id("three-offline"), ticket: TicketId(43) });
    assert_eq!(kiosk.model.to_hand_in(), 0);
    assert_eq!(kiosk.disk.stock.as_ref().unwrap().blocks[0].next, 983, "what was refused is not given again");
}

#[test]
fn a_slip_that_ends_after_its_ticket_was_taken_in_is_reported_under_the_hubs_id() {
    let mut kiosk = Kiosk::leased(5);
    kiosk.asks("one");
    let effects = kiosk.does(Msg::Unanswered { id: id("one") });
    let [Effect::Keep { ticket }] = effects[..] else { panic!("{effects:?}") };
    kiosk.does(Msg::Kept { ticket, is_kept: true });
    assert_eq!(handed_in(&kiosk.waits(1)).len(), 1);
    assert!(handed_in(&kiosk.does(Msg::HandedIn { id: id("one-offline"), ticket: TicketId(41) })).is_empty());
    let done = || Msg::SlipDone { ticket, outcome: SlipOutcome::NotPrinted, detail: "x".to_owned() };
    let report = Effect::ReportSlip { ticket: TicketId(41), outcome: SlipOutcome::NotPrinted, detail: "x".to_owned() };
    assert_eq!(kiosk.does(done()), [report]);
    assert!(matches!(kiosk.model.screen, Screen::Ticket { slip: SlipState::NotPrinted, .. }));
    assert!(kiosk.does(done()).is_empty());
}

#[test]
fn codes_are_asked_for_when_few_are_left_and_when_the_day_changes() {
    let mut kiosk = Kiosk::alone(5);
    for number in 0..LEASED_BLOCK_CODES - LEASED_CODES_LOW {
        kiosk.takes(&format!("wish-{number}")).unwrap();
    }
    let mut effects = kiosk.does(open_frame());
    for number in 0..LEASED_BLOCK_CODES - LEASED_CODES_LOW {
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::LeaseCodes { .. })));
        effects = kiosk.does(Msg::HandedIn { id: id(&format!("wish-{number}-offline")), ticket: TicketId(41) });
    }
    let asked = [Effect::LeaseCodes { starts_anew: false }];
    assert!(kiosk.waits(LEASE_AGAIN_SECONDS).ends_with(&asked));
    assert!(kiosk.waits(LEASE_AGAIN_SECONDS).is_empty(), "the answer is owed");
    kiosk.does(Msg::NotLeased);
    assert!(kiosk.waits(LEASE_AGAIN_SECONDS - 1).is_empty(), "a hub that has none is not pressed");
    assert_eq!(kiosk.waits(1), asked);
    let more = Lease { blocks: vec![lease(5).blocks[0], CodeBlock { letter: 'A', first: 960, last: 979 }], ..lease(5) };
    kiosk.does(Msg::Leased(more));
    let nexts: Vec<_> = kiosk.disk.stock.as_ref().unwrap().blocks.iter().map(|left| left.next).collect();
    assert_eq!(nexts, [990, 960], "what was given stays given");
}

#[test]
fn a_lease_from_yesterday_stops_nobody_and_its_codes_are_not_given() {
    let closes =
        OpenState { is_open: true, closes_at: Some(at(8 * 3_600)), next_opening: Some(at(24 * 3_600)), closure: None };
    let mut kiosk = Kiosk::leased(3);
    kiosk.does(frame(true, &closes));
    kiosk.does(lost());
    kiosk.waits(OFFLINE_AFTER_SECONDS);
    kiosk.later(7);
    assert_eq!(kiosk.takes("today").as_deref(), Some("A980"));
    kiosk.later(1);
    assert!(!kiosk.model.is_open(), "closed at its hour, though nobody says so");
    assert_eq!(kiosk.takes("evening"), None);
    kiosk.later(14);
    let mut kiosk = kiosk.restarts_alone();
    assert!(!kiosk.model.is_open(), "nor at night, after a restart");
    kiosk.later(2);
    assert!(kiosk.model.is_open());
    assert_eq!(kiosk.takes("tomorrow").as_deref(), Some("Q001"));
    assert_eq!(kiosk.disk.outbox.last().unwrap().day, None, "of that day the kiosk has heard nothing");
    kiosk.later(OPENED_UNHEARD_HOURS_MAX);
    assert!(!kiosk.model.is_open(), "nobody knows how long it is open");
    // The office that never closes.
    let mut kiosk = Kiosk::alone(3);
    kiosk.later(24);
    assert_eq!(kiosk.takes("tomorrow").as_deref(), Some("Q001"));
    kiosk.later(EMERGENCY_CODE_RESTS_HOURS - 1);
    assert_eq!(kiosk.takes("next").as_deref(), Some("Q002"));
    kiosk.later(1);
    assert_eq!(kiosk.takes("other").as_deref(), Some("Q001"), "on another day it is free again");
}

#[test]
fn an_office_that_was_closed_by_hand_stays_closed() {
    let mut kiosk = Kiosk::leased(3);
    kiosk.does(frame(false, &OpenState::default()));
    kiosk.does(lost());
    kiosk.waits(OFFLINE_AFTER_SECONDS);
    kiosk.later(2);
    assert!(!kiosk.model.is_open());
    assert_eq!(kiosk.takes("one"), None);
}

#[test]
fn a_service_whose_last_ticket_was_given_or_that_was_refused_gives_none() {
    let mut kiosk = Kiosk::leased(3);
    let Msg::Frame(frame) = open_frame() else { panic!("a frame") };
    let mut view = frame.view.clone();
    view.areas[0].services[0].offer.last_ticket_at = Some(at(3_600));
    let full = Text::new("Numeri finiti.", "");
    view.areas[0].services[1].offer.refused_because = Some(full.clone());
    kiosk.does(Msg::Frame(Box::new(KioskFrame { view, ..*frame })));
    kiosk.does(lost());
    kiosk.waits(OFFLINE_AFTER_SECONDS);
    assert!(kiosk.takes("one").is_some());
    kiosk.later(1);
    assert_eq!(kiosk.takes("two"), None);
    assert!(kiosk.failure().is_some_and(|why| why != ask_the_staff_text()));
    for msg in [Msg::Home, area(), choose("residence"), take("three")] {
        kiosk.does(msg);
    }
    assert_eq!(kiosk.failure(), Some(full));
}

#[test]
fn what_is_kept_can_be_read_again_and_an_older_file_too() {
    let mut kiosk = Kiosk::alone(5);
    kiosk.takes("one").unwrap();
    let written = serde_json::to_string(&kiosk.disk).unwrap();
    assert_eq!(serde_json::from_str::<Saved>(&written).unwrap(), kiosk.disk);
    let old = r#"{"pending":[],"acked":[]}"#;
    assert_eq!(serde_json::from_str::<Saved>(old).unwrap(), Saved::default());
    assert_eq!(serde_json::to_string(&Saved::default()).unwrap(), old);
}

#[test]
fn a_frame_that_tells_only_of_who_waits_writes_nothing() {
    let mut kiosk = Kiosk::leased(5);
    let Msg::Frame(frame) = open_frame() else { panic!("a frame") };
    let mut view = frame.view.clone();
    view.areas[0].waiting += 5;
    view.areas[0].services[0].waiting += 5;
    view.areas[0].services[0].counters_open += 1;
    let next = Msg::Frame(Box::new(KioskFrame { view, ..*frame }));
    assert!(!update(&mut kiosk.model, next, at(1)).iter().any(|effect| matches!(effect, Effect::Save(_))));
    assert_eq!(kiosk.model.language, Language::It);
}

#[test]
fn a_visit_of_several_services_with_priority_is_one_number_and_handed_in_as_one() {
    let mut kiosk = Kiosk::leased(0);
    let Msg::Frame(mut heard) = open_frame() else { panic!("a frame") };
    let name = Text::new("Gravidanza", "Pregnancy");
    let id = PriorityId::new("pregnancy");
    heard.view.priorities = vec![PriorityChoice { id: id.clone(), name, proof: Text::default() }];
    kiosk.does(Msg::Frame(heard));
    kiosk.does(lost());
    kiosk.waits(OFFLINE_AFTER_SECONDS);
    for msg in [area(), choose("id-card"), Msg::AddService, area(), choose("residence"), Msg::AskPriority] {
        kiosk.does(msg);
    }
    kiosk.does(Msg::SetPriority(Some(id.clone())));
    let effects = kiosk.does(take("visit"));
    let [Effect::Keep { ticket }] = effects[..] else { panic!("{effects:?}") };
    let printed = kiosk.does(Msg::Kept { ticket, is_kept: true });
    let [Effect::Print { ticket: slip, .. }] = &printed[..] else { panic!("{printed:?}") };
    assert_eq!((slip.service.it.as_str(), slip.further_services[0].it.as_str()), ("id-card", "residence"));
    assert_eq!(kiosk.disk.outbox.len(), 1);
    let entry = &kiosk.restarts().disk.outbox[0];
    assert_eq!(entry.wish.services, ["id-card", "residence"].map(ServiceId::new));
    assert_eq!(entry.wish.priority, Some(id));
}
