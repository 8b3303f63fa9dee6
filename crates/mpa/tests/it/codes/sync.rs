//! Conflicts of what came offline.

use serde_json::json;

use crate::world::{Day, text};

const NOBODY: &str = "01990000-0000-7000-8000-00000000dead";

pub(super) fn conflicts(day: &Day) {
    // HM-1 was marked online, at another desk.
    let record = day.record("attendance", "HM-1", json!({}));
    let conflict = text(&day.sync_one(&day.supervisor(), &record)["conflictId"]);
    day.resolve(&day.supervisor(), NOBODY, "keep_existing").refused(404, "CONFLICT_NOT_FOUND");
    day.resolve(&day.supervisor(), &conflict, "keep_existing").ok();
    day.resolve(&day.supervisor(), &conflict, "keep_existing").refused(409, "CONFLICT_RESOLVED");
}
