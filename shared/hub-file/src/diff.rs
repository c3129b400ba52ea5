//! What differs between two hubs, in the words of their files.
//!
//! Both are compared as they would be written, so that whatever a hub file can say is compared, too.

use std::collections::{BTreeMap, BTreeSet};

use domain::catalog::Catalog;
use domain::catalog_change::{Change, ChangeKind};
use domain::text::Text;
use toml::{Table, Value};

/// The heading under which what stands above all headings is told of.
const HUB: &str = "hub";
/// Longest value that is told, in characters; the middle of a longer one is left out.
const VALUE_CHARS_MAX: usize = 160;

/// What differs between two catalogs: the hub itself first, then each heading, in a fixed order.
#[must_use]
pub fn diff(old: &Catalog, new: &Catalog) -> Vec<Change> {
    let (old_table, new_table) = (table_of(old), table_of(new));
    let mut changes = Vec::new();
    let (old_hub, old_lists) = split(old_table);
    let (new_hub, new_lists) = split(new_table);
    of_fields(HUB, new.id.as_str(), &Value::Table(old_hub), &Value::Table(new_hub), &mut changes);
    let headings: BTreeSet<_> = old_lists.keys().chain(new_lists.keys()).collect();
    for heading in headings {
        let entries = |lists: &BTreeMap<String, Vec<Value>>| lists.get(heading).cloned().unwrap_or_default();
        of_entries(heading, &entries(&old_lists), &entries(&new_lists), &mut changes);
    }
    changes
}

fn table_of(catalog: &Catalog) -> Table {
    // A catalog is texts, numbers, lists and tables, all of which TOML has.
    Table::try_from(catalog).unwrap_or_default()
}

/// What stands above the headings with the tables there is one of, and the entries below each heading.
fn split(table: Table) -> (Table, BTreeMap<String, Vec<Value>>) {
    let (mut hub, mut lists) = (Table::new(), BTreeMap::new());
    for (name, value) in table {
        if let Value::Array(entries) = &value
            && entries.iter().all(Value::is_table)
        {
            lists.insert(name, entries.clone());
        } else {
            hub.insert(name, value);
        }
    }
    (hub, lists)
}

/// What an entry is known by: its id, or all it says where it has none.
fn id_of(entry: &Value) -> String {
    match entry.get("id").and_then(Value::as_str) {
        Some(id) => id.to_owned(),
        None => entry.as_table().into_iter().flatten().map(|(_, value)| shown(value)).collect::<Vec<_>>().join(", "),
    }
}

fn of_entries(heading: &str, old: &[Value], new: &[Value], changes: &mut Vec<Change>) {
    let (old_ids, new_ids): (Vec<_>, Vec<_>) = (old.iter().map(id_of).collect(), new.iter().map(id_of).collect());
    for (id, entry) in old_ids.iter().zip(old).filter(|(id, _)| !new_ids.contains(id)) {
        changes.push(whole(ChangeKind::Removed, heading, id, entry));
    }
    for (id, entry) in new_ids.iter().zip(new) {
        match old_ids.iter().position(|old| old == id) {
            Some(position) => of_fields(heading, id, &old[position], entry, changes),
            None => changes.push(whole(ChangeKind::Added, heading, id, entry)),
        }
    }
    let kept = |ids: &[String], others: &[String]| -> Vec<String> {
        ids.iter().filter(|id| others.contains(id)).cloned().collect()
    };
    if kept(&old_ids, &new_ids) != kept(&new_ids, &old_ids) {
        let text = Text::new(format!("[[{heading}]]: l'ordine cambia"), format!("[[{heading}]]: the order changes"));
        changes.push(change(ChangeKind::Reordered, heading, "", text));
    }
}

fn of_fields(heading: &str, id: &str, old: &Value, new: &Value, changes: &mut Vec<Change>) {
    let (old, new) = (fields(old), fields(new));
    let names: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    for name in names {
        let (from, to) = (old.get(name), new.get(name));
        if from == to {
            continue;
        }
        let said = |value: Option<&Value>, none: &str| {
            value.map_or_else(|| none.to_owned(), |value| within_bound(&value.to_string()))
        };
        let text = Text::new(
            format!("{heading} «{id}»: {name} da {} a {}", said(from, "niente"), said(to, "niente")),
            format!("{heading} \"{id}\": {name} from {} to {}", said(from, "nothing"), said(to, "nothing")),
        );
        let (field, from, to) = (Some(name.clone()), from.map(shown), to.map(shown));
        changes.push(Change { field, from, to, ..change(ChangeKind::Changed, heading, id, text) });
    }
}

/// Every field with its path; a list is one field.
fn fields(value: &Value) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    let mut open = vec![(String::new(), value)];
    while let Some((path, value)) = open.pop() {
        if let Value::Table(members) = value {
            let step = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            open.extend(members.iter().map(|(name, member)| (step(name), member)));
        } else {
            found.insert(path, value.clone());
        }
    }
    found
}

fn whole(kind: ChangeKind, heading: &str, id: &str, entry: &Value) -> Change {
    let name = entry.get("name").and_then(|name| name.get("it").unwrap_or(name).as_str());
    let name = name.map(|name| format!(" ({name})")).unwrap_or_default();
    let (it, en) = if kind == ChangeKind::Added { ("aggiunto", "added") } else { ("tolto", "removed") };
    let text = Text::new(format!("{heading} «{id}»{name}: {it}"), format!("{heading} \"{id}\"{name}: {en}"));
    change(kind, heading, id, text)
}

fn change(kind: ChangeKind, entry: &str, id: &str, text: Text) -> Change {
    Change { kind, entry: entry.to_owned(), id: id.to_owned(), field: None, from: None, to: None, text }
}

/// A value on one line, not longer than agreed; a text without its quotes.
fn shown(value: &Value) -> String {
    match value.as_str() {
        Some(text) => within_bound(text),
        None => within_bound(&value.to_string()),
    }
}

fn within_bound(text: &str) -> String {
    let signs: Vec<char> = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
    if signs.len() <= VALUE_CHARS_MAX {
        return signs.into_iter().collect();
    }
    let (start, end) = (&signs[..VALUE_CHARS_MAX / 2], &signs[signs.len() - VALUE_CHARS_MAX / 2..]);
    start.iter().chain(&['…']).chain(end).collect()
}
