//! The journal's format: every event as it is written, pinned, because journals outlive programs.
#![allow(clippy::unwrap_used, reason = "helpers of tests may unwrap like tests")]

use std::fmt::Write;
use std::time::Duration;

use domain::DayDate;
use domain::calendar::DayEnd;
use domain::event::Event;
use domain::ids::{ClerkId, CounterId, DeviceId, HubId, Seq, ServiceId, TicketId};
use domain::text::Language;
use domain::ticket::{Class, Code, SlipOutcome};
use expect_test::expect;
use store::{Batch, HubReader, HubStore, SqliteStore, Stored};

/// One event of every kind; a new kind does not compile until it stands here too.
fn every_event() -> Vec<Event> {
    let (ticket, leg) = (TicketId(7), 0);
    let (counter, clerk) = (CounterId::new("3"), ClerkId::new("anna"));
    let day = DayDate::from_ymd_opt(2026, 6, 1).unwrap();
    let all = vec![
        Event::DayOpened { day, first_ticket: ticket },
        Event::TicketTaken {
            ticket,
            code: Code::new('A', 42),
            services: vec![ServiceId::new("carta-identita"), ServiceId::new("stato-civile")],
            class: Class::Appointment,
            language: Language::En,
            device: Some(DeviceId::new("kiosk-1")),
        },
        Event::TicketTaken {
            ticket,
            code: Code::new('B', 1),
            services: vec![ServiceId::new("tributi")],
            class: Class::WalkIn,
            language: Language::It,
            device: None,
        },
        Event::ClerkSignedIn { counter: counter.clone(), clerk: clerk.clone() },
        Event::TicketCalled { ticket, leg, counter: counter.clone() },
        Event::TicketRecalled { ticket, counter: counter.clone() },
        Event::TicketMoved { ticket, from: counter.clone(), to: CounterId::new("4") },
        Event::ServiceStarted { ticket, leg, counter: counter.clone() },
        Event::ServiceFinished { ticket, leg, counter: counter.clone() },
        Event::TicketNotShown { ticket, leg, counter: counter.clone() },
        Event::TicketTransferred { ticket, leg, counter: counter.clone(), service: ServiceId::new("tributi") },
        Event::SlipReported { ticket, outcome: SlipOutcome::Printed, detail: String::new() },
        Event::SlipReported { ticket, outcome: SlipOutcome::NotPrinted, detail: "senza carta".to_owned() },
        Event::SlipReported { ticket, outcome: SlipOutcome::Unknown, detail: String::new() },
        Event::ClerkSignedOut { counter, clerk },
        Event::DayClosed { day, unserved: vec![ticket], reason: None },
        Event::DayClosed { day, unserved: vec![ticket], reason: Some(DayEnd::AfterHours) },
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
            | Event::SlipReported { .. } => (),
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
    store.append(&term, Seq(1), &Batch { events: events.clone(), replies: vec![] }).unwrap();
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
        ticket_called {"event":"ticket_called","ticket":7,"leg":0,"counter":"3"}
        ticket_recalled {"event":"ticket_recalled","ticket":7,"counter":"3"}
        ticket_moved {"event":"ticket_moved","ticket":7,"from":"3","to":"4"}
        service_started {"event":"service_started","ticket":7,"leg":0,"counter":"3"}
        service_finished {"event":"service_finished","ticket":7,"leg":0,"counter":"3"}
        ticket_not_shown {"event":"ticket_not_shown","ticket":7,"leg":0,"counter":"3"}
        ticket_transferred {"event":"ticket_transferred","ticket":7,"leg":0,"counter":"3","service":"tributi"}
        slip_reported {"event":"slip_reported","ticket":7,"outcome":"printed","detail":""}
        slip_reported {"event":"slip_reported","ticket":7,"outcome":"not_printed","detail":"senza carta"}
        slip_reported {"event":"slip_reported","ticket":7,"outcome":"unknown","detail":""}
        clerk_signed_out {"event":"clerk_signed_out","counter":"3","clerk":"anna"}
        day_closed {"event":"day_closed","day":"2026-06-01","unserved":[7]}
        day_closed {"event":"day_closed","day":"2026-06-01","unserved":[7],"reason":"after_hours"}
    "#]].assert_eq(&written);
}
