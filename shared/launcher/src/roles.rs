//! One function per role: settings and flags in, a running program out.

use std::path::Path;
use std::sync::Arc;

use std::path::PathBuf;

use anyhow::{Context, bail};
use domain::ids::{CounterId, DeviceId, LocationId};
use domain::text::Language;
use ui_kit::app::WindowConfig;

use crate::args::{BoardOptions, CounterOptions, DispatcherOptions, KioskOptions, ScreenOptions};
use crate::config::{self, ScreenSettings};
use crate::values::{Position, Size};
use crate::{printers, report_line, say};

/// Where a dispatcher listens unless it is told otherwise.
const LISTEN_DEFAULT: &str = "127.0.0.1:7417";
/// Where a screen looks for its dispatcher unless it is told otherwise.
pub(crate) const DISPATCHER_DEFAULT: &str = "http://127.0.0.1:7417";
/// The line with which a dispatcher says where it listens; the demo reads it.
pub(crate) const LISTENING: &str = "listening on ";

pub(crate) fn dispatcher(options: DispatcherOptions) -> anyhow::Result<()> {
    let settings = config::load(options.config.as_deref())?.dispatcher;
    let hub = options.hub.or(settings.hub).context("no hub file: name one with --hub FILE")?;
    let journal = options.journal.or(settings.journal).context("no journal: name one with --journal FILE")?;
    let listen = options.listen.or(settings.listen).map_or_else(|| LISTEN_DEFAULT.to_owned(), |listen| listen.0);
    let (catalog, source) = hub_file::load_with_text(&hub)?;
    let mut catalog = if options.always_open { catalog.always_open() } else { catalog };
    let source = Some(source);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start")?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(&listen)
            .await
            .with_context(|| format!("cannot listen on {listen}: stop what uses it or choose another with --listen"))?;
        let address = listener.local_addr().context("cannot tell the address listened on")?;
        if options.follow_here {
            catalog.follow_url.get_or_insert_with(|| format!("http://{address}"));
        }
        make_folder_of(&journal)?;
        let config = dispatcher::Config {
            catalog: Arc::new(catalog),
            source,
            journal,
            auto_open_day: true,
            foretells: true,
            limits: dispatcher::Limits::default(),
        };
        let clock = Arc::new(dispatcher::SystemClock);
        let ready = move || say(format_args!("{LISTENING}http://{address}"));
        dispatcher::serve_with(config, listener, clock, ready, stop_asked(options.with_parent))
            .await
            .map_err(anyhow::Error::from)
    })
}

/// Ends when the process is asked to stop, by a terminal, by a service manager, or by its parent's end.
async fn stop_asked(with_parent: bool) {
    let interrupt = tokio::signal::ctrl_c();
    let parent = async move {
        if with_parent {
            // Whether the thread waited to the end or could not start, nobody is left to stop for.
            let _ = tokio::task::spawn_blocking(wait_for_parent).await;
        } else {
            std::future::pending().await
        }
    };
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! { _ = interrupt => (), _ = terminate.recv() => (), () = parent => () }
        }
        Err(error) => {
            tracing::warn!(%error, "cannot listen for the stop signal; only Ctrl-C stops");
            let _ = interrupt.await;
        }
    }
}

/// Returns when standard input ends: whoever started this process and wrote to it is gone.
fn wait_for_parent() {
    let mut ignored = [0; 64];
    while std::io::Read::read(&mut std::io::stdin(), &mut ignored).is_ok_and(|length| length > 0) {}
}

fn make_folder_of(file: &Path) -> anyhow::Result<()> {
    let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {} for the journal", folder.display()))
}

/// What every screen needs to know, from flags, settings and defaults, in this order.
struct Screen {
    dispatcher_url: String,
    window: WindowConfig,
    language: Language,
}

fn screen(options: &ScreenOptions, settings: &impl ScreenSettings, size: Size) -> Screen {
    if options.with_parent && !options.headless {
        // A window has nothing to save: what matters is at the dispatcher.
        std::thread::spawn(|| {
            wait_for_parent();
            std::process::exit(0);
        });
    }
    let Size(width, height) = options.size.or(settings.size()).unwrap_or(size);
    let dispatcher = options.dispatcher.as_ref().or(settings.dispatcher());
    Screen {
        dispatcher_url: dispatcher.cloned().unwrap_or_else(|| DISPATCHER_DEFAULT.to_owned()),
        window: WindowConfig {
            size: (width, height),
            position: options.position.map(|Position(x, y)| (x, y)),
            full_screen: options.full_screen || settings.full_screen(),
            headless: options.headless,
        },
        language: options.language.map(Language::from).or(settings.language()).unwrap_or_default(),
    }
}

