//! How a batch is sent, and what is told of each record.

use serde_json::{Value, json};

use super::{base64, fresh, is, told};
use crate::world::{Day, Form, Store, count, pictures};

#[test]
fn a_batch_is_answered_one_by_one_and_in_order() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let fine = day.record("attendance", "HM-1", json!({ "status": "completed" }));
        let mut without_id = day.record("attendance", "HM-2", json!({ "status": "completed" }));
        without_id.as_object_mut().unwrap().remove("id");
        let mut kind = day.record("attendance", "HM-2", json!({ "status": "completed" }));
        kind["entityType"] = json!("iris");
        let unknown = day.record("attendance", "XX-9", json!({ "status": "completed" }));
        let broken = day.record("face", "HM-1", json!({ "image": "%%%" }));
        let unreadable = day.record("fingerprint", "HM-1", json!({ "image": base64(b"no picture") }));
        let both = json!({ "image": base64(pictures::finger()), "exceptionReason": "x" });
        let both = day.record("fingerprint", "HM-1", both);
        let mut whom = day.record("attendance", "HM-3", json!({ "status": "completed" }));
        whom["candidateId"] = json!(day.id("HM-3"));
        let last = day.record("omr", "HM-1", json!({ "barcode": "OMR-1" }));
        let records = [
            fine.clone(),
            without_id,
            kind.clone(),
            json!(7),
            unknown,
            broken,
            unreadable,
            both,
            whom,
            fine.clone(),
            last.clone(),
        ];
        let results = day.sync(&day.operator(), &records);
        let expected = [
            ("synced", ""),
            ("failed", "VALIDATION"),
            ("failed", "VALIDATION"),
            ("failed", "VALIDATION"),
            ("failed", "CANDIDATE_NOT_FOUND"),
            ("failed", "VALIDATION"),
            ("failed", "IMAGE_UNREADABLE"),
            ("failed", "VALIDATION"),
            ("failed", "VALIDATION"),
            ("duplicate", ""),
            ("synced", ""),
        ];
        assert_eq!(told(&results), expected.map(|(status, code)| (status.to_owned(), code.to_owned())));
        assert_eq!((&results[0]["id"], &results[1]["id"], &results[2]["id"]), (&fine["id"], &Value::Null, &kind["id"]));
        assert_eq!(results[3]["id"], Value::Null);
        assert_eq!(results[10]["id"], last["id"]);
        assert!(results[1]["error"].as_str().is_some_and(|sentence| !sentence.is_empty()));
        assert_eq!([count(&day, "attendance"), count(&day, "fingerprint"), count(&day, "omr_sheet")], [1, 0, 1]);
        assert_eq!(count(&day, "journal WHERE action = 'upload_records'"), 1);
    }
}

#[test]
fn images_come_in_base64_or_as_parts_of_a_form_and_are_the_same_record() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.present("HM-1");
        let finger = day.record("fingerprint", "HM-1", json!({ "finger": "right_thumb" }));
        let sheet = day.record("omr", "HM-1", json!({ "barcode": "OMR-1" }));
        let form = Form::default()
            .text("batch", day.batch("tablet-1", &[finger.clone(), sheet.clone()]).to_string())
            .file(finger["id"].as_str().unwrap(), pictures::finger())
            .file(sheet["id"].as_str().unwrap(), pictures::sheet("OMR-1"))
            .file("stray", b"belongs to nobody");
        let results = day.operator().form("/api/sync/upload", &form).ok();
        assert_eq!(
            (&results["results"][0]["status"], &results["results"][1]["status"]),
            (&json!("synced"), &json!("synced"))
        );
        assert_eq!(count(&day, "omr_sheet WHERE barcode_read = 'matched' AND blob_id IS NOT NULL"), 1);
        assert_eq!(count(&day, "fingerprint WHERE format = 'png' AND image_quality > 0 AND finger = 'right_thumb'"), 1);
        let mut again = finger.clone();
        again["data"]["image"] = json!(base64(pictures::finger()));
        is(&day.sync_one(&day.operator(), &again), "duplicate", "");
        assert_eq!(count(&day, "blob"), 2);
    }
}

