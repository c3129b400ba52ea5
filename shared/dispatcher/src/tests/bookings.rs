//! Bookings come in, days begin with them, and people come for them.

use std::path::Path;
use std::sync::Arc;

use domain::appointment::AppointmentState::{self, Cancelled, CheckedIn, Expected, Missed};
use domain::catalog::Catalog;
use domain::command::Command;
use domain::event::Event;
use domain::ids::{AppointmentId, ClerkId, CommandId, CounterId};
use domain::ticket::Class;
use domain::view::CounterView;
use protocol::{AppointmentsFrame, AppointmentsImported, Frame, ImportKind, Problem, Reply, route};
use reqwest::Response;
use serde_json::json;
use store::{Fault, HubReader, SimStore, SqliteStore};

use super::streams::{event, open};
use super::{HandClock, Limits, MORNING, Service, catalog, hub, id, in_time, journal};
use crate::Config;
use crate::sequencer::{BOOKINGS_PER_DAY_MAX, Bookings, start};

/// Two appointments of today and one of tomorrow.
const TABLE: &str = "codice;data;ora;servizio\nb-1;01/06/2026;09:30;cards\nb-2;01/06/2026;10:30;Carte\n\
                     b-3;02/06/2026;09:30;cards\n";

/// A dispatcher whose days are opened by hand, or as it starts.
pub(super) struct Desk {
    pub(super) service: Service,
    pub(super) clock: Arc<HandClock>,
    catalog: Arc<Catalog>,
    asked: usize,
}

impl Desk {
    pub(super) async fn open() -> Self {
        Self::open_with(catalog(), "2026-06-01").await
    }

    pub(super) async fn open_with(catalog: Arc<Catalog>, day: &str) -> Self {
        let mut desk = Self::closed(catalog, SimStore::default(), HandClock::at(MORNING), 0, false).await;
        desk.opens(day).await;
        desk
    }

    async fn closed(
        catalog: Arc<Catalog>,
        store: SimStore,
        clock: Arc<HandClock>,
        asked: usize,
        auto_open_day: bool,
    ) -> Self {
        let (source, limits) = (None, Limits::without_rates());
        let config = Config {
            catalog: catalog.clone(),
            source,
            journal: "nowhere".into(),
            auto_open_day,
            foretells: false,
            limits,
        };
        let service = Service::start_at(store, config, clock.clone()).await;
        Self { service, clock, catalog, asked }
    }

    /// On a journal in a file.
    pub(super) async fn on_file(catalog: Arc<Catalog>, journal: &Path) -> Self {
        let store = SqliteStore::open(journal).unwrap();
        let (reader, clock) = (store.reader().unwrap(), HandClock::at(MORNING));
        let (source, limits) = (None, Limits::without_rates());
        let config = Config {
            catalog: catalog.clone(),
            source,
            journal: journal.into(),
            auto_open_day: false,
            foretells: false,
            limits,
        };
        let (store, reader) = (Box::new(store), Box::new(reader));
        let service = Service::start_on_any(SimStore::default(), store, reader, config, clock.clone()).await;
        Self { service, clock, catalog, asked: 0 }
    }

    /// The same machine and journal, started again; it opens the day of its clock by itself if it is told to.
    async fn restarted(self, auto_open_day: bool) -> Self {
        let store = self.service.store.clone();
        self.service.stop().await.unwrap();
        Self::closed(self.catalog, store, self.clock, self.asked, auto_open_day).await
    }

    fn key(&mut self) -> CommandId {
        self.asked += 1;
        id(&format!("key-{}", self.asked))
    }

    pub(super) async fn opens(&mut self, day: &str) {
        self.does(json!({ "command": "open_day", "day": day })).await;
    }

    pub(super) async fn sends(&mut self, command: serde_json::Value) -> Response {
        let (key, command) = (self.key(), serde_json::from_value(command).unwrap());
        self.service.send(&key, &command).await
    }

