//! Requests that lie, break off, or are far too much. Each gets a 4xx, nothing is half written, and
//! the server goes on.

use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, TcpStream},
    time::Duration,
};

use serde_json::{Value, json};

use crate::world::{Caller, Day, Form, Store, count, pictures};

/// Sends bytes as they are and gives back what the server says before it closes.
fn raw(day: &Day, parts: &[&[u8]]) -> String {
    talk(day, parts, false)
}

/// As [`raw`], and hangs up when all is sent.
fn hung_up(day: &Day, parts: &[&[u8]]) -> String {
    talk(day, parts, true)
}

fn talk(day: &Day, parts: &[&[u8]], hang_up: bool) -> String {
    let mut stream = TcpStream::connect(day.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(45))).unwrap();
    let mut reader = stream.try_clone().unwrap();
    let said = std::thread::spawn(move || {
        let mut answer = Vec::new();
        drop(reader.read_to_end(&mut answer));
        String::from_utf8_lossy(&answer).into_owned()
    });
    let heard = parts.iter().all(|part| stream.write_all(part).is_ok()); // or it has heard enough
    if heard && hang_up {
        drop(stream.shutdown(Shutdown::Write));
    }
    said.join().unwrap()
}

fn head(day: &Day, who: &Caller<'_>, path: &str, content_type: &str, length: usize) -> Vec<u8> {
    let token = who.token.as_deref().unwrap_or("none");
    format!(
        "POST {path} HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {token}\r\ncontent-type: {content_type}\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n",
        day.address()
    )
    .into_bytes()
}

/// Everything that a refused request could have left behind.
fn traces(day: &Day) -> Vec<i64> {
    let tables = [
        "attendance",
        "biometric",
        "blob",
        "candidate",
        "centre",
        "exam",
        "face_attempt",
        "fingerprint",
        "omr_sheet",
        "slot",
        "enrolled_face",
    ];
    tables.map(|table| count(day, table)).to_vec()
}

/// Runs hostile calls; afterwards the server answers, nothing was written, and no upload lies around.
fn unharmed(attack: impl FnOnce(&Day)) {
    let day = Day::begin(Store::Sqlite);
    day.present("HM-1");
    day.enrol("HM-1", pictures::obama()).created();
    let before = traces(&day);
    attack(&day);
    assert_eq!(traces(&day), before);
    assert_eq!(std::fs::read_dir(day.data_dir().join("tmp")).unwrap().count(), 0);
    assert_eq!(day.anyone().get("/health/ready").status, 200);
    day.no_finger(&day.operator(), "HM-1").created();
}

#[test]
fn forms_that_break_off_or_lie() {
    unharmed(|day| {
        let operator = day.operator();
        let path = "/api/fingerprint/capture";
        let form = day.about("HM-1").file("fingerprintImage", pictures::finger());
        let (whole, kind) = (form.bytes(), form.content_type());
        operator.send("POST", path, Some(&kind), form.torn()).refused(400, "VALIDATION");
        operator.send("POST", path, Some(&kind), whole[..whole.len() / 2].to_vec()).refused(400, "VALIDATION");
        operator.send("POST", path, Some(&kind), Vec::new()).refused(400, "VALIDATION");
        operator.send("POST", path, Some("multipart/form-data"), whole.clone()).refused(400, "VALIDATION");
        operator
            .send("POST", path, Some("multipart/form-data; boundary=other"), whole.clone())
            .refused(400, "VALIDATION");
        operator.send("POST", path, Some(&kind), vec![b'x'; 100_000]).refused(400, "VALIDATION");
        // Fewer bytes come than were announced.
        let answer =
            hung_up(day, &[&head(day, &operator, path, &kind, whole.len() + 5000), &whole[..whole.len() - 40]]);
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");
        // More come: what is too much is no part of this request.
        let answer = raw(day, &[&head(day, &operator, path, &kind, 500), &whole]);
        assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
        let many = (0..40).fold(day.about("HM-1"), |form, number| form.text(&format!("field{number}"), "x"));
        operator.form(path, &many).refused(400, "VALIDATION");
        operator.form(path, &day.about("HM-1").text("exceptionReason", "x".repeat(70_000))).refused(400, "VALIDATION");
        operator.form(path, &day.about("HM-1").part("exceptionReason", None, b"\xff\xfe")).refused(400, "VALIDATION");
        operator.form(path, &day.about("HM-1").text("exceptionReason", "nul \0 here")).refused(400, "VALIDATION");
        let head_office = day.head();
        let import = format!("/api/exams/{}/candidates/import", day.exam);
        let list = Form::default().file("file", crate::world::roster(1));
        head_office.send("POST", &import, Some(&list.content_type()), list.torn()).refused(400, "VALIDATION");
    });
}

