//! A bucket whose objects nobody removes before their time (Object Lock, by the bucket's default retention): each
//! object is written once.

use aws_sdk_s3::{
    Client,
    config::Builder,
    primitives::ByteStream,
    types::{ChecksumAlgorithm, ServerSideEncryption},
};

use crate::{Aws, Failure, Kind, Service};

/// A place in such a bucket.
#[derive(Debug, Clone)]
pub struct LockedBucket {
    client: Client,
    bucket: String,
    prefix: String,
    sse: Option<(ServerSideEncryption, Option<String>)>,
}

impl LockedBucket {
    /// `prefix` is what all names begin with, without a slash at its end; `sse` what S3 encrypts with (`AES256` or
    /// `aws:kms`), and with which key. Nothing is asked yet.
    #[must_use]
    pub fn new(aws: &Aws, bucket: String, prefix: String, sse: Option<(&str, Option<String>)>) -> Self {
        let config = aws.of(Service::S3);
        // A bucket that is not Amazon's stands in the path.
        let path_style = config.endpoint_url().is_some();
        let client = Client::from_conf(Builder::from(&config).force_path_style(path_style).build());
        let sse = sse.map(|(algorithm, key)| (ServerSideEncryption::from(algorithm), key));
        Self { client, bucket, prefix, sse }
    }

    /// Writes an object unless there is one of its name, which then has to be the same one: a name says what is in it.
    /// True when it was written now.
    ///
    /// # Errors
    /// [`Failure`].
    pub async fn put_once(&self, name: &str, body: Vec<u8>) -> Result<bool, Failure> {
        let key = if self.prefix.is_empty() { name.to_owned() } else { format!("{}/{name}", self.prefix) };
        let call = self.client.put_object().bucket(&self.bucket).key(key).if_none_match("*");
        // Object Lock wants a checksum over the body.
        let mut call = call.checksum_algorithm(ChecksumAlgorithm::Sha256).content_type("text/plain; charset=utf-8");
        if let Some((algorithm, key)) = &self.sse {
            let bucket_key = (*algorithm == ServerSideEncryption::AwsKms).then_some(true);
            call = call.server_side_encryption(algorithm.clone()).set_ssekms_key_id(key.clone());
            call = call.set_bucket_key_enabled(bucket_key);
        }
        match call.body(ByteStream::from(body)).send().await {
            Ok(_) => Ok(true),
            Err(error) => match Failure::of("PutObject", &error) {
                failure if failure.code == "PreconditionFailed" => Ok(false),
                // Another writes it just now, and it is not known whether that will end well.
                failure if failure.kind == Kind::Conflict => Err(Failure { kind: Kind::Unavailable, ..failure }),
                failure => Err(failure),
            },
        }
    }
}
