//! Everybody can read the page: in every language, on every screen, in every light.

use browser::{Browser, Colors, Office, Screen, Scripts};
use domain::text::Language;
use serde_json::Value;

/// Where the file of axe-core is, which tests/run fetches; without it the rules of accessibility are not asked for.
const AXE: &str = "SPORTELLO_AXE";

/// Rules that speak of what is on the shortest page.
const RULES_MIN: usize = 10;

/// What is wrong with the page by the rules of WCAG 2.2 A and AA and good practice; empty where there is no axe.
async fn wrong_by_axe(browser: &Browser) -> Vec<String> {
    let Some(file) = std::env::var_os(AXE) else { return Vec::new() };
    let axe = std::fs::read_to_string(file).unwrap();
    browser.run(&axe).await;
    // The answer is fetched when it is there: a script that waits has another way to answer.
    browser.run("window.found = null; axe.run().then((found) => { window.found = found; });").await;
    let mut found = Value::Null;
    while found.is_null() {
        found = browser.run("return window.found;").await;
    }
    assert!(found["passes"].as_array().unwrap().len() >= RULES_MIN, "the page was looked at by many rules");
    let wrong = found["violations"].as_array().unwrap().iter();
    wrong.map(|rule| format!("{}: {} {}", rule["id"], rule["help"], rule["nodes"][0]["html"])).collect()
}

async fn check(browser: &Browser, what: &str) {
    for screen in [Screen::PHONE, Screen::NARROW] {
        browser.resize(screen).await;
        assert_eq!(browser.overhang().await, 0, "{what} on {screen:?}");
    }
    // Letters of twice the size, as a person can choose for the phone.
    browser.run("document.documentElement.style.setProperty('font-size', '200%');").await;
    assert_eq!(browser.overhang().await, 0, "{what} with large letters");
    browser.run("document.documentElement.style.removeProperty('font-size');").await;
    browser.resize(Screen::PHONE).await;
    let none = Vec::<String>::new();
    for colors in [Colors::Dark, Colors::Light] {
        browser.choose(colors).await;
        assert_eq!(wrong_by_axe(browser).await, none, "{what} in {colors:?}");
        browser.picture(&format!("{what}-{colors:?}").to_lowercase()).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_can_read_the_page() {
    let office = Office::open().await;
    office.sits_down().await;
    let first = office.takes(Language::It, &[]).await;
    office.calls().await;
    office.takes(Language::It, &[]).await;
    let second = office.takes(Language::It, &["residenza", "certificati"]).await;
    let browser = Browser::start(Scripts::On).await;
    for language in ["it", "en"] {
        for (token, state) in [(first, "called"), (second, "waiting")] {
            browser.go(&format!("{}?l={language}", office.page(token))).await;
            browser.sees(&format!("html[lang={language}] #now .{state}"), "").await;
            if state == "waiting" {
                browser.sees("#now dl", "min").await;
            }
            check(&browser, &format!("{state}-{language}")).await;
        }
        browser.go(&office.at(&format!("/f/nothing?l={language}"))).await;
        check(&browser, &format!("gone-{language}")).await;
        assert!(browser.console().await.iter().all(|line| line.contains("404")));
    }
    browser.close().await;
}
