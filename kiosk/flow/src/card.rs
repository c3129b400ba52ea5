//! The health card, where a service asks for it: whoever has left it at home learns so before waiting.
//!
//! The fiscal code on it is checked and dropped: no command, no effect, no file, no log and no voice has it, and the
//! screen shows how many characters there are. Nobody is refused a number for want of it.

use std::fmt;

use domain::Timestamp;
use domain::ids::{AreaId, CommandId, ServiceId};
use domain::text::{Language, Text};

use crate::fiscal_code::{self, FISCAL_CODE_CHARS, FiscalCodeError};
use crate::model::{Effect, Model, Screen};
use crate::update::{take, touched};

#[cfg(test)]
mod tests;

/// What stands where a health card is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardPage {
    /// The area of the service.
    pub area: AreaId,
    /// The service.
    pub service: ServiceId,
    typed: Secret,
    /// Why what was scanned or typed is no fiscal code.
    pub failure: Option<Text>,
}

/// A text that is told to nobody.
#[derive(Clone, Default, PartialEq, Eq)]
struct Secret(String);

/// Keeps it out of every log.
impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("…")
    }
}

impl CardPage {
    /// How many characters were typed.
    #[must_use]
    pub fn count(&self) -> usize {
        self.typed.0.len()
    }

    /// A dot for each character, and a low line for each that is still missing.
    #[must_use]
    pub fn shown(&self) -> String {
        let signs = (0..FISCAL_CODE_CHARS).map(|place| if place < self.count() { '•' } else { '_' });
        signs.collect()
    }
}

/// Whether the card is asked for before a number for this service and what was put aside with it, which happens once to
/// each person.
pub(crate) fn is_asked(model: &Model, service: &ServiceId) -> bool {
    let wish = model.wish(service);
    let asks = |id: &ServiceId| model.place_of(id).is_some_and(|(_, service)| service.asks_fiscal_code);
    !model.has_answered_for_card && wish.services.iter().any(asks)
}

pub(crate) fn open(model: &mut Model, area: AreaId, service: ServiceId) {
    touched(model);
    model.screen = Screen::Card(CardPage { area, service, typed: Secret::default(), failure: None });
}

pub(crate) fn type_sign(page: &mut CardPage, sign: char) {
    if sign.is_ascii_alphanumeric() && page.count() < FISCAL_CODE_CHARS {
        page.typed.0.push(sign.to_ascii_uppercase());
        page.failure = None;
    }
}

pub(crate) fn erase(page: &mut CardPage) {
    page.typed.0.pop();
    page.failure = None;
}

/// "Continue" was touched.
pub(crate) fn send(model: &mut Model, id: CommandId, now: Timestamp) -> Vec<Effect> {
    touched(model);
    let Screen::Card(page) = &mut model.screen else { return Vec::new() };
    let typed = std::mem::take(&mut page.typed);
    match fiscal_code::check(&typed.0) {
        Ok(()) => go_on(model, id, now),
        Err(why) => {
            page.failure = Some(text_of(why));
            // What is wrong can be put right; a scan is simply made again.
            page.typed = typed;
            Vec::new()
        }
    }
}

/// A scanner has read this.
pub(crate) fn scanned(model: &mut Model, text: &str, id: CommandId, now: Timestamp) -> Vec<Effect> {
    touched(model);
    let Screen::Card(page) = &mut model.screen else { return Vec::new() };
    page.typed = Secret::default();
    match fiscal_code::check(text) {
        Ok(()) => go_on(model, id, now),
        Err(why) => {
            page.failure = Some(text_of(why));
            Vec::new()
        }
    }
}

/// "Continue without the card" was touched, or the card is there: the number is taken.
pub(crate) fn go_on(model: &mut Model, id: CommandId, now: Timestamp) -> Vec<Effect> {
    let Screen::Card(CardPage { area, service, .. }) = &model.screen else { return Vec::new() };
    model.screen = Screen::Details { area: area.clone(), service: service.clone(), failure: None };
    model.has_answered_for_card = true;
    take(model, id, now)
}

