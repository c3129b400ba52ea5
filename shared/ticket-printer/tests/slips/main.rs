//! Slips as pictures: what they say in each language and width, and that a camera reads their code.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use std::path::Path;

use chrono::DateTime;
use domain::ids::TicketId;
use domain::slip::{Logo, SlipLayout, SlipPart};
use domain::text::{Language, Text};
use domain::ticket::{Code, LegState};
use domain::view::TicketView;
use domain::wait::WaitRange;
use ticket_printer::{Bitmap, PrinterConfig, Rasterizer, Remark, Slip, decode, encode};

mod lines;
mod words;

const WIDTHS_DOTS: [u32; 2] = [576, 384];
/// 80 mm with 203 and with 180 dots an inch, and 58 mm.
const PAPERS_DOTS: [u32; 3] = [576, 512, 384];
/// As much of a line's beginning as no centred line reaches, in dots.
const LINE_START_DOTS: usize = 30;

fn dots_per_inch(width_dots: u32) -> u8 {
    if width_dots == 512 { 180 } else { 203 }
}
/// Longer than any rule or the edge of a letter that ends at the margin by chance.
const STROKE_DOTS_MAX: usize = 24;

fn ticket() -> TicketView {
    TicketView {
        ticket: TicketId(7),
        code: Code::new('A', 42),
        taken_at: DateTime::UNIX_EPOCH,
        hub_name: Text::new("Comune di Ascoli Piceno", "Municipality of Ascoli Piceno"),
        service: Text::new("Carta d'identità elettronica", "Electronic identity card"),
        further_services: vec![],
        area: Text::new("Anagrafe e stato civile", "Registry"),
        floor: "T".to_owned(),
        waiting_room: Text::new("Sala A", "Hall A"),
        people_ahead: 5,
        documents: vec![
            Text::new("Documento d'identità valido", "Valid identity document"),
            Text::new("Fototessera recente", "Recent passport photo"),
            Text::new("Tessera sanitaria o codice fiscale", "Health card or tax code"),
        ],
        state: LegState::Waiting,
        counter: None,
        legs: vec![],
        call: None,
        follow_url: None,
        location: Text::default(),
        wait: None,
    }
}

/// The longest names a hub file may hold, in words that break badly, and every part of a slip filled.
fn long_ticket() -> TicketView {
    TicketView {
        code: Code::new('M', 888),
        hub_name: Text::new("Unione Montana dei Comuni del Tronto e Valfluvione e del Parco dei Sibillini", ""),
        service: Text::new("Iscrizione anagrafica per trasferimento dall'estero di cittadini extracomunitari", ""),
        further_services: vec![Text::new("Pubblicazioni di matrimonio e costituzione delle unioni civili", "")],
        waiting_room: Text::new("Sala d'attesa del Chiostro Maggiore, lato Pinacoteca", ""),
        people_ahead: 0,
        wait: Some(WaitRange { from_minutes: 140, to_minutes: None, likely_minutes: None, is_rough: false }),
        ..ticket()
    }
}

fn keep(picture: &Bitmap, name: &str) {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../build/slips"));
    std::fs::create_dir_all(folder).unwrap();
    picture.save_png(&folder.join(format!("{name}.png"))).unwrap();
}

/// What the slip's only code says; nothing else may stand beside it.
fn read_code(picture: &Bitmap) -> String {
    let mut prepared =
        rqrr::PreparedImage::prepare_from_greyscale(picture.width_dots(), picture.height_dots(), |x, y| {
            if picture.is_black(x, y) { 0 } else { 255 }
        });
    let grids = prepared.detect_grids();
    assert_eq!(grids.len(), 1, "a slip has one code");
    let (columns, rows): (Vec<i32>, Vec<i32>) = grids[0].bounds.iter().map(|corner| (corner.x, corner.y)).unzip();
    let range = |places: &[i32]| {
        let (least, most) = (places.iter().min().unwrap(), places.iter().max().unwrap());
        usize::try_from(least - 2).unwrap()..usize::try_from(most + 3).unwrap()
    };
    let (columns, rows) = (range(&columns), range(&rows));
    for (x, y) in rows.flat_map(|y| (0..picture.width_dots()).map(move |x| (x, y))) {
        assert!(!picture.is_black(x, y) || columns.contains(&x), "ink beside the code, at {x}, {y}");
    }
    grids[0].decode().unwrap().1
}

/// The longest unbroken line of ink in a column; the slip's rules are thinner than what is looked for.
fn longest_stroke(picture: &Bitmap, column: usize) -> usize {
    let ink = (0..picture.height_dots()).map(|y| picture.is_black(column, y));
    let lengths = ink.scan(0, |length, is_black| {
        *length = if is_black { *length + 1 } else { 0 };
        Some(*length)
    });
    lengths.max().unwrap_or(0)
}

fn slip(ticket: &TicketView, language: Language) -> Slip {
    Slip::from_ticket(ticket, language, "24/11/2026 10:42".to_owned(), "10:42".to_owned())
}

