//! Exams.

use domain::{ExamId, exam::Exam, text::Code};
use serde_json::Value;

use crate::{Page, Result, Row, StoreError, Tx, args, sql};

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
    tx.find(sql!("SELECT * FROM exam WHERE id = $1"), args![id], exam).await
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

/// A page of exams, by id.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn list(tx: &mut Tx, page: Page) -> Result<Vec<Exam>> {
    let statement = sql!("SELECT * FROM exam WHERE id > $1 ORDER BY id LIMIT $2");
    tx.list(statement, args![page.after_id(), page.limit], exam).await
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
