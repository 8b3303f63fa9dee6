//! Attendance: one a candidate, in a slot that is the exam's and the centre's.

use domain::attendance::AttendanceStatus::{Completed, Skipped};
use store::{Arg, Db, args};

use crate::{
    engines::{on_both, raw, refused, run},
    world::{NOW, World, id},
};

on_both!(
    a_second_one_is_refused,
    a_candidate_sits_in_a_slot_of_their_exam_and_centre,
    an_attendance_is_in_a_slot_of_its_exam_and_centre,
    status_checkpoint_and_eligibility_go_together,
);

const INSERT: &store::Statement = raw!(
    "INSERT INTO attendance (id, exam_id, candidate_id, centre_id, slot_id, operator_id, marked_by, marked_at, status,
         checkpoint, biometric_eligible, completed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $6, $7, 'completed', TRUE, TRUE, $7)"
);

fn row(world: &World, slot: domain::SlotId) -> Vec<Arg> {
    args![id::<uuid::Uuid>(), world.exam, world.candidates[0], world.centre, slot, world.operator, NOW]
}

async fn a_second_one_is_refused(db: Db) {
    let world = World::make(&db).await;
    for first in [Completed, Skipped] {
        let mark = world.mark(&db, world.candidates[0], first).await;
        refused(&db, "a second attendance", INSERT, row(&world, world.slot)).await;
        run(&db, raw!("DELETE FROM attendance WHERE id = $1"), args![mark.id]).await.unwrap();
    }
    assert_eq!(run(&db, INSERT, row(&world, world.slot)).await.unwrap(), 1);
}

async fn a_candidate_sits_in_a_slot_of_their_exam_and_centre(db: Db) {
    let world = World::make(&db).await;
    let insert = raw!(
        "INSERT INTO candidate (id, exam_id, centre_id, slot_id, roll_number, name, father_name, dob, created_at,
             updated_at)
         VALUES ($1, $2, $3, $4, 'X', 'X', 'X', '2004-02-29', $5, $5)"
    );
    for (rule, centre, slot) in [
        ("a slot of another exam", world.centre, world.foreign_slot),
        ("a slot of another centre", world.centre, world.far_slot),
        ("a centre that is not the slot's", world.other_centre, world.slot),
        ("no such slot", world.centre, id()),
    ] {
        refused(&db, rule, insert, args![id::<uuid::Uuid>(), world.exam, centre, slot, NOW]).await;
        let update = raw!("UPDATE candidate SET centre_id = $2, slot_id = $3 WHERE id = $1");
        refused(&db, rule, update, args![world.candidates[0], centre, slot]).await;
    }
    let fine = args![id::<uuid::Uuid>(), world.exam, world.other_centre, world.far_slot, NOW];
    assert_eq!(run(&db, insert, fine).await.unwrap(), 1);
}

async fn an_attendance_is_in_a_slot_of_its_exam_and_centre(db: Db) {
    let world = World::make(&db).await;
    refused(&db, "another exam's slot", INSERT, row(&world, world.foreign_slot)).await;
    refused(&db, "another centre's slot", INSERT, row(&world, world.far_slot)).await;
    let mut stranger = row(&world, world.slot);
    stranger[2] = id::<uuid::Uuid>().into();
    refused(&db, "no such candidate", INSERT, stranger).await;
}

async fn status_checkpoint_and_eligibility_go_together(db: Db) {
    let world = World::make(&db).await;
    let done = world.mark(&db, world.candidates[0], Completed).await.id;
    let skipped = world.mark(&db, world.candidates[1], Skipped).await.id;
    for (id, statement) in [
        (done, raw!("UPDATE attendance SET checkpoint = FALSE WHERE id = $1")),
        (done, raw!("UPDATE attendance SET completed_at = NULL WHERE id = $1")),
        (done, raw!("UPDATE attendance SET status = 'skipped' WHERE id = $1")),
        (skipped, raw!("UPDATE attendance SET biometric_eligible = TRUE WHERE id = $1")),
        (skipped, raw!("UPDATE attendance SET checkpoint = TRUE WHERE id = $1")),
        (skipped, raw!("UPDATE attendance SET completed_at = 5 WHERE id = $1")),
    ] {
        refused(&db, statement.sqlite, statement, args![id]).await;
    }
}
