//! The journal: every decision, in the transaction that made it; numbered once it is committed.

use domain::{CandidateId, CentreId, EventId, ExamId, SessionId, SlotId, Timestamp, UserId};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{Result, Row, Tx, args, args::hex, change::Change, sql};

/// One entry. Ids and digests only, never names, roll numbers or images.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// When it was decided.
    pub occurred_at: Timestamp,
    /// What was asked for: the name of the action.
    pub action: String,
    /// `done`, `refused` or `counted`.
    pub outcome: String,
    /// The code of a refusal.
    pub code: Option<String>,
    /// The exam.
    pub exam_id: Option<ExamId>,
    /// The centre.
    pub centre_id: Option<CentreId>,
    /// The slot.
    pub slot_id: Option<SlotId>,
    /// The candidate.
    pub candidate_id: Option<CandidateId>,
    /// Whatever else it is about.
    pub subject_id: Option<String>,
    /// Who acted.
    pub actor_id: Option<UserId>,
    /// As what.
    pub actor_role: Option<domain::Role>,
    /// In which login.
    pub session_id: Option<SessionId>,
    /// From where.
    pub address: Option<String>,
    /// With which device.
    pub device_id: Option<String>,
    /// What a reader needs beyond the columns: a JSON object, as the very text that was written.
    pub data: String,
}

impl Event {
    /// An entry about nothing yet, by nobody yet.
    #[must_use]
    pub fn new(id: EventId, occurred_at: Timestamp, action: &str, outcome: &str) -> Self {
        Self {
            id,
            occurred_at,
            action: action.to_owned(),
            outcome: outcome.to_owned(),
            code: None,
            exam_id: None,
            centre_id: None,
            slot_id: None,
            candidate_id: None,
            subject_id: None,
            actor_id: None,
            actor_role: None,
            session_id: None,
            address: None,
            device_id: None,
            data: "{}".to_owned(),
        }
    }

    /// The bytes that are sealed and become a leaf of the tree: every column but the number, which is
    /// the leaf's place, as a JSON object in the order of the fields above.
    ///
    /// # Errors
    /// Never in practice: every field can be written as JSON.
    pub fn leaf(&self) -> Result<Vec<u8>> {
        serde_json::to_vec(self).map_err(|_| crate::StoreError::Corrupt { column: "data" })
    }

    /// `data` as a value.
    #[must_use]
    pub fn facts(&self) -> serde_json::Value {
        serde_json::from_str(&self.data).unwrap_or_default()
    }
}

/// An entry as it is stored.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its number, from 1, once it has one.
    pub seq: Option<i64>,
    /// What was decided.
    pub event: Event,
    /// The MAC over the leaf.
    pub seal: Vec<u8>,
}

pub(crate) fn entry(row: &Row) -> Result<Entry> {
    Ok(Entry {
        seq: row.opt("seq")?,
        event: Event {
            id: row.id("id")?,
            occurred_at: row.time("occurred_at")?,
            action: row.get("action")?,
            outcome: row.get("outcome")?,
            code: row.opt("code")?,
            exam_id: row.opt_id("exam_id")?,
            centre_id: row.opt_id("centre_id")?,
            slot_id: row.opt_id("slot_id")?,
            candidate_id: row.opt_id("candidate_id")?,
            subject_id: row.opt("subject_id")?,
            actor_id: row.opt_id("actor_id")?,
            actor_role: row.opt_parse("actor_role")?,
            session_id: row.opt_id("session_id")?,
            address: row.opt("address")?,
            device_id: row.opt("device_id")?,
            data: row.get("data")?,
        },
        seal: row.get("seal")?,
    })
}

/// Appends an entry with its seal.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn append(tx: &mut Tx, event: Event, seal: &[u8]) -> Result<()> {
    let statement = sql!(
        "INSERT INTO journal (id, occurred_at, action, outcome, code, exam_id, centre_id, slot_id, candidate_id,
                  subject_id, actor_id, actor_role, session_id, address, device_id, data, seal)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
    );
    let args = args![
        event.id,
        event.occurred_at,
        event.action,
        event.outcome,
        event.code,
        event.exam_id,
        event.centre_id,
        event.slot_id,
        event.candidate_id,
        event.subject_id,
        event.actor_id,
        event.actor_role,
        event.session_id,
        event.address,
        event.device_id,
        event.data,
        seal
    ];
    tx.later(Change { statement, args, one: None }).await
}

/// Appends entries with their seals, in their order. The caller bounds the list.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn append_all(tx: &mut Tx, entries: impl Iterator<Item = (Event, Vec<u8>)>) -> Result<()> {
    let rows: Vec<Value> = entries.map(|(event, seal)| row(&event, &seal)).collect();
    if rows.is_empty() {
        return Ok(());
    }
    macro_rules! text {
        ($select:literal) => {
            concat!(
                "INSERT INTO journal (id, occurred_at, action, outcome, code, exam_id, centre_id, slot_id, candidate_id,
                      subject_id, actor_id, actor_role, session_id, address, device_id, data, seal) ",
                $select
            )
        };
    }
    let statement = sql!(
        sqlite: text!(
            "SELECT unhex(value ->> 'id', '-'), value ->> 'occurred_at', value ->> 'action', value ->> 'outcome',
                 value ->> 'code', unhex(value ->> 'exam_id', '-'), unhex(value ->> 'centre_id', '-'),
                 unhex(value ->> 'slot_id', '-'), unhex(value ->> 'candidate_id', '-'), value ->> 'subject_id',
                 unhex(value ->> 'actor_id', '-'), value ->> 'actor_role', unhex(value ->> 'session_id', '-'),
                 value ->> 'address', value ->> 'device_id', value ->> 'data', unhex(value ->> 'seal')
             FROM json_each($1)"
        ),
        postgres: text!(
            "SELECT id, occurred_at, action, outcome, code, exam_id, centre_id, slot_id, candidate_id, subject_id,
                 actor_id, actor_role, session_id, address, device_id, data, decode(seal, 'hex')
             FROM jsonb_to_recordset($1) AS e (id UUID, occurred_at BIGINT, action TEXT, outcome TEXT, code TEXT,
                 exam_id UUID, centre_id UUID, slot_id UUID, candidate_id UUID, subject_id TEXT, actor_id UUID,
                 actor_role TEXT, session_id UUID, address TEXT, device_id TEXT, data TEXT, seal TEXT)"
        )
    );
    tx.execute(statement, args![Value::Array(rows)]).await.map(drop)
}

