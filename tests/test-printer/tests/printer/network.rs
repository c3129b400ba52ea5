//! The printer and the cable over real sockets.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use test_printer::control::{self, Request};
use test_printer::{CableFault, Condition, FaultKind, Plan, Proxy, SecondConnection, Settings, TestPrinter};

use crate::{FENCE, job};

/// How long anything may take.
const LIMIT: Duration = Duration::from_secs(30);

fn fast() -> Settings {
    Settings { width_dots: 8, rows_per_second: 100_000, ..Settings::default() }
}

fn dial(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(LIMIT)).unwrap();
    stream
}

/// Sends a job and a fence and reads the answer; `None` at the end of the connection.
fn print(stream: &mut TcpStream, rows: &[u8]) -> std::io::Result<Option<u8>> {
    stream.write_all(&job(rows))?;
    stream.write_all(&FENCE)?;
    let mut answer = [0];
    Ok((stream.read(&mut answer)? == 1).then_some(answer[0]))
}

#[test]
fn slips_come_out_over_connection_after_connection() {
    let printer = TestPrinter::start(fast()).unwrap();
    for slip in 1..=3 {
        assert_eq!(print(&mut dial(printer.address()), &[slip, 7]).unwrap(), Some(0));
    }
    assert!(printer.wait_for_rest(3, LIMIT));
    let rows: Vec<_> = printer.take_slips().into_iter().map(|slip| slip.rows.concat()).collect();
    assert_eq!(rows, [[1, 7], [2, 7], [3, 7]]);
    printer.look(|device| assert_eq!((device.slips_cut(), device.unknown()), (3, &[][..])));
}

#[test]
fn a_second_connection_waits_is_reset_or_hangs() {
    for second in [SecondConnection::Waits, SecondConnection::IsReset, SecondConnection::Hangs] {
        let printer = TestPrinter::start(Settings { second_connection: second, ..fast() }).unwrap();
        let mut first = dial(printer.address());
        assert_eq!(print(&mut first, &[1]).unwrap(), Some(0));
        let mut waiting = dial(printer.address());
        match second {
            SecondConnection::Waits => {
                drop(first);
                assert_eq!(print(&mut waiting, &[2]).unwrap(), Some(0));
            }
            SecondConnection::IsReset => {
                assert!(print(&mut waiting, &[2]).is_err());
                assert_eq!(print(&mut first, &[2]).unwrap(), Some(0));
            }
            SecondConnection::Hangs => {
                waiting.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
                let error = print(&mut waiting, &[3]).unwrap_err();
                assert!(matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), "{error}");
                assert_eq!(print(&mut first, &[2]).unwrap(), Some(0));
            }
        }
        assert_eq!(printer.look(|device| device.slips_cut()), 2, "{second:?}");
    }
}

#[test]
fn a_full_printer_takes_no_more_and_what_was_underway_comes_out_later() {
    let printer = TestPrinter::start(Settings { buffer_bytes: 64, conditions: vec![Condition::PaperOut], ..fast() });
    let printer = printer.unwrap();
    let mut stream = dial(printer.address());
    stream.write_all(&job(&[5; 200])).unwrap();
    assert!(printer.wait_until(LIMIT, |device| device.room_bytes() == 0));
    assert_eq!(printer.look(|device| device.received_bytes()), 64);
    drop(stream);
    printer.set(Condition::PaperOut, false);
    assert!(printer.wait_for_rest(1, LIMIT));
    assert_eq!(printer.take_slips()[0].rows.len(), 200);
}

#[test]
fn a_printer_that_is_switched_off_resets_whoever_calls_and_comes_back() {
    let printer = TestPrinter::start(fast()).unwrap();
    let mut stream = dial(printer.address());
    assert_eq!(print(&mut stream, &[1]).unwrap(), Some(0));
    printer.set(Condition::Off, true);
    assert_eq!(stream.read(&mut [0]).unwrap_err().kind(), ErrorKind::ConnectionReset);
    assert!(print(&mut dial(printer.address()), &[2]).is_err());
    printer.set(Condition::Off, false);
    assert_eq!(print(&mut dial(printer.address()), &[3]).unwrap(), Some(0));
    assert_eq!(printer.look(|device| device.slips_cut()), 2);
}

#[test]
fn a_cable_fails_at_its_byte_and_is_whole_in_the_next_connection() {
    let kinds = [FaultKind::Reset, FaultKind::Finish, FaultKind::HalfClose, FaultKind::Stall];
    for (kind, at_byte) in kinds.into_iter().flat_map(|kind| [0, 11, 13].map(|at_byte| (kind, at_byte))) {
        let printer = TestPrinter::start(fast()).unwrap();
        let fault = Some(CableFault { at_byte, kind, connection: 0 });
        let cable = Proxy::start(printer.address(), Plan { fault, piece_bytes: Some(1) }).unwrap();
        let mut stream = dial(cable.address());
        stream.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
        let end = print(&mut stream, &[1, 2, 3]);
        match kind {
            FaultKind::Reset => assert!(end.is_err(), "{end:?}"),
            FaultKind::Finish | FaultKind::HalfClose => assert_ne!(end.ok().flatten(), Some(0)),
            FaultKind::Stall | FaultKind::Pause { .. } => assert!(end.is_err(), "{end:?}"),
        }
        drop(stream);
        if kind == FaultKind::HalfClose {
            assert!(printer.wait_until(LIMIT, |device| device.slips_cut() == 1), "the bytes went on");
        } else {
            assert!(printer.wait_for_rest(1, LIMIT));
            assert!(printer.look(|device| device.received_bytes()) <= at_byte, "{kind:?} at {at_byte}");
        }
        assert!(printer.wait_for_rest(1, LIMIT));
        assert_eq!(print(&mut dial(cable.address()), &[9]).unwrap(), Some(0), "{kind:?} at {at_byte}");
    }
}

#[test]
fn a_printer_is_told_what_to_do_from_outside() {
    let printer = Arc::new(TestPrinter::start(fast()).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let told = printer.clone();
    // It has no end of its own and goes with the test.
    std::thread::spawn(move || control::serve(&listener, &told));
    control::ask(address, Request::Set(Condition::PaperOut)).unwrap();
    assert!(printer.look(|device| device.has(Condition::PaperOut)));
    control::ask(address, Request::Clear(Condition::PaperOut)).unwrap();
    print(&mut dial(printer.address()), &[1]).unwrap();
    let answer = control::ask(address, Request::Look).unwrap();
    assert_eq!((answer.slips_cut, answer.mistake.as_str()), (1, ""));
    let mut stream = dial(address);
    stream.write_all(b"{\"set\":\"on_fire\"}\n").unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    assert!(text.contains("on_fire"), "{text}");
}

#[test]
fn a_cable_that_pauses_and_a_printer_slow_to_accept_lose_nothing() {
    let printer = TestPrinter::start(Settings { accept_millis: 50, ..fast() }).unwrap();
    let fault = Some(CableFault { at_byte: 11, kind: FaultKind::Pause { millis: 50 }, connection: 0 });
    let cable = Proxy::start(printer.address(), Plan { fault, piece_bytes: Some(1) }).unwrap();
    assert_eq!(print(&mut dial(cable.address()), &[1, 2, 3]).unwrap(), Some(0));
    assert_eq!(printer.look(|device| device.slips_cut()), 1);
}
