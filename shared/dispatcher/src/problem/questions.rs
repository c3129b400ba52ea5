//! Problems with questions about past days.

use domain::DayDate;
use domain::rejection::Rejection;
use domain::rejection::citizen::CitizenRejection;
use domain::text::Text;
use forecast::hub::Unknown;
use protocol::Problem;

use super::{of_rejection, problem, storage};
use crate::replay::{ReplayError, listed, no_such_days};

/// The problem with a question that has no answer.
pub(crate) fn of_replay(error: &ReplayError) -> Box<Problem> {
    match error {
        ReplayError::UnknownLocation { location, .. } => {
            of_rejection(&CitizenRejection::UnknownLocation { location: location.clone() }.into())
        }
        ReplayError::Unfit(text) => problem(400, "bad_request", text.clone()),
        ReplayError::NoSuchDays { near } => days(near),
        ReplayError::Unknown(unknown) => of_unknown(unknown),
        ReplayError::Store(_)
        | ReplayError::NoSuchHub(_, _)
        | ReplayError::SeveralHubs(_)
        | ReplayError::Empty
        | ReplayError::NoCatalog => {
            tracing::error!(%error, "the journal cannot be read");
            storage(false)
        }
    }
}

fn of_unknown(unknown: &Unknown) -> Box<Problem> {
    match unknown {
        Unknown::Counter(counter) => of_rejection(&Rejection::UnknownCounter { counter: counter.clone() }),
        Unknown::Clerk(clerk) => of_rejection(&Rejection::UnknownClerk { clerk: clerk.clone() }),
        Unknown::Service(service) => of_rejection(&Rejection::UnknownService { service: service.clone() }),
        Unknown::Unstaffed(counter) => named("counter_without_clerk", unknown.text(), "counter", counter),
        Unknown::Absent(clerk) => named("clerk_not_there", unknown.text(), "clerk", clerk),
        Unknown::Days => days(&[]),
    }
}

fn named(code: &str, text: Text, name: &str, value: &str) -> Box<Problem> {
    let mut problem = problem(404, code, text);
    problem.values = [(name.to_owned(), value.to_owned())].into();
    problem
}

fn days(near: &[DayDate]) -> Box<Problem> {
    let mut problem = problem(404, "no_such_days", no_such_days(near));
    if !near.is_empty() {
        problem.values = [("near".to_owned(), listed(near))].into();
    }
    problem
}

/// One of each problem only a question about past days has.
#[expect(clippy::vec_box, reason = "problems travel boxed, because most answers are none")]
pub(crate) fn of_questions() -> Vec<Box<Problem>> {
    let near = DayDate::from_ymd_opt(2026, 6, 1);
    vec![
        of_replay(&ReplayError::NoSuchDays { near: near.into_iter().collect() }),
        of_unknown(&Unknown::Unstaffed("{counter}".to_owned())),
        of_unknown(&Unknown::Absent("{clerk}".to_owned())),
    ]
}
