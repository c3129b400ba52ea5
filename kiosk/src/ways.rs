//! The ways past the areas on the screen: what is on each, and what a touch on it means.

use domain::ids::LifeEventId;
use domain::view::{KioskArea, KioskLifeEvent, KioskService, KioskView};
use kiosk_flow::{Model, Msg, Screen, Way};
use slint::ComponentHandle;
use ui_kit::bind::{color, replace};

use crate::bind::{UNKNOWN, service_tile};
use crate::icons::shape;
use crate::typing::{place_id, place_of};
use crate::ui::{Icons, KioskWindow, Tile, WayStep, Ways};
use crate::words::words;

/// The colour of what belongs to no area; it is seen on white and on the tint of itself.
const NO_AREA_COLOR: &str = "#0066cc";

/// Shows which ways there are, and the one that somebody is on; what is the same as before is not painted again.
pub(crate) fn show(window: &KioskWindow, model: &Model) {
    let ways = window.global::<Ways<'_>>();
    ways.set_most_used_offered(!model.most_used().is_empty());
    ways.set_life_events_offered(!model.life_events().is_empty());
    let Screen::Way(way) = &model.screen else { return };
    let tiles = match way {
        Way::MostUsed => {
            ways.set_step(WayStep::MostUsed);
            service_tiles(model, &model.most_used())
        }
        Way::LifeEvents => {
            ways.set_step(WayStep::LifeEvents);
            model.life_events().into_iter().map(|event| event_tile(model, event)).collect()
        }
        Way::LifeEvent(id) => {
            let Some((event, services)) = model.life_event(id) else { return };
            ways.set_step(WayStep::LifeEvent);
            ways.set_event(words(&event.name, model.language));
            service_tiles(model, &services)
        }
    };
    replace(&ways.get_tiles(), tiles, |tiles| ways.set_tiles(tiles));
}

/// Shows what the hub says on the first page.
pub(crate) fn show_texts(window: &KioskWindow, model: &Model, view: &KioskView) {
    let said =
        |text: &Option<domain::text::Text>| text.as_ref().map(|text| words(text, model.language)).unwrap_or_default();
    window.set_welcome(said(&view.texts.welcome));
    window.set_question(said(&view.texts.question));
}

/// Turns touches into messages, and gives the buttons their signs.
pub(crate) fn connect(window: &KioskWindow, send: impl Fn(Msg) + Clone + 'static) {
    let icons = window.global::<Icons<'_>>();
    icons.set_life_events(shape("signpost"));
    icons.set_most_used(shape("star"));
    icons.set_appointment(shape("calendar"));
    icons.set_search(shape("search"));
    let ways = window.global::<Ways<'_>>();
    let sender = send.clone();
    ways.on_most_used(move || sender(Msg::OpenWay(Way::MostUsed)));
    let sender = send.clone();
    ways.on_life_events(move || sender(Msg::OpenWay(Way::LifeEvents)));
    let sender = send.clone();
    ways.on_touched(move || sender(Msg::Touched));
    ways.on_chosen(move |id| {
        send(match place_of(&id) {
            Some((area, service)) => Msg::ChooseFound { area, service },
            None => Msg::OpenWay(Way::LifeEvent(LifeEventId::new(id))),
        });
    });
}

/// Services of any areas: each in the colour and with the sign and the name of its own.
fn service_tiles(model: &Model, services: &[(&KioskArea, &KioskService)]) -> Vec<Tile> {
    let tiles = services.iter().map(|(area, service)| Tile {
        id: place_id(area, service),
        summary: words(&area.name, model.language),
        icon: area.icon.as_deref().map(shape).unwrap_or_default(),
        ..service_tile(model, area, service)
    });
    tiles.collect()
}

fn event_tile(model: &Model, event: &KioskLifeEvent) -> Tile {
    Tile {
        id: event.id.as_str().into(),
        name: words(&event.name, model.language),
        icon: event.icon.as_deref().map(shape).unwrap_or_default(),
        color: color(NO_AREA_COLOR),
        waiting: UNKNOWN,
        ..Tile::default()
    }
}
