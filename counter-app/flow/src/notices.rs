//! Notices for citizens: which are up, which can be put up as they are, and words of the clerk's own.

use domain::command::Command;
use domain::ids::{NoticeId, ReadyNoticeId};
use domain::limits::NOTICE_CHARS_MAX;
use domain::text::Text;
use domain::view::{NoticeRow, ReadyNoticeChoice};

use crate::choice::{Choice, Step};
use crate::model::Model;
use crate::texts;

/// A notice in the list of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoticeChoice {
    /// One that is up, to be taken down.
    Up(NoticeId),
    /// A ready-made one, to be put up.
    Ready(ReadyNoticeId),
}

/// The page on which notices are put up and taken down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticesPage {
    /// What was typed: words of the clerk's own, or the number of a ready-made notice.
    pub typed: String,
    /// The chosen row of the list.
    pub chosen: Option<NoticeChoice>,
}

impl Model {
    /// What is up in the building, the oldest first.
    #[must_use]
    pub fn notices_up(&self) -> &[NoticeRow] {
        self.view.as_ref().map_or(&[], |view| &view.desk.notices)
    }

    /// What can be put up as it is; the first has number 1.
    #[must_use]
    pub fn ready_notices(&self) -> &[ReadyNoticeChoice] {
        self.view.as_ref().map_or(&[], |view| &view.desk.ready_notices)
    }

    /// What would be put up or taken down; `None` where nothing was chosen or typed.
    #[must_use]
    pub fn meant_notice(&self) -> Option<MeantNotice<'_>> {
        let page = self.notices.as_ref()?;
        match &page.chosen {
            Some(NoticeChoice::Up(id)) => {
                let row = self.notices_up().iter().find(|row| &row.notice == id)?;
                Some(MeantNotice::TakeDown(row))
            }
            Some(NoticeChoice::Ready(id)) => {
                let ready = self.ready_notices().iter().find(|ready| &ready.id == id)?;
                Some(MeantNotice::PutUp(ready))
            }
            None => Some(page.typed.trim()).filter(|words| !words.is_empty()).map(MeantNotice::Own),
        }
    }

    /// Why nothing can be put up or taken down; `None` where it can.
    pub(crate) fn notice_disabled_because(&self) -> Option<Text> {
        self.meant_notice().is_none().then(texts::choose_notice_text)
    }

    /// The command for what is meant.
    pub(crate) fn notice_command(&self) -> Option<Command> {
        let counter = Some(self.counter.clone());
        let location = self.view.as_ref().and_then(|view| view.desk.location.clone());
        let (ready, text) = match self.meant_notice()? {
            MeantNotice::TakeDown(row) => return Some(Command::TakeDownNotice { notice: row.notice, counter }),
            MeantNotice::PutUp(ready) => (Some(ready.id.clone()), None),
            MeantNotice::Own(words) => (None, Some(Text::new(words, ""))),
        };
        Some(Command::PostNotice { ready, text, location, area: None, until: None, counter })
    }
}

/// What "Enter" does on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeantNotice<'a> {
    /// Takes this one down.
    TakeDown(&'a NoticeRow),
    /// Puts this one up.
    PutUp(&'a ReadyNoticeChoice),
    /// Puts these words up.
    Own(&'a str),
}

/// The page comes, or goes.
pub(crate) fn turn(model: &mut Model) {
    let has_clerk = model.view.as_ref().is_some_and(|view| view.clerk.is_some());
    if model.notices.take().is_none() && has_clerk {
        (model.transfer, model.notice) = (None, None);
        model.notices = Some(NoticesPage::default());
    }
}

/// Something was typed: a single figure is the number of a ready-made notice.
pub(crate) fn typed(model: &mut Model, text: &str) {
    let number = text.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let ready = number.and_then(|place| model.ready_notices().get(place)).map(|ready| ready.id.clone());
    if let Some(page) = &mut model.notices {
        page.typed = text.chars().take(NOTICE_CHARS_MAX).collect();
        page.chosen = ready.map(NoticeChoice::Ready);
    }
}

/// A row was clicked, where it is still there.
pub(crate) fn choose(model: &mut Model, chosen: NoticeChoice) {
    if let Some(page) = &mut model.notices {
        page.chosen = Some(chosen);
    }
}

/// The list was moved through.
pub(crate) fn step(model: &mut Model, step: Step) {
    let up = model.notices_up().iter().map(|row| NoticeChoice::Up(row.notice));
    let ready = model.ready_notices().iter().map(|ready| NoticeChoice::Ready(ready.id.clone()));
    let rows: Vec<_> = up.chain(ready).collect();
    if let Some(page) = &mut model.notices {
        let mut choice = Choice { filter: String::new(), chosen: page.chosen.take() };
        choice.step(step, &rows);
        page.chosen = choice.chosen;
    }
}

/// What was meant is done: the page is ready for the next.
pub(crate) fn done(model: &mut Model, command: &Command) {
    if matches!(command, Command::PostNotice { .. } | Command::TakeDownNotice { .. })
        && let Some(page) = &mut model.notices
    {
        *page = NoticesPage::default();
    }
}
