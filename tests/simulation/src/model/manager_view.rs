//! What the manager's page should show, by the model.

use domain::Timestamp;
use domain::catalog::{Area, Location};
use domain::ids::ServiceId;
use domain::view::{ManagerArea, ManagerView};

use super::hall::Hall;
use super::places::gives;
use super::views::{Checked, count, same};
use super::why::whole;
use super::{Guest, Model};

/// How long somebody has waited for something, and whether that is longer than the office aims at.
struct Wait {
    minutes: u32,
    is_over: bool,
}

impl Model {
    /// Checks the page, as a view of the moment `at` by the machine's clock shows it.
    ///
    /// # Errors
    /// What is wrong.
    pub fn check_manager(&self, view: &ManagerView, at: Timestamp) -> Checked {
        same("the manager's day", &view.day, &self.day)?;
        same("the manager's policy", &view.policy, &self.catalog.rules.policy)?;
        same("when waits were foretold", &view.foretold_at, &None)?;
        same("the manager's printers", &view.printers, &self.all_printers())?;
        same("the manager's usher calls", &view.usher_calls, &self.all_usher_calls())?;
        same("the manager's notices", &view.notices, &self.all_notices(at))?;
        let mut rows = view.areas.iter();
        for place in &self.catalog.locations {
            let hall = self.hall(&place.id);
            for area in &self.catalog.areas {
                let given: Vec<_> = self.given(place, area).collect();
                if !given.is_empty() {
                    let row = rows.next().ok_or_else(|| format!("{} in {} is shown nowhere", area.id, place.id))?;
                    self.check_row(row, (place, area, &given), &hall, at)?;
                }
            }
        }
        same("further areas of the manager", &rows.count(), &0)
    }

    /// The services of an area that a building gives.
    fn given<'a>(&'a self, place: &'a Location, area: &'a Area) -> impl Iterator<Item = &'a ServiceId> {
        let services = self.catalog.services.iter().filter(|service| service.area == area.id);
        services.map(|service| &service.id).filter(|service| gives(place, service))
    }

    fn check_row(
        &self,
        row: &ManagerArea,
        (place, area, given): (&Location, &Area, &[&ServiceId]),
        hall: &Hall<'_>,
        at: Timestamp,
    ) -> Checked {
        let of = |what: &str| format!("{what} in {} of {}", area.id, place.id);
        same(&of("the manager's row"), &(&row.location, &row.area), &(&place.id, &area.id))?;
        same(&of("waiting"), &row.waiting, &self.waiting_in(&place.id, area.id.as_str()))?;
        let waits: Vec<_> = self.guests.iter().filter_map(|guest| self.wait(guest, place, given, at)).collect();
        let over = waits.iter().filter(|wait| wait.is_over).count();
        same(&of("those over the target"), &row.over_target, &count(over))?;
        let longest = waits.iter().map(|wait| wait.minutes).max().unwrap_or(0);
        same(&of("the longest wait"), &row.longest_wait_minutes, &longest)?;
        let open = hall.on_duty_for_any(|service| given.contains(&service));
        same(&of("counters open"), &row.counters_open, &count(open))?;
        let most = given.iter().map(|service| hall.told_pressure(service)).fold(0.0, f64::max);
        whole(&of("pressure"), row.pressure_minutes, most)?;
        same(&of("the wait foretold"), &row.wait, &None)
    }

    /// How long a guest has waited in a building for whatever of some services can be called.
    fn wait(&self, guest: &Guest, place: &Location, given: &[&ServiceId], at: Timestamp) -> Option<Wait> {
        let is_here = |errand: &usize| {
            let it = &guest.errands[*errand];
            it.location == place.id && given.contains(&&it.service) && self.is_due(guest, *errand)
        };
        let here = (0..guest.errands.len()).filter(is_here).map(|errand| &guest.errands[errand]);
        let waits: Vec<_> = here
            .map(|errand| {
                let seconds = (at - errand.key).num_seconds().max(0);
                (seconds, i64::from(self.target_minutes(&errand.service, guest.class)) * 60)
            })
            .collect();
        let longest = waits.iter().map(|(seconds, _)| *seconds).max()?;
        let minutes = u32::try_from(longest / 60).unwrap_or(u32::MAX);
        Some(Wait { minutes, is_over: waits.iter().any(|(seconds, target)| seconds > target) })
    }
}
