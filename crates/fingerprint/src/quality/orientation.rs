use super::window::{HALF, Window};

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
    pub(super) fn of(window: &Window) -> Self {
        let (mut xx, mut xy, mut yy) = (0i64, 0i64, 0i64);
        for y in window.rows() {
            let [above, here, below] = [y - 1, y, y + 1].map(|y| window.row(y));
            for at in 1..=2 * HALF {
                let level = |row: &[u8], at: usize| i64::from(row[at]);
                let column = |at| level(above, at) + 2 * level(here, at) + level(below, at);
                let line = |row| level(row, at - 1) + 2 * level(row, at) + level(row, at + 1);
                let (gx, gy) = (column(at + 1) - column(at - 1), line(below) - line(above));
                xx += gx * gx;
                xy += gx * gy;
                yy += gy * gy;
            }
        }
        let (xx, xy, yy) = (xx as f64, xy as f64, yy as f64);
        let spread = ((xx - yy).powi(2) + 4.0 * xy * xy).sqrt();
        let (larger, smaller) = (xx + yy + spread, xx + yy - spread);
        let certainty = if larger > 0.0 { 1.0 - smaller / larger } else { 0.0 };
        let angle = 0.5 * (2.0 * xy).atan2(xx - yy);
        Self { across: (angle.cos(), angle.sin()), certainty: ((certainty - NOISE) / (CLEAN - NOISE)).clamp(0.0, 1.0) }
    }
}
