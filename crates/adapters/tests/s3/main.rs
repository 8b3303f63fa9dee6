//! The store in a bucket, on a service that speaks S3: the one whose endpoint `MPA_TEST_AWS` names, in the bucket
//! `MPA_TEST_BUCKET`; not at all without the first.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests, too, fail by panicking

mod keeps;
mod lost;
mod world;
