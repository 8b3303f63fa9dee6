//! `Idempotency-Key`: the same key with the same body gives the first answer again. The answer of a change is
//! kept in its transaction; that of a refusal afterwards.

use std::sync::OnceLock;

use domain::{Refusal, Timestamp, UserId};
use store::{
    Tx,
    idempotency::{self, FirstAnswer, KeyPlace},
};

use crate::{
    error::{Error, Result},
    turns::{Turn, Turns},
    work::Work,
};

/// Seconds for which a first answer is kept.
pub const KEPT_SECONDS: i64 = 24 * 3600;

/// The key of a call, and what is known of its body.
#[derive(Debug)]
pub struct Once {
    route: String,
    key: String,
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
        Self { route, key, digest: OnceLock::new(), turn: OnceLock::new() }
    }

    fn place(&self, account: UserId) -> KeyPlace<'_> {
        KeyPlace { account, route: &self.route, key: &self.key }
    }

    /// Keeps the first answer; without a digest the body was never read, and nothing is kept.
    pub(crate) async fn keep(&self, work: &mut Work, account: UserId, now: Timestamp, answer: Replay) -> Result<()> {
        let Some(digest) = self.digest.get() else { return Ok(()) };
        let first = FirstAnswer { body_digest: digest.to_vec(), created: answer.created, answer: answer.body };
        if idempotency::keep(work, &self.place(account), &first, now, now.plus_seconds(-KEPT_SECONDS)).await? {
            return Ok(());
        }
        // Another copy of the server was faster with the same key: ask again for its answer.
        Err(Error::busy())
    }

    /// The turn of this key: it is held until the call is over.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many calls wait for it, or for too long.
    pub(crate) async fn turn(&self, turns: &Turns, account: UserId) -> Result<Turn> {
        turns.take(account.0.as_bytes(), &[self.route.as_bytes(), self.key.as_bytes()]).await
    }

    /// The first answer to this key, where there is one; else the turn is kept and the call may go on.
    pub(crate) async fn first_answer(
        &self,
        tx: &mut Tx,
        turn: Turn,
        account: UserId,
        now: Timestamp,
        digest: [u8; 32],
    ) -> Result<Option<Replay>> {
        let cut = now.plus_seconds(-KEPT_SECONDS);
        match idempotency::find(tx, &self.place(account), cut).await? {
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
}
