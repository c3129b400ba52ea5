//! What the three screens do alike: open a window, and take everything that happens through one queue.

use std::rc::{Rc, Weak};
use std::time::Duration;

use anyhow::Context;
use slint::{ComponentHandle, PlatformError, Timer, TimerMode};
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::{clock, fonts, headless};

/// How often a screen's flow is told the time, in seconds.
const TICK_SECONDS: u64 = 1;
/// When the desktop has answered the new window, in milliseconds; whether it fills the screen is looked at then.
const ANSWERED_MILLIS: u64 = 150;
/// Most inputs that wait for a screen; a screen takes each of them in milliseconds.
const INPUTS_MAX: usize = 1_024;

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
pub struct Inputs<M>(Sender<Input<M>>);

impl<M> Clone for Inputs<M> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<M> Inputs<M> {
    /// A queue and its end, for [`run`].
    #[must_use]
    pub fn channel() -> (Self, Received<M>) {
        let (sender, receiver) = channel(INPUTS_MAX);
        (Self(sender), Received(receiver))
    }

    /// Puts a message in the queue, from the thread of the screen, which must never wait for itself: into a full
    /// queue it goes not at all. After the window has closed nobody is left to take it.
    pub fn post(&self, msg: M) {
        match self.0.try_send(Input::Msg(msg)) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => tracing::error!("the screen's queue is full: an input is lost"),
            Err(TrySendError::Closed(_)) => after_the_end(),
        }
    }

    /// Puts a message in the queue as soon as there is room, from any task that can wait.
    pub async fn deliver(&self, msg: M) {
        if self.0.send(Input::Msg(msg)).await.is_err() {
            after_the_end();
        }
    }

    /// Whether the window has closed.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.0.is_closed()
    }

    /// Tells the flow that a second has passed, unless there is more to do than can be done in a second.
    fn tick(&self, tick: M) {
        if let Err(TrySendError::Closed(_)) = self.0.try_send(Input::Msg(tick)) {
            after_the_end();
        }
    }

    /// Puts a line of the script in the queue, from the thread that reads it, which can wait.
    fn put_line(&self, line: &str) {
        if self.0.blocking_send(Input::Line(line.to_owned())).is_err() {
            after_the_end();
        }
    }
}

fn after_the_end() {
    tracing::debug!("an input came after the end");
}

/// The end of a screen's queue.
pub struct Received<M>(Receiver<Input<M>>);

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
    #[cfg(feature = "linuxkms")]
    crate::display::choose(config.full_screen)?;
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
    window: &(impl ComponentHandle + 'static),
    config: &WindowConfig,
    screen: &Rc<S>,
    inputs: Inputs<S::Msg>,
    received: Received<S::Msg>,
) -> anyhow::Result<()> {
    if config.headless {
        let lines = inputs.clone();
        headless::script(move |line| lines.put_line(line));
    }
    let is_to_fill = config.full_screen && !config.headless;
    let fill_screen = {
        let window = window.as_weak();
        move || {
            if is_to_fill && let Some(window) = window.upgrade() {
                stay_full_screen(window.window());
            }
        }
    };
    Timer::single_shot(Duration::from_millis(ANSWERED_MILLIS), fill_screen.clone());
    let timer = Timer::default();
    timer.start(TimerMode::Repeated, Duration::from_secs(TICK_SECONDS), move || {
        inputs.tick(S::TICK);
        fill_screen();
    });
    // The queue outlives the window; what the screen holds, such as files and threads, must not.
    slint::spawn_local(take(Rc::downgrade(screen), received)).context("cannot start the screen")?;
    window.run().context("the window failed")
}

/// Asks for the whole screen again where the desktop has taken it away or never gave it: cage does not hear what a
/// window asks for before it is shown, and the window then keeps its own size and a frame.
fn stay_full_screen(window: &slint::Window) {
    if !window.is_fullscreen() {
        tracing::debug!("the window does not fill the screen: asked for again");
        window.set_fullscreen(true);
    }
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

#[cfg(test)]
mod tests {
    use super::{INPUTS_MAX, Input, Inputs};

    #[test]
    fn a_full_queue_loses_ticks_and_touches_but_never_blocks_the_screen() {
        let (inputs, mut received) = Inputs::channel();
        for number in 0..INPUTS_MAX {
            inputs.post(number);
        }
        inputs.tick(INPUTS_MAX);
        inputs.post(INPUTS_MAX + 1);
        for expected in 0..INPUTS_MAX {
            assert!(matches!(received.0.try_recv(), Ok(Input::Msg(number)) if number == expected));
        }
        assert!(received.0.try_recv().is_err());
    }

    #[test]
    fn news_wait_for_room_in_a_full_queue() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let (inputs, mut received) = Inputs::channel();
            for number in 0..INPUTS_MAX {
                inputs.post(number);
            }
            let news = inputs.deliver(INPUTS_MAX);
            let all = async {
                let mut last = 0;
                for _ in 0..=INPUTS_MAX {
                    if let Some(Input::Msg(number)) = received.0.recv().await {
                        last = number;
                    }
                }
                last
            };
            assert_eq!(tokio::join!(news, all).1, INPUTS_MAX);
        });
    }
}
