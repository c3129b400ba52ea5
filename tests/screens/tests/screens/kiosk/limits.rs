//! The kiosk with everything as long as a hub file may have it: nothing is cut off and nothing lies over anything.

use chrono::DateTime;
use domain::ids::{AreaId, CommandId, LifeEventId, PriorityId, Seq, ServiceId, TicketId};
use domain::limits::NAME_CHARS_MAX;
use domain::text::{Language, Text};
use domain::ticket::SlipOutcome;
use domain::view::{
    KioskArea, KioskLifeEvent, KioskService, KioskView, OpenState, PriorityChoice, TicketOffer, TicketView,
};
use i_slint_backend_testing::{AccessibleRole, ElementHandle};
use kiosk::ui::KioskWindow;
use kiosk_flow::{Msg, Way};
use slint::ComponentHandle;

use super::boxes::over_each_other;
use super::{Kiosk, SIZES, drawn, paper, ticket};
use crate::support::{assert_inside, assert_touchable, labels, of_role, picture, press};

/// The limits of a hub file, as its guide states them.
const DOCUMENTS_MAX: usize = 8;
const DOCUMENT_CHARS_MAX: usize = 100;
const SUMMARY_CHARS_MAX: usize = 100;
const PLACE_CHARS_MAX: usize = 40;
const FACT_CHARS_MAX: usize = 80;
const ONLINE_CHARS_MAX: usize = 120;
const FLOOR: &str = "-1bi";
/// As many reasons for priority as an office rarely has.
const PRIORITIES: usize = 6;
/// As many services as an area rarely has.
const SERVICES: usize = 14;

/// As many life events as a hub file may have.
const LIFE_EVENTS: usize = 16;

/// The words over and over, up to so many characters and with the number at the end.
fn long(words: &str, chars: usize, number: usize) -> String {
    let end = format!(" {number}");
    let words: String = words.chars().cycle().take(chars - end.len()).collect();
    format!("{}{end}", words.trim_end())
}

fn text(it: &str, en: &str, chars: usize, number: usize) -> Text {
    Text::new(long(it, chars, number), long(en, chars, number))
}

fn name(number: usize) -> Text {
    text(
        "Autorizzazione paesaggistica semplificata ",
        "Simplified landscape permission, all of it ",
        NAME_CHARS_MAX,
        number,
    )
}

fn documents() -> Vec<Text> {
    let document = |number| {
        let it = "Dichiarazione sostitutiva dell'atto di notorietà firmata da tutti i comproprietari, ";
        text(
            it,
            "Declaration in place of an affidavit signed by every one of the co-owners, ",
            DOCUMENT_CHARS_MAX,
            number,
        )
    };
    (1..=DOCUMENTS_MAX).map(document).collect()
}

fn reason(number: usize) -> PriorityChoice {
    let id = PriorityId::new(format!("p{number}"));
    PriorityChoice { id, name: name(number), proof: documents().swap_remove(0) }
}

fn life_event(number: usize) -> KioskLifeEvent {
    KioskLifeEvent {
        id: LifeEventId::new(format!("e{number}")),
        name: name(number),
        icon: (number != 1).then(|| "tools".to_owned()),
        services: (0..8).map(|number| ServiceId::new(format!("s{number}"))).collect(),
    }
}

fn fact() -> Text {
    text("Chi risiede in uno dei comuni, ", "Whoever lives in a town of it, ", FACT_CHARS_MAX, 1)
}

fn room() -> Text {
    text("Sala d'attesa polifunzionale ", "Multi-purpose waiting hall ", PLACE_CHARS_MAX, 1)
}

