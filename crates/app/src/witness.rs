//! The newest checkpoint goes into a bucket from which nobody removes it, once a minute while there is a new one: it
//! covers all before it. A copy that was killed goes on with the next; two copies write what the other has not.

use std::sync::{Arc, Mutex, PoisonError};

use adapters::CheckpointBucket;
use journal::{Journal, checkpoint::newest};
use sha2::{Digest as _, Sha256};

/// Seconds between two checkpoints that are kept elsewhere.
pub(crate) const EVERY_SECONDS: u64 = 60;

/// What keeps checkpoints elsewhere.
#[derive(Clone)]
pub(crate) struct Keeping {
    pub(crate) journal: Journal,
    pub(crate) bucket: CheckpointBucket,
    /// The size of the newest that this copy knows to be there.
    pub(crate) kept: Arc<Mutex<i64>>,
}

impl Keeping {
    /// Keeps the newest checkpoint, if that is another one than last time.
    ///
    /// # Errors
    /// When the store or the bucket fails; the job tries again.
    pub(crate) async fn keep_newest(self) -> anyhow::Result<()> {
        let Some((row, _)) = newest(&mut self.journal.read().await?).await? else { return Ok(()) };
        let is_kept = |size| *self.kept.lock().unwrap_or_else(PoisonError::into_inner) >= size;
        if is_kept(row.size) {
            return Ok(());
        }
        self.bucket.keep(&name(&row.origin, row.size, &row.note), &row.note).await?;
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = row.size;
        Ok(())
    }
}

/// In the order of the sizes; the digest parts two histories of one size, so that both are kept.
fn name(origin: &str, size: i64, note: &str) -> String {
    let digest = base16ct::lower::encode_string(&Sha256::digest(note));
    format!("{origin}/{size:020}-{}.txt", &digest[..16])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_and_say_what_is_in_them() {
        let names = [name("mpa/a", 9, "note"), name("mpa/a", 10, "note"), name("mpa/a", 10, "other")];
        assert!(names[0] < names[1] && names[1] != names[2], "{names:?}");
        assert_eq!(name("mpa/a", 9, "note"), names[0]);
        assert!(names[0].starts_with("mpa/a/00000000000000000009-"));
    }
}
