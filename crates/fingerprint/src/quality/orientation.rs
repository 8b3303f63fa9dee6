use super::tiles::Sums;

/// Certainty of noise alone, and of clean ridges with their natural curvature.
const NOISE: f64 = 0.25;
const CLEAN: f64 = 0.85;

/// In which direction the grey levels of a window change.
pub(super) struct Orientation {
    /// Unit vector across the ridges.
    pub(super) across: (f64, f64),
    /// 0 for noise, 1 for ridges that all run one way.
    pub(super) certainty: f64,
}

impl Orientation {
    /// From the covariance matrix of the gradient (Sobel): its main direction, and one minus
    /// the ratio of its eigenvalues. Source: Lim, Jiang and Yau 2002; ISO/IEC 29794-4 (OCL).
    pub(super) fn of(sums: &Sums) -> Self {
        let (xx, xy, yy) = (f64::from(sums.xx), f64::from(sums.xy), f64::from(sums.yy));
        let spread = ((xx - yy).powi(2) + 4.0 * xy * xy).sqrt();
        let (larger, smaller) = (xx + yy + spread, xx + yy - spread);
        let certainty = if larger > 0.0 { 1.0 - smaller / larger } else { 0.0 };
        // The direction has half the angle whose cosine this is.
        let double = if spread > 0.0 { (xx - yy) / spread } else { 1.0 };
        let half = |double: f64| f64::sqrt((1.0 + double).max(0.0) / 2.0);
        Self {
            across: (half(double), half(-double).copysign(xy)),
            certainty: ((certainty - NOISE) / (CLEAN - NOISE)).clamp(0.0, 1.0),
        }
    }
}
