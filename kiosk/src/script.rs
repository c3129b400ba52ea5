//! The kiosk without a display: lines in, one line of answer each.

use domain::Timestamp;
use domain::ids::{AreaId, ServiceId};
use domain::text::Language;
use kiosk_flow::{CheckInPage, Model, Msg, Screen, SlipState};
use slint::ComponentHandle;
use ui_kit::script::{answer, deadline, frames, picture, quit, too_late};

use crate::ui::KioskWindow;

/// What the script is waiting for.
#[derive(Default)]
pub(crate) struct Script {
    wait: Option<Wait>,
}

struct Wait {
    goal: Goal,
    until: Timestamp,
}

#[derive(Clone, Copy, Debug)]
enum Goal {
    /// The message of the line has been carried out.
    Touch,
    Home,
    Ticket,
    Slip,
}

impl Script {
    /// Takes a line; gives the message it stands for. Lines without a message are answered here.
    pub(crate) fn line(&mut self, line: &str, window: &KioskWindow, model: &Model, now: Timestamp) -> Option<Msg> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let msg = match (word, rest) {
            ("area", id) if model.area(&AreaId::new(id)).is_some() => Msg::ChooseArea(AreaId::new(id)),
            ("service", id)
                if matches!(&model.screen, Screen::Services { area }
                if model.service(area, &ServiceId::new(id)).is_some()) =>
            {
                Msg::ChooseService(ServiceId::new(id))
            }
            ("area" | "service", id) => {
                answer(&format!("failed there is no {word} '{id}' on the screen"));
                return None;
            }
            ("take", "") => Msg::Take { id: client::new_command_id() },
            ("take", "without-paper") => Msg::TakeWithoutPaper { id: client::new_command_id() },
            ("appointment", "") => Msg::OpenCheckIn,
            ("scan", text) if !text.is_empty() => Msg::Scanned { id: client::new_command_id(), text: text.to_owned() },
            ("again", "") => Msg::PrintAgain { id: client::new_command_id() },
            ("home", "") => Msg::Home,
            ("language", code) if let Some(language) = Language::from_code(code) => Msg::SetLanguage(language),
            ("languages", "") => Msg::ChooseLanguage,
            ("wait", "home") => return self.wait(Goal::Home, model, now),
            ("wait", "ticket") => return self.wait(Goal::Ticket, model, now),
            ("wait", "slip") => return self.wait(Goal::Slip, model, now),
            ("picture", file) if !file.is_empty() => {
                answer(&picture(window.window(), file));
                return None;
            }
            ("frames", "") => {
                answer(&frames());
                return None;
            }
            ("quit", "") => {
                answer(&quit());
                return None;
            }
            (_, _) => {
                answer(&format!("failed '{line}' is not a line of the kiosk"));
                return None;
            }
        };
        self.wait = Some(Wait { goal: Goal::Touch, until: now });
        Some(msg)
    }

    fn wait(&mut self, goal: Goal, model: &Model, now: Timestamp) -> Option<Msg> {
        self.wait = Some(Wait { goal, until: deadline(now) });
        self.look(model, now);
        None
    }

    /// Answers where what was waited for is there, or cannot come any more.
    pub(crate) fn look(&mut self, model: &Model, now: Timestamp) {
        let Some(wait) = &self.wait else { return };
        if let Some(text) = reached(wait.goal, model) {
            answer(&text);
        } else if now >= wait.until {
            answer(&too_late(&format!("{:?}", wait.goal)));
        } else {
            return;
        }
        self.wait = None;
    }
}

fn reached(goal: Goal, model: &Model) -> Option<String> {
    match (goal, &model.screen) {
        (Goal::Touch, _) => Some("done".to_owned()),
        (Goal::Home, Screen::Home) if model.is_open() => Some("done".to_owned()),
        (Goal::Ticket, Screen::Ticket { ticket, .. }) => Some(format!("done {}", ticket.code)),
        (Goal::Ticket | Goal::Slip, Screen::Details { failure: Some(failure), .. }) => {
            Some(format!("failed {}", failure.get(model.language)))
        }
        (Goal::Ticket | Goal::Slip, Screen::CheckIn(CheckInPage { failure: Some(failure), .. })) => {
            Some(format!("failed {}", failure.get(model.language)))
        }
        (Goal::Slip, Screen::Ticket { slip, .. }) => match slip {
            SlipState::Printing => None,
            SlipState::Printed => Some("done printed".to_owned()),
            SlipState::NotPrinted => Some("done not_printed".to_owned()),
            SlipState::Unknown => Some("done unknown".to_owned()),
            SlipState::NotWanted => Some("done not_wanted".to_owned()),
        },
        (Goal::Home | Goal::Ticket | Goal::Slip, _) => None,
    }
}
