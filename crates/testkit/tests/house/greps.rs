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

/// The sentences of errors go to Sentry as they stand, so that nothing may be put into them; fields are left out there.
fn filled_in(root: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    let crates = fs::read_dir(root.join("crates")).unwrap().map(|entry| entry.unwrap().path().join("src"));
    for path in crates.filter(|src| src.is_dir()).flat_map(|src| rust_files(&src)) {
        let text = fs::read_to_string(&path).unwrap();
        for (at, call) in text.match_indices("error!(") {
            let call = text[at + call.len()..].split(");").next().unwrap_or_default();
            let parts: Vec<&str> = call.split('"').collect();
            let is_sentence = |at: &usize| at % 2 == 1 && !parts[at - 1].ends_with("format!(");
            if (0..parts.len()).filter(is_sentence).any(|at| parts[at].contains('{')) {
                wrong.push(format!("{}: {}", shown(root, &path), call.trim()));
            }
        }
    }
    wrong
}

#[test]
fn the_sentence_of_an_error_is_the_same_every_time() {
    let wrong = filled_in(&root());
    assert!(wrong.is_empty(), "put it into a field:\n{}", wrong.join("\n"));
}

#[test]
fn a_sentence_that_is_filled_in_is_named() {
    let fine = "fn f() { tracing::error!(error = format!(\"{e:#}\"), \"it failed\"); }\n";
    let wrong = "fn f() { tracing::error!(code = 1, \"{name} failed\"); }\n";
    let tree = made_up(&[("crates/app/src/a.rs", fine), ("crates/app/src/b.rs", wrong)]);
    assert_eq!(filled_in(tree.path()), ["crates/app/src/b.rs: code = 1, \"{name} failed\""]);
}
