//! The page as HTML.

use chrono_tz::Tz;
use domain::Timestamp;
use domain::text::{Language, Text};
use domain::ticket::LegState;
use domain::view::TicketView;
use maud::{DOCTYPE, Markup, html};

use super::phrase::{Phrase, plain, text, value};
use super::words::{self, Words};
use super::{REFRESH_SECONDS, VERSION};

/// A ticket as it is told at a moment.
pub(crate) struct Told<'a> {
    /// The ticket.
    pub(crate) view: &'a TicketView,
    /// The moment.
    pub(crate) at: Timestamp,
    /// The hub's time zone, in which people read times.
    pub(crate) zone: &'a str,
    /// The language to tell it in.
    pub(crate) language: Language,
}

impl Told<'_> {
    /// Words with a time of day in the hub's zone.
    fn time_of_day(&self, said: &'static str, at: Timestamp) -> Phrase<'static> {
        let time = at.with_timezone(&self.zone.parse().unwrap_or(Tz::UTC)).format("%H:%M").to_string();
        Phrase { language: self.language, words: said, value: time.into() }
    }
}

/// How a state is shown; the style goes by it.
#[derive(Clone, Copy)]
enum Mark {
    Waiting,
    Called,
    Calm,
    Warning,
}

impl Mark {
    fn class(self) -> &'static str {
        match self {
            Self::Waiting => "state waiting",
            Self::Called => "state called",
            Self::Calm => "state calm",
            Self::Warning => "state warning",
        }
    }
}

/// The page of a ticket of today.
pub(crate) fn ticket(told: &Told<'_>) -> String {
    let words = words::of(told.language);
    let (view, state) = (told.view, state(told.view, words));
    let is_over = view.state.is_over() && view.legs.is_empty();
    let title = format!("{} · {}", plain(words.language, &view.code.to_string()), state.heading.plain());
    let main = html! {
        p #stale .stale role="status" hidden data-text=(words.stale) {}
        (now(told, words, &state))
        @if !is_over {
            button #alert .alert type="button" aria-pressed="false" hidden data-on=(words.alert_is_on) {
                (words.alert)
            }
        }
        (more(view, words))
        p #said .heard role="alert" {}
    };
    let head = html! {
        noscript { meta http-equiv="refresh" content=(REFRESH_SECONDS); }
        script src=(format!("assets/follow.js?v={}", *VERSION)) defer {}
    };
    document(&Document {
        words,
        title: &title,
        hub_name: &view.hub_name,
        zone: told.zone,
        head,
        main,
        is_of_ticket: true,
    })
}

/// The page of whoever has no ticket of today, in the language asked for and those nearly everybody here reads.
pub(crate) fn gone(hub_name: &Text, asked: Option<Language>) -> String {
    let first = words::of(asked.unwrap_or(Language::It));
    let usual = [Language::It, Language::En].map(words::of);
    let others = usual.into_iter().filter(|words| words.language != first.language);
    let main = html! {
        div #now data-state="gone" {
            h1 .gone { (first.gone) }
            p { (first.gone_why) }
            p { strong { (first.gone_remedy) } }
        }
        div #more {
            @for words in others {
                section lang=(words.language.code()) dir=(direction(words.language)) {
                    h2 { (words.gone) }
                    p { (words.gone_why) }
                    p { strong { (words.gone_remedy) } }
                }
            }
        }
    };
    let (title, head) = (first.gone, html! {});
    document(&Document { words: first, title, hub_name, zone: "", head, main, is_of_ticket: false })
}

struct Document<'a> {
    words: &'static Words,
    title: &'a str,
    hub_name: &'a Text,
    zone: &'a str,
    head: Markup,
    main: Markup,
    /// Whether it tells of a ticket, and so says what it keeps to itself.
    is_of_ticket: bool,
}

fn document(page: &Document<'_>) -> String {
    let language = page.words.language;
    let page = html! {
        (DOCTYPE)
        html lang=(language.code()) dir=(direction(language)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex, nofollow";
                meta name="color-scheme" content="light dark";
                title { (page.title) }
                link rel="icon" href="assets/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href=(format!("assets/follow.css?v={}", *VERSION));
                (page.head)
            }
            body data-zone=(page.zone) {
                header {
                    p .hub { (text(page.hub_name, language)) }
                    (choice(page.words))
                }
                main { (page.main) }
                @if page.is_of_ticket { footer { p { (page.words.privacy) } } }
            }
        }
    };
    page.into_string()
}

/// The way a language is written, as HTML says it.
fn direction(language: Language) -> &'static str {
    if language.is_right_to_left() { "rtl" } else { "ltr" }
}

/// The choice of languages: whoever cannot read this one knows the sign, and the name of their own.
fn choice(words: &Words) -> Markup {
    html! {
        nav aria-label=(words.languages) {
            details {
                summary {
                    (globe())
                    span .heard { (words.languages) ": " }
                    (words.language.own_name())
                }
                ul { @for language in Language::ALL { li { (link(language, words)) } } }
            }
        }
    }
}

fn link(language: Language, words: &Words) -> Markup {
    let code = language.code();
    let current = (language == words.language).then_some("true");
    html! {
        a href=(format!("?l={code}")) lang=(code) hreflang=(code) aria-current=[current] {
            (language.own_name())
        }
    }
}

fn globe() -> Markup {
    html! {
        svg .globe viewBox="0 0 24 24" aria-hidden="true" focusable="false" {
            circle cx="12" cy="12" r="9.5" {}
            ellipse cx="12" cy="12" rx="4.25" ry="9.5" {}
            path d="M3.5 8.5h17M3.5 15.5h17" {}
        }
    }
}

