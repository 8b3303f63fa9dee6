//! Centres.

use domain::{
    CentreId,
    centre::Centre,
    order::{CentreSort, Sorting},
    scope::Reach,
    text::{Code, Line},
};
use serde_json::Value;
use uuid::Uuid;

use crate::{Page, Result, Row, Statement, Tx, args, reach::reach_args, sql};

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

// $1 to $4: what somebody may read of.
macro_rules! within {
    () => {
        "($1 OR c.id = $2 OR c.id = (SELECT a.centre_id FROM account a WHERE a.id = $3) \
          OR c.id IN (SELECT s.centre_id FROM operator_slot o JOIN slot s ON s.id = o.slot_id \
              WHERE o.operator_id = $3 AND o.revoked_at IS NULL) \
          OR c.id IN (SELECT s.centre_id FROM account_exam h JOIN slot s ON s.exam_id = h.exam_id WHERE h.account_id = $4))"
    };
}

// $5: by what.
macro_rules! key {
    ($centre:literal) => {
        concat!("CASE $5 WHEN 'Code' THEN ", $centre, ".code WHEN 'Name' THEN ", $centre, ".name ELSE '' END")
    };
}

// $6: the first page, $7: the last of the page before, $8: the most.
macro_rules! page_text {
    ($beyond:literal, $way:literal) => {
        concat!(
            "SELECT c.* FROM centre c WHERE ",
            within!(),
            " AND ($6 OR (",
            key!("c"),
            ", c.id) ",
            $beyond,
            " (SELECT ",
            key!("x"),
            ", x.id FROM centre x WHERE x.id = $7)) ORDER BY ",
            key!("c"),
            $way,
            ", c.id",
            $way,
            " LIMIT $8"
        )
    };
}

/// A page of the centres that somebody may read of.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn list(tx: &mut Tx, reach: Reach, sorting: Sorting<CentreSort>, page: Page) -> Result<Vec<Centre>> {
    let mut args = reach_args(reach);
    args.extend(args![<&str>::from(sorting.by), page.after.is_none(), page.after, page.limit]);
    let statement: &'static Statement =
        if sorting.descending { sql!(page_text!("<", " DESC")) } else { sql!(page_text!(">", " ASC")) };
    tx.list(statement, args, centre).await
}

/// How many there are in all.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn total(tx: &mut Tx, reach: Reach) -> Result<i64> {
    let statement = sql!(concat!("SELECT COUNT(*) AS n FROM centre c WHERE ", within!()));
    tx.one(statement, reach_args(reach)).await?.get("n")
}

/// Whether somebody may read of a centre.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn is_within(tx: &mut Tx, id: CentreId, reach: Reach) -> Result<bool> {
    let mut args = reach_args(reach);
    args.push(id.into());
    let statement = sql!(concat!("SELECT 1 AS one FROM centre c WHERE ", within!(), " AND c.id = $5"));
    Ok(tx.optional(statement, args).await?.is_some())
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
