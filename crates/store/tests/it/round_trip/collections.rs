//! What lies in a collection of faces follows the enrolled ones: each is sent by one copy, and the earlier leaves first.

use domain::{CandidateId, FaceId, alert::AlertKind};
use serde_json::json;
use store::{
    Db, Tx,
    alerts::{self, NewAlert},
    enrolments,
    face_index::{self, Errand, Naming, Tally},
    face_opinions::{self, Question},
    face_searches::Source,
};
use uuid::Uuid;

use crate::{
    engines::on_both,
    world::{NOW, World, blob, id},
};

on_both!(
    faces_wait_are_taken_once_and_lie_there,
    an_errand_is_kept_while_nothing_has_become_of_it,
    a_replaced_photograph_leaves_before_the_new_one_enters,
    an_exam_that_chooses_another_engine_adds_no_more,
    an_opinion_is_put_into_the_details_of_its_alert,
);

async fn enrol(tx: &mut Tx, world: &World, candidate: usize) -> FaceId {
    let face = enrolments::Enrolment {
        id: id(),
        exam_id: world.exam,
        candidate_id: world.candidates[candidate],
        blob_id: blob(tx, world.exam).await,
        photo_sha256: vec![4; 32],
        embedding: vec![1],
        likeness: None,
        quality: json!({}),
        engine: "local".into(),
        model: "m1".into(),
        enrolled_at: NOW,
        enrolled_by: world.admin,
    };
    enrolments::put(tx, &face, &[4; 32]).await.unwrap();
    enrolments::place(tx, 10).await.unwrap();
    face.id
}

async fn claim(tx: &mut Tx, seconds: i64, limit: i64) -> Vec<Errand> {
    let now = NOW.plus_seconds(seconds);
    face_index::claim(tx, now, now.plus_seconds(60), limit).await.unwrap()
}

async fn take_in(tx: &mut Tx, world: &World) -> usize {
    face_index::take_in(tx, world.exam, NOW, 10).await.unwrap()
}

fn ids(errands: &[Errand]) -> Vec<FaceId> {
    errands.iter().map(|errand| errand.enrolment_id).collect()
}

async fn faces_wait_are_taken_once_and_lie_there(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let faces = [enrol(&mut tx, &world, 0).await, enrol(&mut tx, &world, 1).await];
    assert!(face_index::behind(&mut tx).await.unwrap().is_empty());
    assert_eq!(take_in(&mut tx, &world).await, 0, "no collection follows the exam");
    face_index::follow(&mut tx, world.exam, true).await.unwrap();
    assert_eq!(face_index::behind(&mut tx).await.unwrap(), [world.exam]);
    assert!(face_index::is_awaited(&mut tx, world.exam, world.candidates[0]).await.unwrap());
    assert_eq!((take_in(&mut tx, &world).await, take_in(&mut tx, &world).await), (2, 0));
    assert!(face_index::any_due(&mut tx, NOW).await.unwrap());
    let first = claim(&mut tx, 0, 1).await;
    let second = claim(&mut tx, 0, 5).await;
    assert_eq!((first.len(), second.len(), claim(&mut tx, 59, 5).await.len()), (1, 1, 0));
    assert_eq!((first[0].attempts, first[0].leaves), (1, false));
    let (one, other) = (first[0].enrolment_id, second[0].enrolment_id);
    assert!(faces.contains(&one) && faces.contains(&other) && one != other);
    let candidate = Some(second[0].candidate_id);
    let naming = face_index::naming(&mut tx, world.exam, "f2", candidate).await.unwrap();
    assert_eq!(naming, Naming::Underway);
    assert!(face_index::indexed(&mut tx, one, "f1").await.unwrap());
    face_index::set_apart(&mut tx, other, "NO_FACE").await.unwrap();
    let tally = face_index::tally(&mut tx, Some(world.exam)).await.unwrap();
    assert_eq!(tally, Tally { waiting: 0, indexed: 1, set_apart: 1 });
    assert_eq!(face_index::tally(&mut tx, None).await.unwrap(), tally);
    assert_eq!(face_index::tally(&mut tx, Some(world.other_exam)).await.unwrap(), Tally::default());
    for (face, naming) in [("f1", Naming::Named), ("f2", Naming::Nobody)] {
        assert_eq!(face_index::naming(&mut tx, world.exam, face, None).await.unwrap(), naming, "{face}");
    }
    assert!(!face_index::indexed(&mut tx, id(), "f3").await.unwrap());
    let nil = FaceId(Uuid::nil());
    let said = face_index::indexed_after(&mut tx, world.exam, nil, 10).await.unwrap();
    assert_eq!(said, [(one, "f1".to_owned())]);
    face_index::again(&mut tx, one, NOW).await.unwrap();
    assert_eq!(ids(&claim(&mut tx, 0, 5).await), [one]);
    face_index::failed(&mut tx, one, "unavailable", NOW.plus_seconds(5)).await.unwrap();
    assert!(claim(&mut tx, 4, 5).await.is_empty());
    assert_eq!(claim(&mut tx, 5, 5).await[0].attempts, 2);
}

