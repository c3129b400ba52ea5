//! Choosing one row of a list with a few letters, arrows or a click.

use crate::{FILTER_CHARS_MAX, PAGE_ROWS};

/// What was typed above a list and which row was chosen in it.
///
/// Nothing is chosen until somebody types, steps or clicks: a hasty "Enter" must not sign in or send on anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<Id> {
    /// What was typed.
    pub filter: String,
    /// The chosen row; it counts only while the filter lets it through.
    pub chosen: Option<Id>,
}

impl<Id> Default for Choice<Id> {
    fn default() -> Self {
        Self { filter: String::new(), chosen: None }
    }
}

/// A move through the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// Several rows up.
    PageUp,
    /// Several rows down.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

impl<Id: Clone + PartialEq> Choice<Id> {
    /// Takes a new filter text, cut to its longest length.
    pub(crate) fn filter(&mut self, text: &str) {
        self.filter = text.chars().take(FILTER_CHARS_MAX).collect();
        self.chosen = None;
    }

    /// After typing, the first row is the chosen one.
    pub(crate) fn choose_first(&mut self, rows: &[Id]) {
        self.chosen = if self.filter.trim().is_empty() { None } else { rows.first().cloned() };
    }

    /// Moves through `rows`, the rows that the filter lets through.
    pub(crate) fn step(&mut self, step: Step, rows: &[Id]) {
        let Some(last) = rows.len().checked_sub(1) else { return };
        let place = self.chosen.as_ref().and_then(|id| rows.iter().position(|row| row == id));
        let next = match (step, place) {
            (Step::First, _) | (Step::Down | Step::PageDown, None) => 0,
            (Step::Last, _) | (Step::Up | Step::PageUp, None) => last,
            (Step::Up, Some(place)) => place.saturating_sub(1),
            (Step::Down, Some(place)) => (place + 1).min(last),
            (Step::PageUp, Some(place)) => place.saturating_sub(PAGE_ROWS),
            (Step::PageDown, Some(place)) => (place + PAGE_ROWS).min(last),
        };
        self.chosen = rows.get(next).cloned();
    }
}

/// Whether every word of `filter` begins some word of `texts`, whatever its case and accents.
pub(crate) fn matches(filter: &str, texts: &[&str]) -> bool {
    let words: Vec<String> = texts.iter().flat_map(|text| words(text)).collect();
    self::words(filter).iter().all(|typed| words.iter().any(|word| word.starts_with(typed)))
}

fn words(text: &str) -> Vec<String> {
    let plain: String = text.chars().flat_map(char::to_lowercase).filter_map(plain).collect();
    plain.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The letter without its accent; nothing for an accent that stands alone.
fn plain(letter: char) -> Option<char> {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => Some('a'),
        'è' | 'é' | 'ê' | 'ë' => Some('e'),
        'ì' | 'í' | 'î' | 'ï' => Some('i'),
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => Some('o'),
        'ù' | 'ú' | 'û' | 'ü' => Some('u'),
        'ç' => Some('c'),
        'ñ' => Some('n'),
        '\u{0300}'..='\u{036f}' => None,
        _ => Some(letter),
    }
}
