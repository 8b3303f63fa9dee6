//! Reading the journal: page by page as head office does, and row by row as its verification does, which
//! takes nothing for granted.

use domain::{CandidateId, ExamId, Timestamp, UserId};
use uuid::Uuid;

use crate::{
    Result, Row, Statement, Tx, args,
    journal::{Entry, entry},
    sql,
};

/// A row of the journal, whatever is left of it.
#[derive(Debug)]
pub struct Found {
    /// Its number, if that can be read.
    pub seq: Option<i64>,
    /// Its id, if that can be read.
    pub id: Option<Uuid>,
    /// The entry, if every column holds what it promises.
    pub entry: Result<Entry>,
}

fn found(row: &Row) -> Result<Found> {
    Ok(Found { seq: row.opt("seq").unwrap_or_default(), id: row.opt("id").unwrap_or_default(), entry: entry(row) })
}

/// Rows with a number from `first` on, in order.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn numbered(tx: &mut Tx, first: i64, limit: i64) -> Result<Vec<Found>> {
    let statement = sql!("SELECT * FROM journal WHERE seq >= $1 ORDER BY seq LIMIT $2");
    tx.list(statement, args![first, limit], found).await
}

/// Rows without a number whose id comes after `after`, in the order of their ids.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn unnumbered(tx: &mut Tx, after: Option<Uuid>, limit: i64) -> Result<Vec<Found>> {
    match after {
        None => {
            let statement = sql!("SELECT * FROM journal WHERE seq IS NULL ORDER BY id LIMIT $1");
            tx.list(statement, args![limit], found).await
        }
        Some(after) => {
            let statement = sql!("SELECT * FROM journal WHERE seq IS NULL AND id > $1 ORDER BY id LIMIT $2");
            tx.list(statement, args![after, limit], found).await
        }
    }
}

/// How many entries have a number, by the journal's head.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn size(tx: &mut Tx) -> Result<Option<i64>> {
    tx.find(sql!("SELECT size FROM journal_head WHERE name = 'journal'"), args![], |row| row.get("size")).await
}

/// What a page of the log is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// The exam.
    pub exam: Option<ExamId>,
    /// The name of the action.
    pub action: Option<String>,
    /// `done`, `refused` or `counted`.
    pub outcome: Option<String>,
    /// Who acted.
    pub actor: Option<UserId>,
    /// The candidate.
    pub candidate: Option<CandidateId>,
    /// Not before this moment.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub to: Option<Timestamp>,
}

macro_rules! list_text {
    ($exam:literal, $way:literal) => {
        concat!(
            "SELECT * FROM journal WHERE seq > $1 AND seq <= $2 AND ",
            $exam,
            " AND ($4 = '' OR action = $4) AND ($5 = '' OR outcome = $5) AND ($6 = FALSE OR actor_id = $7)
              AND ($8 = FALSE OR candidate_id = $9) AND occurred_at >= $10 AND occurred_at < $11
              ORDER BY seq ",
            $way,
            " LIMIT $12"
        )
    };
}

/// Entries with a number above `after` and not above `until`, the oldest or the newest first.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn list(
    tx: &mut Tx,
    filter: &AuditFilter,
    (after, until): (i64, i64),
    newest_first: bool,
    limit: i64,
) -> Result<Vec<Entry>> {
    let AuditFilter { exam, action, outcome, actor, candidate, from, to } = filter;
    let statement: &'static Statement = match (exam, newest_first) {
        (Some(_), false) => sql!(list_text!("exam_id = $3", "ASC")),
        (Some(_), true) => sql!(list_text!("exam_id = $3", "DESC")),
        (None, false) => sql!(list_text!("(exam_id = $3 OR TRUE)", "ASC")),
        (None, true) => sql!(list_text!("(exam_id = $3 OR TRUE)", "DESC")),
    };
    let nobody = Uuid::nil();
    let values = args![
        after,
        until,
        exam.map_or(nobody, |exam| exam.0),
        action.as_deref().unwrap_or_default(),
        outcome.as_deref().unwrap_or_default(),
        actor.is_some(),
        actor.map_or(nobody, |actor| actor.0),
        candidate.is_some(),
        candidate.map_or(nobody, |candidate| candidate.0),
        from.map_or(i64::MIN, |from| from.0),
        to.map_or(i64::MAX, |to| to.0),
        limit
    ];
    tx.list(statement, values, entry).await
}
