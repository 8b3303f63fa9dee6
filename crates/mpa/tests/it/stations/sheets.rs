//! OMR sheets: one sheet a candidate, one candidate a sheet.

use serde_json::json;

use super::alerts;
use crate::world::{Day, Store, count, pictures};

#[test]
fn a_sheet_and_a_candidate_belong_to_each_other() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let operator = day.operator();
        day.present("HM-1");
        day.present("HM-2");
        day.bind(&operator, "OMR-1", "HM-1").refused(404, "OMR_NOT_FOUND");
        day.scan(&operator, "OMR-1").created();
        day.scan(&operator, "OMR-2").created();
        day.bind(&operator, "OMR-1", "HM-99").refused(404, "CANDIDATE_NOT_FOUND");
        day.bind(&operator, "OMR-1", "HM-1").ok();
        assert_eq!(day.bind(&operator, "OMR-1", "HM-1").ok()["alreadyValidated"], true);
        day.bind(&operator, "OMR-1", "HM-2").refused(409, "OMR_ALREADY_VALIDATED");
        day.bind(&operator, "OMR-2", "HM-1").refused(409, "CANDIDATE_HAS_OMR");
        day.bind(&operator, "omr-2", "HM-1").refused(404, "OMR_NOT_FOUND"); // case is kept
        day.scan(&operator, "OMR-1").refused(409, "BARCODE_EXISTS");
        assert_eq!(alerts(&day, "duplicate_omr"), 2);
        assert_eq!(count(&day, "omr_sheet WHERE status = 'validated'"), 1);
    }
}

#[test]
fn a_damaged_sheet_is_replaced_and_its_barcode_never_used_again() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let (operator, supervisor) = (day.operator(), day.supervisor());
        day.present("HM-1");
        day.present("HM-2");
        for barcode in ["OMR-1", "OMR-2", "OMR-3"] {
            day.scan(&operator, barcode).created();
        }
        day.bind(&operator, "OMR-1", "HM-1").ok();
        day.void(&operator, "OMR-1").refused(403, "FORBIDDEN");
        for barcode in ["OMR-1", "OMR-3"] {
            day.void(&day.by(&day.far_supervisor), barcode).refused(404, "OMR_NOT_FOUND");
        }
        day.void(&supervisor, "OMR-9").refused(404, "OMR_NOT_FOUND");
        assert_eq!(day.void(&supervisor, "OMR-1").ok()["status"], "void");
        assert!(day.candidate("HM-1")["omr"].is_null());
        day.void(&supervisor, "OMR-1").refused(409, "OMR_VOID");
        for roll in ["HM-1", "HM-2"] {
            day.bind(&operator, "OMR-1", roll).refused(409, "OMR_VOID");
        }
        day.scan(&operator, "OMR-1").refused(409, "BARCODE_EXISTS");
        day.bind(&operator, "OMR-2", "HM-1").ok();
        assert_eq!(day.candidate("HM-1")["omr"]["barcode"], "OMR-2");
        // One that was bound to nobody, too.
        day.void(&supervisor, "OMR-3").ok();
        day.bind(&operator, "OMR-3", "HM-2").refused(409, "OMR_VOID");
    }
}

#[test]
fn the_barcode_on_a_sheet_is_the_one_that_was_typed() {
    let day = Day::begin(Store::Sqlite);
    let operator = day.operator();
    day.scan_image(&operator, "OMR-1", &pictures::sheet("OMR-2")).refused(422, "BARCODE_MISMATCH");
    day.scan_image(&operator, "OMR-1", b"no picture").refused(422, "IMAGE_UNREADABLE");
    assert_eq!([count(&day, "omr_sheet"), count(&day, "blob")], [0, 0]);
    day.scan_image(&operator, "OMR-1", &pictures::sheet("OMR-1")).created();
    let unreadable = day.scan_image(&operator, "OMR-3", pictures::wall()).created();
    assert!(unreadable["omrImageUrl"].is_string());
    let read = crate::world::rows(&day.app.db, "SELECT barcode_read FROM omr_sheet ORDER BY barcode", Vec::new());
    let read: Vec<String> = read.iter().map(|row| row.get("barcode_read").unwrap()).collect();
    assert_eq!(read, ["matched", "unreadable"]);
}

#[test]
fn an_image_url_is_a_key_of_this_exams_own_store() {
    let day = Day::begin(Store::Sqlite);
    let operator = day.operator();
    let kept = day.scan_image(&operator, "OMR-1", &pictures::sheet("OMR-1")).created()["omrImageUrl"].clone();
    let scan = |barcode: &str, url: &str| {
        operator.post("/api/omr/scan", json!({ "examId": day.exam, "barcode": barcode, "imageUrl": url }))
    };
    let nil = uuid::Uuid::nil();
    let finger = format!("blobs/{}/fingerprint/00/{nil}", day.exam);
    for elsewhere in [
        "http://127.0.0.1:1/x",
        "file:///etc/passwd",
        "../../mpa.key",
        "",
        &finger,
        &format!("blobs/{nil}/omr_sheet/00/{nil}"),
    ] {
        let details = scan("OMR-2", elsewhere).refused(400, "VALIDATION");
        assert!(details["fields"]["imageUrl"].is_string(), "{details}");
    }
    scan("OMR-2", kept.as_str().unwrap()).created();
    day.supervisor().get(format!("/api/omr/{}/OMR-9/image", day.exam)).refused(404, "OMR_NOT_FOUND");
    day.scan(&operator, "OMR-5").created();
    day.supervisor().get(format!("/api/omr/{}/OMR-5/image", day.exam)).refused(404, "IMAGE_NOT_FOUND");
    day.by(&day.far_supervisor).get(format!("/api/omr/{}/OMR-5/image", day.exam)).refused(404, "OMR_NOT_FOUND");
}
