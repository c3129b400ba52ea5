//! Bookings out of a table and a calendar, and the people who come for them.

use client::{StreamEvent, new_command_id};
use domain::appointment::AppointmentState::{self, Cancelled, CheckedIn, Expected};
use domain::command::Command;
use domain::event::Event;
use domain::text::Language;
use domain::ticket::Class;
use protocol::{AppointmentsImported, ImportKind};
use stories::{World, in_time, problem_code};

/// Today and tomorrow of the stories, on the hub's own clock.
fn table(service: &str) -> String {
    format!(
        "codice;data;ora;servizio;nome\nb-1;01/06/2026;09:30;{service};Maria Rossi\n\
         b-2;01/06/2026;10:30;{service};Mario Bianchi\nb-3;02/06/2026;09:30;{service};Anna Neri\n"
    )
}

/// The first booking is called off, the second comes half an hour earlier, and there is one more.
fn calendar(service: &str) -> String {
    let event = |id: &str, starts_at: &str, more: &str| {
        format!("BEGIN:VEVENT\r\nUID:{id}\r\nDTSTART:{starts_at}\r\nCATEGORIES:{service}\r\n{more}END:VEVENT\r\n")
    };
    [
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
        &event("b-1", "20260601T073000Z", "STATUS:CANCELLED\r\n"),
        &event("b-2", "20260601T100000", "DURATION:PT15M\r\n"),
        &event("b-4", "20260601T090500", ""),
        "END:VCALENDAR\r\n",
    ]
    .concat()
}

fn counts(import: &AppointmentsImported) -> [u32; 5] {
    [import.new, import.changed, import.unchanged, import.cancelled, import.left_out]
}

async fn list(world: &World) -> Vec<(String, AppointmentState)> {
    let rows = world.client().appointments().await.unwrap().view.appointments;
    rows.into_iter().map(|row| (row.appointment.0, row.state)).collect()
}

fn check_in(code: &impl ToString) -> Command {
    Command::CheckIn { code: code.to_string(), language: Language::It, device: None, from: None }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_and_a_calendar_bring_people_who_check_in_and_are_called() {
    let mut world = World::open().await;
    let (counter, clerk, service) = world.desk();
    let mut screen = world.client().appointments_stream();
    let StreamEvent::Frame(first) = in_time(screen.next()).await else { panic!("a frame comes first") };
    assert_eq!(first.view.appointments, []);
    let (key, bytes) = (new_command_id(), table(service.as_str()));
    let import = world.client().import_appointments(&key, ImportKind::Csv, bytes.as_bytes()).await.unwrap();
    assert_eq!(counts(&import), [3, 0, 0, 0, 0]);
    let again = world.client().import_appointments(&key, ImportKind::Csv, bytes.as_bytes()).await.unwrap();
    assert_eq!(again, import, "a lost answer is asked for again");

    world.restart().await;
    let bytes = calendar(service.as_str());
    let kind = ImportKind::Calendar;
    let changed = world.client().import_appointments(&new_command_id(), kind, bytes.as_bytes()).await.unwrap();
    assert_eq!(counts(&changed), [1, 1, 0, 1, 0]);
    let code = changed.appointments[2].check_in_code.clone();
    let ids = |rows: &[(&str, AppointmentState)]| -> Vec<_> {
        rows.iter().map(|(id, state)| ((*id).to_owned(), *state)).collect()
    };
    assert_eq!(list(&world).await, ids(&[("b-4", Expected), ("b-1", Cancelled), ("b-2", Expected)]));

    let walk_in = world.take(&[service.as_str()], Class::WalkIn).await.unwrap();
    let ticket = world.send(check_in(&code)).await.unwrap().ticket.unwrap();
    let refused = world.send(check_in(&changed.appointments[0].check_in_code)).await.unwrap_err();
    assert_eq!(problem_code(refused), "appointment_cancelled");
    world.sign_in(&counter, &clerk).await;
    // The appointment begins in five minutes, so it may be called, and before who walked in.
    for code in [&ticket.code, &walk_in.code] {
        let called = world.send(Command::CallNext { counter: counter.clone() }).await.unwrap().ticket.unwrap();
        assert_eq!(called.code, *code);
        world.send(Command::Start { counter: counter.clone() }).await.unwrap();
        world.send(Command::finish(counter.clone())).await.unwrap();
    }
    assert_eq!(list(&world).await, ids(&[("b-4", CheckedIn), ("b-1", Cancelled), ("b-2", Expected)]));

    world.restart().await;
    assert_eq!(list(&world).await, ids(&[("b-4", CheckedIn), ("b-1", Cancelled), ("b-2", Expected)]));
    world.close().await;
    let journal = serde_json::to_string(&world.events()).unwrap();
    assert!(journal.contains("b-4") && !journal.contains("b-3"), "tomorrow is no event yet");
    assert!(["Rossi", "Bianchi", "Neri"].iter().all(|name| !journal.contains(name)));
    assert!(world.events().iter().any(|event| matches!(event, Event::AppointmentsPlanned { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_table_is_refused_with_its_lines_and_its_key_is_free_for_the_right_one() {
    let mut world = World::open().await;
    let (_, _, service) = world.desk();
    let (key, right) = (new_command_id(), table(service.as_str()));
    let wrong = right.replace("10:30", "1030");
    let refused = world.client().import_appointments(&key, ImportKind::Csv, wrong.as_bytes()).await.unwrap_err();
    let client::ClientError::Problem(problem) = refused else { panic!("{refused}") };
    assert_eq!((problem.code.as_str(), problem.remarks.len()), ("import_invalid", 1));
    assert_eq!((problem.remarks[0].line, problem.remarks[0].code.as_str()), (Some(3), "time_malformed"));
    assert_eq!(list(&world).await, []);
    let import = world.client().import_appointments(&key, ImportKind::Csv, right.as_bytes()).await.unwrap();
    assert_eq!((import.new, import.notes[0].code.as_str()), (3, "persons_not_kept"));
    let id = import.appointments[0].appointment.clone();
    assert_eq!(problem_code(world.client().appointment_person(&id).await.unwrap_err()), "not_found");
    world.client().forget_person(&id).await.unwrap();
    let nobody = domain::ids::AppointmentId::new("../nobody");
    assert_eq!(problem_code(world.client().forget_person(&nobody).await.unwrap_err()), "not_found");
    world.close().await;
}
