//! Reasons and images are in the log as digests that only the exam's data key gives a meaning.

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::world::{Day, Store, pictures, rows, runtime, text};

/// The data of the newest entry of an action, and its subject.
fn newest(day: &Day, action: &str) -> (Value, String) {
    let text =
        format!("SELECT data, subject_id FROM journal WHERE action = '{action}' AND outcome = 'done' ORDER BY id DESC");
    let row = rows(&day.app.db, &text, Vec::new()).remove(0);
    (serde_json::from_str(&row.get::<String>("data").unwrap()).unwrap(), row.get("subject_id").unwrap())
}

/// The digest of an entry is that of this value.
#[track_caller]
fn proven(day: &Day, action: &str, field: &str, value: &[u8]) {
    let (data, subject) = newest(day, action);
    let exam = day.exam.parse().unwrap();
    let digest = runtime().block_on(async {
        let context = format!("{action}\n{field}\n{subject}");
        let key = day.app.vault().key(Some(exam), day.now()).await.unwrap();
        key.digest(context.as_bytes(), value).unwrap()
    });
    assert_eq!(data[format!("{field}Digest")], digest, "{action}: {data}");
}

#[test]
fn reasons_and_images_are_provable_and_not_there() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let (operator, supervisor) = (day.operator(), day.supervisor());
        let image = |bytes: &[u8]| Sha256::digest(bytes).to_vec();
        // The first digest of an exam makes its data key.
        let correction = json!({ "name": "Zubeida Two", "reason": "as in the register" });
        day.head().patch(format!("/api/candidates/{}/{}", day.exam, day.id("HM-2")), correction).ok();
        proven(&day, "update_candidate", "reason", b"as in the register");
        let attendance = day.present("HM-1");
        day.undo(&operator, &attendance).ok();
        proven(&day, "undo_attendance", "reason", b"wrong candidate");
        let attendance = day.present("HM-1");
        day.hand_over(&supervisor, &attendance, &day.operator.id).ok();
        proven(&day, "hand_over_attendance", "reason", b"lunch");
        day.enrol("HM-1", pictures::obama()).created();
        proven(&day, "enrol_face", "image", &image(pictures::obama()));
        day.verify(&operator, "HM-1", pictures::biden()).ok();
        proven(&day, "verify_face", "image", &image(pictures::biden()));
        day.finger(&operator, "HM-1").created();
        proven(&day, "capture_fingerprint", "image", &image(pictures::finger()));
        day.present("HM-2");
        day.no_finger(&operator, "HM-2").created();
        proven(&day, "capture_fingerprint", "reason", b"bandaged hand");
        let sheet = pictures::sheet("OMR-1");
        day.scan_image(&operator, "OMR-1", &sheet).created();
        proven(&day, "scan_sheet", "image", &image(&sheet));
        day.bind(&operator, "OMR-1", "HM-1").ok();
        let decision = json!({ "reason": "papers", "noAttemptReason": "no camera" });
        day.override_close(&supervisor, "HM-1", decision).created();
        proven(&day, "close_biometric", "reason", b"papers");
        day.void(&supervisor, "OMR-1").ok();
        proven(&day, "void_sheet", "reason", b"torn");
        day.settings(json!({ "faceThreshold": 95 })).ok();
        proven(&day, "update_exam", "reason", b"head office decided");
        let all: String = rows(&day.app.db, "SELECT data FROM journal", Vec::new())
            .iter()
            .map(|row| row.get::<String>("data").unwrap())
            .collect();
        for secret in ["register", "wrong candidate", "lunch", "bandaged", "papers", "torn", "decided"] {
            assert!(!all.contains(secret), "{secret}");
        }
        assert!(!text(&newest(&day, "void_sheet").0["reasonDigest"]).is_empty());
    }
}
