//! A ticket on paper: ticket to slip, slip to bitmap, bitmap to ESC/POS bytes, bytes onto a printer.
//!
//! Everything is printed as one picture, so that paper, preview and test see the same dots in every language.
//! Printing has a thread of its own and reports back once; it never makes a ticket.
//!
//! Architecture invariants: a job of which a byte may have been printed is never sent again by itself; what is not
//! known to be printed is never reported as printed, except by a printer that cannot speak at all.

mod bitmap;
mod decode;
mod encode;
mod printer;
pub mod qr;
mod raster;
mod session;
mod slip;
mod transport;

ui_kit::generated_ui!(pub(crate));

pub use bitmap::Bitmap;
pub use decode::{Decoded, decode};
pub use encode::{Cut, encode};
pub use printer::{OnDone, PrintReport, Printer, PrinterConfig};
pub use raster::{RasterError, Rasterizer};
pub use slip::Slip;
pub use transport::Target;
