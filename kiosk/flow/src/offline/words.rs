//! What the kiosk says by itself while the dispatcher is gone, in every language.

use domain::text::{Language, Text};

/// What a person reads for whom no number is left.
#[must_use]
pub fn ask_the_staff_text() -> Text {
    Text::in_each(|language| ask_the_staff(language).to_owned())
}

/// What a person reads who comes too late for a service.
pub(super) fn closed_text() -> Text {
    Text::in_each(|language| closed(language).to_owned())
}

fn ask_the_staff(language: Language) -> &'static str {
    match language {
        Language::It => "Il sistema non risponde e qui i numeri sono finiti. Chiedi al personale.",
        Language::En => "The system does not answer and no numbers are left here. Please ask the staff.",
        Language::Ro => "Sistemul nu răspunde, iar aici nu mai sunt numere. Întrebați personalul.",
        Language::Sq => "Sistemi nuk përgjigjet dhe këtu nuk ka më numra. Pyesni personelin.",
        Language::Ar => "النظام لا يستجيب ولم تبق أرقام هنا. اسأل الموظفين.",
        Language::Zh => "系统没有响应，这里的号码已发完。请询问工作人员。",
        Language::Uk => "Система не відповідає, і номери тут закінчилися. Зверніться до персоналу.",
        Language::Ur => "سسٹم جواب نہیں دے رہا اور یہاں نمبر ختم ہو گئے ہیں۔ عملے سے پوچھیں۔",
        Language::Fr => "Le système ne répond pas et il n'y a plus de numéros ici. Demandez au personnel.",
        Language::Es => "El sistema no responde y aquí ya no quedan números. Pregunte al personal.",
        Language::Pl => "System nie odpowiada, a numery się tu skończyły. Zapytaj pracownika.",
    }
}

fn closed(language: Language) -> &'static str {
    match language {
        Language::It => "Per questo servizio ora non si danno più numeri. Chiedi al personale.",
        Language::En => "No more numbers are given for this service now. Please ask the staff.",
        Language::Ro => "Pentru acest serviciu nu se mai dau numere acum. Întrebați personalul.",
        Language::Sq => "Për këtë shërbim tani nuk jepen më numra. Pyesni personelin.",
        Language::Ar => "لا تُعطى أرقام أخرى لهذه الخدمة الآن. اسأل الموظفين.",
        Language::Zh => "此服务现在不再发号。请询问工作人员。",
        Language::Uk => "На цю послугу зараз більше не видають номерів. Зверніться до персоналу.",
        Language::Ur => "اس خدمت کے لیے اب مزید نمبر نہیں دیے جا رہے۔ عملے سے پوچھیں۔",
        Language::Fr => "On ne donne plus de numéros pour ce service maintenant. Demandez au personnel.",
        Language::Es => "Ahora ya no se dan números para este servicio. Pregunte al personal.",
        Language::Pl => "Na tę usługę nie wydaje się już teraz numerów. Zapytaj pracownika.",
    }
}

#[cfg(test)]
mod tests {
    use domain::text::Language;

    use super::{ask_the_staff_text, closed_text};

    #[test]
    fn the_kiosk_says_in_every_language_that_staff_help() {
        for text in [ask_the_staff_text(), closed_text()] {
            let mut said: Vec<_> = Language::ALL.map(|language| text.get(language).to_owned()).to_vec();
            said.sort();
            said.dedup();
            assert_eq!(said.len(), Language::ALL.len(), "no language borrows the words of another");
        }
    }
}
