//! The kiosk: a whole ticket by labels, and every page in both languages and both orientations.

/// Tests by the name of each language, as this macro writes them.
macro_rules! in_every_language {
    ($tests:ident) => {
        $tests! {
            in_italian: It,
            in_english: En,
            in_romanian: Ro,
            in_albanian: Sq,
            in_arabic: Ar,
            in_chinese: Zh,
            in_ukrainian: Uk,
            in_urdu: Ur,
            in_french: Fr,
            in_spanish: Es,
            in_polish: Pl,
        }
    };
}

mod boxes;
mod card;
mod check_in;
mod closed;
mod contrast;
mod drawn;
mod editing;
mod help;
mod ink;
mod languages;
mod limits;
mod matrix;
mod mirror;
mod modes;
mod notices;
mod offline;
mod panels;
mod paper;
mod planted;
mod runtime;
mod search;
mod sheets;
mod staff;
mod steady;
mod visit;
mod waits;
mod ways;

use std::cell::RefCell;
use std::rc::Rc;

use chrono::DateTime;
use domain::ids::{AreaId, CommandId, Seq, ServiceId, TicketId};
use domain::text::{Language, Text};
use domain::ticket::{Code, LegState, SlipOutcome};
use domain::view::{KioskArea, KioskService, KioskView, OpenState, TicketOffer, TicketView};
use kiosk::ui::KioskWindow;
use kiosk_flow::{Effect, Model, Msg, Spoken, update};
use slint::ComponentHandle;

use crate::support::{assert_inside, assert_touchable, find, install, labels, picture, press, settle, shows};

const SIZES: [(u32, u32); 2] = [(1080, 1920), (1920, 1080)];
/// A small panel, as many offices have them.
const SMALL: (u32, u32) = (1280, 800);

/// Where one of the services can be had without coming.
const ONLINE: &str = "https://www.anagrafenazionale.interno.it";

/// A kiosk on its flow, without dispatcher and printer; what it asks for is kept.
struct Kiosk {
    window: KioskWindow,
    model: Rc<RefCell<Model>>,
    effects: Rc<RefCell<Vec<Effect>>>,
}

impl Kiosk {
    fn open(width: u32, height: u32) -> Self {
        install(width, height);
        let window = KioskWindow::new().unwrap();
        window.show().unwrap();
        window.set_clock("10:42".into());
        let (model, effects) = (Rc::new(RefCell::new(fresh())), Rc::default());
        let kiosk = Self { window, model, effects };
        let (weak, model, effects) = (kiosk.window.as_weak(), kiosk.model.clone(), kiosk.effects.clone());
        kiosk::bind::connect(&kiosk.window, move |msg| step(&weak.unwrap(), &model, &effects, msg));
        kiosk.tell(vec![]);
        kiosk
    }

    fn tell(&self, msgs: Vec<Msg>) {
        for msg in msgs {
            step(&self.window, &self.model, &self.effects, msg);
        }
        kiosk::bind::render(&self.window, &self.model.borrow());
        settle();
    }

    /// Comes to a page at once, over one that is empty.
    fn come_to(&self, language: Language, msgs: Vec<Msg>, panel: kiosk_flow::Panel) {
        *self.model.borrow_mut() = fresh();
        self.tell(vec![Msg::SetLanguage(language)]);
        for msg in msgs {
            update(&mut self.model.borrow_mut(), msg, DateTime::UNIX_EPOCH);
        }
        kiosk::bind::fit(&self.window, &self.model.borrow(), panel);
        self.tell(vec![]);
    }

    fn start_over(&self, language: Language, msgs: Vec<Msg>) {
        *self.model.borrow_mut() = fresh();
        self.tell([vec![Msg::SetLanguage(language)], msgs].concat());
    }
}

/// A kiosk that nobody has touched, with a voice for every language.
fn fresh() -> Model {
    let mut model = Model::default();
    model.spoken = Spoken::of(&Language::ALL);
    model.staff.pin_digits = 6;
    model
}

fn step(window: &KioskWindow, model: &RefCell<Model>, effects: &RefCell<Vec<Effect>>, msg: Msg) {
    effects.borrow_mut().extend(update(&mut model.borrow_mut(), msg, DateTime::UNIX_EPOCH));
    kiosk::bind::render(window, &model.borrow());
}

