//! Slips as pictures: what they say in each language and width, and that a camera reads their code.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use std::path::Path;

use chrono::DateTime;
use domain::ids::TicketId;
use domain::text::{Language, Text};
use domain::ticket::{Code, LegState};
use domain::view::TicketView;
use domain::wait::WaitRange;
use ticket_printer::{Bitmap, PrinterConfig, Rasterizer, Slip, decode, encode};

const WIDTHS_DOTS: [u32; 2] = [576, 384];
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

fn read_code(picture: &Bitmap) -> String {
    let mut prepared =
        rqrr::PreparedImage::prepare_from_greyscale(picture.width_dots(), picture.height_dots(), |x, y| {
            if picture.is_black(x, y) { 0 } else { 255 }
        });
    let grids = prepared.detect_grids();
    assert_eq!(grids.len(), 1, "a slip has one code");
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

fn black_dots(picture: &Bitmap) -> u32 {
    picture.rows().iter().flatten().map(|byte| byte.count_ones()).sum()
}

#[test]
fn a_slip_comes_back_from_its_bytes_and_its_code_is_read_in_both_languages() {
    on_paper(576, |rasterizer| {
        for language in [Language::It, Language::En] {
            let slip = Slip::from_ticket(&ticket(), language, "24/11/2026 10:42".to_owned(), "10:42".to_owned());
            let picture = rasterizer.picture(&slip).unwrap();
            assert_eq!(read_code(&picture), slip.qr_text);
            assert_eq!(decode(&encode(&picture, PrinterConfig::default().encoding()), 576).slips, vec![picture]);
        }
    });
}

#[test]
fn a_thread_prints_for_one_paper_only() {
    on_paper(576, |_| assert!(Rasterizer::claim_thread(384).is_err()));
}

/// Runs on a thread of its own, as each width needs one.
fn on_paper(width: u32, check: impl FnOnce(&mut Rasterizer) + Send + 'static) {
    std::thread::spawn(move || check(&mut Rasterizer::claim_thread(width).unwrap())).join().unwrap();
}

#[test]
fn narrow_paper_takes_the_same_slip() {
    on_paper(384, |rasterizer| {
        let slip = Slip::from_ticket(&ticket(), Language::It, "24/11/2026 10:42".to_owned(), "10:42".to_owned());
        let picture = rasterizer.picture(&slip).unwrap();
        keep(&picture, "384-it");
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
            let picture = rasterizer.picture(&slip).unwrap();
            keep(&picture, &format!("576-{}", language.code()));
            picture
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
