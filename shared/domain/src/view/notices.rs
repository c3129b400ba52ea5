//! Notices as kiosks and staff see them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{AreaId, LocationId, NoticeId, ReadyNoticeId};
use crate::text::Text;

view! {
    /// A notice that is up.
    pub struct NoticeRow {
        /// The notice.
        pub notice: NoticeId,
        /// The ready-made one it was made from, where it was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub ready: Option<ReadyNoticeId>,
        /// What it says.
        pub text: Text,
        /// The building whose kiosks show it; `None` for all of them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub location: Option<LocationId>,
        /// The area it is about; `None` where it concerns everybody.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub area: Option<AreaId>,
        /// When it ends by itself.
        pub until: DateTime<Utc>,
    }

    /// A notice that can be put up as it is.
    pub struct ReadyNoticeChoice {
        /// The notice.
        pub id: ReadyNoticeId,
        /// What it says in the languages of the staff.
        pub text: Text,
    }
}
