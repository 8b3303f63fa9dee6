//! The state is held against the log: every edit of a row by SQL is named, and what is lawful is never accused.

use domain::{
    Role,
    event::{self, ByCommandLine, Fact},
};
use journal::{Compared, Fault, What, verify};
use serde_json::json;
use store::journal::Event;
use uuid::Uuid;

use super::{clean, settle, sql, trust};
use crate::world::{Day, Store, World, pictures, rows, runtime, text};

/// Tells of the accounts that a test's world made through the store, as `mpa user add` does.
fn tell_of_accounts(world: &World) {
    let found = rows(&world.app.db, "SELECT id, role, centre_id FROM account", Vec::new());
    runtime().block_on(async {
        let mut unit = world.app.journal().begin().await.unwrap();
        for row in &found {
            let role: Role = row.parse("role").unwrap();
            let fact = Fact::CreateOperator { by: Some(ByCommandLine::CommandLine), role };
            let id = world.app.ids.next(world.now()).into();
            unit.append(Event {
                centre_id: row.opt_id("centre_id").unwrap(),
                subject_id: Some(row.get::<Uuid>("id").unwrap().to_string()),
                data: event::write(Some(&fact), None),
                ..Event::new(id, world.now(), "create_operator", "done")
            })
            .await
            .unwrap();
        }
        unit.commit().await.unwrap();
    });
}

/// A day with a little of everything, of which the log tells from the first account on.
fn full_day(store: Store) -> Day {
    let day = Day::with(store, json!({ "requireFingerprint": false, "requireOmr": false }));
    let (operator, supervisor) = (day.operator(), day.supervisor());
    day.enrol("HM-1", pictures::obama()).created();
    day.present("HM-1");
    day.present("HM-2");
    assert_eq!(day.verify(&operator, "HM-1", pictures::biden()).ok()["verified"], false);
    assert_eq!(day.verify(&operator, "HM-1", pictures::obama2()).ok()["verified"], true);
    day.no_finger(&operator, "HM-1").created();
    for barcode in ["OMR-1", "OMR-2", "OMR-3"] {
        day.scan(&operator, barcode).created();
    }
    day.bind(&operator, "OMR-1", "HM-1").ok();
    day.bind(&operator, "OMR-2", "HM-2").ok();
    day.void(&supervisor, "OMR-2").ok();
    day.pass(120);
    day.close(&operator, "HM-1").created();
    let handed = day.present("HM-3");
    day.hand_over(&supervisor, &handed, &day.colleague.id).ok();
    let undone = day.present("HM-4");
    day.undo(&operator, &undone).ok();
    let skipped = text(&day.skip(&operator, "HM-5").created()["id"]);
    assert_eq!(text(&day.mark(&operator, "HM-5").created()["id"]), skipped);
    day.skip(&operator, "HM-6").created();
    day.sync(&day.colleague(), &[day.record("attendance", "HM-6", json!({ "status": "completed" }))]);
    let moved = json!({ "slotId": day.slots["HN"], "reason": "asked for" });
    day.head().patch(format!("/api/candidates/{}/{}", day.exam, day.id("TM-6")), moved).ok();
    let far = format!("/api/operators/{}", day.far_supervisor.id);
    day.head().patch(far, json!({ "secondFactorRequired": true })).ok();
    day.second_factor(&day.by(&day.far_supervisor));
    tell_of_accounts(&day);
    settle(&day);
    day
}

/// What a verification says after each edit, which is taken back. No trigger and no key stands in its way.
fn after(world: &World, texts: &[&str]) -> Option<Fault> {
    runtime().block_on(async {
        let trust = trust(&world.app).await;
        let mut tx = world.app.db.begin().await.unwrap();
        for text in match world.app.db.engine() {
            "sqlite" => ["PRAGMA defer_foreign_keys = ON", "DROP TRIGGER omr_sheet_moves_forward"].as_slice(),
            _ => ["SET LOCAL session_replication_role = replica"].as_slice(),
        } {
            sql(&mut tx, text).await;
        }
        for text in texts {
            sql(&mut tx, text).await;
        }
        verify::within(&mut tx, &trust, None, &world.app.config.scratch_dir()).await.unwrap().fault
    })
}

const ABSENT: &str =
    "(SELECT id FROM candidate WHERE id NOT IN (SELECT candidate_id FROM attendance) ORDER BY id LIMIT 1)";
