//! The desk put together: window, flow and dispatcher around one queue of inputs.

use std::cell::RefCell;
use std::rc::Rc;

use anyhow::Context;
use client::{Client, ClientError, StreamEvent};
use counter_app_flow::{Effect, Model, Msg};
use domain::command::Command;
use domain::ids::{CommandId, CounterId};
use slint::ComponentHandle;
use tokio::runtime::Handle;
use ui_kit::app::{Inputs, Screen, wall_clock};

use crate::script::Script;
use crate::ui::CounterWindow;
use crate::{Config, bind};

/// The problem of a counter the hub does not have.
const UNKNOWN_COUNTER: &str = "unknown_counter";
/// The status of a problem after which nobody knows whether the command was done.
const STATUS_TRY_AGAIN: u16 = 503;

/// Shows the desk until its window is closed or its script quits.
///
/// # Errors
/// When there is no screen to show it on, the dispatcher's address is malformed, or the system refuses a thread.
pub fn run(config: Config) -> anyhow::Result<()> {
    let client = Client::new(&config.dispatcher_url).context("cannot use the dispatcher's address")?;
    let window = ui_kit::app::open(&config.window, CounterWindow::new)?;
    let worker = ui_kit::worker::Worker::start()?;
    let (inputs, received) = Inputs::channel();
    let app = Rc::new(App {
        window: window.as_weak(),
        model: RefCell::new(Model::new(config.counter.clone(), config.language)),
        script: RefCell::default(),
        worker: worker.handle(),
        client,
        inputs: inputs.clone(),
    });
    let touches = inputs.clone();
    bind::connect(&window, move |msg| touches.post(msg));
    window.set_clock(wall_clock());
    bind::render(&window, &app.model.borrow());
    listen(&app.worker, &app.client, config.counter, inputs.clone());
    ui_kit::app::run(&window, &config.window, &app, inputs, received)
}

/// Follows the dispatcher for as long as the desk runs.
fn listen(worker: &Handle, client: &Client, counter: CounterId, inputs: Inputs<Msg>) {
    let client = client.clone();
    worker.spawn(async move {
        let mut stream = client.counter_stream(&counter);
        while !inputs.is_closed() {
            match stream.next().await {
                StreamEvent::Frame(frame) => inputs.deliver(Msg::Frame(Box::new(frame))).await,
                StreamEvent::Alive => inputs.deliver(Msg::StreamAlive).await,
                StreamEvent::Lost { why } => {
                    inputs.deliver(Msg::StreamLost(why)).await;
                    if is_unknown(&client, &counter).await {
                        inputs.deliver(Msg::UnknownCounter).await;
                    }
                }
            }
        }
    });
}

/// Whether the stream is refused because the hub has no such counter; a stream itself does not say why it ends.
async fn is_unknown(client: &Client, counter: &CounterId) -> bool {
    match client.counter(counter).await {
        Err(ClientError::Problem(problem)) => problem.code == UNKNOWN_COUNTER,
        Ok(_) | Err(ClientError::Unreachable(_) | ClientError::Protocol(_)) => false,
    }
}

struct App {
    window: slint::Weak<CounterWindow>,
    model: RefCell<Model>,
    script: RefCell<Script>,
    worker: Handle,
    client: Client,
    inputs: Inputs<Msg>,
}

impl Screen for App {
    type Msg = Msg;

    const TICK: Msg = Msg::Tick;

    fn step(&self, msg: Msg) {
        let Some(window) = self.window.upgrade() else { return };
        if let Msg::Frame(frame) = &msg {
            ui_kit::clock::set_zone(&frame.time_zone);
        }
        window.set_clock(wall_clock());
        let now = ui_kit::clock::now();
        let effects = counter_app_flow::update(&mut self.model.borrow_mut(), msg, now);
        bind::render(&window, &self.model.borrow());
        for effect in effects {
            self.carry_out(effect);
        }
        let held = self.script.borrow_mut().look(&self.model.borrow(), now);
        if let Some(msg) = held {
            self.step(msg);
        }
    }

    fn line(&self, line: &str) {
        let Some(window) = self.window.upgrade() else { return };
        let now = ui_kit::clock::now();
        let msg = self.script.borrow_mut().line(line, &window, &self.model.borrow(), now);
        if let Some(msg) = msg {
            self.step(msg);
        }
    }
}

impl App {
    fn carry_out(&self, effect: Effect) {
        match effect {
            Effect::Send { id, command } => {
                let (client, inputs) = (self.client.clone(), self.inputs.clone());
                self.worker.spawn(async move {
                    let msg = send(&client, id, &command).await;
                    inputs.deliver(msg).await;
                });
            }
        }
    }
}

/// Has a command done; whatever comes of it, the clerk gets an answer.
async fn send(client: &Client, id: CommandId, command: &Command) -> Msg {
    match client.send(&id, command).await {
        Ok(reply) => Msg::Done { id, seq: reply.seq },
        Err(ClientError::Problem(problem)) if problem.status == STATUS_TRY_AGAIN => {
            tracing::warn!(%id, code = problem.code, "nobody knows what became of a command");
            Msg::Unanswered { id, text: problem.text }
        }
        Err(ClientError::Problem(problem)) => {
            tracing::info!(%id, code = problem.code, "a command was refused");
            Msg::Refused { id, text: problem.text }
        }
        Err(error @ (ClientError::Unreachable(_) | ClientError::Protocol(_))) => {
            tracing::warn!(%id, %error, "no answer to a command");
            Msg::Unanswered { id, text: counter_app_flow::no_answer_text() }
        }
    }
}
