#![allow(clippy::disallowed_methods, reason = "the stages are timed; nothing is decided by it")]

use std::borrow::Cow;
use std::path::Path;
use std::time::Instant;

use crate::{
    Embedding, FaceBox, Likeness, ModelError, Picture, Quality, QualityLimits, QualityReason,
    align::Aligned,
    calibration::CalibrationTable,
    detector::Detector,
    likeness::is_copy,
    models::{self, DETECTOR_DIGEST, DETECTOR_FILE, RECOGNISER_DIGEST, RECOGNISER_FILE},
    quality,
    reading::{FaceReading, FaceRefusal, Template, Timings, Verification},
    recogniser::Recogniser,
    upright::{self, Sought, Upright},
};

/// Cosines between which a comparison is made again with a better embedding: just under the usual
/// threshold, where it would turn somebody away narrowly. Few comparisons are there, so that the
/// usual one costs one detection and one embedding.
const DOUBTFUL: std::ops::Range<f32> = 0.36..0.43;
/// Overlap from which a face in the mirrored picture is the same one.
const SAME_FACE: f32 = 0.5;

/// Both models and the calibration table, loaded. One call uses one thread.
pub struct Engine {
    detector: Detector,
    recogniser: Recogniser,
    table: CalibrationTable,
    limits: QualityLimits,
}

/// Hundredths of the height that may be one flat colour from the foot on.
const FLAT_FOOT: u8 = 40;

/// A face between detection and recognition, in the picture turned so that it stands upright.
struct Found<'a> {
    view: Cow<'a, Picture>,
    face: FaceBox,
    turn: usize,
    others: Vec<FaceBox>,
    aligned: Aligned,
    quality: Quality,
    timings: Timings,
}

impl Engine {
    /// Loads both models from a folder, with the built-in calibration table and limits.
    ///
    /// # Errors
    /// [`ModelError`]: a file is missing, is not the one that was measured, or has no table.
    pub fn load(models_dir: &Path) -> Result<Engine, ModelError> {
        Engine::load_with(models_dir, CalibrationTable::built_in()?, QualityLimits::default())
    }

    /// Loads both models from a folder, with another table and other limits.
    ///
    /// # Errors
    /// As [`Engine::load`]; a table of another model is [`ModelError::NotCalibrated`].
    pub fn load_with(models_dir: &Path, table: CalibrationTable, limits: QualityLimits) -> Result<Engine, ModelError> {
        if table.model_digest() != RECOGNISER_DIGEST {
            let (table, model) = (table.model_digest().to_owned(), RECOGNISER_DIGEST.to_owned());
            return Err(ModelError::NotCalibrated { table, model });
        }
        let unusable = |file, reason| ModelError::Unusable { file, reason };
        let detector = Detector::new(&models::read(models_dir, DETECTOR_FILE, DETECTOR_DIGEST)?)
            .map_err(|error| unusable(DETECTOR_FILE, format!("{error:#}")))?;
        let recogniser = Recogniser::new(models::read(models_dir, RECOGNISER_FILE, RECOGNISER_DIGEST)?)
            .map_err(|error| unusable(RECOGNISER_FILE, error))?;
        Ok(Engine { detector, recogniser, table, limits })
    }

