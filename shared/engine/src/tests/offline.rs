//! Kiosks go on while the dispatcher is gone: what they may give, and what becomes of it.

use std::collections::BTreeSet;

use domain::ids::{DeviceId, PriorityId};
use domain::lease::{CodeBlock, Lease};
use domain::limits::{
    DEVICE_BYTES_MAX, LEASED_BLOCK_CODES, LEASED_CODES_LOW, LEASED_CODES_PER_KIOSK_MAX, LEASED_CODES_PER_LETTER_MAX,
};
use domain::rejection::citizen::CitizenRejection;
use domain::rejection::offline::OfflineRejection;
use domain::rules::Priority;
use domain::ticket::Code;

use super::*;
use crate::{Context, decide_in};

fn device(name: &str) -> DeviceId {
    DeviceId::new(name)
}

fn ask(name: &str) -> Command {
    Command::LeaseCodes { device: device(name), location: None, starts_anew: false }
}

fn leases(office: &mut Office, name: &str) -> Lease {
    office.does(ask(name)).unwrap();
    view::lease(&office.state, &device(name)).unwrap()
}

fn block(letter: char, first: u32, last: u32) -> CodeBlock {
    CodeBlock { letter, first, last }
}

fn hand_in(name: &str, code: &str, service: &str, taken_at: Timestamp) -> Command {
    Command::HandIn {
        device: device(name),
        code: Code(code.to_owned()),
        services: vec![ServiceId::new(service)],
        language: Language::En,
        priority: None,
        location: None,
        taken_at,
        day: Some(day(1)),
        instead_of: None,
    }
}

fn on(day: Option<DayDate>, mut command: Command) -> Command {
    if let Command::HandIn { day: named, .. } = &mut command {
        *named = day;
    }
    command
}

fn taken_code(code: &str) -> Result<Vec<Event>, Rejection> {
    Err(OfflineRejection::OfflineCodeTaken { code: code.to_owned() }.into())
}

fn foreign(code: &str, name: &str) -> Result<Vec<Event>, Rejection> {
    Err(OfflineRejection::OfflineCodeForeign { code: code.to_owned(), device: name.to_owned() }.into())
}

fn queue(office: &Office, service: &str) -> Vec<String> {
    let (hq, service) = (LocationId::new("hq"), ServiceId::new(service));
    let waiting = office.state.waiting(&hq, &service);
    waiting.map(|rank| office.state.ticket(rank.ticket).unwrap().code.0.clone()).collect()
}

#[test]
fn each_kiosk_has_numbers_of_its_own_and_who_asks_twice_gets_the_same() {
    let mut office = Office::open();
    let hall = leases(&mut office, "hall");
    assert_eq!(hall.day, day(1));
    assert_eq!(hall.blocks, [block('A', 980, 999), block('B', 980, 999)]);
    assert_eq!(hall.emergency, Some(block('Q', 1, 100)));
    let door = leases(&mut office, "door");
    assert_eq!(door.blocks, [block('A', 960, 979), block('B', 960, 979)]);
    assert_eq!(door.emergency, Some(block('Q', 101, 200)));
    assert_eq!(office.does(ask("hall")), Ok(vec![]));
    assert_eq!(leases(&mut office, "hall"), hall);
    let bytes = DEVICE_BYTES_MAX + 1;
    assert_eq!(office.does(ask(&"k".repeat(bytes))), Err(Rejection::DeviceNameTooLong { bytes }));
    let nowhere =
        Command::LeaseCodes { device: device("hall"), location: Some(LocationId::new("moon")), starts_anew: false };
    let unknown = CitizenRejection::UnknownLocation { location: "moon".to_owned() };
    assert_eq!(office.does(nowhere), Err(unknown.into()));
    office.does(Command::CloseDay).unwrap();
    assert_eq!(office.does(ask("hall")), Err(Rejection::DayClosed));
}

