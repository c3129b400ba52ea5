//! Coming for an appointment: the code is typed or scanned, and the hub gives its ticket.
//!
//! The intent is kept, sent and sent again like one to take a number, so that a check-in is one ticket whatever becomes
//! of the answer. The kiosk never checks anybody in by itself: nobody but the hub knows who is expected.

use domain::Timestamp;
use domain::check_in::{CHECK_IN_ALPHABET, CHECK_IN_CODE_CHARS, CheckInCode};
use domain::ids::CommandId;
use domain::text::{Language, Text};

use crate::OFFLINE_AFTER_SECONDS;
use crate::model::{Effect, Model, Screen};
use crate::saved::{self, Purpose, SavedIntent};
use crate::update::touched;

#[cfg(test)]
mod tests;

/// What stands where a code is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckInPage {
    /// What was typed so far: characters of a code, without the dash.
    pub typed: String,
    /// Why the last attempt gave no ticket.
    pub failure: Option<Text>,
    /// Whether it was sent and has no answer yet.
    pub is_sent: bool,
}

impl CheckInPage {
    /// The code as it is written, with a low line for each character that is still missing.
    #[must_use]
    pub fn shown(&self) -> String {
        let signs = self.typed.chars().chain(std::iter::repeat('_')).take(CHECK_IN_CODE_CHARS);
        let (first, second): (Vec<_>, Vec<_>) =
            signs.enumerate().partition(|(place, _)| *place < CHECK_IN_CODE_CHARS / 2);
        let part = |signs: Vec<(usize, char)>| signs.into_iter().map(|(_, sign)| sign).collect::<String>();
        format!("{}-{}", part(first), part(second))
    }
}

impl Model {
    /// What somebody has to know who is about to check in; the gravest alone.
    #[must_use]
    pub fn check_in_caution(&self) -> Option<Text> {
        let Screen::CheckIn(page) = &self.screen else { return None };
        page.failure.clone().or_else(|| failure(self))
    }
}

/// Opens the page, for somebody who looks at the areas.
pub(crate) fn open(model: &mut Model) {
    touched(model);
    if model.screen == Screen::Home && model.is_open() {
        model.is_choosing_language = false;
        model.screen = Screen::CheckIn(CheckInPage::default());
    }
}

/// A character; one that no code has is left out.
pub(crate) fn type_sign(page: &mut CheckInPage, sign: char) {
    let sign = sign.to_ascii_uppercase();
    let is_known = u8::try_from(sign).is_ok_and(|sign| CHECK_IN_ALPHABET.contains(&sign));
    if is_known && !page.is_sent && page.typed.len() < CHECK_IN_CODE_CHARS {
        page.typed.push(sign);
        page.failure = None;
    }
}

/// Takes the last character back.
pub(crate) fn erase(page: &mut CheckInPage) {
    if !page.is_sent {
        page.typed.pop();
        page.failure = None;
    }
}

/// Sends what was typed, once it is a whole code.
pub(crate) fn send(model: &mut Model, id: CommandId, now: Timestamp) -> Vec<Effect> {
    touched(model);
    let Screen::CheckIn(page) = &mut model.screen else { return Vec::new() };
    if page.is_sent {
        return Vec::new();
    }
    match page.typed.parse::<CheckInCode>() {
        Ok(code) => check_in(model, code.to_string(), id, now),
        Err(error) => {
            page.failure = Some(error.text());
            Vec::new()
        }
    }
}

/// Checks in with a code, or with the id of a booking: the same as what has no answer yet is the same intent.
pub(crate) fn check_in(model: &mut Model, code: String, id: CommandId, now: Timestamp) -> Vec<Effect> {
    let typed = match code.parse::<CheckInCode>() {
        Ok(_) => code.chars().filter(char::is_ascii_alphanumeric).collect(),
        Err(_) => String::new(),
    };
    model.is_choosing_language = false;
    model.is_without_paper = false;
    model.alone_seconds = Some(0);
    if model.is_offline() {
        // Nothing is sent, so there is nothing to wait for: the page says what is the matter.
        model.screen = Screen::CheckIn(CheckInPage { typed, failure: failure(model), is_sent: false });
        return Vec::new();
    }
    let purpose = Purpose::CheckIn { check_in: code };
    let pending = match model.pending.take() {
        Some(pending) if pending.purpose == purpose => pending,
        Some(_) | None => {
            let day = model.view.as_ref().and_then(|view| view.day);
            SavedIntent { id, purpose, language: model.language, day, at: now }
        }
    };
    let effect = saved::send(&pending);
    model.pending = Some(pending);
    model.screen = Screen::CheckIn(CheckInPage { typed, failure: None, is_sent: true });
    vec![effect]
}

