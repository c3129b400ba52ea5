//! The fonts of screens and slips: shipped with the program, so that a text looks the same on every machine.
//!
//! Titillium Web sets Latin and comes with `ui/theme.slint`; what it has no letters for is set in Noto.
//! A text is set in the font of its language by name: a letter that is only found by falling back is shaped apart
//! from its neighbours, which breaks the words of Urdu into pieces.

use std::cell::Cell;
use std::sync::Arc;

use domain::text::Language;
use slint::fontique_011::fontique::{Blob, FallbackKey, GenericFamily, Script};

/// In the order in which a letter is looked for; Arabic words of another language are set without Nastaliq's slope.
const FONTS: [&[u8]; 8] = [
    include_bytes!("../../../assets/fonts/NotoSans-Regular.ttf"),
    include_bytes!("../../../assets/fonts/NotoSans-Bold.ttf"),
    include_bytes!("../../../assets/fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("../../../assets/fonts/NotoSansArabic-Bold.ttf"),
    include_bytes!("../../../assets/fonts/NotoNastaliqUrdu-Regular.ttf"),
    include_bytes!("../../../assets/fonts/NotoNastaliqUrdu-Bold.ttf"),
    include_bytes!("../../../assets/fonts/NotoSansSC-Regular.otf"),
    include_bytes!("../../../assets/fonts/NotoSansSC-Bold.otf"),
];
/// Scripts the shipped fonts can set, by ISO 15924.
const SCRIPTS: [[u8; 4]; 5] = [*b"Latn", *b"Grek", *b"Cyrl", *b"Arab", *b"Hani"];
/// What Slint falls back to behind the named family; without this it would be whatever the machine has.
const FALLBACK_FAMILIES: [GenericFamily; 3] =
    [GenericFamily::SansSerif, GenericFamily::SystemUi, GenericFamily::UiSansSerif];

/// The family that has every letter of a language.
#[must_use]
pub fn family(language: Language) -> &'static str {
    match language {
        Language::Ar => "Noto Sans Arabic",
        Language::Ur => "Noto Nastaliq Urdu",
        Language::Zh => "Noto Sans CJK SC",
        Language::Uk => "Noto Sans",
        Language::It | Language::En | Language::Ro | Language::Sq | Language::Fr | Language::Es | Language::Pl => {
            "Titillium Web"
        }
    }
}

thread_local! {
    static IS_REGISTERED: Cell<bool> = const { Cell::new(false) };
}

/// Makes the shipped fonts known to this thread's screens; call it once the thread has its platform.
pub fn register() {
    if IS_REGISTERED.replace(true) {
        return;
    }
    let mut collection = slint::fontique_011::shared_collection();
    let mut families = Vec::new();
    for font in FONTS {
        for (family, _) in collection.register_fonts(Blob::new(Arc::new(font)), None) {
            if !families.contains(&family) {
                families.push(family);
            }
        }
    }
    for generic in FALLBACK_FAMILIES {
        collection.set_generic_families(generic, families.iter().copied());
    }
    for script in SCRIPTS {
        collection.set_fallbacks(FallbackKey::new(Script::from_bytes(script), None), families.iter().copied());
    }
}
