//! What of bodies is in memory, in all and of one party: a reader takes room for what has come, not for what may
//! come, so that a slow line holds little.

use std::time::Duration;

use app::{Error, Share, Shares};
use domain::{UserId, network::Network};

/// Seconds that a body waits for room; then 503 `BUSY`.
pub(crate) const MEMORY_SECONDS: u64 = 5;
/// Bytes of one place.
const PLACE: usize = 64 * 1024;

/// Whose share it is: an account's, or before the login a network's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Party {
    /// Somebody who is logged in.
    Account(UserId),
    /// Wherever a stranger comes from.
    Stranger(Network),
}

/// Room for bodies.
#[derive(Clone, Debug)]
pub(crate) struct Memory(Shares<Party>);

/// Room that is taken, until this is dropped.
#[derive(Debug)]
pub(crate) struct Room {
    share: Share<Party>,
    places: usize,
    bytes: usize,
}

impl Memory {
    /// Room for so many MiB, and of one party for so many.
    pub(crate) fn new(all_mib: usize, share_mib: usize) -> Self {
        let places = |mib: usize| (mib << 20) / PLACE;
        Self(Shares::new(places(all_mib), places(share_mib)))
    }

    /// No room yet.
    pub(crate) fn of(&self, party: Party) -> Room {
        Room { share: self.0.of(party), places: 0, bytes: 0 }
    }
}

impl Room {
    /// Takes room for so many bytes more, waiting for it where it has to.
    ///
    /// # Errors
    /// [`Error::Busy`].
    pub(crate) async fn take(&mut self, bytes: usize) -> Result<(), Error> {
        self.bytes = self.bytes.saturating_add(bytes);
        let missing = self.bytes.div_ceil(PLACE).saturating_sub(self.places);
        if missing == 0 {
            return Ok(());
        }
        let wanted = u32::try_from(missing).map_err(|_| Error::busy())?;
        self.share.grow(wanted, Duration::from_secs(MEMORY_SECONDS)).await?;
        self.places += missing;
        Ok(())
    }
}
