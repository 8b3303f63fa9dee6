//! Alerts.

use domain::{
    AlertId, CandidateId, CentreId, ExamId, Timestamp, UserId,
    alert::{AlertKind, AlertStatus, Severity},
    text::RollNumber,
};
use serde_json::Value;

use crate::{Page, Result, Row, Statement, Tx, args, sql};

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

/// Raises an alert.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn raise(tx: &mut Tx, alert: NewAlert) -> Result<()> {
    tx.execute(
        sql!(
            "INSERT INTO alert (id, exam_id, kind, severity, centre_id, candidate_id, operator_id, device_id,
                  match_percentage, details, mode, status, occurred_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', $12)"
        ),
        args![
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
        ],
    )
    .await
    .map(drop)
}

/// Notes what the causer gave as reason.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn explain(tx: &mut Tx, id: AlertId, reason: &str) -> Result<()> {
    tx.execute(sql!("UPDATE alert SET reason = $2 WHERE id = $1"), args![id, reason]).await.map(drop)
}

/// Counts a repetition on the newest open alert of this kind about the same candidate by the same
/// operator since `since`, when there are `most` of them already; false when there are fewer, so that
/// the caller raises one.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn repeat(
    tx: &mut Tx,
    (exam, candidate, operator): (ExamId, CandidateId, UserId),
    kind: AlertKind,
    since: Timestamp,
    most: i64,
) -> Result<bool> {
    let statement = sql!(
        "SELECT id FROM alert WHERE exam_id = $1 AND candidate_id = $2 AND operator_id = $3 AND kind = $4
           AND status = 'open' AND occurred_at > $5 ORDER BY id DESC LIMIT $6"
    );
    let kind = <&str>::from(kind);
    let found = tx.list(statement, args![exam, candidate, operator, kind, since, most], |row| row.id("id")).await?;
    let newest: Option<AlertId> = found.first().copied();
    let Some(newest) = newest.filter(|_| i64::try_from(found.len()).is_ok_and(|found| found >= most)) else {
        return Ok(false);
    };
    tx.execute(sql!("UPDATE alert SET repeats = repeats + 1 WHERE id = $1"), args![newest]).await?;
    Ok(true)
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
    /// Open or reviewed.
    pub status: AlertStatus,
    /// What the causer gave as reason.
    pub reason: Option<String>,
    /// How often it happened again right after.
    pub repeats: u32,
    /// Who reviewed it, when, and what they noted.
    pub review: Option<(UserId, Timestamp, String)>,
}

fn alert(row: &Row) -> Result<Alert> {
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
        status: row.parse("status")?,
        reason: row.opt("reason")?,
        repeats: row.count("repeats")?,
        review,
    })
}

macro_rules! alert_text {
    ($rest:expr) => {
        concat!(
            "SELECT a.*, c.roll_number FROM alert a \
             LEFT JOIN candidate c ON c.exam_id = a.exam_id AND c.id = a.candidate_id ",
            $rest
        )
    };
}

// '' and TRUE: any.
macro_rules! page_text {
    ($rest:literal) => {
        alert_text!(concat!(
            "WHERE a.id < $1 AND ($3 = '' OR a.status = $3) AND ($4 = '' OR a.kind = $4) \
             AND ($5 = '' OR a.severity = $5) AND (a.centre_id = $6 OR $7) AND (a.candidate_id = $8 OR $9) \
             AND a.occurred_at >= $10 AND a.occurred_at < $11 ",
            $rest,
            " ORDER BY a.id DESC LIMIT $2"
        ))
    };
}

/// What a list is narrowed to.
#[derive(Clone, Copy, Debug, Default)]
pub struct AlertFilter {
    /// Of one exam.
    pub exam: Option<ExamId>,
    /// Open or reviewed.
    pub status: Option<AlertStatus>,
    /// Of one kind.
    pub kind: Option<AlertKind>,
    /// Of one severity.
    pub severity: Option<Severity>,
    /// At one centre.
    pub centre: Option<CentreId>,
    /// About one candidate.
    pub candidate: Option<CandidateId>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub to: Option<Timestamp>,
}

/// A page of alerts, the newest first; `page.after` is the last one of the page before.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn list(tx: &mut Tx, filter: &AlertFilter, page: Page) -> Result<Vec<Alert>> {
    let mut args = args![
        page.after.unwrap_or(uuid::Uuid::max()),
        page.limit,
        filter.status.map_or("", <&str>::from),
        filter.kind.map_or("", <&str>::from),
        filter.severity.map_or("", <&str>::from),
        filter.centre,
        filter.centre.is_none(),
        filter.candidate,
        filter.candidate.is_none(),
        filter.from.map_or(i64::MIN, |from| from.0),
        filter.to.map_or(i64::MAX, |to| to.0)
    ];
    let statement: &'static Statement = match filter.exam {
        None => sql!(page_text!("")),
        Some(exam) => {
            args.push(exam.into());
            sql!(page_text!("AND a.exam_id = $12"))
        }
    };
    tx.list(statement, args, alert).await
}

/// One alert.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get(tx: &mut Tx, id: AlertId) -> Result<Option<Alert>> {
    tx.find(sql!(alert_text!("WHERE a.id = $1")), args![id], alert).await
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
