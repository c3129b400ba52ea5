//! What a hub says of the first page of its kiosks: what most people come for, what has happened to them, signs and
//! words.

use serde::{Deserialize, Serialize};

use crate::ids::{LifeEventId, ServiceId};
use crate::text::Text;

/// The signs an area or a life event can have, each drawn in `assets/icons/NAME.svg`.
pub const ICONS: [&str; 40] = [
    "baby",
    "bill",
    "book",
    "building",
    "calendar",
    "car",
    "care",
    "culture",
    "document",
    "document-search",
    "elderly",
    "euro",
    "family",
    "flower",
    "globe",
    "heart",
    "house",
    "id-card",
    "info",
    "mail",
    "mourning",
    "moving",
    "parking",
    "people",
    "police",
    "recycling",
    "school",
    "search",
    "shield",
    "shop",
    "signpost",
    "sport",
    "star",
    "tools",
    "town-hall",
    "tree",
    "vote",
    "water",
    "wheelchair",
    "work",
];

/// What has happened to somebody, with the services it takes, of any areas: a `LifeEvent` or `BusinessEvent` of the
/// Core Public Service Vocabulary (CPSV-AP).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LifeEvent {
    /// Its id.
    pub id: LifeEventId,
    /// What people say: "I have moved".
    pub name: Text,
    /// Its sign, one of [`ICONS`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// The services it takes, in the order of the kiosk; at least one.
    pub services: Vec<ServiceId>,
}

/// The words of the first page a hub can set; the kiosk's own where it does not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HomeTexts {
    /// A greeting above the question; none where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub welcome: Option<Text>,
    /// The question above the areas.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Text>,
}

impl HomeTexts {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::ICONS;

    #[test]
    fn signs_stand_in_order_and_once() {
        assert!(ICONS.is_sorted_by(|one, other| one < other));
    }
}
