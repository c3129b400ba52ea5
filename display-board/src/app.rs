//! The board put together: window, flow, dispatcher and chime around one queue of inputs.

use std::cell::RefCell;
use std::rc::Rc;

use anyhow::Context;
use client::{Client, StreamEvent};
use display_board_flow::{Effect, Model, Msg};
use slint::ComponentHandle;
use tokio::runtime::Handle;
use ui_kit::app::{Inputs, Screen, wall_clock};

use crate::script::Script;
use crate::sound::Player;
use crate::ui::BoardWindow;
use crate::{Config, bind, sound};

/// Shows the board until its window is closed or its script quits.
///
/// # Errors
/// When there is no screen to show it on, the dispatcher's address is malformed, or the system refuses a thread.
pub fn run(config: Config) -> anyhow::Result<()> {
    let client =
        Client::new(&config.dispatcher_url).context("cannot use the dispatcher's address")?.at(config.location.clone());
    let window = ui_kit::app::open(&config.window, BoardWindow::new)?;
    let worker = ui_kit::worker::Worker::start()?;
    let (inputs, received) = Inputs::channel();
    let mut model = Model::default();
    model.language = config.language;
    window.set_clock(wall_clock());
    bind::render(&window, &model);
    let app = Rc::new(App {
        window: window.as_weak(),
        model: RefCell::new(model),
        script: RefCell::default(),
        chime: if config.sound { sound::start() } else { None },
    });
    listen(&worker.handle(), &client, inputs.clone());
    ui_kit::app::run(&window, &config.window, &app, inputs, received)
}

/// Follows the dispatcher for as long as the board runs.
fn listen(worker: &Handle, client: &Client, inputs: Inputs<Msg>) {
    let mut stream = client.board_stream();
    worker.spawn(async move {
        while !inputs.is_closed() {
            let msg = match stream.next().await {
                StreamEvent::Frame(frame) => Msg::Frame(frame),
                StreamEvent::Alive => Msg::StreamAlive,
                StreamEvent::Lost { why } => Msg::StreamLost(why),
            };
            inputs.deliver(msg).await;
        }
    });
}

struct App {
    window: slint::Weak<BoardWindow>,
    model: RefCell<Model>,
    script: RefCell<Script>,
    chime: Option<Player>,
}

impl Screen for App {
    type Msg = Msg;

    /// The unit of all the flow's durations.
    const TICK: Msg = Msg::Tick;

    fn step(&self, msg: Msg) {
        let Some(window) = self.window.upgrade() else { return };
        if let Msg::Frame(frame) = &msg {
            ui_kit::clock::set_zone(&frame.time_zone);
        }
        window.set_clock(wall_clock());
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
}

impl App {
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
