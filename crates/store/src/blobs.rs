//! Encrypted files, by the rows that name them.

use std::collections::HashSet;

use domain::{BlobId, Timestamp};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{Result, Row, Tx, args, args::hex, change::Change, sql};

/// A file.
#[derive(Clone, Debug)]
pub struct Blob {
    /// Its id.
    pub id: BlobId,
    /// The exam it belongs to; the nil id when to none.
    pub scope_id: Uuid,
    /// What it is.
    pub kind: String,
    /// Bytes before encryption.
    pub size: i64,
    /// SHA-256 of those bytes.
    pub sha256: Vec<u8>,
    /// When it was written.
    pub created_at: Timestamp,
}

fn blob(row: &Row) -> Result<Blob> {
    Ok(Blob {
        id: row.id("id")?,
        scope_id: row.get("scope_id")?,
        kind: row.get("kind")?,
        size: row.get("size")?,
        sha256: row.get("sha256")?,
        created_at: row.time("created_at")?,
    })
}

/// Names a file that was written, by the next statement or the commit.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn insert(tx: &mut Tx, blob: &Blob) -> Result<()> {
    let statement =
        sql!("INSERT INTO blob (id, scope_id, kind, size, sha256, created_at) VALUES ($1, $2, $3, $4, $5, $6)");
    let args = args![blob.id, blob.scope_id, &blob.kind, blob.size, blob.sha256.clone(), blob.created_at];
    tx.later(Change { statement, args, one: None }).await
}

/// Names files that were written, in one statement. The caller bounds the list.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn insert_all(tx: &mut Tx, blobs: impl Iterator<Item = &Blob>) -> Result<()> {
    let row = |b: &Blob| json!([b.id, b.scope_id, b.kind, b.size, hex(&b.sha256), b.created_at.0]);
    let rows: Vec<Value> = blobs.map(row).collect();
    if rows.is_empty() {
        return Ok(());
    }
    let statement = sql!(
        sqlite: "INSERT INTO blob (id, scope_id, kind, size, sha256, created_at)
                 SELECT unhex(value ->> 0, '-'), unhex(value ->> 1, '-'), value ->> 2, value ->> 3, unhex(value ->> 4),
                     value ->> 5
                 FROM json_each($1)",
        postgres: "INSERT INTO blob (id, scope_id, kind, size, sha256, created_at)
                   SELECT (value ->> 0)::uuid, (value ->> 1)::uuid, value ->> 2, (value ->> 3)::bigint,
                       decode(value ->> 4, 'hex'), (value ->> 5)::bigint
                   FROM jsonb_array_elements($1)"
    );
    tx.execute(statement, args![Value::Array(rows)]).await.map(drop)
}

/// One file.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get(tx: &mut Tx, id: BlobId) -> Result<Option<Blob>> {
    tx.find(sql!("SELECT * FROM blob WHERE id = $1"), args![id], blob).await
}

/// Forgets a file that nothing names after all; the sweep removes it.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn forget(tx: &mut Tx, id: BlobId) -> Result<()> {
    tx.execute(sql!("DELETE FROM blob WHERE id = $1"), args![id]).await.map(drop)
}

/// Which of these files a row names.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn known(tx: &mut Tx, ids: &[Uuid]) -> Result<HashSet<Uuid>> {
    let list: Value = ids.iter().map(|id| Value::String(id.to_string())).collect();
    let statement = sql!(
        sqlite: "SELECT id FROM blob WHERE id IN (SELECT unhex(value, '-') FROM json_each($1))",
        postgres: "SELECT id FROM blob WHERE id IN (SELECT value::uuid FROM jsonb_array_elements_text($1))"
    );
    Ok(tx.list(statement, args![list], |row| row.get("id")).await?.into_iter().collect())
}
