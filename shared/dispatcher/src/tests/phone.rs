//! The page on which a citizen follows a ticket: what it says in each state and language, to whom, and how it travels.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use domain::catalog::Catalog;
use domain::command::Command;
use domain::follow::FollowToken;
use domain::text::Language;
use domain::view::TicketView;
use futures_util::StreamExt;
use protocol::{Frame, HEARTBEAT_SECONDS, Reply};
use reqwest::Response;
use store::SimStore;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::logs::Log;
use super::streams::{event, open};
use super::{HandClock, MORNING, Service, catalog, id, in_time, take};
use crate::handlers::Hub;
use crate::{Config, Limits};

const BASE: &str = "https://sportello.example.it/coda";
const OTHER: &str = "AAECAwQFBgcICQoLDA0ODw";

/// The hub of the other tests, with an address for phones, documents and names that would break a careless page.
fn for_phones() -> Arc<Catalog> {
    let mut catalog = Catalog::clone(&catalog());
    catalog.follow_url = Some(BASE.to_owned());
    catalog.name = domain::text::Text::new("Comune <script>alert(1)</script>", "Town & \"Co\"");
    catalog.services[0].documents = vec![domain::text::Text::new("Documento d'identità", "Identity document")];
    catalog.areas[0].waiting_room = domain::text::Text::new("Atrio", "Hall");
    catalog.counters[0].place = domain::text::Text::new("Sala 2", "Room 2");
    catalog.counters[0].floor = "1".to_owned();
    Arc::new(catalog)
}

async fn start() -> Service {
    start_with(for_phones()).await
}

async fn start_with(catalog: Arc<Catalog>) -> Service {
    let config = Config {
        catalog,
        source: None,
        journal: "nowhere".into(),
        auto_open_day: true,
        foretells: false,
        limits: Limits::default(),
    };
    Service::start_config(SimStore::default(), config).await
}

fn command(text: &str) -> Command {
    serde_json::from_str(text).unwrap()
}

async fn does(service: &Service, name: &str, text: &str) -> Reply {
    let response = service.send(&id(name), &command(text)).await;
    assert_eq!(response.status(), 200, "{name}");
    response.json().await.unwrap()
}

/// Takes a ticket and gives its secret.
async fn takes(service: &Service, name: &str) -> FollowToken {
    let reply: Reply = service.send(&id(name), &take()).await.json().await.unwrap();
    reply.follow.unwrap()
}

async fn page(service: &Service, path: &str) -> (Response, String) {
    let response = in_time(service.get(path).send()).await.unwrap();
    let (headers, status) = (response.headers().clone(), response.status());
    let text = in_time(response.text()).await.unwrap();
    let mut again = axum::http::Response::builder().status(status).body(String::new()).unwrap();
    *again.headers_mut() = headers;
    (Response::from(again), text)
}

