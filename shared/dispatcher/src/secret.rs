//! The dispatcher's one source of randomness.

use domain::follow::FollowToken;

/// A secret nobody can guess; `None` where the machine has no randomness, because a ticket matters more than its link.
pub(crate) fn follow_token() -> Option<FollowToken> {
    let mut random = [0; 16];
    match getrandom::fill(&mut random) {
        Ok(()) => Some(FollowToken::new(random)),
        Err(error) => {
            tracing::error!(%error, "the machine gives no randomness; tickets get no link to follow them");
            None
        }
    }
}
