//! The hub file changes while the office is open, and stays changed.

use domain::catalog_change::{CatalogOrigin, ChangeKind};
use domain::command::Command;
use domain::event::Event;
use domain::ids::{ClerkId, CommandId, CounterId};
use domain::view::{KioskView, TicketView};
use protocol::{CatalogImported, CatalogSource, CatalogVersions, Frame, Problem, Reply, route};
use reqwest::Response;
use serde::de::DeserializeOwned;
use store::{Fault, SimStore};

use super::streams::{event, open};
use super::{Limits, Service, id, in_time, journal};
use crate::Config;

/// The small hub of the description, under the name of these tests' hub.
fn file() -> String {
    include_str!("../openapi/catalogs/example.toml").replacen("id = \"town\"", "id = \"hub\"", 1)
}

/// With one service more and another duration.
fn grown() -> String {
    let service = "[[service]]\nid = \"matrimoni\"\nletter = \"M\"\narea = \"anagrafe\"\n\
                   name = { it = \"Matrimoni\", en = \"Weddings\" }\nduration_minutes = 20\ntarget_wait_minutes = 15\n";
    let skilled = file().replacen("primary = [\"tari\"]", "primary = [\"tari\", \"matrimoni\"]", 1);
    format!("# grown\n{}\n{service}", skilled.replacen("duration_minutes = 15", "duration_minutes = 25", 1))
}

/// With passports in place of the identity cards.
fn shrunk() -> String {
    file().replace("carta-identita", "passaporti")
}

fn config(source: &str) -> Config {
    let catalog = hub_file::parse(source, "hub.toml").unwrap_or_else(|error| panic!("{error}"));
    Config {
        catalog: catalog.into(),
        source: Some(source.to_owned()),
        journal: "nowhere".into(),
        auto_open_day: true,
        foretells: false,
        limits: Limits::default(),
    }
}

impl Service {
    async fn open_hub(store: &SimStore, source: &str) -> Self {
        Self::start_config(store.clone(), config(source)).await
    }

    async fn import(&self, key: &CommandId, text: &str, query: &str) -> Response {
        let request = self.http.post(format!("{}{}{query}", self.url, route::CATALOG));
        let request = request.header(protocol::COMMAND_ID_HEADER, key.as_str());
        in_time(request.header("content-type", "application/toml").body(text.to_owned()).send()).await.unwrap()
    }

    async fn read<T: DeserializeOwned>(&self, path: &str) -> T {
        let response = in_time(self.get(path).send()).await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        response.json().await.unwrap()
    }

