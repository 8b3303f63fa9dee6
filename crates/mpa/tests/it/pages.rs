//! The web application, as the program that was built serves it.

use std::io::Read as _;

use crate::world::{Store, World};

/// What a browser sends when somebody opens an address.
const OPENED: (&str, &str) = ("accept", "text/html,*/*;q=0.8");

#[test]
fn every_file_that_was_packed_in_is_served_as_it_was_built() {
    let world = World::start(Store::Sqlite);
    let anyone = world.anyone();
    for file in pages::FILES {
        let path = format!("/{}", file.path);
        let plain = anyone.clone().with("accept-encoding", "identity").get(&path);
        assert_eq!((plain.status, plain.bytes.as_slice()), (200, file.bytes), "{path}");
        assert_eq!(plain.header("content-type"), file.content_type);
        let packed = anyone.clone().with("accept-encoding", "gzip, br").get(&path);
        assert_eq!(packed.header("content-encoding") == "br", file.brotli.is_some(), "{path}");
        if file.brotli.is_some() {
            let mut unpacked = Vec::new();
            brotli::Decompressor::new(packed.bytes.as_slice(), 4096).read_to_end(&mut unpacked).unwrap();
            assert!(unpacked == file.bytes, "{path}");
        }
        let again =
            anyone.clone().with("if-none-match", plain.header("etag")).with("accept-encoding", "identity").get(&path);
        assert_eq!((again.status, again.bytes.len()), (304, 0), "{path}");
    }
}

#[test]
fn whoever_opens_the_address_sees_a_page_with_its_rules() {
    let world = World::start(Store::Sqlite);
    let browser = world.anyone().with(OPENED.0, OPENED.1);
    let root = browser.get("/");
    assert_eq!(root.status, 200, "{root:?}");
    assert!(root.header("content-type").starts_with("text/html"), "{root:?}");
    assert_eq!(root.header("x-content-type-options"), "nosniff");
    assert_eq!(root.header("referrer-policy"), "no-referrer");
    let policy = root.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe-inline"), "{policy}");
    assert!(!root.header("x-request-id").is_empty());
    let deep = browser.get("/exams/0199/candidates");
    if pages::FILES.is_empty() {
        assert!(String::from_utf8_lossy(&root.bytes).contains("make build"));
        deep.refused(404, "NOT_FOUND");
    } else {
        assert_eq!((deep.status, deep.bytes), (200, root.bytes.clone()));
        assert_eq!(root.header("permissions-policy"), "camera=(self), microphone=(), geolocation=()");
        assert_eq!(root.header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(root.header("x-frame-options"), "SAMEORIGIN");
        assert_eq!(root.header("cache-control"), "no-cache");
        assert!(policy.contains(&format!("connect-src 'self' ws://{0} wss://{0};", world.address())), "{policy}");
    }
    // Nothing of the API becomes a page, whoever asks.
    for path in ["/api/nothing", "/api", "/health/nothing", "/docs"] {
        browser.get(path).refused(404, "NOT_FOUND");
    }
    world.anyone().get("/exams").refused(404, "NOT_FOUND");
    browser.post("/exams", serde_json::json!({})).refused(404, "NOT_FOUND");
}
