//! Romanian.

use domain::text::Language;

use super::Words;

pub(super) const WORDS: Words = Words {
    language: Language::Ro,
    languages: "Limba",
    your_number: "Numărul dumneavoastră",
    waiting: "Așteptați-vă rândul",
    waiting_hint: "Pagina se actualizează singură. Când vă vine rândul, vedeți aici și pe panou.",
    called: "Este rândul dumneavoastră: ghișeul {}",
    called_hint: "Vă rugăm să mergeți acum la ghișeu.",
    serving: "Sunteți la ghișeul {}",
    parked: "Rândul este în pauză: vă vom chema din nou",
    parked_hint: "Rămâneți în apropiere sau reveniți așa cum ați stabilit cu funcționarul.",
    finished: "Serviciul s-a încheiat",
    finished_hint: "Vă mulțumim. Acest număr nu mai este necesar.",
    no_show: "V-am chemat, dar nu v-ați prezentat",
    no_show_hint: "Arătați imediat acest număr personalului: pentru scurt timp puteți reveni la rând.",
    cancelled: "Acest număr a fost anulat",
    cancelled_hint: "Dacă mai aveți nevoie de serviciu, luați un număr nou.",
    day_closed: "Biroul s-a închis",
    day_closed_hint: "Acest număr nu mai este valabil: reveniți în timpul programului și luați unul nou.",
    ahead: "Persoane înaintea dumneavoastră",
    nobody_ahead: "Niciuna",
    wait: "Așteptare estimată",
    as_of: "(ora {})",
    unlikely: "Probabil nu vă va veni rândul înainte de închidere.",
    not_before: "Chemarea nu vine înainte de ora {}.",
    where_to_wait: "Unde să așteptați",
    where_to_go: "Unde să mergeți",
    floor: "etajul {}",
    comma: ", ",
    stop: ". ",
    service: "Serviciu",
    services: "Servicii",
    documents: "Ce vă trebuie",
    privacy: "Această pagină nu conține date personale și nu folosește cookie-uri. Oricine are adresa ei vede acest \
              număr până la sfârșitul zilei: nu o transmiteți altora.",
    stale: "Neactualizat de la ora {}. Urmăriți panoul.",
    alert: "Anunță-mă prin sunet și vibrații",
    alert_is_on: "Anunțul este activ: sunet și vibrații",
    gone: "Numărul nu a fost găsit",
    gone_why: "Această adresă nu duce la niciun număr de astăzi: cele din zilele trecute nu mai pot fi văzute.",
    gone_remedy: "Dacă ați luat numărul astăzi, scanați din nou codul de pe bilet. Altfel, luați un număr nou sau \
                  întrebați personalul.",
};
