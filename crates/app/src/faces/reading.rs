//! Image work of faces: on the bounded pool, never on the async threads.

use std::sync::Arc;

use crate::{
    call::Call,
    error::{Error, Result},
    pictures::unreadable,
};
use api::error::{BadPicture, Details, FaceCount};
use domain::Refusal;
use face::{Embedding, FaceReading, FaceRefusal, Likeness, Limits, Picture, Template, Verification};
use vault::ScopeKey;

/// A picture that was read for enrolment.
#[derive(Debug)]
pub(crate) struct Enrolled {
    /// The face.
    pub reading: FaceReading,
    /// SHA-256 of the pixels.
    pub pixels: [u8; 32],
    /// The picture as it was sent.
    pub bytes: Vec<u8>,
}

/// What a live picture is compared with, and the data key of its exam.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// The enrolled face.
    pub enrolled: Template,
    /// The acting operator's own, where there is one.
    pub operator: Option<Embedding>,
    /// The exam's key.
    pub key: Arc<ScopeKey>,
    /// Whether the live face is to be cut out of its picture, for an engine outside of the program.
    pub needs_portrait: bool,
}

/// A live picture that was compared.
#[derive(Debug)]
pub(crate) struct Compared {
    /// The comparison with the enrolled face.
    pub verification: Verification,
    /// Percentage of the comparison with the operator's own face.
    pub operator_percentage: Option<f64>,
    /// The digest of its pixels under the exam's key: see [`pixel_digest`].
    pub pixels: Vec<u8>,
    /// SHA-256 of the pixels, which earlier releases kept.
    pub plain_pixels: [u8; 32],
    /// The picture as it was sent.
    pub bytes: Vec<u8>,
    /// The live face alone, as a JPEG: see [`FaceReading::portrait`].
    pub portrait: Option<Vec<u8>>,
    /// The score that counts: the local engine's until another one gave its own.
    pub score: Score,
}

/// A match percentage, and whose it is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Score {
    /// In percent, two decimals.
    pub percentage: f64,
    /// The engine.
    pub engine: &'static str,
    /// The digest of its model, or what stands in its place.
    pub model: String,
    /// Why the exam's own engine gave none: the class of the fault.
    pub in_place: Option<&'static str>,
}

/// What of a refused picture the caller reads.
fn refused(refusal: &FaceRefusal) -> Error {
    match refusal {
        FaceRefusal::NotDetected => Refusal::FaceNotDetected.into(),
        FaceRefusal::MultipleFaces { count } => {
            Error::from(Refusal::MultipleFaces).with(Details::Faces(FaceCount { faces: *count }))
        }
        FaceRefusal::Quality { reason, quality } => {
            let quality = quality.and_then(|quality| serde_json::to_value(quality).ok());
            let picture = BadPicture { reason: reason.as_str(), quality };
            Error::from(Refusal::ImageQuality).with(Details::Picture(picture))
        }
        FaceRefusal::Unreadable => Refusal::ImageUnreadable.into(),
    }
}

fn decode(bytes: &[u8]) -> Result<Picture> {
    Picture::decode(bytes, &Limits::default()).map_err(|error| unreadable(&error))
}

/// Reads a picture for enrolment; blocking.
///
/// # Errors
/// The refusals of `face/enroll`.
pub(crate) fn enrol_blocking(engine: &face::Engine, bytes: Vec<u8>) -> Result<Enrolled> {
    let picture = decode(&bytes)?;
    let reading = engine.enrol(&picture).map_err(|refusal| refused(&refusal))?;
    Ok(Enrolled { reading, pixels: picture.digest(), bytes })
}

/// Reads a picture for enrolment.
///
/// # Errors
/// The refusals of `face/enroll`, and 503 `BUSY`.
pub(super) async fn enrol(call: &Call, bytes: Vec<u8>) -> Result<Enrolled> {
    let engine = Arc::clone(&call.app.engine);
    call.app.images.run_for(call.party(), move || enrol_blocking(&engine, bytes)).await?
}

/// Compares a live picture with the enrolled face: one detection, one embedding.
///
/// # Errors
/// The refusals of `face/verify` that come of the picture, and 503 `BUSY`.
pub(super) async fn compare(call: &Call, bytes: Vec<u8>, known: Known) -> Result<Compared> {
    let engine = Arc::clone(&call.app.engine);
    call.app.images.run_for(call.party(), move || compare_blocking(&engine, bytes, &known)).await?
}

/// As [`compare`]; blocking.
///
/// # Errors
/// The refusals of `face/verify` that come of the picture.
pub(crate) fn compare_blocking(engine: &face::Engine, bytes: Vec<u8>, known: &Known) -> Result<Compared> {
    let picture = decode(&bytes)?;
    let verification = engine.verify(&known.enrolled, &picture).map_err(|refusal| refused(&refusal))?;
    let live = &verification.reading.embedding;
    let operator_percentage = known.operator.as_ref().map(|own| engine.percentage(own.cosine(live)));
    let plain_pixels = picture.digest();
    let pixels = pixel_digest(&known.key, &plain_pixels)?;
    let portrait = known.needs_portrait.then(|| verification.reading.portrait(&picture)).flatten();
    let score = Score {
        percentage: verification.percentage,
        engine: engine.name(),
        model: engine.model_digest().to_owned(),
        in_place: None,
    };
    Ok(Compared { verification, operator_percentage, pixels, plain_pixels, bytes, portrait, score })
}

/// The one face of a picture that was taken before, as a JPEG; blocking. `None` when it is taken no more.
pub(crate) fn portrait_blocking(engine: &face::Engine, bytes: &[u8]) -> Option<Vec<u8>> {
    let picture = decode(bytes).ok()?;
    engine.read(&picture).ok()?.portrait(&picture)
}

/// What is kept of a picture's pixels, to know them again: nothing to anybody without the exam's key.
///
/// # Errors
/// Never with a key of this program.
pub(super) fn pixel_digest(key: &ScopeKey, pixels: &[u8; 32]) -> Result<Vec<u8>> {
    keyed(key, b"pixels", pixels)
}

/// What is kept of a photograph's file, to know it again, likewise.
///
/// # Errors
/// Never with a key of this program.
pub(crate) fn photograph_digest(key: &ScopeKey, bytes: &[u8]) -> Result<Vec<u8>> {
    keyed(key, b"photograph", bytes)
}

fn keyed(key: &ScopeKey, context: &[u8], value: &[u8]) -> Result<Vec<u8>> {
    Ok(key.digest(context, value)?.into_bytes())
}

/// The context that a likeness is sealed in.
#[must_use]
pub(super) fn likeness_context(owner: uuid::Uuid) -> Vec<u8> {
    [b"likeness:".as_slice(), owner.as_bytes()].concat()
}

/// Opens a stored likeness.
///
/// # Errors
/// 500 when it is not one.
pub(super) fn likeness(bytes: &[u8]) -> Result<Likeness> {
    let broken = || Error::from(store::StoreError::Corrupt { column: "likeness" });
    Likeness::from_bytes(bytes).ok_or_else(broken)
}

/// The context that an embedding is sealed in.
#[must_use]
pub(super) fn embedding_context(owner: uuid::Uuid) -> Vec<u8> {
    [b"embedding:".as_slice(), owner.as_bytes()].concat()
}

/// Opens a stored embedding.
///
/// # Errors
/// 500 when it is not one.
pub(super) fn embedding(bytes: &[u8]) -> Result<Embedding> {
    let broken = || Error::from(store::StoreError::Corrupt { column: "embedding" });
    Embedding::from_bytes(bytes).ok_or_else(broken)
}
