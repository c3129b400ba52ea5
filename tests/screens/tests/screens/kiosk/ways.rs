//! The ways past the areas: what most people come for, what has happened to somebody, and the signs of the areas.

use domain::home::HomeTexts;
use domain::ids::LifeEventId;
use domain::view::KioskLifeEvent;
use kiosk::reader::Reader;
use kiosk::ui::Theme;
use kiosk_flow::{Screen, Way};
use slint::platform::Key;

use super::*;

pub(super) fn most_used() -> Vec<ServiceId> {
    ["s2", "s0", "s1", "s5"].map(ServiceId::new).to_vec()
}

/// What happens to people, as an office has it.
pub(super) fn life_events() -> Vec<KioskLifeEvent> {
    let event = |id: &str, (it, en), icon: &str, services: &[&str]| KioskLifeEvent {
        id: LifeEventId::new(id),
        name: Text::new(it, en),
        icon: Some(icon.to_owned()),
        services: services.iter().copied().map(ServiceId::new).collect(),
    };
    vec![
        event("casa", ("Ho cambiato casa", "I have moved"), "moving", &["s1", "s0", "s7"]),
        event("figlio", ("È nato un figlio", "A child was born"), "baby", &["s3"]),
        event("nozze", ("Mi sposo", "I am getting married"), "heart", &["s4", "s2"]),
        event("persi", ("Ho perso i documenti", "I have lost my documents"), "document-search", &["s0", "s7"]),
        event("morte", ("È morta una persona cara", "A loved one has died"), "mourning", &["s2", "s5"]),
        event("lavori", ("Faccio lavori in casa", "I am having work done at home"), "tools", &["s5"]),
        event("aiuto", ("Ho bisogno di aiuto economico", "I need financial help"), "care", &["s5", "s6"]),
    ]
}

/// The signs of the areas of the usual hub; one has none.
pub(super) fn icon(area: &str) -> Option<String> {
    let icons = [("sociali", "care"), ("anagrafe", "id-card"), ("edilizia", "building"), ("suap", "shop")];
    icons.iter().find(|(id, _)| *id == area).map(|(_, icon)| (*icon).to_owned())
}

/// The usual hub, with ways to services of two areas.
fn frame_across() -> Msg {
    let Msg::Frame(mut frame) = frame(true) else { unreachable!() };
    for (position, id) in [(4, "s0"), (4, "s5"), (2, "s2")] {
        // A service has one area.
        let mut service =
            frame.view.areas[0].services.iter().find(|service| service.id.as_str() == id).unwrap().clone();
        service.id = ServiceId::new(format!("{}-{id}", frame.view.areas[position].id));
        frame.view.areas[position].services.push(service);
    }
    frame.view.most_used = ["suap-s0", "s1", "anagrafe-s2", "suap-s5"].map(ServiceId::new).to_vec();
    frame.view.life_events[0].services = ["anagrafe-s2", "suap-s0", "s7"].map(ServiceId::new).to_vec();
    Msg::Frame(frame)
}

/// The same with words of its own on the first page.
fn greeting() -> Msg {
    let Msg::Frame(mut frame) = frame(true) else { unreachable!() };
    frame.view.texts = HomeTexts {
        welcome: Some(Text::new("Benvenuti in Comune", "Welcome to the town hall")),
        question: Some(Text::new(
            "Che cosa ti serve oggi da noi in Comune?",
            "What do you need from us today, please?",
        )),
    };
    Msg::Frame(frame)
}

/// A hub with nothing but the way that is always there.
fn bare() -> Msg {
    let Msg::Frame(mut frame) = frame(true) else { unreachable!() };
    frame.view.has_appointments = false;
    (frame.view.most_used, frame.view.life_events) = (Vec::new(), Vec::new());
    frame.view.areas.iter_mut().for_each(|area| area.icon = None);
    Msg::Frame(frame)
}

fn open(way: Way) -> Vec<Msg> {
    vec![frame_across(), Msg::OpenWay(way)]
}

fn event(id: &str) -> Msg {
    Msg::OpenWay(Way::LifeEvent(LifeEventId::new(id)))
}

pub(super) fn pages() -> Vec<(&'static str, Vec<Msg>)> {
    let moved = || [open(Way::LifeEvents), vec![event("casa")]].concat();
    let put_aside = [
        moved(),
        vec![
            Msg::ChooseFound { area: AreaId::new("suap"), service: ServiceId::new("suap-s0") },
            Msg::AddService,
            Msg::OpenWay(Way::MostUsed),
        ],
    ];
    vec![
        ("home-greeting", vec![greeting()]),
        ("home-bare", vec![bare()]),
        ("most-used", open(Way::MostUsed)),
        ("most-used-visit", put_aside.concat()),
        ("life-events", open(Way::LifeEvents)),
        ("life-event", moved()),
    ]
}

fn sent(kiosk: &Kiosk) -> Option<kiosk_flow::Wish> {
    let mut effects = kiosk.effects.borrow_mut();
    effects.drain(..).find_map(|effect| if let Effect::SendTake { wish, .. } = effect { Some(wish) } else { None })
}

