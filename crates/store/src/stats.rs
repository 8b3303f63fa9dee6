//! The figures of the day. They are kept, not counted: reading them costs by slots and devices, not by
//! candidates.

use domain::{
    CentreId, ExamId, Timestamp,
    live::Counts,
    slot::SlotStatus,
    text::{Code, Line},
};

use crate::{
    Result, Row, Tx, args,
    arrivals::{SlotChoice, chosen},
    sql,
};

/// What is counted by exam.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExamFigures {
    /// The last update that the figures include.
    pub seq: i64,
    /// Open conflicts.
    pub conflicts: i64,
    /// Open alerts.
    pub alerts_open: i64,
}

/// The figures of a centre.
#[derive(Clone, Debug)]
pub struct CentreFigures {
    /// Which.
    pub id: CentreId,
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: Line,
    /// Of the candidates of all its slots.
    pub counts: Counts,
    /// Candidates of slots that have ended, who were not present.
    pub absent: i64,
    /// When somebody last did something there.
    pub last_activity_at: Option<Timestamp>,
    /// When somebody who works there last did something.
    pub worked_at: Option<Timestamp>,
}

/// The devices of a centre.
#[derive(Clone, Copy, Debug, Default)]
pub struct DeviceFigures {
    /// Heard of lately.
    pub heard: i64,
    /// Not heard of lately, though they were today or still hold records.
    pub silent: i64,
    /// Records that wait on them.
    pub waiting: i64,
    /// When one of them was last heard.
    pub last_heard_at: Option<Timestamp>,
}

/// What is counted by exam.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn of_exam(tx: &mut Tx, exam: ExamId) -> Result<ExamFigures> {
    let statement = sql!("SELECT seq, conflicts, alerts_open FROM exam_live WHERE exam_id = $1");
    let read = |row: &Row| {
        Ok(ExamFigures { seq: row.get("seq")?, conflicts: row.get("conflicts")?, alerts_open: row.get("alerts_open")? })
    };
    Ok(tx.find(statement, args![exam], read).await?.unwrap_or_default())
}

fn of_centre(row: &Row) -> Result<CentreFigures> {
    Ok(CentreFigures {
        id: row.id("id")?,
        code: row.parse("code")?,
        name: row.parse("name")?,
        counts: Counts {
            candidates: row.get("candidates")?,
            present: row.get("present")?,
            face_verified: row.get("face_verified")?,
            face_mismatched: row.get("face_mismatched")?,
            fingerprints: row.get("fingerprints")?,
            omr_bound: row.get("omr_bound")?,
            completed: row.get("completed")?,
        },
        absent: row.get("absent")?,
        last_activity_at: row.opt_time("last_at")?,
        worked_at: row.opt_time("worked_at")?,
    })
}

/// What is counted of one centre of it: its conflicts and alerts, and the exam's last update.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn of_exam_at(tx: &mut Tx, exam: ExamId, centre: CentreId) -> Result<ExamFigures> {
    let statement = sql!(
        "SELECT COALESCE((SELECT seq FROM exam_live WHERE exam_id = $1), 0) AS seq,
             COALESCE((SELECT conflicts FROM centre_live WHERE exam_id = $1 AND centre_id = $2), 0) AS conflicts,
             COALESCE((SELECT alerts_open FROM centre_live WHERE exam_id = $1 AND centre_id = $2), 0) AS alerts_open"
    );
    let row = tx.one(statement, args![exam, centre]).await?;
    Ok(ExamFigures { seq: row.get("seq")?, conflicts: row.get("conflicts")?, alerts_open: row.get("alerts_open")? })
}

/// The slots that are not set to be over, by centre: what each is set to, and its times.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn open_slots(tx: &mut Tx, choice: &SlotChoice) -> Result<Vec<(CentreId, SlotStatus, SlotTimes)>> {
    let statement = sql!(concat!(
        "SELECT s.centre_id, s.status, s.start_time, s.end_time FROM slot s WHERE s.status <> 'completed' AND ",
        chosen!()
    ));
    let read = |row: &Row| {
        let times = (row.opt_time("start_time")?, row.opt_time("end_time")?);
        Ok((row.id("centre_id")?, row.parse("status")?, times))
    };
    tx.list(statement, choice.args(), read).await
}

