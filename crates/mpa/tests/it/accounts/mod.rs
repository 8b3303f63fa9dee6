//! Logging in and out.

mod browser;
mod limits;
mod second_factor;

use std::thread;

use serde_json::{Value, json};

use crate::world::{Answer, Caller, Day, PASSWORD, Store, World, count, text};

fn log_in(who: &Caller<'_>, username: &str, password: &str) -> Answer {
    who.post("/api/auth/login", json!({ "username": username, "password": password }))
}

fn pair(answer: Answer) -> (String, String) {
    let data = answer.ok();
    (text(&data["accessToken"]), text(&data["refreshToken"]))
}

fn refresh(world: &World, token: &str) -> Answer {
    world.anyone().post("/api/auth/refresh", json!({ "refreshToken": token }))
}

fn alerts(day: &Day, kind: &str) -> i64 {
    count(day, &format!("alert WHERE kind = '{kind}'"))
}

#[test]
fn a_login_says_who_it_is_and_a_wrong_one_says_nothing() {
    let day = Day::begin(Store::Sqlite);
    let data = log_in(&day.anyone(), "operator", PASSWORD).ok();
    assert_eq!((&data["user"]["role"], &data["user"]["centreId"]), (&json!("operator"), &json!(day.here)));
    assert_eq!(data["user"]["examIds"], json!([day.exam]));
    assert_eq!(data["expiresIn"], 900);
    let me = day.bearing(text(&data["accessToken"])).get("/api/auth/me").ok();
    assert_eq!(me, data["user"]);
    assert!(!data.to_string().contains("argon2"));
    let wrong = log_in(&day.anyone(), "operator", "wrong password");
    let unknown = log_in(&day.anyone(), "nobody", "wrong password");
    let impossible = log_in(&day.anyone(), "no such name!", "wrong password");
    assert_eq!([&wrong.body, &wrong.body], [&unknown.body, &impossible.body]);
    wrong.refused(401, "INVALID_CREDENTIALS");
}

#[test]
fn an_access_token_ends_after_a_quarter_of_an_hour_and_goes_on_by_its_refresh_token() {
    let day = Day::begin(Store::Sqlite);
    let (access, first) = pair(log_in(&day.anyone(), "operator", PASSWORD));
    day.pass(899);
    day.bearing(&access).get("/api/auth/me").ok();
    day.pass(1);
    day.bearing(&access).get("/api/auth/me").refused(401, "UNAUTHENTICATED");
    let (access, second) = pair(refresh(&day, &first));
    assert_ne!(first, second);
    day.bearing(&access).get("/api/auth/me").ok();
    day.pass(24 * 3600);
    refresh(&day, &second).refused(401, "UNAUTHENTICATED");
    refresh(&day, "never issued").refused(401, "UNAUTHENTICATED");
}

#[test]
fn a_lost_answer_is_given_again_for_a_minute() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let (_, first) = pair(log_in(&day.anyone(), "operator", PASSWORD));
        let (_, second) = pair(refresh(&day, &first));
        day.pass(60);
        let (access, again) = pair(refresh(&day, &first));
        assert_eq!(again, second);
        day.bearing(&access).get("/api/auth/me").ok();
        let (access, _) = pair(refresh(&day, &second));
        day.bearing(&access).get("/api/auth/me").ok();
        assert_eq!(alerts(&day, "login_abuse"), 0);
    }
}

#[test]
fn sixteen_at_once_with_one_refresh_token_get_one_successor() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let (_, first) = pair(log_in(&day.anyone(), "operator", PASSWORD));
        let successors: Vec<String> = thread::scope(|scope| {
            let calls: Vec<_> = (0..16).map(|_| scope.spawn(|| pair(refresh(&day, &first)).1)).collect();
            calls.into_iter().map(|call| call.join().unwrap()).collect()
        });
        assert!(successors.iter().all(|successor| *successor == successors[0]), "{}", day.engine);
    }
}

