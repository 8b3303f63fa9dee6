//! What of the configuration is about Amazon's services: parsed, and what is wrong with it.

use std::collections::BTreeMap;

use aws::{Service, Settings};

use super::{Config, Switch};

/// Where encrypted files lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlobsAt {
    /// In the data directory.
    Files,
    /// In a bucket, below a prefix, which may be empty.
    S3 {
        /// The bucket.
        bucket: String,
        /// What all names begin with; without a slash at its end.
        prefix: String,
    },
}

/// What S3 encrypts objects with, beside our own encryption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sse {
    /// What the bucket does by itself.
    None,
    /// S3's own keys.
    Aes256,
    /// A key of KMS, the bucket's or account's default where none is named.
    Kms(Option<String>),
}

/// Who wraps keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeysBy {
    /// The key file.
    File,
    /// A key of KMS.
    Kms(String),
}

/// Where passwords of downloads and the records of sheets and faces lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordsAt {
    /// In the database.
    Sql,
    /// In tables whose names begin so.
    DynamoDb(String),
}

/// `s3://BUCKET/PREFIX`, in two.
#[must_use]
pub fn s3_location(text: &str) -> Option<(String, String)> {
    let (bucket, prefix) = text.strip_prefix("s3://").map(|rest| rest.split_once('/').unwrap_or((rest, "")))?;
    (!bucket.is_empty()).then(|| (bucket.to_owned(), prefix.trim_matches('/').to_owned()))
}

/// The key of `kms:KEY_ARN`.
pub(crate) fn kms_key(text: &str) -> Option<String> {
    text.strip_prefix("kms:").filter(|key| !key.is_empty()).map(ToOwned::to_owned)
}

impl Config {
    /// Where encrypted files lie; `None` for what is neither.
    #[must_use]
    pub fn blobs_at(&self) -> Option<BlobsAt> {
        match self.blobs.as_str() {
            "files" => Some(BlobsAt::Files),
            other => s3_location(other).map(|(bucket, prefix)| BlobsAt::S3 { bucket, prefix }),
        }
    }

    /// What S3 encrypts with; `None` for what is none of them.
    #[must_use]
    pub fn sse(&self) -> Option<Sse> {
        match self.s3_sse.as_str() {
            "none" => Some(Sse::None),
            "AES256" => Some(Sse::Aes256),
            "aws:kms" => Some(Sse::Kms(None)),
            other => other.strip_prefix("aws:kms:").filter(|key| !key.is_empty()).map(|key| Sse::Kms(Some(key.into()))),
        }
    }

    /// Who wraps keys; `None` for what is neither.
    #[must_use]
    pub fn keys_by(&self) -> Option<KeysBy> {
        if self.keys == "file" { Some(KeysBy::File) } else { kms_key(&self.keys).map(KeysBy::Kms) }
    }

    /// The key of KMS that signs checkpoints.
    #[must_use]
    pub fn checkpoint_kms(&self) -> Option<String> {
        self.checkpoint_key.as_deref().and_then(kms_key)
    }

    /// Bucket and prefix that keep the checkpoints.
    #[must_use]
    pub fn checkpoint_bucket(&self) -> Option<(String, String)> {
        self.checkpoints_to.as_deref().and_then(s3_location)
    }

    /// Whether something says where Amazon is, although keys are made by the key file: then what KMS has wrapped is
    /// opened as well.
    #[must_use]
    pub fn reaches_kms(&self) -> bool {
        self.uses_amazon()
            || self.aws_region.is_some()
            || self.aws_endpoint.is_some()
            || self.aws_endpoint_kms.is_some()
    }

    /// Where passwords of downloads and the records of sheets and faces lie; `None` for what is neither.
    #[must_use]
    pub fn records_at(&self) -> Option<RecordsAt> {
        match self.records.as_str() {
            "sql" => Some(RecordsAt::Sql),
            "dynamodb" => Some(RecordsAt::DynamoDb(String::new())),
            other => other.strip_prefix("dynamodb:").map(|prefix| RecordsAt::DynamoDb(prefix.to_owned())),
        }
    }

    /// Whether any of Amazon's services is used.
    #[must_use]
    pub fn uses_amazon(&self) -> bool {
        self.blobs != "files"
            || self.keys != "file"
            || self.checkpoint_key.is_some()
            || self.checkpoints_to.is_some()
            || self.records != "sql"
            || self.rekognition == Switch::On
            || self.notices.starts_with("sns:")
            || self.backup_to.as_deref().is_some_and(|to| to.starts_with("s3://"))
    }

