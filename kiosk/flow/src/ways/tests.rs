use domain::ids::{AreaId, CommandId, LifeEventId, ServiceId};
use domain::text::{Language, Text};
use domain::view::{KioskArea, KioskLifeEvent};

use super::Way;
use crate::model::{Model, Msg, Screen};
use crate::tests::{at, frame, service};
use crate::{IDLE_SECONDS, update};

fn ids(services: &[&str]) -> Vec<ServiceId> {
    services.iter().copied().map(ServiceId::new).collect()
}

fn event(id: &str, services: &[&str]) -> KioskLifeEvent {
    let (name, icon) = (Text::new(id, ""), None);
    KioskLifeEvent { id: LifeEventId::new(id), name, icon, services: ids(services) }
}

/// Two areas, and ways across them, with some services of which no numbers are given.
fn hub(refused: &[&str]) -> Msg {
    let Msg::Frame(mut frame) = frame(true, &["cards", "moves"]) else { unreachable!() };
    let first = &frame.view.areas[0];
    let taxes = KioskArea { id: AreaId::new("taxes"), services: vec![service("waste")], ..first.clone() };
    frame.view.areas.push(taxes);
    frame.view.most_used = ids(&["waste", "cards"]);
    frame.view.life_events = vec![event("lost", &["cards"]), event("moved", &["moves", "waste"])];
    for service in frame.view.areas.iter_mut().flat_map(|area| &mut area.services) {
        if refused.contains(&service.id.as_str()) {
            service.offer.refused_because = Some(Text::new("Chiuso", "Closed"));
        }
    }
    Msg::Frame(frame)
}

fn after(msgs: Vec<Msg>) -> Model {
    let mut model = Model::default();
    for msg in [vec![hub(&[])], msgs].concat() {
        update(&mut model, msg, at(0));
    }
    model
}

fn open(way: Way) -> Msg {
    Msg::OpenWay(way)
}

fn open_event(id: &str) -> Msg {
    open(Way::LifeEvent(LifeEventId::new(id)))
}

fn choose(area: &str, service: &str) -> Msg {
    Msg::ChooseFound { area: AreaId::new(area), service: ServiceId::new(service) }
}

fn details(area: &str, service: &str) -> Screen {
    Screen::Details { area: AreaId::new(area), service: ServiceId::new(service), failure: None }
}

fn names(services: Vec<(&KioskArea, &domain::view::KioskService)>) -> Vec<String> {
    services.into_iter().map(|(area, service)| format!("{}/{}", area.id, service.id)).collect()
}

#[test]
fn what_most_come_for_stands_in_the_hubs_order_and_leads_to_the_service() {
    let mut model = after(vec![open(Way::MostUsed)]);
    assert_eq!(model.screen, Screen::Way(Way::MostUsed));
    assert_eq!(names(model.most_used()), ["taxes/waste", "registry/cards"]);
    update(&mut model, choose("taxes", "waste"), at(0));
    assert_eq!(model.screen, details("taxes", "waste"));
    update(&mut model, Msg::Back, at(0));
    assert_eq!(model.screen, Screen::Way(Way::MostUsed), "back where one came from");
    update(&mut model, Msg::Back, at(0));
    assert_eq!(model.screen, Screen::Home);
}

#[test]
fn an_event_with_one_service_opens_it_and_one_with_several_shows_them() {
    let mut model = after(vec![open(Way::LifeEvents), open_event("lost")]);
    assert_eq!(model.screen, details("registry", "cards"));
    update(&mut model, Msg::Back, at(0));
    assert_eq!(model.screen, Screen::Way(Way::LifeEvents));
    update(&mut model, open_event("moved"), at(0));
    let moved = LifeEventId::new("moved");
    assert_eq!(model.screen, Screen::Way(Way::LifeEvent(moved.clone())));
    assert_eq!(names(model.life_event(&moved).unwrap().1), ["registry/moves", "taxes/waste"]);
    update(&mut model, choose("taxes", "waste"), at(0));
    assert_eq!(model.screen, details("taxes", "waste"));
    for expected in [Screen::Way(Way::LifeEvent(moved)), Screen::Way(Way::LifeEvents), Screen::Home] {
        update(&mut model, Msg::Back, at(0));
        assert_eq!(model.screen, expected);
    }
    update(&mut model, open_event("moved"), at(0));
    assert_eq!(model.screen, Screen::Home, "an event is chosen on its page alone");
}

