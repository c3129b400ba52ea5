//! The kiosk in each of its languages: its words stay in their boxes, and Arabic and Urdu are mirrored.

mod words;

use domain::ids::{AreaId, CommandId};
use domain::text::{Language, Text};
use domain::view::KioskService;
use i_slint_backend_testing::AccessibleRole;
use kiosk::ui::KioskWindow;
use kiosk_flow::Msg;
use slint::ComponentHandle;

use super::{Kiosk, SIZES, limits, notices, waits};
use crate::support::{find, labels, of_role, press, shows};

/// Every page of the flow with the usual texts, with waits, and with everything as long as it gets.
pub(super) fn pages() -> Vec<(String, Vec<Msg>)> {
    let usual = super::pages().into_iter().map(|(name, msgs)| (name.to_owned(), translated(msgs)));
    let told = waits::pages().into_iter().map(|(name, msgs)| (format!("waits-{name}"), translated(msgs)));
    let longest = limits::pages().into_iter().map(|(name, msgs)| (format!("limits-{name}"), msgs));
    let languages = ("languages".to_owned(), translated([super::pages().swap_remove(3).1, choosing()].concat()));
    let noticed = notices::pages().into_iter().map(|(name, msgs)| (name.to_owned(), translated(msgs)));
    usual.chain(told).chain(longest).chain(noticed).chain([languages]).collect()
}

fn choosing() -> Vec<Msg> {
    vec![Msg::ChooseLanguage]
}

/// The same with the areas and services of the usual hub in every language, except those that stay Italian.
fn translated(mut msgs: Vec<Msg>) -> Vec<Msg> {
    for msg in &mut msgs {
        if let Msg::Frame(frame) = msg {
            for area in &mut frame.view.areas {
                words::translate(&mut area.name);
                area.services.iter_mut().for_each(translate_service);
            }
            frame.view.life_events.iter_mut().for_each(|event| words::translate(&mut event.name));
        } else if let Msg::Taken { ticket, .. } = msg {
            words::translate(&mut ticket.service);
            words::translate(&mut ticket.area);
        }
    }
    msgs
}

fn translate_service(service: &mut KioskService) {
    words::translate(&mut service.name);
    service.documents.iter_mut().for_each(words::translate);
    words::translate(&mut service.for_whom);
    words::translate(&mut service.cost);
}

/// The left edge and the width of each element with this role, in the order of the page.
fn places(window: &KioskWindow, role: AccessibleRole) -> Vec<(f32, f32, f32)> {
    let found = of_role(window, role).into_iter().filter(|element| element.size().width > 0.0);
    found.map(|element| (element.absolute_position().x, element.absolute_position().y, element.size().width)).collect()
}

/// The same words in a language from left to right and in one from right to left stand as in a mirror.
#[test]
fn arabic_and_urdu_mirror_what_english_shows() {
    for (width, height) in SIZES {
        std::thread::spawn(move || {
            let kiosk = Kiosk::open(width, height);
            for name in ["home", "services", "details", "ticket-printed", "languages"] {
                let msgs = pages().into_iter().find(|(page, _)| page == name).unwrap().1;
                // Two windows in one language: only the direction differs.
                kiosk.start_over(Language::En, msgs);
                let usual = places(&kiosk.window, AccessibleRole::Button);
                kiosk.window.global::<kiosk::ui::Direction<'_>>().set_rtl(true);
                let mirrored = places(&kiosk.window, AccessibleRole::Button);
                assert_eq!(usual.len(), mirrored.len());
                for (one, other) in usual.iter().zip(&mirrored) {
                    let is_mirrored = (width as f32 - one.0 - one.2 - other.0).abs() < 1.0
                        && (one.1 - other.1).abs() < 1.0
                        && (one.2 - other.2).abs() < 1.0;
                    assert!(is_mirrored, "{name} at {width}x{height}: {one:?} became {other:?}");
                }
            }
        })
        .join()
        .unwrap();
    }
}

#[test]
fn the_way_back_and_the_stripe_are_on_the_right_in_arabic_and_urdu() {
    let kiosk = Kiosk::open(1080, 1920);
    for (language, back) in [(Language::Ar, "‹ رجوع"), (Language::Ur, "‹ واپس"), (Language::Ro, "‹ Înapoi")]
    {
        kiosk.start_over(language, translated(super::taken_ticket()[..2].to_vec()));
        let is_right = find(&kiosk.window, back).absolute_position().x > 540.0;
        assert_eq!(is_right, language.is_right_to_left(), "{language:?}");
    }
}

#[test]
fn the_languages_are_left_as_they_were_come_to() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.tell(vec![super::frame(true), Msg::ChooseArea(AreaId::new("anagrafe"))]);
    let before = labels(&kiosk.window);
    press(&kiosk.window, "Lingua: Italiano");
    for language in Language::ALL {
        assert_eq!(find(&kiosk.window, language.own_name()).accessible_role(), Some(AccessibleRole::Button));
    }
    press(&kiosk.window, "‹ Indietro");
    assert_eq!(labels(&kiosk.window), before);
}

#[test]
fn a_number_that_comes_while_the_languages_are_shown_is_shown() {
    let kiosk = Kiosk::open(1080, 1920);
    let mut msgs = super::taken_ticket();
    let taken = msgs.pop().unwrap();
    kiosk.tell(msgs);
    press(&kiosk.window, "Lingua: Italiano");
    kiosk.tell(vec![taken]);
    assert!(shows(&kiosk.window, "A042"), "{:?}", labels(&kiosk.window));
}

#[test]
fn what_the_hub_left_in_italian_is_said_to_be_italian() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.start_over(Language::Pl, vec![super::frame(true)]);
    assert!(shows(&kiosk.window, "Servizi Sociali, po włosku"), "{:?}", labels(&kiosk.window));
    kiosk.start_over(Language::It, vec![super::frame(true)]);
    assert!(shows(&kiosk.window, "Servizi Sociali"));
}

#[test]
fn a_refusal_is_read_in_the_person_s_language() {
    let kiosk = Kiosk::open(1080, 1920);
    let id = || CommandId::new("0123456789abcdef");
    let why = domain::rejection::Rejection::QuotaReached { service: Text::new("Certificati", ""), quota: 40 };
    let mut msgs = super::taken_ticket();
    msgs.pop();
    msgs.push(Msg::Refused { id: id(), text: why.text() });
    kiosk.start_over(Language::Es, msgs);
    let expected = "Los 40 números de hoy para «Certificati» se han agotado: vuelva otro día.";
    assert!(shows(&kiosk.window, expected), "{:?}", labels(&kiosk.window));
}
