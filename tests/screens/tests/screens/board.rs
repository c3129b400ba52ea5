//! The lobby board: every page in both shapes and languages.

use chrono::{DateTime, Duration};
use display_board::ui::BoardWindow;
use display_board_flow::{HIGHLIGHT_SECONDS, Model, Msg, SPOTLIGHT_SECONDS_MIN, update};
use domain::Timestamp;
use domain::ids::Seq;
use domain::text::{Language, Text};
use domain::ticket::Code;
use domain::view::{BoardArea, BoardCall, BoardView};
use domain::wait::WaitRange;
use i_slint_backend_testing::{AccessibleRole, ElementHandle, ElementQuery};
use protocol::BoardFrame;
use slint::{Color, ComponentHandle};

use crate::support::{assert_inside, find, install, picture, settle, shows};

const LANDSCAPE: (u32, u32) = (1920, 1080);
const PORTRAIT: (u32, u32) = (1080, 1920);
const DEMO: (u32, u32) = (960, 540);
/// What a dot of a 43-inch panel measures, in millimetres: 1080 of them are 535 mm.
const MILLIMETRES_PER_DOT: f64 = 535.0 / 1080.0;
/// The farthest seat, in millimetres.
const DISTANCE_MILLIMETRES: f64 = 6_000.0;
/// A capital has to be this part of the distance high.
const DISTANCE_PER_CAPITAL: f64 = 82.0;
/// The least contrast of any text with its ground.
const CONTRAST_MIN: f64 = 7.0;

fn now() -> Timestamp {
    DateTime::UNIX_EPOCH + Duration::hours(10)
}

fn areas() -> Vec<BoardArea> {
    let area = |it: &str, en: &str, floor: &str, color: &str, waiting| BoardArea {
        name: Text::new(it, en),
        floor: floor.to_owned(),
        color: color.to_owned(),
        waiting,
        wait: None,
    };
    vec![
        area("Anagrafe e stato civile", "Registry", "T", "#0066cc", 12),
        area("Servizi sociali", "Social services", "T", "#a3195b", 7),
        area("Servizi amministrativi", "Administrative services", "1", "#5b3fa8", 0),
        area("Edilizia e urbanistica", "Building and planning", "2", "#8a5300", 1),
        area("Commercio e attività produttive", "Commerce and business", "2", "#007a52", 4),
    ]
}

/// The same areas with a wait for all but the last, among them the longest texts.
fn told(mut areas: Vec<BoardArea>) -> Vec<BoardArea> {
    let range = |from_minutes, to_minutes, is_rough| {
        Some(WaitRange { from_minutes, to_minutes, likely_minutes: Some(from_minutes + 3), is_rough })
    };
    let waits = [
        range(25, Some(40), false),
        range(100, Some(140), true),
        range(0, Some(5), false),
        range(140, None, false),
        None,
    ];
    for (area, wait) in areas.iter_mut().zip(waits) {
        area.wait = wait;
    }
    areas
}

fn call(seq: u64, code: &str, counter: &str, floor: &str, place: Text) -> BoardCall {
    BoardCall {
        seq: Seq(seq),
        code: Code(code.to_owned()),
        counter: counter.to_owned(),
        floor: floor.to_owned(),
        place,
        color: "#0066cc".to_owned(),
        at: now(),
        is_open: true,
    }
}

fn hall(letter: &str) -> Text {
    Text::new(format!("Sala {letter}"), format!("Hall {letter}"))
}

fn frame(hub_name: Text, is_open: bool, calls: Vec<BoardCall>, waiting: Vec<BoardArea>) -> Msg {
    let seq = calls.iter().map(|call| call.seq).max().unwrap_or(Seq(1));
    let view = BoardView { hub_name, day: is_open.then(|| now().date_naive()), calls, waiting };
    Msg::Frame(BoardFrame { seq, at: now(), time_zone: "Europe/Rome".to_owned(), view })
}

fn town() -> Text {
    Text::new("Comune di Ascoli Piceno", "Municipality of Ascoli Piceno")
}

fn quiet() -> Msg {
    frame(town(), true, Vec::new(), areas())
}

/// A morning: some calls served, two expected, one of them new.
fn morning() -> Vec<Msg> {
    morning_in(areas())
}

