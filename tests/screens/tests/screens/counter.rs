//! The desk: keyboard, mouse and assistive technology reach every action, and every page fits every window.

mod notices;
mod views;

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use counter_app::bind;
use counter_app::ui::CounterWindow;
use counter_app_flow::{Effect, Model, Msg, no_answer_text, update};
use domain::command::Command;
use domain::ids::{ClerkId, CommandId, CounterId, DeviceId, LocationId, Seq, ServiceId};
use domain::printer::{PrinterPlace, PrinterState};
use domain::text::{Language, Text};
use domain::view::{CounterAction, CounterView, PrinterRow, UsherRow};
use slint::platform::{Key, PointerEventButton, WindowEvent};
use slint::{ComponentHandle, LogicalPosition, SharedString};

use crate::support::{assert_inside, find, install, labels, picture, press, settle, shows};
use views::{ago, called, called_often, closed, counter, frame, free, free_and_nobody, serving, signed_out};

/// Long enough for two presses to be two.
const DOUBLE_PRESS: Duration = Duration::from_millis(700);

/// A window with its flow and a dispatcher that never answers by itself.
struct Desk {
    window: CounterWindow,
    model: Rc<RefCell<Model>>,
    inbox: Rc<RefCell<Vec<Msg>>>,
    sent: Vec<Effect>,
}

impl Desk {
    fn open(width: u32, height: u32) -> Self {
        install(width, height);
        let window = CounterWindow::new().unwrap();
        window.show().unwrap();
        window.set_clock("10:42".into());
        let inbox = Rc::new(RefCell::new(Vec::new()));
        let sender = inbox.clone();
        bind::connect(&window, move |msg| sender.borrow_mut().push(msg));
        let model = Rc::new(RefCell::new(Model::new(CounterId::new("sportello-12"), Language::It)));
        let mut desk = Self { window, model, inbox, sent: Vec::new() };
        desk.turn();
        desk
    }

    /// Carries out what the window asked for, and lets it show the outcome.
    fn turn(&mut self) {
        loop {
            let msgs = std::mem::take(&mut *self.inbox.borrow_mut());
            for msg in &msgs {
                self.sent.extend(update(&mut self.model.borrow_mut(), msg.clone(), ago(0)));
            }
            bind::render(&self.window, &self.model.borrow());
            // An event brings new pages into being, and with them what they do first.
            self.window.window().dispatch_event(WindowEvent::PointerExited);
            settle();
            if msgs.is_empty() {
                return;
            }
        }
    }

    fn take(&mut self, msg: Msg) {
        self.inbox.borrow_mut().push(msg);
        self.turn();
    }

    fn show(&mut self, view: CounterView) {
        self.take(frame(view));
    }

    fn press(&mut self, label: &str) {
        press(&self.window, label);
        self.turn();
    }

    fn click(&mut self, label: &str) {
        let element = find(&self.window, label);
        let (corner, size) = (element.absolute_position(), element.size());
        let position = LogicalPosition::new(corner.x + size.width / 2.0, corner.y + size.height / 2.0);
        let button = PointerEventButton::Left;
        for event in [
            WindowEvent::PointerMoved { position },
            WindowEvent::PointerPressed { position, button },
            WindowEvent::PointerReleased { position, button },
        ] {
            self.window.window().dispatch_event(event);
        }
        self.turn();
    }

    fn key(&mut self, key: impl Into<SharedString>) {
        let text: SharedString = key.into();
        self.window.window().dispatch_event(WindowEvent::KeyPressed { text: text.clone() });
        self.window.window().dispatch_event(WindowEvent::KeyReleased { text });
        self.turn();
    }

    fn write(&mut self, text: &str) {
        for letter in text.chars() {
            self.key(letter);
        }
    }

    /// The commands sent since the last time.
    fn commands(&mut self) -> Vec<Command> {
        self.sent.drain(..).map(|Effect::Send { command, .. }| command).collect()
    }

    /// The dispatcher commits the command sent last.
    fn answer(&mut self) {
        let id = self.last_id();
        self.take(Msg::Done { id, seq: Seq(1) });
    }

    fn last_id(&self) -> CommandId {
        match self.sent.last() {
            Some(Effect::Send { id, .. }) => id.clone(),
            None => panic!("nothing was sent"),
        }
    }
}

fn choose_service(id: &str) -> Msg {
    Msg::ChooseService(ServiceId::new(id))
}

fn open_transfer() -> Msg {
    Msg::Press { action: CounterAction::Transfer, id: CommandId::new("open") }
}

