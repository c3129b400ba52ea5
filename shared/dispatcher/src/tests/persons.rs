//! For whom an appointment is: kept apart where the hub wants it, told to who asks, and forgotten.

use std::path::Path;
use std::sync::Arc;

use domain::catalog::Catalog;
use protocol::{BookedPerson, ImportKind, route};
use reqwest::Response;
use serde_json::json;
use store::{HubReader, KeptPerson};

use super::bookings::Desk;
use super::logs::Log;
use super::{catalog, hub, id, in_time, journal};

const NAME: &str = "Ermenegilda Sottosopra";
const CONTACT: &str = "ermenegilda@example.org";

/// A hub that keeps personal data for so many days.
fn keeping(days: u32) -> Arc<Catalog> {
    let mut catalog = Catalog::clone(&catalog());
    catalog.rules.keep_person_days = days;
    Arc::new(catalog)
}

fn table() -> String {
    format!("codice;data;ora;servizio;nome;contatto\nb/1;03/06/2026;09:30;cards;{NAME};{CONTACT}\n")
}

impl Desk {
    async fn person(&self) -> Response {
        in_time(self.service.get("/api/v1/appointments/b%2F1/person").send()).await.unwrap()
    }

    async fn forgets(&self, id: &str) -> u16 {
        let path = route::APPOINTMENT_PERSON.replace("{appointment}", id);
        let request = self.service.http.delete(format!("{}{path}", self.service.url));
        in_time(request.send()).await.unwrap().status().as_u16()
    }

    /// Opens and ends a day. What is tidied at an opening comes after its answer, and before the next command.
    async fn lives_through(&mut self, day: &str) {
        self.clock.set(&format!("{day}T07:00:00Z"));
        self.opens(day).await;
        self.sends(json!({ "command": "close_day" })).await;
    }

