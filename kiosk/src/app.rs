//! The kiosk put together: window, flow, dispatcher and printer around one queue of inputs.

mod hub;
mod runtime;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use anyhow::Context;
use client::{Client, StreamEvent};
use domain::command::Command;
use domain::ids::{CommandId, DeviceId};
use domain::text::Language;
use domain::ticket::Class;
use domain::view::TicketView;
use kiosk_flow::{Effect, Model, Msg, Panel, SavedHandIn, SlipCopy};
use slint::ComponentHandle;
use ticket_printer::{Printer, PrinterSetup, Remark, Slip};
use tokio::runtime::Handle;
use ui_kit::app::{Inputs, Screen, wall_clock};
use ui_kit::watched::Watcher;

use crate::backlight::Backlight;
use crate::reader::Reader;
use crate::script::Script;
use crate::state_file::StateFile;
use crate::ui::KioskWindow;
use crate::voice::Voice;
use crate::{Config, LogTail, bind, headset, pin, staff};

/// With this code the program ends for whoever watches over it to start it again.
pub const RESTART_EXIT_CODE: u8 = 75;

/// Why the kiosk has ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// Its window was closed, or its script quit.
    #[default]
    Closed,
    /// Staff want it to start anew: end with [`RESTART_EXIT_CODE`].
    Restart,
}

/// Shows the kiosk until its window is closed, its script quits or staff restart it.
///
/// # Errors
/// When there is no screen to show it on, the dispatcher's address is malformed, or the system refuses a thread.
pub fn run(config: Config) -> anyhow::Result<Outcome> {
    let client =
        Client::new(&config.dispatcher_url).context("cannot use the dispatcher's address")?.at(config.location.clone());
    let window = ui_kit::app::open(&config.window, KioskWindow::new)?;
    if config.window.full_screen {
        bind::stay_open(&window);
    }
    let watcher = Rc::new(Watcher::of_this_program());
    bind::when_drawn(&window, {
        let watcher = watcher.clone();
        move || watcher.ready()
    });
    let worker = ui_kit::worker::Worker::start()?;
    let (inputs, received) = Inputs::channel();
    let mut model = Model::default();
    model.language = config.language;
    model.device = Some(config.device.clone());
    let state =
        config.state_file.map(StateFile::open).transpose().context("cannot start the thread of the state file")?;
    let (state, saved) = state.map_or((None, None), |(file, saved)| (Some(file), Some(saved)));
    if state.is_none() {
        tracing::warn!(
            "no state file: a power cut between a number and its slip loses the slip, and no number is given while the \
             dispatcher is gone"
        );
    }
    let voice = config.speech.and_then(|program| Voice::start(&program));
    let pin = pin::load(config.staff_pin_file.as_ref());
    model.staff.pin_digits = pin.as_ref().map_or(0, |pin| pin.0.len());
    model.eco.dim_after_seconds = config.dim_after_seconds;
    model.eco.sleep_after_seconds = config.sleep_after_seconds;
    model.spoken = voice.as_ref().map(Voice::spoken).unwrap_or_default();
    let app = Rc::new(App {
        window: window.as_weak(),
        model: RefCell::new(model),
        state: RefCell::new(state),
        script: RefCell::default(),
        worker: worker.handle(),
        client,
        voice,
        reader: RefCell::default(),
        panel: config.panel,
        printer: start_printer(config.printer, worker.handle(), inputs.clone())?,
        device: config.device,
        inputs: inputs.clone(),
        pin,
        log: config.log,
        backlight: config.backlight.map(Backlight),
        outcome: Cell::default(),
        watcher: watcher.clone(),
    });
    let touches = inputs.clone();
    bind::connect(&window, move |msg| touches.post(msg));
    staff::name_dispatcher(&window, &config.dispatcher_url);
    bind::steady(&window, config.repeat_ignored_milliseconds);
    window.set_clock(wall_clock());
    bind::render(&window, &app.model.borrow());
    if let Some(saved) = saved {
        inputs.post(Msg::Restored(saved));
    }
    listen(&app.worker, &app.client, inputs.clone());
    if let Some(device) = config.headset {
        let (inputs, worker) = (inputs.clone(), worker.handle());
        let tell = move |is_in| {
            worker.block_on(inputs.deliver(Msg::Headset { is_in }));
            !inputs.is_closed()
        };
        headset::listen(device, tell).context("cannot start the thread of the headset")?;
    }
    // Whoever was left in the dark by the program before sees this one.
    app.shine(kiosk_flow::Light::Full);
    ui_kit::app::run(&window, &config.window, &app, inputs, received)?;
    watcher.stopping();
    Ok(app.outcome.get())
}

