//! `Idempotency-Key`: the same key with the same body gives the first answer again. The answer of a change is
//! kept in its transaction; that of a refusal afterwards.

use std::sync::OnceLock;

use domain::Refusal;
use store::idempotency::{self, FirstAnswer, Place};
use tokio::sync::OwnedMutexGuard;

use crate::{
    call::Call,
    error::{Error, Result},
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
    turn: OnceLock<OwnedMutexGuard<()>>,
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
    /// A key that counts for a route, such as `POST /api/attendance`.
    #[must_use]
    pub fn new(route: String, key: String) -> Self {
        Self { route, key, digest: OnceLock::new(), turn: OnceLock::new() }
    }

    fn place(&self, call: &Call) -> Place<'_> {
        Place { account: call.caller.actor.user_id, route: &self.route, key: &self.key }
    }

    /// Keeps the first answer; without a digest the body was never read, and nothing is kept.
    pub(crate) async fn keep(&self, call: &Call, work: &mut Work, created: bool, answer: String) -> Result<()> {
        let Some(digest) = self.digest.get() else { return Ok(()) };
        let first = FirstAnswer { body_digest: digest.to_vec(), created, answer };
        let now = call.moment.decided;
        if idempotency::keep(work, &self.place(call), &first, now, now.plus_seconds(-KEPT_SECONDS)).await? {
            return Ok(());
        }
        // Another copy of the server was faster with the same key: ask again for its answer.
        Err(Error::busy())
    }
}

/// Called when the body was read: the first answer, where there is one; else the call may go on.
///
/// # Errors
/// [`Refusal::IdempotencyMismatch`] when the key was used with another body.
pub async fn first_answer(call: &Call, digest: [u8; 32]) -> Result<Option<Replay>> {
    let Some(once) = &call.once else { return Ok(None) };
    let user = call.caller.actor.user_id.0;
    let turn = call.app.turns.of(&[b"once", user.as_bytes(), once.route.as_bytes(), once.key.as_bytes()]);
    let guard = turn.lock_owned().await;
    let cut = call.moment.decided.plus_seconds(-KEPT_SECONDS);
    let first = idempotency::find(&mut call.read().await?, &once.place(call), cut).await?;
    match first {
        Some(first) if first.body_digest == digest => Ok(Some(Replay { created: first.created, body: first.answer })),
        Some(_) => Err(Refusal::IdempotencyMismatch.into()),
        None => {
            let _ = once.digest.set(digest);
            let _ = once.turn.set(guard);
            Ok(None)
        }
    }
}
