//! The wire: what calls take and give, their error codes and the messages of the socket, with their schemas.
//! One file a noun; nothing in here knows HTTP, the store or a rule.

#![warn(missing_docs)]

pub mod accounts;
pub mod address;
pub mod alerts;
pub mod attendance;
pub mod audit;
pub mod batch;
pub mod candidates;
pub mod centres;
pub mod closing;
pub mod devices;
pub mod downloads;
mod envelope;
pub mod error;
pub mod exams;
pub mod exports;
pub mod faces;
pub mod fields;
pub mod fingerprints;
pub mod form;
pub mod health;
pub mod imports;
mod paging;
pub mod records;
pub mod results;
pub mod second_factors;
pub mod sessions;
pub mod sheets;
pub mod slots;
pub mod socket;
pub mod stats;
pub mod story;
pub mod sync;

pub use envelope::{Answer, Done, Envelope, Items, Listing};
pub use paging::{PAGE_ITEMS, Paging};
