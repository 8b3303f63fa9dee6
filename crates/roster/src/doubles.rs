//! Remembers which row had which value first.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

/// Keeps a 64-bit hash of each value in place of the value: 16 bytes a candidate. In a full
/// list of three million the chance that two different values meet is one in four million.
#[derive(Default)]
pub(crate) struct FirstRows(HashMap<u64, u32, BuildHasherDefault<DefaultHasher>>);

impl FirstRows {
    /// The row that had this value before, if one had.
    pub(crate) fn earlier(&mut self, value: &str, row: u64) -> Option<u64> {
        let mut hasher = DefaultHasher::new();
        value.hash(&mut hasher);
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        match self.0.insert(hasher.finish(), row) {
            None => None,
            Some(first) => {
                self.0.insert(hasher.finish(), first);
                Some(u64::from(first))
            }
        }
    }
}
