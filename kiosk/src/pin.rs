//! The PIN of the staff, from a file that only the kiosk's own user can read.
//!
//! A hash would keep nothing secret: whoever reads it tries every PIN in seconds. What counts is that nobody reads the
//! file, so one that others can read is refused.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use kiosk_flow::{Pin, STAFF_PIN_DIGITS_MAX, STAFF_PIN_DIGITS_MIN};

/// Bits of a file's mode that let others than its owner read or change it.
const OTHERS: u32 = 0o077;

/// Reads the PIN; `None` where no file is named or it cannot be used, which is said in the log.
pub(crate) fn load(file: Option<&PathBuf>) -> Option<Pin> {
    let Some(file) = file else {
        tracing::info!("no PIN of the staff: there is no menu for them at this kiosk");
        return None;
    };
    let pin = read(file).with_context(|| format!("{}: there is no menu for the staff", file.display()));
    pin.inspect_err(|error| tracing::error!("{error:#}")).ok()
}

fn read(file: &Path) -> anyhow::Result<Pin> {
    let mode = fs::metadata(file).context("cannot read the PIN of the staff")?.mode();
    ensure!(mode & OTHERS == 0, "others can read the PIN of the staff: chmod 600 the file");
    let text = fs::read_to_string(file).context("cannot read the PIN of the staff")?;
    let pin = text.trim();
    let is_long_enough = (STAFF_PIN_DIGITS_MIN..=STAFF_PIN_DIGITS_MAX).contains(&pin.len());
    ensure!(
        is_long_enough && pin.bytes().all(|byte| byte.is_ascii_digit()),
        "the PIN of the staff has {STAFF_PIN_DIGITS_MIN} to {STAFF_PIN_DIGITS_MAX} digits and nothing else"
    );
    ensure!(!is_guessed_first(pin), "the PIN of the staff is the same digit over and over, or counts: take another");
    Ok(Pin(pin.to_owned()))
}

/// Whether each digit follows from the one before in the same way, such as `000000` or `123456`.
fn is_guessed_first(pin: &str) -> bool {
    let steps: Vec<_> = pin.as_bytes().windows(2).map(|pair| i16::from(pair[1]) - i16::from(pair[0])).collect();
    steps.iter().all(|step| Some(step) == steps.first() && step.abs() <= 1)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_pin_is_taken_from_a_file_of_one_s_own_and_from_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pin");
        let read = |text: &str, mode| {
            fs::write(&file, text).unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            load(Some(&file)).map(|pin| pin.0)
        };
        assert_eq!(read("704182\n", 0o600).as_deref(), Some("704182"));
        assert_eq!(read("704182\n", 0o640), None, "the group can read it");
        for wrong in ["", "70418", "7041820394857", "70418x", "000000", "123456", "987654"] {
            assert_eq!(read(wrong, 0o600), None, "{wrong}");
        }
        assert_eq!(load(Some(&folder.path().join("missing"))), None);
        assert_eq!(load(None), None, "there is none that everybody knows");
    }
}
