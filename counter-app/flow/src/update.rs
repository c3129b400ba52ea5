//! One step: what a message changes and what it asks for.

use domain::Timestamp;
use domain::command::Command;
use domain::ids::{ClerkId, CommandId, Seq, ServiceId};
use domain::text::Text;
use domain::view::CounterAction;
use protocol::CounterFrame;

use crate::choice::{Choice, Step};
use crate::intent::{InFlight, Intent, Stage};
use crate::model::{Effect, Model, Msg, Notice, NoticeKind, Page, Transfer};
use crate::shortcuts::Key;
use crate::{ANSWER_SECONDS_MAX, NOTICE_SECONDS, VIEW_SECONDS_MAX, notices, texts};

/// Changes `model` by one message and says what has to be done outside.
pub fn update(model: &mut Model, msg: Msg, now: Timestamp) -> Vec<Effect> {
    follow_clock(model, now);
    match msg {
        Msg::Frame(frame) => take_frame(model, *frame),
        Msg::StreamAlive => heard(model),
        Msg::StreamLost(why) => lose(model, why),
        Msg::UnknownCounter => model.is_unknown = true,
        Msg::Press { action, id } => return press(model, action, id),
        Msg::Key { key, id } => return press_key(model, key, id),
        Msg::Filter(text) => filter(model, &text),
        Msg::Step(step) => self::step(model, step),
        Msg::ChooseClerk(clerk) => model.sign_in.chosen = Some(clerk),
        Msg::ChooseService(service) => {
            if let Some(transfer) = &mut model.transfer {
                transfer.choice.chosen = Some(service);
            }
        }
        Msg::AnswerUsher { id } => return answer_usher(model, id),
        Msg::Confirm { id } => return confirm(model, id),
        Msg::TurnNotices => notices::turn(model),
        Msg::ChooseNotice(chosen) => notices::choose(model, chosen),
        Msg::Back => (model.transfer, model.notices) = (None, None),
        Msg::SignIn { clerk, id } => return sign_in(model, clerk, id),
        Msg::Transfer { service, id } => return transfer(model, service, id),
        Msg::Done { id, seq } => done(model, &id, seq),
        Msg::Refused { id, text } => refused(model, &id, text),
        Msg::Unanswered { id, text } => unanswered(model, &id, text),
        Msg::SetLanguage(language) => model.language = language,
        Msg::Tick => tick(model),
    }
    Vec::new()
}

/// A clock that is set back says nothing about how long somebody has been waiting.
fn follow_clock(model: &mut Model, now: Timestamp) {
    if model.heard_at.is_some() && now < model.now {
        model.clock_ahead += model.now - now;
    }
    model.now = now;
}

fn heard(model: &mut Model) {
    if model.lost.take().is_some() {
        model.notice.take_if(|notice| notice.text == texts::not_connected_text());
    }
    model.is_unknown = false;
    model.heard_at = Some(model.now);
}

fn take_frame(model: &mut Model, frame: CounterFrame) {
    // The first frame of a connection may be old; every later one was made a moment ago. An old one only proves
    // that the dispatcher's clock is at least this far ahead.
    let is_fresh = model.view.is_some() && model.lost.is_none();
    let ahead = frame.at - model.now;
    model.clock_ahead = if is_fresh { ahead } else { model.clock_ahead.max(ahead) };
    heard(model);
    let had_clerk = model.view.as_ref().is_some_and(|view| view.clerk.is_some());
    model.seq = frame.seq;
    model.view = Some(frame.view);
    if model.view.as_ref().is_some_and(|view| view.clerk.is_some()) != had_clerk {
        (model.sign_in, model.notices) = (Choice::default(), None);
    }
    leave_transfer_without_ticket(model);
    forget_what_is_visible(model);
}

fn leave_transfer_without_ticket(model: &mut Model) {
    let in_hand = model.current().map(|ticket| ticket.ticket);
    if model.transfer.as_ref().is_some_and(|transfer| Some(transfer.ticket) != in_hand) {
        model.transfer = None;
    }
}

/// Releases the buttons when the view shows what the command did. An intent without an answer has one where the desk
/// has changed: pressing again is no advice any longer, and the next press is a new intent.
fn forget_what_is_visible(model: &mut Model) {
    let shown = model.seq;
    if model.in_flight.as_ref().is_some_and(|sent| matches!(sent.stage, Stage::Answered(seq) if seq <= shown)) {
        model.in_flight = None;
    }
    let desk = model.desk();
    if model.unanswered.take_if(|intent| intent.desk != desk).is_some() {
        model.notice = None;
    }
}

