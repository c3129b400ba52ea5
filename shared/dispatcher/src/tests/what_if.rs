//! Questions about past days, asked of a hub that has lived some by commands.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::Timestamp;
use domain::catalog::Catalog;
use domain::catalog_change::CatalogOrigin;
use domain::command::Command;
use domain::event::Event;
use domain::ids::{CommandId, Seq};
use domain::what_if::{Advice, AdviceProgress, WhatIf, WhatIfAnswer};
use protocol::{Problem, route};
use reqwest::Response;
use serde_json::{Value, json};
use store::{Batch, HubStore, SimStore, SqliteStore, Stored};

use super::{HandClock, Service, catalog, hub, in_time, journal};
use crate::replay::{Journal, ReplayError};
use crate::sequencer::{Handle, start};
use crate::{Config, Limits};

/// Eight in the morning in Rome, on a Monday.
const FIRST: &str = "2026-06-01T06:00:00Z";
const MINUTES_PER_DAY: i64 = 1_440;
/// How long people come each day, in minutes, one every [`EVERY_MINUTES`].
const COMING_MINUTES: i64 = 180;
const EVERY_MINUTES: i64 = 5;
const SERVING_MINUTES: i64 = 8;

/// Two services, two counters, and two clerks who can give the first.
fn office() -> Arc<Catalog> {
    let mut two = (*catalog()).clone();
    for (id, skill) in [("bruno", "cards"), ("carla", "births")] {
        two.clerks.push(serde_json::from_value(json!({ "id": id, "name": id, "primary": [skill] })).unwrap());
    }
    Arc::new(two)
}

/// A hub that is lived through minute by minute.
struct Life {
    handle: Handle,
    clock: Arc<HandClock>,
    now: Timestamp,
    asked: usize,
}

impl Life {
    async fn tries(&mut self, command: Value) -> bool {
        self.asked += 1;
        let id = CommandId::new(format!("lived-through-a-day-{}", self.asked));
        let command: Command = serde_json::from_value(command).unwrap();
        in_time(self.handle.ask(id, command)).await.unwrap().status == 200
    }

    async fn asks(&mut self, command: Value) {
        assert!(self.tries(command.clone()).await, "{}: {command}", self.now);
    }

    /// Anna calls from eight on, Bruno from ten on, until everybody is served.
    async fn lives_through_a_day(&mut self) {
        let date = self.now.date_naive();
        self.asks(json!({ "command": "open_day", "day": date })).await;
        self.asks(json!({ "command": "sign_in", "counter": "1", "clerk": "anna" })).await;
        let mut until = [Some(0), None];
        for minute in 0..2 * COMING_MINUTES {
            if minute == 120 {
                self.asks(json!({ "command": "sign_in", "counter": "2", "clerk": "bruno" })).await;
                until[1] = Some(0);
            }
            if minute < COMING_MINUTES && minute % EVERY_MINUTES == 0 {
                self.asks(json!({ "command": "take_ticket", "services": ["cards"] })).await;
            }
            for (counter, until) in ["1", "2"].into_iter().zip(&mut until) {
                if until.is_none_or(|until| until > minute) {
                    continue;
                }
                self.tries(json!({ "command": "finish", "counter": counter })).await;
                if self.tries(json!({ "command": "call_next", "counter": counter })).await {
                    self.asks(json!({ "command": "start", "counter": counter })).await;
                    *until = Some(minute + SERVING_MINUTES);
                }
            }
            self.now += TimeDelta::minutes(1);
            self.clock.set(&self.now.to_rfc3339());
        }
        self.asks(json!({ "command": "close_day" })).await;
        self.now += TimeDelta::minutes(MINUTES_PER_DAY - 2 * COMING_MINUTES);
        self.clock.set(&self.now.to_rfc3339());
    }
}

/// The journal of so many days, and the moment after them.
async fn lived(days: usize) -> (SimStore, Timestamp) {
    let (store, clock) = (SimStore::default(), HandClock::at(FIRST));
    let (handle, _end) = start(office(), Box::new(store.clone()), Box::new(store.clone()), clock.clone()).unwrap();
    let mut life = Life { handle: handle.clone(), clock, now: FIRST.parse().unwrap(), asked: 0 };
    for _ in 0..days {
        life.lives_through_a_day().await;
    }
    handle.stop();
    store.expire_leases();
    (store, life.now)
}

async fn serving(days: usize) -> Service {
    let (store, now) = lived(days).await;
    let config = Config {
        catalog: office(),
        source: None,
        journal: "nowhere".into(),
        auto_open_day: true,
        foretells: false,
        limits: Limits::default(),
    };
    Service::start_at(store, config, HandClock::at(&now.to_rfc3339())).await
}

