//! A second factor: set up, needed, required, lost.

use std::thread;

use serde_json::{Value, json};
use vault::Clock;

use super::{alerts, log_in};
use crate::world::{
    Answer, Call, Caller, Day, PASSWORD, Store, agent, code_at, count,
    process::{Serving, done, mpa, refused},
    text, text_of,
};

const OWN: &str = "/api/auth/second-factor";
const CONFIRM: &str = "/api/auth/second-factor/confirm";
const NOBODY: &str = "01990000-0000-7000-8000-00000000dead";

fn log_in_with(who: &Caller<'_>, username: &str, password: &str, code: &str) -> Answer {
    who.post("/api/auth/login", json!({ "username": username, "password": password, "code": code }))
}

fn remove(who: &Caller<'_>, password: &str, code: &str) -> Answer {
    who.json("DELETE", OWN, &json!({ "password": password, "code": code }))
}

/// What an account is told of its own.
fn state(who: &Caller<'_>) -> (String, bool) {
    let me = who.get("/api/auth/me").ok();
    (text(&me["secondFactor"]), me["secondFactorRequired"] == true)
}

fn entries(day: &Day, action: &str, outcome: &str) -> i64 {
    count(day, &format!("journal WHERE action = '{action}' AND outcome = '{outcome}'"))
}

#[test]
fn a_login_needs_a_code_of_it_and_each_code_once() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let (head, anyone) = (day.head(), day.anyone());
        head.post(OWN, json!({ "password": "not my password" })).refused(401, "INVALID_CREDENTIALS");
        head.post(CONFIRM, json!({ "code": "123456" })).refused(404, "SECOND_FACTOR_NOT_FOUND");
        let shown = head.once("secret").post(OWN, json!({ "password": PASSWORD })).created();
        let anew = head.once("secret").post(OWN, json!({ "password": PASSWORD })).created();
        assert_ne!(shown["secret"], anew["secret"], "a secret is shown once");
        let secret = text(&anew["secret"]);
        let uri = format!("otpauth://totp/MPA:head?secret={secret}&issuer=MPA&algorithm=SHA1&digits=6&period=30");
        assert_eq!(anew["uri"], uri);
        assert_eq!(state(&head), ("pending".to_owned(), false));
        // Until a first code of it was seen, it is as if it were not there.
        log_in(&anyone, "head", PASSWORD).ok();
        head.post(CONFIRM, json!({ "code": "12345" })).refused(401, "INVALID_CREDENTIALS");
        let ended = head.post(CONFIRM, json!({ "code": day.code(&secret, 0) })).ok();
        assert_eq!(ended["sessions"], 1);
        assert_eq!(state(&head), ("on".to_owned(), false));
        head.post(OWN, json!({ "password": PASSWORD })).refused(409, "SECOND_FACTOR_EXISTS");
        head.post(CONFIRM, json!({ "code": day.code(&secret, 1) })).refused(409, "SECOND_FACTOR_EXISTS");

        log_in(&anyone, "head", PASSWORD).refused(401, "SECOND_FACTOR_REQUIRED");
        log_in_with(&anyone, "head", PASSWORD, " ").refused(401, "SECOND_FACTOR_REQUIRED");
        // Whoever does not know the password learns nothing of it, and uses no code up.
        let wrong = log_in(&anyone, "head", "wrong password");
        let wrong_code = log_in_with(&anyone, "head", PASSWORD, "12345");
        let right_code = log_in_with(&anyone, "head", "wrong password", &day.code(&secret, 1));
        assert_eq!([&wrong.body, &wrong.body], [&wrong_code.body, &right_code.body]);
        wrong_code.refused(401, "INVALID_CREDENTIALS");
        // The code that turned it on was one use of it; the next one is good a step early.
        log_in_with(&anyone, "head", PASSWORD, &day.code(&secret, 0)).refused(401, "INVALID_CREDENTIALS");
        let code = day.code(&secret, 1);
        let login = log_in_with(&anyone, "head", PASSWORD, &format!("{} {}", &code[..3], &code[3..])).ok();
        assert_eq!([&login["user"]["secondFactor"], &login["user"]["role"]], [&json!("on"), &json!("admin")]);
        log_in_with(&anyone, "head", PASSWORD, &code).refused(401, "INVALID_CREDENTIALS");
        day.pass(90);
        log_in_with(&anyone, "head", PASSWORD, &day.code(&secret, -2)).refused(401, "INVALID_CREDENTIALS");
        log_in_with(&anyone, "head", PASSWORD, &day.code(&secret, -1)).ok();
        // Nobody else needs one.
        log_in_with(&anyone, "operator", PASSWORD, "whatever").ok();
        assert_eq!(entries(&day, "set_up_second_factor", "done"), 2);
        assert_eq!(entries(&day, "set_up_second_factor", "refused"), 2);
        assert_eq!(entries(&day, "confirm_second_factor", "done"), 1);
        assert_eq!(entries(&day, "confirm_second_factor", "refused"), 3);
        assert_eq!(count(&day, "journal WHERE action = 'login' AND code = 'SECOND_FACTOR_REQUIRED'"), 2);
        let kept = text_of(&day, "account") + &text_of(&day, "journal") + &text_of(&day, "idempotency");
        assert!(!kept.contains(&secret) && !kept.contains(&text(&shown["secret"])), "a secret is kept as it is");
    }
}

