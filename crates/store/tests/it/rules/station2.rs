//! Nothing of station 2 without a completed, eligible attendance of the same candidate, and each once.

use domain::{
    AttendanceId, CandidateId,
    attendance::AttendanceStatus::{Completed, Skipped},
};
use store::{Arg, Db, Statement, args};
use uuid::Uuid;

use crate::{
    engines::{on_both, raw, refused, run},
    world::{NOW, World, id},
};

on_both!(
    nothing_without_a_completed_eligible_attendance,
    an_attendance_stays_under_what_stands_on_it,
    each_is_there_once,
    a_kept_attempt_is_whole,
    verified_or_overridden_never_both_never_neither,
);

/// One for each table of station 2; the same parameters, see [`row`].
const INSERTS: [(&str, &Statement); 3] = [
    (
        "face attempt",
        raw!(
            "INSERT INTO face_attempt (id, exam_id, candidate_id, attendance_id, attendance_status, biometric_eligible,
                 operator_id, number, state, reserved_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 1, 'reserved', $8)"
        ),
    ),
    (
        "fingerprint",
        raw!(
            "INSERT INTO fingerprint (id, exam_id, candidate_id, attendance_id, attendance_status, biometric_eligible,
                 operator_id, captured_at, exception_reason)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'bandaged')"
        ),
    ),
    (
        "biometric",
        raw!(
            "INSERT INTO biometric (id, exam_id, candidate_id, attendance_id, attendance_status, biometric_eligible,
                 operator_id, verified, overridden, completed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, TRUE, FALSE, $8)"
        ),
    ),
];

fn row(
    world: &World,
    candidate: CandidateId,
    attendance: Option<AttendanceId>,
    status: &str,
    eligible: bool,
) -> Vec<Arg> {
    args![id::<Uuid>(), world.exam, candidate, attendance, status, eligible, world.operator, NOW]
}

async fn nothing_without_a_completed_eligible_attendance(db: Db) {
    let world = World::make(&db).await;
    let [unmarked, skipped, done, ineligible] = world.candidates[..] else { unreachable!() };
    let skip = Some(world.mark(&db, skipped, Skipped).await.id);
    let mark = Some(world.mark(&db, done, Completed).await.id);
    let without_leave = Some(world.mark_ineligible(&db, ineligible).await);
    let foreign = CandidateId(id());
    for (what, insert) in INSERTS {
        for (rule, candidate, attendance, status, eligible) in [
            ("no attendance", unmarked, None, "completed", true),
            ("an attendance that is not there", unmarked, Some(id()), "completed", true),
            ("a skipped one that says completed", skipped, skip, "completed", true),
            ("a skipped one", skipped, skip, "skipped", false),
            ("another candidate's", unmarked, mark, "completed", true),
            ("a stranger with another's", foreign, mark, "completed", true),
            ("an ineligible one that says eligible", ineligible, without_leave, "completed", true),
            ("an ineligible one", ineligible, without_leave, "completed", false),
            ("one's own, called skipped", done, mark, "skipped", true),
        ] {
            let row = row(&world, candidate, attendance, status, eligible);
            refused(&db, &format!("{what} with {rule}"), insert, row).await;
        }
        assert_eq!(run(&db, insert, row(&world, done, mark, "completed", true)).await.unwrap(), 1, "{what}");
    }
}

async fn an_attendance_stays_under_what_stands_on_it(db: Db) {
    let world = World::make(&db).await;
    for ((what, insert), candidate) in INSERTS.into_iter().zip(&world.candidates) {
        let mark = world.mark(&db, *candidate, Completed).await.id;
        run(&db, insert, row(&world, *candidate, Some(mark), "completed", true)).await.unwrap();
        for change in [
            raw!("DELETE FROM attendance WHERE id = $1"),
            raw!("UPDATE attendance SET biometric_eligible = FALSE WHERE id = $1"),
            raw!(
                "UPDATE attendance SET status = 'skipped', checkpoint = FALSE, biometric_eligible = FALSE,
                     completed_at = NULL WHERE id = $1"
            ),
        ] {
            refused(&db, &format!("{what}: {}", change.sqlite), change, args![mark]).await;
        }
        let move_it = raw!("UPDATE attendance SET candidate_id = $2 WHERE id = $1");
        refused(&db, what, move_it, args![mark, world.candidates[3]]).await;
        let hand_over = raw!("UPDATE attendance SET operator_id = $2 WHERE id = $1");
        assert_eq!(run(&db, hand_over, args![mark, world.admin]).await.unwrap(), 1);
    }
}

async fn each_is_there_once(db: Db) {
    let world = World::make(&db).await;
    let candidate = world.candidates[0];
    let mark = Some(world.mark(&db, candidate, Completed).await.id);
    for (what, insert) in INSERTS {
        run(&db, insert, row(&world, candidate, mark, "completed", true)).await.unwrap();
        // Of face attempts: a second one of the same number.
        refused(&db, &format!("a second {what}"), insert, row(&world, candidate, mark, "completed", true)).await;
    }
}

async fn a_kept_attempt_is_whole(db: Db) {
    let world = World::make(&db).await;
    let mark = Some(world.mark(&db, world.candidates[0], Completed).await.id);
    run(&db, INSERTS[0].1, row(&world, world.candidates[0], mark, "completed", true)).await.unwrap();
    for statement in [
        raw!("UPDATE face_attempt SET state = 'kept'"),
        raw!("UPDATE face_attempt SET match_percentage = 100.01"),
        raw!("UPDATE face_attempt SET match_percentage = -0.01"),
        raw!("UPDATE face_attempt SET number = 0"),
    ] {
        refused(&db, statement.sqlite, statement, vec![]).await;
    }
}

async fn verified_or_overridden_never_both_never_neither(db: Db) {
    let world = World::make(&db).await;
    let mark = Some(world.mark(&db, world.candidates[0], Completed).await.id);
    run(&db, INSERTS[2].1, row(&world, world.candidates[0], mark, "completed", true)).await.unwrap();
    for statement in [
        raw!("UPDATE biometric SET overridden = TRUE, override_reason = 'x'"),
        raw!("UPDATE biometric SET verified = FALSE"),
        raw!("UPDATE biometric SET verified = FALSE, overridden = TRUE"),
        raw!("UPDATE biometric SET override_reason = 'x'"),
    ] {
        refused(&db, statement.sqlite, statement, vec![]).await;
    }
    let overridden = raw!("UPDATE biometric SET verified = FALSE, overridden = TRUE, override_reason = 'x'");
    assert_eq!(run(&db, overridden, vec![]).await.unwrap(), 1);
}
