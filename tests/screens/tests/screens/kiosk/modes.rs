//! With contrast, low, spoken: what stands out, what is heard, and a whole ticket without eyes and without touching.

use domain::wait::WaitRange;
use kiosk::reader::Reader;
use kiosk_flow::Mode;
use slint::SharedString;
use slint::platform::{Key, WindowEvent};

use super::contrast::contrast;
use super::*;

impl Kiosk {
    /// A key of the keypad, and whatever it sets off.
    pub(super) fn key(&self, key: Key) {
        let text = SharedString::from(key);
        self.window.window().dispatch_event(WindowEvent::KeyPressed { text: text.clone() });
        self.window.window().dispatch_event(WindowEvent::KeyReleased { text });
        settle();
        self.tell(vec![]);
    }

    /// What a person hears now, as the flow would have it said.
    pub(super) fn hear(&self, reader: &mut Reader) -> Option<String> {
        let text = reader.look(self.window.window(), &self.model.borrow())?;
        self.effects.borrow_mut().clear();
        self.tell(vec![if reader.has_read_page() { Msg::SayPage(text) } else { Msg::Say(text) }]);
        self.effects
            .borrow_mut()
            .drain(..)
            .find_map(|effect| if let Effect::Say { text, .. } = effect { Some(text) } else { None })
    }

    /// Goes from control to control until one that begins so is heard, and presses it.
    pub(super) fn press_by_ear(&self, reader: &mut Reader, wanted: &str) {
        for _ in 0..60 {
            self.key(Key::DownArrow);
            if self.hear(reader).is_some_and(|heard| heard.starts_with(wanted)) {
                self.key(Key::Return);
                return;
            }
        }
        panic!("'{wanted}' was never heard; the screen has {:?}", labels(&self.window));
    }
}

/// The dispatcher tells new waits every minute, and the clock goes on: nobody may lose their place by it.
#[test]
fn what_has_the_keyboard_keeps_it_when_waits_and_the_clock_change() {
    let with_waiting = |added: u32| {
        let Msg::Frame(mut frame) = frame(true) else { unreachable!() };
        for service in frame.view.areas.iter_mut().flat_map(|area| &mut area.services) {
            service.waiting += added;
        }
        Msg::Frame(frame)
    };
    let kiosk = Kiosk::open(1080, 1920);
    // The third and the fourth control of a page, as they are heard.
    let heard = |page: &[Msg], is_disturbed: bool| {
        let first = with_waiting(if is_disturbed { 0 } else { 3 });
        kiosk.start_over(Language::It, [first].into_iter().chain(page.iter().cloned()).collect());
        let mut reader = Reader::default();
        kiosk.hear(&mut reader);
        kiosk.key(Key::F1);
        for _ in 0..3 {
            kiosk.key(Key::DownArrow);
        }
        let third = kiosk.hear(&mut reader);
        if is_disturbed {
            kiosk.window.set_clock("10:43".into());
            kiosk.tell(vec![with_waiting(3)]);
        }
        kiosk.key(Key::DownArrow);
        (third, kiosk.hear(&mut reader))
    };
    for page in [vec![], vec![Msg::ChooseArea(AreaId::new("anagrafe"))], vec![Msg::OpenCheckIn]] {
        let (_, expected) = heard(&page, false);
        let (third, fourth) = heard(&page, true);
        assert!(third.is_some() && third != fourth, "on {page:?}");
        assert_eq!(fourth, expected, "on {page:?}");
    }
}

