//! `sportello appointments …`: bookings for a running dispatcher, and who is expected today.

use std::path::Path;

use anyhow::{Context, bail};
use client::new_command_id;
use domain::appointment::AppointmentState;
use domain::view::AppointmentRow;
use protocol::{AppointmentsImported, ImportKind, Remark};

use crate::args::AppointmentsCommand;
use crate::hub::call;
use crate::roles::count;
use crate::say;

/// Does what was asked.
pub(crate) fn run(command: AppointmentsCommand) -> anyhow::Result<()> {
    match command {
        AppointmentsCommand::Import { file, dispatcher, codes } => import(&file, &dispatcher, codes),
        AppointmentsCommand::List { dispatcher } => list(&dispatcher),
    }
}

fn import(file: &Path, dispatcher: &str, codes: bool) -> anyhow::Result<()> {
    let kind = kind(file)?;
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let id = new_command_id();
    let done = call(dispatcher, async |client| client.import_appointments(&id, kind, &bytes).await)?;
    for note in &done.notes {
        say(format_args!("note: {}", note.text.en));
    }
    if codes {
        for booked in &done.appointments {
            say(format_args!("{}  {}", booked.check_in_code, booked.appointment));
        }
    }
    say(counts(&done));
    Ok(())
}

/// What a file holds, by its ending.
fn kind(file: &Path) -> anyhow::Result<ImportKind> {
    let ending = file.extension().and_then(std::ffi::OsStr::to_str).unwrap_or_default();
    let Some(kind) = ImportKind::ALL.into_iter().find(|kind| kind.ending().eq_ignore_ascii_case(ending)) else {
        let [csv, calendar, rows] = ImportKind::ALL.map(ImportKind::ending);
        bail!("{}: name a file that ends in .{csv}, .{calendar} or .{rows}", file.display());
    };
    Ok(kind)
}

fn counts(done: &AppointmentsImported) -> String {
    let AppointmentsImported { new, changed, unchanged, cancelled, left_out, .. } = done;
    let mut counts = format!("{new} new, {changed} changed, {unchanged} unchanged, {cancelled} called off");
    if *left_out > 0 {
        counts.push_str(&format!(", {left_out} left out"));
    }
    counts
}

/// A mistake as one line for a terminal; its text names its line already.
pub(crate) fn told(remark: &Remark) -> &str {
    &remark.text.en
}

fn list(dispatcher: &str) -> anyhow::Result<()> {
    let frame = call(dispatcher, async |client| client.appointments().await)?;
    ui_kit::clock::set_zone(&frame.time_zone);
    let view = frame.view;
    match view.day {
        Some(day) => say(format_args!("{day}: {}", count(view.appointments.len(), "appointment"))),
        None => say("no day is open"),
    }
    view.appointments.iter().for_each(|appointment| say(row(appointment)));
    Ok(())
}

fn row(row: &AppointmentRow) -> String {
    let services: Vec<_> = row.services.iter().map(|service| service.it.as_str()).collect();
    let ticket = row.ticket.as_ref().map(|code| format!(" {code}")).unwrap_or_default();
    format!(
        "{}  {}{ticket}  {}  {}  {}",
        ui_kit::clock::hhmm(row.starts_at),
        state(row.state),
        row.appointment,
        services.join(" + "),
        row.location.it
    )
}

fn state(state: AppointmentState) -> &'static str {
    match state {
        AppointmentState::Expected => "expected",
        AppointmentState::CheckedIn => "checked in",
        AppointmentState::Missed => "missed",
        AppointmentState::Cancelled => "called off",
    }
}
