//! Polish.

use domain::text::Language;

use super::Words;

pub(super) const WORDS: Words = Words {
    language: Language::Pl,
    languages: "Język",
    your_number: "Twój numer",
    waiting: "Poczekaj na swoją kolej",
    waiting_hint: "Ta strona odświeża się sama. Gdy nadejdzie Twoja kolej, zobaczysz to tutaj i na tablicy.",
    called: "Twoja kolej: okienko {}",
    called_hint: "Prosimy podejść teraz do okienka.",
    serving: "Jesteś przy okienku {}",
    parked: "Obsługa wstrzymana: wezwiemy Cię ponownie",
    parked_hint: "Prosimy zostać w pobliżu lub wrócić, jak ustalono z pracownikiem.",
    finished: "Obsługa zakończona",
    finished_hint: "Dziękujemy. Ten numer nie jest już potrzebny.",
    no_show: "Wezwaliśmy Cię, ale nikt nie podszedł",
    no_show_hint: "Od razu pokaż ten numer pracownikowi: przez krótki czas można wrócić do kolejki.",
    cancelled: "Ten numer został anulowany",
    cancelled_hint: "Jeśli usługa jest nadal potrzebna, pobierz nowy numer.",
    day_closed: "Urząd jest już zamknięty",
    day_closed_hint: "Ten numer stracił ważność: zapraszamy w godzinach otwarcia po nowy.",
    ahead: "Osoby przed Tobą",
    nobody_ahead: "Brak",
    wait: "Przewidywany czas oczekiwania",
    as_of: "(godz. {})",
    unlikely: "Prawdopodobnie nie zdążymy Cię obsłużyć przed zamknięciem.",
    not_before: "Wezwanie nie nastąpi przed godz. {}.",
    where_to_wait: "Gdzie czekać",
    where_to_go: "Dokąd iść",
    floor: "piętro {}",
    comma: ", ",
    stop: ". ",
    service: "Usługa",
    services: "Usługi",
    documents: "Co jest potrzebne",
    privacy: "Ta strona nie zawiera danych osobowych i nie używa plików cookie. Każdy, kto ma jej adres, widzi ten \
              numer do końca dnia: nie udostępniaj go.",
    stale: "Brak aktualizacji od godz. {}. Obserwuj tablicę.",
    alert: "Powiadom mnie dźwiękiem i wibracją",
    alert_is_on: "Powiadomienie włączone: dźwięk i wibracja",
    gone: "Nie znaleziono numeru",
    gone_why: "Ten adres nie prowadzi do żadnego dzisiejszego numeru: numerów z poprzednich dni nie można już \
               zobaczyć.",
    gone_remedy: "Jeśli numer został pobrany dzisiaj, zeskanuj ponownie kod z biletu. W przeciwnym razie pobierz nowy \
                  numer lub zapytaj pracownika.",
};
