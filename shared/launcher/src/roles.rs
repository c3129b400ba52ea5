//! One function per role: settings and flags in, a running program out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use domain::ids::{CounterId, DeviceId};
use domain::text::Language;
use ticket_printer::{Cut, PrinterConfig, Target};

use crate::args::{CounterOptions, DispatcherOptions, KioskOptions, ScreenOptions, parse_size};
use crate::config::{self, ScreenSettings};
use crate::{report_line, say};

/// Where a dispatcher listens unless it is told otherwise.
const LISTEN_DEFAULT: &str = "127.0.0.1:7417";
/// Where a screen looks for its dispatcher unless it is told otherwise.
const DISPATCHER_DEFAULT: &str = "http://127.0.0.1:7417";
/// Dots across paper of 80 mm at 203 dots an inch.
const WIDTH_DOTS_80_MM: u32 = 576;
/// Dots across paper of 58 mm at 203 dots an inch.
const WIDTH_DOTS_58_MM: u32 = 384;

/// The line with which a dispatcher says where it listens; the demo reads it.
pub(crate) const LISTENING: &str = "listening on ";

pub(crate) fn dispatcher(options: DispatcherOptions) -> anyhow::Result<()> {
    let settings = config::load(options.config.as_deref())?.dispatcher;
    let hub = options.hub.or(settings.hub).context("no hub file: name one with --hub FILE")?;
    let journal = options.journal.or(settings.journal).context("no journal: name one with --journal FILE")?;
    let listen = options.listen.or(settings.listen).unwrap_or_else(|| LISTEN_DEFAULT.to_owned());
    let catalog = hub_file::load(&hub)?;
    let catalog = Arc::new(if options.always_open { catalog.always_open() } else { catalog });
    make_folder_of(&journal)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start")?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(&listen)
            .await
            .with_context(|| format!("cannot listen on {listen}: stop what uses it or choose another with --listen"))?;
        let address = listener.local_addr().context("cannot tell the address listened on")?;
        let config = dispatcher::Config { catalog, journal, auto_open_day: true };
        let clock = Arc::new(dispatcher::SystemClock);
        let ready = move || say(format_args!("{LISTENING}http://{address}"));
        dispatcher::serve_with(config, listener, clock, ready, stop_asked()).await.map_err(anyhow::Error::from)
    })
}

/// Ends when the process is asked to stop, by a terminal or by a service manager.
async fn stop_asked() {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! { _ = interrupt => (), _ = terminate.recv() => () }
        }
        Err(error) => {
            tracing::warn!(%error, "cannot listen for the stop signal; only Ctrl-C stops");
            let _ = interrupt.await;
        }
    }
}

fn make_folder_of(file: &Path) -> anyhow::Result<()> {
    let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {} for the journal", folder.display()))
}

/// What every screen needs to know, from flags, settings and defaults, in this order.
struct Screen {
    dispatcher_url: String,
    size: (u32, u32),
    language: Language,
    position: Option<(i32, i32)>,
    full_screen: bool,
    headless: bool,
    silent: bool,
}

fn screen(options: &ScreenOptions, settings: &ScreenSettings, size: (u32, u32)) -> anyhow::Result<Screen> {
    let set_size = settings.size.as_deref().map(parse_size).transpose().map_err(anyhow::Error::msg)?;
    Ok(Screen {
        dispatcher_url: options
            .dispatcher
            .clone()
            .or_else(|| settings.dispatcher.clone())
            .unwrap_or_else(|| DISPATCHER_DEFAULT.to_owned()),
        size: options.size.or(set_size).unwrap_or(size),
        language: options.language.map(Language::from).or(settings.language).unwrap_or_default(),
        position: options.position,
        full_screen: options.full_screen || settings.full_screen,
        headless: options.headless,
        silent: options.silent || settings.silent,
    })
}

