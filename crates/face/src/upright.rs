//! Whether a face stands upright on the pixels.
//!
//! The detector invents upright points on a face that lies on its side or head, so its points say
//! nothing about that. What it says of the face alone does: the face is cut out as its points have
//! it, laid beside itself in four directions, and looked at again. An upright one is found best as
//! it is, by 0.049 in its score and more among 198 press photographs; upside down, none is.

use std::borrow::Cow;

use tract_onnx::prelude::TractResult;

use crate::{
    FaceBox, Picture,
    align::{Sampler, TEMPLATE},
    crowd,
    detector::{Detector, SMALL},
    geometry::{Similarity, Spot},
    resize::Canvas,
};

/// Pixels of a side of one of the four small faces.
const TILE: usize = SMALL / 2;
/// Pixels there for one of the aligned face.
const ZOOM: f32 = 0.5;
/// The middle of the cut, on the aligned face.
const MIDDLE: Spot = [56.0, 68.0];
/// Samples a pixel each way at most: the detector needs no more.
const FINENESS: usize = 4;
/// How much surer the face is as it is than in any other direction.
const SURER: f32 = 0.02;
/// How sure it has to be in a picture that was turned, where it might take a shadow for a face.
const SURE: f32 = 0.8;
/// How far the points are from where they should be at most, in distances between the eyes.
const APART: f32 = 0.5;
/// From this roll, or this distance of the points, they are looked for again on the levelled face.
const TILTED: f32 = 12.0;
const LOOSE: f32 = 0.35;
/// From this distance on they count as found.
const STEADY: f32 = 0.2;
/// How often.
const LOOKS: usize = 3;
/// The eyes' distance on the aligned face.
const EYES: f32 = 35.2;

/// The subject of a picture, in the picture turned so that it stands upright.
pub(crate) struct Upright<'a> {
    pub view: Cow<'a, Picture>,
    pub face: FaceBox,
    /// How many faces compete, this one included.
    pub count: usize,
}

/// What four directions show.
pub(crate) enum Sought<'a> {
    Upright(Upright<'a>),
    /// A face that is upright in none of them.
    Lying(Cow<'a, Picture>, FaceBox),
    Nothing,
}

/// Looks for the subject as the picture is, then in the direction in which its face looks
/// upright, then in those that are left.
pub(crate) fn seek<'a>(detector: &Detector, picture: &'a Picture) -> TractResult<Sought<'a>> {
    let mut lying = None;
    let mut left = vec![0, 2, 1, 3];
    while let Some(turn) = left.first().copied() {
        left.remove(0);
        let view = if turn == 0 { Cow::Borrowed(picture) } else { Cow::Owned(picture.turned(turn)) };
        let faces = detector.detect(&view)?;
        let Some(subject) = crowd::subject(&faces, &view) else { continue };
        let directions = Directions::of(detector, &view, &subject)?;
        if directions.is_upright() && (turn == 0 || directions.scores[0] >= SURE) {
            if let Some(face) = level(detector, &view, &subject, directions.apart)? {
                let count = crowd::competing(&subject, &faces, &view);
                return Ok(Sought::Upright(Upright { view, face, count }));
            }
        } else {
            let wanted = (turn + directions.best()) % 4;
            left.sort_by_key(|turn| *turn != wanted);
        }
        lying.get_or_insert((view, subject));
    }
    Ok(lying.map_or(Sought::Nothing, |(view, face)| Sought::Lying(view, face)))
}

/// The face with points that fit it: one that leans is looked at again as its points would have it
/// stand, until they do not move any more. `None` when they never fit.
pub(crate) fn level(
    detector: &Detector,
    view: &Picture,
    face: &FaceBox,
    mut apart: f32,
) -> TractResult<Option<FaceBox>> {
    let mut face = *face;
    for _ in 0..LOOKS {
        if apart <= LOOSE && (face.roll().abs() <= TILTED || face.levelled) {
            return Ok(Some(face));
        }
        let Some(cut) = Cut::new(view, &face.points, SMALL, 2.0 * ZOOM) else { return Ok(None) };
        let faces = detector.look_small(&cut.alone())?;
        let Some(found) = best(&faces) else { return Ok(None) };
        apart = cut.apart(&found.points);
        face = FaceBox { points: found.points.map(|point| cut.back.apply(point)), levelled: apart <= STEADY, ..face };
    }
    Ok((apart <= LOOSE).then_some(face))
}

fn best(faces: &[FaceBox]) -> Option<&FaceBox> {
    faces.iter().max_by(|a, b| a.score.total_cmp(&b.score))
}

/// How sure the detector is of a face as it is and turned by one, two and three quarters.
struct Directions {
    scores: [f32; 4],
    apart: f32,
}

