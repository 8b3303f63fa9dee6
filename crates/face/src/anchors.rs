use serde::Serialize;

use crate::geometry::Spot;

/// A face in a picture, in the picture's pixels; parts may lie outside of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FaceBox {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// The eye on the left of the picture, the other eye, the nose, the corner of the mouth on
    /// the left of the picture, the other corner.
    pub points: [Spot; 5],
    /// How sure the detector is, 0–1.
    pub score: f32,
    /// Whether the points were found on the face as it stands level.
    #[serde(skip)]
    pub(crate) levelled: bool,
}

impl FaceBox {
    /// The middle of the box.
    pub(crate) fn centre(&self) -> Spot {
        [self.x + self.width / 2.0, self.y + self.height / 2.0]
    }

    /// Angle of the line between the eyes, in degrees.
    pub(crate) fn roll(&self) -> f32 {
        let [left, right, ..] = self.points;
        (right[1] - left[1]).atan2(right[0] - left[0]).to_degrees()
    }

    /// The box as it is in the mirrored picture; the points stay behind.
    #[expect(clippy::cast_precision_loss, reason = "bounded by the limits of decoding")]
    pub(crate) fn mirrored(&self, picture_width: u32) -> FaceBox {
        FaceBox { x: picture_width as f32 - self.x - self.width, ..*self }
    }

    /// Intersection over union of two boxes, 0–1.
    pub(crate) fn overlap(&self, other: &FaceBox) -> f32 {
        let wide = (self.x + self.width).min(other.x + other.width) - self.x.max(other.x);
        let high = (self.y + self.height).min(other.y + other.height) - self.y.max(other.y);
        let shared = wide.max(0.0) * high.max(0.0);
        shared / (self.width * self.height + other.width * other.height - shared)
    }
}

/// What the detector says for one stride, a row a cell: class, object, box and points.
pub(crate) struct Head<'a> {
    pub stride: usize,
    pub class: &'a [f32],
    pub object: &'a [f32],
    pub boxes: &'a [f32],
    pub points: &'a [f32],
}

/// The candidates of one stride that score at least `floor`, in pixels of the canvas. After
/// OpenCV's `FaceDetectorYN`: score = √(class · object), centre = (cell + xy) · stride,
/// size = exp(wh) · stride, points = (cell + xy) · stride.
#[expect(clippy::cast_precision_loss, reason = "a canvas has at most some hundred cells a side")]
pub(crate) fn candidates(head: &Head<'_>, side: usize, floor: f32) -> Vec<FaceBox> {
    let (cells, stride) = (side / head.stride, head.stride as f32);
    let sure = head.class.iter().zip(head.object).map(|(c, o)| (c.clamp(0.0, 1.0) * o.clamp(0.0, 1.0)).sqrt());
    let boxes = head.boxes.as_chunks::<4>().0;
    let points = head.points.as_chunks::<10>().0;
    let rows = sure.zip(boxes).zip(points).enumerate();
    rows.filter(|(_, ((score, _), _))| *score >= floor)
        .map(|(index, ((score, &[dx, dy, dw, dh]), spots))| {
            let (column, row) = ((index % cells) as f32, (index / cells) as f32);
            let (width, height) = (dw.exp() * stride, dh.exp() * stride);
            let mut points = [[0.0; 2]; 5];
            for (point, &[px, py]) in points.iter_mut().zip(spots.as_chunks::<2>().0) {
                *point = [(column + px) * stride, (row + py) * stride];
            }
            let (x, y) = ((column + dx) * stride - width / 2.0, (row + dy) * stride - height / 2.0);
            FaceBox { x, y, width, height, points, score, levelled: false }
        })
        .collect()
}

/// Greedy non-maximum suppression: the surest first, without what overlaps a surer one by more
/// than `limit` (intersection over union).
pub(crate) fn suppress(mut faces: Vec<FaceBox>, limit: f32) -> Vec<FaceBox> {
    faces.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut kept: Vec<FaceBox> = Vec::new();
    for face in faces {
        if kept.iter().all(|other| face.overlap(other) <= limit) {
            kept.push(face);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face(x: f32, score: f32) -> FaceBox {
        FaceBox { x, y: 0.0, width: 10.0, height: 10.0, points: [[0.0; 2]; 5], score, levelled: false }
    }

    #[test]
    fn the_surest_of_overlapping_faces_stays() {
        let kept = suppress(vec![face(0.0, 0.7), face(1.0, 0.9), face(50.0, 0.8)], 0.3);
        let left: Vec<f32> = kept.iter().map(|f| f.x).collect();
        assert_eq!(left, [1.0, 50.0]);
    }

    #[test]
    fn faces_that_hardly_touch_both_stay() {
        assert_eq!(suppress(vec![face(0.0, 0.7), face(8.0, 0.9)], 0.3).len(), 2);
    }

    #[test]
    fn one_cell_is_decoded_by_hand() {
        // A canvas of 16 and stride 8: four cells. The last one (1, 1) has a face.
        let mut boxes = [0.0; 16];
        boxes[12..].copy_from_slice(&[0.5, 0.25, 2f32.ln(), 3f32.ln()]);
        let mut points = [0.0; 40];
        points[30..34].copy_from_slice(&[0.5, -0.5, 1.0, 2.0]);
        let head = Head { stride: 8, class: &[0.0, 0.0, 0.0, 0.81], object: &[1.0; 4], boxes: &boxes, points: &points };
        let found = candidates(&head, 16, 0.6);
        assert_eq!(found.len(), 1);
        let only = found[0];
        assert!((only.score - 0.9).abs() < 1e-6);
        assert!((only.width - 16.0).abs() < 1e-4 && (only.height - 24.0).abs() < 1e-4);
        assert!((only.centre()[0] - 12.0).abs() < 1e-4 && (only.centre()[1] - 10.0).abs() < 1e-4);
        assert_eq!(only.points[0], [12.0, 4.0]);
        assert_eq!(only.points[1], [16.0, 24.0]);
    }
}
