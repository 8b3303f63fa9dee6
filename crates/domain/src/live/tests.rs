use serde_json::json;
use uuid::Uuid;

use super::*;

fn slot(number: u128) -> SlotId {
    Uuid::from_u128(number).into()
}

/// What changes in the figures of the entry's own slot, as JSON; zeros are left out.
fn change(action: &str, facts: Value) -> Value {
    let effect = effect(action, true, Some(slot(1)), &facts);
    let mut all = Counts::default();
    effect.slots.iter().for_each(|(_, counts)| all += *counts);
    serde_json::to_value(all).unwrap()
}

#[test]
fn what_each_entry_changes() {
    let table = [
        ("mark_attendance", json!({ "status": "completed", "was": null }), json!({ "present": 1 })),
        ("mark_attendance", json!({ "status": "completed", "was": "skipped" }), json!({ "present": 1 })),
        ("mark_attendance", json!({ "status": "completed", "was": "completed" }), json!({})),
        ("mark_attendance", json!({ "status": "skipped", "was": null }), json!({})),
        ("mark_attendance", json!({ "status": "skipped", "was": "completed" }), json!({ "present": -1 })),
        ("undo_attendance", json!({ "was": "completed" }), json!({ "present": -1 })),
        ("undo_attendance", json!({ "was": "skipped" }), json!({})),
        ("hand_over_attendance", json!({ "from": "a", "to": "b" }), json!({})),
        ("verify_face", json!({ "verified": true, "was": null }), json!({ "faceVerified": 1 })),
        ("verify_face", json!({ "verified": false, "was": null }), json!({ "faceMismatched": 1 })),
        ("verify_face", json!({ "verified": false, "was": "mismatched" }), json!({})),
        (
            "verify_face",
            json!({ "verified": true, "was": "mismatched" }),
            json!({ "faceVerified": 1, "faceMismatched": -1 }),
        ),
        ("verify_face", json!({ "verified": false, "was": "verified" }), json!({})),
        ("verify_face", json!({ "verified": true, "was": "verified" }), json!({})),
        ("capture_fingerprint", json!({ "exception": false }), json!({ "fingerprints": 1 })),
        ("capture_fingerprint", json!({ "exception": true }), json!({})),
        ("capture_fingerprint", json!({ "exception": true, "was": "captured" }), json!({ "fingerprints": -1 })),
        ("bind_sheet", json!({ "barcode": "A" }), json!({ "omrBound": 1 })),
        ("bind_sheet", json!({ "barcode": "A", "was": "B" }), json!({})),
        ("void_sheet", json!({ "wasBound": true }), json!({ "omrBound": -1 })),
        ("void_sheet", json!({ "wasBound": false }), json!({})),
        ("scan_sheet", json!({}), json!({})),
        ("close_biometric", json!({ "verified": true, "overridden": false }), json!({ "completed": 1 })),
        ("close_biometric", json!({ "verified": false, "overridden": true }), json!({ "completed": 1 })),
        ("close_biometric", json!({ "verified": false, "overridden": false }), json!({})),
        (
            "import_candidates",
            json!({ "slots": { slot(2).to_string(): 7, slot(3).to_string(): -2 } }),
            json!({ "candidates": 5 }),
        ),
        ("import_candidates", json!({ "imported": 7 }), json!({})),
        ("update_candidate", json!({ "from": slot(1), "to": slot(1) }), json!({})),
        // What is not known, or not as it should be, changes nothing.
        ("read_candidate", json!({}), json!({})),
        ("brew_tea", json!({ "status": "completed" }), json!({})),
        ("mark_attendance", json!(7), json!({})),
        ("import_candidates", json!({ "slots": { "x": 7, slot(2).to_string(): "many" } }), json!({})),
    ];
    for (action, facts, expected) in table {
        assert_eq!(change(action, facts.clone()), expected, "{action} {facts}");
    }
}

#[test]
fn a_move_leaves_one_slot_and_enters_another() {
    let facts = json!({ "from": slot(1), "to": slot(2) });
    let one = |by| Counts { candidates: by, ..Counts::default() };
    let expected = vec![(slot(1), one(-1)), (slot(2), one(1))];
    assert_eq!(effect("update_candidate", true, Some(slot(1)), &facts).slots, expected);
}

#[test]
fn conflicts_and_alerts_open_and_close() {
    let table = [
        ("alert", json!({ "kind": "face_mismatch" }), (0, 1)),
        ("review_alert", json!({ "was": "open" }), (0, -1)),
        ("review_alert", json!({ "was": "reviewed" }), (0, 0)),
        ("sync_conflict", json!({}), (1, 0)),
        ("resolve_conflict", json!({ "resolution": "use_new" }), (-1, 0)),
        ("upload_records", json!({}), (0, 0)),
    ];
    for (action, facts, expected) in table {
        let effect = effect(action, true, None, &facts);
        assert_eq!((effect.conflicts, effect.alerts_open), expected, "{action} {facts}");
        assert!(effect.event.is_some());
    }
}

#[test]
fn what_was_refused_or_only_read_is_no_update() {
    let facts = json!({ "status": "completed", "was": null });
    assert_eq!(effect("mark_attendance", false, Some(slot(1)), &facts), Effect::default());
    assert_eq!(effect("list_candidates", true, Some(slot(1)), &facts), Effect::default());
}

#[test]
fn each_role_reads_its_part() {
    use LiveEvent::{Alert, AttendanceUpdate, StatusChange};
    let [here, there]: [CentreId; 2] = [Uuid::from_u128(1).into(), Uuid::from_u128(2).into()];
    let (centre, slots) = (Scope::Centre(here), Scope::Slots(vec![slot(1)]));
    let table = [
        (Alert, Role::Admin, &Scope::Exam, None, None, true),
        (Alert, Role::Observer, &Scope::Exam, Some(here), Some(slot(1)), false),
        (Alert, Role::Supervisor, &centre, Some(here), None, true),
        (Alert, Role::Supervisor, &centre, Some(there), None, false),
        (Alert, Role::Operator, &slots, Some(here), Some(slot(1)), false),
        (AttendanceUpdate, Role::Observer, &Scope::Exam, Some(here), Some(slot(1)), true),
        (AttendanceUpdate, Role::Supervisor, &centre, Some(there), Some(slot(1)), false),
        (AttendanceUpdate, Role::Operator, &slots, Some(here), Some(slot(1)), true),
        (AttendanceUpdate, Role::Operator, &slots, Some(here), Some(slot(2)), false),
        (StatusChange, Role::Supervisor, &centre, None, None, false),
        (StatusChange, Role::Operator, &slots, Some(here), None, false),
    ];
    for (event, role, scope, centre, slot, expected) in table {
        assert_eq!(
            may_read(event, role, scope, centre, slot),
            expected,
            "{event:?} {role} {scope:?} {centre:?} {slot:?}"
        );
    }
}