#[test]
fn a_refresh_token_that_comes_back_ends_the_session() {
    let day = Day::begin(Store::Sqlite);
    // Its successor was used: somebody else has the old one.
    let (_, first) = pair(log_in(&day.anyone(), "operator", PASSWORD));
    let (_, second) = pair(refresh(&day, &first));
    let (access, third) = pair(refresh(&day, &second));
    refresh(&day, &first).refused(401, "TOKEN_REUSED");
    day.bearing(&access).get("/api/auth/me").refused(401, "UNAUTHENTICATED");
    refresh(&day, &third).refused(401, "UNAUTHENTICATED");
    // After a minute no answer is lost any more.
    let (_, first) = pair(log_in(&day.anyone(), "operator", PASSWORD));
    let (access, _) = pair(refresh(&day, &first));
    day.pass(61);
    refresh(&day, &first).refused(401, "TOKEN_REUSED");
    day.bearing(&access).get("/api/auth/me").refused(401, "UNAUTHENTICATED");
    assert_eq!(alerts(&day, "login_abuse"), 2);
}

#[test]
fn a_logout_a_disabled_account_and_a_new_password_take_effect_at_once() {
    let day = Day::begin(Store::Sqlite);
    let (access, token) = pair(log_in(&day.anyone(), "operator", PASSWORD));
    day.bearing(&access).post("/api/auth/logout", Value::Null).ok();
    day.bearing(&access).get("/api/auth/me").refused(401, "UNAUTHENTICATED");
    refresh(&day, &token).refused(401, "UNAUTHENTICATED");
    day.operator().get("/api/auth/me").ok(); // the same person's other session goes on

    let path = format!("/api/operators/{}", day.colleague.id);
    let (access, token) = pair(log_in(&day.anyone(), "colleague", PASSWORD));
    day.head().patch(&path, json!({ "disabled": true })).ok();
    day.bearing(&access).get("/api/auth/me").refused(401, "UNAUTHENTICATED");
    refresh(&day, &token).refused(401, "UNAUTHENTICATED");
    log_in(&day.anyone(), "colleague", PASSWORD).refused(401, "INVALID_CREDENTIALS");
    day.head().patch(&path, json!({ "disabled": false })).ok();
    pair(log_in(&day.anyone(), "colleague", PASSWORD));
    day.head().patch(format!("/api/operators/{}", day.head.id), json!({ "disabled": true })).refused(400, "VALIDATION");

    let (mine, _) = pair(log_in(&day.anyone(), "neighbour", PASSWORD));
    let (other, token) = pair(log_in(&day.anyone(), "neighbour", PASSWORD));
    let change =
        |old: &str, new: &str| day.bearing(&mine).post("/api/auth/password", json!({ "old": old, "new": new }));
    change("not my password", "a new password").refused(401, "INVALID_CREDENTIALS");
    change(PASSWORD, "short").refused(400, "VALIDATION");
    change(PASSWORD, "a new password").ok();
    day.bearing(&mine).get("/api/auth/me").ok();
    day.bearing(&other).get("/api/auth/me").refused(401, "UNAUTHENTICATED");
    refresh(&day, &token).refused(401, "UNAUTHENTICATED");
    log_in(&day.anyone(), "neighbour", PASSWORD).refused(401, "INVALID_CREDENTIALS");
    pair(log_in(&day.anyone(), "neighbour", "a new password"));
}

#[test]
fn logout_all_ends_the_operators_of_one_exam() {
    let day = Day::begin(Store::Sqlite);
    let ended = day.head().post(format!("/api/admin/exams/{}/logout-all", day.exam), Value::Null).ok();
    assert_eq!(ended["sessions"], 4);
    for gone in [&day.operator, &day.colleague, &day.neighbour, &day.far_operator] {
        day.by(gone).get("/api/auth/me").refused(401, "UNAUTHENTICATED");
    }
    for left in [&day.supervisor, &day.idle, &day.observer, &day.head] {
        day.by(left).get("/api/auth/me").ok();
    }
}
