//! Several services under one number, and priority, as messages in and effects out.

use domain::ids::{AreaId, CommandId, PriorityId, ServiceId};
use domain::text::{Language, Text};
use domain::view::PriorityChoice;

use super::Wish;
use crate::model::{Effect, Model, Msg, Screen};
use crate::saved::{Purpose, SavedIntent};
use crate::tests::{area, at, choose, frame, open_frame, take};
use crate::{IDLE_SECONDS, update};

fn wish(services: &[&str], priority: Option<&str>) -> Wish {
    Wish { services: services.iter().map(|id| ServiceId::new(*id)).collect(), priority: priority.map(PriorityId::new) }
}

fn prioritized() -> Msg {
    let Msg::Frame(mut frame) = open_frame() else { unreachable!("a frame") };
    let choice = |id: &str| PriorityChoice { id: PriorityId::new(id), name: Text::new(id, ""), proof: Text::default() };
    frame.view.priorities = vec![choice("pregnancy"), choice("disability")];
    Msg::Frame(frame)
}

/// What the hub is asked for after these messages, and the kiosk they leave.
fn asked(msgs: Vec<Msg>) -> (Model, Vec<(CommandId, Wish)>) {
    let mut model = Model::default();
    let effects: Vec<_> = msgs.into_iter().flat_map(|msg| update(&mut model, msg, at(0))).collect();
    let sent = |effect| if let Effect::SendTake { id, wish, .. } = effect { Some((id, wish)) } else { None };
    (model, effects.into_iter().filter_map(sent).collect())
}

fn details(of: &str) -> Screen {
    Screen::Details { area: AreaId::new("registry"), service: ServiceId::new(of), failure: None }
}

#[test]
fn another_service_comes_under_the_same_number() {
    let first = || vec![open_frame(), area(), choose("id-card"), Msg::AddService];
    let (model, sent) = asked(first());
    assert_eq!((&model.screen, sent), (&Screen::Home, vec![]), "nothing is taken yet");
    let both = [first(), vec![area(), choose("residence")]].concat();
    let (model, _) = asked(both.clone());
    assert_eq!(model.visit_count(&ServiceId::new("residence")), 2);
    assert!(!model.can_add_to(&ServiceId::new("residence")), "there is no third one");
    let (_, sent) = asked([both, vec![take("one")]].concat());
    assert_eq!(sent, [(CommandId::new("one"), wish(&["id-card", "residence"], None))]);
}

#[test]
fn one_service_is_left_out_again_and_the_others_stay() {
    let aside = |of: &str| vec![area(), choose(of), Msg::AddService];
    let msgs = [vec![open_frame()], aside("id-card"), vec![area(), choose("residence"), Msg::RemoveService]];
    let (model, _) = asked(msgs.concat());
    assert_eq!(model.screen, details("residence"), "what was not put aside cannot be left out");
    let msgs = [vec![open_frame()], aside("id-card"), vec![area(), choose("id-card")]];
    let (model, _) = asked(msgs.concat());
    assert!(model.is_put_aside(&ServiceId::new("id-card")));
    let (model, sent) = asked([msgs.concat(), vec![Msg::RemoveService]].concat());
    assert_eq!((&model.screen, &model.visit, sent), (&Screen::Home, &wish(&[], None), vec![]));
}

#[test]
fn what_was_put_aside_can_be_taken_from_the_pages_in_between() {
    for on_the_way in [vec![], vec![area()]] {
        let msgs = [vec![open_frame(), area(), choose("residence"), Msg::AddService], on_the_way, vec![take("one")]];
        let (model, sent) = asked(msgs.concat());
        assert_eq!(sent, [(CommandId::new("one"), wish(&["residence"], None))]);
        assert!(matches!(model.screen, Screen::Taking { .. }));
    }
    assert_eq!(asked(vec![open_frame(), take("one")]).1, [], "without anything there is nothing to take");
}

#[test]
fn the_same_service_twice_is_one() {
    let (_, sent) =
        asked(vec![open_frame(), area(), choose("id-card"), Msg::AddService, area(), choose("id-card"), take("one")]);
    assert_eq!(sent, [(CommandId::new("one"), wish(&["id-card"], None))]);
}