async fn asked(service: &Service, question: &Value) -> Response {
    in_time(service.http.post(format!("{}{}", service.url, route::WHAT_IF)).json(question).send()).await.unwrap()
}

async fn answer(service: &Service, question: &Value) -> WhatIfAnswer {
    let response = asked(service, question).await;
    assert_eq!(response.status(), 200, "{question}");
    response.json().await.unwrap()
}

async fn refused(service: &Service, question: &Value) -> (u16, String, String) {
    let problem: Problem = asked(service, question).await.json().await.unwrap();
    (problem.status, problem.code, problem.detail)
}

fn open(counter: &str, at: &str) -> Value {
    json!([{ "change": "open_counter", "counter": counter, "at": at }])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_counter_from_the_morning_on_would_have_shortened_the_wait() {
    let service = serving(3).await;
    let before = journal(&service.store);
    let all = json!({ "from": "2026-06-01", "to": "2026-06-30", "changes": open("2", "08:00") });
    let three = answer(&service, &all).await;
    assert_eq!((three.days, three.variations), (3, 1), "the day that goes on is not among them");
    // Serving takes eight minutes and somebody comes every five: the queue of one counter grows by the hour.
    assert!(three.before.mean_minutes > 15.0 && three.after.mean_minutes < 5.0, "{three:?}");
    assert!(three.before.over_target_percent > 30.0 && three.after.over_target_percent < 1.0, "{three:?}");
    let band = three.mean_minutes;
    assert!(band.low.unwrap() <= band.likely && band.likely <= band.high.unwrap() && band.high.unwrap() < -10.0);
    let one = answer(&service, &json!({ "from": "2026-06-02", "changes": open("2", "08:00") })).await;
    assert_eq!((one.days, one.variations), (1, 50));
    assert!(one.mean_minutes.high.unwrap() < 0.0, "{one:?}");
    let same = answer(&service, &json!({ "from": "2026-06-01", "to": "2026-06-03", "location": "hq" })).await;
    assert_eq!((same.mean_minutes.likely, same.before), (0.0, same.after));
    let longest = json!([{ "change": "policy", "policy": "longest_queue" }]);
    let longest = answer(&service, &json!({ "from": "2026-06-01", "to": "2026-06-03", "changes": longest })).await;
    assert_eq!(longest.mean_minutes.likely, 0.0, "with one queue every rule calls the same");
    let skill = json!([{ "change": "add_skill", "clerk": "anna", "service": "births" }]);
    let skill = answer(&service, &json!({ "from": "2026-06-01", "to": "2026-06-03", "changes": skill })).await;
    assert_eq!(skill.mean_minutes.likely, 0.0, "nobody came for it");
    assert_eq!(journal(&service.store), before, "a question changes nothing");
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_there_is_refused_by_name() {
    let service = serving(2).await;
    let of = |changes: Value| json!({ "from": "2026-06-01", "to": "2026-06-02", "changes": changes });
    let skill = |clerk: &str, service: &str| json!([{ "change": "add_skill", "clerk": clerk, "service": service }]);
    for (question, status, code, names) in [
        (of(open("77", "08:00")), 404, "unknown_counter", "77"),
        (of(skill("zoe", "cards")), 404, "unknown_clerk", "zoe"),
        (of(skill("carla", "cards")), 404, "clerk_not_there", "carla"),
        (of(skill("anna", "nothing")), 404, "unknown_service", "nothing"),
        (json!({ "from": "2026-06-01", "location": "moon" }), 404, "unknown_location", "moon"),
        (json!({ "from": "2026-07-01" }), 404, "no_such_days", "2026-06-01, 2026-06-02"),
        (json!({ "from": "2026-06-03" }), 404, "no_such_days", "over"),
        (json!({ "from": "2026-06-02", "to": "2026-06-01" }), 400, "bad_request", "before"),
        (json!({ "from": "2026-06-01", "to": "2026-09-09" }), 400, "bad_request", "100"),
        (of(json!(vec![open("1", "08:00")[0].clone(); 21])), 400, "bad_request", "20"),
        (of(open("1", "25:00")), 400, "bad_request", "HH:MM"),
        (json!({ "from": "yesterday" }), 400, "bad_request", "input"),
        (json!({ "from": "2026-06-01", "until": "2026-06-02" }), 400, "bad_request", "until"),
        (json!([null, "2026-06-01", null, []]), 400, "bad_request", "object"),
    ] {
        let (refused_status, refused_code, detail) = refused(&service, &question).await;
        assert_eq!((refused_status, refused_code.as_str()), (status, code), "{question}: {detail}");
        assert!(detail.contains(names), "{question}: '{detail}' does not name {names}");
    }
    let text = service.http.post(format!("{}{}", service.url, route::WHAT_IF)).body(r#"{"from":"2026-06-01"}"#);
    assert_eq!(in_time(text.send()).await.unwrap().status(), 415, "a page of another site cannot ask");
    service.stop().await.unwrap();
}

/// The next event of a stream: its name and its data; `None` where the stream ends.
async fn event(stream: &mut Response, read: &mut String) -> Option<(String, String)> {
    loop {
        if let Some((one, rest)) = read.split_once("\n\n") {
            let field =
                |name: &str| one.lines().find_map(|line| line.strip_prefix(name)).map(|text| text.trim().to_owned());
            let named = field("event:").zip(field("data:"));
            *read = rest.to_owned();
            // A sign of life has neither.
            if named.is_some() {
                return named;
            }
            continue;
        }
        let piece = in_time(stream.chunk()).await.unwrap()?;
        read.push_str(std::str::from_utf8(&piece).unwrap());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn advice_tells_how_far_it_is_and_then_what_helps_and_ends() {
    let service = serving(6).await;
    let mut stream = in_time(service.get("/api/v1/advice/stream?days=5").send()).await.unwrap();
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    let (mut read, mut last) = (String::new(), None);
    let found: Advice = loop {
        let (name, data) = event(&mut stream, &mut read).await.expect("the stream ends with advice");
        if name == "advice" {
            break serde_json::from_str(&data).unwrap();
        }
        assert_eq!(name, "progress");
        let progress: AdviceProgress = serde_json::from_str(&data).unwrap();
        assert!(last.is_none_or(|last| last < progress.played) && progress.played <= progress.total, "{progress:?}");
        last = Some(progress.played);
    };
    assert!(last.is_some(), "progress is told first");
    assert_eq!(event(&mut stream, &mut read).await, None, "nothing comes after the advice");
    assert_eq!(found.days, 5, "of six that are over, the last");
    let best = &found.suggestions[0];
    assert_eq!(serde_json::to_value(&best.changes[0]).unwrap()["counter"], "2", "{found:?}");
    assert!(best.mean_minutes.likely < -5.0 && best.seen_minutes < -5.0, "{best:?}");
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn advice_without_days_or_with_too_many_is_refused() {
    let service = serving(0).await;
    for (query, status, code) in [
        ("", 404, "no_such_days"),
        ("?days=0", 400, "bad_request"),
        ("?days=101", 400, "bad_request"),
        ("?days=-1", 400, "bad_request"),
        ("?weeks=1", 400, "bad_request"),
        ("?location=moon", 404, "unknown_location"),
    ] {
        let response = in_time(service.get(&format!("{}{query}", route::ADVICE_STREAM)).send()).await.unwrap();
        let problem: Problem = response.json().await.unwrap();
        assert_eq!((problem.status, problem.code.as_str()), (status, code), "{query}");
    }
    service.stop().await.unwrap();
}

#[tokio::test]
async fn one_question_at_a_time_and_the_place_is_free_again_afterwards() {
    let (store, now) = lived(1).await;
    let clock = HandClock::at(&now.to_rfc3339());
    let (handle, _end) = start(office(), Box::new(store.clone()), Box::new(store), clock).unwrap();
    let (_stop, stopping) = tokio::sync::watch::channel(false);
    let hub = crate::handlers::Hub::new(handle.clone(), stopping, &Limits::default());
    let ask = || {
        let body = axum::body::Body::from(r#"{"from":"2026-06-01"}"#);
        let request = axum::extract::Request::post("/").header("content-type", "application/json").body(body).unwrap();
        let peer = axum::Extension(crate::connections::Peer([127, 0, 0, 1].into()));
        crate::handlers::what_if::post(axum::extract::State(hub.clone()), peer, request)
    };
    let place = hub.guard.questions.clone().try_acquire_owned().unwrap();
    let Err(refusal) = ask().await else { panic!("somebody else is asking") };
    assert_eq!((refusal.0.status, refusal.0.code.as_str()), (503, "busy"));
    drop(place);
    for _ in 0..2 {
        let Ok(answer) = ask().await else { panic!("the place is free") };
        assert_eq!(answer.status(), 200);
    }
    handle.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_hangs_up_gives_the_place_back() {
    let (store, now) = lived(3).await;
    let clock = HandClock::at(&now.to_rfc3339());
    let (handle, _end) = start(office(), Box::new(store.clone()), Box::new(store), clock).unwrap();
    let (_stop, stopping) = tokio::sync::watch::channel(false);
    let hub = crate::handlers::Hub::new(handle.clone(), stopping, &Limits::default());
    let peer = axum::Extension(crate::connections::Peer([127, 0, 0, 1].into()));
    let wish = axum::extract::Query::try_from_uri(&"/".parse().unwrap());
    let stream = crate::handlers::what_if::advice(axum::extract::State(hub.clone()), peer, wish).await;
    drop(stream);
    // The search gives its place back whether it was found or not; nobody has to listen for that.
    drop(in_time(hub.guard.questions.acquire()).await.unwrap());
    assert_eq!(hub.streams.load(std::sync::atomic::Ordering::Relaxed), 0);
    handle.stop();
}

/// The same journal in a file, beginning with a version of the hub file.
async fn file(days: usize) -> tempfile::TempDir {
    let (store, _) = lived(days).await;
    let folder = tempfile::tempdir().unwrap();
    let mut file = SqliteStore::open(&folder.path().join("journal.sqlite")).unwrap();
    let term = file.acquire(&hub(), "test", std::time::Duration::from_secs(60)).unwrap().unwrap();
    let catalog = Box::new((*office()).clone());
    let version = Event::CatalogChanged { version: 1, catalog, source: String::new(), origin: CatalogOrigin::HubFile };
    let first = Stored { seq: Seq(1), at: FIRST.parse().unwrap(), event: version };
    let later = journal(&store).into_iter().map(|stored| Stored { seq: stored.seq.next(), ..stored });
    let events: Vec<_> = std::iter::once(first).chain(later).collect();
    file.append(&term, Seq(1), &Batch { events, ..Batch::default() }).unwrap();
    folder
}

fn question(question: Value) -> WhatIf {
    serde_json::from_value(question).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_answers_as_the_service_does_also_beside_its_writer() {
    let (folder, service) = (file(3).await, serving(3).await);
    let _writer = SqliteStore::open(&folder.path().join("journal.sqlite")).unwrap();
    for data in [folder.path().to_owned(), folder.path().join("journal.sqlite")] {
        let journal = Journal::open(&data, None).unwrap();
        let asked = json!({ "from": "2026-06-01", "to": "2026-06-03", "changes": open("2", "08:00") });
        assert_eq!(journal.what_if(&question(asked.clone())).unwrap(), answer(&service, &asked).await);
    }
    let journal = Journal::open(folder.path(), Some("hub")).unwrap();
    let mut heard = 0;
    let found = journal.advice(50, None, |_| {
        heard += 1;
        true
    });
    assert_eq!(found.unwrap().days, 3);
    assert!(heard > 10);
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_answer_says_what_to_do() {
    let folder = file(1).await;
    let said = |error: ReplayError| error.to_string();
    let journal = Journal::open(folder.path(), None).unwrap();
    let near = said(journal.what_if(&question(json!({ "from": "2026-06-09" }))).unwrap_err());
    assert!(near.contains("2026-06-01"), "{near}");
    let moon = said(journal.what_if(&question(json!({ "from": "2026-06-01", "location": "moon" }))).unwrap_err());
    assert!(moon.contains("moon") && moon.contains("hq"), "{moon}");
    let counter = json!({ "from": "2026-06-01", "changes": open("77", "08:00") });
    assert!(said(journal.what_if(&question(counter)).unwrap_err()).contains("77"));
    assert!(said(journal.advice(0, None, |_| true).unwrap_err()).contains("1 to 100"));
    let error = |data: &std::path::Path, hub| said(Journal::open(data, hub).err().unwrap());
    assert!(error(folder.path(), Some("elsewhere")).contains("name one of: hub"));
    assert!(error(&folder.path().join("nothing.sqlite"), None).contains("nothing.sqlite"));
    let text = folder.path().join("text.txt");
    std::fs::write(&text, "hello").unwrap();
    assert!(error(&text, None).contains("not a journal"));
    let empty = folder.path().join("empty.sqlite");
    drop(SqliteStore::open(&empty).unwrap());
    assert!(error(&empty, None).contains("empty"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_several_hubs_wants_one_named() {
    let folder = file(1).await;
    let mut store = SqliteStore::open(&folder.path().join("journal.sqlite")).unwrap();
    let other = domain::ids::HubId::new("other");
    let term = store.acquire(&other, "test", std::time::Duration::from_secs(60)).unwrap().unwrap();
    let day = Event::DayOpened { day: "2026-06-01".parse().unwrap(), first_ticket: domain::ids::TicketId(1) };
    let events = vec![Stored { seq: Seq(1), at: FIRST.parse().unwrap(), event: day }];
    store.append(&term, Seq(1), &Batch { events, ..Batch::default() }).unwrap();
    let error = Journal::open(folder.path(), None).err().unwrap().to_string();
    assert!(error.contains("--hub: hub, other"), "{error}");
    assert!(Journal::open(folder.path(), Some("hub")).is_ok());
    let error = Journal::open(folder.path(), Some("other")).err().unwrap().to_string();
    assert!(error.contains("no version of the hub file"), "{error}");
}
