//! A query in seven bits a number, by which nearly all faces are told to be too far away.
//!
//! With `q`, `r`, `s`, `t` and `H = √128/2` as in `quantised`, a query's number is divided into
//! `r = 512·h + l` with `|h| ≤ 64` and `|l| ≤ 256`. Then `q·r = 512·(q·h) + q·l`, where by Cauchy and Schwarz
//! `|q·l| ≤ |q|·|l|`, and `|q| ≤ 1/s + H` because the face has unit length. What is handed out reaches
//! `q·r·s·t + s·H + (1 + s·H)·t·H + R ≥ c`; solved for `q·h` that is
//!
//! `q·h ≥ (((c − R)/t − H − |l|) · 1/s − (H/t + H² + H·|l|)) / 512`
//!
//! whose right side is one multiplication and one subtraction a face. A face that is under it cannot be
//! handed out; any other is compared with the whole query, so that nothing changes in what is found.
//! `q·h` is exact: no two products of it are above 2 · 255 · 64 < 2¹⁵, all of them stay under 2²⁴.

use super::{
    block::{ADDED, Block, FACES, ROWS, TOGETHER},
    quantised::{HALF_STEPS, Quantised, Query, ROUNDING},
};
use crate::Embedding;

/// Steps of the query in one of `h`.
const STEPS: i32 = 512;
/// How long an embedding may be, generously: `Embedding::from_bytes` lets 1.0005 pass.
const LENGTH: f64 = 1.001;

/// What is looked for, roughly.
#[derive(Debug)]
pub(super) struct Coarse {
    /// The numbers `h`, as they lie in a block.
    pub(super) rows: [[i8; TOGETHER]; ROWS],
    /// Where the sum of products begins, so that what is added to the numbers of a face falls out.
    pub(super) start: i32,
    factor: f32,
    less: f32,
}

impl Coarse {
    /// For faces whose cosine with `query` may reach `cosine`.
    pub(super) fn of(query: &Query, cosine: f32) -> Self {
        let (mut rows, mut rest, mut sum) = ([[0; TOGETHER]; ROWS], 0.0, 0);
        for (small, number) in rows.as_flattened_mut().iter_mut().zip(&query.numbers) {
            let number = i32::from(*number);
            let high = (number + STEPS / 2).div_euclid(STEPS);
            *small = high as i8;
            sum += high;
            rest += f64::from(number - STEPS * high).powi(2);
        }
        let (rest, half, step, steps) = (rest.sqrt(), f64::from(HALF_STEPS), f64::from(query.step), f64::from(STEPS));
        // The rounding twice: once as it is added, once for what single precision loses on the way.
        let reach = (f64::from(cosine) - 2.0 * f64::from(ROUNDING)) / step;
        Self {
            rows,
            start: -ADDED * sum,
            factor: ((reach - half - LENGTH * rest) / steps) as f32,
            less: ((half / step + half * half + half * rest) / steps) as f32,
        }
    }

    /// What the product is multiplied by, and what is taken away, to be compared with.
    pub(super) fn line(&self) -> (f32, f32) {
        (self.factor, self.less)
    }
}

/// The products of a query with faces, in plain code.
pub(super) fn products(faces: &[Quantised; FACES], query: &Coarse) -> [i32; FACES] {
    let mut numbers = [0; Embedding::SIZE];
    for (wide, number) in numbers.iter_mut().zip(query.rows.as_flattened()) {
        *wide = i16::from(*number);
    }
    faces.each_ref().map(|face| face.times(&numbers))
}

/// Of each query the faces of a block that may reach it, a bit each, in plain code. `inverse` is one by
/// the step of each face; where it is not a number, there is no face.
pub(super) fn reaching(block: &Block, inverse: &[f32; FACES], queries: &[Coarse], masks: &mut [u64]) {
    // One face after the other: without wide registers, the way that they lie in a block is the slower one.
    let faces = block.faces();
    for (query, mask) in queries.iter().zip(masks) {
        let products = products(&faces, query);
        let reaches = |(product, inverse): (&i32, &f32)| *product as f32 >= query.factor * inverse - query.less;
        // Mostly none does, which is told several faces at a time.
        let any = products.iter().zip(inverse).fold(false, |any, face| any | reaches(face));
        let bits = products.iter().zip(inverse).enumerate().map(|(at, face)| u64::from(reaches(face)) << at);
        *mask = if any { bits.fold(0, |mask, bit| mask | bit) } else { 0 };
    }
}
