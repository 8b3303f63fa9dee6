//! Calls that take turns: those about the same thing wait for each other, in this process.

use std::sync::Arc;

use sha2::{Digest, Sha256};
use tokio::sync::Mutex;

/// A fixed number of turns; two different things seldom share one of these.
#[derive(Debug)]
pub struct Turns([Arc<Mutex<()>>; 256]);

impl Default for Turns {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Arc::default()))
    }
}

impl Turns {
    /// The turn of whatever these bytes name.
    #[must_use]
    pub fn of(&self, parts: &[&[u8]]) -> Arc<Mutex<()>> {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        Arc::clone(&self.0[usize::from(hasher.finalize()[0])])
    }
}