    async fn does(&mut self, command: serde_json::Value) -> Reply {
        let response = self.sends(command).await;
        let (status, body) = (response.status(), response.text().await.unwrap());
        assert_eq!(status, 200, "{body}");
        serde_json::from_str(&body).unwrap()
    }

    pub(super) async fn posts(&self, key: &CommandId, kind: ImportKind, body: impl Into<Vec<u8>>) -> Response {
        let request = self.service.http.post(format!("{}{}", self.service.url, route::APPOINTMENTS));
        let request = request.header(protocol::COMMAND_ID_HEADER, key.as_str());
        in_time(request.header("content-type", kind.media_type()).body(body.into()).send()).await.unwrap()
    }

    pub(super) async fn imports(&mut self, kind: ImportKind, body: impl Into<Vec<u8>>) -> AppointmentsImported {
        let key = self.key();
        done(self.posts(&key, kind, body).await).await
    }

    async fn checks_in(&mut self, code: &impl ToString) -> Response {
        self.sends(json!({ "command": "check_in", "code": code.to_string() })).await
    }

    /// What the desk's list says: each id with its state.
    pub(super) async fn list(&self) -> Vec<(String, AppointmentState)> {
        let response = in_time(self.service.get(route::APPOINTMENTS).send()).await.unwrap();
        let frame: AppointmentsFrame = response.json().await.unwrap();
        frame.view.appointments.into_iter().map(|row| (row.appointment.0, row.state)).collect()
    }

    async fn class(&self) -> Option<Class> {
        let response = in_time(self.service.get("/api/v1/counters/1").send()).await.unwrap();
        let frame: Frame<CounterView> = response.json().await.unwrap();
        frame.view.current.map(|ticket| ticket.class)
    }
}

pub(super) async fn done(response: Response) -> AppointmentsImported {
    let (status, body) = (response.status(), response.text().await.unwrap());
    assert_eq!(status, 200, "{body}");
    serde_json::from_str(&body).unwrap()
}

async fn problem(response: Response, status: u16, code: &str) -> Problem {
    let found = response.status().as_u16();
    let problem: Problem = response.json().await.unwrap();
    assert_eq!((found, problem.code.as_str()), (status, code), "{problem:?}");
    problem
}

/// New, changed, unchanged, cancelled, left out.
fn counts(import: &AppointmentsImported) -> [u32; 5] {
    [import.new, import.changed, import.unchanged, import.cancelled, import.left_out]
}

fn listed(rows: &[(&str, AppointmentState)]) -> Vec<(String, AppointmentState)> {
    rows.iter().map(|(id, state)| ((*id).to_owned(), *state)).collect()
}

