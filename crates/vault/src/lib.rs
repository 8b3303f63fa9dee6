//! temp
mod clock; mod pool; mod passwords; mod tokens; mod vault;
pub mod server_keys { pub use crate::tokens::active_keys as open_or_create; }
pub use clock::{Clock, Ids}; pub use pool::*; pub use passwords::*; pub use tokens::*; pub use vault::*;
#[derive(Debug, thiserror::Error)]
pub enum Error { #[error("busy")] Busy, #[error("internal: {0}")] Internal(String), #[error(transparent)] Store(#[from] store::StoreError), #[error("unavailable")] Unavailable }
impl Error { pub fn internal(e: &dyn std::error::Error) -> Self { Self::Internal(e.to_string()) } pub fn busy() -> Self { Self::Busy } }