/// Whether whoever is at the page waits for the ticket of an appointment, or would take it now.
pub(crate) fn is_awaited(model: &Model) -> bool {
    model.pending.as_ref().is_some_and(|pending| matches!(pending.purpose, Purpose::CheckIn { .. }))
}

/// Gives the page back with why there is no ticket; false where the person is elsewhere.
pub(crate) fn give_back(model: &mut Model, why: &Text) -> bool {
    let Screen::CheckIn(page) = &mut model.screen else { return false };
    page.failure = Some(why.clone());
    page.is_sent = false;
    model.alone_seconds = Some(0);
    model.is_choosing_language = false;
    true
}

/// A second has passed: nobody is left waiting for a hub that is gone.
pub(crate) fn pass_second(model: &mut Model) {
    let waits_too_long = model.alone_seconds.is_some_and(|seconds| seconds > OFFLINE_AFTER_SECONDS);
    if matches!(&model.screen, Screen::CheckIn(page) if page.is_sent)
        && waits_too_long
        && let Some(why) = failure(model)
    {
        give_back(model, &why);
    }
}

/// What somebody reads who cannot check in because the hub is gone; `None` while it is there.
pub(crate) fn failure(model: &Model) -> Option<Text> {
    let is_here = matches!(model.screen, Screen::CheckIn(_));
    (is_here && model.is_offline()).then(no_check_in_alone_text)
}

/// What a person with an appointment reads while the hub is gone.
#[must_use]
pub fn no_check_in_alone_text() -> Text {
    Text::in_each(|language| no_check_in_alone(language).to_owned())
}

fn no_check_in_alone(language: Language) -> &'static str {
    match language {
        Language::It => {
            "Manca il collegamento: ora non possiamo registrare il tuo arrivo. Riprova tra poco o mostra la prenotazione al personale."
        }
        Language::En => {
            "There is no connection, so we cannot check you in now. Try again shortly, or show your booking to the staff."
        }
        Language::Ro => {
            "Nu există conexiune: acum nu vă putem înregistra sosirea. Încercați din nou în curând sau arătați programarea personalului."
        }
        Language::Sq => {
            "Mungon lidhja: tani nuk mund ta regjistrojmë mbërritjen tuaj. Provoni përsëri pas pak ose tregojani rezervimin personelit."
        }
        Language::Ar => "لا يوجد اتصال: لا يمكننا تسجيل حضورك الآن. حاول بعد قليل أو أظهر الحجز للموظفين.",
        Language::Zh => "连接中断，现在无法为您签到。请稍后再试，或向工作人员出示您的预约。",
        Language::Uk => {
            "Немає зв’язку: зараз ми не можемо зареєструвати ваш прихід. Спробуйте трохи згодом або покажіть запис працівникам."
        }
        Language::Ur => {
            "رابطہ نہیں ہے: ابھی آپ کی حاضری نہیں لگ سکتی۔ تھوڑی دیر بعد دوبارہ کوشش کریں یا عملے کو اپنی بکنگ دکھائیں۔"
        }
        Language::Fr => {
            "Pas de connexion : nous ne pouvons pas enregistrer votre arrivée. Réessayez bientôt ou montrez la réservation au personnel."
        }
        Language::Es => {
            "No hay conexión: ahora no podemos registrar su llegada. Inténtelo en breve o muestre la reserva al personal."
        }
        Language::Pl => {
            "Brak połączenia: teraz nie możemy zarejestrować przybycia. Spróbuj za chwilę lub pokaż rezerwację personelowi."
        }
    }
}
