//! The dispatcher as a process of its own, so that it can be killed like one.

use std::path::Path;
use std::process::{ExitStatus, Stdio};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::{STORY_TIME, hub_file_path, in_time};

/// A running process; killed when it is dropped.
pub struct Process {
    child: Child,
    address: String,
}

/// How a process ended.
#[derive(Debug)]
pub struct Ended {
    /// Its exit code.
    pub status: ExitStatus,
    /// What it said about it.
    pub errors: String,
}

impl Process {
    /// Starts `program` (see `src/bin/bare_dispatcher.rs`) on the sample hub and a journal.
    ///
    /// # Errors
    /// How it ended, where it did not begin to serve.
    ///
    /// # Panics
    /// When the program cannot be run at all.
    pub async fn start(program: &str, journal: &Path) -> Result<Self, Ended> {
        Self::start_hub(program, &hub_file_path(), journal).await
    }

    /// Starts `program` on another hub file and a journal.
    ///
    /// # Errors
    /// How it ended, where it did not begin to serve.
    ///
    /// # Panics
    /// When the program cannot be run at all.
    pub async fn start_hub(program: &str, hub: &Path, journal: &Path) -> Result<Self, Ended> {
        let mut child = Command::new(program)
            .arg(hub)
            .arg(journal)
            .arg(STORY_TIME)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the program runs");
        let mut lines = BufReader::new(child.stdout.take().expect("its output is read")).lines();
        match in_time(lines.next_line()).await.expect("its output can be read") {
            Some(address) => Ok(Self { child, address }),
            None => Err(ended(child).await),
        }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Ends it as a power cut would: `kill -9`.
    ///
    /// # Panics
    /// When it cannot be killed.
    pub async fn kill(mut self) {
        in_time(self.child.kill()).await.expect("the process can be killed");
    }

    /// Stops it cleanly and says how it ended.
    pub async fn stop(mut self) -> Ended {
        drop(self.child.stdin.take());
        ended(self.child).await
    }

    /// Waits until it ends by itself.
    pub async fn ended(self) -> Ended {
        ended(self.child).await
    }
}

async fn ended(mut child: Child) -> Ended {
    let mut errors = String::new();
    if let Some(stderr) = &mut child.stderr {
        in_time(stderr.read_to_string(&mut errors)).await.expect("what it said can be read");
    }
    Ended { status: in_time(child.wait()).await.expect("it ends"), errors }
}
