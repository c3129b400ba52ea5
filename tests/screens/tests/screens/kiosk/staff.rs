//! The pages of the staff by touch and by keyboard, out of service, and the screen that rests.

use std::time::Duration;

use kiosk::ui::Light;
use kiosk_flow::{Mode, StaffEffect, StaffMsg, StaffPage};
use slint::LogicalPosition;
use slint::SharedString;
use slint::platform::{Key, PointerEventButton, WindowEvent};

use super::*;

/// As long as the clock in the header has to be held.
const HELD: Duration = Duration::from_millis(3_100);

fn staff(msg: StaffMsg) -> Msg {
    Msg::Staff(msg)
}

/// Every page of the staff, and what a person sees of their work, with the messages that lead to it.
pub(super) fn pages() -> Vec<(&'static str, Vec<Msg>)> {
    let pin = || vec![frame(true), staff(StaffMsg::Ask), staff(StaffMsg::Digit('7')), staff(StaffMsg::Digit('0'))];
    let wrong = || vec![staff(StaffMsg::Ask), staff(StaffMsg::Checked(false))];
    let paused = [vec![frame(true)], wrong(), wrong(), wrong(), wrong(), wrong()].concat();
    let out = |place, state| Msg::PrinterIs { printer: place, state };
    let menu = || {
        let first = out(domain::printer::PrinterPlace::First, domain::printer::PrinterState::Cutter);
        let second = out(domain::printer::PrinterPlace::Second, domain::printer::PrinterState::Unreachable);
        vec![frame(true), first, second, staff(StaffMsg::Ask), staff(StaffMsg::Checked(true))]
    };
    let lost = Msg::StreamLost("http://dispatcher.comune.example:7417: connection refused".to_owned());
    let detail = "la taglierina è bloccata: aprire la stampante, liberare la carta, spegnere e riaccendere".to_owned();
    let tested = staff(StaffMsg::TestDone { outcome: SlipOutcome::NotPrinted, detail });
    let line =
        |number: u32| format!("2026-11-29T10:21:{number:02}.123456Z  WARN {}", "no slip: printer silent ".repeat(8));
    let log = staff(StaffMsg::Log((10..34).map(line).collect()));
    vec![
        ("staff-pin", pin()),
        ("staff-pin-wrong", [vec![frame(true)], wrong()].concat()),
        ("staff-pin-paused", paused),
        ("staff-menu", menu()),
        ("staff-menu-tested", [menu(), vec![staff(StaffMsg::TestPaper), tested, lost]].concat()),
        ("staff-log", [menu(), vec![log]].concat()),
        ("locked", [menu(), vec![staff(StaffMsg::ToggleLock), Msg::Back]].concat()),
    ]
}

impl Kiosk {
    fn finger(&self, is_down: bool, position: LogicalPosition) {
        let button = PointerEventButton::Left;
        self.window.window().dispatch_event(if is_down {
            WindowEvent::PointerPressed { position, button }
        } else {
            WindowEvent::PointerReleased { position, button }
        });
        settle();
    }

    fn hold_clock(&self, time: Duration) {
        let position = LogicalPosition::new(1_000.0, 50.0);
        self.finger(true, position);
        ui_kit::headless::skip(time);
        settle();
        self.finger(false, position);
    }

    fn type_text(&self, text: &str) {
        for letter in text.chars() {
            let text = SharedString::from(letter);
            self.window.window().dispatch_event(WindowEvent::KeyPressed { text: text.clone() });
            self.window.window().dispatch_event(WindowEvent::KeyReleased { text });
            settle();
        }
    }

    fn staff_effects(&self) -> Vec<StaffEffect> {
        let effects = self.effects.borrow_mut().drain(..).collect::<Vec<_>>();
        effects
            .into_iter()
            .filter_map(|effect| if let Effect::Staff(effect) = effect { Some(effect) } else { None })
            .collect()
    }
}

#[test]
fn the_menu_opens_by_holding_the_clock_and_typing_the_pin_and_does_what_it_says() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.tell(vec![frame(true)]);
    kiosk.hold_clock(Duration::from_secs(2));
    assert_eq!(kiosk.model.borrow().staff.page, None, "a touch in passing opens nothing");
    kiosk.hold_clock(HELD);
    assert!(shows(&kiosk.window, "Per il personale: PIN"), "{:?}", labels(&kiosk.window));
    for digit in ["7", "7", "0", "4"] {
        kiosk.touch_at(kiosk.middle_of(digit));
    }
    press(&kiosk.window, "Cancella l'ultima cifra");
    assert!(shows(&kiosk.window, "3 cifre su 6"));
    for digit in ["1", "8", "2"] {
        press(&kiosk.window, digit);
    }
    let asked = kiosk.staff_effects();
    assert!(matches!(&asked[..], [StaffEffect::CheckPin(pin)] if pin.0 == "770182"), "{asked:?}");
    kiosk.tell(vec![staff(StaffMsg::Checked(true))]);
    press(&kiosk.window, "Prova di stampa");
    assert!(shows(&kiosk.window, "La prova è in stampa…"));
    press(&kiosk.window, "Mostra il registro");
    press(&kiosk.window, "Riavvia il programma");
    assert_eq!(kiosk.staff_effects(), [StaffEffect::PrintTest, StaffEffect::ReadLog, StaffEffect::Restart]);
    press(&kiosk.window, "Metti fuori servizio");
    assert!(shows(&kiosk.window, "Rimetti in servizio"));
    press(&kiosk.window, "‹ Indietro");
    assert!(shows(&kiosk.window, "Fuori servizio"));
    assert!(!shows(&kiosk.window, "Anagrafe e Stato civile"));
}

