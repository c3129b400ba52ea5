//! The ways of the kiosk's first page: what most people come for, and life events.

use domain::home::{HomeTexts, LifeEvent};
use domain::ids::LifeEventId;

use super::*;

fn ids(services: &[&str]) -> Vec<ServiceId> {
    services.iter().copied().map(ServiceId::new).collect()
}

fn event(id: &str, services: &[&str]) -> LifeEvent {
    LifeEvent { id: LifeEventId::new(id), name: text(id), icon: Some("moving".to_owned()), services: ids(services) }
}

#[test]
fn a_kiosk_has_the_ways_to_what_its_building_gives_in_the_hubs_order() {
    let mut catalog = Catalog::clone(&catalog());
    catalog.locations.push(Location { services: ids(&["births", "moves"]), ..location("point") });
    catalog.most_used = ids(&["moves", "cards", "births"]);
    catalog.life_events = vec![event("moved", &["moves", "cards"]), event("lost", &["cards"])];
    catalog.areas[0].icon = Some("id-card".to_owned());
    catalog.kiosk = HomeTexts { welcome: Some(text("welcome")), question: None };
    let office = Office::open_with(Arc::new(catalog.clone()));
    let at = |location: &str| view::kiosk(&office.state, &LocationId::new(location), office.now).unwrap();
    let shown = |view: &domain::view::KioskView| -> Vec<_> {
        view.life_events.iter().map(|event| (event.id.to_string(), event.services.clone())).collect()
    };
    let hq = at("hq");
    assert_eq!(hq.most_used, catalog.most_used);
    assert_eq!(shown(&hq), [("moved".to_owned(), ids(&["moves", "cards"])), ("lost".to_owned(), ids(&["cards"]))]);
    assert_eq!((hq.areas[0].icon.as_deref(), hq.life_events[0].icon.as_deref()), (Some("id-card"), Some("moving")));
    assert_eq!(hq.texts, catalog.kiosk);
    let point = at("point");
    assert_eq!(point.most_used, ids(&["moves", "births"]));
    assert_eq!(shown(&point), [("moved".to_owned(), ids(&["moves"]))], "nothing for who lost a card is given there");
}
