//! The one configuration with which every `.slint` file of the project is compiled; for build scripts only.
#![forbid(unsafe_code)]

use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Folder of the shared widgets, from this crate.
const KIT: &str = "../ui-kit/ui";
/// Folder of the translations, from this crate.
const TRANSLATIONS: &str = "../../assets/translations";

/// Compiles a `.slint` file of the package whose build script calls this: shared widgets under `@ui-kit`, the
/// project's translations inside the program, and element names kept for tests.
///
/// # Panics
/// When the file does not compile; the build then ends with the compiler's message.
#[expect(clippy::print_stdout, reason = "a build script speaks to cargo on standard output")]
pub fn compile(file: &str) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let translations = here.join(TRANSLATIONS);
    println!("cargo::rerun-if-changed={}", translations.display());
    let config = slint_build::CompilerConfiguration::new()
        .with_library_paths(HashMap::from([("ui-kit".to_owned(), here.join(KIT))]))
        .with_bundled_translations(translations)
        .with_debug_info(true);
    slint_build::compile_with_config(PathBuf::from(file), config).expect("the .slint file compiles");
}
