//! Alerts.

use domain::{
    AlertId, CandidateId, CentreId, ExamId, Timestamp, UserId,
    alert::{AlertKind, AlertStatus, SIMILAR_ALERTS, SIMILAR_SECONDS, Severity},
    text::RollNumber,
};
use serde_json::Value;

use crate::{Ask, Result, Row, Statement, Tx, args, change::Change, sql};

/// An alert to be raised.
#[derive(Clone, Debug)]
pub struct NewAlert {
    /// Its id.
    pub id: AlertId,
    /// The exam.
    pub exam_id: Option<ExamId>,
    /// What happened.
    pub kind: AlertKind,
    /// Where.
    pub centre_id: Option<CentreId>,
    /// With which candidate.
    pub candidate_id: Option<CandidateId>,
    /// By whom.
    pub operator_id: Option<UserId>,
    /// With which device.
    pub device_id: Option<String>,
    /// A match percentage, where there is one.
    pub match_percentage: Option<f64>,
    /// Whether it came up with a record that was made offline.
    pub offline: bool,
    /// What else helps to judge it; ids and numbers only.
    pub details: Value,
    /// When.
    pub occurred_at: Timestamp,
}

/// Raises an alert, by the next statement or the commit.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn raise(tx: &mut Tx, alert: NewAlert) -> Result<()> {
    let statement = sql!(
        "INSERT INTO alert (id, exam_id, kind, severity, centre_id, candidate_id, operator_id, device_id,
              match_percentage, details, mode, status, occurred_at)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', $12)"
    );
    let args = args![
        alert.id,
        alert.exam_id,
        <&str>::from(alert.kind),
        <&str>::from(alert.kind.severity()),
        alert.centre_id,
        alert.candidate_id,
        alert.operator_id,
        alert.device_id,
        alert.match_percentage,
        alert.details,
        if alert.offline { "offline" } else { "online" },
        alert.occurred_at
    ];
    tx.later(Change { statement, args, one: None }).await
}

/// Notes what the causer gave as reason.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn explain(tx: &mut Tx, id: AlertId, reason: &str) -> Result<()> {
    tx.execute(sql!("UPDATE alert SET reason = $2 WHERE id = $1"), args![id, reason]).await.map(drop)
}

/// Of an alert: those that are open and like it, lately, the newest first; as many as are enough to count it on them.
/// Alike are those of one exam, centre, kind and operator, and of one candidate unless the kind is of the operator.
#[derive(Clone, Copy, Debug)]
pub struct Alike {
    /// The kind.
    pub kind: AlertKind,
    /// The exam.
    pub exam_id: Option<ExamId>,
    /// Where.
    pub centre_id: Option<CentreId>,
    /// With which candidate.
    pub candidate_id: Option<CandidateId>,
    /// By whom.
    pub operator_id: Option<UserId>,
    /// When.
    pub occurred_at: Timestamp,
}

impl From<&NewAlert> for Alike {
    fn from(alert: &NewAlert) -> Self {
        let NewAlert { kind, exam_id, centre_id, candidate_id, operator_id, occurred_at, .. } = *alert;
        Self { kind, exam_id, centre_id, candidate_id, operator_id, occurred_at }
    }
}

/// Which alerts are alike.
#[must_use]
pub fn ask_alike(alike: Alike) -> Ask<AlertId> {
    macro_rules! text {
        ($operator:literal) => {
            concat!(
                "SELECT id FROM alert WHERE kind = $1 AND occurred_at > $2 AND status = 'open' \
                 AND exam_id IS NOT DISTINCT FROM $3 AND centre_id IS NOT DISTINCT FROM $4 \
                 AND ($5 OR candidate_id IS NOT DISTINCT FROM $6) AND ",
                $operator,
                " ORDER BY id DESC LIMIT $7"
            )
        };
    }
    let since = alike.occurred_at.plus_seconds(-SIMILAR_SECONDS);
    let (kind, any_candidate) = (<&str>::from(alike.kind), alike.kind.is_of_operator());
    let mut args =
        args![kind, since, alike.exam_id, alike.centre_id, any_candidate, alike.candidate_id, SIMILAR_ALERTS];
    let statement: &'static Statement = match alike.operator_id {
        None => sql!(text!("operator_id IS NULL")),
        Some(operator) => {
            args.push(operator.into());
            sql!(text!("operator_id = $8"))
        }
    };
    Ask::new(statement, args, |row| row.id("id"))
}

/// Counts one more on the newest of those that are alike, where there are enough of them; false when there are fewer, so
/// that the caller raises it.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn repeat(tx: &mut Tx, alike: &[AlertId]) -> Result<bool> {
    let enough = i64::try_from(alike.len()).is_ok_and(|found| found >= SIMILAR_ALERTS);
    let Some(newest) = alike.first().filter(|_| enough) else { return Ok(false) };
    tx.execute(sql!("UPDATE alert SET repeats = repeats + 1 WHERE id = $1"), args![*newest]).await?;
    Ok(true)
}

/// Waits for the others that raise alerts of this kind for the same operator, until the commit: of many at once
/// no more are raised than of many in a row. SQLite has one writer anyway.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn take_turns(tx: &mut Tx, kind: AlertKind, operator: UserId) -> Result<()> {
    let statement = sql!(
        sqlite: "SELECT 1 AS one WHERE $1 <> ''",
        postgres: "SELECT 1 AS one FROM pg_advisory_xact_lock(hashtextextended($1, 0))"
    );
    tx.optional(statement, args![format!("alert {kind} {operator}")]).await.map(drop)
}

