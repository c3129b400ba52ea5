//! A slip as a picture: its `.slint` file rendered without a display, one bit a dot.

use std::rc::Rc;

use domain::text::Language;
use slint::platform::software_renderer::{
    MinimalSoftwareWindow, PremultipliedRgbaColor, RepaintBufferType, TargetPixel,
};
use slint::platform::{Platform, WindowAdapter};
use slint::{ComponentHandle, ModelRc, PhysicalSize, PlatformError, SharedString, VecModel};

use crate::bitmap::Bitmap;
use crate::encode::disarm;
use crate::logo;
use crate::qr::Modules;
use crate::slip::{Remark, Slip};
use crate::ui::{SlipRemark, SlipText, SlipWindow};

/// Most rows of one slip: 1.5 m of paper at 203 dots an inch. A longer one is a mistake in the hub file.
const SLIP_ROWS_MAX: u32 = 12_000;
/// Height of the window a slip is drawn in, in dots: more than an ordinary slip needs in any language, because in a
/// window that is too low a text is squeezed, and the slip has to be drawn once more.
const FIRST_HEIGHT_DOTS: u32 = 4_000;
/// A dot is black below this brightness out of 255.
const BLACK_BELOW: u8 = 128;
/// Share of the paper's width the code with its quiet zone may take, in percent.
const QR_WIDTH_PERCENT_MAX: u32 = 62;
/// Smallest module that cheap cameras read, in dots: 0.5 mm at 203 dots an inch.
const QR_MODULE_DOTS_MIN: u32 = 4;

/// Why a slip could not be made into a picture.
#[derive(Debug, thiserror::Error)]
pub enum RasterError {
    /// The renderer refused.
    #[error("the slip cannot be rendered: {0}")]
    Platform(#[from] PlatformError),
    /// Another part of the program has claimed this thread for its own windows.
    #[error("this thread has windows of its own: slips need a thread for themselves")]
    ThreadTaken,
    /// The slip is longer than any sensible one.
    #[error("the slip would be longer than {SLIP_ROWS_MAX} dots: shorten the texts of the service")]
    TooLong,
}

/// A platform with a single window that is never shown; it belongs to the thread it was set on.
struct Paper(Rc<MinimalSoftwareWindow>);

impl Platform for Paper {
    fn create_window_adapter(&self) -> Result<Rc<dyn WindowAdapter>, PlatformError> {
        Ok(self.0.clone())
    }
}

/// A dot before it is black or white: its brightness. A byte a dot is a quarter of what a snapshot of the window takes,
/// which also spends half its time on colours and transparency that no slip has.
#[derive(Clone, Copy)]
struct Grey(u8);

impl Grey {
    const BLACK: Self = Self(0);

    fn is_black(self) -> bool {
        self.0 < BLACK_BELOW
    }
}

impl TargetPixel for Grey {
    fn blend(&mut self, color: PremultipliedRgbaColor) {
        let behind = u16::from(self.0) * u16::from(u8::MAX - color.alpha) / u16::from(u8::MAX);
        let Self(before) = Self::from_rgb(color.red, color.green, color.blue);
        self.0 = before.saturating_add(u8::try_from(behind).unwrap_or(u8::MAX));
    }

    fn from_rgb(red: u8, green: u8, blue: u8) -> Self {
        let brightness = (u16::from(red) + u16::from(green) + u16::from(blue)) / 3;
        Self(u8::try_from(brightness).unwrap_or(u8::MAX))
    }
}

/// Makes slips into pictures, on the thread it was made on.
pub struct Rasterizer {
    window: SlipWindow,
    paper: Rc<MinimalSoftwareWindow>,
    width_dots: u32,
}

impl Rasterizer {
    /// Claims this thread for slips of `width_dots` across, 576 on paper of 80 mm and 384 on 58 mm with 203 dots an
    /// inch; letters are as large on paper whatever the dots.
    ///
    /// # Errors
    /// When the thread has windows already.
    pub fn claim_thread(width_dots: u32, dots_per_inch: u8) -> Result<Self, RasterError> {
        let paper = MinimalSoftwareWindow::new(RepaintBufferType::NewBuffer);
        slint::platform::set_platform(Box::new(Paper(paper.clone()))).map_err(|_| RasterError::ThreadTaken)?;
        ui_kit::fonts::register();
        let window = SlipWindow::new()?;
        window.set_dots_per_inch(f32::from(dots_per_inch));
        window.show()?;
        Ok(Self { window, paper, width_dots })
    }

