//! `sportello notice …`: what citizens read at the kiosks of a running hub.

use client::new_command_id;
use domain::command::Command;
use domain::ids::{AreaId, LocationId, NoticeId, ReadyNoticeId};
use domain::text::{Language, Text};
use domain::view::NoticeRow;

use crate::args::NoticeCommand;
use crate::hub::{call, running};
use crate::roles::count;
use crate::say;

/// Does what was asked.
pub(crate) fn run(command: NoticeCommand) -> anyhow::Result<()> {
    match command {
        NoticeCommand::Post { ready, text, also, location, area, until, dispatcher } => {
            let command = Command::PostNotice {
                ready: ready.map(ReadyNoticeId::new),
                text: text.map(|italian| words(italian, also)),
                location: location.map(LocationId::new),
                area: area.map(AreaId::new),
                until,
                counter: None,
            };
            send(&dispatcher, &command)?;
            say("the notice is up");
        }
        NoticeCommand::List { location, dispatcher } => list(&dispatcher, location)?,
        NoticeCommand::Remove { notice, dispatcher } => {
            send(&dispatcher, &Command::TakeDownNotice { notice: NoticeId(notice), counter: None })?;
            say("the notice is down");
        }
    }
    Ok(())
}

/// Words in a language, as they stand on the command line: `en=Closed today`.
///
/// # Errors
/// When it is not written so, or the language is none of the kiosk's.
pub(crate) fn words_in(argument: &str) -> Result<(Language, String), String> {
    let (code, words) = argument.split_once('=').ok_or("write LANGUAGE=WORDS, such as en=\"Closed today\"")?;
    let known = || Language::ALL.map(Language::code).join(", ");
    let language = Language::from_code(code).ok_or_else(|| format!("'{code}' is none of {}", known()))?;
    Ok((language, words.to_owned()))
}

fn words(italian: String, also: Vec<(Language, String)>) -> Text {
    let mut text = Text::new(italian, "");
    for (language, words) in also {
        match language {
            Language::It => text.it = words,
            Language::En => text.en = words,
            Language::Ro
            | Language::Sq
            | Language::Ar
            | Language::Zh
            | Language::Uk
            | Language::Ur
            | Language::Fr
            | Language::Es
            | Language::Pl => {
                text.more.insert(language, words);
            }
        }
    }
    text
}

fn send(dispatcher: &str, command: &Command) -> anyhow::Result<()> {
    let id = new_command_id();
    call(dispatcher, async |client| client.send(&id, command).await)?;
    Ok(())
}

fn list(dispatcher: &str, location: Option<String>) -> anyhow::Result<()> {
    let location = location.map(LocationId::new);
    let frame = call(dispatcher, async |client| client.clone().at(location).kiosk().await)?;
    ui_kit::clock::set_zone(&frame.time_zone);
    let view = frame.view;
    say(format_args!("{}: {} up", view.location_name.it, count(view.notices.len(), "notice")));
    view.notices.iter().for_each(|notice| say(row(notice)));
    for ready in running(dispatcher)?.notices {
        say(format_args!("ready: {}  {}", ready.id, ready.text.it));
    }
    Ok(())
}

fn row(notice: &NoticeRow) -> String {
    let area = notice.area.as_ref().map(|area| format!("  about {area}")).unwrap_or_default();
    let place = if notice.location.is_none() { "  everywhere" } else { "" };
    format!("{}  until {}{place}{area}  {}", notice.notice, ui_kit::clock::date_time(notice.until), notice.text.it)
}
