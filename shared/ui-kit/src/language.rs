//! Which of the bundled languages the texts of this thread's screens are in.

/// The language the texts in `.slint` files are written in; it has no translation of its own.
const SOURCE_LANGUAGE: &str = "en";

/// Shows the texts of this thread's screens in a language by its ISO 639-1 code; a window has to exist.
pub fn select(code: &str) {
    let bundled = if code == SOURCE_LANGUAGE { "" } else { code };
    if let Err(error) = slint::select_bundled_translation(bundled) {
        tracing::error!(%error, code, "the language is not part of this program");
    }
}
