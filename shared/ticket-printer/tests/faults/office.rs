//! One case: a printer, a cable, two slips, and somebody who puts things right in between.

use std::net::TcpListener;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::time::Duration;

use domain::ticket::SlipOutcome;
use test_printer::{CableFault, Condition, FaultKind, Plan, Proxy, RealTime, Settings, TestPrinter};
use ticket_printer::{Bitmap, Fence, Limits, PrintReport, PrinterConfig, PrinterLine, Target};

/// Cases that run at once; most of their time is spent waiting for a printer that says nothing.
const CASES_AT_ONCE: usize = 24;
/// Rows of a test slip.
pub(crate) const ROWS: usize = 160;
/// Dots across.
const WIDTH_DOTS: usize = 576;
/// How long a printer may take that does answer, in milliseconds.
const PATIENT_MILLIS: u64 = 20_000;
/// How long a printer is waited for that will not answer, in milliseconds.
const HASTY_MILLIS: u64 = 200;
/// How long a printer may take to come to rest.
const REST: Duration = Duration::from_secs(20);
/// Everything that somebody can put right.
const ALL_CONDITIONS: [Condition; 11] = [
    Condition::PaperOut,
    Condition::PaperNearEnd,
    Condition::CoverOpen,
    Condition::Offline,
    Condition::CutterStuck,
    Condition::RecoverableError,
    Condition::UnrecoverableError,
    Condition::Overheated,
    Condition::FeedButton,
    Condition::WaitingForOnline,
    Condition::Off,
];

/// What a printer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    Whole,
    FenceOnly,
    RealTimeOnly,
    Mute,
}

impl Voice {
    /// A quick printer with this voice.
    pub(crate) fn printer(self) -> Settings {
        let speaks = matches!(self, Self::Whole | Self::RealTimeOnly);
        Settings {
            rows_per_second: 100_000,
            feed_units_per_inch: 406,
            real_time: if speaks { RealTime::Always } else { RealTime::Never },
            answers_queued: self.finishes(),
            answers_process_id: self.finishes(),
            ..Settings::default()
        }
    }

    pub(crate) fn finishes(self) -> bool {
        matches!(self, Self::Whole | Self::FenceOnly)
    }
}

/// One case.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) voice: Voice,
    pub(crate) printer: Settings,
    pub(crate) fence: Fence,
    pub(crate) cable: Option<CableFault>,
    /// Most bytes that the cable passes on at once.
    pub(crate) piece_bytes: Option<usize>,
    /// Nobody listens at the printer's address.
    pub(crate) is_refused: bool,
    /// Nothing can be put right.
    pub(crate) stays_broken: bool,
    /// What may be reported of the first slip.
    pub(crate) expected: Vec<SlipOutcome>,
}

impl Case {
    pub(crate) fn new(name: &str, voice: Voice) -> Self {
        let any = [SlipOutcome::Printed, SlipOutcome::NotPrinted, SlipOutcome::Unknown];
        Self {
            name: name.to_owned(),
            voice,
            printer: voice.printer(),
            fence: Fence::Queued,
            cable: None,
            piece_bytes: None,
            is_refused: false,
            stays_broken: false,
            expected: any.to_vec(),
        }
    }

    pub(crate) fn expect(self, outcomes: &[SlipOutcome]) -> Self {
        Self { expected: outcomes.to_vec(), ..self }
    }

    pub(crate) fn config(&self, address: String, is_patient: bool) -> PrinterConfig {
        let wait = |answers: bool| if answers { PATIENT_MILLIS } else { HASTY_MILLIS };
        let speaks = self.printer.real_time != RealTime::Never && self.printer.reads && !self.cable_fails();
        let limits = Limits {
            connect_millis_max: PATIENT_MILLIS,
            answer_millis_max: wait(speaks) / 2,
            queue_millis_max: HASTY_MILLIS + 2 * self.printer.answer_delay_millis + self.printer.accept_millis,
            poll_millis: 50,
            stall_millis_max: HASTY_MILLIS,
            fence_millis_max: wait(is_patient),
            close_millis_max: HASTY_MILLIS,
            session_millis_max: 3 * PATIENT_MILLIS,
        };
        let target = Target::Tcp { address };
        PrinterConfig { target, fence: self.fence, limits, ..PrinterConfig::default() }
    }

    /// Whether answers may be lost on the way.
    fn cable_fails(&self) -> bool {
        self.cable.is_some_and(|fault| !matches!(fault.kind, FaultKind::Pause { .. }))
    }

