//! Typed calls to the dispatcher, and live views that heal themselves.
//!
//! Architecture invariant: a command is sent with one id however often it is tried, so a retry can never issue two
//! tickets or call two people.
#![forbid(unsafe_code)]

mod api;
mod backoff;
pub mod sse;
mod stream;

pub use api::{Client, ClientError, new_command_id};
pub use stream::{StreamEvent, StreamHandle};