/// When a slot begins and ends.
pub type SlotTimes = (Option<Timestamp>, Option<Timestamp>);

/// The centres that have such slots of an exam, by code. A slot has ended as in the list of candidates.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn of_centres(tx: &mut Tx, choice: &SlotChoice, now: Timestamp) -> Result<Vec<CentreFigures>> {
    macro_rules! sum {
        ($column:literal) => {
            concat!("CAST(SUM(COALESCE(n.", $column, ", 0)) AS BIGINT) AS ", $column, ", ")
        };
    }
    let statement = sql!(concat!(
        "SELECT c.id, c.code, c.name, ",
        sum!("candidates"),
        sum!("present"),
        sum!("face_verified"),
        sum!("face_mismatched"),
        sum!("fingerprints"),
        sum!("omr_bound"),
        sum!("completed"),
        "CAST(SUM(CASE WHEN s.status = 'completed' OR s.end_time < $8 THEN COALESCE(n.candidates - n.present, 0) ELSE 0 END) \
         AS BIGINT) AS absent, MAX(a.last_at) AS last_at, MAX(w.worked_at) AS worked_at \
         FROM slot s JOIN centre c ON c.id = s.centre_id LEFT JOIN slot_count n ON n.slot_id = s.id \
         LEFT JOIN centre_activity a ON a.exam_id = s.exam_id AND a.centre_id = s.centre_id \
         LEFT JOIN centre_live w ON w.exam_id = s.exam_id AND w.centre_id = s.centre_id WHERE ",
        chosen!(),
        " GROUP BY c.id, c.code, c.name ORDER BY c.code"
    ));
    let mut args = choice.args();
    args.push(now.into());
    tx.list(statement, args, of_centre).await
}

/// The devices of an exam by centre: lately is after `silent_until`, today is since `today`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn of_devices(
    tx: &mut Tx,
    exam: ExamId,
    silent_until: Timestamp,
    today: Timestamp,
) -> Result<Vec<(CentreId, DeviceFigures)>> {
    let statement = sql!(
        "SELECT centre_id, COUNT(CASE WHEN heard_at > $2 THEN 1 END) AS heard,
              COUNT(CASE WHEN heard_at <= $2 AND (heard_at >= $3 OR waiting > 0) THEN 1 END) AS silent,
              CAST(SUM(waiting) AS BIGINT) AS waiting, MAX(heard_at) AS last_heard_at
          FROM device WHERE exam_id = $1 GROUP BY centre_id"
    );
    let read = |row: &Row| {
        let devices = DeviceFigures {
            heard: row.get("heard")?,
            silent: row.get("silent")?,
            waiting: row.get("waiting")?,
            last_heard_at: row.opt_time("last_heard_at")?,
        };
        Ok((row.id("centre_id")?, devices))
    };
    tx.list(statement, args![exam, silent_until, today], read).await
}

/// Operators who did something since: everywhere, or those of a centre.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn operators_since(tx: &mut Tx, exam: ExamId, centre: Option<CentreId>, since: Timestamp) -> Result<i64> {
    let statement = sql!(
        "SELECT COUNT(*) AS operators FROM operator_activity o WHERE o.exam_id = $1 AND o.last_at >= $2
          AND ($4 OR o.operator_id IN (SELECT a.id FROM account a WHERE a.centre_id = $3)
               OR o.operator_id IN (SELECT p.operator_id FROM operator_slot p JOIN slot s ON s.id = p.slot_id
                    WHERE s.centre_id = $3 AND s.exam_id = $1 AND p.revoked_at IS NULL))"
    );
    tx.one(statement, args![exam, since, centre, centre.is_none()]).await?.get("operators")
}

/// Records of devices that wait at the server for what they build on, by centre.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn pending_records(tx: &mut Tx, exam: ExamId) -> Result<Vec<(CentreId, i64)>> {
    let statement = sql!(
        "SELECT centre_id, COUNT(*) AS n FROM sync_record
          WHERE exam_id = $1 AND status = 'pending' AND centre_id IS NOT NULL GROUP BY centre_id"
    );
    tx.list(statement, args![exam], |row| Ok((row.id("centre_id")?, row.get("n")?))).await
}
