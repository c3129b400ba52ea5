//! The journal's format: every event as it is written, pinned, because journals outlive programs.
#![allow(clippy::unwrap_used, reason = "helpers of tests may unwrap like tests")]

use std::fmt::Write;
use std::time::Duration;

use domain::DayDate;
use domain::appointment::Appointment;
use domain::calendar::DayEnd;
use domain::catalog::Catalog;
use domain::catalog_change::CatalogOrigin;
use domain::event::{Behind, Event, ReadyLeg};
use domain::follow::FollowToken;
use domain::ids::{
    AppointmentId, AreaId, ClerkId, CounterId, DeviceId, HubId, LocationId, NoticeId, PriorityId, ReadyNoticeId, Seq,
    ServiceId, TicketId,
};
use domain::learned::{Durations, LearnedDuration, WaitCalibration};
use domain::lease::CodeBlock;
use domain::notice::Notice;
use domain::printer::{PrinterPlace, PrinterState};
use domain::reason::{CallBasis, CallReason, RunnerUp};
use domain::rules::Policy;
use domain::text::{Language, Text};
use domain::ticket::{Class, Code, Outcome, SlipOutcome, Step};
use expect_test::expect;
use store::{Batch, HubReader, HubStore, SqliteStore, Stored};

/// A hub of which nothing is known but its name; what a catalog holds is pinned by the hub file's own tests.
fn printer_reported(printer: PrinterPlace, state: PrinterState, location: Option<LocationId>) -> Event {
    Event::PrinterReported { device: DeviceId::new("kiosk-1"), printer, state, location }
}

/// A ready-made notice for one place, or words of one's own for everybody.
fn notice_posted(is_ready: bool, at: domain::Timestamp) -> Event {
    let mut text = Text::new("Ascensore guasto", "Lift out of order");
    text.more.insert(Language::Ro, "Lift defect".to_owned());
    let notice = Notice {
        notice: NoticeId(if is_ready { 2 } else { 3 }),
        ready: is_ready.then(|| ReadyNoticeId::new("ascensore")),
        text,
        location: is_ready.then(|| LocationId::new("sede")),
        area: is_ready.then(|| AreaId::new("anagrafe")),
        posted_at: at,
        until: at + chrono::TimeDelta::hours(2),
    };
    Event::NoticePosted { notice: Box::new(notice), counter: is_ready.then(|| CounterId::new("3")) }
}

fn smallest_catalog() -> Catalog {
    let (name, time_zone) = (Text::new("Comune", ""), "Europe/Rome".to_owned());
    let catalog = serde_json::json!({
        "id": "hub", "name": name, "time_zone": time_zone,
        "location": [], "area": [], "service": [], "counter": [], "clerk": [],
    });
    serde_json::from_value(catalog).unwrap()
}

