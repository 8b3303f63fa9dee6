//! Faces, fingerprints, sheets, and the close.

use domain::{
    attendance::AttendanceStatus::Completed, candidate::CandidateStatus, closing::Close, fingerprint::Finger,
    sheet::SheetStatus,
};
use serde_json::json;
use store::{
    Db, StoreError, attendance, candidates, closing, enrolments, face_attempts, fingerprints, imports, sheets,
};

use crate::{
    engines::on_both,
    world::{NOW, World, blob, id},
};

on_both!(faces_enrolled_and_compared, pixels_belong_to_the_first, sheets_bound_and_void, a_station_from_end_to_end);

fn outcome(percentage: f64, verified: bool, blob_id: domain::BlobId) -> face_attempts::AttemptOutcome<'static> {
    face_attempts::AttemptOutcome {
        similarity: Some(-0.125),
        match_percentage: percentage,
        threshold: 96.5,
        verified,
        engine: "local",
        model: "m1",
        blob_id,
        quality: json!({"sharpness": 1.5}),
    }
}

async fn faces_enrolled_and_compared(db: Db) {
    let world = World::make(&db).await;
    let (exam, candidate) = (world.exam, world.candidates[0]);
    let mark = world.mark(&db, candidate, Completed).await;
    let mut tx = db.begin().await.unwrap();
    let image = blob(&mut tx, exam).await;
    let [first, second, third] = [id(), id(), id()];
    for (number, attempt) in [(1, first), (2, second), (3, third)] {
        face_attempts::reserve(&mut tx, attempt, &mark, world.operator, number, NOW).await.unwrap();
    }
    let mut taken = face_attempts::taken(&mut tx, exam, candidate).await.unwrap();
    taken.sort_unstable();
    assert_eq!(taken, [1, 2, 3]);
    assert_eq!(face_attempts::summary(&mut tx, exam, candidate).await.unwrap(), face_attempts::Summary::default());
    assert!(face_attempts::get(&mut tx, first).await.unwrap().is_none(), "only kept ones are shown");

    assert!(face_attempts::keep(&mut tx, first, &outcome(97.5, true, image), NOW).await.unwrap());
    assert!(!face_attempts::keep(&mut tx, first, &outcome(1.0, false, image), NOW).await.unwrap());
    assert!(face_attempts::keep(&mut tx, second, &outcome(98.25, false, image), NOW).await.unwrap());
    face_attempts::release(&mut tx, first).await.unwrap();
    assert_eq!(face_attempts::release_stale(&mut tx, exam, candidate, NOW).await.unwrap(), 0);
    assert_eq!(face_attempts::release_stale(&mut tx, exam, candidate, NOW.plus_seconds(1)).await.unwrap(), 1);
    assert!(!face_attempts::keep(&mut tx, third, &outcome(99.0, true, image), NOW).await.unwrap(), "given back");

    let summary = face_attempts::summary(&mut tx, exam, candidate).await.unwrap();
    let expected = face_attempts::Summary { kept: 2, best_percentage: Some(98.25), verified_percentage: Some(97.5) };
    assert_eq!(summary, expected);
    let attempt = face_attempts::get(&mut tx, first).await.unwrap().unwrap();
    assert_eq!((attempt.candidate_id, attempt.centre_id, attempt.blob_id), (candidate, world.centre, image));
    tx.commit().await.unwrap();

    let mut tx = db.begin().await.unwrap();
    let taken = face_attempts::reserve(&mut tx, id(), &mark, world.operator, 2, NOW).await;
    assert!(matches!(taken, Err(StoreError::Constraint(_))), "{taken:?}");
}

