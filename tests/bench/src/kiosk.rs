//! How long a kiosk takes from its start, from a touch and from a crash to the picture, and what it costs at rest.
//!
//! The real program runs as a process of its own, without a display but drawing every frame into memory with the
//! renderer it has on a screen; the dispatcher keeps its journal on the disk.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use client::new_command_id;
use domain::ids::ServiceId;

use crate::engine_day::take;
use crate::figures::{percentile_millis, print, print_target};
use crate::hub;
use crate::load::Office;

/// The first frame may take so long from the start of the process, in milliseconds.
const FIRST_FRAME_MILLIS_MAX: f64 = 1_000.0;
/// The number may be on the screen so long after a commit takes, in milliseconds.
const BEHIND_COMMIT_MILLIS_MAX: f64 = 50.0;
/// The frame of another page may take so long, in milliseconds.
const FRAME_MILLIS_MAX: f64 = 16.0;
/// After a crash the number may be on the screen again after so long, in milliseconds.
const RESUME_MILLIS_MAX: f64 = 2_000.0;
/// A kiosk at rest may use so much of a processor, in per cent.
const IDLE_CPU_PER_CENT_MAX: f64 = 0.5;
/// Its memory may be so large, in mebibytes.
const MEMORY_MEBIBYTES_MAX: f64 = 150.0;
/// Longer than any disk takes.
const DISK_MAX: Duration = Duration::from_secs(10);
/// Processor time is counted in hundredths of a second.
const CPU_TICKS_PER_SECOND: f64 = 100.0;

/// What is measured how often.
pub(crate) struct Plan {
    /// The program, such as `target/release/sportello`.
    pub(crate) program: PathBuf,
    /// Starts, and as many crashes.
    pub(crate) starts: usize,
    /// Tickets.
    pub(crate) tickets: usize,
    /// How long it rests.
    pub(crate) idle: Duration,
}

pub(crate) fn run(plan: &Plan, dir: &Path) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let office = runtime.block_on(Office::open(dir))?;
    let folder = tempfile::tempdir_in(dir)?;
    let state = folder.path().join("kiosk.json");
    let start = || Kiosk::start(&plan.program, office.url(), &state);
    let service = hub::catalog().services.first().map(|service| service.id.clone()).context("a hub has a service")?;

    let (mut firsts, mut references) = (Vec::new(), Vec::new());
    for _ in 0..plan.starts {
        references.push(start_and_end(&plan.program)?);
        let (kiosk, first) = start()?;
        firsts.push(first);
        kiosk.end()?;
    }
    print("");
    print("from the start of the process, in milliseconds");
    row("first frame", &firsts);
    row("reference: --version and gone", &references);
    target("first frame, median", percentile_millis(&firsts, 0.5), FIRST_FRAME_MILLIS_MAX, "ms");

    let (mut kiosk, _) = start()?;
    kiosk.ask("wait home")?;
    let client = office.client()?;
    let mut taps = Taps::default();
    for _ in 0..plan.tickets {
        kiosk.tap(&service, &mut taps)?;
        let begun = Instant::now();
        runtime.block_on(client.send(&new_command_id(), &take(&service)))?;
        taps.commits.push(begun.elapsed());
    }
    taps.print();

    let mut resumed = Vec::new();
    for _ in 0..plan.starts {
        let code = kiosk.ticket(&service)?;
        wait_for_disk(&state)?;
        kiosk.crash()?;
        let begun = Instant::now();
        (kiosk, _) = start()?;
        let shown = kiosk.ask("wait ticket")?;
        kiosk.ask("frames")?;
        resumed.push(begun.elapsed());
        ensure!(shown == code, "'{shown}' is on the screen after the crash, where '{code}' was");
        kiosk.ask("home")?;
    }
    print("");
    print("killed with the number on the screen, until it is there again, in milliseconds");
    row("from the new process on", &resumed);
    let slowest = resumed.iter().max().map_or(f64::NAN, |time| time.as_secs_f64() * 1e3);
    target("number again after a crash, slowest", slowest, RESUME_MILLIS_MAX, "ms");

    kiosk.rest(plan.idle)?;
    kiosk.end()?;
    runtime.block_on(office.close())
}

/// Until the disk has the number and that there is no slip: there is no printer.
fn wait_for_disk(state: &Path) -> anyhow::Result<()> {
    let begun = Instant::now();
    while !std::fs::read_to_string(state).is_ok_and(|text| text.contains("\"slip\":\"not_printed\"")) {
        ensure!(begun.elapsed() < DISK_MAX, "the number on the screen is not on the disk");
        std::thread::sleep(Duration::from_millis(1));
    }
    Ok(())
}

/// How long a process of this program takes that does nothing.
fn start_and_end(program: &Path) -> anyhow::Result<Duration> {
    let begun = Instant::now();
    let output = Command::new(program).arg("--version").output().with_context(|| how_to_build(program))?;
    ensure!(output.status.success(), "{} --version failed", program.display());
    Ok(begun.elapsed())
}

fn how_to_build(program: &Path) -> String {
    format!("cannot start {}: cargo build --release -p launcher", program.display())
}

#[derive(Default)]
struct Taps {
    /// From the touch to the frame with the number.
    tickets: Vec<Duration>,
    /// The same ticket without a screen.
    commits: Vec<Duration>,
    /// From a touch to the frame of another page.
    pages: Vec<Duration>,
    /// Drawing that frame alone.
    frames: Vec<Duration>,
}

