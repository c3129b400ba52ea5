//! Settings from a TOML file; a flag on the command line wins over the file.
//!
//! Every value is read with the same words as its flag, so that a wrong one is named with file, line and remedy.

use std::path::{Path, PathBuf};

use anyhow::Context;
use domain::text::Language;
use serde::Deserialize;

use crate::values::{Listen, PaperWidth, PrinterTarget, Profile, Size};

/// All settings a file can hold; each role reads its own section.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Settings {
    /// For `sportello dispatcher`.
    pub(crate) dispatcher: DispatcherSettings,
    /// For `sportello kiosk`.
    pub(crate) kiosk: KioskSettings,
    /// For `sportello board`.
    pub(crate) board: BoardSettings,
    /// For `sportello counter`.
    pub(crate) counter: CounterSettings,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct DispatcherSettings {
    pub(crate) hub: Option<PathBuf>,
    pub(crate) journal: Option<PathBuf>,
    pub(crate) listen: Option<Listen>,
}

/// What a role's section says of its window and its dispatcher.
pub(crate) trait ScreenSettings {
    fn dispatcher(&self) -> Option<&String>;
    fn size(&self) -> Option<Size>;
    fn language(&self) -> Option<Language>;
    fn full_screen(&self) -> bool;
}

macro_rules! screen_settings {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub(crate) struct $name {
            dispatcher: Option<String>,
            size: Option<Size>,
            language: Option<Language>,
            full_screen: bool,
            $(pub(crate) $field: $type,)*
        }

        impl ScreenSettings for $name {
            fn dispatcher(&self) -> Option<&String> {
                self.dispatcher.as_ref()
            }

            fn size(&self) -> Option<Size> {
                self.size
            }

            fn language(&self) -> Option<Language> {
                self.language
            }

            fn full_screen(&self) -> bool {
                self.full_screen
            }
        }
    )*};
}

screen_settings! {
    /// The section `[kiosk]`.
    KioskSettings {
        device: Option<String>,
        location: Option<String>,
        printer: Option<PrinterTarget>,
        printer_profile: Option<Profile>,
        second_printer: Option<PrinterTarget>,
        second_printer_profile: Option<Profile>,
        width_dots: Option<PaperWidth>,
        full_cut: bool,
        speech: Option<PathBuf>,
        silent: bool,
        panel_inches: Option<f32>,
        lower_edge_millimetres: Option<f32>,
        distance_millimetres: Option<f32>,
        reach_millimetres: Option<f32>,
        repeat_ignored_milliseconds: Option<u32>,
        staff_pin_file: Option<PathBuf>,
        dim_after_seconds: Option<u32>,
        sleep_after_seconds: Option<u32>,
        backlight: Option<PathBuf>,
        headset: Option<PathBuf>,
        state: Option<PathBuf>,
    }
    /// The section `[board]`.
    BoardSettings {
        location: Option<String>,
        silent: bool,
    }
    /// The section `[counter]`.
    CounterSettings {
        counter: Option<String>,
    }
}

/// The settings in `file`, or none where no file is named.
pub(crate) fn load(file: Option<&Path>) -> anyhow::Result<Settings> {
    let Some(file) = file else { return Ok(Settings::default()) };
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{}: cannot read the settings; check the path after --config", file.display()))?;
    toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
        anyhow::anyhow!("{}:{line}: {}; correct this line and start again", file.display(), error.message().trim_end())
    })
}
