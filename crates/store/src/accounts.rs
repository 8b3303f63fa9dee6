//! Accounts and the exams they are held to.

use domain::{
    BlobId, CentreId, ExamId, UserId,
    account::Account,
    text::{Line, Username, tidy::search_key},
};
use serde_json::Value;
use uuid::Uuid;

use crate::{Result, Row, Tx, args, sql, sync_records::ids_json};

/// An account with the hash of its password.
#[derive(Debug)]
pub struct Credentials {
    /// The account.
    pub user: Account,
    /// A PHC string.
    pub password_hash: String,
}

/// The columns of an account that [`user`] reads.
macro_rules! account_columns {
    () => {
        "id, username, name, role, centre_id, disabled, must_change_password, created_at, \
         face_blob_id IS NOT NULL AS face_enrolled, factor_required, CASE WHEN factor_confirmed_at IS NOT NULL THEN 'on' \
         WHEN factor_secret IS NOT NULL THEN 'pending' ELSE 'off' END AS second_factor"
    };
}
pub(crate) use account_columns;

pub(crate) fn user(row: &Row) -> Result<Account> {
    Ok(Account {
        id: row.id("id")?,
        username: row.parse("username")?,
        name: row.parse("name")?,
        role: row.parse("role")?,
        centre_id: row.opt_id("centre_id")?,
        exam_ids: Vec::new(),
        disabled: row.get("disabled")?,
        must_change_password: row.get("must_change_password")?,
        second_factor: row.parse("second_factor")?,
        second_factor_required: row.get("factor_required")?,
        face_enrolled: row.get("face_enrolled")?,
        created_at: row.time("created_at")?,
    })
}

fn credentials(row: &Row) -> Result<Credentials> {
    Ok(Credentials { user: user(row)?, password_hash: row.get("password_hash")? })
}

macro_rules! select {
    ($rest:literal) => {
        sql!(concat!("SELECT ", account_columns!(), ", password_hash FROM account ", $rest))
    };
}

/// Adds an account, without a second factor; false when the username is taken.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn insert(tx: &mut Tx, user: &Account, password_hash: &str) -> Result<bool> {
    let added = tx
        .execute(
            sql!(
                "INSERT INTO account (id, username, name, role, centre_id, password_hash, disabled, must_change_password,
                      created_at, search)
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (username) DO NOTHING"
            ),
            args![
                user.id,
                &user.username,
                &user.name,
                user.role,
                user.centre_id,
                password_hash,
                user.disabled,
                user.must_change_password,
                user.created_at,
                search_key(user.name.as_str())
            ],
        )
        .await?;
    if added == 1 {
        for exam in &user.exam_ids {
            hold_to_exam(tx, user.id, *exam).await?;
        }
    }
    Ok(added == 1)
}

/// Holds an account to an exam.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn hold_to_exam(tx: &mut Tx, account: UserId, exam: ExamId) -> Result<()> {
    let statement = sql!("INSERT INTO account_exam (account_id, exam_id) VALUES ($1, $2) ON CONFLICT DO NOTHING");
    tx.execute(statement, args![account, exam]).await.map(drop)
}

/// The exams an account is held to: an observer's, and those in which an operator has a slot.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn exams_of(tx: &mut Tx, account: UserId) -> Result<Vec<ExamId>> {
    tx.list(
        sql!(
            "SELECT exam_id FROM account_exam WHERE account_id = $1
              UNION
              SELECT s.exam_id FROM operator_slot o JOIN slot s ON s.id = o.slot_id
              WHERE o.operator_id = $1 AND o.revoked_at IS NULL
              ORDER BY exam_id"
        ),
        args![account],
        |row| row.id("exam_id"),
    )
    .await
}

/// One account.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get(tx: &mut Tx, id: UserId) -> Result<Option<Account>> {
    let Some(mut found) = tx.find(select!("WHERE id = $1"), args![id], user).await? else {
        return Ok(None);
    };
    found.exam_ids = exams_of(tx, id).await?;
    Ok(Some(found))
}

/// These accounts, without the exams that they are held to. The caller bounds the list.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn all_of(tx: &mut Tx, ids: impl Iterator<Item = UserId>) -> Result<Vec<Account>> {
    macro_rules! text {
        ($list:literal) => {
            concat!("SELECT ", account_columns!(), " FROM account WHERE id IN (", $list, ")")
        };
    }
    let statement = sql!(
        sqlite: text!("SELECT unhex(value, '-') FROM json_each($1)"),
        postgres: text!("SELECT value::uuid FROM jsonb_array_elements_text($1)")
    );
    tx.list(statement, args![ids_json(ids.map(|id| id.0))], user).await
}

