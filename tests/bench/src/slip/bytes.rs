//! How many bytes and how much paper a slip is.

use ticket_printer::{Bitmap, encode};

use super::{DOTS_PER_INCH, Paper};
use crate::figures::print;

/// Centimetres in an inch.
const CM_PER_INCH: f64 = 2.54;

/// Prints what each picture takes, beside one picture command with every row whole.
pub(crate) fn print_table(pictures: &[(Paper, Bitmap)]) {
    print("");
    print(
        "bytes of a slip, beside its rows sent whole (72 bytes a row on 576 dots, 48 on 384), and its paper up to the cut",
    );
    print("paper       bytes   whole rows   share    rows   paper");
    for (paper, picture) in pictures {
        let bytes = encode(picture, paper.config().encoding()).len();
        let rows = picture.height_dots();
        let whole = rows * picture.width_dots() / 8;
        print(format_args!(
            "{:<8} {bytes:>8} {whole:>12} {:>6.0} % {rows:>7} {:>4.1} cm",
            paper.name(),
            bytes as f64 / whole as f64 * 100.0,
            rows as f64 / f64::from(DOTS_PER_INCH) * CM_PER_INCH,
        ));
    }
}