impl Taps {
    fn print(&self) {
        print("");
        print(format_args!("{} tickets, 1080 by 1920, software renderer, in milliseconds", self.tickets.len()));
        row("tap to the number's frame", &self.tickets);
        row("reference: commit answered", &self.commits);
        row("tap to another page's frame", &self.pages);
        row("drawing that frame", &self.frames);
        let behind = percentile_millis(&self.tickets, 0.99) - percentile_millis(&self.commits, 0.99);
        target("tap to number, p99, behind a commit's p99", behind, BEHIND_COMMIT_MILLIS_MAX, "ms");
        target("frame of another page, median", percentile_millis(&self.frames, 0.5), FRAME_MILLIS_MAX, "ms");
        target("frame of another page, p99", percentile_millis(&self.frames, 0.99), FRAME_MILLIS_MAX, "ms");
    }
}

fn row(name: &str, times: &[Duration]) {
    let (half, most) = (percentile_millis(times, 0.5), percentile_millis(times, 0.99));
    print(format_args!("{name:<32} p50 {half:>8.2}   p99 {most:>8.2}"));
}

fn target(name: &str, found: f64, most: f64, unit: &str) {
    print_target(&format!("{name} <= {most} {unit}"), &format!("{found:.2} {unit}"), found <= most);
}

/// The program as a process that is told lines and answers each.
struct Kiosk {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Kiosk {
    /// Starts it, and says how long its first frame took.
    fn start(program: &Path, url: &str, state: &Path) -> anyhow::Result<(Self, Duration)> {
        let begun = Instant::now();
        let mut child = Command::new(program)
            .args(["kiosk", "--headless", "--silent", "--size", "1080x1920", "--dispatcher", url, "--state"])
            .arg(state)
            .env("SPORTELLO_LOG", "error")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| how_to_build(program))?;
        let input = child.stdin.take().context("no way in")?;
        let output = BufReader::new(child.stdout.take().context("no way out")?);
        let mut kiosk = Self { child, input, output };
        let (drawn, _) = kiosk.frames()?;
        ensure!(drawn > 0, "the kiosk has drawn nothing");
        Ok((kiosk, begun.elapsed()))
    }

    /// Says a line and gives what follows `done` in the answer.
    fn ask(&mut self, line: &str) -> anyhow::Result<String> {
        writeln!(self.input, "{line}")?;
        let mut answer = String::new();
        self.output.read_line(&mut answer)?;
        match answer.trim().strip_prefix("done") {
            Some(rest) => Ok(rest.trim().to_owned()),
            None => bail!("the kiosk answered '{}' to '{line}'", answer.trim()),
        }
    }

    /// How many frames were drawn, the one that is due among them, and how long the last one took.
    fn frames(&mut self) -> anyhow::Result<(u64, Duration)> {
        let answer = self.ask("frames")?;
        let (count, micros) = answer.split_once(' ').context("two numbers")?;
        Ok((count.parse()?, Duration::from_micros(micros.parse()?)))
    }

    /// A touch that leads to another page, until its frame is drawn.
    fn turn(&mut self, line: &str, taps: &mut Taps) -> anyhow::Result<()> {
        let begun = Instant::now();
        self.ask(line)?;
        let (_, drawing) = self.frames()?;
        taps.pages.push(begun.elapsed());
        taps.frames.push(drawing);
        Ok(())
    }

    /// One person with all their touches.
    fn tap(&mut self, service: &ServiceId, taps: &mut Taps) -> anyhow::Result<()> {
        self.turn("area registry", taps)?;
        self.turn(&format!("service {service}"), taps)?;
        let begun = Instant::now();
        self.ask("take")?;
        self.ask("wait ticket")?;
        self.frames()?;
        taps.tickets.push(begun.elapsed());
        self.turn("home", taps)
    }

    /// Takes a number and leaves it on the screen.
    fn ticket(&mut self, service: &ServiceId) -> anyhow::Result<String> {
        for line in ["wait home", "area registry", &format!("service {service}"), "take"] {
            self.ask(line)?;
        }
        let code = self.ask("wait ticket")?;
        self.ask("wait slip")?;
        self.frames()?;
        Ok(code)
    }

    /// As a power cut for this program alone.
    fn crash(mut self) -> anyhow::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    fn rest(&mut self, time: Duration) -> anyhow::Result<()> {
        self.ask("wait home")?;
        self.frames()?;
        let (before, used) = (self.frames()?.0, self.cpu_seconds()?);
        let begun = Instant::now();
        std::thread::sleep(time);
        let (used, elapsed) = (self.cpu_seconds()? - used, begun.elapsed());
        let drawn = self.frames()?.0 - before;
        print("");
        print(format_args!("{} s at rest on the first page: {drawn} frames drawn", elapsed.as_secs()));
        target("processor at rest", used / elapsed.as_secs_f64() * 100.0, IDLE_CPU_PER_CENT_MAX, "%");
        target("memory", self.memory_mebibytes()?, MEMORY_MEBIBYTES_MAX, "MiB");
        Ok(())
    }

    /// Processor time of all its threads, as the system counts it.
    fn cpu_seconds(&self) -> anyhow::Result<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let fields = stat.rsplit_once(')').context("a name in brackets")?.1;
        let ticks = fields.split_whitespace().skip(11).take(2).map(str::parse::<f64>);
        Ok(ticks.sum::<Result<f64, _>>()? / CPU_TICKS_PER_SECOND)
    }

    fn memory_mebibytes(&self) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1_024.0)
    }

    /// Has it end by itself.
    fn end(mut self) -> anyhow::Result<()> {
        self.ask("quit")?;
        ensure!(self.child.wait()?.success(), "the kiosk ended with an error");
        Ok(())
    }
}

impl Drop for Kiosk {
    /// None outlives a measurement that has failed.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
