//! Short notices that staff put up and citizens read at the kiosks.

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::ids::{AreaId, LocationId, NoticeId, ReadyNoticeId};
use crate::limits::NOTICE_CHARS_MAX;
use crate::text::{Language, Text};

/// A notice of the hub file, to be put up as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadyNotice {
    /// The notice's id.
    pub id: ReadyNoticeId,
    /// What it says, at most `NOTICE_CHARS_MAX` characters in each language.
    pub text: Text,
}

/// A notice that was put up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The notice.
    pub notice: NoticeId,
    /// The ready-made one it was made from, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ready: Option<ReadyNoticeId>,
    /// What it says, whatever becomes of the hub file.
    pub text: Text,
    /// The building whose kiosks show it; `None` for all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationId>,
    /// The area it is about; `None` where it concerns everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaId>,
    /// When it was put up.
    pub posted_at: Timestamp,
    /// When it ends by itself.
    pub until: Timestamp,
}

impl Notice {
    /// Whether it is still up at a moment.
    #[must_use]
    pub fn is_up(&self, now: Timestamp) -> bool {
        now < self.until
    }

    /// Whether the kiosks of a building show it.
    #[must_use]
    pub fn is_in(&self, location: &LocationId) -> bool {
        self.location.as_ref().is_none_or(|only| only == location)
    }
}

/// What can be wrong with the words of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeTextError {
    /// There is nothing in Italian.
    NoItalian,
    /// It is longer than `NOTICE_CHARS_MAX` in this language.
    TooLong(Language),
    /// It has a line break or another sign that is no letter in this language.
    ControlSign(Language),
}

/// The words of a notice as they are kept: without blanks around them, and without languages in which there are none.
///
/// # Errors
/// The first language in which they cannot be shown, in the order of [`Language::ALL`].
pub fn checked(text: &Text) -> Result<Text, NoticeTextError> {
    let mut kept = Text::new(text.it.trim(), text.en.trim());
    let more = text.more.iter().map(|(language, words)| (*language, words.trim().to_owned()));
    kept.more = more.filter(|(_, words)| !words.is_empty()).collect();
    if kept.it.is_empty() {
        return Err(NoticeTextError::NoItalian);
    }
    for language in Language::ALL {
        let words = kept.get(language);
        if words.chars().count() > NOTICE_CHARS_MAX {
            return Err(NoticeTextError::TooLong(kept.spoken(language)));
        }
        if words.chars().any(char::is_control) {
            return Err(NoticeTextError::ControlSign(kept.spoken(language)));
        }
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::{NoticeTextError, checked};
    use crate::limits::NOTICE_CHARS_MAX;
    use crate::text::{Language, Text};

    #[test]
    fn the_words_of_a_notice_are_kept_without_what_is_empty() {
        let mut text = Text::new("  Ascensore guasto ", " ");
        text.more.insert(Language::Ro, " Lift defect".to_owned());
        text.more.insert(Language::Ar, String::new());
        let kept = checked(&text).unwrap();
        assert_eq!((kept.it.as_str(), kept.en.as_str()), ("Ascensore guasto", ""));
        assert_eq!(kept.more.into_iter().collect::<Vec<_>>(), [(Language::Ro, "Lift defect".to_owned())]);
    }

    #[test]
    fn what_no_kiosk_could_show_is_refused_with_its_language() {
        assert_eq!(checked(&Text::new(" ", "Lift out of order")), Err(NoticeTextError::NoItalian));
        let longest = "è".repeat(NOTICE_CHARS_MAX);
        assert!(checked(&Text::new(longest.clone(), "")).is_ok());
        let too_long = format!("{longest}è");
        assert_eq!(checked(&Text::new("Sì", too_long)), Err(NoticeTextError::TooLong(Language::En)));
        assert_eq!(checked(&Text::new("a\nb", "")), Err(NoticeTextError::ControlSign(Language::It)));
    }
}
