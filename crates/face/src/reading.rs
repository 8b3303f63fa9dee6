use std::time::Duration;

use thiserror::Error;

use crate::{Embedding, FaceBox, Likeness, Quality, QualityReason};

/// A face that can be compared.
#[derive(Clone, Debug)]
pub struct FaceReading {
    /// What the recogniser makes of it.
    pub embedding: Embedding,
    /// What it offers.
    pub quality: Quality,
    /// What it looks like, to know a copy of the picture.
    pub likeness: Likeness,
    /// Where it is, in pixels of the picture turned by quarters so that the face stands upright.
    pub face: FaceBox,
    /// By how many quarters the picture is turned for that, clockwise.
    pub(crate) turn: usize,
    /// Everybody else in the picture, in the same pixels.
    pub(crate) others: Vec<FaceBox>,
    /// What it took.
    pub timings: Timings,
}

impl FaceReading {
    /// What is kept of the face, to compare with.
    #[must_use]
    pub fn template(&self) -> Template {
        Template { embedding: self.embedding.clone(), likeness: Some(self.likeness.clone()) }
    }
}

/// An enrolled face.
#[derive(Clone, Debug)]
pub struct Template {
    /// What the recogniser makes of it.
    pub embedding: Embedding,
    /// What it looks like; unknown of one that was enrolled by an earlier release.
    pub likeness: Option<Likeness>,
}

/// A live face against an enrolled one.
#[derive(Clone, Debug)]
pub struct Verification {
    /// The live face; its embedding is the one that was compared.
    pub reading: FaceReading,
    /// Cosine similarity with the enrolled one.
    pub cosine: f32,
    /// The calibrated match percentage, two decimals.
    pub percentage: f64,
    /// Whether the live picture is a copy of the enrolled one, compressed again, scaled, cropped or mirrored.
    pub copied: bool,
}

/// How long the stages took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Timings {
    /// Finding faces and points.
    pub detect: Duration,
    /// Cutting the face out, and measuring its quality.
    pub align: Duration,
    /// The recogniser, and further looks at the face.
    pub embed: Duration,
}

/// Why a picture gives no reading.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum FaceRefusal {
    /// No face.
    #[error("there is no face in the picture")]
    NotDetected,
    /// A second face at least half as wide as the largest.
    #[error("there are {count} faces in the picture")]
    MultipleFaces {
        /// How many compete, the largest included.
        count: usize,
    },
    /// The one face is not good enough.
    #[error("the face in the picture cannot be used: {}", .reason.as_str())]
    Quality {
        /// Which limit is not kept.
        reason: QualityReason,
        /// What was measured, where there was a face to measure.
        quality: Option<Quality>,
    },
    /// The models give nothing usable for it.
    #[error("the face in the picture cannot be read")]
    Unreadable,
}
