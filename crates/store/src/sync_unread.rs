//! What came in the place of a record and cannot be read as one. Its bytes are kept as they came.

use domain::{
    BlobId, CandidateId, CentreId, ExamId, SessionId, Timestamp, UserId, record::RecordDecision, sync::EntityType,
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    Result, Row, Tx, args, sql,
    sync_records::{Decided, decided, ids_json},
};

/// A record that could not be read, and what of it could be.
#[derive(Clone, Debug)]
pub struct Unread {
    /// The server's id of it.
    pub id: Uuid,
    /// The exam.
    pub exam_id: ExamId,
    /// The device's id of it.
    pub record_id: Option<Uuid>,
    /// SHA-256 of its bytes.
    pub digest: Vec<u8>,
    /// What it is of.
    pub entity_type: Option<EntityType>,
    /// Whom it is about.
    pub candidate_id: Option<CandidateId>,
    /// The centre of who handed it over, or the candidate's.
    pub centre_id: Option<CentreId>,
    /// Its bytes.
    pub blob_id: BlobId,
    /// Its image, as one of its kind.
    pub image_id: Option<BlobId>,
    /// What was read of the image when it came.
    pub inspected: Value,
    /// Who captured it.
    pub operator_id: UserId,
    /// How that is known.
    pub proof: String,
    /// Who handed it over.
    pub uploaded_by: UserId,
    /// In which login.
    pub session_id: SessionId,
    /// The device.
    pub device_id: Option<String>,
    /// As the device gave it.
    pub captured_at: Option<Timestamp>,
    /// When it came.
    pub received_at: Timestamp,
    /// Microseconds that the device's clock was ahead.
    pub clock_offset: i64,
    /// What is wrong with it.
    pub code: String,
    /// That in a sentence.
    pub error: String,
    /// What a supervisor made of it.
    pub decided: Option<Decided>,
}

fn unread(row: &Row) -> Result<Unread> {
    Ok(Unread {
        id: row.get("id")?,
        exam_id: row.id("exam_id")?,
        record_id: row.opt("record_id")?,
        digest: row.get("digest")?,
        entity_type: row.opt_parse("entity_type")?,
        candidate_id: row.opt_id("candidate_id")?,
        centre_id: row.opt_id("centre_id")?,
        blob_id: row.id("blob_id")?,
        image_id: row.opt_id("image_id")?,
        inspected: row.json("inspected")?,
        operator_id: row.id("operator_id")?,
        proof: row.get("proof")?,
        uploaded_by: row.id("uploaded_by")?,
        session_id: row.id("session_id")?,
        device_id: row.opt("device_id")?,
        captured_at: row.opt_time("captured_at")?,
        received_at: row.time("received_at")?,
        clock_offset: row.get("clock_offset")?,
        code: row.get("code")?,
        error: row.get("error")?,
        decided: decided(row)?,
    })
}

/// Keeps one; false when the same bytes came from the same hands before.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn insert(tx: &mut Tx, unread: &Unread) -> Result<bool> {
    let u = unread;
    let statement = sql!(
        "INSERT INTO sync_unread (id, exam_id, record_id, digest, entity_type, candidate_id, centre_id, blob_id, image_id,
              inspected, operator_id, proof, uploaded_by, session_id, device_id, captured_at, received_at, clock_offset,
              code, error)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
          ON CONFLICT DO NOTHING"
    );
    let args = args![
        u.id,
        u.exam_id,
        u.record_id,
        u.digest.clone(),
        u.entity_type.map(|kind| <&str>::from(kind).to_owned()),
        u.candidate_id,
        u.centre_id,
        u.blob_id,
        u.image_id,
        u.inspected.clone(),
        u.operator_id,
        &u.proof,
        u.uploaded_by,
        u.session_id,
        u.device_id.clone(),
        u.captured_at,
        u.received_at,
        u.clock_offset,
        &u.code,
        &u.error
    ];
    Ok(tx.execute(statement, args).await? == 1)
}

/// One.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get(tx: &mut Tx, id: Uuid) -> Result<Option<Unread>> {
    tx.find(sql!("SELECT * FROM sync_unread WHERE id = $1"), args![id], unread).await
}

/// Whether these bytes came from these hands before.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn is_known(tx: &mut Tx, exam: ExamId, by: UserId, digest: &[u8]) -> Result<bool> {
    let statement =
        sql!("SELECT 1 AS one FROM sync_unread WHERE exam_id = $1 AND uploaded_by = $2 AND digest = $3 LIMIT 1");
    Ok(tx.optional(statement, args![exam, by, digest]).await?.is_some())
}

/// What is here under these ids of devices; the caller bounds the list.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn by_record_ids(tx: &mut Tx, exam: ExamId, ids: impl Iterator<Item = Uuid>) -> Result<Vec<Unread>> {
    let statement = sql!(
        sqlite: "SELECT * FROM sync_unread WHERE exam_id = $1
                  AND record_id IN (SELECT unhex(value, '-') FROM json_each($2)) ORDER BY id",
        postgres: "SELECT * FROM sync_unread WHERE exam_id = $1
                  AND record_id IN (SELECT value::uuid FROM jsonb_array_elements_text($2)) ORDER BY id"
    );
    tx.list(statement, args![exam, ids_json(ids)], unread).await
}

/// What a supervisor decides.
#[derive(Clone, Debug)]
pub struct Deciding<'a> {
    /// What.
    pub decision: RecordDecision,
    /// Why.
    pub reason: &'a str,
    /// What stands in the place of what the device said; an empty object for nothing.
    pub correction: Value,
    /// Who.
    pub by: UserId,
    /// The record that was made of it.
    pub became: Option<Uuid>,
}

/// Decides a record that could be read and waits; false when it was decided: of two at once one wins.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn decide_record(tx: &mut Tx, id: Uuid, decision: &Deciding<'_>, now: Timestamp) -> Result<bool> {
    let statement = sql!(
        "UPDATE sync_record SET decided_at = $2, decided_by = $3, decision = $4, decide_reason = $5, correction = $6,
              became = $7
          WHERE id = $1 AND decided_at IS NULL AND status IN ('pending', 'failed')"
    );
    Ok(tx.execute(statement, decided_args(id, decision, now)).await? == 1)
}

/// Decides one that could not be read; false when it was decided: of two at once one wins.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn decide(tx: &mut Tx, id: Uuid, decision: &Deciding<'_>, now: Timestamp) -> Result<bool> {
    let statement = sql!(
        "UPDATE sync_unread SET decided_at = $2, decided_by = $3, decision = $4, decide_reason = $5, correction = $6,
              became = $7
          WHERE id = $1 AND decided_at IS NULL"
    );
    Ok(tx.execute(statement, decided_args(id, decision, now)).await? == 1)
}

fn decided_args(id: Uuid, decision: &Deciding<'_>, now: Timestamp) -> Vec<crate::Arg> {
    let d = decision;
    args![id, now, d.by, <&str>::from(d.decision), d.reason, d.correction.clone(), d.became]
}