#[test]
fn a_ticket_is_taken_by_keypad_and_ear_alone() {
    let kiosk = Kiosk::open(1080, 1920);
    let mut reader = Reader::default();
    kiosk.tell(vec![frame(true)]);
    assert_eq!(kiosk.hear(&mut reader), None, "nobody asked for speech");
    kiosk.key(Key::F1);
    assert!(kiosk.model.borrow().is_speaking(), "one key starts it");
    let said = kiosk.effects.borrow_mut().pop();
    let Some(Effect::Say { text, language: Language::It, .. }) = said else { panic!("{said:?}") };
    assert!(text.contains("Di cosa hai bisogno?"), "{text}");
    assert!(text.ends_with("F2 ripete, più e meno cambiano il volume."), "and how to go on: {text}");
    kiosk.press_by_ear(&mut reader, "Anagrafe e Stato civile");
    assert!(
        kiosk.hear(&mut reader).is_some_and(|heard| heard.starts_with("Anagrafe e Stato civile.")),
        "the title first"
    );
    kiosk.press_by_ear(&mut reader, "Certificati anagrafici");
    let details = kiosk.hear(&mut reader).unwrap();
    for part in ["Cosa serve", "Dove: Anagrafe e Stato civile, piano T", "Durata allo sportello: circa 15 minuti"] {
        assert!(details.contains(part), "{part} is not said: {details}");
    }
    kiosk.press_by_ear(&mut reader, "Prendi il numero");
    let sent = kiosk
        .effects
        .borrow_mut()
        .drain(..)
        .find_map(|effect| if let Effect::SendTake { id, .. } = effect { Some(id) } else { None });
    kiosk.tell(vec![Msg::Taken { id: sent.expect("a command"), ticket: Box::new(ticket()) }]);
    let number = kiosk.hear(&mut reader).unwrap();
    for part in ["A 0 4 2", "Carta d'identità elettronica", "Attendi in: Atrio", "5 persone prima di te"] {
        assert!(number.contains(part), "{part} is not said: {number}");
    }
    kiosk.tell(vec![Msg::SlipDone { ticket: ticket().ticket, outcome: SlipOutcome::Printed, detail: String::new() }]);
    assert!(kiosk.hear(&mut reader).is_some_and(|heard| heard.contains("Ritira il biglietto")));
    kiosk.key(Key::F2);
    assert!(matches!(kiosk.effects.borrow_mut().pop(), Some(Effect::Say { .. })), "said again on request");
    kiosk.key(Key::Escape);
    assert_eq!(kiosk.model.borrow().modes, kiosk_flow::Modes::default(), "the next person finds it quiet");
}

#[test]
fn what_is_on_and_what_is_chosen_is_heard_and_the_number_as_often_as_one_likes() {
    let kiosk = Kiosk::open(1080, 1920);
    let mut reader = Reader::default();
    let wait = WaitRange { from_minutes: 10, to_minutes: Some(20), likely_minutes: Some(14), is_rough: false };
    let told = TicketView { wait: Some(wait), ..ticket() };
    let taking = pages().into_iter().find(|(name, _)| *name == "taking").expect("the page").1;
    kiosk.tell(taking);
    let id = kiosk
        .effects
        .borrow_mut()
        .drain(..)
        .find_map(|effect| if let Effect::SendTake { id, .. } = effect { Some(id) } else { None });
    kiosk.tell(vec![Msg::Toggle(Mode::Speech), Msg::Taken { id: id.expect("a command"), ticket: Box::new(told) }]);
    let ticket = kiosk.hear(&mut reader).expect("the ticket");
    for part in ["A 0 4 2", "piano T", "da 10 a 20 minuti", "Fotografa il codice"] {
        assert!(ticket.contains(part), "{part} is not said: {ticket}");
    }
    kiosk.press_by_ear(&mut reader, "Contrasto. Non attivo");
    assert!(kiosk.hear(&mut reader).is_some_and(|heard| heard == "Contrasto. Attivo"));
    kiosk.effects.borrow_mut().clear();
    kiosk.key(Key::F2);
    let said = kiosk.effects.borrow_mut().pop();
    let Some(Effect::Say { text, .. }) = said else { panic!("{said:?}") };
    assert!(text.starts_with("Contrasto. Attivo") && text.contains("A 0 4 2"), "{text}");
    kiosk.press_by_ear(&mut reader, "Lingua: Italiano");
    let languages = kiosk.hear(&mut reader).expect("the page of languages");
    assert!(languages.starts_with("Scegli la lingua"), "{languages}");
    kiosk.model.borrow_mut().spoken = kiosk_flow::Spoken::of(&[Language::It, Language::Ro]);
    kiosk.tell(vec![]);
    assert!(!shows(&kiosk.window, "English") && shows(&kiosk.window, "Română"), "only what has a voice");
}

#[test]
fn a_page_that_is_turned_is_read_out() {
    let kiosk = Kiosk::open(1080, 1920);
    let (_, details) = limits::pages().into_iter().find(|(name, _)| *name == "details").expect("the page");
    kiosk.tell([details, vec![Msg::Toggle(Mode::Large), Msg::Toggle(Mode::Speech)]].concat());
    let mut reader = Reader::default();
    let first = kiosk.hear(&mut reader).expect("the page");
    assert!(first.contains("Pagina 1 di "), "{first}");
    kiosk.press_by_ear(&mut reader, "Successiva");
    let second = kiosk.hear(&mut reader).expect("the other page");
    assert!(second.contains("Pagina 2 di "), "{second}");
    assert_eq!(kiosk.hear(&mut reader), None, "once");
}

