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
fn a_sheet_is_looked_up_by_whoever_works_there() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let operator = day.operator();
        day.present("HM-1");
        day.scan(&operator, "OMR-1").created();
        let path = |barcode: &str| format!("/api/omr/{}/{barcode}", day.exam);
        let free = operator.get(path("OMR-1")).ok();
        assert_eq!((&free["status"], &free["validated"]), (&json!("scanned"), &json!(false)));
        assert!(free["rollNumber"].is_null() && free["asOf"].is_string());
        day.bind(&operator, "OMR-1", "HM-1").ok();
        for who in [&operator, &day.supervisor(), &day.head()] {
            let bound = who.get(path("OMR-1")).ok();
            assert_eq!((&bound["status"], &bound["rollNumber"]), (&json!("validated"), &json!("HM-1")));
            assert_eq!(bound["candidateId"], day.id("HM-1"));
        }
        day.by(&day.far_supervisor).get(path("OMR-1")).refused(404, "OMR_NOT_FOUND");
        day.head().get(path("OMR-9")).refused(404, "OMR_NOT_FOUND");
        assert_eq!(count(&day, "journal WHERE action = 'read_sheet' AND outcome = 'done'"), 4);
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
        // One that is bound to nobody only where the centre can show it; head office any.
        day.void(&supervisor, "OMR-3").refused(403, "FORBIDDEN");
        day.scan_image(&operator, "OMR-4", &pictures::sheet("OMR-4")).created();
        day.void(&supervisor, "OMR-4").ok();
        day.void(&day.head(), "OMR-3").ok();
        for barcode in ["OMR-3", "OMR-4"] {
            day.bind(&operator, barcode, "HM-2").refused(409, "OMR_VOID");
        }
        assert_eq!(alerts(&day, "sheet_voided"), 3);
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
fn a_picture_that_would_take_minutes_is_a_sheet_that_cannot_be_read() {
    let day = Day::begin(Store::Sqlite);
    let operator = day.operator();
    // Corners of QR codes from edge to edge: whoever seeks codes tries any three of them together.
    let wall = testkit::draw::Picture::from_fn(2000, 2000, |x, y| {
        let [x, y] = [x % 24 / 3, y % 24 / 3];
        let ring = x.abs_diff(3).max(y.abs_diff(3));
        if ring <= 3 && ring != 2 { 0 } else { 255 }
    });
    day.scan_image(&operator, "OMR-1", &wall.png()).created();
    assert_eq!(count(&day, "omr_sheet WHERE barcode_read = 'unreadable'"), 1);
}

#[test]
fn a_sheet_that_reads_otherwise_is_kept_when_somebody_says_so() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let operator = day.operator();
        let form = |confirm: &str| {
            let sheet = pictures::sheet("OMR-2");
            let about = crate::world::Form::default().text("examId", &day.exam).text("barcode", "OMR-1");
            operator.form("/api/omr/scan", &about.text("confirmMismatch", confirm).file("image", &sheet))
        };
        form("false").refused(422, "BARCODE_MISMATCH");
        form("yes, please").refused(400, "VALIDATION");
        assert_eq!(alerts(&day, "workflow_violation"), 0);
        form("true").created();
        assert_eq!(alerts(&day, "workflow_violation"), 1);
        assert_eq!(count(&day, "omr_sheet WHERE barcode_read = 'mismatch' AND blob_id IS NOT NULL"), 1);
        // It is no proof that the centre has that sheet.
        day.void(&day.supervisor(), "OMR-1").refused(403, "FORBIDDEN");
    }
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
    // It is of one sheet, and of the centre that captured it: another one does not learn that it is there.
    scan("OMR-2", kept.as_str().unwrap()).refused(422, "BARCODE_MISMATCH");
    let named = json!({ "examId": day.exam, "barcode": "OMR-2", "imageUrl": kept });
    day.by(&day.far_operator).post("/api/omr/scan", named).refused(400, "VALIDATION");
    day.supervisor().get(format!("/api/omr/{}/OMR-9/image", day.exam)).refused(404, "OMR_NOT_FOUND");
    day.scan(&operator, "OMR-5").created();
    day.supervisor().get(format!("/api/omr/{}/OMR-5/image", day.exam)).refused(404, "IMAGE_NOT_FOUND");
    day.by(&day.far_supervisor).get(format!("/api/omr/{}/OMR-5/image", day.exam)).refused(404, "OMR_NOT_FOUND");
}
