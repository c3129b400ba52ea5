//! Another role of this same program, started as a process of its own.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use crate::LOG_VARIABLE;

/// How long a process may take to answer one line, in seconds.
const ANSWER_SECONDS_MAX: u64 = 60;

/// How long a process may take to end when it is asked to, in seconds.
const END_SECONDS_MAX: u64 = 5;
/// How often a process that is ending is looked at, in milliseconds.
const LOOK_MILLIS: u64 = 20;
/// What the processes of the demo log unless they are told otherwise: the demo tells the story itself.
const LOG_OF_CHILDREN: &str = "warn";

/// A running role whose standard input and output are lines of a conversation.
pub(crate) struct Role {
    name: String,
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
}

impl Role {
    /// Starts this program with `arguments`.
    pub(crate) fn start(name: &str, arguments: &[String]) -> anyhow::Result<Self> {
        let program = std::env::current_exe().context("cannot find this program's own file")?;
        let mut child = Command::new(program)
            .args(arguments)
            .arg("--with-parent")
            .env(LOG_VARIABLE, std::env::var_os(LOG_VARIABLE).unwrap_or_else(|| LOG_OF_CHILDREN.into()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start the {name}"))?;
        let input = child.stdin.take();
        let output = child.stdout.take().with_context(|| format!("the {name} has no output"))?;
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Ok(Self { name: name.to_owned(), child, input, lines })
    }

    /// The next line the process says.
    pub(crate) fn hear(&mut self) -> anyhow::Result<String> {
        self.lines
            .recv_timeout(Duration::from_secs(ANSWER_SECONDS_MAX))
            .with_context(|| format!("the {} said nothing for {ANSWER_SECONDS_MAX} s or ended", self.name))
    }

    /// Says a line and gives what follows `done` in the answer.
    pub(crate) fn ask(&mut self, line: &str) -> anyhow::Result<String> {
        let input = self.input.as_mut().with_context(|| format!("the {} has ended", self.name))?;
        writeln!(input, "{line}").with_context(|| format!("the {} does not listen", self.name))?;
        let answer = self.hear()?;
        match answer.strip_prefix("done") {
            Some(rest) => Ok(rest.trim().to_owned()),
            None => bail!("the {} answered '{answer}' to '{line}'", self.name),
        }
    }

    /// Whether the process has ended.
    ///
    /// # Errors
    /// When it ended with an error; its reason stands on standard error already.
    pub(crate) fn has_ended(&mut self) -> anyhow::Result<bool> {
        match self.child.try_wait().with_context(|| format!("cannot look after the {}", self.name))? {
            None => Ok(false),
            Some(status) if status.success() => Ok(true),
            Some(status) => bail!("the {} ended with an error ({status}); its reason stands above", self.name),
        }
    }

    /// Kills the process at once, as a power cut would.
    pub(crate) fn kill(mut self) -> anyhow::Result<()> {
        self.child.kill().with_context(|| format!("cannot stop the {}", self.name))?;
        self.child.wait().with_context(|| format!("cannot wait for the {}", self.name))?;
        Ok(())
    }
}

impl Drop for Role {
    /// The end of its input asks the process to end; one that does not is killed: none may outlive the demo.
    fn drop(&mut self) {
        drop(self.input.take());
        let deadline = Instant::now() + Duration::from_secs(END_SECONDS_MAX);
        while Instant::now() < deadline {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(LOOK_MILLIS));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
