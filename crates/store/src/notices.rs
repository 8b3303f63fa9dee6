//! The outbox: what goes out to whoever has to know, at least once.

use domain::{ExamId, Timestamp};
use serde_json::Value;
use uuid::Uuid;

use crate::{Result, Row, Tx, args, sql};

/// Something that is to go out.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Its id, by which a receiver knows a repetition.
    pub id: Uuid,
    /// `alert`, `conflict` or `checkpoint`.
    pub kind: String,
    /// The exam.
    pub exam_id: Option<ExamId>,
    /// The id of the alert or conflict.
    pub subject: Option<String>,
    /// Ids and numbers only.
    pub payload: Value,
    /// When it came up.
    pub created_at: Timestamp,
    /// How often it was tried, this time included.
    pub attempts: u32,
}

fn notice(row: &Row) -> Result<Notice> {
    Ok(Notice {
        id: row.get("id")?,
        kind: row.get("kind")?,
        exam_id: row.opt_id("exam_id")?,
        subject: row.opt("subject")?,
        payload: row.json("payload")?,
        created_at: row.time("created_at")?,
        attempts: row.count("attempts")?,
    })
}

/// How far the journal was read, and how far it reaches.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn behind(tx: &mut Tx) -> Result<bool> {
    let statement = sql!(
        "SELECT 1 AS one FROM notice_cursor c JOIN journal_head h ON h.name = 'journal'
          WHERE c.name = 'notices' AND h.size > c.seq"
    );
    Ok(tx.optional(statement, args![]).await?.is_some())
}

/// Takes the turn of reading the journal, until the commit, and tells the last number that was read.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn hold_cursor(tx: &mut Tx) -> Result<i64> {
    let statement = sql!(
        sqlite: "SELECT seq FROM notice_cursor WHERE name = 'notices'",
        postgres: "SELECT seq FROM notice_cursor WHERE name = 'notices' FOR UPDATE"
    );
    tx.one(statement, args![]).await?.get("seq")
}

/// Notes the last number that was read.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn move_cursor(tx: &mut Tx, seq: i64) -> Result<()> {
    tx.execute(sql!("UPDATE notice_cursor SET seq = $1 WHERE name = 'notices'"), args![seq]).await.map(drop)
}

/// Lays a notice into the outbox, due at once. The same one again changes nothing.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn put(tx: &mut Tx, notice: &Notice) -> Result<()> {
    let statement = sql!(
        "INSERT INTO notice_outbox (id, kind, exam_id, subject, payload, created_at, due_at, attempts)
          VALUES ($1, $2, $3, $4, $5, $6, $6, 0) ON CONFLICT (id) DO NOTHING"
    );
    let args = args![
        notice.id,
        &notice.kind,
        notice.exam_id,
        notice.subject.clone(),
        notice.payload.clone(),
        notice.created_at
    ];
    tx.execute(statement, args).await.map(drop)
}

/// Whether something is due.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn any_due(tx: &mut Tx, now: Timestamp) -> Result<bool> {
    let statement = sql!(
        "SELECT 1 AS one FROM notice_outbox WHERE sent_at IS NULL AND set_apart_at IS NULL AND due_at <= $1 LIMIT 1"
    );
    Ok(tx.optional(statement, args![now]).await?.is_some())
}

/// Takes at most `limit` notices that are due, until `until`; other copies take others.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn claim(tx: &mut Tx, now: Timestamp, until: Timestamp, limit: i64) -> Result<Vec<Notice>> {
    let statement = sql!(
        sqlite: "UPDATE notice_outbox SET due_at = $2, attempts = attempts + 1 WHERE id IN
                  (SELECT id FROM notice_outbox WHERE sent_at IS NULL AND set_apart_at IS NULL AND due_at <= $1
                    ORDER BY due_at, id LIMIT $3)
                  RETURNING *",
        postgres: "UPDATE notice_outbox SET due_at = $2, attempts = attempts + 1 WHERE id IN
                  (SELECT id FROM notice_outbox WHERE sent_at IS NULL AND set_apart_at IS NULL AND due_at <= $1
                    ORDER BY due_at, id LIMIT $3
                    FOR UPDATE SKIP LOCKED)
                  RETURNING *"
    );
    let mut notices = tx.list(statement, args![now, until, limit], notice).await?;
    notices.sort_by_key(|notice| notice.id);
    Ok(notices)
}

/// It went out.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn sent(tx: &mut Tx, id: Uuid, now: Timestamp) -> Result<()> {
    let statement = sql!("UPDATE notice_outbox SET sent_at = $2, last_error = NULL WHERE id = $1");
    tx.execute(statement, args![id, now]).await.map(drop)
}

/// It did not go out: the class of the fault, and when it is tried again.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn failed(tx: &mut Tx, id: Uuid, class: &str, due: Timestamp) -> Result<()> {
    let statement = sql!("UPDATE notice_outbox SET last_error = $2, due_at = $3 WHERE id = $1 AND sent_at IS NULL");
    tx.execute(statement, args![id, class, due]).await.map(drop)
}

/// Its receiver refused it while it takes others: the class of the fault. Tells how often that was so, now included;
/// `None` when it went out meanwhile.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn refused(tx: &mut Tx, id: Uuid, class: &str) -> Result<Option<u32>> {
    let statement = sql!(
        "UPDATE notice_outbox SET last_error = $2, refusals = refusals + 1 WHERE id = $1 AND sent_at IS NULL
          RETURNING refusals"
    );
    tx.optional(statement, args![id, class]).await?.map(|row| row.count("refusals")).transpose()
}

/// It is tried no more, and kept.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn set_apart(tx: &mut Tx, id: Uuid, now: Timestamp) -> Result<()> {
    let statement = sql!("UPDATE notice_outbox SET set_apart_at = $2 WHERE id = $1 AND sent_at IS NULL");
    tx.execute(statement, args![id, now]).await.map(drop)
}

/// How many are set apart.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn apart(tx: &mut Tx) -> Result<u32> {
    let statement = sql!("SELECT COUNT(*) AS apart FROM notice_outbox WHERE set_apart_at IS NOT NULL");
    tx.one(statement, args![]).await?.count("apart")
}

/// How many notices wait, and since when the oldest; without those that are set apart.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn waiting(tx: &mut Tx) -> Result<(u32, Option<Timestamp>)> {
    let statement = sql!(
        "SELECT COUNT(*) AS waiting, MIN(created_at) AS oldest FROM notice_outbox
          WHERE sent_at IS NULL AND set_apart_at IS NULL"
    );
    let row = tx.one(statement, args![]).await?;
    Ok((row.count("waiting")?, row.opt_time("oldest")?))
}

/// Forgets what went out before `cut`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn purge(tx: &mut Tx, cut: Timestamp) -> Result<u64> {
    tx.execute(sql!("DELETE FROM notice_outbox WHERE sent_at IS NOT NULL AND sent_at < $1"), args![cut]).await
}
