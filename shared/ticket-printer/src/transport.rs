//! The ways bytes reach a printer, behind one trait.
//!
//! The `escpos` crate's file driver carries the bytes into ordinary files, which never keep a writer waiting. Connections
//! and device files are our own: `docs/adr/0012-a-connection-of-our-own.md` and
//! `docs/adr/0019-device-files-with-limits.md` say why.

use std::collections::VecDeque;
use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::printer::{PrinterState, SlipReason};
use escpos::driver::{Driver, FileDriver};

use crate::config::PrinterConfig;
use crate::decode::{Decoded, decode};
use crate::port::Port;
use crate::report::Trouble;
use crate::tcp::Tcp;

/// Where slips go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A printer on the network, `HOST:PORT`, usually port 9100.
    Tcp {
        /// `HOST:PORT`.
        address: String,
    },
    /// A device file, such as `/dev/usb/lp0`; it is asked where it can be read, and only written to where it cannot.
    Device {
        /// The device file.
        path: PathBuf,
    },
    /// A serial line with eight bits, no parity, one stop bit, and RTS and CTS.
    Serial {
        /// The device file, such as `/dev/ttyUSB0`.
        path: PathBuf,
        /// Bits a second.
        baud: u32,
    },
    /// No paper: each slip becomes `slip-CODE.png`, or `slip-CODE.txt` where it is text, and `slip-CODE.escpos` in a folder.
    Virtual {
        /// The folder; made where it is missing.
        dir: PathBuf,
    },
    /// There is no printer: numbers are shown on the screen only.
    None,
}

/// What went wrong on the way to the printer.
#[derive(Debug)]
pub(crate) struct TransportError {
    /// What, and what the system said.
    trouble: Trouble,
    /// Bytes of what was to be sent that may have arrived; 0 only where it is certain that none has.
    pub(crate) sent_bytes: usize,
}

impl TransportError {
    /// The printer cannot be reached: nothing can have arrived.
    pub(crate) fn unreachable(cause: String) -> Self {
        Self { trouble: Trouble { cause, ..PrinterState::Unreachable.into() }, sent_bytes: 0 }
    }

    /// The way broke off when so much may have arrived.
    pub(crate) fn broken_off(sent_bytes: usize, cause: String) -> Self {
        Self { trouble: Trouble { cause, ..SlipReason::HungUp.into() }, sent_bytes }
    }

    /// What to tell.
    pub(crate) fn trouble(self) -> Trouble {
        self.trouble
    }
}

/// What the printer said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    /// A byte.
    Byte(u8),
    /// Nothing within the limit.
    Silence,
    /// The connection has ended.
    Gone,
}

/// One open way to a printer, for one job.
pub(crate) trait Transport {
    /// Sends bytes.
    fn send(&mut self, bytes: &[u8]) -> Result<(), TransportError>;

    /// Whether the printer can be asked at all this way.
    fn can_answer(&self) -> bool;

    /// Waits for the next byte.
    fn hear(&mut self, limit: Duration) -> Heard;

    /// Forgets what the printer has said so far.
    fn forget(&mut self);

    /// Ends the job.
    fn close(self: Box<Self>) -> Result<(), TransportError>;
}

/// Opens a way to a printer for the job of this name.
pub(crate) fn open(config: &PrinterConfig, job_name: &str) -> Result<Box<dyn Transport>, TransportError> {
    match &config.target {
        Target::Tcp { address } => Ok(Box::new(Tcp::connect(address, config.limits)?)),
        Target::Device { path } if path.is_file() => Ok(Box::new(Device(open_file(path)?))),
        Target::Device { path } => Ok(Box::new(Port::open_device(path, config.limits)?)),
        Target::Serial { path, baud } => Ok(Box::new(Port::open_serial(path, *baud, config.limits)?)),
        Target::Virtual { dir } => Ok(Box::new(Virtual::new(dir, job_name, config.width_dots))),
        Target::None => Err(TransportError { trouble: PrinterState::Missing.into(), sent_bytes: 0 }),
    }
}

fn open_file(path: &Path) -> Result<FileDriver, TransportError> {
    FileDriver::open_with_options(path, OpenOptions::new().append(true))
        .map_err(|error| TransportError::unreachable(format!("{} cannot be opened: {error}", path.display())))
}

/// An ordinary file.
struct Device(FileDriver);

impl Transport for Device {
    fn send(&mut self, bytes: &[u8]) -> Result<(), TransportError> {
        // The driver does not say how much it has written before it failed.
        self.0.write(bytes).map_err(|error| TransportError::broken_off(bytes.len(), error.to_string()))
    }

    fn can_answer(&self) -> bool {
        false
    }

    fn hear(&mut self, _limit: Duration) -> Heard {
        Heard::Silence
    }

    fn forget(&mut self) {}

    fn close(self: Box<Self>) -> Result<(), TransportError> {
        self.0.flush().map_err(|error| TransportError::broken_off(0, error.to_string()))
    }
}

/// A printer without paper that is always well: it answers what it is asked and keeps pictures instead of slips.
struct Virtual {
    dir: PathBuf,
    job_name: String,
    width_dots: u32,
    bytes: Vec<u8>,
    answers: VecDeque<u8>,
}

impl Virtual {
    fn new(dir: &Path, job_name: &str, width_dots: u32) -> Self {
        let (bytes, answers) = (Vec::new(), VecDeque::new());
        Self { dir: dir.to_owned(), job_name: job_name.to_owned(), width_dots, bytes, answers }
    }

    fn keep(&self, decoded: &Decoded) -> std::io::Result<()> {
        std::fs::create_dir_all(&self.dir)?;
        let file = |ending: &str| self.dir.join(format!("slip-{}.{ending}", self.job_name));
        std::fs::write(file("escpos"), &self.bytes)?;
        if !decoded.text.is_empty() {
            std::fs::write(file("txt"), &decoded.text)?;
        }
        decoded.slips.iter().try_for_each(|picture| picture.save_png(&file("png")))
    }
}

impl Transport for Virtual {
    fn send(&mut self, bytes: &[u8]) -> Result<(), TransportError> {
        match bytes {
            [0x10, 0x04, _] => self.answers.push_back(0x12),
            [0x1d, 0x72, _] => self.answers.push_back(0x00),
            [0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, id @ ..] => {
                self.answers.extend([0x37, 0x22]);
                self.answers.extend(id);
                self.answers.push_back(0);
            }
            print_data => self.bytes.extend(print_data),
        }
        Ok(())
    }

    fn can_answer(&self) -> bool {
        true
    }

    fn hear(&mut self, _limit: Duration) -> Heard {
        self.answers.pop_front().map_or(Heard::Silence, Heard::Byte)
    }

    fn forget(&mut self) {
        self.answers.clear();
    }

    fn close(self: Box<Self>) -> Result<(), TransportError> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        let decoded = decode(&self.bytes, self.width_dots as usize);
        if let Some(unknown) = decoded.unknown.first() {
            let why = format!("the virtual printer was sent an unknown {unknown}");
            return Err(TransportError::broken_off(self.bytes.len(), why));
        }
        self.keep(&decoded).map_err(|error| {
            let why = format!("{}: the slip cannot be kept: {error}", self.dir.display());
            TransportError::broken_off(self.bytes.len(), why)
        })
    }
}