fn assert_stays_on_the_paper(picture: &Bitmap, language: Language) {
    for column in [0, 1, picture.width_dots() - 2, picture.width_dots() - 1] {
        assert_eq!(longest_stroke(picture, column), 0, "{language:?}: ink at the edge, column {column}");
    }
}

fn black_dots(picture: &Bitmap) -> u32 {
    picture.rows().iter().flatten().map(|byte| byte.count_ones()).sum()
}

#[test]
fn a_slip_comes_back_from_its_bytes_and_its_code_is_read_in_every_language() {
    for width in PAPERS_DOTS {
        on_paper(width, move |rasterizer| {
            for language in Language::ALL {
                let slip = slip(&words::ticket(), language);
                let picture = rasterizer.picture(&slip).unwrap();
                keep(&picture, &format!("{width}-{}", language.code()));
                assert_eq!(read_code(&picture), slip.qr_text, "{language:?}");
                let bytes = encode(&picture, PrinterConfig::default().encoding());
                assert_stays_on_the_paper(&picture, language);
                assert_eq!(decode(&bytes, picture.width_dots()).slips, vec![picture]);
            }
        });
    }
}

#[test]
fn lines_begin_where_the_language_begins() {
    on_paper(576, |rasterizer| {
        for language in Language::ALL {
            let slip = slip(&words::ticket(), language);
            let picture = rasterizer.picture(&slip).unwrap();
            let ink = |columns: std::ops::Range<usize>| -> usize {
                columns.map(|x| (0..picture.height_dots()).filter(|y| picture.is_black(x, *y)).count()).sum()
            };
            let (width, margin) = (picture.width_dots(), 20);
            let left = ink(margin..margin + LINE_START_DOTS);
            let right = ink(width - margin - LINE_START_DOTS..width - margin);
            assert_eq!(right > left, language.is_right_to_left(), "{language:?}: {left} left, {right} right");
        }
    });
}

#[test]
fn a_hub_adds_its_lines_and_its_picture_and_leaves_parts_out() {
    on_paper(576, |rasterizer| {
        let mut height = |layout: &SlipLayout| {
            let slip = slip(&words::ticket(), Language::It).laid_out(layout);
            let picture = rasterizer.picture(&slip).unwrap();
            (picture.height_dots(), picture)
        };
        let (usual, _) = height(&SlipLayout::default());
        let logo = Logo::draw(300, 100, |x, y| (x / 10 + y / 10).is_multiple_of(2)).unwrap().text();
        let line = Some(Text::new("Sportello unico del cittadino", ""));
        let layout = SlipLayout { header: line.clone(), footer: line, logo: Some(logo), leave_out: vec![] };
        let (whole, picture) = height(&layout);
        keep(&picture, "576-it-layout");
        assert!(whole > usual + 100, "the picture and two lines have room: {usual} and {whole} dots");
        for part in SlipPart::ALL {
            let (less, _) = height(&SlipLayout { leave_out: vec![part], ..SlipLayout::default() });
            // Without the privacy line its rule goes too.
            assert!(less + 20 < usual, "{part:?} takes {usual} dots away from {less}");
        }
    });
}

#[test]
fn a_second_slip_says_that_it_is_one() {
    on_paper(576, |rasterizer| {
        for language in Language::ALL {
            let first = rasterizer.picture(&slip(&words::ticket(), language)).unwrap();
            for remark in [Remark::Duplicate, Remark::Late] {
                let again = rasterizer.picture(&slip(&words::ticket(), language).remarked(remark)).unwrap();
                keep(&again, &format!("576-{}-{remark:?}", language.code()).to_lowercase());
                assert!(again.height_dots() > first.height_dots() + 30, "{language:?} {remark:?}");
                assert_stays_on_the_paper(&again, language);
            }
        }
    });
}

#[test]
fn a_thread_prints_for_one_paper_only() {
    on_paper(576, |_| assert!(Rasterizer::claim_thread(384, 203).is_err()));
}

/// Runs on a thread of its own, as each width needs one.
fn on_paper(width: u32, check: impl FnOnce(&mut Rasterizer) + Send + 'static) {
    std::thread::spawn(move || check(&mut Rasterizer::claim_thread(width, dots_per_inch(width)).unwrap()))
        .join()
        .unwrap();
}

#[test]
fn narrow_paper_takes_the_same_slip() {
    on_paper(384, |rasterizer| {
        let slip = Slip::from_ticket(&ticket(), Language::It, "24/11/2026 10:42".to_owned(), "10:42".to_owned());
        let picture = rasterizer.picture(&slip).unwrap();
        assert_eq!((picture.width_dots(), read_code(&picture)), (384, slip.qr_text));
    });
}

