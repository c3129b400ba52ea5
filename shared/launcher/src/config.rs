//! Settings from a TOML file; a flag on the command line wins over the file.

use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Deserialize;

/// All settings a file can hold; each role reads its own section.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Settings {
    /// For `sportello dispatcher`.
    pub(crate) dispatcher: DispatcherSettings,
    /// For `sportello kiosk`.
    pub(crate) kiosk: ScreenSettings,
    /// For `sportello board`.
    pub(crate) board: ScreenSettings,
    /// For `sportello counter`.
    pub(crate) counter: ScreenSettings,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct DispatcherSettings {
    pub(crate) hub: Option<PathBuf>,
    pub(crate) journal: Option<PathBuf>,
    pub(crate) listen: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ScreenSettings {
    pub(crate) dispatcher: Option<String>,
    pub(crate) size: Option<String>,
    pub(crate) language: Option<domain::text::Language>,
    pub(crate) full_screen: bool,
    pub(crate) silent: bool,
    pub(crate) device: Option<String>,
    pub(crate) printer: Option<String>,
    pub(crate) width_dots: Option<u32>,
    pub(crate) full_cut: bool,
    pub(crate) counter: Option<String>,
}

/// The settings in `file`, or none where no file is named.
pub(crate) fn load(file: Option<&Path>) -> anyhow::Result<Settings> {
    let Some(file) = file else { return Ok(Settings::default()) };
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{}: cannot read the settings; check the path after --config", file.display()))?;
    toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
        anyhow::anyhow!("{}:{line}: {}; correct this line and start again", file.display(), error.message())
    })
}
