//! What people look at: the records that were handed over, and what waits for somebody to decide.

use domain::{
    CandidateId, CentreId, ConflictId, ExamId, Timestamp, UserId,
    record::without_a_person,
    sync::{EntityType, RecordStatus},
    text::RollNumber,
};
use uuid::Uuid;

use crate::{
    Page, Result, Row, Tx, args, sql,
    sync_records::{Decided, decided},
};

/// A record that was handed over, readable or not.
#[derive(Clone, Debug)]
pub struct Handed {
    /// The server's id of it.
    pub id: Uuid,
    /// The device's.
    pub record_id: Option<Uuid>,
    /// Whether its bytes are kept because they could not be read.
    pub unread: bool,
    /// What it is of.
    pub entity_type: Option<EntityType>,
    /// Whose it is.
    pub candidate_id: Option<CandidateId>,
    /// Their roll number.
    pub roll_number: Option<RollNumber>,
    /// At which centre.
    pub centre_id: Option<CentreId>,
    /// Who captured it.
    pub operator_id: UserId,
    /// How that is known.
    pub proof: String,
    /// Who handed it over.
    pub uploaded_by: UserId,
    /// The device.
    pub device_id: Option<String>,
    /// As the device gave it.
    pub captured_at: Option<Timestamp>,
    /// When it came.
    pub received_at: Timestamp,
    /// Where it stands.
    pub status: RecordStatus,
    /// Why.
    pub code: Option<String>,
    /// That in a sentence.
    pub error: Option<String>,
    /// The conflict it is a side of.
    pub conflict_id: Option<ConflictId>,
    /// Whether an image is kept with it.
    pub has_image: bool,
    /// What a supervisor made of it.
    pub decided: Option<Decided>,
}

fn handed(row: &Row) -> Result<Handed> {
    Ok(Handed {
        id: row.get("id")?,
        record_id: row.opt("record_id")?,
        unread: row.get::<i64>("unread")? == 1,
        entity_type: row.opt_parse("entity_type")?,
        candidate_id: row.opt_id("candidate_id")?,
        roll_number: row.opt_parse("roll_number")?,
        centre_id: row.opt_id("centre_id")?,
        operator_id: row.id("operator_id")?,
        proof: row.get("proof")?,
        uploaded_by: row.id("uploaded_by")?,
        device_id: row.opt("device_id")?,
        captured_at: row.opt_time("captured_at")?,
        received_at: row.time("received_at")?,
        status: row.parse("status")?,
        code: row.opt("code")?,
        error: row.opt("error")?,
        conflict_id: row.opt_id("conflict_id")?,
        has_image: row.get::<i64>("has_image")? == 1,
        decided: decided(row)?,
    })
}

// Both tables as one; the numbers are CAST because PostgreSQL takes a bare one for a smaller type.
macro_rules! handed_text {
    ($columns:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM (SELECT id, exam_id, record_id, CAST(0 AS BIGINT) AS unread, entity_type, candidate_id, centre_id, \
                 operator_id, proof, uploaded_by, device_id, captured_at, received_at, status, code, error, \
                 conflict_id, CAST(CASE WHEN blob_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS has_image, decided_at, \
                 decided_by, decision, became FROM sync_record \
             UNION ALL SELECT id, exam_id, record_id, CAST(1 AS BIGINT), entity_type, candidate_id, centre_id, \
                 operator_id, proof, uploaded_by, device_id, captured_at, received_at, \
                 CASE WHEN decided_at IS NULL THEN 'failed' ELSE 'superseded' END, code, error, CAST(NULL AS UUID), \
                 CAST(CASE WHEN image_id IS NULL THEN 0 ELSE 1 END AS BIGINT), decided_at, decided_by, decision, \
                 became FROM sync_unread) l WHERE l.exam_id = $1 ",
            $rest
        )
    };
}

/// What a list of records is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct HandedFilter {
    /// Where they stand.
    pub status: Option<RecordStatus>,
    /// Who captured them.
    pub operator: Option<UserId>,
    /// With which device.
    pub device: Option<String>,
    /// At which centre.
    pub centre: Option<CentreId>,
}

fn filter_args(exam: ExamId, filter: &HandedFilter) -> Vec<crate::Arg> {
    let f = filter;
    args![
        exam,
        f.status.map_or("", <&str>::from),
        f.operator,
        f.operator.is_none(),
        f.device.clone(),
        f.device.is_none(),
        f.centre,
        f.centre.is_none()
    ]
}