#[test]
fn a_ticket_is_taken_by_touch_alone() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.tell(vec![frame(true)]);
    press(&kiosk.window, "Anagrafe e Stato civile");
    press(&kiosk.window, "Certificati anagrafici");
    assert!(shows(&kiosk.window, "Durata allo sportello: circa 15 minuti"), "{:?}", labels(&kiosk.window));
    assert!(shows(&kiosk.window, "Dove: Anagrafe e Stato civile, piano T"));
    press(&kiosk.window, "Prendi il numero");
    let Some(Effect::SendTake { id, wish, .. }) = kiosk.effects.borrow_mut().pop() else { panic!("no command") };
    assert_eq!(wish.services, [ServiceId::new("s2")]);
    kiosk.tell(vec![Msg::Taken { id, ticket: Box::new(ticket()) }]);
    assert!(shows(&kiosk.window, "A042"));
    assert!(shows(&kiosk.window, "Fotografa il codice per conservare il numero"));
    assert!(matches!(kiosk.effects.borrow_mut().pop(), Some(Effect::Print { .. })));
    press(&kiosk.window, "Ho finito");
    assert!(shows(&kiosk.window, "Edilizia privata e Urbanistica"));
}

#[test]
fn the_language_can_be_changed_on_every_page_and_goes_back_with_the_person() {
    let kiosk = Kiosk::open(1080, 1920);
    for (name, msgs) in pages() {
        kiosk.start_over(Language::It, msgs);
        let before = labels(&kiosk.window);
        press(&kiosk.window, "Lingua: Italiano");
        assert_eq!(find(&kiosk.window, "Italiano").accessible_checked(), Some(true), "on page {name}");
        press(&kiosk.window, "Română");
        assert!(shows(&kiosk.window, "Limba: Română"), "on page {name}: {:?}", labels(&kiosk.window));
        press(&kiosk.window, "Limba: Română");
        press(&kiosk.window, "Italiano");
        assert_eq!(labels(&kiosk.window), before, "page {name} is as it was");
    }
    kiosk.start_over(Language::It, vec![frame(true)]);
    press(&kiosk.window, "Lingua: Italiano");
    press(&kiosk.window, "English");
    assert!(shows(&kiosk.window, "Language: English"));
    press(&kiosk.window, "Registry Office");
    press(&kiosk.window, "Start again");
    assert!(shows(&kiosk.window, "Anagrafe e Stato civile"), "the next person starts in Italian");
}

#[test]
fn a_printer_that_fails_leaves_number_and_code_on_the_screen_and_says_so() {
    let kiosk = Kiosk::open(1080, 1920);
    for outcome in [SlipOutcome::NotPrinted, SlipOutcome::Unknown] {
        let done = Msg::SlipDone { ticket: TicketId(7), outcome, detail: String::new() };
        kiosk.start_over(Language::It, [taken_ticket(), vec![done]].concat());
        assert!(shows(&kiosk.window, "A042"));
        assert!(shows(&kiosk.window, "Fotografa il codice per conservare il numero"));
        let says_so = labels(&kiosk.window).iter().any(|label| label.contains("Il tuo numero è valido"));
        assert!(says_so, "{:?}", labels(&kiosk.window));
    }
}

#[test]
fn every_page_fits_its_window_and_its_buttons_fit_a_finger() {
    for (width, height) in SIZES {
        std::thread::spawn(move || {
            let kiosk = Kiosk::open(width, height);
            for language in [Language::It, Language::En] {
                for (name, msgs) in pages() {
                    kiosk.start_over(language, msgs);
                    picture(kiosk.window.window(), &format!("kiosk-{width}x{height}-{}-{name}", language.code()));
                    assert_inside(&kiosk.window, width, height);
                    assert_touchable(&kiosk.window);
                }
            }
        })
        .join()
        .unwrap();
    }
}

#[test]
fn a_code_that_was_shown_can_be_read_from_the_picture_of_the_screen() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.start_over(Language::It, taken_ticket());
    let pixels = kiosk.window.window().take_snapshot().unwrap();
    let (width, height) = (pixels.width() as usize, pixels.height() as usize);
    let grey = |x: usize, y: usize| pixels.as_slice()[y * width + x].g;
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
    let grids = prepared.detect_grids();
    let (_, text) = grids.first().expect("a code on the screen").decode().unwrap();
    assert!(text.starts_with("A042 · Carta d'identità elettronica"), "{text}");
}

