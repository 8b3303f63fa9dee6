//! A bucket as an archive: large objects that are written from beginning to end and read so. Memory does not grow with
//! an object: it is sent in pieces, and a reading that breaks off goes on where it was.

use std::{
    io::{self, Read},
    time::Duration,
};

use aws_config::timeout::TimeoutConfig;
use aws_sdk_s3::{
    Client,
    config::{RequestChecksumCalculation, ResponseChecksumValidation},
    primitives::ByteStream,
    types::{CompletedMultipartUpload, CompletedPart, Delete, ObjectIdentifier, ServerSideEncryption},
};
use tokio::{runtime::Handle, task::spawn_blocking};

use crate::{Aws, Failure, Kind, Service};

/// Bytes of a piece: 10,000 of them, the most that S3 takes, are 160 GB.
const PIECE: usize = 16 << 20;
/// A piece is longer on its way than the answer to a question.
const ATTEMPT: Duration = Duration::from_secs(60);
const OPERATION: Duration = Duration::from_secs(150);
/// How often a reading is taken up again without a byte in between.
const RESUMED: u32 = 5;

/// What the bucket encrypts objects with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArchiveSse {
    /// What it does by itself.
    Bucket,
    /// S3's own keys.
    Aes256,
    /// A key of KMS, the account's default where none is named.
    Kms(Option<String>),
}

/// The objects below a prefix of a bucket.
#[derive(Debug, Clone)]
pub struct Archive {
    client: Client,
    bucket: String,
    /// Empty, or with a slash at its end.
    prefix: String,
    sse: ArchiveSse,
}

impl Archive {
    /// The objects of `bucket` whose names begin with `prefix`.
    #[must_use]
    pub fn new(aws: &Aws, bucket: &str, prefix: &str, sse: ArchiveSse) -> Self {
        let shared = aws.of(Service::S3);
        let timeouts = TimeoutConfig::builder()
            .operation_timeout(OPERATION)
            .operation_attempt_timeout(ATTEMPT)
            .connect_timeout(crate::settings::ATTEMPT)
            .build();
        let config = aws_sdk_s3::config::Builder::from(&shared)
            .timeout_config(timeouts)
            .force_path_style(shared.endpoint_url().is_some())
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .response_checksum_validation(ResponseChecksumValidation::WhenRequired)
            .build();
        let prefix = if prefix.is_empty() { String::new() } else { format!("{}/", prefix.trim_matches('/')) };
        Self { client: Client::from_conf(config), bucket: bucket.to_owned(), prefix, sse }
    }