fn morning_in(areas: Vec<BoardArea>) -> Vec<Msg> {
    let served = |mut call: BoardCall| {
        call.is_open = false;
        call
    };
    let earlier = vec![
        call(28, "E017", "21", "2", hall("D")),
        served(call(26, "A040", "5", "T", hall("A"))),
        served(call(25, "L009", "16", "1", hall("C"))),
        served(call(24, "A039", "2", "T", hall("A"))),
        served(call(22, "S004", "11", "T", hall("B"))),
        served(call(20, "M021", "24", "2", hall("E"))),
        served(call(19, "A038", "3", "T", hall("A"))),
    ];
    let with = |new: BoardCall| frame(town(), true, [vec![new], earlier.clone()].concat(), areas.clone());
    let mut later = earlier.clone();
    later.insert(0, call(30, "A041", "12", "T", hall("B")));
    later.insert(0, call(33, "A042", "3", "T", hall("A")));
    let turns = vec![Msg::Tick; 1 + SPOTLIGHT_SECONDS_MIN as usize];
    let start = vec![frame(town(), true, earlier.clone(), areas.clone()), with(call(30, "A041", "12", "T", hall("B")))];
    [start, turns, vec![frame(town(), true, later, areas), Msg::Tick]].concat()
}

/// The longest names a hub file may hold, and more calls than there are rows.
fn crowded(has_waits: bool) -> Vec<Msg> {
    let long = Text::new(
        "Sala d'attesa polifunzionale presso l'ala settentrionale di Palazzo dell'Arengo",
        "Multi-purpose waiting hall in the northern wing of Palazzo dell'Arengo, upstairs",
    );
    let calls = (0..12).map(|number| {
        let place = if number % 3 == 2 { long.clone() } else { Text::new("Sala consiliare", "Council chamber") };
        let mut call = call(50 - number, &format!("W{:03}", 888 - number), "Sportello 28 bis", "T", place);
        call.is_open = number < 9;
        call.counter = if number % 4 == 0 { call.counter } else { format!("{}", 28 - number) };
        call
    });
    let name = "Unione Montana dei Comuni della Valle del Tronto e della Laga Sud Orientale e dei";
    let mut waiting = if has_waits { told(areas()) } else { areas() };
    for area in &mut waiting {
        area.waiting = 1888;
        area.name = Text::new(
            "Sportello unico per l'edilizia, l'urbanistica, l'ambiente e le attività economi",
            "One-stop shop for building, planning, environment, commerce and other businesses",
        );
    }
    let calls: Vec<_> = calls.collect();
    vec![
        frame(Text::new(name, ""), true, Vec::new(), waiting.clone()),
        frame(Text::new(name, ""), true, calls, waiting),
        Msg::Tick,
    ]
}

fn closed() -> Msg {
    frame(town(), false, Vec::new(), areas())
}

fn lost() -> Msg {
    Msg::StreamLost("refused".to_owned())
}

/// A board of this size and language after these messages.
fn board((width, height): (u32, u32), language: Language, msgs: Vec<Msg>) -> BoardWindow {
    install(width, height);
    let window = BoardWindow::new().unwrap();
    window.show().unwrap();
    window.set_clock("10:42".into());
    show(&window, language, msgs);
    window
}

fn show(window: &BoardWindow, language: Language, msgs: Vec<Msg>) {
    let mut model = Model::default();
    model.language = language;
    for msg in msgs {
        update(&mut model, msg, now());
    }
    settle();
    display_board::bind::render(window, &model);
    settle();
}

fn pages() -> Vec<(&'static str, Vec<Msg>)> {
    vec![
        ("connecting", vec![]),
        ("never-connected", vec![lost()]),
        ("closed", vec![closed()]),
        ("empty", vec![quiet()]),
        ("one-call", vec![quiet(), frame(town(), true, vec![call(3, "A001", "3", "T", hall("A"))], areas())]),
        ("morning", morning()),
        ("resting", [morning(), vec![[Msg::Tick, Msg::StreamAlive]; HIGHLIGHT_SECONDS as usize].concat()].concat()),
        ("crowded", crowded(false)),
        ("waits", morning_in(told(areas()))),
        ("waits-two", morning_in(told(areas()).into_iter().take(2).collect())),
        ("waits-ten", morning_in([told(areas()), told(areas())].concat())),
        ("waits-crowded", crowded(true)),
        ("waits-lost", [morning_in(told(areas())), vec![lost()]].concat()),
        ("lost", [morning(), vec![lost()]].concat()),
    ]
}

