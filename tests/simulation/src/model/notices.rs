//! What citizens read at the kiosks, by the model.

use chrono::{NaiveTime, TimeZone};
use chrono_tz::Tz;
use domain::ids::{CounterId, LocationId};
use domain::limits::NOTICES_UP_MAX;
use domain::notice::Notice;
use domain::view::{NoticeRow, ReadyNoticeChoice};
use domain::{Days, Timestamp};

use super::Model;

impl Model {
    /// Everything that is up at a moment, the oldest first.
    pub(super) fn all_notices(&self, at: Timestamp) -> Vec<NoticeRow> {
        let row = |notice: &Notice| NoticeRow {
            notice: notice.notice,
            ready: notice.ready.clone(),
            text: notice.text.clone(),
            location: notice.location.clone(),
            area: notice.area.clone(),
            until: notice.until,
        };
        self.notices.iter().filter(|notice| at < notice.until).map(row).collect()
    }

    /// What is up in a building.
    #[must_use]
    pub fn notices_in(&self, location: &LocationId, at: Timestamp) -> Vec<NoticeRow> {
        let is_there = |row: &NoticeRow| row.location.is_none() || row.location.as_ref() == Some(location);
        self.all_notices(at).into_iter().filter(is_there).collect()
    }

    /// What a kiosk of a building shows of it.
    pub(super) fn notices_shown(&self, location: &LocationId, at: Timestamp) -> Vec<NoticeRow> {
        self.notices_in(location, at).into_iter().take(NOTICES_UP_MAX).collect()
    }

    /// What is up in the building of a counter.
    pub(super) fn notices_near(&self, counter: &CounterId, at: Timestamp) -> Vec<NoticeRow> {
        self.notices_in(&self.building(counter), at)
    }

    /// What a counter can put up as it is.
    pub(super) fn ready_notices(&self) -> Vec<ReadyNoticeChoice> {
        let ready = self.catalog.notices.iter();
        ready.map(|notice| ReadyNoticeChoice { id: notice.id.clone(), text: notice.text.clone() }).collect()
    }

    /// The midnight by the hub's clock after a moment: the hub of the simulation keeps no hours.
    #[must_use]
    pub fn midnight(&self, now: Timestamp) -> Option<Timestamp> {
        let zone = self.catalog.time_zone.parse::<Tz>().ok()?;
        let tomorrow = now.with_timezone(&zone).date_naive() + Days::new(1);
        Some(zone.from_local_datetime(&tomorrow.and_time(NaiveTime::MIN)).earliest()?.to_utc())
    }
}