/// Follows the dispatcher for as long as the kiosk runs.
fn listen(worker: &Handle, client: &Client, inputs: Inputs<Msg>) {
    let mut stream = client.kiosk_stream();
    worker.spawn(async move {
        while !inputs.is_closed() {
            let msg = match stream.next().await {
                StreamEvent::Frame(frame) => Msg::Frame(Box::new(frame)),
                StreamEvent::Alive => Msg::StreamAlive,
                StreamEvent::Lost { why } => Msg::StreamLost(why),
            };
            inputs.deliver(msg).await;
        }
    });
}

struct App {
    window: slint::Weak<KioskWindow>,
    model: RefCell<Model>,
    script: RefCell<Script>,
    state: RefCell<Option<StateFile>>,
    worker: Handle,
    client: Client,
    voice: Option<Voice>,
    reader: RefCell<Reader>,
    panel: Panel,
    printer: Printer,
    device: DeviceId,
    inputs: Inputs<Msg>,
    pin: Option<kiosk_flow::Pin>,
    log: LogTail,
    backlight: Option<Backlight>,
    outcome: Cell<Outcome>,
    watcher: Rc<Watcher>,
}

impl Screen for App {
    type Msg = Msg;

    const TICK: Msg = Msg::Tick;

    fn step(&self, msg: Msg) {
        let Some(window) = self.window.upgrade() else { return };
        if msg == Msg::Tick {
            self.watcher.alive();
        }
        if let Msg::Frame(frame) = &msg {
            ui_kit::clock::set_zone(&frame.time_zone);
        }
        window.set_clock(wall_clock());
        let now = ui_kit::clock::now();
        let was_low = self.model.borrow().modes.reach;
        let effects = kiosk_flow::update(&mut self.model.borrow_mut(), msg, now);
        if self.model.borrow().modes.reach && !was_low {
            self.warn_of_height(&window);
        }
        bind::render(&window, &self.model.borrow());
        bind::fit(&window, &self.model.borrow(), self.panel);
        self.read(&window);
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
}

impl App {
    /// Has the flow hear what came into view, where a voice could say it.
    fn read(&self, window: &KioskWindow) {
        if self.voice.is_none() {
            return;
        }
        let mut reader = self.reader.borrow_mut();
        if let Some(text) = reader.look(window.window(), &self.model.borrow()) {
            self.inputs.post(if reader.has_read_page() { Msg::SayPage(text) } else { Msg::Say(text) });
        }
    }

    /// Tells staff of a panel on which not everything can be low enough.
    fn warn_of_height(&self, window: &KioskWindow) {
        let size = window.window().size().to_logical(window.window().scale_factor());
        let reached_millimetres = self.panel.reached_millimetres(size.width, size.height);
        if reached_millimetres > self.panel.reach_millimetres + 1.0 {
            tracing::warn!(
                reached_millimetres,
                reach_millimetres = self.panel.reach_millimetres,
                "the panel hangs too high: somebody who sits does not reach everything, although they have asked for it"
            );
        }
    }