    fn key(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    fn encryption(&self) -> (Option<ServerSideEncryption>, Option<String>, Option<bool>) {
        match &self.sse {
            ArchiveSse::Bucket => (None, None, None),
            ArchiveSse::Aes256 => (Some(ServerSideEncryption::Aes256), None, None),
            ArchiveSse::Kms(key) => (Some(ServerSideEncryption::AwsKms), key.clone(), Some(true)),
        }
    }

    /// Writes everything that `source` gives under a name; it is read on a thread that may block.
    ///
    /// # Errors
    /// When S3 or `source` fails: the name is not written then.
    pub async fn put(&self, name: &str, source: Box<dyn Read + Send>) -> Result<(), Failure> {
        let (first, source) = piece(source).await?;
        if first.len() < PIECE {
            let (sse, key, with_bucket_key) = self.encryption();
            let put = self.client.put_object().bucket(&self.bucket).key(self.key(name)).body(first.into());
            let put = put.set_server_side_encryption(sse).set_ssekms_key_id(key);
            let put = put.set_bucket_key_enabled(with_bucket_key);
            return put.send().await.map(drop).map_err(|error| Failure::of("PutObject", &error));
        }
        let (sse, key, with_bucket_key) = self.encryption();
        let begin = self.client.create_multipart_upload().bucket(&self.bucket).key(self.key(name));
        let begin = begin.set_server_side_encryption(sse).set_ssekms_key_id(key);
        let begun = begin.set_bucket_key_enabled(with_bucket_key).send().await;
        let begun = begun.map_err(|error| Failure::of("CreateMultipartUpload", &error))?;
        let missing = || Failure::new(Kind::Invalid, "CreateMultipartUpload", "the answer names no upload");
        let upload = begun.upload_id().ok_or_else(missing)?;
        let sent = self.pieces(name, upload, first, source).await;
        if sent.is_err() {
            let abort = self.client.abort_multipart_upload().bucket(&self.bucket).key(self.key(name));
            // Best effort: the bucket's lifecycle rule takes what is left.
            drop(abort.upload_id(upload).send().await);
        }
        sent
    }

    async fn pieces(
        &self,
        name: &str,
        upload: &str,
        first: Vec<u8>,
        mut source: Box<dyn Read + Send>,
    ) -> Result<(), Failure> {
        let (mut sent, mut next, mut number) = (CompletedMultipartUpload::builder(), first, 1);
        while !next.is_empty() {
            let part = self.client.upload_part().bucket(&self.bucket).key(self.key(name)).upload_id(upload);
            let part = part.part_number(number).body(ByteStream::from(next)).send().await;
            let part = part.map_err(|error| Failure::of("UploadPart", &error))?;
            let done = CompletedPart::builder().part_number(number).set_e_tag(part.e_tag().map(Into::into)).build();
            sent = sent.parts(done);
            number += 1;
            (next, source) = piece(source).await?;
        }
        let complete = self.client.complete_multipart_upload().bucket(&self.bucket).key(self.key(name));
        let complete = complete.upload_id(upload).multipart_upload(sent.build()).send().await;
        complete.map(drop).map_err(|error| Failure::of("CompleteMultipartUpload", &error))
    }

    /// Opens an object: its length, and its bytes, to be read on a thread that may block.
    ///
    /// # Errors
    /// `Missing`.
    pub async fn open(&self, name: &str) -> Result<(u64, Box<dyn Read + Send>), Failure> {
        let key = self.key(name);
        let got = self.client.get_object().bucket(&self.bucket).key(&key).send().await;
        let got = got.map_err(|error| Failure::of("GetObject", &error))?;
        let len = got.content_length().and_then(|len| u64::try_from(len).ok()).unwrap_or_default();
        let reading = Reading {
            archive: self.clone(),
            key,
            etag: got.e_tag().map(ToOwned::to_owned),
            at: 0,
            len,
            body: got.body,
            ready: Vec::new().into(),
            again: RESUMED,
            on: Handle::current(),
        };
        Ok((len, Box::new(reading)))
    }

    /// The first parts, before a slash, of the names that there are.
    ///
    /// # Errors
    /// When S3 fails.
    pub async fn folders(&self) -> Result<Vec<String>, Failure> {
        let list = self.client.list_objects_v2().bucket(&self.bucket).prefix(&self.prefix).delimiter("/");
        let mut pages = list.into_paginator().send();
        let mut found = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| Failure::of("ListObjectsV2", &error))?;
            let names = page.common_prefixes().iter().filter_map(|folder| folder.prefix());
            let names = names.filter_map(|name| name.strip_prefix(&self.prefix)?.strip_suffix('/'));
            found.extend(names.map(ToOwned::to_owned));
        }
        found.sort();
        Ok(found)
    }

    /// Whether there is an object of this name.
    ///
    /// # Errors
    /// When S3 fails.
    pub async fn has(&self, name: &str) -> Result<bool, Failure> {
        let head = self.client.head_object().bucket(&self.bucket).key(self.key(name)).send().await;
        match head.map_err(|error| Failure::of("HeadObject", &error)) {
            Ok(_) => Ok(true),
            Err(failure) if failure.kind == Kind::Missing => Ok(false),
            Err(failure) => Err(failure),
        }
    }

    /// Removes an object; none is as good.
    ///
    /// # Errors
    /// When S3 fails.
    pub async fn delete(&self, name: &str) -> Result<(), Failure> {
        let delete = self.client.delete_object().bucket(&self.bucket).key(self.key(name)).send().await;
        delete.map(drop).map_err(|error| Failure::of("DeleteObject", &error))
    }

    /// Removes all objects whose names begin with `folder` and a slash.
    ///
    /// # Errors
    /// When S3 fails; what was removed stays removed.
    pub async fn delete_folder(&self, folder: &str) -> Result<(), Failure> {
        let prefix = self.key(&format!("{folder}/"));
        let mut pages = self.client.list_objects_v2().bucket(&self.bucket).prefix(prefix).into_paginator().send();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| Failure::of("ListObjectsV2", &error))?;
            let ids = page.contents().iter().filter_map(|object| object.key());
            let ids = ids.filter_map(|key| ObjectIdentifier::builder().key(key).build().ok()).collect::<Vec<_>>();
            if ids.is_empty() {
                continue;
            }
            let invalid = |_| Failure::new(Kind::Invalid, "DeleteObjects", "the request cannot be made");
            let all = Delete::builder().set_objects(Some(ids)).quiet(true).build().map_err(invalid)?;
            let done = self.client.delete_objects().bucket(&self.bucket).delete(all).send().await;
            let done = done.map_err(|error| Failure::of("DeleteObjects", &error))?;
            if let Some(left) = done.errors().first() {
                let code = left.code().unwrap_or("an object stayed");
                return Err(Failure::new(Kind::Unavailable, "DeleteObjects", code));
            }
        }
        Ok(())
    }
}

