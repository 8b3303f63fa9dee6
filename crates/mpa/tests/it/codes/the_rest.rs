//! The stations, the accounts, and what can happen anywhere.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::world::{Day, Form, PASSWORD, count, pictures, runtime, text};

const NOBODY: &str = "01990000-0000-7000-8000-00000000dead";

pub(super) fn station_one(day: &Day) {
    let operator = day.operator();
    day.mark(&day.by(&day.idle), "HM-1").refused(403, "NO_SLOT_ASSIGNED");
    day.mark(&operator, "HN-1").refused(404, "CANDIDATE_NOT_FOUND");
    let attendance = day.present("HM-1");
    day.mark(&operator, "HM-1").refused(409, "ATTENDANCE_EXISTS");
    day.no_finger(&day.colleague(), "HM-1").refused(403, "OPERATOR_MISMATCH");
    day.no_finger(&operator, "HM-2").refused(403, "ATTENDANCE_REQUIRED");
    day.undo(&operator, NOBODY).refused(404, "ATTENDANCE_NOT_FOUND");
    day.no_finger(&operator, "HM-1").created();
    day.no_finger(&operator, "HM-1").refused(409, "FINGERPRINT_EXISTS");
    day.undo(&operator, &attendance).refused(409, "BIOMETRICS_EXIST");
    day.close(&operator, "HM-1").refused(409, "STATION_INCOMPLETE");
    day.scan(&operator, "OMR-0").created();
    day.bind(&operator, "OMR-0", "HM-1").ok();
    day.override_close(&day.supervisor(), "HM-1", json!({ "reason": "no photograph" })).created();
    day.close(&operator, "HM-1").refused(409, "BIOMETRIC_EXISTS");
    let strict = |strict: bool| day.settings(json!({ "strictAfterEnd": strict })).ok();
    strict(true);
    day.pass(4 * 3600);
    day.mark(&day.operator(), "HM-6").refused(409, "SLOT_ENDED");
    day.pass(-4 * 3600);
    strict(false);
}

pub(super) fn faces(day: &Day) {
    let operator = day.operator();
    for roll in ["HM-2", "HM-3", "HM-4"] {
        day.present(roll);
    }
    day.verify(&operator, "HM-2", pictures::obama2()).refused(409, "FACE_NOT_ENROLLED");
    day.head().get(format!("/api/candidates/{}/{}/photo", day.exam, day.id("HM-2"))).refused(404, "PHOTO_NOT_FOUND");
    day.head().get(format!("/api/face/attempts/{NOBODY}/image")).refused(404, "ATTEMPT_NOT_FOUND");
    for (picture, code) in [
        (pictures::wall(), "FACE_NOT_DETECTED"),
        (pictures::both(), "MULTIPLE_FACES"),
        (pictures::dark(), "IMAGE_QUALITY"),
        (b"no picture".as_slice(), "IMAGE_UNREADABLE"),
    ] {
        day.enrol("HM-2", picture).refused(422, code);
    }
    day.enrol("HM-2", pictures::obama()).created();
    day.enrol("HM-3", pictures::obama()).created();
    day.settings(json!({ "maxFaceAttempts": 1 })).ok();
    day.verify(&operator, "HM-2", pictures::obama2()).ok();
    day.verify(&operator, "HM-2", pictures::obama3()).refused(409, "ATTEMPTS_EXHAUSTED");
    day.verify(&operator, "HM-3", pictures::obama2()).refused(409, "DUPLICATE_IMAGE");
    let own = Form::default().file("faceImage", pictures::obama3());
    day.head().form(format!("/api/operators/{}/face", day.operator.id), &own).created();
    day.verify(&operator, "HM-3", &pictures::touched(pictures::obama2(), 1)).refused(422, "OPERATOR_FACE");
}

pub(super) fn sheets(day: &Day) {
    let operator = day.operator();
    day.scan_image(&operator, "OMR-1", &pictures::sheet("OMR-2")).refused(422, "BARCODE_MISMATCH");
    day.bind(&operator, "OMR-1", "HM-2").refused(404, "OMR_NOT_FOUND");
    for barcode in ["OMR-1", "OMR-2", "OMR-3"] {
        day.scan(&operator, barcode).created();
    }
    day.scan(&operator, "OMR-1").refused(409, "BARCODE_EXISTS");
    day.bind(&operator, "OMR-1", "HM-2").ok();
    day.bind(&operator, "OMR-1", "HM-3").refused(409, "OMR_ALREADY_VALIDATED");
    day.bind(&operator, "OMR-2", "HM-2").refused(409, "CANDIDATE_HAS_OMR");
    day.void(&day.head(), "OMR-3").ok();
    day.bind(&operator, "OMR-3", "HM-4").refused(409, "OMR_VOID");
    day.head().get(format!("/api/omr/{}/OMR-1/image", day.exam)).refused(404, "IMAGE_NOT_FOUND");
    day.scan(&operator.once("code"), "OMR-4").created();
    day.scan(&operator.once("code"), "OMR-5").refused(409, "IDEMPOTENCY_MISMATCH");
}

