//! The kiosk where waits are foretold: before the number and with it, in the usual names and in the longest.

use domain::ids::{AreaId, CommandId, LocationId, ServiceId};
use domain::limits::NAME_CHARS_MAX;
use domain::rejection::citizen::CitizenRejection;
use domain::text::{Language, Text};
use domain::view::{Elsewhere, KioskService, TicketView};
use domain::wait::WaitRange;
use kiosk_flow::{Effect, Msg};
use slint::ComponentHandle;

use super::{Kiosk, SIZES, frame, limits, ticket};
use crate::support::{assert_inside, assert_touchable, find, labels, picture, press, shows};

fn range(from_minutes: u32, to_minutes: Option<u32>, is_rough: bool) -> WaitRange {
    WaitRange { from_minutes, to_minutes, likely_minutes: Some(from_minutes + 4), is_rough }
}

fn unlikely(service: &KioskService) -> Text {
    let closes_at = chrono::NaiveTime::from_hms_opt(13, 30, 0).unwrap();
    let why = CitizenRejection::ProbablyNotServed { service: service.name.clone(), wait_minutes: 140, closes_at };
    why.text()
}

/// Another building where the wait with the way is 25 to 40 minutes.
fn elsewhere(name: Text, address: String) -> Elsewhere {
    Elsewhere {
        location: LocationId::new("porta-maggiore"),
        name,
        address,
        travel_minutes: 15,
        waiting: 2,
        counters_open: 1,
        wait_minutes: Some(12),
        wait: Some(range(25, Some(40), false)),
    }
}

fn each_service(msg: Msg, tell: impl Fn(usize, &mut KioskService)) -> Msg {
    let Msg::Frame(mut frame) = msg else { unreachable!("a view") };
    for area in &mut frame.view.areas {
        area.services.iter_mut().enumerate().for_each(|(position, service)| tell(position, service));
    }
    Msg::Frame(frame)
}

/// The usual hub: a short wait, a rough one, none, one without an end, one that is too long for today.
pub(super) fn told() -> Msg {
    each_service(frame(true), |position, service| {
        service.counters_open = 1;
        service.wait = match position {
            0 => Some(range(10, Some(20), false)),
            1 | 5 => Some(range(100, Some(140), true)),
            2 => None,
            _ => Some(range(40, None, false)),
        };
        if position == 4 {
            service.offer.unlikely_because = Some(unlikely(service));
        }
        if position == 1 || position == 4 {
            let name = Text::new("Punto comune di Porta Maggiore", "Access point Porta Maggiore");
            service.shorter_elsewhere = Some(elsewhere(name, "Viale Benedetto Croce 12".to_owned()));
        }
    })
}

/// Everything as long as it gets, in every service.
fn longest() -> Msg {
    each_service(limits::frame(false), |_, service| {
        service.wait = Some(range(1000, Some(1400), true));
        service.offer.unlikely_because = Some(unlikely(service));
        let address = "Viale della Repubblica ".chars().cycle().take(NAME_CHARS_MAX).collect();
        service.shorter_elsewhere = Some(elsewhere(service.name.clone(), address));
    })
}

fn id() -> CommandId {
    CommandId::new("0123456789abcdef")
}

fn chosen(frame: Msg, area: &str, service: &str) -> Vec<Msg> {
    vec![frame, Msg::ChooseArea(AreaId::new(area)), Msg::ChooseService(ServiceId::new(service))]
}

fn taken(frame: Msg, area: &str, ticket: TicketView) -> Vec<Msg> {
    let taken = [Msg::Take { id: id() }, Msg::Taken { id: id(), ticket: Box::new(ticket) }];
    [chosen(frame, area, "s0"), taken.to_vec()].concat()
}

fn with_wait(ticket: TicketView, wait: WaitRange) -> TicketView {
    TicketView { wait: Some(wait), ..ticket }
}

pub(super) fn pages() -> Vec<(&'static str, Vec<Msg>)> {
    let of = |service| chosen(told(), "anagrafe", service);
    let failed = [of("s4"), vec![Msg::Take { id: id() }, Msg::Unanswered { id: id() }]].concat();
    let open_end = WaitRange { from_minutes: 140, to_minutes: None, likely_minutes: None, is_rough: false };
    vec![
        ("services", vec![told(), Msg::ChooseArea(AreaId::new("anagrafe"))]),
        ("details", of("s0")),
        ("details-sooner", of("s1")),
        ("details-unlikely", of("s4")),
        ("details-failed", failed),
        ("details-lost", [of("s4"), vec![Msg::StreamLost(String::new())]].concat()),
        ("taking", [of("s1"), vec![Msg::Take { id: id() }]].concat()),
        ("ticket", taken(told(), "anagrafe", with_wait(ticket(), range(10, Some(20), false)))),
        ("limits-services", vec![longest(), Msg::ChooseArea(AreaId::new("a0"))]),
        ("limits-details", chosen(longest(), "a0", "s0")),
        ("limits-ticket", taken(longest(), "a0", with_wait(*limits::longest_ticket(), open_end))),
    ]
}