fn check_every_page(shape: &str, size: (u32, u32)) {
    let window = board(size, Language::It, vec![]);
    for language in [Language::It, Language::En] {
        for (name, msgs) in pages() {
            show(&window, language, msgs);
            assert_inside(&window, size.0, size.1);
            assert_apart(&window);
            picture(window.window(), &format!("board-{shape}-{}-{name}", language.code()));
        }
    }
}

/// Nothing that is read lies over anything else that is read.
fn assert_apart(window: &BoardWindow) {
    let read = ElementQuery::from_root(window)
        .match_predicate(|element| {
            matches!(element.accessible_role(), Some(AccessibleRole::Text | AccessibleRole::ListItem))
        })
        .find_all();
    for (position, one) in read.iter().enumerate() {
        for other in &read[position + 1..] {
            let (a, b) = (one.absolute_position(), other.absolute_position());
            let is_apart = a.x + one.size().width <= b.x + 0.5
                || b.x + other.size().width <= a.x + 0.5
                || a.y + one.size().height <= b.y + 0.5
                || b.y + other.size().height <= a.y + 0.5;
            assert!(is_apart, "{:?} lies over {:?}", one.accessible_label(), other.accessible_label());
        }
    }
}

#[test]
fn board_pages_in_landscape_stay_inside_the_screen() {
    check_every_page("landscape", LANDSCAPE);
}

#[test]
fn board_pages_in_portrait_stay_inside_the_screen() {
    check_every_page("portrait", PORTRAIT);
}

#[test]
fn board_pages_in_the_demo_stay_inside_the_screen() {
    check_every_page("demo", DEMO);
}

#[test]
fn board_shows_the_call_and_the_calls_before_it_in_both_languages() {
    let window = board(LANDSCAPE, Language::It, morning());
    let calls = [
        "A041: sportello 12, piano T, Sala B",
        "E017: sportello 21, piano 2, Sala D",
        "A040: sportello 5, piano T, Sala A",
        "L009: sportello 16, piano 1, Sala C",
        "A039: sportello 2, piano T, Sala A",
        "S004: sportello 11, piano T, Sala B",
    ];
    for label in ["A042: sportello 3, piano T, Sala A", "Comune di Ascoli Piceno", "10:42"] {
        find(&window, label);
    }
    let heights: Vec<_> = calls.iter().map(|label| find(&window, label).absolute_position().y).collect();
    assert!(heights.is_sorted(), "newest first: {heights:?}");
    for label in ["Servizi sociali: 7 persone in attesa", "Edilizia e urbanistica: 1 persona in attesa"] {
        find(&window, label);
    }
    show(&window, Language::En, morning());
    for label in
        ["A042: counter 3, floor T, Hall A", "A041: counter 12, floor T, Hall B", "Social services: 7 people waiting"]
    {
        find(&window, label);
    }
}

#[test]
fn board_tells_the_wait_of_each_area_beside_its_people() {
    let window = board(LANDSCAPE, Language::It, morning_in(told(areas())));
    for label in [
        "Anagrafe e stato civile: 12 persone in attesa, attesa prevista da 25 a 40 minuti",
        "Servizi sociali: 7 persone in attesa, attesa prevista circa da 100 a 140 minuti",
        "Edilizia e urbanistica: 1 persona in attesa, attesa prevista oltre 140 minuti",
        "Commercio e attività produttive: 4 persone in attesa",
        "Persone e tempo di attesa",
    ] {
        find(&window, label);
    }
    show(&window, Language::En, morning_in(told(areas())));
    find(&window, "Registry: 12 people waiting, expected wait 25 to 40 minutes");
    show(&window, Language::En, morning());
    find(&window, "People waiting");
}

#[test]
fn board_keeps_what_it_shows_while_it_is_cut_off_and_says_since_when() {
    let window = board(LANDSCAPE, Language::It, [morning(), vec![lost()]].concat());
    let strip = format!("Non aggiornato dalle {}", ui_kit::clock::hhmm(now()));
    find(&window, &strip);
    find(&window, "A042: sportello 3, piano T, Sala A");
    show(&window, Language::It, [morning(), vec![lost(), Msg::StreamAlive]].concat());
    assert!(!shows(&window, &strip));
    show(&window, Language::It, vec![lost()]);
    find(&window, "Non collegato");
    assert!(!shows(&window, &strip), "it was never up to date");
}

