//! Two records of one candidate, of which only one can stand.

use std::collections::HashMap;

use domain::{CandidateId, CentreId, ConflictId, ExamId, Timestamp, UserId, sync::EntityType, text::RollNumber};
use serde_json::Value;
use uuid::Uuid;

use crate::{Page, Result, Row, Statement, Tx, args, sql, sync_records::Record, sync_sets};

/// A conflict.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// Its id.
    pub id: ConflictId,
    /// The exam.
    pub exam_id: ExamId,
    /// The candidate's centre.
    pub centre_id: CentreId,
    /// The candidate.
    pub candidate_id: CandidateId,
    /// What both are of.
    pub entity_type: EntityType,
    /// The record that came second.
    pub record_id: Uuid,
    /// What stood when it came, whole.
    pub existing: Value,
    /// Why both cannot stand.
    pub reason: String,
    /// When it was found.
    pub created_at: Timestamp,
    /// When it was decided.
    pub resolved_at: Option<Timestamp>,
    /// By whom.
    pub resolved_by: Option<UserId>,
    /// `keep_existing` or `use_new`.
    pub resolution: Option<String>,
    /// Whether other data than the record's decided it.
    pub corrected: bool,
    /// Why it was decided so.
    pub resolve_reason: Option<String>,
}

/// The columns that [`conflict`] reads.
macro_rules! conflict_columns {
    () => {
        "c.*, c.new_data IS NOT NULL AS corrected"
    };
}
pub(crate) use conflict_columns;

pub(crate) fn conflict(row: &Row) -> Result<Conflict> {
    Ok(Conflict {
        id: row.id("id")?,
        exam_id: row.id("exam_id")?,
        centre_id: row.id("centre_id")?,
        candidate_id: row.id("candidate_id")?,
        entity_type: row.parse("entity_type")?,
        record_id: row.get("record_id")?,
        existing: row.json("existing")?,
        reason: row.get("reason")?,
        created_at: row.time("created_at")?,
        resolved_at: row.opt_time("resolved_at")?,
        resolved_by: row.opt_id("resolved_by")?,
        resolution: row.opt("resolution")?,
        corrected: row.get("corrected")?,
        resolve_reason: row.opt("resolve_reason")?,
    })
}

/// Keeps a conflict.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn insert(tx: &mut Tx, conflict: &Conflict) -> Result<()> {
    let c = conflict;
    tx.execute(
        sql!(
            "INSERT INTO sync_conflict (id, exam_id, centre_id, candidate_id, entity_type, record_id, existing, reason,
                  created_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        ),
        args![
            c.id,
            c.exam_id,
            c.centre_id,
            c.candidate_id,
            <&str>::from(c.entity_type),
            c.record_id,
            c.existing.clone(),
            &c.reason,
            c.created_at
        ],
    )
    .await
    .map(drop)
}

/// One conflict.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get(tx: &mut Tx, id: ConflictId) -> Result<Option<Conflict>> {
    let statement = sql!(concat!("SELECT ", conflict_columns!(), " FROM sync_conflict c WHERE c.id = $1"));
    tx.find(statement, args![id], conflict).await
}

/// How a conflict is decided.
#[derive(Clone, Debug)]
pub struct Resolution<'a> {
    /// `keep_existing` or `use_new`.
    pub resolution: &'a str,
    /// Why.
    pub reason: &'a str,
    /// What was given in place of the stored record.
    pub new_data: Option<Value>,
    /// By whom.
    pub by: UserId,
}

/// Decides an open conflict; false when it was decided: of two at once one wins.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn resolve(tx: &mut Tx, id: ConflictId, resolution: &Resolution<'_>, now: Timestamp) -> Result<bool> {
    let r = resolution;
    let without = sql!(
        "UPDATE sync_conflict SET resolved_at = $2, resolved_by = $3, resolution = $4, resolve_reason = $5
          WHERE id = $1 AND resolved_at IS NULL"
    );
    let changed = tx.execute(without, args![id, now, r.by, r.resolution, r.reason]).await? == 1;
    if let (true, Some(data)) = (changed, &r.new_data) {
        tx.execute(sql!("UPDATE sync_conflict SET new_data = $2 WHERE id = $1"), args![id, data.clone()]).await?;
    }
    Ok(changed)
}

/// Whether a mark of this operator for the candidate is a side of an open conflict.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn open_mark_of(tx: &mut Tx, exam: ExamId, candidate: CandidateId, operator: UserId) -> Result<bool> {
    let statement = sql!(
        "SELECT 1 AS one FROM sync_conflict c JOIN sync_record r ON r.id = c.record_id
          WHERE c.exam_id = $1 AND c.candidate_id = $2 AND c.entity_type = 'attendance' AND c.resolved_at IS NULL
            AND r.operator_id = $3 LIMIT 1"
    );
    Ok(tx.optional(statement, args![exam, candidate, operator]).await?.is_some())
}

/// What a record in a conflict says.
#[derive(Clone, Debug)]
pub struct Saying {
    /// What the device said, without the image.
    pub payload: Value,
    /// SHA-256 of the image.
    pub image: Option<Vec<u8>>,
}

