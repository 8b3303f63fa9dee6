//! One sheet a candidate, one candidate a sheet, and a void sheet for ever.

use domain::{
    AttendanceId, CandidateId,
    attendance::AttendanceStatus::{Completed, Skipped},
};
use store::{Arg, Db, Statement, args};

use crate::{
    engines::{on_both, raw, refused, run},
    world::{NOW, World, blob, id},
};

on_both!(
    no_binding_without_a_completed_eligible_attendance,
    an_attendance_stays_under_a_binding,
    one_sheet_a_candidate_one_candidate_a_sheet,
    a_void_sheet_never_changes,
    a_sheet_moves_forward,
    further_pictures_are_numbered_and_differ,
);

const BIND: &Statement = raw!(
    "UPDATE omr_sheet SET status = 'validated', candidate_id = $3, attendance_id = $4, attendance_status = $5,
         biometric_eligible = $6, validated_by = $7, validated_at = $8 WHERE exam_id = $1 AND barcode = $2"
);
const VOID: &Statement = raw!(
    "UPDATE omr_sheet SET status = 'void', attendance_id = NULL, attendance_status = NULL, biometric_eligible = NULL,
         void_reason = 'torn' WHERE exam_id = $1 AND barcode = $2"
);

fn binding(world: &World, barcode: &str, candidate: CandidateId, attendance: Option<AttendanceId>) -> Vec<Arg> {
    args![world.exam, barcode, candidate, attendance, "completed", true, world.operator, NOW]
}

async fn no_binding_without_a_completed_eligible_attendance(db: Db) {
    let world = World::make(&db).await;
    let [unmarked, skipped, done, ineligible] = world.candidates[..] else { unreachable!() };
    let skip = world.mark(&db, skipped, Skipped).await.id;
    let mark = world.mark(&db, done, Completed).await.id;
    let without_leave = world.mark_ineligible(&db, ineligible).await;
    world.scan(&db, &["S1"]).await;
    for (rule, candidate, attendance) in [
        ("no attendance", unmarked, None),
        ("one that is not there", unmarked, Some(id())),
        ("a skipped one", skipped, Some(skip)),
        ("another candidate's", unmarked, Some(mark)),
        ("an ineligible one", ineligible, Some(without_leave)),
    ] {
        refused(&db, rule, BIND, binding(&world, "S1", candidate, attendance)).await;
    }
    for (place, value) in [(4, Arg::from("skipped")), (4, Arg::Text(None)), (5, false.into()), (5, Arg::Bool(None))] {
        let mut row = binding(&world, "S1", done, Some(mark));
        row[place] = value;
        refused(&db, "a binding that does not say it", BIND, row).await;
    }
    assert_eq!(run(&db, BIND, binding(&world, "S1", done, Some(mark))).await.unwrap(), 1);
}

async fn an_attendance_stays_under_a_binding(db: Db) {
    let world = World::make(&db).await;
    let mark = world.mark(&db, world.candidates[0], Completed).await.id;
    world.scan(&db, &["S1"]).await;
    run(&db, BIND, binding(&world, "S1", world.candidates[0], Some(mark))).await.unwrap();
    let delete = raw!("DELETE FROM attendance WHERE id = $1");
    refused(&db, "deleted", delete, args![mark]).await;
    let change = raw!("UPDATE attendance SET biometric_eligible = FALSE WHERE id = $1");
    refused(&db, "made ineligible", change, args![mark]).await;
    run(&db, VOID, args![world.exam, "S1"]).await.unwrap();
    assert_eq!(run(&db, delete, args![mark]).await.unwrap(), 1);
}

async fn one_sheet_a_candidate_one_candidate_a_sheet(db: Db) {
    let world = World::make(&db).await;
    let [one, other] = [world.candidates[0], world.candidates[1]];
    let mark = Some(world.mark(&db, one, Completed).await.id);
    let others = Some(world.mark(&db, other, Completed).await.id);
    world.scan(&db, &["S1", "S2"]).await;
    run(&db, BIND, binding(&world, "S1", one, mark)).await.unwrap();
    refused(&db, "a second sheet", BIND, binding(&world, "S2", one, mark)).await;
    refused(&db, "a second candidate", BIND, binding(&world, "S1", other, others)).await;
    let scan = raw!(
        "INSERT INTO omr_sheet (exam_id, barcode, status, scanned_by, scanned_at, barcode_read)
         VALUES ($1, $2, 'scanned', $3, $4, 'no_image')"
    );
    refused(&db, "a second scan", scan, args![world.exam, "S1", world.operator, NOW]).await;
    run(&db, scan, args![world.other_exam, "S1", world.operator, NOW]).await.unwrap();
    run(&db, VOID, args![world.exam, "S1"]).await.unwrap();
    assert_eq!(run(&db, BIND, binding(&world, "S2", one, mark)).await.unwrap(), 1);
}

