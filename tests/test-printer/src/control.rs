//! A printer told what to do over a connection, one line of JSON at a time.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

use serde::{Deserialize, Serialize};

use crate::server::TestPrinter;
use crate::settings::Condition;

/// Longest line that is read, in bytes.
const LINE_BYTES_MAX: u64 = 1_024;

/// What can be asked for, such as `{"set":"paper_out"}` or `"look"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// Something begins.
    Set(Condition),
    /// Something ends.
    Clear(Condition),
    /// How things stand.
    Look,
}

/// How things stand; the answer to every request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Slips ever cut off.
    pub slips_cut: usize,
    /// Rows on the paper that still hangs in the printer.
    pub uncut_rows: usize,
    /// Bytes ever received.
    pub received_bytes: u64,
    /// Connections ever accepted.
    pub connections: usize,
    /// Whether somebody is connected.
    pub is_connected: bool,
    /// Bytes that were no command.
    pub unknown: Vec<String>,
    /// What was wrong with the request; empty where nothing was.
    #[serde(default)]
    pub mistake: String,
}

/// Obeys requests at this listener, one connection after the other, until the listener fails.
///
/// # Errors
/// When the listener fails.
pub fn serve(listener: &TcpListener, printer: &TestPrinter) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept()?;
        // Whoever hangs up in the middle of a line has had what they wanted.
        let _ = obey_all(&stream, printer);
    }
}

fn obey_all(stream: &TcpStream, printer: &TestPrinter) -> io::Result<()> {
    let mut lines = BufReader::new(io::Read::take(stream, LINE_BYTES_MAX));
    let mut writer = stream;
    loop {
        let mut line = String::new();
        lines.get_mut().set_limit(LINE_BYTES_MAX);
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let mistake = match serde_json::from_str(&line) {
            Ok(Request::Set(condition)) => {
                printer.set(condition, true);
                String::new()
            }
            Ok(Request::Clear(condition)) => {
                printer.set(condition, false);
                String::new()
            }
            Ok(Request::Look) => String::new(),
            Err(error) => error.to_string(),
        };
        let answer = serde_json::to_string(&look(printer, mistake)).map_err(io::Error::other)?;
        writeln!(writer, "{answer}")?;
    }
}

fn look(printer: &TestPrinter, mistake: String) -> Answer {
    let connections = printer.connections();
    printer.look(|device| Answer {
        slips_cut: device.slips_cut(),
        uncut_rows: device.uncut_rows(),
        received_bytes: device.received_bytes(),
        connections,
        is_connected: device.is_connected(),
        unknown: device.unknown().to_vec(),
        mistake,
    })
}

/// Sends one request and returns the answer.
///
/// # Errors
/// When nobody listens or the answer is none.
pub fn ask(address: SocketAddr, request: Request) -> io::Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    writeln!(stream, "{}", serde_json::to_string(&request).map_err(io::Error::other)?)?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line)?;
    serde_json::from_str(&line).map_err(io::Error::other)
}