#[test]
fn board_of_a_closed_day_shows_no_call() {
    let window = board(LANDSCAPE, Language::It, [morning(), vec![closed()]].concat());
    find(&window, "Siamo chiusi");
    assert!(!shows(&window, "A042: sportello 3, piano T, Sala A"));
    show(&window, Language::En, vec![quiet()]);
    find(&window, "The number called will appear here");
    assert!(!window.get_inverted(), "the page without a call is dark");
}

#[test]
fn board_number_can_be_read_from_the_farthest_seat_in_landscape() {
    check_number(LANDSCAPE);
}

#[test]
fn board_number_can_be_read_from_the_farthest_seat_in_portrait() {
    check_number(PORTRAIT);
}

/// The number stands left, the counter right, and both are large enough, also below the strip of a loss.
fn check_number(size: (u32, u32)) {
    let window = board(size, Language::It, vec![]);
    let shown = [morning(), morning_in(told(areas()))];
    for msgs in shown.into_iter().flat_map(|msgs| [msgs.clone(), [msgs, vec![lost()]].concat()]) {
        show(&window, Language::It, msgs);
        let (code, counter) = (element(&window, "Numbers::code"), element(&window, "Numbers::counter"));
        assert!(code.absolute_position().x + code.size().width <= counter.absolute_position().x);
        let least = DISTANCE_MILLIMETRES / DISTANCE_PER_CAPITAL;
        for part in [code, counter] {
            let capital = f64::from(ink_height(&window, &part)) * MILLIMETRES_PER_DOT;
            assert!(capital >= least, "a capital is {capital:.0} mm high, of {least:.0} mm");
        }
    }
}

#[test]
fn board_texts_stand_out_from_every_ground() {
    let window = board(LANDSCAPE, Language::It, vec![]);
    let theme = window.global::<display_board::ui::Theme<'_>>();
    let dark = [theme.get_night(), theme.get_night_deep(), theme.get_night_raised()];
    let on_dark = [theme.get_on_night(), theme.get_on_night_muted(), theme.get_attention()];
    let pairs = dark.iter().flat_map(|ground| on_dark.iter().map(move |ink| (*ground, *ink)));
    let on_light = [
        (theme.get_surface(), theme.get_ink()),
        (theme.get_surface(), theme.get_ink_muted()),
        (theme.get_attention(), theme.get_ink()),
    ];
    for (ground, ink) in pairs.chain(on_light) {
        let contrast = contrast(ground, ink);
        assert!(contrast >= CONTRAST_MIN, "{ink:?} on {ground:?} has a contrast of {contrast:.1}");
    }
}

fn element(window: &BoardWindow, id: &str) -> ElementHandle {
    let mut found: Vec<_> = ElementHandle::find_by_element_id(window, id).collect();
    assert_eq!(found.len(), 1, "elements with the id {id}");
    found.remove(0)
}

/// How many rows of dots the ink within this element covers, from its first to its last.
fn ink_height(window: &BoardWindow, element: &ElementHandle) -> u32 {
    let (position, size) = (element.absolute_position(), element.size());
    let pixels = window.window().take_snapshot().unwrap();
    let ink = window.global::<display_board::ui::Theme<'_>>().get_ink();
    let is_ink = |x: u32, y: u32| {
        let dot = pixels.as_slice()[(y * pixels.width() + x) as usize];
        (dot.r, dot.g, dot.b) == (ink.red(), ink.green(), ink.blue())
    };
    let across = position.x as u32..(position.x + size.width) as u32;
    let down = position.y as u32..(position.y + size.height) as u32;
    let rows: Vec<_> = down.filter(|y| across.clone().any(|x| is_ink(x, *y))).collect();
    rows.last().unwrap() - rows.first().unwrap() + 1
}

/// The contrast of two colours by WCAG 2.
fn contrast(one: Color, other: Color) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(color: Color) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.red()) + 0.7152 * linear(color.green()) + 0.0722 * linear(color.blue())
}
