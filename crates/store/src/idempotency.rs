//! First answers, by user, route and Idempotency-Key.

use domain::{SessionId, Timestamp, UserId};

use crate::{Ask, Result, Row, Tx, args, change::Change, sql};

/// A first answer.
#[derive(Clone, Debug)]
pub struct FirstAnswer {
    /// The digest of the body that was sent.
    pub body_digest: Vec<u8>,
    /// Whether it told of something that was created; a failure says its code.
    pub created: bool,
    /// The body it got.
    pub answer: String,
}

/// Where an answer is kept.
#[derive(Clone, Debug)]
pub struct KeyPlace<'a> {
    /// The user.
    pub account: UserId,
    /// The method and route.
    pub route: &'a str,
    /// The key.
    pub key: &'a str,
}

fn first_answer(row: &Row) -> Result<FirstAnswer> {
    Ok(FirstAnswer { body_digest: row.get("body_digest")?, created: row.get("created")?, answer: row.get("answer")? })
}

/// The first answer to a key, unless it is older than `cut`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn find(tx: &mut Tx, place: &KeyPlace<'_>, cut: Timestamp) -> Result<Option<FirstAnswer>> {
    tx.find(
        sql!(
            "SELECT body_digest, created, answer FROM idempotency
              WHERE account_id = $1 AND route = $2 AND idempotency_key = $3 AND created_at >= $4"
        ),
        args![place.account, place.route, place.key, cut],
        first_answer,
    )
    .await
}

/// As [`find`], before it is known whose session it is.
#[must_use]
pub fn ask_of_session(session: SessionId, route: &str, key: &str, cut: Timestamp) -> Ask<FirstAnswer> {
    Ask::new(
        sql!(
            "SELECT i.body_digest, i.created, i.answer FROM session s JOIN idempotency i ON i.account_id = s.account_id
              WHERE s.id = $1 AND i.route = $2 AND i.idempotency_key = $3 AND i.created_at >= $4"
        ),
        args![session, route, key, cut],
        first_answer,
    )
}

/// What [`keep`] writes.
pub const KEPT: &str = "idempotency";

/// Keeps a first answer, by the next statement or the commit.
///
/// # Errors
/// [`crate::StoreError`]; `Overtaken` by [`KEPT`] when there is one that is not older than `cut`.
pub async fn keep(
    tx: &mut Tx,
    place: &KeyPlace<'_>,
    answer: &FirstAnswer,
    now: Timestamp,
    cut: Timestamp,
) -> Result<()> {
    let statement = sql!(
        "INSERT INTO idempotency (account_id, route, idempotency_key, body_digest, created, answer, created_at)
          VALUES ($1, $2, $3, $4, $5, $6, $7)
          ON CONFLICT (account_id, route, idempotency_key) DO UPDATE SET body_digest = excluded.body_digest,
              created = excluded.created, answer = excluded.answer, created_at = excluded.created_at
          WHERE idempotency.created_at < $8"
    );
    let digest = answer.body_digest.clone();
    let args = args![place.account, place.route, place.key, digest, answer.created, &answer.answer, now, cut];
    tx.later(Change { statement, args, one: Some(KEPT) }).await
}

/// Forgets answers before `cut`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn purge(tx: &mut Tx, cut: Timestamp) -> Result<u64> {
    tx.execute(sql!("DELETE FROM idempotency WHERE created_at < $1"), args![cut]).await
}
