//! The document that is committed. `make generated` rewrites it.

use std::collections::BTreeSet;

use api::error::ErrorCode;

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
            let open = ["/health/", "/metrics", "/api/auth/login", "/api/auth/refresh", "/api/demo/session", "/api/ws"]
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

/// The names that a client calls by: one an operation, whatever it is generated for.
#[test]
fn every_operation_has_a_name_of_its_own_and_every_answer_its_number() {
    let document = serde_json::to_value(server::documents::document()).unwrap();
    let mut names = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap_or_else(|| panic!("{method} {path} has no name"));
            let is_word = name.starts_with(|c: char| c.is_ascii_lowercase());
            assert!(is_word && name.chars().all(|c| c.is_ascii_alphanumeric()), "{name}");
            assert!(names.insert(name.to_owned()), "{name} is the name of two operations");
            for (status, response) in operation["responses"].as_object().unwrap() {
                assert!(response["headers"]["X-Request-Id"].is_object(), "{method} {path} {status}");
            }
        }
    }
    assert!(names.len() > 50, "the document was not read");
}

/// The codes are one enum, and the shapes of failures share them out: each code has one.
#[test]
fn every_code_is_in_the_enum_and_has_one_shape() {
    let document = serde_json::to_value(server::documents::document()).unwrap();
    let words = |place: &str| -> Vec<String> {
        let list = document.pointer(place).unwrap_or_else(|| panic!("there is no {place}")).as_array().unwrap();
        list.iter().map(|word| word.as_str().unwrap().to_owned()).collect()
    };
    let codes = words("/components/schemas/ErrorCode/enum");
    let all: BTreeSet<String> = ErrorCode::all().map(|code| code.as_str().to_owned()).collect();
    assert_eq!((codes.len(), BTreeSet::from_iter(codes)), (all.len(), all.clone()));
    let shapes = document.pointer("/components/schemas/ErrorBody/oneOf").unwrap().as_array().unwrap().len();
    let mut shaped: Vec<String> = (0..shapes)
        .flat_map(|shape| words(&format!("/components/schemas/ErrorBody/oneOf/{shape}/properties/code/enum")))
        .collect();
    shaped.sort();
    assert_eq!(shaped, Vec::from_iter(all));
}

/// What goes over the socket is described like what goes over HTTP.
#[test]
fn the_messages_of_the_socket_are_schemas() {
    let document = serde_json::to_value(server::documents::document()).unwrap();
    let kinds = |name: &str| -> Vec<String> {
        let list = document["components"]["schemas"][name]["oneOf"].as_array().unwrap();
        list.iter().map(|of| of["properties"]["type"]["enum"][0].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(kinds("ClientMessage"), ["auth", "subscribe", "unsubscribe", "ping"]);
    assert_eq!(kinds("ServerMessage"), ["subscribed", "reset", "error", "pong", "update"]);
}
