//! The program as its users start it: what it says, what it leaves, and how it ends.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// `SPRT`, by which a journal is known.
const APPLICATION_ID: i32 = 0x5350_5254;
const SAMPLE_HUB: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/hubs/ascoli-piceno.toml");

fn sportello(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sportello"));
    command.args(arguments).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").output().unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The one line a failed start ends with; anything more would bury it.
fn one_line_of_refusal(arguments: &[&str]) -> String {
    let output = sportello(arguments);
    let said = stderr(&output);
    assert!(!output.status.success(), "{arguments:?} succeeded");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.starts_with("sportello: "), "{said}");
    assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
    said
}

fn dispatcher<'a>(hub: &'a str, journal: &'a Path, listen: &'a str) -> Vec<&'a str> {
    vec!["dispatcher", "--hub", hub, "--journal", text(journal), "--listen", listen]
}

#[test]
fn a_bad_hub_file_is_refused_in_one_line_and_no_journal_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let (hub, journal) = (folder.path().join("hub.toml"), folder.path().join("journal.sqlite"));
    let broken = std::fs::read_to_string(SAMPLE_HUB).unwrap().replacen("letter = \"A\"", "letter = \"I\"", 1);
    std::fs::write(&hub, broken).unwrap();
    let said = one_line_of_refusal(&dispatcher(text(&hub), &journal, "127.0.0.1:0"));
    assert!(said.contains("hub.toml:") && said.contains("'I'"), "{said}");
    let said = one_line_of_refusal(&dispatcher("/no/such/hub.toml", &journal, "127.0.0.1:0"));
    assert!(said.contains("/no/such/hub.toml"), "{said}");
    assert!(!journal.exists());
}

#[test]
fn a_port_in_use_is_named_with_its_remedy_and_no_journal_is_made() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal.sqlite");
    let said = one_line_of_refusal(&dispatcher(SAMPLE_HUB, &journal, &address));
    assert!(said.contains(&address) && said.contains("--listen"), "{said}");
    assert!(!journal.exists());
    let missing = folder.path().join("not-made/journal.sqlite");
    one_line_of_refusal(&dispatcher(SAMPLE_HUB, &missing, &address));
    assert!(!folder.path().join("not-made").exists());
}

#[test]
fn a_journal_that_is_something_else_or_newer_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("letters.txt");
    std::fs::write(&other, "Gentile signora, con la presente le comunichiamo che").unwrap();
    let newer = folder.path().join("newer.sqlite");
    let connection = rusqlite::Connection::open(&newer).unwrap();
    connection.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
    connection.pragma_update(None, "user_version", 9_999).unwrap();
    drop(connection);
    for (file, expected) in [(other, "letters.txt"), (newer, "newer")] {
        let before = std::fs::read(&file).unwrap();
        let said = one_line_of_refusal(&dispatcher(SAMPLE_HUB, &file, "127.0.0.1:0"));
        assert!(said.contains(expected), "{said}");
        assert_eq!(std::fs::read(&file).unwrap(), before, "{} was touched", file.display());
    }
}

#[test]
fn settings_and_flags_that_make_no_sense_are_refused_with_place_and_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let settings = folder.path().join("sportello.toml");
    std::fs::write(&settings, "[kiosk]\ndispatcher = \"http://127.0.0.1:1\"\nprinterr = \"none\"\n").unwrap();
    let said = one_line_of_refusal(&["kiosk", "--config", text(&settings), "--headless"]);
    assert!(said.contains("sportello.toml:3:") && said.contains("printerr"), "{said}");
    let values = [
        ("kiosk", "size = \"huge\"", "1080x1920"),
        ("kiosk", "printer = \"usb\"", "tcp:HOST:PORT"),
        ("kiosk", "printer = \"serial:/dev/ttyS0\"", "serial:/dev/ttyUSB0@115200"),
        ("kiosk", "printer = \"serial:/dev/ttyS0@110\"", "one of the speeds"),
        ("kiosk", "width_dots = 500", "384 for 58 mm"),
        ("kiosk", "printer_profile = \"laser\"", "epson-tm-t20iii"),
        ("kiosk", "printer_profile = \"no/such.toml\"", "no/such.toml: cannot be read"),
        ("board", "printer = \"none\"", "unknown field `printer`"),
        ("dispatcher", "listen = \"nonsense\"", "HOST:PORT"),
    ];
    for (role, line, remedy) in values {
        std::fs::write(&settings, format!("[{role}]\n{line}\n")).unwrap();
        let said = one_line_of_refusal(&[role, "--config", text(&settings)]);
        assert!(said.contains("sportello.toml:2:") && said.contains(remedy), "{said}");
    }
    let profile = folder.path().join("printer.toml");
    std::fs::write(&profile, "name = \"A printer\"\nwidth_dots = \"wide\"\n").unwrap();
    std::fs::write(&settings, format!("[kiosk]\nprinter_profile = \"{}\"\n", text(&profile))).unwrap();
    let said = one_line_of_refusal(&["kiosk", "--config", text(&settings)]);
    assert!(said.contains("printer.toml") && said.contains("wide"), "{said}");
    let said = one_line_of_refusal(&["kiosk", "--headless", "--dispatcher", "dispatcher.local"]);
    assert!(said.contains("http://"), "{said}");
    let said = one_line_of_refusal(&["counter", "--headless"]);
    assert!(said.contains("--counter"), "{said}");
}

