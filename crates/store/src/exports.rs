//! The lists that people take along, page by page: one statement each, with the names of what its ids mean.

use domain::{
    CentreId, ExamId, Timestamp,
    export::{ExportKind, in_words},
};
use uuid::Uuid;

use crate::{Arg, Result, Row, Statement, Tx, args, candidates::derived_status, sql};

/// How a column is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// As it is.
    Text,
    /// A whole number.
    Whole,
    /// Two decimals.
    Percent,
    /// A moment.
    Time,
    /// `yes`, or nothing.
    Flag,
    /// The name of an action.
    Action,
}
use Kind::{Action, Flag, Percent, Text, Time, Whole};

/// A column: its title, and its name in the statement.
type Column = (&'static str, &'static str, Kind);

const CANDIDATES: &[Column] = &[
    ("Roll No", "roll_number", Text),
    ("Name", "name", Text),
    ("Father Name", "father_name", Text),
    ("DOB", "dob", Text),
    ("Gender", "gender", Text),
    ("Centre Code", "centre_code", Text),
    ("Centre Name", "centre_name", Text),
    ("Slot", "slot_name", Text),
    ("Room", "room", Text),
    ("Seat", "seat", Text),
    ("Status", "derived_status", Text),
    ("Present At", "completed_at", Time),
    ("Operator", "operator", Text),
    ("Photo Enrolled", "face_enrolled", Flag),
    ("Face Verified", "face_verified", Flag),
    ("Best Match %", "best_percentage", Percent),
    ("Attempts", "attempts", Whole),
    ("Fingerprint", "fingerprint", Text),
    ("OMR No", "barcode", Text),
    ("Overridden", "overridden", Flag),
    ("Closed At", "closed_at", Time),
];
const ATTENDANCE: &[Column] = &[
    ("Centre Code", "centre_code", Text),
    ("Centre Name", "centre_name", Text),
    ("Slot", "slot_name", Text),
    ("Room", "room", Text),
    ("Seat", "seat", Text),
    ("Roll No", "roll_number", Text),
    ("Name", "name", Text),
    ("Attendance", "attended", Text),
    ("Marked At", "marked_at", Time),
    ("Marked By", "marked_by", Text),
    ("Operator", "operator", Text),
];
const ALERTS: &[Column] = &[
    ("Occurred At", "occurred_at", Time),
    ("Type", "kind", Text),
    ("Severity", "severity", Text),
    ("Centre Code", "centre_code", Text),
    ("Roll No", "roll_number", Text),
    ("Operator", "operator", Text),
    ("Device", "device_id", Text),
    ("Match %", "match_percentage", Percent),
    ("Mode", "mode", Text),
    ("Repeats", "repeats", Whole),
    ("Reason", "reason", Text),
    ("Status", "status", Text),
    ("Reviewed By", "reviewer", Text),
    ("Reviewed At", "reviewed_at", Time),
    ("Note", "note", Text),
];
const CONFLICTS: &[Column] = &[
    ("Found At", "created_at", Time),
    ("Of", "entity_type", Text),
    ("Centre Code", "centre_code", Text),
    ("Roll No", "roll_number", Text),
    ("Captured By", "operator", Text),
    ("Device", "device_id", Text),
    ("Captured At", "captured_at", Time),
    ("Received At", "received_at", Time),
    ("Rule", "reason", Text),
    ("Decision", "resolution", Text),
    ("Decided By", "decider", Text),
    ("Decided At", "resolved_at", Time),
    ("Reason", "resolve_reason", Text),
];
const SHEETS: &[Column] = &[
    ("OMR No", "barcode", Text),
    ("Status", "status", Text),
    ("Centre Code", "centre_code", Text),
    ("Roll No", "roll_number", Text),
    ("Scanned By", "scanner", Text),
    ("Scanned At", "scanned_at", Time),
    ("Picture", "barcode_read", Text),
    ("Bound By", "binder", Text),
    ("Bound At", "validated_at", Time),
    ("Void By", "voider", Text),
    ("Void At", "voided_at", Time),
    ("Reason", "void_reason", Text),
];
const ACTIVITY: &[Column] = &[
    ("Username", "username", Text),
    ("Name", "name", Text),
    ("Role", "role", Text),
    ("Centre Code", "centre_code", Text),
    ("Last Active At", "last_at", Time),
    ("Marked", "marks", Whole),
    ("Comparisons", "comparisons", Whole),
    ("Fingerprints", "fingerprints", Whole),
    ("Sheets Scanned", "scans", Whole),
    ("Sheets Bound", "bindings", Whole),
    ("Sheets Void", "voids", Whole),
    ("Closed", "closes", Whole),
    ("Overridden", "overrides", Whole),
];

