//! Bookings in CSV by anybody: they are refused with reasons, or they are bookings that the check of rows takes as they
//! are.
#![no_main]

use std::sync::LazyLock;

use appointments::limits::{BOOKINGS_MAX, MISTAKES_MAX, NOTES_MAX};
use domain::catalog::Catalog;
use libfuzzer_sys::fuzz_target;

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    hub_file::parse(include_str!("../../../assets/hubs/ascoli-piceno.toml"), "hub.toml").expect("the hub is in order")
});

fuzz_target!(|bytes: &[u8]| match appointments::read_csv(bytes, &CATALOG, chrono_tz::Europe::Rome) {
    Ok(import) => {
        assert!(import.bookings.len() <= BOOKINGS_MAX && import.notes.len() <= NOTES_MAX);
        let again = appointments::check_rows(import.bookings.clone(), &CATALOG);
        assert_eq!(again.map(|again| again.bookings), Ok(import.bookings), "a booking is one for everybody");
    }
    Err(mistakes) => {
        assert!((1..=MISTAKES_MAX + 1).contains(&mistakes.0.len()), "a refusal has its reasons");
        // A line of UTF-16 ends with two bytes.
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
        assert!(mistakes.0.iter().all(|mistake| (1..=lines).contains(&mistake.line)), "a mistake is on a line");
    }
});