async fn says(service: &Service, token: FollowToken, words: &[&str]) {
    let (response, text) = page(service, &format!("/f/{token}")).await;
    assert_eq!(response.status(), 200);
    for word in words {
        assert!(text.contains(word), "the page does not say '{word}': {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_is_whole_without_a_script_and_asks_nothing_of_anybody_else() {
    let service = start().await;
    let token = takes(&service, "take").await;
    for path in [format!("/f/{token}"), format!("/f/{OTHER}")] {
        let (response, text) = page(&service, &path).await;
        let headers = response.headers();
        assert_eq!(headers["content-type"], "text/html; charset=utf-8");
        assert_eq!(headers["cache-control"], "no-store");
        assert_eq!(headers["referrer-policy"], "no-referrer");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["x-robots-tag"], "noindex, nofollow");
        assert!(!headers.contains_key("set-cookie"));
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains("http") && !policy.contains('*'), "{policy}");
        for forbidden in ["<style", " style=", "onclick", "<script>", "http://", "https://", &token.to_string()] {
            assert!(!text.contains(forbidden), "{forbidden} in {text}");
        }
        assert!(text.contains("&lt;script&gt;"), "names are written as text");
    }
    let (_, text) = page(&service, &format!("/f/{token}")).await;
    for words in
        ["A001", "Attendi il tuo turno", "Persone prima di te", "Nessuna", "Atrio, piano T", "Carte", "identità"]
    {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(text.contains(r#"<noscript><meta http-equiv="refresh" content="20"></noscript>"#), "{text}");
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_page_needs_comes_from_the_dispatcher_and_is_kept() {
    let service = start().await;
    let token = takes(&service, "take").await;
    let (_, text) = page(&service, &format!("/f/{token}")).await;
    let quoted = text.split('"').filter(|piece| piece.starts_with("assets/"));
    let names: Vec<_> = quoted.map(|piece| format!("/f/{piece}")).collect();
    assert_eq!(names.len(), 3, "{text}");
    let fonts = ["/f/assets/regular.ttf".to_owned(), "/f/assets/bold.ttf".to_owned()];
    for name in names.iter().chain(&fonts) {
        let response = in_time(service.get(name).send()).await.unwrap();
        assert_eq!(response.status(), 200, "{name}");
        assert_eq!(response.headers()["cache-control"], "public, max-age=86400");
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
        assert!(in_time(response.bytes()).await.unwrap().len() > 100, "{name}");
    }
    let nothing = in_time(service.get("/f/assets/..%2Fphone.rs").send()).await.unwrap();
    assert_eq!(nothing.status(), 404);
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_state_is_said_in_plain_words() {
    let service = start().await;
    let first = takes(&service, "first").await;
    let second = takes(&service, "second").await;
    says(&service, second, &["Persone prima di te</dt><dd class=\"large\">1</dd>"]).await;
    does(&service, "in", r#"{"command":"sign_in","counter":"1","clerk":"anna"}"#).await;
    does(&service, "call", r#"{"command":"call_next","counter":"1"}"#).await;
    let called = ["<title>A001 · È il tuo turno: sportello 1</title>", "Sala 2, piano 1", "Dove andare"];
    says(&service, first, &called).await;
    says(
        &service,
        first,
        &[r#"data-call="1 0""#, r#"<p class="said" hidden>È il tuo turno: sportello 1. Sala 2, piano 1</p>"#],
    )
    .await;
    does(&service, "recall", r#"{"command":"recall","counter":"1"}"#).await;
    says(&service, first, &[r#"data-call="1 1""#]).await;
    does(&service, "start", r#"{"command":"start","counter":"1"}"#).await;
    says(&service, first, &["Sei allo sportello 1"]).await;
    does(&service, "park", r#"{"command":"park","counter":"1","reason":"carta","return_minutes":10}"#).await;
    says(&service, first, &["Sei in pausa: ti chiameremo di nuovo"]).await;
    does(&service, "back", r#"{"command":"resume_parked","counter":"1","ticket":1}"#).await;
    does(&service, "end", r#"{"command":"finish","counter":"1"}"#).await;
    says(&service, first, &["Il servizio è concluso"]).await;
    does(&service, "call-2", r#"{"command":"call_next","counter":"1"}"#).await;
    does(&service, "missed", r#"{"command":"no_show","counter":"1"}"#).await;
    says(&service, second, &["Ti abbiamo chiamato e non c'eri", "rientrare in fila"]).await;
    let third = takes(&service, "third").await;
    does(&service, "cancel", r#"{"command":"cancel","ticket":3}"#).await;
    says(&service, third, &["Questo numero è annullato"]).await;
    let last = takes(&service, "last").await;
    let pass = does(&service, "pass", r#"{"command":"let_pass","ticket":4,"people":null,"minutes":20}"#).await;
    assert!(pass.ticket.unwrap().legs[0].ready_at.is_some());
    says(&service, last, &["La chiamata non arriva prima delle 09:20."]).await;
    does(&service, "close", r#"{"command":"close_day"}"#).await;
    says(&service, last, &["ufficio ha chiuso"]).await;
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_speaks_the_language_of_the_ticket_or_the_one_asked_for() {
    let service = start().await;
    let italian = takes(&service, "italian").await;
    let reply =
        does(&service, "english", r#"{"command":"take_ticket","services":["cards","births"],"language":"en"}"#).await;
    let english = reply.follow.unwrap();
    let said = |language| if language == "it" { "Attendi il tuo turno" } else { "Wait for your turn" };
    for (token, ask, language) in [
        (italian, "", "it"),
        (italian, "?l=en", "en"),
        (italian, "?l=xx", "it"),
        (italian, "?other=%ff", "it"),
        (english, "", "en"),
        (english, "?l=it", "it"),
    ] {
        let (response, text) = page(&service, &format!("/f/{token}{ask}")).await;
        assert_eq!(response.status(), 200, "{ask}");
        let html = format!(r#"<html lang="{language}" dir="ltr">"#);
        assert!(text.contains(&html) && text.contains(said(language)), "{ask} {text}");
        assert!(text.contains(&format!(r#"hreflang="{language}" aria-current="true""#)), "{ask}");
        assert_eq!(text.matches(" aria-current").count(), 1);
    }
    let (_, text) = page(&service, &format!("/f/{english}")).await;
    for words in ["Services", "Identity document", "Hall, floor T", r#"<span lang="it">Nascite</span>"#, "Town &amp;"] {
        assert!(text.contains(words), "{words} in {text}");
    }
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_speaks_every_language_and_offers_every_other() {
    let service = start().await;
    let taken = r#"{"command":"take_ticket","services":["cards"],"language":"ur"}"#;
    let token = does(&service, "urdu", taken).await.follow.unwrap();
    let (_, of_ticket) = page(&service, &format!("/f/{token}")).await;
    assert!(of_ticket.contains(r#"<html lang="ur" dir="rtl">"#), "{of_ticket}");
    let mut titles = BTreeSet::new();
    for language in Language::ALL {
        let (code, rtl) = (language.code(), ["ar", "ur"].contains(&language.code()));
        for path in [format!("/f/{token}"), format!("/f/{OTHER}")] {
            let (_, text) = page(&service, &format!("{path}?l={code}")).await;
            let direction = if rtl { "rtl" } else { "ltr" };
            assert!(text.contains(&format!(r#"<html lang="{code}" dir="{direction}">"#)), "{text}");
            for other in Language::ALL {
                let (code, name) = (other.code(), other.own_name());
                let link = format!(r#"href="?l={code}" lang="{code}""#);
                assert!(text.contains(&link) && text.contains(&format!(">{name}</a>")), "{link} {name}: {text}");
            }
            let title = text.split("title>").nth(1).unwrap().to_owned();
            assert!(titles.insert(title.clone()), "{code}: {title}");
            // A name of the hub that is there in Italian alone says so, and what is written from left to right stays so.
            let has_ticket = path.contains(&token.to_string());
            let marked = if rtl { r#"<bdi lang="it">Carte</bdi>"# } else { r#"<span lang="it">Carte</span>"# };
            assert_eq!(text.contains(marked), has_ticket && language != Language::It, "{text}");
            assert_eq!(text.contains("<bdi>A001</bdi>") && text.contains("<bdi>T</bdi>"), has_ticket && rtl, "{text}");
        }
    }
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_told_aloud_says_the_language_of_each_part() {
    let service = start().await;
    let token = takes(&service, "take").await;
    does(&service, "in", r#"{"command":"sign_in","counter":"1","clerk":"anna"}"#).await;
    does(&service, "call", r#"{"command":"call_next","counter":"1"}"#).await;
    for (code, said) in [
        ("en", "It is your turn: counter 1. Room 2, floor 1"),
        ("pl", r#"Twoja kolej: okienko 1. <span lang="it">Sala 2</span>, piętro 1"#),
        ("ar", r#"حان دورك: الشباك <bdi>1</bdi>. <bdi lang="it">Sala 2</bdi>، الطابق <bdi>1</bdi>"#),
        ("zh", r#"轮到您了：1号窗口。<span lang="it">Sala 2</span>，楼层 1"#),
    ] {
        let (_, text) = page(&service, &format!("/f/{token}?l={code}")).await;
        assert!(text.contains(&format!(r#"<p class="said" hidden>{said}</p>"#)), "{said} in {text}");
    }
    let (_, arabic) = page(&service, &format!("/f/{token}?l=ar")).await;
    assert!(arabic.contains("<title>\u{2068}A001\u{2069} · حان دورك: الشباك \u{2068}1\u{2069}</title>"), "{arabic}");
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn where_there_is_no_ticket_the_browser_says_the_language() {
    let service = start().await;
    let token = takes(&service, "take").await;
    for (accepted, ask, html, others) in [
        ("ar-EG,ar;q=0.9,en;q=0.5", "", r#"lang="ar" dir="rtl""#, 2),
        ("de,uk;q=0.4", "", r#"lang="uk" dir="ltr""#, 2),
        ("de", "", r#"lang="it" dir="ltr""#, 1),
        ("en-GB", "", r#"lang="en" dir="ltr""#, 1),
        ("ar", "?l=pl", r#"lang="pl" dir="ltr""#, 2),
        ("\u{e9}", "?l=xx", r#"lang="it" dir="ltr""#, 1),
    ] {
        let request = service.get(&format!("/f/{OTHER}{ask}")).header("accept-language", accepted);
        let text = in_time(in_time(request.send()).await.unwrap().text()).await.unwrap();
        assert!(text.contains(&format!("<html {html}>")), "{accepted}: {text}");
        assert_eq!(text.matches("<section lang=").count(), others, "{accepted}: {text}");
    }
    let request = service.get(&format!("/f/{token}")).header("accept-language", "ar");
    let text = in_time(in_time(request.send()).await.unwrap().text()).await.unwrap();
    assert!(text.contains(r#"<html lang="it""#), "a ticket has the language it was taken in: {text}");
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_no_ticket_of_today_is_told_what_to_do() {
    let service = start().await;
    takes(&service, "take").await;
    for path in ["/f/1", "/f/%ff", "/f/AAECAwQFBgcICQoLDA0ODx", &format!("/f/{OTHER}")] {
        for (ask, first, second) in [("", "Numero non trovato", "Number not found"), ("?l=en", "Number", "Numero non")]
        {
            let (response, text) = page(&service, &format!("{path}{ask}")).await;
            assert_eq!(response.status(), 404, "{path}");
            let (first, second) = (text.find(&format!(">{first}")).unwrap(), text.find(&format!(">{second}")).unwrap());
            assert!(first < second, "{path}{ask}: {text}");
            assert!(!text.contains("A001"));
        }
    }
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn class_name_and_reason_are_nowhere_on_the_page() {
    let service = start().await;
    let plain = does(&service, "plain", r#"{"command":"take_ticket","services":["births"]}"#).await;
    let rank = does(&service, "rank", r#"{"command":"take_ticket","services":["cards"],"class":"priority"}"#).await;
    does(&service, "in", r#"{"command":"sign_in","counter":"1","clerk":"anna"}"#).await;
    does(&service, "call", r#"{"command":"call_next","counter":"1"}"#).await;
    for reply in [plain, rank] {
        let token = reply.follow.unwrap();
        let frame = in_time(service.get(&format!("/api/v1/follow/{token}")).send()).await.unwrap();
        let (_, text) = page(&service, &format!("/f/{token}")).await;
        for said in [in_time(frame.text()).await.unwrap(), text] {
            let said = said.to_lowercase();
            assert!(
                ["anna", "priorit", "walk_in", "reason", "language\":"].iter().all(|word| !said.contains(word)),
                "{said}"
            );
        }
    }
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_of_the_page_is_told_to_whoever_took_the_ticket_alone() {
    let service = start().await;
    let reply = does(&service, "take", r#"{"command":"take_ticket","services":["cards"]}"#).await;
    let (token, ticket) = (reply.follow.unwrap(), reply.ticket.unwrap());
    let url = format!("{BASE}/f/{token}");
    assert_eq!(ticket.follow_url.as_ref(), Some(&url));
    let followed = in_time(service.get(&format!("/api/v1/follow/{token}")).send()).await.unwrap();
    assert_eq!(followed.json::<Frame<TicketView>>().await.unwrap().view, ticket);
    for path in ["/api/v1/tickets/1", "/api/v1/kiosk", "/api/v1/board", "/api/v1/manager", "/api/v1/counters/1"] {
        let text = in_time(service.get(path).send()).await.unwrap().text().await.unwrap();
        assert!(!text.contains("follow_url") && !text.contains(BASE), "{path}: {text}");
    }
    let reprint = does(&service, "reprint", r#"{"command":"reprint","ticket":1}"#).await;
    assert_eq!(reprint.ticket.unwrap().follow_url, None, "a number is no secret");
    service.stop().await.unwrap();

    let service = start_with(catalog()).await;
    let reply = does(&service, "take", r#"{"command":"take_ticket","services":["cards"]}"#).await;
    assert_eq!(reply.ticket.unwrap().follow_url, None, "the hub has no address for phones");
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_hears_of_its_own_ticket_and_of_nothing_else() {
    let service = start().await;
    takes(&service, "before").await;
    let token = takes(&service, "mine").await;
    let mut stream = open(&service, &format!("/api/v1/follow/{token}/stream"), Some("999")).await;
    assert_eq!(stream.headers()["x-accel-buffering"], "no");
    let frame = |data: &str| serde_json::from_str::<Frame<TicketView>>(data).unwrap();
    let (seq, data) = event(&mut stream).await;
    assert_eq!((seq, frame(&data).view.people_ahead), ("3".to_owned(), 1));
    // Neither those behind nor clerks who sign in are a matter for this phone.
    takes(&service, "behind").await;
    does(&service, "in", r#"{"command":"sign_in","counter":"1","clerk":"anna"}"#).await;
    does(&service, "call", r#"{"command":"call_next","counter":"1"}"#).await;
    let (seq, data) = event(&mut stream).await;
    assert_eq!((seq, frame(&data).view.people_ahead), ("6".to_owned(), 0));
    does(&service, "missed", r#"{"command":"no_show","counter":"1"}"#).await;
    does(&service, "mine-2", r#"{"command":"call_next","counter":"1"}"#).await;
    let (_, data) = event(&mut stream).await;
    let call = frame(&data).view.call.unwrap();
    assert_eq!((call.counter.as_str(), call.floor.as_str(), call.place.en.as_str()), ("1", "1", "Room 2"));
    does(&service, "no", r#"{"command":"no_show","counter":"1"}"#).await;
    event(&mut stream).await;
    // The secret is worth nothing any more once the next day is open.
    does(&service, "close", r#"{"command":"close_day"}"#).await;
    does(&service, "open", r#"{"command":"open_day","day":"2026-06-02"}"#).await;
    while let Some(piece) = in_time(stream.chunk()).await.unwrap() {
        assert!(!piece.starts_with(b"id:"), "{piece:?}");
    }
    for path in [format!("/api/v1/follow/{token}/stream"), "/api/v1/follow/1/stream".to_owned()] {
        assert_eq!(in_time(service.get(&path).send()).await.unwrap().status(), 404);
    }
    service.stop().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_browser_hears_that_its_stream_is_alive() {
    let store = SimStore::default();
    let clock = HandClock::at(MORNING);
    let (handle, _end) = crate::sequencer::start(catalog(), Box::new(store.clone()), Box::new(store), clock).unwrap();
    let (_stop, stopping) = tokio::sync::watch::channel(false);
    let hub = Hub::new(handle.clone(), stopping, &Limits::default());
    handle.ask(id("open"), command(r#"{"command":"open_day","day":"2026-06-01"}"#)).await.unwrap();
    let reply = handle.ask(id("take"), take()).await.unwrap();
    let token = serde_json::from_str::<Reply>(&reply.body).unwrap().follow.unwrap().to_string();
    let stream = crate::handlers::follow::stream(State(hub), Ok(Path(token))).await;
    let Ok(stream) = stream else { panic!("there is room for one phone") };
    let mut pieces = stream.into_response().into_body().into_data_stream();
    let first = pieces.next().await.unwrap().unwrap();
    assert!(first.starts_with(b"id:") || first.starts_with(b"data:"), "{first:?}");
    for _ in 0..3 {
        let limit = Duration::from_secs(HEARTBEAT_SECONDS);
        let piece = tokio::time::timeout(limit, pieces.next()).await.expect("a sign of life").unwrap().unwrap();
        assert_eq!(piece, "event: alive\ndata: alive\n\n");
    }
    handle.stop();
}

/// Everything the dispatcher answers to one request that closes its connection.
async fn asked(service: &Service, path: &str) -> String {
    let mut stream = TcpStream::connect(service.url.strip_prefix("http://").unwrap()).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut said = Vec::new();
    in_time(stream.read_to_end(&mut said)).await.unwrap();
    String::from_utf8(said).unwrap()
}

// On one thread, so that everything the dispatcher does is in this log; asked without a client that writes one, too.
#[tokio::test]
async fn no_secret_goes_to_the_log_however_much_is_logged() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone()).finish();
    let service = start().await;
    let token = takes(&service, "take").await.to_string();
    let _logging = tracing::subscriber::set_default(subscriber);
    tracing::trace!("the log is open");
    assert!(asked(&service, &format!("/f/{token}")).await.starts_with("HTTP/1.1 200"));
    assert!(asked(&service, &format!("/api/v1/follow/{token}")).await.starts_with("HTTP/1.1 200"));
    assert!(asked(&service, &format!("/f/{OTHER}?l=en")).await.starts_with("HTTP/1.1 404"));
    assert!(asked(&service, &format!("/api/v1/follow/{token}/nothing")).await.starts_with("HTTP/1.1 404"));
    let said = log.taken();
    assert!(said.contains("the log is open"));
    assert!(!said.contains(&token) && !said.contains(OTHER), "{said}");
    service.stop().await.unwrap();
}