pub(super) fn frame(has_counter: bool) -> Msg {
    let service = |number| KioskService {
        id: ServiceId::new(format!("s{number}")),
        letter: 'W',
        name: name(number),
        waiting: 1888,
        documents: documents(),
        for_whom: if number == 1 { fact() } else { Text::default() },
        cost: if number == 1 { fact() } else { Text::default() },
        online_url: (number == 1).then(|| format!("https://example.it/{}", "a".repeat(ONLINE_CHARS_MAX - 19))),
        duration_minutes: 240,
        waiting_room: room(),
        counters_open: u32::from(has_counter),
        opening: OpenState::default(),
        asks_fiscal_code: false,
        keywords: None,
        offer: TicketOffer::default(),
        wait_minutes: None,
        wait: None,
        shorter_elsewhere: None,
    };
    let area = |number| KioskArea {
        id: AreaId::new(format!("a{number}")),
        name: name(number),
        summary: text("Documenti, certificati, residenza, ", "Documents, certificates, ", SUMMARY_CHARS_MAX, number),
        floor: FLOOR.to_owned(),
        color: "#0066cc".to_owned(),
        // Every other area, so that floors are seen in both places.
        icon: (number % 2 == 0).then(|| "family".to_owned()),
        waiting: 1888,
        services: (0..SERVICES).map(service).collect(),
    };
    let view = KioskView {
        hub_name: name(0),
        day: Some(DateTime::UNIX_EPOCH.date_naive()),
        opening: OpenState::default(),
        locations: Vec::new(),
        areas: (0..8).map(area).collect(),
        priorities: (0..PRIORITIES).map(reason).collect(),
        location: None,
        location_name: domain::text::Text::default(),
        slip: domain::slip::SlipLayout::default(),
        usher_calls: Vec::new(),
        notices: Vec::new(),
        most_used: (0..8).map(|number| ServiceId::new(format!("s{number}"))).collect(),
        life_events: (0..LIFE_EVENTS).map(life_event).collect(),
        texts: domain::home::HomeTexts::default(),
        has_appointments: true,
        only_elsewhere: Vec::new(),
    };
    Msg::Frame(Box::new(protocol::KioskFrame {
        seq: Seq(1),
        at: DateTime::UNIX_EPOCH,
        time_zone: "Europe/Rome".to_owned(),
        view,
    }))
}

fn open_event(id: &str) -> Msg {
    Msg::OpenWay(Way::LifeEvent(LifeEventId::new(id)))
}

pub(super) fn longest_ticket() -> Box<TicketView> {
    Box::new(TicketView {
        hub_name: name(0),
        service: name(0),
        area: name(0),
        floor: FLOOR.to_owned(),
        waiting_room: room(),
        people_ahead: 1888,
        documents: documents(),
        ..ticket()
    })
}

pub(super) fn pages() -> Vec<(&'static str, Vec<Msg>)> {
    let id = || CommandId::new("0123456789abcdef");
    let lost = || Msg::StreamLost(String::new());
    let services = || vec![frame(true), Msg::ChooseArea(AreaId::new("a0"))];
    let details = || [services(), vec![Msg::ChooseService(ServiceId::new("s0"))]].concat();
    let visit = || {
        let other = [Msg::AddService, Msg::ChooseArea(AreaId::new("a1")), Msg::ChooseService(ServiceId::new("s1"))];
        [details(), other.to_vec()].concat()
    };
    let taking = || [details(), vec![Msg::Take { id: id() }]].concat();
    let ticket = || [taking(), vec![Msg::Taken { id: id(), ticket: longest_ticket() }]].concat();
    let slip = |outcome| Msg::SlipDone { ticket: TicketId(7), outcome, detail: String::new() };
    vec![
        ("home", vec![frame(true)]),
        ("home-lost", vec![frame(true), lost()]),
        ("most-used", vec![frame(true), Msg::OpenWay(Way::MostUsed)]),
        ("life-events", vec![frame(true), Msg::OpenWay(Way::LifeEvents)]),
        ("life-event", vec![frame(true), Msg::OpenWay(Way::LifeEvents), open_event("e0"), lost()]),
        ("services", services()),
        ("services-lost", [services(), vec![lost()]].concat()),
        ("details", details()),
        ("details-card", [services(), vec![Msg::ChooseService(ServiceId::new("s1"))]].concat()),
        ("details-lost", [details(), vec![lost()]].concat()),
        ("details-no-counter", [details(), vec![frame(false)]].concat()),
        ("details-failed", [taking(), vec![Msg::Unanswered { id: id() }, lost()]].concat()),
        ("home-visit", [details(), vec![Msg::AddService]].concat()),
        ("details-visit", visit()),
        ("priority", [visit(), vec![Msg::AskPriority]].concat()),
        ("taking", taking()),
        ("ticket", ticket()),
        ("ticket-without-paper", {
            let without = [details(), vec![Msg::TakeWithoutPaper { id: id() }]].concat();
            [without, vec![Msg::Taken { id: id(), ticket: longest_ticket() }]].concat()
        }),
        ("ticket-not-printed", [ticket(), vec![slip(SlipOutcome::NotPrinted)]].concat()),
        ("ticket-unknown", [ticket(), vec![slip(SlipOutcome::Unknown)]].concat()),
        ("ticket-refused", [ticket(), vec![slip(SlipOutcome::Unknown), paper::again(), paper::refused()]].concat()),
    ]
}