async fn a_void_sheet_never_changes(db: Db) {
    let world = World::make(&db).await;
    let mark = Some(world.mark(&db, world.candidates[0], Completed).await.id);
    world.scan(&db, &["S1", "S2"]).await;
    run(&db, BIND, binding(&world, "S2", world.candidates[0], mark)).await.unwrap();
    for barcode in ["S1", "S2"] {
        run(&db, VOID, args![world.exam, barcode]).await.unwrap();
        refused(&db, "bound", BIND, binding(&world, barcode, world.candidates[0], mark)).await;
        refused(&db, "void again", VOID, args![world.exam, barcode]).await;
        for statement in [
            raw!("UPDATE omr_sheet SET status = 'scanned', void_reason = NULL, candidate_id = NULL WHERE barcode = $1"),
            raw!("UPDATE omr_sheet SET barcode = 'S9' WHERE barcode = $1"),
            raw!("UPDATE omr_sheet SET void_reason = 'other' WHERE barcode = $1"),
        ] {
            refused(&db, statement.sqlite, statement, args![barcode]).await;
        }
    }
}

async fn a_sheet_moves_forward(db: Db) {
    let world = World::make(&db).await;
    let mark = Some(world.mark(&db, world.candidates[0], Completed).await.id);
    world.scan(&db, &["S1", "S2"]).await;
    run(&db, BIND, binding(&world, "S1", world.candidates[0], mark)).await.unwrap();
    for statement in [
        raw!("UPDATE omr_sheet SET status = 'scanned', candidate_id = NULL, attendance_id = NULL WHERE barcode = 'S1'"),
        raw!("UPDATE omr_sheet SET attendance_id = NULL WHERE barcode = 'S1'"),
        raw!("UPDATE omr_sheet SET barcode = 'S9' WHERE barcode = 'S1'"),
        raw!("UPDATE omr_sheet SET status = 'void' WHERE barcode = 'S2'"),
        raw!("UPDATE omr_sheet SET void_reason = 'x' WHERE barcode = 'S2'"),
    ] {
        refused(&db, statement.sqlite, statement, vec![]).await;
    }
    let own = raw!("UPDATE omr_sheet SET candidate_id = $1 WHERE barcode = 'S2'");
    refused(&db, "a scanned sheet has nobody", own, args![world.candidates[1]]).await;
}

async fn further_pictures_are_numbered_and_differ(db: Db) {
    let world = World::make(&db).await;
    world.scan(&db, &["S1"]).await;
    let add = raw!(
        "INSERT INTO sheet_picture (blob_id, exam_id, barcode, taken_by, number, taken_at, kept_at, barcode_read,
             pixel_digest)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8)"
    );
    let mut tx = db.begin().await.unwrap();
    let mut blobs = Vec::new();
    for _ in 0..8 {
        blobs.push(blob(&mut tx, world.exam).await);
    }
    tx.commit().await.unwrap();
    let row = |place: usize, barcode: &str, number: i64, read: &str, pixels: Option<&str>| {
        args![blobs[place], world.exam, barcode, world.operator, number, NOW, read, pixels.map(str::to_owned)]
    };
    for number in 1..=5 {
        let pixels = format!("pixels {number}");
        let pixels = Some(pixels.as_str()).filter(|_| number < 4); // of two, nothing is known
        let place = usize::try_from(number).unwrap();
        run(&db, add, row(place, "S1", number, "matched", pixels)).await.unwrap();
    }
    refused(&db, "a sixth", add, row(6, "S1", 6, "matched", None)).await;
    refused(&db, "a number twice", add, row(6, "S1", 5, "matched", None)).await;
    refused(&db, "of no sheet", add, row(6, "S2", 1, "matched", None)).await;
    refused(&db, "no reading", add, row(6, "S1", 0, "nonsense", None)).await;
    let by_another = |place: usize, pixels: Option<&str>| {
        args![blobs[place], world.exam, "S1", world.admin, 1_i64, NOW, "matched", pixels.map(str::to_owned)]
    };
    refused(&db, "the same pixels", add, by_another(6, Some("pixels 1"))).await;
    refused(&db, "the same file", add, by_another(1, Some("others"))).await;
    assert_eq!(run(&db, add, by_another(6, None)).await.unwrap(), 1);
}
