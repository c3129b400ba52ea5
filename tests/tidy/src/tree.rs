//! The files of the project, without what is built.

use std::fs;
use std::path::{Path, PathBuf};

const LEFT_OUT: [&str; 4] = ["target", "build", ".git", "node_modules"];

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("two folders above this package").to_owned()
}

/// Every file with this ending, with its path from the root and its text.
pub(crate) fn files(ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(&root(), ending, &mut found);
    found.sort();
    assert!(!found.is_empty(), "no {ending} file found: the walk is broken");
    found
}

fn collect(folder: &Path, ending: &str, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !LEFT_OUT.contains(&name.as_str()) {
                collect(&path, ending, found);
            }
        } else if name.ends_with(ending) {
            let from_root = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
            found.push((from_root, fs::read_to_string(&path).unwrap()));
        }
    }
}