/// A page of the records that were handed over, by the server's id: the oldest first.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn list(tx: &mut Tx, exam: ExamId, filter: &HandedFilter, page: Page) -> Result<Vec<Handed>> {
    let statement = sql!(handed_text!(
        "l.*, (SELECT c.roll_number FROM candidate c WHERE c.exam_id = l.exam_id AND c.id = l.candidate_id) \
             AS roll_number",
        "AND ($2 = '' OR l.status = $2) AND (l.operator_id = $3 OR $4) AND (l.device_id = $5 OR $6) \
         AND (l.centre_id = $7 OR $8) AND l.id > $9 ORDER BY l.id LIMIT $10"
    ));
    let mut args = filter_args(exam, filter);
    args.extend(args![page.after_id(), page.limit]);
    tx.list(statement, args, handed).await
}

/// How many that are in all.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn total(tx: &mut Tx, exam: ExamId, filter: &HandedFilter) -> Result<i64> {
    let statement = sql!(handed_text!(
        "COUNT(*) AS n",
        "AND ($2 = '' OR l.status = $2) AND (l.operator_id = $3 OR $4) AND (l.device_id = $5 OR $6) \
         AND (l.centre_id = $7 OR $8)"
    ));
    tx.one(statement, filter_args(exam, filter)).await?.get("n")
}

/// One of them.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get(tx: &mut Tx, exam: ExamId, id: Uuid) -> Result<Option<Handed>> {
    let statement = sql!(handed_text!(
        "l.*, (SELECT c.roll_number FROM candidate c WHERE c.exam_id = l.exam_id AND c.id = l.candidate_id) \
             AS roll_number",
        "AND l.id = $2"
    ));
    tx.find(statement, args![exam, id], handed).await
}

/// What waits for a person: a record, or a conflict.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Its id.
    pub id: Uuid,
    /// `conflict`, `pending`, `failed` or `unread`.
    pub kind: String,
    /// What it is of.
    pub entity_type: Option<EntityType>,
    /// Whose it is.
    pub candidate_id: Option<CandidateId>,
    /// At which centre.
    pub centre_id: Option<CentreId>,
    /// Since when.
    pub since: Timestamp,
    /// Who captured it.
    pub operator_id: UserId,
    /// With which device.
    pub device_id: Option<String>,
    /// Why.
    pub code: String,
}

fn waiting(row: &Row) -> Result<Waiting> {
    Ok(Waiting {
        id: row.get("id")?,
        kind: row.get("kind")?,
        entity_type: row.opt_parse("entity_type")?,
        candidate_id: row.opt_id("candidate_id")?,
        centre_id: row.opt_id("centre_id")?,
        since: row.time("since")?,
        operator_id: row.id("operator_id")?,
        device_id: row.opt("device_id")?,
        code: row.get("code")?,
    })
}

/// A page of what waits for a person at a centre or everywhere, the longest waiting first: ids begin with the time.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn desk(tx: &mut Tx, exam: ExamId, centre: Option<CentreId>, page: Page) -> Result<Vec<Waiting>> {
    let statement = sql!(
        "SELECT l.* FROM (
             SELECT id, exam_id, status AS kind, entity_type, candidate_id, centre_id, received_at AS since, operator_id,
                 device_id, code FROM sync_record
              WHERE decided_at IS NULL AND (status = 'failed' OR (status = 'pending' AND code NOT IN ($5, $6, $7)))
             UNION ALL
             SELECT id, exam_id, 'unread', entity_type, candidate_id, centre_id, received_at, operator_id, device_id,
                 code FROM sync_unread WHERE decided_at IS NULL
             UNION ALL
             SELECT c.id, c.exam_id, 'conflict', c.entity_type, c.candidate_id, c.centre_id, c.created_at, r.operator_id,
                 r.device_id, c.reason FROM sync_conflict c JOIN sync_record r ON r.id = c.record_id
              WHERE c.resolved_at IS NULL) l
          WHERE l.exam_id = $1 AND (l.centre_id = $2 OR $3) AND l.id > $4 ORDER BY l.id LIMIT $8"
    );
    let [attendance, station, scoring] = without_a_person();
    let args = args![exam, centre, centre.is_none(), page.after_id(), attendance, station, scoring, page.limit];
    tx.list(statement, args, waiting).await
}
