//! What the kiosk asks the hub, and what its answers mean.

use client::{Client, ClientError};
use domain::command::Command;
use domain::ids::{CommandId, TicketId};
use kiosk_flow::Msg;
use protocol::Reply;

/// From this HTTP status on, a problem is the hub's own, and nobody knows whether the command was done.
const SERVER_ERROR_STATUS_MIN: u16 = 500;
/// The request came too slowly.
const REQUEST_TIMEOUT_STATUS: u16 = 408;
/// The hub is asked too much.
const TOO_MANY_REQUESTS_STATUS: u16 = 429;

/// Asks whether a slip may be printed once more.
pub(super) async fn print_again(client: &Client, id: CommandId, ticket: TicketId) -> Msg {
    match client.send(&id, &Command::Reprint { ticket }).await {
        Ok(_) => Msg::PrintAgainAllowed(ticket),
        Err(error) => {
            tracing::warn!(%ticket, %error, "no further slip");
            let text = if let Msg::Refused { text, .. } = failure(id, error) {
                text
            } else {
                kiosk_flow::no_further_slip_text()
            };
            Msg::PrintAgainRefused { ticket, text }
        }
    }
}

/// Asks for a person to come.
pub(super) async fn call_usher(client: &Client, id: CommandId, command: &Command) -> Msg {
    match client.send(&id, command).await {
        Ok(Reply { seq, .. }) => Msg::UsherCalled { id, seq },
        Err(error) => {
            tracing::warn!(%error, "the staff could not be told that somebody asks for help");
            Msg::UsherNotCalled { id }
        }
    }
}

/// Asks for codes the kiosk may give by itself.
pub(super) async fn lease(client: &Client, command: &Command) -> Msg {
    match client.send(&client::new_command_id(), command).await {
        Ok(Reply { lease: Some(lease), .. }) => Msg::Leased(lease),
        Ok(_) => Msg::NotLeased,
        Err(error) => {
            tracing::warn!(%error, "no numbers for the time without the dispatcher");
            Msg::NotLeased
        }
    }
}

/// Hands in a ticket the kiosk gave by itself; what is no clear answer is asked for again.
pub(super) async fn hand_in(client: &Client, id: CommandId, command: &Command) -> Msg {
    match client.send(&id, command).await {
        Ok(Reply { ticket: Some(ticket), .. }) => Msg::HandedIn { id, ticket: ticket.ticket },
        Ok(_) => Msg::HandInUnanswered { id },
        Err(error) => {
            tracing::warn!(%id, %error, "a number given without the dispatcher is not taken in");
            match error {
                ClientError::Problem(problem) if is_final(problem.status) => Msg::NotTakenIn { id, text: problem.text },
                ClientError::Problem(_) | ClientError::Unreachable(_) | ClientError::Protocol(_) => {
                    Msg::HandInUnanswered { id }
                }
            }
        }
    }
}

/// Asks for a ticket; whatever comes of it, the person gets an answer.
pub(super) async fn take(client: &Client, id: CommandId, command: &Command) -> Msg {
    match client.send(&id, command).await {
        Ok(reply) => match reply.ticket {
            Some(ticket) => Msg::Taken { id, ticket: Box::new(ticket) },
            None => {
                tracing::error!(%id, "the dispatcher took the command but gave no ticket");
                Msg::Unanswered { id }
            }
        },
        Err(error) => {
            tracing::warn!(%id, %error, "no ticket");
            failure(id, error)
        }
    }
}

/// Whether the hub has decided, and would say the same again.
fn is_final(status: u16) -> bool {
    status < SERVER_ERROR_STATUS_MIN && ![REQUEST_TIMEOUT_STATUS, TOO_MANY_REQUESTS_STATUS].contains(&status)
}

/// A refusal is said in the hub's own words. Whatever else went wrong is no matter for the person, who only has to
/// know that touching again is safe.
fn failure(id: CommandId, error: ClientError) -> Msg {
    match error {
        ClientError::Problem(problem) if problem.status < SERVER_ERROR_STATUS_MIN => {
            Msg::Refused { id, text: problem.text }
        }
        ClientError::Problem(_) | ClientError::Unreachable(_) | ClientError::Protocol(_) => Msg::Unanswered { id },
    }
}

#[cfg(test)]
mod tests {
    use domain::text::Text;
    use protocol::Problem;

    use super::*;

    #[test]
    fn only_a_refusal_is_shown_in_the_words_of_the_hub() {
        let id = || CommandId::new("0123456789abcdef");
        let text = || Text::new("Coda piena.", "The queue is full.");
        let problem = |status| ClientError::Problem(Box::new(Problem::new(status, "code", text())));
        let rows = [
            (problem(404), Some(text())),
            (problem(409), Some(text())),
            (problem(422), Some(text())),
            (problem(500), None),
            (problem(503), None),
            (problem(507), None),
            (ClientError::Unreachable(String::new()), None),
            (ClientError::Protocol(String::new()), None),
        ];
        for (error, shown) in rows {
            let label = format!("{error:?}");
            let expected = match shown {
                Some(text) => Msg::Refused { id: id(), text },
                None => Msg::Unanswered { id: id() },
            };
            assert_eq!(failure(id(), error), expected, "{label}");
        }
    }
}
