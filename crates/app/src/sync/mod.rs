//! Offline sync: what devices hand over is kept whole, then judged by the rules of the stations.
//! The states and what was decided are in [`domain::sync`].

mod apply;
mod batch;
mod clocks;
mod coming;
mod conflicts;
mod correction;
mod decide;
mod desk;
pub(crate) mod follow;
mod hand;
mod inspect;
mod item;
mod judge;
mod ledger;
mod lenient;
mod marks;
mod place;
mod queue;
mod queue_file;
mod receive;
mod records;
mod resolve;
mod scores;
pub(crate) mod scoring;
mod status;
mod telling;
mod unread;
mod upload;
mod verdict;

pub use batch::{BATCH_RECORDS, digests, refuse};
pub(crate) use conflicts::all_told;
pub use conflicts::{image, list, read};
pub use decide::decide;
pub use desk::desk;
pub(crate) use queue::QUEUE_EXAMS;
pub use queue::{enter, import};
pub(crate) use queue_file::{QUEUE_BATCH_BYTES, QUEUE_HEADER_BYTES, QUEUE_RECORDS};
pub use records::{page, states};
pub use resolve::resolve;
pub(crate) use status::SYNC_LINES;
pub use status::status;
pub use upload::upload;
