//! The page goes along with the ticket.

use std::time::Duration;

use browser::{Browser, Office, Scripts};
use domain::command::Command;
use domain::text::Language;
use serde_json::json;

/// Keeps what would make the phone shake or sound, in place of doing it.
const LISTEN: &str = "window.shaken = 0; navigator.vibrate = () => { window.shaken += 1; return true; };";
const SHAKEN: &str = "return window.shaken;";
/// Longer than the page takes to come anew where scripts do not run.
const REFRESHED_SECONDS_MAX: u64 = 60;

#[tokio::test(flavor = "multi_thread")]
async fn the_page_turns_to_the_call_by_itself_and_alerts_whoever_allowed_it() {
    let office = Office::open().await;
    office.sits_down().await;
    let before = office.takes(Language::It, &[]).await;
    let mine = office.takes(Language::It, &[]).await;
    let browser = Browser::start(Scripts::On).await;
    browser.tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": LISTEN })).await;
    browser.go(&office.page(mine)).await;
    browser.sees("h1 .code", "002").await;
    browser.sees("#now .state", "Attendi il tuo turno").await;
    browser.sees("#now dl", "min").await;
    browser.sees("#now dl", "(alle 09:00)").await;
    browser.sees("#alert", "Avvisami").await;

    office.calls().await;
    browser.sees("#now dl", "Nessuna").await;
    assert_eq!(browser.run(SHAKEN).await, json!(0));
    browser.touch("#alert").await;
    browser.sees("#alert[aria-pressed=true]", "Avviso attivo").await;
    assert_eq!(browser.run(SHAKEN).await, json!(1), "the person learns what the alert is");

    let (counter, _) = office.desk();
    office.does(Command::NoShow { counter: counter.clone() }).await;
    office.calls().await;
    browser.sees("#now .called h2", "È il tuo turno: sportello 1").await;
    assert!(browser.title().await.contains("È il tuo turno: sportello 1"), "{}", browser.title().await);
    let said = "return document.querySelector('#said[role=alert][aria-live=assertive]').textContent;";
    assert!(browser.run(said).await.as_str().unwrap().starts_with("È il tuo turno: sportello 1. "));
    assert_eq!(browser.run(SHAKEN).await, json!(2));
    office.does(Command::Recall { counter: counter.clone() }).await;
    browser.sees("#now[data-call='1 1']", "sportello 1").await;
    assert_eq!(browser.run(SHAKEN).await, json!(3), "a repeated call alerts again");

    office.does(Command::Start { counter: counter.clone() }).await;
    browser.sees("#now .state", "Sei allo sportello 1").await;
    office.does(Command::finish(counter)).await;
    browser.sees("#now .state", "Il servizio è concluso").await;
    assert!(!browser.has("#alert:not([hidden])").await, "nothing is left to alert of");
    browser.go(&office.page(before)).await;
    browser.sees("#now .state", "Ti abbiamo chiamato e non c'eri").await;
    browser.close().await;
    office_ends(office).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_says_when_it_is_not_up_to_date_and_recovers() {
    let mut office = Office::open().await;
    office.sits_down().await;
    let mine = office.takes(Language::En, &[]).await;
    let browser = Browser::start(Scripts::On).await;
    browser.go(&office.page(mine)).await;
    browser.sees("#now .state", "Wait for your turn").await;
    assert!(!browser.has("#stale:not([hidden])").await);
    office.dies().await;
    browser.sees("#stale:not([hidden])", "Not up to date since ").await;
    browser.picture("stale-en").await;
    let since = browser.text("#stale").await;
    let time = since.split("since ").nth(1).unwrap().get(..5).unwrap().to_owned();
    assert!(time.chars().enumerate().all(|(place, sign)| if place == 2 { sign == ':' } else { sign.is_ascii_digit() }));
    browser.sees("h1 .code", "001").await;
    // What failed while nobody answered stands on the console, as it should; nothing else does.
    let console = browser.console().await;
    assert!(!console.is_empty() && console.iter().all(|line| line.contains("net::ERR_")), "{console:?}");

    office.comes_back().await;
    office.calls().await;
    browser.waits_for("#stale[hidden]", "", Duration::from_secs(REFRESHED_SECONDS_MAX)).await;
    browser.sees("#now .called", "It is your turn: counter 1").await;
    let console = browser.console().await;
    assert!(console.iter().all(|line| line.contains("net::ERR_")), "{console:?}");
    browser.close().await;
    office_ends(office).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_goes_along_without_scripts_too() {
    let office = Office::open().await;
    office.sits_down().await;
    let mine = office.takes(Language::It, &[]).await;
    let browser = Browser::start(Scripts::Off).await;
    browser.go(&office.page(mine)).await;
    browser.sees("h1 .code", "001").await;
    browser.sees("#now .state", "Attendi il tuo turno").await;
    assert!(!browser.has("#alert:not([hidden])").await, "there is no button that would do nothing");
    office.calls().await;
    let most = Duration::from_secs(REFRESHED_SECONDS_MAX);
    browser.waits_for("#now .called", "È il tuo turno: sportello 1", most).await;
    browser.touch("nav summary").await;
    browser.touch("nav a[hreflang=en]").await;
    browser.sees("#now .called", "It is your turn: counter 1").await;
    browser.close().await;
    office_ends(office).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_yesterday_says_so_where_it_stands() {
    let office = Office::open().await;
    let mine = office.takes(Language::It, &[]).await;
    let browser = Browser::start(Scripts::On).await;
    browser.go(&office.page(mine)).await;
    browser.sees("h1 .code", "001").await;
    office.does(Command::CloseDay).await;
    browser.sees("#now .state", "L'ufficio ha chiuso").await;
    let day = "2026-06-02".parse().unwrap();
    office.does(Command::OpenDay { day }).await;
    browser.go(&office.page(mine)).await;
    // Nobody knows whose it was: the browser's own language comes first.
    browser.sees("h1", "Number not found").await;
    browser.sees("#more", "Numero non trovato").await;
    browser.go(&format!("{}?l=it", office.page(mine))).await;
    browser.sees("h1", "Numero non trovato").await;
    browser.picture("gone").await;
    // The answer 404 itself is told on the console.
    assert!(browser.console().await.iter().all(|line| line.contains("404")));
    browser.close().await;
    office_ends(office).await;
}

async fn office_ends(mut office: Office) {
    office.dies().await;
}