/// Every page with the messages that lead to it from nothing.
fn pages() -> Vec<(&'static str, Vec<Msg>)> {
    let lost = || Msg::StreamLost(String::new());
    let press = |action| Msg::Press { action, id: CommandId::new("one") };
    let unanswered = || Msg::Unanswered { id: CommandId::new("one"), text: no_answer_text() };
    let taking_over = || Msg::ChooseClerk(ClerkId::new("maria-antonietta-piergallini-castelli"));
    vec![
        ("connecting", vec![]),
        ("not-connected", vec![lost()]),
        ("unknown", vec![Msg::UnknownCounter]),
        ("closed", vec![frame(closed())]),
        ("sign-in", vec![frame(signed_out())]),
        ("sign-in-chosen", vec![frame(signed_out()), taking_over()]),
        ("sign-in-none", vec![frame(signed_out()), Msg::Filter("xyz".to_owned())]),
        ("free", vec![frame(free())]),
        ("usher", vec![frame(with_usher(free()))]),
        ("usher-serving", vec![frame(with_usher(serving()))]),
        ("printers", vec![frame(with_printers(free()))]),
        ("printers-serving", vec![frame(with_printers(serving()))]),
        ("free-nobody", vec![frame(free_and_nobody()), press(CounterAction::CallNext)]),
        ("called", vec![frame(called())]),
        ("called-often", vec![frame(called_often()), press(CounterAction::Recall)]),
        ("serving", vec![frame(serving())]),
        ("busy", vec![frame(serving()), press(CounterAction::Finish)]),
        ("unanswered", vec![frame(free()), press(CounterAction::CallNext), unanswered()]),
        ("transfer", vec![frame(called()), open_transfer()]),
        ("transfer-chosen", vec![frame(called()), open_transfer(), choose_service("disabilita")]),
        ("transfer-filter", vec![frame(called()), open_transfer(), Msg::Filter("edil".to_owned())]),
        ("lost", vec![frame(serving()), lost(), press(CounterAction::Finish)]),
        ("lost-sign-in", vec![frame(signed_out()), taking_over(), lost()]),
        ("notices", notices::opened(notices::longest())),
        ("notices-chosen", [notices::opened(notices::longest()), vec![Msg::Filter("3".to_owned())]].concat()),
        ("notices-take-down", [notices::opened(notices::longest()), vec![notices::down()]].concat()),
        ("notices-own", [notices::opened(free()), vec![Msg::Filter("Oggi niente passaporti".to_owned())]].concat()),
        ("notices-up", vec![frame(notices::longest())]),
    ]
}

/// At two kiosks somebody asks for help, and a printer wants somebody too.
fn with_usher(view: CounterView) -> CounterView {
    let mut view = with_printers(view);
    let call = |device: &str| UsherRow {
        device: DeviceId::new(device),
        location: LocationId::new("sede"),
        since: chrono::DateTime::UNIX_EPOCH,
    };
    view.desk.usher_calls = vec![call("atrio-piano-terra"), call("primo-piano")];
    view
}

#[test]
fn a_clerk_reads_who_asks_for_help_at_a_kiosk_and_goes_there_by_button_or_key() {
    let mut desk = Desk::open(1280, 800);
    for by_key in [false, true] {
        desk.show(with_usher(free()));
        let is_told = labels(&desk.window).iter().any(|label| label.starts_with("Totem atrio-piano-terra: qualcuno"));
        assert!(is_told, "{:?}", labels(&desk.window));
        if by_key {
            desk.key(Key::F9);
        } else {
            desk.press("Vado io");
        }
        let device = DeviceId::new("atrio-piano-terra");
        let expected = Command::AnswerUsher { device, by: counter() };
        let Some(Effect::Send { command, id }) = desk.sent.last().cloned() else { panic!("nothing was sent") };
        assert_eq!(command, expected);
        desk.take(Msg::Refused { id, text: Text::new("Già fatto.", "") });
        *desk.model.borrow_mut() = Model::new(counter(), Language::It);
    }
}

/// Two printers want somebody, those with the longest things to say.
fn with_printers(mut view: CounterView) -> CounterView {
    let row = |device: &str, printer, state: PrinterState| PrinterRow {
        device: DeviceId::new(device),
        printer,
        location: LocationId::new("sede"),
        state,
        text: state.text(),
        since: chrono::DateTime::UNIX_EPOCH,
    };
    view.desk.printers = vec![
        row("atrio-piano-terra", PrinterPlace::First, PrinterState::Cutter),
        row("primo-piano", PrinterPlace::Second, PrinterState::PaperOut),
    ];
    view
}

#[test]
fn a_clerk_reads_which_printer_wants_what_and_a_refusal_comes_first() {
    let mut desk = Desk::open(1280, 800);
    desk.show(with_printers(free_and_nobody()));
    let is_told = |desk: &Desk| labels(&desk.window).iter().any(|label| label.contains("Totem primo-piano"));
    assert!(is_told(&desk), "{:?}", labels(&desk.window));
    desk.key(Key::F6);
    assert!(!is_told(&desk), "one line is read at a time");
    desk.show(free());
    assert!(!is_told(&desk), "a printer that prints again is not told");
}

