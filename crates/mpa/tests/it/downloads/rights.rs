//! A token serves one operator, one download and some hours.

use domain::Role;

use super::{Given, fetch, give, verify, whole};
use crate::world::{Day, Store, count, text};

#[test]
fn anybody_elses_token_gets_nothing() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let mine = give(&day, &day.operator);
        let (colleague, neighbour) = (give(&day, &day.colleague), give(&day, &day.neighbour));
        let (exam, _) = day.second_exam();
        let slots = day.head().get(format!("/api/slots?examId={exam}")).ok();
        day.assign(&day.operator, &text(&slots["items"][0]["id"])).created();
        let made = day.head().post(super::GENERATE, serde_json::json!({ "examId": exam })).created();
        let body = serde_json::json!({ "examId": exam, "password": made["password"] });
        let of_another_exam = Given::of(day.operator().post(super::VERIFY, body));
        let token_of = |other: &Given| Given { token: other.token.clone(), ..mine.clone() };
        for other in [token_of(&colleague), token_of(&neighbour), token_of(&of_another_exam)] {
            fetch(&day.operator(), &other).refused(403, "INVALID_DOWNLOAD_TOKEN");
        }
        for other in ["", "none", &mine.token[1..], &format!("{}x", mine.token)] {
            let wrong = Given { token: other.to_owned(), ..mine.clone() };
            fetch(&day.operator(), &wrong).refused(403, "INVALID_DOWNLOAD_TOKEN");
        }
        day.operator().get(&mine.path).refused(403, "INVALID_DOWNLOAD_TOKEN");
        // A whole right in other hands.
        for person in [&day.colleague, &day.neighbour, &day.supervisor] {
            fetch(&day.by(person), &mine).refused(403, "INVALID_DOWNLOAD_TOKEN");
        }
        fetch(&day.head(), &mine).refused(403, "FORBIDDEN");
        fetch(&day.anyone(), &mine).refused(401, "UNAUTHENTICATED");
        whole(fetch(&day.operator(), &mine));
        whole(fetch(&day.operator(), &of_another_exam));
        assert_eq!(count(&day, "journal WHERE code = 'INVALID_DOWNLOAD_TOKEN'"), 3 + 4 + 1 + 3);
    }
}

#[test]
fn a_right_ends_with_its_time_its_slot_and_its_centre() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let (mine, early) = (give(&day, &day.operator), give(&day, &day.neighbour));
        day.pass(6 * 3600 - 1);
        whole(fetch(&day.operator(), &mine));
        day.pass(1);
        fetch(&day.operator(), &mine).refused(403, "INVALID_DOWNLOAD_TOKEN");
        fetch(&day.by(&day.neighbour), &early).refused(403, "INVALID_DOWNLOAD_TOKEN");

        let again = give(&day, &day.operator);
        whole(fetch(&day.operator(), &again));
        let path = format!("/api/slot/assign?operatorId={}&slotId={}", day.operator.id, day.slots["HM"]);
        day.head().delete(path).ok();
        fetch(&day.operator(), &again).refused(403, "INVALID_DOWNLOAD_TOKEN");
        verify(&day, &day.operator(), &super::password(&day)).refused(403, "NO_SLOT_ASSIGNED");

        let centre = give(&day, &day.supervisor);
        whole(fetch(&day.supervisor(), &centre));
        let moved = serde_json::json!({ "centreId": day.there });
        day.head().patch(format!("/api/operators/{}", day.supervisor.id), moved).ok();
        fetch(&day.supervisor(), &centre).refused(403, "INVALID_DOWNLOAD_TOKEN");
        let stranger = day.hire(
            "elsewhere",
            Role::Supervisor,
            Some(&text(
                &day.head().post("/api/centres", serde_json::json!({ "code": "FAR", "name": "Far" })).created()["id"],
            )),
            &[],
        );
        verify(&day, &day.by(&stranger), &super::password(&day)).refused(403, "NO_SLOT_ASSIGNED");
    }
}

/// A package whose building failed is built by the next fetch.
#[test]
fn what_could_not_be_built_is_built_later() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        // In place of the folder of packages there is a file.
        let folder = day.data_dir().join("blobs").join(&day.exam);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("package"), b"").unwrap();
        let given = give(&day, &day.operator);
        fetch(&day.operator(), &given).refused(503, "DEPENDENCY_UNAVAILABLE");
        std::fs::remove_file(folder.join("package")).unwrap();
        whole(fetch(&day.operator(), &given));
        assert_eq!(count(&day, "download WHERE state = 'ready'"), 1);
    }
}
