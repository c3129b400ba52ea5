//! Every page in every language, mode and shape: nothing is cut off, too small, pale, nameless, outside or on the wrong
//! side.
//!
//! Pages are laid out and looked at without being drawn, which is many times faster; `SPORTELLO_PICTURES=1` keeps a
//! picture of each in `build/screens/matrix`.

use i_slint_backend_testing::ElementHandle;
use kiosk_flow::{Mode, Modes, Panel, target_millimetres};

use super::boxes::{cut_off, higher_than, nameless, outside, over_each_other, smaller_than, sticking_out};
use super::contrast::pale;
use super::drawn::{Kind, Part, parts};
use super::mirror::unmirrored;
use super::*;

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
/// Of every text (WCAG 2.2, 1.4.3), and where a person asked for more (1.4.6).
const CONTRAST_MIN: f32 = 4.5;
const HIGH_CONTRAST_MIN: f32 = 7.0;
/// More than any list has pages.
const TURNS_MAX: usize = 40;
/// Where the picture of each page is wanted.
pub(super) const PICTURES: &str = "SPORTELLO_PICTURES";

/// What a page is looked at on.
pub(super) struct Desk {
    pub(super) kiosk: Kiosk,
    pub(super) panel: Panel,
    pub(super) size: (u32, u32),
    /// Whether every picture is kept.
    is_drawn: bool,
}

impl Desk {
    pub(super) fn new(panel: Panel, size: (u32, u32)) -> Self {
        Self { kiosk: Kiosk::open(size.0, size.1), panel, size, is_drawn: std::env::var_os(PICTURES).is_some() }
    }

    /// What is wrong on a page and on those it can be turned to, with these modes set.
    pub(super) fn wrong(&self, language: Language, name: &str, msgs: Vec<Msg>, modes: &[Mode]) -> Vec<String> {
        // Modes are set where the page is, as a person does it, and not on the way to it.
        let toggles = modes.iter().map(|mode| Msg::Toggle(*mode));
        self.kiosk.come_to(language, msgs.into_iter().chain(toggles).collect(), self.panel);
        // The pages of the staff open in Italian.
        if self.kiosk.model.borrow().staff.page.is_some() {
            self.kiosk.tell(vec![Msg::SetLanguage(language)]);
        }
        let set = modes_of(modes);
        let only_colours = !self.is_drawn && self.is_as_usual(&set);
        let mut wrong = Vec::new();
        for turned in 0..TURNS_MAX {
            let page = if turned == 0 { name.to_owned() } else { format!("{name}-{turned}") };
            if self.is_drawn {
                picture(self.kiosk.window.window(), &format!("matrix/{page}"));
            }
            let parts = parts(self.kiosk.window.window());
            let mut found = pale(&parts, if set.contrast { HIGH_CONTRAST_MIN } else { CONTRAST_MIN });
            if !only_colours {
                found.extend(self.misplaced(&parts, &set));
            }
            wrong.extend(found.into_iter().map(|fault| format!("{page}: {fault}")));
            if only_colours || !self.turn(&parts) {
                return wrong;
            }
        }
        wrong.push(format!("{name}: there is no last page"));
        wrong
    }

    /// Whether these modes leave every page of this panel as it is but for its colours.
    pub(super) fn is_as_usual(&self, modes: &Modes) -> bool {
        let sizes = |modes: &Modes| self.panel.sizes(self.size.0 as f32, self.size.1 as f32, modes);
        let is_usual = *modes == Modes::default();
        !is_usual && !modes.large && !modes.speech && sizes(modes) == sizes(&Modes::default())
    }

    fn misplaced(&self, parts: &[Part], modes: &Modes) -> Vec<String> {
        let (width, height) = self.size;
        let dots = target_millimetres(modes) * self.panel.dots_per_millimetre(width as f32, height as f32) - 0.5;
        let mut found = outside(parts, width, height);
        found.extend(over_each_other(parts));
        found.extend(sticking_out(parts));
        found.extend(nameless(parts));
        found.extend(smaller_than(parts, dots));
        found.extend(cut_off(parts));
        if modes.reach {
            found.extend(higher_than(parts, self.panel.sizes(width as f32, height as f32, modes).above - 0.5));
        }
        if self.kiosk.model.borrow().language.is_right_to_left() {
            let direction = self.kiosk.window.global::<kiosk::ui::Direction<'_>>();
            direction.set_rtl(false);
            let from_left = drawn::parts(self.kiosk.window.window());
            direction.set_rtl(true);
            found.extend(unmirrored(&from_left, parts, width as f32));
        }
        found
    }

    /// One page on in the list that is shown, if there is one.
    fn turn(&self, parts: &[Part]) -> bool {
        let pagers = ["Pager::onward", "SidePager::onward"];
        let nexts = pagers.into_iter().flat_map(|id| ElementHandle::find_by_element_id(&self.kiosk.window, id));
        let next = nexts.into_iter().find(|next| {
            let label = next.accessible_label().unwrap_or_default();
            parts.iter().any(|part| part.is_button() && label == part.control)
        });
        if let Some(next) = &next {
            next.invoke_accessible_default_action();
            settle();
        }
        // Where there is room for one button alone the first page follows the last.
        let is_first = |part: &Part| matches!(&part.kind, Kind::Words(words) if words.text.starts_with("1 / "));
        next.is_some() && !drawn::parts(self.kiosk.window.window()).iter().any(is_first)
    }
}

fn every_page_fits(language: Language, size: (u32, u32)) {
    let desk = Desk::new(Panel::default(), size);
    let mut wrong = Vec::new();
    for (mode_name, modes) in MODES {
        let set = modes_of(modes);
        if !desk.is_drawn && !set.contrast && desk.is_as_usual(&set) {
            continue;
        }
        for (name, msgs) in languages::pages() {
            let page = format!("{}x{}-{}-{mode_name}-{name}", size.0, size.1, language.code());
            wrong.extend(desk.wrong(language, &page, msgs, modes));
        }
    }
    none(&wrong);
}

/// Nothing is wrong; what is, is told with the first two faults of each page.
pub(super) fn none(wrong: &[String]) {
    let page_of = |fault: &String| fault.split(": ").next().unwrap_or_default().to_owned();
    let by_page = wrong.chunk_by(|one, next| page_of(one) == page_of(next));
    let told: Vec<_> = by_page.flat_map(|faults| faults.iter().take(2)).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), told[..told.len().min(400)].join("\n"));
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

in_every_language! { fits }
