//! A socket ends with its session, with its right, and with the server.

use serde_json::{Value, json};

use super::{change, figures::stats, socket::Socket};
use crate::world::{Day, PASSWORD, Person, Store, text};

#[test]
fn a_socket_ends_with_its_session_or_its_right() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let watch = |person: &Person| Socket::watching(&day.by(person), &day.exam);
        let mut head = watch(&day.head);

        let mut other = Socket::watching(&day.by(&day.session_of(&day.head)), &day.exam);
        let leaving = day.session_of(&day.head);
        let mut left = Socket::watching(&day.by(&leaving), &day.exam);
        day.by(&leaving).post("/api/auth/logout", Value::Null).ok();
        assert_eq!(left.closed(), 4401);

        let mut disabled = watch(&day.neighbour);
        day.head().patch(format!("/api/operators/{}", day.neighbour.id), json!({ "disabled": true })).ok();
        assert_eq!(disabled.closed(), 4401);

        let mut taken_off = watch(&day.far_operator);
        let body = json!({ "operatorId": day.far_operator.id, "slotId": day.slots["TM"] });
        day.head().json("DELETE", "/api/slot/assign", &body).ok();
        assert_eq!(taken_off.closed(), 4401);

        let mut operator = watch(&day.operator);
        day.head().post(format!("/api/admin/exams/{}/logout-all", day.exam), Value::Null).ok();
        assert_eq!(operator.closed(), 4401);

        let mut observer = watch(&day.observer);
        let id = vec![day.observer.user_id.into()];
        assert_eq!(change(&day, "DELETE FROM account_exam WHERE account_id = $1", id), 1);
        assert_eq!(observer.closed(), 4401);

        let new = json!({ "old": PASSWORD, "new": "another horse 9" });
        day.head().post("/api/auth/password", new).ok();
        assert_eq!(other.closed(), 4401);
        // The session in which the password was changed goes on.
        let seq = stats(&day.head(), &day.exam)["seq"].as_i64().unwrap();
        while head.update().0 < seq {}
        head.quiet();
    }
}

/// Nobody ended it, but its last refresh token is over.
#[test]
fn and_with_a_session_that_nobody_can_go_on_with() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let renewed = day.session_of(&day.head);
        let (mut old, mut other) =
            (Socket::watching(&day.head(), &day.exam), Socket::watching(&day.by(&renewed), &day.exam));
        let later = day.now().plus_seconds(25 * 3600);
        let token = "INSERT INTO refresh_token (token_hash, session_id, issued_at, expires_at) VALUES ($1, $2, $3, $4)";
        let args = vec![vec![7_u8].into(), renewed.session.into(), day.now().into(), later.into()];
        assert_eq!(change(&day, token, args), 1);
        day.pass(24 * 3600 + 1);
        assert_eq!(old.closed(), 4401);
        other.quiet();
        day.pass(3600);
        assert_eq!(other.closed(), 4401);
    }
}

#[test]
fn the_server_says_goodbye() {
    let day = Day::begin(Store::Sqlite);
    let mut socket = Socket::watching(&day.head(), &day.exam);
    let mut stranger = Socket::open(&day);
    let ending = std::thread::spawn(move || drop(day));
    assert_eq!((socket.closed(), stranger.closed()), (1001, 1001));
    ending.join().unwrap();
}

#[test]
fn no_socket_is_open_to_whoever_has_to_choose_a_password() {
    let day = Day::begin(Store::Sqlite);
    let given = day.head().post(format!("/api/operators/{}/password", day.observer.id), json!({})).ok();
    let login = json!({ "username": "observer", "password": given["password"] });
    let token = text(&day.anyone().post("/api/auth/login", login).ok()["accessToken"]);
    assert_eq!(Socket::of(&day.bearing(token)).closed(), 4401);
}

#[test]
fn a_socket_ends_when_a_second_factor_comes_first() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let mut watching = Socket::watching(&day.supervisor(), &day.exam);
        let path = format!("/api/operators/{}", day.supervisor.id);
        day.head().patch(&path, json!({ "secondFactorRequired": true })).ok();
        assert_eq!(watching.closed(), 4401);
        assert_eq!(Socket::of(&day.supervisor()).closed(), 4401);
        let mut other = Socket::watching(&day.by(&day.session_of(&day.head)), &day.exam);
        day.second_factor(&day.supervisor());
        let mut watching = Socket::watching(&day.supervisor(), &day.exam);
        // Those that began without a code end with the first one.
        day.second_factor(&day.head());
        assert_eq!(other.closed(), 4401);
        day.head().delete(format!("{path}/second-factor")).ok();
        assert_eq!(watching.closed(), 4401);
    }
}
