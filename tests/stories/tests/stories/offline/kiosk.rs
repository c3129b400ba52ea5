//! A kiosk without its screen: the real flow, the real client, a disk of bytes, and a network that fails as told.

use std::collections::VecDeque;
use std::sync::Arc;

use client::{Client, ClientError};
use domain::command::Command;
use domain::ids::{CommandId, DeviceId};
use domain::ticket::{Class, SlipOutcome};
use domain::view::TicketView;
use kiosk_flow::{Effect, Model, Msg, OFFLINE_AFTER_SECONDS, Saved, SavedHandIn, Screen, SlipCopy, update};
use protocol::Reply;
use stories::{PassingClock, in_time};

/// What the network does to a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Net {
    /// It is carried, and its answer too.
    Carries,
    /// It never arrives.
    LosesCommands,
    /// It arrives, and its answer does not.
    LosesAnswers,
}

/// A kiosk.
pub(crate) struct Kiosk {
    device: DeviceId,
    client: Client,
    clock: Arc<PassingClock>,
    pub(crate) model: Model,
    disk: Vec<u8>,
    pub(crate) net: Net,
    /// So many effects are still carried out before the power fails.
    pub(crate) power: Option<u32>,
    /// Every slip that came out.
    pub(crate) slips: Vec<(TicketView, SlipCopy)>,
    /// Codes the hub did not take in.
    pub(crate) not_taken_in: Vec<(String, String)>,
    wishes: u32,
    lives: u32,
}

impl Kiosk {
    pub(crate) fn at(device: &str, client: Client, clock: &Arc<PassingClock>) -> Self {
        Self {
            device: DeviceId::new(device),
            client,
            clock: clock.clone(),
            model: Model::default(),
            disk: serde_json::to_vec(&Saved::default()).unwrap(),
            net: Net::Carries,
            power: None,
            slips: Vec::new(),
            not_taken_in: Vec::new(),
            wishes: 0,
            lives: 0,
        }
    }

    /// The dispatcher came back somewhere else.
    pub(crate) fn finds(&mut self, client: Client) {
        self.client = client;
    }

    /// Starts with what is on its disk.
    pub(crate) async fn starts(&mut self) {
        (self.model, self.power) = (Model::default(), None);
        self.lives += 1;
        let saved: Saved = serde_json::from_slice(&self.disk).unwrap();
        self.does(Msg::Restored(saved)).await;
        self.looks().await;
    }

    /// The stream says how the hub is, or breaks.
    pub(crate) async fn looks(&mut self) {
        let msg = match self.net {
            Net::Carries => Msg::Frame(Box::new(in_time(self.client.kiosk()).await.unwrap())),
            Net::LosesCommands | Net::LosesAnswers => Msg::StreamLost("the cable is cut".to_owned()),
        };
        self.does(msg).await;
    }

    /// Seconds pass; the story's clock is moved by the story.
    pub(crate) async fn waits(&mut self, seconds: u32) {
        for _ in 0..seconds {
            self.does(Msg::Tick).await;
        }
    }

    /// Somebody comes for the service at this place of the menu, and gets a number or not.
    pub(crate) async fn serves(&mut self, place: usize) -> Option<String> {
        self.does(Msg::Home).await;
        let view = self.model.view.clone()?;
        let all: Vec<_> = view.areas.iter().flat_map(|area| area.services.iter().map(move |it| (area, it))).collect();
        let (area, service) = all[place % all.len()];
        self.wishes += 1;
        let id = CommandId::new(format!("{}-{:03}-{:012}", self.device, self.lives, self.wishes));
        for msg in [Msg::ChooseArea(area.id.clone()), Msg::ChooseService(service.id.clone()), Msg::Take { id }] {
            self.does(msg).await;
        }
        self.waits(OFFLINE_AFTER_SECONDS + 1).await;
        let Screen::Ticket { ticket, .. } = &self.model.screen else { return None };
        Some(ticket.code.0.clone())
    }

    /// Whether the power has failed.
    pub(crate) fn is_off(&self) -> bool {
        self.power == Some(0)
    }

