//! What a scanner has read, on whatever page: the code of an appointment, a card that is nobody's business, or a slip.
//!
//! A personal card is told by its shape and dropped: what it says is neither sent nor kept.

use domain::Timestamp;
use domain::check_in::CheckInCode;
use domain::ids::CommandId;
use domain::text::{Language, Text};

use crate::card;
use crate::check_in::{self, CheckInPage};
use crate::fiscal_code;
use crate::model::{Effect, Model, Screen};
use crate::slip::SlipState;
use crate::update::start_over;

#[cfg(test)]
mod tests;

/// Longest text that can be the id of a booking, in characters.
const BOOKING_CHARS_MAX: usize = 255;
/// Stands between number and service in the picture on a slip.
const SLIP_DIVIDER: &str = " · ";

/// What a text from a scanner is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Scan {
    /// The code of an appointment, or what may be the id of a booking.
    Booking(String),
    /// A health card or an identity card.
    PersonalCard,
    /// A slip, an address, or anything else no booking is named by.
    Other,
}

impl Scan {
    fn of(text: &str) -> Self {
        if let Ok(code) = text.parse::<CheckInCode>() {
            return Self::Booking(code.to_string());
        }
        if fiscal_code::looks_like_one(text) || fiscal_code::is_card_number(text) {
            return Self::PersonalCard;
        }
        let is_long = text.chars().count() > BOOKING_CHARS_MAX;
        let is_other = text.contains("://") || text.contains(SLIP_DIVIDER) || text.chars().any(char::is_control);
        if is_long || is_other { Self::Other } else { Self::Booking(text.to_owned()) }
    }
}

/// A scanner has read this.
pub(crate) fn scanned(model: &mut Model, text: &str, id: CommandId, now: Timestamp) -> Vec<Effect> {
    let text = text.trim();
    if text.is_empty() || model.screen.is_waiting() || !model.is_open() {
        return Vec::new();
    }
    // No fiscal code is as short as the code of an appointment.
    if matches!(model.screen, Screen::Card(_)) && text.parse::<CheckInCode>().is_err() {
        return card::scanned(model, text, id, now);
    }
    let scan = Scan::of(text);
    if let Screen::Ticket { slip, .. } = &model.screen {
        // Whoever looks at a number may try its code; the next person may be there already with a booking.
        if *slip == SlipState::Printing || !matches!(scan, Scan::Booking(_)) {
            return Vec::new();
        }
        start_over(model);
    }
    let why = match scan {
        Scan::Booking(code) => return check_in::check_in(model, code, id, now),
        Scan::PersonalCard => personal_card_text(),
        Scan::Other => not_for_check_in_text(),
    };
    model.is_choosing_language = false;
    model.alone_seconds = Some(0);
    model.screen = Screen::CheckIn(CheckInPage { failure: Some(why), ..CheckInPage::default() });
    Vec::new()
}

/// What a person reads whose card nobody asked for.
#[must_use]
pub fn personal_card_text() -> Text {
    Text::in_each(|language| personal_card(language).to_owned())
}

fn personal_card(language: Language) -> &'static str {
    match language {
        Language::It => {
            "Qui la tessera personale non serve e non è stata conservata. Inquadra o scrivi il codice dell'appuntamento."
        }
        Language::En => {
            "Your personal card is not needed here and was not kept. Scan or type the code of the appointment."
        }
        Language::Ro => {
            "Cardul personal nu este necesar aici și nu a fost păstrat. Scanați sau scrieți codul programării."
        }
        Language::Sq => "Karta personale këtu nuk duhet dhe nuk u ruajt. Skanoni ose shkruani kodin e takimit.",
        Language::Ar => "البطاقة الشخصية غير مطلوبة هنا ولم تُحفظ. امسح رمز الموعد أو اكتبه.",
        Language::Zh => "这里不需要个人卡，也没有保存其信息。请扫描或输入预约代码。",
        Language::Uk => "Особиста картка тут не потрібна і не збережена. Відскануйте або введіть код запису.",
        Language::Ur => "یہاں ذاتی کارڈ کی ضرورت نہیں اور اسے محفوظ نہیں کیا گیا۔ ملاقات کا کوڈ اسکین کریں یا لکھیں۔",
        Language::Fr => {
            "La carte personnelle ne sert pas ici et n'a pas été conservée. Scannez ou saisissez le code du rendez-vous."
        }
        Language::Es => {
            "La tarjeta personal no hace falta aquí y no se ha guardado. Escanee o escriba el código de la cita."
        }
        Language::Pl => "Karta osobista nie jest tu potrzebna i nie została zapisana. Zeskanuj lub wpisz kod wizyty.",
    }
}

/// What a person reads whose scan belongs to no booking.
#[must_use]
pub fn not_for_check_in_text() -> Text {
    Text::in_each(|language| not_for_check_in(language).to_owned())
}

fn not_for_check_in(language: Language) -> &'static str {
    match language {
        Language::It => "Questo non è il codice di un appuntamento. Se hai già un numero, attendi la chiamata.",
        Language::En => "This is not the code of an appointment. If you have a number already, wait to be called.",
        Language::Ro => "Acesta nu este codul unei programări. Dacă aveți deja un număr, așteptați să fiți chemat.",
        Language::Sq => "Ky nuk është kodi i një takimi. Nëse keni tashmë një numër, prisni thirrjen.",
        Language::Ar => "هذا ليس رمز موعد. إذا كان لديك رقم، فانتظر النداء.",
        Language::Zh => "这不是预约代码。如果您已有号码，请等候叫号。",
        Language::Uk => "Це не код запису. Якщо у вас уже є номер, чекайте виклику.",
        Language::Ur => "یہ کسی ملاقات کا کوڈ نہیں۔ اگر آپ کے پاس نمبر ہے تو بلائے جانے کا انتظار کریں۔",
        Language::Fr => "Ce n'est pas le code d'un rendez-vous. Si vous avez déjà un numéro, attendez l'appel.",
        Language::Es => "Este no es el código de una cita. Si ya tiene un número, espere la llamada.",
        Language::Pl => "To nie jest kod wizyty. Jeśli masz już numer, poczekaj na wezwanie.",
    }
}