pub(crate) fn kiosk(options: KioskOptions, log: kiosk::LogTail) -> anyhow::Result<kiosk::Outcome> {
    let settings = config::load(options.screen.config.as_deref())?.kiosk;
    let screen = screen(&options.screen, &settings, Size(1080, 1920));
    let first = printers::Printer {
        target: options.printer.or(settings.printer),
        profile: options.printer_profile.or(settings.printer_profile),
        width: options.width_dots.or(settings.width_dots),
        is_cut_off: options.full_cut || settings.full_cut,
    };
    let second = options.second_printer.or(settings.second_printer).map(|target| printers::Printer {
        target: Some(target),
        profile: options.second_printer_profile.or(settings.second_printer_profile),
        ..printers::Printer::default()
    });
    let usual = kiosk::Panel::default();
    let panel = kiosk::Panel {
        diagonal_inches: options.panel_inches.or(settings.panel_inches).unwrap_or(usual.diagonal_inches),
        lower_edge_millimetres: options
            .lower_edge_millimetres
            .or(settings.lower_edge_millimetres)
            .unwrap_or(usual.lower_edge_millimetres),
        distance_millimetres: options
            .distance_millimetres
            .or(settings.distance_millimetres)
            .unwrap_or(usual.distance_millimetres),
        reach_millimetres: options.reach_millimetres.or(settings.reach_millimetres).unwrap_or(usual.reach_millimetres),
    };
    let is_silent = options.silent || settings.silent;
    let speech = options.speech.or(settings.speech).unwrap_or_else(|| PathBuf::from("espeak-ng"));
    kiosk::run(kiosk::Config {
        dispatcher_url: screen.dispatcher_url,
        window: screen.window,
        language: screen.language,
        device: DeviceId::new(options.device.or(settings.device).unwrap_or_else(|| "kiosk-1".to_owned())),
        location: options.location.or(settings.location).map(LocationId::new),
        state_file: options.state.or(settings.state),
        printer: printers::setup(first, second)?,
        speech: (!is_silent).then_some(speech),
        panel: panel.checked()?,
        repeat_ignored_milliseconds: options
            .repeat_ignored_milliseconds
            .or(settings.repeat_ignored_milliseconds)
            .unwrap_or(kiosk::REPEAT_IGNORED_MILLISECONDS)
            .min(kiosk::REPEAT_IGNORED_MILLISECONDS_MAX),
        staff_pin_file: options.staff_pin_file.or(settings.staff_pin_file),
        log,
        dim_after_seconds: options.dim_after_seconds.or(settings.dim_after_seconds).unwrap_or(kiosk::DIM_AFTER_SECONDS),
        sleep_after_seconds: options
            .sleep_after_seconds
            .or(settings.sleep_after_seconds)
            .unwrap_or(kiosk::SLEEP_AFTER_SECONDS),
        backlight: options.backlight.or(settings.backlight),
        headset: options.headset.or(settings.headset),
    })
}

pub(crate) fn board(options: BoardOptions) -> anyhow::Result<()> {
    let settings = config::load(options.screen.config.as_deref())?.board;
    let screen = screen(&options.screen, &settings, Size(1920, 1080));
    display_board::run(display_board::Config {
        dispatcher_url: screen.dispatcher_url,
        window: screen.window,
        language: screen.language,
        location: options.location.or(settings.location).map(LocationId::new),
        sound: !(options.silent || settings.silent),
    })
}

pub(crate) fn counter(options: CounterOptions) -> anyhow::Result<()> {
    let settings = config::load(options.screen.config.as_deref())?.counter;
    let counter = options.counter.or(settings.counter.clone());
    let counter = counter.context("which counter? Name its id with --counter ID")?;
    let screen = screen(&options.screen, &settings, Size(1280, 800));
    counter_app::run(counter_app::Config {
        dispatcher_url: screen.dispatcher_url,
        window: screen.window,
        language: screen.language,
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
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