#[test]
fn the_plans_single_form_is_a_batch_of_one() {
    let day = Day::begin(Store::Sqlite);
    let single = |data: Value| {
        let body =
            json!({ "operatorId": day.operator.id, "examId": day.exam, "entityType": "attendance", "data": data });
        day.operator().post("/api/sync/upload", body)
    };
    let id = fresh(&day);
    let result = single(json!({ "id": id, "candidateId": day.id("HM-1"), "status": "completed" })).ok();
    assert_eq!((&result["id"], &result["status"]), (&json!(id), &json!("synced")));
    let marked = json!({ "candidateId": day.id("HM-2"), "status": "completed" });
    assert_eq!(single(marked.clone()).ok()["status"], "synced");
    assert_eq!(single(marked).ok()["status"], "conflict");
    is(&single(json!({ "candidateId": day.id("HM-3") })).ok(), "failed", "VALIDATION"); // nothing is marked by silence
    let other = json!({ "operatorId": day.colleague.id, "examId": day.exam, "entityType": "attendance", "data": {} });
    day.operator().post("/api/sync/upload", other).refused(403, "OPERATOR_MISMATCH");
}

#[test]
fn a_batch_has_its_bounds() {
    let day = Day::begin(Store::Sqlite);
    let operator = day.operator();
    assert_eq!(day.sync(&operator, &[]), Vec::<Value>::new());
    let record = day.record("attendance", "HM-1", json!({ "status": "completed" }));
    day.upload(&operator, &vec![record.clone(); 501]).refused(400, "VALIDATION");
    assert_eq!(count(&day, "attendance"), 0);
    let results = day.sync(&operator, &vec![record.clone(); 500]);
    assert_eq!(results.iter().filter(|result| result["status"] == "duplicate").count(), 499);
    let mut batch = day.batch("tablet-1", &[]);
    batch["padding"] = json!("x".repeat(33 << 20));
    operator.post("/api/sync/upload", batch).refused(413, "PAYLOAD_TOO_LARGE");
    // Larger than a call at a station may be.
    let mut batch = day.batch("tablet-1", &[]);
    batch["padding"] = json!("x".repeat(3 << 20));
    operator.post("/api/sync/upload", batch).ok();
    let mut batch = day.batch("tablet-1", &[]);
    batch["examId"] = json!(fresh(&day));
    operator.post("/api/sync/upload", batch).refused(404, "EXAM_NOT_FOUND");
    let mut batch = day.batch("tablet-1", &[]);
    batch["operatorId"] = json!(day.colleague.id);
    operator.post("/api/sync/upload", batch).refused(403, "OPERATOR_MISMATCH");
    for missing in ["examId", "deviceId", "records"] {
        let mut batch = day.batch("tablet-1", &[]);
        batch.as_object_mut().unwrap().remove(missing);
        operator.post("/api/sync/upload", batch).refused(400, "VALIDATION");
    }
    operator
        .send("POST", "/api/sync/upload", Some("text/plain"), b"{}".to_vec())
        .refused(415, "UNSUPPORTED_MEDIA_TYPE");
    operator.form("/api/sync/upload", &Form::default().text("other", "x")).refused(400, "VALIDATION");
}

#[test]
fn nothing_of_a_person_is_kept_in_the_clear_beyond_what_is_needed() {
    let day = Day::begin(Store::Sqlite);
    let data = json!({ "status": "completed", "candidateName": "Zubeida HM1", "note": "Yashwant" });
    is(&day.sync_one(&day.operator(), &day.record("attendance", "HM-1", data)), "synced", "");
    let kept = crate::world::text_of(&day, "sync_record");
    assert!(!kept.contains("Zubeida") && !kept.contains("Yashwant"), "{kept}");
    assert!(!crate::world::text_of(&day, "journal").contains("HM-1"));
}

#[test]
fn an_idempotency_key_gives_the_first_answer_again() {
    let day = Day::begin(Store::Sqlite);
    let record = day.record("attendance", "HM-1", json!({ "status": "completed" }));
    let body = day.batch("tablet-1", &[record]);
    let first = day.operator().once("k").post("/api/sync/upload", body.clone()).ok();
    assert_eq!(first["results"][0]["status"], "synced");
    assert_eq!(day.operator().once("k").post("/api/sync/upload", body).ok(), first);
    let other = day.batch("tablet-2", &[]);
    day.operator().once("k").post("/api/sync/upload", other).refused(409, "IDEMPOTENCY_MISMATCH");
}
