//! Backups of a whole store, and the way back, which may lead into a store of the other engine, other files and
//! other keys. A backup is a folder of sealed parts and a manifest: every table as it was in one moment, the encrypted
//! files that its rows name, and nothing that opens them: data keys stay wrapped, and the backup's own key is wrapped
//! by the provider that was in use.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod desk;
mod dump;
mod fill;
mod lines;
mod list;
mod make;
mod manifest;
mod packs;
mod parts;
mod rekey;
mod restore;
mod schedule;
mod unpack;

pub use desk::{Desk, Progress};
pub use make::{is_name, make};
pub use manifest::{Manifest, newest};
pub use restore::{Restored, restore};
pub use schedule::Schedule;