const OTHER: &str = "(SELECT id FROM account WHERE username = 'idle')";
const NEW: &str = "(SELECT id FROM centre ORDER BY id LIMIT 1)";

/// Edits of a row: the table that is named, the edit, what is said of it, and the column that differs.
fn edits() -> Vec<(&'static str, String, What, &'static str)> {
    use What::{Changed, Inserted, Missing};
    let edit = |table, text: &str, what, column| (table, text.replace('\n', " "), what, column);
    let copy = |table: &str, columns: &str, values: &str| {
        format!("INSERT INTO {table} ({columns}) SELECT {values} FROM {table} ORDER BY {table}.id LIMIT 1")
    };
    let marked = "exam_id, centre_id, slot_id, operator_id, marked_by, marked_at, status, checkpoint, \
                  biometric_eligible, completed_at";
    let tried = "exam_id, candidate_id, attendance_id, attendance_status, biometric_eligible, operator_id, state, \
                 reserved_at, decided_at, match_percentage, threshold, verified, blob_id";
    let closed = "exam_id, attendance_id, attendance_status, biometric_eligible, operator_id, verified, \
                  match_percentage, overridden, completed_at";
    let told = "exam_id, kind, severity, centre_id, details, mode, status, occurred_at, reviewed_at";
    vec![
        edit("account", "UPDATE account SET role = 'admin' WHERE username = 'idle'", Changed, "role"),
        edit("account", "UPDATE account SET disabled = TRUE WHERE username = 'idle'", Changed, "disabled"),
        edit("account", "UPDATE account SET centre_id = NULL WHERE username = 'idle'", Changed, "centre_id"),
        edit("account", "UPDATE account SET factor_required = FALSE", Changed, "factor_required"),
        edit(
            "account",
            "UPDATE account SET factor_secret = NULL, factor_confirmed_at = NULL, factor_step = NULL",
            Changed,
            "second_factor",
        ),
        edit(
            "account",
            &format!(
                "INSERT INTO account (id, username, name, role, password_hash, disabled, created_at) SELECT {NEW}, 'x', \
                 'x', 'admin', password_hash, FALSE, created_at FROM account WHERE username = 'head'"
            ),
            Inserted,
            "no entry",
        ),
        edit("slot", "UPDATE slot SET status = 'completed' WHERE status = 'active'", Changed, "status"),
        edit("operator_slot", "DELETE FROM operator_slot", Missing, ""),
        edit(
            "operator_slot",
            &format!(
                "INSERT INTO operator_slot (id, operator_id, slot_id, assigned_at, assigned_by) SELECT {NEW}, {OTHER}, \
                 slot_id, assigned_at, assigned_by FROM operator_slot LIMIT 1"
            ),
            Inserted,
            "no entry",
        ),
        edit(
            "enrolled_face",
            "UPDATE enrolled_face SET id = blob_id WHERE enrolled_at = (SELECT MAX(enrolled_at) FROM enrolled_face)",
            Changed,
            "id",
        ),
        edit("attendance", &format!("UPDATE attendance SET operator_id = {OTHER}"), Changed, "operator_id"),
        edit(
            "attendance",
            "UPDATE attendance SET status = 'skipped', checkpoint = FALSE, biometric_eligible = FALSE, \
             completed_at = NULL",
            Changed,
            "status",
        ),
        edit(
            "attendance",
            &format!(
                "UPDATE attendance SET candidate_id = {ABSENT} WHERE id = \
             (SELECT id FROM attendance ORDER BY id LIMIT 1)"
            ),
            Changed,
            "candidate_id",
        ),
        edit(
            "attendance",
            "DELETE FROM attendance WHERE id = (SELECT id FROM attendance ORDER BY id LIMIT 1)",
            Missing,
            "",
        ),
        edit(
            "attendance",
            &copy("attendance", &format!("id, candidate_id, {marked}"), &format!("{NEW}, {ABSENT}, {marked}")),
            Inserted,
            "no entry",
        ),
        edit("face_attempt", "UPDATE face_attempt SET verified = TRUE WHERE NOT verified", Changed, "verified"),
        edit("face_attempt", "UPDATE face_attempt SET match_percentage = 99.99", Changed, "match_percentage"),
        edit("face_attempt", "DELETE FROM face_attempt WHERE NOT verified", Missing, ""),
        edit("face_attempt", "UPDATE face_attempt SET state = 'reserved'", Missing, ""),
        edit(
            "face_attempt",
            &copy("face_attempt", &format!("id, number, {tried}"), &format!("{NEW}, 9, {tried}")),
            Inserted,
            "no entry",
        ),
        edit("fingerprint", &format!("UPDATE fingerprint SET operator_id = {OTHER}"), Changed, "operator_id"),
        edit("fingerprint", "DELETE FROM fingerprint", Missing, ""),
        edit(
            "biometric",
            "UPDATE biometric SET verified = FALSE, overridden = TRUE, override_reason = 'x'",
            Changed,
            "verified",
        ),
        edit("biometric", "DELETE FROM biometric", Missing, ""),
        edit(
            "biometric",
            &copy("biometric", &format!("id, candidate_id, {closed}"), &format!("{NEW}, {ABSENT}, {closed}")),
            Inserted,
            "no entry",
        ),
        edit(
            "omr_sheet",
            &format!("UPDATE omr_sheet SET candidate_id = {ABSENT} WHERE status = 'validated'"),
            Changed,
            "candidate_id",
        ),
        edit(
            "omr_sheet",
            "UPDATE omr_sheet SET status = 'scanned', candidate_id = NULL, void_reason = NULL WHERE status = 'void'",
            Changed,
            "status",
        ),
        edit("omr_sheet", "DELETE FROM omr_sheet WHERE status = 'scanned'", Missing, ""),
        edit("alert", "DELETE FROM alert", Missing, ""),
        edit(
            "alert",
            &format!("UPDATE alert SET status = 'reviewed', reviewed_at = 1, reviewed_by = {OTHER}"),
            Changed,
            "status",
        ),
        edit("alert", &copy("alert", &format!("id, {told}"), &format!("{NEW}, {told}")), Inserted, "no entry"),
    ]
}

