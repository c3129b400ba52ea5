//! What a person is told of a service before taking a number.
//!
//! Without a connection nobody knows which counters are open, and a forecast that is not renewed is not told.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::text::Text;
use domain::view::{Elsewhere, KioskService};
use domain::wait::WaitRange;

use crate::LAST_TICKET_TOLD_MINUTES;
use crate::model::{Model, Screen};

/// What speaks against taking a number, the gravest alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caution<'a> {
    /// The last attempt gave no number, and why.
    Failed(&'a Text),
    /// Whoever takes a number now is probably not served today.
    Unlikely {
        /// Why, and what the person can do.
        why: &'a Text,
        /// Whether the hub gives a number all the same.
        is_given: bool,
    },
    /// The hub gives no number for it at this moment.
    NotGiven {
        /// Why, and what the person can do.
        why: &'a Text,
    },
    /// No counter is open for the service at this moment.
    NoCounter,
    /// The last number before the closing is given soon.
    LastTicket {
        /// When.
        at: Timestamp,
    },
}

/// What a closed office says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Opening<'a> {
    /// When it opens next, where that is known.
    pub at: Option<Timestamp>,
    /// The moment at which that is said.
    pub now: Option<Timestamp>,
    /// Why it is closed all day: the holiday or what the office wrote.
    pub closure: Option<&'a Text>,
}

impl Model {
    /// What speaks against taking a number for a service.
    #[must_use]
    pub fn caution<'a>(&'a self, service: &'a KioskService) -> Option<Caution<'a>> {
        if let Screen::Details { failure: Some(failure), .. } = &self.screen {
            return Some(Caution::Failed(failure));
        }
        if self.lost.is_some() {
            return None;
        }
        if let Some(why) = &service.offer.unlikely_because {
            return Some(Caution::Unlikely { why, is_given: service.offer.refused_because.is_none() });
        }
        if let Some(why) = &service.offer.refused_because {
            return Some(Caution::NotGiven { why });
        }
        if service.counters_open == 0 {
            return Some(Caution::NoCounter);
        }
        let (last, now) = (service.offer.last_ticket_at?, self.now?);
        let told_from = last - TimeDelta::minutes(LAST_TICKET_TOLD_MINUTES);
        (told_from <= now && now < last).then_some(Caution::LastTicket { at: last })
    }

    /// Whether a number for a service can be asked for: what the hub refuses for certain nobody has to try.
    #[must_use]
    pub fn is_given(&self, service: &KioskService) -> bool {
        self.lost.is_some() || service.offer.refused_because.is_none()
    }

    /// When the office of this kiosk opens next, where it is closed.
    #[must_use]
    pub fn next_opening(&self) -> Opening<'_> {
        let Some(view) = self.view.as_ref().filter(|view| view.day.is_none()) else { return Opening::default() };
        let here = view.locations.iter().find(|place| Some(&place.id) == view.location.as_ref());
        let opening = here.map_or(&view.opening, |place| &place.opening);
        let is_to_come = |at: &Timestamp| self.now.is_none_or(|now| now < *at);
        Opening { at: opening.next_opening.filter(is_to_come), now: self.now, closure: opening.closure.as_ref() }
    }

    /// Whether whoever takes a number for a service now is probably not served today.
    #[must_use]
    pub fn is_unlikely(&self, service: &KioskService) -> bool {
        service.offer.unlikely_because.is_some() && self.lost.is_none()
    }

    /// The wait for a service here, where it is told.
    #[must_use]
    pub fn wait(&self, service: &KioskService) -> Option<WaitRange> {
        service.wait.filter(|_| self.lost.is_none())
    }

    /// The building where a service is given sooner, and the wait there with the way, where it is told.
    #[must_use]
    pub fn sooner_elsewhere<'a>(&self, service: &'a KioskService) -> Option<(&'a Elsewhere, WaitRange)> {
        let place = service.shorter_elsewhere.as_ref().filter(|_| self.lost.is_none())?;
        Some((place, place.wait?))
    }
}

#[cfg(test)]
mod tests {
    use domain::ids::{CommandId, LocationId};
    use domain::text::Text;
    use domain::view::{Elsewhere, KioskLocation, KioskService, OpenState};
    use domain::wait::WaitRange;

    use super::{Caution, Opening};
    use crate::model::{Model, Msg};
    use crate::tests::{area, at, choose, open_frame, service, take};
    use crate::update;

    const WAIT: WaitRange =
        WaitRange { from_minutes: 10, to_minutes: Some(20), likely_minutes: Some(15), is_rough: false };

    fn late() -> Text {
        Text::new("Torna domani.", "Come back tomorrow.")
    }

    fn told() -> KioskService {
        let elsewhere = Elsewhere {
            location: LocationId::new("porta-maggiore"),
            name: Text::new("Porta Maggiore", ""),
            address: "Via Asiago 3".to_owned(),
            travel_minutes: 10,
            waiting: 0,
            counters_open: 1,
            wait_minutes: Some(0),
            wait: Some(WAIT),
        };
        KioskService { wait: Some(WAIT), shorter_elsewhere: Some(elsewhere), ..service("id-card") }
    }

