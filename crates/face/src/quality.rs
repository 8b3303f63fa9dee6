use serde::Serialize;

use crate::{
    FaceBox,
    align::{Aligned, SIDE},
    flat,
};

/// What a face offers the recogniser. Light and sharpness are measured on the aligned face
/// (112 × 112), so that they mean the same at every size of picture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Quality {
    /// Mean luma of the face, 0–255.
    pub brightness: f32,
    /// Standard deviation of the luma.
    pub contrast: f32,
    /// Part of the face that is blown out (luma of 250 and more), 0–1.
    pub blown_out: f32,
    /// Fine detail in proportion to contrast: mean distance of the luma from its 5 × 5 mean,
    /// divided by the standard deviation. An ordinary photograph has 0.09–0.19.
    pub sharpness: f32,
    /// Width of the face in the picture's pixels.
    pub face_width_px: f32,
    /// How far the nose is to the side of the middle of the eyes, in distances between the eyes:
    /// 0 from the front, about 0.5 at 40°, more than 1.4 in profile.
    pub yaw: f32,
    /// Where the nose is between eyes (0) and mouth (1): about 0.57 from the front.
    pub pitch: f32,
    /// Angle of the line between the eyes, in degrees.
    pub roll: f32,
    /// Part of the face that is one flat colour from an edge on, 0–1: no picture is there.
    pub missing: f32,
    /// All of it as one number, 0–100: how far the worst measure is from its limit. It orders
    /// pictures; it is not a probability.
    pub score: f32,
}

/// What a face is refused for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum QualityReason {
    /// Too little light on the face.
    Dark,
    /// Too much light on the face.
    Bright,
    /// Too little detail.
    Blurred,
    /// Turned away too far, or upright in no direction.
    Pose,
    /// Too few pixels.
    Small,
    /// A part of the face, or the lower half of the picture, is one flat colour.
    Cut,
}

impl QualityReason {
    /// The word in the interface.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            QualityReason::Dark => "dark",
            QualityReason::Bright => "bright",
            QualityReason::Blurred => "blurred",
            QualityReason::Pose => "pose",
            QualityReason::Small => "small",
            QualityReason::Cut => "cut",
        }
    }
}

/// The limits of [`Quality`]. The default refuses 0.3 % of 1,852 press photographs, and what
/// the recogniser can no longer tell apart: see the model card.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QualityLimits {
    /// Lowest brightness. Press photographs: 61 and more.
    pub min_brightness: f32,
    /// Highest brightness. Press photographs: up to 194.
    pub max_brightness: f32,
    /// Largest blown out part. Press photographs: up to 0.15.
    pub max_blown_out: f32,
    /// Lowest sharpness. Press photographs: 0.047 and more, one in a hundred under 0.07.
    pub min_sharpness: f32,
    /// Fewest pixels of width.
    pub min_width_px: f32,
    /// Largest yaw, either way. Press photographs: 99.5 % under 0.55.
    pub max_yaw: f32,
    /// Lowest pitch. Press photographs: 0.37 and more.
    pub min_pitch: f32,
    /// Highest pitch. Press photographs: 99.9 % under 0.72.
    pub max_pitch: f32,
    /// Largest roll of a live face, in degrees, either way: it can be held straight and taken again. Of faces that
    /// lean further more do not match themselves.
    pub max_live_roll: f32,
    /// Largest roll of a photograph, in degrees, either way. Press photographs: 99.9 % under 22.
    pub max_roll: f32,
    /// Largest part that is missing. Press photographs: see the model card.
    pub max_missing: f32,
}

impl Default for QualityLimits {
    fn default() -> QualityLimits {
        QualityLimits {
            min_brightness: 25.0,
            max_brightness: 220.0,
            max_blown_out: 0.35,
            min_sharpness: 0.048,
            min_width_px: 64.0,
            max_yaw: 1.4,
            min_pitch: 0.25,
            max_pitch: 0.85,
            max_live_roll: 25.0,
            max_roll: 45.0,
            max_missing: 0.1,
        }
    }
}

impl QualityLimits {
    /// The first limit that is not kept; what the operator can see best comes first.
    #[must_use]
    pub fn refusal(&self, quality: &Quality) -> Option<QualityReason> {
        let within = |value: f32, low: f32, high: f32| (low..=high).contains(&value);
        let posed = within(quality.yaw, -self.max_yaw, self.max_yaw)
            && within(quality.pitch, self.min_pitch, self.max_pitch)
            && within(quality.roll, -self.max_roll, self.max_roll);
        let over = quality.brightness > self.max_brightness || quality.blown_out > self.max_blown_out;
        let checks = [
            // Light first: in bad light the face is also found too small, and more light helps.
            (quality.brightness < self.min_brightness, QualityReason::Dark),
            (over, QualityReason::Bright),
            (quality.face_width_px < self.min_width_px, QualityReason::Small),
            (quality.missing > self.max_missing, QualityReason::Cut),
            (!posed, QualityReason::Pose),
            (quality.sharpness < self.min_sharpness, QualityReason::Blurred),
        ];
        checks.into_iter().find_map(|(refused, reason)| refused.then_some(reason))
    }

