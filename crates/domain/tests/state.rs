//! What entries say of rows: a table of the facts, and what holds for every shape that a journal has.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests, too, fail by panicking

use domain::{
    CandidateId, CentreId, ExamId, SlotId, UserId,
    event::{Cell, Column, Key, Said, Subject, Table, is_of_state, read, settings, state},
    exam::ExamSettings,
};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

const ROW: Uuid = Uuid::from_u128(0xabc);
const ROW_TEXT: &str = "00000000-0000-0000-0000-000000000abc";

fn about(subject: &str) -> Subject<'_> {
    Subject {
        exam: Some(ExamId(Uuid::from_u128(1))),
        centre: Some(CentreId(Uuid::from_u128(2))),
        slot: Some(SlotId(Uuid::from_u128(3))),
        candidate: Some(CandidateId(Uuid::from_u128(4))),
        subject: Some(subject),
        actor: Some(UserId(Uuid::from_u128(5))),
        device: None,
    }
}

fn said(action: &str, data: &str, subject: &str) -> Vec<Said> {
    state(&read(action, "done", data).unwrap(), &about(subject))
}

fn holds(said: &Said, column: Column) -> Option<Cell> {
    said.cells.iter().find(|(name, _)| *name == column).map(|(_, cell)| cell.clone())
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

#[test]
fn each_fact_tells_of_its_row() {
    let (of_candidate, actor) = (Key::id(Uuid::from_u128(4)), Cell::Id(Uuid::from_u128(5)));
    let sheet = || Key::text(Uuid::from_u128(1), "A-1");
    let row = || Key::id(ROW);
    for (action, data, table, key, step, there, column, cell) in [
        ("create_operator", r#"{"role":"operator"}"#, Table::Account, row(), 0, true, Column::Role, text("operator")),
        (
            "update_operator",
            r#"{"disabled":false}"#,
            Table::Account,
            row(),
            1,
            true,
            Column::Disabled,
            Cell::Flag(false),
        ),
        (
            "update_operator",
            r#"{"by":"command line","role":"admin"}"#,
            Table::Account,
            row(),
            1,
            true,
            Column::Disabled,
            Cell::Flag(true),
        ),
        (
            "update_operator",
            r#"{"disabled":false,"secondFactorRequired":true}"#,
            Table::Account,
            row(),
            1,
            true,
            Column::FactorRequired,
            Cell::Flag(true),
        ),
        ("create_operator", r#"{"role":"admin"}"#, Table::Account, row(), 0, true, Column::SecondFactor, text("off")),
        ("set_up_second_factor", "{}", Table::Account, row(), 1, true, Column::SecondFactor, text("pending")),
        (
            "confirm_second_factor",
            r#"{"sessionsEnded":0}"#,
            Table::Account,
            row(),
            1,
            true,
            Column::SecondFactor,
            text("on"),
        ),
        (
            "reset_second_factor",
            r#"{"role":"supervisor"}"#,
            Table::Account,
            row(),
            1,
            true,
            Column::SecondFactor,
            text("off"),
        ),
        (
            "update_slot",
            r#"{"from":"scheduled","to":"active"}"#,
            Table::Slot,
            row(),
            1,
            true,
            Column::Status,
            text("active"),
        ),
        (
            "mark_attendance",
            r#"{"status":"skipped","was":null}"#,
            Table::Attendance,
            row(),
            0,
            true,
            Column::BiometricEligible,
            Cell::Flag(false),
        ),
        (
            "mark_attendance",
            r#"{"status":"completed","was":"skipped"}"#,
            Table::Attendance,
            row(),
            1,
            true,
            Column::MarkedBy,
            actor.clone(),
        ),
        (
            "capture_fingerprint",
            r#"{"exception":true,"imageQuality":null}"#,
            Table::Fingerprint,
            of_candidate.clone(),
            0,
            true,
            Column::ImageQuality,
            Cell::Nothing,
        ),
        (
            "close_biometric",
            r#"{"verified":true,"overridden":false,"matchPercentage":99.5}"#,
            Table::Biometric,
            of_candidate,
            0,
            true,
            Column::Id,
            Cell::Id(ROW),
        ),
        ("bind_sheet", r#"{"barcode":"A-1"}"#, Table::OmrSheet, sheet(), 1, true, Column::ValidatedBy, actor.clone()),
        (
            "void_sheet",
            r#"{"barcode":"A-1","wasBound":true}"#,
            Table::OmrSheet,
            sheet(),
            2,
            true,
            Column::Status,
            text("void"),
        ),
        (
            "review_alert",
            r#"{"kind":"face_mismatch","severity":"high","was":"open"}"#,
            Table::Alert,
            row(),
            1,
            true,
            Column::ReviewedBy,
            actor,
        ),
    ] {
        let found = said(action, data, ROW_TEXT);
        let [found] = found.as_slice() else { panic!("{action}: {found:?}") };
        let is = (found.table, &found.key, found.step, found.there);
        assert_eq!((is, holds(found, column)), ((table, &key, step, there), Some(cell)), "{action}");
    }
}

#[test]
fn a_further_picture_changes_nothing_of_its_sheet() {
    assert!(said("scan_sheet", r#"{"barcode":"A-1","barcodeRead":"matched","take":1}"#, "A-1").is_empty());
}

#[test]
fn what_is_taken_away_is_gone() {
    let undone = said("undo_attendance", r#"{"was":"completed"}"#, ROW_TEXT);
    assert_eq!((undone[0].table, undone[0].there, undone[0].step), (Table::Attendance, false, 2));
    let operator = format!(r#"{{"operatorId":"{ROW_TEXT}"}}"#);
    let (on, off) = (said("assign_slot", &operator, ROW_TEXT), said("unassign_slot", &operator, ROW_TEXT));
    assert_eq!((&on[0].key, on[0].there, off[0].there), (&off[0].key, true, false));
}

#[test]
fn settings_are_compared_in_one_spelling() {
    let whole = serde_json::to_value(ExamSettings::default()).unwrap();
    assert_eq!(settings(json!({})), settings(whole), "what an earlier release left out has its default");
    assert_ne!(settings(json!({ "faceThreshold": 90 })), settings(json!({})));
    assert_eq!(settings(json!({ "faceThreshold": 90 })), settings(json!({ "faceThreshold": 90.0 })));
    assert_eq!(settings(json!({ "of": "a later release" })), Cell::Nothing);
}

#[derive(Deserialize)]
struct Line {
    action: String,
    outcome: String,
    data: String,
}

/// Every shape of a journal of release 0.1.0: a refusal tells of no row, and so does what need not be read.
#[test]
fn what_is_silent_says_nothing() {
    let lines = include_str!("fixtures/facts.jsonl").lines();
    for Line { action, outcome, data } in lines.map(|line| serde_json::from_str(line).unwrap()) {
        let said = state(&read(&action, &outcome, &data).unwrap(), &about(ROW_TEXT));
        if outcome == "refused" || !is_of_state(&action) {
            assert!(said.is_empty(), "{action} {outcome}: {said:?}");
        }
    }
}
