//! Logins and their refresh tokens. Only hashes of tokens are kept.

use domain::{Actor, ExamId, SessionId, Timestamp, UserId, policy::Owed};

use crate::{Ask, Result, Row, Tx, accounts, args, sql};

/// Begins a session.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn insert(tx: &mut Tx, id: SessionId, account: UserId, device: Option<&str>, now: Timestamp) -> Result<()> {
    let statement = sql!("INSERT INTO session (id, account_id, device_id, created_at) VALUES ($1, $2, $3, $4)");
    tx.execute(statement, args![id, account, device, now]).await.map(drop)
}

/// Who is behind a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedIn {
    /// The account, in this login.
    pub actor: Actor,
    /// With which device, as it names itself.
    pub device: Option<String>,
    /// What it has to do before anything else.
    pub owed: Owed,
}

/// The account behind a session that has not ended, as it is now.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn actor(tx: &mut Tx, session: SessionId) -> Result<Option<LoggedIn>> {
    let found = ask_actor(session).first(tx).await?;
    with_exams(tx, found).await
}

/// The question of [`actor`], but for the exams of an observer.
#[must_use]
pub fn ask_actor(session: SessionId) -> Ask<LoggedIn> {
    let statement = sql!(
        "SELECT a.id, a.role, a.centre_id, a.must_change_password, s.id AS session_id, s.device_id,
              (a.factor_required AND a.factor_confirmed_at IS NULL) AS must_set_factor_up
          FROM session s JOIN account a ON a.id = s.account_id
          WHERE s.id = $1 AND s.ended_at IS NULL AND a.disabled = FALSE"
    );
    Ask::new(statement, args![session], |row| {
        let actor = Actor {
            user_id: row.id("id")?,
            role: row.parse("role")?,
            centre_id: row.opt_id("centre_id")?,
            exam_ids: Vec::new(),
            session_id: row.id("session_id")?,
        };
        let (password, second_factor) = (row.get("must_change_password")?, row.get("must_set_factor_up")?);
        Ok(LoggedIn { actor, device: row.opt("device_id")?, owed: Owed { password, second_factor } })
    })
}

/// With the exams of an observer.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn with_exams(tx: &mut Tx, found: Option<LoggedIn>) -> Result<Option<LoggedIn>> {
    let Some(mut known) = found else { return Ok(None) };
    if known.actor.role == domain::Role::Observer {
        known.actor.exam_ids = accounts::exams_of(tx, known.actor.user_id).await?;
    }
    Ok(Some(known))
}

/// Whether a session that was begun is over, or its account disabled; it stays as it is until the commit. What is no
/// login, such as the demo, has no session that could end.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn is_over(tx: &mut Tx, id: SessionId) -> Result<bool> {
    macro_rules! text {
        ($end:literal) => {
            concat!(
                "SELECT (s.ended_at IS NOT NULL OR a.disabled) AS is_over \
                 FROM session s JOIN account a ON a.id = s.account_id WHERE s.id = $1",
                $end
            )
        };
    }
    let statement = sql!(sqlite: text!(""), postgres: text!(" FOR SHARE OF s"));
    Ok(tx.find(statement, args![id], |row| row.get("is_over")).await?.unwrap_or(false))
}

/// Ends a session; false when it had ended.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn end(tx: &mut Tx, id: SessionId, reason: &str, now: Timestamp) -> Result<bool> {
    let statement = sql!("UPDATE session SET ended_at = $2, end_reason = $3 WHERE id = $1 AND ended_at IS NULL");
    Ok(tx.execute(statement, args![id, now, reason]).await? == 1)
}

/// Ends all sessions of an account, except one where given.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn end_all(
    tx: &mut Tx,
    account: UserId,
    except: Option<SessionId>,
    reason: &str,
    now: Timestamp,
) -> Result<u64> {
    tx.execute(
        sql!(
            "UPDATE session SET ended_at = $2, end_reason = $3
              WHERE account_id = $1 AND ended_at IS NULL AND id <> $4"
        ),
        args![account, now, reason, except.map_or(uuid::Uuid::nil(), |id| id.0)],
    )
    .await
}

