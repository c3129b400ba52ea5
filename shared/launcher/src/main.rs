//! The `sportello` program: every role of a hub in one binary.

mod appointments;
mod args;
mod child;
mod config;
mod demo;
mod hub;
mod logo;
mod notice;
mod printers;
mod replay;
mod roles;
mod simulate;
mod story;
mod values;

use std::process::ExitCode;

use args::{Arguments, Role};
use clap::Parser;
use tracing_subscriber::fmt::layer;
use tracing_subscriber::prelude::*;

fn main() -> ExitCode {
    let arguments = Arguments::parse_from(words());
    let log = start_log();
    match run(arguments, log) {
        Ok(code) => code,
        Err(error) => {
            report(&error);
            ExitCode::FAILURE
        }
    }
}

/// The words of the command line without the `--` that `cargo demo -- --headless` leaves behind `demo`.
fn words() -> impl Iterator<Item = std::ffi::OsString> {
    std::env::args_os().enumerate().filter(|(position, word)| *position != 2 || word != "--").map(|(_, word)| word)
}

fn run(arguments: Arguments, log: kiosk::LogTail) -> anyhow::Result<ExitCode> {
    match arguments.role {
        Role::Hub(command) => return Ok(hub::run(command)),
        Role::Dispatcher(options) => roles::dispatcher(options),
        Role::Kiosk(options) => {
            return Ok(match roles::kiosk(*options, log)? {
                kiosk::Outcome::Closed => ExitCode::SUCCESS,
                kiosk::Outcome::Restart => ExitCode::from(kiosk::RESTART_EXIT_CODE),
            });
        }
        Role::Board(options) => roles::board(options),
        Role::Counter(options) => roles::counter(options),
        Role::Demo(options) => demo::run(&options),
        Role::Appointments(command) => appointments::run(command),
        Role::Notice(command) => notice::run(command),
        Role::Simulate(options) => simulate::run(&options),
        Role::Replay(options) => replay::replay(options),
        Role::Advice(options) => replay::advice(&options),
    }?;
    Ok(ExitCode::SUCCESS)
}

/// The environment variable that says what is logged.
const LOG_VARIABLE: &str = "SPORTELLO_LOG";

/// Logs go to standard error; `SPORTELLO_LOG` chooses what, `SPORTELLO_LOG_JSON` writes one object a line. The last
/// lines are kept for the staff at a kiosk.
fn start_log() -> kiosk::LogTail {
    let filter = tracing_subscriber::EnvFilter::try_from_env(LOG_VARIABLE)
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,dispatcher=info,kiosk=info"));
    let is_terminal = std::io::IsTerminal::is_terminal(&std::io::stderr());
    let tail = kiosk::LogTail::default();
    let kept = tail.clone();
    let for_staff = layer().with_ansi(false).with_target(false).with_writer(move || kept.clone());
    let log = layer().with_writer(std::io::stderr).with_ansi(is_terminal);
    let all = tracing_subscriber::registry().with(filter).with(for_staff);
    if std::env::var_os("SPORTELLO_LOG_JSON").is_some() {
        all.with(log.json()).init()
    } else {
        all.with(log).init()
    }
    tail
}

fn report(error: &anyhow::Error) {
    report_line(&format!("sportello: {error:#}"));
}

/// Says what is wrong, where errors are looked for.
#[expect(clippy::print_stderr, reason = "the terminal is this program's screen")]
fn report_line(line: &str) {
    eprintln!("{line}");
}

/// Tells the person at the terminal something.
#[expect(clippy::print_stdout, reason = "the terminal is this program's screen")]
fn say(line: impl std::fmt::Display) {
    println!("{line}");
}
