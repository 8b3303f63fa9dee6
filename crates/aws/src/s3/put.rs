//! Objects that are created once, in one request or in parts.
//!
//! Amazon may have done what it did not answer, and whoever asks again is told that the name is taken. So each object
//! bears a digest of what was sent (of ciphertext: whoever stores something personal encrypts it before, with random
//! bytes in it), and after any failure the object is looked at: one of this digest and length is a success, another is
//! a conflict.

use aws_sdk_s3::{
    config::{Builder, Config},
    primitives::ByteStream,
    types::{ChecksumAlgorithm, CompletedMultipartUpload, CompletedPart},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

use super::bucket::{Bucket, failed, hasty, patience};
use crate::{Failure, Kind};

/// The least bytes of a part that is not the last. S3 takes 10,000 parts of an object at the most.
pub const PART_BYTES: usize = 5 << 20;
/// The name of the metadata with the SHA-256 (Base64) of the object, or of its first part.
const DIGEST: &str = "digest";

fn digest_of(bytes: &[u8]) -> String {
    STANDARD.encode(Sha256::digest(bytes))
}

/// What is known of an object without reading it.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) size: u64,
    digest: Option<String>,
    pub(super) version: Option<String>,
}

impl Bucket {
    /// Creates an object in one request.
    ///
    /// # Errors
    /// `Conflict` when another object has the name.
    pub async fn create(&self, name: &str, bytes: Vec<u8>) -> Result<(), Failure> {
        let (size, digest) = (bytes.len() as u64, digest_of(&bytes));
        let put = self.put(name, bytes, &digest).if_none_match("*").metadata(DIGEST, &digest);
        match put.customize().config_override(patience(size)).send().await {
            Ok(_) => Ok(()),
            Err(error) => self.settle(name, size, &digest, failed("PutObject", &error)).await,
        }
    }

    /// Writes a small object, in the place of one that has the name.
    ///
    /// # Errors
    /// When it is not known to be written.
    pub async fn replace(&self, name: &str, bytes: Vec<u8>) -> Result<(), Failure> {
        let digest = digest_of(&bytes);
        self.put(name, bytes, &digest).send().await.map(drop).map_err(|error| failed("PutObject", &error))
    }

    fn put(
        &self,
        name: &str,
        bytes: Vec<u8>,
        digest: &str,
    ) -> aws_sdk_s3::operation::put_object::builders::PutObjectFluentBuilder {
        let at_rest = self.at_rest();
        self.client
            .put_object()
            .bucket(&self.name)
            .key(name)
            .checksum_sha256(digest)
            .set_server_side_encryption(at_rest.algorithm)
            .set_ssekms_key_id(at_rest.key)
            .set_bucket_key_enabled(at_rest.bucket_key)
            .body(ByteStream::from(bytes))
    }

    /// Begins an object in parts, of which `first` is the first; it is sent with [`Upload::send`] as well.
    ///
    /// # Errors
    /// When nothing is begun, or nobody knows: what is left then is found by [`Bucket::begun`].
    pub async fn begin(&self, name: &str, first: &[u8]) -> Result<Upload, Failure> {
        let (at_rest, digest) = (self.at_rest(), digest_of(first));
        let begun = self
            .client
            .create_multipart_upload()
            .bucket(&self.name)
            .key(name)
            .checksum_algorithm(ChecksumAlgorithm::Sha256)
            .metadata(DIGEST, &digest)
            .set_server_side_encryption(at_rest.algorithm)
            .set_ssekms_key_id(at_rest.key)
            .set_bucket_key_enabled(at_rest.bucket_key)
            .send()
            .await
            .map_err(|error| failed("CreateMultipartUpload", &error))?;
        let nameless = || Failure::new(Kind::Invalid, "CreateMultipartUpload", "an upload without an id");
        let id = begun.upload_id.ok_or_else(nameless)?;
        Ok(Upload { bucket: self.clone(), name: name.to_owned(), id, digest, size: 0, parts: Vec::new() })
    }

    /// Gives up an object in parts that another process began; one that is gone is no failure.
    ///
    /// # Errors
    /// When it may still be there.
    pub async fn abort(&self, name: &str, upload: &str) -> Result<(), Failure> {
        let aborted = self.client.abort_multipart_upload().bucket(&self.name).key(name).upload_id(upload).send().await;
        match aborted.map_err(|error| failed("AbortMultipartUpload", &error)) {
            Err(failure) if failure.kind != Kind::Missing => Err(failure),
            _ => Ok(()),
        }
    }

