//! The demo without a display: a short story through the real processes, with pictures.

use anyhow::{Context, ensure};

use crate::child::Role;
use crate::demo::{self, Desk, Folder};
use crate::say;

/// People who come to each area; one of them is served, the others go on waiting.
const TICKETS_PER_AREA: usize = 3;

/// What one counter did in the story.
struct Served {
    code: String,
    counter: String,
}

/// Plays the story; an error says where it did not hold.
pub(crate) fn play(folder: &Folder) -> anyhow::Result<()> {
    let out = &folder.out;
    let desks = demo::desks(&folder.catalog)?;
    say(format_args!("A short morning at {}, without a display.", folder.catalog.name.it));
    let (dispatcher, url) = demo::start_dispatcher(folder)?;
    let codes = take_tickets(folder, &url, &desks)?;
    say(format_args!("Tickets taken in {} areas: {}.", desks.len(), codes.join(", ")));
    for code in &codes {
        for kind in ["png", "escpos"] {
            let slip = out.join(format!("slip-{code}.{kind}"));
            ensure!(slip.is_file(), "the slip {} is missing", slip.display());
        }
    }
    say("Every slip came out of the virtual printer.");

    dispatcher.kill()?;
    let (dispatcher, url) = demo::start_dispatcher(folder)?;
    say("The dispatcher was killed and started again.");

    let served = serve(folder, &url, &desks)?;
    for call in &served {
        say(format_args!(
            "{} was called to counter {}, shown on the board, served and finished.",
            call.code, call.counter
        ));
    }
    drop(dispatcher);
    say(format_args!("The story held. Pictures, slips and journal are in {}.", out.display()));
    Ok(())
}

fn headless(name: &str, url: &str, size: &str, more: &[String]) -> anyhow::Result<Role> {
    let mut arguments = demo::screen_arguments(name, url, size, more);
    arguments.push("--headless".to_owned());
    Role::start(name, &arguments)
}

fn picture(role: &mut Role, folder: &Folder, name: &str) -> anyhow::Result<()> {
    role.ask(&format!("picture {}", demo::path_text(&folder.out.join(name)))).map(drop)
}

fn take_tickets(folder: &Folder, url: &str, desks: &[Desk]) -> anyhow::Result<Vec<String>> {
    let mut kiosk = headless("kiosk", url, "1080x1920", &demo::kiosk_arguments(folder))?;
    let mut codes = Vec::new();
    for desk in desks.iter().cycle().take(desks.len() * TICKETS_PER_AREA) {
        kiosk.ask("wait home").context("the kiosk never showed its first page")?;
        if codes.is_empty() {
            picture(&mut kiosk, folder, "kiosk.png")?;
        }
        kiosk.ask(&format!("area {}", desk.service.area))?;
        kiosk.ask(&format!("service {}", desk.service.id))?;
        kiosk.ask("take")?;
        let code = kiosk.ask("wait ticket")?;
        let slip = kiosk.ask("wait slip")?;
        ensure!(slip == "printed", "the slip of {code} is {slip}");
        if codes.is_empty() {
            picture(&mut kiosk, folder, "kiosk-ticket.png")?;
        }
        ensure!(!codes.contains(&code), "the code {code} was given twice");
        codes.push(code);
        kiosk.ask("home")?;
    }
    Ok(codes)
}

/// Each desk calls one ticket, shows it on the board, serves and finishes it.
fn serve(folder: &Folder, url: &str, desks: &[Desk]) -> anyhow::Result<Vec<Served>> {
    let mut board = headless("board", url, "1920x1080", &["--silent".to_owned()])?;
    let mut served = Vec::new();
    for (index, desk) in desks.iter().enumerate() {
        let arguments = ["--counter".to_owned(), desk.counter.id.0.clone()];
        let mut counter = headless("counter", url, "1280x800", &arguments)?;
        clear(&mut counter)?;
        counter.ask(&format!("sign_in {}", desk.clerk.id))?;
        counter.ask("wait signed_in")?;
        // Whoever signs in brings along what was in hand elsewhere.
        finish_what_is_in_hand(&mut counter)?;
        counter.ask("wait waiting 1").context("the tickets were not there after the restart")?;
        counter.ask("press call_next")?;
        let code = counter.ask("wait called")?;
        board.ask(&format!("wait {code}")).context("the board does not show the call")?;
        if index == 0 {
            picture(&mut counter, folder, "counter.png")?;
        }
        if index + 1 == desks.len() {
            picture(&mut board, folder, "board.png")?;
        }
        counter.ask("press start")?;
        counter.ask("wait serving")?;
        counter.ask("press finish")?;
        counter.ask("wait free")?;
        counter.ask("press sign_out")?;
        served.push(Served { code, counter: desk.counter.label.clone() });
    }
    Ok(served)
}

/// An earlier story or a clerk of the windowed demo may still sit at the counter.
fn clear(counter: &mut Role) -> anyhow::Result<()> {
    counter.ask("wait heard")?;
    if counter.ask("state")? != "signed_out" {
        finish_what_is_in_hand(counter)?;
        counter.ask("press sign_out")?;
        counter.ask("wait signed_out")?;
    }
    Ok(())
}

/// A story that was interrupted may have left somebody at the counter.
fn finish_what_is_in_hand(counter: &mut Role) -> anyhow::Result<()> {
    let state = counter.ask("state")?;
    if state.starts_with("called") {
        counter.ask("press start")?;
    }
    if state != "free" {
        counter.ask("press finish")?;
        counter.ask("wait free")?;
    }
    Ok(())
}
