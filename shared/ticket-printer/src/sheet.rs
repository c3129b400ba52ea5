//! One slip as a printer is sent it.

use crate::bitmap::Bitmap;
use crate::config::PrinterConfig;
use crate::encode::encode;
use crate::slip::Slip;
use crate::text::text;

/// The bytes of one slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// What is sent, from the first command to the cut.
    pub(crate) bytes: Vec<u8>,
    /// Rows of paper it takes, for how long it may take.
    pub(crate) rows: usize,
}

impl Sheet {
    /// A picture for this printer.
    pub(crate) fn of_picture(picture: &Bitmap, config: &PrinterConfig) -> Self {
        Self { bytes: encode(picture, config.encoding()), rows: picture.height_dots() }
    }

    /// A slip for a printer that is to print it in its own letters; `None` where it is to be a picture, as it always
    /// is in a language whose letters no code page has.
    pub(crate) fn of_text(slip: &Slip, config: &PrinterConfig) -> Option<Self> {
        let page = config.code_page(slip.language.code())?;
        Some(text(slip, page, config.width_dots, config.cut))
    }
}
