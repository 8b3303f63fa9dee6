//! SQL. One file a noun, free functions that take `&mut Tx`; every statement is written once, is
//! registered, and is prepared on both engines by a test.

#![warn(missing_docs)]

mod args;
mod ask;
mod change;
mod class;
mod db;
mod error;
mod lease;
mod row;
mod signs;
mod spare;
mod statement;
mod tx;

pub mod account_lists;
pub mod accounts;
pub mod alert_lists;
pub mod alerts;
pub mod arrivals;
pub mod assignment_lists;
pub mod attendance;
pub mod audit;
pub mod backup_runs;
pub mod blobs;
pub mod candidate_lists;
pub mod candidate_places;
mod candidate_search;
pub mod candidates;
pub mod centres;
pub mod closing;
pub mod copies;
pub mod device_lists;
pub mod devices;
pub mod download_failures;
pub mod download_lists;
pub mod download_passwords;
pub mod downloads;
pub mod enrolments;
pub mod exams;
pub mod exports;
pub mod face_attempts;
pub mod face_index;
pub mod face_opinions;
pub mod face_searches;
pub mod file_store;
pub mod fingerprints;
pub mod history;
pub mod idempotency;
pub mod imports;
pub mod journal;
pub mod keys;
mod listen;
pub mod live;
pub mod locks;
pub mod logins;
mod name_grams;
mod name_search;
pub mod name_sort;
pub mod notices;
pub mod pace;
pub mod postgres;
pub mod pulse;
mod reach;
pub mod record_cursors;
pub mod record_rows;
pub mod rights;
pub mod second_factors;
pub mod sessions;
pub mod sheet_pictures;
pub mod sheets;
pub mod slot_lists;
pub mod slots;
pub mod state_rows;
pub mod stats;
pub mod story;
pub mod sync_conflicts;
pub mod sync_counts;
pub mod sync_hand_overs;
pub mod sync_lists;
pub mod sync_records;
pub mod sync_scoring;
pub mod sync_sets;
pub mod sync_unread;
pub mod tree;
pub mod whole_rows;

pub use args::Arg;
pub use ask::{Ask, Together};
pub use db::{Db, PoolLimits};
pub use error::StoreError;
pub use listen::Listener;
pub use row::Row;
pub use statement::{STATEMENTS, Statement};
pub use tx::Tx;

/// What a store function gives.
pub type Result<T> = std::result::Result<T, StoreError>;

/// A page of a list: what comes after `after`, at most `limit` items.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// The last id of the page before.
    pub after: Option<uuid::Uuid>,
    /// The most items.
    pub limit: i64,
}

impl Page {
    /// The lower bound in SQL: the nil id comes before every id.
    #[must_use]
    pub fn after_id(self) -> uuid::Uuid {
        self.after.unwrap_or_default()
    }
}
