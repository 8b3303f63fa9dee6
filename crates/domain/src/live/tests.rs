use serde_json::{Value, json};
use uuid::Uuid;

use super::*;
use crate::event::{effect, read};

fn slot(number: u128) -> SlotId {
    Uuid::from_u128(number).into()
}

/// What an entry about slot 1 changes.
fn of(action: &str, outcome: &str, facts: &Value) -> Effect {
    let told = read(action, outcome, &facts.to_string()).unwrap_or_else(|_| panic!("{action} {facts}"));
    effect(&told, Some(slot(1)))
}

/// What changes in the figures of all slots, as JSON; zeros are left out.
fn change(action: &str, facts: &Value) -> Value {
    let mut all = Counts::default();
    of(action, "done", facts).slots.iter().for_each(|(_, counts)| all += *counts);
    serde_json::to_value(all).unwrap()
}

fn with(mut facts: Value, more: &Value) -> Value {
    for (name, value) in more.as_object().unwrap() {
        facts[name] = value.clone();
    }
    facts
}

fn face(verified: bool, was: Option<&str>) -> Value {
    let more = json!({ "attempt": 1, "matchPercentage": 50.0, "threshold": 75.0, "engine": "e", "imageDigest": "d" });
    with(more, &json!({ "verified": verified, "was": was }))
}

fn fingerprint(exception: bool) -> Value {
    json!({ "exception": exception, "imageQuality": null })
}

fn close(verified: bool, overridden: bool) -> Value {
    json!({ "verified": verified, "overridden": overridden, "matchPercentage": null })
}

/// Captured offline, and put in the place of something.
fn in_place_of(facts: Value, replaced: &Value) -> Value {
    let (record, by) = (Uuid::from_u128(8), Uuid::from_u128(9));
    let offline = json!({
        "mode": "offline", "recordId": record, "capturedAt": "2026-11-22T09:00:03Z", "uploadedBy": by,
        "replaces": replaced,
    });
    with(facts, &offline)
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
        (
            "hand_over_attendance",
            json!({ "from": Uuid::from_u128(1), "to": Uuid::from_u128(2), "reasonDigest": "d" }),
            json!({}),
        ),
        ("verify_face", face(true, None), json!({ "faceVerified": 1 })),
        ("verify_face", face(false, None), json!({ "faceMismatched": 1 })),
        ("verify_face", face(false, Some("mismatched")), json!({})),
        ("verify_face", face(true, Some("mismatched")), json!({ "faceVerified": 1, "faceMismatched": -1 })),
        ("verify_face", face(false, Some("verified")), json!({})),
        ("verify_face", face(true, Some("verified")), json!({})),
        ("capture_fingerprint", fingerprint(false), json!({ "fingerprints": 1 })),
        ("capture_fingerprint", fingerprint(true), json!({})),
        (
            "capture_fingerprint",
            in_place_of(fingerprint(true), &json!({ "exception": false })),
            json!({ "fingerprints": -1 }),
        ),
        ("bind_sheet", json!({ "barcode": "A" }), json!({ "omrBound": 1 })),
        ("void_sheet", json!({ "barcode": "A", "wasBound": true }), json!({ "omrBound": -1 })),
        ("void_sheet", json!({ "barcode": "A", "wasBound": false }), json!({})),
        ("scan_sheet", json!({ "barcode": "A", "barcodeRead": "typed" }), json!({})),
        ("close_biometric", close(true, false), json!({ "completed": 1 })),
        ("close_biometric", close(false, true), json!({ "completed": 1 })),
        ("close_biometric", close(false, false), json!({})),
        (
            "close_biometric",
            in_place_of(close(true, false), &json!({ "verified": true, "overridden": false })),
            json!({}),
        ),
        ("update_candidate", moved(slot(1), slot(1)), json!({})),
        ("read_candidate", json!({}), json!({})),
    ];
    for (action, facts, expected) in table {
        assert_eq!(change(action, &facts), expected, "{action} {facts}");
    }
}

/// An entry of another version is not guessed at.
#[test]
fn what_is_not_understood_is_not_read() {
    let table = [("brew_tea", json!({})), ("mark_attendance", json!(7)), ("verify_face", json!({ "verified": true }))];
    for (action, facts) in table {
        assert!(read(action, "done", &facts.to_string()).is_err(), "{action} {facts}");
    }
}

fn moved(from: SlotId, to: SlotId) -> Value {
    json!({ "fields": ["slotId"], "from": from, "to": to, "reasonDigest": "d" })
}

#[test]
fn a_move_leaves_one_slot_and_enters_another() {
    let one = |by| Counts { candidates: by, ..Counts::default() };
    let expected = vec![(slot(1), one(-1)), (slot(2), one(1))];
    assert_eq!(of("update_candidate", "done", &moved(slot(1), slot(2))).slots, expected);
}

#[test]
fn conflicts_and_alerts_open_and_close() {
    let conflict = json!({
        "conflictId": Uuid::from_u128(1), "entityType": "attendance", "reason": "ALREADY_MARKED",
        "recordId": Uuid::from_u128(2), "mode": "offline",
    });
    let decided = json!({
        "resolution": "use_new", "entityType": "attendance", "recordId": Uuid::from_u128(2), "newData": false,
    });
    let reviewed = |was: &str| json!({ "was": was, "kind": "face_mismatch", "severity": "high" });
    let alert = json!({ "kind": "face_mismatch", "severity": "high", "offline": false, "matchPercentage": null });
    let table = [
        ("alert", alert, (0, 1)),
        ("review_alert", reviewed("open"), (0, -1)),
        ("review_alert", reviewed("reviewed"), (0, 0)),
        ("sync_conflict", conflict, (1, 0)),
        ("resolve_conflict", decided, (-1, 0)),
    ];
    for (action, facts, expected) in table {
        let effect = of(action, "done", &facts);
        assert_eq!((effect.conflicts, effect.alerts_open), expected, "{action} {facts}");
        assert!(effect.event.is_some());
    }
}

#[test]
fn what_was_refused_or_only_read_is_no_update() {
    let refused = json!({ "status": "completed", "was": null });
    assert_eq!(of("mark_attendance", "refused", &refused), Effect::default());
    assert_eq!(of("list_candidates", "done", &json!({ "candidates": 2 })), Effect::default());
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

#[test]
fn silence_is_the_same_for_devices_and_centres() {
    let heard = Timestamp(1_000_000_000);
    for (seconds, silent) in [(0, false), (119, false), (120, true), (7_200, true)] {
        let now = heard.plus_seconds(seconds);
        assert_eq!(heard <= silent_until(now), silent, "{seconds}");
        assert_eq!(silent_since([Some(heard), None], None, now), silent.then_some(heard), "{seconds}");
    }
    // Whatever was heard last counts; a centre that began just now is not silent yet.
    let now = heard.plus_seconds(200);
    assert_eq!(silent_since([Some(heard), Some(heard.plus_seconds(100))], None, now), None);
    assert_eq!(silent_since([Some(heard), None], Some(heard.plus_seconds(150)), now), None);
    assert_eq!(silent_since([None, None], None, now), None);
}
