//! A printer on the network or on a terminal: a thread for its line, a thread for its head.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::device::{Device, PaperSlip, Received};
use crate::settings::{Condition, SecondConnection, Settings};
use crate::terminal::Terminal;
use crate::wire;

/// Shortest time the head's thread rests while it prints, in milliseconds.
const HEAD_REST_MILLIS: u64 = 1;
/// Longest time the head's thread rests, in milliseconds.
const HEAD_REST_MILLIS_MAX: u64 = 500;
/// Bytes taken from the line at once.
const PIECE_BYTES: usize = 4_096;

/// A printer that runs until it is dropped.
#[derive(Debug)]
pub struct TestPrinter {
    address: Option<SocketAddr>,
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    has_changed: Condvar,
    switched_on: Instant,
}

#[derive(Debug)]
struct State {
    device: Device,
    /// Where the printer's answers go while somebody is connected.
    line: Option<Line>,
    connections: usize,
    has_stopped: bool,
}

/// Where answers go.
#[derive(Debug)]
enum Line {
    Network(TcpStream),
    Terminal(std::fs::File),
}

impl Line {
    fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Network(stream) => stream.write_all(bytes),
            Self::Terminal(file) => file.write_all(bytes),
        }
    }
}

impl TestPrinter {
    /// Switches a printer on at the end of a serial line, and says which device file the line is.
    ///
    /// A line has no beginning and no end: the printer counts as connected all the time.
    ///
    /// # Errors
    /// When the system refuses a terminal or a thread.
    pub fn start_on_terminal(settings: Settings) -> io::Result<(Self, PathBuf)> {
        let terminal = Terminal::open()?;
        let path = terminal.path.clone();
        let line = terminal.answers()?;
        let shared = Self::shared(settings);
        {
            let mut state = shared.lock();
            state.connections = 1;
            state.line = Some(Line::Terminal(line));
            state.device.connect(shared.now());
        }
        let (of_line, of_head) = (shared.clone(), shared.clone());
        let threads =
            vec![spawn("line", move || serve_terminal(&of_line, &terminal))?, spawn("head", move || print(&of_head))?];
        Ok((Self { address: None, shared, threads }, path))
    }

    fn shared(settings: Settings) -> Arc<Shared> {
        let state = State { device: Device::new(settings), line: None, connections: 0, has_stopped: false };
        Arc::new(Shared { state: Mutex::new(state), has_changed: Condvar::new(), switched_on: Instant::now() })
    }

    /// Switches a printer on, on a free port of this machine.
    ///
    /// # Errors
    /// When the system refuses a port or a thread.
    pub fn start(settings: Settings) -> io::Result<Self> {
        Self::start_at(wire::any_port(), settings)
    }

    /// Switches a printer on at this address.
    ///
    /// # Errors
    /// When the address is taken or the system refuses a thread.
    pub fn start_at(address: SocketAddr, settings: Settings) -> io::Result<Self> {
        let listener = wire::listen(address)?;
        let address = listener.local_addr()?;
        let shared = Self::shared(settings);
        let (of_line, of_head) = (shared.clone(), shared.clone());
        let threads =
            vec![spawn("line", move || accept(&of_line, &listener))?, spawn("head", move || print(&of_head))?];
        Ok(Self { address: Some(address), shared, threads })
    }

    /// Where it listens.
    ///
    /// # Panics
    /// When it is on a terminal.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address.expect("a printer on a terminal has no address")
    }

    /// Something begins or ends.
    pub fn set(&self, condition: Condition, is_so: bool) {
        let mut state = self.shared.lock();
        state.device.set(condition, is_so, self.shared.now());
        if condition == Condition::Off && is_so {
            state.line = None;
        }
        self.shared.has_changed.notify_all();
    }

    /// Looks at the printer.
    pub fn look<T>(&self, at: impl FnOnce(&Device) -> T) -> T {
        at(&self.shared.lock().device)
    }

    /// Takes the slips out; they still count.
    #[must_use]
    pub fn take_slips(&self) -> Vec<PaperSlip> {
        self.shared.lock().device.take_slips()
    }

    /// Connections it ever accepted.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.shared.lock().connections
    }

    /// Waits until something is so; false where it is not within the limit.
    #[must_use]
    pub fn wait_until(&self, limit: Duration, is_so: impl Fn(&Device) -> bool) -> bool {
        self.wait(limit, |state| is_so(&state.device))
    }

    /// Waits until this many have connected, nobody is connected any more, and everything that can be printed has
    /// been; false where that takes longer.
    #[must_use]
    pub fn wait_for_rest(&self, connections: usize, limit: Duration) -> bool {
        self.wait(limit, |state| {
            state.connections >= connections && !state.device.is_connected() && state.device.is_at_rest()
        })
    }

    fn wait(&self, limit: Duration, is_so: impl Fn(&State) -> bool) -> bool {
        let waited = self.shared.has_changed.wait_timeout_while(self.shared.lock(), limit, |state| !is_so(state));
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }
}

