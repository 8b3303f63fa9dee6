//! Why a password does not fit is not told: not by the body, not by the work done.

use domain::download::DownloadPassword;
use serde_json::json;

use super::{Given, generate, give, password, verify};
use crate::world::{Answer, Day, Store, count, text, text_of};

const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The same password with another secret, and a check that is right.
fn other_secret(spelled: &str) -> String {
    let values = spelled.chars().filter(|symbol| *symbol != '-').take(19);
    let bits = values
        .enumerate()
        .fold(0_u128, |bits, (place, symbol)| bits | (ALPHABET.find(symbol).unwrap() as u128) << (5 * place));
    let other = DownloadPassword::from_random(bits ^ 1 << 40);
    assert_eq!(other.handle(), DownloadPassword::typed(spelled).unwrap().handle());
    other.spelled()
}

/// Another symbol in one place.
fn mistyped(spelled: &str) -> String {
    let wrong = if spelled.starts_with('7') { "8" } else { "7" };
    format!("{wrong}{}", &spelled[1..])
}

#[test]
fn the_refusals_are_one_in_body_and_work() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let (exam, _) = day.second_exam();
        let made = day.head().post(super::GENERATE, json!({ "examId": exam })).created();
        let of_another_exam = text(&made["password"]);
        let used = password(&day);
        verify(&day, &day.operator(), &used).ok();
        let expired = text(&generate(&day, json!({ "expiryMinutes": 1 })).created()["password"]);
        day.pass(60);
        let cases = [
            ("unknown", DownloadPassword::from_random(99).spelled(), 1),
            ("wrong", other_secret(&password(&day)), 1),
            ("expired", expired, 1),
            ("used", used, 1),
            ("another's", text(&generate(&day, json!({ "operatorId": day.colleague.id })).created()["password"]), 1),
            ("elsewhere", text(&generate(&day, json!({ "centreId": day.there })).created()["password"]), 1),
            ("of another exam", of_another_exam, 1),
            ("mistyped", mistyped(&password(&day)), 0),
            ("too short", "7K2M9".to_owned(), 0),
            ("empty", String::new(), 0),
            ("long", "7".repeat(100_000), 0),
        ];
        let mut first: Option<Answer> = None;
        for (name, password, hashes) in cases {
            day.pass(301); // the limit is another story
            let before = day.app.passwords().verified();
            let answer = verify(&day, &day.operator(), &password);
            assert_eq!(day.app.passwords().verified() - before, hashes, "{name}");
            answer.clone().refused(403, "INVALID_DOWNLOAD_PASSWORD");
            let first = first.get_or_insert_with(|| answer.clone());
            assert_eq!(first.bytes, answer.bytes, "{name}");
            let names = |answer: &Answer| answer.headers.keys().map(ToString::to_string).collect::<Vec<_>>();
            assert_eq!(names(first), names(&answer), "{name}");
        }
        let refused = "journal WHERE action = 'verify_download_password' AND code = 'INVALID_DOWNLOAD_PASSWORD'";
        assert_eq!(count(&day, refused), 11);
        // What was refused to one is not used up for the other.
        assert_eq!(count(&day, "download_password WHERE used_at IS NOT NULL"), 1);
    }
}

#[test]
fn failures_that_pile_up_raise_an_alert_and_are_stopped() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let alerts = || count(&day, "alert WHERE kind = 'download_abuse'");
        let guess = |number: u128| verify(&day, &day.operator(), &DownloadPassword::from_random(number).spelled());
        let right = password(&day);
        for number in 1..=10 {
            assert_eq!(alerts(), i64::from(number > 5), "{number}");
            guess(number).refused(403, "INVALID_DOWNLOAD_PASSWORD");
        }
        let before = day.app.passwords().verified();
        let stopped = verify(&day, &day.operator(), &right);
        let seconds: i64 = stopped.header("retry-after").parse().unwrap();
        stopped.refused(429, "RATE_LIMITED");
        // From another address, too; and nobody else is stopped.
        verify(&day, &day.operator().from("198.51.100.9"), &right).refused(429, "RATE_LIMITED");
        assert_eq!(day.app.passwords().verified(), before);
        Given::of(verify(&day, &day.colleague(), &password(&day)));
        assert_eq!(alerts(), 1);
        day.pass(seconds);
        verify(&day, &day.operator(), &right).ok();
        let told = text_of(&day, "alert");
        assert!(!told.contains(&right) && told.contains("failures"), "{told}");
    }
}

#[test]
fn many_packages_of_one_operator_raise_an_alert() {
    let day = Day::begin(Store::Sqlite);
    for number in 1..=7 {
        give(&day, &day.operator);
        assert_eq!(count(&day, "alert WHERE kind = 'download_abuse'"), i64::from(number > 5), "{number}");
    }
}

/// One address, many operators.
#[test]
fn an_address_is_stopped_too() {
    let day = Day::begin(Store::Sqlite);
    let people: Vec<_> = (0..5)
        .map(|number| {
            let person = day.hire(&format!("desk.{number}"), domain::Role::Operator, Some(&day.here), &[]);
            day.assign(&person, &day.slots["HM"]).created();
            person
        })
        .collect();
    for person in &people {
        for _ in 0..10 {
            verify(&day, &day.by(person).from("10.1.1.1"), "mistyped").refused(403, "INVALID_DOWNLOAD_PASSWORD");
        }
    }
    let right = password(&day);
    verify(&day, &day.operator().from("10.1.1.1"), &right).refused(429, "RATE_LIMITED");
    verify(&day, &day.operator().from("10.1.1.2"), &right).ok();
}

/// Told before the password is used.
#[test]
fn a_package_of_too_many_is_refused() {
    let day = Day::begin(Store::Sqlite);
    let lines: String = (0..20_000).map(|number| format!("R{number},Asha,Ram,2001-02-03,C-HERE,Morning\n")).collect();
    let csv = format!("Roll No,Name,Father Name,DOB,Centre Code,Slot\n{lines}");
    crate::world::import(&day.head(), &day.exam, &csv).ok();
    let password = password(&day);
    let details = verify(&day, &day.operator(), &password).refused(413, "PAYLOAD_TOO_LARGE");
    assert_eq!(details["limitCandidates"], 20_000);
    verify(&day, &day.by(&day.neighbour), &password).ok();
}
