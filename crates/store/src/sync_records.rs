//! Records that devices handed over, whole, and what became of each.

use domain::{
    BlobId, CandidateId, CentreId, ConflictId, ExamId, SessionId, Timestamp, UserId,
    record::RecordDecision,
    sync::{EntityType, RecordStatus},
};
use serde_json::Value;
use uuid::Uuid;

use crate::{Result, Row, Tx, args, sql};

/// A record.
#[derive(Clone, Debug)]
pub struct Record {
    /// The server's id of it.
    pub id: Uuid,
    /// The exam.
    pub exam_id: ExamId,
    /// The device's id of it.
    pub record_id: Uuid,
    /// SHA-256 of its content.
    pub digest: Vec<u8>,
    /// Whether another content came first with this id.
    pub reused: bool,
    /// What it is of.
    pub entity_type: EntityType,
    /// Whose it is, once it was found.
    pub candidate_id: Option<CandidateId>,
    /// The candidate's centre; the uploader's until that is known.
    pub centre_id: Option<CentreId>,
    /// What the device said, without the image.
    pub payload: Value,
    /// What was read of the image when it came.
    pub inspected: Value,
    /// The image.
    pub blob_id: Option<BlobId>,
    /// Who captured it.
    pub operator_id: UserId,
    /// How that is known: `none` (the uploader did), `token`, or `invalid`.
    pub proof: String,
    /// When its capture token was issued, where that is the proof.
    pub token_issued_at: Option<Timestamp>,
    /// Who handed it over.
    pub uploaded_by: UserId,
    /// In which login.
    pub session_id: SessionId,
    /// The device.
    pub device_id: Option<String>,
    /// As the device gave it.
    pub captured_at: Timestamp,
    /// When it came.
    pub received_at: Timestamp,
    /// Microseconds that the device's clock was ahead.
    pub clock_offset: i64,
    /// Where it stands.
    pub status: RecordStatus,
    /// Why, where there is a why.
    pub code: Option<String>,
    /// That in a sentence.
    pub error: Option<String>,
    /// What it became: an id, or a barcode.
    pub entity_ref: Option<String>,
    /// The conflict it is a side of.
    pub conflict_id: Option<ConflictId>,
    /// When it was judged last.
    pub judged_at: Option<Timestamp>,
    /// What a supervisor made of it.
    pub decided: Option<Decided>,
}

/// What a supervisor made of a record.
#[derive(Clone, Debug)]
pub struct Decided {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: UserId,
    /// What.
    pub decision: RecordDecision,
    /// The record that was made of it, where it could not be applied as it is.
    pub became: Option<Uuid>,
}

pub(crate) fn decided(row: &Row) -> Result<Option<Decided>> {
    let Some(at) = row.opt_time("decided_at")? else { return Ok(None) };
    let (by, decision) = (row.id("decided_by")?, row.parse("decision")?);
    Ok(Some(Decided { at, by, decision, became: row.opt("became")? }))
}

pub(crate) fn record(row: &Row) -> Result<Record> {
    Ok(Record {
        id: row.get("id")?,
        exam_id: row.id("exam_id")?,
        record_id: row.get("record_id")?,
        digest: row.get("digest")?,
        reused: row.get("reused")?,
        entity_type: row.parse("entity_type")?,
        candidate_id: row.opt_id("candidate_id")?,
        centre_id: row.opt_id("centre_id")?,
        payload: row.json("payload")?,
        inspected: row.json("inspected")?,
        blob_id: row.opt_id("blob_id")?,
        operator_id: row.id("operator_id")?,
        proof: row.get("proof")?,
        token_issued_at: row.opt_time("token_issued_at")?,
        uploaded_by: row.id("uploaded_by")?,
        session_id: row.id("session_id")?,
        device_id: row.opt("device_id")?,
        captured_at: row.time("captured_at")?,
        received_at: row.time("received_at")?,
        clock_offset: row.get("clock_offset")?,
        status: row.parse("status")?,
        code: row.opt("code")?,
        error: row.opt("error")?,
        entity_ref: row.opt("entity_ref")?,
        conflict_id: row.opt_id("conflict_id")?,
        judged_at: row.opt_time("judged_at")?,
        decided: decided(row)?,
    })
}