#[test]
fn every_edit_of_the_state_is_named() {
    for store in Store::BOTH {
        let day = full_day(store);
        assert!(matches!(clean(&day).compared, Some(Compared::Rows(rows)) if rows > 50), "{:?}", clean(&day));
        for (table, text, what, column) in edits() {
            let fault = after(&day, &[&text]).unwrap_or_else(|| panic!("{text}: nothing was found"));
            let told = fault.to_string();
            assert_eq!(fault.what, what, "{text}: {told}");
            assert!(told.starts_with(&format!("{table} ")) && fault.why.contains(column), "{text}: {told}");
            assert!(
                fault.number.is_some_and(|number| told.contains(&format!("entry {number}"))) || column == "no entry",
                "{text}: {told}"
            );
        }
        clean(&day);
    }
}

#[test]
fn the_settings_of_an_exam_are_those_that_the_log_knows() {
    for store in Store::BOTH {
        let day = full_day(store);
        day.settings(json!({ "faceThreshold": 93.5 })).ok();
        settle(&day);
        clean(&day);
        let text = match day.app.db.engine() {
            "sqlite" => "UPDATE exam SET settings = json_set(settings, '$.faceThreshold', 90)",
            _ => "UPDATE exam SET settings = jsonb_set(settings, '{faceThreshold}', '90')",
        };
        let fault = after(&day, &[text]).unwrap();
        assert!(fault.to_string().starts_with("exam ") && fault.why.contains("settings"), "{fault}");
    }
}

/// A store whose accounts were made beside the log, as a demo of an earlier release made them: the accounts are not
/// compared, the rest is.
#[test]
fn accounts_that_the_log_never_knew_are_no_fault_of_anybody() {
    let day = Day::begin(Store::Sqlite);
    day.present("HM-1");
    settle(&day);
    clean(&day);
    assert!(after(&day, &["UPDATE attendance SET marked_by = operator_id"]).is_none(), "that is what it was");
    let fault = after(&day, &["DELETE FROM attendance"]).unwrap();
    assert!(fault.to_string().starts_with("attendance "), "{fault}");
}

/// A log with an entry of a later release is still checked; of the state nothing is claimed.
#[test]
fn what_is_not_understood_is_said_to_be_so() {
    let world = World::start(Store::Sqlite);
    super::write(&world.app, 3);
    settle(&world);
    assert_eq!(clean(&world).compared, Some(Compared::Unknown(Some(1))));
}
