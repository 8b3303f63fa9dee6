//! Clients that have not said yet who they are: so many in all and of one network. The one that has been silent for
//! the longest makes room for the next, so that nobody shuts others out by coming first.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::network::Network;
use tokio_util::sync::CancellationToken;

/// Clients of `/api/ws` that have not said yet who they are; the longest silent one is closed for one more.
pub const LIVE_STRANGERS: usize = 256;
/// Of them, those of one address (of IPv6 one /64).
pub const LIVE_STRANGERS_OF_NETWORK: usize = 32;

/// Who has not said yet who they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Strangers(Arc<Mutex<Table>>);

#[derive(Debug, Default)]
struct Table {
    next: u64,
    all: usize,
    of: HashMap<Network, VecDeque<(u64, CancellationToken)>>,
}

/// A client that has not said yet who it is; it is struck off when this is dropped.
#[derive(Debug)]
pub struct Stranger {
    strangers: Strangers,
    network: Network,
    id: u64,
    leave: CancellationToken,
}

impl Stranger {
    /// Told when the client has to make room.
    #[must_use]
    pub fn leave(&self) -> CancellationToken {
        self.leave.clone()
    }
}

impl Strangers {
    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Enters one more.
    pub(super) fn enter(&self, network: Network) -> Stranger {
        let mut table = self.table();
        if table.of.get(&network).map_or(0, VecDeque::len) >= LIVE_STRANGERS_OF_NETWORK {
            table.make_room_in(network);
        } else if table.all >= LIVE_STRANGERS {
            let crowded = table.of.iter().max_by_key(|(_, of)| of.len()).map(|(network, _)| *network);
            table.make_room_in(crowded.unwrap_or(network));
        }
        let (id, leave) = (table.next, CancellationToken::new());
        table.next += 1;
        table.all += 1;
        table.of.entry(network).or_default().push_back((id, leave.clone()));
        Stranger { strangers: self.clone(), network, id, leave }
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.table().all == 0
    }
}

impl Table {
    fn make_room_in(&mut self, network: Network) {
        if let Some((_, leave)) = self.of.get_mut(&network).and_then(VecDeque::pop_front) {
            leave.cancel();
            self.all -= 1;
        }
    }
}

impl Drop for Stranger {
    fn drop(&mut self) {
        let mut table = self.strangers.table();
        let Some(of) = table.of.get_mut(&self.network) else { return };
        let before = of.len();
        of.retain(|(id, _)| *id != self.id);
        let left = before - of.len();
        if of.is_empty() {
            table.of.remove(&self.network);
        }
        table.all -= left;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(last: u8) -> Network {
        Network::of([192, 0, 2, last].into())
    }

    #[test]
    fn the_longest_silent_of_a_network_makes_room() {
        let strangers = Strangers::default();
        let mut crowd: Vec<Stranger> = (0..LIVE_STRANGERS_OF_NETWORK).map(|_| strangers.enter(ip(1))).collect();
        let lone = strangers.enter(ip(2));
        crowd.push(strangers.enter(ip(1)));
        let left: Vec<bool> = crowd.iter().map(|one| one.leave.is_cancelled()).collect();
        assert_eq!((left[0], left.iter().filter(|left| **left).count()), (true, 1));
        assert!(!lone.leave.is_cancelled());
        drop((crowd, lone));
        assert!(strangers.is_empty());
    }

    #[test]
    fn when_there_are_too_many_the_most_crowded_network_makes_room() {
        let strangers = Strangers::default();
        let others: Vec<Stranger> = (2..=15)
            .flat_map(|network| (0..17).map(move |_| network))
            .map(|network| strangers.enter(ip(network)))
            .collect();
        let crowd: Vec<Stranger> = (0..18).map(|_| strangers.enter(ip(1))).collect();
        assert_eq!(others.len() + crowd.len(), LIVE_STRANGERS);
        let late = strangers.enter(ip(99));
        assert!(crowd[0].leave.is_cancelled() && !late.leave.is_cancelled());
        assert!(others.iter().all(|one| !one.leave.is_cancelled()));
    }
}
