//! Reads the window as assistive technology would: what a page says, and which control has the keyboard.
//!
//! Nothing is worded twice: what is spoken are the accessible labels, in the order and the language of the page.

use domain::text::Text;
use i_slint_core::accessibility::{AccessibleStringProperty, accessible_descendents};
use i_slint_core::item_tree::ItemRc;
use i_slint_core::items::AccessibleRole;
use i_slint_core::window::WindowInner;
use kiosk_flow::{Model, Screen, SlipState, Usher};

/// Remembers what was read, so that only what is new is said.
#[derive(Debug, Default)]
pub struct Reader {
    place: Option<String>,
    leaf: String,
    is_warned: bool,
    control: Option<String>,
    typed: Option<String>,
    has_read_page: bool,
}

impl Reader {
    /// What is to be said now; `None` where nothing is new.
    pub fn look(&mut self, window: &slint::Window, model: &Model) -> Option<String> {
        let place = place(model);
        let control = control(window);
        let leaf = leaf(window);
        let is_elsewhere = self.place.as_ref() != Some(&place) || self.leaf != leaf;
        let new = if is_elsewhere {
            // The name of the hub stands over every page, and is said by none.
            let hub = model.view.as_ref().map(|view| view.hub_name.get(model.language));
            let page: Vec<_> = page(window).into_iter().filter(|text| Some(text.as_str()) != hub).collect();
            Some(page.join(". "))
        } else {
            None
        };
        // Whoever is asked whether they are still there hears that alone: it stands at the top.
        let is_warned = model.leaves_in_seconds().is_some();
        let asked = (is_warned && !self.is_warned && !is_elsewhere).then(|| page(window).into_iter().next());
        self.has_read_page = is_elsewhere;
        self.is_warned = is_warned;
        let typed = model.typed_aloud();
        let echo = typed.clone().filter(|_| typed != self.typed && !is_elsewhere);
        self.typed = typed;
        let moved = control.clone().filter(|_| control != self.control);
        self.place = Some(place);
        self.leaf = leaf;
        self.control = control;
        let said: Vec<_> =
            new.into_iter().chain(asked.flatten()).chain(echo).chain(moved).filter(|text| !text.is_empty()).collect();
        (!said.is_empty()).then(|| said.join(". "))
    }
}

impl Reader {
    /// Whether what was read last is a page, and not only what has changed on it.
    #[must_use]
    pub fn has_read_page(&self) -> bool {
        self.has_read_page
    }
}

/// What makes a page another one for somebody who listens; numbers that change under way do not.
fn place(model: &Model) -> String {
    let (language, is_lost) = (model.language.code(), model.lost.is_some());
    let said = |why: &Option<Text>| why.as_ref().map(|why| why.get(model.language).to_owned()).unwrap_or_default();
    let page = match &model.screen {
        _ if model.is_choosing_language => "languages".to_owned(),
        Screen::Details { area, service, failure } => format!("details {area} {service} {}", said(failure)),
        Screen::Services { area } => format!("services {area}"),
        Screen::Taking { .. } => "taking".to_owned(),
        Screen::Card(page) => format!("card {}", said(&page.failure)),
        Screen::Way(way) => format!("way {way:?}"),
        // What is typed is said by itself, not with the whole page; that nothing is found is said with it.
        Screen::Search(page) => format!("search {}", !page.typed.is_empty() && model.found().is_empty()),
        Screen::CheckIn(page) => format!("check-in {} {}", said(&model.check_in_caution()), page.is_sent),
        Screen::Ticket { ticket, slip } => {
            let slip = match slip {
                SlipState::Printing => "printing",
                SlipState::Printed => "printed",
                SlipState::NotPrinted => "not printed",
                SlipState::Unknown => "unknown",
                SlipState::NotWanted => "not wanted",
            };
            format!("ticket {} {slip} {}", ticket.code, model.again.refusal.is_some())
        }
        Screen::Priority { area, service } => format!("priority {area} {service}"),
        Screen::Home => "home".to_owned(),
    };
    let staff = (model.staff.page, model.staff.is_locked, &model.staff.test, model.staff.is_wrong);
    let help = match model.usher {
        Usher::Nobody | Usher::Asking(_) => "",
        Usher::Asked(_) => "asked",
        Usher::Coming => "coming",
        Usher::NotReached => "not reached",
    };
    let alone = model.gives_numbers_alone();
    let notices: Vec<_> = model.notices().iter().map(|row| row.notice.to_string()).collect();
    let notices = (notices.join(" "), model.is_reading_notices());
    format!("{page} {} {language} {is_lost} {alone} {staff:?} {help} {notices:?}", model.is_open())
}

