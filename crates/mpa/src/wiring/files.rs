//! The store of encrypted files.

use std::{path::Path, sync::Arc};

use adapters::{Blobs, Fault, FileBlobs, OsEntropy, S3Blobs};
use anyhow::Context as _;
use aws::{
    Aws,
    s3::{AtRest, Bucket},
};
use vault::{Custodian, Custody};

use crate::config::{BlobsAt, Config, Sse};

/// Opens the store of encrypted files of a configuration.
///
/// # Errors
/// When the folder cannot be made; the message says what to do.
pub async fn open_blobs(config: &Config) -> anyhow::Result<Blobs> {
    match config.blobs_at().context("--blobs must be `files` or `s3://BUCKET/PREFIX`")? {
        BlobsAt::Files => Ok(Arc::new(FileBlobs::open(&config.data_dir, Arc::new(OsEntropy))?)),
        BlobsAt::S3 { bucket, prefix } => {
            let aws = Aws::open(config.amazon()).await;
            Ok(Arc::new(S3Blobs::new(open_bucket(config, &aws, &bucket)?, &prefix)))
        }
    }
}

/// A bucket, with what it encrypts by the configuration.
///
/// # Errors
/// When the configuration says what is no encryption of S3.
pub(crate) fn open_bucket(config: &Config, aws: &Aws, name: &str) -> anyhow::Result<Bucket> {
    let at_rest = match config.sse().context("--s3-sse must be `none`, `AES256` or `aws:kms[:KEY]`")? {
        Sse::None => AtRest::AsTheBucket,
        Sse::Aes256 => AtRest::Aes256,
        Sse::Kms(key) => AtRest::Kms(key),
    };
    Ok(Bucket::new(aws, name, at_rest))
}

/// Sees that the store of files is this database's.
///
/// # Errors
/// When it is another's, or may not be used; the message says what to do.
pub(crate) async fn claim_files(custodian: &Custodian) -> anyhow::Result<()> {
    match custodian.claim().await {
        Ok(Custody::Foreign { place, theirs, ours }) => anyhow::bail!(
            "{place} is the store of another installation (its id is {theirs}, this database knows {ours}); give this \
             one a bucket or a prefix of its own (--blobs). If this database is to take the place of the other, stop \
             that, delete the object `store-id` there, start again, and say `mpa sweep allow` when all is well"
        ),
        // Looked at again before each sweep.
        Err(failure) if failure.fault().is_some_and(Fault::is_passing) => {
            tracing::warn!(%failure, "whose the store of files is could not be seen yet");
            Ok(())
        }
        claimed => claimed.map(drop).context("the store of files cannot be used; check --blobs and its rights"),
    }
}

/// Creates the data directory, readable by its owner alone.
///
/// # Errors
/// When it cannot be created.
pub fn prepare_data_dir(data_dir: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    for folder in [data_dir.to_owned(), data_dir.join("tmp")] {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&folder)
            .with_context(|| format!("{} cannot be created", folder.display()))?;
    }
    Ok(())
}
