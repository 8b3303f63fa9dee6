//! Exams.

use domain::{
    ExamId,
    exam::Exam,
    order::{ExamSort, Sorting},
    scope::Reach,
    text::Code,
};
use serde_json::Value;

use crate::{Ask, Page, Result, Row, Statement, StoreError, Tx, args, reach::reach_args, sql};

fn exam(row: &Row) -> Result<Exam> {
    Ok(Exam {
        id: row.id("id")?,
        code: row.parse("code")?,
        name: row.parse("name")?,
        settings: row.json("settings")?,
        created_at: row.time("created_at")?,
        created_by: row.id("created_by")?,
    })
}

fn settings_json(exam: &Exam) -> Result<serde_json::Value> {
    serde_json::to_value(&exam.settings).map_err(|_| StoreError::Corrupt { column: "settings" })
}

/// Adds an exam; false when the code is taken.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn insert(tx: &mut Tx, exam: &Exam) -> Result<bool> {
    let settings = settings_json(exam)?;
    let added = tx
        .execute(
            sql!(
                "INSERT INTO exam (id, code, name, settings, created_at, created_by)
                  VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (code) DO NOTHING"
            ),
            args![exam.id, &exam.code, &exam.name, settings, exam.created_at, exam.created_by],
        )
        .await?;
    Ok(added == 1)
}

/// One exam.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get(tx: &mut Tx, id: ExamId) -> Result<Option<Exam>> {
    ask(id).first(tx).await
}

/// The question of [`get`].
#[must_use]
pub fn ask(id: ExamId) -> Ask<Exam> {
    Ask::new(sql!("SELECT * FROM exam WHERE id = $1"), args![id], exam)
}

/// One exam, held until the commit.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get_for_update(tx: &mut Tx, id: ExamId) -> Result<Option<Exam>> {
    let statement = sql!(
        sqlite: "SELECT * FROM exam WHERE id = $1",
        postgres: "SELECT * FROM exam WHERE id = $1 FOR UPDATE"
    );
    tx.find(statement, args![id], exam).await
}

/// The exam with this code.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn by_code(tx: &mut Tx, code: &Code) -> Result<Option<Exam>> {
    tx.find(sql!("SELECT * FROM exam WHERE code = $1"), args![code], exam).await
}

// $1 to $4: what somebody may read of.
macro_rules! within {
    () => {
        "($1 OR e.id IN (SELECT s.exam_id FROM slot s WHERE s.centre_id = $2) \
          OR e.id IN (SELECT s.exam_id FROM operator_slot o JOIN slot s ON s.id = o.slot_id \
              WHERE o.operator_id = $3 AND o.revoked_at IS NULL) \
          OR e.id IN (SELECT h.exam_id FROM account_exam h WHERE h.account_id = $4))"
    };
}

// $5: by what.
macro_rules! key {
    ($exam:literal) => {
        concat!("CASE $5 WHEN 'Code' THEN ", $exam, ".code WHEN 'Name' THEN ", $exam, ".name ELSE '' END")
    };
}

// $6: the first page, $7: the last of the page before, $8: the most.
macro_rules! page_text {
    ($beyond:literal, $way:literal) => {
        concat!(
            "SELECT e.* FROM exam e WHERE ",
            within!(),
            " AND ($6 OR (",
            key!("e"),
            ", e.id) ",
            $beyond,
            " (SELECT ",
            key!("x"),
            ", x.id FROM exam x WHERE x.id = $7)) ORDER BY ",
            key!("e"),
            $way,
            ", e.id",
            $way,
            " LIMIT $8"
        )
    };
}

/// A page of the exams that somebody may read of.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn list(tx: &mut Tx, reach: Reach, sorting: Sorting<ExamSort>, page: Page) -> Result<Vec<Exam>> {
    let mut args = reach_args(reach);
    args.extend(args![<&str>::from(sorting.by), page.after.is_none(), page.after, page.limit]);
    let statement: &'static Statement =
        if sorting.descending { sql!(page_text!("<", " DESC")) } else { sql!(page_text!(">", " ASC")) };
    tx.list(statement, args, exam).await
}

/// How many there are in all.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn total(tx: &mut Tx, reach: Reach) -> Result<i64> {
    let statement = sql!(concat!("SELECT COUNT(*) AS n FROM exam e WHERE ", within!()));
    tx.one(statement, reach_args(reach)).await?.get("n")
}

/// One exam, if somebody may read of it.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn within(tx: &mut Tx, id: ExamId, reach: Reach) -> Result<Option<Exam>> {
    let mut args = reach_args(reach);
    args.push(id.into());
    tx.find(sql!(concat!("SELECT e.* FROM exam e WHERE ", within!(), " AND e.id = $5")), args, exam).await
}

/// Changes name and settings.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn update(tx: &mut Tx, exam: &Exam) -> Result<()> {
    let settings = settings_json(exam)?;
    let statement = sql!("UPDATE exam SET name = $2, settings = $3 WHERE id = $1");
    tx.execute(statement, args![exam.id, &exam.name, settings]).await.map(drop)
}

/// The ids of the exams with these codes.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn ids_of_codes<'c>(tx: &mut Tx, codes: impl Iterator<Item = &'c str>) -> Result<Vec<(Code, ExamId)>> {
    let statement = sql!(
        sqlite: "SELECT code, id FROM exam WHERE code IN (SELECT value FROM json_each($1))",
        postgres: "SELECT code, id FROM exam WHERE code IN (SELECT value FROM jsonb_array_elements_text($1))"
    );
    let codes: Value = codes.map(Value::from).collect();
    tx.list(statement, args![codes], |row| Ok((row.parse("code")?, row.id("id")?))).await
}
