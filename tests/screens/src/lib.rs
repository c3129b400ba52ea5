//! The three screens without a display; everything is in `tests/`.
