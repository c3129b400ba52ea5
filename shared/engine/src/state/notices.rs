//! The notices that are up.

use std::sync::Arc;

use domain::Timestamp;
use domain::ids::NoticeId;
use domain::notice::Notice;

use super::State;

/// The notices and the number of the next one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Notices {
    /// Those that were up when the last one was put up, the oldest first; some may have ended since.
    all: Vec<Notice>,
    /// The greatest number that was given since the day was opened.
    last: u64,
}

impl State {
    /// The notices that are up at a moment, the oldest first.
    pub(crate) fn notices_up(&self, now: Timestamp) -> impl Iterator<Item = &Notice> {
        self.notices.all.iter().filter(move |notice| notice.is_up(now))
    }

    /// The number of the next notice.
    pub(crate) fn next_notice(&self) -> NoticeId {
        NoticeId(self.notices.last + 1)
    }

    pub(crate) fn keep_notice(&mut self, notice: &Notice, at: Timestamp) {
        let notices = Arc::make_mut(&mut self.notices);
        // What has ended is seen by nobody any more, and is not kept until the end of the day.
        notices.all.retain(|known| known.is_up(at));
        notices.all.push(notice.clone());
        notices.last = notices.last.max(notice.notice.0);
    }

    pub(crate) fn take_down_notice(&mut self, notice: NoticeId) {
        Arc::make_mut(&mut self.notices).all.retain(|known| known.notice != notice);
    }
}
