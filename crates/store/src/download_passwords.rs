//! The passwords of downloads: kept, found by their handle, used once. Nothing else of the program
//! knows where they are kept.

use domain::{CentreId, ExamId, PasswordId, Timestamp, UserId};
use serde_json::Value;

use crate::{Result, Row, Tx, args, sql};

/// A password, as it is kept.
#[derive(Clone, Debug)]
pub struct IssuedPassword {
    /// Its id.
    pub id: PasswordId,
    /// The part of it that names its record.
    pub handle: String,
    /// The exam it opens.
    pub exam_id: ExamId,
    /// Who alone may use it.
    pub operator_id: Option<UserId>,
    /// Where alone it may be used.
    pub centre_id: Option<CentreId>,
    /// The PHC string of its secret part.
    pub secret_hash: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: UserId,
    /// From when on it is over.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
}

fn password(row: &Row) -> Result<IssuedPassword> {
    Ok(IssuedPassword {
        id: row.id("id")?,
        handle: row.get("handle")?,
        exam_id: row.id("exam_id")?,
        operator_id: row.opt_id("operator_id")?,
        centre_id: row.opt_id("centre_id")?,
        secret_hash: row.get("secret_hash")?,
        created_at: row.time("created_at")?,
        created_by: row.id("created_by")?,
        expires_at: row.time("expires_at")?,
        used_at: row.opt_time("used_at")?,
    })
}

/// Keeps a password; false when its handle is taken.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn insert(tx: &mut Tx, password: &IssuedPassword) -> Result<bool> {
    let added = tx
        .execute(
            sql!(
                "INSERT INTO download_password (id, handle, exam_id, operator_id, centre_id, secret_hash, created_at,
                      created_by, expires_at)
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (handle) DO NOTHING"
            ),
            args![
                password.id,
                &password.handle,
                password.exam_id,
                password.operator_id,
                password.centre_id,
                &password.secret_hash,
                password.created_at,
                password.created_by,
                password.expires_at
            ],
        )
        .await?;
    Ok(added == 1)
}

/// Notes a password that DynamoDB decides over: what the journal tells of, without its hash. False when its handle is
/// taken.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn note(tx: &mut Tx, password: &IssuedPassword) -> Result<bool> {
    let statement = sql!(
        "INSERT INTO download_password (id, handle, exam_id, operator_id, centre_id, secret_hash, created_at,
              created_by, expires_at, held_in)
          VALUES ($1, $2, $3, $4, $5, '', $6, $7, $8, 'dynamodb') ON CONFLICT DO NOTHING"
    );
    let args = args![
        password.id,
        &password.handle,
        password.exam_id,
        password.operator_id,
        password.centre_id,
        password.created_at,
        password.created_by,
        password.expires_at
    ];
    Ok(tx.execute(statement, args).await? == 1)
}

/// Notes who used a password that DynamoDB decides over, and when.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn note_use(tx: &mut Tx, id: PasswordId, by: UserId, at: Timestamp) -> Result<()> {
    let statement = sql!(
        "UPDATE download_password SET used_by = $2, used_at = $3
          WHERE id = $1 AND held_in = 'dynamodb' AND used_at IS NULL"
    );
    tx.execute(statement, args![id, by, at]).await.map(drop)
}

/// The password with this handle, also one that is over or used.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn by_handle(tx: &mut Tx, handle: &str) -> Result<Option<IssuedPassword>> {
    tx.find(sql!("SELECT * FROM download_password WHERE handle = $1 AND held_in = 'sql'"), args![handle], password)
        .await
}

/// The password of an id, wherever it is decided over.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get(tx: &mut Tx, id: PasswordId) -> Result<Option<IssuedPassword>> {
    tx.find(sql!("SELECT * FROM download_password WHERE id = $1"), args![id], password).await
}

/// Takes a password back that was not used at `at`, which is after it was made; false when it was used, or over by then.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn withdraw(tx: &mut Tx, id: PasswordId, by: UserId, at: Timestamp) -> Result<bool> {
    let statement = sql!(
        "UPDATE download_password SET expires_at = $2, withdrawn_by = $3
          WHERE id = $1 AND used_at IS NULL AND expires_at > $2"
    );
    Ok(tx.execute(statement, args![id, at, by]).await? == 1)
}

/// Who uses a password, for what and from where.
#[derive(Clone, Copy, Debug)]
pub struct Use<'a> {
    /// The exam that is asked for.
    pub exam: ExamId,
    /// Who.
    pub operator: UserId,
    /// Where they work.
    pub centres: &'a [CentreId],
    /// When.
    pub now: Timestamp,
}

/// Uses a password up; false when it was used, is over, or is not for this use. Of any number at
/// once one gets true.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn consume(tx: &mut Tx, id: PasswordId, by: &Use<'_>) -> Result<bool> {
    let centres: Value = by.centres.iter().map(|centre| Value::String(centre.to_string())).collect();
    let used = tx
        .execute(
            sql!(
                sqlite: "UPDATE download_password SET used_at = $2, used_by = $3
                  WHERE id = $1 AND exam_id = $4 AND used_at IS NULL AND expires_at > $2
                  AND (operator_id IS NULL OR operator_id = $3)
                  AND (centre_id IS NULL OR centre_id IN (SELECT unhex(value, '-') FROM json_each($5)))",
                postgres: "UPDATE download_password SET used_at = $2, used_by = $3
                  WHERE id = $1 AND exam_id = $4 AND used_at IS NULL AND expires_at > $2
                  AND (operator_id IS NULL OR operator_id = $3)
                  AND (centre_id IS NULL OR centre_id IN (SELECT value::uuid FROM jsonb_array_elements_text($5)))"
            ),
            args![id, by.now, by.operator, by.exam, centres],
        )
        .await?;
    Ok(used == 1)
}
