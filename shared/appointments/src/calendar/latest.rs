//! Keeps of each booking the version that counts.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::NaiveDateTime;

use domain::ids::AppointmentId;

use crate::booking::Booking;
use crate::import::Findings;
use crate::mistake::MistakeKind;
use crate::reader::shown;

/// How new an event is: the higher counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version {
    /// How often its time was changed.
    pub(crate) sequence: u32,
    /// When it was modified last, in UTC.
    pub(crate) modified_at: Option<NaiveDateTime>,
}

/// The newest version of each booking, in the order in which the file first names them.
#[derive(Default)]
pub(crate) struct Latest {
    versions: Vec<(usize, Version, Booking)>,
    places: BTreeMap<AppointmentId, usize>,
}

impl Latest {
    /// Adds a version; of two that differ and are equally new none is right, and that is reported.
    pub(crate) fn add(&mut self, line: usize, version: Version, booking: Booking, findings: &mut Findings) {
        let place = match self.places.entry(booking.id.clone()) {
            Entry::Vacant(free) => {
                free.insert(self.versions.len());
                self.versions.push((line, version, booking));
                return;
            }
            Entry::Occupied(place) => *place.get(),
        };
        let Some(known) = self.versions.get_mut(place) else { return };
        if version > known.1 {
            *known = (line, version, booking);
        } else if version == known.1 && booking != known.2 {
            findings.mistake(line, MistakeKind::IdTwice { id: shown(&booking.id.0), first_line: known.0 });
        }
    }

    pub(crate) fn bookings(self) -> Vec<Booking> {
        self.versions.into_iter().map(|(_, _, booking)| booking).collect()
    }
}
