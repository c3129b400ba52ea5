//! Compiles the screen.

use std::collections::HashMap;
use std::path::PathBuf;

fn main() {
    let kit = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/ui-kit/ui");
    let config = slint_build::CompilerConfiguration::new()
        .with_library_paths(HashMap::from([("ui-kit".to_owned(), kit)]))
        .with_bundled_translations("../assets/translations")
        .with_debug_info(true);
    println!("cargo::rerun-if-changed=../assets/translations");
    slint_build::compile_with_config("ui/counter.slint", config).expect("the screen of the counter compiles");
}
