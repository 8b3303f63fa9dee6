//! Who is connected, and who makes room.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{HEADER_SECONDS, IDLE_SECONDS, Most};
use domain::network::Network;

/// What a connection is at, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Between two requests.
    Idle(Instant),
    /// The header of a request has begun to come.
    Header(Instant),
    /// A request is answered.
    Busy,
    /// It speaks WebSocket, which has limits of its own.
    Socket,
}

impl Stage {
    /// When it began to do nothing for anybody; none while it is at work.
    fn since(self) -> Option<Instant> {
        match self {
            Self::Idle(since) | Self::Header(since) => Some(since),
            Self::Busy | Self::Socket => None,
        }
    }

    fn is_over(self, now: Instant) -> bool {
        let most = |seconds| Duration::from_secs(seconds);
        match self {
            Self::Idle(since) => now.duration_since(since) > most(IDLE_SECONDS),
            Self::Header(since) => now.duration_since(since) > most(HEADER_SECONDS),
            Self::Busy | Self::Socket => false,
        }
    }
}

/// An open connection.
#[derive(Debug)]
struct Open {
    stage: Stage,
    end: CancellationToken,
}

/// All connections.
#[derive(Clone, Debug)]
pub(crate) struct Connections(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    most: Most,
    table: Mutex<Table>,
}

#[derive(Debug, Default)]
struct Table {
    next: u64,
    all: usize,
    of: HashMap<Network, HashMap<u64, Open>>,
}

/// A connection's place in the table; it is struck off when this is dropped.
#[derive(Debug)]
pub(super) struct Entered {
    connections: Connections,
    network: Network,
    id: u64,
}

impl Connections {
    /// None yet.
    pub(crate) fn new(most: Most) -> Self {
        Self(Arc::new(Inner { most, table: Mutex::default() }))
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.table().all
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Enters a connection; another one may have to make room. `None` where all are at work.
    pub(super) fn enter(&self, peer: IpAddr, now: Instant) -> Option<(Entered, CancellationToken)> {
        let (network, mut table) = (Network::of(peer), self.table());
        if table.of.get(&network).map_or(0, HashMap::len) >= self.0.most.of(peer.to_canonical()) {
            table.make_room_in(network)?;
        } else if table.all >= self.0.most.all {
            let (crowded, _) = table.of.iter().max_by_key(|(_, open)| open.len())?;
            let crowded = *crowded;
            table.make_room_in(crowded)?;
        }
        let (id, end) = (table.next, CancellationToken::new());
        table.next += 1;
        table.all += 1;
        let open = Open { stage: Stage::Idle(now), end: end.clone() };
        table.of.entry(network).or_default().insert(id, open);
        Some((Entered { connections: self.clone(), network, id }, end))
    }

    /// Ends those that take too long.
    pub(super) fn end_slow(&self, now: Instant) {
        for open in self.table().of.values().flat_map(HashMap::values) {
            if open.stage.is_over(now) {
                open.end.cancel();
            }
        }
    }
}

impl Table {
    /// Ends the connection of a network that has done nothing for the longest.
    fn make_room_in(&mut self, network: Network) -> Option<()> {
        let open = self.of.get_mut(&network)?;
        let waiting = open.iter().filter_map(|(id, open)| Some((open.stage.since()?, *id)));
        let (_, id) = waiting.min()?;
        open.remove(&id)?.end.cancel();
        self.all -= 1;
        Some(())
    }
}

impl Entered {
    /// Notes what the connection is at.
    pub(super) fn is_at(&self, change: impl FnOnce(Stage) -> Stage) {
        let mut table = self.connections.table();
        if let Some(open) = table.of.get_mut(&self.network).and_then(|of| of.get_mut(&self.id)) {
            open.stage = change(open.stage);
        }
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        let mut table = self.connections.table();
        let Some(of) = table.of.get_mut(&self.network) else { return };
        let was_there = of.remove(&self.id).is_some();
        if of.is_empty() {
            table.of.remove(&self.network);
        }
        table.all -= usize::from(was_there);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connections(all: usize, of_network: usize) -> Connections {
        Connections::new(Most { all, of_network, trusted: vec!["10.0.0.0/8".parse().unwrap()] })
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[tokio::test]
    async fn the_longest_idle_of_the_same_network_makes_room() {
        let (all, now) = (connections(10, 2), Instant::now());
        let (first, first_end) = all.enter(ip("192.0.2.1"), now).unwrap();
        let (_second, second_end) = all.enter(ip("192.0.2.1"), now + Duration::from_secs(1)).unwrap();
        let (_other, other_end) = all.enter(ip("192.0.2.2"), now).unwrap();
        let (third, _) = all.enter(ip("192.0.2.1"), now + Duration::from_secs(2)).unwrap();
        assert!(first_end.is_cancelled() && !second_end.is_cancelled() && !other_end.is_cancelled());
        assert_eq!(all.count(), 3);
        drop(first); // it was struck off already
        assert_eq!(all.count(), 3);
        drop(third);
        assert_eq!(all.count(), 2);
    }

    #[tokio::test]
    async fn a_connection_at_work_stays() {
        let (all, now) = (connections(10, 1), Instant::now());
        let (busy, end) = all.enter(ip("192.0.2.1"), now).unwrap();
        busy.is_at(|_| Stage::Busy);
        assert!(all.enter(ip("192.0.2.1"), now).is_none());
        assert!(!end.is_cancelled());
    }

    #[tokio::test]
    async fn when_all_places_are_taken_the_most_crowded_network_makes_room() {
        let (all, now) = (connections(3, 2), Instant::now());
        let crowd = [1, 2].map(|second| all.enter(ip("192.0.2.1"), now + Duration::from_secs(second)).unwrap());
        let lone = all.enter(ip("192.0.2.2"), now).unwrap();
        let late = all.enter(ip("192.0.2.3"), now).unwrap();
        assert!(crowd[0].1.is_cancelled() && !lone.1.is_cancelled() && !late.1.is_cancelled());
    }

    #[tokio::test]
    async fn a_trusted_proxy_speaks_for_many() {
        let (all, now) = (connections(5, 1), Instant::now());
        let many: Vec<_> = (0..5).map(|_| all.enter(ip("10.0.0.1"), now).unwrap()).collect();
        assert!(many.iter().all(|(_, end)| !end.is_cancelled()));
    }

    #[tokio::test]
    async fn headers_and_idleness_have_their_time() {
        let (all, now) = (connections(5, 5), Instant::now());
        let (idle, idle_end) = all.enter(ip("192.0.2.1"), now).unwrap();
        let (at_header, header_end) = all.enter(ip("192.0.2.1"), now).unwrap();
        at_header.is_at(|_| Stage::Header(now));
        all.end_slow(now + Duration::from_secs(HEADER_SECONDS));
        assert!(!header_end.is_cancelled());
        all.end_slow(now + Duration::from_secs(HEADER_SECONDS + 1));
        assert!(header_end.is_cancelled() && !idle_end.is_cancelled());
        idle.is_at(|_| Stage::Busy);
        all.end_slow(now + Duration::from_secs(IDLE_SECONDS + 1));
        assert!(!idle_end.is_cancelled());
    }
}