#[test]
fn a_ticket_is_taken_through_what_has_happened_by_keypad_and_ear_alone() {
    let kiosk = Kiosk::open(1080, 1920);
    let mut reader = Reader::default();
    kiosk.tell(vec![frame_across()]);
    kiosk.key(Key::F1);
    kiosk.press_by_ear(&mut reader, "Sono qui perché…");
    assert!(kiosk.hear(&mut reader).is_some_and(|heard| heard.starts_with("Sono qui perché…")), "the title first");
    kiosk.press_by_ear(&mut reader, "Ho cambiato casa");
    assert!(
        kiosk.hear(&mut reader).is_some_and(|heard| heard.starts_with("Ho cambiato casa")),
        "the event is the title"
    );
    kiosk.press_by_ear(&mut reader, "Carta d'identità elettronica");
    let details = kiosk.hear(&mut reader).unwrap();
    assert!(details.contains("Commercio e Attività produttive (SUAP), piano 3"), "{details}");
    kiosk.press_by_ear(&mut reader, "Prendi il numero");
    assert_eq!(sent(&kiosk).expect("a command").services, [ServiceId::new("suap-s0")]);
}

#[test]
fn the_ways_lead_there_and_back_by_touch() {
    let kiosk = Kiosk::open(1920, 1080);
    kiosk.tell(vec![frame_across()]);
    press(&kiosk.window, "I più richiesti");
    let tiles: Vec<_> = labels(&kiosk.window).into_iter().filter(|label| label.contains("Certificati")).collect();
    assert_eq!(tiles, ["Certificati anagrafici"]);
    press(&kiosk.window, "Certificati anagrafici");
    assert!(shows(&kiosk.window, "Dove: Anagrafe e Stato civile, piano T"), "{:?}", labels(&kiosk.window));
    press(&kiosk.window, "‹ Indietro");
    assert!(shows(&kiosk.window, "I più richiesti"));
    press(&kiosk.window, "‹ Indietro");
    press(&kiosk.window, "Sono qui perché…");
    // One service: straight to it.
    press(&kiosk.window, "È nato un figlio");
    assert!(matches!(kiosk.model.borrow().screen, Screen::Details { .. }));
    press(&kiosk.window, "‹ Indietro");
    assert!(shows(&kiosk.window, "Mi sposo"));
    press(&kiosk.window, "Ricomincia");
    assert!(shows(&kiosk.window, "Di cosa hai bisogno?"));
}

#[test]
fn a_way_with_nothing_on_it_is_not_there() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.tell(vec![bare()]);
    let found: Vec<_> = ["I più richiesti", "Sono qui perché…", "Ho un appuntamento", "Cerca"]
        .into_iter()
        .filter(|label| shows(&kiosk.window, label))
        .collect();
    assert_eq!(found, ["Cerca"]);
}

#[test]
fn the_hub_s_own_words_stand_on_the_first_page() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.start_over(Language::En, vec![greeting()]);
    assert!(
        shows(&kiosk.window, "Welcome to the town hall")
            && shows(&kiosk.window, "What do you need from us today, please?")
    );
    assert!(!shows(&kiosk.window, "What do you need?"));
    kiosk.start_over(Language::En, vec![frame(true)]);
    assert!(shows(&kiosk.window, "What do you need?") && !shows(&kiosk.window, "Welcome to the town hall"));
}

/// How much lighter one colour is than another (WCAG 2.2, contrast ratio).
fn contrast(one: slint::Color, other: slint::Color) -> f32 {
    let luminance = |color: slint::Color| {
        let part = |value: u8| {
            let share = f32::from(value) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(color.red()) + 0.7152 * part(color.green()) + 0.0722 * part(color.blue())
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Signs are drawn in the colour of their area: every colour a hub may have stands out from the square below it.
#[test]
fn every_sign_stands_out_from_its_square() {
    let kiosk = Kiosk::open(1080, 1920);
    // Those of the sample, and some that are as light as a hub file allows.
    let colors = ["#0066cc", "#a3195b", "#5b3fa8", "#8a5300", "#007a52", "#767676", "#17324d", "#c4420b", "#d63384"];
    for is_high in [false, true] {
        let Msg::Frame(mut frame) = frame(true) else { unreachable!() };
        for color in colors {
            frame.view.areas.truncate(1);
            frame.view.areas[0].color = color.to_owned();
            let toggles = if is_high { vec![Msg::Toggle(kiosk_flow::Mode::Contrast)] } else { vec![] };
            kiosk.start_over(Language::It, [vec![Msg::Frame(frame.clone())], toggles].concat());
            assert_eq!(kiosk.window.global::<Theme<'_>>().get_contrast(), is_high);
            let (sign, square) = sign_and_square(&kiosk);
            assert!(contrast(sign, square) >= 3.0, "{color}, high contrast {is_high}: {sign:?} on {square:?}");
        }
    }
}

/// The colours of the first sign and of the square it stands on, from the picture.
fn sign_and_square(kiosk: &Kiosk) -> (slint::Color, slint::Color) {
    let badge = i_slint_backend_testing::ElementQuery::from_root(&kiosk.window)
        .match_inherits("TileBadge")
        .find_all()
        .into_iter()
        .find(|badge| badge.size().width > 0.0)
        .expect("a square");
    let pixels = kiosk.window.window().take_snapshot().unwrap();
    let (at, size) = (badge.absolute_position(), badge.size());
    let at_dot = |x: f32, y: f32| {
        let pixel = pixels.as_slice()[y as usize * pixels.width() as usize + x as usize];
        slint::Color::from_rgb_u8(pixel.r, pixel.g, pixel.b)
    };
    let square = at_dot(at.x + size.width / 2.0, at.y + 6.0);
    let mut sign = square;
    for step in 0..(size.width * size.height) as u32 {
        let (x, y) = ((step % size.width as u32) as f32, (step / size.width as u32) as f32);
        let is_inside = x > 16.0 && x < size.width - 16.0 && y > 16.0 && y < size.height - 16.0;
        let color = at_dot(at.x + x, at.y + y);
        if is_inside && contrast(color, square) > contrast(sign, square) {
            sign = color;
        }
    }
    (sign, square)
}
