//! The brightness of the panel, where the system lets it be set in a file such as
//! `/sys/class/backlight/intel_backlight/brightness`; without one the screen is dimmed by what it shows.

use std::fs;
use std::io;
use std::path::PathBuf;

use kiosk_flow::Light;

/// What a dimmed panel has of its brightness, in per cent.
const DIMMED_PER_CENT: u64 = 20;

/// A panel's file; its neighbour `max_brightness` holds the highest number it takes.
#[derive(Clone, Debug)]
pub(crate) struct Backlight(pub(crate) PathBuf);

impl Backlight {
    /// Sets the brightness.
    ///
    /// # Errors
    /// When one of the files cannot be read, holds no number, or cannot be written.
    pub(crate) fn shine(&self, light: Light) -> io::Result<()> {
        let highest: u64 = fs::read_to_string(self.0.with_file_name("max_brightness"))?
            .trim()
            .parse()
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        let brightness = match light {
            Light::Full => highest,
            Light::Dimmed => (highest * DIMMED_PER_CENT / 100).max(1),
            Light::Asleep => 0,
        };
        fs::write(&self.0, brightness.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_panel_s_file_gets_a_number_of_its_own_scale() {
        let folder = tempfile::tempdir().unwrap();
        let backlight = Backlight(folder.path().join("brightness"));
        assert!(backlight.shine(Light::Full).is_err(), "no panel");
        fs::write(folder.path().join("max_brightness"), "255\n").unwrap();
        for (light, brightness) in [(Light::Full, "255"), (Light::Dimmed, "51"), (Light::Asleep, "0")] {
            backlight.shine(light).unwrap();
            assert_eq!(fs::read_to_string(&backlight.0).unwrap(), brightness);
        }
        fs::write(folder.path().join("max_brightness"), "3\n").unwrap();
        backlight.shine(Light::Dimmed).unwrap();
        assert_eq!(fs::read_to_string(&backlight.0).unwrap(), "1", "dim is not dark");
        fs::write(folder.path().join("max_brightness"), "much").unwrap();
        assert!(backlight.shine(Light::Full).is_err());
    }
}