#[test]
fn the_arrows_reach_every_control_of_every_page_and_come_round() {
    let kiosk = Kiosk::open(1080, 1920);
    for (name, msgs) in pages() {
        kiosk.start_over(Language::It, [msgs, vec![Msg::Toggle(Mode::Speech)]].concat());
        let mut reader = Reader::default();
        kiosk.hear(&mut reader);
        let buttons = crate::support::of_role(&kiosk.window, i_slint_backend_testing::AccessibleRole::Button);
        let all: std::collections::BTreeSet<_> = buttons
            .iter()
            .filter(|button| button.size().width > 0.0)
            .filter_map(|button| button.accessible_label())
            .map(String::from)
            .collect();
        let mut heard = std::collections::BTreeSet::new();
        for _ in 0..=2 * all.len() {
            kiosk.key(Key::DownArrow);
            if let Some(text) = kiosk.hear(&mut reader) {
                heard.extend(all.iter().filter(|label| text.starts_with(label.as_str())).cloned());
            }
        }
        assert_eq!(heard, all, "on page {name}");
    }
}

#[test]
fn every_text_stands_out_from_its_ground_and_more_so_for_whoever_asks() {
    let kiosk = Kiosk::open(1080, 1920);
    for (is_high, least) in [(false, 4.5), (true, 7.0)] {
        if is_high {
            kiosk.tell(vec![Msg::Toggle(Mode::Contrast)]);
        }
        let theme = kiosk.window.global::<kiosk::ui::Theme<'_>>();
        let rows = [
            ("ink on surface", theme.get_ink(), theme.get_surface()),
            ("ink on background", theme.get_ink(), theme.get_background()),
            ("muted ink on surface", theme.get_ink_muted(), theme.get_surface()),
            ("muted ink on background", theme.get_ink_muted(), theme.get_background()),
            ("primary on surface", theme.get_primary(), theme.get_surface()),
            ("primary on faint", theme.get_primary(), theme.get_primary_faint()),
            ("ink on faint", theme.get_ink(), theme.get_primary_faint()),
            ("on primary", theme.get_on_primary(), theme.get_primary()),
            ("on pressed primary", theme.get_on_primary(), theme.get_primary_pressed()),
            ("warning", theme.get_warning(), theme.get_warning_faint()),
            ("warning on surface", theme.get_warning(), theme.get_surface()),
            ("danger", theme.get_danger(), theme.get_danger_faint()),
            ("success", theme.get_success(), theme.get_success_faint()),
        ];
        for (what, text, ground) in rows {
            let found = contrast(text, ground);
            assert!(found >= least, "{what}: {found} where {least} is needed");
        }
        // What is no text: the ring of the keyboard stands out from the page, its inner line from what it lies on.
        let rings = [
            (theme.get_ink(), theme.get_background()),
            (theme.get_focus(), theme.get_surface()),
            (theme.get_on_primary(), theme.get_primary()),
        ];
        assert!(rings.iter().all(|(line, ground)| contrast(*line, *ground) >= 3.0), "{rings:?}");
    }
}

#[test]
fn whoever_is_slow_is_asked_in_their_language_and_nothing_moves_under_their_finger() {
    let kiosk = Kiosk::open(1080, 1920);
    for language in Language::ALL {
        let services = vec![frame(true), Msg::ChooseArea(AreaId::new("anagrafe"))];
        kiosk.start_over(language, services);
        let buttons = || {
            let all = crate::support::of_role(&kiosk.window, i_slint_backend_testing::AccessibleRole::Button);
            all.iter().map(|button| (button.accessible_label(), button.absolute_position().y)).collect::<Vec<_>>()
        };
        let (before, said) = (buttons(), labels(&kiosk.window));
        kiosk.tell(vec![Msg::Tick; 30]);
        picture(kiosk.window.window(), &format!("kiosk-1080x1920-{}-asked", language.code()));
        assert_eq!(buttons(), before);
        let asked: Vec<_> = labels(&kiosk.window).into_iter().filter(|label| !said.contains(label)).collect();
        assert_eq!(asked.len(), 2, "the question and how long: {asked:?}");
        assert_inside(&kiosk.window, 1080, 1920);
        kiosk.tell(vec![Msg::Touched]);
        assert_eq!(labels(&kiosk.window), said, "one touch is enough");
    }
    kiosk.start_over(Language::It, vec![frame(true), Msg::Toggle(Mode::Speech)]);
    let mut reader = Reader::default();
    kiosk.hear(&mut reader);
    kiosk.tell(vec![Msg::Tick; 75]);
    let heard = kiosk.hear(&mut reader);
    assert_eq!(heard.as_deref(), Some("Sei ancora qui? Premi un tasto o tocca lo schermo per continuare."));
    kiosk.tell(vec![Msg::Tick; 5]);
    assert_eq!(kiosk.hear(&mut reader), None, "it is not counted down aloud");
}
