//! The page as HTML.

use chrono_tz::Tz;
use domain::Timestamp;
use domain::text::{Language, Text};
use domain::ticket::LegState;
use domain::view::TicketView;
use maud::{DOCTYPE, Markup, html};

use super::words::{self, TABLE, Words, fill};
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
    let title = format!("{} · {}", view.code, state.heading);
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
    document(&Document { words, title: &title, hub_name: &view.hub_name, zone: told.zone, head, main, is_chosen: true })
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
                section lang=(words.language.code()) dir=(words::direction(words.language)) {
                    h2 { (words.gone) }
                    p { (words.gone_why) }
                    p { strong { (words.gone_remedy) } }
                }
            }
        }
    };
    let (title, head) = (first.gone, html! {});
    document(&Document { words: first, title, hub_name, zone: "", head, main, is_chosen: false })
}

struct Document<'a> {
    words: &'static Words,
    title: &'a str,
    hub_name: &'a Text,
    zone: &'a str,
    head: Markup,
    main: Markup,
    /// Whether it can be read in other languages, and says what it keeps to itself.
    is_chosen: bool,
}

fn document(page: &Document<'_>) -> String {
    let language = page.words.language;
    let page = html! {
        (DOCTYPE)
        html lang=(language.code()) dir=(words::direction(language)) {
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
                    @if page.is_chosen { (choice(page.words)) }
                }
                main { (page.main) }
                @if page.is_chosen { footer { p { (page.words.privacy) } } }
            }
        }
    };
    page.into_string()
}

fn choice(words: &Words) -> Markup {
    html! {
        nav aria-label=(words.languages) {
            ul {
                @for other in TABLE {
                    @let code = other.language.code();
                    @let current = (other.language == words.language).then_some("true");
                    li { a href=(format!("?l={code}")) lang=(code) hreflang=(code) aria-current=[current] { (other.name) } }
                }
            }
        }
    }
}

/// What the ticket's state is in words.
struct State {
    mark: Mark,
    heading: String,
    hint: &'static str,
}

fn state(view: &TicketView, words: &'static Words) -> State {
    let counter = view.call.as_ref().map_or("", |call| call.counter.as_str());
    let (mark, heading, hint) = match view.state {
        LegState::Waiting => (Mark::Waiting, words.waiting.to_owned(), words.waiting_hint),
        LegState::Called => (Mark::Called, fill(words.called, counter), words.called_hint),
        LegState::Serving => (Mark::Calm, fill(words.serving, counter), ""),
        LegState::Parked => (Mark::Waiting, words.parked.to_owned(), words.parked_hint),
        LegState::Finished | LegState::Transferred => (Mark::Calm, words.finished.to_owned(), words.finished_hint),
        LegState::NoShow => (Mark::Warning, words.no_show.to_owned(), words.no_show_hint),
        LegState::Cancelled => (Mark::Warning, words.cancelled.to_owned(), words.cancelled_hint),
        LegState::DayClosed => (Mark::Warning, words.day_closed.to_owned(), words.day_closed_hint),
    };
    State { mark, heading, hint }
}

/// The number, where it stands and what can be expected: what changes while one waits.
fn now(told: &Told<'_>, words: &'static Words, state: &State) -> Markup {
    let view = told.view;
    let is_waiting = view.state == LegState::Waiting;
    // Another call or a repeated one is told aloud again.
    let call = view.call.as_ref().filter(|_| view.state == LegState::Called);
    let call = call.map(|call| format!("{} {}", call.counter, call.recalls));
    let place = Place::of(view, words);
    let said = if view.state == LegState::Called {
        format!("{}. {}", state.heading, place.said(words))
    } else {
        state.heading.clone()
    };
    html! {
        div #now data-state=(state.mark.class()) data-call=[call] data-said=(said) {
            h1 { span .label { (words.your_number) " " } span .code { (view.code) } }
            div .(state.mark.class()) {
                h2 { (state.heading) }
                @if !state.hint.is_empty() { p { (state.hint) } }
                @if is_waiting && view.wait.is_some_and(|wait| wait.likely_minutes.is_none()) {
                    p { strong { (words.unlikely) } }
                }
                @if let Some(time) = not_before(view).filter(|time| *time > told.at) {
                    p { strong { (fill(words.not_before, &hhmm(time, told.zone))) } }
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
                dt { (words.wait) " " span .as-of { "(" (fill(words.as_of, &hhmm(told.at, told.zone))) ")" } }
                dd .large { (text(&wait.text(), words.language)) }
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

    fn said(&self, words: &Words) -> String {
        format!("{}, {}", self.room.get(words.language), fill(words.floor, self.floor))
    }

    fn shown(&self, words: &Words) -> Markup {
        let language = words.language;
        html! {
            span .large { (text(self.room, language)) ", " (fill(words.floor, self.floor)) }
            @if !self.building.get(language).is_empty() { br; (text(self.building, language)) }
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

/// A text of the hub, marked where it is there in Italian alone.
fn text(text: &Text, language: Language) -> Markup {
    let said = text.get(language);
    let is_italian = language != Language::It && said == text.get(Language::It);
    html! { @if is_italian { span lang="it" { (said) } } @else { (said) } }
}

/// The time of day in the hub's zone.
fn hhmm(at: Timestamp, zone: &str) -> String {
    at.with_timezone(&zone.parse().unwrap_or(Tz::UTC)).format("%H:%M").to_string()
}
