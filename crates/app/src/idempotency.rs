//! `Idempotency-Key`: the same key with the same body gives the first answer again. The answer of a change is
//! kept in its transaction; that of a refusal afterwards.

use std::sync::OnceLock;

use domain::{Refusal, SessionId, Timestamp, UserId};
use store::{
    Ask, Tx,
    idempotency::{self, FirstAnswer, KeyPlace},
};

use crate::{
    error::Result,
    turns::{Turn, Turns},
    work::Work,
};

/// Seconds for which a first answer is kept.
pub const KEPT_SECONDS: i64 = 24 * 3600;

/// Microseconds for which it counts that no first answer was seen: a body that took longer to come may be that of a call
/// that was made again, and the first one's answer be there by now.
const SEEN: i64 = 100_000;

/// The key of a call, and what is known of its body.
#[derive(Debug)]
pub struct Once {
    route: String,
    key: String,
    /// The first answer that was there when it was asked who calls, and since when that is known.
    seen: Option<(Option<FirstAnswer>, Timestamp)>,
    /// The digest of the body, once it was read.
    digest: OnceLock<[u8; 32]>,
    /// Held until the call is over: the same key waits for its first answer.
    turn: OnceLock<Turn>,
}

/// A first answer, to be given again word for word.
#[derive(Debug)]
pub struct Replay {
    /// Whether it told of something that was created.
    pub created: bool,
    /// The body.
    pub body: String,
}

impl Once {
    /// A key that counts for a request, such as `POST /api/attendance`: the method and the path itself, with its ids.
    #[must_use]
    pub fn new(route: String, key: String) -> Self {
        Self { route, key, seen: None, digest: OnceLock::new(), turn: OnceLock::new() }
    }

    /// The question for its first answer, to be asked together with who is behind a session.
    pub(crate) fn ask(&self, session: SessionId, now: Timestamp) -> Ask<FirstAnswer> {
        idempotency::ask_of_session(session, &self.route, &self.key, now.plus_seconds(-KEPT_SECONDS))
    }

    /// With what came of that question.
    pub(crate) fn seen(self, first: Option<FirstAnswer>, asked: Timestamp) -> Self {
        Self { seen: Some((first, asked)), ..self }
    }

    fn place(&self, account: UserId) -> KeyPlace<'_> {
        KeyPlace { account, route: &self.route, key: &self.key }
    }

    /// Keeps the first answer; without a digest the body was never read, and nothing is kept.
    pub(crate) async fn keep(&self, work: &mut Work, account: UserId, now: Timestamp, answer: Replay) -> Result<()> {
        let Some(digest) = self.digest.get() else { return Ok(()) };
        let first = FirstAnswer { body_digest: digest.to_vec(), created: answer.created, answer: answer.body };
        // Where another copy of the server is faster with the same key: `Overtaken`, so that it is asked again.
        Ok(idempotency::keep(work, &self.place(account), &first, now, now.plus_seconds(-KEPT_SECONDS)).await?)
    }

    /// The turn of this key: it is held until the call is over.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many calls wait for it, or for too long.
    pub(crate) async fn turn(&self, turns: &Turns, account: UserId) -> Result<Turn> {
        turns.take(account.0.as_bytes(), &[self.route.as_bytes(), self.key.as_bytes()]).await
    }

    /// What is known already of the first answer to this key, when the call has its turn; `None`: it has to be looked for.
    pub(crate) fn known(&self, turn: &Turn, now: Timestamp) -> Option<Option<FirstAnswer>> {
        match &self.seen {
            Some((Some(first), _)) => Some(Some(first.clone())),
            Some((None, at)) if !turn.waited && now.0.saturating_sub(at.0) < SEEN => Some(None),
            _ => None,
        }
    }

    /// The first answer to this key, as it is kept.
    pub(crate) async fn find(&self, tx: &mut Tx, account: UserId, now: Timestamp) -> Result<Option<FirstAnswer>> {
        Ok(idempotency::find(tx, &self.place(account), now.plus_seconds(-KEPT_SECONDS)).await?)
    }

    /// The answer to a call with this body: the first one, where there is one; else the turn is kept and the call may go
    /// on.
    pub(crate) fn answer(&self, first: Option<FirstAnswer>, turn: Turn, digest: [u8; 32]) -> Result<Option<Replay>> {
        match first {
            Some(first) if first.body_digest == digest => {
                Ok(Some(Replay { created: first.created, body: first.answer }))
            }
            Some(_) => Err(Refusal::IdempotencyMismatch.into()),
            None => {
                let _ = self.digest.set(digest);
                let _ = self.turn.set(turn);
                Ok(None)
            }
        }
    }

    /// The first answer of another call with the same body, which was faster than this one after all.
    pub(crate) async fn overtaken(&self, tx: &mut Tx, account: UserId, now: Timestamp) -> Result<Option<Replay>> {
        let Some(digest) = self.digest.get() else { return Ok(None) };
        let first = self.find(tx, account, now).await?.filter(|first| first.body_digest == digest);
        Ok(first.map(|first| Replay { created: first.created, body: first.answer }))
    }
}