/// Whether an alert of a kind about a candidate was ever raised in an exam.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn is_told(tx: &mut Tx, exam: ExamId, candidate: CandidateId, kind: AlertKind) -> Result<bool> {
    let statement = sql!("SELECT 1 AS one FROM alert WHERE exam_id = $1 AND candidate_id = $2 AND kind = $3 LIMIT 1");
    Ok(tx.optional(statement, args![exam, candidate, <&str>::from(kind)]).await?.is_some())
}

/// An alert, as it is read.
#[derive(Clone, Debug)]
pub struct Alert {
    /// What was raised.
    pub raised: NewAlert,
    /// How urgent.
    pub severity: Severity,
    /// The roll number of the candidate.
    pub roll_number: Option<RollNumber>,
    /// The centre where the candidate is now.
    pub candidate_centre: Option<CentreId>,
    /// Open or reviewed.
    pub status: AlertStatus,
    /// What the causer gave as reason.
    pub reason: Option<String>,
    /// How often it happened again right after.
    pub repeats: u32,
    /// Who reviewed it, when, and what they noted.
    pub review: Option<(UserId, Timestamp, String)>,
}

pub(crate) fn alert(row: &Row) -> Result<Alert> {
    let review = match row.opt_time("reviewed_at")? {
        None => None,
        Some(at) => Some((row.id("reviewed_by")?, at, row.get("note")?)),
    };
    Ok(Alert {
        raised: NewAlert {
            id: row.id("id")?,
            exam_id: row.opt_id("exam_id")?,
            kind: row.parse("kind")?,
            centre_id: row.opt_id("centre_id")?,
            candidate_id: row.opt_id("candidate_id")?,
            operator_id: row.opt_id("operator_id")?,
            device_id: row.opt("device_id")?,
            match_percentage: row.opt("match_percentage")?,
            offline: row.get::<String>("mode")? == "offline",
            details: row.json("details")?,
            occurred_at: row.time("occurred_at")?,
        },
        severity: row.parse("severity")?,
        roll_number: row.opt_parse("roll_number")?,
        candidate_centre: row.opt_id("candidate_centre")?,
        status: row.parse("status")?,
        reason: row.opt("reason")?,
        repeats: row.count("repeats")?,
        review,
    })
}

macro_rules! alert_text {
    ($rest:expr) => {
        concat!(
            "SELECT a.*, c.roll_number, c.centre_id AS candidate_centre FROM alert a \
             LEFT JOIN candidate c ON c.exam_id = a.exam_id AND c.id = a.candidate_id ",
            $rest
        )
    };
}
pub(crate) use alert_text;

/// One alert.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get(tx: &mut Tx, id: AlertId) -> Result<Option<Alert>> {
    tx.find(sql!(alert_text!("WHERE a.id = $1")), args![id], alert).await
}

/// These alerts, those of them that there are.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn of_ids(tx: &mut Tx, ids: &[AlertId]) -> Result<Vec<Alert>> {
    let statement = sql!(
        sqlite: alert_text!("WHERE a.id IN (SELECT unhex(value, '-') FROM json_each($1))"),
        postgres: alert_text!("WHERE a.id IN (SELECT value::uuid FROM jsonb_array_elements_text($1))")
    );
    tx.list(statement, args![ids_json(ids)], alert).await
}

/// Reviews those of these alerts that are open, and tells which they were.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn review_all(tx: &mut Tx, ids: &[AlertId], by: UserId, note: &str, now: Timestamp) -> Result<Vec<AlertId>> {
    macro_rules! text {
        ($list:literal) => {
            concat!(
                "UPDATE alert SET status = 'reviewed', reviewed_by = $2, reviewed_at = $3, note = $4 \
                 WHERE status = 'open' AND id IN (",
                $list,
                ") RETURNING id"
            )
        };
    }
    let statement = sql!(
        sqlite: text!("SELECT unhex(value, '-') FROM json_each($1)"),
        postgres: text!("SELECT value::uuid FROM jsonb_array_elements_text($1)")
    );
    tx.list(statement, args![ids_json(ids), by, now, note], |row| row.id("id")).await
}

fn ids_json(ids: &[AlertId]) -> Value {
    ids.iter().map(|id| Value::String(id.to_string())).collect()
}

/// Reviews an alert; false when it was reviewed before, and then nothing changes.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn review(tx: &mut Tx, id: AlertId, by: UserId, note: &str, now: Timestamp) -> Result<bool> {
    let statement = sql!(
        "UPDATE alert SET status = 'reviewed', reviewed_by = $2, reviewed_at = $3, note = $4
          WHERE id = $1 AND status = 'open'"
    );
    Ok(tx.execute(statement, args![id, by, now, note]).await? == 1)
}

/// The details of the alerts of a kind that a device raised in an exam since then; at most 50, the newest.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn details_of_device(
    tx: &mut Tx,
    exam: ExamId,
    kind: AlertKind,
    device: &str,
    since: Timestamp,
) -> Result<Vec<Value>> {
    let statement = sql!(
        "SELECT details FROM alert WHERE exam_id = $1 AND device_id = $2 AND occurred_at >= $3 AND kind = $4
          ORDER BY occurred_at DESC LIMIT 50"
    );
    tx.list(statement, args![exam, device, since, <&str>::from(kind)], |row| row.json("details")).await
}
