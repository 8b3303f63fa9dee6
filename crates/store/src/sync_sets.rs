//! The records of a batch, read and written together: one statement for all of them, whatever their number. The caller
//! bounds the lists.

use std::collections::BTreeMap;

use domain::{CandidateId, CentreId, ExamId, SessionId, SlotId, Timestamp, UserId};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    Result, Row, Tx, args,
    args::hex,
    sql,
    sync_records::{Judgement, Record, ids_json, record},
};

/// Keeps records, and tells which: those whose id is here already are not among them.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn insert(tx: &mut Tx, records: impl Iterator<Item = &Record>) -> Result<Vec<Uuid>> {
    let rows: Vec<Value> = records.map(row).collect();
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    macro_rules! text {
        ($select:literal) => {
            concat!(
                "INSERT INTO sync_record (id, exam_id, record_id, digest, reused, entity_type, candidate_id, centre_id,
                      payload, inspected, blob_id, operator_id, proof, uploaded_by, session_id, device_id, captured_at,
                      received_at, clock_offset, status, waits, code, error, judged_at, token_issued_at) ",
                $select,
                " ON CONFLICT DO NOTHING RETURNING id"
            )
        };
    }
    let statement = sql!(
        sqlite: text!(
            "SELECT unhex(value ->> 'id', '-'), unhex(value ->> 'exam_id', '-'), unhex(value ->> 'record_id', '-'),
                 unhex(value ->> 'digest'), value ->> 'reused', value ->> 'entity_type',
                 unhex(value ->> 'candidate_id', '-'), unhex(value ->> 'centre_id', '-'), value ->> 'payload',
                 value ->> 'inspected', unhex(value ->> 'blob_id', '-'), unhex(value ->> 'operator_id', '-'),
                 value ->> 'proof', unhex(value ->> 'uploaded_by', '-'), unhex(value ->> 'session_id', '-'),
                 value ->> 'device_id', value ->> 'captured_at', value ->> 'received_at', value ->> 'clock_offset',
                 value ->> 'status', value ->> 'waits', value ->> 'code', value ->> 'error', value ->> 'judged_at',
                 value ->> 'token_issued_at'
             FROM json_each($1) WHERE TRUE"
        ),
        postgres: text!(
            "SELECT id, exam_id, record_id, decode(digest, 'hex'), reused, entity_type, candidate_id, centre_id, payload,
                 inspected, blob_id, operator_id, proof, uploaded_by, session_id, device_id, captured_at, received_at,
                 clock_offset, status, waits, code, error, judged_at, token_issued_at
             FROM jsonb_to_recordset($1) AS r (id UUID, exam_id UUID, record_id UUID, digest TEXT, reused BOOLEAN,
                 entity_type TEXT, candidate_id UUID, centre_id UUID, payload JSONB, inspected JSONB, blob_id UUID,
                 operator_id UUID, proof TEXT, uploaded_by UUID, session_id UUID, device_id TEXT, captured_at BIGINT,
                 received_at BIGINT, clock_offset BIGINT, status TEXT, waits BOOLEAN, code TEXT, error TEXT,
                 judged_at BIGINT, token_issued_at BIGINT)"
        )
    );
    tx.list(statement, args![Value::Array(rows)], |row: &Row| row.get("id")).await
}

fn row(r: &Record) -> Value {
    json!({
        "id": r.id, "exam_id": r.exam_id, "record_id": r.record_id, "digest": hex(&r.digest), "reused": r.reused,
        "entity_type": r.entity_type, "candidate_id": r.candidate_id, "centre_id": r.centre_id, "payload": r.payload,
        "inspected": r.inspected, "blob_id": r.blob_id, "operator_id": r.operator_id, "proof": r.proof,
        "uploaded_by": r.uploaded_by, "session_id": r.session_id, "device_id": r.device_id,
        "captured_at": r.captured_at.0, "received_at": r.received_at.0, "clock_offset": r.clock_offset,
        "status": <&str>::from(r.status), "waits": domain::sync::waits(r.status, r.code.as_deref()),
        "code": r.code, "error": r.error, "judged_at": r.judged_at.map(|at| at.0),
        "token_issued_at": r.token_issued_at.map(|at| at.0),
    })
}

