//! Which of several faces is meant, and when a second one is in the way.

use crate::{Picture, anchors::FaceBox, geometry::Spot};

/// A second face counts from this part of the largest one's width.
const RIVAL_WIDTH: f32 = 0.5;
/// A second face counts from this score. The subjects of 1,852 press photographs all score 0.88
/// and more; what scores less than 0.7 must not turn a good picture away.
const RIVAL_SCORE: f32 = 0.7;
/// The part of a box that must hold the picture's middle, for its face to be in the middle.
const MIDDLE: f32 = 0.8;
/// How far a bystander is from the picture's edge at most, in its own widths.
const EDGE: f32 = 0.6;

/// The face that is meant: the largest, weighted by how central it is, since the subject of a
/// photograph is neither at the edge nor small.
pub(crate) fn subject(faces: &[FaceBox], picture: &Picture) -> Option<FaceBox> {
    let frame = Frame::of(picture);
    faces.iter().copied().max_by(|a, b| frame.prominence(a).total_cmp(&frame.prominence(b)))
}

/// How many faces compete with the subject, it included: those at least half as wide as the
/// largest, without bystanders. A bystander stands at the edge of a picture while the subject
/// has its middle, as others do in a press photograph or in a queue.
pub(crate) fn competing(subject: &FaceBox, faces: &[FaceBox], picture: &Picture) -> usize {
    let frame = Frame::of(picture);
    let widest = faces.iter().map(|face| face.width).fold(0.0, f32::max);
    let counts = |face: &FaceBox| {
        let bystander = frame.in_middle(subject) && !frame.in_middle(face) && frame.at_edge(face);
        face.score >= RIVAL_SCORE && face.width >= RIVAL_WIDTH * widest && !bystander
    };
    1 + faces.iter().filter(|face| *face != subject && counts(face)).count()
}

struct Frame {
    width: f32,
    height: f32,
}

impl Frame {
    #[expect(clippy::cast_precision_loss, reason = "bounded by the limits of decoding")]
    fn of(picture: &Picture) -> Frame {
        Frame { width: picture.width() as f32, height: picture.height() as f32 }
    }

    fn middle(&self) -> Spot {
        [self.width / 2.0, self.height / 2.0]
    }

    fn prominence(&self, face: &FaceBox) -> f32 {
        let ([x, y], [mx, my]) = (face.centre(), self.middle());
        let away = (x - mx).hypot(y - my) / self.width.hypot(self.height);
        face.width * face.height * (1.0 - away).max(0.0).powi(2)
    }

    fn in_middle(&self, face: &FaceBox) -> bool {
        let ([x, y], [mx, my]) = (face.centre(), self.middle());
        (x - mx).abs() <= MIDDLE / 2.0 * face.width && (y - my).abs() <= MIDDLE / 2.0 * face.height
    }

    fn at_edge(&self, face: &FaceBox) -> bool {
        let sideways = face.x.min(self.width - face.x - face.width);
        let upright = face.y.min(self.height - face.y - face.height);
        sideways.min(upright) < EDGE * face.width
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face(x: f32, y: f32, width: f32, score: f32) -> FaceBox {
        FaceBox { x, y, width, height: width * 1.3, points: [[0.0; 2]; 5], score, levelled: false }
    }

    fn blank(width: u32, height: u32) -> Picture {
        Picture::from_rgb(width, height, vec![0; (width * height * 3) as usize]).unwrap()
    }

    fn count(faces: &[FaceBox], picture: &Picture) -> usize {
        competing(&subject(faces, picture).unwrap(), faces, picture)
    }

    #[test]
    fn two_side_by_side_compete() {
        let both = [face(80.0, 60.0, 95.0, 0.94), face(330.0, 60.0, 95.0, 0.93)];
        assert_eq!(count(&both, &blank(500, 250)), 2);
    }

    #[test]
    fn three_in_a_row_compete() {
        let row = [80.0, 330.0, 580.0].map(|x| face(x, 65.0, 95.0, 0.9));
        assert_eq!(count(&row, &blank(750, 250)), 3);
    }

    #[test]
    fn half_the_width_is_where_a_second_face_starts_to_count() {
        let picture = blank(500, 250);
        assert_eq!(count(&[face(60.0, 60.0, 100.0, 0.9), face(360.0, 60.0, 50.0, 0.9)], &picture), 2);
        assert_eq!(count(&[face(60.0, 60.0, 100.0, 0.9), face(360.0, 60.0, 49.0, 0.9)], &picture), 1);
    }

    #[test]
    fn a_doubtful_second_face_does_not_turn_a_good_picture_away() {
        assert_eq!(count(&[face(80.0, 60.0, 95.0, 0.94), face(330.0, 60.0, 95.0, 0.65)], &blank(500, 250)), 1);
    }

    #[test]
    fn a_bystander_at_the_edge_does_not_compete_with_the_one_in_the_middle() {
        assert_eq!(count(&[face(77.0, 65.0, 95.0, 0.94), face(195.0, 80.0, 60.0, 0.9)], &blank(250, 250)), 1);
    }

    #[test]
    fn cheek_to_cheek_compete() {
        assert_eq!(count(&[face(30.0, 65.0, 95.0, 0.94), face(126.0, 65.0, 95.0, 0.9)], &blank(250, 250)), 2);
    }

    #[test]
    fn the_subject_is_the_central_one_of_two_alike() {
        let picture = blank(250, 250);
        let faces = [face(160.0, 60.0, 96.0, 0.95), face(78.0, 60.0, 95.0, 0.9)];
        assert_eq!(subject(&faces, &picture), Some(faces[1]));
    }
}
