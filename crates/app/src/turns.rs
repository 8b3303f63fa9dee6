//! Calls that take turns: those about the same thing wait for each other, in this process. Every kind has a table of
//! its own, no two things share a turn, and every wait has its end: nobody can make others wait by choosing a key.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use sha2::{Digest as _, Sha256};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Error, Result};

/// Seconds that a call waits for its turn; then 503 `BUSY`.
pub const TURN_SECONDS: u64 = 15;
/// Calls that have or wait for one turn; more is 503 `BUSY`.
pub const CALLS_OF_A_TURN: usize = 64;
/// Calls of one account with an `Idempotency-Key` at a time; more is 503 `BUSY`.
pub const KEYS_OF_AN_ACCOUNT: usize = 256;
/// Logins from one network at a time, those that wait included; more is 503 `BUSY`.
pub const LOGINS_OF_A_NETWORK: usize = 1024;
/// Passwords that one network tries at a time, of logins and downloads; the next waits for one of them.
pub const HASHES_OF_A_NETWORK: usize = 1;
/// Transactions that one account has in the store at a time, of those that write and of those that read; the next
/// waits for one of them. So nobody's calls fill the connections of the store, or the queue of its one writer.
pub const TRANSACTIONS_OF_AN_ACCOUNT: usize = 4;
/// Calls of one account that have or wait for such a transaction; more is 503 `BUSY`.
pub const WAITING_OF_AN_ACCOUNT: usize = 1024;
/// Calls of all in one table; more is 503 `BUSY`.
const CALLS_OF_ALL: usize = 16_384;

/// The tables of the program.
#[derive(Debug)]
pub struct Queues {
    /// Calls with the same `Idempotency-Key` of one account.
    pub(crate) once: Turns,
    /// Logins of one user from one network with one device.
    pub(crate) logins: Turns,
    /// Logins of one user from one network, with whatever devices.
    pub(crate) users: Turns,
    /// Hashing of the passwords that one network tries.
    pub(crate) hashing: Turns,
    /// Changes of one account's password.
    pub(crate) passwords: Turns,
    /// Download passwords tried by one account.
    pub(crate) downloads: Turns,
    /// Transactions that write, of one account.
    pub(crate) writing: Turns,
    /// Transactions that read, of one account.
    pub(crate) reading: Turns,
}

impl Default for Queues {
    fn default() -> Self {
        let alone = |of_owner| Turns::new(Bounds { at_once: 1, of_key: CALLS_OF_A_TURN, of_owner });
        let of_network =
            |at_once| Turns::new(Bounds { at_once, of_key: LOGINS_OF_A_NETWORK, of_owner: LOGINS_OF_A_NETWORK });
        let transactions = || {
            let most = WAITING_OF_AN_ACCOUNT;
            Turns::new(Bounds { at_once: TRANSACTIONS_OF_AN_ACCOUNT, of_key: most, of_owner: most })
        };
        Self {
            once: alone(KEYS_OF_AN_ACCOUNT),
            logins: alone(LOGINS_OF_A_NETWORK),
            users: of_network(1),
            hashing: of_network(HASHES_OF_A_NETWORK),
            passwords: alone(CALLS_OF_A_TURN),
            downloads: alone(CALLS_OF_A_TURN),
            writing: transactions(),
            reading: transactions(),
        }
    }
}

/// How many calls a table takes.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    /// That have a key's turn at the same time.
    at_once: usize,
    /// That have or wait for a key's turn.
    of_key: usize,
    /// Of one owner: an account, or a network.
    of_owner: usize,
}

/// Turns by what they are about.
#[derive(Debug)]
pub(crate) struct Turns {
    bounds: Bounds,
    table: Arc<Mutex<Table>>,
}

/// The calls that are there now; what nobody waits for is not in it.
#[derive(Debug, Default)]
struct Table {
    keys: HashMap<Name, (Arc<Semaphore>, usize)>,
    owners: HashMap<Name, usize>,
    all: usize,
}

/// The whole digest of what it names: no two things have the same, and a long key costs no memory.
type Name = [u8; 32];

/// A turn; it is over when this is dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    /// Whether another had it when it was asked for.
    pub waited: bool,
    // In this order: the turn is given on before the place is.
    _turn: OwnedSemaphorePermit,
    _place: Place,
}

impl Turns {
    fn new(bounds: Bounds) -> Self {
        Self { bounds, table: Arc::default() }
    }