/// Hand-overs of records, by the server's ids of these: see [`crate::sync_hand_overs::note`].
#[derive(Debug, Default)]
pub struct HandOvers(BTreeMap<HandOver, (Timestamp, i64)>);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct HandOver {
    record: Uuid,
    uploaded_by: UserId,
    session: SessionId,
    device: String,
    captor: UserId,
    proof: String,
}

impl HandOvers {
    /// Adds that a record was handed over, as `by` says.
    pub fn add(&mut self, id: Uuid, by: &Record) {
        let key = HandOver {
            record: id,
            uploaded_by: by.uploaded_by,
            session: by.session_id,
            device: by.device_id.clone().unwrap_or_default(),
            captor: by.operator_id,
            proof: by.proof.clone(),
        };
        self.0.entry(key).or_insert((by.received_at, 0)).1 += 1;
    }

    /// Notes them all, in the order of the records.
    ///
    /// # Errors
    /// [`crate::StoreError`].
    pub async fn note(self, tx: &mut Tx) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        macro_rules! text {
            ($select:literal) => {
                concat!(
                    "INSERT INTO sync_hand_over AS h (record_id, uploaded_by, session_id, device_id, captor_id, proof,
                          first_at, last_at, times) ",
                    $select,
                    " ON CONFLICT (record_id, uploaded_by, session_id, device_id, captor_id, proof)
                          DO UPDATE SET last_at = EXCLUDED.last_at, times = h.times + EXCLUDED.times"
                )
            };
        }
        let statement = sql!(
            sqlite: text!(
                "SELECT unhex(value ->> 0, '-'), unhex(value ->> 1, '-'), unhex(value ->> 2, '-'), value ->> 3,
                     unhex(value ->> 4, '-'), value ->> 5, value ->> 6, value ->> 6, value ->> 7
                 FROM json_each($1) WHERE TRUE"
            ),
            postgres: text!(
                "SELECT (value ->> 0)::uuid, (value ->> 1)::uuid, (value ->> 2)::uuid, value ->> 3,
                     (value ->> 4)::uuid, value ->> 5, (value ->> 6)::bigint, (value ->> 6)::bigint, (value ->> 7)::bigint
                 FROM jsonb_array_elements($1)"
            )
        );
        let row = |(key, by): (&HandOver, &(Timestamp, i64))| {
            json!([key.record, key.uploaded_by, key.session, key.device, key.captor, key.proof, by.0.0, by.1])
        };
        let rows: Value = self.0.iter().map(row).collect();
        tx.execute(statement, args![rows]).await.map(drop)
    }
}

/// These records, by the server's ids of them.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get(tx: &mut Tx, ids: impl Iterator<Item = Uuid>) -> Result<Vec<Record>> {
    let statement = sql!(
        sqlite: "SELECT * FROM sync_record WHERE id IN (SELECT unhex(value, '-') FROM json_each($1))",
        postgres: "SELECT * FROM sync_record WHERE id IN (SELECT value::uuid FROM jsonb_array_elements_text($1))"
    );
    tx.list(statement, args![ids_json(ids)], record).await
}

