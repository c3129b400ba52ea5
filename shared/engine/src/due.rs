//! The counter that has to call although nobody presses its key.

use domain::Timestamp;
use domain::ids::CounterId;

use crate::decide::can_call;
use crate::figures::best_counter;
use crate::state::State;

/// The counter that has to call the next one by itself at a moment, where there is one.
///
/// One that stands by, with auto-next on, its clerk there and not pausing, and somebody waiting whom it can serve; of
/// several in a building the one that makes the best call ([`best_counter`]), of several buildings one in the first.
/// Once it has called, another can be due: whoever carries this out asks again until there is none, which is after as
/// many calls as there are counters at most.
/// Where no counter stands by this costs nothing.
#[must_use]
pub fn due_call(state: &State, now: Timestamp) -> Option<&CounterId> {
    if state.standing_by.is_empty() {
        return None;
    }
    let catalog = &state.catalog;
    catalog.locations.iter().find_map(|location| {
        let here = catalog.counters.iter().filter(|counter| counter.location == location.id).map(|counter| &counter.id);
        let free = here.filter(|id| state.standing_by.contains(*id) && can_call(state, id));
        best_counter(state, &location.id, free, now)
    })
}
