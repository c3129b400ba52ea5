//! What the three screens share: theme and widgets (`ui/`), the clock, the worker thread, the headless window.
//!
//! Architecture invariant: words never live here; widgets are given their texts.

pub mod clock;
pub mod fonts;
pub mod headless;
pub mod language;
pub mod worker;
