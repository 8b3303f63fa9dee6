//! What people look at: each role its own part, in any order, and nothing of anybody else's.

mod alerts;
mod devices;
mod exports;
mod figures;
mod lists;
mod story;

use serde_json::Value;

use crate::world::Caller;

/// What nothing has the id of.
const NOBODY: &str = "01990000-0000-7000-8000-00000000dead";

/// One field of every item of a list.
#[track_caller]
fn listed(who: &Caller<'_>, path: &str, field: &str) -> Vec<String> {
    let found = who.get(path).ok();
    let items = found["items"].as_array().unwrap_or_else(|| panic!("{path}: {found}"));
    items.iter().map(|item| item[field].as_str().unwrap_or_default().to_owned()).collect()
}

/// A list, walked page by page with these parameters; all pages tell the same total, which is that of the items.
#[track_caller]
fn walked(who: &Caller<'_>, path: &str, field: &str) -> Vec<String> {
    let (mut all, mut cursor, mut totals) = (Vec::new(), None, Vec::new());
    loop {
        let next = cursor.map(|cursor: String| format!("&cursor={cursor}")).unwrap_or_default();
        let page = who.get(format!("{path}&limit=2{next}")).ok();
        all.extend(page["items"].as_array().unwrap().iter().map(|item| item[field].as_str().unwrap().to_owned()));
        totals.push(page["total"].as_u64().unwrap());
        cursor = match &page["nextCursor"] {
            Value::String(next) => Some(next.clone()),
            _ => break,
        };
    }
    assert!(totals.iter().all(|total| *total == all.len() as u64), "{path}: {totals:?}");
    all
}
