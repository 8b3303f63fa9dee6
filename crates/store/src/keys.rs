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

/// A wrapped key, wherever it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrappedRow {
    /// The data key of a scope.
    DataKey {
        /// The exam; the nil id for what belongs to none.
        scope: Uuid,
        /// The key, wrapped.
        wrapped: Vec<u8>,
    },
    /// A key of the server itself.
    ServerKey {
        /// Its name.
        kid: String,
        /// What it is for.
        purpose: String,
        /// The key, wrapped.
        wrapped: Vec<u8>,
    },
}

impl WrappedRow {
    /// The key, wrapped.
    #[must_use]
    pub fn wrapped(&self) -> &[u8] {
        match self {
            Self::DataKey { wrapped, .. } | Self::ServerKey { wrapped, .. } => wrapped,
        }
    }
}

impl std::fmt::Display for WrappedRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::DataKey { scope, .. } if scope.is_nil() => f.write_str("the data key of what belongs to no exam"),
            Self::DataKey { scope, .. } => write!(f, "the data key of exam {scope}"),
            Self::ServerKey { kid, purpose, .. } => write!(f, "the server's key {kid} ({purpose})"),
        }
    }
}

/// Wrapped keys after one of them: first all data keys, then those of the server. The end is told by an empty page.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn wrapped_after(tx: &mut Tx, after: Option<&WrappedRow>, limit: i64) -> Result<Vec<WrappedRow>> {
    let mut rows = Vec::new();
    if let None | Some(WrappedRow::DataKey { .. }) = after {
        let (from, first) = match after {
            Some(WrappedRow::DataKey { scope, .. }) => (*scope, false),
            _ => (Uuid::nil(), true),
        };
        let statement = sql!(
            "SELECT scope_id, wrapped FROM data_key WHERE scope_id > $1 OR (scope_id = $1 AND $2)
              ORDER BY scope_id LIMIT $3"
        );
        let row = |row: &Row| Ok(WrappedRow::DataKey { scope: row.get("scope_id")?, wrapped: row.get("wrapped")? });
        rows = tx.list(statement, args![from, first, limit], row).await?;
    }
    if rows.is_empty() {
        let from = match after {
            Some(WrappedRow::ServerKey { kid, .. }) => kid.as_str(),
            _ => "",
        };
        let statement = sql!("SELECT kid, purpose, wrapped FROM server_key WHERE kid > $1 ORDER BY kid LIMIT $2");
        let row = |row: &Row| {
            Ok(WrappedRow::ServerKey {
                kid: row.get("kid")?,
                purpose: row.get("purpose")?,
                wrapped: row.get("wrapped")?,
            })
        };
        rows = tx.list(statement, args![from, limit], row).await?;
    }
    Ok(rows)
}

/// Puts a key that was wrapped anew in the place of the row as it was read; false when that was changed meanwhile.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn put_rewrapped(tx: &mut Tx, row: &WrappedRow, wrapped: &[u8]) -> Result<bool> {
    let changed = match row {
        WrappedRow::DataKey { scope, wrapped: old } => {
            let statement = sql!("UPDATE data_key SET wrapped = $3 WHERE scope_id = $1 AND wrapped = $2");
            tx.execute(statement, args![*scope, old.clone(), wrapped]).await?
        }
        WrappedRow::ServerKey { kid, wrapped: old, .. } => {
            let statement = sql!("UPDATE server_key SET wrapped = $3 WHERE kid = $1 AND wrapped = $2");
            tx.execute(statement, args![kid, old.clone(), wrapped]).await?
        }
    };
    Ok(changed == 1)
}
