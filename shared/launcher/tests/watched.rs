//! The real kiosk under a watcher: it says when its first frame is drawn and that its screen turns, and has the number
//! on the screen again after it was killed.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

#[expect(dead_code, reason = "the other tests need the rest")]
mod common;

use common::start_dispatcher;

/// The kiosk as whoever watches over it starts it.
struct Kiosk {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Kiosk {
    fn start(url: &str, socket: &Path, state: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sportello"))
            .args(["kiosk", "--headless", "--silent", "--dispatcher", url, "--state"])
            .arg(state)
            .env("SPORTELLO_LOG", "error")
            .env("NOTIFY_SOCKET", socket)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        Self { child, input, output: BufReader::new(output) }
    }

    fn ask(&mut self, line: &str) -> String {
        writeln!(self.input, "{line}").unwrap();
        let mut answer = String::new();
        self.output.read_line(&mut answer).unwrap();
        answer.trim().strip_prefix("done").unwrap_or_else(|| panic!("'{answer}' to '{line}'")).trim().to_owned()
    }
}

impl Drop for Kiosk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn heard(socket: &UnixDatagram) -> String {
    let mut bytes = [0; 64];
    let count = socket.recv(&mut bytes).unwrap();
    String::from_utf8_lossy(&bytes[..count]).into_owned()
}

#[test]
fn whoever_watches_hears_of_the_first_frame_and_that_the_screen_turns_until_it_hangs() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notify");
    let socket = UnixDatagram::bind(&path).unwrap();
    let (_dispatcher, url) = start_dispatcher(&folder.path().join("journal.sqlite"));
    let mut kiosk = Kiosk::start(&url, &path, &folder.path().join("kiosk.json"));
    kiosk.ask("wait home");
    // The screen turns before anything is drawn, and is ready when it is.
    assert_eq!(heard(&socket), "WATCHDOG=1");
    kiosk.ask("frames");
    let told: Vec<_> = std::iter::repeat_with(|| heard(&socket)).take_while(|words| words != "READY=1").collect();
    assert!(told.iter().all(|words| words == "WATCHDOG=1"), "{told:?}");
    assert_eq!(heard(&socket), "WATCHDOG=1");
    kiosk.ask("quit");
    let told: Vec<_> = std::iter::repeat_with(|| heard(&socket)).take_while(|words| words != "STOPPING=1").collect();
    assert!(told.iter().all(|words| words == "WATCHDOG=1"), "{told:?}");
}

#[test]
fn a_kiosk_that_was_killed_has_the_number_on_the_screen_again() {
    let folder = tempfile::tempdir().unwrap();
    let (path, state) = (folder.path().join("notify"), folder.path().join("kiosk.json"));
    let (_dispatcher, url) = start_dispatcher(&folder.path().join("journal.sqlite"));
    let mut kiosk = Kiosk::start(&url, &path, &state);
    for line in ["wait home", "area anagrafe", "service carta-identita", "take"] {
        kiosk.ask(line);
    }
    let code = kiosk.ask("wait ticket");
    assert_eq!(kiosk.ask("wait slip"), "not_printed");
    let is_kept = || std::fs::read_to_string(&state).is_ok_and(|text| text.contains("\"slip\":\"not_printed\""));
    while !is_kept() {
        std::thread::yield_now();
    }
    drop(kiosk);
    let mut kiosk = Kiosk::start(&url, &path, &state);
    assert_eq!(kiosk.ask("wait ticket"), code);
    assert_eq!(kiosk.ask("wait slip"), "not_printed");
    kiosk.ask("home");
    kiosk.ask("wait home");
}