fn lose(model: &mut Model, why: String) {
    model.lost = Some(why);
    // The view of an answered command will not come in time; without a connection every action is refused anyway.
    if model.in_flight.as_ref().is_some_and(|sent| matches!(sent.stage, Stage::Answered(_))) {
        model.in_flight = None;
    }
}

fn tell(model: &mut Model, kind: NoticeKind, text: Text) {
    model.notice = Some(Notice { text, kind, seconds: 0 });
}

fn press_key(model: &mut Model, key: Key, id: CommandId) -> Vec<Effect> {
    match key.action() {
        Some(action) => return press(model, action, id),
        None if key == Key::F9 => return answer_usher(model, id),
        None if key == Key::F12 => notices::turn(model),
        None if model.transfer.is_some() || model.notices.is_some() => (model.transfer, model.notices) = (None, None),
        None => model.sign_in = Choice::default(),
    }
    Vec::new()
}

/// Does what a button stands for; a button that cannot be used says why instead.
fn press(model: &mut Model, action: CounterAction, id: CommandId) -> Vec<Effect> {
    if model.is_busy() {
        return Vec::new();
    }
    // Who calls or serves wants to see the desk.
    model.notices = None;
    if let Some(why) = model.disabled_because(action) {
        tell(model, NoticeKind::Reason, why);
        return Vec::new();
    }
    let counter = model.counter.clone();
    let command = match action {
        CounterAction::CallNext => Command::CallNext { counter },
        CounterAction::Recall => Command::Recall { counter },
        CounterAction::Start => Command::Start { counter },
        CounterAction::Finish => Command::finish(counter),
        CounterAction::NoShow => Command::NoShow { counter },
        CounterAction::SignOut => Command::SignOut { counter },
        CounterAction::Transfer => {
            open_transfer(model);
            return Vec::new();
        }
    };
    send(model, id, command)
}

/// Somebody from here goes to the kiosk that has asked longest.
fn answer_usher(model: &mut Model, id: CommandId) -> Vec<Effect> {
    let first = model.view.as_ref().filter(|view| view.clerk.is_some()).and_then(|view| view.desk.usher_calls.first());
    let Some(device) = first.map(|call| call.device.clone()) else { return Vec::new() };
    if model.lost.is_some() {
        tell(model, NoticeKind::Reason, texts::not_connected_text());
        return Vec::new();
    }
    let by = model.counter.clone();
    send(model, id, Command::AnswerUsher { device, by })
}

fn open_transfer(model: &mut Model) {
    if model.transfer.is_none() {
        model.notice = None;
        model.transfer = model.current().map(|ticket| Transfer { ticket: ticket.ticket, choice: Choice::default() });
    }
}

fn filter(model: &mut Model, text: &str) {
    match model.page() {
        Page::SignIn => {
            model.sign_in.filter(text);
            let rows = clerk_ids(model);
            model.sign_in.choose_first(&rows);
        }
        Page::Transfer => change_service(model, |choice| choice.filter(text), Choice::choose_first),
        Page::Notices => notices::typed(model, text),
        Page::Connecting | Page::UnknownCounter | Page::Closed | Page::Desk => {}
    }
}

fn step(model: &mut Model, step: Step) {
    match model.page() {
        Page::SignIn => {
            let rows = clerk_ids(model);
            model.sign_in.step(step, &rows);
        }
        Page::Transfer => change_service(model, |_| {}, |choice, rows| choice.step(step, rows)),
        Page::Notices => notices::step(model, step),
        Page::Connecting | Page::UnknownCounter | Page::Closed | Page::Desk => {}
    }
}

fn clerk_ids(model: &Model) -> Vec<ClerkId> {
    model.clerks().into_iter().map(|clerk| clerk.id.clone()).collect()
}

/// Changes the choice of a service, first without and then with the rows that are left.
fn change_service(
    model: &mut Model,
    before: impl FnOnce(&mut Choice<ServiceId>),
    with_rows: impl FnOnce(&mut Choice<ServiceId>, &[ServiceId]),
) {
    if let Some(transfer) = &mut model.transfer {
        before(&mut transfer.choice);
    }
    let rows: Vec<ServiceId> = model.services().into_iter().map(|service| service.id.clone()).collect();
    if let Some(transfer) = &mut model.transfer {
        with_rows(&mut transfer.choice, &rows);
    }
}

