//! A window without a display: the same rendering, into memory, driven by lines on standard input.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::io::BufRead;
use std::path::Path;
use std::rc::Rc;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context;
use slint::platform::software_renderer::{MinimalSoftwareWindow, PremultipliedRgbaColor, RepaintBufferType};
use slint::platform::{EventLoopProxy, Platform, WindowAdapter};
use slint::{EventLoopError, PlatformError};

/// How long the loop sleeps at most when nothing is due, in milliseconds.
const IDLE_MILLIS_MAX: u64 = 100;

thread_local! {
    /// Time that has passed for this thread's window beside the time that really has.
    static SKIPPED: Cell<Duration> = const { Cell::new(Duration::ZERO) };
    /// This thread's window.
    static WINDOW: RefCell<Option<Rc<MinimalSoftwareWindow>>> = const { RefCell::new(None) };
    /// What its frames are drawn into, once somebody wants them drawn.
    static DRAWING: RefCell<Option<Drawing>> = const { RefCell::new(None) };
}

/// The frames drawn since somebody wanted them drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frames {
    /// How many.
    pub count: u64,
    /// How long the last one took.
    pub last: Duration,
}

#[derive(Default)]
struct Drawing {
    pixels: Vec<PremultipliedRgbaColor>,
    frames: Frames,
}

impl Drawing {
    /// Draws what has changed, if anything has, as a display would have it drawn.
    fn draw(&mut self, window: &MinimalSoftwareWindow) {
        let size = window.size();
        let dots = usize::try_from(size.width * size.height).unwrap_or_default();
        self.pixels.resize(dots, PremultipliedRgbaColor::default());
        let stride = usize::try_from(size.width).unwrap_or_default();
        let start = Instant::now();
        let is_drawn = window.draw_if_needed(|renderer| {
            renderer.set_repaint_buffer_type(RepaintBufferType::ReusedBuffer);
            renderer.render(&mut self.pixels, stride);
        });
        if is_drawn {
            self.frames = Frames { count: self.frames.count + 1, last: start.elapsed() };
        }
    }
}

/// Draws what has changed, and from now on every frame when it is due; gives the frames drawn so far.
#[must_use]
pub fn frames() -> Frames {
    slint::platform::update_timers_and_animations();
    DRAWING.with_borrow_mut(|drawing| {
        drawing.get_or_insert_default();
    });
    draw();
    DRAWING.with_borrow(|drawing| drawing.as_ref().map(|drawing| drawing.frames).unwrap_or_default())
}

fn draw() {
    let Some(window) = WINDOW.with_borrow(Clone::clone) else { return };
    DRAWING.with_borrow_mut(|drawing| {
        if let Some(drawing) = drawing {
            drawing.draw(&window);
        }
    });
}

type Task = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Queue {
    tasks: VecDeque<Task>,
    is_quit: bool,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    wake: Condvar,
}

impl Shared {
    fn change(&self, change: impl FnOnce(&mut Queue)) {
        change(&mut self.queue.lock().unwrap_or_else(PoisonError::into_inner));
        self.wake.notify_one();
    }
}

struct Proxy(Arc<Shared>);

impl EventLoopProxy for Proxy {
    fn quit_event_loop(&self) -> Result<(), EventLoopError> {
        self.0.change(|queue| queue.is_quit = true);
        Ok(())
    }

    fn invoke_from_event_loop(&self, event: Task) -> Result<(), EventLoopError> {
        self.0.change(|queue| queue.tasks.push_back(event));
        Ok(())
    }
}

struct Headless {
    window: Rc<MinimalSoftwareWindow>,
    shared: Arc<Shared>,
    /// Slint has one door to event loops in a process; a window that is only looked at leaves it to others.
    has_event_loop: bool,
    start: Instant,
}

impl Platform for Headless {
    fn create_window_adapter(&self) -> Result<Rc<dyn WindowAdapter>, PlatformError> {
        Ok(self.window.clone())
    }

