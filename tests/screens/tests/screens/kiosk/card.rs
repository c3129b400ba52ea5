//! The health card, where a service asks for it: typed behind dots, scanned, or gone on without.

use kiosk_flow::{FiscalCodeError, Mode, card_failure_text};
use slint::platform::Key;

use super::*;

const CODE: &str = "RSSMRA85T10A562S";

fn id() -> CommandId {
    CommandId::new("0123456789abcdef")
}

/// Somebody wants a number for a service that asks for the card.
pub(crate) fn asked() -> Vec<Msg> {
    let Msg::Frame(mut frame) = frame(true) else { unreachable!() };
    frame.view.areas.iter_mut().flat_map(|area| &mut area.services).for_each(|service| service.asks_fiscal_code = true);
    let chosen = [Msg::ChooseArea(AreaId::new("anagrafe")), Msg::ChooseService(ServiceId::new("s0"))];
    [vec![Msg::Frame(frame)], chosen.to_vec(), vec![Msg::Take { id: id() }]].concat()
}

pub(crate) fn wrong() -> Vec<Msg> {
    let typed = CODE.replace('S', "T").chars().map(Msg::Type).collect();
    [asked(), typed, vec![Msg::SendCard { id: id() }]].concat()
}

fn takes(kiosk: &Kiosk) -> usize {
    let is_take = |effect: &Effect| matches!(effect, Effect::SendTake { .. });
    kiosk.effects.borrow_mut().drain(..).filter(is_take).count()
}

#[test]
fn a_code_is_typed_behind_dots_and_the_number_comes() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.start_over(Language::It, asked());
    assert!(shows(&kiosk.window, "Hai con te la tessera sanitaria?"), "{:?}", labels(&kiosk.window));
    for sign in CODE.chars() {
        press(&kiosk.window, &sign.to_string());
    }
    let said = labels(&kiosk.window);
    assert!(said.iter().any(|label| label == "16") && !said.iter().any(|label| label.contains("RSS")), "{said:?}");
    press(&kiosk.window, "Avanti");
    assert_eq!(takes(&kiosk), 1);
}

#[test]
fn a_card_is_scanned_a_wrong_one_is_told_and_nobody_is_kept_from_a_number() {
    let kiosk = Kiosk::open(1080, 1920);
    for language in Language::ALL {
        kiosk.start_over(language, asked());
        kiosk.scan("80380001234567890123", Key::Return);
        let why = card_failure_text(FiscalCodeError::CardNumber);
        assert!(shows(&kiosk.window, why.get(language)), "{:?}", labels(&kiosk.window));
        assert_eq!(takes(&kiosk), 0);
        kiosk.scan(CODE, Key::Return);
        assert_eq!(takes(&kiosk), 1);
    }
    kiosk.start_over(Language::It, asked());
    press(&kiosk.window, "Continua senza tessera");
    assert_eq!(takes(&kiosk), 1);
}

#[test]
fn a_kiosk_that_speaks_has_no_keys_that_would_tell_the_code_to_the_hall() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.start_over(Language::It, [asked(), vec![Msg::Toggle(Mode::Speech)]].concat());
    let mut reader = kiosk::reader::Reader::default();
    let said = kiosk.hear(&mut reader).unwrap();
    assert!(said.contains("Hai con te la tessera sanitaria?"), "{said}");
    assert!(!shows(&kiosk.window, "R") && !shows(&kiosk.window, "Avanti"), "{:?}", labels(&kiosk.window));
    kiosk.scan(&CODE.replace('S', "T"), Key::Return);
    let said = kiosk.hear(&mut reader).unwrap();
    assert!(!said.contains("RTT") && said.contains("Il codice non è giusto"), "{said}");
    kiosk.press_by_ear(&mut reader, "Continua senza tessera");
    assert_eq!(takes(&kiosk), 1);
}

/// A panel of 15.6 inches across has room for one row of buttons beside the keys, and for none of them where it speaks.
#[test]
fn a_small_panel_that_speaks_in_large_letters_has_the_way_on_too() {
    let kiosk = Kiosk::open(1920, 1080);
    let panel = kiosk_flow::Panel { diagonal_inches: 15.6, ..kiosk_flow::Panel::default() };
    let modes = [Msg::Toggle(Mode::Large), Msg::Toggle(Mode::Speech)];
    for (page, said) in [(asked(), "Serve allo sportello. Inquadrala"), (wrong(), "Il codice non è giusto")] {
        kiosk.come_to(Language::It, [page, modes.to_vec()].concat(), panel);
        let labels = labels(&kiosk.window);
        assert!(labels.iter().any(|label| label.contains(said)), "{labels:?}");
        assert!(shows(&kiosk.window, "Continua senza tessera"), "{labels:?}");
    }
}
