//! A store of files and a provider of keys that do not answer: what was asked for is told to be not done, and nothing
//! is lost by it.

use adapters::Class;
use serde_json::json;
use testkit::faults::Operation;

use crate::{
    downloads::{fetch, give, unpack, whole},
    world::{Answer, Day, Store, World, count, pictures},
};

#[track_caller]
fn unavailable(answer: Answer) {
    assert_eq!((answer.status, answer.code()), (503, "DEPENDENCY_UNAVAILABLE"), "{answer:?}");
}

fn day(store: Store) -> (Day, testkit::faults::Faults) {
    let (world, faults) = World::failing(store);
    (Day::in_world(world, json!({ "maxFaceAttempts": 3 })), faults)
}

#[test]
fn no_candidate_runs_out_of_attempts_that_were_not_kept() {
    for store in Store::BOTH {
        let (day, faults) = day(store);
        day.enrol("HM-1", pictures::obama()).created();
        day.present("HM-1");
        for class in [Class::Unavailable, Class::Denied, Class::Unavailable, Class::Unavailable] {
            faults.fail_next(Operation::Put, 1, class);
            unavailable(day.verify(&day.operator(), "HM-1", pictures::biden()));
            assert_eq!(count(&day, "face_attempt"), 0);
        }
        let kept = day.verify(&day.operator(), "HM-1", pictures::biden()).ok();
        assert_eq!([&kept["attempt"], &kept["attemptsLeft"]], [&json!(1), &json!(2)]);
    }
}

#[test]
fn a_photograph_that_could_not_be_stored_leaves_nothing() {
    for store in Store::BOTH {
        let (day, faults) = day(store);
        for operation in [Operation::Wrap, Operation::Put] {
            faults.fail_next(operation, 1, Class::Unavailable);
            unavailable(day.enrol("HM-1", pictures::obama()));
            assert_eq!((count(&day, "enrolled_face"), count(&day, "blob")), (0, 0));
        }
        day.enrol("HM-1", pictures::obama()).created();
    }
}

#[test]
fn no_package_is_ready_that_lacks_a_photograph() {
    for store in Store::BOTH {
        let (day, faults) = day(store);
        day.enrol("HM-1", pictures::obama()).created();
        day.enrol("HM-2", pictures::biden()).created();
        for operation in [Operation::Open, Operation::Put] {
            faults.fail_until_mended(operation, Class::Unavailable);
            unavailable(fetch(&day.operator(), &give(&day, &day.operator)));
            assert_eq!(count(&day, "download WHERE state = 'ready'"), 0);
            faults.mend();
        }
        // The first read fails, the second would not: what is half read is no package; the next one is whole.
        faults.fail_next(Operation::Open, 1, Class::Unavailable);
        let given = give(&day, &day.operator);
        let answer = match fetch(&day.operator(), &given) {
            answer if answer.status == 200 => answer,
            answer => {
                unavailable(answer);
                fetch(&day.operator(), &given)
            }
        };
        let package = unpack(&whole(answer));
        let counts = ["photos", "photosMissing"].map(|name| package.manifest[name].as_i64().unwrap());
        assert_eq!(counts, [2, 0]);
    }
}

#[test]
fn what_cannot_be_read_now_is_told_so() {
    for store in Store::BOTH {
        let (day, faults) = day(store);
        day.enrol("HM-1", pictures::obama()).created();
        let photo = format!("/api/candidates/{}/{}/photo", day.exam, day.id("HM-1"));
        faults.fail_next(Operation::Open, 1, Class::Unavailable);
        unavailable(day.head().get(&photo));
        assert_eq!(day.head().get(&photo).status, 200);
    }
}
