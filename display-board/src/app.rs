//! The board put together: window, flow, dispatcher and chime around one queue of inputs.

use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::time::Duration;

use anyhow::Context;
use client::{Client, StreamEvent};
use display_board_flow::{Effect, Model, Msg};
use slint::{ComponentHandle, Timer, TimerMode};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::script::Script;
use crate::sound::Player;
use crate::ui::BoardWindow;
use crate::{Config, bind, sound};

/// How often the flow counts on, in seconds: the unit of all its durations.
const TICK_SECONDS: u64 = 1;

/// Everything that reaches the board, in the order in which it came.
enum Input {
    /// For the flow.
    Msg(Msg),
    /// A line of the script.
    Line(String),
}

/// Shows the board until its window is closed or its script quits.
///
/// # Errors
/// When there is no screen to show it on, the dispatcher's address is malformed, or the system refuses a thread.
pub fn run(config: Config) -> anyhow::Result<()> {
    let client = Client::new(&config.dispatcher_url).context("cannot use the dispatcher's address")?;
    let window = open_window(&config)?;
    let worker = ui_kit::worker::Worker::start()?;
    let (inputs, received) = unbounded_channel();
    let mut model = Model::default();
    model.language = config.language;
    window.set_clock(ui_kit::clock::now_hhmm().into());
    bind::render(&window, &model);
    let app = Rc::new(App {
        window: window.as_weak(),
        model: RefCell::new(model),
        script: RefCell::default(),
        chime: if config.sound { sound::start() } else { None },
    });
    listen(&worker.handle(), &client, inputs.clone());
    if config.headless {
        let lines = inputs.clone();
        ui_kit::headless::script(move |line| post(&lines, Input::Line(line.to_owned())));
    }
    let timer = Timer::default();
    timer.start(TimerMode::Repeated, Duration::from_secs(TICK_SECONDS), move || post(&inputs, Input::Msg(Msg::Tick)));
    // The queue outlives the window; what the app holds, such as the sound's file, must not.
    slint::spawn_local(take_inputs(Rc::downgrade(&app), received)).context("cannot start the board")?;
    window.run().context("the window of the board failed")
}

/// The window in its size and place; without a display it needs its platform first.
fn open_window(config: &Config) -> anyhow::Result<BoardWindow> {
    if config.headless {
        ui_kit::headless::install(config.size.0, config.size.1)?;
        ui_kit::fonts::register();
        return BoardWindow::new().context("cannot open the window of the board");
    }
    let window = BoardWindow::new().context("cannot open the window of the board")?;
    ui_kit::fonts::register();
    window.window().set_size(slint::PhysicalSize::new(config.size.0, config.size.1));
    if let Some((x, y)) = config.position {
        window.window().set_position(slint::PhysicalPosition::new(x, y));
    }
    window.window().set_fullscreen(config.full_screen);
    Ok(window)
}

/// Puts an input in the queue; after the window has closed nobody is left to take it.
fn post(inputs: &UnboundedSender<Input>, input: Input) {
    if inputs.send(input).is_err() {
        tracing::debug!("an input came after the end");
    }
}

async fn take_inputs(app: Weak<App>, mut received: UnboundedReceiver<Input>) {
    while let Some(input) = received.recv().await {
        let Some(app) = app.upgrade() else { return };
        match input {
            Input::Msg(msg) => app.step(msg),
            Input::Line(line) => app.line(&line),
        }
    }
}

/// Follows the dispatcher for as long as the board runs.
fn listen(worker: &Handle, client: &Client, inputs: UnboundedSender<Input>) {
    let mut stream = client.board_stream();
    worker.spawn(async move {
        loop {
            let msg = match stream.next().await {
                StreamEvent::Frame(frame) => Msg::Frame(frame),
                StreamEvent::Alive => Msg::StreamAlive,
                StreamEvent::Lost { why } => Msg::StreamLost(why),
            };
            if inputs.send(Input::Msg(msg)).is_err() {
                return;
            }
        }
    });
}

struct App {
    window: slint::Weak<BoardWindow>,
    model: RefCell<Model>,
    script: RefCell<Script>,
    chime: Option<Player>,
}

impl App {
    fn step(&self, msg: Msg) {
        let Some(window) = self.window.upgrade() else { return };
        if let Msg::Frame(frame) = &msg {
            ui_kit::clock::set_zone(&frame.time_zone);
        }
        window.set_clock(ui_kit::clock::now_hhmm().into());
        let now = ui_kit::clock::now();
        let effects = display_board_flow::update(&mut self.model.borrow_mut(), msg, now);
        bind::render(&window, &self.model.borrow());
        for effect in effects {
            self.carry_out(effect);
        }
        self.script.borrow_mut().look(&self.model.borrow(), now);
    }

    fn line(&self, line: &str) {
        let Some(window) = self.window.upgrade() else { return };
        self.script.borrow_mut().line(line, &window, &self.model.borrow(), ui_kit::clock::now());
    }

    fn carry_out(&self, effect: Effect) {
        match effect {
            Effect::Chime => {
                if let Some(chime) = &self.chime {
                    chime.play();
                }
            }
            Effect::ReportUnannounced(code) => {
                tracing::warn!(%code, "too many calls at once: this one is listed but not announced");
            }
        }
    }
}
