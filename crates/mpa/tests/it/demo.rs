//! `mpa demo`: doors without a password, and a day that is played in front of whoever looks.

use std::{
    process::Command,
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::world::{
    Answer, Call, Day, Store, agent,
    process::{Serving, mpa},
    text,
};

fn open(server: &Serving, body: Value) -> Answer {
    let call = Call { base: &server.url, token: None, headers: &[] };
    call.send(&agent(), "POST", "/api/demo/session", Some("application/json"), body.to_string().into_bytes()).unwrap()
}

fn get(server: &Serving, token: &str, path: &str) -> Value {
    let call = Call { base: &server.url, token: Some(token), headers: &[] };
    call.send(&agent(), "GET", path, None, Vec::new()).unwrap().body
}

#[test]
#[allow(clippy::disallowed_methods, reason = "how long to wait for a process, not what time it is")]
fn the_doors_are_open_the_day_moves_and_it_ends_with_the_server() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Serving::start(mpa(folder.path(), &["demo", "--listen", "127.0.0.1:0"]));
    for role in ["admin", "supervisor", "operator", "observer"] {
        let data = open(&server, json!({ "role": role })).ok();
        assert_eq!(data["user"]["role"], role);
        let me = get(&server, &text(&data["accessToken"]), "/api/auth/me");
        assert_eq!(me["data"]["role"], role);
        let station = &data["station"];
        assert_eq!(station.is_object(), ["supervisor", "operator"].contains(&role), "{role}: {station}");
        if station.is_object() {
            set_up(&server, &me["data"], station);
        }
    }
    let kept = open(&server, json!({ "role": "admin", "session": "cookie" }));
    assert!(kept.header("set-cookie").starts_with("mpa_session="), "{kept:?}");
    let data = kept.ok();
    assert!(data.get("refreshToken").is_none());
    open(&server, json!({ "role": "king" })).refused(400, "VALIDATION");
    let answer = agent().get(format!("{}/", server.url)).call().unwrap();
    assert_eq!((answer.status().as_u16(), &answer.headers()["location"]), (303, &"/start".parse().unwrap()));

    let head = text(&data["accessToken"]);
    let exam = text(&get(&server, &head, "/api/exams")["data"]["items"][0]["id"]);
    let begun = Instant::now();
    loop {
        let figures = get(&server, &head, &format!("/api/admin/stats/{exam}"));
        let present = figures["data"]["present"].as_i64().unwrap();
        if present >= 8 {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "nobody comes: {figures}");
        sleep(Duration::from_millis(200));
    }
    let stopped = Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status().unwrap();
    assert!(stopped.success());
    let asked = Instant::now();
    while server.child.try_wait().unwrap().is_none() {
        assert!(asked.elapsed() < Duration::from_secs(30), "it does not stop");
        sleep(Duration::from_millis(50));
    }
}

/// Types what a station is set up with: it opens the session of whoever came through the door, in the exam and at the
/// centre that are named, and there are candidates to work with.
fn set_up(server: &Serving, me: &Value, station: &Value) {
    let login = json!({ "username": station["username"], "password": station["password"] }).to_string();
    let call = Call { base: &server.url, token: None, headers: &[] };
    let answer = call.send(&agent(), "POST", "/api/auth/login", Some("application/json"), login.into_bytes()).unwrap();
    let data = answer.ok();
    assert_eq!((&data["user"]["id"], &data["user"]["username"]), (&me["id"], &station["username"]));
    let token = text(&data["accessToken"]);
    let exam = text(&station["examId"]);
    let centres = get(server, &token, "/api/centres");
    assert_eq!(centres["data"]["items"][0]["name"], station["centreName"], "{centres}");
    let slots = get(server, &token, &format!("/api/slots?examId={exam}"));
    assert_eq!(slots["data"]["items"][0]["status"], "active", "{slots}");
    let candidates = get(server, &token, &format!("/api/candidates/{exam}?limit=1000"));
    let items = candidates["data"]["items"].as_array().unwrap();
    assert!(items.len() >= 10 && items.iter().all(|one| one["status"] == "registered"), "{candidates}");
}

#[test]
fn no_other_server_has_doors() {
    let day = Day::begin(Store::Sqlite);
    for body in [json!({ "role": "admin" }), json!({})] {
        day.anyone().post("/api/demo/session", body).refused(404, "NOT_FOUND");
    }
    day.anyone().post("/api/demo/session", json!("x")).refused(404, "NOT_FOUND");
}
