//! Bookings are read from what offices really export, and every mistake in a bad import is named, all at once.
#![allow(clippy::unwrap_used, reason = "helpers of tests may unwrap like tests")]

mod calendar;
mod check_in;
mod exports;
mod rows;
mod spreadsheet;
mod words;

use appointments::{Import, Mistakes};
use chrono_tz::Tz;
use domain::catalog::Catalog;

const ZONE: Tz = Tz::Europe__Rome;

/// The hub we ship, with two services and two locations of the same name.
fn catalog() -> Catalog {
    let text = include_str!("../../../../assets/hubs/ascoli-piceno.toml");
    let mut catalog = hub_file::parse(text, "ascoli-piceno.toml").unwrap();
    let english = |name: &str| name.replace("Signs and advertising", "Building permit");
    for service in &mut catalog.services {
        service.name.en = english(&service.name.en);
    }
    for location in &mut catalog.locations {
        location.name.en = "Municipality".to_owned();
    }
    catalog
}

/// An import in words: a booking, a note or a mistake on each line.
fn said(import: Result<Import, Mistakes>) -> String {
    match import {
        Err(mistakes) => mistakes.to_string(),
        Ok(import) => {
            let bookings = import.bookings.iter().map(|booking| {
                let services: Vec<_> = booking.services.iter().map(|service| service.as_str()).collect();
                let minutes =
                    booking.duration_minutes.map_or("no duration".to_owned(), |minutes| format!("{minutes} min"));
                let location = booking.location.as_ref().map_or("no location", |location| location.as_str());
                let cancelled = if booking.cancelled { ", cancelled" } else { "" };
                let person = booking.person.as_ref();
                let person =
                    person.map_or(String::new(), |person| format!(", for {} <{}>", person.name, person.contact));
                let start = booking.starts_at.format("%F %H:%M");
                format!("{}: {start}, {}, {minutes}, {location}{cancelled}{person}", booking.id, services.join(" + "))
            });
            let notes = import.notes.iter().map(|note| format!("note: {}", note.text().en));
            bookings.chain(notes).collect::<Vec<_>>().join("\n")
        }
    }
}
