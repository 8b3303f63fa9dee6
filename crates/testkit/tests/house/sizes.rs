//! A file is read in one sitting.

use std::fs;
use std::path::Path;

use crate::sources::{made_up, root, rust_files, shown};

/// Lines.
const LONGEST: usize = 400;

fn too_long(root: &Path) -> Vec<String> {
    let lines = |path: &Path| fs::read_to_string(path).unwrap().lines().count();
    let all = rust_files(root).into_iter().map(|path| (lines(&path), path));
    all.filter(|(lines, _)| *lines > LONGEST).map(|(lines, path)| format!("{}: {lines}", shown(root, &path))).collect()
}

#[test]
fn no_file_is_longer_than_it_can_be_read() {
    let wrong = too_long(&root());
    assert!(wrong.is_empty(), "more than {LONGEST} lines:\n{}", wrong.join("\n"));
}

#[test]
fn a_file_that_is_too_long_is_named() {
    let (at_most, too_many) = ("//\n".repeat(LONGEST), "//\n".repeat(LONGEST + 1));
    let tree = made_up(&[("a/fits.rs", &at_most), ("a/long.rs", &too_many), ("target/long.rs", &too_many)]);
    assert_eq!(too_long(tree.path()), ["a/long.rs: 401"]);
}