    fn carry_out(&self, effect: Effect) {
        match effect {
            Effect::SendTake { id, wish, language } => {
                let command = Command::TakeTicket {
                    services: wish.services,
                    class: Class::WalkIn,
                    language,
                    device: Some(self.device.clone()),
                    priority: wish.priority,
                    location: self.client.location().cloned(),
                    from: None,
                };
                self.ask_for_ticket(id, command);
            }
            Effect::SendCheckIn { id, code, language } => {
                let stands = self.model.borrow().view.as_ref().and_then(|view| view.location.clone());
                let from = self.client.location().cloned().or(stands);
                self.ask_for_ticket(id, Command::CheckIn { code, language, device: Some(self.device.clone()), from });
            }
            Effect::Print { ticket, language, copy } => self.print(&ticket, language, copy),
            Effect::SendReprint { id, ticket } => {
                let (client, inputs) = (self.client.clone(), self.inputs.clone());
                self.worker.spawn(async move {
                    let msg = hub::print_again(&client, id, ticket).await;
                    inputs.deliver(msg).await;
                });
            }
            Effect::ReportPrinter { printer, state } => {
                let location = self.client.location().cloned();
                let command = Command::ReportPrinter { device: self.device.clone(), printer, state, location };
                let client = self.client.clone();
                self.worker.spawn(async move {
                    // It is told again with the next change, and after the connection was lost.
                    if let Err(error) = client.send(&client::new_command_id(), &command).await {
                        tracing::warn!(?printer, ?state, %error, "the state of a printer could not be reported");
                    }
                });
            }
            Effect::CallUsher { id } => {
                let command =
                    Command::CallUsher { device: self.device.clone(), location: self.client.location().cloned() };
                let (client, inputs) = (self.client.clone(), self.inputs.clone());
                self.worker.spawn(async move { inputs.deliver(hub::call_usher(&client, id, &command).await).await });
            }
            Effect::Say { text, language, volume_step } => {
                if let Some(voice) = &self.voice {
                    voice.say(text, language, volume_step);
                }
            }
            Effect::Hush => {
                if let Some(voice) = &self.voice {
                    voice.hush();
                }
            }
            Effect::Shine(light) => self.shine(light),
            Effect::Staff(effect) => self.staff(effect),
            Effect::Save(saved) => {
                if let Some(state) = self.state.borrow_mut().as_mut() {
                    state.save(saved);
                }
            }
            Effect::Keep { ticket } => {
                let (inputs, written) = (self.inputs.clone(), self.state.borrow().as_ref().map(StateFile::written));
                self.worker.spawn(async move {
                    let is_kept = match written {
                        Some(written) => written.wait().await,
                        None => false,
                    };
                    inputs.deliver(Msg::Kept { ticket, is_kept }).await;
                });
            }
            Effect::LeaseCodes { starts_anew } => {
                let (device, location) = (self.device.clone(), self.client.location().cloned());
                let command = Command::LeaseCodes { device, location, starts_anew };
                let (client, inputs) = (self.client.clone(), self.inputs.clone());
                self.worker.spawn(async move { inputs.deliver(hub::lease(&client, &command).await).await });
            }
            Effect::HandIn(entry) => {
                let (id, command) = (entry.id.clone(), self.hand_in_command(*entry));
                let (client, inputs) = (self.client.clone(), self.inputs.clone());
                let written = self.state.borrow().as_ref().map(StateFile::written);
                self.worker.spawn(async move {
                    if let Some(written) = written {
                        written.wait().await;
                    }
                    inputs.deliver(hub::hand_in(&client, id, &command).await).await;
                });
            }
            Effect::ReportNotTakenIn { code, why } => {
                tracing::error!(%code, why = %why.it, "a number given without the dispatcher is not taken in: tell who has it");
            }
            Effect::ReportForgotten(id) => {
                tracing::warn!(%id, "an intent from before a power cut is too old: its ticket, if any, has no slip");
            }
            Effect::ReportSlip { ticket, outcome, detail } => {
                let detail = detail.chars().take(protocol::COMMAND_TEXT_CHARS_MAX).collect();
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

    /// Sends what a person wants a ticket for, once the disk has it.
    fn ask_for_ticket(&self, id: CommandId, command: Command) {
        let (client, inputs) = (self.client.clone(), self.inputs.clone());
        let written = self.state.borrow().as_ref().map(StateFile::written);
        self.worker.spawn(async move {
            if let Some(written) = written {
                written.wait().await;
            }
            let msg = hub::take(&client, id, &command).await;
            inputs.deliver(msg).await;
        });
    }

    fn hand_in_command(&self, entry: SavedHandIn) -> Command {
        Command::HandIn {
            device: self.device.clone(),
            code: entry.code,
            services: entry.wish.services,
            language: entry.language,
            priority: entry.wish.priority,
            location: self.client.location().cloned(),
            taken_at: entry.taken_at,
            day: entry.day,
            instead_of: entry.instead_of,
        }
    }

    fn print(&self, ticket: &TicketView, language: Language, copy: SlipCopy) {
        // The wait on a slip is the one of the moment its ticket was taken, also where the paper comes late.
        let (taken_text, told_text) = (ui_kit::clock::date_time(ticket.taken_at), ui_kit::clock::hhmm(ticket.taken_at));
        let slip = Slip::from_ticket(ticket, language, taken_text, told_text).remarked(match copy {
            SlipCopy::First => Remark::None,
            SlipCopy::Late => Remark::Late,
            SlipCopy::Again => Remark::Duplicate,
        });
        let mut slip = match &self.model.borrow().view {
            Some(view) => slip.laid_out(&view.slip),
            None => slip,
        };
        if kiosk_flow::is_own(ticket.ticket) {
            // Nobody can say how many are before a number that the hub does not know yet.
            slip.people_ahead = None;
        }
        let (id, inputs, worker) = (ticket.ticket, self.inputs.clone(), self.worker.clone());
        let on_done = move |report: ticket_printer::PrintReport| {
            let msg = Msg::SlipDone { ticket: id, outcome: report.outcome, detail: report.detail() };
            // The printer may answer on any thread, and must not be the one that waits for room in the queue.
            worker.spawn(async move { inputs.deliver(msg).await });
        };
        self.printer.print(slip, Box::new(on_done));
    }
}

/// Starts the printer's thread; whatever is news of a printer comes as a message.
fn start_printer(setup: PrinterSetup, worker: Handle, inputs: Inputs<Msg>) -> anyhow::Result<Printer> {
    let on_state = move |printer, state| {
        let inputs = inputs.clone();
        worker.spawn(async move { inputs.deliver(Msg::PrinterIs { printer, state }).await });
    };
    Printer::start_watched(setup, Box::new(on_state)).context("cannot start the printer's thread")
}
