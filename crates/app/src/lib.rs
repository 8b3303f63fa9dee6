//! What a call does, a module a noun: load facts, let the domain decide, save the state and its entry, commit,
//! answer. And what is done beside the calls. Nothing in here knows HTTP.

#![warn(missing_docs)]

pub mod accounts;
pub mod alerts;
pub mod arrivals;
pub mod attendance;
pub mod audit;
mod bulk;
pub mod call;
pub mod candidates;
pub mod centres;
pub mod closing;
pub mod devices;
pub mod downloads;
pub mod emf;
pub mod error;
pub mod exams;
pub mod exports;
pub mod faces;
pub mod fingerprints;
pub mod health;
pub mod idempotency;
pub mod images;
pub mod imports;
pub mod jobs;
pub mod limits;
pub mod live;
pub mod metrics;
mod names;
pub mod notices;
pub mod outsiders;
pub mod pace;
pub mod packages;
mod paging;
mod pictures;
mod reach;
mod readiness;
pub mod records;
pub mod refusals;
pub mod seat;
pub mod second_factors;
pub mod sessions;
mod sheet_readers;
pub mod sheets;
pub mod slots;
mod state;
pub mod stats;
pub mod story;
pub mod subscriptions;
pub mod sync;
pub mod turns;
mod witness;
mod work;

pub use call::{Call, Caller, Moment};
pub use error::{About, Dependency, Error, Result};
pub use state::{App, AppSettings, Parts, Program, Witnesses};
pub use vault::{Share, Shares};
pub use work::Work;