/// Keeps a record; false when it is here already, or another content has its id.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn insert(tx: &mut Tx, record: &Record) -> Result<bool> {
    let r = record;
    let waits = domain::sync::waits(r.status, r.code.as_deref());
    let added = tx
        .execute(
            sql!(
                "INSERT INTO sync_record (id, exam_id, record_id, digest, reused, entity_type, candidate_id, centre_id,
                      payload, inspected, blob_id, operator_id, proof, uploaded_by, session_id, device_id, captured_at,
                      received_at, clock_offset, status, waits, code, error, judged_at,
                      token_issued_at)
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                      $22, $23, $24, $25)
                  ON CONFLICT DO NOTHING"
            ),
            args![
                r.id,
                r.exam_id,
                r.record_id,
                r.digest.clone(),
                r.reused,
                <&str>::from(r.entity_type),
                r.candidate_id,
                r.centre_id,
                r.payload.clone(),
                r.inspected.clone(),
                r.blob_id,
                r.operator_id,
                &r.proof,
                r.uploaded_by,
                r.session_id,
                r.device_id.clone(),
                r.captured_at,
                r.received_at,
                r.clock_offset,
                <&str>::from(r.status),
                waits,
                r.code.clone(),
                r.error.clone(),
                r.judged_at,
                r.token_issued_at
            ],
        )
        .await?;
    Ok(added == 1)
}

/// One record.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get(tx: &mut Tx, id: Uuid) -> Result<Option<Record>> {
    tx.find(sql!("SELECT * FROM sync_record WHERE id = $1"), args![id], record).await
}

pub(crate) fn ids_json(ids: impl Iterator<Item = Uuid>) -> Value {
    ids.map(|id| Value::String(id.to_string())).collect()
}

/// What is here under these ids of devices, with every content; the caller bounds the list.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn by_record_ids(tx: &mut Tx, exam: ExamId, ids: impl Iterator<Item = Uuid>) -> Result<Vec<Record>> {
    let statement = sql!(
        sqlite: "SELECT * FROM sync_record WHERE exam_id = $1
                  AND record_id IN (SELECT unhex(value, '-') FROM json_each($2)) ORDER BY id",
        postgres: "SELECT * FROM sync_record WHERE exam_id = $1
                  AND record_id IN (SELECT value::uuid FROM jsonb_array_elements_text($2)) ORDER BY id"
    );
    tx.list(statement, args![exam, ids_json(ids)], record).await
}

/// What was found when a record was judged.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// Whose it is.
    pub candidate_id: Option<CandidateId>,
    /// The candidate's centre.
    pub centre_id: Option<CentreId>,
    /// Where it stands now.
    pub status: RecordStatus,
    /// Why.
    pub code: Option<String>,
    /// That in a sentence.
    pub error: Option<String>,
    /// What it became.
    pub entity_ref: Option<String>,
    /// The conflict it is a side of.
    pub conflict_id: Option<ConflictId>,
}

/// Writes a judgement.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn judge(tx: &mut Tx, id: Uuid, judged: &Judgement, now: Timestamp) -> Result<()> {
    let j = judged;
    tx.execute(
        sql!(
            "UPDATE sync_record SET candidate_id = COALESCE($2, candidate_id), centre_id = COALESCE($3, centre_id),
                  status = $4, waits = $5, code = $6, error = $7, entity_ref = $8, conflict_id = $9, judged_at = $10
              WHERE id = $1"
        ),
        args![
            id,
            j.candidate_id,
            j.centre_id,
            <&str>::from(j.status),
            domain::sync::waits(j.status, j.code.as_deref()),
            j.code.clone(),
            j.error.clone(),
            j.entity_ref.clone(),
            j.conflict_id,
            now
        ],
    )
    .await
    .map(drop)
}

