//! The right to fetch a package, and the file that holds it.

use domain::{
    BlobId, CandidateId, CentreId, DownloadId, ExamId, PasswordId, SlotId, Timestamp, UserId, download::PackageState,
};
use serde_json::Value;

use crate::{Arg, Result, Row, Tx, args, sql};

/// The right to fetch a package.
#[derive(Clone, Debug)]
pub struct Download {
    /// Its id.
    pub id: DownloadId,
    /// The password that gave it.
    pub password_id: PasswordId,
    /// The exam.
    pub exam_id: ExamId,
    /// Who alone may fetch it.
    pub operator_id: UserId,
    /// A supervisor's: all of this centre.
    pub centre_id: Option<CentreId>,
    /// An operator's: these slots.
    pub slots: Vec<SlotId>,
    /// SHA-256 of its token.
    pub token_hash: Vec<u8>,
    /// When it was given.
    pub created_at: Timestamp,
    /// From when on it is over.
    pub expires_at: Timestamp,
    /// How far the package is.
    pub state: PackageState,
    /// The file, once there is one.
    pub file: Option<PackageFile>,
}

/// The file of a package.
#[derive(Clone, Debug)]
pub struct PackageFile {
    /// The file.
    pub blob_id: BlobId,
    /// Its bytes.
    pub size: i64,
    /// SHA-256 of them.
    pub sha256: Vec<u8>,
    /// The candidates in it.
    pub candidates: i64,
    /// The photographs in it.
    pub photos: i64,
}

fn download(row: &Row) -> Result<Download> {
    let file = match row.opt_id("blob_id")? {
        None => None,
        Some(blob_id) => Some(PackageFile {
            blob_id,
            size: row.get("size")?,
            sha256: row.get("sha256")?,
            candidates: row.get("candidates")?,
            photos: row.get("photos")?,
        }),
    };
    Ok(Download {
        id: row.id("id")?,
        password_id: row.id("password_id")?,
        exam_id: row.id("exam_id")?,
        operator_id: row.id("operator_id")?,
        centre_id: row.opt_id("centre_id")?,
        slots: row.json("slots")?,
        token_hash: row.get("token_hash")?,
        created_at: row.time("created_at")?,
        expires_at: row.time("expires_at")?,
        state: row.parse("state")?,
        file,
    })
}

fn ids_json<T: ToString>(ids: &[T]) -> Value {
    ids.iter().map(|id| Value::String(id.to_string())).collect()
}

macro_rules! insertion {
    ($if_there:literal) => {
        sql!(concat!(
            "INSERT INTO download (id, password_id, exam_id, operator_id, centre_id, slots, token_hash, created_at,
                  expires_at, state)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting')",
            $if_there
        ))
    };
}

fn columns(download: &Download) -> Vec<Arg> {
    args![
        download.id,
        download.password_id,
        download.exam_id,
        download.operator_id,
        download.centre_id,
        ids_json(&download.slots),
        download.token_hash.clone(),
        download.created_at,
        download.expires_at
    ]
}

/// Gives the right to fetch a package that is to be built.
///
/// # Errors
/// [`crate::StoreError`]; a constraint when its password gave one already.
pub async fn insert(tx: &mut Tx, download: &Download) -> Result<()> {
    tx.execute(insertion!(""), columns(download)).await.map(drop)
}

/// As [`insert`]; false when its password gave one already.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn insert_once(tx: &mut Tx, download: &Download) -> Result<bool> {
    let added = tx.execute(insertion!(" ON CONFLICT (password_id) DO NOTHING"), columns(download)).await?;
    Ok(added == 1)
}

/// One download.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get(tx: &mut Tx, id: DownloadId) -> Result<Option<Download>> {
    let statement =
        sql!("SELECT d.*, b.size, b.sha256 FROM download d LEFT JOIN blob b ON b.id = d.blob_id WHERE d.id = $1");
    tx.find(statement, args![id], download).await
}

/// How many packages an account was given since `since`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn given_since(tx: &mut Tx, operator: UserId, since: Timestamp) -> Result<u32> {
    let statement = sql!("SELECT COUNT(*) AS n FROM download WHERE operator_id = $1 AND created_at > $2");
    tx.one(statement, args![operator, since]).await?.count("n")
}

/// Takes the building of a package on until `until`; false when somebody else is at it, or it is built.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn claim(tx: &mut Tx, id: DownloadId, now: Timestamp, until: Timestamp) -> Result<bool> {
    let statement = sql!(
        "UPDATE download SET state = 'waiting', build_until = $3
          WHERE id = $1 AND state IN ('waiting', 'failed') AND expires_at > $2
          AND (build_until IS NULL OR build_until <= $2)"
    );
    Ok(tx.execute(statement, args![id, now, until]).await? == 1)
}

/// Stays at the building; false when it is not the caller's any more.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn keep_claim(tx: &mut Tx, id: DownloadId, was: Timestamp, until: Timestamp) -> Result<bool> {
    let statement =
        sql!("UPDATE download SET build_until = $3 WHERE id = $1 AND state = 'waiting' AND build_until = $2");
    Ok(tx.execute(statement, args![id, was, until]).await? == 1)
}

