//! Alerts, searches for faces, and the outbox: each is taken once.

use domain::{
    Timestamp, UserId,
    alert::{AlertKind, SIMILAR_ALERTS, SIMILAR_SECONDS},
    order::{AlertSort, Sorting},
};
use serde_json::json;
use store::{
    Db, Page, Tx,
    alert_lists::{self, AlertFilter},
    alerts::{self, NewAlert},
    enrolments,
    face_searches::{self, Source},
    notices,
};
use uuid::Uuid;

use crate::{
    engines::on_both,
    world::{NOW, World, blob, id},
};

on_both!(
    an_alert_comes_back_whole_and_is_reviewed_once,
    what_is_alike_is_counted_once_there_are_enough,
    faces_get_places_after_their_commit,
    searches_are_taken_once_and_again_after_their_lease,
    a_pair_is_noted_once,
    a_notice_is_laid_in_once_and_taken_until_it_is_sent,
);

const NEWEST: Sorting<AlertSort> = Sorting { by: AlertSort::OccurredAt, descending: true };

fn alert(world: &World, operator: Option<UserId>) -> NewAlert {
    NewAlert {
        id: id(),
        exam_id: Some(world.exam),
        kind: AlertKind::InvalidPhoto,
        centre_id: Some(world.centre),
        candidate_id: Some(world.candidates[0]),
        operator_id: operator,
        device_id: Some("desk".into()),
        match_percentage: Some(12.25),
        offline: true,
        details: json!({ "code": "X" }),
        occurred_at: NOW,
    }
}

async fn an_alert_comes_back_whole_and_is_reviewed_once(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let raised = alert(&world, Some(world.operator));
    alerts::raise(&mut tx, raised.clone()).await.unwrap();
    alerts::raise(&mut tx, NewAlert { exam_id: None, candidate_id: None, ..alert(&world, None) }).await.unwrap();
    alerts::explain(&mut tx, raised.id, "because").await.unwrap();
    let read = alerts::get(&mut tx, raised.id).await.unwrap().unwrap();
    assert_eq!(format!("{:?}", read.raised), format!("{raised:?}"));
    assert_eq!((read.reason.as_deref(), read.repeats), (Some("because"), 0));
    assert_eq!(read.candidate_centre, Some(world.centre));
    assert_eq!(read.roll_number.unwrap().as_str(), "R-0001");
    for (note, changed) in [("first", true), ("second", false)] {
        assert_eq!(alerts::review(&mut tx, raised.id, world.admin, note, NOW).await.unwrap(), changed);
    }
    let read = alerts::get(&mut tx, raised.id).await.unwrap().unwrap();
    assert_eq!(read.review, Some((world.admin, NOW, "first".to_owned())));
    let page = Page { after: None, limit: 10 };
    let of = async |tx: &mut Tx, filter| alert_lists::list(tx, &filter, NEWEST, page).await.unwrap().len();
    assert_eq!(of(&mut tx, AlertFilter::default()).await, 2);
    assert_eq!(of(&mut tx, AlertFilter { exam: Some(world.exam), ..AlertFilter::default() }).await, 1);
    assert_eq!(of(&mut tx, AlertFilter { exam: Some(world.other_exam), ..AlertFilter::default() }).await, 0);
}

async fn repeated(tx: &mut Tx, alert: &NewAlert) -> bool {
    let alike = alerts::ask_alike(alert.into()).list(tx).await.unwrap();
    alerts::repeat(tx, &alike).await.unwrap()
}

