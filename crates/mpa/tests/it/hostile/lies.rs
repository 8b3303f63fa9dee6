//! Bodies that break off, lie about their length, or are far too much.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

use super::{hung_up, raw, unharmed};
use crate::world::{Caller, Day, Form, pictures};

fn head(day: &Day, who: &Caller<'_>, path: &str, content_type: &str, length: usize) -> Vec<u8> {
    let token = who.token.as_deref().unwrap_or("none");
    format!(
        "POST {path} HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {token}\r\ncontent-type: {content_type}\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n",
        day.address()
    )
    .into_bytes()
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
