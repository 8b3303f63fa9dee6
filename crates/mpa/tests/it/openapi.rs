//! The document that is committed. `make generated` rewrites it.

use crate::world::process::done;

#[test]
fn the_committed_document_is_the_servers() {
    let path = "../../openapi.json";
    let now = server::documents::document().to_pretty_json().unwrap() + "\n";
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(committed == now, "openapi.json is stale: run `make generated`");
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(done(folder.path(), &["openapi"], ""), now);
    assert!(now.contains("\"openapi\": \"3.1"));
}

#[test]
fn every_operation_says_who_may_and_what_can_be_refused() {
    let document = serde_json::to_value(server::documents::document()).unwrap();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let what = format!("{method} {path}");
            assert!(operation["summary"].is_string() || operation["description"].is_string(), "{what}");
            let open = ["/health/", "/metrics", "/api/auth/login", "/api/auth/refresh", "/api/ws"]
                .iter()
                .any(|open| path.starts_with(open));
            assert_eq!(operation["security"].is_array(), !open, "{what}");
            if !open {
                assert!(operation["description"].as_str().unwrap().contains("Roles: "), "{what}");
                assert!(
                    operation["responses"]["401"].is_object() && operation["responses"]["403"].is_object(),
                    "{what}"
                );
            }
        }
    }
}

/// Every `$ref` leads somewhere: readers of the document stop at one that does not.
#[test]
fn every_reference_leads_somewhere() {
    let document = serde_json::to_value(server::documents::document()).unwrap();
    let (mut open, mut seen) = (vec![&document], 0);
    while let Some(value) = open.pop() {
        match value {
            serde_json::Value::Object(fields) => open.extend(fields.values()),
            serde_json::Value::Array(items) => open.extend(items),
            _ => {}
        }
        if let Some(place) = value["$ref"].as_str() {
            seen += 1;
            assert!(document.pointer(place.trim_start_matches('#')).is_some(), "{place} leads nowhere");
        }
    }
    assert!(seen > 100, "the document was not read");
}
