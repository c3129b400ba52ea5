//! A browser as a phone.

use std::time::Duration;

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use stories::{WAIT_SECONDS_MAX, in_time};
use tempfile::TempDir;

use crate::driver::{Driver, Extra};
use crate::pictures;

/// It runs anywhere, alone and unseen, and speaks with nobody but the page it is sent to.
const FLAGS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
];
/// What Chromium's settings call a content that is kept from running.
const BLOCKED: u32 = 2;
/// Picture dots to a dot of the page.
const PICTURE_SCALE: u32 = 2;

/// Whether pages may run scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    /// They may.
    On,
    /// They may not.
    Off,
}

/// The colours a person has chosen for the phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colors {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// The size of a screen in dots of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen(pub u32, pub u32);

impl Screen {
    /// A usual phone.
    pub const PHONE: Self = Self(390, 844);
    /// The narrowest screen a page has to fit on without being moved sideways (WCAG 1.4.10), which is also one of twice
    /// the width at 200 %.
    pub const NARROW: Self = Self(320, 568);
}

/// A browser with nothing remembered.
pub struct Browser {
    client: Client,
    driver: Driver,
    session: String,
    _profile: TempDir,
}

impl Browser {
    /// Starts a browser.
    ///
    /// # Panics
    /// When it or its driver is not installed, or does not start.
    pub async fn start(scripts: Scripts) -> Self {
        let driver = Driver::start().await;
        let profile = tempfile::tempdir().expect("a folder for the browser");
        let mut flags: Vec<String> = FLAGS.map(str::to_owned).to_vec();
        flags.push(format!("--user-data-dir={}", profile.path().display()));
        let mut options = json!({ "args": flags });
        if scripts == Scripts::Off {
            options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": BLOCKED });
        }
        let mut wanted = Capabilities::new();
        wanted.insert("goog:chromeOptions".to_owned(), options);
        wanted.insert("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL" }));
        let connected =
            async { ClientBuilder::new(HttpConnector::new()).capabilities(wanted).connect(&driver.url).await };
        let client = in_time(connected).await.expect("the browser starts");
        let session = in_time(client.session_id()).await.ok().flatten().expect("a session has an id");
        let browser = Self { client, driver, session, _profile: profile };
        browser.resize(Screen::PHONE).await;
        browser
    }

    /// Ends the browser; its console must have stayed empty.
    ///
    /// # Panics
    /// When a page wrote an error or broke its own rules.
    pub async fn close(self) {
        assert_eq!(self.console().await, Vec::<String>::new(), "the console is empty");
        in_time(self.client.clone().close()).await.expect("the browser ends");
    }

    /// Warnings and errors on the console since the last look, those of broken content rules among them.
    pub async fn console(&self) -> Vec<String> {
        let log = in_time(self.client.issue_cmd(Extra::console())).await.expect("the console can be read");
        let lines = log.as_array().into_iter().flatten();
        let bad = lines.filter(|line| ["WARNING", "SEVERE"].contains(&line["level"].as_str().unwrap_or_default()));
        bad.map(|line| line["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Tells the browser's developer tools something.
    pub async fn tools(&self, name: &str, parameters: Value) {
        in_time(self.client.issue_cmd(Extra::tools(name, &parameters))).await.expect("the browser does it");
    }

    /// Makes the screen this large.
    pub async fn resize(&self, Screen(width, height): Screen) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": PICTURE_SCALE, "mobile": true });
        self.tools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Chooses colours.
    pub async fn choose(&self, colors: Colors) {
        let value = if colors == Colors::Dark { "dark" } else { "light" };
        // Nothing moves on a picture.
        let still = json!({ "name": "prefers-reduced-motion", "value": "reduce" });
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": value }, still] });
        self.tools("Emulation.setEmulatedMedia", features).await;
    }

    /// Goes to an address and waits for the page.
    pub async fn go(&self, url: &str) {
        in_time(self.client.goto(url)).await.expect("the page comes");
    }

    /// Waits until something is on the page, by its CSS selector, and contains words.
    ///
    /// # Panics
    /// When it does not come in time.
    pub async fn sees(&self, selector: &str, words: &str) {
        self.waits_for(selector, words, Duration::from_secs(WAIT_SECONDS_MAX)).await;
    }

    /// The same, for what takes longer.
    ///
    /// # Panics
    /// When it does not come in time.
    pub async fn waits_for(&self, selector: &str, words: &str, most: Duration) {
        let looked = async {
            loop {
                // Where the page is just being changed, nothing is found and it is looked for again.
                if let Ok(element) = self.client.wait().at_most(most).for_element(Locator::Css(selector)).await
                    && element.text().await.is_ok_and(|text| text.contains(words))
                {
                    return;
                }
                tokio::task::yield_now().await;
            }
        };
        if tokio::time::timeout(most, looked).await.is_err() {
            let shown = self.client.find(Locator::Css("body")).await;
            let shown = match shown {
                Ok(body) => body.text().await.unwrap_or_default(),
                Err(error) => error.to_string(),
            };
            panic!("'{words}' is not in {selector}; the page says:\n{shown}\nconsole: {:?}", self.console().await);
        }
    }

    /// What an element says.
    ///
    /// # Panics
    /// When there is no such element.
    pub async fn text(&self, selector: &str) -> String {
        let element = in_time(self.client.find(Locator::Css(selector))).await.expect("it is there");
        in_time(element.text()).await.expect("it can be read")
    }

    /// Whether there is such an element.
    pub async fn has(&self, selector: &str) -> bool {
        !in_time(self.client.find_all(Locator::Css(selector))).await.expect("the page can be searched").is_empty()
    }

    /// Touches an element.
    ///
    /// # Panics
    /// When there is none that can be touched.
    pub async fn touch(&self, selector: &str) {
        let element = in_time(self.client.find(Locator::Css(selector))).await.expect("it is there");
        in_time(element.click()).await.expect("it can be touched");
    }

    /// The page's title.
    pub async fn title(&self) -> String {
        in_time(self.client.title()).await.expect("a page has a title")
    }

    /// What a script returns.
    pub async fn run(&self, script: &str) -> Value {
        in_time(self.client.execute(script, Vec::new())).await.expect("the script runs")
    }

    /// By how many dots the page is wider than the screen.
    pub async fn overhang(&self) -> i64 {
        let script = "const page = document.documentElement; return page.scrollWidth - page.clientWidth;";
        self.run(script).await.as_i64().expect("a number of dots")
    }

    /// Leaves a picture of the whole page.
    ///
    /// # Panics
    /// When it cannot be written.
    pub async fn picture(&self, name: &str) {
        let picture = in_time(self.client.screenshot()).await.expect("a picture");
        std::fs::write(pictures().join(format!("{name}.png")), picture).expect("the picture can be written");
    }
}

impl Drop for Browser {
    /// Ends the browser of a test that failed, too: it would outlive its driver.
    fn drop(&mut self) {
        self.driver.end(&self.session);
    }
}