pub(super) fn accounts(day: &Day) {
    let log_in =
        |password: &str| day.anyone().post("/api/auth/login", json!({ "username": "neighbour", "password": password }));
    log_in("wrong").refused(401, "INVALID_CREDENTIALS");
    let first = text(&log_in(PASSWORD).ok()["refreshToken"]);
    let refresh = |token: &str| day.anyone().post("/api/auth/refresh", json!({ "refreshToken": token }));
    let second = text(&refresh(&first).ok()["refreshToken"]);
    refresh(&second).ok();
    refresh(&first).refused(401, "TOKEN_REUSED");
    let idle = format!("/api/operators/{}/password", day.idle.id);
    let given = text(&day.head().post(idle, json!({})).ok()["password"]);
    let login = day.anyone().post("/api/auth/login", json!({ "username": "idle", "password": given })).ok();
    let who = day.bearing(text(&login["accessToken"]));
    who.get(format!("/api/candidates/{}", day.exam)).refused(403, "PASSWORD_CHANGE_REQUIRED");
    second_factor(day);
    for _ in 0..9 {
        log_in("wrong").refused(401, "INVALID_CREDENTIALS");
    }
    log_in(PASSWORD).refused(429, "RATE_LIMITED");
}

fn second_factor(day: &Day) {
    let (head, path) = (day.head(), format!("/api/operators/{}", day.far_supervisor.id));
    head.delete(format!("{path}/second-factor")).refused(404, "SECOND_FACTOR_NOT_FOUND");
    head.patch(&path, json!({ "secondFactorRequired": true })).ok();
    let who = day.by(&day.far_supervisor);
    who.get("/api/exams").refused(403, "SECOND_FACTOR_SETUP_REQUIRED");
    let secret = day.second_factor(&who);
    let both = json!({ "password": PASSWORD, "code": day.code(&secret, 1) });
    who.json("DELETE", "/api/auth/second-factor", &both).refused(409, "SECOND_FACTOR_MANDATORY");
    who.post("/api/auth/second-factor", json!({ "password": PASSWORD })).refused(409, "SECOND_FACTOR_EXISTS");
    let login = json!({ "username": "far.supervisor", "password": PASSWORD });
    day.anyone().post("/api/auth/login", login).refused(401, "SECOND_FACTOR_REQUIRED");
}

pub(super) fn anywhere(day: &Day) {
    let head = day.head();
    day.operator().get("/api/operators").refused(403, "FORBIDDEN");
    let unauthenticated = day.anyone().get("/api/exams");
    assert_eq!(unauthenticated.header("www-authenticate"), "Bearer");
    unauthenticated.refused(401, "UNAUTHENTICATED");
    for path in ["/api/nothing", "/nothing", "/api", "/api/exams/", "/health"] {
        head.get(path).refused(404, "NOT_FOUND");
    }
    for (method, path) in
        [("PUT", "/api/exams"), ("DELETE", "/api/auth/login"), ("TRACE", "/api/exams"), ("GET", "/api/face/verify")]
    {
        head.send(method, path, None, Vec::new()).refused(405, "METHOD_NOT_ALLOWED");
    }
    for (path, wrong) in [
        ("/api/exams", Some("text/plain")),
        ("/api/exams", None),
        ("/api/face/enroll", Some("application/json")),
        ("/api/omr/scan", Some("text/xml")),
    ] {
        let who = if path == "/api/omr/scan" { day.operator() } else { day.head() };
        who.send("POST", path, wrong.or(Some("")), b"{}".to_vec()).refused(415, "UNSUPPORTED_MEDIA_TYPE");
    }
    let details = head.post("/api/exams", json!({ "name": 7 })).refused(400, "VALIDATION");
    assert!(details["fields"]["name"].is_string(), "{details}");
    let long = json!({ "code": "LONG", "name": "x".repeat(300_000) });
    let details = head.post("/api/exams", long).refused(413, "PAYLOAD_TOO_LARGE");
    assert_eq!(details["limitBytes"], 256 * 1024);
}

/// When the store or the workers are busy.
pub(super) fn trouble(day: &Day) {
    let exams = count(day, "exam");
    let writing = runtime().block_on(day.app.db.begin()).unwrap();
    let refused = day.head().post("/api/centres", json!({ "code": "LATE", "name": "x" }));
    assert!(refused.header("retry-after").parse::<u32>().unwrap() >= 1);
    refused.refused(503, "DEPENDENCY_UNAVAILABLE");
    runtime().block_on(async { drop(writing) });
    day.head().post("/api/centres", json!({ "code": "LATE", "name": "x" })).created();

    let (release, held) = std::sync::mpsc::channel::<()>();
    let held = std::sync::Arc::new(std::sync::Mutex::new(held));
    // Each of another account, which has only its share.
    let waiting: Vec<_> = (0..80)
        .map(|party| {
            let (images, held) = (day.app.images().clone(), std::sync::Arc::clone(&held));
            runtime().spawn(async move {
                images.run_for(Uuid::from_u128(party), move || held.lock().unwrap().recv().is_ok()).await
            })
        })
        .collect();
    let busy = loop {
        // The last of them may not have taken its place yet.
        let answer = day.enrol("HM-5", pictures::wall());
        if answer.status == 503 {
            break answer;
        }
    };
    assert_eq!(busy.header("retry-after"), "1");
    busy.refused(503, "BUSY");
    drop(release);
    runtime().block_on(async {
        for one in waiting {
            drop(one.await.unwrap()); // those beyond the queue were told that it is full
        }
    });
    day.enrol("HM-5", pictures::wall()).refused(422, "FACE_NOT_DETECTED");
    assert_eq!(count(day, "exam"), exams);
    assert_eq!(day.head().get("/health/ready").ok()["status"], Value::from("up"));
}
