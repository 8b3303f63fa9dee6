//! Conflicts of what came offline.

use serde_json::json;

use crate::world::{Day, Form, text};

const NOBODY: &str = "01990000-0000-7000-8000-00000000dead";

pub(super) fn conflicts(day: &Day) {
    // HM-1 was marked online, at another desk.
    let record = day.record("attendance", "HM-1", json!({ "status": "completed" }));
    let conflict = text(&day.sync_one(&day.supervisor(), &record)["conflictId"]);
    day.resolve(&day.supervisor(), NOBODY, "keep_existing").refused(404, "CONFLICT_NOT_FOUND");
    day.resolve(&day.supervisor(), &conflict, "keep_existing").ok();
    day.resolve(&day.supervisor(), &conflict, "keep_existing").refused(409, "CONFLICT_RESOLVED");
    // Of nobody at all.
    day.sync_one(&day.operator(), &day.record("attendance", "XX-404", json!({ "status": "completed" })));
    let listed = day.supervisor().get(format!("/api/sync/records/{}?status=failed", day.exam)).ok();
    let record = text(&listed["items"][0]["recordId"]);
    let decide = |record: &str| {
        let body = json!({ "decision": "discard", "reason": "Nobody" });
        day.supervisor().post(format!("/api/sync/records/{record}/decide"), body)
    };
    decide(NOBODY).refused(404, "RECORD_NOT_FOUND");
    decide(&record).ok();
    decide(&record).refused(409, "RECORD_DECIDED");
    let form = Form::default().file("file", b"no export of a queue");
    day.supervisor().form("/api/sync/import", &form).refused(422, "QUEUE_UNREADABLE");
}
