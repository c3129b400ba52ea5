//! The dispatcher's one source of randomness.

use domain::check_in::{CHECK_IN_RANDOM_BYTES, CheckInCode, check_in_code as code_of};
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

/// A number that differs from one start to the next; 0 where the machine has no randomness.
pub(crate) fn of_a_start() -> u64 {
    let mut random = [0; 8];
    match getrandom::fill(&mut random) {
        Ok(()) => u64::from_be_bytes(random),
        Err(_) => 0,
    }
}

/// A code for check-in nobody can guess; `None` where the machine has no randomness.
pub(crate) fn check_in_code() -> Option<CheckInCode> {
    let mut random = [0; CHECK_IN_RANDOM_BYTES];
    getrandom::fill(&mut random).ok().map(|()| code_of(random))
}