    fn after(msgs: Vec<Msg>) -> Model {
        let mut model = Model::default();
        for msg in msgs {
            update(&mut model, msg, at(0));
        }
        model
    }

    fn lost() -> Msg {
        Msg::StreamLost(String::new())
    }

    #[test]
    fn only_the_gravest_caution_is_told() {
        let looking = || vec![open_frame(), area(), choose("id-card")];
        let mut closed = KioskService { counters_open: 0, ..told() };
        assert_eq!(after(looking()).caution(&told()), None);
        assert_eq!(after(looking()).caution(&closed), Some(Caution::NoCounter));
        assert_eq!(after([looking(), vec![lost()]].concat()).caution(&closed), None, "nobody knows");
        closed.offer.unlikely_because = Some(late());
        let why = late();
        assert_eq!(after(looking()).caution(&closed), Some(Caution::Unlikely { why: &why, is_given: true }));
        assert!(after(looking()).is_unlikely(&closed));
        let cut_off = after([looking(), vec![lost()]].concat());
        assert_eq!((cut_off.caution(&closed), cut_off.is_unlikely(&closed)), (None, false));
        closed.offer.refused_because = Some(late());
        assert_eq!(after(looking()).caution(&closed), Some(Caution::Unlikely { why: &why, is_given: false }));
        let refused = Msg::Refused { id: CommandId::new("one"), text: Text::new("Coda piena.", "") };
        let refused = after([looking(), vec![take("one"), refused]].concat());
        assert_eq!(refused.caution(&closed), Some(Caution::Failed(&Text::new("Coda piena.", ""))));
    }

    #[test]
    fn what_the_hub_refuses_nobody_has_to_try() {
        let looking = || vec![open_frame(), area(), choose("id-card")];
        let mut full = told();
        full.offer.refused_because = Some(late());
        let why = late();
        let model = after(looking());
        assert_eq!((model.caution(&full), model.is_given(&full)), (Some(Caution::NotGiven { why: &why }), false));
        assert!(model.is_given(&told()));
        assert!(after([looking(), vec![lost()]].concat()).is_given(&full), "without the hub the kiosk decides");
    }

    #[test]
    fn the_last_number_is_told_of_shortly_before() {
        let mut model = after(vec![open_frame()]);
        let mut service = told();
        service.offer.last_ticket_at = Some(at(7_200));
        for (now, is_told) in [(0, false), (5_399, false), (5_400, true), (7_199, true), (7_200, false)] {
            update(&mut model, Msg::Tick, at(now));
            let expected = is_told.then_some(Caution::LastTicket { at: at(7_200) });
            assert_eq!(model.caution(&service), expected, "at {now}");
        }
    }

    #[test]
    fn a_closed_kiosk_says_when_its_own_building_opens() {
        let Msg::Frame(mut frame) = crate::tests::frame(false, &["id-card"]) else { panic!("a frame") };
        let opens = |at, closure| OpenState { is_open: false, closes_at: None, next_opening: Some(at), closure };
        frame.view.opening = opens(at(100), None);
        let general = after(vec![Msg::Frame(frame.clone())]);
        assert_eq!(general.next_opening(), Opening { at: Some(at(100)), now: Some(at(0)), closure: None });
        let place = KioskLocation {
            id: LocationId::new("here"),
            name: Text::new("Qui", ""),
            address: String::new(),
            opening: opens(at(500), Some(late())),
        };
        (frame.view.locations, frame.view.location) = (vec![place], Some(LocationId::new("here")));
        let mut model = after(vec![Msg::Frame(frame)]);
        let closure = late();
        assert_eq!(model.next_opening(), Opening { at: Some(at(500)), now: Some(at(0)), closure: Some(&closure) });
        update(&mut model, Msg::Tick, at(500));
        assert_eq!(model.next_opening().at, None, "a time that is over says nothing");
        assert_eq!(after(vec![open_frame()]).next_opening(), Opening::default());
    }

    #[test]
    fn what_is_foretold_is_told_only_while_it_is_renewed() {
        let service = told();
        let model = after(vec![open_frame()]);
        assert_eq!(model.wait(&service), Some(WAIT));
        let (place, wait) = model.sooner_elsewhere(&service).unwrap();
        assert_eq!((place.name.it.as_str(), wait), ("Porta Maggiore", WAIT));
        let model = after(vec![open_frame(), lost()]);
        assert_eq!((model.wait(&service), model.sooner_elsewhere(&service)), (None, None));
    }

    #[test]
    fn a_building_with_a_wait_nobody_foretold_is_not_advised() {
        let mut service = told();
        service.shorter_elsewhere.as_mut().unwrap().wait = None;
        assert_eq!(after(vec![open_frame()]).sooner_elsewhere(&service), None);
    }
}
