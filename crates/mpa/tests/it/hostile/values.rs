//! Bodies that are whole, with values that are not what they should be.

use serde_json::{Value, json};

use super::{raw, unharmed};
use crate::world::pictures;

#[test]
fn pictures_that_are_not_what_they_say() {
    unharmed(|day| {
        let operator = day.operator();
        let giant = pictures::giant();
        let torn = &pictures::obama()[..pictures::obama().len() / 3];
        for picture in [giant, torn, b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"BM", &[0; 4096]] {
            day.verify(&operator, "HM-1", picture).refused(422, "IMAGE_UNREADABLE");
            day.enrol("HM-1", picture).refused(422, "IMAGE_UNREADABLE");
            day.scan_image(&operator, "OMR-1", picture).refused(422, "IMAGE_UNREADABLE");
            let form = day.about("HM-1").file("fingerprintImage", picture);
            operator.form("/api/fingerprint/capture", &form).refused(422, "IMAGE_UNREADABLE");
        }
        day.verify(&operator, "HM-1", b"").refused(400, "VALIDATION");
        assert_eq!(day.verify(&operator, "HM-1", giant).refused(422, "IMAGE_UNREADABLE")["reason"], "too_many_pixels");
    });
}

#[test]
fn wrong_types_everywhere_are_named_by_their_field() {
    unharmed(|day| {
        let operator = day.operator();
        let wrong = [
            json!(null),
            json!(7),
            json!(-0.5),
            json!(true),
            json!([]),
            json!({}),
            json!(""),
            json!("\u{0}"),
            json!("x".repeat(5000)),
        ];
        let bodies = [
            (
                "/api/attendance",
                json!({ "examId": day.exam, "rollNumber": "HM-2", "status": "completed" }),
                vec!["examId", "rollNumber", "status"],
            ),
            ("/api/omr/scan", json!({ "examId": day.exam, "barcode": "OMR-1" }), vec!["examId", "barcode"]),
            (
                "/api/omr/validate",
                json!({ "examId": day.exam, "barcode": "OMR-1", "rollNumber": "HM-1" }),
                vec!["examId", "barcode", "rollNumber"],
            ),
            (
                "/api/biometric/verify",
                json!({ "examId": day.exam, "candidateId": day.id("HM-1") }),
                vec!["examId", "candidateId", "override"],
            ),
        ];
        for (path, good, fields) in bodies {
            for field in fields {
                for value in &wrong {
                    let optional = ["status", "override", "rollNumber"].contains(&field) && value.is_null();
                    let mut body = good.clone();
                    body[field] = value.clone();
                    if optional {
                        continue;
                    }
                    let details = operator.post(path, body).refused(400, "VALIDATION");
                    let named = details["fields"].as_object().unwrap();
                    assert!(named.keys().any(|name| name.starts_with(field)), "{path} {field} {value}: {details}");
                }
            }
            for body in &wrong {
                operator.post(path, body.clone()).refused(400, "VALIDATION");
            }
        }
    });
}

#[test]
fn json_that_is_none_or_too_deep() {
    unharmed(|day| {
        let operator = day.operator();
        let deep = |open: &str, close: &str| open.repeat(20_000) + &close.repeat(20_000);
        let twice = format!(r#"{{"examId":"{0}","examId":"{0}","rollNumber":"NOBODY"}}"#, day.exam);
        let bodies = [
            String::new(),
            "{".into(),
            "nul".into(),
            "{\"examId\":}".into(),
            "'{}'".into(),
            "\u{feff}{}".into(),
            "{}{}".into(),
            "NaN".into(),
            "1e999999".into(),
            deep("[", "]"),
            deep("{\"a\":", "}"),
            "[".repeat(200_000),
            "\"\\ud800\"".into(),
            "\"".to_owned() + &"x".repeat(1000),
        ];
        for body in bodies {
            let shown: String = body.chars().take(40).collect();
            let answer = operator.send("POST", "/api/attendance", Some("application/json"), body.into_bytes());
            assert_eq!((answer.status, answer.code()), (400, "VALIDATION"), "{shown}");
        }
        operator
            .send("POST", "/api/attendance", Some("application/json"), b"{\"examId\":\"\xff\xfe\"}".to_vec())
            .refused(400, "VALIDATION");
        operator
            .send("POST", "/api/attendance", Some("application/json; charset=utf-8"), twice.into_bytes())
            .refused(404, "CANDIDATE_NOT_FOUND");
    });
}

#[test]
fn paths_and_headers_that_nobody_writes() {
    unharmed(|day| {
        let head = day.head();
        let exam = &day.exam;
        for path in [
            format!("/api/candidates/{exam}/%FF%FE"),
            format!("/api/candidates/{exam}/%00"),
            format!("/api/candidates/{exam}/..%2f..%2fmpa.key"),
            "/api/exams/%F0%28%8C%28".to_owned(),
            format!("/api/candidates/{exam}?q=%FF"),
            format!("/api/candidates/{exam}?status=%00"),
            format!("/api/slots?examId={exam}'--"),
        ] {
            let answer = head.get(&path);
            assert!([400, 200].contains(&answer.status), "{answer:?}");
        }
        for path in
            ["/api/docs/../../mpa.key", "/api/docs/%2e%2e/%2e%2e/mpa.key", "//etc/passwd", "/api/docs/..%2f..%2fmpa.db"]
        {
            let answer = raw(day, &[format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").as_bytes()]);
            assert!(
                answer.starts_with("HTTP/1.1 404")
                    || answer.starts_with("HTTP/1.1 3")
                    || answer.starts_with("HTTP/1.1 400"),
                "{path}: {answer}"
            );
        }
        for token in ["", "x", "a.b.c", "Bearer", &"x".repeat(6000), "eyJhbGciOiJub25lIn0.e30."] {
            day.bearing(token).get("/api/auth/me").refused(401, "UNAUTHENTICATED");
        }
        let answer = raw(
            day,
            &[b"GET /api/auth/me HTTP/1.1\r\nhost: x\r\nauthorization: Bearer \xff\xfe\r\nconnection: close\r\n\r\n"],
        );
        assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
        head.clone().with("x-forwarded-for", "not an address, ::::, 999.1.1.1").get("/api/exams").ok();
        let data: Value = head.get("/api/exams").ok();
        assert_eq!(data["items"].as_array().unwrap().len(), 1);
    });
}
