//! Notices of a running hub, from the administrator's command line.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

#[expect(dead_code, reason = "the other tests need the rest")]
mod common;

use std::process::Command;

const PROGRAM: &str = env!("CARGO_BIN_EXE_sportello");

/// What the program said, after it ended with this code.
fn said(code: i32, url: &str, arguments: &[&str]) -> String {
    let mut command = Command::new(PROGRAM);
    let output = command.arg("notice").args(arguments).args(["--dispatcher", url]).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let all = format!("{}{}", text(output.stdout), text(output.stderr));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {all}");
    all
}

#[test]
fn notices_are_put_up_listed_and_taken_down() {
    let folder = tempfile::tempdir().unwrap();
    let (_dispatcher, url) = common::start_dispatcher(&folder.path().join("journal.sqlite"));
    let said = |code: i32, arguments: &[&str]| said(code, &url, arguments);
    said(0, &["post", "--ready", "avviso-ascensore"]);
    said(0, &["post", "--text", "Fila unica", "--also", "en=One queue", "--area", "anagrafe"]);
    let listed = said(0, &["list"]);
    assert!(listed.contains("2 notices up") && listed.contains("everywhere  about anagrafe  Fila unica"), "{listed}");
    assert!(listed.contains("ready: avviso-assemblea"), "{listed}");
    said(0, &["remove", "1"]);
    let listed = said(0, &["list"]);
    assert!(listed.contains("1 notice up") && !listed.contains("1  until"), "{listed}");
    assert!(said(1, &["remove", "1"]).contains("not up any more"));
    assert!(said(1, &["post", "--text", "Fila unica", "--location", "nowhere"]).contains("nowhere"));
    assert!(said(2, &["post", "--text", "Uno", "--also", "de=Eins"]).contains("'de' is none of it, en"));
    said(2, &["post"]);
}