#[test]
fn of_many_with_one_code_one_is_let_in() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let secret = day.second_factor(&day.head());
        day.pass(30);
        let code = &day.code(&secret, 0);
        let statuses: Vec<u16> = thread::scope(|scope| {
            let calls: Vec<_> = (1..=8)
                .map(|network| day.anyone().from(&format!("203.0.{network}.7")))
                .map(|who| scope.spawn(move || log_in_with(&who, "head", PASSWORD, code).status))
                .collect();
            calls.into_iter().map(|call| call.join().unwrap()).collect()
        });
        let with = |wanted: u16| statuses.iter().filter(|status| **status == wanted).count();
        assert_eq!((with(200), with(401)), (1, 7), "{}: {statuses:?}", day.engine);
    }
}

#[test]
fn wrong_codes_are_counted_as_wrong_passwords_are() {
    let day = Day::begin(Store::Sqlite);
    let secret = day.second_factor(&day.head());
    let bad = day.anyone().from("203.0.113.7");
    for _ in 0..9 {
        log_in_with(&bad, "head", PASSWORD, "12345").refused(401, "INVALID_CREDENTIALS");
    }
    for _ in 0..3 {
        log_in(&bad, "head", PASSWORD).refused(401, "SECOND_FACTOR_REQUIRED"); // that is no failure
    }
    assert_eq!(alerts(&day, "login_abuse"), 0);
    log_in(&bad, "head", "guess").refused(401, "INVALID_CREDENTIALS");
    assert_eq!(alerts(&day, "login_abuse"), 1);
    log_in_with(&bad, "head", PASSWORD, &day.code(&secret, 1)).refused(429, "RATE_LIMITED");
    log_in_with(&day.anyone(), "head", PASSWORD, &day.code(&secret, 1)).ok();
    day.pass(301);
    log_in_with(&bad, "head", PASSWORD, &day.code(&secret, 0)).ok();
    // Neither a first code nor the end of it can be guessed by somebody who has found the session.
    let supervisor = day.supervisor();
    supervisor.post(OWN, json!({ "password": PASSWORD })).created();
    for _ in 0..10 {
        supervisor.post(CONFIRM, json!({ "code": "12345" })).refused(401, "INVALID_CREDENTIALS");
    }
    supervisor.post(CONFIRM, json!({ "code": "12345" })).refused(429, "RATE_LIMITED");
    let head = day.head();
    for _ in 0..10 {
        remove(&head, PASSWORD, "12345").refused(401, "INVALID_CREDENTIALS");
    }
    remove(&head, PASSWORD, &day.code(&secret, 1)).refused(429, "RATE_LIMITED");
}

#[test]
fn codes_of_one_account_are_counted_from_wherever_they_come() {
    let day = Day::begin(Store::Sqlite);
    let secret = day.second_factor(&day.head());
    for network in 1..=10 {
        let who = day.anyone().from(&format!("203.0.{network}.7"));
        log_in_with(&who, "head", PASSWORD, "12345").refused(401, "INVALID_CREDENTIALS");
    }
    let who = day.anyone().from("203.0.11.7");
    log_in_with(&who, "head", PASSWORD, &day.code(&secret, 1)).refused(429, "RATE_LIMITED");
    // Whoever does not know the password keeps nobody out.
    let supervisor = day.second_factor(&day.supervisor());
    for network in 1..=10 {
        let who = day.anyone().from(&format!("203.1.{network}.7"));
        log_in_with(&who, "supervisor", "guess", "12345").refused(401, "INVALID_CREDENTIALS");
    }
    log_in_with(&who, "supervisor", PASSWORD, &day.code(&supervisor, 1)).ok();
    day.pass(301);
    log_in_with(&who, "head", PASSWORD, &day.code(&secret, 0)).ok();
}

