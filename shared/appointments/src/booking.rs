//! What was booked, and apart from it for whom.

use chrono::{DateTime, Utc};
use domain::ids::{AppointmentId, LocationId, ServiceId};
use serde::{Deserialize, Serialize};

/// One appointment as the booking system knows it.
///
/// It reads from JSON with the person and is written without: whoever stores a booking stores no personal datum by
/// accident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Booking {
    /// The id the booking system gave it; the same id later is the same booking, changed.
    pub id: AppointmentId,
    /// When it begins, in UTC.
    pub starts_at: DateTime<Utc>,
    /// How long it is planned to last, in minutes, where that is known.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 480))]
    pub duration_minutes: Option<u16>,
    /// The services, in the order they were booked; only a cancelled booking may have none.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 5))]
    pub services: Vec<ServiceId>,
    /// The location, where one was named.
    #[serde(default)]
    pub location: Option<LocationId>,
    /// Whether it was called off.
    #[serde(default)]
    pub cancelled: bool,
    /// For whom, where the booking system said so; to be kept apart from everything else.
    // Not `skip_serializing`: the description of the interface would leave the member out.
    #[serde(default, skip_serializing_if = "is_kept_apart")]
    pub person: Option<Person>,
}

/// No booking is written with its person.
fn is_kept_apart(_: &Option<Person>) -> bool {
    true
}

/// Personal data of whoever booked.
///
/// No rule of the office needs it. It never enters the journal or a log: it is stored apart, so that it can be
/// deleted, and its `Debug` says nothing.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The name; empty where none was given.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 120))]
    pub name: String,
    /// Where the person can be reached; empty where nothing was given.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 254))]
    pub contact: String,
}

impl Person {
    /// A person of whom something is known.
    pub(crate) fn known(name: String, contact: String) -> Option<Self> {
        let is_known = !name.is_empty() || !contact.is_empty();
        is_known.then_some(Self { name, contact })
    }
}

impl std::fmt::Debug for Person {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Person(kept apart)")
    }
}

#[cfg(all(test, feature = "openapi"))]
mod tests {
    use domain::limits::LEGS_PER_TICKET_MAX;
    use serde_json::{Value, json, to_value};
    use utoipa::PartialSchema;

    use super::*;
    use crate::limits::{CONTACT_CHARS_MAX, DURATION_MINUTES_MAX, PERSON_NAME_CHARS_MAX};

    #[test]
    fn the_description_of_the_interface_states_the_limits_that_are_checked() {
        let (booking, person) = (to_value(Booking::schema()).unwrap(), to_value(Person::schema()).unwrap());
        let bound = |of: &Value, member: &str, bound: &str| of["properties"][member][bound].clone();
        assert_eq!(bound(&booking, "duration_minutes", "maximum"), json!(DURATION_MINUTES_MAX));
        assert_eq!(bound(&booking, "services", "maxItems"), json!(LEGS_PER_TICKET_MAX));
        assert_eq!(bound(&person, "name", "maxLength"), json!(PERSON_NAME_CHARS_MAX));
        assert_eq!(bound(&person, "contact", "maxLength"), json!(CONTACT_CHARS_MAX));
        assert!(booking["properties"]["person"].is_object(), "the member is there, though it is never written");
    }
}
