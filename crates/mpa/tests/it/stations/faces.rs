//! Comparisons: counted, bounded, and never of a picture that is not one.

use std::thread;

use serde_json::json;

use super::alerts;
use crate::world::{Answer, Day, Form, Store, count, pictures, text};

/// A day on which two candidates are the same person to the camera.
fn two_alike(store: Store) -> Day {
    let day = Day::begin(store);
    for roll in ["HM-1", "HM-2"] {
        day.enrol(roll, pictures::obama()).created();
        day.present(roll);
    }
    day
}

#[test]
fn a_mismatch_is_an_answer_with_the_real_percentage_and_attempts_end() {
    let day = two_alike(Store::Sqlite);
    let mut attempts = Vec::new();
    for (number, left) in [(1, 2), (2, 1), (3, 0)] {
        let seen = day.verify(&day.operator(), "HM-1", pictures::biden()).ok();
        assert_eq!(
            [&seen["verified"], &seen["attempt"], &seen["attemptsLeft"]],
            [&json!(false), &json!(number), &json!(left)]
        );
        assert!(seen["matchPercentage"].as_f64().is_some_and(|percentage| percentage < 96.5), "{seen}");
        attempts.push(text(&seen["attemptId"]));
    }
    day.verify(&day.operator(), "HM-1", pictures::obama2()).refused(409, "ATTEMPTS_EXHAUSTED");
    assert_eq!(alerts(&day, "face_mismatch"), 3);
    for attempt in attempts {
        let path = format!("/api/face/attempts/{attempt}/image");
        assert_eq!(day.supervisor().get(&path).bytes, pictures::biden());
        day.by(&day.far_supervisor).get(&path).refused(404, "ATTEMPT_NOT_FOUND");
        day.operator().get(&path).refused(403, "FORBIDDEN");
    }
    // A fourth one where the exam allows more.
    day.settings(json!({ "maxFaceAttempts": 4 })).ok();
    assert_eq!(day.verify(&day.operator(), "HM-1", pictures::obama2()).ok()["attempt"], 4);
}

#[test]
fn pictures_that_cannot_be_compared_are_refused_and_do_not_count() {
    let day = two_alike(Store::Sqlite);
    let expected: [(&[u8], &str, Option<&str>); 5] = [
        (pictures::wall(), "FACE_NOT_DETECTED", None),
        (pictures::both(), "MULTIPLE_FACES", None),
        (pictures::dark(), "IMAGE_QUALITY", Some("dark")),
        (pictures::tiny(), "IMAGE_QUALITY", Some("small")),
        (b"GIF89a no picture", "IMAGE_UNREADABLE", None),
    ];
    for (picture, code, reason) in expected {
        for answer in [day.verify(&day.operator(), "HM-1", picture), day.enrol("HM-3", picture)] {
            let details = answer.refused(422, code);
            assert_eq!(details["reason"].as_str().filter(|_| code == "IMAGE_QUALITY"), reason);
        }
    }
    assert_eq!(alerts(&day, "invalid_photo"), 10);
    assert_eq!([count(&day, "face_attempt"), count(&day, "enrolled_face")], [0, 2]);
    let seen = day.verify(&day.operator(), "HM-1", pictures::obama2()).ok();
    assert_eq!([&seen["attempt"], &seen["attemptsLeft"]], [&json!(1), &json!(2)]);
}

#[test]
fn a_candidate_without_a_photograph_cannot_be_compared() {
    let day = Day::begin(Store::Sqlite);
    day.present("HM-1");
    day.verify(&day.operator(), "HM-1", pictures::obama2()).refused(409, "FACE_NOT_ENROLLED");
    day.head().get(format!("/api/candidates/{}/{}/photo", day.exam, day.id("HM-1"))).refused(404, "PHOTO_NOT_FOUND");
    day.enrol("HM-1", pictures::obama()).created();
    day.enrol("HM-1", pictures::obama3()).created(); // a better one, in its place
    assert_eq!(count(&day, "enrolled_face"), 1);
    assert_eq!(day.verify(&day.operator(), "HM-1", pictures::obama2()).ok()["verified"], true);
}

