//! The program's roles as processes, and what stands in the journal.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

const SAMPLE_HUB: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/hubs/ascoli-piceno.toml");

/// A role of the program as a process of its own, in conversation by lines.
pub(crate) struct Role {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Role {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sportello"));
        command.args(arguments).args(["--with-parent"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.env("SPORTELLO_LOG", "error").spawn().unwrap();
        let (input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        Self { child, input, output: BufReader::new(output) }
    }

    pub(crate) fn hear(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// What it answers to a line, done or failed.
    pub(crate) fn answer(&mut self, line: &str) -> String {
        writeln!(self.input, "{line}").unwrap();
        self.hear()
    }

    pub(crate) fn ask(&mut self, line: &str) -> String {
        let answer = self.answer(line);
        answer.strip_prefix("done").unwrap_or_else(|| panic!("'{answer}' to '{line}'")).trim().to_owned()
    }
}

impl Drop for Role {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How often an event of this kind stands in the journal, and the body of the last one.
pub(crate) fn events(journal: &Path, kind: &str) -> (u32, String) {
    let connection = rusqlite::Connection::open(journal).unwrap();
    let sql = "SELECT count(*), coalesce(max(body), '') FROM event WHERE kind = ?1";
    connection.query_row(sql, [kind], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
}

pub(crate) fn start_dispatcher(journal: &Path) -> (Role, String) {
    start_dispatcher_at(journal, "127.0.0.1:0")
}

/// The dispatcher at this address, and where it listens.
pub(crate) fn start_dispatcher_at(journal: &Path, address: &str) -> (Role, String) {
    let journal = journal.to_str().unwrap();
    let arguments = ["dispatcher", "--hub", SAMPLE_HUB, "--journal", journal, "--listen", address, "--always-open"];
    let mut dispatcher = Role::start(&arguments);
    let url = dispatcher.hear().strip_prefix("listening on ").unwrap().to_owned();
    (dispatcher, url)
}
