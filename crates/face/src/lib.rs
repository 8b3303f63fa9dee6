//! Faces: detect, align, embed, compare; measure quality; measure and calibrate itself.
//!
//! YuNet finds the face and its five points, a similarity transform lays the points on the
//! ArcFace template, SFace gives 128 numbers, and the cosine of two of them, through the
//! calibration table, is the match percentage. The crate knows pictures and nothing else: no
//! candidates, no storage, no network.
//!
//! One call uses one thread. A caller that wants two verifications at a time calls from two
//! threads; [`Engine`] is `Send + Sync`.
#![deny(unsafe_code)] // but for gallery/x86.rs, where each place says why it is sound
#![warn(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod align;
mod anchors;
mod calibration;
mod crowd;
mod decode;
mod detector;
mod embedding;
mod engine;
mod evaluate;
mod flat;
mod gallery;
mod geometry;
mod jpeg;
mod lanes;
mod likeness;
mod models;
mod picture;
mod portrait;
mod quality;
mod reading;
mod recogniser;
mod resize;
mod upright;

pub use anchors::FaceBox;
pub use calibration::{CalibrationTable, Point, TableError};
pub use decode::{ImageError, Limits, Luma, promises_picture};
pub use embedding::Embedding;
pub use engine::Engine;
pub use evaluate::{Change, Copies, ErrorRate, EvaluateError, FoldMethod, Report, calibrate, evaluate};
pub use gallery::{Gallery, Instructions, Near};
pub use likeness::Likeness;
pub use models::{DETECTOR_FILE, ModelError, RECOGNISER_FILE};
pub use picture::Picture;
pub use portrait::{MAX_PORTRAIT_BYTES, MIN_PORTRAIT_SIDE};
pub use quality::{Quality, QualityLimits, QualityReason};
pub use reading::{FaceReading, FaceRefusal, Template, Timings, Verification};