#[test]
fn a_visit_has_no_more_services_than_a_ticket_can_have() {
    let ids = ["a", "b", "c", "d", "e", "f"];
    let mut msgs = vec![frame(true, &ids)];
    for id in &ids[..5] {
        msgs.extend([area(), choose(id), Msg::AddService]);
    }
    let (model, _) = asked(msgs);
    assert_eq!(model.screen, details("e"), "the fifth is the last");
    assert_eq!(model.visit_services().count(), 4);
    assert!(!model.can_add_to(&ServiceId::new("e")));
}

#[test]
fn what_is_put_aside_goes_with_the_person_and_with_the_service() {
    let aside = || vec![prioritized(), area(), choose("id-card"), Msg::AddService];
    assert_eq!(asked([aside(), vec![Msg::Home]].concat()).0.visit, Wish::default());
    let alone = std::iter::repeat_n(Msg::Tick, IDLE_SECONDS as usize + 1).collect();
    assert_eq!(asked([aside(), alone].concat()).0.visit, Wish::default());
    let gone = frame(true, &["residence"]);
    assert_eq!(asked([aside(), vec![gone]].concat()).0.visit, Wish::default());
}

#[test]
fn priority_is_asked_for_and_can_be_taken_back() {
    let asking = || vec![prioritized(), area(), choose("id-card"), Msg::AskPriority];
    let set = |id: &str| Msg::SetPriority(Some(PriorityId::new(id)));
    let (model, _) = asked(asking());
    assert!(matches!(model.screen, Screen::Priority { .. }));
    let (model, sent) = asked([asking(), vec![set("pregnancy"), take("one")]].concat());
    assert_eq!(sent, [(CommandId::new("one"), wish(&["id-card"], Some("pregnancy")))]);
    assert!(matches!(model.screen, Screen::Taking { .. }));
    let taken_back = vec![set("pregnancy"), Msg::AskPriority, Msg::SetPriority(None), take("one")];
    assert_eq!(asked([asking(), taken_back].concat()).1[0].1, wish(&["id-card"], None));
    let back = asked([asking(), vec![Msg::Back]].concat()).0;
    assert_eq!((back.screen, back.visit.priority), (details("id-card"), None));
}

#[test]
fn a_reason_nobody_offers_is_not_taken() {
    let msgs = vec![open_frame(), area(), choose("id-card"), Msg::AskPriority];
    assert_eq!(asked(msgs).0.screen, details("id-card"), "without reasons there is no such page");
    let strange = Msg::SetPriority(Some(PriorityId::new("hurry")));
    let (model, _) = asked(vec![prioritized(), area(), choose("id-card"), Msg::AskPriority, strange]);
    assert_eq!(model.visit.priority, None);
    let set = Msg::SetPriority(Some(PriorityId::new("pregnancy")));
    let (model, _) = asked(vec![prioritized(), area(), choose("id-card"), Msg::AskPriority, set, open_frame()]);
    assert_eq!(model.visit.priority, None, "the hub dropped it meanwhile");
}

#[test]
fn another_wish_is_another_intent_and_the_same_one_is_not() {
    let failed =
        || vec![open_frame(), area(), choose("id-card"), take("one"), Msg::Unanswered { id: CommandId::new("one") }];
    let more = vec![Msg::AddService, area(), choose("residence"), take("two")];
    let sent = asked([failed(), more].concat()).1;
    assert_eq!(sent[1], (CommandId::new("two"), wish(&["id-card", "residence"], None)));
    let sent = asked([failed(), vec![take("two")]].concat()).1;
    assert_eq!(sent[1].0, CommandId::new("one"), "touching again means the same");
}

#[test]
fn a_state_file_with_a_single_service_is_read() {
    let old = r#"{"id":"one","service":"id-card","language":"it","day":null,"at":"1970-01-01T00:00:00Z"}"#;
    let expected = SavedIntent {
        id: CommandId::new("one"),
        purpose: Purpose::Visit(wish(&["id-card"], None)),
        language: Language::It,
        day: None,
        at: at(0),
    };
    assert_eq!(serde_json::from_str::<SavedIntent>(old).unwrap(), expected);
    let new = SavedIntent { purpose: Purpose::Visit(wish(&["id-card", "residence"], Some("pregnancy"))), ..expected };
    assert_eq!(serde_json::from_str::<SavedIntent>(&serde_json::to_string(&new).unwrap()).unwrap(), new);
}