    /// Where Amazon's services are.
    #[must_use]
    pub fn amazon(&self) -> Settings {
        let s3 = self.s3_endpoint.as_ref().or(self.aws_endpoint_s3.as_ref());
        let endpoints = [
            (Service::S3, s3),
            (Service::DynamoDb, self.aws_endpoint_dynamodb.as_ref()),
            (Service::Kms, self.aws_endpoint_kms.as_ref()),
            (Service::Sns, self.aws_endpoint_sns.as_ref()),
            (Service::Rekognition, self.aws_endpoint_rekognition.as_ref()),
        ];
        let own = |(service, endpoint): (Service, Option<&String>)| Some((service, endpoint?.clone()));
        let endpoints: BTreeMap<Service, String> = endpoints.into_iter().filter_map(own).collect();
        Settings { region: self.aws_region.clone(), endpoint: self.aws_endpoint.clone(), endpoints }
    }
}

/// What is wrong with it, in sentences that say what to do.
pub(super) fn problems(config: &Config) -> Vec<String> {
    let mut problems = Vec::new();
    let mut wrong = |is: bool, sentence: &str| {
        if is {
            problems.push(sentence.to_owned());
        }
    };
    wrong(config.blobs_at().is_none(), "blobs: must be `files` or `s3://BUCKET/PREFIX`");
    wrong(config.sse().is_none(), "s3-sse: must be `none`, `AES256` or `aws:kms[:KEY]`");
    wrong(config.keys_by().is_none(), "keys: must be `file` or `kms:KEY_ARN`");
    wrong(
        config.checkpoint_key.is_some() && config.checkpoint_kms().is_none(),
        "checkpoint-key: must be `kms:KEY_ARN` of a key of the type ECC_NIST_EDWARDS25519; leave it out for a key of the \
         store",
    );
    wrong(
        config.checkpoints_to.is_some() && config.checkpoint_bucket().is_none(),
        "checkpoints-to: must be `s3://BUCKET/PREFIX`",
    );
    wrong(config.records_at().is_none(), "records: must be `sql` or `dynamodb[:TABLE_PREFIX]`");
    let backup_to = config.backup_to.as_deref().unwrap_or_default();
    wrong(
        backup_to.starts_with("s3:") && s3_location(backup_to).is_none(),
        "backup-to: must be a folder or `s3://BUCKET/PREFIX`",
    );
    wrong(config.notices == "sns:", "notices: name the topic, `sns:TOPIC_ARN`");
    wrong(config.key_soft_age > config.key_hard_age, "key-soft-age: must not be more than key-hard-age");
    wrong(
        config.tls_cert.is_some() != config.tls_key.is_some(),
        "tls-cert and tls-key: one does not work without the other; `mpa tls init` makes both for a centre's network",
    );
    wrong(
        config.notices.strip_prefix("sns:").is_some_and(|topic| aws::sns::TopicArn::parse(topic).is_none()),
        "notices: after `sns:` must come the ARN of a topic, such as arn:aws:sns:ap-south-1:123456789012:mpa-notices",
    );
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Options;

    fn with(change: impl FnOnce(&mut Options)) -> Config {
        let mut options = Options::default();
        change(&mut options);
        options.resolve()
    }

    #[test]
    fn nothing_of_amazon_is_used_unless_it_is_named() {
        let config = Options::default().resolve();
        assert!(!config.uses_amazon() && problems(&config).is_empty());
        let one = [
            with(|o| o.blobs = Some("s3://b".into())),
            with(|o| o.keys = Some("kms:arn".into())),
            with(|o| o.records = Some("dynamodb".into())),
            with(|o| o.notices = Some("sns:arn:aws:sns:ap-south-1:000000000000:mpa".into())),
            with(|o| o.rekognition = Some(Switch::On)),
        ];
        assert!(one.iter().all(|config| config.uses_amazon() && problems(config).is_empty()));
    }

    #[test]
    fn what_is_written_is_what_is_meant() {
        let config = with(|o| {
            (o.blobs, o.s3_sse) = (Some("s3://bucket/a/b/".into()), Some("aws:kms:arn:1".into()));
            (o.keys, o.records) = (Some("kms:arn:2".into()), Some("dynamodb:mpa-".into()));
        });
        let blobs = BlobsAt::S3 { bucket: "bucket".into(), prefix: "a/b".into() };
        assert_eq!((config.blobs_at(), config.sse()), (Some(blobs), Some(Sse::Kms(Some("arn:1".into())))));
        assert_eq!(config.keys_by(), Some(KeysBy::Kms("arn:2".into())));
        assert_eq!(config.records_at(), Some(RecordsAt::DynamoDb("mpa-".into())));
        for wrong in [
            with(|o| o.blobs = Some("s3://".into())),
            with(|o| o.s3_sse = Some("aes".into())),
            with(|o| o.keys = Some("kms:".into())),
            with(|o| o.checkpoint_key = Some("arn".into())),
            with(|o| o.records = Some("mongo".into())),
            with(|o| o.notices = Some("sns:alerts".into())),
            with(|o| o.tls_cert = Some("x".into())),
            with(|o| (o.key_soft_age, o.key_hard_age) = (Some(9), Some(8))),
        ] {
            assert_eq!(problems(&wrong).len(), 1, "{wrong:?}");
        }
    }
}