async fn an_errand_is_kept_while_nothing_has_become_of_it(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    face_index::follow(&mut tx, world.exam, true).await.unwrap();
    let face = enrol(&mut tx, &world, 0).await;
    take_in(&mut tx, &world).await;
    let until = |seconds| NOW.plus_seconds(seconds);
    assert_eq!(ids(&claim(&mut tx, 0, 5).await), [face]);
    face_index::keep(&mut tx, face, until(60), until(80)).await.unwrap();
    // Whoever did not hear of it keeps it all the same.
    face_index::keep(&mut tx, face, until(60), until(100)).await.unwrap();
    assert!(claim(&mut tx, 99, 5).await.is_empty());
    assert_eq!(ids(&claim(&mut tx, 100, 5).await), [face], "the other copy's now, until 160");
    face_index::failed(&mut tx, face, "unavailable", until(105)).await.unwrap();
    face_index::keep(&mut tx, face, until(160), until(180)).await.unwrap();
    assert_eq!(ids(&claim(&mut tx, 105, 5).await), [face], "what failed is tried when it was said");
}

async fn a_replaced_photograph_leaves_before_the_new_one_enters(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    face_index::follow(&mut tx, world.exam, true).await.unwrap();
    let old = enrol(&mut tx, &world, 0).await;
    take_in(&mut tx, &world).await;
    assert_eq!(ids(&claim(&mut tx, 0, 5).await), [old]);
    // Replaced while it is on its way: nobody knows whether it lies there.
    let new = enrol(&mut tx, &world, 0).await;
    assert_eq!(take_in(&mut tx, &world).await, 1);
    assert!(claim(&mut tx, 0, 5).await.is_empty(), "the new one waits for the old one to leave");
    assert!(face_index::indexed(&mut tx, old, "f1").await.unwrap());
    let leaving = claim(&mut tx, 0, 5).await;
    assert_eq!((leaving.len(), leaving[0].leaves, leaving[0].face_id.as_deref()), (1, true, Some("f1")));
    face_index::left(&mut tx, old).await.unwrap();
    assert_eq!(ids(&claim(&mut tx, 0, 5).await), [new]);
    let candidate: CandidateId = world.candidates[0];
    for (enrolment, is_there) in [(old, false), (new, true)] {
        let found = face_index::photograph(&mut tx, world.exam, candidate, enrolment).await.unwrap();
        assert_eq!(found.is_some(), is_there);
    }
    // What was never sent has nothing to leave.
    let never = enrol(&mut tx, &world, 1).await;
    take_in(&mut tx, &world).await;
    face_index::leave(&mut tx, world.exam, world.candidates[1], None).await.unwrap();
    assert!(!face_index::indexed(&mut tx, never, "f9").await.unwrap());
}

async fn an_exam_that_chooses_another_engine_adds_no_more(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    face_index::follow(&mut tx, world.exam, false).await.unwrap();
    assert!(face_index::collections(&mut tx).await.unwrap().is_empty(), "there was none");
    face_index::follow(&mut tx, world.exam, true).await.unwrap();
    face_index::set_made(&mut tx, world.exam, Some(NOW)).await.unwrap();
    assert!(face_index::is_made(&mut tx, world.exam).await.unwrap());
    enrol(&mut tx, &world, 0).await;
    take_in(&mut tx, &world).await;
    face_index::follow(&mut tx, world.exam, false).await.unwrap();
    enrol(&mut tx, &world, 1).await;
    assert_eq!((take_in(&mut tx, &world).await, claim(&mut tx, 0, 5).await.len()), (0, 0));
    face_index::follow(&mut tx, world.exam, true).await.unwrap();
    assert_eq!((take_in(&mut tx, &world).await, claim(&mut tx, 0, 5).await.len()), (1, 2));
    let collection = face_index::collections(&mut tx).await.unwrap()[0];
    assert_eq!((collection.exam_id, collection.made), (world.exam, true));
}

async fn an_opinion_is_put_into_the_details_of_its_alert(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let asked = Question {
        alert_id: id(),
        exam_id: world.exam,
        candidate_id: world.candidates[0],
        other_id: world.candidates[1],
        source: Source::Live,
        subject_id: Uuid::from_u128(7),
    };
    let alert = NewAlert {
        id: asked.alert_id,
        exam_id: Some(world.exam),
        kind: AlertKind::DuplicateFace,
        centre_id: Some(world.centre),
        candidate_id: Some(asked.candidate_id),
        operator_id: None,
        device_id: None,
        match_percentage: Some(99.5),
        offline: false,
        details: json!({ "alike": 1 }),
        occurred_at: NOW,
    };
    alerts::raise(&mut tx, alert).await.unwrap();
    face_opinions::ask(&mut tx, &asked, NOW).await.unwrap();
    face_opinions::ask(&mut tx, &asked, NOW).await.unwrap();
    let until = NOW.plus_seconds(60);
    let taken = face_opinions::claim(&mut tx, NOW, until).await.unwrap().unwrap();
    assert_eq!((taken.alert_id, taken.source, taken.subject_id), (asked.alert_id, Source::Live, asked.subject_id));
    assert!(face_opinions::claim(&mut tx, NOW, until).await.unwrap().is_none());
    face_opinions::postpone(&mut tx, asked.alert_id, NOW).await.unwrap();
    assert!(face_opinions::any_due(&mut tx, NOW).await.unwrap());
    face_opinions::answered(&mut tx, asked.alert_id, json!({ "similarity": 98.5 })).await.unwrap();
    let details = alerts::get(&mut tx, asked.alert_id).await.unwrap().unwrap().raised.details;
    assert_eq!(details, json!({ "alike": 1, "rekognition": { "similarity": 98.5 } }));
    assert!(!face_opinions::any_due(&mut tx, until).await.unwrap());
    face_opinions::answered(&mut tx, id(), json!({})).await.unwrap();
}