    /// The name that is kept with every score.
    #[must_use]
    pub fn name(&self) -> &'static str {
        "local"
    }

    /// SHA-256 of the recogniser's file, hexadecimal.
    #[must_use]
    pub fn model_digest(&self) -> &str {
        self.table.model_digest()
    }

    /// The table in use.
    #[must_use]
    pub fn table(&self) -> &CalibrationTable {
        &self.table
    }

    /// The match percentage of a cosine: see [`CalibrationTable::percentage`].
    #[must_use]
    pub fn percentage(&self, cosine: f32) -> f64 {
        self.table.percentage(cosine)
    }

    /// Reads the one usable face of a picture, turned by quarters where it is not upright.
    ///
    /// # Errors
    /// [`FaceRefusal`]: no face, several, not good enough, or not readable.
    pub fn read(&self, picture: &Picture) -> Result<FaceReading, FaceRefusal> {
        self.reading(&self.find_one(picture)?)
    }

    /// Reads the one usable face of a picture for enrolment: as [`Engine::read`], looked at three
    /// times. That costs once a candidate, and turns fewer genuine candidates away later.
    ///
    /// # Errors
    /// As [`Engine::read`].
    pub fn enrol(&self, picture: &Picture) -> Result<FaceReading, FaceRefusal> {
        let found = self.find_one(picture)?;
        let reading = self.reading(&found)?;
        self.looked_at_again(&found, reading)
    }

    /// Compares a live picture with an enrolled face. In doubt, close to the usual
    /// threshold, the live face is looked at three times too, and compared again.
    ///
    /// # Errors
    /// As [`Engine::read`].
    pub fn verify(&self, enrolled: &Template, live: &Picture) -> Result<Verification, FaceRefusal> {
        let found = self.find_one(live)?;
        if self.limits.leans(&found.quality) {
            return Err(FaceRefusal::Quality { reason: QualityReason::Pose, quality: Some(found.quality) });
        }
        let mut reading = self.reading(&found)?;
        if is_doubtful(enrolled.embedding.cosine(&reading.embedding)) {
            reading = self.looked_at_again(&found, reading)?;
        }
        let cosine = enrolled.embedding.cosine(&reading.embedding);
        let alike = enrolled.likeness.as_ref().map(|likeness| likeness.correlation(&reading.likeness));
        let copied = is_copy(cosine, alike);
        Ok(Verification { cosine, percentage: self.percentage(cosine), copied, reading })
    }

    /// The most prominent face (large and central) that is whole and upright, whatever its quality
    /// and whoever else is there: as it is read live, and the embedding that it is enrolled with. For
    /// measuring the recogniser; an exam uses [`Engine::read`].
    ///
    /// # Errors
    /// [`FaceRefusal`]: no face, or one that is not whole or not upright.
    pub fn embed_best(&self, picture: &Picture) -> Result<(FaceReading, Embedding), FaceRefusal> {
        let (found, _) = self.find(picture)?;
        if found.quality.missing > self.limits.max_missing {
            return Err(FaceRefusal::Quality { reason: QualityReason::Cut, quality: Some(found.quality) });
        }
        let reading = self.reading(&found)?;
        let enrolled = self.looked_at_again(&found, reading.clone())?.embedding;
        Ok((reading, enrolled))
    }

    /// Every face of a picture as it is, the surest first, each with what the recogniser makes of it: whatever its
    /// quality, and whoever is meant. What a service that knows no candidate sees.
    ///
    /// # Errors
    /// [`FaceRefusal::Unreadable`].
    pub fn everybody(&self, picture: &Picture) -> Result<Vec<(FaceBox, Embedding)>, FaceRefusal> {
        let faces = self.detector.detect(picture).map_err(|_| FaceRefusal::Unreadable)?;
        let embedded = faces.into_iter().filter_map(|face| {
            let aligned = Aligned::cut(picture, &face.points)?;
            Some((face, self.recogniser.embed(&aligned)?))
        });
        Ok(embedded.collect())
    }

    /// Whether a face leans too far to be compared as a live one.
    #[must_use]
    pub fn leans(&self, face: &FaceReading) -> bool {
        self.limits.leans(&face.quality)
    }

    fn find_one<'a>(&self, picture: &'a Picture) -> Result<Found<'a>, FaceRefusal> {
        let (found, count) = self.find(picture)?;
        if count > 1 {
            return Err(FaceRefusal::MultipleFaces { count });
        }
        match self.limits.refusal(&found.quality) {
            Some(reason) => Err(FaceRefusal::Quality { reason, quality: Some(found.quality) }),
            None => Ok(found),
        }
    }

    /// The subject, upright, and how many faces compete. There is no other way to a face.
    fn find<'a>(&self, picture: &'a Picture) -> Result<(Found<'a>, usize), FaceRefusal> {
        if picture.flat_foot() >= FLAT_FOOT {
            return Err(FaceRefusal::Quality { reason: QualityReason::Cut, quality: None });
        }
        let start = Instant::now();
        match upright::seek(&self.detector, picture).map_err(|_| FaceRefusal::Unreadable)? {
            Sought::Nothing => Err(FaceRefusal::NotDetected),
            Sought::Lying(view, face) => {
                let found = self.cut(view, face, start).ok_or(FaceRefusal::Unreadable)?;
                let reason = self.limits.refusal(&found.quality).unwrap_or(QualityReason::Pose);
                Err(FaceRefusal::Quality { reason, quality: Some(found.quality) })
            }
            Sought::Upright(Upright { view, face, turn, others, count }) => {
                let found = self.cut(view, face, start).ok_or(FaceRefusal::Unreadable)?;
                Ok((Found { turn, others, ..found }, count))
            }
        }
    }

    fn cut<'a>(&self, view: Cow<'a, Picture>, face: FaceBox, start: Instant) -> Option<Found<'a>> {
        let detected = Instant::now();
        let aligned = Aligned::cut(&view, &face.points)?;
        let quality = quality::measure(&face, &aligned, &self.limits);
        let timings = Timings { detect: detected - start, align: detected.elapsed(), ..Timings::default() };
        Some(Found { view, face, turn: 0, others: Vec::new(), aligned, quality, timings })
    }

    fn reading(&self, found: &Found<'_>) -> Result<FaceReading, FaceRefusal> {
        let start = Instant::now();
        let embedding = self.recogniser.embed(&found.aligned).ok_or(FaceRefusal::Unreadable)?;
        let timings = Timings { embed: start.elapsed(), ..found.timings };
        let fitted = Aligned::fitted(&found.view, &found.face.points).ok_or(FaceRefusal::Unreadable)?;
        let likeness = Likeness::of(&fitted);
        let (quality, face, turn) = (found.quality, found.face, found.turn);
        Ok(FaceReading { embedding, likeness, quality, face, turn, others: found.others.clone(), timings })
    }

    /// The reading with the mean of three embeddings: the face, its mirror image, and the face as
    /// it is found in the mirrored picture, whose five points lie a little differently.
    fn looked_at_again(&self, found: &Found<'_>, mut reading: FaceReading) -> Result<FaceReading, FaceRefusal> {
        let start = Instant::now();
        let mirrored = found.aligned.mirrored();
        let other = self.found_in_mirror(&found.view, &found.face).unwrap_or_else(|| found.aligned.clone());
        let looks = [&mirrored, &other].map(|look| self.recogniser.embed(look));
        let [Some(second), Some(third)] = looks else { return Err(FaceRefusal::Unreadable) };
        let mean = Embedding::mean(&[&reading.embedding, &second, &third]);
        reading.embedding = mean.ok_or(FaceRefusal::Unreadable)?;
        reading.timings.embed += start.elapsed();
        Ok(reading)
    }

    /// The same face cut out of the mirrored picture, when it is found there.
    fn found_in_mirror(&self, picture: &Picture, face: &FaceBox) -> Option<Aligned> {
        let mirror = picture.mirrored();
        let wanted = face.mirrored(picture.width());
        let faces = self.detector.detect(&mirror).ok()?;
        let same = faces.iter().max_by(|a, b| a.overlap(&wanted).total_cmp(&b.overlap(&wanted)))?;
        if same.overlap(&wanted) <= SAME_FACE {
            return None;
        }
        let same = if face.levelled { upright::level(&self.detector, &mirror, same, 0.0).ok()?? } else { *same };
        Aligned::cut(&mirror, &same.points)
    }
}

/// Whether a comparison is made again, with the live face looked at three times.
pub(crate) fn is_doubtful(cosine: f32) -> bool {
    DOUBTFUL.contains(&cosine)
}
