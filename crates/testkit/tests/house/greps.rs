//! Words that must not appear where they would mean that a layer knows another.

use std::fs;
use std::path::Path;

use crate::sources::{made_up, root, rust_files, shown};

/// What must not be written, and in the sources of which crates.
const NOT_THERE: &[(&[&str], &[&str])] =
    &[(&["StatusCode", ".status()", "axum::"], &["api", "app", "journal", "vault", "domain", "store"])];

fn found(root: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    for (words, crates) in NOT_THERE {
        for src in crates.iter().map(|name| root.join("crates").join(name).join("src")).filter(|src| src.is_dir()) {
            for path in rust_files(&src) {
                let text = fs::read_to_string(&path).unwrap();
                for (number, line) in
                    text.lines().enumerate().filter(|(_, line)| words.iter().any(|word| line.contains(word)))
                {
                    wrong.push(format!("{}:{}: {}", shown(root, &path), number + 1, line.trim()));
                }
            }
        }
    }
    wrong
}

#[test]
fn statuses_are_words_of_the_server_alone() {
    let wrong = found(&root());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_line_with_a_forbidden_word_is_named() {
    let wrong = "fn f() {\n    StatusCode::CONFLICT\n}\n";
    let tree = made_up(&[("crates/app/src/a.rs", wrong), ("crates/server/src/a.rs", wrong)]);
    assert_eq!(found(tree.path()), ["crates/app/src/a.rs:2: StatusCode::CONFLICT"]);
}
