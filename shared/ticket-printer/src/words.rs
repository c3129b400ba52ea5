//! The words of a slip that is printed as text, in each language that a code page has the letters of.
//!
//! The words of a slip that is a picture stand in `ui/slip.slint`.

/// What stands on a slip beside what its ticket says; `{}` is where a name or a time goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) your_number: &'static str,
    pub(crate) then: &'static str,
    pub(crate) wait_in: &'static str,
    pub(crate) floor: &'static str,
    pub(crate) ahead: &'static str,
    pub(crate) nobody_ahead: &'static str,
    pub(crate) expected_wait: &'static str,
    pub(crate) taken: &'static str,
    pub(crate) documents: &'static str,
    pub(crate) privacy: &'static str,
    pub(crate) again: &'static str,
    pub(crate) late: &'static str,
    pub(crate) follow: &'static str,
}

impl Words {
    /// The words of a language by its code; Italian for one that has none here.
    pub(crate) fn of(language: &str) -> Self {
        match language {
            "en" => EN,
            "fr" => FR,
            "es" => ES,
            "ro" => RO,
            "sq" => SQ,
            "pl" => PL,
            "uk" => UK,
            _ => IT,
        }
    }
}

const IT: Words = Words {
    your_number: "Il tuo numero",
    then: "Poi: {}",
    wait_in: "Attendi in",
    floor: "piano {}",
    ahead: "Persone prima di te",
    nobody_ahead: "nessuna per questo servizio",
    expected_wait: "Attesa prevista (ore {})",
    taken: "Preso il",
    documents: "Cosa serve",
    privacy: "Biglietto senza dati personali.",
    again: "Ristampa: un numero, una persona",
    late: "Stampato dopo un'interruzione: vale per una sola persona",
    follow: "Segui il tuo turno sul telefono",
};
const EN: Words = Words {
    your_number: "Your number",
    then: "Then: {}",
    wait_in: "Please wait in",
    floor: "floor {}",
    ahead: "People before you",
    nobody_ahead: "nobody for this service",
    expected_wait: "Expected wait (at {})",
    taken: "Taken",
    documents: "What you need",
    privacy: "This slip carries no personal data.",
    again: "Printed again: one number, one person",
    late: "Printed after an interruption: valid for one person only",
    follow: "Follow your turn on your phone",
};
const FR: Words = Words {
    your_number: "Votre numéro",
    then: "Ensuite : {}",
    wait_in: "Attendez dans",
    floor: "étage {}",
    ahead: "Personnes avant vous",
    nobody_ahead: "personne pour ce service",
    expected_wait: "Attente prévue (à {})",
    taken: "Pris le",
    documents: "Documents nécessaires",
    privacy: "Ce ticket ne contient aucune donnée personnelle.",
    again: "Réimprimé : un numéro, une personne",
    late: "Imprimé après une interruption : valable pour une seule personne",
    follow: "Suivez votre tour sur votre téléphone",
};
const ES: Words = Words {
    your_number: "Su número",
    then: "Después: {}",
    wait_in: "Espere en",
    floor: "planta {}",
    ahead: "Personas antes que usted",
    nobody_ahead: "nadie para este servicio",
    expected_wait: "Espera prevista (a las {})",
    taken: "Emitido",
    documents: "Qué necesita",
    privacy: "Este tique no contiene datos personales.",
    again: "Impreso de nuevo: un número, una persona",
    late: "Impreso tras una interrupción: válido para una sola persona",
    follow: "Siga su turno en el teléfono",
};
const RO: Words = Words {
    your_number: "Numărul dumneavoastră",
    then: "Apoi: {}",
    wait_in: "Așteptați în",
    floor: "etajul {}",
    ahead: "Persoane înaintea dumneavoastră",
    nobody_ahead: "nimeni pentru acest serviciu",
    expected_wait: "Timp de așteptare estimat (la {})",
    taken: "Eliberat",
    documents: "Ce vă trebuie",
    privacy: "Acest bon nu conține date personale.",
    again: "Retipărit: un număr, o persoană",
    late: "Tipărit după o întrerupere: valabil pentru o singură persoană",
    follow: "Urmăriți rândul pe telefon",
};
const SQ: Words = Words {
    your_number: "Numri juaj",
    then: "Pastaj: {}",
    wait_in: "Prisni në",
    floor: "kati {}",
    ahead: "Persona para jush",
    nobody_ahead: "askush për këtë shërbim",
    expected_wait: "Pritja e parashikuar (ora {})",
    taken: "Marrë më",
    documents: "Çfarë ju duhet",
    privacy: "Kjo biletë nuk përmban të dhëna personale.",
    again: "Ristampim: një numër, një person",
    late: "Stampuar pas një ndërprerjeje: vlen për një person",
    follow: "Ndiqni radhën në telefon",
};
const PL: Words = Words {
    your_number: "Twój numer",
    then: "Następnie: {}",
    wait_in: "Proszę czekać w",
    floor: "piętro {}",
    ahead: "Osób przed Tobą",
    nobody_ahead: "nikogo do tej usługi",
    expected_wait: "Przewidywany czas oczekiwania (o {})",
    taken: "Pobrano",
    documents: "Co jest potrzebne",
    privacy: "Ten bilet nie zawiera danych osobowych.",
    again: "Wydruk ponowny: jeden numer, jedna osoba",
    late: "Wydrukowano po przerwie: ważny tylko dla jednej osoby",
    follow: "Śledź kolejkę w telefonie",
};
const UK: Words = Words {
    your_number: "Ваш номер",
    then: "Потім: {}",
    wait_in: "Чекайте тут",
    floor: "поверх {}",
    ahead: "Людей перед вами",
    nobody_ahead: "нікого на цю послугу",
    expected_wait: "Очікуваний час (о {})",
    taken: "Отримано",
    documents: "Що потрібно",
    privacy: "Цей талон не містить персональних даних.",
    again: "Надруковано повторно: один номер, одна особа",
    late: "Надруковано після перерви: дійсний лише для однієї особи",
    follow: "Стежте за чергою в телефоні",
};

#[cfg(test)]
mod tests {
    use super::Words;
    use crate::code_page::CodePage;

    #[test]
    fn every_word_is_printed_in_its_own_letters_and_keeps_the_place_of_its_name() {
        for language in ["it", "en", "fr", "es", "ro", "sq", "pl", "uk"] {
            let page = CodePage::for_language(language).unwrap();
            let words = Words::of(language);
            let of_names = [words.then, words.floor, words.expected_wait];
            assert!(of_names.iter().all(|text| text.matches("{}").count() == 1), "{language}: {of_names:?}");
            let rest =
                [words.your_number, words.wait_in, words.ahead, words.nobody_ahead, words.taken, words.documents];
            for text in of_names.into_iter().chain(rest).chain([words.privacy, words.again, words.late, words.follow]) {
                assert!(!page.bytes(text).contains(&b'?'), "{language}: {text}");
            }
        }
        assert_eq!(Words::of("ar"), Words::of("it"), "a language without words has the hub's");
    }
}