fn notes(import: &AppointmentsImported) -> Vec<&str> {
    import.notes.iter().map(|note| note.code.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_booked_is_expected_checks_in_and_is_called() {
    let mut desk = Desk::open().await;
    let import = desk.imports(ImportKind::Csv, TABLE).await;
    assert_eq!((counts(&import), import.notes.len()), ([3, 0, 0, 0, 0], 0));
    assert_eq!(desk.list().await, listed(&[("b-1", Expected), ("b-2", Expected)]), "tomorrow's is not of today");
    desk.clock.set("2026-06-01T07:20:00Z");
    let code = import.appointments[0].check_in_code.to_string().to_lowercase();
    let reply = desk.checks_in(&code).await.json::<Reply>().await.unwrap();
    assert!(reply.follow.is_some(), "a slip without a link would tell that somebody had an appointment");
    let ticket = reply.ticket.unwrap();
    assert_eq!(desk.list().await, listed(&[("b-1", CheckedIn), ("b-2", Expected)]));
    desk.clock.set("2026-06-01T07:26:00Z");
    desk.does(json!({ "command": "sign_in", "counter": "1", "clerk": "anna" })).await;
    let called = desk.does(json!({ "command": "call_next", "counter": "1" })).await.ticket.unwrap();
    assert_eq!((called.code, desk.class().await), (ticket.code, Some(Class::Appointment)));
    desk.does(json!({ "command": "start", "counter": "1" })).await;
    desk.does(json!({ "command": "finish", "counter": "1" })).await;
    let again = desk.imports(ImportKind::Csv, TABLE).await;
    assert_eq!(counts(&again), [0, 0, 3, 0, 0]);
    assert_eq!(again.appointments[0].state, CheckedIn, "the booking system is told who came");
    let (first, second) = (&import.appointments[1], &again.appointments[1]);
    assert_eq!((&first.check_in_code, second.state), (&second.check_in_code, Expected));
    desk.service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_says_what_changed_and_the_same_again_changes_nothing() {
    let mut desk = Desk::open().await;
    let first = desk.imports(ImportKind::Csv, TABLE).await;
    let before = journal(&desk.service.store);
    assert_eq!(counts(&desk.imports(ImportKind::Csv, TABLE).await), [0, 0, 3, 0, 0]);
    assert_eq!(journal(&desk.service.store), before);

    let moved = "id,date,time,service,cancelled\nb-1,2026-06-01,11:00,cards,\nb-2,2026-06-01,10:30,,yes\n\
                 b-3,2026-06-01,12:00,births,\nb-9,2026-06-01,12:00,cards,yes\nb-0,2026-05-29,12:00,cards,\n";
    let second = desk.imports(ImportKind::Csv, moved).await;
    assert_eq!((counts(&second), notes(&second)), ([0, 2, 0, 1, 2], vec!["past_left_out", "cancelled_unknown"]));
    let codes = |import: &AppointmentsImported| -> Vec<_> {
        import.appointments.iter().map(|booked| booked.check_in_code.clone()).collect()
    };
    assert_eq!(codes(&second), codes(&first), "a citizen has one code, whatever happens to the booking");
    assert_eq!(desk.list().await, listed(&[("b-2", Cancelled), ("b-1", Expected), ("b-3", Expected)]));
    problem(desk.checks_in(&first.appointments[1].check_in_code).await, 409, "appointment_cancelled").await;

    let before = journal(&desk.service.store);
    assert_eq!(counts(&desk.imports(ImportKind::Csv, moved).await), [0, 0, 3, 0, 2]);
    assert_eq!(journal(&desk.service.store), before);
    let later = "id,date,time,service\nb-1,2026-06-05,11:00,cards\nb-2,2026-06-01,10:30,cards\n";
    let third = desk.imports(ImportKind::Csv, later).await;
    assert_eq!(counts(&third), [0, 2, 0, 0, 0], "booked again is a change, too");
    assert_eq!([third.appointments[0].state, third.appointments[1].state], [Expected, Expected]);
    assert_eq!(desk.list().await, listed(&[("b-2", Expected), ("b-1", Cancelled), ("b-3", Expected)]));
    desk.service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_retry_gets_the_first_answer_and_another_import_with_its_key_is_refused() {
    let desk = Desk::open().await;
    let first = desk.posts(&id("import"), ImportKind::Csv, TABLE).await.bytes().await.unwrap();
    let reply = desk.service.store.reply(&hub(), &id("import")).unwrap().unwrap();
    assert!(reply.request.starts_with("appointments text/csv ") && reply.request.len() < 100, "{}", reply.request);
    for _ in 0..2 {
        let again = desk.posts(&id("import"), ImportKind::Csv, TABLE).await;
        assert_eq!(again.bytes().await.unwrap(), first);
        let other = desk.posts(&id("import"), ImportKind::Csv, TABLE.replace("10:30", "10:40")).await;
        problem(other, 422, "command_id_reused").await;
        let command = desk.service.send(&id("import"), &Command::CloseDay).await;
        problem(command, 422, "command_id_reused").await;
    }
    let desk = desk.restarted(false).await;
    assert_eq!(desk.posts(&id("import"), ImportKind::Csv, TABLE).await.bytes().await.unwrap(), first);
    desk.service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_mistake_is_told_with_its_line_and_nothing_is_taken() {
    let mut desk = Desk::open().await;
    let before = journal(&desk.service.store);
    let wrong = "codice;data;ora;servizio\nb-1;01/06/2026;09:30;cards\nb-2;31/06/2026;9;passports\n";
    let told = problem(desk.posts(&id("wrong"), ImportKind::Csv, wrong).await, 422, "import_invalid").await;
    let remarks: Vec<_> = told.remarks.iter().map(|remark| (remark.line, remark.code.as_str())).collect();
    assert_eq!(
        remarks,
        [(Some(3), "date_malformed"), (Some(3), "time_malformed"), (Some(3), "unknown_service")],
        "{told:?}"
    );
    assert_eq!(told.remarks[2].values["service"], "passports");
    assert!(told.remarks.iter().all(|remark| !remark.text.it.is_empty() && !remark.text.en.is_empty()));
    assert_eq!(told.values["mistakes"], "3");
    let many: String = (0..1_000).map(|row| format!("b-{row};never;09:30;cards\n")).collect();
    let many = format!("codice;data;ora;servizio\n{many}");
    let told = problem(desk.posts(&id("many"), ImportKind::Csv, many).await, 422, "import_invalid").await;
    let listed = appointments::limits::MISTAKES_MAX + 1;
    assert_eq!((told.remarks.len(), told.values["mistakes"].as_str()), (listed, "1000"));
    problem(desk.posts(&id("half"), ImportKind::Rows, "[{").await, 400, "bad_request").await;
    problem(desk.posts(&id("calendar"), ImportKind::Calendar, TABLE).await, 422, "import_invalid").await;
    let large = vec![b'a'; appointments::limits::IMPORT_BYTES_MAX + 1];
    problem(desk.posts(&id("large"), ImportKind::Csv, large).await, 413, "body_too_large").await;
    assert_eq!((journal(&desk.service.store), desk.list().await), (before, vec![]));
    // The key of what was never taken is free.
    assert_eq!(done(desk.posts(&id("wrong"), ImportKind::Csv, TABLE).await).await.new, 3);
    let import = desk.service.http.post(format!("{}{}", desk.service.url, route::APPOINTMENTS));
    let import = import.header(protocol::COMMAND_ID_HEADER, desk.key().as_str()).header("content-type", "text/plain");
    problem(in_time(import.body(TABLE).send()).await.unwrap(), 415, "media_type").await;
    desk.service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_begins_with_what_is_booked_for_it_also_when_it_opens_by_itself() {
    let mut desk = Desk::open().await;
    let import = desk.imports(ImportKind::Csv, TABLE).await;
    desk.does(json!({ "command": "close_day" })).await;
    let more = "codice;data;ora;servizio;annullato\nb-4;02/06/2026;08:30;cards;\nb-5;03/06/2026;08:30;cards;\n\
                b-6;02/06/2026;08:30;cards;\n";
    desk.imports(ImportKind::Csv, more).await;
    desk.imports(ImportKind::Csv, "codice;data;ora;servizio;annullato\nb-6;02/06/2026;08:30;;sì\n").await;
    desk.clock.set("2026-06-02T06:00:00Z");
    let desk = desk.restarted(true).await;
    assert_eq!(desk.list().await, listed(&[("b-4", Expected), ("b-3", Expected)]));
    let events = journal(&desk.service.store);
    let [.., opened, planned] = events.as_slice() else { panic!("{events:?}") };
    assert!(matches!(opened.event, Event::DayOpened { .. }) && opened.at == planned.at);
    assert!(matches!(&planned.event, Event::AppointmentsPlanned { appointments, .. } if appointments.len() == 2));

    let mut desk = desk.restarted(false).await;
    assert_eq!(desk.list().await, listed(&[("b-4", Expected), ("b-3", Expected)]), "the journal knows the day");
    desk.clock.set("2026-06-02T07:00:00Z");
    assert_eq!(desk.checks_in(&import.appointments[2].check_in_code).await.status(), 200);
    desk.does(json!({ "command": "close_day" })).await;
    let reply = desk.does(json!({ "command": "open_day", "day": "2026-06-03" })).await;
    assert_eq!(desk.list().await, listed(&[("b-5", Expected)]), "opened by hand");
    assert_eq!(reply.seq, desk.service.store.head(&hub()).unwrap(), "the answer stands after all it led to");
    desk.service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_early_waits_who_is_late_is_a_walk_in_and_who_does_not_come_is_missed() {
    let mut desk = Desk::open().await;
    let import = desk.imports(ImportKind::Csv, TABLE).await;
    let codes: Vec<_> = import.appointments.iter().map(|booked| booked.check_in_code.clone()).collect();
    let early = problem(desk.checks_in(&codes[1]).await, 409, "too_early").await;
    assert_eq!(early.values["check_in_from"], "2026-06-01T09:30:00");
    desk.clock.set("2026-06-01T07:46:00Z");
    assert_eq!(desk.checks_in(&codes[0]).await.status(), 200);
    desk.does(json!({ "command": "sign_in", "counter": "1", "clerk": "anna" })).await;
    desk.does(json!({ "command": "call_next", "counter": "1" })).await;
    assert_eq!(desk.class().await, Some(Class::WalkIn), "sixteen minutes are one too many");
    desk.clock.set("2026-06-01T09:30:00Z");
    desk.does(json!({ "command": "clock_reached" })).await;
    assert_eq!(desk.list().await, listed(&[("b-1", CheckedIn), ("b-2", Missed)]));
    problem(desk.checks_in(&codes[1]).await, 409, "appointment_missed").await;
    let before = journal(&desk.service.store);
    let again = desk.imports(ImportKind::Csv, TABLE).await;
    assert_eq!((counts(&again), again.appointments[1].state), ([0, 0, 3, 0, 0], Missed));
    assert_eq!(journal(&desk.service.store), before, "the same import does not expect the missed one again");
    problem(desk.checks_in(&"ZZZZ-9999").await, 404, "unknown_appointment").await;
    desk.service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_is_on_shows_an_import_at_once_and_each_building_its_own() {
    let mut grown = Catalog::clone(&catalog());
    let branch = json!({ "id": "branch", "name": { "it": "Succursale" }, "address": "Via 2" });
    grown.locations.push(serde_json::from_value(branch).unwrap());
    let mut desk = Desk::open_with(Arc::new(grown), "2026-06-01").await;
    let mut stream = open(&desk.service, "/api/v1/appointments/stream?location=branch", None).await;
    event(&mut stream).await;
    let rows = json!([
        { "id": "b-1", "starts_at": "2026-06-01T08:00:00Z", "services": ["cards"] },
        { "id": "b-2", "starts_at": "2026-06-01T08:00:00Z", "services": ["cards"], "location": "branch" },
    ]);
    assert_eq!(desk.imports(ImportKind::Rows, rows.to_string()).await.new, 2);
    let (_, frame) = event(&mut stream).await;
    let frame: AppointmentsFrame = serde_json::from_str(&frame).unwrap();
    let ids: Vec<_> = frame.view.appointments.iter().map(|row| row.appointment.as_str()).collect();
    assert_eq!((ids, frame.view.appointments[0].location.it.as_str()), (vec!["b-2"], "Succursale"));
    assert_eq!(desk.list().await.len(), 2);
    let nowhere = in_time(desk.service.get("/api/v1/appointments?location=moon").send()).await.unwrap();
    problem(nowhere, 404, "unknown_location").await;
    desk.service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_has_room_for_so_many_and_no_more() {
    let mut desk = Desk::open().await;
    let rows = |from: usize, to: usize| {
        let row =
            |number| json!({ "id": format!("b-{number}"), "starts_at": "2026-06-09T08:00:00Z", "services": ["cards"] });
        serde_json::Value::Array((from..to).map(row).collect()).to_string()
    };
    assert_eq!(desk.imports(ImportKind::Rows, rows(0, BOOKINGS_PER_DAY_MAX)).await.new, 5_000);
    let one_more = rows(BOOKINGS_PER_DAY_MAX, BOOKINGS_PER_DAY_MAX + 1);
    let full = problem(desk.posts(&id("more"), ImportKind::Rows, one_more).await, 409, "day_full").await;
    assert_eq!((full.values["day"].as_str(), full.values["most"].as_str()), ("2026-06-09", "5000"));
    assert_eq!(desk.service.store.booking(&hub(), &AppointmentId::new("b-5000")).unwrap(), None);
    let again = desk.imports(ImportKind::Rows, rows(0, BOOKINGS_PER_DAY_MAX)).await;
    assert_eq!(counts(&again), [0, 0, 5_000, 0, 0], "what is there may stay");
    desk.service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failing_disk_takes_no_half_of_an_import() {
    let desk = Desk::open().await;
    let key = id("import");
    let import = || desk.posts(&key, ImportKind::Csv, TABLE);
    for (fault, status) in [(Fault::Full, 507), (Fault::Unavailable, 503), (Fault::UnknownBefore, 503)] {
        desk.service.store.fail_next(fault);
        assert_eq!(import().await.status(), status);
        assert_eq!(
            (desk.service.store.booking(&hub(), &AppointmentId::new("b-1")).unwrap(), desk.list().await),
            (None, vec![])
        );
    }
    desk.service.store.fail_next(Fault::UnknownAfter);
    let first = done(import().await).await;
    assert_eq!((first.new, done(import().await).await), (3, first), "it happened after all, and once");
    assert_eq!(desk.list().await.len(), 2);
    desk.service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_in_with_others_in_one_commit_is_seen_by_those_after_it() {
    let store = SimStore::default();
    let (writer, reader) = (Box::new(store.clone()), Box::new(store.clone()));
    let (handle, _end) = start(catalog(), writer, reader, HandClock::at(MORNING)).unwrap();
    let import = |row: serde_json::Value| Bookings {
        bookings: vec![serde_json::from_value(row).unwrap()],
        notes: vec![],
        kind: ImportKind::Rows,
        digest: String::new(),
    };
    let row = |cancelled: bool| json!({ "id": "b-1", "starts_at": "2026-06-01T08:00:00Z", "services": ["cards"], "cancelled": cancelled });
    let (first, second) = (import(row(false)), import(row(false)));
    let other = import(json!({ "id": "b-2", "starts_at": "2026-06-01T08:00:00Z", "services": ["cards"] }));
    let called_off = import(row(true));
    // The sequencer is held while they gather.
    let (let_go, held) = std::sync::mpsc::channel::<()>();
    let hold = handle.look(move |_, _| {
        let _ = held.recv();
        Ok(())
    });
    let day = "2026-06-01".parse().unwrap();
    let asked = async {
        tokio::join!(
            handle.book(id("first"), first),
            handle.book(id("second"), second),
            handle.book(id("other"), other),
            handle.book(id("called-off"), called_off),
            handle.ask(id("open"), Command::OpenDay { day }),
            async { let_go.send(()).unwrap() },
        )
    };
    let (_, (_, second, _, called_off, opened, ())) = in_time(async { tokio::join!(hold, asked) }).await;
    let read = |answer: crate::sequencer::Answered| -> AppointmentsImported {
        serde_json::from_str(&answer.unwrap().body).unwrap()
    };
    assert_eq!((counts(&read(second)), counts(&read(called_off))), ([0, 0, 1, 0, 0], [0, 0, 0, 1, 0]));
    assert_eq!(opened.unwrap().status, 200);
    let planned = journal(&store).pop().unwrap().event;
    let Event::AppointmentsPlanned { appointments, .. } = planned else { panic!("{planned:?}") };
    assert_eq!(appointments.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["b-2"]);
    let (counter, clerk) = (CounterId::new("1"), ClerkId::new("anna"));
    assert_eq!(handle.ask(id("sign-in"), Command::sign_in(counter, clerk)).await.unwrap().status, 200);
    handle.stop();
}
