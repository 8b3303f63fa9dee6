//! Health, metrics, and what every answer carries.

use std::{collections::BTreeSet, fs::File};

use serde_json::Value;

use crate::world::{
    Call, Day, Store, World, agent,
    process::{Serving, mpa},
    runtime,
};

#[test]
fn health_names_each_part() {
    for store in Store::BOTH {
        let world = World::start(store);
        let ready = world.anyone().get("/health/ready").ok();
        assert_eq!(ready["status"], "up");
        let parts: Vec<&str> =
            ready["dependencies"].as_array().unwrap().iter().map(|part| part["name"].as_str().unwrap()).collect();
        assert_eq!(parts, ["database", "files", "faces"]);
        assert_eq!(ready["dependencies"][0]["kind"], world.engine);
        world.anyone().get("/health/live").ok();
        std::fs::remove_dir_all(world.data_dir().join("tmp")).unwrap();
        assert_eq!(world.anyone().get("/health/ready").ok(), ready, "it is looked at once a second");
        world.pass(1);
        let down = world.anyone().get("/health/ready").refused(503, "DEPENDENCY_UNAVAILABLE");
        assert_eq!((&down["status"], &down["dependencies"][1]["state"]), (&"down".into(), &"down".into()));
        world.anyone().get("/health/live").ok();
    }
    let world = World::start(Store::Impatient);
    runtime().block_on(world.app.db.close());
    let down = world.anyone().get("/health/ready").refused(503, "DEPENDENCY_UNAVAILABLE");
    assert_eq!(down["dependencies"][0]["state"], "down");
}

#[test]
fn metrics_are_for_this_machine_or_for_a_token() {
    let world = World::with(Store::Sqlite, |options| options.metrics_token = Some("see-all".to_owned()));
    let day = Day::in_world(world, serde_json::json!({}));
    let told = day.anyone().get("/metrics");
    let text = String::from_utf8(told.bytes).unwrap();
    assert!(text.contains("/api/slots/{slotId}") && text.ends_with("# EOF\n"), "{text}");
    assert!(!text.contains(&day.exam), "an id is in the metrics");
    for forwarded in [("x-forwarded-for", "127.0.0.1"), ("forwarded", "for=127.0.0.1")] {
        let from_afar = |token: &str| day.bearing(token).with(forwarded.0, forwarded.1).get("/metrics");
        from_afar("wrong").refused(401, "UNAUTHENTICATED");
        assert_eq!(from_afar("see-all").status, 200);
    }
}

#[test]
fn the_reference_is_served_and_every_answer_is_guarded() {
    let world = World::start(Store::Sqlite);
    let document = world.anyone().get("/api/openapi.json");
    assert_eq!(document.body, serde_json::to_value(server::documents::document()).unwrap());
    let page = world.anyone().get("/api/docs");
    assert!(page.header("content-type").starts_with("text/html") && page.status == 200, "{page:?}");
    assert_eq!(world.anyone().get("/api/docs/swagger-ui.css").header("content-type"), "text/css");
    for path in ["/api/docs", "/api/exams", "/nothing", "/health/live"] {
        let answer = world.anyone().get(path);
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert!(answer.header("cache-control").contains("no-store") || path == "/api/docs", "{path}");
    }
}

#[test]
fn every_answer_bears_a_number_of_its_own_and_the_log_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let mut command = mpa(folder.path(), &["serve", "--listen", "127.0.0.1:0", "--log-format", "json"]);
    command.env("MPA_LOG", "server=debug");
    let server = Serving::telling(command, File::create(&log).unwrap().into());
    let call = Call { base: &server.url, token: None, headers: &[("x-request-id", "the caller's own")] };
    let asked = [
        ("GET", "/health/live", 200),
        ("GET", "/api/openapi.json", 200),
        ("GET", "/api/exams", 401),
        ("GET", "/api/nothing", 404),
        ("DELETE", "/api/exams", 405),
        ("POST", "/api/auth/login", 415),
        ("GET", "/api/ws", 400),
    ];
    let mut numbers = BTreeSet::new();
    for (method, path, status) in asked {
        let answer = call.send(&agent(), method, path, None, Vec::new()).unwrap();
        assert_eq!(answer.status, status, "{method} {path}");
        let number = answer.header("x-request-id").to_owned();
        assert!(number.parse::<uuid::Uuid>().is_ok(), "{method} {path}: {number:?}");
        assert!(numbers.insert(number), "{method} {path} bears the number of another");
    }
    drop(server);
    let text = std::fs::read_to_string(&log).unwrap();
    let lines: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let logged: BTreeSet<String> = lines
        .iter()
        .filter_map(|line| line["span"]["request_id"].as_str().or(line["spans"][0]["request_id"].as_str()))
        .map(str::to_owned)
        .collect();
    assert!(logged.is_superset(&numbers), "{numbers:?} are not all in the log: {text}");
}
