//! Everything that comes from outside has a limit.

use domain::command::Command;
use domain::event::Event;
use domain::ids::{DeviceId, ServiceId, TicketId};
use domain::limits::{DEVICE_BYTES_MAX, SLIP_DETAIL_CHARS_MAX, SLIP_REPORTS_PER_TICKET_MAX, WAITING_PER_SERVICE_MAX};
use domain::rejection::Rejection;
use domain::text::Language;
use domain::ticket::{Class, Code, SlipOutcome};

use super::{Office, at};
use crate::evolve;

fn report(ticket: TicketId, detail: &str) -> Command {
    Command::ReportSlip { ticket, outcome: SlipOutcome::NotPrinted, detail: detail.to_owned() }
}

#[test]
fn what_a_printer_says_is_kept_as_far_as_there_is_room() {
    let mut office = Office::open();
    let (ticket, _) = office.takes(&["cards"], Class::WalkIn);
    let events = office.does(report(ticket, &"è".repeat(SLIP_DETAIL_CHARS_MAX + 1))).unwrap();
    let Event::SlipReported { detail, .. } = &events[0] else { panic!("expected a report, got {events:?}") };
    assert_eq!(*detail, "è".repeat(SLIP_DETAIL_CHARS_MAX));
}

#[test]
fn a_slip_is_not_reported_on_for_ever() {
    let mut office = Office::open();
    let (ticket, code) = office.takes(&["cards"], Class::WalkIn);
    for _ in 0..SLIP_REPORTS_PER_TICKET_MAX {
        office.does(report(ticket, "")).unwrap();
    }
    assert_eq!(office.does(report(ticket, "")), Err(Rejection::SlipReportLimit { code }));
    let (other, _) = office.takes(&["cards"], Class::WalkIn);
    office.does(report(other, "")).unwrap();
}

#[test]
fn a_device_with_an_endless_name_is_refused() {
    let mut office = Office::open();
    let take = |bytes: usize| Command::TakeTicket {
        services: vec![ServiceId::new("cards")],
        class: Class::WalkIn,
        language: Language::It,
        device: Some(DeviceId::new("k".repeat(bytes))),
        priority: None,
        location: None,
        from: None,
    };
    let bytes = DEVICE_BYTES_MAX + 1;
    assert_eq!(office.does(take(bytes)), Err(Rejection::DeviceNameTooLong { bytes }));
    office.does(take(DEVICE_BYTES_MAX)).unwrap();
}

#[test]
fn a_full_queue_takes_nobody_from_another_counter() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    // Codes end long before the queue is full, so the people come straight out of a journal.
    for number in 0..WAITING_PER_SERVICE_MAX as u64 {
        let event = Event::TicketTaken {
            ticket: TicketId(number + 2),
            code: Code::new('A', 1),
            services: vec![ServiceId::new("births")],
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
        };
        let seq = office.state.seq().next();
        evolve(&mut office.state, seq, office.now, &event);
    }
    let transfer = |to| Command::transfer(at("1"), ServiceId::new(to));
    assert_eq!(office.does(transfer("births")), Err(Rejection::QueueFull { service: "births".to_owned() }));
    office.does(transfer("moves")).unwrap();
}
