//! The shapes of the signs: a hub names them, and the program has them.

use slint::SharedString;

macro_rules! drawn {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../assets/icons/", $name, ".svg")))),*]
    };
}

/// Every sign and its file.
const DRAWN: [(&str, &str); 40] = drawn![
    "baby",
    "bill",
    "book",
    "building",
    "calendar",
    "car",
    "care",
    "culture",
    "document",
    "document-search",
    "elderly",
    "euro",
    "family",
    "flower",
    "globe",
    "heart",
    "house",
    "id-card",
    "info",
    "mail",
    "mourning",
    "moving",
    "parking",
    "people",
    "police",
    "recycling",
    "school",
    "search",
    "shield",
    "shop",
    "signpost",
    "sport",
    "star",
    "tools",
    "town-hall",
    "tree",
    "vote",
    "water",
    "wheelchair",
    "work",
];

/// The shape of a sign, as the commands of a path; empty where the program does not know it.
pub(crate) fn shape(name: &str) -> SharedString {
    let file = DRAWN.iter().find(|(known, _)| *known == name).map(|(_, file)| *file);
    let commands = file.and_then(|file| Some(file.split_once(" d=\"")?.1.split_once('"')?.0));
    commands.unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use domain::home::ICONS;

    use super::*;

    #[test]
    fn every_sign_a_hub_can_name_has_one_shape_and_no_two_have_the_same() {
        assert_eq!(DRAWN.map(|(name, _)| name), ICONS);
        let mut shapes: Vec<_> = ICONS.map(shape).to_vec();
        for (name, file) in DRAWN {
            assert!(file.contains("viewBox=\"0 -960 960 960\""), "{name} is drawn in another square");
            assert_eq!(file.matches("<path").count(), 1, "{name} has one path");
        }
        assert!(shapes.iter().all(|shape| shape.starts_with(['M', 'm']) && !shape.contains('<')));
        shapes.sort();
        shapes.dedup();
        assert_eq!(shapes.len(), ICONS.len());
        assert_eq!(shape("none of them"), "");
    }
}