#[test]
fn the_sample_hub_is_found_in_order_and_a_bad_one_is_told_every_mistake() {
    let output = sportello(&["hub", "check", SAMPLE_HUB]);
    assert!(output.status.success(), "{}", stderr(&output));
    let folder = tempfile::tempdir().unwrap();
    let hub = folder.path().join("hub.toml");
    let broken = std::fs::read_to_string(SAMPLE_HUB).unwrap();
    let broken = broken.replacen("letter = \"A\"", "letter = \"I\"", 1).replacen(
        "duration_minutes = 15",
        "duration_minutes = \"15\"",
        1,
    );
    std::fs::write(&hub, broken).unwrap();
    let output = sportello(&["hub", "check", text(&hub)]);
    assert!(!output.status.success());
    let said = stderr(&output);
    assert!(said.contains("'I'") && said.contains("duration_minutes"), "{said}");
}

#[test]
fn help_names_every_role_and_explains_every_flag() {
    let help = |arguments: &[&str]| String::from_utf8(sportello(arguments).stdout).unwrap();
    let overview = help(&["--help"]);
    for role in ["dispatcher", "kiosk", "board", "counter", "demo", "hub"] {
        let line = overview.lines().map(str::trim).find(|line| line.starts_with(role));
        assert!(line.is_some_and(|line| line.split_whitespace().count() > 3), "{role} is not explained:\n{overview}");
        let said = help(&[role, "--help"]);
        // An explanation stands behind its flag, or on the line below.
        let lines: Vec<_> = said.lines().map(str::trim).chain([""]).collect();
        for pair in lines.windows(2).filter(|pair| pair[0].starts_with("--")) {
            let behind = pair[0].split_once("  ").map_or(pair[1], |(_, words)| words);
            assert!(behind.split_whitespace().count() > 1, "{} of {role} is not explained:\n{said}", pair[0]);
        }
    }
    assert!(!help(&["kiosk", "--help"]).contains("chime"), "a kiosk does not chime");
}

fn demo(out: &Path) -> Output {
    sportello(&["demo", "--headless", "--out", text(out)])
}

fn slips(out: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(out).unwrap().map(|entry| entry.unwrap().path());
    let is_slip = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "escpos");
    let mut slips: Vec<_> = entries.filter(is_slip).collect();
    slips.sort();
    slips
}

#[test]
fn the_demo_plays_its_story_leaves_everything_and_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("some/dir");
    let output = demo(&out);
    assert!(output.status.success(), "{}", stderr(&output));
    for picture in ["kiosk.png", "kiosk-ticket.png", "board.png", "counter.png", "journal.sqlite"] {
        assert!(out.join(picture).is_file(), "{picture} is missing");
    }
    let first = slips(&out);
    assert!(first.len() >= 3, "{first:?}");
    for slip in &first {
        assert!(slip.with_extension("png").is_file(), "{} has no picture", slip.display());
    }
    let output = demo(&out);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(slips(&out).len(), 2 * first.len(), "the second run goes on with new numbers");
}

#[test]
fn a_demo_that_cannot_hold_ends_with_an_error() {
    let output = demo(Path::new("/dev/null/demo"));
    assert!(!output.status.success());
    assert!(stderr(&output).contains("/dev/null/demo"), "{}", stderr(&output));
}

#[test]
fn a_demo_whose_windows_do_not_open_ends_with_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_sportello"));
    command.args(["demo", "--out", text(folder.path())]).env("DISPLAY", ":no-such-display");
    let output = command.env_remove("WAYLAND_DISPLAY").output().unwrap();
    assert!(!output.status.success());
    assert!(stderr(&output).contains("ended with an error"), "{}", stderr(&output));
}

#[test]
fn a_demo_that_is_killed_leaves_no_process_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_sportello"));
    command.args(["demo", "--headless", "--out", text(folder.path())]);
    let mut demo = command.stdout(std::process::Stdio::null()).spawn().unwrap();
    let (lock, slip) = (folder.path().join("journal.sqlite.lock"), folder.path().join("slip-A001.png"));
    wait_until("the first slip", || slip.exists());
    demo.kill().unwrap();
    demo.wait().unwrap();
    wait_until("the dispatcher's lock is free", || std::fs::File::open(&lock).unwrap().try_lock().is_ok());
}

/// Looks at a condition until it is true, for as long as anything here may take.
fn wait_until(what: &str, is_true: impl Fn() -> bool) {
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while !is_true() {
        assert!(std::time::Instant::now() < deadline, "waited in vain for: {what}");
        std::thread::yield_now();
    }
}