/// Ends every operator's session of an exam: of those who have a slot of it or are held to it.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn end_operators_of(tx: &mut Tx, exam: ExamId, now: Timestamp) -> Result<u64> {
    tx.execute(
        sql!(
            "UPDATE session SET ended_at = $2, end_reason = 'logout_all'
              WHERE ended_at IS NULL AND account_id IN (
                  SELECT a.id FROM account a WHERE a.role = 'operator' AND (
                      EXISTS (SELECT 1 FROM operator_slot o JOIN slot s ON s.id = o.slot_id
                              WHERE o.operator_id = a.id AND s.exam_id = $1)
                      OR EXISTS (SELECT 1 FROM account_exam e WHERE e.account_id = a.id AND e.exam_id = $1)))"
        ),
        args![exam, now],
    )
    .await
}

/// A refresh token as it is kept.
#[derive(Debug)]
pub struct RefreshToken {
    /// Its session.
    pub session_id: SessionId,
    /// The account of the session.
    pub account_id: UserId,
    /// The hash of the one that replaced it.
    pub successor_hash: Option<Vec<u8>>,
    /// When it was exchanged.
    pub used_at: Option<Timestamp>,
    /// When it ends.
    pub expires_at: Timestamp,
    /// Whether its session can go on.
    pub live: bool,
}

fn refresh_token(row: &Row) -> Result<RefreshToken> {
    Ok(RefreshToken {
        session_id: row.id("session_id")?,
        account_id: row.id("account_id")?,
        successor_hash: row.opt("successor_hash")?,
        used_at: row.opt_time("used_at")?,
        expires_at: row.time("expires_at")?,
        live: row.get("live")?,
    })
}

/// Finds a refresh token by its hash and holds it until the commit.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn refresh(tx: &mut Tx, hash: &[u8]) -> Result<Option<RefreshToken>> {
    macro_rules! text {
        ($end:literal) => {
            concat!(
                "SELECT t.session_id, t.successor_hash, t.used_at, t.expires_at, s.account_id, \
                 (s.ended_at IS NULL AND a.disabled = FALSE) AS live \
                 FROM refresh_token t JOIN session s ON s.id = t.session_id JOIN account a ON a.id = s.account_id \
                 WHERE t.token_hash = $1",
                $end
            )
        };
    }
    tx.find(sql!(sqlite: text!(""), postgres: text!(" FOR UPDATE OF t")), args![hash], refresh_token).await
}

/// The session of a refresh token that is not over at `now`, whether it was exchanged or not.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn of_refresh(tx: &mut Tx, hash: &[u8], now: Timestamp) -> Result<Option<SessionId>> {
    let statement = sql!("SELECT session_id FROM refresh_token WHERE token_hash = $1 AND expires_at > $2");
    tx.find(statement, args![hash, now], |row| row.id("session_id")).await
}

/// Keeps a new refresh token.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn insert_refresh(
    tx: &mut Tx,
    hash: &[u8],
    session: SessionId,
    now: Timestamp,
    expires: Timestamp,
) -> Result<()> {
    let statement =
        sql!("INSERT INTO refresh_token (token_hash, session_id, issued_at, expires_at) VALUES ($1, $2, $3, $4)");
    tx.execute(statement, args![hash, session, now, expires]).await.map(drop)
}

/// Marks a refresh token as exchanged for another.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn exchange(tx: &mut Tx, hash: &[u8], successor: &[u8], now: Timestamp) -> Result<()> {
    let statement = sql!("UPDATE refresh_token SET used_at = $3, successor_hash = $2 WHERE token_hash = $1");
    tx.execute(statement, args![hash, successor, now]).await.map(drop)
}

/// Forgets refresh tokens that ended before `cut`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn purge(tx: &mut Tx, cut: Timestamp) -> Result<u64> {
    tx.execute(sql!("DELETE FROM refresh_token WHERE expires_at < $1"), args![cut]).await
}
