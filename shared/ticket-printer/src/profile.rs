//! What printers are, one file a model, so that nobody has to know a printer's figures to set one up.

use serde::Deserialize;

use crate::config::{Fence, Mode, PrinterConfig};
use crate::encode::Cut;
use crate::transport::Target;

/// Fewest dots across that a slip fits on.
const WIDTH_DOTS_MIN: u32 = 320;
/// Most dots across that any roll has.
const WIDTH_DOTS_MAX: u32 = 1_200;
/// Shortest way from the head's rows to an inch: no print head is coarser.
const DOTS_PER_INCH_MIN: u8 = 100;
/// Fewest rows in one picture command: each has a head of eight bytes.
const BAND_ROWS_MIN: u32 = 24;

/// The profiles that are shipped, with the names they are chosen by.
const SHIPPED: [(&str, &str); 8] = [
    ("citizen-ct-s651", include_str!("../../../assets/printers/citizen-ct-s651.toml")),
    ("epson-tm-m30iii", include_str!("../../../assets/printers/epson-tm-m30iii.toml")),
    ("epson-tm-t20iii", include_str!("../../../assets/printers/epson-tm-t20iii.toml")),
    ("epson-tm-t88v", include_str!("../../../assets/printers/epson-tm-t88v.toml")),
    ("generic-58mm", include_str!("../../../assets/printers/generic-58mm.toml")),
    ("generic-80mm", include_str!("../../../assets/printers/generic-80mm.toml")),
    ("seiko-rp-f10", include_str!("../../../assets/printers/seiko-rp-f10.toml")),
    ("write-only-80mm", include_str!("../../../assets/printers/write-only-80mm.toml")),
];

/// What a model of printer is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrinterProfile {
    /// Maker and model, as people read them.
    pub name: String,
    /// Dots across the paper.
    pub width_dots: u32,
    /// Dots an inch, across and down.
    pub dots_per_inch: u8,
    /// How slips are cut.
    pub cut: Cut,
    /// Whether it answers questions in real time (`DLE EOT`).
    pub answers_real_time: bool,
    /// How it says that a slip has come out.
    pub fence: Fence,
    /// Rows it prints in a second at least.
    pub rows_per_second_min: u32,
    /// Bytes it takes at least before it has to print.
    pub buffer_bytes_min: u32,
    /// Whether slips are pictures, as without this line, or lines of its own letters.
    #[serde(default)]
    pub mode: Mode,
}

/// Why a profile is none.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// It cannot be read.
    #[error("the printer profile cannot be read: {0}")]
    Form(#[from] toml::de::Error),
    /// A figure cannot be.
    #[error("the printer profile of {name} cannot be: {why}")]
    Figure {
        /// The name in the profile.
        name: String,
        /// Which figure, and what it may be.
        why: String,
    },
    /// There is none of this name.
    #[error("there is no printer profile {name}: choose one of {}", PrinterProfile::names().collect::<Vec<_>>().join(", "))]
    Unknown {
        /// What was asked for.
        name: String,
    },
}