/// One event of every kind; a new kind does not compile until it stands here too.
fn every_event() -> Vec<Event> {
    let (ticket, leg) = (TicketId(7), 0);
    let (counter, clerk) = (CounterId::new("3"), ClerkId::new("anna"));
    let day = DayDate::from_ymd_opt(2026, 6, 1).unwrap();
    let noon = chrono::DateTime::from_timestamp(1_780_000_000, 0).unwrap();
    let ready = vec![ReadyLeg { leg: 1, at: noon }];
    let all = vec![
        Event::DayOpened { day, first_ticket: ticket },
        Event::TicketTaken {
            ticket,
            code: Code::new('A', 42),
            services: vec![ServiceId::new("carta-identita"), ServiceId::new("stato-civile")],
            class: Class::Appointment,
            language: Language::En,
            device: Some(DeviceId::new("kiosk-1")),
            priority: None,
            weight: 0,
            follow: None,
            location: None,
            ready_at: None,
            appointment: None,
            waits_from: None,
            taken_offline_at: None,
            is_unleased: false,
        },
        Event::TicketTaken {
            ticket,
            code: Code::new('B', 1),
            services: vec![ServiceId::new("tributi")],
            class: Class::WalkIn,
            language: Language::It,
            device: None,
            priority: None,
            weight: 0,
            follow: None,
            location: None,
            ready_at: None,
            appointment: None,
            waits_from: None,
            taken_offline_at: None,
            is_unleased: false,
        },
        Event::ClerkSignedIn { counter: counter.clone(), clerk: clerk.clone() },
        Event::DurationsLearned {
            durations: Durations {
                services: vec![LearnedDuration { service: ServiceId::new("tributi"), seconds: 912 }],
                secondary_permille: 100,
                other_area_permille: 200,
            },
        },
        Event::WaitsCalibrated { calibration: WaitCalibration { low_permille: 1_030, high_permille: 970 } },
        Event::TicketCalled { ticket, leg, counter: counter.clone(), reason: None },
        Event::TicketCalled { ticket, leg, counter: counter.clone(), reason: Some(Box::new(reason())) },
        Event::TicketRecalled { ticket, counter: counter.clone() },
        Event::TicketMoved { ticket, from: counter.clone(), to: CounterId::new("4") },
        Event::ServiceStarted { ticket, leg, counter: counter.clone() },
        Event::ServiceFinished {
            ticket,
            leg,
            counter: counter.clone(),
            ready: vec![],
            outcome: Outcome::Done,
            delivered: vec![],
        },
        Event::TicketNotShown { ticket, leg, counter: counter.clone() },
        Event::TicketTransferred {
            ticket,
            leg,
            counter: counter.clone(),
            service: ServiceId::new("tributi"),
            ready_at: None,
            ready: vec![],
            to_counter: None,
            to_clerk: None,
            keep_wait: true,
            location: None,
        },
        Event::SlipReported { ticket, outcome: SlipOutcome::Printed, detail: String::new() },
        Event::SlipReported { ticket, outcome: SlipOutcome::NotPrinted, detail: "senza carta".to_owned() },
        Event::SlipReported { ticket, outcome: SlipOutcome::Unknown, detail: String::new() },
        printer_reported(PrinterPlace::First, PrinterState::PaperOut, Some(LocationId::new("sede"))),
        printer_reported(PrinterPlace::Second, PrinterState::NearEnd, None),
        Event::UsherCalled { device: DeviceId::new("kiosk-1"), location: Some(LocationId::new("sede")) },
        Event::UsherAnswered { device: DeviceId::new("kiosk-1"), by: counter.clone() },
        notice_posted(true, noon),
        notice_posted(false, noon),
        Event::NoticeTakenDown { notice: NoticeId(2), counter: Some(counter.clone()) },
        Event::NoticeTakenDown { notice: NoticeId(3), counter: None },
        Event::ClerkSignedOut { counter: counter.clone(), clerk: clerk.clone() },
        Event::TicketReady { ticket },
        Event::ServiceFinished {
            ticket,
            leg,
            counter: counter.clone(),
            ready: ready.clone(),
            outcome: Outcome::Referred,
            delivered: vec![ServiceId::new("stato-civile")],
        },
        Event::TicketTransferred {
            ticket,
            leg,
            counter: counter.clone(),
            service: ServiceId::new("tributi"),
            ready_at: Some(noon),
            ready,
            to_counter: Some(CounterId::new("4")),
            to_clerk: Some(ClerkId::new("bruno")),
            keep_wait: false,
            location: Some(LocationId::new("monticelli")),
        },
        Event::TicketTaken {
            ticket,
            code: Code::new('A', 43),
            services: vec![ServiceId::new("tributi")],
            class: Class::Priority,
            language: Language::It,
            device: None,
            priority: Some(PriorityId::new("gravidanza")),
            weight: 5,
            follow: Some(FollowToken::new([7; 16])),
            location: Some(LocationId::new("monticelli")),
            ready_at: Some(noon),
            appointment: Some(AppointmentId::new("b-17")),
            waits_from: Some(noon),
            taken_offline_at: None,
            is_unleased: false,
        },
        Event::TicketCancelled { ticket },
        Event::TicketDelayed { ticket, behind: vec![Behind { leg, ticket: TicketId(9) }], until: None },
        Event::TicketDelayed { ticket, behind: vec![], until: Some(noon) },
        Event::SlipReprinted { ticket },
        Event::ClerkPaused { counter: counter.clone(), clerk: clerk.clone(), reason: "pausa".to_owned() },
        Event::ClerkResumed { counter: counter.clone(), clerk: clerk.clone() },
        Event::ServiceAdded {
            ticket,
            counter: counter.clone(),
            service: ServiceId::new("tributi"),
            here: true,
            location: None,
        },
        Event::ServiceAdded {
            ticket,
            counter: counter.clone(),
            service: ServiceId::new("tributi"),
            here: false,
            location: Some(LocationId::new("monticelli")),
        },
        Event::TicketRejoined { ticket, leg },
        Event::TicketParked {
            ticket,
            leg,
            counter: counter.clone(),
            clerk,
            reason: "fotocopie".to_owned(),
            return_at: noon,
        },
        Event::TicketReturned { ticket },
        Event::TicketResumed { ticket, leg, counter: counter.clone() },
        Event::DirectServiceStarted { ticket, service: ServiceId::new("tributi"), counter: counter.clone() },
        Event::AutoNextSet { counter: counter.clone(), is_on: true },
        Event::HelpAsked { counter: counter.clone(), note: "inglese".to_owned() },
        Event::HelpAnswered { counter: counter.clone(), by: CounterId::new("4") },
        Event::StepUndone { counter: counter.clone(), ticket, step: Step::NoShow },
        Event::TicketReclassified {
            ticket,
            counter,
            class: Class::Priority,
            priority: Some(PriorityId::new("gravidanza")),
            weight: 5,
        },
        Event::AppointmentsPlanned {
            appointments: vec![Appointment {
                id: AppointmentId::new("b-17"),
                code: "K7M4-2QXD".parse().unwrap(),
                starts_at: noon,
                duration_minutes: Some(15),
                services: vec![ServiceId::new("tributi")],
                location: Some(LocationId::new("monticelli")),
            }],
            cancelled: vec![AppointmentId::new("b-18")],
        },
        Event::AppointmentMissed { appointment: AppointmentId::new("b-17") },
        Event::TicketWentElsewhere { ticket, location: LocationId::new("monticelli"), ready_at: Some(noon) },
        Event::DayClosed { day, unserved: vec![ticket], reason: None },
        Event::DayClosed { day, unserved: vec![ticket], reason: Some(DayEnd::AfterHours) },
        Event::CodesLeased {
            device: DeviceId::new("kiosk-1"),
            blocks: vec![CodeBlock { letter: 'A', first: 980, last: 999 }],
            starts_anew: false,
        },
        Event::CodesLeased { device: DeviceId::new("kiosk-1"), blocks: vec![], starts_anew: true },
        Event::EmergencyBlocksGiven { devices: vec![DeviceId::new("kiosk-1"), DeviceId::new("kiosk-2")] },
        Event::TicketRecoded { ticket, code: Code::new('A', 998), device: DeviceId::new("kiosk-1") },
        Event::TicketTaken {
            ticket,
            code: Code::new('A', 999),
            services: vec![ServiceId::new("tributi")],
            class: Class::WalkIn,
            language: Language::It,
            device: Some(DeviceId::new("kiosk-1")),
            priority: None,
            weight: 0,
            follow: None,
            location: None,
            ready_at: None,
            appointment: None,
            waits_from: None,
            taken_offline_at: Some(noon),
            is_unleased: true,
        },
        Event::ClockStepped { from: noon, to: noon - chrono::TimeDelta::hours(2) },
        Event::CatalogChanged {
            version: 2,
            catalog: Box::new(smallest_catalog()),
            source: "id = \"hub\" # nota\n".to_owned(),
            origin: CatalogOrigin::Import,
        },
    ];
    for event in &all {
        match event {
            Event::DayOpened { .. }
            | Event::DayClosed { .. }
            | Event::TicketTaken { .. }
            | Event::ClerkSignedIn { .. }
            | Event::ClerkSignedOut { .. }
            | Event::TicketMoved { .. }
            | Event::TicketCalled { .. }
            | Event::TicketRecalled { .. }
            | Event::ServiceStarted { .. }
            | Event::ServiceFinished { .. }
            | Event::TicketNotShown { .. }
            | Event::TicketTransferred { .. }
            | Event::SlipReported { .. }
            | Event::PrinterReported { .. }
            | Event::CodesLeased { .. }
            | Event::EmergencyBlocksGiven { .. }
            | Event::UsherCalled { .. }
            | Event::UsherAnswered { .. }
            | Event::NoticePosted { .. }
            | Event::NoticeTakenDown { .. }
            | Event::TicketRecoded { .. }
            | Event::TicketReady { .. }
            | Event::TicketReclassified { .. }
            | Event::ClerkPaused { .. }
            | Event::ClerkResumed { .. }
            | Event::ServiceAdded { .. }
            | Event::TicketRejoined { .. }
            | Event::TicketParked { .. }
            | Event::TicketReturned { .. }
            | Event::TicketResumed { .. }
            | Event::DirectServiceStarted { .. }
            | Event::AutoNextSet { .. }
            | Event::HelpAsked { .. }
            | Event::HelpAnswered { .. }
            | Event::StepUndone { .. }
            | Event::AppointmentsPlanned { .. }
            | Event::AppointmentMissed { .. }
            | Event::TicketWentElsewhere { .. }
            | Event::TicketCancelled { .. }
            | Event::TicketDelayed { .. }
            | Event::SlipReprinted { .. }
            | Event::DurationsLearned { .. }
            | Event::WaitsCalibrated { .. }
            | Event::ClockStepped { .. }
            | Event::CatalogChanged { .. } => (),
        }
    }
    all
}

