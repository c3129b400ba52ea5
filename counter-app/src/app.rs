//! The desk put together: window, flow and dispatcher around one queue of inputs.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use anyhow::Context;
use client::{Client, ClientError, StreamEvent};
use counter_app_flow::{Effect, Model, Msg};
use domain::command::Command;
use domain::ids::{CommandId, CounterId};
use slint::{ComponentHandle, Timer, TimerMode};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::script::Script;
use crate::ui::CounterWindow;
use crate::{Config, bind};

/// How often the flow looks at the time, in seconds.
const TICK_SECONDS: u64 = 1;
/// The problem of a counter the hub does not have.
const UNKNOWN_COUNTER: &str = "unknown_counter";
/// The status of a problem after which nobody knows whether the command was done.
const STATUS_TRY_AGAIN: u16 = 503;

/// Everything that reaches the desk, in the order in which it came.
pub(crate) enum Input {
    /// For the flow.
    Msg(Msg),
    /// A line of the script.
    Line(String),
}

/// Shows the desk until its window is closed or its script quits.
///
/// # Errors
/// When there is no screen to show it on, the dispatcher's address is malformed, or the system refuses a thread.
pub fn run(config: Config) -> anyhow::Result<()> {
    let window = open_window(&config)?;
    let worker = ui_kit::worker::Worker::start()?;
    let (inputs, received) = unbounded_channel();
    let app = Rc::new(App {
        window: window.as_weak(),
        model: RefCell::new(Model::new(config.counter.clone(), config.language)),
        script: RefCell::default(),
        worker: worker.handle(),
        client: Client::new(&config.dispatcher_url).context("cannot use the dispatcher's address")?,
        inputs: inputs.clone(),
    });
    let touches = inputs.clone();
    bind::connect(&window, move |msg| post(&touches, Input::Msg(msg)));
    window.set_clock(ui_kit::clock::now_hhmm().into());
    bind::render(&window, &app.model.borrow());
    listen(&app.worker, &app.client, config.counter, inputs.clone());
    if config.headless {
        let lines = inputs.clone();
        ui_kit::headless::script(move |line| post(&lines, Input::Line(line.to_owned())));
    }
    let timer = Timer::default();
    timer.start(TimerMode::Repeated, Duration::from_secs(TICK_SECONDS), move || post(&inputs, Input::Msg(Msg::Tick)));
    slint::spawn_local(take_inputs(app, received)).context("cannot start the counter")?;
    window.run().context("the window of the counter failed")
}

/// Opens the window with the shipped fonts, which need a platform: the one without a display, or the window's own.
fn open_window(config: &Config) -> anyhow::Result<CounterWindow> {
    if config.headless {
        ui_kit::headless::install(config.size.0, config.size.1)?;
        ui_kit::fonts::register();
        return CounterWindow::new().context("cannot open the window of the counter");
    }
    let window = CounterWindow::new().context("cannot open the window of the counter")?;
    ui_kit::fonts::register();
    if let Some((x, y)) = config.position {
        window.window().set_position(slint::PhysicalPosition::new(x, y));
    }
    window.window().set_size(slint::PhysicalSize::new(config.size.0, config.size.1));
    window.window().set_fullscreen(config.full_screen);
    Ok(window)
}

/// Puts an input in the queue; after the window has closed nobody is left to take it.
fn post(inputs: &UnboundedSender<Input>, input: Input) {
    if inputs.send(input).is_err() {
        tracing::debug!("an input came after the end");
    }
}

async fn take_inputs(app: Rc<App>, mut received: UnboundedReceiver<Input>) {
    while let Some(input) = received.recv().await {
        match input {
            Input::Msg(msg) => app.step(msg),
            Input::Line(line) => app.line(&line),
        }
    }
}

/// Follows the dispatcher for as long as the desk runs.
fn listen(worker: &Handle, client: &Client, counter: CounterId, inputs: UnboundedSender<Input>) {
    let client = client.clone();
    worker.spawn(async move {
        let mut stream = client.counter_stream(&counter);
        while !inputs.is_closed() {
            match stream.next().await {
                StreamEvent::Frame(frame) => post(&inputs, Input::Msg(Msg::Frame(Box::new(frame)))),
                StreamEvent::Alive => post(&inputs, Input::Msg(Msg::StreamAlive)),
                StreamEvent::Lost { why } => {
                    post(&inputs, Input::Msg(Msg::StreamLost(why)));
                    if is_unknown(&client, &counter).await {
                        post(&inputs, Input::Msg(Msg::UnknownCounter));
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
    inputs: UnboundedSender<Input>,
}

impl App {
    fn step(&self, msg: Msg) {
        let Some(window) = self.window.upgrade() else { return };
        if let Msg::Frame(frame) = &msg {
            ui_kit::clock::set_zone(&frame.time_zone);
        }
        window.set_clock(ui_kit::clock::now_hhmm().into());
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

    fn carry_out(&self, effect: Effect) {
        match effect {
            Effect::Send { id, command } => {
                let (client, inputs) = (self.client.clone(), self.inputs.clone());
                self.worker.spawn(async move {
                    let msg = send(&client, id, &command).await;
                    post(&inputs, Input::Msg(msg));
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