    fn duration_since_start(&self) -> Duration {
        // Without an event loop time stands still between two skips, however slow the machine is.
        let passed = if self.has_event_loop { self.start.elapsed() } else { Duration::ZERO };
        passed + SKIPPED.get()
    }

    fn new_event_loop_proxy(&self) -> Option<Box<dyn EventLoopProxy>> {
        self.has_event_loop.then(|| -> Box<dyn EventLoopProxy> { Box::new(Proxy(self.shared.clone())) })
    }

    fn run_event_loop(&self) -> Result<(), PlatformError> {
        loop {
            slint::platform::update_timers_and_animations();
            let idle = slint::platform::duration_until_next_timer_update()
                .unwrap_or(Duration::from_millis(IDLE_MILLIS_MAX))
                .min(Duration::from_millis(IDLE_MILLIS_MAX));
            let mut queue = self.shared.queue.lock().unwrap_or_else(PoisonError::into_inner);
            if queue.tasks.is_empty() && !queue.is_quit {
                queue = self.shared.wake.wait_timeout(queue, idle).unwrap_or_else(PoisonError::into_inner).0;
            }
            let tasks = std::mem::take(&mut queue.tasks);
            let is_quit = std::mem::take(&mut queue.is_quit);
            drop(queue);
            for task in tasks {
                task();
            }
            draw();
            if is_quit {
                return Ok(());
            }
        }
    }
}

/// Gives this thread a platform with one window of `width` by `height` dots and no display, and an event loop.
///
/// # Errors
/// When the thread has a platform, or another thread of the process an event loop.
pub fn install(width: u32, height: u32) -> anyhow::Result<()> {
    set_platform(width, height, true)
}

/// The same without an event loop: a window to be filled, pressed and looked at, on as many threads as there are.
///
/// # Errors
/// When the thread has a platform already.
pub fn install_without_event_loop(width: u32, height: u32) -> anyhow::Result<()> {
    set_platform(width, height, false)
}

fn set_platform(width: u32, height: u32, has_event_loop: bool) -> anyhow::Result<()> {
    let window = MinimalSoftwareWindow::new(RepaintBufferType::NewBuffer);
    window.set_size(slint::PhysicalSize::new(width, height));
    WINDOW.set(Some(window.clone()));
    let platform = Headless { window, shared: Arc::default(), has_event_loop, start: Instant::now() };
    slint::platform::set_platform(Box::new(platform)).context("cannot set up the window without a display")
}

/// Lets time pass at once for the timers and animations of this thread's window, for tests; where it has no event loop,
/// nothing else does.
pub fn skip(time: Duration) {
    SKIPPED.set(SKIPPED.get() + time);
    slint::platform::update_timers_and_animations();
}

/// Writes what the window shows as a PNG file, with its folder where that is missing.
///
/// # Errors
/// When the window cannot be rendered or the file cannot be written.
pub fn save_png(window: &slint::Window, path: &Path) -> anyhow::Result<()> {
    write_png(&window.take_snapshot().context("cannot render the window")?, path)
}

/// Writes a picture as a PNG file, with its folder where that is missing.
///
/// # Errors
/// When the file cannot be written.
pub fn write_png(pixels: &slint::SharedPixelBuffer<slint::Rgba8Pixel>, path: &Path) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let file = std::fs::File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    let mut encoder = png::Encoder::new(std::io::BufWriter::new(file), pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().with_context(|| format!("cannot write {}", path.display()))?;
    writer.write_image_data(pixels.as_bytes()).with_context(|| format!("cannot write {}", path.display()))?;
    writer.finish().with_context(|| format!("cannot write {}", path.display()))
}

/// Calls `handle_line` with every line of standard input, on a thread of its own, then with `quit`.
pub fn script(handle_line: impl Fn(&str) + Send + 'static) {
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            handle_line(line.trim());
        }
        handle_line("quit");
    });
}
