//! Health, metrics, and what every answer carries.

use crate::world::{Day, Store, World, runtime};

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
    let root = world.anyone().get("/");
    assert_eq!((root.status, root.header("location")), (307, "/api/docs"));
    for path in ["/api/docs", "/api/exams", "/nothing", "/health/live"] {
        let answer = world.anyone().get(path);
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert!(answer.header("cache-control").contains("no-store") || path == "/api/docs", "{path}");
    }
}