/// What the ticket's state is in words.
struct State<'a> {
    mark: Mark,
    heading: Phrase<'a>,
    hint: &'static str,
}

fn state<'a>(view: &'a TicketView, words: &'static Words) -> State<'a> {
    let counter = view.call.as_ref().map_or("", |call| call.counter.as_str());
    let (mark, heading, hint) = match view.state {
        LegState::Waiting => (Mark::Waiting, words.waiting, words.waiting_hint),
        LegState::Called => (Mark::Called, words.called, words.called_hint),
        LegState::Serving => (Mark::Calm, words.serving, ""),
        LegState::Parked => (Mark::Waiting, words.parked, words.parked_hint),
        LegState::Finished | LegState::Transferred => (Mark::Calm, words.finished, words.finished_hint),
        LegState::NoShow => (Mark::Warning, words.no_show, words.no_show_hint),
        LegState::Cancelled => (Mark::Warning, words.cancelled, words.cancelled_hint),
        LegState::DayClosed => (Mark::Warning, words.day_closed, words.day_closed_hint),
    };
    let heading = Phrase { language: words.language, words: heading, value: counter.into() };
    State { mark, heading, hint }
}

/// The number, where it stands and what can be expected: what changes while one waits.
fn now(told: &Told<'_>, words: &'static Words, state: &State<'_>) -> Markup {
    let view = told.view;
    let is_waiting = view.state == LegState::Waiting;
    // Another call or a repeated one is told aloud again.
    let call = view.call.as_ref().filter(|_| view.state == LegState::Called);
    let call = call.map(|call| format!("{} {}", call.counter, call.recalls));
    let (place, is_called) = (Place::of(view, words), view.state == LegState::Called);
    html! {
        div #now data-state=(state.mark.class()) data-call=[call] {
            h1 { span .label { (words.your_number) " " } span .code { (value(words.language, &view.code.to_string())) } }
            // What is told aloud when it changes, with the language of each part.
            p .said hidden { (state.heading) @if is_called { (words.stop) (place.name(words)) } }
            div .(state.mark.class()) {
                h2 { (state.heading) }
                @if !state.hint.is_empty() { p { (state.hint) } }
                @if is_waiting && view.wait.is_some_and(|wait| wait.likely_minutes.is_none()) {
                    p { strong { (words.unlikely) } }
                }
                @if let Some(time) = not_before(view).filter(|time| *time > told.at) {
                    p { strong { (told.time_of_day(words.not_before, time)) } }
                }
            }
            dl {
                @if is_waiting { (expected(told, words)) }
                @if !view.state.is_over() {
                    div { dt { (place.title) } dd { (place.shown(words)) } }
                }
            }
        }
    }
}

fn expected(told: &Told<'_>, words: &Words) -> Markup {
    html! {
        @if let Some(wait) = told.view.wait {
            div {
                dt { (words.wait) " " span .as-of { (told.time_of_day(words.as_of, told.at)) } }
                dd .large {
                    span aria-hidden="true" { (wait.text_in(words.language)) }
                    span .heard { (wait.spoken_in(words.language)) }
                }
            }
        }
        div {
            dt { (words.ahead) }
            dd .large { @if told.view.people_ahead == 0 { (words.nobody_ahead) } @else { (told.view.people_ahead) } }
        }
    }
}

/// Where the citizen has to be.
struct Place<'a> {
    title: &'static str,
    room: &'a Text,
    floor: &'a str,
    building: &'a Text,
}

impl<'a> Place<'a> {
    fn of(view: &'a TicketView, words: &'static Words) -> Self {
        let building = &view.location;
        match &view.call {
            Some(call) => Self { title: words.where_to_go, room: &call.place, floor: &call.floor, building },
            None => Self { title: words.where_to_wait, room: &view.waiting_room, floor: &view.floor, building },
        }
    }

    /// Room and floor.
    fn name(&self, words: &Words) -> Markup {
        let floor = Phrase { language: words.language, words: words.floor, value: self.floor.into() };
        html! { (text(self.room, words.language)) (words.comma) (floor) }
    }

    fn shown(&self, words: &Words) -> Markup {
        let building = self.building.get(words.language);
        html! {
            span .large { (self.name(words)) }
            @if !building.is_empty() { br; (text(self.building, words.language)) }
        }
    }
}

/// The services still to come and what they need.
fn more(view: &TicketView, words: &Words) -> Markup {
    let language = words.language;
    let open: Vec<_> = view.legs.iter().map(|leg| (&leg.service, &leg.documents)).collect();
    let open = if open.is_empty() { vec![(&view.service, &view.documents)] } else { open };
    let is_over = view.legs.is_empty() && view.state.is_over();
    html! {
        div #more {
            section {
                h2 { @if open.len() > 1 { (words.services) } @else { (words.service) } }
                ul .plain { @for (service, _) in &open { li { (text(service, language)) } } }
            }
            @if !is_over && open.iter().any(|(_, documents)| !documents.is_empty()) {
                section {
                    h2 { (words.documents) }
                    @for (service, documents) in open.iter().filter(|(_, documents)| !documents.is_empty()) {
                        @if open.len() > 1 { h3 { (text(service, language)) } }
                        ul { @for document in *documents { li { (text(document, language)) } } }
                    }
                }
            }
        }
    }
}

/// Before when the ticket is surely not called, where that is known.
fn not_before(view: &TicketView) -> Option<Timestamp> {
    let waiting = view.legs.iter().filter(|leg| leg.state == LegState::Waiting && !leg.is_held);
    let ready: Option<Vec<Timestamp>> = waiting.map(|leg| leg.ready_at).collect();
    ready?.into_iter().min()
}
