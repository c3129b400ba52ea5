//! What a printer needs to know about itself and its paper.

use std::time::Duration;

use crate::code_page::CodePage;
use crate::encode::{Cut, Encoding};
use crate::transport::Target;

/// Bits on a serial line for one byte: it begins with one and ends with one more.
const BITS_PER_BYTE: u32 = 10;

/// Slowest serial line for pictures, in bits a second: 30 kB of a slip take five seconds.
const PICTURE_BAUD_MIN: u32 = 57_600;

/// What a printer needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrinterConfig {
    /// Dots across the paper: 576 on 80 mm, 384 on 58 mm.
    pub width_dots: u32,
    /// Where slips go.
    pub target: Target,
    /// How slips are cut.
    pub cut: Cut,
    /// Whether the printer is asked how it is before a slip; one that stays silent is printed to all the same.
    pub is_asked: bool,
    /// How the printer says that a slip has come out.
    pub fence: Fence,
    /// Rows printed in a second at least, for how long a slip may take.
    pub rows_per_second: u32,
    /// Dots an inch down the paper.
    pub dots_per_inch: u8,
    /// Most rows the printer takes in one picture command.
    pub band_rows_max: u8,
    /// Whether slips are pictures or lines of its own letters.
    pub mode: Mode,
    /// How long things may take.
    pub limits: Limits,
}

impl Default for PrinterConfig {
    /// A printer of 80 mm that nothing is known of, and no way to reach it.
    fn default() -> Self {
        Self {
            width_dots: 576,
            target: Target::None,
            cut: Cut::Partial,
            is_asked: true,
            fence: Fence::Queued,
            rows_per_second: 400,
            dots_per_inch: 203,
            band_rows_max: u8::MAX,
            mode: Mode::Picture,
            limits: Limits::default(),
        }
    }
}

impl PrinterConfig {
    /// How pictures become bytes for this printer.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        Encoding { cut: self.cut, dots_per_inch: self.dots_per_inch, band_rows_max: self.band_rows_max }
    }

    /// Whether it can be heard between slips how the printer is.
    pub(crate) fn can_be_looked_at(&self) -> bool {
        self.is_asked && matches!(self.target, Target::Tcp { .. } | Target::Device { .. } | Target::Serial { .. })
    }

    /// The code page for slips in this language; `None` where they are pictures.
    pub(crate) fn code_page(&self, language: &str) -> Option<CodePage> {
        let is_slow = matches!(self.target, Target::Serial { baud, .. } if baud < PICTURE_BAUD_MIN);
        if self.mode == Mode::Text || is_slow { CodePage::for_language(language) } else { None }
    }

    /// How long a slip is under way and printed at most.
    pub(crate) fn print_time(&self, rows: usize, bytes: usize) -> Duration {
        let of = |count: usize, per_second: u32| {
            Duration::from_secs(1).saturating_mul(u32::try_from(count).unwrap_or(u32::MAX)) / per_second.max(1)
        };
        let on_the_line = match self.target {
            Target::Serial { baud, .. } => of(bytes, baud / BITS_PER_BYTE),
            Target::Tcp { .. } | Target::Device { .. } | Target::Virtual { .. } | Target::None => Duration::ZERO,
        };
        of(rows, self.rows_per_second) + on_the_line
    }
}

/// How slips are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// As pictures: every language, and the same dots on paper and screen.
    #[default]
    Picture,
    /// As lines of the printer's own letters, a fiftieth of the bytes and without the code to photograph; languages whose
    /// letters no code page has are pictures all the same.
    Text,
}

/// How a printer says that everything before a question has been printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fence {
    /// It answers `GS r 1` when it comes to it; nearly every printer does.
    #[default]
    Queued,
    /// It sends the number of the job back (`GS ( H`) when the job is on paper; Epson's do.
    ProcessId,
    /// It never does: what it has taken counts as printed, because whoever chose this said so.
    None,
}

/// How long things may take, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// To answer a call.
    pub connect_millis_max: u64,
    /// To answer a question in real time; a longer silence is taken for none.
    pub answer_millis_max: u64,
    /// To answer a question in the queue that nothing is in front of; clones take up to a second and a half.
    pub queue_millis_max: u64,
    /// Between two questions while a slip comes out.
    pub poll_millis: u64,
    /// Without taking a byte in the middle of a slip.
    pub stall_millis_max: u64,
    /// To say that a slip has come out, beyond the time its rows take.
    pub fence_millis_max: u64,
    /// To hang up after us.
    pub close_millis_max: u64,
    /// For everything together, beyond the time the rows take.
    pub session_millis_max: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect_millis_max: 2_000,
            answer_millis_max: 2_000,
            queue_millis_max: 2_000,
            poll_millis: 500,
            stall_millis_max: 10_000,
            fence_millis_max: 8_000,
            close_millis_max: 500,
            session_millis_max: 25_000,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CodePage, Mode, PrinterConfig};
    use crate::transport::Target;

    #[test]
    fn slips_are_text_where_that_was_asked_for_or_the_line_is_slow_and_a_page_has_the_letters() {
        let config = |mode, target: Target| PrinterConfig { mode, target, ..PrinterConfig::default() };
        let serial = |baud| Target::Serial { path: "/dev/ttyS0".into(), baud };
        let rows = [
            (config(Mode::Picture, Target::None), None),
            (config(Mode::Text, Target::None), Some(CodePage::Pc858)),
            (config(Mode::Picture, serial(38_400)), Some(CodePage::Pc858)),
            (config(Mode::Picture, serial(57_600)), None),
        ];
        for (config, page) in rows {
            assert_eq!(config.code_page("it"), page, "{config:?}");
            for language in ["ar", "ur", "zh"] {
                assert_eq!(config.code_page(language), None, "{config:?}");
            }
        }
    }
}
