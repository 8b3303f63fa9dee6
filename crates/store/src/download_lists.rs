//! Download passwords as they are listed, each with what became of it; never what they are.

use domain::{
    CentreId, ExamId, PasswordId, Timestamp, UserId,
    order::{DownloadSort, Sorting},
};

use crate::{Page, Result, Row, Statement, Tx, args, sql};

/// A password, and the download that it gave.
#[derive(Clone, Debug)]
pub struct ListedDownload {
    /// The password.
    pub id: PasswordId,
    /// When it was made.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: UserId,
    /// From when on it is over.
    pub expires_at: Timestamp,
    /// Who alone may use it.
    pub operator_id: Option<UserId>,
    /// Where alone it may be used.
    pub centre_id: Option<CentreId>,
    /// Who took it back; it is over since then.
    pub withdrawn_by: Option<UserId>,
    /// Who used it, and when.
    pub used: Option<(UserId, Timestamp)>,
    /// Bytes of the package.
    pub package_bytes: Option<i64>,
    /// Those that were sent.
    pub sent_bytes: Option<i64>,
    /// When the last of them was.
    pub completed_at: Option<Timestamp>,
}

fn listed(row: &Row) -> Result<ListedDownload> {
    Ok(ListedDownload {
        id: row.id("id")?,
        created_at: row.time("created_at")?,
        created_by: row.id("created_by")?,
        expires_at: row.time("expires_at")?,
        operator_id: row.opt_id("operator_id")?,
        centre_id: row.opt_id("centre_id")?,
        withdrawn_by: row.opt_id("withdrawn_by")?,
        used: row.opt_id("used_by")?.zip(row.opt_time("used_at")?),
        package_bytes: row.opt("package_bytes")?,
        sent_bytes: row.opt("sent_bytes")?,
        completed_at: row.opt_time("completed_at")?,
    })
}

// $1 the exam; $2 a centre, $3 any: the centre's are those that are held to it, or to somebody of it, or that such a
// one used.
macro_rules! of_centre {
    () => {
        "p.exam_id = $1 AND ($3 OR p.centre_id = $2 \
             OR EXISTS (SELECT 1 FROM account a WHERE a.centre_id = $2 AND a.id IN (p.operator_id, p.used_by)))"
    };
}

// $4: by what.
macro_rules! key {
    ($password:literal) => {
        concat!(
            "CASE $4 WHEN 'UsedAt' THEN COALESCE(",
            $password,
            ".used_at, 0) WHEN 'ExpiresAt' THEN ",
            $password,
            ".expires_at ELSE ",
            $password,
            ".created_at END"
        )
    };
}

// $5 the first page, $6 the last of the page before, $7 the most.
macro_rules! page_text {
    ($beyond:literal, $way:literal) => {
        concat!(
            "SELECT p.id, p.created_at, p.created_by, p.expires_at, p.operator_id, p.centre_id, p.withdrawn_by, p.used_by, p.used_at, \
                 d.package_bytes, d.sent_bytes, d.completed_at \
             FROM download_password p LEFT JOIN download d ON d.password_id = p.id WHERE ",
            of_centre!(),
            " AND ($5 OR (",
            key!("p"),
            ", p.id) ",
            $beyond,
            " (SELECT ",
            key!("x"),
            ", x.id FROM download_password x WHERE x.id = $6)) ORDER BY ",
            key!("p"),
            $way,
            ", p.id",
            $way,
            " LIMIT $7"
        )
    };
}

/// A page of the passwords of an exam, of one centre or of all.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn list(
    tx: &mut Tx,
    exam: ExamId,
    centre: Option<CentreId>,
    sorting: Sorting<DownloadSort>,
    page: Page,
) -> Result<Vec<ListedDownload>> {
    let statement: &'static Statement =
        if sorting.descending { sql!(page_text!("<", " DESC")) } else { sql!(page_text!(">", " ASC")) };
    let by = <&str>::from(sorting.by);
    let args = args![exam, centre, centre.is_none(), by, page.after.is_none(), page.after, page.limit];
    tx.list(statement, args, listed).await
}

/// How many there are in all.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn total(tx: &mut Tx, exam: ExamId, centre: Option<CentreId>) -> Result<i64> {
    let statement = sql!(concat!("SELECT COUNT(*) AS n FROM download_password p WHERE ", of_centre!()));
    tx.one(statement, args![exam, centre, centre.is_none()]).await?.get("n")
}