/// Writes judgements; see [`crate::sync_records::judge`].
///
/// # Errors
/// [`crate::StoreError`].
pub async fn judge(tx: &mut Tx, judged: &[(Uuid, Judgement)], now: Timestamp) -> Result<()> {
    macro_rules! text {
        ($from:literal) => {
            concat!(
                "UPDATE sync_record AS r SET candidate_id = COALESCE(j.candidate_id, r.candidate_id),
                     centre_id = COALESCE(j.centre_id, r.centre_id), status = j.status, waits = j.waits, code = j.code,
                     error = j.error, entity_ref = j.entity_ref, conflict_id = j.conflict_id, judged_at = $2 FROM ",
                $from,
                " WHERE r.id = j.id"
            )
        };
    }
    let statement = sql!(
        sqlite: text!(
            "(SELECT unhex(value ->> 'id', '-') AS id, unhex(value ->> 'candidate_id', '-') AS candidate_id,
                  unhex(value ->> 'centre_id', '-') AS centre_id, value ->> 'status' AS status,
                  value ->> 'waits' AS waits, value ->> 'code' AS code, value ->> 'error' AS error,
                  value ->> 'entity_ref' AS entity_ref, unhex(value ->> 'conflict_id', '-') AS conflict_id
              FROM json_each($1)) AS j"
        ),
        postgres: text!(
            "jsonb_to_recordset($1) AS j (id UUID, candidate_id UUID, centre_id UUID, status TEXT, waits BOOLEAN,
                 code TEXT, error TEXT, entity_ref TEXT, conflict_id UUID)"
        )
    );
    let row = |(id, j): &(Uuid, Judgement)| {
        json!({
            "id": id, "candidate_id": j.candidate_id, "centre_id": j.centre_id, "status": <&str>::from(j.status),
            "waits": domain::sync::waits(j.status, j.code.as_deref()), "code": j.code, "error": j.error,
            "entity_ref": j.entity_ref, "conflict_id": j.conflict_id,
        })
    };
    let rows: Value = judged.iter().map(row).collect();
    tx.execute(statement, args![rows, now]).await.map(drop)
}

/// Those of these candidates of whom records wait.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn waited_for(tx: &mut Tx, exam: ExamId, of: impl Iterator<Item = CandidateId>) -> Result<Vec<CandidateId>> {
    let statement = sql!(
        sqlite: "SELECT DISTINCT candidate_id FROM sync_record WHERE exam_id = $1 AND waits
                  AND candidate_id IN (SELECT unhex(value, '-') FROM json_each($2)) ORDER BY candidate_id",
        postgres: "SELECT DISTINCT candidate_id FROM sync_record WHERE exam_id = $1 AND waits
                    AND candidate_id IN (SELECT value::uuid FROM jsonb_array_elements_text($2)) ORDER BY candidate_id"
    );
    tx.list(statement, args![exam, ids_json(of.map(|id| id.0))], |row| row.id("candidate_id")).await
}

/// A slot that an operator has, or had.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    /// Who.
    pub operator: UserId,
    /// Which.
    pub slot: SlotId,
    /// Since when.
    pub since: Timestamp,
    /// Until when.
    pub until: Option<Timestamp>,
}

/// The slots of an exam that these operators have, or ever had.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn held(tx: &mut Tx, exam: ExamId, operators: impl Iterator<Item = UserId>) -> Result<Vec<Held>> {
    macro_rules! text {
        ($list:literal) => {
            concat!(
                "SELECT o.operator_id, o.slot_id, o.assigned_at, o.revoked_at FROM operator_slot o
                   JOIN slot s ON s.id = o.slot_id WHERE s.exam_id = $1 AND o.operator_id IN (",
                $list,
                ")"
            )
        };
    }
    let statement = sql!(
        sqlite: text!("SELECT unhex(value, '-') FROM json_each($2)"),
        postgres: text!("SELECT value::uuid FROM jsonb_array_elements_text($2)")
    );
    let read = |row: &Row| {
        Ok(Held {
            operator: row.id("operator_id")?,
            slot: row.id("slot_id")?,
            since: row.time("assigned_at")?,
            until: row.opt_time("revoked_at")?,
        })
    };
    tx.list(statement, args![exam, ids_json(operators.map(|id| id.0))], read).await
}

/// The centres that an account has to do with in an exam: its own, and those of every slot that it ever had. What it
/// hands over of their candidates may be applied: see [`crate::sync_hand_overs::from_centre`].
///
/// # Errors
/// [`crate::StoreError`].
pub async fn centres_of(tx: &mut Tx, exam: ExamId, account: UserId) -> Result<Vec<CentreId>> {
    let statement = sql!(
        "SELECT centre_id FROM account WHERE id = $2 AND centre_id IS NOT NULL
          UNION
          SELECT s.centre_id FROM operator_slot o JOIN slot s ON s.id = o.slot_id
           WHERE o.operator_id = $2 AND s.exam_id = $1"
    );
    tx.list(statement, args![exam, account], |row| row.id("centre_id")).await
}
