//! Compiles the windows in which one text is looked at; they have no words of its own to translate.

use std::collections::HashMap;
use std::path::Path;

fn main() {
    let kit = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/ui-kit/ui");
    let config = slint_build::CompilerConfiguration::new()
        .with_library_paths(HashMap::from([("ui-kit".to_owned(), kit)]))
        .with_debug_info(true);
    slint_build::compile_with_config("ui/windows.slint", config).expect("the .slint file compiles");
}