impl Drop for TestPrinter {
    fn drop(&mut self) {
        self.shared.lock().has_stopped = true;
        self.shared.has_changed.notify_all();
        if let Some(address) = self.address {
            wire::wake(address);
        }
        for thread in self.threads.drain(..) {
            // A thread that failed has said so already.
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self) -> Duration {
        self.switched_on.elapsed()
    }
}

/// Accepts connections until the printer is dropped.
fn accept(shared: &Arc<Shared>, listener: &TcpListener) {
    // Connections that are never read; they end with the printer.
    let mut unread = Vec::new();
    let mut served: Option<JoinHandle<()>> = None;
    for stream in listener.incoming() {
        let (settings, is_off) = {
            let state = shared.lock();
            if state.has_stopped {
                break;
            }
            (state.device.settings().clone(), state.device.has(Condition::Off))
        };
        let Ok(stream) = stream else { continue };
        let is_busy = served.as_ref().is_some_and(|thread| !thread.is_finished());
        if is_off || (is_busy && settings.second_connection == SecondConnection::IsReset) {
            shared.lock().connections += 1;
            wire::reset(stream);
        } else if is_busy || !settings.reads {
            shared.lock().connections += 1;
            unread.push(stream);
        } else if settings.second_connection == SecondConnection::Waits {
            serve(shared, stream);
        } else {
            let shared = shared.clone();
            served = Some(std::thread::spawn(move || serve(&shared, stream)));
        }
    }
    if let Some(thread) = served {
        // A thread that failed has said so already.
        let _ = thread.join();
    }
}

/// Takes what comes along one connection, as far as there is room.
fn serve(shared: &Shared, mut stream: TcpStream) {
    rest_before_serving(shared);
    let Ok(line) = wire::prepare(&stream).and_then(|()| stream.try_clone()) else { return };
    {
        let mut state = shared.lock();
        state.connections += 1;
        state.line = Some(Line::Network(line));
        state.device.connect(shared.now());
        shared.has_changed.notify_all();
    }
    let mut piece = [0; PIECE_BYTES];
    let mut is_power_gone = false;
    while let Some(room) = wait_for_room(shared) {
        match stream.read(&mut piece[..room.min(PIECE_BYTES)]) {
            Ok(0) => break,
            Ok(length) => {
                let received = shared.lock().device.receive(&piece[..length], shared.now());
                shared.has_changed.notify_all();
                if received == Received::PowerFailed {
                    is_power_gone = true;
                    break;
                }
            }
            Err(error) if wire::is_silence(&error) => {}
            Err(_) => break,
        }
    }
    let mut state = shared.lock();
    is_power_gone |= state.line.take().is_none();
    state.device.disconnect();
    shared.has_changed.notify_all();
    if is_power_gone {
        wire::reset(stream);
    }
}

/// Lets whoever has connected wait as long as the settings say, or until the printer is dropped.
fn rest_before_serving(shared: &Shared) {
    let state = shared.lock();
    let rest = Duration::from_millis(state.device.settings().accept_millis);
    // Whether the time was up or the printer was dropped shows when it is served.
    let _ = shared.has_changed.wait_timeout_while(state, rest, |state| !state.has_stopped);
}

/// Takes what comes along a serial line, as far as there is room.
fn serve_terminal(shared: &Shared, terminal: &Terminal) {
    let mut piece = [0; PIECE_BYTES];
    while let Some(room) = wait_for_room(shared) {
        let Ok(length) = terminal.read(&mut piece[..room.min(PIECE_BYTES)]) else { return };
        // A printer whose power has failed is off until it is switched on, and the line stays where it is.
        let _ = shared.lock().device.receive(&piece[..length], shared.now());
        shared.has_changed.notify_all();
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<JoinHandle<()>> {
    std::thread::Builder::new().name(name.to_owned()).spawn(work)
}

/// Bytes there is room for; `None` where the connection should end.
fn wait_for_room(shared: &Shared) -> Option<usize> {
    let is_full = |state: &mut State| !state.has_stopped && state.line.is_some() && state.device.room_bytes() == 0;
    let state = shared.has_changed.wait_while(shared.lock(), is_full).unwrap_or_else(PoisonError::into_inner);
    (!state.has_stopped && state.line.is_some()).then(|| state.device.room_bytes())
}

/// Prints and answers until the printer is dropped.
fn print(shared: &Shared) {
    let mut state = shared.lock();
    while !state.has_stopped {
        let now = shared.now();
        state.device.advance(now);
        let answers = state.device.take_answers(now);
        if let Some(line) = &mut state.line {
            // Whoever does not listen misses the answer; the line's own thread notices that it has ended.
            let _ = line.send(&answers);
        }
        shared.has_changed.notify_all();
        let rest = state.device.next_at().map_or(HEAD_REST_MILLIS_MAX, |at| {
            let millis = u64::try_from(at.saturating_sub(now).as_millis()).unwrap_or(HEAD_REST_MILLIS_MAX);
            millis.clamp(HEAD_REST_MILLIS, HEAD_REST_MILLIS_MAX)
        });
        let rested = shared.has_changed.wait_timeout(state, Duration::from_millis(rest));
        state = rested.unwrap_or_else(PoisonError::into_inner).0;
    }
}
