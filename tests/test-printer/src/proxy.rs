//! A cable in front of a printer that fails at a byte.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::wire;

/// Bytes taken from the line at once.
const PIECE_BYTES: usize = 4_096;

/// How a cable fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// Both ends see the connection reset.
    Reset,
    /// Both ends see the connection closed.
    Finish,
    /// The printer hangs up, but goes on taking bytes.
    HalfClose,
    /// Nothing passes any more in either direction.
    Stall,
    /// Nothing passes to the printer for so long, in milliseconds, and then everything does.
    Pause {
        /// How long.
        millis: u64,
    },
}

/// A failure of the cable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CableFault {
    /// Bytes that pass to the printer before it, in this connection.
    pub at_byte: u64,
    /// What happens then.
    pub kind: FaultKind,
    /// In which connection, counted from 0.
    pub connection: usize,
}

/// What a cable does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Where it fails.
    pub fault: Option<CableFault>,
    /// Most bytes passed on at once.
    pub piece_bytes: Option<usize>,
}

/// A cable that lies until it is dropped.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    printer: SocketAddr,
    plan: Plan,
    has_stopped: AtomicBool,
    connections: AtomicUsize,
    passed_bytes: AtomicU64,
    lines: Mutex<Vec<JoinHandle<()>>>,
}

impl Proxy {
    /// Lays a cable to a printer, from a free port of this machine.
    ///
    /// # Errors
    /// When the system refuses a port or a thread.
    pub fn start(printer: SocketAddr, plan: Plan) -> io::Result<Self> {
        Self::start_at(wire::any_port(), printer, plan)
    }

    /// Lays a cable to a printer, from this address.
    ///
    /// # Errors
    /// When the address is taken or the system refuses a thread.
    pub fn start_at(address: SocketAddr, printer: SocketAddr, plan: Plan) -> io::Result<Self> {
        let listener = wire::listen(address)?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            printer,
            plan,
            has_stopped: AtomicBool::new(false),
            connections: AtomicUsize::new(0),
            passed_bytes: AtomicU64::new(0),
            lines: Mutex::default(),
        });
        let of_thread = shared.clone();
        let thread =
            std::thread::Builder::new().name("cable".to_owned()).spawn(move || accept(&of_thread, &listener))?;
        Ok(Self { address, shared, thread: Some(thread) })
    }

    /// Where it begins.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Bytes that ever passed to the printer.
    #[must_use]
    pub fn passed_bytes(&self) -> u64 {
        self.shared.passed_bytes.load(Ordering::Acquire)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.has_stopped.store(true, Ordering::Release);
        wire::wake(self.address);
        let lines = std::mem::take(&mut *self.shared.lines.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in self.thread.take().into_iter().chain(lines) {
            // A thread that failed has said so already.
            let _ = thread.join();
        }
    }
}

fn accept(shared: &Arc<Shared>, listener: &TcpListener) {
    for stream in listener.incoming() {
        if shared.has_stopped.load(Ordering::Acquire) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let number = shared.connections.fetch_add(1, Ordering::AcqRel);
        let of_line = shared.clone();
        let line = std::thread::spawn(move || {
            // A cable that cannot be laid or breaks off is what it is for; both ends see it.
            let _ = Line::run(&of_line, stream, number);
        });
        shared.lines.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    }
}

/// One connection.
struct Line<'a> {
    shared: &'a Shared,
    client: TcpStream,
    printer: TcpStream,
    fault: Option<CableFault>,
    passed: u64,
    /// Set where answers must not pass any more.
    is_deaf: Arc<AtomicBool>,
}

