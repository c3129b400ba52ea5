//! chromedriver as a process of its own, and its two commands the standard does not have.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use stories::{WAIT_SECONDS_MAX, in_time};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use url::{ParseError, Url};

/// What the driver says before the number of its port.
const STARTED: &str = "started successfully on port ";

/// The fonts of the screens, whose letters a test machine may lack and every phone has.
const FONTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/fonts");

/// A driver on a free port; killed with its browsers when it is dropped.
pub(crate) struct Driver {
    pub(crate) url: String,
    _child: Child,
    _fonts: TempDir,
}

impl Driver {
    pub(crate) async fn start() -> Self {
        let fonts = tempfile::tempdir().expect("a folder for the list of fonts");
        let list = fonts.path().join("fonts.conf");
        std::fs::write(&list, fonts_list(fonts.path())).expect("the list of fonts can be written");
        let mut child = Command::new("chromedriver")
            .arg("--port=0")
            .env("FONTCONFIG_FILE", list)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("chromedriver runs; tests/run installs it, or leaves these tests out with --without browser");
        let mut lines = BufReader::new(child.stdout.take().expect("its output is read")).lines();
        let port = loop {
            let line = in_time(lines.next_line()).await.expect("its output can be read").expect("it says its port");
            if let Some((_, port)) = line.split_once(STARTED) {
                break port.trim_end_matches('.').to_owned();
            }
        };
        // Whatever else it says has to go somewhere.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Self { url: format!("http://127.0.0.1:{port}"), _child: child, _fonts: fonts }
    }

    /// Ends a browser where nothing can be awaited; one that has ended already is no matter.
    pub(crate) fn end(&self, session: &str) {
        let address = self.url.trim_start_matches("http://");
        let Ok(mut line) = TcpStream::connect(address) else { return };
        let _ = line.set_read_timeout(Some(Duration::from_secs(WAIT_SECONDS_MAX)));
        let request = format!("DELETE /session/{session} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        // The answer comes when the browser is gone.
        let _ = line.write_all(request.as_bytes()).and_then(|()| line.read(&mut [0; 64]));
    }
}

/// What fontconfig reads: the machine's own fonts and those of the screens.
fn fonts_list(cache: &Path) -> String {
    format!(
        "<?xml version=\"1.0\"?><fontconfig><include ignore_missing=\"yes\">/etc/fonts/fonts.conf</include>\
         <dir>{FONTS}</dir><cachedir>{}</cachedir></fontconfig>",
        cache.display()
    )
}

/// A command of chromedriver's own.
#[derive(Debug)]
pub(crate) struct Extra {
    path: &'static str,
    body: Value,
}

impl Extra {
    /// A command to the browser's developer tools.
    pub(crate) fn tools(name: &str, parameters: &Value) -> Self {
        Self { path: "goog/cdp/execute", body: json!({ "cmd": name, "params": parameters }) }
    }

    /// What was written to the browser's console since the last look.
    pub(crate) fn console() -> Self {
        Self { path: "se/log", body: json!({ "type": "browser" }) }
    }
}

impl WebDriverCompatibleCommand for Extra {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}
