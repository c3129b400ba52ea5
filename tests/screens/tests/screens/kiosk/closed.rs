//! A kiosk that gives no number: when it opens, and what is not given before anybody tries.

use chrono::TimeDelta;
use domain::rejection::Rejection;

use super::*;

/// A closed office that opens so many days after the first moment of the clock, a Thursday.
fn opens_in(days: i64, closure: Option<Text>) -> Msg {
    let Msg::Frame(mut closed) = frame(false) else { unreachable!("a frame") };
    let at = DateTime::UNIX_EPOCH + TimeDelta::days(days) + TimeDelta::minutes(450);
    closed.view.opening = OpenState { is_open: false, closes_at: None, next_opening: Some(at), closure };
    Msg::Frame(closed)
}

/// The usual hub, where nobody gets a number for the first service, and the second is about to close.
fn short_of_numbers() -> Msg {
    let Msg::Frame(mut open) = frame(true) else { unreachable!("a frame") };
    for area in &mut open.view.areas {
        let service = &mut area.services[0];
        let refusal = Rejection::QuotaReached { service: service.name.clone(), quota: 40 };
        service.offer.refused_because = Some(refusal.text());
        area.services[1].offer.last_ticket_at = Some(DateTime::UNIX_EPOCH + TimeDelta::minutes(20));
    }
    for service in &mut open.view.areas[3].services {
        service.offer.refused_because = Some(Text::new("Chiuso.", "Closed."));
    }
    Msg::Frame(open)
}

/// Pages of a kiosk that gives no number.
pub(super) fn pages() -> Vec<(&'static str, Vec<Msg>)> {
    let holiday = Text::new("Ponte dell'Immacolata", "Bridge day before the Immaculate Conception");
    let area = || vec![short_of_numbers(), Msg::ChooseArea(AreaId::new("anagrafe"))];
    let details = |id: &str| [area(), vec![Msg::ChooseService(ServiceId::new(id))]].concat();
    vec![
        ("closed-today", vec![opens_in(0, None)]),
        ("closed-days", vec![opens_in(4, Some(holiday))]),
        ("home-not-given", vec![short_of_numbers()]),
        ("services-not-given", area()),
        ("details-not-given", details("s0")),
        ("details-last", details("s1")),
    ]
}

#[test]
fn a_closed_kiosk_says_when_it_opens() {
    let kiosk = Kiosk::open(1080, 1920);
    ui_kit::clock::set_zone("Europe/Rome");
    for (days, expected) in [
        (0, "Riapre oggi alle 08:30"),
        (1, "Riapre domani alle 08:30"),
        (4, "Riapre lunedì 5/1 alle 08:30"),
        (6, "Riapre mercoledì 7/1 alle 08:30"),
    ] {
        kiosk.start_over(Language::It, vec![opens_in(days, None)]);
        assert!(shows(&kiosk.window, expected), "{:?}", labels(&kiosk.window));
    }
    kiosk.start_over(Language::Zh, vec![opens_in(4, Some(Text::new("Ferie", "")))]);
    assert!(shows(&kiosk.window, "下次开放：1月5日（星期一） 08:30"), "{:?}", labels(&kiosk.window));
    assert!(labels(&kiosk.window).iter().any(|label| label.starts_with("Ferie")));
    kiosk.start_over(Language::It, vec![frame(false)]);
    assert!(shows(&kiosk.window, "Ora non si prendono numeri. Torna negli orari di apertura."));
}

#[test]
fn what_is_not_given_is_said_before_anybody_tries() {
    let kiosk = Kiosk::open(1080, 1920);
    ui_kit::clock::set_zone("Europe/Rome");
    kiosk.tell(vec![short_of_numbers()]);
    let described = |label: &str| find(&kiosk.window, label).accessible_description().unwrap().to_string();
    assert!(described("Edilizia privata e Urbanistica").ends_with(". Al momento senza numeri"));
    press(&kiosk.window, "Anagrafe e Stato civile");
    let card = "Carta d'identità elettronica: rilascio, rinnovo e duplicato";
    assert_eq!(described(card), "Al momento senza numeri");
    press(&kiosk.window, card);
    assert!(
        labels(&kiosk.window).iter().any(|label| label.starts_with("I 40 numeri di oggi")),
        "{:?}",
        labels(&kiosk.window)
    );
    assert!(!shows(&kiosk.window, "Prendi il numero"));
    press(&kiosk.window, "Scegli un altro servizio");
    press(&kiosk.window, "Cambio di residenza con provenienza da altro comune o dall'estero");
    assert!(
        shows(&kiosk.window, "Per questo servizio si prendono numeri fino alle 01:20."),
        "{:?}",
        labels(&kiosk.window)
    );
    assert!(shows(&kiosk.window, "Prendi il numero"));
}