#[test]
fn a_kiosk_gets_more_when_few_are_left_and_other_numbers_when_it_has_forgotten_its_own() {
    let mut office = Office::open();
    leases(&mut office, "hall");
    for number in 0..LEASED_BLOCK_CODES - LEASED_CODES_LOW {
        assert_eq!(leases(&mut office, "hall").blocks.len(), 2, "enough is left");
        let code = Code::nth('A', 980 + number).unwrap().0;
        office.does(hand_in("hall", &code, "cards", office.now)).unwrap();
    }
    assert_eq!(leases(&mut office, "hall").blocks[2..], [block('A', 960, 979)]);
    let anew = Command::LeaseCodes { device: device("hall"), location: None, starts_anew: true };
    office.does(anew.clone()).unwrap();
    let lease = view::lease(&office.state, &device("hall")).unwrap();
    assert_eq!(lease.blocks, [block('A', 940, 959), block('B', 960, 979)]);
    // What it forgot still counts where it comes in after all, and nobody else gets it.
    office.does(hand_in("hall", "A999", "cards", office.now)).unwrap();
    assert_eq!(leases(&mut office, "door").blocks, [block('A', 920, 939), block('B', 940, 959)]);
    for _ in 0..LEASED_CODES_PER_KIOSK_MAX {
        office.does(anew.clone()).unwrap();
    }
    assert!(office.state.leases.count(&device("hall"), 'A').0 <= LEASED_CODES_PER_KIOSK_MAX);
    for kiosk in 0..100 {
        leases(&mut office, &format!("kiosk-{kiosk}"));
    }
    assert!(office.state.leases.total('A') <= LEASED_CODES_PER_LETTER_MAX);
    assert_eq!(office.replayed(0), office.state);
}

#[test]
fn the_count_of_a_letter_leaps_over_what_is_leased() {
    let mut office = Office::open();
    leases(&mut office, "hall");
    office.state.numbers.insert('A', 978);
    assert_eq!(office.takes(&["cards"], Class::WalkIn).1, "A979");
    assert_eq!(office.takes(&["cards"], Class::WalkIn).1, "AB001");
    assert_eq!(leases(&mut office, "door").blocks, [block('B', 960, 979)], "nothing of the letter is left to lease");
    office.does(hand_in("hall", "A999", "cards", office.now)).unwrap();
    assert_eq!(office.takes(&["cards"], Class::WalkIn).1, "AB002", "what a kiosk gave is not counted");
    office.state.numbers.insert('B', 950);
    assert_eq!(leases(&mut office, "gate").blocks, [block('B', 951, 959)], "what is left between both");
}

#[test]
fn the_queue_is_by_the_moment_at_which_a_number_was_given() {
    let mut office = Office::open();
    leases(&mut office, "hall");
    leases(&mut office, "door");
    office.takes(&["cards"], Class::WalkIn);
    let gone = office.now;
    office.now += Duration::minutes(60);
    office.takes(&["cards"], Class::WalkIn);
    let minutes = |minutes| gone + Duration::minutes(minutes);
    for (name, code, taken_at) in [
        ("hall", "A980", minutes(10)),
        ("hall", "A981", minutes(30)),
        // Its clock was set back: the kiosk's own order stays.
        ("hall", "A982", minutes(5)),
        ("door", "A960", minutes(20)),
        // Its clock is ahead: nobody comes from the future.
        ("door", "A961", minutes(600)),
    ] {
        office.does(hand_in(name, code, "cards", taken_at)).unwrap();
    }
    assert_eq!(queue(&office, "cards"), ["A001", "A980", "A960", "A981", "A982", "A002", "A961"]);
    let (_, _, last) = office.journal.last().unwrap();
    let Event::TicketTaken { taken_offline_at, ticket, language, .. } = last else { panic!("{last:?}") };
    assert_eq!((*taken_offline_at, *language), (Some(office.now), Language::En));
    let view = view::ticket(&office.state, *ticket, office.now).unwrap();
    assert_eq!((view.code.as_str(), view.people_ahead), ("A961", 6));
    let second = view::ticket(&office.state, TicketId(ticket.0 - 4), office.now).unwrap();
    assert_eq!((second.taken_at, second.people_ahead), (minutes(10), 1));
    // Many at once are no kiosk that has gone mad.
    assert!(office.state.devices.is_empty());
    // The wait that is told and learnt from began at the kiosk.
    office.signs_in("1", "anna");
    office.calls("1").unwrap();
    office.does(Command::NoShow { counter: at("1") }).unwrap();
    office.calls("1").unwrap();
    let counter = view::counter(&office.state, &at("1"), office.now).unwrap().current.unwrap();
    assert_eq!((counter.code.as_str(), counter.waited_minutes >= 50), ("A980", true), "{counter:?}");
    assert_eq!(office.replayed(office.last_day_open()), office.state);
}

