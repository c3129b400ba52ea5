use domain::ids::CommandId;
use domain::text::{Language, Text};
use domain::ticket::SlipOutcome;

use super::{not_for_check_in_text, personal_card_text};
use crate::model::{Effect, Model, Msg, Screen};
use crate::tests::{area, at, choose, open_frame, slip_done, take, taken};
use crate::update;

fn after(msgs: Vec<Msg>) -> (Model, Vec<Effect>) {
    let (mut model, mut effects) = (Model::default(), Vec::new());
    for msg in msgs {
        effects = update(&mut model, msg, at(0));
    }
    effects.retain(|effect| !matches!(effect, Effect::Save(_)));
    (model, effects)
}

fn scan(text: &str) -> Msg {
    Msg::Scanned { id: CommandId::new("scan"), text: text.to_owned() }
}

fn sends(code: &str) -> Vec<Effect> {
    vec![Effect::SendCheckIn { id: CommandId::new("scan"), code: code.to_owned(), language: Language::It }]
}

fn failure(model: &Model) -> Option<Text> {
    let Screen::CheckIn(page) = &model.screen else { return None };
    page.failure.clone()
}

/// Every page on which somebody may hold something under the scanner.
fn pages() -> Vec<Vec<Msg>> {
    let home = vec![open_frame()];
    let services = [home.clone(), vec![area()]].concat();
    let details = [services.clone(), vec![choose("id-card")]].concat();
    let typing = [home.clone(), vec![Msg::OpenCheckIn, Msg::Type('7')]].concat();
    let languages = [home.clone(), vec![Msg::ChooseLanguage]].concat();
    vec![home, services, details, typing, languages]
}

#[test]
fn a_booking_checks_in_from_every_page() {
    for page in pages() {
        for (text, code) in [("K7M4-2QXD", "K7M4-2QXD"), (" k7m42qxd ", "K7M4-2QXD"), ("b-17", "b-17")] {
            let (model, effects) = after([page.clone(), vec![scan(text)]].concat());
            assert_eq!(effects, sends(code), "{text} after {page:?}");
            assert!(model.screen.is_waiting() && !model.is_choosing_language);
        }
    }
}

#[test]
fn a_personal_card_is_neither_sent_nor_kept_and_neither_is_what_names_no_booking() {
    let rows = [
        ("RSSMRA85T10A562S", personal_card_text()),
        ("RSSMRA85T10A562T", personal_card_text()),
        ("80380001234567890123", personal_card_text()),
        ("https://example.org/t/AAECAwQFBgcICQoLDA0ODw", not_for_check_in_text()),
        ("A042 · Carta d'identità", not_for_check_in_text()),
        ("BEGIN\u{1d}01", not_for_check_in_text()),
    ];
    for (text, why) in rows {
        for page in pages() {
            let (model, effects) = after([page, vec![scan(text)]].concat());
            assert_eq!((effects, failure(&model)), (vec![], Some(why.clone())), "{text}");
            assert!(!format!("{model:?}").contains(text), "nothing of it is left");
        }
    }
    let (model, effects) = after(vec![open_frame(), scan(&"b".repeat(256))]);
    assert_eq!((effects, failure(&model)), (vec![], Some(not_for_check_in_text())));
}

#[test]
fn nothing_is_heard_while_a_ticket_is_on_its_way_or_the_office_is_closed() {
    let taking = [pages().swap_remove(2), vec![take("one")]].concat();
    let (model, effects) = after([taking.clone(), vec![scan("K7M4-2QXD")]].concat());
    assert!(matches!(model.screen, Screen::Taking { .. }) && effects.is_empty());
    let (model, effects) = after([taking.clone(), vec![taken(7), scan("K7M4-2QXD")]].concat());
    assert!(matches!(model.screen, Screen::Ticket { .. }) && effects.is_empty(), "its slip is being printed");
    let printed = [taking, vec![taken(7), slip_done(7, SlipOutcome::Printed)]].concat();
    let (model, _) = after([printed.clone(), vec![scan("A042 · Carta d'identità")]].concat());
    assert!(matches!(model.screen, Screen::Ticket { .. }), "whoever tries the slip keeps the number in view");
    let (_, effects) = after([printed, vec![scan("K7M4-2QXD")]].concat());
    assert_eq!(effects, sends("K7M4-2QXD"), "the next person is there");
    let (model, effects) = after(vec![crate::tests::frame(false, &[]), scan("K7M4-2QXD")]);
    assert_eq!((model.screen, effects), (Screen::Home, vec![]));
    let (model, effects) = after(vec![open_frame(), scan(" \r ")]);
    assert_eq!((model.screen, effects), (Screen::Home, vec![]));
}
