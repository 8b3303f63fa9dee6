//! Faces are searched among all enrolled faces of the exam, beside the requests.

use adapters::Class;
use app::jobs;
use domain::CandidateId;
use serde_json::{Value, json};

use crate::world::Program;
use store::{enrolments, face_searches};
use testkit::faults::{Faults, Operation};
use tokio_util::sync::CancellationToken;

use super::{metric, of_type, searched, until};
use crate::world::{Day, Store, World, count, pictures, runtime};

/// Candidate, the other one, and where the face came from; the oldest first.
fn pairs(day: &Day) -> Vec<[String; 3]> {
    searched(day);
    let names = |id: &Value| {
        let found = ["HM-1", "HM-2", "HM-3", "TN-6"].into_iter().find(|roll| *id == day.id(roll));
        found.unwrap_or("nobody").to_owned()
    };
    let of = |alert: &Value| {
        let details = &alert["details"];
        assert!(alert["matchPercentage"].as_f64().unwrap() >= 96.5, "{alert}");
        assert_eq!(alert["matchPercentage"], details["matchPercentage"]);
        [
            names(&alert["candidateId"]),
            names(&details["otherCandidateId"]),
            details["kind"].as_str().unwrap().to_owned(),
        ]
    };
    of_type(day, "duplicate_face").iter().rev().map(of).collect()
}

#[test]
fn an_impostor_is_found_whose_photograph_is_on_another_form() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.enrol("HM-1", pictures::biden()).created();
        day.enrol("TN-6", pictures::obama()).created(); // another centre, another slot
        day.present("HM-1");
        assert!(pairs(&day).is_empty());
        assert_eq!(day.verify(&day.operator(), "HM-1", pictures::obama2()).ok()["verified"], false);
        assert_eq!(pairs(&day), [["HM-1", "TN-6", "live"]]);
        let alert = &of_type(&day, "duplicate_face")[0];
        assert_eq!([&alert["centreId"], &alert["operatorId"]], [&json!(day.here), &json!(day.operator.id)]);
        assert_eq!(alert["details"]["alike"], 1);
        // Once a pair, however often the face is shown.
        day.verify(&day.operator(), "HM-1", pictures::obama3()).ok();
        day.verify(&day.operator(), "HM-1", &pictures::touched(pictures::biden(), 1)).ok(); // and none of the right person
        assert_eq!(pairs(&day).len(), 1);
        assert_eq!(count(&day, "face_search"), 0, "an embedding of a live face is not kept");
    }
}

#[test]
fn one_photograph_on_two_forms_is_found_before_the_day() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        for roll in ["HM-1", "HM-2"] {
            day.enrol(roll, pictures::obama()).created();
        }
        searched(&day);
        let found = pairs(&day);
        assert!(found == [["HM-2", "HM-1", "enrolled"]] || found == [["HM-1", "HM-2", "enrolled"]], "{found:?}");
        // A corrected photograph is searched instead of the earlier one.
        day.enrol("HM-2", pictures::biden()).created();
        searched(&day);
        day.enrol("HM-3", pictures::biden()).created();
        let found = pairs(&day);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[1], ["HM-3", "HM-2", "enrolled"]);
    }
}

#[test]
fn a_search_over_which_a_copy_died_is_made_again_when_its_lease_is_over() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        for roll in ["HM-1", "HM-2"] {
            day.enrol(roll, pictures::obama()).created();
        }
        assert_eq!(pairs(&day).len(), 1);
        // As the database is left by somebody who took a search, and died: once with the alert raised,
        // once without.
        for raised in [true, false] {
            runtime().block_on(died_over(&day, raised));
            until("it waits", || count(&day, "face_search WHERE claimed_until > 0") == 1);
            day.pass(59);
            std::thread::sleep(std::time::Duration::from_millis(1200));
            assert_eq!(count(&day, "face_search"), 1, "somebody may still be at it");
            day.pass(2);
            assert_eq!(pairs(&day).len(), if raised { 1 } else { 2 });
        }
    }
}