pub(crate) fn kiosk(options: KioskOptions) -> anyhow::Result<()> {
    let settings = config::load(options.screen.config.as_deref())?.kiosk;
    let screen = screen(&options.screen, &settings, (1080, 1920))?;
    let target = options.printer.or(settings.printer).unwrap_or_else(|| "none".to_owned());
    let width_dots = options.width_dots.or(settings.width_dots).unwrap_or(WIDTH_DOTS_80_MM);
    if ![WIDTH_DOTS_80_MM, WIDTH_DOTS_58_MM].contains(&width_dots) {
        bail!("width_dots is {width_dots}; it has to be {WIDTH_DOTS_80_MM} (80 mm) or {WIDTH_DOTS_58_MM} (58 mm)");
    }
    let cut = if options.full_cut || settings.full_cut { Cut::Full } else { Cut::Partial };
    kiosk::run(kiosk::Config {
        dispatcher_url: screen.dispatcher_url,
        size: screen.size,
        position: screen.position,
        language: screen.language,
        full_screen: screen.full_screen,
        headless: screen.headless,
        device: DeviceId::new(options.device.or(settings.device).unwrap_or_else(|| "kiosk-1".to_owned())),
        printer: PrinterConfig { width_dots, target: printer_target(&target)?, cut },
    })
}

/// Reads `tcp:HOST:PORT`, `device:PATH`, `virtual:FOLDER` or `none`.
fn printer_target(text: &str) -> anyhow::Result<Target> {
    match text.split_once(':') {
        Some(("tcp", address)) if address.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok()) => {
            Ok(Target::Tcp { address: address.to_owned() })
        }
        Some(("device", path)) => Ok(Target::Device { path: PathBuf::from(path) }),
        Some(("virtual", folder)) => Ok(Target::Virtual { dir: PathBuf::from(folder) }),
        None if text == "none" => Ok(Target::None),
        Some(_) | None => {
            bail!("'{text}' is not a printer; write tcp:HOST:PORT, device:/dev/usb/lp0, virtual:FOLDER or none")
        }
    }
}

pub(crate) fn board(options: ScreenOptions) -> anyhow::Result<()> {
    let settings = config::load(options.config.as_deref())?.board;
    let screen = screen(&options, &settings, (1920, 1080))?;
    display_board::run(display_board::Config {
        dispatcher_url: screen.dispatcher_url,
        size: screen.size,
        position: screen.position,
        language: screen.language,
        full_screen: screen.full_screen,
        headless: screen.headless,
        sound: !screen.silent,
    })
}

pub(crate) fn counter(options: CounterOptions) -> anyhow::Result<()> {
    let settings = config::load(options.screen.config.as_deref())?.counter;
    let screen = screen(&options.screen, &settings, (1280, 800))?;
    let counter = options.counter.or(settings.counter).context("which counter? Name its id with --counter ID")?;
    counter_app::run(counter_app::Config {
        dispatcher_url: screen.dispatcher_url,
        size: screen.size,
        position: screen.position,
        language: screen.language,
        full_screen: screen.full_screen,
        headless: screen.headless,
        counter: CounterId::new(counter),
    })
}

pub(crate) fn hub_check(file: &Path) -> anyhow::Result<()> {
    let report = hub_file::check_file(file)?;
    for note in report.note_lines() {
        say(format_args!("note: {note}"));
    }
    for mistake in report.mistake_lines() {
        report_line(&mistake);
    }
    let Some(catalog) = &report.catalog else {
        bail!("{}: {} to correct", file.display(), count(report.mistakes.len(), "mistake"));
    };
    say(format_args!(
        "{}: {} is in order: {}, {}, {}, {}, {}",
        file.display(),
        catalog.name.it,
        count(catalog.locations.len(), "location"),
        count(catalog.areas.len(), "area"),
        count(catalog.services.len(), "service"),
        count(catalog.counters.len(), "counter"),
        count(catalog.clerks.len(), "clerk"),
    ));
    Ok(())
}

/// A number with its English noun.
fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
