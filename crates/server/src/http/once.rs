//! `Idempotency-Key`: the same key with the same body gives the first answer again.

use std::sync::Arc;

use axum::http::StatusCode;
use sha2::{Digest, Sha256};
use store::idempotency::{self, Place};
use tokio::sync::Mutex;

use super::{
    ctx::{Ctx, IDEMPOTENCY_SECONDS},
    failure::Failure,
};

/// Requests with the same key take turns; two different keys seldom share one of these.
#[derive(Debug)]
pub struct Turns([Arc<Mutex<()>>; 256]);

impl Default for Turns {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Arc::default()))
    }
}

impl Turns {
    /// The turn of whatever these bytes name.
    pub fn of(&self, parts: &[&[u8]]) -> Arc<Mutex<()>> {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        Arc::clone(&self.0[usize::from(hasher.finalize()[0])])
    }
}

/// Called when the body was read: gives the first answer again, or lets the request go on.
///
/// # Errors
/// The first answer as a [`Failure::replay`], or `IDEMPOTENCY_MISMATCH`.
pub async fn first_time(ctx: &Ctx, digest: [u8; 32]) -> Result<(), Failure> {
    let Some(key) = &ctx.once.key else { return Ok(()) };
    let user = ctx.actor.user_id.0;
    let turn = ctx.app.turns.of(&[b"once", user.as_bytes(), ctx.once.route.as_bytes(), key.as_bytes()]);
    let guard = turn.lock_owned().await;
    let place = Place { account: ctx.actor.user_id, route: &ctx.once.route, key };
    let mut tx = ctx.read().await?;
    let first = idempotency::find(&mut tx, &place, ctx.now.plus_seconds(-IDEMPOTENCY_SECONDS)).await?;
    drop(tx);
    match first {
        Some(first) if first.body_digest == digest => {
            let status = u16::try_from(first.status).ok().and_then(|code| StatusCode::from_u16(code).ok());
            Err(Failure::replay(status.unwrap_or(StatusCode::OK), first.answer))
        }
        Some(_) => Err(domain::Refusal::IdempotencyMismatch.into()),
        None => {
            let _ = ctx.once.digest.set(digest);
            let _ = ctx.once.turn.set(guard);
            Ok(())
        }
    }
}
