//! What works in an import but could surprise.

use domain::text::Text;
use serde::Serialize;

/// What could surprise whoever sent an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum NoteKind {
    /// The file has columns that say nothing here.
    ColumnsIgnored {
        /// Their names, with commas between them.
        columns: String,
    },
    /// The file is not UTF-8 and was read as what Excel writes on Windows.
    ReadAsWindows1252,
    /// Categories that are no service stand beside some that are.
    CategoriesIgnored {
        /// The categories, with commas between them.
        categories: String,
    },
    /// The place of an event is no location of the hub.
    PlaceIgnored,
    /// The title of an event is too long to be somebody's name.
    TitleLeftOut {
        /// The longest name, in characters.
        most: usize,
    },
}

impl NoteKind {
    /// What a person reads and can act on.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::ColumnsIgnored { columns } => Text::new(
                format!("colonne non usate: {columns}. Se ne serve una, controlla il suo nome."),
                format!("columns not used: {columns}. If one of them is needed, check its name."),
            ),
            Self::ReadAsWindows1252 => Text::new(
                "il file non è UTF-8 ed è stato letto come Windows-1252: controlla le lettere accentate.",
                "the file is not UTF-8 and was read as Windows-1252: check the accented letters.",
            ),
            Self::CategoriesIgnored { categories } => Text::new(
                format!("categorie che non sono servizi, non usate: {categories}. Controlla se ne manca uno."),
                format!("categories that are no services, not used: {categories}. Check whether one is missing."),
            ),
            Self::PlaceIgnored => Text::new(
                "il luogo non è una sede conosciuta e non è stato usato. Se serve, scrivi il nome della sede.",
                "the place is no known location and was not used. If it matters, write the location's name.",
            ),
            Self::TitleLeftOut { most } => Text::new(
                format!("il titolo ha più di {most} caratteri e non è stato preso come nome. Se serve, accorcialo."),
                format!(
                    "the title has more than {most} characters and was not taken for a name. Shorten it if needed."
                ),
            ),
        }
    }
}
