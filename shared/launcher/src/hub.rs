//! `sportello hub …`: hub files, and the one a running dispatcher works on.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use client::{Client, ClientError, new_command_id};
use domain::catalog::Catalog;
use domain::catalog_change::Change;
use protocol::CatalogSource;

use crate::appointments::told;
use crate::args::HubCommand;
use crate::logo;
use crate::roles::{self, count};
use crate::{report, report_line, say};

/// With this `diff` says that it cannot tell, because 1 means that something differs.
const CANNOT_TELL: u8 = 2;

/// Does what was asked and says how it ended.
pub(crate) fn run(command: HubCommand) -> ExitCode {
    let (done, failure) = match command {
        HubCommand::Check { file } => (roles::hub_check(&file).map(|()| ExitCode::SUCCESS), ExitCode::FAILURE),
        HubCommand::Logo { file } => (
            logo::line(&file).map(|line| {
                say(&line);
                ExitCode::SUCCESS
            }),
            ExitCode::FAILURE,
        ),
        HubCommand::Diff { files, dispatcher } => (diff(&files, dispatcher.as_deref()), ExitCode::from(CANNOT_TELL)),
        HubCommand::Export { dispatcher, version, output } => {
            (export(&dispatcher, version, output.as_deref()), ExitCode::FAILURE)
        }
        HubCommand::Import { file, dispatcher, dry_run } => (import(&file, &dispatcher, dry_run), ExitCode::FAILURE),
    };
    done.unwrap_or_else(|error| {
        report(&error);
        failure
    })
}

fn diff(files: &[PathBuf], dispatcher: Option<&str>) -> anyhow::Result<ExitCode> {
    let (old, new) = match (files, dispatcher) {
        ([new], Some(dispatcher)) => (running(dispatcher)?, hub_file::load(new)?),
        ([old, new], None) => (hub_file::load(old)?, hub_file::load(new)?),
        (_, Some(_)) => bail!("with --dispatcher name one hub file: the new one"),
        (_, None) => bail!("name two hub files, the old one first, or --dispatcher URL and the new one"),
    };
    let changes = hub_file::diff(&old, &new);
    tell(&changes);
    Ok(if changes.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The hub a dispatcher works on.
pub(crate) fn running(dispatcher: &str) -> anyhow::Result<Catalog> {
    let found = call(dispatcher, async |client| client.catalog().await)?;
    let name = format!("version {} of {dispatcher}", found.version);
    Ok(hub_file::parse(&found.source, &name)?)
}

fn export(dispatcher: &str, version: Option<u32>, output: Option<&Path>) -> anyhow::Result<ExitCode> {
    let found: CatalogSource = match version {
        None => call(dispatcher, async |client| client.catalog().await)?,
        Some(version) => call(dispatcher, async |client| client.catalog_version(version).await)
            .with_context(|| format!("version {version}"))?,
    };
    match output {
        Some(file) => {
            std::fs::write(file, &found.source).with_context(|| format!("cannot write {}", file.display()))?;
            say(format_args!("version {} written to {}", found.version, file.display()));
        }
        // Byte by byte what the file was, without a line of our own.
        None => std::io::stdout().write_all(found.source.as_bytes()).context("cannot write the hub file")?,
    }
    Ok(ExitCode::SUCCESS)
}

fn import(file: &Path, dispatcher: &str, dry_run: bool) -> anyhow::Result<ExitCode> {
    let (_, source) = hub_file::load_with_text(file)?;
    let id = new_command_id();
    let done = call(dispatcher, async |client| {
        if dry_run { client.try_catalog(&id, &source).await } else { client.import_catalog(&id, &source).await }
    })?;
    if !done.is_new {
        say(format_args!("the hub runs on this hub file already: version {}", done.version));
        return Ok(ExitCode::SUCCESS);
    }
    tell(&done.changes);
    if done.changes_left_out > 0 {
        say(format_args!("and {} more", done.changes_left_out));
    }
    let changes = count(done.changes.len() + done.changes_left_out as usize, "change");
    match dry_run {
        true => say(format_args!("this would become version {}, with {changes}; nothing was changed", done.version)),
        false => say(format_args!("the hub runs on version {}, with {changes}", done.version)),
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(changes: &[Change]) {
    for change in changes {
        say(&change.text.en);
    }
}

/// Asks a dispatcher something; a refusal is told with everything that is in the way.
pub(crate) fn call<T>(dispatcher: &str, ask: impl AsyncFnOnce(&Client) -> Result<T, ClientError>) -> anyhow::Result<T> {
    let client = Client::new(dispatcher)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start")?;
    let answer = runtime.block_on(ask(&client));
    if let Err(ClientError::Problem(problem)) = &answer {
        problem.mistakes.iter().for_each(|mistake| report_line(mistake));
        problem.remarks.iter().for_each(|remark| report_line(told(remark)));
        problem.reasons.iter().for_each(|reason| report_line(&reason.text.en));
    }
    answer.with_context(|| format!("the dispatcher at {dispatcher}"))
}