#[test]
fn these_very_pixels_verify_one_candidate_of_an_exam() {
    for store in Store::BOTH {
        let day = two_alike(store);
        assert_eq!(day.verify(&day.operator(), "HM-1", pictures::obama2()).ok()["verified"], true);
        day.verify(&day.operator(), "HM-2", pictures::obama2()).refused(409, "DUPLICATE_IMAGE");
        assert_eq!(alerts(&day, "duplicate_image"), 1);
        assert_eq!(count(&day, "face_attempt"), 1);
        // The same candidate again, and another picture of the other one.
        assert_eq!(day.verify(&day.operator(), "HM-1", pictures::obama2()).ok()["attempt"], 2);
        let seen = day.verify(&day.operator(), "HM-2", &pictures::touched(pictures::obama2(), 3)).ok();
        assert_eq!([&seen["verified"], &seen["attempt"]], [&json!(true), &json!(1)]);
        // Another exam is another day.
        let (exam, candidates) = day.second_exam();
        let about = Form::default().text("examId", &exam).text("candidateId", &candidates["HM-1"]);
        day.head().form("/api/face/enroll", &about.clone().file("faceImage", pictures::obama())).created();
        let slots = day.head().get(format!("/api/slots?examId={exam}")).ok();
        for slot in slots["items"].as_array().unwrap() {
            day.head().patch(format!("/api/slots/{}", text(&slot["id"])), json!({ "status": "active" })).ok();
            day.assign(&day.operator, &text(&slot["id"])).created();
        }
        day.operator().post("/api/attendance", json!({ "examId": exam, "rollNumber": "HM-1" })).created();
        let again = day.operator().form("/api/face/verify", &about.file("liveFaceImage", pictures::obama2()));
        assert_eq!(again.ok()["verified"], true);
    }
}

#[test]
fn a_photograph_is_no_live_face_and_its_copy_waits_for_a_supervisor() {
    for store in Store::BOTH {
        let day = two_alike(store);
        day.verify(&day.operator(), "HM-1", pictures::obama()).refused(409, "DUPLICATE_IMAGE");
        assert_eq!((count(&day, "face_attempt"), alerts(&day, "duplicate_image")), (0, 1));
        let copy = day.verify(&day.operator(), "HM-1", &pictures::touched(pictures::obama(), 5)).ok();
        assert_eq!([&copy["verified"], &copy["waitsForSupervisor"]], [&json!(false), &json!(true)]);
        assert!(copy["matchPercentage"].as_f64().unwrap() > 99.0, "{copy}");
        assert_eq!((alerts(&day, "invalid_photo"), alerts(&day, "face_mismatch")), (1, 0));
        let seen = day.verify(&day.operator(), "HM-1", pictures::obama2()).ok();
        assert_eq!([&seen["verified"], &seen["waitsForSupervisor"]], [&json!(true), &json!(false)]);
    }
}

#[test]
fn of_two_candidates_at_once_with_one_picture_one_is_verified() {
    for store in Store::BOTH {
        let day = two_alike(store);
        let answers: Vec<Answer> = thread::scope(|scope| {
            let calls: Vec<_> = ["HM-1", "HM-2"]
                .map(|roll| scope.spawn(|| day.verify(&day.operator(), roll, pictures::obama2())))
                .into_iter()
                .collect();
            calls.into_iter().map(|call| call.join().unwrap()).collect()
        });
        let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{answers:?}");
        assert_eq!(count(&day, "face_attempt"), 1);
    }
}

#[test]
fn parallel_comparisons_cannot_exceed_the_limit() {
    for store in Store::BOTH {
        let day = two_alike(store);
        let answers: Vec<Answer> = thread::scope(|scope| {
            let calls: Vec<_> =
                (0..8).map(|_| scope.spawn(|| day.verify(&day.operator(), "HM-1", pictures::biden()))).collect();
            calls.into_iter().map(|call| call.join().unwrap()).collect()
        });
        let (made, refused): (Vec<Answer>, Vec<Answer>) = answers.into_iter().partition(|answer| answer.status == 200);
        assert_eq!((made.len(), refused.len()), (3, 5), "{}", day.engine);
        let mut numbers: Vec<i64> = made.into_iter().map(|answer| answer.ok()["attempt"].as_i64().unwrap()).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, [1, 2, 3]);
        refused.into_iter().for_each(|answer| drop(answer.refused(409, "ATTEMPTS_EXHAUSTED")));
        assert_eq!(count(&day, "face_attempt WHERE state = 'kept'"), 3);
    }
}

#[test]
fn an_operators_own_face_is_refused_and_does_not_count() {
    let day = two_alike(Store::Sqlite);
    let face = Form::default().file("faceImage", pictures::obama3());
    day.head().form(format!("/api/operators/{}/face", day.operator.id), &face).created();
    let wall = Form::default().file("faceImage", pictures::wall());
    day.head().form(format!("/api/operators/{}/face", day.operator.id), &wall).refused(422, "FACE_NOT_DETECTED");
    day.verify(&day.operator(), "HM-1", pictures::obama2()).refused(422, "OPERATOR_FACE");
    assert_eq!([count(&day, "face_attempt"), alerts(&day, "operator_face")], [0, 1]);
    let seen = day.verify(&day.operator(), "HM-1", pictures::biden()).ok();
    assert_eq!([&seen["verified"], &seen["attempt"]], [&json!(false), &json!(1)]);
}