#[test]
fn a_code_is_taken_in_once_and_only_from_its_kiosk() {
    let mut office = Office::open();
    leases(&mut office, "hall");
    leases(&mut office, "door");
    let now = office.now;
    office.does(hand_in("hall", "A980", "cards", now)).unwrap();
    assert_eq!(office.does(hand_in("hall", "A980", "cards", now)), taken_code("A980"));
    assert_eq!(office.does(hand_in("hall", "A960", "cards", now)), foreign("A960", "hall"));
    assert_eq!(office.does(hand_in("door", "Q001", "cards", now)), foreign("Q001", "door"));
    office.does(hand_in("hall", "Q001", "cards", now)).unwrap();
    office.takes(&["cards"], Class::WalkIn);
    for code in ["A001", "", "A", "A000", "A99", "A0981", "a981", "AA001", "A1000", "Q9999", "C999", "\u{e9}001"] {
        assert_eq!(office.does(hand_in("hall", code, "cards", now)), foreign(code, "hall"));
    }
    let unknown = Err(Rejection::UnknownService { service: "nothing".to_owned() });
    assert_eq!(office.does(hand_in("hall", "A981", "nothing", now)), unknown);
    let mut none = hand_in("hall", "A981", "cards", now);
    if let Command::HandIn { services, .. } = &mut none {
        services.clear();
    }
    assert_eq!(office.does(none), Err(Rejection::NoService));
}

#[test]
fn a_journal_that_was_put_back_takes_in_what_it_leased_and_says_so() {
    let mut office = Office::open();
    let unleased = |events: Vec<Event>| matches!(events[..], [Event::TicketTaken { is_unleased: true, .. }]);
    let now = office.now;
    assert!(unleased(office.does(hand_in("hall", "A985", "cards", now)).unwrap()));
    assert!(unleased(office.does(hand_in("hall", "Q007", "cards", now)).unwrap()));
    assert_eq!(office.does(hand_in("hall", "B985", "cards", now)), foreign("B985", "hall"));
    assert_eq!(leases(&mut office, "hall").blocks[0], block('A', 965, 984), "what was given is not leased");
    office.state.numbers.insert('A', 964);
    assert_eq!(office.takes(&["cards"], Class::WalkIn).1, "A986", "nor given again");
}

#[test]
fn what_was_given_on_another_day_comes_too_late() {
    let mut office = Office::open();
    leases(&mut office, "hall");
    leases(&mut office, "door");
    let yesterday = office.now;
    office.does(Command::CloseDay).unwrap();
    let over = |code: &str| Err(OfflineRejection::OfflineDayOver { code: code.to_owned(), day: day(1) }.into());
    assert_eq!(office.does(hand_in("hall", "A980", "cards", yesterday)), over("A980"));
    office.now += Duration::hours(22);
    let early = on(None, hand_in("hall", "Q001", "cards", office.now));
    assert_eq!(office.does(early.clone()), Err(Rejection::DayClosed), "it is not over before it began");
    office.does(Command::OpenDay { day: day(2) }).unwrap();
    assert!(
        matches!(office.journal.last(), Some((_, _, Event::EmergencyBlocksGiven { devices })) if devices.len() == 2)
    );
    assert_eq!(office.does(hand_in("hall", "A980", "cards", yesterday)), over("A980"));
    assert_eq!(office.does(on(None, hand_in("hall", "Q001", "cards", yesterday))), over("Q001"));
    // Before the day was opened, on its date: the dispatcher was gone in the morning.
    office.does(early).unwrap();
    office.does(on(Some(day(2)), hand_in("door", "Q101", "cards", office.now))).unwrap();
    let lease = leases(&mut office, "door");
    assert_eq!((lease.day, lease.emergency), (day(2), Some(block('Q', 101, 200))), "the emergency block stays");
    assert_eq!(lease.blocks, [block('A', 980, 999), block('B', 980, 999)], "the others begin again");
    assert_eq!(office.replayed(office.last_day_open()), office.state);
}

