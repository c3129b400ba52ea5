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

/// What a person reads who asked for a slip once more and got no answer.
#[must_use]
pub fn no_further_slip_text() -> Text {
    Text::in_each(|language| no_further_slip(language).to_owned())
}

fn no_further_slip(language: Language) -> &'static str {
    match language {
        Language::It => "Ora non è possibile stampare di nuovo. Il tuo numero resta valido.",
        Language::En => "It cannot be printed again now. Your number stays valid.",
        Language::Ro => "Acum nu se poate tipări din nou. Numărul dumneavoastră rămâne valabil.",
        Language::Sq => "Tani nuk mund të printohet përsëri. Numri juaj mbetet i vlefshëm.",
        Language::Ar => "لا يمكن الطباعة مرة أخرى الآن. رقمك يبقى صالحًا.",
        Language::Zh => "现在无法重新打印。您的号码仍然有效。",
        Language::Uk => "Зараз надрукувати ще раз неможливо. Ваш номер залишається дійсним.",
        Language::Ur => "ابھی دوبارہ چھپائی ممکن نہیں۔ آپ کا نمبر برقرار ہے۔",
        Language::Fr => "Impossible d'imprimer de nouveau maintenant. Votre numéro reste valable.",
        Language::Es => "Ahora no se puede imprimir de nuevo. Su número sigue siendo válido.",
        Language::Pl => "Teraz nie można wydrukować ponownie. Numer pozostaje ważny.",
    }
}

/// What whoever begins to listen hears of the keys.
#[must_use]
pub(crate) fn key_help_text() -> Text {
    Text::in_each(|language| key_help(language).to_owned())
}

fn key_help(language: Language) -> &'static str {
    match language {
        Language::It => {
            "Con le frecce passi da una voce all'altra, con Invio scegli, con Esc torni indietro. F2 ripete, più e meno \
             cambiano il volume."
        }
        Language::En => {
            "The arrows lead from one item to the next, Enter chooses, Escape goes back. F2 repeats, plus and minus \
             change the volume."
        }
        Language::Ro => {
            "Cu săgețile treceți de la o opțiune la alta, cu Enter alegeți, cu Escape reveniți. F2 repetă, plus și minus \
             schimbă volumul."
        }
        Language::Sq => {
            "Me shigjetat kaloni nga një zgjedhje te tjetra, me Enter zgjidhni, me Escape ktheheni. F2 përsërit, plus dhe \
             minus ndryshojnë volumin."
        }
        Language::Ar => {
            "استخدم الأسهم للانتقال من خيار إلى آخر، وإدخال للاختيار، وخروج للرجوع. مفتاح F2 يعيد الكلام، وزائد وناقص \
             يغيّران الصوت."
        }
        Language::Zh => "用方向键移动，回车键选择，Esc 键返回。F2 键重复，加号和减号调节音量。",
        Language::Uk => {
            "Стрілками переходьте від пункту до пункту, Enter вибирає, Escape повертає назад. F2 повторює, плюс і мінус \
             змінюють гучність."
        }
        Language::Ur => {
            "تیروں سے ایک انتخاب سے دوسرے پر جائیں، انٹر سے منتخب کریں، اسکیپ سے واپس جائیں۔ F2 دہراتا ہے، جمع اور منفی \
             آواز بدلتے ہیں۔"
        }
        Language::Fr => {
            "Les flèches mènent d'un choix à l'autre, Entrée choisit, Échap revient en arrière. F2 répète, plus et moins \
             changent le volume."
        }
        Language::Es => {
            "Con las flechas pasa de una opción a otra, con Intro elige, con Escape vuelve atrás. F2 repite, más y menos \
             cambian el volumen."
        }
        Language::Pl => {
            "Strzałkami przechodzi się między opcjami, Enter wybiera, Escape cofa. F2 powtarza, plus i minus zmieniają \
             głośność."
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::text::Language;

    use super::{key_help_text, no_answer_text, no_further_slip_text};

    #[test]
    fn the_kiosk_has_words_of_its_own_in_every_language() {
        let mut said: Vec<_> = Language::ALL.map(|language| no_answer_text().get(language).to_owned()).to_vec();
        said.extend(Language::ALL.map(|language| no_further_slip_text().get(language).to_owned()));
        said.extend(Language::ALL.map(|language| key_help_text().get(language).to_owned()));
        let count = said.len();
        said.sort();
        said.dedup();
        assert_eq!(said.len(), count, "no language borrows the words of another");
    }
}