impl Model {
    /// Whether the code can be typed on the screen: not while the kiosk speaks, which would tell each key to the hall.
    #[must_use]
    pub fn has_card_keys(&self) -> bool {
        !self.is_speaking()
    }
}

/// What a person reads whose card was not understood; it never says what was read.
#[must_use]
pub fn text_of(error: FiscalCodeError) -> Text {
    Text::in_each(|language| {
        let words = match error {
            FiscalCodeError::Length => length(language),
            FiscalCodeError::CardNumber => card_number(language),
            FiscalCodeError::Shape | FiscalCodeError::CheckCharacter => wrong(language),
        };
        words.to_owned()
    })
}

fn length(language: Language) -> &'static str {
    match language {
        Language::It => "Il codice fiscale ha 16 caratteri.",
        Language::En => "The fiscal code has 16 characters.",
        Language::Ro => "Codul fiscal are 16 caractere.",
        Language::Sq => "Kodi fiskal ka 16 shenja.",
        Language::Ar => "الرمز الضريبي مكوّن من 16 رمزًا.",
        Language::Zh => "税号共16位。",
        Language::Uk => "Податковий код має 16 знаків.",
        Language::Ur => "ٹیکس کوڈ کے 16 حروف ہوتے ہیں۔",
        Language::Fr => "Le code fiscal a 16 caractères.",
        Language::Es => "El código fiscal tiene 16 caracteres.",
        Language::Pl => "Kod fiskalny ma 16 znaków.",
    }
}

fn card_number(language: Language) -> &'static str {
    match language {
        Language::It => "Questo è il numero della tessera. Serve il codice fiscale, di 16 caratteri.",
        Language::En => "This is the number of the card. The fiscal code is needed, with 16 characters.",
        Language::Ro => "Acesta este numărul cardului. Este nevoie de codul fiscal, cu 16 caractere.",
        Language::Sq => "Ky është numri i kartës. Duhet kodi fiskal, me 16 shenja.",
        Language::Ar => "هذا رقم البطاقة. المطلوب هو الرمز الضريبي المكوّن من 16 رمزًا.",
        Language::Zh => "这是卡号。需要的是16位税号。",
        Language::Uk => "Це номер картки. Потрібен податковий код із 16 знаків.",
        Language::Ur => "یہ کارڈ کا نمبر ہے۔ 16 حروف کا ٹیکس کوڈ درکار ہے۔",
        Language::Fr => "C'est le numéro de la carte. Il faut le code fiscal, de 16 caractères.",
        Language::Es => "Este es el número de la tarjeta. Hace falta el código fiscal, de 16 caracteres.",
        Language::Pl => "To jest numer karty. Potrzebny jest kod fiskalny o 16 znakach.",
    }
}

fn wrong(language: Language) -> &'static str {
    match language {
        Language::It => "Il codice non è giusto: ricontrolla i caratteri o leggi di nuovo la tessera.",
        Language::En => "The code is not right: check the characters, or scan the card again.",
        Language::Ro => "Codul nu este corect: verificați caracterele sau scanați din nou cardul.",
        Language::Sq => "Kodi nuk është i saktë: kontrolloni shenjat ose skanoni përsëri kartën.",
        Language::Ar => "الرمز غير صحيح: تحقق من الرموز أو امسح البطاقة من جديد.",
        Language::Zh => "税号不正确：请核对字符或重新扫描卡片。",
        Language::Uk => "Код неправильний: перевірте знаки або відскануйте картку ще раз.",
        Language::Ur => "کوڈ درست نہیں: حروف دوبارہ دیکھیں یا کارڈ پھر اسکین کریں۔",
        Language::Fr => "Le code n'est pas correct : vérifiez les caractères ou scannez de nouveau la carte.",
        Language::Es => "El código no es correcto: revise los caracteres o escanee de nuevo la tarjeta.",
        Language::Pl => "Kod jest nieprawidłowy: sprawdź znaki lub zeskanuj kartę ponownie.",
    }
}
