//! Passwords: made by head office, used once, by whom and where they are meant for.

use std::{sync::Barrier, thread};

use domain::Role;
use serde_json::json;

use super::{GENERATE, Given, fetch, generate, password, verify, whole};
use crate::world::{Answer, Day, Person, Store, count, text, text_of};

const NOBODY: &str = "01990000-0000-7000-8000-00000000dead";

#[test]
fn a_password_is_shown_once_and_kept_hashed() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let made = generate(&day, json!({})).created();
        assert_eq!(text(&made["expiresAt"]), day.at(30 * 60));
        let spelled = text(&made["password"]);
        assert_eq!(spelled.split('-').map(str::len).collect::<Vec<_>>(), [5, 5, 5, 5]);
        let kept = text_of(&day, "download_password");
        let secret = spelled.replace('-', "")[6..19].to_owned();
        assert!(kept.contains("$argon2id$") && !kept.contains(&secret), "{kept}");
        assert_eq!(
            count(&day, "journal WHERE action = 'generate_download_password' AND outcome = 'done'"),
            1,
            "it is in the journal"
        );
        // A key does not give it again.
        let keyed = day.head().once("twice");
        let body = json!({ "examId": day.exam });
        let [one, other] = [(); 2].map(|()| text(&keyed.post(GENERATE, body.clone()).created()["password"]));
        assert_ne!(one, other);
        assert!(!text_of(&day, "idempotency").contains(&one));
    }
}

#[test]
fn only_what_exists_and_is_in_range_is_taken() {
    let day = Day::begin(Store::Sqlite);
    for minutes in [0, -1, 1441] {
        generate(&day, json!({ "expiryMinutes": minutes })).refused(400, "VALIDATION");
    }
    assert_eq!(text(&generate(&day, json!({ "expiryMinutes": 1440 })).created()["expiresAt"]), day.at(86_400));
    day.head().post(GENERATE, json!({ "examId": NOBODY })).refused(404, "EXAM_NOT_FOUND");
    for operator in [NOBODY, &day.head.id, &day.observer.id] {
        generate(&day, json!({ "operatorId": operator })).refused(404, "OPERATOR_NOT_FOUND");
    }
    generate(&day, json!({ "centreId": NOBODY })).refused(404, "CENTRE_NOT_FOUND");
    assert_eq!(count(&day, "download_password"), 1);
}

#[test]
fn a_password_read_out_is_taken_however_it_is_typed() {
    let day = Day::begin(Store::Sqlite);
    let forms: [fn(&str) -> String; 3] =
        [|text| text.to_lowercase().replace('-', " "), |text| text.replace('-', ""), |text| text.replace('1', "l")];
    for typed in forms {
        verify(&day, &day.operator(), &typed(&password(&day))).ok();
    }
}

#[test]
fn whom_and_where_a_password_is_meant_for() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let of = |more| text(&generate(&day, more).created()["password"]);
        let theirs = |who: &Person, password: &str, fits: bool| {
            let answer = verify(&day, &day.by(who), password);
            if fits { drop(answer.ok()) } else { drop(answer.refused(403, "INVALID_DOWNLOAD_PASSWORD")) }
        };
        let mine = of(json!({ "operatorId": day.operator.id }));
        theirs(&day.colleague, &mine, false);
        theirs(&day.supervisor, &mine, false);
        theirs(&day.operator, &mine, true);
        let here = of(json!({ "centreId": day.here }));
        theirs(&day.far_operator, &here, false);
        theirs(&day.far_supervisor, &here, false);
        theirs(&day.supervisor, &here, true);
        let both = of(json!({ "centreId": day.there, "operatorId": day.operator.id }));
        theirs(&day.operator, &both, false);
        // One without a centre of their own works where their slots are.
        let roaming = day.hire("roaming", Role::Operator, None, &[]);
        day.assign(&roaming, &day.slots["TN"]).created();
        theirs(&roaming, &of(json!({ "centreId": day.here })), false);
        theirs(&roaming, &of(json!({ "centreId": day.there })), true);
    }
}

#[test]
fn one_without_a_slot_and_one_who_is_somebody_else_use_nothing_up() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let password = password(&day);
        verify(&day, &day.by(&day.idle), &password).refused(403, "NO_SLOT_ASSIGNED");
        let body = json!({ "examId": day.exam, "password": password, "operatorId": day.colleague.id });
        day.operator().post(super::VERIFY, body.clone()).refused(403, "OPERATOR_MISMATCH");
        day.operator()
            .post(super::VERIFY, json!({ "examId": NOBODY, "password": password }))
            .refused(404, "EXAM_NOT_FOUND");
        day.operator().post(super::VERIFY, json!({ "examId": day.exam })).refused(400, "VALIDATION");
        assert_eq!(count(&day, "download_failure"), 0);
        day.colleague().post(super::VERIFY, body).ok();
        // A slot that is over gives nothing any more.
        day.head().patch(format!("/api/slots/{}", day.slots["HN"]), json!({ "status": "completed" })).ok();
        verify(&day, &day.by(&day.neighbour), &super::password(&day)).refused(403, "NO_SLOT_ASSIGNED");
    }
}

/// Forty operators, each five times at once, from addresses of their own.
#[test]
fn of_two_hundred_uses_at_once_one_succeeds() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let hire = |number: usize| {
            let person = day.hire(&format!("crowd.{number}"), Role::Operator, Some(&day.here), &[]);
            day.assign(&person, &day.slots["HM"]).created();
            person
        };
        let crowd: Vec<Person> = (0..40).map(hire).collect();
        let password = password(&day);
        let start = Barrier::new(200);
        let answers: Vec<(usize, Answer)> = thread::scope(|scope| {
            let (day, crowd, password, start) = (&day, &crowd, &password, &start);
            let begin = |number: usize| {
                scope.spawn(move || {
                    let caller = day.by(&crowd[number % 40]).from(&format!("10.7.0.{}", number % 40));
                    start.wait();
                    (number, verify(day, &caller, password))
                })
            };
            let calls: Vec<_> = (0..200).map(begin).collect();
            calls.into_iter().map(|call| call.join().unwrap()).collect()
        });
        let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(|(_, answer)| answer.status == 200);
        assert_eq!((won.len(), lost.len()), (1, 199), "{:?}", lost.first());
        lost.into_iter().for_each(|(_, answer)| drop(answer.refused(403, "INVALID_DOWNLOAD_PASSWORD")));
        assert_eq!([count(&day, "download"), count(&day, "download_password WHERE used_at IS NOT NULL")], [1, 1]);
        let attempts = "journal WHERE action = 'verify_download_password' AND outcome =";
        assert_eq!(
            [count(&day, &format!("{attempts} 'done'")), count(&day, &format!("{attempts} 'refused'"))],
            [1, 199]
        );
        for (number, answer) in won {
            let winner = &crowd[number % 40];
            assert_eq!(
                count(
                    &day,
                    &format!(
                        "download WHERE operator_id = (SELECT id FROM account WHERE username = 'crowd.{}')",
                        number % 40
                    )
                ),
                1
            );
            whole(fetch(&day.by(winner), &Given::of(answer)));
        }
    }
}
