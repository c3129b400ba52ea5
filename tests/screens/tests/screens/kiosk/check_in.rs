//! Coming for an appointment: typed, heard, scanned; and what is said where it cannot be.

use domain::rejection::appointment::AppointmentRejection;
use kiosk_flow::{Screen, no_check_in_alone_text};
use slint::SharedString;
use slint::platform::{Key, WindowEvent};

use super::*;

const CODE: &str = "K7M42QXD";

pub(crate) fn typed(text: &str) -> Vec<Msg> {
    [Msg::OpenCheckIn].into_iter().chain(text.chars().map(Msg::Type)).collect()
}

pub(crate) fn sent() -> Vec<Msg> {
    [vec![frame(true)], typed(CODE), vec![Msg::SendCheckIn { id: CommandId::new("0123456789abcdef") }]].concat()
}

fn too_early() -> Text {
    let at = |hour| DateTime::UNIX_EPOCH.date_naive().and_hms_opt(hour, 30, 0).unwrap();
    AppointmentRejection::TooEarly { starts_at: at(11), check_in_from: at(10) }.text()
}

pub(crate) fn refused() -> Vec<Msg> {
    [sent(), vec![Msg::Refused { id: CommandId::new("0123456789abcdef"), text: too_early() }]].concat()
}

pub(crate) fn lost() -> Vec<Msg> {
    [vec![frame(true), Msg::StreamLost(String::new())], vec![Msg::Tick; 4], typed("K7M")].concat()
}

fn sent_code(kiosk: &Kiosk) -> Option<(CommandId, String)> {
    kiosk
        .effects
        .borrow_mut()
        .drain(..)
        .find_map(|effect| if let Effect::SendCheckIn { id, code, .. } = effect { Some((id, code)) } else { None })
}

#[test]
fn a_code_is_typed_by_touch_and_gives_a_ticket() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.tell(vec![frame(true)]);
    press(&kiosk.window, "Ho un appuntamento");
    assert!(shows(&kiosk.window, "Ancora nessun carattere"), "{:?}", labels(&kiosk.window));
    for sign in ["K", "7", "M", "M"] {
        press(&kiosk.window, sign);
    }
    press(&kiosk.window, "Cancella");
    assert!(shows(&kiosk.window, "K 7 M"), "it is read letter by letter");
    press(&kiosk.window, "Conferma l'arrivo");
    assert_eq!(sent_code(&kiosk), None, "it is not whole yet");
    assert!(labels(&kiosk.window).iter().any(|label| label.contains("8 caratteri")), "{:?}", labels(&kiosk.window));
    for sign in ["4", "2", "Q", "X", "D"] {
        press(&kiosk.window, sign);
    }
    press(&kiosk.window, "Conferma l'arrivo");
    let (id, code) = sent_code(&kiosk).expect("a command");
    assert_eq!(code, "K7M4-2QXD");
    assert!(!shows(&kiosk.window, "Conferma l'arrivo") && !shows(&kiosk.window, "‹ Indietro"), "it is on its way");
    kiosk.tell(vec![Msg::Taken { id, ticket: Box::new(ticket()) }]);
    assert!(shows(&kiosk.window, "A042"));
}

#[test]
fn a_refusal_is_read_in_each_language_with_what_to_do() {
    let kiosk = Kiosk::open(1080, 1920);
    for language in Language::ALL {
        kiosk.start_over(language, refused());
        assert!(shows(&kiosk.window, too_early().get(language)), "{:?}", labels(&kiosk.window));
        kiosk.start_over(language, lost());
        let said = labels(&kiosk.window);
        assert!(said.iter().any(|label| label == no_check_in_alone_text().get(language)), "{said:?}");
    }
}

#[test]
fn whoever_is_refused_goes_on_to_a_number_without_an_appointment() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.tell(refused());
    press(&kiosk.window, "Prendi un numero senza appuntamento");
    assert!(shows(&kiosk.window, "Anagrafe e Stato civile"), "{:?}", labels(&kiosk.window));
}

#[test]
fn nothing_moves_below_a_finger_when_a_code_is_refused() {
    let kiosk = Kiosk::open(1080, 1920);
    let corners = || {
        ["2", "Cancella", "Conferma l'arrivo", "Prendi un numero senza appuntamento"].map(|label| {
            let corner = find(&kiosk.window, label).absolute_position();
            (corner.x, corner.y)
        })
    };
    kiosk.tell([vec![frame(true)], typed(CODE)].concat());
    let before = corners();
    kiosk.start_over(Language::It, refused());
    assert_eq!(corners(), before);
}