#[test]
fn the_longest_names_fit_every_page() {
    for (width, height) in SIZES {
        std::thread::spawn(move || {
            let kiosk = Kiosk::open(width, height);
            for language in [Language::It, Language::En] {
                for (name, msgs) in pages() {
                    kiosk.start_over(language, msgs);
                    let label = format!("kiosk-{width}x{height}-{}-limits-{name}", language.code());
                    picture(kiosk.window.window(), &label);
                    assert_inside(&kiosk.window, width, height);
                    assert_touchable(&kiosk.window);
                    assert_apart(&kiosk.window, &label);
                }
            }
        })
        .join()
        .unwrap();
    }
}

#[test]
fn every_document_can_be_read_whole_on_its_page() {
    for (width, height) in SIZES {
        std::thread::spawn(move || {
            let kiosk = Kiosk::open(width, height);
            for (language, next) in [(Language::It, "Successiva ›"), (Language::En, "Next ›")] {
                let pages = pages().into_iter().filter(|(name, _)| name.starts_with("details"));
                for (name, msgs) in pages {
                    // Between two people the areas are shown.
                    kiosk.start_over(language, vec![frame(true)]);
                    assert!(documents_shown(&kiosk.window).is_empty());
                    kiosk.start_over(language, msgs);
                    let mut read = Vec::new();
                    for _ in 0..DOCUMENTS_MAX {
                        read.extend(documents_on(&kiosk.window));
                        if read.len() >= DOCUMENTS_MAX {
                            break;
                        }
                        press(&kiosk.window, next);
                    }
                    let expected: Vec<_> = documents().iter().map(|text| text.get(language).to_owned()).collect();
                    assert_eq!(read, expected, "{width}x{height} {name}: {:?}", labels(&kiosk.window));
                }
            }
        })
        .join()
        .unwrap();
    }
}

/// The documents on this page, each of which lies wholly inside its card and above what is below the list.
pub(super) fn documents_on(window: &KioskWindow) -> Vec<String> {
    // Side by side with the facts, or on pages of their own among which there are others.
    let ids = ["WholeDetails::documents-card", "DetailSteps::documents-card"];
    let Some(card) = ids.iter().flat_map(|id| ElementHandle::find_by_element_id(window, id)).next() else {
        return Vec::new();
    };
    let (top, bottom) = (card.absolute_position().y, card.absolute_position().y + card.size().height);
    let rows = documents_shown(window);
    for row in &rows {
        let (from, to) = (row.absolute_position().y, row.absolute_position().y + row.size().height);
        assert!(from >= top && to <= bottom, "{:?} at {from} to {to} leaves {top} to {bottom}", row.accessible_label());
    }
    rows.iter().filter_map(ElementHandle::accessible_label).map(String::from).collect()
}

fn documents_shown(window: &KioskWindow) -> Vec<ElementHandle> {
    of_role(window, AccessibleRole::ListItem)
}

/// Nothing that is read lies over anything else that is read.
pub(super) fn assert_apart(window: &KioskWindow, page: &str) {
    let over = over_each_other(&drawn::parts(window.window()));
    assert!(over.is_empty(), "{page}: {over:?}");
}