    /// What became of a write that failed, or was not answered.
    async fn settle(&self, name: &str, size: u64, digest: &str, failure: Failure) -> Result<(), Failure> {
        match self.facts_within(name, hasty()).await {
            Ok(Some(facts)) if facts.size == size && facts.digest.as_deref() == Some(digest) => Ok(()),
            Ok(Some(_)) => Err(Failure::new(Kind::Conflict, failure.operation, "another object has the name")),
            // Another write of the name is under way, or was taken back.
            Ok(None) if failure.kind == Kind::Conflict => Err(Failure { kind: Kind::Unavailable, ..failure }),
            Err(unknown) if failure.kind == Kind::Conflict => Err(unknown),
            _ => Err(failure),
        }
    }

    /// Whether there is an object of this name.
    ///
    /// # Errors
    /// When the service does not say.
    pub async fn has(&self, name: &str) -> Result<bool, Failure> {
        Ok(self.facts(name).await?.is_some())
    }

    /// What is known of an object; `None` when there is none.
    pub(super) async fn facts(&self, name: &str) -> Result<Option<Facts>, Failure> {
        self.facts_within(name, Config::builder()).await
    }

    async fn facts_within(&self, name: &str, time: Builder) -> Result<Option<Facts>, Failure> {
        let head = self.client.head_object().bucket(&self.name).key(name);
        match head.customize().config_override(time).send().await {
            Ok(head) => Ok(Some(Facts {
                size: head.content_length().and_then(|size| u64::try_from(size).ok()).unwrap_or_default(),
                digest: head.metadata().and_then(|of| of.get(DIGEST)).cloned(),
                version: head.version_id,
            })),
            Err(error) => match failed("HeadObject", &error) {
                failure if failure.kind == Kind::Missing => Ok(None),
                failure => Err(failure),
            },
        }
    }
}

/// An object on its way, in parts. One that is neither completed nor given up stays until [`Bucket::abort`].
#[derive(Debug)]
pub struct Upload {
    bucket: Bucket,
    name: String,
    id: String,
    digest: String,
    size: u64,
    parts: Vec<CompletedPart>,
}

impl Upload {
    /// Sends the next part.
    ///
    /// # Errors
    /// When it is not known to have come; the upload is to be given up then.
    pub async fn send(&mut self, bytes: Vec<u8>) -> Result<(), Failure> {
        let (size, digest) = (bytes.len() as u64, digest_of(&bytes));
        let number = i32::try_from(self.parts.len() + 1).unwrap_or(i32::MAX);
        let sent = self
            .bucket
            .client
            .upload_part()
            .bucket(&self.bucket.name)
            .key(&self.name)
            .upload_id(&self.id)
            .part_number(number)
            .checksum_sha256(&digest)
            .body(ByteStream::from(bytes))
            .customize()
            .config_override(patience(size))
            .send()
            .await
            .map_err(|error| failed("UploadPart", &error))?;
        let part = CompletedPart::builder().part_number(number).set_e_tag(sent.e_tag).checksum_sha256(digest);
        self.parts.push(part.build());
        self.size += size;
        Ok(())
    }

    /// Makes the object out of its parts. One that cannot be made is given up.
    ///
    /// # Errors
    /// `Conflict` when another object has the name.
    pub async fn complete(mut self) -> Result<(), Failure> {
        let parts = CompletedMultipartUpload::builder().set_parts(Some(std::mem::take(&mut self.parts))).build();
        let completed = self
            .bucket
            .client
            .complete_multipart_upload()
            .bucket(&self.bucket.name)
            .key(&self.name)
            .upload_id(&self.id)
            .if_none_match("*")
            .multipart_upload(parts)
            .customize()
            // Amazon puts the parts together before it answers.
            .config_override(patience(PART_BYTES as u64))
            .send()
            .await;
        let Err(error) = completed else { return Ok(()) };
        let failure = failed("CompleteMultipartUpload", &error);
        let settled = self.bucket.settle(&self.name, self.size, &self.digest, failure).await;
        // Also where another write had been faster with the same: these parts then are left. Of what was completed
        // there is nothing to give up.
        self.give_up().await;
        settled
    }

    /// Forgets all parts. Best effort: what cannot be forgotten now is found by [`Bucket::begun`].
    pub async fn give_up(self) {
        if let Err(failure) = self.bucket.abort(&self.name, &self.id).await {
            tracing::warn!(%failure, "parts of an object are left");
        }
    }
}
