//! Slips on a printer emulator that others wrote; everything is in `tests/`.
