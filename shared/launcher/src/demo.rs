//! `sportello demo`: a whole hub on this machine, every role a process of its own.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};
use domain::catalog::{Catalog, Clerk, Counter, Service};

use crate::args::DemoOptions;
use crate::child::Role;
use crate::{roles, say, story};

/// The hub of the demo, part of the program so that it runs from anywhere.
const HUB_SAMPLE: &str = include_str!("../../../assets/hubs/ascoli-piceno.toml");
/// How often the windows are looked after, in milliseconds.
const WATCH_MILLIS: u64 = 300;
/// Areas the story visits.
const STORY_AREAS: usize = 3;

/// Where everything of one demo is.
pub(crate) struct Folder {
    /// Journal, slips and pictures.
    pub(crate) out: PathBuf,
    /// The hub file in use.
    pub(crate) hub: PathBuf,
    /// Its content.
    pub(crate) catalog: Catalog,
}

/// A desk of the demo with somebody to sit at it and a service to serve there.
pub(crate) struct Desk {
    pub(crate) counter: Counter,
    pub(crate) clerk: Clerk,
    pub(crate) service: Service,
}

pub(crate) fn run(options: &DemoOptions) -> anyhow::Result<()> {
    let folder = prepare(options)?;
    let has_display = std::env::var_os("DISPLAY").is_some() || std::env::var_os("WAYLAND_DISPLAY").is_some();
    if options.headless || !has_display { story::play(&folder) } else { windows(&folder) }
}

fn prepare(options: &DemoOptions) -> anyhow::Result<Folder> {
    let out = options.out.clone();
    std::fs::create_dir_all(&out).with_context(|| format!("cannot make the folder {}", out.display()))?;
    let hub = match &options.hub {
        Some(file) => file.clone(),
        None => {
            let file = out.join("hub.toml");
            std::fs::write(&file, HUB_SAMPLE).with_context(|| format!("cannot write {}", file.display()))?;
            file
        }
    };
    let catalog = hub_file::load(&hub)?;
    Ok(Folder { out, hub, catalog })
}

/// Starts the dispatcher on a free port, whatever the hub's hours, and gives its address.
pub(crate) fn start_dispatcher(folder: &Folder) -> anyhow::Result<(Role, String)> {
    let mut role = Role::start(
        "dispatcher",
        &[
            "dispatcher".to_owned(),
            "--hub".to_owned(),
            path_text(&folder.hub),
            "--journal".to_owned(),
            path_text(&folder.out.join("journal.sqlite")),
            "--listen".to_owned(),
            "127.0.0.1:0".to_owned(),
            "--always-open".to_owned(),
            "--follow-here".to_owned(),
        ],
    )?;
    let line = role.hear().context("the dispatcher did not start; its reason stands above")?;
    let Some(url) = line.strip_prefix(roles::LISTENING) else { bail!("the dispatcher said '{line}'") };
    Ok((role, url.to_owned()))
}

pub(crate) fn path_text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// One desk in each of the first areas, each with another clerk.
pub(crate) fn desks(catalog: &Catalog) -> anyhow::Result<Vec<Desk>> {
    let mut desks: Vec<Desk> = Vec::new();
    for area in &catalog.areas {
        let Some(counter) = catalog.counters.iter().find(|counter| counter.area == area.id) else { continue };
        let found = catalog.services.iter().filter(|service| service.area == area.id).find_map(|service| {
            let clerk = catalog.clerks.iter().find(|clerk| {
                clerk.primary.contains(&service.id) && desks.iter().all(|desk| desk.clerk.id != clerk.id)
            })?;
            Some((service, clerk))
        });
        if let Some((service, clerk)) = found {
            desks.push(Desk { counter: counter.clone(), clerk: clerk.clone(), service: service.clone() });
        }
        if desks.len() == STORY_AREAS {
            return Ok(desks);
        }
    }
    bail!("the demo needs {STORY_AREAS} areas with a counter and a clerk each; this hub has {}", desks.len())
}

/// Arguments of a screen that follows the dispatcher at `url`.
pub(crate) fn screen_arguments(role: &str, url: &str, size: &str, more: &[String]) -> Vec<String> {
    let mut arguments =
        vec![role.to_owned(), "--dispatcher".to_owned(), url.to_owned(), "--size".to_owned(), size.to_owned()];
    arguments.extend_from_slice(more);
    arguments
}

/// What the demo's kiosk needs beyond its window: the printer without paper, and a place for what it has asked for.
pub(crate) fn kiosk_arguments(folder: &Folder) -> [String; 4] {
    [
        "--printer".to_owned(),
        format!("virtual:{}", path_text(&folder.out)),
        "--state".to_owned(),
        path_text(&folder.out.join("kiosk-state.json")),
    ]
}

/// Where a window of the demo goes on a display of 1920 by 1080 dots, and how large it is.
struct Place {
    size: &'static str,
    position: &'static str,
}

const KIOSK_PLACE: Place = Place { size: "540x960", position: "0,0" };
const BOARD_PLACE: Place = Place { size: "1360x500", position: "550,0" };
const COUNTER_PLACES: [Place; 2] =
    [Place { size: "675x500", position: "550,540" }, Place { size: "675x500", position: "1235,540" }];

/// Opens kiosk, board and two counters as windows and stays until one of them or the dispatcher ends.
fn windows(folder: &Folder) -> anyhow::Result<()> {
    let (mut dispatcher, url) = start_dispatcher(folder)?;
    let kiosk = kiosk_arguments(folder);
    let open = |role: &str, place: &Place, more: &[String]| {
        let position = ["--position".to_owned(), place.position.to_owned()];
        Role::start(role, &screen_arguments(role, &url, place.size, &[&position, more].concat()))
    };
    let mut screens = vec![open("kiosk", &KIOSK_PLACE, &kiosk)?, open("board", &BOARD_PLACE, &[])?];
    for (desk, place) in desks(&folder.catalog)?.iter().zip(&COUNTER_PLACES) {
        screens.push(open("counter", place, &["--counter".to_owned(), desk.counter.id.0.clone()])?);
    }
    say(format_args!("The hub of {} runs at {url}.", folder.catalog.name.it));
    say(format_args!("Slips are printed into {} as pictures and as ESC/POS bytes.", folder.out.display()));
    say("Close a window or press Ctrl-C to stop; everything is still there at the next start.");
    loop {
        for role in screens.iter_mut().chain([&mut dispatcher]) {
            if role.has_ended()? {
                return Ok(());
            }
        }
        std::thread::sleep(Duration::from_millis(WATCH_MILLIS));
    }
}