const LOG: &[Column] = &[
    ("No", "seq", Whole),
    ("At", "occurred_at", Time),
    ("Action", "action", Action),
    ("Username", "username", Text),
    ("Name", "name", Text),
    ("Role", "actor_role", Text),
    ("Outcome", "outcome", Text),
    ("Code", "code", Text),
    ("Centre Code", "centre_code", Text),
    ("Roll No", "roll_number", Text),
    ("Device", "device_id", Text),
    ("Address", "address", Text),
];

fn columns(kind: ExportKind) -> &'static [Column] {
    match kind {
        ExportKind::Candidates => CANDIDATES,
        ExportKind::Attendance => ATTENDANCE,
        ExportKind::Alerts => ALERTS,
        ExportKind::Conflicts => CONFLICTS,
        ExportKind::Sheets => SHEETS,
        ExportKind::Activity => ACTIVITY,
        ExportKind::Log => LOG,
    }
}

/// The titles of its columns.
pub fn titles(kind: ExportKind) -> impl Iterator<Item = &'static str> {
    columns(kind).iter().map(|(title, ..)| *title)
}

/// Which rows: of an exam, of one centre or all, as things stand at `now`.
#[derive(Clone, Copy, Debug)]
pub struct ExportWanted {
    /// What.
    pub kind: ExportKind,
    /// Of which exam.
    pub exam: ExamId,
    /// Of which centre.
    pub centre: Option<CentreId>,
    /// Absent is who had not come by then.
    pub now: Timestamp,
}

/// Where a page ended.
#[derive(Clone, Debug, Default)]
pub struct ExportPlace {
    id: Uuid,
    barcode: String,
    seq: i64,
}

/// Rows of a page; of accounts, whose figures are counted for a whole page at once, so many more.
const ROWS: i64 = 500;
const ACCOUNTS: i64 = 20_000;

// $1 now, $2 the exam, $3 a centre, $4 any, $5 after, $6 the most.
macro_rules! of_candidates {
    ($columns:expr) => {
        concat!(
            "SELECT c.id AS k, '' AS b, ",
            $columns,
            " FROM candidate c JOIN slot s ON s.id = c.slot_id JOIN centre z ON z.id = c.centre_id \
             LEFT JOIN attendance a ON a.exam_id = c.exam_id AND a.candidate_id = c.id \
             LEFT JOIN account u ON u.id = a.operator_id LEFT JOIN account m ON m.id = a.marked_by \
             LEFT JOIN biometric b ON b.exam_id = c.exam_id AND b.candidate_id = c.id \
             LEFT JOIN fingerprint p ON p.exam_id = c.exam_id AND p.candidate_id = c.id \
             LEFT JOIN omr_sheet o ON o.exam_id = c.exam_id AND o.candidate_id = c.id AND o.status = 'validated' \
             WHERE c.exam_id = $2 AND (c.centre_id = $3 OR $4) AND c.id > $5 ORDER BY c.id LIMIT $6"
        )
    };
}