impl Directions {
    fn of(detector: &Detector, view: &Picture, face: &FaceBox) -> TractResult<Directions> {
        let mut directions = Directions { scores: [0.0; 4], apart: f32::INFINITY };
        let Some(cut) = Cut::new(view, &face.points, TILE, ZOOM) else { return Ok(directions) };
        let mut faces = detector.look_small(&cut.four_ways())?;
        if faces.is_empty() {
            faces = detector.look_small(&cut.four_ways().stretched())?; // in bad light
        }
        for (direction, score) in directions.scores.iter_mut().enumerate() {
            let inside = |face: &&FaceBox| direction_at(face.centre()) == direction;
            let Some(found) = faces.iter().filter(inside).max_by(|a, b| a.score.total_cmp(&b.score)) else { continue };
            *score = found.score;
            if direction == 0 {
                directions.apart = cut.apart(&found.points);
            }
        }
        Ok(directions)
    }

    fn is_upright(&self) -> bool {
        let [upright, turned @ ..] = self.scores;
        upright > 0.0 && turned.iter().all(|score| upright >= score + SURER) && self.apart <= APART
    }

    /// By how many quarters the picture is to be turned, clockwise.
    fn best(&self) -> usize {
        let scores = self.scores.iter().enumerate();
        scores.max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(direction, _)| direction)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a small number")]
fn direction_at([x, y]: Spot) -> usize {
    usize::from(x >= TILE as f32) + 2 * usize::from(y >= TILE as f32)
}

/// A face cut out of a picture as its points have it stand.
struct Cut {
    pixels: Vec<[f32; 3]>,
    side: usize,
    /// From the aligned face to the cut.
    there: Similarity,
    /// From the cut to the picture.
    back: Similarity,
}

impl Cut {
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    fn new(view: &Picture, points: &[Spot; 5], side: usize, zoom: f32) -> Option<Cut> {
        let middle = (side as f32 - 1.0) / 2.0;
        let there = Similarity { a: zoom, b: 0.0, tx: middle - zoom * MIDDLE[0], ty: middle - zoom * MIDDLE[1] };
        let wanted = TEMPLATE.map(|point| there.apply(point));
        let onto = Similarity::between(points, &wanted)?;
        let back = onto.inverse()?;
        let sampler = Sampler::new(view, onto.scale(), FINENESS);
        let pixels = (0..side * side).map(|at| sampler.at(|spot| back.apply(spot), at % side, at / side)).collect();
        Some(Cut { pixels, side, there, back })
    }

    /// Mean distance of points on the cut from where they should be, in distances between the eyes.
    fn apart(&self, points: &[Spot; 5]) -> f32 {
        let away = |(point, wanted): (&Spot, Spot)| {
            let [x, y] = self.there.apply(wanted);
            (point[0] - x).hypot(point[1] - y)
        };
        points.iter().zip(TEMPLATE).map(away).sum::<f32>() / (5.0 * EYES * self.there.scale())
    }

    fn alone(&self) -> Canvas {
        Canvas::of_pixels(SMALL, |x, y| self.pixels[y * self.side + x])
    }

    /// The cut as it is, and turned clockwise by one, two and three quarters.
    fn four_ways(&self) -> Canvas {
        let last = TILE - 1;
        Canvas::of_pixels(SMALL, |x, y| {
            let (column, row) = (x % TILE, y % TILE);
            let (x, y) = match x / TILE + 2 * (y / TILE) {
                0 => (column, row),
                1 => (row, last - column),
                2 => (last - column, last - row),
                _ => (last - row, column),
            };
            self.pixels[y * self.side + x]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_of_four_is_turned_clockwise() {
        // A corner of its own at the top left, which clockwise comes to the top right.
        let mut pixels = vec![[0.0; 3]; TILE * TILE];
        pixels[0] = [200.0; 3];
        let still = Similarity { a: 1.0, b: 0.0, tx: 0.0, ty: 0.0 };
        let canvas = Cut { pixels, side: TILE, there: still, back: still }.four_ways();
        let lit: Vec<usize> = (0..SMALL * SMALL).filter(|at| canvas.planes[*at] > 0.0).collect();
        let last = TILE - 1;
        let corners = [(0, 0), (TILE + last, 0), (last, TILE + last), (TILE, TILE + last)];
        assert_eq!(lit, corners.map(|(x, y)| y * SMALL + x));
    }

    #[test]
    fn upright_is_what_is_surest_as_it_is() {
        let found = |scores, apart| Directions { scores, apart }.is_upright();
        assert!(found([0.92, 0.0, 0.87, 0.3], 0.1));
        assert!(!found([0.88, 0.0, 0.92, 0.3], 0.1), "upside down");
        assert!(!found([0.90, 0.89, 0.0, 0.0], 0.1), "nobody can say");
        assert!(!found([0.90, 0.0, 0.0, 0.0], 0.9), "the points are elsewhere");
        assert!(!found([0.0; 4], 0.0), "no face");
        assert_eq!(Directions { scores: [0.6, 0.1, 0.3, 0.9], apart: 0.1 }.best(), 3);
    }
}