#[test]
fn whatever_gives_no_numbers_now_is_not_on_a_way_and_an_empty_way_is_not_there() {
    let mut model = after(vec![hub(&["waste"])]);
    assert_eq!(names(model.most_used()), ["registry/cards"]);
    for msg in [open(Way::LifeEvents), open_event("moved")] {
        update(&mut model, msg, at(0));
    }
    assert_eq!(model.screen, details("registry", "moves"), "one service of two is left, and is opened at once");
    let model = after(vec![hub(&["waste", "cards"]), open(Way::MostUsed)]);
    assert_eq!((model.screen.clone(), names(model.most_used())), (Screen::Home, Vec::new()));
    let left: Vec<_> = model.life_events().into_iter().map(|event| event.id.as_str()).collect();
    assert_eq!(left, ["moved"]);
    let closed = after(vec![frame(false, &["cards"]), open(Way::MostUsed)]);
    assert_eq!(closed.screen, Screen::Home);
}

#[test]
fn a_page_that_empties_under_somebody_gives_way_to_the_one_before_and_keeps_what_they_set() {
    let moved = || vec![Msg::SetLanguage(Language::Uk), open(Way::LifeEvents), open_event("moved")];
    let mut model = after(moved());
    update(&mut model, hub(&["waste", "moves"]), at(1));
    assert_eq!((&model.screen, model.language), (&Screen::Way(Way::LifeEvents), Language::Uk));
    update(&mut model, hub(&["waste", "moves", "cards"]), at(2));
    assert_eq!((&model.screen, model.language), (&Screen::Home, Language::Uk));
    let mut chosen = after([moved(), vec![choose("taxes", "waste")]].concat());
    update(&mut chosen, hub(&["waste", "moves"]), at(1));
    assert_eq!(chosen.screen, details("taxes", "waste"), "a service that is read stays");
    update(&mut chosen, Msg::Back, at(1));
    assert_eq!(chosen.screen, Screen::Way(Way::LifeEvents));
}

#[test]
fn nothing_of_a_way_is_left_for_the_next_person() {
    for end in [vec![Msg::Home], vec![Msg::Tick; IDLE_SECONDS as usize + 1]] {
        let mut model = after(vec![open(Way::MostUsed), choose("taxes", "waste")]);
        for msg in end {
            update(&mut model, msg, at(1));
        }
        assert_eq!(model.screen, Screen::Home);
        let next = [Msg::ChooseArea(AreaId::new("registry")), Msg::ChooseService(ServiceId::new("cards")), Msg::Back];
        for msg in next {
            update(&mut model, msg, at(1));
        }
        assert_eq!(model.screen, Screen::Services { area: AreaId::new("registry") });
    }
}

#[test]
fn what_was_put_aside_can_be_taken_from_a_way_and_back_leads_there_again() {
    let id = || CommandId::new("0123456789abcdef");
    let mut model = after(vec![open(Way::MostUsed), choose("taxes", "waste"), Msg::AddService]);
    assert_eq!(model.screen, Screen::Home);
    update(&mut model, open(Way::MostUsed), at(0));
    update(&mut model, Msg::Take { id: id() }, at(0));
    let taking = Screen::Taking { area: AreaId::new("taxes"), service: ServiceId::new("waste") };
    assert_eq!(model.screen, taking);
    update(&mut model, Msg::Refused { id: id(), text: Text::new("No", "No") }, at(0));
    update(&mut model, Msg::Back, at(0));
    assert_eq!(model.screen, Screen::Way(Way::MostUsed));
}
