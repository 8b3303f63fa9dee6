//! The connections of the server: how many there may be, in all and of one network, and how long each may take.
//!
//! A connection is idle, sends the header of a request, is busy with one, or has become a WebSocket. Where there is no
//! place for one more, the one that has been idle or at its header for the longest makes room, first of the same
//! network: whoever opens many and does nothing with them only shuts out themselves.

mod line;
mod open;
mod table;
mod watched;

use std::{net::IpAddr, time::Duration};

use ipnet::IpNet;

pub(crate) use open::{listen, run};
pub(crate) use table::Connections;

/// Connections at a time, where the system's limit of open files allows.
pub(crate) const CONNECTIONS: usize = 8192;
/// Of them, those of one address (of IPv6 one /64); those of a trusted proxy are not counted.
pub(crate) const CONNECTIONS_OF_NETWORK: usize = 1024;
/// Files that are open beside connections: the store, images, packages.
const OTHER_FILES: u64 = 512;
/// Bytes of the header of a request; more is 431.
pub(crate) const HEADER_BYTES: usize = 32 * 1024;
/// Seconds for the header of a request, from its first byte; then the connection ends.
pub(crate) const HEADER_SECONDS: u64 = 15;
/// Seconds that a connection may be idle between two requests; then it ends. Longer than those of proxies in front.
pub(crate) const IDLE_SECONDS: u64 = 75;
/// Seconds in which a client has to take some of an answer; then the connection ends.
pub(crate) const STALLED_SECONDS: u64 = 60;
/// How often it is looked for connections that take too long.
const LOOK: Duration = Duration::from_secs(1);

/// How many connections there may be.
#[derive(Clone, Debug)]
pub(crate) struct Most {
    /// In all.
    pub all: usize,
    /// Of one network.
    pub of_network: usize,
    /// Proxies, which speak for many.
    pub trusted: Vec<IpNet>,
}

impl Most {
    /// As many as the system's limit of open files allows, which is raised as far as it may be.
    pub(crate) fn of_system(trusted: Vec<IpNet>) -> Self {
        let files = rlimit::increase_nofile_limit(CONNECTIONS as u64 + OTHER_FILES).unwrap_or_else(|error| {
            tracing::warn!(%error, "the limit of open files is not known");
            1024
        });
        let all = usize::try_from(files.saturating_sub(OTHER_FILES)).unwrap_or(CONNECTIONS).clamp(128, CONNECTIONS);
        if all < CONNECTIONS {
            tracing::warn!(files, connections = all, "the limit of open files allows fewer connections; raise it");
        }
        Self { all, of_network: CONNECTIONS_OF_NETWORK.min(all / 4), trusted }
    }

    fn of(&self, peer: IpAddr) -> usize {
        if self.trusted.iter().any(|net| net.contains(&peer)) { self.all } else { self.of_network }
    }
}
