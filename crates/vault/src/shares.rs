//! Places that are shared: so many in all, and of them so many for one party, so that nobody who comes first
//! takes all.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::VaultError;

/// Places that are shared by parties: accounts, or networks.
#[derive(Debug)]
pub struct Shares<K>(Arc<Inner<K>>);

#[derive(Debug)]
struct Inner<K> {
    all: Arc<Semaphore>,
    /// The most places of one party.
    share: usize,
    of: Mutex<HashMap<K, Arc<Semaphore>>>,
}

/// Places that a party holds; given back when this is dropped.
#[derive(Debug)]
pub struct Share<K: Eq + Hash> {
    inner: Arc<Inner<K>>,
    who: K,
    semaphore: Arc<Semaphore>,
    own: Option<OwnedSemaphorePermit>,
    of_all: Option<OwnedSemaphorePermit>,
}

impl<K> Clone for Shares<K> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<K: Eq + Hash + Copy> Shares<K> {
    /// `all` places, of which one party has at most `share`.
    #[must_use]
    pub fn new(all: usize, share: usize) -> Self {
        Self(Arc::new(Inner { all: Arc::new(Semaphore::new(all)), share: share.min(all), of: Mutex::default() }))
    }

    /// A party that holds no places yet.
    #[must_use]
    pub fn of(&self, who: K) -> Share<K> {
        let mut of = locked(&self.0.of);
        let semaphore = of.entry(who).or_insert_with(|| Arc::new(Semaphore::new(self.0.share)));
        Share { inner: Arc::clone(&self.0), who, semaphore: Arc::clone(semaphore), own: None, of_all: None }
    }

    /// One place for a party, if there is one now.
    #[must_use]
    pub fn try_one(&self, who: K) -> Option<Share<K>> {
        let mut share = self.of(who);
        share.own = Some(Arc::clone(&share.semaphore).try_acquire_owned().ok()?);
        share.of_all = Some(Arc::clone(&self.0.all).try_acquire_owned().ok()?);
        Some(share)
    }

    /// How many parties hold or ask for places.
    #[must_use]
    pub fn parties(&self) -> usize {
        locked(&self.0.of).len()
    }
}

impl<K: Eq + Hash> Share<K> {
    /// Takes so many places more, waiting for them so long: first behind its own party's, then behind all.
    ///
    /// # Errors
    /// [`VaultError::Busy`]; what was held before stays held.
    pub async fn grow(&mut self, places: u32, patience: Duration) -> Result<(), VaultError> {
        if let Ok(own) = Arc::clone(&self.semaphore).try_acquire_many_owned(places)
            && let Ok(of_all) = Arc::clone(&self.inner.all).try_acquire_many_owned(places)
        {
            merge(&mut self.own, own);
            merge(&mut self.of_all, of_all);
            return Ok(());
        }
        let wanted = async {
            let own = Arc::clone(&self.semaphore).acquire_many_owned(places).await.ok()?;
            let of_all = Arc::clone(&self.inner.all).acquire_many_owned(places).await.ok()?;
            Some((own, of_all))
        };
        let taken = tokio::time::timeout(patience, wanted).await.ok().flatten();
        let (own, of_all) = taken.ok_or(VaultError::Busy)?;
        merge(&mut self.own, own);
        merge(&mut self.of_all, of_all);
        Ok(())
    }
}

fn merge(held: &mut Option<OwnedSemaphorePermit>, more: OwnedSemaphorePermit) {
    match held {
        Some(held) => held.merge(more),
        None => *held = Some(more),
    }
}

impl<K: Eq + Hash> Drop for Share<K> {
    fn drop(&mut self) {
        self.own = None;
        self.of_all = None;
        let mut of = locked(&self.inner.of);
        // This one and the table's: nobody else of the party is here.
        if Arc::strong_count(&self.semaphore) == 2 {
            of.remove(&self.who);
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT_ONCE: Duration = Duration::ZERO;

    #[tokio::test]
    async fn a_party_takes_its_share_and_no_more() {
        let shares = Shares::new(4, 3);
        let mut greedy = shares.of("greedy");
        greedy.grow(3, AT_ONCE).await.unwrap();
        assert!(greedy.grow(1, AT_ONCE).await.is_err());
        assert!(shares.try_one("greedy").is_none());
        let other = shares.try_one("other").unwrap();
        assert!(shares.try_one("third").is_none(), "all four are taken");
        drop(other);
        assert!(shares.try_one("third").is_some());
    }

    #[tokio::test]
    async fn whoever_has_left_is_forgotten_with_what_they_held() {
        let shares = Shares::new(2, 2);
        let (first, second) = (shares.try_one(7), shares.try_one(7));
        assert_eq!((first.is_some(), second.is_some(), shares.parties()), (true, true, 1));
        drop(first);
        assert_eq!(shares.parties(), 1);
        drop(second);
        assert_eq!(shares.parties(), 0);
        let mut again = shares.of(7);
        again.grow(2, AT_ONCE).await.unwrap();
    }

    #[tokio::test]
    async fn whoever_waits_is_served_when_places_come_back() {
        let shares = Shares::new(1, 1);
        let held = shares.try_one(1).unwrap();
        let waiting = tokio::spawn({
            let shares = shares.clone();
            async move { shares.of(2).grow(1, Duration::from_secs(20)).await.is_ok() }
        });
        tokio::task::yield_now().await;
        drop(held);
        assert!(waiting.await.unwrap());
    }
}