    pub(crate) async fn does(&mut self, msg: Msg) {
        let mut msgs = VecDeque::from([msg]);
        while let Some(msg) = msgs.pop_front() {
            if self.is_off() {
                return;
            }
            for effect in update(&mut self.model, msg, self.clock.time()) {
                if self.is_off() {
                    return;
                }
                self.power = self.power.map(|left| left - 1);
                msgs.extend(self.carry_out(effect).await);
            }
        }
    }

    async fn carry_out(&mut self, effect: Effect) -> Option<Msg> {
        match effect {
            Effect::Save(saved) => self.disk = serde_json::to_vec(&saved).unwrap(),
            Effect::Keep { ticket } => return Some(Msg::Kept { ticket, is_kept: true }),
            Effect::SendTake { id, wish, language } => {
                let command = Command::TakeTicket {
                    services: wish.services,
                    class: Class::WalkIn,
                    language,
                    device: Some(self.device.clone()),
                    priority: wish.priority,
                    location: None,
                    from: None,
                };
                return self.asks(id, &command).await;
            }
            Effect::SendCheckIn { id, code, language } => {
                let from = self.model.view.as_ref().and_then(|view| view.location.clone());
                let command = Command::CheckIn { code, language, device: Some(self.device.clone()), from };
                return self.asks(id, &command).await;
            }
            Effect::Print { ticket, copy, .. } => {
                let id = ticket.ticket;
                self.slips.push((*ticket, copy));
                return Some(Msg::SlipDone { ticket: id, outcome: SlipOutcome::Printed, detail: String::new() });
            }
            Effect::LeaseCodes { starts_anew } => {
                let command = Command::LeaseCodes { device: self.device.clone(), location: None, starts_anew };
                let answer = self.sends(&client::new_command_id(), &command).await;
                let lease = answer.and_then(Result::ok).and_then(|reply| reply.lease);
                return Some(lease.map_or(Msg::NotLeased, Msg::Leased));
            }
            Effect::HandIn(entry) => return Some(self.hands_in(*entry).await),
            Effect::ReportSlip { ticket, outcome, detail } => {
                let command = Command::ReportSlip { ticket, outcome, detail };
                self.sends(&client::new_command_id(), &command).await;
            }
            Effect::ReportNotTakenIn { code, why } => self.not_taken_in.push((code.0, why.en)),
            Effect::ReportForgotten(_)
            | Effect::SendReprint { .. }
            | Effect::CallUsher { .. }
            | Effect::ReportPrinter { .. }
            | Effect::Say { .. }
            | Effect::Hush
            | Effect::Shine(_)
            | Effect::Staff(_) => (),
        }
        None
    }

    /// Asks for a ticket, and hears what the network lets through.
    async fn asks(&self, id: CommandId, command: &Command) -> Option<Msg> {
        match self.sends(&id, command).await? {
            Ok(reply) => Some(Msg::Taken { id, ticket: Box::new(reply.ticket.unwrap()) }),
            Err(error) => refusal(error).map(|(_, text)| Msg::Refused { id, text }),
        }
    }

    async fn hands_in(&mut self, entry: SavedHandIn) -> Msg {
        let id = entry.id.clone();
        let command = Command::HandIn {
            device: self.device.clone(),
            code: entry.code,
            services: entry.wish.services,
            language: entry.language,
            priority: entry.wish.priority,
            location: None,
            taken_at: entry.taken_at,
            day: entry.day,
            instead_of: entry.instead_of,
        };
        match self.sends(&id, &command).await {
            Some(Ok(reply)) => Msg::HandedIn { id, ticket: reply.ticket.unwrap().ticket },
            Some(Err(error)) => match refusal(error) {
                Some((_, text)) => Msg::NotTakenIn { id, text },
                None => Msg::HandInUnanswered { id },
            },
            None => Msg::HandInUnanswered { id },
        }
    }

    /// What the hub answered, where the network brought that.
    async fn sends(&self, id: &CommandId, command: &Command) -> Option<Result<Reply, ClientError>> {
        if self.net == Net::LosesCommands {
            return None;
        }
        let answer = in_time(self.client.send(id, command)).await;
        (self.net == Net::Carries).then_some(answer)
    }
}

fn refusal(error: ClientError) -> Option<(u16, domain::text::Text)> {
    match error {
        ClientError::Problem(problem) => Some((problem.status, problem.text)),
        ClientError::Unreachable(_) | ClientError::Protocol(_) => None,
    }
}