async fn what_is_alike_is_counted_once_there_are_enough(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let of = |kind, candidate: usize| NewAlert {
        id: id(),
        kind,
        candidate_id: Some(world.candidates[candidate]),
        ..alert(&world, Some(world.operator))
    };
    for _ in 0..SIMILAR_ALERTS {
        for kind in [AlertKind::FaceMismatch, AlertKind::InvalidPhoto] {
            assert!(!repeated(&mut tx, &of(kind, 0)).await);
            alerts::raise(&mut tx, of(kind, 0)).await.unwrap();
        }
    }
    let again = of(AlertKind::FaceMismatch, 0);
    assert!(repeated(&mut tx, &again).await);
    // Of another candidate it is another story, unless it is the operator's own.
    assert!(!repeated(&mut tx, &of(AlertKind::FaceMismatch, 1)).await);
    assert!(repeated(&mut tx, &of(AlertKind::InvalidPhoto, 1)).await);
    for other in [
        NewAlert { occurred_at: NOW.plus_seconds(SIMILAR_SECONDS), ..again.clone() },
        NewAlert { operator_id: Some(world.admin), ..again.clone() },
        NewAlert { operator_id: None, ..again.clone() },
        NewAlert { centre_id: None, ..again.clone() },
        NewAlert { candidate_id: None, ..again.clone() },
        NewAlert { exam_id: None, candidate_id: None, ..again.clone() },
        of(AlertKind::OperatorFace, 0),
    ] {
        assert!(!repeated(&mut tx, &other).await, "{other:?}");
    }
    let filter = AlertFilter { kind: Some(AlertKind::FaceMismatch), ..AlertFilter::default() };
    let found = alert_lists::list(&mut tx, &filter, NEWEST, Page { after: None, limit: 100 }).await.unwrap();
    let repeats: Vec<u32> = found.iter().map(|one| one.repeats).collect();
    assert_eq!(repeats, [1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    // A reviewed one is done with.
    for one in &found {
        assert!(alerts::review(&mut tx, one.raised.id, world.admin, "seen", NOW).await.unwrap());
    }
    assert!(!repeated(&mut tx, &again).await);
    alerts::take_turns(&mut tx, again.kind, world.operator).await.unwrap();
    assert!(alerts::is_told(&mut tx, world.exam, world.candidates[0], again.kind).await.unwrap());
    assert!(!alerts::is_told(&mut tx, world.exam, world.candidates[1], again.kind).await.unwrap());
}

async fn enrol(tx: &mut Tx, world: &World, candidate: usize) -> enrolments::Enrolment {
    let face = enrolments::Enrolment {
        id: id(),
        exam_id: world.exam,
        candidate_id: world.candidates[candidate],
        blob_id: blob(tx, world.exam).await,
        photo_sha256: vec![4; 32],
        embedding: vec![candidate as u8],
        likeness: None,
        quality: json!({}),
        engine: "local".into(),
        model: "m1".into(),
        enrolled_at: NOW,
        enrolled_by: world.admin,
    };
    enrolments::put(tx, &face, &[4; 32]).await.unwrap();
    face
}

async fn faces_get_places_after_their_commit(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    for candidate in 0..3 {
        enrol(&mut tx, &world, candidate).await;
    }
    assert!(enrolments::any_unplaced(&mut tx).await.unwrap());
    let counts = [enrolments::place(&mut tx, 2).await.unwrap(), enrolments::place(&mut tx, 2).await.unwrap()];
    assert_eq!(counts, [2, 1]);
    assert!(!enrolments::any_unplaced(&mut tx).await.unwrap());
    let after = async |tx: &mut Tx, place| {
        let faces = enrolments::after(tx, world.exam, "m1", place, 10).await.unwrap();
        faces.iter().map(|face| (face.place, face.embedding[0])).collect::<Vec<_>>()
    };
    assert_eq!(after(&mut tx, 0).await, [(1, 0), (2, 1), (3, 2)]);
    enrol(&mut tx, &world, 1).await; // anew
    assert_eq!(after(&mut tx, 0).await, [(1, 0), (3, 2)]);
    assert_eq!(enrolments::place(&mut tx, 10).await.unwrap(), 1);
    assert_eq!(after(&mut tx, 3).await, [(4, 1)]);
    assert!(enrolments::after(&mut tx, world.exam, "m2", 0, 10).await.unwrap().is_empty());
}

fn search(world: &World, embedding: Option<Vec<u8>>) -> face_searches::Search {
    face_searches::Search {
        id: id(),
        exam_id: world.exam,
        candidate_id: world.candidates[0],
        embedding,
        model: "m1".into(),
        operator_id: world.operator,
        device_id: Some("desk".into()),
        offline: true,
    }
}

async fn searches_are_taken_once_and_again_after_their_lease(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let asked = [search(&world, Some(vec![1, 2])), search(&world, None), search(&world, None)];
    for one in asked.iter().chain(&asked) {
        face_searches::put(&mut tx, one).await.unwrap();
    }
    assert_eq!(face_searches::waiting(&mut tx, 10).await.unwrap(), 3);
    assert_eq!(face_searches::next_exam(&mut tx, NOW).await.unwrap(), Some(world.exam));
    tx.commit().await.unwrap();
    let later = NOW.plus_seconds(60);
    let take = async |now: Timestamp, limit| {
        let mut tx = db.begin().await.unwrap();
        let taken = face_searches::claim(&mut tx, world.exam, now, later, limit).await.unwrap();
        tx.commit().await.unwrap();
        taken
    };
    let (first, second) = (take(NOW, 2).await, take(NOW, 2).await);
    assert_eq!(format!("{:?}", [first, second].concat()), format!("{asked:?}"));
    assert!(take(NOW, 2).await.is_empty());
    let mut tx = db.begin().await.unwrap();
    assert_eq!(face_searches::next_exam(&mut tx, NOW).await.unwrap(), None);
    assert!(face_searches::done(&mut tx, asked[0].id).await.unwrap());
    assert!(!face_searches::done(&mut tx, asked[0].id).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(take(later, 9).await.len(), 2);
}

async fn a_pair_is_noted_once(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let [a, b] = [world.candidates[0], world.candidates[1]];
    let mut found = Vec::new();
    for (pair, source) in [
        ((a, b), Source::Live),
        ((a, b), Source::Live),
        ((b, a), Source::Live),
        ((b, a), Source::Enrolled),
        ((a, b), Source::Enrolled),
    ] {
        found.push(face_searches::found(&mut tx, world.exam, pair, source, NOW).await.unwrap());
    }
    // Whose face was shown makes a difference; of two photographs there is none.
    assert_eq!(found, [true, false, true, true, false]);
}

async fn a_notice_is_laid_in_once_and_taken_until_it_is_sent(db: Db) {
    let mut tx = db.begin().await.unwrap();
    let notice = |number: u128| notices::Notice {
        id: Uuid::from_u128(number),
        kind: "checkpoint".into(),
        exam_id: None,
        subject: Some("7".into()),
        payload: json!({ "size": 7 }),
        created_at: NOW.plus_seconds(-5),
        attempts: 0,
    };
    for number in [1, 2, 2] {
        notices::put(&mut tx, &notice(number)).await.unwrap();
    }
    assert_eq!(notices::waiting(&mut tx).await.unwrap(), (2, Some(NOW.plus_seconds(-5))));
    let until = NOW.plus_seconds(60);
    let taken = notices::claim(&mut tx, NOW, until, 1).await.unwrap();
    assert_eq!(format!("{taken:?}"), format!("{:?}", [notices::Notice { attempts: 1, ..notice(1) }]));
    assert_eq!(notices::claim(&mut tx, NOW, until, 9).await.unwrap()[0].id, notice(2).id);
    assert!(!notices::any_due(&mut tx, NOW).await.unwrap());
    notices::failed(&mut tx, notice(1).id, "io", NOW.plus_seconds(5)).await.unwrap();
    notices::sent(&mut tx, notice(2).id, NOW).await.unwrap();
    let again = notices::claim(&mut tx, until, until.plus_seconds(60), 9).await.unwrap();
    assert_eq!(again.iter().map(|it| (it.id, it.attempts)).collect::<Vec<_>>(), [(notice(1).id, 2)]);
    assert_eq!(notices::purge(&mut tx, NOW).await.unwrap(), 0);
    assert_eq!(notices::purge(&mut tx, NOW.plus_seconds(1)).await.unwrap(), 1);
    assert_eq!(notices::waiting(&mut tx).await.unwrap().0, 1);
    let cursor = notices::hold_cursor(&mut tx).await.unwrap();
    assert!(!notices::behind(&mut tx).await.unwrap());
    notices::move_cursor(&mut tx, cursor + 3).await.unwrap();
    assert_eq!(notices::hold_cursor(&mut tx).await.unwrap(), cursor + 3);
}
