//! A site of a few files, asked as browsers ask.

use axum::body::to_bytes;

use super::*;

const fn file(path: &'static str, content_type: &'static str, brotli: Option<&'static [u8]>) -> PageFile {
    PageFile { path, content_type, digest: "d1", bytes: b"the contents of the file", brotli }
}

const SITE: Site = Site(&[
    file("assets/index-B3-g_Zk9.js", "text/javascript; charset=utf-8", Some(b"packed")),
    file("index.html", "text/html; charset=utf-8", Some(b"packed page")),
    file("station/assets/app-B3tg0Zk9.webmanifest", "application/manifest+json", None),
    file("station/index.html", "text/html; charset=utf-8", None),
    file("station/worker.js", "text/javascript; charset=utf-8", None),
    file("sw.js", "text/javascript; charset=utf-8", None),
]);

/// What a browser sends when somebody opens an address.
const OPENED: (&str, &str) = ("accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");

fn ask_of(site: Site, method: &str, path: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    site.answer(&request.body(Body::empty()).unwrap())
}

fn ask(path: &str, headers: &[(&str, &str)]) -> Response {
    ask_of(SITE, "GET", path, headers)
}

fn header<'r>(response: &'r Response, name: &str) -> &'r str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn a_file_is_sent_packed_to_who_unpacks_it() {
    let path = "/assets/index-B3-g_Zk9.js";
    for (accepted, packed) in [
        ("gzip, deflate, br, zstd", true),
        ("br;q=0.5", true),
        ("gzip", false),
        ("br;q=0", false),
        ("brotli", false),
        ("", false),
    ] {
        let response = ask(path, &[("accept-encoding", accepted)]);
        assert_eq!(header(&response, "content-encoding") == "br", packed, "{accepted}");
        assert_eq!(header(&response, "etag"), if packed { "\"d1-br\"" } else { "\"d1\"" });
        assert_eq!(header(&response, "vary"), "accept-encoding");
        let body = to_bytes(response.into_body(), 1000).await.unwrap();
        assert_eq!(body, if packed { "packed" } else { "the contents of the file" }, "{accepted}");
    }
}

#[tokio::test]
async fn what_the_browser_has_is_not_sent_again() {
    for (tag, status) in
        [("\"d1\"", 304), ("W/\"d1\"", 304), ("\"d0\", \"d1\"", 304), ("\"d1-br\"", 200), ("\"d0\"", 200)]
    {
        let response = ask("/sw.js", &[("if-none-match", tag)]);
        assert_eq!((response.status().as_u16(), header(&response, "etag")), (status, "\"d1\""), "{tag}");
        let body = to_bytes(response.into_body(), 1000).await.unwrap();
        assert_eq!(body.is_empty(), status == 304, "{tag}");
    }
}

#[test]
fn only_a_name_with_a_digest_is_kept_for_ever() {
    for (path, kept) in [
        ("assets/index-B3tg0Zk9.js", true),
        ("assets/index-B3-g_Zk9.js", true),
        ("station/assets/zxing_reader-Ab12_-34.wasm", true),
        ("assets/index.js", false),
        ("assets/index-short.js", false),
        ("assets/-B3tg0Zk9.js", false),
        ("index-B3tg0Zk9.js", false),
        ("index.html", false),
    ] {
        assert_eq!(is_hashed(path), kept, "{path}");
    }
    assert_eq!(header(&ask("/assets/index-B3-g_Zk9.js", &[]), "cache-control"), FOR_EVER);
    assert_eq!(header(&ask("/sw.js", &[]), "cache-control"), "no-cache");
    assert_eq!(header(&ask("/", &[OPENED]), "cache-control"), "no-cache");
}