    fn kept(&self) -> KeptPerson {
        self.service.store.booking(&hub(), &domain::ids::AppointmentId::new("b/1")).unwrap().unwrap().person
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_that_keeps_nobody_says_that_names_were_left_out() {
    let mut desk = Desk::open().await;
    let import = desk.imports(ImportKind::Csv, table()).await;
    assert_eq!((import.new, import.notes[0].code.as_str()), (1, "persons_not_kept"));
    assert_eq!(import.notes[0].values["count"], "1");
    assert_eq!(desk.kept(), KeptPerson::Unknown);
    assert_eq!(desk.person().await.status(), 404);
    let again = desk.imports(ImportKind::Csv, table()).await;
    assert_eq!((again.unchanged, again.changed), (1, 0));
    desk.service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_told_to_who_asks_deleted_for_good_and_is_in_no_event_and_no_reply() {
    let mut desk = Desk::open_with(keeping(2), "2026-06-01").await;
    assert_eq!(desk.imports(ImportKind::Csv, table()).await.notes, []);
    let person: BookedPerson = desk.person().await.json().await.unwrap();
    assert_eq!((person.name.as_str(), person.contact.as_str()), (NAME, CONTACT));
    // An import that names nobody does not say that nobody comes.
    let nameless = "codice;data;ora;servizio\nb/1;03/06/2026;09:30;cards\n";
    assert_eq!(desk.imports(ImportKind::Csv, nameless).await.unchanged, 1);
    let married = table().replace("Sottosopra", "Soprasotto");
    assert_eq!(desk.imports(ImportKind::Csv, married).await.changed, 1);
    assert!(desk.person().await.text().await.unwrap().contains("Soprasotto"));

    for _ in 0..2 {
        assert_eq!(desk.forgets("b%2F1").await, 204);
        assert_eq!(desk.person().await.status(), 404);
    }
    assert_eq!(desk.forgets("nobody").await, 404, "whoever mistypes an id is to notice");
    let again = desk.imports(ImportKind::Csv, table()).await;
    assert_eq!((again.unchanged, again.notes[0].code.as_str()), (1, "persons_forgotten"));
    assert_eq!((desk.person().await.status().as_u16(), desk.kept()), (404, KeptPerson::Forgotten));
    let written = serde_json::to_string(&journal(&desk.service.store).iter().map(|it| &it.event).collect::<Vec<_>>());
    assert!(!written.unwrap().contains("gilda"));
    desk.service.store.fail(store::Fault::Full);
    assert_eq!(desk.forgets("b%2F1").await, 503, "what may not have happened is not said to have");
    desk.service.store.mend();
    desk.service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn persons_are_forgotten_when_their_days_are_over() {
    let mut desk = Desk::open_with(keeping(2), "2026-06-01").await;
    desk.imports(ImportKind::Csv, table()).await;
    desk.sends(json!({ "command": "close_day" })).await;
    for (day, is_known) in
        [("2026-06-02", true), ("2026-06-03", true), ("2026-06-05", true), ("2026-06-06", false), ("2026-07-03", false)]
    {
        desk.lives_through(day).await;
        assert_eq!(desk.kept().known().is_some(), is_known, "on {day}");
    }
    for (day, is_kept) in [("2026-07-04", true), ("2026-07-05", false)] {
        desk.lives_through(day).await;
        let booked = desk.service.store.booking(&hub(), &domain::ids::AppointmentId::new("b/1")).unwrap();
        assert_eq!(booked.is_some(), is_kept, "after thirty days nothing is left of the booking");
    }
    desk.service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_a_year_ahead_for_once_takes_no_booking_away_that_is_still_to_come() {
    let mut desk = Desk::open().await;
    let before = desk.imports(ImportKind::Csv, table()).await;
    desk.sends(json!({ "command": "close_day" })).await;
    for (clock, day) in [("2027-06-01T07:00:00Z", "2027-06-01"), ("2026-06-03T06:00:00Z", "2026-06-03")] {
        desk.clock.set(clock);
        desk.opens(day).await;
        if day != "2026-06-03" {
            desk.sends(json!({ "command": "close_day" })).await;
        }
    }
    assert_eq!(desk.list().await, [("b/1".to_owned(), domain::appointment::AppointmentState::Expected)]);
    let after = desk.imports(ImportKind::Csv, table()).await;
    assert_eq!(after.appointments[0].check_in_code, before.appointments[0].check_in_code);
    desk.service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn days_at_the_beginning_of_time_can_be_opened_and_the_book_stands_it() {
    let mut desk = Desk::open_with(keeping(2), "-262143-01-01").await;
    desk.imports(ImportKind::Csv, table()).await;
    desk.sends(json!({ "command": "close_day" })).await;
    desk.opens("2026-06-03").await;
    assert_eq!(desk.list().await.len(), 1);
    desk.sends(json!({ "command": "close_day" })).await;
    assert!(desk.kept().known().is_some());
    desk.service.stop().await.unwrap();
}

/// The files of a folder in which somebody is named.
fn naming(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let names = |bytes: &[u8]| ["Ermenegilda", "ermenegilda@"].map(str::as_bytes).iter().any(|name| is_in(bytes, name));
    let naming = entries.filter(|entry| names(&std::fs::read(entry.path()).unwrap()));
    naming.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

fn is_in(bytes: &[u8], name: &[u8]) -> bool {
    bytes.windows(name.len()).any(|window| window == name)
}

#[tokio::test(flavor = "multi_thread")]
async fn after_import_and_deletion_no_byte_of_a_name_is_in_the_files_and_none_was_ever_in_the_log() {
    let log = Log::default();
    let writer = log.clone();
    let everything = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE);
    // For every thread, the sequencer's among them; no other test looks at what this one writes.
    tracing::subscriber::set_global_default(everything.with_writer(move || writer.clone()).finish()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::on_file(keeping(7), &folder.path().join("journal.sqlite")).await;
    desk.opens("2026-06-01").await;
    let today = table().replace("03/06", "01/06");
    assert_eq!(desk.imports(ImportKind::Csv, today).await.new, 1);
    let wrong = table().replace("cards", NAME);
    assert_eq!(desk.posts(&id("wrong"), ImportKind::Csv, wrong).await.status(), 422);
    let rows = json!([{ "id": "b/1", "starts_at": CONTACT, "person": { "name": NAME } }]);
    assert_eq!(desk.posts(&id("rows"), ImportKind::Rows, rows.to_string()).await.status(), 400);
    let person: BookedPerson = desk.person().await.json().await.unwrap();
    assert!(!format!("{person:?}").contains("gilda"));
    assert_ne!(naming(folder.path()), [""; 0], "while it is kept it is somewhere");
    assert_eq!(desk.forgets("b%2F1").await, 204);
    assert_eq!(naming(folder.path()), [""; 0]);
    desk.service.stop().await.unwrap();
    assert_eq!(naming(folder.path()), [""; 0]);
    let said = log.taken();
    assert!(said.contains("import_appointments") && said.contains("forget_person"), "{said}");
    assert!(!said.contains("gilda"), "{said}");
}
