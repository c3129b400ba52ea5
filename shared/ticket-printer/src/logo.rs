//! The hub's picture at the top of a slip.

use domain::slip::Logo;
use slint::{Image, Rgb8Pixel, SharedPixelBuffer};

/// The picture in the text of a hub file, one pixel a dot; `None` where there is none that can be shown.
pub(crate) fn image(text: &str) -> Option<Image> {
    if text.is_empty() {
        return None;
    }
    let logo = Logo::read(text).inspect_err(|why| tracing::error!(?why, "the hub's picture cannot be printed")).ok()?;
    let (width, height) = (u32::try_from(logo.width_dots()).ok()?, u32::try_from(logo.height_dots()).ok()?);
    let mut buffer = SharedPixelBuffer::<Rgb8Pixel>::new(width, height);
    let dots = (0..logo.height_dots()).flat_map(|y| (0..logo.width_dots()).map(move |x| (x, y)));
    for (pixel, (x, y)) in buffer.make_mut_slice().iter_mut().zip(dots) {
        let shade = if logo.is_black(x, y) { 0 } else { u8::MAX };
        *pixel = Rgb8Pixel { r: shade, g: shade, b: shade };
    }
    Some(Image::from_rgb8(buffer))
}
