//! The touch screen at the entrance.
//!
//! Without a display (`headless`) the kiosk is driven by lines on standard input, each answered by one line on
//! standard output, `done` with what was asked for, or `failed` and why:
//!
//! - `area ID`, `service ID`, `take`, `appointment`, `again`, `home`: as a touch
//! - `scan TEXT`: as if a scanner had read that
//! - `language CODE`, such as `language ro`; `languages` opens the page of them
//! - `wait home`; `wait ticket` answers `done CODE`; `wait slip` answers `done printed`, `done not_printed` or
//!   `done unknown`
//! - `picture FILE`: writes what the window shows as PNG
//! - `frames`: draws every frame from now on, as for a display, and answers `done COUNT MICROSECONDS`: how many there
//!   were and how long the last one took
//! - `quit`
//!
//! Architecture invariants: what the kiosk does is decided in `kiosk-flow`; here it is only shown and carried
//! out. The model lives on the window's thread; the network and the printer answer with messages.

mod app;
mod backlight;
pub mod bind;
mod headset;
mod icons;
mod keypad;
mod log_tail;
mod notices;
mod pin;
pub mod reader;
mod repeats;
mod scanner;
mod script;
pub mod staff;
mod state_file;
mod typing;
mod visit;
mod voice;
mod ways;
mod words;

ui_kit::generated_ui!(pub);

pub use app::{Outcome, RESTART_EXIT_CODE, run};
pub use kiosk_flow::Panel;
pub use log_tail::LogTail;
pub use repeats::{REPEAT_IGNORED_MILLISECONDS, REPEAT_IGNORED_MILLISECONDS_MAX};

use std::path::PathBuf;

use domain::ids::{DeviceId, LocationId};
use domain::text::Language;

/// What one kiosk has to know to start.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the dispatcher is, such as `http://dispatcher.local:8080`.
    pub dispatcher_url: String,
    /// Its window.
    pub window: ui_kit::app::WindowConfig,
    /// The language until the first person chooses one; everybody after starts in Italian.
    pub language: Language,
    /// The name of this kiosk in the journal.
    pub device: DeviceId,
    /// The building it stands in; the headquarters where none is named.
    pub location: Option<LocationId>,
    /// Where it keeps what a power cut must not lose; `None` keeps nothing.
    pub state_file: Option<PathBuf>,
    /// The printers of the slips.
    pub printer: ticket_printer::PrinterSetup,
    /// The program that speaks, such as `espeak-ng`; `None` where the kiosk stays silent.
    pub speech: Option<PathBuf>,
    /// How large its screen is, how high it hangs and from where it is read.
    pub panel: Panel,
    /// How long the same key or a touch at the same place is ignored after the last one, in milliseconds.
    pub repeat_ignored_milliseconds: u32,
    /// The file with the PIN of the staff; without it there is no menu for them.
    pub staff_pin_file: Option<PathBuf>,
    /// The last lines of the log, for the staff.
    pub log: LogTail,
    /// The screen dims so long after the last person has gone, in seconds; never where this is 0.
    pub dim_after_seconds: u32,
    /// Outside the hours of the office it goes dark so long after that, in seconds; never where this is 0.
    pub sleep_after_seconds: u32,
    /// The device file in which the system tells of a headset, such as `/dev/input/event5`, if there is one.
    pub headset: Option<PathBuf>,
    /// The file in which the system has the brightness of the panel, if it can be set.
    pub backlight: Option<PathBuf>,
}

/// The screen dims so long after the last person has gone unless it is set otherwise, in seconds.
pub const DIM_AFTER_SECONDS: u32 = 120;
/// Outside the hours of the office it goes dark so long after that unless it is set otherwise, in seconds.
pub const SLEEP_AFTER_SECONDS: u32 = 600;
