//! Values outside of their lists, and unique names.

use domain::attendance::AttendanceStatus::Completed;
use store::{Db, args, imports};

use crate::{
    engines::{on_both, raw, raw_of, refused, run},
    world::{NOW, World, blob, entry, id},
};

on_both!(only_the_values_that_the_program_knows, numbers_in_their_ranges, names_are_unique);

async fn only_the_values_that_the_program_knows(db: Db) {
    let world = World::make(&db).await;
    world.mark(&db, world.candidates[0], Completed).await;
    world.scan(&db, &["S1"]).await;
    fill(&db, &world).await;
    for (table, column) in [
        ("account", "role"),
        ("slot", "status"),
        ("attendance", "status"),
        ("face_attempt", "state"),
        ("face_attempt", "attendance_status"),
        ("fingerprint", "attendance_status"),
        ("biometric", "attendance_status"),
        ("omr_sheet", "status"),
        ("omr_sheet", "barcode_read"),
        ("omr_sheet", "attendance_status"),
        ("alert", "severity"),
        ("alert", "mode"),
        ("alert", "status"),
        ("journal", "outcome"),
    ] {
        for value in ["nonsense", "", "Completed", "COMPLETED"] {
            let update = raw_of(format!("UPDATE {table} SET {column} = '{value}'"));
            refused(&db, update.sqlite, update, vec![]).await;
        }
    }
}

/// A row in each table that has none yet: an UPDATE without rows is never refused.
async fn fill(db: &Db, world: &World) {
    let mark = raw!(
        "INSERT INTO face_attempt (id, exam_id, candidate_id, attendance_id, attendance_status, biometric_eligible,
             operator_id, number, state, reserved_at)
         SELECT $1, exam_id, candidate_id, id, 'completed', TRUE, operator_id, 1, 'reserved', $2 FROM attendance"
    );
    let finger = raw!(
        "INSERT INTO fingerprint (id, exam_id, candidate_id, attendance_id, attendance_status, biometric_eligible,
             operator_id, captured_at, exception_reason)
         SELECT $1, exam_id, candidate_id, id, 'completed', TRUE, operator_id, $2, 'bandaged' FROM attendance"
    );
    let close = raw!(
        "INSERT INTO biometric (id, exam_id, candidate_id, attendance_id, attendance_status, biometric_eligible,
             operator_id, verified, overridden, completed_at)
         SELECT $1, exam_id, candidate_id, id, 'completed', TRUE, operator_id, TRUE, FALSE, $2 FROM attendance"
    );
    let event = raw!("INSERT INTO journal (id, occurred_at, action, outcome, data) VALUES ($1, $2, 'x', 'done', '{}')");
    for insert in [mark, finger, close, event] {
        assert_eq!(run(db, insert, args![id::<uuid::Uuid>(), NOW]).await.unwrap(), 1);
    }
    let alert = raw!(
        "INSERT INTO alert (id, exam_id, kind, severity, details, mode, status, occurred_at)
         VALUES ($1, $2, 'face_mismatch', 'high', '{}', 'online', 'open', $3)"
    );
    run(db, alert, args![id::<uuid::Uuid>(), world.exam, NOW]).await.unwrap();
}

async fn numbers_in_their_ranges(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    blob(&mut tx, world.exam).await;
    tx.commit().await.unwrap();
    let supervisor = raw!("UPDATE account SET role = 'supervisor', centre_id = NULL WHERE id = $1");
    refused(&db, "a supervisor without a centre", supervisor, args![world.operator]).await;
    for statement in [
        raw!("UPDATE slot SET max_candidates = 0"),
        raw!("UPDATE slot SET end_time = start_time"),
        raw!("UPDATE blob SET size = -1"),
    ] {
        refused(&db, statement.sqlite, statement, vec![]).await;
    }
}

async fn names_are_unique(db: Db) {
    let world = World::make(&db).await;
    let again = [entry(1, world.centre, world.slot)];
    let mut tx = db.begin().await.unwrap();
    let taken = imports::insert(&mut tx, world.exam, &again, NOW).await;
    assert!(matches!(taken, Err(store::StoreError::Constraint(_))), "{taken:?}");
    drop(tx);
    let mut tx = db.begin().await.unwrap();
    let elsewhere = [entry(1, world.centre, world.foreign_slot)];
    imports::insert(&mut tx, world.other_exam, &elsewhere, NOW).await.unwrap();
    tx.commit().await.unwrap();
    for statement in [
        raw!("UPDATE account SET username = 'same'"),
        raw!("UPDATE exam SET code = 'same'"),
        raw!("UPDATE centre SET code = 'same'"),
        raw!("UPDATE candidate SET roll_number = 'same'"),
    ] {
        refused(&db, statement.sqlite, statement, vec![]).await;
    }
}