/// The account that logs in with this name.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn by_username(tx: &mut Tx, username: &Username) -> Result<Option<Credentials>> {
    let Some(mut found) = tx.find(select!("WHERE username = $1"), args![username], credentials).await? else {
        return Ok(None);
    };
    found.user.exam_ids = exams_of(tx, found.user.id).await?;
    Ok(Some(found))
}

/// One account with the hash of its password, held until the commit: who began slow work with what was read before
/// looks again here. Rows may point at it meanwhile.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn hold(tx: &mut Tx, id: UserId) -> Result<Option<Credentials>> {
    macro_rules! text {
        ($end:literal) => {
            concat!("SELECT ", account_columns!(), ", password_hash FROM account WHERE id = $1", $end)
        };
    }
    let statement = sql!(sqlite: text!(""), postgres: text!(" FOR NO KEY UPDATE"));
    let Some(mut found) = tx.find(statement, args![id], credentials).await? else { return Ok(None) };
    found.user.exam_ids = exams_of(tx, id).await?;
    Ok(Some(found))
}

/// The hash of an account's password.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn password_hash(tx: &mut Tx, id: UserId) -> Result<Option<String>> {
    tx.find(sql!("SELECT password_hash FROM account WHERE id = $1"), args![id], |row| row.get("password_hash")).await
}

/// Changes name, centre and whether it is disabled.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn update(tx: &mut Tx, id: UserId, name: &Line, centre: Option<CentreId>, disabled: bool) -> Result<()> {
    let statement = sql!("UPDATE account SET name = $2, centre_id = $3, disabled = $4, search = $5 WHERE id = $1");
    tx.execute(statement, args![id, name, centre, disabled, search_key(name.as_str())]).await.map(drop)
}

/// Accounts that an older release wrote and that cannot be looked for by name yet.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn without_search(tx: &mut Tx, most: i64) -> Result<Vec<(UserId, String)>> {
    let statement = sql!("SELECT id, name FROM account WHERE search IS NULL ORDER BY id LIMIT $1");
    tx.list(statement, args![most], |row| Ok((row.id("id")?, row.get("name")?))).await
}

/// Makes such an account one that can be looked for, unless it was changed meanwhile.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn make_searchable(tx: &mut Tx, id: UserId, name: &str) -> Result<()> {
    let statement = sql!("UPDATE account SET search = $2 WHERE id = $1 AND search IS NULL");
    tx.execute(statement, args![id, search_key(name)]).await.map(drop)
}

/// Sets a new password; `given` when somebody else has chosen it.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn set_password(tx: &mut Tx, id: UserId, password_hash: &str, given: bool) -> Result<()> {
    let statement = sql!("UPDATE account SET password_hash = $2, must_change_password = $3 WHERE id = $1");
    tx.execute(statement, args![id, password_hash, given]).await.map(drop)
}

/// Keeps the person's own face: its image and its sealed embedding.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn set_face(tx: &mut Tx, id: UserId, blob: BlobId, sealed_embedding: &[u8]) -> Result<()> {
    let statement = sql!("UPDATE account SET face_blob_id = $2, face_embedding = $3 WHERE id = $1");
    tx.execute(statement, args![id, blob, sealed_embedding]).await.map(drop)
}

/// The sealed embedding of the person's own face.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn face(tx: &mut Tx, id: UserId) -> Result<Option<Vec<u8>>> {
    let statement = sql!("SELECT face_embedding FROM account WHERE id = $1");
    Ok(tx.find(statement, args![id], |row| row.opt("face_embedding")).await?.flatten())
}

/// Whether there is any account at all.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn any(tx: &mut Tx) -> Result<bool> {
    Ok(tx.optional(sql!("SELECT id FROM account LIMIT 1"), args![]).await?.is_some())
}

macro_rules! of_list {
    ($column:literal, $list:literal) => {
        concat!("SELECT ", account_columns!(), " FROM account WHERE ", $column, " IN (", $list, ")")
    };
}

/// The accounts among these ids, without the exams they are held to.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn by_ids(tx: &mut Tx, ids: impl Iterator<Item = Uuid>) -> Result<Vec<Account>> {
    let statement = sql!(
        sqlite: of_list!("id", "SELECT unhex(value, '-') FROM json_each($1)"),
        postgres: of_list!("id", "SELECT value::uuid FROM jsonb_array_elements_text($1)")
    );
    let ids: Value = ids.map(|id| Value::from(id.to_string())).collect();
    tx.list(statement, args![ids], user).await
}

/// The accounts that log in with these names, without the exams they are held to.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn by_usernames<'c>(tx: &mut Tx, usernames: impl Iterator<Item = &'c str>) -> Result<Vec<Account>> {
    let statement = sql!(
        sqlite: of_list!("username", "SELECT value FROM json_each($1)"),
        postgres: of_list!("username", "SELECT value FROM jsonb_array_elements_text($1)")
    );
    let usernames: Value = usernames.map(Value::from).collect();
    tx.list(statement, args![usernames], user).await
}
