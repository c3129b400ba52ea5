//! Following a ticket by its secret: where the page is, what it is made from, and how many may look at once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::catalog::Catalog;
use domain::follow::FollowToken;
use domain::view::TicketView;
use protocol::route;

use crate::problem::{self, Refusal};
use crate::views::Published;

/// Phones that may follow at once; screens have places of their own, so that no crowd of phones darkens a board.
const FOLLOWERS_MAX: usize = 4_096;
/// Phones that may follow one ticket at once: a family, and connections that have not noticed their end yet.
const FOLLOWERS_PER_TICKET_MAX: usize = 8;

/// The address of the page that follows a ticket; `None` where the hub has told no address for phones.
pub(crate) fn url(catalog: &Catalog, token: FollowToken) -> Option<String> {
    let base = catalog.follow_url.as_ref()?;
    Some(format!("{base}{}", route::FOLLOW_PAGE.replace("{token}", &token.to_string())))
}

/// What whoever has the secret of a ticket of today is told.
pub(crate) fn view(latest: &Published, token: FollowToken) -> Option<TicketView> {
    let view = engine::view::followed(&latest.state, token, latest.moment())?;
    Some(TicketView { follow_url: url(latest.state.catalog(), token), ..view })
}

/// Who follows, by ticket.
#[derive(Debug, Default)]
pub(crate) struct Followers(Mutex<BTreeMap<FollowToken, usize>>);

impl Followers {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<FollowToken, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place among the followers, given back when the stream ends.
#[derive(Debug)]
pub(crate) struct Place {
    followers: Arc<Followers>,
    token: FollowToken,
}

impl Place {
    /// A place for one more phone; only for the secret of a ticket, so that guessing fills nothing.
    pub(crate) fn take(followers: &Arc<Followers>, token: FollowToken) -> Result<Self, Refusal> {
        let mut by_ticket = followers.lock();
        let is_room = by_ticket.values().sum::<usize>() < FOLLOWERS_MAX;
        let count = by_ticket.get(&token).copied().unwrap_or_default();
        if !is_room || count >= FOLLOWERS_PER_TICKET_MAX {
            return Err(Refusal(problem::too_many_streams()));
        }
        by_ticket.insert(token, count + 1);
        Ok(Self { followers: followers.clone(), token })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut by_ticket = self.followers.lock();
        match by_ticket.get_mut(&self.token) {
            Some(count) if *count > 1 => *count -= 1,
            Some(_) | None => drop(by_ticket.remove(&self.token)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::follow::FollowToken;

    use super::{FOLLOWERS_MAX, FOLLOWERS_PER_TICKET_MAX, Followers, Place};

    #[test]
    fn one_ticket_has_a_few_places_and_all_together_have_many() {
        let followers = Arc::new(Followers::default());
        let token = |number: usize| FollowToken::new((number as u128).to_be_bytes());
        let mut places: Vec<_> =
            (0..FOLLOWERS_PER_TICKET_MAX).map(|_| Place::take(&followers, token(0)).ok().unwrap()).collect();
        assert!(Place::take(&followers, token(0)).is_err());
        places.pop();
        places.push(Place::take(&followers, token(0)).ok().expect("a place was given back"));
        places.extend(
            (FOLLOWERS_PER_TICKET_MAX..FOLLOWERS_MAX)
                .map(|number| Place::take(&followers, token(number)).ok().expect("there is room")),
        );
        assert!(Place::take(&followers, token(FOLLOWERS_MAX)).is_err());
        drop(places);
        assert!(followers.lock().is_empty(), "nothing is kept of who is gone");
    }
}
