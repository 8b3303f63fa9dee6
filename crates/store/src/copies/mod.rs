//! Whole tables, out of one store and into another, which may be of the other engine. The only place whose SQL is put
//! together while the program runs: out of the names below, and of the columns that the engine's own catalogue tells,
//! so that a column that a migration adds is copied without a word here. A test holds the names against both schemas.

mod cell;
mod columns;
mod read;
mod write;

pub use cell::CopiedCell;
pub use columns::{CopiedColumn, columns};
pub use read::{Rows, rows};
pub use write::{Filling, begin_filling, count, end_filling, first_not_empty, unhurried};

use crate::{Result, Tx, args, sql};

/// What a copy of a store consists of: a table comes after those that it refers to.
pub const COPIED: &[&str] = &[
    "centre",
    "account",
    "exam",
    "account_exam",
    "session",
    "refresh_token",
    "login_failure",
    "login_device",
    "slot",
    "operator_slot",
    "candidate",
    "candidate_place",
    "blob",
    "data_key",
    "server_key",
    "enrolled_face",
    "enrolled_face_head",
    "enrolled_picture",
    "attendance",
    "face_attempt",
    "verified_picture",
    "fingerprint",
    "omr_sheet",
    "sheet_picture",
    "biometric",
    "record_history",
    "alert",
    "operator_read",
    "idempotency",
    "journal",
    "journal_head",
    "journal_tile",
    "journal_tree",
    "journal_checkpoint",
    "exam_update",
    "exam_live",
    "slot_count",
    "centre_live",
    "slot_arrival",
    "shift_arrival",
    "centre_activity",
    "operator_activity",
    "device",
    "download_password",
    "download_failure",
    "download",
    "sync_record",
    "sync_conflict",
    "sync_hand_over",
    "sync_unread",
    "face_search",
    "duplicate_face",
    "face_collection",
    "face_index",
    "face_opinion",
    "notice_outbox",
    "notice_cursor",
];

/// Of them, those that a migration puts a row into: a new store has that row, and a copied one takes its place.
pub const SEEDED: &[&str] = &["enrolled_face_head", "journal_head", "notice_cursor"];

/// What is a store's own and goes nowhere else.
pub const OWN: &[&str] = &[
    "backup_run",
    "file_store",
    "name_block",
    "name_change",
    "name_gram",
    "name_head",
    "name_id",
    "pulse",
    "record_cursor",
];

/// The migrations that made the schema.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn migrations(tx: &mut Tx) -> Result<Vec<i64>> {
    let statement = sql!("SELECT version FROM _sqlx_migrations ORDER BY version");
    tx.list(statement, args![], |row| row.get("version")).await
}
