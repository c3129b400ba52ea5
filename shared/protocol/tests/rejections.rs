//! The codes of refusals, pinned.

use chrono::NaiveTime;
use domain::rejection::Rejection;
use domain::text::Text;
use expect_test::expect;

/// The codes of the office's refusals: screens and scripts decide by them.
#[test]
fn rejection_codes() {
    let name = || "x".to_owned();
    let all = [
        Rejection::DayClosed,
        Rejection::DayAlreadyOpen,
        Rejection::DayNotAfterLast,
        Rejection::DayInFuture { day: domain::DayDate::MAX, latest: domain::DayDate::MIN },
        Rejection::NoService,
        Rejection::TooManyServices,
        Rejection::ServiceTwice { service: name() },
        Rejection::UnknownService { service: name() },
        Rejection::UnknownCounter { counter: name() },
        Rejection::UnknownClerk { clerk: name() },
        Rejection::UnknownTicket { ticket: 7 },
        Rejection::QueueFull { service: name() },
        Rejection::CodesUsedUp { letter: 'A' },
        Rejection::CounterTaken { clerk: name() },
        Rejection::NobodySignedIn,
        Rejection::TicketInHand { code: name() },
        Rejection::NoTicketInHand,
        Rejection::AlreadyServing { code: name() },
        Rejection::NotStarted { code: name() },
        Rejection::RecallLimit,
        Rejection::NobodyWaiting,
        Rejection::SameService,
        Rejection::TransferLimit { code: name() },
        Rejection::DeviceNameTooLong { bytes: 65 },
        Rejection::SlipReportLimit { code: name() },
        Rejection::TooManyPrinters,
        Rejection::PrinterReportLimit { device: name() },
        Rejection::OutsideHours { service: Text::default(), reason: None, next_opening: None },
        Rejection::LastTicketPassed { service: Text::default(), last_ticket: NaiveTime::MIN, next_opening: None },
        Rejection::QuotaReached { service: Text::default(), quota: 40 },
    ];
    for rejection in &all {
        // A new rejection does not compile until it stands here; above and below it is up to its author.
        match rejection {
            Rejection::DayClosed
            | Rejection::DayAlreadyOpen
            | Rejection::DayNotAfterLast
            | Rejection::DayInFuture { .. }
            | Rejection::NoService
            | Rejection::TooManyServices
            | Rejection::ServiceTwice { .. }
            | Rejection::UnknownService { .. }
            | Rejection::UnknownCounter { .. }
            | Rejection::UnknownClerk { .. }
            | Rejection::UnknownTicket { .. }
            | Rejection::QueueFull { .. }
            | Rejection::CodesUsedUp { .. }
            | Rejection::CounterTaken { .. }
            | Rejection::NobodySignedIn
            | Rejection::TicketInHand { .. }
            | Rejection::NoTicketInHand
            | Rejection::AlreadyServing { .. }
            | Rejection::NotStarted { .. }
            | Rejection::RecallLimit
            | Rejection::NobodyWaiting
            | Rejection::SameService
            | Rejection::TransferLimit { .. }
            | Rejection::DeviceNameTooLong { .. }
            | Rejection::SlipReportLimit { .. }
            | Rejection::TooManyPrinters
            | Rejection::PrinterReportLimit { .. }
            | Rejection::OutsideHours { .. }
            | Rejection::LastTicketPassed { .. }
            | Rejection::QuotaReached { .. } => (),
            // Their codes are pinned by the table of refusals in docs/PROTOCOL.md.
            Rejection::Desk(_)
            | Rejection::Citizen(_)
            | Rejection::Appointment(_)
            | Rejection::Offline(_)
            | Rejection::Notice(_) => (),
        }
        assert!(!rejection.text().it.is_empty() && !rejection.text().en.is_empty(), "{rejection:?} says nothing");
    }
    let codes: Vec<_> = all.iter().map(Rejection::code).collect();
    expect![[r#"
        day_closed
        day_already_open
        day_not_after_last
        day_in_future
        no_service
        too_many_services
        service_twice
        unknown_service
        unknown_counter
        unknown_clerk
        unknown_ticket
        queue_full
        codes_used_up
        counter_taken
        nobody_signed_in
        ticket_in_hand
        no_ticket_in_hand
        already_serving
        not_started
        recall_limit
        nobody_waiting
        same_service
        transfer_limit
        device_name_too_long
        slip_report_limit
        too_many_printers
        printer_report_limit
        outside_hours
        last_ticket_passed
        quota_reached"#]]
    .assert_eq(&codes.join("\n"));
}
