//! A hub is edited in its file alone: what the file says is what the kiosk shows, before and after it is changed.

use std::sync::Arc;

use chrono::TimeZone;
use domain::catalog::{Catalog, Service};
use domain::command::Command;
use domain::ids::LocationId;
use engine::{State, decide, evolve, view};
use kiosk_flow::{Panel, Way};
use slint::Model as _;

use super::*;

const ASCOLI: &str = include_str!("../../../../../assets/hubs/ascoli-piceno.toml");
/// What stands before every Italian text of the changed file.
const CHANGED: &str = "Z ";

/// What a kiosk of the headquarters gets from the hub on a morning on which it is open.
fn frame_of(catalog: &Catalog) -> Msg {
    let now = chrono::Utc.with_ymd_and_hms(2026, 11, 30, 9, 0, 0).unwrap();
    let mut state = State::new(Arc::new(catalog.clone()));
    for event in decide(&state, &Command::OpenDay { day: now.date_naive() }, now).unwrap() {
        let seq = state.seq().next();
        evolve(&mut state, seq, now, &event);
    }
    let view = view::kiosk(&state, &LocationId::new("sede"), now).unwrap();
    let time_zone = catalog.time_zone.clone();
    Msg::Frame(Box::new(protocol::KioskFrame { seq: Seq(1), at: now, time_zone, view }))
}

/// The sample after an afternoon with it: other words everywhere, areas the other way round, other colours and signs.
fn changed() -> String {
    let text = ASCOLI
        .replace("it = \"", &format!("it = \"{CHANGED}"))
        .replace("color = \"#0066cc\"", "color = \"#17324d\"")
        .replace("icon = \"id-card\"", "icon = \"people\"")
        .replace("most_used = [\"carta-identita\", ", "most_used = [\"imu\", ");
    let mut blocks: Vec<_> = text.split("\n[[").map(str::to_owned).collect();
    let is_area = |block: &String| block.starts_with("area]]");
    let first = blocks.iter().position(is_area).unwrap();
    let areas = blocks.iter().filter(|block| is_area(block)).count();
    blocks[first..first + areas].reverse();
    let words = "[kiosk]\nwelcome = { it = \"Buongiorno\", en = \"Good morning\" }\nquestion = { it = \"Che ti serve?\", en = \"What?\" }\n";
    format!("{}\n{words}", blocks.join("\n[["))
}

fn says(kiosk: &Kiosk, text: &Text, what: &str) {
    let found = labels(&kiosk.window);
    assert!(found.iter().any(|label| label.contains(&text.it)), "{what} '{}' is not in {found:?}", text.it);
}

fn shows_the_whole_file(kiosk: &Kiosk, catalog: &Catalog) {
    kiosk.start_over(Language::It, vec![frame_of(catalog)]);
    kiosk::bind::fit(&kiosk.window, &kiosk.model.borrow(), Panel::default());
    says(kiosk, &catalog.name, "the name of the hub");
    for text in [&catalog.kiosk.welcome, &catalog.kiosk.question].into_iter().flatten() {
        says(kiosk, text, "the first page");
    }
    let tiles: Vec<_> = kiosk.window.get_areas().iter().collect();
    assert_eq!(tiles.len(), catalog.areas.len());
    for (tile, area) in tiles.iter().zip(&catalog.areas) {
        assert_eq!((tile.name.shown.as_str(), tile.summary.shown.as_str()), (&*area.name.it, &*area.summary.it));
        assert_eq!((tile.badge.as_str(), tile.color), (&*area.floor, ui_kit::bind::color(&area.color)));
        assert_eq!(tile.icon.is_empty(), area.icon.is_none());
        says(kiosk, &area.name, "an area");
    }
    for area in &catalog.areas {
        kiosk.start_over(Language::It, vec![frame_of(catalog), Msg::ChooseArea(area.id.clone())]);
        let services: Vec<_> = catalog.services.iter().filter(|service| service.area == area.id).collect();
        let shown: Vec<_> = kiosk.window.get_services().iter().map(|tile| tile.name.shown.to_string()).collect();
        assert_eq!(shown, services.iter().map(|service| service.name.it.clone()).collect::<Vec<_>>());
        for service in services {
            kiosk.tell(vec![Msg::ChooseService(service.id.clone())]);
            shows_the_service(kiosk, service, &area.waiting_room);
            kiosk.tell(vec![Msg::Back]);
        }
    }
    shows_ways_and_reasons(kiosk, catalog);
}

fn shows_the_service(kiosk: &Kiosk, service: &Service, room: &Text) {
    says(kiosk, &service.name, "a service");
    let documents: Vec<_> = kiosk.window.get_documents().iter().map(|words| words.shown.to_string()).collect();
    assert_eq!(documents, service.documents.iter().map(|text| text.it.clone()).collect::<Vec<_>>());
    let details = kiosk.window.get_details();
    // Where each stands on the page, and that it is whole there, is the matter of other tests.
    let facts = [&details.room, &details.for_whom, &details.cost].map(|words| words.shown.to_string());
    assert_eq!(facts, [room, &service.for_whom, &service.cost].map(|text| text.it.clone()));
    assert_eq!(details.online.as_str(), service.online_url.as_deref().unwrap_or_default());
    assert_eq!(details.minutes, i32::try_from(service.duration_minutes).unwrap());
}

fn shows_ways_and_reasons(kiosk: &Kiosk, catalog: &Catalog) {
    let way_tiles = |way: Way| -> Vec<_> {
        kiosk.start_over(Language::It, vec![frame_of(catalog), Msg::OpenWay(way)]);
        let ways = kiosk.window.global::<kiosk::ui::Ways<'_>>();
        ways.get_tiles().iter().map(|tile| tile.name.shown.to_string()).collect()
    };
    let most_used = catalog.most_used.iter().map(|id| catalog.service(id).unwrap().name.it.clone());
    assert_eq!(way_tiles(Way::MostUsed), most_used.collect::<Vec<_>>());
    let events = catalog.life_events.iter().map(|event| event.name.it.clone());
    assert_eq!(way_tiles(Way::LifeEvents), events.collect::<Vec<_>>());
    let reasons: Vec<_> = kiosk.window.get_priorities().iter().map(|tile| tile.name.shown.to_string()).collect();
    assert_eq!(reasons, catalog.priorities.iter().map(|reason| reason.name.it.clone()).collect::<Vec<_>>());
}

#[test]
fn the_kiosk_shows_what_the_hub_file_says_before_and_after_it_is_edited() {
    let kiosk = Kiosk::open(1080, 1920);
    let as_shipped = hub_file::parse(ASCOLI, "ascoli-piceno.toml").unwrap();
    shows_the_whole_file(&kiosk, &as_shipped);
    let icons = |kiosk: &Kiosk| kiosk.window.get_areas().iter().map(|tile| tile.icon).collect::<Vec<_>>();
    let before = icons(&kiosk);
    let edited = hub_file::parse(&changed(), "ascoli-piceno.toml").unwrap_or_else(|error| panic!("{error}"));
    assert!(edited.areas[0].id == as_shipped.areas[4].id && edited.services[0].name.it.starts_with(CHANGED));
    shows_the_whole_file(&kiosk, &edited);
    let after = icons(&kiosk);
    assert!(after.iter().all(|icon| !icon.is_empty()) && after[4] != before[0], "another sign is drawn");
    picture(kiosk.window.window(), "kiosk-1080x1920-it-edited");
    kiosk.start_over(Language::It, vec![frame_of(&as_shipped)]);
    picture(kiosk.window.window(), "kiosk-1080x1920-it-ascoli");
}
