//! The clerk's desk.
//!
//! Without a display (`headless`) the desk is driven by lines on standard input, each answered by one line on
//! standard output, `done` with what was asked for, or `failed` and why:
//!
//! - `sign_in CLERK-ID`, `transfer SERVICE-ID`, and `press` with one of `call_next`, `recall`, `start`, `finish`,
//!   `no_show`, `sign_out`: done as soon as the dispatcher is heard, answered when the desk shows what came of it
//! - `wait heard`: until the desk of an open day is shown; `wait signed_in`, `wait signed_out`, `wait free`,
//!   `wait serving`; `wait called` answers `done CODE`; `wait waiting N`: until at least N people can be served
//! - `state` answers `done free`, `done called CODE`, `done serving CODE` or `done signed_out`
//! - `language it` or `language en`
//! - `picture FILE`: writes what the window shows as PNG
//! - `quit`
//!
//! Architecture invariants: what the desk does is decided in `counter-app-flow`; here it is only shown and carried
//! out. The model lives on the window's thread; the network answers with messages.

mod app;
pub mod bind;
mod notices;
mod script;

ui_kit::generated_ui!(pub);

pub use app::run;

use domain::ids::CounterId;
use domain::text::Language;

/// What one desk has to know to start.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the dispatcher is, such as `http://dispatcher.local:8080`.
    pub dispatcher_url: String,
    /// Its window.
    pub window: ui_kit::app::WindowConfig,
    /// The language until the clerk chooses one.
    pub language: Language,
    /// Which counter this is.
    pub counter: CounterId,
}
