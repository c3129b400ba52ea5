//! The lobby board.
//!
//! Without a display (`headless`) the board is driven by lines on standard input, each answered by one line on
//! standard output, `done` or `failed` and why:
//!
//! - `wait open`: until the first frame of an open day is shown
//! - `wait CODE`: until a call of this code is shown and, where it came after the board's start, announced
//! - `picture FILE`: writes what the window shows as PNG
//! - `quit`
//!
//! Architecture invariants: what the board does is decided in `display-board-flow`; here it is only shown and
//! carried out. The model lives on the window's thread; the network answers with messages, and the chime has a
//! thread of its own, so that neither can hold up the screen.

mod app;
pub mod bind;
mod script;
mod sound;

ui_kit::generated_ui!(pub);

pub use app::run;

use domain::ids::LocationId;
use domain::text::Language;

/// What one board has to know to start.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the dispatcher is, such as `http://dispatcher.local:8080`.
    pub dispatcher_url: String,
    /// Its window.
    pub window: ui_kit::app::WindowConfig,
    /// The first language of the board; its headings name the other one beside it.
    pub language: Language,
    /// The building whose calls it shows; all where none is named.
    pub location: Option<LocationId>,
    /// Whether a call sounds.
    pub sound: bool,
}
