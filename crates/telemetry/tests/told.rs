//! What leaves the program: envelopes of Sentry and batches of spans, as a receiver records them.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpListener,
    sync::{Arc, Mutex},
    time::Duration,
};

use telemetry::{Reports, Traces, take_over};
use tracing_subscriber::prelude::*;

/// What a recorder has heard: lines of requests and bodies.
type Heard = Arc<Mutex<Vec<(String, Vec<u8>)>>>;

/// A receiver of HTTP, and everything that it was sent: the line of each request and its body.
struct Recorder {
    port: u16,
    heard: Heard,
}

impl Recorder {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (port, heard) = (listener.local_addr().unwrap().port(), Heard::default());
        let kept = Arc::clone(&heard);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (mut stream, kept) = (stream.unwrap(), Arc::clone(&kept));
                std::thread::spawn(move || {
                    let mut reader = BufReader::new(stream.try_clone().unwrap());
                    let mut line = String::new();
                    while reader.read_line(&mut line).unwrap_or_default() > 0 {
                        let (asked, mut length, mut header) = (line.clone(), 0, String::new());
                        while reader.read_line(&mut header).unwrap() > 2 {
                            if let Some(value) = header.to_ascii_lowercase().strip_prefix("content-length:") {
                                length = value.trim().parse().unwrap();
                            }
                            header.clear();
                        }
                        let mut body = vec![0; length];
                        reader.read_exact(&mut body).unwrap();
                        kept.lock().unwrap().push((asked, body));
                        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").unwrap();
                        line.clear();
                    }
                });
            }
        });
        Self { port, heard }
    }

    fn text(&self) -> String {
        let heard = self.heard.lock().unwrap();
        heard.iter().map(|(line, body)| format!("{line}{}\n", String::from_utf8_lossy(body))).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_and_panics_are_reported_without_anything_of_anybody() {
    let recorder = Recorder::start();
    let dsn = format!("http://key@127.0.0.1:{}/7", recorder.port);
    let reports = Reports::to(&dsn, "1.2.3").unwrap();
    reports.watch_panics();
    let log = tracing_subscriber::registry().with(reports.layer());
    tracing::subscriber::with_default(log, || {
        let span =
            tracing::error_span!("request", request_id = "r-1", path = "/api/candidates/Zubeida", ip = "10.9.8.7");
        span.in_scope(|| {
            tracing::error!(target: "app::call", roll = "HM-1", operator = "Zubeida", code = "INTERNAL",
                error = "Zubeida of 10.9.8.7", "a call failed");
            tracing::error!(target: "sqlx::query", "duplicate key: Zubeida");
            tracing::warn!(target: "app::call", "a warning about Zubeida");
        });
    });
    let panicked = std::thread::spawn(|| panic!("no such candidate: {}", "Zubeida HM-1"));
    assert!(panicked.join().is_err());
    reports.finish().await;
    let text = recorder.text();
    for told in [
        "POST /api/7/envelope/",
        "a call failed",
        "INTERNAL",
        "r-1",
        "tests/told.rs:",
        "\"panic\"",
        "1.2.3",
        "sqlx::query",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
    for private in ["Zubeida", "HM-1", "10.9.8.7", "/api/candidates", "a warning", "no such candidate"] {
        assert!(!text.contains(private), "{private}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_that_is_down_makes_nobody_wait() {
    let reports = Reports::to("http://key@127.0.0.1:9/7", "1.2.3").unwrap();
    let log = tracing_subscriber::registry().with(reports.layer());
    let begun = tokio::time::Instant::now();
    tracing::subscriber::with_default(log, || {
        for _ in 0..10_000 {
            tracing::error!(target: "app::call", "a call failed");
        }
    });
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert!(Reports::to("no dsn", "1").is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_a_span_that_goes_on_with_its_callers_trace() {
    let recorder = Recorder::start();
    let traces = Traces::to(&format!("http://127.0.0.1:{}", recorder.port), "1.2.3").unwrap();
    let log = tracing_subscriber::registry().with(traces.layer());
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    tracing::subscriber::with_default(log, || {
        let span = tracing::error_span!(
            "request",
            method = "GET",
            route = "/api/exams/{id}",
            status = tracing::field::Empty,
            otel.name = tracing::field::Empty,
            otel.kind = tracing::field::Empty
        );
        span.record("otel.name", "GET /api/exams/{id}");
        take_over(Some(&format!("00-{trace}-00f067aa0ba902b7-01")), &span);
        span.in_scope(|| tracing::error!(name = "Zubeida", "a line of the log is no part of a trace"));
        span.record("status", 200);
        drop(tracing::error_span!("another", name = "Zubeida"));
    });
    traces.finish().await;
    let heard = recorder.heard.lock().unwrap().clone();
    let (line, body) = heard.first().expect("a batch");
    assert!(line.starts_with("POST /v1/traces"), "{line}");
    let holds = |bytes: &[u8]| body.windows(bytes.len()).any(|window| window == bytes);
    let trace: Vec<u8> = (0..16).map(|at| u8::from_str_radix(&trace[2 * at..2 * at + 2], 16).unwrap()).collect();
    assert!(holds(&trace), "the caller's trace");
    assert!(holds(&[0x00, 0xf0, 0x67, 0xaa, 0x0b, 0xa9, 0x02, 0xb7]), "the caller's span");
    for told in ["GET /api/exams/{id}", "route", "status", "mpa", "1.2.3"] {
        assert!(holds(told.as_bytes()), "{told}: {}", String::from_utf8_lossy(body));
    }
    for private in ["Zubeida", "another", "a line of the log"] {
        assert!(!holds(private.as_bytes()), "{private}");
    }
}