    /// Waits for the turn of what `parts` name among what is the owner's.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many wait, or for too long.
    pub(crate) async fn take(&self, owner: &[u8], parts: &[&[u8]]) -> Result<Turn> {
        let (turn, place) = self.enter(owner, parts).ok_or_else(Error::busy)?;
        let waited = turn.available_permits() == 0;
        let had = tokio::time::timeout(Duration::from_secs(TURN_SECONDS), turn.acquire_owned()).await;
        let turn = had.map_err(|_| Error::busy())?.map_err(|closed| Error::internal(&closed))?;
        Ok(Turn { waited, _turn: turn, _place: place })
    }

    fn enter(&self, owner: &[u8], parts: &[&[u8]]) -> Option<(Arc<Semaphore>, Place)> {
        let key = name([owner].into_iter().chain(parts.iter().copied()));
        let owner = name([owner].into_iter());
        let mut table = lock(&self.table);
        let of_key = table.keys.get(&key).map_or(0, |(_, calls)| *calls);
        let of_owner = table.owners.get(&owner).copied().unwrap_or_default();
        if of_key >= self.bounds.of_key || of_owner >= self.bounds.of_owner || table.all >= CALLS_OF_ALL {
            return None;
        }
        table.all += 1;
        *table.owners.entry(owner).or_default() += 1;
        let new = || (Arc::new(Semaphore::new(self.bounds.at_once)), 0);
        let (turn, calls) = table.keys.entry(key).or_insert_with(new);
        *calls += 1;
        Some((Arc::clone(turn), Place { table: Arc::clone(&self.table), key, owner }))
    }
}

/// A call's place in a table, whether it waits or has its turn.
#[derive(Debug)]
struct Place {
    table: Arc<Mutex<Table>>,
    key: Name,
    owner: Name,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut table = lock(&self.table);
        table.all -= 1;
        if let Some((_, calls)) = table.keys.get_mut(&self.key) {
            *calls -= 1;
            if *calls == 0 {
                table.keys.remove(&self.key);
            }
        }
        if let Some(calls) = table.owners.get_mut(&self.owner) {
            *calls -= 1;
            if *calls == 0 {
                table.owners.remove(&self.owner);
            }
        }
    }
}

fn lock(table: &Mutex<Table>) -> MutexGuard<'_, Table> {
    table.lock().unwrap_or_else(PoisonError::into_inner)
}

fn name<'a>(parts: impl Iterator<Item = &'a [u8]>) -> Name {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turns(at_once: usize, of_key: usize, of_owner: usize) -> Turns {
        Turns::new(Bounds { at_once, of_key, of_owner })
    }

    #[tokio::test]
    async fn only_the_same_thing_waits_and_nothing_is_left_behind() {
        let turns = turns(1, 2, 9);
        let first = turns.take(b"a", &[b"key"]).await.unwrap();
        for number in 0..1000_u32 {
            turns.take(b"b", &[&number.to_be_bytes()]).await.unwrap();
        }
        let waiting = turns.take(b"a", &[b"key"]);
        tokio::pin!(waiting);
        tokio::select! { biased; _ = &mut waiting => panic!("two have one turn"), () = std::future::ready(()) => {} }
        assert!(turns.take(b"a", &[b"key"]).await.is_err(), "more wait than may");
        drop(first);
        drop(waiting.await.unwrap());
        let table = lock(&turns.table);
        assert_eq!((table.keys.len(), table.owners.len(), table.all), (0, 0, 0));
    }

    #[tokio::test]
    async fn an_owner_has_a_share_and_leaves_the_others_theirs() {
        let turns = turns(1, 9, 3);
        let mine: Vec<_> = [b"1", b"2", b"3"].map(|key| turns.enter(b"mine", &[key]).unwrap()).into();
        assert!(turns.enter(b"mine", &[b"4"]).is_none());
        turns.take(b"yours", &[b"1"]).await.unwrap();
        drop(mine);
        turns.take(b"mine", &[b"4"]).await.unwrap();
    }

    #[test]
    fn no_two_things_have_one_name() {
        let of = |parts: &[&[u8]]| name(parts.iter().copied());
        assert_ne!(of(&[b"ab", b"c"]), of(&[b"a", b"bc"]));
        assert_eq!(of(&[b"ab", b"c"]), of(&[b"ab", b"c"]));
    }
}