fn statement(kind: ExportKind) -> &'static Statement {
    match kind {
        ExportKind::Candidates => sql!(of_candidates!(concat!(
            "c.roll_number, c.name, c.father_name, c.dob, c.gender, z.code AS centre_code, z.name AS centre_name, \
             s.name AS slot_name, c.room, c.seat, ",
            derived_status!(),
            " AS derived_status, a.completed_at, u.username AS operator, \
             EXISTS (SELECT 1 FROM enrolled_face e WHERE e.exam_id = c.exam_id AND e.candidate_id = c.id) AS face_enrolled, \
             EXISTS (SELECT 1 FROM face_attempt t WHERE t.exam_id = c.exam_id AND t.candidate_id = c.id AND t.verified) \
             AS face_verified, \
             (SELECT MAX(t.match_percentage) FROM face_attempt t WHERE t.exam_id = c.exam_id AND t.candidate_id = c.id \
              AND t.state = 'kept') AS best_percentage, \
             (SELECT COUNT(*) FROM face_attempt t WHERE t.exam_id = c.exam_id AND t.candidate_id = c.id \
              AND t.state = 'kept') AS attempts, \
             CASE WHEN p.id IS NULL THEN NULL WHEN p.blob_id IS NULL THEN 'exception' ELSE 'captured' END AS fingerprint, \
             o.barcode, b.overridden, b.completed_at AS closed_at"
        ))),
        ExportKind::Attendance => sql!(of_candidates!(
            "z.code AS centre_code, z.name AS centre_name, s.name AS slot_name, c.room, c.seat, c.roll_number, c.name, \
             CASE WHEN a.status = 'completed' THEN 'present' WHEN s.status = 'completed' OR s.end_time < $1 THEN 'absent' \
             WHEN a.status = 'skipped' THEN 'skipped' ELSE 'expected' END AS attended, a.marked_at, \
             m.username AS marked_by, u.username AS operator"
        )),
        ExportKind::Alerts => sql!(
            "SELECT a.id AS k, '' AS b, a.occurred_at, a.kind, a.severity, z.code AS centre_code, c.roll_number,
                 u.username AS operator, a.device_id, a.match_percentage, a.mode, a.repeats, a.reason, a.status,
                 r.username AS reviewer, a.reviewed_at, a.note
             FROM alert a LEFT JOIN centre z ON z.id = a.centre_id
             LEFT JOIN candidate c ON c.exam_id = a.exam_id AND c.id = a.candidate_id
             LEFT JOIN account u ON u.id = a.operator_id LEFT JOIN account r ON r.id = a.reviewed_by
             WHERE a.exam_id = $2 AND (a.centre_id = $3 OR $4) AND a.id > $5 AND a.occurred_at <= $1
             ORDER BY a.id LIMIT $6"
        ),
        ExportKind::Conflicts => sql!(
            "SELECT f.id AS k, '' AS b, f.created_at, f.entity_type, z.code AS centre_code, c.roll_number,
                 u.username AS operator, r.device_id, r.captured_at, r.received_at, f.reason, f.resolution,
                 d.username AS decider, f.resolved_at, f.resolve_reason
             FROM sync_conflict f JOIN sync_record r ON r.id = f.record_id JOIN centre z ON z.id = f.centre_id
             JOIN candidate c ON c.exam_id = f.exam_id AND c.id = f.candidate_id
             JOIN account u ON u.id = r.operator_id LEFT JOIN account d ON d.id = f.resolved_by
             WHERE f.exam_id = $2 AND (f.centre_id = $3 OR $4) AND f.id > $5 AND f.created_at <= $1
             ORDER BY f.id LIMIT $6"
        ),
        ExportKind::Sheets => sql!(
            "SELECT o.exam_id AS k, o.barcode AS b, o.barcode, o.status, z.code AS centre_code, c.roll_number,
                 u.username AS scanner, o.scanned_at, o.barcode_read, v.username AS binder, o.validated_at,
                 d.username AS voider, o.voided_at, o.void_reason
             FROM omr_sheet o LEFT JOIN candidate c ON c.exam_id = o.exam_id AND c.id = o.candidate_id
             LEFT JOIN centre z ON z.id = COALESCE(c.centre_id, o.centre_id)
             JOIN account u ON u.id = o.scanned_by LEFT JOIN account v ON v.id = o.validated_by
             LEFT JOIN account d ON d.id = o.voided_by
             WHERE o.exam_id = $2 AND (COALESCE(c.centre_id, o.centre_id) = $3 OR $4) AND o.barcode > $5
               AND o.scanned_at <= $1
             ORDER BY o.barcode LIMIT $6"
        ),
        ExportKind::Activity => sql!(
            "SELECT u.id AS k, '' AS b, u.username, u.name, u.role, z.code AS centre_code, y.last_at,
                 COALESCE(m.n, 0) AS marks, COALESCE(t.n, 0) AS comparisons, COALESCE(p.n, 0) AS fingerprints,
                 COALESCE(o.n, 0) AS scans, COALESCE(v.n, 0) AS bindings, COALESCE(d.n, 0) AS voids,
                 COALESCE(b.n, 0) AS closes, COALESCE(b.overrides, 0) AS overrides
             FROM account u LEFT JOIN centre z ON z.id = u.centre_id
             LEFT JOIN operator_activity y ON y.exam_id = $2 AND y.operator_id = u.id
             LEFT JOIN (SELECT marked_by AS id, COUNT(*) AS n FROM attendance WHERE exam_id = $2 GROUP BY marked_by) m
                 ON m.id = u.id
             LEFT JOIN (SELECT operator_id AS id, COUNT(*) AS n FROM face_attempt
                 WHERE exam_id = $2 AND state = 'kept' GROUP BY operator_id) t ON t.id = u.id
             LEFT JOIN (SELECT operator_id AS id, COUNT(*) AS n FROM fingerprint WHERE exam_id = $2
                 GROUP BY operator_id) p ON p.id = u.id
             LEFT JOIN (SELECT scanned_by AS id, COUNT(*) AS n FROM omr_sheet WHERE exam_id = $2 GROUP BY scanned_by) o
                 ON o.id = u.id
             LEFT JOIN (SELECT validated_by AS id, COUNT(*) AS n FROM omr_sheet WHERE exam_id = $2
                 GROUP BY validated_by) v ON v.id = u.id
             LEFT JOIN (SELECT voided_by AS id, COUNT(*) AS n FROM omr_sheet WHERE exam_id = $2 GROUP BY voided_by) d
                 ON d.id = u.id
             LEFT JOIN (SELECT operator_id AS id, COUNT(*) AS n, COUNT(CASE WHEN overridden THEN 1 END) AS overrides
                 FROM biometric WHERE exam_id = $2 GROUP BY operator_id) b ON b.id = u.id
             WHERE (u.centre_id = $3 OR $4) AND u.id > $5 AND u.created_at <= $1
               AND (y.last_at IS NOT NULL OR COALESCE(m.id, t.id, p.id, o.id, v.id, d.id, b.id) IS NOT NULL)
             ORDER BY u.id LIMIT $6"
        ),
        ExportKind::Log => sql!(
            "SELECT j.id AS k, '' AS b, j.seq, j.occurred_at, j.action, u.username, u.name, j.actor_role, j.outcome,
                 j.code, z.code AS centre_code, c.roll_number, j.device_id, j.address
             FROM journal j LEFT JOIN account u ON u.id = j.actor_id LEFT JOIN centre z ON z.id = j.centre_id
             LEFT JOIN candidate c ON c.exam_id = j.exam_id AND c.id = j.candidate_id
             WHERE j.exam_id = $2 AND (j.centre_id = $3 OR $4) AND j.seq > $5 AND j.occurred_at <= $1
             ORDER BY j.seq LIMIT $6"
        ),
    }
}

