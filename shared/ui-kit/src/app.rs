//! What the three screens do alike: open a window, and take everything that happens through one queue.

use std::rc::{Rc, Weak};
use std::time::Duration;

use anyhow::Context;
use slint::{ComponentHandle, PlatformError, Timer, TimerMode};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::{clock, fonts, headless};

/// How often a screen's flow is told the time, in seconds.
const TICK_SECONDS: u64 = 1;

/// What every screen has to know about its window.
#[derive(Clone, Debug)]
pub struct WindowConfig {
    /// Width and height, in dots.
    pub size: (u32, u32),
    /// Where the upper left corner is on the display, in dots; `None` leaves it to the desktop.
    pub position: Option<(i32, i32)>,
    /// Whether the window covers the whole screen.
    pub full_screen: bool,
    /// Whether there is no display, and lines on standard input drive the screen.
    pub headless: bool,
}

/// Everything that reaches a screen, in the order in which it came.
enum Input<M> {
    /// For the flow.
    Msg(M),
    /// A line of the script.
    Line(String),
}

/// The door to a screen's queue, for touches, the network and the printer.
pub struct Inputs<M>(UnboundedSender<Input<M>>);

impl<M> Clone for Inputs<M> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<M> Inputs<M> {
    /// A queue and its end, for [`run`].
    #[must_use]
    pub fn channel() -> (Self, Received<M>) {
        let (sender, receiver) = unbounded_channel();
        (Self(sender), Received(receiver))
    }

    /// Puts a message in the queue; after the window has closed nobody is left to take it.
    pub fn post(&self, msg: M) {
        self.put(Input::Msg(msg));
    }

    /// Whether the window has closed.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.0.is_closed()
    }

    fn put(&self, input: Input<M>) {
        if self.0.send(input).is_err() {
            tracing::debug!("an input came after the end");
        }
    }
}

/// The end of a screen's queue.
pub struct Received<M>(UnboundedReceiver<Input<M>>);

/// A screen around its queue.
pub trait Screen: 'static {
    /// What its flow takes.
    type Msg: Send + 'static;

    /// The message that a second has passed.
    const TICK: Self::Msg;

    /// Takes a message: lets the flow decide, shows the outcome and carries out what is to be done.
    fn step(&self, msg: Self::Msg);

    /// Takes a line of the script.
    fn line(&self, line: &str);
}

/// Opens a window with the shipped fonts, which need a platform: the one without a display, or the window's own.
///
/// # Errors
/// When there is no screen to show it on.
pub fn open<W: ComponentHandle>(
    config: &WindowConfig,
    new: impl FnOnce() -> Result<W, PlatformError>,
) -> anyhow::Result<W> {
    let (width, height) = config.size;
    if config.headless {
        headless::install(width, height)?;
        fonts::register();
        return new().context("cannot open the window");
    }
    let window = new().context("cannot open the window")?;
    fonts::register();
    window.window().set_size(slint::PhysicalSize::new(width, height));
    if let Some((x, y)) = config.position {
        window.window().set_position(slint::PhysicalPosition::new(x, y));
    }
    window.window().set_fullscreen(config.full_screen);
    Ok(window)
}

/// Shows a screen until its window is closed or its script quits; its queue is then closed.
///
/// # Errors
/// When the window fails.
pub fn run<S: Screen>(
    window: &impl ComponentHandle,
    config: &WindowConfig,
    screen: &Rc<S>,
    inputs: Inputs<S::Msg>,
    received: Received<S::Msg>,
) -> anyhow::Result<()> {
    if config.headless {
        let lines = inputs.clone();
        headless::script(move |line| lines.put(Input::Line(line.to_owned())));
    }
    let timer = Timer::default();
    timer.start(TimerMode::Repeated, Duration::from_secs(TICK_SECONDS), move || inputs.post(S::TICK));
    // The queue outlives the window; what the screen holds, such as files and threads, must not.
    slint::spawn_local(take(Rc::downgrade(screen), received)).context("cannot start the screen")?;
    window.run().context("the window failed")
}

async fn take<S: Screen>(screen: Weak<S>, mut received: Received<S::Msg>) {
    while let Some(input) = received.0.recv().await {
        let Some(screen) = screen.upgrade() else { return };
        match input {
            Input::Msg(msg) => screen.step(msg),
            Input::Line(line) => screen.line(&line),
        }
    }
}

/// The wall clock as screens show it, in the zone of the hub.
#[must_use]
pub fn wall_clock() -> slint::SharedString {
    clock::now_hhmm().into()
}
