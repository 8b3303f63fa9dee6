//! Live updates: what was numbered is rendered once a copy of the program and handed to all its clients.
//!
//! A client is a place in the sequence of an exam's updates. It takes what comes after its place from
//! the last updates in memory, or from the store when it is further behind; nothing is queued for it.

mod clients;
mod feed;
mod follow;
mod stats;
mod update;
mod watch;

pub use clients::{Client, LIVE_CLIENTS, LIVE_STRANGERS, Live, Opened, Place};
pub use feed::{Feed, LIVE_PAGE, LIVE_RECENT, Next};
pub(crate) use follow::{Watching, start};
pub use stats::stats;
pub use store::rights::Standing;
pub use update::Update;
pub use watch::{Subscribed, list, open, record_refusal, replay, standing};