fn confirm(model: &mut Model, id: CommandId) -> Vec<Effect> {
    if model.is_busy() {
        return Vec::new();
    }
    if let Some(why) = model.confirm_disabled_because() {
        tell(model, NoticeKind::Reason, why);
        return Vec::new();
    }
    let command = match model.page() {
        Page::SignIn => model.chosen_clerk().map(|clerk| sign_in_command(model, clerk.id.clone())),
        Page::Transfer => model.chosen_service().map(|service| transfer_command(model, service.id.clone())),
        Page::Notices => model.notice_command(),
        Page::Connecting | Page::UnknownCounter | Page::Closed | Page::Desk => None,
    };
    command.map(|command| send(model, id, command)).unwrap_or_default()
}

fn sign_in_command(model: &Model, clerk: ClerkId) -> Command {
    Command::sign_in(model.counter.clone(), clerk)
}

fn transfer_command(model: &Model, service: ServiceId) -> Command {
    Command::transfer(model.counter.clone(), service)
}

fn sign_in(model: &mut Model, clerk: ClerkId, id: CommandId) -> Vec<Effect> {
    if model.view.is_none() || model.lost.is_some() {
        tell(model, NoticeKind::Reason, texts::not_connected_text());
        return Vec::new();
    }
    let command = sign_in_command(model, clerk);
    send(model, id, command)
}

fn transfer(model: &mut Model, service: ServiceId, id: CommandId) -> Vec<Effect> {
    if let Some(why) = model.disabled_because(CounterAction::Transfer) {
        tell(model, NoticeKind::Reason, why);
        return Vec::new();
    }
    let command = transfer_command(model, service);
    send(model, id, command)
}

/// Sends a command, as the intent it was before where nobody knows yet what became of that.
fn send(model: &mut Model, id: CommandId, command: Command) -> Vec<Effect> {
    if model.is_busy() {
        return Vec::new();
    }
    let intent = match model.unanswered.take() {
        Some(intent) if intent.command == command => intent,
        Some(_) | None => Intent { id, command, desk: model.desk() },
    };
    let effect = Effect::Send { id: intent.id.clone(), command: intent.command.clone() };
    model.in_flight = Some(InFlight { intent, seconds: 0, stage: Stage::Sent });
    vec![effect]
}

/// The command on its way, where it is the one with this id and its answer is still owed.
fn take_sent(model: &mut Model, id: &CommandId) -> Option<InFlight> {
    model.in_flight.take_if(|sent| &sent.intent.id == id && sent.stage == Stage::Sent)
}

fn done(model: &mut Model, id: &CommandId, seq: Seq) {
    let Some(sent) = take_sent(model, id) else { return };
    model.notice = None;
    notices::done(model, &sent.intent.command);
    if seq > model.seq && model.lost.is_none() {
        model.in_flight = Some(InFlight { stage: Stage::Answered(seq), seconds: 0, ..sent });
    }
}

fn refused(model: &mut Model, id: &CommandId, text: Text) {
    let Some(sent) = take_sent(model, id) else { return };
    // Whoever wanted the next one has got one: the hub called by itself a moment before the key was pressed.
    let wanted_next = matches!(sent.intent.command, Command::CallNext { .. });
    if wanted_next && model.current().is_some() && sent.intent.desk != model.desk() {
        return;
    }
    tell(model, NoticeKind::Failure, text);
}

fn unanswered(model: &mut Model, id: &CommandId, text: Text) {
    let Some(sent) = take_sent(model, id) else { return };
    // A desk that has changed meanwhile shows what became of the command.
    if sent.intent.desk == model.desk() {
        model.unanswered = Some(sent.intent);
        tell(model, NoticeKind::Failure, text);
    }
}

/// Counts a second. The first tick comes at any moment of the first second, hence one more than each time itself.
fn tick(model: &mut Model) {
    if let Some(notice) = &mut model.notice {
        notice.seconds += 1;
    }
    model.notice.take_if(|notice| notice.seconds > NOTICE_SECONDS);
    let Some(sent) = &mut model.in_flight else { return };
    sent.seconds += 1;
    match sent.stage {
        Stage::Sent if sent.seconds > ANSWER_SECONDS_MAX => {
            let id = sent.intent.id.clone();
            unanswered(model, &id, texts::no_answer_text());
        }
        Stage::Answered(_) if sent.seconds > VIEW_SECONDS_MAX => model.in_flight = None,
        Stage::Sent | Stage::Answered(_) => {}
    }
}