#[test]
fn every_event_is_written_as_agreed_and_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.sqlite");
    let mut store = SqliteStore::open(&file).unwrap();
    let hub = HubId::new("hub");
    let term = store.acquire(&hub, "test", Duration::from_secs(5)).unwrap().unwrap();
    let at = |seq: u64| chrono::DateTime::from_timestamp_nanos(1_780_000_000_123_456_789) + chrono::Days::new(seq);
    let events: Vec<_> =
        (1..).zip(every_event()).map(|(seq, event)| Stored { seq: Seq(seq), at: at(seq), event }).collect();
    store.append(&term, Seq(1), &Batch { events: events.clone(), ..Batch::default() }).unwrap();
    assert_eq!(store.reader().unwrap().events(&hub, Seq(0), 100).unwrap(), events);

    let connection = rusqlite::Connection::open(&file).unwrap();
    let mut select = connection.prepare("SELECT seq, at, kind, body FROM event ORDER BY seq").unwrap();
    let mut rows = select.query([]).unwrap();
    let mut written = String::new();
    while let Some(row) = rows.next().unwrap() {
        let (seq, at): (i64, String) = (row.get(0).unwrap(), row.get(1).unwrap());
        let (kind, body): (String, String) = (row.get(2).unwrap(), row.get(3).unwrap());
        if seq == 1 {
            writeln!(written, "{at}").unwrap();
        }
        writeln!(written, "{kind} {body}").unwrap();
    }
    expect![[r#"
        2026-05-29T20:26:40.123456789+00:00
        day_opened {"event":"day_opened","day":"2026-06-01","first_ticket":7}
        ticket_taken {"event":"ticket_taken","ticket":7,"code":"A042","services":["carta-identita","stato-civile"],"class":"appointment","language":"en","device":"kiosk-1"}
        ticket_taken {"event":"ticket_taken","ticket":7,"code":"B001","services":["tributi"],"class":"walk_in","language":"it","device":null}
        clerk_signed_in {"event":"clerk_signed_in","counter":"3","clerk":"anna"}
        durations_learned {"event":"durations_learned","services":[{"service":"tributi","seconds":912}],"secondary_permille":100,"other_area_permille":200}
        waits_calibrated {"event":"waits_calibrated","low_permille":1030,"high_permille":970}
        ticket_called {"event":"ticket_called","ticket":7,"leg":0,"counter":"3"}
        ticket_called {"event":"ticket_called","ticket":7,"leg":0,"counter":"3","reason":{"basis":"policy","policy":"balanced","waited_seconds":1020,"target_minutes":20,"pressure_minutes":34,"counters_on_duty":3,"clerks_able":5,"floors":1,"is_secondary":false,"runner_up":{"code":"C007","behind_hundredths":40},"text":{"it":"B031: ha atteso 17 min su 20.","en":"B031: waited 17 of 20 min."}}}
        ticket_recalled {"event":"ticket_recalled","ticket":7,"counter":"3"}
        ticket_moved {"event":"ticket_moved","ticket":7,"from":"3","to":"4"}
        service_started {"event":"service_started","ticket":7,"leg":0,"counter":"3"}
        service_finished {"event":"service_finished","ticket":7,"leg":0,"counter":"3"}
        ticket_not_shown {"event":"ticket_not_shown","ticket":7,"leg":0,"counter":"3"}
        ticket_transferred {"event":"ticket_transferred","ticket":7,"leg":0,"counter":"3","service":"tributi"}
        slip_reported {"event":"slip_reported","ticket":7,"outcome":"printed","detail":""}
        slip_reported {"event":"slip_reported","ticket":7,"outcome":"not_printed","detail":"senza carta"}
        slip_reported {"event":"slip_reported","ticket":7,"outcome":"unknown","detail":""}
        printer_reported {"event":"printer_reported","device":"kiosk-1","printer":"first","state":"paper_out","location":"sede"}
        printer_reported {"event":"printer_reported","device":"kiosk-1","printer":"second","state":"near_end"}
        usher_called {"event":"usher_called","device":"kiosk-1","location":"sede"}
        usher_answered {"event":"usher_answered","device":"kiosk-1","by":"3"}
        notice_posted {"event":"notice_posted","notice":2,"ready":"ascensore","text":{"it":"Ascensore guasto","en":"Lift out of order","ro":"Lift defect"},"location":"sede","area":"anagrafe","posted_at":"2026-05-28T20:26:40Z","until":"2026-05-28T22:26:40Z","counter":"3"}
        notice_posted {"event":"notice_posted","notice":3,"text":{"it":"Ascensore guasto","en":"Lift out of order","ro":"Lift defect"},"posted_at":"2026-05-28T20:26:40Z","until":"2026-05-28T22:26:40Z"}
        notice_taken_down {"event":"notice_taken_down","notice":2,"counter":"3"}
        notice_taken_down {"event":"notice_taken_down","notice":3}
        clerk_signed_out {"event":"clerk_signed_out","counter":"3","clerk":"anna"}
        ticket_ready {"event":"ticket_ready","ticket":7}
        service_finished {"event":"service_finished","ticket":7,"leg":0,"counter":"3","ready":[{"leg":1,"at":"2026-05-28T20:26:40Z"}],"outcome":"referred","delivered":["stato-civile"]}
        ticket_transferred {"event":"ticket_transferred","ticket":7,"leg":0,"counter":"3","service":"tributi","ready_at":"2026-05-28T20:26:40Z","ready":[{"leg":1,"at":"2026-05-28T20:26:40Z"}],"to_counter":"4","to_clerk":"bruno","keep_wait":false,"location":"monticelli"}
        ticket_taken {"event":"ticket_taken","ticket":7,"code":"A043","services":["tributi"],"class":"priority","language":"it","device":null,"priority":"gravidanza","weight":5,"follow":"BwcHBwcHBwcHBwcHBwcHBw","location":"monticelli","ready_at":"2026-05-28T20:26:40Z","appointment":"b-17","waits_from":"2026-05-28T20:26:40Z"}
        ticket_cancelled {"event":"ticket_cancelled","ticket":7}
        ticket_delayed {"event":"ticket_delayed","ticket":7,"behind":[{"leg":0,"ticket":9}]}
        ticket_delayed {"event":"ticket_delayed","ticket":7,"until":"2026-05-28T20:26:40Z"}
        slip_reprinted {"event":"slip_reprinted","ticket":7}
        clerk_paused {"event":"clerk_paused","counter":"3","clerk":"anna","reason":"pausa"}
        clerk_resumed {"event":"clerk_resumed","counter":"3","clerk":"anna"}
        service_added {"event":"service_added","ticket":7,"counter":"3","service":"tributi","here":true}
        service_added {"event":"service_added","ticket":7,"counter":"3","service":"tributi","here":false,"location":"monticelli"}
        ticket_rejoined {"event":"ticket_rejoined","ticket":7,"leg":0}
        ticket_parked {"event":"ticket_parked","ticket":7,"leg":0,"counter":"3","clerk":"anna","reason":"fotocopie","return_at":"2026-05-28T20:26:40Z"}
        ticket_returned {"event":"ticket_returned","ticket":7}
        ticket_resumed {"event":"ticket_resumed","ticket":7,"leg":0,"counter":"3"}
        direct_service_started {"event":"direct_service_started","ticket":7,"service":"tributi","counter":"3"}
        auto_next_set {"event":"auto_next_set","counter":"3","is_on":true}
        help_asked {"event":"help_asked","counter":"3","note":"inglese"}
        help_answered {"event":"help_answered","counter":"3","by":"4"}
        step_undone {"event":"step_undone","counter":"3","ticket":7,"step":"no_show"}
        ticket_reclassified {"event":"ticket_reclassified","ticket":7,"counter":"3","class":"priority","priority":"gravidanza","weight":5}
        appointments_planned {"event":"appointments_planned","appointments":[{"id":"b-17","code":"K7M4-2QXD","starts_at":"2026-05-28T20:26:40Z","duration_minutes":15,"services":["tributi"],"location":"monticelli"}],"cancelled":["b-18"]}
        appointment_missed {"event":"appointment_missed","appointment":"b-17"}
        ticket_went_elsewhere {"event":"ticket_went_elsewhere","ticket":7,"location":"monticelli","ready_at":"2026-05-28T20:26:40Z"}
        day_closed {"event":"day_closed","day":"2026-06-01","unserved":[7]}
        day_closed {"event":"day_closed","day":"2026-06-01","unserved":[7],"reason":"after_hours"}
        codes_leased {"event":"codes_leased","device":"kiosk-1","blocks":[{"letter":"A","first":980,"last":999}]}
        codes_leased {"event":"codes_leased","device":"kiosk-1","blocks":[],"starts_anew":true}
        emergency_blocks_given {"event":"emergency_blocks_given","devices":["kiosk-1","kiosk-2"]}
        ticket_recoded {"event":"ticket_recoded","ticket":7,"code":"A998","device":"kiosk-1"}
        ticket_taken {"event":"ticket_taken","ticket":7,"code":"A999","services":["tributi"],"class":"walk_in","language":"it","device":"kiosk-1","taken_offline_at":"2026-05-28T20:26:40Z","is_unleased":true}
        clock_stepped {"event":"clock_stepped","from":"2026-05-28T20:26:40Z","to":"2026-05-28T18:26:40Z"}
        catalog_changed {"event":"catalog_changed","version":2,"catalog":{"id":"hub","name":{"it":"Comune","en":""},"time_zone":"Europe/Rome","calendar":{"public_holidays":"none","patron_saint":null,"day_opens_minutes_before":30,"day_closes_minutes_after":30,"closures":[],"openings":[]},"location":[],"area":[],"service":[],"counter":[],"clerk":[],"pair":[],"priority":[],"rules":{"leg_walk_seconds":60,"floor_walk_seconds":72,"priority_one_in":0,"tickets_per_device_minute_max":30,"confirm_arrival":true,"rejoin_minutes":15,"rejoin_calls":5,"park_minutes_max":120,"undo_seconds":15,"let_pass_max":2,"refuse_unlikely":false,"reprints_max":2,"check_in_early_minutes":60,"check_in_late_minutes":15,"late_credit_minutes":10,"appointment_call_early_minutes":5,"appointment_open_minutes":60,"policy":"balanced","appointment_target_minutes":10,"priority_target_minutes":10,"setup_seconds":36,"secondary_percent":10,"other_area_percent":20,"waited_credit_percent":80,"break_minutes":15,"keep_person_days":0}},"source":"id = \"hub\" # nota\n","origin":"import"}
    "#]].assert_eq(&written);
}

fn reason() -> CallReason {
    CallReason {
        basis: CallBasis::Policy,
        policy: Policy::Balanced,
        waited_seconds: 1_020,
        target_minutes: 20,
        pressure_minutes: 34,
        counters_on_duty: 3,
        clerks_able: 5,
        floors: 1,
        is_secondary: false,
        runner_up: Some(RunnerUp { code: Code("C007".to_owned()), behind_hundredths: Some(40) }),
        text: Text::new("B031: ha atteso 17 min su 20.", "B031: waited 17 of 20 min."),
    }
}