#[test]
fn who_has_to_have_one_does_nothing_else_before_and_keeps_it() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let head = day.head();
        let path = format!("/api/operators/{}", day.supervisor.id);
        let told = head.patch(&path, json!({ "secondFactorRequired": true })).ok();
        assert_eq!((&told["secondFactor"], &told["secondFactorRequired"]), (&json!("off"), &json!(true)));
        let list = format!("/api/candidates/{}", day.exam);
        day.supervisor().get(&list).refused(403, "SECOND_FACTOR_SETUP_REQUIRED");
        let login = log_in(&day.anyone(), "supervisor", PASSWORD).ok();
        assert_eq!(login["user"]["secondFactorRequired"], true);
        let who = day.bearing(text(&login["accessToken"]));
        for refused in [who.get(&list), who.get("/api/exams"), remove(&who, PASSWORD, "123456")] {
            refused.refused(403, "SECOND_FACTOR_SETUP_REQUIRED");
        }
        assert_eq!(state(&who), ("off".to_owned(), true));
        let secret = text(&who.post(OWN, json!({ "password": PASSWORD })).created()["secret"]);
        who.get(&list).refused(403, "SECOND_FACTOR_SETUP_REQUIRED");
        who.post("/api/auth/password", json!({ "old": PASSWORD, "new": "another horse 9" })).ok();
        who.post(CONFIRM, json!({ "code": day.code(&secret, 0) })).ok();
        who.get(&list).ok();
        day.pass(30);
        remove(&who, "another horse 9", &day.code(&secret, 0)).refused(409, "SECOND_FACTOR_MANDATORY");
        let all = head.get("/api/operators").ok();
        let found = all["items"].as_array().unwrap().iter().find(|one| one["id"] == json!(day.supervisor.id)).unwrap();
        assert_eq!((&found["secondFactor"], &found["secondFactorRequired"]), (&json!("on"), &json!(true)));

        head.patch(&path, json!({ "secondFactorRequired": false })).ok();
        remove(&who, "another horse 9", &day.code(&secret, -1)).refused(401, "INVALID_CREDENTIALS");
        remove(&who, PASSWORD, &day.code(&secret, 0)).refused(401, "INVALID_CREDENTIALS");
        remove(&who, "another horse 9", &day.code(&secret, 0)).ok();
        remove(&who, "another horse 9", &day.code(&secret, 1)).refused(404, "SECOND_FACTOR_NOT_FOUND");
        assert_eq!(state(&who), ("off".to_owned(), false));
        log_in(&day.anyone(), "supervisor", "another horse 9").ok();
        assert_eq!(entries(&day, "remove_second_factor", "done"), 1);

        // Those at the stations have none.
        let path = format!("/api/operators/{}", day.operator.id);
        head.patch(&path, json!({ "secondFactorRequired": true })).refused(400, "VALIDATION");
        head.patch(&path, json!({ "secondFactorRequired": false })).ok();
        day.operator().post(OWN, json!({ "password": PASSWORD })).refused(403, "FORBIDDEN");
    }
}

#[test]
fn a_lost_one_is_taken_away_by_head_office_but_never_ones_own() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let head = day.head();
        let path = |id: &str| format!("/api/operators/{id}/second-factor");
        head.delete(path(NOBODY)).refused(404, "OPERATOR_NOT_FOUND");
        head.delete(path(&day.supervisor.id)).refused(404, "SECOND_FACTOR_NOT_FOUND");
        let secret = day.second_factor(&day.supervisor());
        head.patch(format!("/api/operators/{}", day.supervisor.id), json!({ "secondFactorRequired": true })).ok();
        day.supervisor().delete(path(&day.far_supervisor.id)).refused(403, "FORBIDDEN");
        assert_eq!(head.delete(path(&day.supervisor.id)).ok()["sessions"], 1);
        day.supervisor().get("/api/auth/me").refused(401, "UNAUTHENTICATED");
        // It is still required: what opens is the way to another.
        let login = log_in(&day.anyone(), "supervisor", PASSWORD).ok();
        assert_eq!(login["user"]["secondFactor"], "off");
        let who = day.bearing(text(&login["accessToken"]));
        who.get("/api/exams").refused(403, "SECOND_FACTOR_SETUP_REQUIRED");
        assert_ne!(day.second_factor(&who), secret);
        who.get("/api/exams").ok();
        day.second_factor(&head);
        head.delete(path(&day.head.id)).refused(400, "VALIDATION");
        assert_eq!(state(&head), ("on".to_owned(), false));
        assert_eq!(entries(&day, "reset_second_factor", "done"), 1);
    }
}

#[test]
fn the_command_line_lets_the_only_one_in_again() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let add = ["user", "add", "--username", "head", "--role", "admin", "--password-stdin"];
    done(data, &add, PASSWORD);
    let serving = Serving::start(mpa(data, &["serve", "--listen", "127.0.0.1:0"]));
    let agent = agent();
    let call = |token: Option<&str>, path: &str, body: Value| {
        let call = Call { base: &serving.url, token, headers: &[] };
        call.send(&agent, "POST", path, Some("application/json"), body.to_string().into_bytes()).unwrap()
    };
    let log_in = || call(None, "/api/auth/login", json!({ "username": "head", "password": PASSWORD }));
    let token = text(&log_in().ok()["accessToken"]);
    let secret = text(&call(Some(&token), OWN, json!({ "password": PASSWORD })).created()["secret"]);
    call(Some(&token), CONFIRM, json!({ "code": code_at(&secret, Clock::System.now()) })).ok();
    log_in().refused(401, "SECOND_FACTOR_REQUIRED");
    // Beside the server that runs.
    let reset = ["user", "reset-second-factor", "--username", "head"];
    done(data, &reset, "");
    call(Some(&token), "/api/auth/logout", Value::Null).refused(401, "UNAUTHENTICATED");
    assert_eq!(log_in().ok()["user"]["secondFactor"], "off");
    assert!(refused(data, &reset, "").contains("no second factor"));
    drop(serving);
    assert!(done(data, &["audit", "verify"], "").contains("nothing was changed"));
}
