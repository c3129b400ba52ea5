//! The desk without a display: lines in, one line of answer each.

use counter_app_flow::{Model, Msg, printers_text};
use domain::Timestamp;
use domain::ids::{ClerkId, ServiceId};
use domain::text::Language;
use domain::ticket::LegState;
use domain::view::{CounterAction, CounterView};
use slint::ComponentHandle;
use ui_kit::script::{answer, deadline, picture, quit, too_late};

use crate::ui::CounterWindow;

#[cfg(test)]
mod tests;

/// What the script is waiting for.
#[derive(Default)]
pub(crate) struct Script {
    wait: Option<Wait>,
}

struct Wait {
    goal: Goal,
    until: Timestamp,
    /// What is to be done once the dispatcher has been heard for the first time.
    held: Option<Msg>,
}

#[derive(Clone, Copy, Debug)]
enum Goal {
    /// The message of the line has been carried out.
    Touch,
    /// The desk shows what came of the command.
    Answer,
    /// The desk as it is at the dispatcher.
    Heard,
    SignedIn,
    SignedOut,
    Free,
    Called,
    Serving,
    Waiting(u32),
    /// A printer wants somebody.
    Printers,
    /// No printer wants anybody.
    NoPrinters,
}

/// What a line stands for.
enum Line {
    Msg(Msg, Goal),
    Wait(Goal),
    Answer(String),
}

impl Script {
    /// Takes a line; gives the message it stands for. Lines without a message are answered here.
    pub(crate) fn line(&mut self, line: &str, window: &CounterWindow, model: &Model, now: Timestamp) -> Option<Msg> {
        let until = deadline(now);
        match read(line, window, model) {
            // A script starts together with the desk and does not have to wait for the first frame itself.
            Line::Msg(msg, Goal::Answer) if model.view.is_none() => {
                self.wait = Some(Wait { goal: Goal::Answer, until, held: Some(msg) });
                None
            }
            Line::Msg(msg, goal) => {
                self.wait = Some(Wait { goal, until, held: None });
                Some(msg)
            }
            Line::Wait(goal) => {
                self.wait = Some(Wait { goal, until, held: None });
                self.look(model, now)
            }
            Line::Answer(text) => {
                answer(&text);
                None
            }
        }
    }

    /// Answers where what was waited for is there, or cannot come any more; gives what was held back for so long.
    pub(crate) fn look(&mut self, model: &Model, now: Timestamp) -> Option<Msg> {
        let wait = self.wait.as_mut()?;
        if model.view.is_some()
            && let Some(msg) = wait.held.take()
        {
            return Some(msg);
        }
        let text = match reached(wait.goal, model).filter(|_| wait.held.is_none()) {
            Some(text) => text,
            None if now >= wait.until => too_late(&format!("{:?}", wait.goal)),
            None => return None,
        };
        answer(&text);
        self.wait = None;
        None
    }
}

fn read(line: &str, window: &CounterWindow, model: &Model) -> Line {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let id = client::new_command_id;
    match (word, rest) {
        ("sign_in", clerk) if !clerk.is_empty() => {
            Line::Msg(Msg::SignIn { clerk: ClerkId::new(clerk), id: id() }, Goal::Answer)
        }
        ("transfer", service) if !service.is_empty() => {
            Line::Msg(Msg::Transfer { service: ServiceId::new(service), id: id() }, Goal::Answer)
        }
        ("press", name) => match action(name) {
            Some(action) => Line::Msg(Msg::Press { action, id: id() }, Goal::Answer),
            None => Line::Answer(format!("failed there is no button '{name}'")),
        },
        ("wait", goal) => match self::goal(goal) {
            Some(goal) => Line::Wait(goal),
            None => Line::Answer(format!("failed '{goal}' cannot be waited for")),
        },
        ("language", "it") => Line::Msg(Msg::SetLanguage(Language::It), Goal::Touch),
        ("language", "en") => Line::Msg(Msg::SetLanguage(Language::En), Goal::Touch),
        ("state", "") => Line::Answer(state(model)),
        ("picture", file) if !file.is_empty() => Line::Answer(picture(window.window(), file)),
        ("quit", "") => Line::Answer(quit()),
        (_, _) => Line::Answer(format!("failed '{line}' is not a line of the counter")),
    }
}

fn action(name: &str) -> Option<CounterAction> {
    Some(match name {
        "call_next" => CounterAction::CallNext,
        "recall" => CounterAction::Recall,
        "start" => CounterAction::Start,
        "finish" => CounterAction::Finish,
        "no_show" => CounterAction::NoShow,
        "sign_out" => CounterAction::SignOut,
        _ => return None,
    })
}

fn goal(text: &str) -> Option<Goal> {
    Some(match text.split_once(' ').unwrap_or((text, "")) {
        ("signed_in", "") => Goal::SignedIn,
        ("signed_out", "") => Goal::SignedOut,
        ("heard", "") => Goal::Heard,
        ("free", "") => Goal::Free,
        ("called", "") => Goal::Called,
        ("serving", "") => Goal::Serving,
        ("printers", "") => Goal::Printers,
        ("no_printers", "") => Goal::NoPrinters,
        ("waiting", people) => Goal::Waiting(people.parse().ok()?),
        _ => return None,
    })
}

fn state(model: &Model) -> String {
    let Some(view) = &model.view else { return "failed the dispatcher has not been heard yet".to_owned() };
    match in_hand(view) {
        Some((LegState::Serving, code)) => format!("done serving {code}"),
        Some((_, code)) => format!("done called {code}"),
        None if view.clerk.is_some() => "done free".to_owned(),
        None => "done signed_out".to_owned(),
    }
}

fn in_hand(view: &CounterView) -> Option<(LegState, String)> {
    view.current.as_ref().map(|ticket| (ticket.state, ticket.code.to_string()))
}

fn reached(goal: Goal, model: &Model) -> Option<String> {
    let done = |is_there: bool| is_there.then(|| "done".to_owned());
    match goal {
        Goal::Touch => return done(true),
        // A success takes the notice away, so a notice is the reason why this was none.
        Goal::Answer if model.is_busy() => return None,
        Goal::Answer => {
            let why = model.notice.as_ref().map(|notice| format!("failed {}", notice.text.get(model.language)));
            return why.or_else(|| done(true));
        }
        Goal::Heard
        | Goal::SignedIn
        | Goal::SignedOut
        | Goal::Free
        | Goal::Called
        | Goal::Serving
        | Goal::Waiting(_)
        | Goal::Printers
        | Goal::NoPrinters => {}
    }
    // What is shown without a connection may be over.
    let view = model.view.as_ref().filter(|_| model.lost.is_none())?;
    match goal {
        Goal::SignedIn => done(view.clerk.is_some()),
        Goal::Heard => done(view.day.is_some()),
        Goal::SignedOut => done(view.clerk.is_none()),
        Goal::Free => done(view.clerk.is_some() && view.current.is_none()),
        Goal::Serving => done(in_hand(view).is_some_and(|(state, _)| state == LegState::Serving)),
        Goal::Waiting(people) => done(view.waiting >= people),
        Goal::Printers => {
            let is_told = !view.desk.printers.is_empty();
            is_told.then(|| format!("done {}", printers_text(&view.desk.printers).get(model.language)))
        }
        Goal::NoPrinters => done(view.desk.printers.is_empty()),
        Goal::Called => {
            in_hand(view).filter(|(state, _)| *state == LegState::Called).map(|(_, code)| format!("done {code}"))
        }
        Goal::Touch | Goal::Answer => None,
    }
}
