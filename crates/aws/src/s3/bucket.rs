//! A bucket, and what all calls to it have in common.

use std::time::Duration;

use aws_sdk_s3::{
    Client,
    config::{
        Builder, Config, Region, RequestChecksumCalculation, ResponseChecksumValidation, StalledStreamProtectionConfig,
        http::HttpResponse, timeout::TimeoutConfig,
    },
    error::SdkError,
    types::ServerSideEncryption,
};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use crate::{
    Aws, Failure, Kind, Service,
    settings::{ATTEMPT, OPERATION},
};

/// The slowest line that a large request is waited for, in bytes a second.
const SLOWEST: u64 = 1 << 20;

/// What S3 encrypts objects with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AtRest {
    /// What the bucket does by itself: nothing is said.
    AsTheBucket,
    /// S3's own keys (SSE-S3).
    Aes256,
    /// A key of KMS, the account's default where none is named, through a key of the bucket, so that not every object
    /// costs a call of KMS.
    Kms(Option<String>),
}

/// The three headers of [`AtRest`].
pub(super) struct AtRestHeaders {
    pub(super) algorithm: Option<ServerSideEncryption>,
    pub(super) key: Option<String>,
    pub(super) bucket_key: Option<bool>,
}

/// A bucket.
#[derive(Debug, Clone)]
pub struct Bucket {
    pub(super) client: Client,
    pub(super) name: String,
    at_rest: AtRest,
}

impl Bucket {
    /// A bucket by its name; nothing is asked yet. Where S3 is at an endpoint of its own, the bucket is in the path.
    #[must_use]
    pub fn new(aws: &Aws, name: &str, at_rest: AtRest) -> Self {
        let shared = aws.of(Service::S3);
        let elsewhere = shared.endpoint_url().is_some();
        let mut config = Builder::from(&shared)
            .force_path_style(elsewhere)
            // Digests are given by this program where they matter; what else the SDK would add, others do not know.
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .response_checksum_validation(ResponseChecksumValidation::WhenRequired)
            // Whoever reads has a time-out of its own, that does not run while nobody reads.
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled());
        if elsewhere && shared.region().is_none() {
            config = config.region(Region::new("us-east-1"));
        }
        Self { client: Client::from_conf(config.build()), name: name.to_owned(), at_rest }
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the bucket is there and may be used.
    ///
    /// # Errors
    /// `Missing`, `Denied`, `Unavailable`.
    pub async fn reach(&self) -> Result<(), Failure> {
        let head = self.client.head_bucket().bucket(&self.name).send().await;
        head.map(drop).map_err(|error| failed("HeadBucket", &error))
    }

    pub(super) fn at_rest(&self) -> AtRestHeaders {
        let (algorithm, key) = match &self.at_rest {
            AtRest::AsTheBucket => (None, None),
            AtRest::Aes256 => (Some(ServerSideEncryption::Aes256), None),
            AtRest::Kms(key) => (Some(ServerSideEncryption::AwsKms), key.clone()),
        };
        let bucket_key = matches!(self.at_rest, AtRest::Kms(_)).then_some(true);
        AtRestHeaders { algorithm, key, bucket_key }
    }
}

/// Time-outs of a request that carries `size` bytes.
pub(super) fn patience(size: u64) -> Builder {
    let on_the_line = Duration::from_secs(size / SLOWEST);
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(ATTEMPT)
        .operation_attempt_timeout(ATTEMPT + on_the_line)
        .operation_timeout(OPERATION + 2 * on_the_line)
        .build();
    Config::builder().timeout_config(timeouts)
}

/// Time-outs of a look after a request that took its time already.
pub(super) fn hasty() -> Builder {
    Config::builder()
        .timeout_config(TimeoutConfig::builder().connect_timeout(ATTEMPT).operation_timeout(ATTEMPT).build())
}

/// As [`Failure::of`]; what is wrong with the bucket or its key is not wrong with an object.
pub(super) fn failed<E: ProvideErrorMetadata>(operation: &'static str, error: &SdkError<E, HttpResponse>) -> Failure {
    let mut failure = Failure::of(operation, error);
    let of_the_key = failure.code.strip_prefix("KMS.");
    if failure.code == "NoSuchBucket" {
        failure.kind = Kind::Denied;
    } else if let Some(code) = of_the_key.filter(|_| failure.kind != Kind::Unavailable) {
        failure.kind = if code.contains("Throttl") { Kind::Unavailable } else { Kind::Denied };
    }
    failure
}
