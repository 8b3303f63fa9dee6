//! Whether a face stands upright on the pixels.
//!
//! The detector invents upright points on a face that lies on its side or head, so its points say
//! nothing about that. What it says of the face alone does: the face is cut out as its points have
//! it, laid beside itself in four directions, and looked at again. An upright one is found best as
//! it is, by 0.049 in its score and more among 198 press photographs; upside down, none is.
//!
//! Of a face that leans by up to 45° the points lean by a few degrees only. How much it leans is told by how sure the
//! detector is of the same cut leaning four ways more: of 60 press photographs within 11°, of pictures of them that were
//! tilted by 30° from 18° to 33°. Then the points are looked for anew where the face stands.

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
/// Degrees by which the cut is leant, counter-clockwise, to see how it stands best; as it is stands between them.
const LEANS: [f32; 4] = [-40.0, -20.0, 20.0, 40.0];
/// Under this roll of its points, and from this score on, a face is not looked at for leaning: as 497 of 783 press
/// photographs, and none of 4,690 pictures of them that were tilted by 20°, 30° and 45° either way.
const STRAIGHT: f32 = 4.0;
const CLEAR: f32 = 0.935;
/// The difference of scores by which one direction weighs e times as much as another.
const SOFTNESS: f32 = 0.03;
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
    /// By how many quarters the picture was turned for it.
    pub turn: usize,
    /// Everybody else who was found.
    pub others: Vec<FaceBox>,
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
        let cut = Cut::new(&view, &subject.points, TILE, ZOOM);
        let directions = Directions::of(detector, cut.as_ref())?;
        if directions.is_upright() && (turn == 0 || directions.scores[0] >= SURE) {
            let lean = if stands(&subject) { 0.0 } else { lean(detector, cut.as_ref(), directions.scores[0])? };
            let (face, apart) = if (subject.roll() + lean).abs() > TILTED {
                (FaceBox { points: turned(&subject.points, lean), ..subject }, f32::INFINITY)
            } else {
                (subject, directions.apart)
            };
            if let Some(face) = level(detector, &view, &face, apart)? {
                let count = crowd::competing(&subject, &faces, &view);
                let others = faces.into_iter().filter(|face| *face != subject).collect();
                return Ok(Sought::Upright(Upright { view, face, turn, others, count }));
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

/// Whether a face cannot lean: its points would lean a little, or the detector would be less sure of it.
fn stands(face: &FaceBox) -> bool {
    face.roll().abs() < STRAIGHT && face.score >= CLEAR
}

/// Degrees, clockwise, by which a face leans more than its points do: the mean of the directions in which its cut is
/// looked at, each weighed by how sure the detector is of it. As it is, that was `score`.
fn lean(detector: &Detector, cut: Option<&Cut>, score: f32) -> TractResult<f32> {
    let Some(cut) = cut else { return Ok(0.0) };
    let faces = detector.look_small(&cut.leaning())?;
    let score_of = |direction: usize| {
        let inside = faces.iter().filter(|face| direction_at(face.centre()) == direction);
        inside.map(|face| face.score).max_by(f32::total_cmp)
    };
    let leant = LEANS.iter().enumerate().filter_map(|(direction, lean)| Some((*lean, score_of(direction)?)));
    let scores: Vec<(f32, f32)> = leant.chain([(0.0, score)]).collect();
    Ok(-mean_direction(&scores))
}

/// The mean of directions by their scores.
fn mean_direction(scores: &[(f32, f32)]) -> f32 {
    let best = scores.iter().map(|(_, score)| *score).fold(f32::MIN, f32::max);
    let weighed = scores.iter().map(|(direction, score)| (direction, ((score - best) / SOFTNESS).exp()));
    let (sum, weights) =
        weighed.fold((0.0, 0.0), |(sum, all), (direction, weight)| (sum + direction * weight, all + weight));
    sum / weights
}

/// Points turned clockwise about their middle.
fn turned(points: &[Spot; 5], degrees: f32) -> [Spot; 5] {
    let middle = [0, 1].map(|axis| points.iter().map(|point| point[axis]).sum::<f32>() / 5.0);
    let (sin, cos) = degrees.to_radians().sin_cos();
    points.map(|[x, y]| {
        let (x, y) = (x - middle[0], y - middle[1]);
        [middle[0] + cos * x - sin * y, middle[1] + sin * x + cos * y]
    })
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
    fn of(detector: &Detector, cut: Option<&Cut>) -> TractResult<Directions> {
        let mut directions = Directions { scores: [0.0; 4], apart: f32::INFINITY };
        let Some(cut) = cut else { return Ok(directions) };
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

    /// The cut leant in each of [`LEANS`] about the middle of its face.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the cut"
    )]
    fn leaning(&self) -> Canvas {
        let turns = LEANS.map(|lean| lean.to_radians().sin_cos());
        let [middle_x, middle_y] = self.there.apply(MIDDLE);
        let nearest = |at: f32| (at.round().max(0.0) as usize).min(self.side - 1);
        Canvas::of_pixels(SMALL, |x, y| {
            let (sin, cos) = turns[x / TILE + 2 * (y / TILE)];
            let (x, y) = ((x % TILE) as f32 - middle_x, (y % TILE) as f32 - middle_y);
            let (from_x, from_y) = (middle_x + cos * x + sin * y, middle_y - sin * x + cos * y);
            self.pixels[nearest(from_y) * self.side + nearest(from_x)]
        })
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
    fn a_lean_is_the_mean_of_what_is_surest() {
        let upright = [(-40.0, 0.86), (-20.0, 0.92), (20.0, 0.91), (40.0, 0.84), (0.0, 0.93)];
        assert!(mean_direction(&upright).abs() < 5.0);
        let leaning = [(-40.0, 0.92), (-20.0, 0.93), (0.0, 0.89)];
        assert!((-30.0..-20.0).contains(&mean_direction(&leaning)));
        assert_eq!(mean_direction(&[(0.0, 0.9)]), 0.0);
    }

    #[test]
    fn a_face_stands_when_it_is_sure_and_its_points_are_level() {
        let face = |drop: f32, score: f32| FaceBox {
            x: 0.0,
            y: 0.0,
            width: 50.0,
            height: 65.0,
            points: [[10.0, 20.0], [40.0, 20.0 + drop], [25.0, 35.0], [15.0, 50.0], [35.0, 50.0]],
            score,
            levelled: false,
        };
        assert!(stands(&face(1.0, 0.94)));
        assert!(!stands(&face(1.0, 0.93)), "less sure");
        assert!(!stands(&face(3.0, 0.94)), "leans by 6°");
        assert!(!stands(&face(-3.0, 0.94)), "leans by 6° the other way");
    }

    #[test]
    fn points_turn_clockwise_about_their_middle() {
        let cross = [[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0], [0.0, 0.0]];
        let [right, ..] = turned(&cross, 90.0);
        assert!(right[0].abs() < 1e-6 && (right[1] - 1.0).abs() < 1e-6, "{right:?}");
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