fn cell(row: &Row, column: &'static str, kind: Kind) -> Result<String> {
    Ok(match kind {
        Text => row.opt::<String>(column)?.unwrap_or_default(),
        Action => in_words(&row.get::<String>(column)?),
        Whole => row.get::<i64>(column)?.to_string(),
        Percent => row.opt::<f64>(column)?.map(|percent| format!("{percent:.2}")).unwrap_or_default(),
        Time => row.opt_time(column)?.map(|at| at.to_string()).unwrap_or_default(),
        Flag => row.opt::<bool>(column)?.filter(|is| *is).map(|_| "yes".to_owned()).unwrap_or_default(),
    })
}

/// A page of rows, and where it ended; no place after the last one.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn page(
    tx: &mut Tx,
    wanted: &ExportWanted,
    after: &ExportPlace,
) -> Result<(Vec<Vec<String>>, Option<ExportPlace>)> {
    let most = if wanted.kind == ExportKind::Activity { ACCOUNTS } else { ROWS };
    let mut args = args![wanted.now, wanted.exam, wanted.centre, wanted.centre.is_none()];
    args.push(match wanted.kind {
        ExportKind::Sheets => Arg::from(&after.barcode),
        ExportKind::Log => Arg::from(after.seq),
        _ => Arg::from(after.id),
    });
    args.push(most.into());
    let rows = tx.all(statement(wanted.kind), args).await?;
    let full = i64::try_from(rows.len()).is_ok_and(|found| found == most);
    let place = match rows.last().filter(|_| full) {
        Some(last) => {
            let seq = if wanted.kind == ExportKind::Log { last.get("seq")? } else { 0 };
            Some(ExportPlace { id: last.get("k")?, barcode: last.get("b")?, seq })
        }
        None => None,
    };
    let columns = columns(wanted.kind);
    let read = |row: &Row| columns.iter().map(|(_, column, kind)| cell(row, column, *kind)).collect();
    Ok((rows.iter().map(read).collect::<Result<_>>()?, place))
}