/// The open conflicts of a candidate about one kind, whose records one operator captured, the oldest first;
/// with what each record says.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn open_alike(
    tx: &mut Tx,
    (exam, candidate): (ExamId, CandidateId),
    kind: EntityType,
    operator: UserId,
    reason: &str,
) -> Result<Vec<(ConflictId, Saying)>> {
    let statement = sql!(
        "SELECT c.id, r.payload, b.sha256 FROM sync_conflict c JOIN sync_record r ON r.id = c.record_id
           LEFT JOIN blob b ON b.id = r.blob_id
          WHERE c.exam_id = $1 AND c.candidate_id = $2 AND c.entity_type = $3 AND c.resolved_at IS NULL
            AND r.operator_id = $4 AND c.reason = $5 ORDER BY c.id"
    );
    let read = |row: &Row| Ok((row.id("id")?, Saying { payload: row.json("payload")?, image: row.opt("sha256")? }));
    tx.list(statement, args![exam, candidate, <&str>::from(kind), operator, reason], read).await
}

/// Settles the records that joined a conflict, with its decision; the conflict's own is judged by itself.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn settle_joined(tx: &mut Tx, conflict: &Conflict, now: Timestamp) -> Result<u64> {
    let statement = sql!(
        "UPDATE sync_record SET status = 'superseded', waits = FALSE, judged_at = $3
          WHERE conflict_id = $1 AND id <> $2 AND status = 'conflict'"
    );
    tx.execute(statement, args![conflict.id, conflict.record_id, now]).await
}

/// A conflict with the record that came second and its candidate's roll number.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The conflict.
    pub conflict: Conflict,
    /// The record that came second.
    pub record: Record,
    /// Further records of the same operator that its decision settles.
    pub joined: u32,
    /// The candidate's roll number.
    pub roll_number: RollNumber,
}

macro_rules! list_text {
    ($scope:literal) => {
        concat!(
            "SELECT ",
            conflict_columns!(),
            " FROM sync_conflict c WHERE c.exam_id = $1 AND c.id > $2 \
             AND ($3 OR (c.resolved_at IS NOT NULL) = $4) ",
            $scope,
            " ORDER BY c.id LIMIT $5"
        )
    };
}

/// A page of conflicts, by id: of one centre or all, open, resolved or both.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn list(
    tx: &mut Tx,
    exam: ExamId,
    centre: Option<CentreId>,
    resolved: Option<bool>,
    page: Page,
) -> Result<Vec<Listed>> {
    let mut args = args![exam, page.after_id(), resolved.is_none(), resolved.unwrap_or(false), page.limit];
    let statement: &'static Statement = match centre {
        None => sql!(list_text!("")),
        Some(centre) => {
            args.push(centre.into());
            sql!(list_text!("AND c.centre_id = $6"))
        }
    };
    let conflicts = tx.list(statement, args, conflict).await?;
    with_records(tx, conflicts).await
}

/// A conflict with its record.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn whole(tx: &mut Tx, conflict: Conflict) -> Result<Listed> {
    with_records(tx, vec![conflict]).await?.pop().ok_or(crate::StoreError::Corrupt { column: "record_id" })
}

/// Conflicts with their records, in the order in which they are given.
///
/// # Errors
/// [`crate::StoreError`].
pub(crate) async fn with_records(tx: &mut Tx, conflicts: Vec<Conflict>) -> Result<Vec<Listed>> {
    let records = sync_sets::get(tx, conflicts.iter().map(|conflict| conflict.record_id)).await?;
    let mut records: HashMap<Uuid, Record> = records.into_iter().map(|record| (record.id, record)).collect();
    macro_rules! text {
        ($id:literal, $from:literal) => {
            concat!(
                "SELECT c.id, k.roll_number, \
                     (SELECT COUNT(*) FROM sync_record r WHERE r.conflict_id = c.id AND r.id <> c.record_id) AS joined FROM ",
                $from,
                " f CROSS JOIN sync_conflict c CROSS JOIN candidate k WHERE c.id = ",
                $id,
                " AND k.exam_id = c.exam_id AND k.id = c.candidate_id"
            )
        };
    }
    let statement = sql!(
        sqlite: text!("unhex(f.value, '-')", "json_each($1)"),
        postgres: text!("f.value::uuid", "jsonb_array_elements_text($1)")
    );
    let ids: Value = conflicts.iter().map(|conflict| Value::from(conflict.id.to_string())).collect();
    let read = |row: &Row| Ok((row.id("id")?, (row.parse("roll_number")?, row.count("joined")?)));
    let mut beside: HashMap<ConflictId, _> = tx.list(statement, args![ids], read).await?.into_iter().collect();
    let missing = || crate::StoreError::Corrupt { column: "record_id" };
    let listed = conflicts.into_iter().map(|conflict| {
        let record = records.remove(&conflict.record_id).ok_or_else(missing)?;
        let (roll_number, joined) = beside.remove(&conflict.id).ok_or_else(missing)?;
        Ok(Listed { conflict, record, joined, roll_number })
    });
    listed.collect()
}
