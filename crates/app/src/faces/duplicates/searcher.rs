//! What the search for duplicates needs of the program.

use std::sync::Arc;

use face::Engine;
use journal::Journal;
use vault::{Clock, Ids, Vault};

use crate::metrics::Metrics;

/// Faces that are searched in one pass over the enrolled ones.
pub(super) const SEARCHED_AT_ONCE: i64 = 64;
/// Enrolled faces that are read from the store at a time.
pub(super) const FACES_AT_ONCE: i64 = 1000;
/// Faces that look like a searched one and are compared exactly; the likeliest are taken.
pub(crate) const COMPARED_EXACTLY: usize = 64;
/// Alerts of one search; the likeliest are raised, and the alert says how many there were.
pub(crate) const DUPLICATES_TOLD: usize = 3;

/// What the search for duplicates needs of the program.
#[derive(Clone)]
pub(crate) struct Searcher {
    pub(crate) journal: Journal,
    pub(crate) vault: Arc<Vault>,
    pub(crate) engine: Arc<Engine>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) clock: Clock,
    pub(crate) ids: Ids,
    /// The most enrolled faces kept in memory to be searched.
    pub(crate) faces_in_memory: usize,
    /// Whether there is an engine outside of the program to be asked for a second opinion.
    pub(crate) asks_distant: bool,
}
