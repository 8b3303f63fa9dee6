//! The collections, in memory.

use std::collections::BTreeMap;

use face::Embedding;

/// A face that was indexed.
#[derive(Clone, Debug)]
pub(crate) struct Indexed {
    pub face_id: String,
    pub external_id: Option<String>,
    pub embedding: Embedding,
}

/// Every collection with its faces, in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct Collections {
    pub by_id: BTreeMap<String, Vec<Indexed>>,
    next: u128,
}

impl Collections {
    /// An id in the form of a UUID that no face had before.
    pub(crate) fn fresh_id(&mut self) -> String {
        self.next += 1;
        let hex = format!("{:032x}", 0x7ac0_0000_0000_4000_8000_0000_0000_0000_u128 + self.next);
        [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_uuids_and_each_is_another() {
        let mut collections = Collections::default();
        let (first, second) = (collections.fresh_id(), collections.fresh_id());
        assert_ne!(first, second);
        let parts: Vec<usize> = first.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
    }
}
