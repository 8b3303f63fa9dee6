//! Packages whose time is over are removed.

use adapters::BlobKind;
use journal::Journal;
use store::{download_failures, downloads};
use vault::{Clock, Vault};

/// Downloads ended in one transaction.
const BATCH: i64 = 100;

/// Ends what is over, and removes its files; the sweep takes one that a crash leaves here.
///
/// # Errors
/// When the store or the folder fails; what was ended stays ended.
pub(crate) async fn run(journal: &Journal, vault: &Vault, clock: &Clock) -> anyhow::Result<()> {
    loop {
        let now = clock.now();
        let mut tx = journal.begin().await?;
        download_failures::purge(&mut tx, now.plus_seconds(-3600)).await?;
        let over = downloads::over(&mut tx, now, BATCH).await?;
        for download in &over {
            downloads::end(&mut tx, download.id, download.file.as_ref().map(|file| file.blob_id)).await?;
        }
        tx.commit().await?;
        for download in &over {
            if let Some(file) = &download.file {
                vault.delete(Some(download.exam_id), BlobKind::Package, file.blob_id).await?;
            }
        }
        if over.is_empty() {
            return Ok(());
        }
    }
}