fn every_page_fits(width: u32, height: u32, languages: &[Language]) {
    let mut desk = Desk::open(width, height);
    for &language in languages {
        for (name, msgs) in pages() {
            *desk.model.borrow_mut() = Model::new(counter(), language);
            desk.turn();
            for msg in msgs {
                desk.take(msg);
            }
            picture(desk.window.window(), &format!("counter-{width}x{height}-{}-{name}", language.code()));
            assert_inside(&desk.window, width, height);
        }
    }
}

#[test]
fn every_page_fits_a_desk_screen() {
    every_page_fits(1280, 800, &[Language::It, Language::En]);
}

#[test]
fn every_page_fits_a_large_screen() {
    every_page_fits(1920, 1080, &[Language::It]);
}

#[test]
fn every_page_fits_a_small_window() {
    every_page_fits(690, 500, &[Language::It, Language::En]);
}

#[test]
fn buttons_and_their_keys_send_the_same_command() {
    let mut desk = Desk::open(1280, 800);
    let rows = [
        (free(), "Chiama il prossimo", Key::F2, Command::CallNext { counter: counter() }),
        (called(), "Richiama", Key::F3, Command::Recall { counter: counter() }),
        (called(), "Inizia il servizio", Key::F4, Command::Start { counter: counter() }),
        (serving(), "Concludi", Key::F6, Command::finish(counter())),
        (called(), "Assente", Key::F7, Command::NoShow { counter: counter() }),
        (free(), "Esci", Key::F10, Command::SignOut { counter: counter() }),
    ];
    for (view, label, key, command) in rows {
        *desk.model.borrow_mut() = Model::new(counter(), Language::It);
        desk.show(view.clone());
        desk.press(label);
        desk.press(label);
        assert_eq!(desk.commands(), std::slice::from_ref(&command), "{label}");
        *desk.model.borrow_mut() = Model::new(counter(), Language::It);
        desk.show(view);
        desk.key(key);
        assert_eq!(desk.commands(), [command], "the key of {label}");
    }
}

#[test]
fn a_disabled_button_shows_its_reason_before_and_after_a_press() {
    let mut desk = Desk::open(1280, 800);
    desk.show(free_and_nobody());
    let button = find(&desk.window, "Chiama il prossimo");
    assert_eq!(button.accessible_enabled(), Some(false));
    assert_eq!(button.accessible_description().unwrap(), "Nessuno in attesa per i tuoi servizi.");
    desk.key(Key::F6);
    assert!(shows(&desk.window, "Nessun numero allo sportello: chiama il prossimo."), "{:?}", labels(&desk.window));
    assert_eq!(desk.commands(), []);
}

#[test]
fn a_clerk_signs_in_by_keyboard_alone() {
    let mut desk = Desk::open(1280, 800);
    desk.show(signed_out());
    desk.write("ele");
    desk.key(Key::Return);
    let elena = Command::sign_in(counter(), ClerkId::new("elena-orsini"));
    assert_eq!(desk.commands(), [elena]);
}

#[test]
fn a_clerk_signs_in_with_the_mouse_and_may_go_on_typing() {
    let mut desk = Desk::open(1280, 800);
    desk.show(signed_out());
    desk.click("Carla Felici");
    desk.click("Entra");
    assert_eq!(desk.commands(), [Command::sign_in(counter(), ClerkId::new("carla-felici"))]);
    desk.write("gino");
    assert!(shows(&desk.window, "Sta per entrare: Gino Traini"), "{:?}", labels(&desk.window));
}

#[test]
fn a_clerk_signs_in_with_assistive_technology() {
    let mut desk = Desk::open(1280, 800);
    desk.show(signed_out());
    desk.press("Elena Orsini");
    let chosen = find(&desk.window, "Sta per entrare: Elena Orsini");
    let takes_over = "È allo sportello 3. Entrando qui lo lascia e porta con sé il numero in corso.";
    assert_eq!(chosen.accessible_description().unwrap(), takes_over);
    desk.press("Entra");
    assert_eq!(desk.commands(), [Command::sign_in(counter(), ClerkId::new("elena-orsini"))]);
}

#[test]
fn the_last_name_is_reached_by_arrows() {
    let mut desk = Desk::open(690, 500);
    desk.show(signed_out());
    assert!(!shows(&desk.window, "Gino Traini"));
    desk.key(Key::UpArrow);
    assert!(shows(&desk.window, "Gino Traini"), "{:?}", labels(&desk.window));
    desk.key(Key::Return);
    assert_eq!(desk.commands(), [Command::sign_in(counter(), ClerkId::new("gino-traini"))]);
}