    /// Whether a live face leans too far to be compared.
    #[must_use]
    pub fn leans(&self, quality: &Quality) -> bool {
        quality.roll.abs() > self.max_live_roll
    }

    fn score(&self, quality: &Quality) -> f32 {
        // Each part is 0 at its limit and 1 at what an ordinary photograph has.
        let parts = [
            (quality.face_width_px - self.min_width_px) / 96.0,
            (quality.brightness - self.min_brightness) / 75.0,
            (self.max_brightness - quality.brightness) / 60.0,
            (self.max_blown_out - quality.blown_out) / self.max_blown_out,
            (quality.sharpness - self.min_sharpness) / 0.07,
            (self.max_yaw - quality.yaw.abs()) / (self.max_yaw - 0.15),
            (self.max_roll - quality.roll.abs()) / (self.max_roll - 8.0),
        ];
        (100.0 * parts.into_iter().fold(1.0, f32::min)).clamp(0.0, 100.0).round()
    }
}

/// Measures a face.
pub(crate) fn measure(face: &FaceBox, aligned: &Aligned, limits: &QualityLimits) -> Quality {
    let light = Light::of(aligned);
    let (yaw, pitch, roll) = pose(face);
    let mut quality = Quality {
        brightness: light.mean,
        contrast: light.deviation,
        blown_out: light.blown_out,
        sharpness: light.sharpness,
        face_width_px: face.width,
        yaw,
        pitch,
        roll,
        missing: flat::missing(aligned),
        score: 0.0,
    };
    quality.score = limits.score(&quality);
    quality
}

/// Yaw, pitch and roll as [`Quality`] defines them.
fn pose(face: &FaceBox) -> (f32, f32, f32) {
    let [left, right, nose, mouth_left, mouth_right] = face.points;
    let between = |a: [f32; 2], b: [f32; 2]| [f32::midpoint(a[0], b[0]), f32::midpoint(a[1], b[1])];
    let (eyes, mouth) = (between(left, right), between(mouth_left, mouth_right));
    let line = [right[0] - left[0], right[1] - left[1]];
    let apart = line[0].hypot(line[1]).max(1e-3);
    let along = [line[0] / apart, line[1] / apart];
    let on_line = |p: [f32; 2]| (p[0] - eyes[0]) * along[0] + (p[1] - eyes[1]) * along[1];
    let below = |p: [f32; 2]| (p[1] - eyes[1]) * along[0] - (p[0] - eyes[0]) * along[1];
    (on_line(nose) / apart, below(nose) / below(mouth).max(1e-3), face.roll())
}

struct Light {
    mean: f32,
    deviation: f32,
    blown_out: f32,
    sharpness: f32,
}

impl Light {
    /// Over the middle of the aligned face: forehead to chin, cheek to cheek, little background.
    #[expect(clippy::cast_precision_loss, reason = "a few thousand pixels")]
    fn of(face: &Aligned) -> Light {
        let luma: Vec<f32> = face.0.iter().map(|[r, g, b]| 0.299 * r + 0.587 * g + 0.114 * b).collect();
        let inner = || (24..104).flat_map(|y| (20..92).map(move |x| y * SIDE + x));
        let count = inner().count() as f32;
        let mean = inner().map(|at| luma[at]).sum::<f32>() / count;
        let deviation = (inner().map(|at| (luma[at] - mean).powi(2)).sum::<f32>() / count).sqrt();
        let blown_out = inner().filter(|&at| luma[at] >= 250.0).count() as f32 / count;
        let detail = inner().map(|at| (luma[at] - around(&luma, at)).abs()).sum::<f32>() / count;
        Light { mean, deviation, blown_out, sharpness: detail / deviation.max(1.0) }
    }
}

/// Mean of the 5 × 5 pixels around one that is not at the edge.
fn around(luma: &[f32], at: usize) -> f32 {
    let rows = (0..5).map(|row| at + row * SIDE - 2 * SIDE - 2);
    rows.map(|start| luma[start..start + 5].iter().sum::<f32>()).sum::<f32>() / 25.0
}

#[cfg(test)]
mod tests;