impl Line<'_> {
    fn run(shared: &Shared, client: TcpStream, number: usize) -> io::Result<()> {
        let printer = TcpStream::connect(shared.printer)?;
        wire::prepare(&client)?;
        wire::prepare(&printer)?;
        let is_deaf = Arc::new(AtomicBool::new(false));
        let (from, to, deaf) = (printer.try_clone()?, client.try_clone()?, is_deaf.clone());
        let answers = std::thread::spawn(move || pass_answers(from, to, &deaf));
        let fault = shared.plan.fault.filter(|fault| fault.connection == number);
        let mut line = Line { shared, client, printer, fault, passed: 0, is_deaf };
        let failed = line.pass();
        line.end(answers, failed);
        Ok(())
    }

    /// Passes bytes on to the printer until an end is seen or the cable fails.
    fn pass(&mut self) -> Option<FaultKind> {
        let mut piece = [0; PIECE_BYTES];
        while !self.shared.has_stopped.load(Ordering::Acquire) {
            if let Some(fault) = self.fault.filter(|fault| fault.at_byte <= self.passed) {
                self.fault = None;
                match fault.kind {
                    FaultKind::Reset | FaultKind::Finish => return Some(fault.kind),
                    FaultKind::HalfClose => {
                        self.is_deaf.store(true, Ordering::Release);
                        self.client.shutdown(Shutdown::Write).ok()?;
                    }
                    FaultKind::Pause { millis } => std::thread::sleep(Duration::from_millis(millis)),
                    FaultKind::Stall => {
                        self.is_deaf.store(true, Ordering::Release);
                        self.swallow();
                        return Some(fault.kind);
                    }
                }
            }
            match self.client.read(&mut piece[..self.bytes_before_fault()]) {
                Ok(0) => return None,
                Ok(length) => self.pass_on(&piece[..length]).ok()?,
                Err(error) if wire::is_silence(&error) => {}
                Err(_) => return Some(FaultKind::Reset),
            }
        }
        None
    }

    fn bytes_before_fault(&self) -> usize {
        let left = self.fault.map_or(u64::MAX, |fault| fault.at_byte - self.passed);
        usize::try_from(left).unwrap_or(PIECE_BYTES).min(PIECE_BYTES)
    }

    fn pass_on(&mut self, bytes: &[u8]) -> io::Result<()> {
        for piece in bytes.chunks(self.shared.plan.piece_bytes.unwrap_or(PIECE_BYTES)) {
            self.printer.write_all(piece)?;
            self.passed += piece.len() as u64;
            self.shared.passed_bytes.fetch_add(piece.len() as u64, Ordering::AcqRel);
        }
        Ok(())
    }

    /// Takes what the client sends and lets none of it through, until the client ends.
    fn swallow(&mut self) {
        let mut piece = [0; PIECE_BYTES];
        while !self.shared.has_stopped.load(Ordering::Acquire) {
            match self.client.read(&mut piece) {
                Ok(0) => return,
                Ok(_) => {}
                Err(error) if wire::is_silence(&error) => {}
                Err(_) => return,
            }
        }
    }

    /// Ends both connections in the way they failed.
    fn end(self, answers: JoinHandle<()>, failed: Option<FaultKind>) {
        let is_reset = failed == Some(FaultKind::Reset);
        if is_reset {
            self.is_deaf.store(true, Ordering::Release);
        }
        // The thread of the answers ends once it can read no more; either end may be gone already.
        let _ = self.printer.shutdown(if is_reset { Shutdown::Read } else { Shutdown::Write });
        if failed.is_some() {
            let _ = self.printer.shutdown(Shutdown::Read);
        }
        // A thread that failed has said so already.
        let _ = answers.join();
        if is_reset {
            wire::reset(self.client);
            wire::reset(self.printer);
        }
    }
}

/// Passes answers on to the client until the printer ends.
fn pass_answers(mut printer: TcpStream, mut client: TcpStream, is_deaf: &AtomicBool) {
    let mut piece = [0; PIECE_BYTES];
    loop {
        match printer.read(&mut piece) {
            Ok(length) if length > 0 => {
                if !is_deaf.load(Ordering::Acquire) && client.write_all(&piece[..length]).is_err() {
                    return;
                }
            }
            Err(error) if wire::is_silence(&error) => {}
            Ok(_) | Err(_) => break,
        }
    }
    if !is_deaf.load(Ordering::Acquire) {
        // The client may be gone already.
        let _ = client.shutdown(Shutdown::Write);
    }
}
