//! Thin typed clients of Amazon's services: what the program asks of each, in its own words, and nothing more. They
//! share one chain of credentials, one region, one set of time-outs and one list of failures. Nothing here knows of
//! exams.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod dynamo;
mod failure;
mod kms;
mod rate;
mod rekognition;
pub mod s3;
mod settings;
pub mod sns;

pub use dynamo::Dynamo;
pub use failure::{Failure, Kind};
pub use kms::{Encrypted, EncryptionContext, Kms};
pub use rekognition::{Indexed, ListedFace, ListedFaces, Rekognition, SeenFace};
pub use settings::{Aws, Service, Settings};
