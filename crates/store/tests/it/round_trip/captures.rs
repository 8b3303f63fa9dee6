//! What a record that was captured offline is judged by: where its candidate was, when a slot was active, and
//! whose turn it is.

use domain::{
    CandidateId, ExamId, Timestamp, UserId,
    slot::{SlotStatus, Turn},
    sync::{EntityType, RecordStatus},
};
use serde_json::json;
use store::{
    Db, Tx, candidate_places, candidates, imports,
    journal::{self, Event},
    slots,
    sync_records::{self, Judgement, Record},
    sync_scoring,
};
use uuid::Uuid;

use crate::{
    engines::on_both,
    world::{NOW, World, id},
};

on_both!(
    whoever_moves_a_candidate_writes_where_they_were,
    the_journal_tells_when_a_slot_was_set,
    every_operator_has_a_share_of_what_is_judged,
    what_is_to_be_scored_is_taken_once_and_not_when_it_was_decided,
);

async fn left(tx: &mut Tx, world: &World, since: Timestamp) -> Vec<(Timestamp, Uuid)> {
    let left = candidate_places::left_after(tx, world.exam, world.candidates[0], since).await.unwrap();
    left.into_iter().map(|place| (place.until, place.slot_id.0)).collect()
}

async fn whoever_moves_a_candidate_writes_where_they_were(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let candidate = candidates::get(&mut tx, world.exam, world.candidates[0]).await.unwrap().unwrap();
    let (noon, evening) = (NOW.plus_seconds(100), NOW.plus_seconds(200));
    // A correction is no move.
    candidates::update(&mut tx, &candidate, NOW).await.unwrap();
    assert!(left(&mut tx, &world, Timestamp(i64::MIN)).await.is_empty());
    let mut moved = candidate.clone();
    (moved.centre_id, moved.slot_id) = (world.other_centre, world.far_slot);
    candidates::update(&mut tx, &moved, noon).await.unwrap();
    // And back, by a roster.
    let known = imports::known_by_roll(&mut tx, world.exam, &[candidate.roll_number.as_str()]).await.unwrap();
    let mut entry = known[0].entry.clone();
    (entry.centre_id, entry.slot_id) = (world.centre.0, world.slot.0);
    imports::update(&mut tx, world.exam, std::slice::from_ref(&entry), evening).await.unwrap();
    let all = [(evening, world.far_slot.0), (noon, world.slot.0)];
    assert_eq!(left(&mut tx, &world, NOW).await, all);
    assert_eq!(left(&mut tx, &world, noon).await, all[..1]);
    let place = candidate_places::left_after(&mut tx, world.exam, world.candidates[0], noon).await.unwrap().remove(0);
    assert_eq!((place.centre_id, place.slot_end), (world.other_centre, candidate.slot_end));
}

async fn the_journal_tells_when_a_slot_was_set(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let turned = |at: Timestamp, from: &str, to: &str| Event {
        exam_id: Some(world.exam),
        slot_id: Some(world.slot),
        data: json!({ "from": from, "to": to }).to_string(),
        ..Event::new(id(), at, "update_slot", "done")
    };
    let (one, two) = (NOW.plus_seconds(10), NOW.plus_seconds(20));
    for event in [turned(one, "scheduled", "active"), turned(two, "active", "completed")] {
        journal::append(&mut tx, event, b"seal").await.unwrap();
    }
    let all = [Turn { at: one, from: SlotStatus::Scheduled }, Turn { at: two, from: SlotStatus::Active }];
    assert_eq!(slots::turns(&mut tx, world.slot, NOW).await.unwrap(), all);
    assert_eq!(slots::turns(&mut tx, world.slot, two).await.unwrap(), all[1..]);
    assert!(slots::turns(&mut tx, world.far_slot, NOW).await.unwrap().is_empty());
}

fn record(exam: ExamId, operator: UserId, captured: i64) -> Record {
    Record {
        id: id(),
        exam_id: exam,
        record_id: id(),
        digest: vec![7; 32],
        reused: false,
        entity_type: EntityType::Fingerprint,
        candidate_id: None,
        centre_id: None,
        payload: json!({}),
        inspected: json!({}),
        blob_id: None,
        operator_id: operator,
        proof: "none".into(),
        token_issued_at: None,
        uploaded_by: operator,
        session_id: id(),
        device_id: None,
        captured_at: NOW.plus_seconds(captured),
        received_at: NOW.plus_seconds(captured),
        clock_offset: 0,
        status: RecordStatus::Pending,
        code: None,
        error: None,
        entity_ref: None,
        conflict_id: None,
        judged_at: None,
        decided: None,
    }
}

