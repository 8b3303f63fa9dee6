//! Centres.

use domain::{
    CentreId,
    centre::Centre,
    text::{Code, Line},
};
use serde_json::Value;
use uuid::Uuid;

use crate::{Page, Result, Row, Tx, args, sql};

fn centre(row: &Row) -> Result<Centre> {
    Ok(Centre {
        id: row.id("id")?,
        code: row.parse("code")?,
        name: row.parse("name")?,
        created_at: row.time("created_at")?,
    })
}

/// Adds a centre; false when the code is taken.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn insert(tx: &mut Tx, centre: &Centre) -> Result<bool> {
    let statement =
        sql!("INSERT INTO centre (id, code, name, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (code) DO NOTHING");
    let added = tx.execute(statement, args![centre.id, &centre.code, &centre.name, centre.created_at]).await?;
    Ok(added == 1)
}

/// Gives a centre another name.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn rename(tx: &mut Tx, id: CentreId, name: &Line) -> Result<()> {
    tx.execute(sql!("UPDATE centre SET name = $2 WHERE id = $1"), args![id, name]).await.map(drop)
}

/// One centre.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get(tx: &mut Tx, id: CentreId) -> Result<Option<Centre>> {
    tx.find(sql!("SELECT * FROM centre WHERE id = $1"), args![id], centre).await
}

/// The centre with this code.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn by_code(tx: &mut Tx, code: &Code) -> Result<Option<Centre>> {
    tx.find(sql!("SELECT * FROM centre WHERE code = $1"), args![code], centre).await
}

/// The codes of all centres. Until the commit nobody else adds one, so that what is decided by them holds.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn codes_held(tx: &mut Tx) -> Result<Vec<String>> {
    // SQLite has one writer anyway.
    let hold = sql!(
        sqlite: "SELECT 1 AS held",
        postgres: "LOCK TABLE centre IN SHARE ROW EXCLUSIVE MODE"
    );
    tx.all(hold, Vec::new()).await?;
    tx.list(sql!("SELECT code FROM centre ORDER BY code"), Vec::new(), |row| row.get("code")).await
}

/// A page of centres, by id.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn list(tx: &mut Tx, page: Page) -> Result<Vec<Centre>> {
    let statement = sql!("SELECT * FROM centre WHERE id > $1 ORDER BY id LIMIT $2");
    tx.list(statement, args![page.after_id(), page.limit], centre).await
}

macro_rules! of_list {
    ($column:literal, $list:literal) => {
        concat!("SELECT * FROM centre WHERE ", $column, " IN (", $list, ")")
    };
}

/// The centres among these ids.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn by_ids(tx: &mut Tx, ids: impl Iterator<Item = Uuid>) -> Result<Vec<Centre>> {
    let statement = sql!(
        sqlite: of_list!("id", "SELECT unhex(value, '-') FROM json_each($1)"),
        postgres: of_list!("id", "SELECT value::uuid FROM jsonb_array_elements_text($1)")
    );
    let ids: Value = ids.map(|id| Value::from(id.to_string())).collect();
    tx.list(statement, args![ids], centre).await
}

/// The centres with these codes.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn by_codes<'c>(tx: &mut Tx, codes: impl Iterator<Item = &'c str>) -> Result<Vec<Centre>> {
    let statement = sql!(
        sqlite: of_list!("code", "SELECT value FROM json_each($1)"),
        postgres: of_list!("code", "SELECT value FROM jsonb_array_elements_text($1)")
    );
    let codes: Value = codes.map(Value::from).collect();
    tx.list(statement, args![codes], centre).await
}
