//! Further pictures of sheets that are there already, and whose a picture of a sheet is.

use domain::{BlobId, CentreId, ExamId, Timestamp, UserId, sheet::PICTURES_OF_ACCOUNT, text::Barcode};

use crate::{Result, Row, Tx, args, sql};

/// A further picture of a sheet.
#[derive(Clone, Debug)]
pub struct SheetPicture {
    /// The picture.
    pub blob_id: BlobId,
    /// The exam.
    pub exam_id: ExamId,
    /// The barcode that it was sent for.
    pub barcode: Barcode,
    /// Who took it.
    pub taken_by: UserId,
    /// Where.
    pub centre_id: Option<CentreId>,
    /// When, as its device says.
    pub taken_at: Timestamp,
    /// When it came.
    pub kept_at: Timestamp,
    /// What the barcode reader said of it: `matched`, `unreadable` or `mismatch`.
    pub barcode_read: String,
    /// Its pixels as a digest under the exam's data key, where they were looked at.
    pub pixel_digest: Option<String>,
}

fn picture(row: &Row) -> Result<SheetPicture> {
    Ok(SheetPicture {
        blob_id: row.id("blob_id")?,
        exam_id: row.id("exam_id")?,
        barcode: row.parse("barcode")?,
        taken_by: row.id("taken_by")?,
        centre_id: row.opt_id("centre_id")?,
        taken_at: row.time("taken_at")?,
        kept_at: row.time("kept_at")?,
        barcode_read: row.get("barcode_read")?,
        pixel_digest: row.opt("pixel_digest")?,
    })
}

/// Pictures of one sheet that are told of at most.
const OF_A_SHEET: i64 = 1000;

/// The further pictures of a sheet, as they came.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn of(tx: &mut Tx, exam: ExamId, barcode: &Barcode) -> Result<Vec<SheetPicture>> {
    let statement =
        sql!("SELECT * FROM sheet_picture WHERE exam_id = $1 AND barcode = $2 ORDER BY kept_at, blob_id LIMIT $3");
    tx.list(statement, args![exam, barcode, OF_A_SHEET], picture).await
}

/// The number that the next picture of a sheet by this account has; none when it may have no more.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn next_number(tx: &mut Tx, exam: ExamId, barcode: &Barcode, by: UserId) -> Result<Option<u32>> {
    let statement = sql!(
        "SELECT COALESCE(MAX(number), 0) + 1 AS next FROM sheet_picture
          WHERE exam_id = $1 AND barcode = $2 AND taken_by = $3"
    );
    let next = tx.one(statement, args![exam, barcode, by]).await?.count("next")?;
    Ok(Some(next).filter(|next| *next <= PICTURES_OF_ACCOUNT))
}

/// Whether this very file is a picture of the sheet already.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn is_kept(tx: &mut Tx, exam: ExamId, barcode: &Barcode, sha256: &[u8]) -> Result<bool> {
    let statement = sql!(
        "SELECT 1 AS one FROM blob b WHERE b.sha256 = $3 AND b.id IN (
              SELECT blob_id FROM omr_sheet WHERE exam_id = $1 AND barcode = $2 AND blob_id IS NOT NULL
              UNION ALL SELECT blob_id FROM sheet_picture WHERE exam_id = $1 AND barcode = $2) LIMIT 1"
    );
    Ok(tx.optional(statement, args![exam, barcode, sha256]).await?.is_some())
}

/// Keeps a further picture of a sheet that is held, under its number; false when one with these pixels is kept.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn insert(tx: &mut Tx, picture: &SheetPicture, number: u32) -> Result<bool> {
    let p = picture;
    let added = tx
        .execute(
            sql!(
                "INSERT INTO sheet_picture (blob_id, exam_id, barcode, taken_by, number, centre_id, taken_at, kept_at,
                      barcode_read, pixel_digest)
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING"
            ),
            args![
                p.blob_id,
                p.exam_id,
                &p.barcode,
                p.taken_by,
                number,
                p.centre_id,
                p.taken_at,
                p.kept_at,
                &p.barcode_read,
                p.pixel_digest.clone()
            ],
        )
        .await?;
    Ok(added == 1)
}

/// Who bound a sheet.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn binder(tx: &mut Tx, exam: ExamId, barcode: &Barcode) -> Result<Option<UserId>> {
    let statement = sql!("SELECT validated_by FROM omr_sheet WHERE exam_id = $1 AND barcode = $2");
    Ok(tx.find(statement, args![exam, barcode], |row| row.opt_id("validated_by")).await?.flatten())
}

/// What a picture is of, and where it was captured.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The barcode that it was sent for, where that is known.
    pub barcode: Option<String>,
    /// The centre.
    pub centre_id: Option<CentreId>,
}

/// What the rows say that name a picture.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn origins(tx: &mut Tx, exam: ExamId, blob: BlobId) -> Result<Vec<Origin>> {
    let statement = sql!(
        sqlite: "SELECT barcode, centre_id FROM omr_sheet WHERE blob_id = $2 AND exam_id = $1
                 UNION ALL SELECT barcode, centre_id FROM sheet_picture WHERE blob_id = $2 AND exam_id = $1
                 UNION ALL SELECT payload ->> '$.data.barcode', centre_id FROM sync_record
                     WHERE blob_id = $2 AND exam_id = $1
                 UNION ALL SELECT NULL, centre_id FROM sync_unread WHERE image_id = $2 AND exam_id = $1",
        postgres: "SELECT barcode, centre_id FROM omr_sheet WHERE blob_id = $2 AND exam_id = $1
                 UNION ALL SELECT barcode, centre_id FROM sheet_picture WHERE blob_id = $2 AND exam_id = $1
                 UNION ALL SELECT payload -> 'data' ->> 'barcode', centre_id FROM sync_record
                     WHERE blob_id = $2 AND exam_id = $1
                 UNION ALL SELECT NULL::text, centre_id FROM sync_unread WHERE image_id = $2 AND exam_id = $1"
    );
    let origin = |row: &Row| Ok(Origin { barcode: row.opt("barcode")?, centre_id: row.opt_id("centre_id")? });
    tx.list(statement, args![exam, blob], origin).await
}
