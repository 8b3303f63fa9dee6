//! What is true of exams. Facts come in, a decision or a named refusal goes out.
//!
//! One file a noun. No IO, nothing async, no clock, no randomness: whoever calls brings the time and
//! the rows, and stores what is decided. The database keeps the same rules once more, as constraints.

#![warn(missing_docs)]

pub mod account;
pub mod alert;
pub mod arrivals;
pub mod attendance;
pub mod candidate;
pub mod capture;
pub mod cell;
pub mod centre;
pub mod closing;
pub mod download;
pub mod event;
pub mod exam;
pub mod export;
pub mod face;
pub mod fingerprint;
pub mod id;
pub mod live;
pub mod network;
pub mod notice;
pub mod order;
pub mod pace;
pub mod policy;
pub mod record;
pub mod refusal;
pub mod role;
pub mod scope;
pub mod second_factor;
pub mod sheet;
pub mod slot;
pub mod symbol;
pub mod sync;
pub mod text;
pub mod time;

pub use id::*;
pub use refusal::Refusal;
pub use role::{Actor, Role};
pub use time::Timestamp;