#[test]
fn a_ticket_is_transferred_by_keyboard_alone() {
    let mut desk = Desk::open(1280, 800);
    desk.show(called());
    desk.key(Key::F8);
    desk.write("muni");
    assert!(shows(&desk.window, "Nessun servizio inizia così."));
    for _ in 0..4 {
        desk.key(Key::Backspace);
    }
    desk.write("citta");
    desk.key(Key::Return);
    assert_eq!(desk.commands(), [Command::transfer(counter(), ServiceId::new("cittadinanza"))]);
}

#[test]
fn escape_leaves_the_transfer_page() {
    let mut desk = Desk::open(1280, 800);
    desk.show(called());
    desk.press("Trasferisci");
    assert!(shows(&desk.window, "Trasferisci F108"));
    desk.key(Key::Escape);
    assert!(!shows(&desk.window, "Trasferisci F108") && shows(&desk.window, "Richiama"));
}

#[test]
fn after_a_ticket_the_focus_is_on_the_next_call() {
    let mut desk = Desk::open(1280, 800);
    let ends = [(serving(), Key::F6, ""), (called(), Key::F7, ""), (called(), Key::F8, "tess\n")];
    for (view, key, typed) in ends {
        desk.show(view);
        desk.key(Key::Tab);
        desk.key(Key::Tab);
        desk.key(key);
        desk.write(typed);
        desk.answer();
        desk.show(free());
        assert_eq!(desk.commands().len(), 1);
        ui_kit::headless::skip(DOUBLE_PRESS);
        desk.key(Key::Return);
        desk.answer();
        assert_eq!(desk.commands(), [Command::CallNext { counter: counter() }]);
    }
}

#[test]
fn a_double_press_of_enter_ends_a_ticket_and_calls_nobody() {
    let mut desk = Desk::open(1280, 800);
    let ends = [(serving(), 2, Command::finish(counter())), (called(), 4, Command::NoShow { counter: counter() })];
    for (view, tabs, command) in ends {
        *desk.model.borrow_mut() = Model::new(counter(), Language::It);
        desk.turn();
        desk.show(view);
        ui_kit::headless::skip(DOUBLE_PRESS);
        for _ in 0..tabs {
            desk.key(Key::Tab);
        }
        desk.key(Key::Return);
        desk.answer();
        desk.show(free());
        desk.key(Key::Return);
        assert_eq!(desk.commands(), [command], "the second press was meant for the same button");
        ui_kit::headless::skip(DOUBLE_PRESS);
        desk.key(Key::Return);
        desk.answer();
        assert_eq!(desk.commands(), [Command::CallNext { counter: counter() }], "a press of its own");
    }
}

#[test]
fn a_double_press_of_enter_signs_in_and_calls_nobody() {
    let mut desk = Desk::open(1280, 800);
    desk.show(signed_out());
    desk.write("ele");
    desk.key(Key::Return);
    desk.answer();
    desk.show(free());
    desk.key(Key::Return);
    assert_eq!(desk.commands(), [Command::sign_in(counter(), ClerkId::new("elena-orsini"))]);
}

#[test]
fn a_key_held_down_is_one_press() {
    let mut desk = Desk::open(1280, 800);
    desk.show(free());
    desk.key(Key::F2);
    desk.answer();
    for text in [SharedString::from(Key::F2), Key::Return.into()] {
        desk.window.window().dispatch_event(WindowEvent::KeyPressRepeated { text });
        desk.turn();
    }
    assert_eq!(desk.commands(), [Command::CallNext { counter: counter() }]);
}

#[test]
fn a_refusal_is_shown_in_the_language_of_the_clerk() {
    let mut desk = Desk::open(1280, 800);
    desk.show(free());
    desk.press("English");
    desk.press("Call next");
    let id = desk.last_id();
    desk.take(Msg::Refused { id, text: Text::new("Nessuno in attesa.", "Nobody is waiting.") });
    assert!(shows(&desk.window, "Nobody is waiting."));
    desk.press("Italiano");
    assert!(shows(&desk.window, "Nessuno in attesa."));
}

#[test]
fn a_lost_connection_is_said_with_the_age_of_what_is_shown() {
    let mut desk = Desk::open(1280, 800);
    desk.show(serving());
    desk.take(Msg::StreamLost("refused".to_owned()));
    let time = ui_kit::clock::hhmm(ago(0));
    let banner = format!("Non collegato. Situazione delle {time}. Il collegamento torna da solo.");
    assert!(shows(&desk.window, &banner), "{:?}", labels(&desk.window));
    desk.press("Concludi");
    assert_eq!(desk.commands(), []);
    assert!(shows(&desk.window, "Non collegato: attendi."));
    desk.show(serving());
    assert!(!shows(&desk.window, &banner));
    desk.press("Concludi");
    assert_eq!(desk.commands(), [Command::finish(counter())]);
}