/// Names the file of a package that was built; false when there is one, or its time is over.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn built(
    tx: &mut Tx,
    id: DownloadId,
    (blob, size): (BlobId, i64),
    candidates: i64,
    photos: i64,
) -> Result<bool> {
    let statement = sql!(
        "UPDATE download SET state = 'ready', build_until = NULL, blob_id = $2, candidates = $3, photos = $4,
              package_bytes = $5, sent_bytes = 0
          WHERE id = $1 AND state IN ('waiting', 'failed')"
    );
    Ok(tx.execute(statement, args![id, blob, candidates, photos, size]).await? == 1)
}

/// Notes that the bytes from `from` up to `to` of a package were sent to a device. They count where they go on from what was
/// sent before.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn sent(
    tx: &mut Tx,
    id: DownloadId,
    (from, to): (i64, i64),
    device: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    let statement = sql!(
        "UPDATE download SET sent_bytes = $3, sent_to = COALESCE($4, sent_to),
              completed_at = CASE WHEN $3 >= package_bytes THEN COALESCE(completed_at, $5) ELSE completed_at END
          WHERE id = $1 AND sent_bytes >= $2 AND sent_bytes < $3"
    );
    tx.execute(statement, args![id, from, to, device.map(str::to_owned), now]).await.map(drop)
}

/// Says that a package could not be built.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn failed(tx: &mut Tx, id: DownloadId) -> Result<()> {
    let statement =
        sql!("UPDATE download SET state = 'failed', build_until = NULL WHERE id = $1 AND state = 'waiting'");
    tx.execute(statement, args![id]).await.map(drop)
}

/// Downloads whose time is over and that have not been ended, at most `limit`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn over(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<Download>> {
    let statement = sql!(
        "SELECT d.*, b.size, b.sha256 FROM download d LEFT JOIN blob b ON b.id = d.blob_id
          WHERE d.expires_at <= $1 AND d.state <> 'ended' ORDER BY d.expires_at LIMIT $2"
    );
    tx.list(statement, args![now, limit], download).await
}

/// Ends a download, and forgets the row of its file: the sweep takes a file without a row.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn end(tx: &mut Tx, id: DownloadId, blob: Option<BlobId>) -> Result<()> {
    let statement = sql!("UPDATE download SET state = 'ended', build_until = NULL, blob_id = NULL WHERE id = $1");
    tx.execute(statement, args![id]).await?;
    if let Some(blob) = blob {
        tx.execute(sql!("DELETE FROM blob WHERE id = $1 AND kind = 'package'"), args![blob]).await?;
    }
    Ok(())
}

/// How many candidates a package holds: those of the centre, or of the slots.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn candidates(tx: &mut Tx, exam: ExamId, centre: Option<CentreId>, slots: &[SlotId]) -> Result<i64> {
    let row = match centre {
        Some(centre) => {
            let statement = sql!("SELECT COUNT(*) AS n FROM candidate WHERE exam_id = $1 AND centre_id = $2");
            tx.one(statement, args![exam, centre]).await?
        }
        None => {
            let statement = sql!(
                sqlite: "SELECT COUNT(*) AS n FROM candidate
                  WHERE slot_id IN (SELECT unhex(value, '-') FROM json_each($1))",
                postgres: "SELECT COUNT(*) AS n FROM candidate
                  WHERE slot_id IN (SELECT value::uuid FROM jsonb_array_elements_text($1))"
            );
            tx.one(statement, args![ids_json(slots)]).await?
        }
    };
    row.get("n")
}

/// The photograph that a candidate is enrolled with.
#[derive(Clone, Copy, Debug)]
pub struct EnrolledPhoto {
    /// Whose.
    pub candidate: CandidateId,
    /// Its file.
    pub blob: BlobId,
    /// Bytes of the file before encryption.
    pub size: u64,
}

/// The enrolled photographs of these candidates: whose, and which file.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn photos(tx: &mut Tx, exam: ExamId, candidates: &[CandidateId]) -> Result<Vec<EnrolledPhoto>> {
    let statement = sql!(
        sqlite: "SELECT face.candidate_id, face.blob_id, blob.size FROM enrolled_face face
          JOIN blob ON blob.id = face.blob_id
          WHERE face.exam_id = $1 AND face.candidate_id IN (SELECT unhex(value, '-') FROM json_each($2))",
        postgres: "SELECT face.candidate_id, face.blob_id, blob.size FROM enrolled_face face
          JOIN blob ON blob.id = face.blob_id
          WHERE face.exam_id = $1 AND face.candidate_id IN (SELECT value::uuid FROM jsonb_array_elements_text($2))"
    );
    let photo = |row: &Row| {
        let size = u64::try_from(row.get::<i64>("size")?).unwrap_or_default();
        Ok(EnrolledPhoto { candidate: row.id("candidate_id")?, blob: row.id("blob_id")?, size })
    };
    tx.list(statement, args![exam, ids_json(candidates)], photo).await
}
