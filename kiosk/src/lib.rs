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
//! - `quit`
//!
//! Architecture invariants: what the kiosk does is decided in `kiosk-flow`; here it is only shown and carried
//! out. The model lives on the window's thread; the network and the printer answer with messages.

mod app;
pub mod bind;
mod keypad;
pub mod reader;
mod scanner;
mod script;
mod state_file;
mod typing;
mod voice;
mod words;

ui_kit::generated_ui!(pub);

pub use app::run;
pub use kiosk_flow::Panel;

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
}
