//! The tables of DynamoDB: passwords of downloads, over which they decide, and the twins of sheets and faces, which
//! follow the database. Absent where nobody configured them: the database then has all of it.

mod attributes;
mod passwords;
mod setup;
mod tables;
mod twin;
mod twins;

pub use passwords::{PasswordItem, PasswordUse};
pub use setup::TableMade;
pub use tables::Records;
pub use twin::{FaceItem, Followed, SheetItem, Twin, TwinKey};
pub use twins::TwinFound;
