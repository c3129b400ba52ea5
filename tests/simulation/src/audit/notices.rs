//! Notices: each is put up once, ends, and a building never has more than can be read.

use domain::Timestamp;
use domain::catalog::Catalog;
use domain::event::Event;
use domain::ids::NoticeId;
use domain::limits::{NOTICE_CHARS_MAX, NOTICES_UP_MAX};
use domain::notice::Notice;

use super::{Audit, Checked, must};

/// What is up, and what was when the day began and has to be put up again first.
#[derive(Clone, Debug, Default)]
pub(super) struct Notices {
    up: Vec<Notice>,
    owed: Vec<Notice>,
}

impl Notices {
    /// What a new day owes: all that is up at its beginning.
    pub(super) fn over_night(&mut self, at: Timestamp) -> Self {
        let owed = std::mem::take(&mut self.up).into_iter().filter(|notice| at < notice.until).collect();
        Self { up: Vec::new(), owed }
    }
}

impl Audit {
    /// Whether everything that hung over the night is put up again before anything else happens.
    pub(super) fn owes_no_notice(&self, event: &Event) -> Checked {
        let is_begun = matches!(event, Event::NoticePosted { .. } | Event::EmergencyBlocksGiven { .. });
        must(is_begun || self.notices.owed.is_empty(), || format!("the day forgets {:?}", self.notices.owed))
    }

    pub(super) fn post(&mut self, notice: &Notice, at: Timestamp, catalog: &Catalog) -> Checked {
        if !self.notices.owed.is_empty() {
            let known = self.notices.owed.remove(0);
            must(&known == notice, || format!("{known:?} hangs on as {notice:?}"))?;
            self.notices.up.push(known);
            return Ok(());
        }
        let Notice { notice: id, text, until, posted_at, .. } = notice;
        must(*posted_at == at && at < *until, || format!("{notice:?} is put up at {at}"))?;
        must(!text.it.is_empty() && text.it.chars().count() <= NOTICE_CHARS_MAX, || {
            format!("{notice:?} cannot be read")
        })?;
        self.notices.up.retain(|known| at < known.until);
        must(self.notices.up.iter().all(|known| known.notice < *id), || {
            format!("{notice:?} has the number of another")
        })?;
        self.notices.up.push(notice.clone());
        for place in catalog.locations.iter().filter(|place| notice.is_in(&place.id)) {
            let there = self.notices.up.iter().filter(|known| known.is_in(&place.id)).count();
            must(there <= NOTICES_UP_MAX, || format!("{there} notices are up in {}", place.id))?;
        }
        Ok(())
    }

    pub(super) fn take_down(&mut self, notice: NoticeId, at: Timestamp) -> Checked {
        let place = self.notices.up.iter().position(|known| known.notice == notice && at < known.until);
        let place = place.ok_or_else(|| format!("notice {notice} is taken down and is not up"))?;
        self.notices.up.remove(place);
        Ok(())
    }
}