impl PrinterProfile {
    /// The names of the profiles that are shipped, in order.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|(name, _)| *name)
    }

    /// The profile of this name.
    ///
    /// # Errors
    /// When none of this name is shipped.
    pub fn named(name: &str) -> Result<Self, ProfileError> {
        let found = SHIPPED.iter().find(|(shipped, _)| *shipped == name);
        let (_, text) = found.ok_or_else(|| ProfileError::Unknown { name: name.to_owned() })?;
        Self::read(text)
    }

    /// Reads and checks the text of a profile.
    ///
    /// # Errors
    /// When it is no TOML, lacks a figure, has one too many, or one that no printer has.
    pub fn read(text: &str) -> Result<Self, ProfileError> {
        toml::from_str::<Self>(text)?.checked()
    }

    /// The same printer with other paper.
    ///
    /// # Errors
    /// When no printer has paper of this width, or this one's buffer is too small for it.
    pub fn across(self, width_dots: u32) -> Result<Self, ProfileError> {
        Self { width_dots, ..self }.checked()
    }

    fn checked(self) -> Result<Self, ProfileError> {
        match self.mistake() {
            Some(why) => Err(ProfileError::Figure { name: self.name, why }),
            None => Ok(self),
        }
    }

    /// The first figure that cannot be.
    fn mistake(&self) -> Option<String> {
        let row_bytes = self.width_dots / 8;
        if !(WIDTH_DOTS_MIN..=WIDTH_DOTS_MAX).contains(&self.width_dots) || !self.width_dots.is_multiple_of(8) {
            Some(format!("width_dots is a multiple of 8 from {WIDTH_DOTS_MIN} to {WIDTH_DOTS_MAX}"))
        } else if self.dots_per_inch < DOTS_PER_INCH_MIN {
            Some(format!("dots_per_inch is {DOTS_PER_INCH_MIN} or more"))
        } else if self.rows_per_second_min == 0 {
            Some("rows_per_second_min is 1 or more".to_owned())
        } else if self.buffer_bytes_min < BAND_ROWS_MIN * row_bytes {
            Some(format!("buffer_bytes_min is {} or more for this width", BAND_ROWS_MIN * row_bytes))
        } else {
            None
        }
    }

    /// What the printer thread needs to know of such a printer at this place.
    #[must_use]
    pub fn config(&self, target: Target) -> PrinterConfig {
        // A whole band fits into the buffer, so that a printer that stops in one still hears what it is asked.
        let band_rows = self.buffer_bytes_min / (self.width_dots / 8).max(1);
        PrinterConfig {
            width_dots: self.width_dots,
            target,
            cut: self.cut,
            is_asked: self.answers_real_time,
            fence: self.fence,
            rows_per_second: self.rows_per_second_min,
            dots_per_inch: self.dots_per_inch,
            band_rows_max: u8::try_from(band_rows).unwrap_or(u8::MAX),
            mode: self.mode,
            ..PrinterConfig::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PrinterProfile;
    use crate::config::{Fence, Mode, PrinterConfig};
    use crate::transport::Target;

    #[test]
    fn every_file_is_shipped_and_every_shipped_one_is_sound() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/printers");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut names: Vec<_> = files.map(|file| file.file_stem().unwrap().to_string_lossy().into_owned()).collect();
        names.sort();
        assert_eq!(names, PrinterProfile::names().collect::<Vec<_>>());
        let licences = include_str!("../../../assets/LICENSES.md");
        for name in names {
            PrinterProfile::named(&name).unwrap();
            assert!(licences.contains(&format!("printers/{name}.toml")), "assets/LICENSES.md does not name {name}");
        }
    }

    #[test]
    fn the_generic_profile_is_what_a_printer_is_taken_for_without_one() {
        let config = PrinterProfile::named("generic-80mm").unwrap().config(Target::None);
        assert_eq!(PrinterConfig { band_rows_max: u8::MAX, ..config }, PrinterConfig::default());
    }

    #[test]
    fn figures_become_what_the_session_and_the_encoder_need() {
        let config = PrinterProfile::named("epson-tm-t88v").unwrap().config(Target::None);
        let found = (config.width_dots, config.dots_per_inch, config.fence, config.band_rows_max);
        assert_eq!(found, (512, 180, Fence::ProcessId, 64));
        let text = format!("{}mode = \"text\"\n", include_str!("../../../assets/printers/generic-80mm.toml"));
        assert_eq!(PrinterProfile::read(&text).unwrap().config(Target::None).mode, Mode::Text);
        let narrow = PrinterProfile::named("epson-tm-t88v").unwrap().across(384).unwrap().config(Target::None);
        assert_eq!((narrow.width_dots, narrow.dots_per_inch, narrow.band_rows_max), (384, 180, 85));
        assert!(PrinterProfile::named("epson-tm-t88v").unwrap().across(100).is_err());
        let silent = PrinterProfile::named("write-only-80mm").unwrap().config(Target::None);
        assert_eq!((silent.is_asked, silent.fence), (false, Fence::None));
    }

    #[test]
    fn a_profile_that_cannot_be_says_what_it_may_be() {
        let sound = include_str!("../../../assets/printers/generic-80mm.toml");
        let wrong = [
            ("width_dots = 576", "width_dots = 577", "multiple of 8"),
            ("width_dots = 576", "width_dots = 80", "from 320"),
            ("dots_per_inch = 203", "dots_per_inch = 0", "100 or more"),
            ("second_min = 400", "second_min = 0", "1 or more"),
            ("bytes_min = 4096", "bytes_min = 45", "1728 or more"),
            ("cut = \"partial\"", "cut = \"torn\"", "torn"),
            ("fence", "fance", "fance"),
        ];
        for (from, to, why) in wrong {
            let error = PrinterProfile::read(&sound.replace(from, to)).unwrap_err().to_string();
            assert!(error.contains(why), "{to}: {error}");
        }
        let error = PrinterProfile::named("laser").unwrap_err().to_string();
        assert!(error.contains("laser: choose one of citizen-ct-s651,"), "{error}");
    }
}