    async fn takes(&self, name: &str, service: &str) -> TicketView {
        let command = format!(r#"{{"command":"take_ticket","services":["{service}"]}}"#);
        let taken: Reply = self.send(&id(name), &serde_json::from_str(&command).unwrap()).await.json().await.unwrap();
        taken.ticket.unwrap()
    }
}

async fn done(response: Response) -> CatalogImported {
    let (status, body) = (response.status(), response.text().await.unwrap());
    assert_eq!(status, 200, "{body}");
    serde_json::from_str(&body).unwrap()
}

async fn refused(response: Response, status: u16, code: &str) -> Problem {
    let found = response.status();
    let problem: Problem = response.json().await.unwrap();
    assert_eq!((found.as_u16(), problem.code.as_str()), (status, code), "{problem:?}");
    problem
}

fn versions(store: &SimStore) -> Vec<(u32, CatalogOrigin)> {
    let events = journal(store).into_iter().map(|stored| stored.event);
    let mut versions = Vec::new();
    for event in events {
        if let Event::CatalogChanged { version, origin, .. } = event {
            versions.push((version, origin));
        }
    }
    versions
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_reaches_a_screen_that_is_on_without_a_restart() {
    let store = SimStore::default();
    let service = Service::open_hub(&store, &file()).await;
    let ticket = service.takes("take", "carta-identita").await;
    let mut kiosk = open(&service, route::KIOSK_STREAM, None).await;
    event(&mut kiosk).await;
    let answer = done(service.import(&id("import"), &grown(), "").await).await;
    assert_eq!((answer.version, answer.is_new, answer.changes_left_out), (2, true, 0));
    let kinds: Vec<_> = answer.changes.iter().map(|change| (change.kind, change.id.as_str())).collect();
    let expected =
        [(ChangeKind::Changed, "bruno"), (ChangeKind::Changed, "carta-identita"), (ChangeKind::Added, "matrimoni")];
    assert_eq!(kinds, expected);
    let (_, frame) = event(&mut kiosk).await;
    let frame: Frame<KioskView> = serde_json::from_str(&frame).unwrap();
    let names: Vec<_> = frame.view.areas[0].services.iter().map(|service| service.name.it.as_str()).collect();
    assert_eq!(names, ["Carta d'identità", "Matrimoni"]);
    assert_eq!(service.takes("wedding", "matrimoni").await.code.as_str(), "M001");
    let again: Frame<TicketView> = service.read(&format!("/api/v1/tickets/{}", ticket.ticket)).await;
    assert_eq!((again.view.code, again.view.service), (ticket.code, ticket.service));
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_wait_for_is_not_taken_away_and_the_reasons_are_told() {
    let store = SimStore::default();
    let service = Service::open_hub(&store, &file()).await;
    let ticket = service.takes("take", "carta-identita").await;
    service.send(&id("in"), &Command::sign_in(CounterId::new("sportello-01"), ClerkId::new("anna"))).await;
    let before = journal(&store);
    for query in ["?dry_run=true", ""] {
        let key = id(&format!("remove{}", query.len()));
        let problem = refused(service.import(&key, &shrunk(), query).await, 409, "catalog_breaks_tickets").await;
        assert_eq!(problem.reasons.len(), 1, "{problem:?}");
        let reason = &problem.reasons[0];
        assert_eq!(reason.code, "service_in_use");
        assert_eq!((reason.values["service"].as_str(), reason.values["tickets"].as_str()), ("carta-identita", "1"));
        assert!(reason.text.it.contains("carta-identita") && reason.text.en.contains("carta-identita"));
    }
    assert_eq!(journal(&store), before, "a refusal changes nothing");
    let cancelled = service.send(&id("cancel"), &Command::Cancel { ticket: ticket.ticket }).await;
    assert_eq!(cancelled.status(), 200);
    let again = refused(service.import(&id("remove0"), &shrunk(), "").await, 409, "catalog_breaks_tickets").await;
    assert_eq!(again.reasons.len(), 1, "the same key gets the first answer again");
    assert_eq!(done(service.import(&id("later"), &shrunk(), "").await).await.version, 2);
    let told: Frame<TicketView> = service.read(&format!("/api/v1/tickets/{}", ticket.ticket)).await;
    assert_eq!(told.view.service, ticket.service, "a ticket keeps its meaning");
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_retry_is_answered_byte_for_byte_and_another_file_under_its_key_is_refused() {
    let store = SimStore::default();
    let service = Service::open_hub(&store, &file()).await;
    let first = service.import(&id("import"), &grown(), "").await.bytes().await.unwrap();
    assert_eq!(service.import(&id("import"), &grown(), "").await.bytes().await.unwrap(), first);
    refused(service.import(&id("import"), &file(), "").await, 422, "command_id_reused").await;
    let command: Command = serde_json::from_str(r#"{"command":"close_day"}"#).unwrap();
    refused(service.send(&id("import"), &command).await, 422, "command_id_reused").await;
    service.stop().await.unwrap();
    let again = Service::open_hub(&store, &file()).await;
    assert_eq!(again.import(&id("import"), &grown(), "").await.bytes().await.unwrap(), first);
    again.stop().await.unwrap();
    assert_eq!(versions(&store), [(1, CatalogOrigin::HubFile), (2, CatalogOrigin::Import)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_keeps_what_was_imported_and_takes_in_a_hub_file_that_was_edited() {
    let store = SimStore::default();
    let service = Service::open_hub(&store, &file()).await;
    done(service.import(&id("import"), &grown(), "").await).await;
    service.takes("take", "matrimoni").await;
    service.stop().await.unwrap();

    let service = Service::open_hub(&store, &file()).await;
    let current: CatalogSource = service.read(route::CATALOG).await;
    assert_eq!(current, CatalogSource { version: 2, source: grown() }, "the hub file has not changed since");
    let next = service.takes("next", "matrimoni").await;
    assert_eq!((next.code.as_str(), next.people_ahead), ("M002", 1));
    service.stop().await.unwrap();

    let edited = format!("{}# edited\n", grown());
    let service = Service::open_hub(&store, &edited).await;
    let current: CatalogSource = service.read(route::CATALOG).await;
    assert_eq!(current, CatalogSource { version: 3, source: edited.clone() });
    service.stop().await.unwrap();
    let before = journal(&store);
    Service::open_hub(&store, &edited).await.stop().await.unwrap();
    assert_eq!(journal(&store), before, "the same file again is nothing new");
    let service = Service::open_hub(&store, &format!("{edited}# and again\n")).await;
    let current: CatalogSource = service.read(route::CATALOG).await;
    assert_eq!(current.version, 4, "edited while nothing else happened");
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_opens_with_the_version_it_has_when_its_hub_file_would_break_tickets() {
    let store = SimStore::default();
    let service = Service::open_hub(&store, &file()).await;
    service.takes("take", "carta-identita").await;
    service.stop().await.unwrap();
    let service = Service::open_hub(&store, &shrunk()).await;
    assert_eq!(service.takes("next", "carta-identita").await.people_ahead, 1);
    assert_eq!(service.read::<CatalogSource>(route::CATALOG).await.version, 1);
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_from_before_the_first_version_lives_on_under_the_first_version() {
    let store = SimStore::default();
    let old = Service::start_config(store.clone(), Config { source: None, ..config(&file()) }).await;
    old.takes("take", "carta-identita").await;
    assert_eq!(old.get(route::CATALOG).send().await.unwrap().status(), 404);
    assert_eq!(old.read::<CatalogVersions>(route::CATALOG_VERSIONS).await.versions, []);
    old.stop().await.unwrap();
    for (source, version) in [(file(), 1), (grown(), 2)] {
        let service = Service::open_hub(&store, &source).await;
        assert_eq!(service.read::<CatalogSource>(route::CATALOG).await.version, version);
        let ticket: Frame<TicketView> = service.read("/api/v1/tickets/1").await;
        assert_eq!(ticket.view.code.as_str(), "A001");
        service.stop().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_version_is_told_of_and_given_back_as_it_was_written() {
    let store = SimStore::default();
    let service = Service::open_hub(&store, &file()).await;
    done(service.import(&id("import"), &grown(), "").await).await;
    let same = done(service.import(&id("again"), &grown(), "").await).await;
    assert_eq!((same.version, same.is_new, same.changes.len()), (2, false, 0));
    let told: CatalogVersions = service.read(route::CATALOG_VERSIONS).await;
    let told: Vec<_> = told.versions.iter().map(|version| (version.version, version.origin)).collect();
    assert_eq!(told, [(2, CatalogOrigin::Import), (1, CatalogOrigin::HubFile)]);
    assert_eq!(service.read::<CatalogSource>("/api/v1/catalog/versions/1").await.source, file());
    assert_eq!(service.read::<CatalogSource>("/api/v1/catalog/versions/2").await.source, grown());
    for unknown in ["3", "0", "-1", "two", "%ff", "99999999999"] {
        let response = in_time(service.get(&format!("/api/v1/catalog/versions/{unknown}")).send()).await.unwrap();
        refused(response, 404, "not_found").await;
    }
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_says_what_would_happen_and_keeps_nothing() {
    let store = SimStore::default();
    let service = Service::open_hub(&store, &file()).await;
    let before = journal(&store);
    let would = done(service.import(&id("import"), &grown(), "?dry_run=true").await).await;
    assert_eq!((would.version, would.is_new, would.changes.len()), (2, true, 3));
    assert_eq!(journal(&store), before);
    assert_eq!(done(service.import(&id("import"), &grown(), "?dry_run=false").await).await, would, "the key is unused");
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_mistakes_is_refused_with_each_of_them() {
    let store = SimStore::default();
    let service = Service::open_hub(&store, &file()).await;
    let before = journal(&store);
    let wrong =
        file().replacen("letter = \"A\"", "letter = \"I\"", 1).replacen("area = \"tributi\"", "area = \"x\"", 1);
    let problem = refused(service.import(&id("wrong"), &wrong, "").await, 422, "catalog_invalid").await;
    assert_eq!((problem.mistakes.len(), problem.values["mistakes"].as_str()), (3, "3"), "{problem:?}");
    assert!(problem.mistakes[1].starts_with("28: "), "{problem:?}");
    refused(service.import(&id("empty"), "", "").await, 422, "catalog_invalid").await;
    refused(service.import(&id("large"), &" ".repeat(1024 * 1024 + 1), "").await, 413, "body_too_large").await;
    refused(service.import(&id("maybe"), &grown(), "?dry_run=maybe").await, 400, "bad_request").await;
    refused(service.import(&CommandId::new("short"), &grown(), "").await, 400, "command_id_malformed").await;
    let other = file().replacen("id = \"hub\"", "id = \"town\"", 1);
    let problem = refused(service.import(&id("other"), &other, "").await, 409, "catalog_breaks_tickets").await;
    assert_eq!(problem.reasons[0].code, "other_hub");
    let request = service.http.post(format!("{}{}", service.url, route::CATALOG)).body(grown());
    let request = request.header(protocol::COMMAND_ID_HEADER, id("json").as_str());
    refused(in_time(request.header("content-type", "application/json").send()).await.unwrap(), 415, "media_type").await;
    assert_eq!(journal(&store), before);
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_that_cannot_be_written_does_not_count() {
    let store = SimStore::default();
    let service = Service::open_hub(&store, &file()).await;
    store.fail(Fault::Full);
    refused(service.import(&id("import"), &grown(), "").await, 507, "storage_full").await;
    assert_eq!(service.read::<CatalogSource>(route::CATALOG).await.version, 1);
    store.mend();
    assert_eq!(done(service.import(&id("import"), &grown(), "").await).await.version, 2);
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_stream_of_a_counter_that_is_gone_ends() {
    let store = SimStore::default();
    let service = Service::open_hub(&store, &file()).await;
    let mut counter = open(&service, "/api/v1/counters/sportello-02/stream", None).await;
    event(&mut counter).await;
    let renamed = file().replace("sportello-02", "sportello-03");
    done(service.import(&id("import"), &renamed, "").await).await;
    assert_eq!(in_time(counter.chunk()).await.unwrap(), None);
    let gone = in_time(service.get("/api/v1/counters/sportello-02").send()).await.unwrap();
    refused(gone, 404, "unknown_counter").await;
    assert_eq!(in_time(service.get("/api/v1/counters/sportello-03").send()).await.unwrap().status(), 200);
    service.stop().await.unwrap();
}