#[test]
fn the_longest_names_stay_on_the_paper() {
    for width in WIDTHS_DOTS {
        on_paper(width, move |rasterizer| {
            let slip =
                Slip::from_ticket(&long_ticket(), Language::It, "24/11/2026 10:42".to_owned(), "10:42".to_owned());
            let picture = rasterizer.picture(&slip).unwrap();
            keep(&picture, &format!("{width}-it-long"));
            assert_eq!(read_code(&picture), slip.qr_text);
            for column in [0, 1, picture.width_dots() - 2, picture.width_dots() - 1] {
                assert_eq!(longest_stroke(&picture, column), 0, "ink at the edge of {width}, column {column}");
            }
            // A letter that was cut off ends in a stroke along the margin.
            let margin = if width == 384 { 8 } else { 20 };
            let stroke = longest_stroke(&picture, picture.width_dots() - margin - 1);
            assert!(stroke < STROKE_DOTS_MAX, "a letter is cut off at the margin of {width}: {stroke} dots");
        });
    }
}

#[test]
fn a_slip_tells_the_wait_as_it_was_told_and_nothing_where_none_was() {
    for width in WIDTHS_DOTS {
        on_paper(width, move |rasterizer| {
            for language in [Language::It, Language::En] {
                let mut picture = |wait, told_text: &str| {
                    let view = TicketView { wait, ..ticket() };
                    let taken_text = "24/11/2026 10:42".to_owned();
                    rasterizer.picture(&Slip::from_ticket(&view, language, taken_text, told_text.to_owned())).unwrap()
                };
                let range = |to_minutes| WaitRange {
                    from_minutes: 10,
                    to_minutes: Some(to_minutes),
                    likely_minutes: Some(14),
                    is_rough: true,
                };
                let (without, told) = (picture(None, "10:42"), picture(Some(range(20)), "10:42"));
                keep(&told, &format!("{width}-{}-wait", language.code()));
                assert_eq!(without, picture(None, "10:43"), "without a wait there is no time of it");
                assert!(told.height_dots() > without.height_dots(), "the wait has a line of its own");
                assert_ne!(told, picture(Some(range(25)), "10:42"), "the range stands on the slip");
                assert_ne!(told, picture(Some(range(20)), "10:43"), "the time it was told stands on the slip");
            }
        });
    }
}

#[test]
fn a_ticket_that_can_be_followed_has_the_address_in_its_code_and_under_it() {
    let url = "https://sportello.comune.ascoli-piceno.example.it/f/AAECAwQFBgcICQoLDA0ODw";
    for width in WIDTHS_DOTS {
        on_paper(width, move |rasterizer| {
            for language in [Language::It, Language::En] {
                let mut picture = |follow_url: Option<String>| {
                    let view = TicketView { follow_url, ..ticket() };
                    let taken_text = "24/11/2026 10:42".to_owned();
                    let slip = Slip::from_ticket(&view, language, taken_text, "10:42".to_owned());
                    (rasterizer.picture(&slip).unwrap(), slip)
                };
                let (followed, slip) = picture(Some(url.to_owned()));
                keep(&followed, &format!("{width}-{}-follow", language.code()));
                assert_eq!((read_code(&followed).as_str(), slip.follow.as_str()), (url, &url["https://".len()..]));
                assert_eq!(longest_stroke(&followed, followed.width_dots() - 1), 0, "the address stays on the paper");
                let (other, slip) = picture(Some(format!("{}A", &url[..url.len() - 1])));
                assert_ne!(followed, other, "the address can be read, too");
                assert!(slip.qr_text.ends_with('A'));
                assert!(picture(None).1.follow.is_empty());
            }
        });
    }
}

#[test]
fn an_english_slip_names_the_service_in_italian_too() {
    on_paper(576, |rasterizer| {
        let mut picture = |language| {
            let slip = Slip::from_ticket(&ticket(), language, "24/11/2026 10:42".to_owned(), "10:42".to_owned());
            rasterizer.picture(&slip).unwrap()
        };
        let (italian, english) = (picture(Language::It), picture(Language::En));
        assert!(english.height_dots() > italian.height_dots(), "the second name takes a line");
        assert_eq!(
            Slip::from_ticket(&ticket(), Language::En, String::new(), String::new()).service_for_staff,
            "Carta d'identità elettronica"
        );
    });
}

#[test]
fn letters_beyond_latin_are_set_in_the_shipped_fonts() {
    on_paper(576, |rasterizer| {
        let mut ink = |service: &str, name: &str| {
            let view = TicketView { service: Text::new(service, ""), ..ticket() };
            let picture =
                rasterizer.picture(&Slip::from_ticket(&view, Language::It, String::new(), String::new())).unwrap();
            keep(&picture, name);
            black_dots(&picture)
        };
        // Where a font lacks a letter, all such letters look the same.
        assert_ne!(ink("بطاقة الهوية", "576-arabic"), ink("شهادة الميلاد", "576-arabic-2"));
        assert_ne!(ink("Свідоцтво", "576-cyrillic"), ink("Посвідчен", "576-cyrillic-2"));
    });
}

#[test]
fn a_slip_longer_than_any_sensible_one_is_refused_with_its_remedy() {
    on_paper(384, |rasterizer| {
        let mut view = ticket();
        view.documents = vec![Text::new("Documento d'identità valido e fotocopia", ""); 400];
        let error =
            rasterizer.picture(&Slip::from_ticket(&view, Language::It, String::new(), String::new())).unwrap_err();
        assert!(error.to_string().contains("shorten the texts"), "{error}");
    });
}
