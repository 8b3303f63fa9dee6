//! Wrapped keys. The first one that is written wins, so that copies that start together agree.

use domain::Timestamp;
use uuid::Uuid;

use crate::{Result, Row, Tx, args, sql};

/// The wrapped data key of an exam (or of what belongs to none: the nil id).
///
/// # Errors
/// [`crate::StoreError`].
pub async fn data_key(tx: &mut Tx, scope: Uuid) -> Result<Option<Vec<u8>>> {
    tx.find(sql!("SELECT wrapped FROM data_key WHERE scope_id = $1"), args![scope], |row| row.get("wrapped")).await
}

/// Keeps a data key unless there is one.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn insert_data_key(tx: &mut Tx, scope: Uuid, wrapped: &[u8], now: Timestamp) -> Result<()> {
    let statement =
        sql!("INSERT INTO data_key (scope_id, wrapped, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
    tx.execute(statement, args![scope, wrapped, now]).await.map(drop)
}

/// A key of the server itself.
#[derive(Clone, Debug)]
pub struct ServerKey {
    /// Its name: the `kid` of a token.
    pub kid: String,
    /// What it is for.
    pub purpose: String,
    /// The key, wrapped.
    pub wrapped: Vec<u8>,
    /// Whether new things are made with it.
    pub active: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

fn server_key(row: &Row) -> Result<ServerKey> {
    Ok(ServerKey {
        kid: row.get("kid")?,
        purpose: row.get("purpose")?,
        wrapped: row.get("wrapped")?,
        active: row.get("active")?,
        created_at: row.time("created_at")?,
    })
}

/// All keys of a purpose, the newest first.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn server_keys(tx: &mut Tx, purpose: &str) -> Result<Vec<ServerKey>> {
    let statement = sql!("SELECT * FROM server_key WHERE purpose = $1 ORDER BY created_at DESC, kid");
    tx.list(statement, args![purpose], server_key).await
}

/// Keeps an active key unless its purpose has one.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn insert_server_key(tx: &mut Tx, key: &ServerKey) -> Result<bool> {
    let added = tx
        .execute(
            sql!(
                "INSERT INTO server_key (kid, purpose, wrapped, active, created_at) VALUES ($1, $2, $3, TRUE, $4)
                  ON CONFLICT DO NOTHING"
            ),
            args![&key.kid, &key.purpose, key.wrapped.clone(), key.created_at],
        )
        .await?;
    Ok(added == 1)
}

/// Retires the active key of a purpose: it verifies what it signed, and signs no more.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn retire(tx: &mut Tx, purpose: &str) -> Result<u64> {
    let statement = sql!("UPDATE server_key SET active = FALSE WHERE purpose = $1 AND active");
    tx.execute(statement, args![purpose]).await
}