/// Everything that is no control, in reading order.
fn page(window: &slint::Window) -> Vec<String> {
    let window = WindowInner::from_pub(window);
    // What has come into view since the last picture is made now.
    window.ensure_tree_instantiated();
    let root = ItemRc::new_root(window.component());
    let mut found = Vec::new();
    collect(&root, &mut found);
    found
}

/// To which page each list that has several was turned; a list that came or went at its first page is no other leaf.
fn leaf(window: &slint::Window) -> String {
    let window = WindowInner::from_pub(window);
    window.ensure_tree_instantiated();
    let mut turned = Vec::new();
    walk(&ItemRc::new_root(window.component()), &mut |item| {
        turned.push(string(item, AccessibleStringProperty::ItemIndex));
    });
    turned.retain(|page| !page.is_empty() && page != "0");
    turned.join(" ")
}

fn collect(item: &ItemRc, found: &mut Vec<String>) {
    walk(item, &mut |child| {
        let is_told =
            matches!(child.accessible_role(), AccessibleRole::Text | AccessibleRole::ListItem | AccessibleRole::Image);
        let label = if is_told { label(child) } else { String::new() };
        if !label.is_empty() && !is_clock(&label) {
            found.push(label);
        }
    });
}

/// Everything that has a role and is to be seen, in reading order.
fn walk(item: &ItemRc, visit: &mut impl FnMut(&ItemRc)) {
    for child in accessible_descendents(item) {
        if child.is_visible() {
            visit(&child);
        }
        walk(&child, visit);
    }
}

/// The control that has the keyboard, with what it says of itself.
fn control(window: &slint::Window) -> Option<String> {
    let item = WindowInner::from_pub(window).focus_item.borrow().upgrade()?;
    let is_control = item.accessible_role() == AccessibleRole::Button && item.is_visible();
    let (label, description) = (label(&item), string(&item, AccessibleStringProperty::Description));
    let said = if description.is_empty() { label } else { format!("{label}. {description}") };
    is_control.then_some(said)
}

fn label(item: &ItemRc) -> String {
    spelled(&string(item, AccessibleStringProperty::Label))
}

fn string(item: &ItemRc, what: AccessibleStringProperty) -> String {
    item.accessible_string_property(what).unwrap_or_default().into()
}

/// Clock and countdown are for the eyes: they would interrupt all the time.
fn is_clock(text: &str) -> bool {
    text.len() <= 5 && text.chars().all(|letter| letter.is_ascii_digit() || letter == ':')
}

/// A number that is a code is said letter by letter, as it stands on the board: `A042` as `A 0 4 2`.
fn spelled(text: &str) -> String {
    let is_code = (4..=5).contains(&text.len())
        && text.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit())
        && text.starts_with(|letter: char| letter.is_ascii_uppercase())
        && text.ends_with(|letter: char| letter.is_ascii_digit());
    if is_code { text.chars().map(String::from).collect::<Vec<_>>().join(" ") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{is_clock, spelled};

    #[test]
    fn codes_are_spelled_and_the_clock_is_left_to_the_eyes() {
        assert_eq!(spelled("A042"), "A 0 4 2");
        assert_eq!(spelled("AB123"), "A B 1 2 3");
        assert_eq!(spelled("Sala A"), "Sala A");
        assert!(is_clock("10:42") && !is_clock("10–20"));
    }
}