#[test]
fn long_lists_have_pages_and_no_card_is_out_of_reach() {
    let kiosk = Kiosk::open(1080, 1920);
    let Msg::Frame(mut many) = frame(true) else { unreachable!() };
    let area = &mut many.view.areas[0];
    let all = area.services.clone();
    for round in 1..3 {
        area.services.extend(all.iter().cloned().map(|mut service| {
            service.id = ServiceId::new(format!("{}-{round}", service.id));
            service.name = Text::new(format!("{} {round}", service.name.it), "");
            service
        }));
    }
    let names: Vec<_> = area.services.iter().map(|service| service.name.it.clone()).collect();
    kiosk.tell(vec![Msg::Frame(many), Msg::ChooseArea(AreaId::new("sociali"))]);
    let mut seen = Vec::new();
    loop {
        let page = labels(&kiosk.window);
        seen.extend(page.iter().filter(|label| names.contains(label)).cloned());
        assert_inside(&kiosk.window, 1080, 1920);
        if seen.len() >= names.len() {
            break;
        }
        picture(kiosk.window.window(), "kiosk-1080x1920-it-pages");
        press(&kiosk.window, "Successiva ›");
    }
    assert_eq!(seen, names);
}

fn taken_ticket() -> Vec<Msg> {
    let id = || CommandId::new("0123456789abcdef");
    let chosen = [Msg::ChooseArea(AreaId::new("anagrafe")), Msg::ChooseService(ServiceId::new("s0"))];
    let taken = Msg::Taken { id: id(), ticket: Box::new(ticket()) };
    [vec![frame(true)], chosen.to_vec(), vec![Msg::Take { id: id() }, taken]].concat()
}

/// Every page with the messages that lead to it.
fn pages() -> Vec<(&'static str, Vec<Msg>)> {
    let home = || vec![frame(true)];
    let services = || [home(), vec![Msg::ChooseArea(AreaId::new("anagrafe"))]].concat();
    let details = || [services(), vec![Msg::ChooseService(ServiceId::new("s0"))]].concat();
    let short = || [services(), vec![Msg::ChooseService(ServiceId::new("s2"))]].concat();
    let card = || [services(), vec![Msg::ChooseService(ServiceId::new("s3"))]].concat();
    let id = || CommandId::new("0123456789abcdef");
    let taking = || [details(), vec![Msg::Take { id: id() }]].concat();
    let ticket = || [taking(), vec![Msg::Taken { id: id(), ticket: Box::new(ticket()) }]].concat();
    let slip =
        |outcome| [ticket(), vec![Msg::SlipDone { ticket: TicketId(7), outcome, detail: String::new() }]].concat();
    let failed = [taking(), vec![Msg::Unanswered { id: id() }]].concat();
    let mut pages = vec![
        ("connecting", vec![]),
        ("never-connected", vec![Msg::StreamLost(String::new())]),
        ("closed", vec![frame(false)]),
        ("home", home()),
        ("home-lost", [home(), vec![Msg::StreamLost(String::new())]].concat()),
        ("services", services()),
        ("details", details()),
        ("details-short", short()),
        ("details-card", card()),
        ("details-card-waits", [card(), vec![waits::told()]].concat()),
        ("details-failed", failed),
        ("taking", taking()),
        ("check-in", [home(), check_in::typed("")].concat()),
        ("check-in-refused", check_in::refused()),
        ("check-in-lost", check_in::lost()),
        ("checking-in", check_in::sent()),
        ("card", card::asked()),
        ("card-wrong", card::wrong()),
        ("search", search::looking_for("")),
        ("search-found", search::looking_for("c")),
        ("search-none", search::looking_for("xyz xyz")),
        ("ticket-printing", ticket()),
        ("ticket-printed", slip(SlipOutcome::Printed)),
        ("ticket-without-paper", paper::without_paper()),
        ("ticket-not-printed", slip(SlipOutcome::NotPrinted)),
        ("ticket-unknown", slip(SlipOutcome::Unknown)),
        ("ticket-asking", [slip(SlipOutcome::Unknown), vec![paper::again()]].concat()),
        ("ticket-refused", [slip(SlipOutcome::NotPrinted), vec![paper::again(), paper::refused()]].concat()),
    ];
    pages.extend(visit::pages());
    pages.extend(ways::pages());
    pages.extend(closed::pages());
    pages.extend(help::pages());
    pages.extend(staff::pages());
    pages
}

