//! A busy week at once.

use std::time::Duration;

use domain::ticket::SlipOutcome;
use test_printer::{Settings, TestPrinter};
use ticket_printer::{PrinterConfig, PrinterLine, Target};

use crate::office::{Voice, picture};

/// Slips in a row.
const SLIPS: u64 = 1_000;
/// Slips after which the program has all the memory it needs.
const SETTLED_SLIPS: u64 = 200;
/// How much more memory the rest may take, in kibibytes: much less than the pictures of those slips.
const GROWTH_KIB_MAX: u64 = 4_096;

/// Memory of this process, in kibibytes.
fn memory_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

/// The head is slower than the line and its buffer holds a fraction of a slip, so every slip waits for its paper.
#[test]
fn a_thousand_slips_in_a_row_come_out_once_each_in_order_and_memory_does_not_grow() {
    let printer = Settings { buffer_bytes: 2_048, rows_per_second: 80_000, ..Voice::Whole.printer() };
    let printer = TestPrinter::start(printer).unwrap();
    let target = Target::Tcp { address: printer.address().to_string() };
    let mut line = PrinterLine::new(PrinterConfig { target, ..PrinterConfig::default() });
    let mut settled_kib = 0;
    for number in 1..=SLIPS {
        let slip = picture(number);
        let report = line.print("A001", &slip);
        assert_eq!((report.outcome, report.reason), (SlipOutcome::Printed, None), "slip {number}");
        let printed = printer.take_slips();
        assert_eq!(printed.len(), 1, "slip {number}");
        assert!(printed[0].rows == slip.rows(), "slip {number} is another");
        if number == SETTLED_SLIPS {
            settled_kib = memory_kib();
        }
    }
    assert!(printer.wait_for_rest(SLIPS as usize, Duration::from_secs(20)));
    printer.look(|device| {
        assert_eq!((device.slips_cut(), device.uncut_rows(), device.unknown()), (SLIPS as usize, 0, &[][..]))
    });
    let growth_kib = memory_kib().saturating_sub(settled_kib);
    assert!(growth_kib <= GROWTH_KIB_MAX, "memory has grown by {growth_kib} KiB from {settled_kib}");
}
