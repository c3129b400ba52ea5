//! Values that flags and settings write alike, each refused with what to write instead.

use std::path::PathBuf;
use std::str::FromStr;

use serde::Deserialize;
use ticket_printer::{PrinterProfile, Target};

/// Smallest and largest side of a window, in dots.
const SIDE_DOTS: std::ops::RangeInclusive<u32> = 320..=8_192;
/// Speeds of serial lines that printers and systems know, in bits a second.
const BAUDS: [u32; 10] = [2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600];
/// Dots across paper of 80 mm at 203 dots an inch.
const WIDTH_DOTS_80_MM: u32 = 576;
/// Dots across paper of 58 mm at 203 dots an inch.
const WIDTH_DOTS_58_MM: u32 = 384;

/// Reads a value of a settings file with the words of its flag.
macro_rules! from_text {
    ($($name:ident),*) => {$(
        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(text: String) -> Result<Self, String> {
                text.parse()
            }
        }
    )*};
}

from_text!(Size, Listen, PrinterTarget, Profile);

/// Width and height of a window, in dots: `1080x1920`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Size(pub(crate) u32, pub(crate) u32);

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let side = |side: &str| side.parse().ok().filter(|dots| SIDE_DOTS.contains(dots));
        text.split_once('x').and_then(|(width, height)| Some(Self(side(width)?, side(height)?))).ok_or_else(|| {
            format!(
                "'{text}' is not a size; write width x height in dots, each {} to {}, such as 1080x1920",
                SIDE_DOTS.start(),
                SIDE_DOTS.end()
            )
        })
    }
}

/// Where a window's upper left corner is, in dots from the left and from the top: `0,540`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Position(pub(crate) i32, pub(crate) i32);

impl FromStr for Position {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let position = text.split_once(',').and_then(|(x, y)| Some(Self(x.parse().ok()?, y.parse().ok()?)));
        position.ok_or_else(|| {
            format!("'{text}' is not a position; write dots from the left and from the top, such as 0,540")
        })
    }
}

/// Where a dispatcher listens: `HOST:PORT`.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Listen(pub(crate) String);

impl FromStr for Listen {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if has_port(text) {
            return Ok(Self(text.to_owned()));
        }
        Err(format!("'{text}' is not an address to listen on; write HOST:PORT, such as 0.0.0.0:7417"))
    }
}

fn has_port(address: &str) -> bool {
    address.rsplit_once(':').is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok())
}

/// Where slips go: `tcp:HOST:PORT`, `device:PATH`, `serial:PATH@BAUD`, `virtual:FOLDER` or `none`.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct PrinterTarget(pub(crate) Target);

impl FromStr for PrinterTarget {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(Self(match text.split_once(':') {
            Some(("tcp", address)) if has_port(address) => Target::Tcp { address: address.to_owned() },
            Some(("device", path)) if !path.is_empty() => Target::Device { path: PathBuf::from(path) },
            Some(("serial", line)) => serial(line)?,
            Some(("virtual", folder)) if !folder.is_empty() => Target::Virtual { dir: PathBuf::from(folder) },
            None if text == "none" => Target::None,
            Some(_) | None => {
                return Err(format!(
                    "'{text}' is not a printer; write tcp:HOST:PORT, device:/dev/usb/lp0, serial:/dev/ttyUSB0@115200, \
                     virtual:FOLDER or none"
                ));
            }
        }))
    }
}

/// A serial line: its device file and its speed.
fn serial(line: &str) -> Result<Target, String> {
    let (path, baud) = line.rsplit_once('@').unwrap_or((line, ""));
    let baud = baud.parse().ok().filter(|baud| BAUDS.contains(baud));
    match baud.filter(|_| !path.is_empty()) {
        Some(baud) => Ok(Target::Serial { path: PathBuf::from(path), baud }),
        None => Err(format!(
            "'serial:{line}' is not a serial line; write serial:DEVICE@SPEED, such as serial:/dev/ttyUSB0@115200, with one \
             of the speeds {}",
            BAUDS.map(|baud| baud.to_string()).join(", ")
        )),
    }
}

/// What model a printer is: the name of a shipped profile, or the path of a file like one.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Profile(pub(crate) PrinterProfile);

impl FromStr for Profile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_file = text.contains('/') || text.ends_with(".toml");
        if !is_file {
            let unknown = |error| format!("{error}, or write the path of a file");
            return PrinterProfile::named(text).map(Self).map_err(unknown);
        }
        let profile = std::fs::read_to_string(text).map_err(|error| format!("{text}: cannot be read: {error}"))?;
        // The reader of TOML draws what is wrong over several lines.
        let on_one_line = |error: String| error.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        PrinterProfile::read(&profile).map(Self).map_err(|error| on_one_line(format!("{text}: {error}")))
    }
}

/// Dots across the paper.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "u32")]
pub(crate) struct PaperWidth(pub(crate) u32);

impl PaperWidth {
    /// Whether it is the narrower of the usual rolls.
    pub(crate) fn is_narrow(self) -> bool {
        self.0 == WIDTH_DOTS_58_MM
    }
}

impl TryFrom<u32> for PaperWidth {
    type Error = String;

    fn try_from(dots: u32) -> Result<Self, String> {
        if [WIDTH_DOTS_80_MM, WIDTH_DOTS_58_MM].contains(&dots) {
            return Ok(Self(dots));
        }
        Err(format!("{dots} is not a paper width; write {WIDTH_DOTS_80_MM} for 80 mm or {WIDTH_DOTS_58_MM} for 58 mm"))
    }
}

impl FromStr for PaperWidth {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.parse::<u32>().map_err(|_| format!("'{text}' is not a number of dots"))?.try_into()
    }
}
