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

/// What a wait in minutes says in each language, whatever the number.
fn minutes(language: Language) -> &'static str {
    match language.code() {
        // The beginning of its singular and plural alike.
        "ar" => "دق",
        "zh" => "分钟",
        "uk" => "хв",
        "ur" => "منٹ",
        _ => "min",
    }
}

/// Looks at the page of somebody who is called, of somebody who waits, and of nobody, in each language.
async fn reads(languages: &[Language]) {
    let office = Office::open().await;
    office.sits_down().await;
    let first = office.takes(Language::It, &[]).await;
    office.calls().await;
    office.takes(Language::It, &[]).await;
    let second = office.takes(Language::It, &["residenza", "certificati"]).await;
    let browser = Browser::start(Scripts::On).await;
    for language in languages {
        let (code, direction) = (language.code(), if language.is_right_to_left() { "rtl" } else { "ltr" });
        let html = format!("html[lang={code}][dir={direction}]");
        for (token, state) in [(first, "called"), (second, "waiting")] {
            browser.go(&format!("{}?l={code}", office.page(token))).await;
            browser.sees(&format!("{html} #now .{state}"), "").await;
            if state == "waiting" {
                browser.sees("#now dl .large [aria-hidden]", minutes(*language)).await;
            }
            check(&browser, &format!("{state}-{code}")).await;
        }
        browser.touch("nav summary").await;
        browser.sees("nav details[open]", Language::Pl.own_name()).await;
        check(&browser, &format!("choice-{code}")).await;
        browser.go(&office.at(&format!("/f/nothing?l={code}"))).await;
        browser.sees(&format!("{html} #now h1"), "").await;
        check(&browser, &format!("gone-{code}")).await;
        assert!(browser.console().await.iter().all(|line| line.contains("404")));
    }
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_can_read_the_page() {
    reads(&[Language::It, Language::En]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_is_read_from_right_to_left() {
    reads(&[Language::Ar, Language::Ur]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_is_read_in_other_letters() {
    reads(&[Language::Uk, Language::Zh, Language::Pl]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_from_right_to_left_goes_along_and_turns_to_another_language() {
    let mut office = Office::open().await;
    office.sits_down().await;
    let mine = office.takes(Language::Ar, &[]).await;
    let browser = Browser::start(Scripts::On).await;
    browser.go(&office.page(mine)).await;
    browser.sees("html[lang=ar][dir=rtl] #now .state", "يُرجى انتظار دورك").await;
    office.calls().await;
    browser.sees("#now .called h2", "حان دورك: الشباك 1").await;
    browser.sees("#now .called h2 bdi", "1").await;
    let parts = "return [...document.querySelectorAll('#said bdi')].map((part) => part.lang + part.textContent);";
    let said = browser.run(parts).await;
    assert_eq!(said[0], "1", "the counter is set apart, too, where it is told aloud: {said}");
    assert!(said[1].as_str().unwrap().starts_with("itSala"), "a name that is there in Italian alone says so: {said}");
    browser.touch("nav summary").await;
    browser.touch("nav a[hreflang=uk]").await;
    browser.sees("html[lang=uk][dir=ltr] #now .called h2", "Ваша черга: віконце 1").await;
    browser.touch("nav summary").await;
    browser.touch("nav a[hreflang=ar]").await;
    browser.sees("html[lang=ar] #now .called", "").await;
    assert_eq!(browser.console().await, Vec::<String>::new());
    office.dies().await;
    browser.sees("#stale:not([hidden]) bdi", ":").await;
    assert!(browser.text("#stale").await.starts_with("لم تُحدَّث منذ الساعة "));
    // What failed while nobody answered stands on the console, as it should.
    assert!(browser.console().await.iter().all(|line| line.contains("net::ERR_")));
    browser.close().await;
}
