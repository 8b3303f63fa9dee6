//! The providers of keys, and who else vouches for the checkpoints.

use std::sync::Arc;

use adapters::{CheckpointBucket, FileKeys, Keys, KmsSigner, OsEntropy, Providers, Signing};
use app::Witnesses;
use aws::{Aws, Kms};
use vault::KeyAges;

use super::files::open_bucket;
use crate::config::{Config, KeysBy};

/// Opens the key providers of a configuration: the one that makes what is new, and beside it what may have made what
/// the store has.
///
/// # Errors
/// When it cannot be opened; the message says what to do.
pub async fn open_keys(config: &Config) -> anyhow::Result<Keys> {
    open_keys_by(config, &config.keys_by().unwrap_or(KeysBy::File)).await
}

/// As [`open_keys`], with another provider for what is new.
///
/// # Errors
/// As [`open_keys`].
pub(crate) async fn open_keys_by(config: &Config, by: &KeysBy) -> anyhow::Result<Keys> {
    let file = || FileKeys::open_or_create(&config.key_file, Arc::new(OsEntropy));
    let also = config.keys_also.iter().cloned().chain(match config.keys_by() {
        Some(KeysBy::Kms(key)) => Some(key),
        _ => None,
    });
    let providers = match by {
        KeysBy::File => {
            Providers::by_file(file()?, if config.reaches_kms() { Some(kms(config, None).await) } else { None })
        }
        KeysBy::Kms(key) => {
            // None is made where KMS makes what is new.
            let file = if config.key_file.exists() { Some(file()?) } else { None };
            Providers::by_kms(kms(config, Some(key)).await, key.clone(), file)
        }
    };
    Ok(Arc::new(providers.also(also)))
}

/// How long keys are kept in memory.
pub(super) fn ages(config: &Config) -> KeyAges {
    let seconds = |age: u64| i64::try_from(age).unwrap_or(i64::MAX);
    KeyAges { soft: seconds(config.key_soft_age), hard: seconds(config.key_hard_age), ..KeyAges::default() }
}

/// A client of KMS, in the region of the key where no region is given.
async fn kms(config: &Config, key: Option<&String>) -> Kms {
    let mut settings = config.amazon();
    let mut named = key.into_iter().chain([&config.keys]).chain(&config.checkpoint_key).chain(&config.keys_also);
    // arn:PARTITION:kms:REGION:ACCOUNT:key/ID
    let region = |arn: &String| arn.split_once("arn:")?.1.split(':').nth(2).map(ToOwned::to_owned);
    settings.region = settings.region.or_else(|| named.find_map(region));
    Kms::new(&Aws::open(settings).await)
}

/// Opens what else vouches for the checkpoints.
///
/// # Errors
/// When the configuration says what is no encryption of S3.
pub(super) async fn witnesses(config: &Config) -> anyhow::Result<Witnesses> {
    let signing: Option<Signing> = match config.checkpoint_kms() {
        Some(key) => Some(Arc::new(KmsSigner::new(kms(config, Some(&key)).await, key))),
        None => None,
    };
    let bucket = match config.checkpoint_bucket() {
        Some((bucket, prefix)) => {
            let aws = Aws::open(config.amazon()).await;
            Some(CheckpointBucket::new(open_bucket(config, &aws, &bucket)?, &prefix))
        }
        None => None,
    };
    Ok(Witnesses { signing, bucket })
}
