//! What the kiosk says in its own words, in every language.

use domain::text::{Language, Text};

/// What a person reads when no answer came at all.
#[must_use]
pub fn no_answer_text() -> Text {
    Text::in_each(|language| no_answer(language).to_owned())
}

fn no_answer(language: Language) -> &'static str {
    match language {
        Language::It => "Il sistema non risponde. Tocca di nuovo: non perdi il posto e non prendi due numeri.",
        Language::En => {
            "The system does not answer. Touch again: you do not lose your place and do not take two numbers."
        }
        Language::Ro => "Sistemul nu răspunde. Atingeți din nou: nu vă pierdeți locul și nu luați două numere.",
        Language::Sq => "Sistemi nuk përgjigjet. Prekni përsëri: nuk e humbni radhën dhe nuk merrni dy numra.",
        Language::Ar => "النظام لا يستجيب. المس مرة أخرى: لن تفقد دورك ولن تأخذ رقمين.",
        Language::Zh => "系统没有响应。请再点一次：您不会失去位置，也不会取两个号。",
        Language::Uk => "Система не відповідає. Торкніться ще раз: ви не втратите чергу і не візьмете два номери.",
        Language::Ur => "سسٹم جواب نہیں دے رہا۔ دوبارہ چھوئیں: آپ کی باری نہیں جائے گی اور دو نمبر نہیں لیے جائیں گے۔",
        Language::Fr => {
            "Le système ne répond pas. Touchez de nouveau : vous ne perdez pas votre place et ne prenez pas deux numéros."
        }
        Language::Es => "El sistema no responde. Toque de nuevo: no pierde su puesto ni saca dos números.",
        Language::Pl => "System nie odpowiada. Dotknij ponownie: nie stracisz miejsca i nie pobierzesz dwóch numerów.",
    }
}

#[cfg(test)]
mod tests {
    use domain::text::Language;

    use super::no_answer_text;

    #[test]
    fn the_kiosk_has_words_of_its_own_in_every_language() {
        let mut said: Vec<_> = Language::ALL.map(|language| no_answer_text().get(language).to_owned()).to_vec();
        let count = said.len();
        said.sort();
        said.dedup();
        assert_eq!(said.len(), count, "no language borrows the words of another");
    }
}