#[test]
fn bodies_that_are_far_too_much() {
    unharmed(|day| {
        let operator = day.operator();
        let much = vec![b' '; 40 << 20];
        for path in ["/api/attendance", "/api/auth/login"] {
            let answer = raw(day, &[&head(day, &operator, path, "application/json", much.len()), &much]);
            assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("PAYLOAD_TOO_LARGE"), "{path}: {answer}");
        }
        // Without a length.
        let chunked = format!(
            "POST /api/attendance HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\n\
             transfer-encoding: chunked\r\nconnection: close\r\n\r\n{:x}\r\n",
            operator.token.as_ref().unwrap(),
            much.len()
        );
        let answer = raw(day, &[chunked.as_bytes(), &much]);
        assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
        let form = day.about("HM-1").file("liveFaceImage", &much[..11 << 20]);
        let body = form.bytes();
        let answer = raw(day, &[&head(day, &operator, "/api/face/verify", &form.content_type(), body.len()), &body]);
        assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
        let long = format!(
            "GET /api/candidates/{}?q={} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
            day.exam,
            "q".repeat(1 << 20)
        );
        let answer = raw(day, &[long.as_bytes()]);
        assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
        let answer = raw(day, &[b"GET / HTTP/1.1\r\nhost: x\r\n", "x: y\r\n".repeat(2000).as_bytes(), b"\r\n"]);
        assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
        let answer = raw(day, &[b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 TLS, is it?\r\n\r\n"]);
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");
    });
}

#[test]
fn an_upload_with_a_token_that_is_over_is_told_so() {
    unharmed(|day| {
        let form = day.about("HM-1").file("liveFaceImage", vec![7; 1 << 20]);
        let body = form.bytes();
        for _ in 0..10 {
            let answer =
                raw(day, &[&head(day, &day.anyone(), "/api/face/verify", &form.content_type(), body.len()), &body]);
            assert!(answer.starts_with("HTTP/1.1 401") && answer.contains("UNAUTHENTICATED"), "{answer}");
        }
    });
}

/// A device keeps its connection: a refusal before the body was read does not break the next call.
#[test]
fn a_refused_call_leaves_its_connection_usable() {
    unharmed(|day| {
        for _ in 0..20 {
            let mut stream = TcpStream::connect(day.address()).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
            stream.set_nodelay(true).unwrap();
            let mut read = [0; 4096];
            stream.write_all(b"POST /api/attendance HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n").unwrap();
            std::thread::yield_now(); // the body comes in a packet of its own
            stream.write_all(b"{}").unwrap();
            let told = stream.read(&mut read).unwrap();
            assert!(read[..told].starts_with(b"HTTP/1.1 401"));
            let next =
                stream.write_all(b"GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n").and_then(|()| stream.read(&mut read));
            assert!(next.is_ok_and(|told| read[..told].starts_with(b"HTTP/1.1 200")), "the connection was closed");
        }
    });
}

/// A PNG that says it has 30,000 × 30,000 pixels.
fn giant() -> Vec<u8> {
    let mut png = testkit::draw::blank(8, 8, 0).png();
    png[16..20].copy_from_slice(&30_000_u32.to_be_bytes());
    png[20..24].copy_from_slice(&30_000_u32.to_be_bytes());
    let sum = crc(&png[12..29]);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    png
}

/// CRC-32 as PNG has it (ISO 3309).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}

#[test]
fn pictures_that_are_not_what_they_say() {
    unharmed(|day| {
        let operator = day.operator();
        let giant = giant();
        let torn = &pictures::obama()[..pictures::obama().len() / 3];
        for picture in [giant.as_slice(), torn, b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"BM", &[0; 4096]] {
            day.verify(&operator, "HM-1", picture).refused(422, "IMAGE_UNREADABLE");
            day.enrol("HM-1", picture).refused(422, "IMAGE_UNREADABLE");
            day.scan_image(&operator, "OMR-1", picture).refused(422, "IMAGE_UNREADABLE");
            let form = day.about("HM-1").file("fingerprintImage", picture);
            operator.form("/api/fingerprint/capture", &form).refused(422, "IMAGE_UNREADABLE");
        }
        day.verify(&operator, "HM-1", b"").refused(400, "VALIDATION");
        assert_eq!(day.verify(&operator, "HM-1", &giant).refused(422, "IMAGE_UNREADABLE")["reason"], "too_many_pixels");
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
