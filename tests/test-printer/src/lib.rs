//! A printer for tests: it listens on the network, prints on paper that can be counted, and breaks where it is told to.
//!
//! Read [`settings`] for what it can be told, then [`device`] for the printer itself, which reads no clock and opens
//! no connection, [`server`] for the network around it, and [`proxy`] for a cable that fails in front of any printer.
//! It shares no code with the printer session it tests: what both get wrong in the same way would not be seen.

mod command;
pub mod control;
pub mod device;
pub mod proxy;
pub mod server;
pub mod settings;
mod status;
mod terminal;
mod wire;

pub use device::{Device, PaperSlip};
pub use proxy::{CableFault, FaultKind, Plan, Proxy};
pub use server::TestPrinter;
pub use settings::{Condition, Moment, RealTime, Recovery, SecondConnection, Settings, Trouble};