/// The records of a candidate that wait, what others build on first; at most `limit`, of which every operator
/// has a share, so that nobody's records stand before all of another's. Of one operator those that were not
/// judged for the longest come first: each has its turn.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn waiting(tx: &mut Tx, exam: ExamId, candidate: CandidateId, limit: i64) -> Result<Vec<Record>> {
    let statement = sql!(
        "SELECT * FROM (
              SELECT * FROM (
                  SELECT r.*, ROW_NUMBER() OVER (PARTITION BY operator_id ORDER BY COALESCE(judged_at, 0), id) AS turn
                  FROM sync_record r WHERE exam_id = $1 AND candidate_id = $2 AND waits
              ) everyone ORDER BY turn, id LIMIT $3
          ) page
          ORDER BY CASE entity_type WHEN 'attendance' THEN 0 WHEN 'biometric' THEN 2 ELSE 1 END, captured_at, id"
    );
    tx.list(statement, args![exam, candidate, limit], record).await
}

/// Records that came before `cut` and were never judged: their process is gone. At most `limit`, of which
/// every operator has a share.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn unjudged(tx: &mut Tx, cut: Timestamp, limit: i64) -> Result<Vec<Record>> {
    let statement = sql!(
        "SELECT * FROM (
              SELECT r.*, ROW_NUMBER() OVER (PARTITION BY operator_id ORDER BY received_at, id) AS turn
              FROM sync_record r WHERE judged_at IS NULL AND received_at < $1 AND COALESCE(code, '') <> 'SCORING'
          ) everyone ORDER BY turn, id LIMIT $2"
    );
    tx.list(statement, args![cut, limit], record).await
}

/// A candidate of an exam.
pub type Place = (ExamId, CandidateId);

fn place(row: &Row) -> Result<Place> {
    Ok((row.id("exam_id")?, row.id("candidate_id")?))
}

/// The newest number of the journal.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn newest_seq(tx: &mut Tx) -> Result<i64> {
    let statement = sql!("SELECT size FROM journal_head WHERE name = 'journal'");
    tx.one(statement, args![]).await?.get("size")
}

/// Candidates with records that wait, of whom the journal told something after `first`, up to `last`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn stirred(tx: &mut Tx, first: i64, last: i64) -> Result<Vec<Place>> {
    let statement = sql!(
        "SELECT DISTINCT r.exam_id, r.candidate_id FROM journal j
          JOIN sync_record r ON r.exam_id = j.exam_id AND r.candidate_id = j.candidate_id AND r.waits
          WHERE j.seq > $1 AND j.seq <= $2 AND j.outcome = 'done'
            AND j.action IN ('mark_attendance', 'undo_attendance', 'hand_over_attendance', 'verify_face',
                'capture_fingerprint', 'bind_sheet', 'void_sheet', 'close_biometric', 'resolve_conflict',
                'enrol_face')"
    );
    tx.list(statement, args![first, last], place).await
}

/// Candidates with records that wait, after one of them, in order.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn all_waiting(tx: &mut Tx, after: Place, limit: i64) -> Result<Vec<Place>> {
    let statement = sql!(
        "SELECT DISTINCT exam_id, candidate_id FROM sync_record
          WHERE waits AND candidate_id IS NOT NULL AND (exam_id > $1 OR (exam_id = $1 AND candidate_id > $2))
          ORDER BY exam_id, candidate_id LIMIT $3"
    );
    tx.list(statement, args![after.0, after.1, limit], place).await
}

/// Notes that what a record became was replaced.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn supersede(
    tx: &mut Tx,
    exam: ExamId,
    candidate: CandidateId,
    kind: EntityType,
    entity: &str,
) -> Result<()> {
    tx.execute(
        sql!(
            "UPDATE sync_record SET status = 'superseded'
              WHERE exam_id = $1 AND candidate_id = $2 AND entity_type = $3 AND status = 'synced' AND entity_ref = $4"
        ),
        args![exam, candidate, <&str>::from(kind), entity],
    )
    .await
    .map(drop)
}
