//! What the hub has, by the words people and booking systems write for it.

use std::collections::{BTreeMap, BTreeSet};

use domain::catalog::Catalog;
use domain::ids::{LocationId, ServiceId};
use domain::text::Text;

/// What separates the services of one booking.
const SERVICE_SEPARATORS: [char; 2] = ['+', ','];

/// What a word stands for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Meaning<'k, I> {
    /// Nothing the hub has.
    Nothing,
    /// One thing.
    One(&'k I),
    /// Several things of the same name.
    Several(&'k BTreeSet<I>),
}

/// The services and locations of a hub, by id and name.
pub(crate) struct Known {
    services: Words<ServiceId>,
    locations: Words<LocationId>,
}

impl Known {
    pub(crate) fn new(catalog: &Catalog) -> Self {
        let (mut services, mut locations) = (Words::new(), Words::new());
        for service in &catalog.services {
            services.add(service.id.as_str(), &service.id, &service.name);
        }
        for location in &catalog.locations {
            locations.add(location.id.as_str(), &location.id, &location.name);
            locations.add_word(&location.address, &location.id);
        }
        Self { services, locations }
    }

    pub(crate) fn service(&self, word: &str) -> Meaning<'_, ServiceId> {
        self.services.meaning(word)
    }

    /// The words of a text that names several services, without empty ones.
    pub(crate) fn service_words<'t>(&self, text: &'t str) -> Vec<&'t str> {
        // A service may have a separator in its own name.
        if self.service(text) != Meaning::Nothing {
            return vec![text];
        }
        text.split(SERVICE_SEPARATORS).map(str::trim).filter(|word| !word.is_empty()).collect()
    }

    pub(crate) fn location(&self, word: &str) -> Meaning<'_, LocationId> {
        self.locations.meaning(word)
    }
}

struct Words<I> {
    ids: BTreeMap<String, I>,
    words: BTreeMap<String, BTreeSet<I>>,
}

impl<I: Ord + Clone> Words<I> {
    fn new() -> Self {
        Self { ids: BTreeMap::new(), words: BTreeMap::new() }
    }

    fn add(&mut self, word: &str, id: &I, name: &Text) {
        self.ids.insert(plain(word), id.clone());
        self.add_word(&name.it, id);
        self.add_word(&name.en, id);
    }

    fn add_word(&mut self, word: &str, id: &I) {
        let word = plain(word);
        if !word.is_empty() {
            self.words.entry(word).or_default().insert(id.clone());
        }
    }

    /// An id means itself, even where something else is called so.
    fn meaning(&self, word: &str) -> Meaning<'_, I> {
        let word = plain(word);
        if let Some(id) = self.ids.get(&word) {
            return Meaning::One(id);
        }
        match self.words.get(&word) {
            None => Meaning::Nothing,
            Some(ids) => match (ids.len(), ids.first()) {
                (1, Some(id)) => Meaning::One(id),
                _ => Meaning::Several(ids),
            },
        }
    }
}

/// A text as people compare it: without regard to case, spacing and the form of the apostrophe.
pub(crate) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().replace('’', "'")
}