#[test]
fn every_page_with_a_wait_fits_its_window() {
    for (width, height) in SIZES {
        std::thread::spawn(move || {
            let kiosk = Kiosk::open(width, height);
            for language in [Language::It, Language::En] {
                for (name, msgs) in pages() {
                    kiosk.start_over(language, msgs);
                    let label = format!("kiosk-{width}x{height}-{}-waits-{name}", language.code());
                    picture(kiosk.window.window(), &label);
                    assert_inside(&kiosk.window, width, height);
                    assert_touchable(&kiosk.window);
                    limits::assert_apart(&kiosk.window, &label);
                }
            }
        })
        .join()
        .unwrap();
    }
}

#[test]
fn a_document_can_be_read_whole_beside_the_longest_advice() {
    for (width, height) in SIZES {
        std::thread::spawn(move || {
            let kiosk = Kiosk::open(width, height);
            kiosk.start_over(Language::It, chosen(longest(), "a0", "s0"));
            // Where there is no room beside it, the documents follow the advice.
            if limits::documents_on(&kiosk.window).is_empty() {
                assert!(labels(&kiosk.window).iter().any(|label| label.starts_with("Attesa più breve presso ")));
                press(&kiosk.window, "Successiva ›");
            }
            assert!(!limits::documents_on(&kiosk.window).is_empty(), "{:?}", labels(&kiosk.window));
        })
        .join()
        .unwrap();
    }
}

#[test]
fn the_wait_is_told_before_the_number_and_with_it() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.tell(vec![told()]);
    press(&kiosk.window, "Anagrafe e Stato civile");
    let described = |label: &str| find(&kiosk.window, label).accessible_description().unwrap().to_string();
    let card = "Carta d'identità elettronica: rilascio, rinnovo e duplicato";
    assert_eq!(described(card), "5 persone in attesa. Attesa da 10 a 20 minuti");
    assert_eq!(described("Certificati anagrafici"), "Nessuno in attesa", "nothing is foretold");
    let banns = "Pubblicazioni di matrimonio e unioni civili";
    assert_eq!(described(banns), "2 persone in attesa. Probabilmente non oggi");
    press(&kiosk.window, card);
    assert!(shows(&kiosk.window, "Attesa prevista: da 10 a 20 minuti"), "{:?}", labels(&kiosk.window));
    press(&kiosk.window, "Prendi il numero");
    let Some(Effect::SendTake { id, .. }) = kiosk.effects.borrow_mut().pop() else { panic!("no command") };
    let ticket = with_wait(ticket(), range(15, Some(25), true));
    kiosk.tell(vec![Msg::Taken { id, ticket: Box::new(ticket) }]);
    assert!(shows(&kiosk.window, "Attesa prevista: circa da 15 a 25 minuti"), "{:?}", labels(&kiosk.window));
    press(&kiosk.window, "Lingua: Italiano");
    press(&kiosk.window, "English");
    assert!(shows(&kiosk.window, "Expected wait: about 15 to 25 minutes"));
}

#[test]
fn whoever_would_not_be_served_today_is_warned_before_the_number() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.tell(chosen(told(), "anagrafe", "s4"));
    let warning = "Per «Pubblicazioni di matrimonio e unioni civili» l'attesa è di circa 140 minuti e si chiude alle \
                   13:30: torna un altro giorno o chiedi al personale.";
    assert!(shows(&kiosk.window, warning), "{:?}", labels(&kiosk.window));
    assert!(!shows(&kiosk.window, "Prendi il numero"), "nobody takes a number without having seen it");
    press(&kiosk.window, "Prendi comunque il numero");
    assert!(matches!(kiosk.effects.borrow_mut().pop(), Some(Effect::SendTake { .. })));
}

#[test]
fn a_building_with_a_shorter_wait_is_named_with_its_wait_and_the_way() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.tell(chosen(told(), "anagrafe", "s1"));
    let advice = "Attesa più breve presso Punto comune di Porta Maggiore, Viale Benedetto Croce 12: da 25 a 40 minuti, \
                  compresi 15 minuti per arrivarci";
    assert!(shows(&kiosk.window, advice), "{:?}", labels(&kiosk.window));
    kiosk.tell(vec![Msg::StreamLost(String::new())]);
    assert!(!shows(&kiosk.window, advice), "nobody knows any more");
    kiosk.start_over(Language::It, chosen(told(), "anagrafe", "s0"));
    let is_advised = labels(&kiosk.window).iter().any(|label| label.starts_with("Attesa più breve"));
    assert!(!is_advised, "{:?}", labels(&kiosk.window));
}
