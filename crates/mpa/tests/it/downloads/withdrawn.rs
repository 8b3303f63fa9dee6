//! A password that is taken back opens nothing; one that was used stays used.

use domain::Role;
use serde_json::json;

use super::{generate, password, verify};
use crate::world::{Day, Store, count, text};

fn withdraw(id: &str) -> String {
    format!("/api/admin/download/password/{id}/withdraw")
}

#[test]
fn a_password_that_is_taken_back_opens_nothing() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let made = generate(&day, json!({})).created();
        let path = withdraw(&text(&made["passwordId"]));
        let stranger = day.hire("stranger", Role::Observer, None, &[&day.exam]);
        for who in [day.operator(), day.supervisor(), day.by(&stranger)] {
            who.post(&path, json!({})).refused(403, "FORBIDDEN");
        }
        day.pass(1);
        let answer = day.head().post(&path, json!({})).ok();
        assert_eq!((&answer["withdrawn"], &answer["expiresAt"]), (&json!(true), &json!(day.at(0))));
        verify(&day, &day.operator(), &text(&made["password"])).refused(403, "INVALID_DOWNLOAD_PASSWORD");
        // Once is enough, and the log says it once.
        day.pass(1);
        assert_eq!(day.head().post(&path, json!({})).ok(), answer);
        assert_eq!(count(&day, "journal WHERE action = 'withdraw_download_password' AND outcome = 'done'"), 1);
        let listed = day.head().get(format!("/api/admin/downloads/{}", day.exam)).ok();
        let one = &listed["items"][0];
        assert_eq!((&one["expiresAt"], &one["withdrawnBy"]), (&answer["expiresAt"], &json!(day.head.id)));
        // Another one is not touched by it.
        verify(&day, &day.operator(), &password(&day)).ok();
    }
}

#[test]
fn one_that_was_used_stays_used() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let made = generate(&day, json!({})).created();
        verify(&day, &day.operator(), &text(&made["password"])).ok();
        let path = withdraw(&text(&made["passwordId"]));
        let answer = day.head().post(&path, json!({})).ok();
        assert_eq!((&answer["withdrawn"], &answer["expiresAt"]), (&json!(false), &made["expiresAt"]));
        assert_eq!(count(&day, "journal WHERE action = 'withdraw_download_password'"), 0);
        day.head().post(withdraw(&day.exam), json!({})).refused(404, "PASSWORD_NOT_FOUND");
        day.head().post(withdraw("x"), json!({})).refused(400, "VALIDATION");
    }
}
