//! English.

use domain::text::Language;

use super::Words;

pub(super) const WORDS: Words = Words {
    language: Language::En,
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
    as_of: "(at {})",
    unlikely: "You will probably not be served before closing.",
    not_before: "You will not be called before {}.",
    where_to_wait: "Where to wait",
    where_to_go: "Where to go",
    floor: "floor {}",
    comma: ", ",
    stop: ". ",
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
