//! Looking for a service by typing: what it is called, where it belongs, what it needs, and what people call it.
//!
//! Each word that is typed has to be the beginning of a word of the service, with room for a slip of the finger in
//! longer ones. What the name says counts before what else is known of a service. The words are those of the language
//! that is shown and the Italian ones, which stand on every letter of the office.

use domain::ids::{AreaId, ServiceId};
use domain::text::{Language, Text};
use domain::view::{KioskArea, KioskService};

use crate::model::{Model, Screen};
use crate::update::touched;

mod letters;

#[cfg(test)]
mod tests;

pub use letters::keys;
use letters::words_of;

/// Most characters that are kept of what is typed.
const SEARCH_CHARS_MAX: usize = 30;
/// Most services that are found.
const FOUND_MAX: usize = 24;
/// From so many letters on one of them may be wrong.
const ONE_SLIP_LETTERS_MIN: usize = 4;
/// From so many letters on two of them may be.
const TWO_SLIPS_LETTERS_MIN: usize = 8;
/// Ways in which a word of a service is known, the closest first; a slip counts as much as all of them.
const KINDS: usize = 4;

/// What stands where a service is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchPage {
    /// What was typed so far.
    pub typed: String,
}

impl Model {
    /// The services that are meant by what is typed, the likeliest first; none where nothing is typed.
    #[must_use]
    pub fn found(&self) -> Vec<(&KioskArea, &KioskService)> {
        let (Screen::Search(page), Some(view)) = (&self.screen, &self.view) else { return Vec::new() };
        let typed = words_of(&page.typed);
        if typed.is_empty() {
            return Vec::new();
        }
        let all = view.areas.iter().flat_map(|area| area.services.iter().map(move |service| (area, service)));
        let known =
            all.filter_map(|(area, service)| Some((unlikeness(&typed, area, service, self.language)?, area, service)));
        let mut found: Vec<_> = known.collect();
        // What is equally likely stays in the hub's order.
        found.sort_by_key(|(unlikeness, ..)| *unlikeness);
        found.truncate(FOUND_MAX);
        found.into_iter().map(|(_, area, service)| (area, service)).collect()
    }
}

/// Opens the page, for somebody who looks at the areas.
pub(crate) fn open(model: &mut Model) {
    touched(model);
    if model.screen == Screen::Home && model.is_open() {
        model.is_choosing_language = false;
        model.screen = Screen::Search(SearchPage::default());
    }
}

pub(crate) fn type_sign(page: &mut SearchPage, sign: char) {
    let is_blank = sign == ' ' && (page.typed.is_empty() || page.typed.ends_with(' '));
    if !sign.is_control() && !is_blank && page.typed.chars().count() < SEARCH_CHARS_MAX {
        page.typed.extend(sign.to_lowercase());
    }
}

pub(crate) fn erase(page: &mut SearchPage) {
    page.typed.pop();
}

/// A service that was found, or one on a way past the areas, was touched.
pub(crate) fn choose(model: &mut Model, area: AreaId, service: ServiceId) {
    touched(model);
    if matches!(model.screen, Screen::Search(_) | Screen::Way(_)) && model.service(&area, &service).is_some() {
        model.came_from = Some(model.screen.clone());
        model.screen = Screen::Details { area, service, failure: None };
    }
}

/// How far a service is from what was typed; `None` where a word of it means something else.
fn unlikeness(typed: &[String], area: &KioskArea, service: &KioskService, language: Language) -> Option<usize> {
    let words = |text: &Text| [words_of(text.get(language)), words_of(&text.it)].concat();
    let keywords = service.keywords.as_ref().map(words).unwrap_or_default();
    let documents = service.documents.iter().flat_map(words).collect();
    let kinds: [Vec<String>; KINDS] = [words(&service.name), keywords, words(&area.name), documents];
    let mut sum = 0;
    for word in typed {
        let ways = kinds.iter().enumerate().flat_map(|(kind, known)| known.iter().map(move |known| (kind, known)));
        // One letter is the beginning of nearly everything: it counts for names alone.
        let ways = ways.filter(|(kind, _)| *kind == 0 || word.chars().count() > 1);
        sum += ways.filter_map(|(kind, known)| Some(slips(word, known)? * KINDS + kind)).min()?;
    }
    Some(sum)
}

/// How many letters of a typed word are wrong, as far as it goes; `None` where it is another word.
fn slips(typed: &str, known: &str) -> Option<usize> {
    let count = typed.chars().count();
    let most = usize::from(count >= ONE_SLIP_LETTERS_MIN) + usize::from(count >= TWO_SLIPS_LETTERS_MIN);
    let slips = distance_to_beginning(typed, known);
    (slips <= most).then_some(slips)
}

/// How many letters have to be put in, left out or replaced to make a word the beginning of another (Sellers 1980, with
/// the end of the longer word left open).
fn distance_to_beginning(typed: &str, known: &str) -> usize {
    let known: Vec<char> = known.chars().collect();
    let mut last: Vec<usize> = (0..=known.len()).collect();
    for (row, letter) in typed.chars().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in known.iter().enumerate() {
            let replaced = last[column] + usize::from(letter != *other);
            current.push(replaced.min(last[column + 1] + 1).min(current[column] + 1));
        }
        last = current;
    }
    last.into_iter().min().unwrap_or(usize::MAX)
}
