//! Where backups go, and what they are made of.

use std::{path::Path, sync::Arc};

use adapters::{Blobs, FolderPlace, Keys, OsEntropy, Places, S3Place};
use anyhow::Context as _;
use aws::Aws;
use backup::{Desk, Schedule};
use store::Db;
use tokio_util::sync::CancellationToken;
use vault::{Clock, Ids};

use super::files::open_bucket;
use crate::config::{Config, s3_location};

/// The place of this name: a folder, or `s3://BUCKET/PREFIX`.
///
/// # Errors
/// When it is neither.
pub(crate) async fn place(config: &Config, name: &str) -> anyhow::Result<Places> {
    if !name.starts_with("s3:") {
        return Ok(Arc::new(FolderPlace::new(Path::new(name))));
    }
    let (bucket, prefix) = s3_location(name).with_context(|| format!("{name}: must be s3://BUCKET/PREFIX"))?;
    let aws = Aws::open(config.amazon()).await;
    Ok(Arc::new(S3Place::new(open_bucket(config, &aws, &bucket)?, &prefix)))
}

/// What backups are made of.
pub(crate) fn desk(config: &Config, db: &Db, keys: &Keys, blobs: &Blobs) -> Desk {
    Desk {
        db: db.clone(),
        keys: Arc::clone(keys),
        blobs: Arc::clone(blobs),
        entropy: Arc::new(OsEntropy),
        scratch: config.scratch_dir(),
        progress: Arc::default(),
        stop: CancellationToken::new(),
    }
}

/// Backups by themselves, where they are wanted.
///
/// # Errors
/// When their place is none.
pub(crate) async fn schedule(
    config: &Config,
    desk: Desk,
    clock: &Clock,
    ids: &Ids,
) -> anyhow::Result<Option<Schedule>> {
    let Some(to) = &config.backup_to else { return Ok(None) };
    let every = i64::try_from(config.backup_every).unwrap_or(i64::MAX).saturating_mul(3600);
    let place = place(config, to).await?;
    Ok(Some(Schedule { desk, place, every, keep: config.backup_keep, clock: clock.clone(), ids: ids.clone() }))
}
