//! Every page in every language, mode and shape: nothing is cut off, too small, nameless or outside.
//!
//! Pages are laid out and looked at without being drawn, which is many times faster; `SPORTELLO_PICTURES=1` keeps a
//! picture of each in `build/screens/matrix`.

use kiosk_flow::{Mode, Modes, Panel, target_millimetres};

use super::contrast::pale;
use super::drawn::{cut_off, parts};
use super::mirror::unmirrored;
use super::*;
use crate::support::{outside, smaller_than};

/// What a person can set by one touch, which every language is looked at in, and what goes together with it.
const MODES: [(&str, &[Mode]); 7] = [
    ("usual", &[]),
    ("large", &[Mode::Large]),
    ("contrast", &[Mode::Contrast]),
    ("reach", &[Mode::Reach]),
    ("speech", &[Mode::Speech]),
    ("large-speech", &[Mode::Large, Mode::Speech]),
    ("low-speech", &[Mode::Contrast, Mode::Reach, Mode::Speech]),
];
/// Those with the longest words, the highest lines and the other direction, which speech is looked at in: it adds a row
/// of the same pictures in all of them.
const LANGUAGES: [Language; 4] = [Language::It, Language::Uk, Language::Ar, Language::Ur];
/// Of every text (WCAG 2.2, 1.4.3), and where a person asked for more (1.4.6).
const CONTRAST_MIN: f32 = 4.5;
const HIGH_CONTRAST_MIN: f32 = 7.0;
/// Where the picture of each page is wanted.
const PICTURES: &str = "SPORTELLO_PICTURES";

fn every_page_fits(language: Language, (width, height): (u32, u32)) {
    let kiosk = Kiosk::open(width, height);
    let is_drawn = std::env::var_os(PICTURES).is_some();
    let mut wrong = Vec::new();
    for (mode_name, modes) in MODES {
        let set = modes_of(modes);
        let is_skipped = set.speech && !LANGUAGES.contains(&language);
        if is_skipped || (!is_drawn && is_as_usual(&set, width, height)) {
            continue;
        }
        // The pages of the staff are not made larger and not lower.
        let is_for_staff = |name: &str| name.starts_with("staff");
        for (name, msgs) in
            languages::pages().into_iter().filter(|(name, _)| !((set.large || set.reach) && is_for_staff(name)))
        {
            let toggles: Vec<_> = modes.iter().map(|mode| Msg::Toggle(*mode)).collect();
            // Modes are set where the page is, as a person does it, and not on the way to it.
            kiosk.start_over(language, [msgs, toggles].concat());
            kiosk::bind::fit(&kiosk.window, &kiosk.model.borrow(), Panel::default());
            settle();
            let page = format!("{width}x{height}-{}-{mode_name}-{name}", language.code());
            if is_drawn {
                picture(kiosk.window.window(), &format!("matrix/{page}"));
            }
            let found = faults(&kiosk, &set, width, height);
            wrong.extend(found.into_iter().map(|fault| format!("{page}: {fault}")));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong[..wrong.len().min(60)].join("\n"));
}

fn modes_of(modes: &[Mode]) -> Modes {
    let has = |mode| modes.contains(&mode);
    Modes {
        large: has(Mode::Large),
        contrast: has(Mode::Contrast),
        reach: has(Mode::Reach),
        speech: has(Mode::Speech),
        ..Modes::default()
    }
}

/// Whether these modes leave every page of this panel as it is but for its colours, which have a test of their own.
fn is_as_usual(modes: &Modes, width: u32, height: u32) -> bool {
    let sizes = |modes: &Modes| Panel::default().sizes(width as f32, height as f32, modes);
    let is_usual = *modes == Modes::default();
    !is_usual && !modes.large && !modes.speech && sizes(modes) == sizes(&Modes::default())
}

fn faults(kiosk: &Kiosk, modes: &Modes, width: u32, height: u32) -> Vec<String> {
    let dots = target_millimetres(modes) * Panel::default().dots_per_millimetre(width as f32, height as f32) - 0.5;
    let mut found = outside(&kiosk.window, width, height);
    found.extend(limits::over_each_other(&kiosk.window));
    found.extend(languages::words_outside_their_boxes(&kiosk.window));
    found.extend(languages::controls_without_a_name(&kiosk.window));
    found.extend(smaller_than(&kiosk.window, dots));
    let parts = parts(kiosk.window.window());
    found.extend(cut_off(&parts));
    found.extend(pale(&parts, if modes.contrast { HIGH_CONTRAST_MIN } else { CONTRAST_MIN }));
    if kiosk.model.borrow().language.is_right_to_left() {
        kiosk.window.global::<kiosk::ui::Direction<'_>>().set_rtl(false);
        let from_left = drawn::parts(kiosk.window.window());
        kiosk.window.global::<kiosk::ui::Direction<'_>>().set_rtl(true);
        found.extend(unmirrored(&from_left, &parts, width as f32));
    }
    found
}

macro_rules! fits {
    ($($module:ident: $language:ident,)*) => {
        $(mod $module {
            use super::*;

            #[test]
            fn every_page_fits_upright() {
                every_page_fits(Language::$language, (1080, 1920));
            }

            #[test]
            fn every_page_fits_across() {
                every_page_fits(Language::$language, (1920, 1080));
            }

            #[test]
            fn every_page_fits_a_small_panel() {
                every_page_fits(Language::$language, SMALL);
            }
        })*
    };
}

fits! {
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
