//! The ways bytes reach a printer, behind one trait.
//!
//! The `escpos` crate's network and file drivers carry the bytes; `docs/adr/0003-own-bytes-borrowed-drivers.md` says
//! what of the crate is used and what is not.

use std::fs::OpenOptions;
use std::net::ToSocketAddrs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use escpos::driver::{Driver, FileDriver, NetworkDriver};

use crate::decode::decode;

/// How long a connection, a write or a silent read may take, in seconds; the driver has one limit for all three.
const IO_SECONDS_MAX: u64 = 2;

/// Where slips go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A printer on the network, `HOST:PORT`, usually port 9100.
    Tcp {
        /// `HOST:PORT`.
        address: String,
    },
    /// A device file, such as `/dev/usb/lp0`; it is written to and never asked.
    Device {
        /// The device file.
        path: PathBuf,
    },
    /// No paper: each slip becomes `slip-CODE.png` and `slip-CODE.escpos` in a folder.
    Virtual {
        /// The folder; made where it is missing.
        dir: PathBuf,
    },
    /// There is no printer: numbers are shown on the screen only.
    None,
}

/// What went wrong on the way to the printer.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct TransportError(String);

/// What the printer said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    /// A byte.
    Byte(u8),
    /// Nothing for as long as one read lasts.
    Silence,
    /// The connection has ended.
    Gone,
}

/// One open way to a printer, for one job.
pub(crate) trait Transport {
    /// Sends bytes; after an error it is unknown how many have arrived.
    fn send(&mut self, bytes: &[u8]) -> Result<(), TransportError>;

    /// Whether the printer can be asked at all this way.
    fn can_answer(&self) -> bool;

    /// Waits for the next byte.
    fn hear(&mut self) -> Heard;

    /// Ends the job.
    fn close(self: Box<Self>) -> Result<(), TransportError>;
}

/// Opens a way to a printer for the job of this name.
pub(crate) fn open(target: &Target, job_name: &str) -> Result<Box<dyn Transport>, TransportError> {
    match target {
        Target::Tcp { address } => Ok(Box::new(Tcp(connect(address)?))),
        Target::Device { path } => Ok(Box::new(Device(open_device(path)?))),
        Target::Virtual { dir } => Ok(Box::new(Virtual::new(dir, job_name))),
        Target::None => Err(TransportError("no printer is configured".to_owned())),
    }
}

/// Resolves and connects; the driver takes an IP address only and would wait for minutes without a limit.
fn connect(address: &str) -> Result<NetworkDriver, TransportError> {
    let limit = Some(Duration::from_secs(IO_SECONDS_MAX));
    let resolved = address.to_socket_addrs().map_err(|error| {
        TransportError(format!("the printer's address {address} cannot be found: {error}; check name and network"))
    })?;
    let mut last = None;
    for address in resolved {
        match NetworkDriver::open(&address.ip().to_string(), address.port(), limit) {
            Ok(driver) => return Ok(driver),
            Err(error) => last = Some(error),
        }
    }
    let why = last.map_or_else(|| "no address".to_owned(), |error| error.to_string());
    Err(TransportError(format!("the printer at {address} does not answer: {why}; check power and cable")))
}

fn open_device(path: &Path) -> Result<FileDriver, TransportError> {
    FileDriver::open_with_options(path, OpenOptions::new().append(true)).map_err(|error| {
        TransportError(format!("the printer {} cannot be opened: {error}; check cable and rights", path.display()))
    })
}

struct Tcp(NetworkDriver);

impl Transport for Tcp {
    fn send(&mut self, bytes: &[u8]) -> Result<(), TransportError> {
        self.0.write(bytes).map_err(|error| TransportError(error.to_string()))
    }

    fn can_answer(&self) -> bool {
        true
    }

    fn hear(&mut self) -> Heard {
        let begun = Instant::now();
        let mut byte = [0];
        match self.0.read(&mut byte) {
            Ok(0) => Heard::Gone,
            Ok(_) => Heard::Byte(byte[0]),
            // The driver's errors have lost their kind: one that took the whole limit was the limit.
            Err(_) if begun.elapsed() >= Duration::from_secs(IO_SECONDS_MAX) => Heard::Silence,
            Err(_) => Heard::Gone,
        }
    }

    fn close(self: Box<Self>) -> Result<(), TransportError> {
        Ok(())
    }
}

struct Device(FileDriver);

impl Transport for Device {
    fn send(&mut self, bytes: &[u8]) -> Result<(), TransportError> {
        self.0.write(bytes).map_err(|error| TransportError(error.to_string()))
    }

    fn can_answer(&self) -> bool {
        false
    }

    fn hear(&mut self) -> Heard {
        Heard::Silence
    }

    fn close(self: Box<Self>) -> Result<(), TransportError> {
        self.0.flush().map_err(|error| TransportError(error.to_string()))
    }
}

/// A printer without paper that is always well: it answers what it is asked and keeps pictures instead of slips.
struct Virtual {
    dir: PathBuf,
    job_name: String,
    bytes: Vec<u8>,
    answers: Vec<u8>,
}

impl Virtual {
    fn new(dir: &Path, job_name: &str) -> Self {
        Self { dir: dir.to_owned(), job_name: job_name.to_owned(), bytes: Vec::new(), answers: Vec::new() }
    }

    fn keep(&self, pictures: &[crate::bitmap::Bitmap]) -> std::io::Result<()> {
        std::fs::create_dir_all(&self.dir)?;
        let file = |ending: &str| self.dir.join(format!("slip-{}.{ending}", self.job_name));
        std::fs::write(file("escpos"), &self.bytes)?;
        pictures.iter().try_for_each(|picture| picture.save_png(&file("png")))
    }
}

impl Transport for Virtual {
    fn send(&mut self, bytes: &[u8]) -> Result<(), TransportError> {
        match bytes {
            [0x10, 0x04, _] => self.answers.push(0x12),
            [0x1d, 0x72, _] => self.answers.push(0x00),
            print_data => self.bytes.extend(print_data),
        }
        Ok(())
    }

    fn can_answer(&self) -> bool {
        true
    }

    fn hear(&mut self) -> Heard {
        self.answers.pop().map_or(Heard::Silence, Heard::Byte)
    }

    fn close(self: Box<Self>) -> Result<(), TransportError> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        let decoded = decode(&self.bytes);
        if let Some(unknown) = decoded.unknown.first() {
            return Err(TransportError(format!("the virtual printer was sent an unknown {unknown}")));
        }
        self.keep(&decoded.slips)
            .map_err(|error| TransportError(format!("{}: the slip cannot be kept: {error}", self.dir.display())))
    }
}
