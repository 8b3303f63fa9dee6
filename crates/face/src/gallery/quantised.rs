//! An embedding in 128 bytes, and how far its cosines can be off.
//!
//! A face `x` of unit length is kept as whole numbers `q` of a step `s = max|xᵢ| / 127`, so that
//! `x = s·q + e` with `|eᵢ| ≤ s/2`, and the length of `e` is at most `s·√128/2`. A query `y` is kept as
//! `t·r + f` in 16 bits, whose step is 258 times finer. Then
//!
//! `x·y = s·t·(q·r) + e·y + s·q·f`, and by Cauchy and Schwarz `|e·y| ≤ s·√128/2` because `y` has
//! unit length, and `|s·q·f| ≤ (1 + s·√128/2)·t·√128/2`.
//!
//! `q·r` itself is exact: 128 products under 2²² fit into 32 bits.

use crate::Embedding;

/// √128 / 2: half a step in every number.
pub(super) const HALF_STEPS: f32 = 5.656_854_5;
/// Rounding of a few single-precision operations on values around 1, generously.
pub(super) const ROUNDING: f32 = 1e-5;
/// No number of a unit vector is above 1, so that no step is above 1/127.
pub(super) const ERROR: f32 = HALF_STEPS / 127.0 + (1.0 + HALF_STEPS / 127.0) * HALF_STEPS / 32_767.0 + ROUNDING;

/// A face, one byte a number.
#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub(super) struct Quantised(pub(super) [i8; Embedding::SIZE]);

impl Quantised {
    /// The face and its step.
    pub(super) fn of(embedding: &Embedding) -> (Self, f32) {
        let numbers = embedding.numbers();
        let step = largest(numbers) / 127.0;
        let mut face = [0_i8; Embedding::SIZE];
        for (small, number) in face.iter_mut().zip(numbers) {
            *small = (number / step).round().clamp(-127.0, 127.0) as i8;
        }
        (Self(face), step)
    }

    /// The product with 128 numbers.
    pub(super) fn times(&self, numbers: &[i16; Embedding::SIZE]) -> i32 {
        // Nothing can wrap (see above); said so, that several products are made at a time in every build.
        self.0
            .iter()
            .zip(numbers)
            .fold(0_i32, |sum, (q, r)| sum.wrapping_add(i32::from(i16::from(*q)).wrapping_mul(i32::from(*r))))
    }
}

/// What is looked for.
#[derive(Debug)]
pub(super) struct Query {
    pub(super) numbers: [i16; Embedding::SIZE],
    pub(super) step: f32,
}

impl Query {
    pub(super) fn of(embedding: &Embedding) -> Self {
        let step = largest(embedding.numbers()) / 32_767.0;
        let mut numbers = [0_i16; Embedding::SIZE];
        for (small, number) in numbers.iter_mut().zip(embedding.numbers()) {
            *small = (number / step).round().clamp(-32_767.0, 32_767.0) as i16;
        }
        Self { numbers, step }
    }

    /// The cosine is not above this, and not further under it than twice the error.
    pub(super) fn at_most(&self, face: &Quantised, step: f32) -> f32 {
        let product = face.times(&self.numbers);
        let of_face = step * HALF_STEPS;
        let of_query = (1.0 + of_face) * self.step * HALF_STEPS;
        product as f32 * (step * self.step) + of_face + of_query + ROUNDING
    }
}

/// The largest number, whatever its sign; never zero for what has unit length.
fn largest(numbers: &[f32; Embedding::SIZE]) -> f32 {
    numbers.iter().fold(f32::MIN_POSITIVE, |most, number| most.max(number.abs()))
}