/// A provider of keys that does not answer takes no search away.
#[test]
fn a_duplicate_is_found_when_the_key_is_there_again() {
    let day = Day::begin(Store::Sqlite);
    for roll in ["HM-1", "HM-2"] {
        day.enrol(roll, pictures::obama()).created();
    }
    assert_eq!(pairs(&day).len(), 1);
    runtime().block_on(died_over(&day, false));
    let faults = Faults::none();
    let day = day.restarted(&faults); // its memory holds no key of the exam
    faults.fail_until_mended(Operation::Unwrap, Class::Unavailable);
    let before = faults.calls(Operation::Unwrap);
    day.pass(61);
    until("it was tried", || faults.calls(Operation::Unwrap) > before);
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(count(&day, "face_search"), 1, "it waits");
    faults.mend();
    day.pass(61);
    assert_eq!(pairs(&day).len(), 2);
}

async fn died_over(day: &Day, raised: bool) {
    let mut tx = day.app.db.begin().await.unwrap();
    let (exam, candidate): (domain::ExamId, CandidateId) = (day.exam.parse().unwrap(), day.id("HM-2").parse().unwrap());
    let face = enrolments::of(&mut tx, exam, candidate).await.unwrap().unwrap();
    let search = face_searches::Search {
        id: face.id.0,
        exam_id: exam,
        candidate_id: candidate,
        embedding: None,
        model: face.model,
        operator_id: face.enrolled_by,
        device_id: None,
        offline: false,
    };
    face_searches::put(&mut tx, &search).await.unwrap();
    let (now, until) = (day.now(), day.now().plus_seconds(60));
    assert_eq!(face_searches::claim(&mut tx, exam, now, until, 64).await.unwrap().len(), 1);
    if !raised {
        let statement = "DELETE FROM duplicate_face";
        let statement = store::Statement { sqlite: statement, postgres: statement, file: file!(), line: line!() };
        tx.execute(Box::leak(Box::new(statement)), Vec::new()).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[test]
fn copies_take_turns_and_see_what_others_enrolled() {
    let day = Day::begin(Store::Postgres);
    let open = || {
        let app = &day.app;
        let opened =
            Program::open(app.config.clone(), app.clock.clone(), app.db.clone(), std::sync::Arc::clone(&app.engine));
        runtime().block_on(opened)
    };
    let stop = CancellationToken::new();
    let copies: Vec<Program> = (0..2).map(|_| open()).collect();
    let running: Vec<_> = copies
        .iter()
        .map(|copy| runtime().spawn(jobs::search_duplicates(copy.state.app().clone(), stop.clone())))
        .collect();
    for (round, rolls) in [["HM-1", "HM-2"], ["HM-3", "HM-4"], ["HM-5", "HM-6"]].into_iter().enumerate() {
        for roll in rolls {
            day.enrol(roll, pictures::obama()).created();
        }
        searched(&day);
        // Every two of them, each once: three alerts a search at most, and up to five others here.
        let found = of_type(&day, "duplicate_face").len();
        assert_eq!(found as i64, count(&day, "duplicate_face"));
        assert_eq!(found, [1, 6, 12][round], "round {round}");
    }
    let searches: u64 = copies.iter().chain([&day.app]).map(|copy| copy.metrics().face_searches.get()).sum();
    assert_eq!(searches, 6, "each was made once");
    stop.cancel();
    running.into_iter().for_each(|task| runtime().block_on(task).unwrap());
}

#[test]
fn faces_without_room_in_memory_are_told_of() {
    let world = World::with(Store::Sqlite, |options| options.faces_in_memory = Some(1));
    let day = Day::in_world(world, json!({}));
    for (roll, picture) in [("HM-1", pictures::obama()), ("HM-2", pictures::biden()), ("HM-3", pictures::obama())] {
        day.enrol(roll, picture).created();
        searched(&day);
    }
    assert_eq!((metric(&day, "mpa_faces_in_memory"), metric(&day, "mpa_faces_left_out")), (Some(1.0), Some(2.0)));
    assert_eq!(pairs(&day), [["HM-3", "HM-1", "enrolled"]]);
    assert_eq!(metric(&day, "mpa_face_searches_total"), Some(3.0));
}