#[test]
fn a_ticket_that_was_given_all_the_same_gets_the_code_on_the_paper() {
    let mut office = Office::open();
    leases(&mut office, "hall");
    let (ticket, code) = office.takes(&["cards"], Class::WalkIn);
    office.takes(&["cards"], Class::WalkIn);
    office.signs_in("1", "anna");
    office.calls("1").unwrap();
    assert_eq!(view::board(&office.state, None, office.now).calls[0].code.0, code);
    let called = view::board(&office.state, None, office.now).calls[0].seq;
    let again = |office: &mut Office, code: &str| {
        let context = Context { moment: office.now.into(), follow: None, committed: Some(ticket) };
        let command = hand_in("hall", code, "cards", office.now);
        decide_in(&office.state, &command, &context).inspect(|events| office.happens(events.clone()))
    };
    let recoded = |code: &str| Event::TicketRecoded { ticket, code: Code(code.to_owned()), device: device("hall") };
    assert_eq!(again(&mut office, "A980"), Ok(vec![recoded("A980")]));
    let call = view::board(&office.state, None, office.now).calls.remove(0);
    assert_eq!(call.code.0, "A980");
    assert!(call.seq > called, "whoever did not know the old code hears the new one");
    assert_eq!(queue(&office, "cards"), ["A002"], "nobody is there twice");
    assert_eq!(again(&mut office, "A980"), taken_code("A980"));
    office.does(Command::NoShow { counter: at("1") }).unwrap();
    let events = again(&mut office, "A981").unwrap();
    assert!(
        matches!(events[..], [Event::TicketTaken { .. }]),
        "who missed a call unknown to them has a place: {events:?}"
    );
    assert_eq!(office.replayed(0), office.state);
}

#[test]
fn no_code_is_ever_given_twice_however_kiosks_and_hub_give_them() {
    for seed in 1..=30_u64 {
        let mut office = Office::open();
        let mut random = seed;
        let mut roll = |sides: u64| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (random >> 33) % sides
        };
        let (mut codes, mut issued) = (BTreeSet::new(), BTreeSet::new());
        office.state.numbers.insert('A', 700 + roll(200) as u32);
        for _ in 0..400 {
            let name = ["hall", "door", "gate"][roll(3) as usize];
            let command = match roll(4) {
                0 => Command::LeaseCodes { device: device(name), location: None, starts_anew: roll(8) == 0 },
                1 => take(&["cards"], Class::WalkIn),
                _ => {
                    let blocks: Vec<_> = office.state.leases.blocks(&device(name)).to_vec();
                    let codes = blocks.iter().flat_map(|block| (block.first..=block.last).map(|it| (block.letter, it)));
                    let codes = codes.filter_map(|(letter, number)| Code::nth(letter, number));
                    let next = codes.into_iter().find(|code| code.0.starts_with('A') && !issued.contains(code));
                    let Some(code) = next else { continue };
                    issued.insert(code.clone());
                    hand_in(name, &code.0, "cards", office.now)
                }
            };
            for event in office.does(command).unwrap() {
                if let Event::TicketTaken { code, .. } = event {
                    assert!(codes.insert(code.clone()), "{code} doubled with seed {seed}");
                }
            }
        }
        assert!(issued.is_subset(&codes) && issued.len() > 20, "seed {seed}");
    }
}

#[test]
fn a_reason_for_priority_named_without_the_dispatcher_counts_unless_it_is_gone() {
    let reason = Priority { id: PriorityId::new("child"), name: text("child"), weight: 3, proof: text("papers") };
    let mut office = Office::open_with(Arc::new(Catalog { priorities: vec![reason], ..Catalog::clone(&catalog()) }));
    leases(&mut office, "hall");
    let now = office.now;
    for (code, named, class) in [("A980", "child", Class::Priority), ("A981", "vip", Class::WalkIn)] {
        let mut command = hand_in("hall", code, "cards", now);
        if let Command::HandIn { priority, .. } = &mut command {
            *priority = Some(PriorityId::new(named));
        }
        let events = office.does(command).unwrap();
        assert!(matches!(&events[..], [Event::TicketTaken { class: given, .. }] if *given == class), "{events:?}");
    }
}
