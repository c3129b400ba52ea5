//! A ticket on paper: ticket to slip, slip to bitmap, bitmap to ESC/POS bytes, bytes onto a printer.
//!
//! Everything is printed as one picture, so that paper, preview and test see the same dots in every language; only lines
//! that are too slow for pictures get letters.
//! Printing has a thread of its own and reports back once; it never makes a ticket.
//!
//! Architecture invariants: a job of which a byte may have been printed is never sent again by itself; what is not
//! known to be printed is never reported as printed, except where whoever set the printer up said that it cannot speak.

mod after;
mod before;
mod bitmap;
mod code_page;
mod config;
mod decode;
mod ear;
mod encode;
mod health;
mod line;
mod lines;
mod logo;
mod port;
mod printer;
mod profile;
pub mod qr;
mod questions;
mod raster;
mod report;
mod session;
mod sheet;
mod slip;
mod tcp;
mod text;
mod transport;
mod words;

ui_kit::generated_ui!(pub(crate));

pub use bitmap::Bitmap;
pub use code_page::CodePage;
pub use config::{Fence, Limits, Mode, PrinterConfig};
pub use decode::{Decoded, decode};
pub use encode::{Cut, Encoding, encode};
pub use health::Health;
pub use line::PrinterLine;
pub use printer::{OnDone, OnState, Printer, PrinterSetup};
pub use profile::{PrinterProfile, ProfileError};
pub use raster::{RasterError, Rasterizer};
pub use report::PrintReport;
pub use slip::{Remark, Slip};
pub use transport::Target;
