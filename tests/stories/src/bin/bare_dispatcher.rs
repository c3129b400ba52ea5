//! A dispatcher and nothing around it, open at any time of day, for stories that kill it:
//! `bare-dispatcher HUB JOURNAL TIME [versions]`.
//!
//! Prints its address on one line and serves until its input ends; for it, it is always TIME.
//! With `versions` the journal keeps the hub file, as it does for an office.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use stories::StandingClock;
use tokio::sync::oneshot;

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Whoever started it may not listen.
            let _ = writeln!(std::io::stderr(), "{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(hub), Some(journal), Some(time)) = (arguments.next(), arguments.next(), arguments.next()) else {
        return Err("usage: bare-dispatcher HUB JOURNAL TIME [versions]".into());
    };
    let source = match arguments.next() {
        Some(word) if word.as_os_str() == "versions" => Some(std::fs::read_to_string(&hub)?),
        Some(_) | None => None,
    };
    // Crowds of the stories come from one machine.
    let limits = dispatcher::Limits::without_rates();
    let clock = time.to_str().and_then(StandingClock::at).ok_or("TIME is written like 2026-06-01T07:00:00Z")?;
    let catalog = Arc::new(hub_file::load(&hub)?.always_open());
    let config = dispatcher::Config { catalog, source, journal, auto_open_day: true, foretells: false, limits };
    let (stop, stopped) = oneshot::channel::<()>();
    // Not a task: a read of the input cannot be given up, and must not hold up the end.
    std::thread::spawn(move || {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        drop(stop);
    });
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let ready = move || {
            let _ = writeln!(std::io::stdout(), "{address}");
        };
        dispatcher::serve_with(config, listener, Arc::new(clock), ready, async move { drop(stopped.await) }).await?;
        Ok(())
    })
}