/// The next piece of a source, shorter only at its end.
async fn piece(mut source: Box<dyn Read + Send>) -> Result<(Vec<u8>, Box<dyn Read + Send>), Failure> {
    let unreadable = |why: String| Failure::new(Kind::Unavailable, "PutObject", why);
    let read = spawn_blocking(move || {
        let mut piece = Vec::new();
        source.by_ref().take(PIECE as u64).read_to_end(&mut piece).map(|_| (piece, source))
    });
    match read.await {
        Ok(Ok(read)) => Ok(read),
        Ok(Err(error)) => Err(unreadable(format!("what is to be written cannot be read: {error}"))),
        Err(stopped) => Err(unreadable(stopped.to_string())),
    }
}

/// An object being read; when the line breaks, the rest is asked for, of the same object.
struct Reading {
    archive: Archive,
    key: String,
    etag: Option<String>,
    at: u64,
    len: u64,
    body: ByteStream,
    ready: std::collections::VecDeque<u8>,
    again: u32,
    on: Handle,
}

impl Reading {
    async fn more(&mut self) -> Result<Vec<u8>, Failure> {
        let broken = Failure::new(Kind::Unavailable, "GetObject", "the answer broke off");
        loop {
            let next = tokio::time::timeout(ATTEMPT, self.body.next()).await;
            if let Ok(Some(Ok(bytes))) = next {
                self.again = RESUMED;
                return Ok(bytes.to_vec());
            }
            if self.again == 0 {
                return Err(broken);
            }
            self.again -= 1;
            let rest = self.archive.client.get_object().bucket(&self.archive.bucket).key(&self.key);
            let rest = rest.range(format!("bytes={}-", self.at)).set_if_match(self.etag.clone()).send().await;
            match rest.map_err(|error| Failure::of("GetObject", &error)) {
                Ok(got) => self.body = got.body,
                Err(failure) if failure.is_passing() && self.again > 0 => {
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
                Err(failure) => return Err(failure),
            }
        }
    }
}

impl Read for Reading {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.ready.is_empty() && self.at < self.len && !buffer.is_empty() {
            let on = self.on.clone();
            let bytes = on.block_on(self.more()).map_err(io::Error::other)?;
            self.at += bytes.len() as u64;
            self.ready = bytes.into();
        }
        self.ready.read(buffer)
    }
}
