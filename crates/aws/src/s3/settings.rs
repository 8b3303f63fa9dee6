//! What a bucket has to be like before something is put into it.

use aws_sdk_s3::types::{
    AbortIncompleteMultipartUpload, BucketLifecycleConfiguration, BucketLocationConstraint, CreateBucketConfiguration,
    ExpirationStatus, LifecycleRule, LifecycleRuleFilter, NoncurrentVersionExpiration, PublicAccessBlockConfiguration,
    ServerSideEncryptionByDefault, ServerSideEncryptionConfiguration, ServerSideEncryptionRule,
};

use super::bucket::{Bucket, failed};
use crate::{Failure, Kind};

/// Days after which parts that were never put together go by themselves.
const UNFINISHED_DAYS: i32 = 7;
/// Days for which a bucket with versions keeps what was removed.
const REMOVED_DAYS: i32 = 30;

/// A setting of a bucket, and whether the service knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BucketSetting {
    /// What it is.
    pub name: &'static str,
    /// Whether it is in force now; not every service has all of them.
    pub in_force: bool,
}

impl Bucket {
    /// Makes the bucket where there is none; `false` where it was there. A new one has its region.
    ///
    /// # Errors
    /// `Conflict` when somebody else has the name.
    pub async fn make(&self) -> Result<bool, Failure> {
        match self.reach().await {
            Err(failure) if failure.code.contains("404") || failure.code == "NotFound" => {}
            reached => return reached.map(|()| false),
        }
        let region = self.client.config().region().map(ToString::to_string).unwrap_or_default();
        // The oldest region is the one that is not named.
        let place = (!matches!(region.as_str(), "" | "us-east-1")).then(|| {
            CreateBucketConfiguration::builder()
                .location_constraint(BucketLocationConstraint::from(region.as_str()))
                .build()
        });
        let made = self.client.create_bucket().bucket(&self.name).set_create_bucket_configuration(place).send().await;
        made.map(|_| true).map_err(|error| failed("CreateBucket", &error))
    }

    /// Closes the bucket to the public, has it encrypt by itself what this program encrypts with, and lets unfinished
    /// uploads and removed versions go. The same again changes nothing.
    ///
    /// # Errors
    /// When a setting is refused, or the service does not answer.
    pub async fn settle_in(&self) -> Result<Vec<BucketSetting>, Failure> {
        Ok(vec![
            BucketSetting { name: "closed to the public", in_force: known(self.close().await)? },
            BucketSetting { name: "encryption by default", in_force: known(self.encrypt().await)? },
            BucketSetting { name: "removal of what is unfinished", in_force: known(self.expire().await)? },
        ])
    }

    async fn close(&self) -> Result<(), Failure> {
        let closed = PublicAccessBlockConfiguration::builder()
            .block_public_acls(true)
            .ignore_public_acls(true)
            .block_public_policy(true)
            .restrict_public_buckets(true)
            .build();
        let put = self.client.put_public_access_block().bucket(&self.name).public_access_block_configuration(closed);
        put.send().await.map(drop).map_err(|error| failed("PutPublicAccessBlock", &error))
    }

    async fn encrypt(&self) -> Result<(), Failure> {
        let headers = self.at_rest();
        let Some(algorithm) = headers.algorithm else { return Ok(()) };
        let default = ServerSideEncryptionByDefault::builder()
            .sse_algorithm(algorithm)
            .set_kms_master_key_id(headers.key)
            .build()
            .map_err(unmade("PutBucketEncryption"))?;
        let rule = ServerSideEncryptionRule::builder()
            .apply_server_side_encryption_by_default(default)
            .set_bucket_key_enabled(headers.bucket_key)
            .build();
        let rules = ServerSideEncryptionConfiguration::builder().rules(rule).build();
        let rules = rules.map_err(unmade("PutBucketEncryption"))?;
        let put = self.client.put_bucket_encryption().bucket(&self.name).server_side_encryption_configuration(rules);
        put.send().await.map(drop).map_err(|error| failed("PutBucketEncryption", &error))
    }

    async fn expire(&self) -> Result<(), Failure> {
        let rule = LifecycleRule::builder()
            .id("mpa-unfinished")
            .status(ExpirationStatus::Enabled)
            .filter(LifecycleRuleFilter::builder().prefix("").build())
            .abort_incomplete_multipart_upload(
                AbortIncompleteMultipartUpload::builder().days_after_initiation(UNFINISHED_DAYS).build(),
            )
            .noncurrent_version_expiration(NoncurrentVersionExpiration::builder().noncurrent_days(REMOVED_DAYS).build())
            .build()
            .map_err(unmade("PutBucketLifecycleConfiguration"))?;
        let rules = BucketLifecycleConfiguration::builder().rules(rule).build();
        let rules = rules.map_err(unmade("PutBucketLifecycleConfiguration"))?;
        let put = self.client.put_bucket_lifecycle_configuration().bucket(&self.name).lifecycle_configuration(rules);
        put.send().await.map(drop).map_err(|error| failed("PutBucketLifecycleConfiguration", &error))
    }
}

fn unmade<E: std::fmt::Display>(operation: &'static str) -> impl Fn(E) -> Failure {
    move |error| Failure::new(Kind::Invalid, operation, error.to_string())
}

/// `false` where a service that is not Amazon's does not have the setting.
fn known(set: Result<(), Failure>) -> Result<bool, Failure> {
    match set {
        Err(failure) if matches!(failure.code.as_str(), "NotImplemented" | "MethodNotAllowed" | "HTTP 501") => {
            Ok(false)
        }
        set => set.map(|()| true),
    }
}
