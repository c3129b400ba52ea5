//! Every word of the page, in every language it speaks.
//!
//! A language that is not in [`TABLE`] reads English; one that is added there is in the page's choice of languages, too.
//! `{}` is where a value stands.

use domain::text::Language;

/// The words of one language.
pub(super) struct Words {
    /// The language these words are in.
    pub(super) language: Language,
    /// Its name in itself.
    pub(super) name: &'static str,
    /// What the choice of languages is called.
    pub(super) languages: &'static str,
    pub(super) your_number: &'static str,
    pub(super) waiting: &'static str,
    pub(super) waiting_hint: &'static str,
    /// With the label of the counter.
    pub(super) called: &'static str,
    pub(super) called_hint: &'static str,
    /// With the label of the counter.
    pub(super) serving: &'static str,
    pub(super) parked: &'static str,
    pub(super) parked_hint: &'static str,
    pub(super) finished: &'static str,
    pub(super) finished_hint: &'static str,
    pub(super) no_show: &'static str,
    pub(super) no_show_hint: &'static str,
    pub(super) cancelled: &'static str,
    pub(super) cancelled_hint: &'static str,
    pub(super) day_closed: &'static str,
    pub(super) day_closed_hint: &'static str,
    pub(super) ahead: &'static str,
    pub(super) nobody_ahead: &'static str,
    pub(super) wait: &'static str,
    /// With the time of day at which it was so.
    pub(super) as_of: &'static str,
    pub(super) unlikely: &'static str,
    /// With the time of day before which nobody calls.
    pub(super) not_before: &'static str,
    pub(super) where_to_wait: &'static str,
    pub(super) where_to_go: &'static str,
    /// With the label of the floor.
    pub(super) floor: &'static str,
    pub(super) service: &'static str,
    pub(super) services: &'static str,
    pub(super) documents: &'static str,
    pub(super) privacy: &'static str,
    /// With the time of day at which the dispatcher was heard last.
    pub(super) stale: &'static str,
    pub(super) alert: &'static str,
    pub(super) alert_is_on: &'static str,
    pub(super) gone: &'static str,
    pub(super) gone_why: &'static str,
    pub(super) gone_remedy: &'static str,
}

/// The languages of the page, in the order of its choice.
pub(super) const TABLE: [&Words; 2] = [&ITALIAN, &ENGLISH];

/// Languages written from right to left, by their codes.
const RIGHT_TO_LEFT: [&str; 2] = ["ar", "ur"];

/// The words in a language, or in English.
pub(super) fn of(language: Language) -> &'static Words {
    TABLE.into_iter().find(|words| words.language == language).unwrap_or(&ENGLISH)
}

/// The language of the page with this code.
pub(crate) fn language(code: &str) -> Option<Language> {
    TABLE.into_iter().map(|words| words.language).find(|language| language.code() == code)
}

/// The way a language is written, as HTML says it.
pub(super) fn direction(language: Language) -> &'static str {
    if RIGHT_TO_LEFT.contains(&language.code()) { "rtl" } else { "ltr" }
}

/// Words with their value.
pub(super) fn fill(words: &str, value: &str) -> String {
    words.replacen("{}", value, 1)
}

const ITALIAN: Words = Words {
    language: Language::It,
    name: "Italiano",
    languages: "Lingua",
    your_number: "Il tuo numero",
    waiting: "Attendi il tuo turno",
    waiting_hint: "La pagina si aggiorna da sola. Quando tocca a te lo vedi qui e sul tabellone.",
    called: "È il tuo turno: sportello {}",
    called_hint: "Vai ora allo sportello.",
    serving: "Sei allo sportello {}",
    parked: "Sei in pausa: ti chiameremo di nuovo",
    parked_hint: "Resta nelle vicinanze o torna come concordato con l'operatore.",
    finished: "Il servizio è concluso",
    finished_hint: "Grazie. Questo numero non serve più.",
    no_show: "Ti abbiamo chiamato e non c'eri",
    no_show_hint: "Mostra subito questo numero al personale: per poco tempo puoi rientrare in fila.",
    cancelled: "Questo numero è annullato",
    cancelled_hint: "Se il servizio ti serve ancora, prendi un nuovo numero.",
    day_closed: "L'ufficio ha chiuso",
    day_closed_hint: "Questo numero non vale più: torna in orario di apertura e prendine uno nuovo.",
    ahead: "Persone prima di te",
    nobody_ahead: "Nessuna",
    wait: "Attesa prevista",
    as_of: "alle {}",
    unlikely: "Probabilmente non riusciremo a servirti prima della chiusura.",
    not_before: "La chiamata non arriva prima delle {}.",
    where_to_wait: "Dove attendere",
    where_to_go: "Dove andare",
    floor: "piano {}",
    service: "Servizio",
    services: "Servizi",
    documents: "Cosa serve",
    privacy: "Questa pagina non contiene dati personali e non usa cookie. Chi ne ha l'indirizzo vede questo numero fino \
              a fine giornata: non condividerlo.",
    stale: "Non aggiornato dalle {}. Guarda il tabellone.",
    alert: "Avvisami con suono e vibrazione",
    alert_is_on: "Avviso attivo: suono e vibrazione",
    gone: "Numero non trovato",
    gone_why: "Questo indirizzo non porta a nessun numero di oggi: quelli dei giorni passati non si vedono più.",
    gone_remedy: "Se hai preso il numero oggi, inquadra di nuovo il codice sul biglietto. Altrimenti prendi un nuovo \
                  numero o chiedi al personale.",
};

