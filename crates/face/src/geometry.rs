/// A point, in pixels; the centre of the top left pixel is (0, 0).
pub(crate) type Spot = [f32; 2];

/// A turn, a uniform scale and a shift: `(x, y) → (a·x − b·y + tx, b·x + a·y + ty)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Similarity {
    pub a: f32,
    pub b: f32,
    pub tx: f32,
    pub ty: f32,
}

impl Similarity {
    /// The similarity that lays `from` on `to` with the least squared error. In two dimensions,
    /// and without a reflection, Umeyama's solution (IEEE PAMI 13(4), 1991) has this closed form.
    /// `None` when the points of `from` coincide.
    pub(crate) fn between<const N: usize>(from: &[Spot; N], to: &[Spot; N]) -> Option<Similarity> {
        let (centre_from, centre_to) = (mean(from), mean(to));
        let (mut along, mut across, mut norm) = (0.0, 0.0, 0.0);
        for (p, q) in from.iter().zip(to) {
            let (px, py) = (p[0] - centre_from[0], p[1] - centre_from[1]);
            let (qx, qy) = (q[0] - centre_to[0], q[1] - centre_to[1]);
            along += px * qx + py * qy;
            across += px * qy - py * qx;
            norm += px * px + py * py;
        }
        if !norm.is_finite() || norm <= f32::EPSILON {
            return None;
        }
        let (a, b) = (along / norm, across / norm);
        let tx = centre_to[0] - (a * centre_from[0] - b * centre_from[1]);
        let ty = centre_to[1] - (b * centre_from[0] + a * centre_from[1]);
        Some(Similarity { a, b, tx, ty })
    }

    /// Where a point goes.
    pub(crate) fn apply(&self, [x, y]: Spot) -> Spot {
        [self.a * x - self.b * y + self.tx, self.b * x + self.a * y + self.ty]
    }

    /// How much longer a length becomes.
    pub(crate) fn scale(&self) -> f32 {
        self.a.hypot(self.b)
    }

    /// The way back; `None` when everything falls on one point.
    pub(crate) fn inverse(&self) -> Option<Similarity> {
        let norm = self.a * self.a + self.b * self.b;
        if !norm.is_finite() || norm <= f32::EPSILON * f32::EPSILON {
            return None;
        }
        let (a, b) = (self.a / norm, -self.b / norm);
        let tx = -(a * self.tx - b * self.ty);
        let ty = -(b * self.tx + a * self.ty);
        Some(Similarity { a, b, tx, ty })
    }
}

/// Any linear map and a shift: turned, stretched, sheared. Where x and y go to, each by `x`, `y` and 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Affine([[f32; 3]; 2]);

impl Affine {
    /// The one that lays `from` on `to` with the least squared error: the normal equations about the means. `None`
    /// when the points of `from` lie on one line.
    pub(crate) fn between<const N: usize>(from: &[Spot; N], to: &[Spot; N]) -> Option<Affine> {
        let (centre_from, centre_to) = (mean(from), mean(to));
        let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
        let mut onto = [[0.0; 2]; 2];
        for (p, q) in from.iter().zip(to) {
            let (px, py) = (p[0] - centre_from[0], p[1] - centre_from[1]);
            xx += px * px;
            xy += px * py;
            yy += py * py;
            for (sums, (q, centre)) in onto.iter_mut().zip(q.iter().zip(centre_to)) {
                sums[0] += px * (q - centre);
                sums[1] += py * (q - centre);
            }
        }
        let area = xx * yy - xy * xy;
        if !area.is_finite() || area <= f32::EPSILON * (xx + yy) * (xx + yy) {
            return None;
        }
        let mut rows = [[0.0; 3]; 2];
        for ((row, [by_x, by_y]), centre) in rows.iter_mut().zip(onto).zip(centre_to) {
            let (x, y) = ((by_x * yy - by_y * xy) / area, (by_y * xx - by_x * xy) / area);
            *row = [x, y, centre - x * centre_from[0] - y * centre_from[1]];
        }
        Some(Affine(rows))
    }

    /// Where a point goes.
    pub(crate) fn apply(&self, [x, y]: Spot) -> Spot {
        self.0.map(|[by_x, by_y, shift]| by_x * x + by_y * y + shift)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a handful of points")]
fn mean<const N: usize>(points: &[Spot; N]) -> Spot {
    let sum = points.iter().fold([0.0, 0.0], |sum, p| [sum[0] + p[0], sum[1] + p[1]]);
    sum.map(|total| total / N as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: Spot, b: Spot) -> bool {
        (a[0] - b[0]).abs() < 1e-3 && (a[1] - b[1]).abs() < 1e-3
    }

    #[test]
    fn a_known_turn_scale_and_shift_is_found_again() {
        // Turned by 30°, twice as large, moved by (10, −5).
        let known = Similarity { a: 2.0 * 30f32.to_radians().cos(), b: 1.0, tx: 10.0, ty: -5.0 };
        let from = [[0.0, 0.0], [10.0, 0.0], [3.0, 7.0], [-4.0, 2.0], [6.0, -8.0]];
        let found = Similarity::between(&from, &from.map(|p| known.apply(p))).unwrap();
        assert!((found.a - known.a).abs() < 1e-4 && (found.b - known.b).abs() < 1e-4);
        assert!(close([found.tx, found.ty], [known.tx, known.ty]));
        assert!((found.scale() - 2.0).abs() < 1e-4);
    }

    #[test]
    fn a_known_stretch_and_shear_is_found_again() {
        let known = Affine([[1.2, 0.3, 10.0], [-0.1, 0.8, -5.0]]);
        let from = [[0.0, 0.0], [10.0, 0.0], [3.0, 7.0], [-4.0, 2.0], [6.0, -8.0]];
        let found = Affine::between(&from, &from.map(|p| known.apply(p))).unwrap();
        assert!(close(found.apply([12.0, 34.0]), known.apply([12.0, 34.0])));
        assert!(Affine::between(&[[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]], &[[0.0, 0.0]; 3]).is_none());
    }

    #[test]
    fn a_quarter_turn_sends_right_to_down() {
        let turn = Similarity::between(&[[0.0, 0.0], [1.0, 0.0]], &[[0.0, 0.0], [0.0, 1.0]]).unwrap();
        assert!(close(turn.apply([0.0, 1.0]), [-1.0, 0.0]));
    }

    #[test]
    fn a_mirrored_set_is_not_reflected() {
        // The best similarity without a reflection keeps the determinant positive.
        let from = [[-1.0, 0.0], [1.0, 0.0], [0.0, 2.0]];
        let found = Similarity::between(&from, &from.map(|[x, y]| [-x, y])).unwrap();
        assert!(found.a * found.a + found.b * found.b > 0.0);
    }

    #[test]
    fn there_and_back_is_where_it_was() {
        let there = Similarity { a: 0.4, b: -0.3, tx: 17.0, ty: 4.0 };
        let back = there.inverse().unwrap();
        assert!(close(back.apply(there.apply([12.0, 34.0])), [12.0, 34.0]));
    }

    #[test]
    fn coinciding_points_have_no_transform() {
        assert!(Similarity::between(&[[3.0, 3.0]; 5], &[[1.0, 2.0]; 5]).is_none());
        assert!(Similarity { a: 0.0, b: 0.0, tx: 1.0, ty: 1.0 }.inverse().is_none());
    }
}
