//! Refusals of what somebody asks for who puts up or takes down notices.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Rejection;
use crate::limits;
use crate::notice::NoticeTextError;
use crate::text::Text;

/// Why a notice is not put up or not taken down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "rejection", rename_all = "snake_case")]
pub enum NoticeRejection {
    /// Either a ready-made notice or words have to be named.
    NoticeChoice,
    /// The hub has no such ready-made notice.
    UnknownNotice {
        /// What was asked for.
        ready: String,
    },
    /// The hub has no such area.
    UnknownNoticeArea {
        /// What was asked for.
        area: String,
    },
    /// There is nothing in Italian.
    NoticeWithoutItalian,
    /// It is too long in a language.
    NoticeTooLong {
        /// The language, by its code.
        language: String,
        /// Most characters.
        chars_max: usize,
    },
    /// It has a line break or another sign that is no letter.
    NoticeNotOneLine {
        /// The language, by its code.
        language: String,
    },
    /// It would end before now, or much too late.
    NoticeEndOutOfRange {
        /// The latest end.
        latest: DateTime<Utc>,
    },
    /// The same is up already.
    NoticeUpAlready,
    /// As many as fit are up.
    TooManyNotices {
        /// The building in which they are.
        location: String,
        /// Most notices.
        notices_max: usize,
    },
    /// It is not up, or no more.
    NoticeNotUp,
}

impl From<NoticeRejection> for Rejection {
    fn from(rejection: NoticeRejection) -> Self {
        Self::Notice(rejection)
    }
}

impl From<NoticeTextError> for Rejection {
    fn from(error: NoticeTextError) -> Self {
        Self::Notice(match error {
            NoticeTextError::NoItalian => NoticeRejection::NoticeWithoutItalian,
            NoticeTextError::TooLong(language) => NoticeRejection::NoticeTooLong {
                language: language.code().to_owned(),
                chars_max: limits::NOTICE_CHARS_MAX,
            },
            NoticeTextError::ControlSign(language) => {
                NoticeRejection::NoticeNotOneLine { language: language.code().to_owned() }
            }
        })
    }
}

impl NoticeRejection {
    /// The stable code, snake_case, as on the wire.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoticeChoice => "notice_choice",
            Self::UnknownNotice { .. } => "unknown_notice",
            Self::UnknownNoticeArea { .. } => "unknown_notice_area",
            Self::NoticeWithoutItalian => "notice_without_italian",
            Self::NoticeTooLong { .. } => "notice_too_long",
            Self::NoticeNotOneLine { .. } => "notice_not_one_line",
            Self::NoticeEndOutOfRange { .. } => "notice_end_out_of_range",
            Self::NoticeUpAlready => "notice_up_already",
            Self::TooManyNotices { .. } => "too_many_notices",
            Self::NoticeNotUp => "notice_not_up",
        }
    }

    /// What staff read and can act on.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::NoticeChoice => Text::new(
                "Scegli un avviso pronto oppure scrivine uno: uno dei due.",
                "Choose a ready-made notice or write one: one of the two.",
            ),
            Self::UnknownNotice { ready } => Text::new(
                format!("L'avviso pronto «{ready}» non c'è: scegline un altro."),
                format!("There is no ready-made notice \"{ready}\": choose another."),
            ),
            Self::UnknownNoticeArea { area } => Text::new(
                format!("L'area «{area}» non c'è: scegline un'altra."),
                format!("There is no area \"{area}\": choose another."),
            ),
            Self::NoticeWithoutItalian => {
                Text::new("Scrivi l'avviso in italiano.", "Write the notice in Italian, too.")
            }
            Self::NoticeTooLong { language, chars_max } => Text::new(
                format!("Avviso troppo lungo ({language}): al massimo {chars_max} caratteri."),
                format!("The notice is too long ({language}): at most {chars_max} characters."),
            ),
            Self::NoticeNotOneLine { language } => Text::new(
                format!("Scrivi l'avviso ({language}) su una sola riga."),
                format!("Write the notice ({language}) on a single line."),
            ),
            Self::NoticeEndOutOfRange { latest } => Text::new(
                format!("L'avviso deve finire più tardi di adesso e non dopo il {}.", latest.format("%d/%m/%Y")),
                format!("The notice has to end later than now and not after {}.", latest.format("%Y-%m-%d")),
            ),
            Self::NoticeUpAlready => Text::new(
                "Questo avviso è già esposto: per cambiarlo, prima toglilo.",
                "This notice is up already: to change it, take it down first.",
            ),
            Self::TooManyNotices { location, notices_max } => Text::new(
                format!("{location}: ci sono già {notices_max} avvisi, di più non si leggono. Togline uno."),
                format!("{location}: {notices_max} notices are up, more cannot be read. Take one down."),
            ),
            Self::NoticeNotUp => Text::new(
                "Questo avviso non è più esposto: un collega l'ha tolto o è scaduto.",
                "This notice is not up any more: a colleague took it down or it has ended.",
            ),
        }
    }
}
