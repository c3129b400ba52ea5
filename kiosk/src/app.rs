//! The kiosk put together: window, flow, dispatcher and printer around one queue of inputs.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use anyhow::Context;
use client::{Client, ClientError, StreamEvent};
use domain::command::Command;
use domain::ids::{CommandId, DeviceId};
use domain::text::{Language, Text};
use domain::ticket::Class;
use domain::view::TicketView;
use kiosk_flow::{Effect, Model, Msg};
use slint::{ComponentHandle, Timer, TimerMode};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::script::Script;
use crate::ui::KioskWindow;
use crate::{Config, bind};

/// How often the flow looks at the time, in seconds.
const TICK_SECONDS: u64 = 1;

/// Everything that reaches the kiosk, in the order in which it came.
pub(crate) enum Input {
    /// For the flow.
    Msg(Msg),
    /// A line of the script.
    Line(String),
}

/// Shows the kiosk until its window is closed or its script quits.
///
/// # Errors
/// When there is no screen to show it on, the dispatcher's address is malformed, or the system refuses a thread.
pub fn run(config: Config) -> anyhow::Result<()> {
    if config.headless {
        ui_kit::headless::install(config.size.0, config.size.1)?;
    }
    let window = KioskWindow::new().context("cannot open the window of the kiosk")?;
    ui_kit::fonts::register();
    let worker = ui_kit::worker::Worker::start()?;
    let (inputs, received) = unbounded_channel();
    let mut model = Model::default();
    model.language = config.language;
    let app = Rc::new(App {
        window: window.as_weak(),
        model: RefCell::new(model),
        script: RefCell::default(),
        worker: worker.handle(),
        client: Client::new(&config.dispatcher_url).context("cannot use the dispatcher's address")?,
        printer: ticket_printer::Printer::start(config.printer).context("cannot start the printer's thread")?,
        device: config.device,
        inputs: inputs.clone(),
    });
    let touches = inputs.clone();
    bind::connect(&window, move |msg| post(&touches, Input::Msg(msg)));
    window.set_clock(ui_kit::clock::now_hhmm().into());
    bind::render(&window, &app.model.borrow());
    if !config.headless {
        window.window().set_size(slint::PhysicalSize::new(config.size.0, config.size.1));
        window.window().set_fullscreen(config.full_screen);
        if let Some((x, y)) = config.position {
            window.window().set_position(slint::PhysicalPosition::new(x, y));
        }
    }
    listen(&app.worker, &app.client, inputs.clone());
    if config.headless {
        let lines = inputs.clone();
        ui_kit::headless::script(move |line| post(&lines, Input::Line(line.to_owned())));
    }
    let timer = Timer::default();
    timer.start(TimerMode::Repeated, Duration::from_secs(TICK_SECONDS), move || post(&inputs, Input::Msg(Msg::Tick)));
    slint::spawn_local(take_inputs(app, received)).context("cannot start the kiosk")?;
    window.run().context("the window of the kiosk failed")
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

/// Follows the dispatcher for as long as the kiosk runs.
fn listen(worker: &Handle, client: &Client, inputs: UnboundedSender<Input>) {
    let mut stream = client.kiosk_stream();
    worker.spawn(async move {
        loop {
            let msg = match stream.next().await {
                StreamEvent::Frame(frame) => Msg::Frame(Box::new(frame)),
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
    window: slint::Weak<KioskWindow>,
    model: RefCell<Model>,
    script: RefCell<Script>,
    worker: Handle,
    client: Client,
    printer: ticket_printer::Printer,
    device: DeviceId,
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
        let effects = kiosk_flow::update(&mut self.model.borrow_mut(), msg, now);
        bind::render(&window, &self.model.borrow());
        for effect in effects {
            self.carry_out(effect);
        }
        self.script.borrow_mut().look(&self.model.borrow(), now);
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
            Effect::SendTake { id, services, language } => {
                let command =
                    Command::TakeTicket { services, class: Class::WalkIn, language, device: Some(self.device.clone()) };
                let (client, inputs) = (self.client.clone(), self.inputs.clone());
                self.worker.spawn(async move {
                    let msg = take(&client, id, &command).await;
                    post(&inputs, Input::Msg(msg));
                });
            }
            Effect::Print { ticket, language } => self.print(&ticket, language),
            Effect::ReportSlip { ticket, outcome, detail } => {
                let command = Command::ReportSlip { ticket, outcome, detail };
                let client = self.client.clone();
                self.worker.spawn(async move {
                    // The slip is a matter for the staff: nobody in front of the kiosk can act on a failure here.
                    if let Err(error) = client.send(&client::new_command_id(), &command).await {
                        tracing::warn!(%ticket, %error, "the fate of a slip could not be reported");
                    }
                });
            }
        }
    }

    fn print(&self, ticket: &TicketView, language: Language) {
        let taken_text = ui_kit::clock::date_time(ticket.taken_at);
        let slip = ticket_printer::Slip::from_ticket(ticket, language, taken_text);
        let (id, inputs) = (ticket.ticket, self.inputs.clone());
        let on_done = move |report: ticket_printer::PrintReport| {
            let msg = Msg::SlipDone { ticket: id, outcome: report.outcome, detail: report.detail };
            post(&inputs, Input::Msg(msg));
        };
        self.printer.print(slip, Box::new(on_done));
    }
}

/// Asks for a ticket; whatever comes of it, the person gets an answer.
async fn take(client: &Client, id: CommandId, command: &Command) -> Msg {
    match client.send(&id, command).await {
        Ok(reply) => match reply.ticket {
            Some(ticket) => Msg::Taken { id, ticket: Box::new(ticket) },
            None => {
                tracing::error!(%id, "the dispatcher took the command but gave no ticket");
                Msg::TakeFailed { id, text: kiosk_flow::no_answer_text() }
            }
        },
        Err(error) => {
            tracing::warn!(%id, %error, "no ticket");
            Msg::TakeFailed { id, text: failure_text(error) }
        }
    }
}

fn failure_text(error: ClientError) -> Text {
    match error {
        ClientError::Problem(problem) => problem.text,
        ClientError::Unreachable(_) | ClientError::Protocol(_) => kiosk_flow::no_answer_text(),
    }
}