#[test]
fn every_address_that_is_opened_shows_the_page_above_it() {
    let length = |response: Response| (response.status().as_u16(), header(&response, "content-type").to_owned());
    for path in ["/", "/exams", "/exams/0199/candidates?q=1", "/index.html", "/apiary", "/station", "/station/"] {
        assert_eq!(length(ask(path, &[OPENED])), (200, "text/html; charset=utf-8".to_owned()), "{path}");
    }
    let packed = |path: &str| header(&ask(path, &[OPENED, ("accept-encoding", "br")]), "content-encoding") == "br";
    // The station's own page is the one of the two that is not packed.
    assert_eq!(["/exams/x", "/stations", "/stations/station"].map(packed), [true; 3]);
    for path in ["/station", "/station/", "/station/gate", "/station/gate/x", "/station/index.html", "/station?x=/y"] {
        assert!(!packed(path), "{path}");
    }
    // A script that asks for what is not there is told so, and so is whoever asks for a call.
    for path in ["/exams", "/assets/index-00000000.js"] {
        assert_eq!(ask(path, &[("accept", "*/*")]).status(), 404, "{path}");
    }
    for path in ["/api", "/api/nothing", "/health/nothing", "/metrics/x", "/docs"] {
        assert_eq!(ask(path, &[OPENED]).status(), 404, "{path}");
    }
    assert_eq!(ask_of(SITE, "POST", "/exams", &[OPENED]).status(), 404);
    assert_eq!(ask_of(SITE, "HEAD", "/exams", &[OPENED]).status(), 200);
}

#[test]
fn a_page_may_load_nothing_from_elsewhere_and_run_nothing_that_stands_in_it() {
    let response = ask("/exams", &[OPENED, ("host", "mpa.example:8443")]);
    let policy = header(&response, "content-security-policy");
    assert!(!policy.contains("unsafe-inline") && !policy.replace("wasm-unsafe-eval", "").contains("unsafe-eval"));
    assert!(policy.contains("connect-src 'self' ws://mpa.example:8443 wss://mpa.example:8443;"), "{policy}");
    for (name, value) in [
        ("permissions-policy", "camera=(self), microphone=(), geolocation=()"),
        ("cross-origin-opener-policy", "same-origin"),
        ("x-frame-options", "SAMEORIGIN"),
        ("service-worker-allowed", ""),
    ] {
        assert_eq!(header(&response, name), value);
    }
    assert!(policy.contains("frame-src 'self';") && policy.ends_with("frame-ancestors 'self'"), "{policy}");
    let strange = ask("/exams", &[OPENED, ("host", "evil; script-src *")]);
    assert!(header(&strange, "content-security-policy").contains("connect-src 'self';"));
}

#[test]
fn a_station_may_also_ask_the_fingerprint_reader_beside_it() {
    for path in ["/station", "/station/room", "/station/worker.js"] {
        let response = ask(path, &[OPENED, ("host", "mpa.example")]);
        let policy = header(&response, "content-security-policy");
        let reached = policy.split("; ").find(|rule| rule.starts_with("connect-src")).unwrap();
        assert!(reached.starts_with("connect-src 'self' ws://mpa.example wss://mpa.example http://127.0.0.1:8003 "));
        for place in ["http://localhost:8030", "https://127.0.0.1:8003", "https://localhost:8030"] {
            assert!(reached.split(' ').any(|named| named == place), "{path}: {reached}");
        }
        assert!(!policy.contains('\n') && !policy.contains("  "), "{policy}");
        let may = header(&response, "permissions-policy");
        for right in ["camera", "screen-wake-lock", "local-network-access", "loopback-network"] {
            assert!(may.split(", ").any(|rule| rule == format!("{right}=(self)")), "{path}: {may}");
        }
        let worker = path.ends_with(".js");
        assert_eq!(header(&response, "service-worker-allowed"), if worker { "/station" } else { "" });
        assert_eq!(header(&response, "cache-control"), "no-cache");
    }
    // Head office asks no reader.
    assert!(!header(&ask("/exams", &[OPENED]), "content-security-policy").contains("8003"));
    let manifest = ask("/station/assets/app-B3tg0Zk9.webmanifest", &[]);
    assert_eq!(header(&manifest, "content-type"), "application/manifest+json");
    assert_eq!(header(&manifest, "cache-control"), "no-cache");
}

#[test]
fn a_program_without_pages_says_how_to_get_them() {
    let none = Site(&[]);
    assert_eq!(ask_of(none, "GET", "/", &[]).status(), 200);
    assert_eq!(ask_of(none, "GET", "/exams", &[OPENED]).status(), 404);
    assert!(NOT_BUILT.contains("make build"));
}
