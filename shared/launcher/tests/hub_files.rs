//! The hub file of a running hub, from the administrator's command line.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sportello");
const SAMPLE_HUB: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/hubs/ascoli-piceno.toml");

fn sportello(arguments: &[&str]) -> Output {
    Command::new(PROGRAM).args(arguments).output().unwrap()
}

/// What the program said on standard output, after it ended with this code.
fn said(code: i32, arguments: &[&str]) -> String {
    let output = sportello(arguments);
    let (out, errors) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {out}{errors}");
    assert_eq!(errors.is_empty(), code == 0 || arguments[1] == "diff" && code == 1, "{arguments:?}: {errors}");
    if code == 0 || errors.is_empty() { out } else { errors.into_owned() }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A running dispatcher; it ends when its input does, or at the latest when it is dropped.
struct Dispatcher {
    child: Child,
    url: String,
}

impl Dispatcher {
    fn start(hub: &Path, journal: &Path, more: &[&str]) -> Self {
        let arguments = ["--hub", text(hub), "--journal", text(journal), "--listen", "127.0.0.1:0", "--with-parent"];
        let mut command = Command::new(PROGRAM);
        command.arg("dispatcher").args(arguments).args(more);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("listening on ").expect(&line).to_owned();
        Self { child, url }
    }

    fn stop(mut self) {
        drop(self.child.stdin.take());
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Dispatcher {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn two_hub_files_are_compared_and_the_exit_code_says_whether_they_differ() {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("other.toml");
    let sample = std::fs::read_to_string(SAMPLE_HUB).unwrap();
    std::fs::write(&other, sample.replacen("duration_minutes = 15", "duration_minutes = 25", 1)).unwrap();
    assert_eq!(said(0, &["hub", "diff", SAMPLE_HUB, SAMPLE_HUB]), "");
    let told = said(1, &["hub", "diff", SAMPLE_HUB, text(&other)]);
    assert!(told.starts_with("service \"") && told.ends_with(": duration_minutes from 15 to 25\n"), "{told}");
    assert!(said(2, &["hub", "diff", SAMPLE_HUB]).contains("name two hub files"));
    assert!(said(2, &["hub", "diff", SAMPLE_HUB, "/no/such/hub.toml"]).contains("/no/such/hub.toml"));
    let unreachable = said(2, &["hub", "diff", SAMPLE_HUB, "--dispatcher", "http://127.0.0.1:1"]);
    assert!(unreachable.contains("cannot be reached"), "{unreachable}");
}

#[test]
fn a_hub_file_is_tried_imported_and_exported_while_the_hub_runs_and_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let (hub, journal, next, out) = (path("hub.toml"), path("journal.sqlite"), path("next.toml"), path("out.toml"));
    let sample = std::fs::read_to_string(SAMPLE_HUB).unwrap();
    std::fs::write(&hub, &sample).unwrap();
    let changed = format!("# next\n{}", sample.replacen("duration_minutes = 15", "duration_minutes = 25", 1));
    std::fs::write(&next, &changed).unwrap();

    let dispatcher = Dispatcher::start(&hub, &journal, &[]);
    let url = dispatcher.url.clone();
    assert_eq!(said(0, &["hub", "export", "--dispatcher", &url]), sample);
    assert_eq!(said(0, &["hub", "diff", text(&hub), "--dispatcher", &url]), "");
    assert!(said(1, &["hub", "diff", text(&next), "--dispatcher", &url]).contains("from 15 to 25"));
    let would = said(0, &["hub", "import", text(&next), "--dispatcher", &url, "--dry-run"]);
    assert!(would.contains("from 15 to 25") && would.contains("would become version 2, with 1 change"), "{would}");
    let done = said(0, &["hub", "import", text(&next), "--dispatcher", &url]);
    assert!(done.ends_with("the hub runs on version 2, with 1 change\n"), "{done}");
    let again = said(0, &["hub", "import", text(&next), "--dispatcher", &url]);
    assert_eq!(again, "the hub runs on this hub file already: version 2\n");
    said(0, &["hub", "export", "--dispatcher", &url, "-o", text(&out)]);
    assert_eq!(std::fs::read_to_string(&out).unwrap(), changed);
    assert_eq!(said(0, &["hub", "export", "--dispatcher", &url, "--version", "1"]), sample);
    assert!(said(1, &["hub", "export", "--dispatcher", &url, "--version", "9"]).contains("version 9"));
    dispatcher.stop();

    let dispatcher = Dispatcher::start(&hub, &journal, &[]);
    assert_eq!(said(0, &["hub", "export", "--dispatcher", &dispatcher.url]), changed);
    dispatcher.stop();
}

#[test]
fn what_cannot_come_in_is_refused_with_every_reason() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, wrong) = (folder.path().join("journal.sqlite"), folder.path().join("wrong.toml"));
    let sample = std::fs::read_to_string(SAMPLE_HUB).unwrap();
    // A day is open whenever the test runs.
    let dispatcher = Dispatcher::start(Path::new(SAMPLE_HUB), &journal, &["--always-open"]);
    let refused = |content: &str| {
        std::fs::write(&wrong, content).unwrap();
        said(1, &["hub", "import", text(&wrong), "--dispatcher", &dispatcher.url])
    };
    let told = refused(&sample.replacen("letter = \"A\"", "letter = \"I\"", 1));
    assert!(told.contains("wrong.toml:") && told.contains("'I'"), "{told}");
    let id = sample.lines().find_map(|line| line.strip_prefix("id = ")).unwrap();
    let told = refused(&sample.replacen(id, "\"elsewhere\"", 1).replacen("Europe/Rome", "Europe/Lisbon", 1));
    let lines: Vec<_> = told.lines().collect();
    assert!(lines.len() == 3 && lines[0].contains("elsewhere") && lines[1].contains("Europe/Rome"), "{told}");
    assert!(lines[2].starts_with("sportello: ") && lines[2].contains("2."), "{told}");
    dispatcher.stop();
}

#[test]
fn a_picture_becomes_the_line_a_hub_file_prints_it_by() {
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("logo.png");
    // Half of it covered with ink, the other half nothing at all.
    let mut encoder = png::Encoder::new(std::fs::File::create(&picture).unwrap(), 20, 2);
    encoder.set_color(png::ColorType::Rgba);
    let pixels: Vec<u8> = (0..40_u8).flat_map(|at| [0, 0, 0, if at % 20 < 10 { 255 } else { 0 }]).collect();
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    let line = said(0, &["hub", "logo", text(&picture)]);
    assert_eq!(line, "logo = \"20x2 /8AA/8AA\"\n");
    let hub = folder.path().join("hub.toml");
    std::fs::write(&hub, format!("{}\n[slip]\n{line}", std::fs::read_to_string(SAMPLE_HUB).unwrap())).unwrap();
    said(0, &["hub", "check", text(&hub)]);
    let why = said(1, &["hub", "logo", text(&hub)]);
    assert!(why.contains("is no PNG"), "{why}");
    let mut encoder = png::Encoder::new(std::fs::File::create(&picture).unwrap(), 385, 1);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&[0; 385]).unwrap();
    let why = said(1, &["hub", "logo", text(&picture)]);
    assert!(why.contains("385 by 1 pixels: make it at most 384 by 128"), "{why}");
}
