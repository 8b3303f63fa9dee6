//! A whole day, and nothing of the people in what is written about it.

use std::{
    io::Write,
    sync::{Mutex, OnceLock},
};

use serde_json::json;

use crate::world::{Day, Form, PASSWORD, Store, import, pictures, text, text_of};

/// Everything that the server logs in this process.
#[derive(Clone, Copy)]
struct Log;

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Collects the log of all tests from now on, as chatty as it can be.
fn collect_log() {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| {
        let filter = tracing_subscriber::EnvFilter::new(
            "info,server=trace,store=trace,adapters=trace,face=trace,roster=trace,sqlx=debug",
        );
        drop(tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(|| Log).try_init());
    });
}

/// A whole day of somebody whose name no other test uses, with what goes wrong on it.
fn a_day_of_parvati(day: &Day) -> Vec<String> {
    let csv = "Roll No,Name,Father Name,DOB,Centre Code,Slot,Gender\n\
               PVT-771,Parvati Quillon,Bhaskar Quillon,1999-12-28,C-HERE,Morning,F\n\
               PVT-772,Tarini Quillon,Bhaskar Quillon,1999-12-29,C-HERE,Morning,F\n";
    import(&day.head(), &day.exam, csv).ok();
    let bad = csv.replace("1999-12-29", "Quillon-day");
    import(&day.head(), &day.exam, &bad).refused(422, "IMPORT_REJECTED");
    let list = day.head().get(format!("/api/candidates/{}?q=PVT-77", day.exam)).ok();
    let ids: Vec<String> = list["items"].as_array().unwrap().iter().map(|one| text(&one["id"])).collect();
    let operator = day.operator();
    let about = |id: &String| Form::default().text("examId", &day.exam).text("candidateId", id);
    let mark = |roll: &str| operator.post("/api/attendance", json!({ "examId": day.exam, "rollNumber": roll }));
    for (id, roll) in ids.iter().zip(["PVT-771", "PVT-772"]) {
        day.head().form("/api/face/enroll", &about(id).file("faceImage", pictures::obama())).created();
        operator
            .form("/api/face/verify", &about(id).file("liveFaceImage", pictures::obama2()))
            .refused(403, "ATTENDANCE_REQUIRED");
        mark(roll).created();
        mark(roll).refused(409, "ATTENDANCE_EXISTS");
        operator
            .form("/api/face/verify", &about(id).file("liveFaceImage", pictures::wall()))
            .refused(422, "FACE_NOT_DETECTED");
        operator.form("/api/face/verify", &about(id).file("liveFaceImage", pictures::biden())).ok();
    }
    operator.form("/api/face/verify", &about(&ids[0]).file("liveFaceImage", pictures::obama2())).ok();
    operator
        .form("/api/face/verify", &about(&ids[1]).file("liveFaceImage", pictures::obama2()))
        .refused(409, "DUPLICATE_IMAGE");
    let finger = about(&ids[0])
        .file("fingerprintImage", pictures::finger())
        .text("metadata", r#"{"captureDeviceId":"MFS-110"}"#);
    operator.form("/api/fingerprint/capture", &finger).created();
    day.scan(&operator, "OMR-PVT").created();
    for roll in ["PVT-771", "PVT-772", "PVT-773"] {
        drop(day.bind(&operator, "OMR-PVT", roll));
    }
    let correction = json!({ "name": "Parvati Quillon-Rao", "reason": "as in the school register" });
    drop(day.head().patch(format!("/api/candidates/{}/{}", day.exam, ids[1]), correction));
    drop(operator.get(format!("/api/candidates/{}?q=Quillon", day.exam)));
    drop(day.by(&day.neighbour).get(format!("/api/candidates/{}/{}", day.exam, ids[0])));
    secrets(day)
}

/// Logs in, wrongly too, and gives what must be found nowhere.
fn secrets(day: &Day) -> Vec<String> {
    let log_in =
        |password: &str| day.anyone().post("/api/auth/login", json!({ "username": "operator", "password": password }));
    log_in("Quillon's guess").refused(401, "INVALID_CREDENTIALS");
    let tokens = log_in(PASSWORD).ok();
    let next = day.anyone().post("/api/auth/refresh", json!({ "refreshToken": tokens["refreshToken"] })).ok();
    let mut secrets = vec![
        "Quillon".to_owned(),
        "PVT-77".to_owned(),
        "1999-12-2".to_owned(),
        PASSWORD.to_owned(),
        "argon2".to_owned(),
    ];
    secrets.push(day.second_factor(&day.by(&day.far_supervisor)));
    let make = json!({ "examId": day.exam });
    let password = text(&day.head().post("/api/admin/download/password/generate", make).created()["password"]);
    let verify = json!({ "examId": day.exam, "password": password });
    let given = day.operator().post("/api/admin/download/verify", verify).ok();
    let token = text(&given["downloadToken"]);
    let package = day.operator().with("x-download-token", &token).get(text(&given["packageUrl"]));
    assert_eq!(package.status, 200);
    secrets.extend([password.replace('-', ""), password, token]);
    for pair in [&tokens, &next] {
        secrets.extend(["accessToken", "refreshToken"].map(|token| text(&pair[token])));
    }
    secrets
}

#[test]
fn no_name_number_or_token_is_in_journal_alerts_or_log() {
    collect_log();
    for store in Store::BOTH {
        let day = Day::begin(store);
        let secrets = a_day_of_parvati(&day);
        let log = String::from_utf8_lossy(&LOG.lock().unwrap()).into_owned();
        assert!(log.contains("answered"), "the log was not collected");
        for (place, found) in [("journal", text_of(&day, "journal")), ("alert", text_of(&day, "alert")), ("log", log)] {
            assert!(
                found.lines().count() > 5 && found.contains(["desk-7", "answered"][usize::from(place == "log")]),
                "{place}: {found}"
            );
            for secret in &secrets {
                let line = found.lines().find(|line| line.to_lowercase().contains(&secret.to_lowercase()));
                assert!(line.is_none(), "{secret} is in the {place}: {line:?}");
            }
        }
    }
}
