//! A printer as flags and settings describe it.

use std::hash::{BuildHasher, Hasher, RandomState};

use ticket_printer::{Cut, Health, PrinterConfig, PrinterProfile, PrinterSetup, ProfileError, Target};

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

/// The printers of a kiosk, looked at between slips.
///
/// # Errors
/// When the paper does not fit a profile.
pub(crate) fn setup(first: Printer, second: Option<Printer>) -> Result<PrinterSetup, ProfileError> {
    // Kiosks that are switched on together must not call their printers together: the seed is the system's.
    let seed = RandomState::new().build_hasher().finish();
    let second = second.map(Printer::config).transpose()?;
    Ok(PrinterSetup { second, health: Some(Health::from_seed(seed)), ..first.config()?.into() })
}

#[cfg(test)]
mod tests {
    use super::{Printer, setup};
    use ticket_printer::{Cut, Fence, Target};

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

    #[test]
    fn a_second_printer_has_a_profile_of_its_own() {
        let printer = |target: &str, profile: &str| Printer {
            target: Some(target.parse().unwrap()),
            profile: Some(profile.parse().unwrap()),
            ..Printer::default()
        };
        let first = printer("tcp:one:9100", "epson-tm-t88v");
        let setup = setup(first, Some(printer("tcp:two:9100", "generic-58mm"))).unwrap();
        let second = setup.second.unwrap();
        assert_eq!(setup.first.target, Target::Tcp { address: "one:9100".to_owned() });
        assert_eq!(second.target, Target::Tcp { address: "two:9100".to_owned() });
        assert_eq!((setup.first.width_dots, second.width_dots), (512, 384));
        assert!(setup.health.is_some());
    }
}
