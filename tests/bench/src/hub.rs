//! A hub made for measuring: every letter a code can have, so that a day has room for many tickets.

use std::sync::Arc;

use domain::calendar::Calendar;
use domain::catalog::{Area, Catalog, Clerk, Counter, Location, Service};
use domain::home::HomeTexts;
use domain::ids::{AreaId, ClerkId, CounterId, HubId, LocationId, ServiceId};
use domain::rules::Rules;
use domain::slip::SlipLayout;
use domain::text::Text;

/// Letters of codes: all but I, O and Q.
const LETTERS: &str = "ABCDEFGHJKLMNPRSTUVWXYZ";
/// Tickets one device may take in a minute: no limit to what is measured.
const TICKETS_PER_DEVICE_MINUTE_MAX: u32 = 1_000_000;
/// Counters of the hub.
const COUNTERS: usize = 28;
/// Documents to bring for each service.
const DOCUMENTS: usize = 3;

/// One service for each letter, with names and documents as long as those of a real office.
pub(crate) fn catalog() -> Arc<Catalog> {
    let area = AreaId::new("registry");
    let counters = (1..=COUNTERS).map(|number| counter(number, &area)).collect();
    let services: Vec<_> = LETTERS.chars().map(|letter| service(letter, &area)).collect();
    let all = services.iter().map(|service| service.id.clone()).collect();
    Arc::new(Catalog {
        id: HubId::new("bench"),
        name: text("Comune di prova"),
        time_zone: "Europe/Rome".to_owned(),
        follow_url: None,
        most_used: Vec::new(),
        calendar: Calendar::default(),
        locations: vec![Location {
            id: LocationId::new("headquarters"),
            name: text("Sede centrale"),
            address: "Piazza della prova 1".to_owned(),
            hours: None,
            services: Vec::new(),
            travel_minutes: None,
        }],
        areas: vec![Area {
            id: area,
            name: text("Servizi demografici"),
            summary: text("Documenti, certificati, stato civile"),
            floor: "T".to_owned(),
            waiting_room: text("Atrio al piano terra"),
            color: "#0066cc".to_owned(),
            icon: None,
            hours: None,
        }],
        services,
        counters,
        clerks: vec![Clerk {
            id: ClerkId::new("clerk"),
            name: "Operatore".to_owned(),
            primary: all,
            secondary: vec![],
            may_call_named: false,
            break_at: None,
        }],
        pairs: vec![],
        priorities: vec![],
        notices: vec![],
        // A device that is measured takes more than any person would.
        rules: Rules { tickets_per_device_minute_max: TICKETS_PER_DEVICE_MINUTE_MAX, ..Rules::default() },
        life_events: Vec::new(),
        kiosk: HomeTexts::default(),
        slip: SlipLayout::default(),
    })
}

fn text(words: &str) -> Text {
    Text::new(words, words)
}

fn service(letter: char, area: &AreaId) -> Service {
    Service {
        id: ServiceId::new(format!("service-{}", letter.to_lowercase())),
        letter,
        area: area.clone(),
        name: text("Carta d'identità elettronica"),
        documents: vec![text("Una fototessera recente"); DOCUMENTS],
        for_whom: Text::default(),
        cost: Text::default(),
        online_url: None,
        asks_fiscal_code: false,
        keywords: None,
        duration_minutes: 15,
        target_wait_minutes: 20,
        hours: None,
        last_ticket_minutes: 0,
        daily_quota: None,
    }
}

fn counter(number: usize, area: &AreaId) -> Counter {
    Counter {
        id: CounterId::new(format!("counter-{number}")),
        label: number.to_string(),
        location: LocationId::new("headquarters"),
        floor: "T".to_owned(),
        place: text("Atrio al piano terra"),
        area: area.clone(),
    }
}
