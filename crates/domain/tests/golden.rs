//! The bytes of facts: every shape that a journal of release 0.1.0 holds is read, and written as the same text.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests, too, fail by panicking

use std::collections::BTreeSet;

use domain::event::{read, write};
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    action: String,
    outcome: String,
    data: String,
}

fn lines() -> Vec<Line> {
    include_str!("fixtures/facts.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_shape_is_written_as_it_was_read() {
    for Line { action, outcome, data } in lines() {
        let told = read(&action, &outcome, &data).unwrap_or_else(|error| panic!("{action} {data}: {error}"));
        assert_eq!(write(told.fact.as_ref(), told.offline.as_ref()), data, "{action}");
        assert_eq!(told.fact.is_none(), outcome == "refused", "{action}");
        if let Some(fact) = told.fact {
            assert_eq!(fact.action(), action);
        }
    }
}

/// Every action that writes an entry is there, so that a fact without a golden line cannot be added.
#[test]
fn every_fact_has_a_line() {
    let seen: BTreeSet<String> =
        lines().into_iter().filter(|line| line.outcome != "refused").map(|line| line.action).collect();
    let source = include_str!("../src/event/fact.rs");
    let body = source.split("pub enum Fact {").nth(1).unwrap();
    let variants = body.lines().filter(|line| line.starts_with("    ") && !line.starts_with("     "));
    let names = variants.filter_map(|line| {
        let name: String = line.trim().chars().take_while(char::is_ascii_alphanumeric).collect();
        name.starts_with(|first: char| first.is_ascii_uppercase()).then_some(name)
    });
    for name in names {
        let mut action = String::new();
        for (index, letter) in name.chars().enumerate() {
            if letter.is_ascii_uppercase() && index > 0 {
                action.push('_');
            }
            action.push(letter.to_ascii_lowercase());
        }
        assert!(seen.contains(&action), "there is no line of {action} in fixtures/facts.jsonl");
    }
}