async fn pixels_belong_to_the_first(db: Db) {
    let world = World::make(&db).await;
    let [one, other, ..] = world.candidates[..] else { unreachable!() };
    let mut tx = db.begin().await.unwrap();
    assert_eq!(face_attempts::owner_of_pixels(&mut tx, world.exam, &[1; 32], &[9; 32]).await.unwrap(), None);
    for (candidate, digest, owner) in
        [(one, [1; 32], one), (one, [1; 32], one), (other, [1; 32], one), (other, [2; 32], other)]
    {
        let claimed = face_attempts::claim_pixels(&mut tx, world.exam, &digest, candidate).await.unwrap();
        assert_eq!(claimed, Some(owner));
        assert_eq!(face_attempts::owner_of_pixels(&mut tx, world.exam, &[9; 32], &digest).await.unwrap(), Some(owner));
    }
    assert_eq!(face_attempts::owner_of_pixels(&mut tx, world.other_exam, &[1; 32], &[1; 32]).await.unwrap(), None);
}

async fn sheets_bound_and_void(db: Db) {
    let world = World::make(&db).await;
    let (exam, candidate) = (world.exam, world.candidates[0]);
    let mark = world.mark(&db, candidate, Completed).await;
    let mut tx = db.begin().await.unwrap();
    let [s1, s2] = ["S1", "s2/b"].map(|barcode| world.sheet(barcode));
    assert!(written!(tx, sheets::insert(&mut tx, &s1)) && written!(tx, sheets::insert(&mut tx, &s2)));
    assert!(!written!(tx, sheets::insert(&mut tx, &s1)));
    let read = sheets::get(&mut tx, exam, &s1.barcode).await.unwrap().unwrap();
    assert_eq!(format!("{read:?}"), format!("{s1:?}"));

    assert!(written!(tx, sheets::bind(&mut tx, &s1.barcode, &mark, world.operator, NOW)));
    assert!(!written!(tx, sheets::bind(&mut tx, &s1.barcode, &mark, world.operator, NOW)));
    assert!(!written!(tx, sheets::bind(&mut tx, &"none".parse().unwrap(), &mark, world.operator, NOW)));
    let bound = sheets::of(&mut tx, exam, candidate).await.unwrap().unwrap();
    assert_eq!(
        (bound.barcode, bound.status, bound.candidate_id),
        (s1.barcode.clone(), SheetStatus::Validated, Some(candidate))
    );
    assert!(closing::any_on(&mut tx, mark.id).await.unwrap());

    assert!(sheets::void(&mut tx, exam, &s1.barcode, "torn", world.admin, NOW).await.unwrap());
    assert!(!sheets::void(&mut tx, exam, &s1.barcode, "again", world.admin, NOW).await.unwrap());
    assert!(!written!(tx, sheets::bind(&mut tx, &s1.barcode, &mark, world.operator, NOW)));
    assert!(!written!(tx, sheets::insert(&mut tx, &s1)), "a void barcode is spent");
    let void = sheets::get_for_update(&mut tx, exam, &s1.barcode).await.unwrap().unwrap();
    assert_eq!((void.status, void.candidate_id), (SheetStatus::Void, Some(candidate)));
    assert!(sheets::of(&mut tx, exam, candidate).await.unwrap().is_none());
    assert!(written!(tx, sheets::bind(&mut tx, &s2.barcode, &mark, world.operator, NOW)));
}

