//! Attendance: marked, completed later, handed over, taken back.

use domain::attendance::AttendanceStatus::{Completed, Skipped};
use store::{Db, attendance, history};

use crate::{
    engines::{count, on_both, raw},
    world::{NOW, World, id},
};

on_both!(marked_completed_handed_over_and_taken_back);

async fn marked_completed_handed_over_and_taken_back(db: Db) {
    let world = World::make(&db).await;
    let [one, other, ..] = world.candidates[..] else { unreachable!() };
    let later = NOW.plus_seconds(90);
    let mut tx = db.begin().await.unwrap();
    assert_eq!(attendance::of(&mut tx, world.exam, one).await.unwrap(), None);
    let mut skipped = world.attendance(one, Skipped);
    assert!(written!(tx, attendance::insert(&mut tx, &skipped, NOW)));
    assert!(!written!(tx, attendance::insert(&mut tx, &world.attendance(one, Completed), NOW)));
    assert_eq!(attendance::of(&mut tx, world.exam, one).await.unwrap().as_ref(), Some(&skipped));

    assert!(attendance::complete(&mut tx, skipped.id, world.admin, later, later).await.unwrap());
    assert!(!attendance::complete(&mut tx, skipped.id, world.admin, later, later).await.unwrap());
    skipped.status = Completed;
    (skipped.checkpoint, skipped.biometric_eligible) = (true, true);
    (skipped.completed_at, skipped.operator_id) = (Some(later), world.admin);
    let marked = attendance::get(&mut tx, skipped.id).await.unwrap().unwrap();
    assert_eq!((&marked.attendance, marked.marked_by, marked.marked_at), (&skipped, world.admin, later));

    attendance::hand_over(&mut tx, skipped.id, world.operator).await.unwrap();
    let marked = attendance::get(&mut tx, skipped.id).await.unwrap().unwrap();
    assert_eq!((marked.attendance.operator_id, marked.marked_by), (world.operator, world.admin));

    let record = serde_json::to_value(&marked.attendance).unwrap();
    let replaced = history::Replaced {
        exam_id: world.exam,
        candidate_id: one,
        entity_type: "attendance",
        entity_id: skipped.id.0,
        record,
        reason: "wrong person",
    };
    history::keep(&mut tx, id(), replaced, world.operator, later).await.unwrap();
    assert!(attendance::delete(&mut tx, skipped.id).await.unwrap());
    assert!(!attendance::delete(&mut tx, skipped.id).await.unwrap());
    assert_eq!(attendance::of(&mut tx, world.exam, one).await.unwrap(), None);
    let kept = raw!("SELECT COUNT(*) AS n FROM record_history WHERE record ->> 'status' = 'completed'");
    assert_eq!(count(&mut tx, kept, vec![]).await, 1);
    assert_eq!(attendance::of(&mut tx, world.exam, other).await.unwrap(), None);
}
