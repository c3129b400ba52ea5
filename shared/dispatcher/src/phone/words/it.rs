//! Italian.

use domain::text::Language;

use super::Words;

pub(super) const WORDS: Words = Words {
    language: Language::It,
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
    as_of: "(alle {})",
    unlikely: "Probabilmente non riusciremo a servirti prima della chiusura.",
    not_before: "La chiamata non arriva prima delle {}.",
    where_to_wait: "Dove attendere",
    where_to_go: "Dove andare",
    floor: "piano {}",
    comma: ", ",
    stop: ". ",
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
