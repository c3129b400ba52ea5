use domain::ids::{CommandId, ServiceId};
use domain::text::Language;

use super::{CardPage, text_of};
use crate::fiscal_code::FiscalCodeError;
use crate::model::{Effect, Model, Msg, Screen};
use crate::modes::{Mode, Spoken};
use crate::tests::{area, at, choose, frame, refused, take, taken};
use crate::update;

const CODE: &str = "RSSMRA85T10A562S";

/// A hub that asks for the card before one of its services.
fn hub() -> Msg {
    let Msg::Frame(mut frame) = frame(true, &["id-card", "residence"]) else { unreachable!() };
    frame.view.areas[0].services[0].asks_fiscal_code = true;
    Msg::Frame(frame)
}

fn asked() -> Vec<Msg> {
    vec![hub(), area(), choose("id-card"), take("one")]
}

fn typed(text: &str) -> Vec<Msg> {
    text.chars().map(Msg::Type).collect()
}

fn send() -> Msg {
    Msg::SendCard { id: CommandId::new("one") }
}

fn scan(text: &str) -> Msg {
    Msg::Scanned { id: CommandId::new("one"), text: text.to_owned() }
}

/// The model after these, with everything that was ever asked for.
fn after(msgs: Vec<Msg>) -> (Model, Vec<Effect>) {
    let mut model = Model { spoken: Spoken::of(&Language::ALL), ..Model::default() };
    let effects = msgs.into_iter().flat_map(|msg| update(&mut model, msg, at(0))).collect();
    (model, effects)
}

fn page(model: &Model) -> CardPage {
    let Screen::Card(page) = &model.screen else { panic!("{:?}", model.screen) };
    page.clone()
}

fn takes(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::SendTake { .. })).count()
}

#[test]
fn only_a_service_that_asks_for_it_does_and_only_once() {
    let (model, effects) = after(asked());
    assert_eq!((page(&model).service, takes(&effects)), (ServiceId::new("id-card"), 0));
    let (_, effects) = after(vec![hub(), area(), choose("residence"), take("one")]);
    assert_eq!(takes(&effects), 1);
    let skip = Msg::SkipCard { id: CommandId::new("one") };
    let (model, effects) = after([asked(), vec![skip.clone()]].concat());
    assert!(matches!(model.screen, Screen::Taking { .. }));
    assert_eq!(takes(&effects), 1, "nobody is refused for want of a card");
    let (_, effects) = after([asked(), vec![skip.clone(), refused(), take("two")]].concat());
    assert_eq!(takes(&effects), 2, "whoever tries again is not asked again");
    let (model, _) = after([asked(), vec![skip, taken(7), Msg::Home], asked()].concat());
    assert!(matches!(model.screen, Screen::Card(_)), "the next person is");
}

#[test]
fn the_card_is_scanned_or_typed_and_the_number_comes() {
    for right in [vec![scan(CODE)], [typed(&CODE.to_lowercase()), vec![send()]].concat()] {
        let (model, effects) = after([asked(), right].concat());
        assert!(matches!(model.screen, Screen::Taking { .. }));
        assert_eq!(takes(&effects), 1);
    }
    let (model, _) = after([asked(), vec![scan("K7M4-2QXD")]].concat());
    assert!(matches!(&model.screen, Screen::CheckIn(page) if page.is_sent), "somebody with an appointment after all");
    let (model, _) = after([asked(), vec![Msg::Back]].concat());
    assert!(matches!(model.screen, Screen::Details { .. }));
}

#[test]
fn what_is_none_is_told_so_and_can_be_put_right() {
    let rows = [
        ("RSSMRA85T10A562", FiscalCodeError::Length),
        ("RSSMRA85T10A562T", FiscalCodeError::CheckCharacter),
        ("80380001234567890123", FiscalCodeError::CardNumber),
    ];
    for (text, why) in rows {
        let (model, effects) = after([asked(), vec![scan(text)]].concat());
        assert_eq!((page(&model).failure, takes(&effects)), (Some(text_of(why)), 0), "{text}");
        assert_eq!(page(&model).count(), 0, "a scan leaves nothing");
    }
    let (model, _) = after([asked(), typed("RSSMRA85T10A562T"), vec![send()]].concat());
    assert_eq!((page(&model).count(), page(&model).failure.is_some()), (16, true));
    let (_, effects) =
        after([asked(), typed("RSSMRA85T10A562T"), vec![send(), Msg::Erase], typed("S"), vec![send()]].concat());
    assert_eq!(takes(&effects), 1);
}

#[test]
fn nothing_of_the_code_is_shown_said_kept_or_sent() {
    let speaking = vec![Msg::Toggle(Mode::Speech), Msg::Say("Tessera".to_owned())];
    for wrong in ["RSSMRA85T10A562T", CODE] {
        for way in [vec![scan(wrong)], [typed(wrong), vec![send()]].concat(), typed(&wrong[..9])] {
            let (model, effects) = after([asked(), speaking.clone(), way].concat());
            let told = format!("{model:?} {effects:?} {:?}", model.typed_aloud());
            assert!(!told.contains(&wrong[..3]) && !told.contains("85T"), "{told}");
            assert!(!model.has_card_keys(), "no key is told to the hall");
        }
    }
    let (model, _) = after([asked(), typed("RSS")].concat());
    assert_eq!((page(&model).shown().as_str(), model.typed_aloud().as_deref()), ("•••_____________", Some("3")));
}
