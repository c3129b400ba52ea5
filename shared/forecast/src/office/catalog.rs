//! A world as a hub file would describe it.

use std::collections::BTreeMap;

use domain::appointment::Appointment;
use domain::calendar::Calendar;
use domain::catalog::{Area, Catalog, Clerk, Counter, Location, Service};
use domain::check_in::check_in_code;
use domain::home::HomeTexts;
use domain::ids::{AppointmentId, AreaId, ClerkId, CounterId, HubId, LocationId, ServiceId};
use domain::rules::Rules;
use domain::slip::SlipLayout;
use domain::text::Text;
use engine::Figures;
use policy::Rule;

use super::clock::moment;
use super::is_booked;
use crate::world::{Day, World};

/// Longer than any simulated day, in minutes: nobody is too early or too late for an appointment.
const LONG_MINUTES: u32 = 10_000;
/// The letters of codes, several services to each.
const LETTERS: &[u8] = b"ABCDEFGHJKLMNPRSTUVWXYZ";

pub(super) fn service_id(service: usize) -> ServiceId {
    ServiceId::new(format!("s{service}"))
}

pub(super) fn counter_id(counter: usize) -> CounterId {
    CounterId::new(format!("c{counter}"))
}

pub(super) fn appointment_id(leg: usize) -> AppointmentId {
    AppointmentId::new(format!("a{leg}"))
}

fn area_id(area: usize) -> AreaId {
    AreaId::new(format!("o{area}"))
}

fn text(words: &str) -> Text {
    Text::new(words, words)
}

/// A hub of one building with this world's areas, services and counters.
pub(super) fn catalog(world: &World) -> Catalog {
    let location = LocationId::new("hub");
    let area = |(index, name): (usize, &String)| {
        let floor = world.services.iter().find(|service| service.area == index).map_or(0, |service| service.floor);
        Area {
            id: area_id(index),
            name: text(name),
            summary: text(name),
            floor: floor.to_string(),
            waiting_room: text(name),
            color: "#000000".to_owned(),
            icon: None,
            hours: None,
        }
    };
    let service = |(index, service): (usize, &crate::world::Service)| Service {
        id: service_id(index),
        letter: char::from(LETTERS[index % LETTERS.len()]),
        area: area_id(service.area),
        name: text(&service.name),
        documents: Vec::new(),
        for_whom: Text::default(),
        cost: Text::default(),
        online_url: None,
        duration_minutes: (service.mean_minutes.round() as u32).max(1),
        target_wait_minutes: (service.target_minutes[0].round() as u32).max(1),
        hours: None,
        last_ticket_minutes: 0,
        daily_quota: None,
        asks_fiscal_code: false,
        keywords: None,
    };
    let counter = |(index, counter): (usize, &crate::world::Counter)| Counter {
        id: counter_id(index),
        label: index.to_string(),
        location: location.clone(),
        floor: counter.floor.to_string(),
        place: Text::default(),
        area: area_id(counter.area),
    };
    let clerk = |(index, counter): (usize, &crate::world::Counter)| Clerk {
        id: ClerkId::new(format!("k{index}")),
        name: index.to_string(),
        primary: counter.skills.iter().map(|skill| service_id(skill.service)).collect(),
        secondary: Vec::new(),
        may_call_named: false,
        break_at: None,
    };
    Catalog {
        id: HubId::new("world"),
        name: text("World"),
        time_zone: "UTC".to_owned(),
        follow_url: None,
        most_used: Vec::new(),
        calendar: Calendar::default(),
        locations: vec![Location {
            id: location.clone(),
            name: text("Hub"),
            address: String::new(),
            services: Vec::new(),
            travel_minutes: None,
            hours: None,
        }],
        areas: world.areas.iter().enumerate().map(area).collect(),
        services: world.services.iter().enumerate().map(service).collect(),
        counters: world.counters.iter().enumerate().map(counter).collect(),
        clerks: world.counters.iter().enumerate().map(clerk).collect(),
        pairs: Vec::new(),
        priorities: Vec::new(),
        notices: Vec::new(),
        life_events: Vec::new(),
        kiosk: HomeTexts::default(),
        slip: SlipLayout::default(),
        rules: Rules {
            check_in_early_minutes: LONG_MINUTES,
            check_in_late_minutes: LONG_MINUTES,
            appointment_open_minutes: LONG_MINUTES,
            ..Rules::default()
        },
    }
}

/// The numbers of the world, exactly as they are.
pub(super) fn figures(world: &World, rule: Rule) -> Figures {
    let service = |service: &crate::world::Service| policy::Service {
        mean_minutes: service.mean_minutes,
        target_minutes: service.target_minutes,
    };
    let skill = |skill: &crate::world::Skill| policy::Skill {
        service: skill.service,
        factor: skill.factor,
        walk_minutes: skill.walk_minutes,
        list_coefficient: skill.list_coefficient,
    };
    let counter = |counter: &crate::world::Counter| policy::Counter {
        skills: counter.skills.iter().map(skill).collect(),
        flexibility: counter.flexibility,
    };
    let counters = world.counters.iter().enumerate().map(|(index, known)| (counter_id(index), counter(known)));
    Figures {
        rule,
        services: world.services.iter().map(service).collect(),
        counters: counters.collect::<BTreeMap<_, _>>(),
    }
}

/// The appointments of everybody who comes for one.
pub(super) fn appointments(day: &Day) -> Vec<Appointment> {
    let legs = day.legs.iter().enumerate();
    let booked = legs.filter(|(_, leg)| leg.arrival.is_some() && is_booked(leg));
    booked
        .map(|(index, leg)| Appointment {
            id: appointment_id(index),
            code: check_in_code((index as u64).to_le_bytes()),
            starts_at: moment(leg.clock),
            duration_minutes: None,
            services: vec![service_id(leg.service)],
            location: None,
        })
        .collect()
}