#[test]
fn a_keyboard_alone_does_the_same() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.tell(vec![frame(true)]);
    kiosk.key(Key::F9);
    kiosk.type_text("77x01");
    kiosk.key(Key::Backspace);
    kiosk.type_text("42");
    assert_eq!(kiosk.staff_effects(), [], "five digits are no PIN");
    kiosk.type_text("9");
    let asked = kiosk.staff_effects();
    assert!(matches!(&asked[..], [StaffEffect::CheckPin(pin)] if pin.0 == "770429"), "{asked:?}");
    kiosk.tell(vec![staff(StaffMsg::Checked(true))]);
    kiosk.key(Key::Escape);
    assert_eq!(kiosk.model.borrow().staff.page, None);
    kiosk.type_text("7");
    assert_eq!(kiosk.model.borrow().pin_typed(), 0, "digits mean nothing elsewhere");
}

#[test]
fn without_a_pin_nothing_is_behind_the_clock() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.model.borrow_mut().staff.pin_digits = 0;
    kiosk.tell(vec![frame(true)]);
    kiosk.hold_clock(HELD);
    kiosk.key(Key::F9);
    assert!(shows(&kiosk.window, "Di cosa hai bisogno?"));
}

#[test]
fn every_line_of_the_log_can_be_read() {
    let kiosk = Kiosk::open(1080, 1920);
    let pages = pages();
    let (_, msgs) = pages.iter().find(|(name, _)| *name == "staff-log").unwrap();
    kiosk.start_over(Language::It, msgs.clone());
    let mut read = Vec::new();
    loop {
        read.extend(labels(&kiosk.window).into_iter().filter(|label| label.contains("WARN")));
        if !shows(&kiosk.window, "Successiva ›") {
            break;
        }
        press(&kiosk.window, "Successiva ›");
        if read.len() > 24 {
            break;
        }
    }
    let mut expected = kiosk.model.borrow().staff.log.clone();
    expected.reverse();
    assert_eq!(read, expected, "newest first");
    assert_eq!(kiosk.model.borrow().staff.page, Some(StaffPage::Log));
}

#[test]
fn the_pages_of_the_staff_fit_in_every_language_and_shape() {
    for (width, height) in [(1080, 1920), (1920, 1080), SMALL] {
        let looked_at = std::thread::spawn(move || {
            let kiosk = Kiosk::open(width, height);
            for language in Language::ALL {
                for (name, msgs) in pages() {
                    // The menu opens in Italian; whoever works there may read another language better.
                    kiosk.start_over(Language::It, [msgs, vec![Msg::SetLanguage(language)]].concat());
                    kiosk::bind::fit(&kiosk.window, &kiosk.model.borrow(), kiosk_flow::Panel::default());
                    settle();
                    let name = format!("kiosk-{width}x{height}-{}-own-{name}", language.code());
                    picture(kiosk.window.window(), &name);
                    assert_inside(&kiosk.window, width, height);
                    let dots =
                        20.0 * kiosk_flow::Panel::default().dots_per_millimetre(width as f32, height as f32) - 0.5;
                    let small = crate::support::smaller_than(&kiosk.window, dots);
                    assert!(small.is_empty(), "{name}: {small:?}");
                    limits::assert_apart(&kiosk.window, &name);
                }
            }
        });
        looked_at.join().unwrap();
    }
}

/// A kiosk whose screen dims after a minute, with this view.
fn resting(is_open: bool) -> Kiosk {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.model.borrow_mut().eco.dim_after_seconds = 60;
    kiosk.model.borrow_mut().eco.sleep_after_seconds = 120;
    kiosk.tell([vec![frame(is_open)], vec![Msg::Tick; 130]].concat());
    kiosk
}

#[test]
fn the_touch_and_the_key_that_wake_the_screen_do_nothing_else() {
    let kiosk = resting(true);
    assert_eq!(kiosk.window.get_light(), Light::Dimmed);
    picture(kiosk.window.window(), "kiosk-1080x1920-it-dimmed");
    let place = kiosk.middle_of("Anagrafe e Stato civile");
    kiosk.touch_at(place);
    assert_eq!(kiosk.window.get_light(), Light::Full);
    assert!(shows(&kiosk.window, "Di cosa hai bisogno?"));
    ui_kit::headless::skip(Duration::from_millis(600));
    settle();
    kiosk.touch_at(place);
    assert!(shows(&kiosk.window, "Certificati anagrafici"));
    let kiosk = || {
        std::thread::spawn(|| {
            let kiosk = resting(false);
            assert_eq!(kiosk.window.get_light(), Light::Asleep);
            assert!(shows(&kiosk.window, "Tocca lo schermo per riattivarlo"));
            picture(kiosk.window.window(), "kiosk-1080x1920-it-asleep");
            kiosk.key(Key::F1);
            assert_eq!(kiosk.window.get_light(), Light::Full);
            assert!(!kiosk.model.borrow().modes.speech, "the key only wakes");
            kiosk.key(Key::F1);
            assert!(kiosk.model.borrow().modes.speech);
            // Longer than it takes to dim; whoever listens presses a key now and then.
            for _ in 0..4 {
                kiosk.tell(vec![Msg::Tick; 60]);
                assert_eq!(kiosk.window.get_light(), Light::Full, "never while somebody listens");
                kiosk.tell(vec![Msg::SayAgain]);
            }
            kiosk.tell(vec![Msg::Toggle(Mode::Speech)]);
        })
    };
    kiosk().join().unwrap();
}
