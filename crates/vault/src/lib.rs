//! What keeps secrets: data keys, sealed values and blobs above their stores, tokens, passwords; and where time, ids
//! and randomness come in.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod archive;
mod clock;
mod custody;
mod data_key;
mod error;
mod keyring;
mod passwords;
mod pool;
mod queue_key;
mod rewrap;
mod scope;
mod seal;
mod second_factor;
pub mod server_keys;
mod shares;
mod sweep;
mod tokens;
mod vault;

pub use archive::ArchiveKey;
pub use clock::{Clock, Ids};
pub use custody::{Custodian, Custody, MARK_SECONDS};
pub use data_key::SealError;
pub use error::{Backend, VaultError};
pub use keyring::{CACHED_DATA_KEYS, KeyAges};
pub use passwords::{PASSWORD_QUEUE, PASSWORD_WORKERS, Passwords, hash_blocking, hash_drawn};
pub use pool::Pool;
pub use queue_key::{NotOpened, QueueKey};
pub use rewrap::{Rewrapped, rewrap};
pub use scope::{ReadableKind, Scope, ScopeKey};
pub use seal::PartReader;
pub use second_factor::FactorSecret;
pub use shares::{Share, Shares};
pub use sweep::SweepReport;
pub use tokens::{
    ACCESS_SECONDS, CAPTURE_SECONDS, CaptureToken, REFRESH_SECONDS, TokenSigner, first_refresh, hash, rotate,
};
pub use vault::{Vault, WHOLE_FILE_BYTES};