fn frame(is_open: bool) -> Msg {
    let view = KioskView {
        hub_name: Text::new("Unione dei Comuni della Valle Verde", "Union of Municipalities of Valle Verde"),
        day: is_open.then(|| DateTime::UNIX_EPOCH.date_naive()),
        opening: OpenState::default(),
        locations: Vec::new(),
        areas: vec![
            area("sociali", "Servizi Sociali", "Social Services", "2", "#a6225c", 7),
            area("amministrativi", "Servizi Amministrativi e Protocollo", "Administrative Services", "1", "#5c6f82", 0),
            area("anagrafe", "Anagrafe e Stato civile", "Registry Office", "T", "#0066cc", 12),
            area("edilizia", "Edilizia privata e Urbanistica", "Building and Town Planning", "3", "#8a5300", 1),
            area("suap", "Commercio e Attività produttive (SUAP)", "Business One-Stop Shop", "3", "#007a52", 4),
        ],
        priorities: visit::priorities(),
        location: None,
        location_name: domain::text::Text::default(),
        slip: domain::slip::SlipLayout::default(),
        usher_calls: Vec::new(),
        notices: Vec::new(),
        most_used: ways::most_used(),
        life_events: ways::life_events(),
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

fn area(id: &str, it: &str, en: &str, floor: &str, color: &str, waiting: u32) -> KioskArea {
    let services = [
        ("Carta d'identità elettronica: rilascio, rinnovo e duplicato", "Electronic identity card: issue, renewal", 5),
        ("Cambio di residenza con provenienza da altro comune o dall'estero", "Change of residence from elsewhere", 3),
        ("Certificati anagrafici", "Registry certificates", 0),
        ("Dichiarazioni di nascita e riconoscimento", "Declarations of birth and recognition", 1),
        ("Pubblicazioni di matrimonio e unioni civili", "Marriage banns and civil unions", 2),
        ("Autentiche di firma e copie conformi all'originale", "Authentication of signatures and copies", 0),
        ("Iscrizione all'Anagrafe degli italiani residenti all'estero (AIRE)", "Registry of Italians abroad", 0),
        ("Tessera elettorale: ritiro, duplicato e aggiornamento", "Electoral card: collection and duplicate", 1),
    ];
    KioskArea {
        id: AreaId::new(id),
        name: Text::new(it, en),
        summary: Text::new(
            "Documenti, certificati, residenza, nascite e matrimoni",
            "Documents, certificates, residence",
        ),
        floor: floor.to_owned(),
        color: color.to_owned(),
        icon: ways::icon(id),
        waiting,
        services: services
            .iter()
            .enumerate()
            .map(|(position, (it, en, waiting))| KioskService {
                id: ServiceId::new(format!("s{position}")),
                letter: 'A',
                name: Text::new(*it, *en),
                waiting: *waiting,
                documents: if position == 2 { Vec::new() } else { documents() },
                for_whom: if position == 3 { for_whom() } else { Text::default() },
                cost: if position == 3 { Text::new("Gratuito", "Free") } else { Text::default() },
                online_url: (position == 3).then(|| ONLINE.to_owned()),
                duration_minutes: 15,
                waiting_room: Text::new("Atrio, lato cortile", "Main hall, courtyard side"),
                counters_open: u32::from(position != 0),
                opening: OpenState::default(),
                asks_fiscal_code: false,
                keywords: None,
                offer: TicketOffer::default(),
                wait_minutes: None,
                wait: None,
                shorter_elsewhere: None,
            })
            .collect(),
    }
}

fn for_whom() -> Text {
    Text::new("I genitori, entro 10 giorni dalla nascita", "Parents, within 10 days of the birth")
}

fn documents() -> Vec<Text> {
    vec![
        Text::new("Carta d'identità scaduta o denuncia di smarrimento", "Expired identity card or report of loss"),
        Text::new("Una fotografia recente formato tessera", "One recent passport photograph"),
        Text::new("Tessera sanitaria con codice fiscale", "Health card with tax code"),
        Text::new("22,21 € con carta o contanti", "22.21 € by card or cash"),
    ]
}

fn ticket() -> TicketView {
    TicketView {
        ticket: TicketId(7),
        code: Code::new('A', 42),
        taken_at: DateTime::UNIX_EPOCH,
        hub_name: Text::new("Unione dei Comuni della Valle Verde", "Union of Municipalities of Valle Verde"),
        service: Text::new(
            "Carta d'identità elettronica: rilascio, rinnovo e duplicato",
            "Electronic identity card: issue, renewal",
        ),
        further_services: Vec::new(),
        area: Text::new("Anagrafe e Stato civile", "Registry Office"),
        floor: "T".to_owned(),
        waiting_room: Text::new("Atrio, lato cortile", "Main hall, courtyard side"),
        people_ahead: 5,
        documents: documents(),
        state: LegState::Waiting,
        counter: None,
        location: Text::default(),
        wait: None,
        legs: vec![],
        call: None,
        follow_url: None,
    }
}