fn row(e: &Event, seal: &[u8]) -> Value {
    json!({
        "id": e.id, "occurred_at": e.occurred_at.0, "action": e.action, "outcome": e.outcome, "code": e.code,
        "exam_id": e.exam_id, "centre_id": e.centre_id, "slot_id": e.slot_id, "candidate_id": e.candidate_id,
        "subject_id": e.subject_id, "actor_id": e.actor_id, "actor_role": e.actor_role.map(<&str>::from),
        "session_id": e.session_id, "address": e.address, "device_id": e.device_id, "data": e.data,
        "seal": hex(seal),
    })
}

/// Whether entries wait for a number.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn any_unnumbered(tx: &mut Tx) -> Result<bool> {
    Ok(tx.optional(sql!("SELECT 1 AS one FROM journal WHERE seq IS NULL LIMIT 1"), args![]).await?.is_some())
}

/// The entries that wait for a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unnumbered {
    /// How many, of up to as many as were to be counted.
    pub entries: i64,
    /// When the first of them was decided.
    pub oldest: Option<Timestamp>,
}

/// How many entries wait for a number, up to `most`, and since when.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn unnumbered(tx: &mut Tx, most: i64) -> Result<Unnumbered> {
    let statement = sql!(
        "SELECT (SELECT COUNT(*) FROM (SELECT id FROM journal WHERE seq IS NULL ORDER BY id LIMIT $1) w) AS entries,
             (SELECT occurred_at FROM journal WHERE seq IS NULL ORDER BY id LIMIT 1) AS oldest"
    );
    let row = tx.one(statement, args![most]).await?;
    Ok(Unnumbered { entries: row.get("entries")?, oldest: row.opt_time("oldest")? })
}

/// The newest of the entries that wait for a number.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn newest_unnumbered(tx: &mut Tx) -> Result<Option<Uuid>> {
    let statement = sql!("SELECT id FROM journal WHERE seq IS NULL ORDER BY id DESC LIMIT 1");
    tx.find(statement, args![], |row| row.get("id")).await
}

/// Whether every entry up to this one has its number.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn is_numbered(tx: &mut Tx, up_to: Uuid) -> Result<bool> {
    let statement = sql!("SELECT 1 AS one FROM journal WHERE seq IS NULL AND id <= $1 LIMIT 1");
    Ok(tx.optional(statement, args![up_to]).await?.is_none())
}

/// Takes the turn of numbering, until the commit, and tells how many entries have a number.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn hold_head(tx: &mut Tx) -> Result<i64> {
    let statement = sql!(
        sqlite: "SELECT size FROM journal_head WHERE name = 'journal'",
        postgres: "SELECT size FROM journal_head WHERE name = 'journal' FOR UPDATE"
    );
    tx.one(statement, args![]).await?.get("size")
}

macro_rules! number_text {
    ($columns:literal) => {
        concat!(
            "UPDATE journal SET seq = n.seq FROM
               (SELECT w.id AS event_id, $1 + ROW_NUMBER() OVER (ORDER BY w.id) AS seq
                  FROM (SELECT id FROM journal WHERE seq IS NULL ORDER BY id LIMIT $2) w) n
              WHERE journal.id = n.event_id RETURNING ",
            $columns
        )
    };
}

/// Gives the next numbers to at most `limit` committed entries, in the order of their ids, and tells
/// them in that order. The caller holds the head.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn number(tx: &mut Tx, size: i64, limit: i64) -> Result<Vec<Entry>> {
    let rows = tx
        .list(sql!(sqlite: number_text!("*"), postgres: number_text!("journal.*")), args![size, limit], entry)
        .await?;
    let mut entries = rows;
    entries.sort_by_key(|entry| entry.seq);
    let grown = size + i64::try_from(entries.len()).unwrap_or_default();
    tx.execute(sql!("UPDATE journal_head SET size = $1 WHERE name = 'journal'"), args![grown]).await?;
    Ok(entries)
}

/// Numbered entries from `first` on, in order.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn range(tx: &mut Tx, first: i64, limit: i64) -> Result<Vec<Entry>> {
    let statement = sql!("SELECT * FROM journal WHERE seq >= $1 ORDER BY seq LIMIT $2");
    tx.list(statement, args![first, limit], entry).await
}

/// One entry.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get(tx: &mut Tx, id: Uuid) -> Result<Option<Entry>> {
    tx.find(sql!("SELECT * FROM journal WHERE id = $1"), args![id], entry).await
}
