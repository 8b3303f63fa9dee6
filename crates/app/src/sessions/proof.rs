//! That whoever is logged in knows the account's password: asked before what outlasts the session.

use domain::{
    Refusal,
    account::{Account, PASSWORD_MAX_BYTES},
    network::Network,
};
use store::accounts;

use super::attempts::{self, Counting, Target};
use crate::{
    call::Call,
    error::{Error, Result},
    turns::Turn,
    work::Work,
};

/// A password that fits, and is counted as a failure until it has served.
pub(crate) struct Proof {
    counting: Counting,
    hash: String,
    // Held until the call is over: of one account there is one at a time, of one network as many as are hashed.
    _turns: [Turn; 2],
}

impl Proof {
    /// Holds a password against the caller's own.
    ///
    /// # Errors
    /// `INVALID_CREDENTIALS` when it is another; 429 after too many of those.
    pub(crate) async fn of(call: &Call, password: String) -> Result<Self> {
        let (me, app) = (call.caller.actor.user_id, &call.app);
        let turn = app.turns.passwords.take(me.0.as_bytes(), &[]).await?;
        let (name, network) = (format!("password of {me}"), Network::of(call.caller.address).to_string());
        let share = app.turns.hashing.take(network.as_bytes(), &[]).await?;
        let target = Target { name: &name, network: &network, device: call.caller.device.as_deref() };
        let counting = attempts::count(app, &target).await?;
        match fitting(call, password).await {
            Ok(Some(hash)) => Ok(Self { counting, hash, _turns: [turn, share] }),
            Ok(None) => Err(wrong()),
            Err(fault) => {
                counting.was_not_made(app).await;
                Err(fault)
            }
        }
    }

    /// It was of no use, by a fault of ours.
    pub(crate) async fn was_of_no_use(self, call: &Call) {
        self.counting.was_not_made(&call.app).await;
    }

    /// The caller's account, held, if its password is still the one that fitted and the session goes on. It may have been
    /// reset, and the session ended, meanwhile: then nothing is written over that. It counts as a failure no more as soon
    /// as the unit is committed.
    ///
    /// # Errors
    /// `INVALID_CREDENTIALS`; 401 when the session was ended.
    pub(crate) async fn hold(&self, call: &Call, work: &mut Work) -> Result<Account> {
        let held = accounts::hold(work, call.caller.actor.user_id).await?;
        let user = held.filter(|held| held.password_hash == self.hash).ok_or_else(wrong)?.user;
        call.still_in(work).await?;
        self.counting.take_back(work).await?;
        Ok(user)
    }
}

/// The hash that it fits.
async fn fitting(call: &Call, password: String) -> Result<Option<String>> {
    let kept = accounts::password_hash(&mut *call.read().await?, call.caller.actor.user_id).await?;
    let Some(kept) = kept.filter(|_| password.len() <= PASSWORD_MAX_BYTES) else { return Ok(None) };
    let fits = call.app.passwords.verify(password, Some(kept.clone())).await?;
    Ok(fits.then_some(kept))
}

fn wrong() -> Error {
    Error::from(Refusal::InvalidCredentials).saying("The password is wrong.")
}
