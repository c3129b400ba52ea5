//! A real browser in front of a real dispatcher: Chromium without a window, driven through chromedriver.
//!
//! Everything is waited for by what can be seen on the page, with a deadline; nothing sleeps for a fixed time.

mod chrome;
mod driver;
mod office;

use std::path::PathBuf;

pub use chrome::{Browser, Colors, Screen, Scripts};
pub use office::Office;

/// Where pictures of pages are left.
///
/// # Panics
/// When the folder cannot be made.
#[must_use]
pub fn pictures() -> PathBuf {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../build/browser"));
    std::fs::create_dir_all(&folder).expect("a folder for the pictures");
    folder
}
