//! A printer as flags and settings describe it.

use ticket_printer::{Cut, PrinterConfig, PrinterProfile, ProfileError, Target};

use crate::values::{PaperWidth, PrinterTarget, Profile};

/// What was said of a printer; the rest comes from its profile.
#[derive(Debug, Default)]
pub(crate) struct Printer {
    /// Where it is.
    pub(crate) target: Option<PrinterTarget>,
    /// What model it is.
    pub(crate) profile: Option<Profile>,
    /// Its paper, where it is not the profile's.
    pub(crate) width: Option<PaperWidth>,
    /// Whether slips are cut off entirely, whatever the profile says.
    pub(crate) is_cut_off: bool,
}

impl Printer {
    /// What the printer's thread has to know.
    ///
    /// # Errors
    /// When the paper does not fit the profile.
    pub(crate) fn config(self) -> Result<PrinterConfig, ProfileError> {
        let target = self.target.map_or(Target::None, |target| target.0);
        let generic = if self.width.is_some_and(PaperWidth::is_narrow) { "generic-58mm" } else { "generic-80mm" };
        let mut profile = match self.profile {
            Some(Profile(profile)) => profile,
            None => PrinterProfile::named(generic)?,
        };
        if let Some(PaperWidth(width_dots)) = self.width {
            profile = profile.across(width_dots)?;
        }
        if self.is_cut_off {
            profile.cut = Cut::Full;
        }
        Ok(profile.config(target))
    }
}

#[cfg(test)]
mod tests {
    use super::Printer;
    use ticket_printer::{Cut, Fence};

    #[test]
    fn what_is_said_goes_before_what_the_profile_says() {
        let config = |profile: Option<&str>, width: Option<&str>, is_cut_off| {
            let profile = profile.map(|name| name.parse().unwrap());
            let width = width.map(|width| width.parse().unwrap());
            let config = Printer { target: None, profile, width, is_cut_off }.config().unwrap();
            (config.width_dots, config.fence, config.cut, config.rows_per_second)
        };
        assert_eq!(config(None, None, false), (576, Fence::Queued, Cut::Partial, 400));
        assert_eq!(config(None, Some("384"), true), (384, Fence::Queued, Cut::Full, 300));
        assert_eq!(config(Some("epson-tm-t88v"), None, false), (512, Fence::ProcessId, Cut::Partial, 1_000));
        assert_eq!(config(Some("epson-tm-t88v"), Some("384"), false), (384, Fence::ProcessId, Cut::Partial, 1_000));
    }
}