async fn a_station_from_end_to_end(db: Db) {
    let world = World::make(&db).await;
    let (exam, candidate) = (world.exam, world.candidates[0]);
    let mark = world.mark(&db, candidate, Completed).await;
    let mut tx = db.begin().await.unwrap();
    assert!(!closing::any_on(&mut tx, mark.id).await.unwrap());
    enrol(&mut tx, &world).await;
    let captured = capture(&mut tx, &world, &mark).await;
    let (attempt, image) = (id(), blob(&mut tx, exam).await);
    face_attempts::reserve(&mut tx, attempt, &mark, world.operator, 1, NOW).await.unwrap();
    assert!(face_attempts::keep(&mut tx, attempt, &outcome(100.0, true, image), NOW).await.unwrap());
    assert!(written!(tx, sheets::insert(&mut tx, &world.sheet("S1"))));
    assert!(written!(tx, sheets::bind(&mut tx, &"S1".parse().unwrap(), &mark, world.operator, NOW)));

    let close = Close { verified: false, overridden: true, match_percentage: Some(12.5) };
    let biometric = closing::Closing { id: id(), close, completed_at: NOW };
    let reasons = closing::Reasons { override_reason: Some("twins"), no_attempt: None };
    assert!(written!(tx, closing::insert(&mut tx, &biometric, &mark, world.operator, reasons)));
    let closed = closing::of(&mut tx, exam, candidate).await.unwrap().unwrap();
    assert_eq!((closed.id, closed.close, closed.completed_at), (biometric.id, close, NOW));
    tx.commit().await.unwrap();

    let mut tx = db.begin().await.unwrap();
    assert!(!written!(tx, closing::insert(&mut tx, &biometric, &mark, world.operator, reasons)));
    assert!(!written!(tx, fingerprints::insert(&mut tx, &captured, &mark, world.operator)));
    let whole = candidates::overview_of(&mut tx, exam, candidate, NOW).await.unwrap().unwrap();
    assert_eq!(whole.status, CandidateStatus::BiometricCompleted);
    assert_eq!(whole.attendance, Some((mark.id, Completed, world.operator, Some(NOW))));
    assert_eq!((whole.attempts, whole.face_verified, whole.match_percentage), (1, true, Some(100.0)));
    assert_eq!((whole.face_enrolled, whole.fingerprint, whole.barcode), (true, true, Some("S1".parse().unwrap())));
    let place = imports::place(&mut tx, exam, &whole.candidate.roll_number).await.unwrap().unwrap();
    assert_eq!((place.id, place.photo_sha256, place.closed), (candidate, Some(vec![5; 32]), true));
    let next = candidates::overview_of(&mut tx, exam, world.candidates[1], NOW).await.unwrap().unwrap();
    assert_eq!((next.status, next.attendance, next.attempts), (CandidateStatus::Registered, None, 0));
    assert_eq!((next.face_enrolled, next.face_verified, next.fingerprint, next.barcode), (false, false, false, None));
    let undone = attendance::delete(&mut tx, mark.id).await;
    assert!(matches!(undone, Err(StoreError::Constraint(_))), "{undone:?}");
}

async fn enrol(tx: &mut store::Tx, world: &World) {
    let mut face = enrolments::Enrolment {
        id: id(),
        exam_id: world.exam,
        candidate_id: world.candidates[0],
        blob_id: blob(tx, world.exam).await,
        photo_sha256: vec![4; 32],
        embedding: vec![0, 255, 7],
        likeness: None,
        quality: json!({"width": 120}),
        engine: "local".into(),
        model: "m1".into(),
        enrolled_at: NOW,
        enrolled_by: world.admin,
    };
    enrolments::put(tx, &face, &[1; 32]).await.unwrap();
    (face.id, face.photo_sha256, face.likeness) = (id(), vec![5; 32], Some(vec![6, 0, 255]));
    enrolments::put(tx, &face, &[2; 32]).await.unwrap();
    for (exam, digest, known) in
        [(world.exam, 1, true), (world.exam, 2, true), (world.exam, 3, false), (world.other_exam, 1, false)]
    {
        assert_eq!(enrolments::is_photograph(tx, exam, &[digest; 32]).await.unwrap(), known, "{digest}");
    }
    let read = enrolments::of(tx, world.exam, world.candidates[0]).await.unwrap().unwrap();
    assert_eq!(format!("{read:?}"), format!("{face:?}"));
}

async fn capture(tx: &mut store::Tx, world: &World, mark: &domain::attendance::Attendance) -> fingerprints::Capture {
    let capture = fingerprints::Capture {
        id: id(),
        finger: Some(Finger::LeftThumb),
        capture_device_id: Some("scanner 1".into()),
        format: Some("wsq".into()),
        image_quality: Some(71.5),
        device_quality: None,
        blob_id: Some(blob(tx, world.exam).await),
        exception_reason: None,
        captured_at: NOW,
    };
    assert!(written!(tx, fingerprints::insert(tx, &capture, mark, world.operator)));
    let read = fingerprints::of(tx, world.exam, mark.candidate_id).await.unwrap().unwrap();
    assert_eq!(format!("{read:?}"), format!("{capture:?}"));
    capture
}
