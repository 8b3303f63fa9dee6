//! The session of a browser: its refresh token is in a cookie, and in no body.

use serde_json::{Value, json};

use super::{alerts, log_in, refresh};
use crate::world::{Answer, Caller, Day, PASSWORD, Store, World, text};

fn log_in_here(who: &Caller<'_>) -> Answer {
    who.post("/api/auth/login", json!({ "username": "head", "password": PASSWORD, "session": "cookie" }))
}

/// What the browser keeps after an answer.
fn kept(answer: &Answer) -> String {
    let line = answer.header("set-cookie");
    let token = line.strip_prefix("mpa_session=").unwrap_or_else(|| panic!("no cookie: {line:?}"));
    token.split(';').next().unwrap().to_owned()
}

/// A browser that keeps this token.
fn browser<'w>(world: &'w World, token: &str) -> Caller<'w> {
    world.anyone().with("cookie", format!("theme=dark; mpa_session={token}"))
}

fn go_on(world: &World, token: &str) -> Answer {
    browser(world, token).send("POST", "/api/auth/refresh", None, Vec::new())
}

fn leave(who: &Caller<'_>) -> Answer {
    who.send("POST", "/api/auth/logout", None, Vec::new())
}

#[test]
fn the_refresh_token_of_a_browser_is_in_a_cookie_and_in_no_body() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let answer = log_in_here(&day.anyone());
        let first = kept(&answer);
        assert!(
            !String::from_utf8_lossy(&answer.bytes).contains(&first)
                && answer.body["data"].get("refreshToken").is_none()
        );
        day.bearing(text(&answer.ok()["accessToken"])).get("/api/auth/me").ok();

        let answer = go_on(&day, &first);
        let second = kept(&answer);
        assert!(first != second && answer.body["data"].get("refreshToken").is_none(), "{answer:?}");
        let access = text(&answer.ok()["accessToken"]);
        day.bearing(&access).get("/api/auth/me").ok();
        // A lost answer is given again; a token that comes back after its successor was used ends the session.
        assert_eq!(kept(&go_on(&day, &first)), second);
        go_on(&day, &second).ok();
        go_on(&day, &first).refused(401, "TOKEN_REUSED");
        day.bearing(&access).get("/api/auth/me").refused(401, "UNAUTHENTICATED");
        assert_eq!(alerts(&day, "login_abuse"), 1);
        // By the body's form nothing is a cookie.
        let plain = log_in(&day.anyone(), "operator", PASSWORD);
        assert_eq!(plain.header("set-cookie"), "");
        assert_eq!(refresh(&day, &text(&plain.ok()["refreshToken"])).header("set-cookie"), "");
    }
}

#[test]
fn only_a_browser_on_this_machine_keeps_it_without_tls() {
    let day = Day::begin(Store::Sqlite);
    let rules = |answer: &Answer| answer.header("set-cookie").split_once("; ").unwrap().1.to_owned();
    let here = log_in_here(&day.anyone());
    assert_eq!(rules(&here), "Path=/api/auth; HttpOnly; SameSite=Strict");
    let token = kept(&here);
    let afar = log_in_here(&day.anyone().from("198.51.100.7"));
    assert_eq!(rules(&afar), "Path=/api/auth; HttpOnly; SameSite=Strict; Secure");
    let afar = browser(&day, &token).from("198.51.100.7").send("POST", "/api/auth/refresh", None, Vec::new());
    assert!(rules(&afar).ends_with("; Secure"), "{afar:?}");
    let behind = World::with(Store::Sqlite, |options| options.behind_proxy = Some(true));
    let behind = Day::in_world(behind, json!({}));
    assert!(rules(&log_in_here(&behind.anyone())).ends_with("; Secure"), "a proxy on this machine speaks https");
}

#[test]
fn a_logout_by_the_cookie_ends_its_session_and_forgets_it() {
    let day = Day::begin(Store::Sqlite);
    let answer = log_in_here(&day.anyone());
    let (token, access) = (kept(&answer), text(&answer.ok()["accessToken"]));
    // The access token is gone with the page.
    let answer = leave(&browser(&day, &token));
    assert_eq!(answer.header("set-cookie"), "mpa_session=; Max-Age=0; Path=/api/auth; HttpOnly; SameSite=Strict");
    answer.ok();
    day.bearing(access).get("/api/auth/me").refused(401, "UNAUTHENTICATED");
    go_on(&day, &token).refused(401, "UNAUTHENTICATED");
    leave(&browser(&day, &token)).refused(401, "UNAUTHENTICATED");
    leave(&day.anyone()).refused(401, "UNAUTHENTICATED");

    // A station that logs out in the same browser ends its own session, and the office's goes on.
    let token = kept(&log_in_here(&day.anyone()));
    let station = text(&log_in(&day.anyone(), "operator", PASSWORD).ok()["accessToken"]);
    let both = browser(&day, &token).with("authorization", format!("Bearer {station}"));
    let answer = leave(&both);
    assert_eq!(answer.header("set-cookie"), "");
    answer.ok();
    day.bearing(station).get("/api/auth/me").refused(401, "UNAUTHENTICATED");
    let answer = go_on(&day, &token);
    let (token, access) = (kept(&answer), text(&answer.ok()["accessToken"]));
    let answer = leave(&browser(&day, &token).with("authorization", format!("Bearer {access}")));
    assert!(answer.header("set-cookie").starts_with("mpa_session=; Max-Age=0;"), "{answer:?}");
}

#[test]
fn the_cookie_opens_nothing_but_its_own_two_calls_and_to_no_foreign_page() {
    let day = Day::begin(Store::Sqlite);
    let token = kept(&log_in_here(&day.anyone()));
    let office = browser(&day, &token);
    office.get("/api/auth/me").refused(401, "UNAUTHENTICATED");
    office.get("/api/exams").refused(401, "UNAUTHENTICATED");
    for site in ["cross-site", "same-site"] {
        let foreign = office.clone().with("sec-fetch-site", site);
        foreign.send("POST", "/api/auth/refresh", None, Vec::new()).refused(401, "UNAUTHENTICATED");
        leave(&foreign).refused(401, "UNAUTHENTICATED");
    }
    // A body goes before the cookie, and one that does not fit is not passed over.
    office.post("/api/auth/refresh", json!({ "refreshToken": "never issued" })).refused(401, "UNAUTHENTICATED");
    office.post("/api/auth/refresh", json!({})).refused(400, "VALIDATION");
    office.post("/api/auth/refresh", Value::Null).refused(400, "VALIDATION");
    office.with("sec-fetch-site", "same-origin").send("POST", "/api/auth/refresh", None, Vec::new()).ok();
    log_in_here(&day.anyone()).ok();
    let other = json!({ "username": "head", "password": PASSWORD, "session": "storage" });
    day.anyone().post("/api/auth/login", other).refused(400, "VALIDATION");
}