#[test]
fn a_hub_without_bookings_offers_none() {
    let kiosk = Kiosk::open(1080, 1920);
    let Msg::Frame(mut frame) = frame(true) else { unreachable!() };
    frame.view.has_appointments = false;
    kiosk.tell(vec![Msg::Frame(frame)]);
    assert!(!shows(&kiosk.window, "Ho un appuntamento"));
}

impl Kiosk {
    /// What a scanner types, as fast as it does.
    pub(super) fn scan(&self, text: &str, end: Key) {
        let keys = text.chars().map(|sign| sign.to_string().into()).chain([SharedString::from(end)]);
        for text in keys {
            self.window.window().dispatch_event(WindowEvent::KeyPressed { text: text.clone() });
            self.window.window().dispatch_event(WindowEvent::KeyReleased { text });
        }
        settle();
        self.tell(vec![]);
    }
}

#[test]
fn a_scanner_presses_no_button_whatever_it_reads_and_whichever_has_the_keyboard() {
    let kiosk = Kiosk::open(1080, 1920);
    let is_choosing = |screen: &Screen| !matches!(screen, Screen::Taking { .. } | Screen::Ticket { .. });
    // Where the PIN of the staff is typed, keys are keys.
    for (name, msgs) in pages().into_iter().filter(|(name, _)| !name.starts_with("staff-pin")) {
        kiosk.start_over(Language::It, msgs.clone());
        let (is_open, is_awake) = (kiosk.model.borrow().is_open(), is_choosing(&kiosk.model.borrow().screen));
        // Nothing has the keyboard, the first control, the last, and one in the middle of the page.
        for moves in [&[][..], &[Key::DownArrow], &[Key::UpArrow], &[Key::DownArrow; 4]] {
            for (text, end) in [("K7M4-2QXD", Key::Return), ("xx y+ -z", Key::Tab)] {
                kiosk.start_over(Language::It, msgs.clone());
                moves.iter().for_each(|key| kiosk.key(*key));
                let before = kiosk.model.borrow().screen.clone();
                let modes = kiosk.model.borrow().modes.clone();
                kiosk.effects.borrow_mut().clear();
                kiosk.scan(text, end);
                let model = kiosk.model.borrow();
                assert_eq!(model.modes, modes, "{text} on {name}");
                let is_sent = kiosk.effects.borrow().iter().any(|effect| matches!(effect, Effect::SendTake { .. }));
                assert!(!is_sent, "{text} on {name} took a number");
                let is_check_in = matches!(model.screen, Screen::CheckIn(_));
                let is_same = std::mem::discriminant(&model.screen) == std::mem::discriminant(&before);
                assert!(is_check_in || is_same, "{text} on {name} led to {:?}", model.screen);
                if is_open && is_awake && !name.starts_with("staff") && model.lost.is_none() && text == "K7M4-2QXD" {
                    assert!(model.screen.is_waiting(), "{text} on {name} after {moves:?} led to {:?}", model.screen);
                }
            }
        }
    }
}

#[test]
fn return_sends_what_was_typed() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.tell([vec![frame(true)], typed(CODE)].concat());
    kiosk.key(Key::Return);
    assert_eq!(sent_code(&kiosk).map(|(_, code)| code).as_deref(), Some("K7M4-2QXD"));
}

#[test]
fn what_is_typed_by_hand_is_typed_and_heard() {
    let kiosk = Kiosk::open(1080, 1920);
    let mut reader = kiosk::reader::Reader::default();
    kiosk.tell([vec![frame(true)], typed(""), vec![Msg::Toggle(kiosk_flow::Mode::Speech)]].concat());
    let page = kiosk.hear(&mut reader).unwrap();
    assert!(page.contains("Scrivi il codice del tuo appuntamento") && page.contains("8 caratteri"), "{page}");
    kiosk.press_by_ear(&mut reader, "K");
    assert_eq!(kiosk.hear(&mut reader).as_deref(), Some("K"), "the key was heard, and now the field");
    kiosk.press_by_ear(&mut reader, "7");
    assert_eq!(kiosk.hear(&mut reader).as_deref(), Some("K 7"));
    kiosk.press_by_ear(&mut reader, "Cancella");
    assert_eq!(kiosk.hear(&mut reader).as_deref(), Some("K"));
}
