//! Live updates: what was numbered is rendered once a copy of the program and handed to all its clients.
//!
//! A client is a place in the sequence of an exam's updates. It takes what comes after its place from
//! the last updates in memory, or from the store when it is further behind; nothing is queued for it.

mod clients;
mod feed;
mod follow;
mod strangers;
mod update;

pub use clients::{Client, LIVE_CLIENTS, LIVE_OF_ACCOUNT, LIVE_OPENING, LIVE_OPENING_OF_ACCOUNT, Live, Opened};
pub use feed::{Feed, LIVE_PAGE, LIVE_RECENT, Next};
pub(crate) use follow::{Watching, standings, start};
pub use store::rights::Standing;
pub use strangers::{LIVE_STRANGERS, LIVE_STRANGERS_OF_NETWORK, Stranger};
pub use update::Update;
