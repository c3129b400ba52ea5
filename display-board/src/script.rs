//! The board without a display: lines in, one line of answer each.

use display_board_flow::Model;
use domain::Timestamp;
use domain::ticket::Code;
use slint::ComponentHandle;
use ui_kit::script::{answer, deadline, picture, quit, too_late};

use crate::ui::BoardWindow;

/// What the script is waiting for.
#[derive(Default)]
pub(crate) struct Script {
    wait: Option<Wait>,
}

struct Wait {
    goal: Goal,
    until: Timestamp,
}

enum Goal {
    /// The first frame of an open day.
    Open,
    /// A call of this code.
    Call(Code),
}

impl Script {
    /// Takes a line; it is answered here, or once what it waits for is there.
    pub(crate) fn line(&mut self, line: &str, window: &BoardWindow, model: &Model, now: Timestamp) {
        match line.split_once(' ').unwrap_or((line, "")) {
            ("wait", "open") => self.wait(Goal::Open, model, now),
            ("wait", code) if !code.is_empty() => self.wait(Goal::Call(Code(code.to_owned())), model, now),
            ("picture", file) if !file.is_empty() => {
                answer(&picture(window.window(), file));
            }
            ("quit", "") => answer(&quit()),
            (_, _) => answer(&format!("failed '{line}' is not a line of the board")),
        }
    }

    fn wait(&mut self, goal: Goal, model: &Model, now: Timestamp) {
        self.wait = Some(Wait { goal, until: deadline(now) });
        self.look(model, now);
    }

    /// Answers where what was waited for is there, or has not come in time.
    pub(crate) fn look(&mut self, model: &Model, now: Timestamp) {
        let Some(wait) = &self.wait else { return };
        let is_reached = match &wait.goal {
            Goal::Open => model.is_open(),
            Goal::Call(code) => model.is_open() && model.shows(code),
        };
        if is_reached {
            answer("done");
        } else if now >= wait.until {
            answer(&too_late(&name(&wait.goal)));
        } else {
            return;
        }
        self.wait = None;
    }
}

fn name(goal: &Goal) -> String {
    match goal {
        Goal::Open => "an open day".to_owned(),
        Goal::Call(code) => format!("a call of {code}"),
    }
}