    /// The picture of a slip.
    ///
    /// # Errors
    /// When the slip is too long or the renderer fails.
    pub fn picture(&mut self, slip: &Slip) -> Result<Bitmap, RasterError> {
        self.fill(slip);
        let (dots, height) = self.render()?;
        let width = self.width_dots as usize;
        let mut bitmap = Bitmap::white(width, height as usize);
        for (row, dots) in bitmap.rows_mut().iter_mut().zip(dots.chunks_exact(width)) {
            for (byte, eight) in row.iter_mut().zip(dots.chunks_exact(8)) {
                *byte = eight.iter().fold(0, |bits, dot| bits << 1 | u8::from(dot.is_black()));
            }
        }
        disarm(&mut bitmap);
        Ok(bitmap)
    }

    /// Draws the slip, and says how many of the rows it fills. Drawing itself makes the parts that depend on the slip,
    /// so the height is known only afterwards; below it the window is white, and the slip is as it is at its own height.
    fn render(&self) -> Result<(Vec<Grey>, u32), RasterError> {
        for height in [FIRST_HEIGHT_DOTS, SLIP_ROWS_MAX] {
            let dots = self.draw(height)?;
            let needed = self.window.get_content_height().ceil().max(1.0) as u32;
            // Squeezed texts fill the window to its end, and the margin below them does not fit any more.
            if needed <= height {
                return Ok((dots, needed));
            }
        }
        Err(RasterError::TooLong)
    }

    /// Draws the slip into a window of this height.
    fn draw(&self, height: u32) -> Result<Vec<Grey>, PlatformError> {
        self.paper.set_size(PhysicalSize::new(self.width_dots, height));
        let width = self.width_dots as usize;
        let mut dots = vec![Grey::BLACK; width * height as usize];
        // Two slips that are alike are drawn twice, too.
        self.paper.request_redraw();
        let is_drawn = self.paper.draw_if_needed(|renderer| {
            renderer.render(&mut dots, width);
        });
        if is_drawn { Ok(dots) } else { Err("the slip was not drawn".into()) }
    }

    fn fill(&self, slip: &Slip) {
        let language = slip.language;
        ui_kit::language::select(language.code());
        self.window.set_font(ui_kit::fonts::family(language).into());
        self.window.set_rtl(language.is_right_to_left());
        self.window.set_letter_size(letter_size(language));
        self.window.set_line_height(line_height(language));
        self.window.set_slip(SlipText {
            code: slip.code.as_str().into(),
            hub: (&slip.hub_name).into(),
            header: (&slip.header).into(),
            footer: (&slip.footer).into(),
            service: (&slip.service).into(),
            service_for_staff: (&slip.service_for_staff).into(),
            further: strings(&slip.further_services),
            floor: (&slip.floor).into(),
            room: (&slip.waiting_room).into(),
            shows_ahead: slip.people_ahead.is_some(),
            ahead: slip.people_ahead.map_or(0, |ahead| i32::try_from(ahead).unwrap_or(i32::MAX)),
            wait: (&slip.wait_text).into(),
            told: (&slip.told_text).into(),
            documents: strings(&slip.documents),
            taken: (&slip.taken_text).into(),
            follow: (&slip.follow).into(),
            shows_privacy: slip.shows_privacy,
            remark: match slip.remark {
                Remark::None => SlipRemark::None,
                Remark::Late => SlipRemark::Late,
                Remark::Duplicate => SlipRemark::Duplicate,
            },
        });
        // A slip without a code is still a slip: the text can only be too long by a mistake in the hub file.
        let code = Some(&slip.qr_text).filter(|text| !text.is_empty()).and_then(|text| Modules::of(text));
        let code = code.map(|modules| {
            let fitting = self.width_dots * QR_WIDTH_PERCENT_MAX / 100 / modules.width_with_quiet_zone();
            modules.image(fitting.max(QR_MODULE_DOTS_MIN))
        });
        self.window.set_code(code.unwrap_or_default());
        self.window.set_logo(logo::image(&slip.logo).unwrap_or_default());
    }
}

/// How much larger the letters of a language are set than those of the others, to be as large to the eye.
fn letter_size(language: Language) -> f32 {
    if language == Language::Ur { 1.1 } else { 1.0 }
}

/// How high lines are, as a share of what the font asks for: Nastaliq asks for two and a half times its size, which
/// words on a slip seldom need. Long words that slope far, one right above the other, can touch.
fn line_height(language: Language) -> f32 {
    if language == Language::Ur { 0.77 } else { 1.0 }
}

fn strings(texts: &[String]) -> ModelRc<SharedString> {
    ModelRc::from(Rc::new(VecModel::from_iter(texts.iter().map(SharedString::from))))
}