async fn judge(tx: &mut Tx, id: Uuid, candidate: CandidateId, now: Timestamp) {
    let waits = Judgement {
        candidate_id: Some(candidate),
        centre_id: None,
        status: RecordStatus::Pending,
        code: Some("ATTENDANCE_REQUIRED".into()),
        error: None,
        entity_ref: None,
        conflict_id: None,
    };
    sync_records::judge(tx, id, &waits, now).await.unwrap();
}

async fn every_operator_has_a_share_of_what_is_judged(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let many: Vec<Record> = (0..6).map(|number| record(world.exam, world.operator, number)).collect();
    let one = record(world.exam, world.admin, 100);
    for record in many.iter().chain([&one]) {
        assert!(sync_records::insert(&mut tx, record).await.unwrap());
    }
    let ids = |records: Vec<Record>| records.iter().map(|record| record.id).collect::<Vec<_>>();
    let late = NOW.plus_seconds(1000);
    let unjudged = ids(sync_records::unjudged(&mut tx, late, 3).await.unwrap());
    assert_eq!(unjudged, [many[0].id, one.id, many[1].id]);
    let candidate = world.candidates[0];
    for (number, record) in many.iter().chain([&one]).enumerate() {
        judge(&mut tx, record.id, candidate, NOW.plus_seconds(i64::try_from(number).unwrap())).await;
    }
    let page = ids(sync_records::waiting(&mut tx, world.exam, candidate, 3).await.unwrap());
    assert_eq!(page, [many[0].id, many[1].id, one.id]);
    // Those that had their turn come last.
    for record in &many[..2] {
        judge(&mut tx, record.id, candidate, late).await;
    }
    let page = ids(sync_records::waiting(&mut tx, world.exam, candidate, 3).await.unwrap());
    assert_eq!(page, [many[2].id, many[3].id, one.id]);
}

async fn what_is_to_be_scored_is_taken_once_and_not_when_it_was_decided(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let scoring = |operator, number| Record { code: Some("SCORING".into()), ..record(world.exam, operator, number) };
    let many: Vec<Record> = (0..4).map(|number| scoring(world.operator, number)).collect();
    let (one, plain) = (scoring(world.admin, 100), record(world.exam, world.admin, 101));
    for record in many.iter().chain([&one, &plain]) {
        assert!(sync_records::insert(&mut tx, record).await.unwrap());
    }
    let discarded = Judgement {
        candidate_id: None,
        centre_id: None,
        status: RecordStatus::Superseded,
        code: Some("SCORING".into()),
        error: None,
        entity_ref: None,
        conflict_id: None,
    };
    sync_records::judge(&mut tx, many[0].id, &discarded, NOW).await.unwrap();
    assert_eq!(sync_scoring::count(&mut tx).await.unwrap(), 4);
    // The job that looks for what nobody judged leaves these to their queue.
    let unjudged = sync_records::unjudged(&mut tx, NOW.plus_seconds(1000), 9).await.unwrap();
    assert_eq!(unjudged.iter().map(|record| record.id).collect::<Vec<_>>(), [plain.id]);
    let (now, stale) = (NOW.plus_seconds(200), NOW.plus_seconds(80));
    let ids = |records: Vec<Record>| records.iter().map(|record| record.id).collect::<Vec<_>>();
    assert_eq!(ids(sync_scoring::take(&mut tx, now, stale, 2).await.unwrap()), [many[1].id, one.id]);
    assert_eq!(ids(sync_scoring::take(&mut tx, now, stale, 9).await.unwrap()), [many[2].id, many[3].id]);
    assert!(sync_scoring::take(&mut tx, now, stale, 9).await.unwrap().is_empty());
    // Whoever took them is gone.
    let later = sync_scoring::take(&mut tx, now.plus_seconds(200), now.plus_seconds(1), 9).await.unwrap();
    assert_eq!(ids(later), [many[1].id, many[2].id, many[3].id, one.id]);
}