const ENGLISH: Words = Words {
    language: Language::En,
    name: "English",
    languages: "Language",
    your_number: "Your number",
    waiting: "Wait for your turn",
    waiting_hint: "This page keeps itself up to date. When it is your turn, you see it here and on the board.",
    called: "It is your turn: counter {}",
    called_hint: "Please go to the counter now.",
    serving: "You are at counter {}",
    parked: "You are on hold: we will call you again",
    parked_hint: "Stay nearby, or come back as agreed with the clerk.",
    finished: "The service is over",
    finished_hint: "Thank you. This number is no longer needed.",
    no_show: "We called you and you were not there",
    no_show_hint: "Show this number to the staff at once: for a short time you can get back in line.",
    cancelled: "This number was given up",
    cancelled_hint: "If you still need the service, take a new number.",
    day_closed: "The office has closed",
    day_closed_hint: "This number is no longer valid: come back in opening hours and take a new one.",
    ahead: "People before you",
    nobody_ahead: "Nobody",
    wait: "Expected wait",
    as_of: "at {}",
    unlikely: "You will probably not be served before closing.",
    not_before: "You will not be called before {}.",
    where_to_wait: "Where to wait",
    where_to_go: "Where to go",
    floor: "floor {}",
    service: "Service",
    services: "Services",
    documents: "What you need",
    privacy: "This page holds no personal data and uses no cookies. Whoever has its address sees this number until the \
              end of the day: do not share it.",
    stale: "Not up to date since {}. Watch the board.",
    alert: "Alert me with sound and vibration",
    alert_is_on: "Alert is on: sound and vibration",
    gone: "Number not found",
    gone_why: "This address leads to no number of today: those of earlier days can no longer be seen.",
    gone_remedy: "If you took your number today, scan the code on your slip again. Otherwise take a new number or ask \
                  the staff.",
};

#[cfg(test)]
mod tests {
    use super::{ENGLISH, TABLE, Words};

    fn all(words: &Words) -> Vec<&'static str> {
        // Taken apart, so that no field is forgotten.
        let Words {
            language: _,
            name,
            languages,
            your_number,
            waiting,
            waiting_hint,
            called,
            called_hint,
            serving,
            parked,
            parked_hint,
            finished,
            finished_hint,
            no_show,
            no_show_hint,
            cancelled,
            cancelled_hint,
            day_closed,
            day_closed_hint,
            ahead,
            nobody_ahead,
            wait,
            as_of,
            unlikely,
            not_before,
            where_to_wait,
            where_to_go,
            floor,
            service,
            services,
            documents,
            privacy,
            stale,
            alert,
            alert_is_on,
            gone,
            gone_why,
            gone_remedy,
        } = *words;
        vec![
            name,
            languages,
            your_number,
            waiting,
            waiting_hint,
            called,
            called_hint,
            serving,
            parked,
            parked_hint,
            finished,
            finished_hint,
            no_show,
            no_show_hint,
            cancelled,
            cancelled_hint,
            day_closed,
            day_closed_hint,
            ahead,
            nobody_ahead,
            wait,
            as_of,
            unlikely,
            not_before,
            where_to_wait,
            where_to_go,
            floor,
            service,
            services,
            documents,
            privacy,
            stale,
            alert,
            alert_is_on,
            gone,
            gone_why,
            gone_remedy,
        ]
    }

    #[test]
    fn every_language_has_every_word_and_a_place_for_every_value() {
        for words in TABLE {
            for (said, english) in all(words).into_iter().zip(all(&ENGLISH)) {
                assert!(!said.trim().is_empty(), "{:?} lacks \"{english}\"", words.language);
                assert_eq!(said.matches("{}").count(), english.matches("{}").count(), "{said}");
            }
        }
    }
}