    fn run(&self) {
        if self.is_refused {
            let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
            let report = PrinterLine::new(self.config(address.to_string(), true)).print("A001", &picture(1));
            assert_eq!(report.outcome, SlipOutcome::NotPrinted, "{report:?}");
            return;
        }
        let printer = TestPrinter::start(self.printer.clone()).unwrap();
        let cable = Proxy::start(printer.address(), Plan { fault: self.cable, piece_bytes: self.piece_bytes }).unwrap();
        let has_cable = self.cable.is_some() || self.piece_bytes.is_some();
        let address = if has_cable { cable.address() } else { printer.address() };
        let print = |number, is_patient| {
            let name = format!("A{number:03}");
            PrinterLine::new(self.config(address.to_string(), is_patient)).print(&name, &picture(number))
        };
        let first = print(1, self.expected == [SlipOutcome::Printed]);
        assert!(self.expected.contains(&first.outcome), "{first:?} instead of {:?}", self.expected);
        if self.stays_broken {
            assert_eq!(printer.look(|device| device.slips_cut()), 0);
            return;
        }
        put_right(&printer);
        assert!(printer.wait_for_rest(1, REST), "the printer does not come to rest");
        let second = print(2, self.voice.finishes());
        assert!(printer.wait_for_rest(2, REST), "the printer does not come to rest again");
        let expected = if self.voice.finishes() { SlipOutcome::Printed } else { SlipOutcome::Unknown };
        assert_eq!(second.outcome, expected, "the slip after it: {second:?}");
        let slips = printer.take_slips();
        for (number, report) in [(1, &first), (2, &second)] {
            let times = slips.iter().map(|slip| times_on(&slip.rows, &picture(number))).sum();
            assert_tells_the_truth(number, report, times);
        }
    }
}

/// Somebody loads paper, closes what is open and presses what is to be pressed.
pub(crate) fn put_right(printer: &TestPrinter) {
    for condition in ALL_CONDITIONS {
        printer.set(condition, false);
    }
}

fn assert_tells_the_truth(number: u64, report: &PrintReport, times: usize) {
    let is_true = match report.outcome {
        SlipOutcome::Printed => times == 1 && report.reason.is_none(),
        SlipOutcome::NotPrinted => times == 0 && report.reason.is_some(),
        SlipOutcome::Unknown => times <= 1 && report.reason.is_some(),
    };
    assert!(is_true, "slip {number} is on paper {times} times, and what is reported is {report:?}");
}

/// How often a whole picture is on a strip of paper.
fn times_on(paper: &[Vec<u8>], picture: &Bitmap) -> usize {
    paper.windows(picture.height_dots()).filter(|window| *window == picture.rows()).count()
}

/// A slip that no other number has: a bar for each bit of the number, white parts, and noise. None of its bytes is one
/// that would be taken out of a picture.
pub(crate) fn picture(number: u64) -> Bitmap {
    picture_across(WIDTH_DOTS, number)
}

/// Such a slip for other paper.
pub(crate) fn picture_across(width_dots: usize, number: u64) -> Bitmap {
    let mut bitmap = Bitmap::white(width_dots, ROWS);
    let mut seed = number;
    for y in 10..ROWS {
        if (60..90).contains(&y) {
            continue;
        }
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        bitmap.blacken(usize::try_from(seed >> 40).unwrap() % (width_dots / 8) * 8, y);
        for bit in (0..16).filter(|bit| number & (1 << bit) != 0) {
            bitmap.blacken(bit * 20, y);
        }
    }
    bitmap
}

/// Runs cases side by side and names every one that fails.
pub(crate) fn run_all(cases: impl IntoIterator<Item = Case>) {
    let cases: Vec<_> = cases.into_iter().collect();
    let count = cases.len();
    let waiting = Mutex::new(cases.into_iter());
    let failures = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..CASES_AT_ONCE.min(count) {
            scope.spawn(|| {
                loop {
                    let next = waiting.lock().unwrap().next();
                    let Some(case) = next else { return };
                    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| case.run())) {
                        let why = panic.downcast_ref::<String>().cloned();
                        let why = why.or_else(|| panic.downcast_ref::<&str>().map(|why| (*why).to_owned()));
                        let name = format!("{}, {:?}, {:?}", case.name, case.voice, case.fence);
                        failures.lock().unwrap().push(format!("{name}: {}", why.unwrap_or_default()));
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{} of {count} cases:\n{}", failures.len(), failures.join("\n"));
}
