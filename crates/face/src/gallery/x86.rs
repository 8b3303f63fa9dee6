//! The products of a block with the wide instructions of x86-64: the only unsafe code of the crate.
//!
//! Four queries at a time stay in registers with their sums while the faces of a block go by. Nothing
//! fitting is kept up elsewhere: `simsimd` and its like multiply one vector with one other, both of the
//! same width, and add across lanes each time.

#![allow(unsafe_code, reason = "loads into registers, and calls that need what the processor was asked for")]

use std::arch::x86_64::*;

use super::{
    block::{Block, FACES, ROWS, Row},
    coarse::Coarse,
};

/// Queries that are compared at a time.
const QUERIES: usize = 4;
/// Bytes that the processor fetches at once.
const LINE: usize = 64;

/// That this processor multiplies bytes 64 at a time: AVX-512 with VNNI.
#[derive(Clone, Copy, Debug)]
pub(super) struct Avx512(());

/// That this processor multiplies bytes 32 at a time: AVX2.
#[derive(Clone, Copy, Debug)]
pub(super) struct Avx2(());

impl Avx512 {
    pub(super) fn here() -> Option<Self> {
        (is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni")).then_some(Self(()))
    }

    /// As `coarse::reaching`. `next` is fetched from memory meanwhile.
    pub(super) fn reaching(
        self,
        block: &Block,
        inverse: &[f32; FACES],
        queries: &[Coarse],
        next: Option<&Block>,
        masks: &mut [u64],
    ) {
        // SAFETY: a value of this type is only made where the processor has these instructions.
        unsafe { reaching_512(block, inverse, queries, next, masks) }
    }

    #[cfg(test)]
    pub(super) fn products(self, block: &Block, queries: &[Coarse; QUERIES]) -> [[i32; FACES]; QUERIES] {
        // SAFETY: a value of this type is only made where the processor has these instructions.
        let sums = unsafe { products_512(block, queries, &[]) };
        // SAFETY: registers of 16 whole numbers, four a query, are 64 whole numbers a query.
        unsafe { std::mem::transmute(sums) }
    }
}

impl Avx2 {
    pub(super) fn here() -> Option<Self> {
        is_x86_feature_detected!("avx2").then_some(Self(()))
    }

    /// As `coarse::reaching`. `next` is fetched from memory meanwhile.
    pub(super) fn reaching(
        self,
        block: &Block,
        inverse: &[f32; FACES],
        queries: &[Coarse],
        next: Option<&Block>,
        masks: &mut [u64],
    ) {
        // SAFETY: a value of this type is only made where the processor has these instructions.
        unsafe { reaching_256(block, inverse, queries, next, masks) }
    }

    #[cfg(test)]
    pub(super) fn products(self, block: &Block, queries: &[Coarse; QUERIES]) -> [[i32; FACES]; QUERIES] {
        let mut products = [[0; FACES]; QUERIES];
        for quarter in 0..4 {
            // SAFETY: a value of this type is only made where the processor has these instructions.
            let sums = unsafe { products_256(block, quarter, queries, &[]) };
            // SAFETY: two registers of 8 whole numbers are 16 of them.
            let sums: [[i32; 16]; QUERIES] = unsafe { std::mem::transmute(sums) };
            for (all, some) in products.iter_mut().zip(sums) {
                all[16 * quarter..][..16].copy_from_slice(&some);
            }
        }
        products
    }
}

/// Which rows of the next block are fetched while each of so many parts of the work is done.
fn shares(next: Option<&Block>, parts: usize) -> impl Iterator<Item = &[Row]> {
    let rows = next.map_or(&[][..], |block| &block.rows()[..]);
    rows.chunks(ROWS.div_ceil(parts.max(1))).chain(std::iter::repeat(&[][..]))
}

fn fetch(row: Option<&Row>) {
    for line in row.iter().flat_map(|row| row.as_chunks::<LINE>().0) {
        // SAFETY: a hint that reads nothing, to an address that is there.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(line.as_ptr().cast()) }
    }
}

#[target_feature(enable = "avx512f,avx512vnni")]
fn reaching_512(block: &Block, inverse: &[f32; FACES], queries: &[Coarse], next: Option<&Block>, masks: &mut [u64]) {
    let (fours, rest) = queries.as_chunks::<QUERIES>();
    let mut shares = shares(next, fours.len() + rest.len());
    let (masks, masks_rest) = masks.as_chunks_mut::<QUERIES>();
    for ((four, masks), share) in fours.iter().zip(masks).zip(&mut shares) {
        *masks = marked_512(&products_512(block, four, share), inverse, four);
    }
    for ((one, mask), share) in rest.as_chunks::<1>().0.iter().zip(masks_rest.as_chunks_mut::<1>().0).zip(shares) {
        *mask = marked_512(&products_512(block, one, share), inverse, one);
    }
}

#[inline]
#[target_feature(enable = "avx512f,avx512vnni")]
fn products_512<const Q: usize>(block: &Block, queries: &[Coarse; Q], ahead: &[Row]) -> [[__m512i; 4]; Q] {
    let mut sums = [[_mm512_setzero_si512(); 4]; Q];
    for (sums, query) in sums.iter_mut().zip(queries) {
        *sums = [_mm512_set1_epi32(query.start); 4];
    }
    for (at, row) in block.rows().iter().enumerate() {
        fetch(ahead.get(at));
        let mut faces = [_mm512_setzero_si512(); 4];
        for (register, bytes) in faces.iter_mut().zip(row.as_chunks::<64>().0) {
            // SAFETY: 64 bytes that are there, at any address.
            *register = unsafe { _mm512_loadu_si512(bytes.as_ptr().cast()) };
        }
        for (sums, query) in sums.iter_mut().zip(queries) {
            let numbers = _mm512_set1_epi32(i32::from_le_bytes(query.rows[at].map(i8::cast_unsigned)));
            for (sum, face) in sums.iter_mut().zip(faces) {
                *sum = _mm512_dpbusd_epi32(*sum, face, numbers);
            }
        }
    }
    sums
}

#[inline]
#[target_feature(enable = "avx512f,avx512vnni")]
fn marked_512<const Q: usize>(products: &[[__m512i; 4]; Q], inverse: &[f32; FACES], queries: &[Coarse; Q]) -> [u64; Q] {
    let mut marked = [0; Q];
    for ((mask, products), query) in marked.iter_mut().zip(products).zip(queries) {
        let (factor, less) = query.line();
        let (factor, less) = (_mm512_set1_ps(factor), _mm512_set1_ps(less));
        for (at, (product, inverse)) in products.iter().zip(inverse.as_chunks::<16>().0).enumerate() {
            // SAFETY: 16 numbers that are there, at any address.
            let inverse = unsafe { _mm512_loadu_ps(inverse.as_ptr()) };
            let line = _mm512_fmsub_ps(factor, inverse, less);
            let some = _mm512_cmp_ps_mask::<_CMP_GE_OQ>(_mm512_cvtepi32_ps(*product), line);
            *mask |= u64::from(some) << (16 * at);
        }
    }
    marked
}

#[target_feature(enable = "avx2")]
fn reaching_256(block: &Block, inverse: &[f32; FACES], queries: &[Coarse], next: Option<&Block>, masks: &mut [u64]) {
    let (fours, rest) = queries.as_chunks::<QUERIES>();
    let mut shares = shares(next, 4 * (fours.len() + rest.len()));
    masks.fill(0);
    let (masks, masks_rest) = masks.as_chunks_mut::<QUERIES>();
    for (four, masks) in fours.iter().zip(masks) {
        for (quarter, share) in (0..4).zip(&mut shares) {
            mark_256(quarter, &products_256(block, quarter, four, share), inverse, four, masks);
        }
    }
    for (one, mask) in rest.as_chunks::<1>().0.iter().zip(masks_rest.as_chunks_mut::<1>().0) {
        for (quarter, share) in (0..4).zip(&mut shares) {
            mark_256(quarter, &products_256(block, quarter, one, share), inverse, one, mask);
        }
    }
}

/// Those of 16 faces: more sums at a time than there are registers would go through memory.
#[inline]
#[target_feature(enable = "avx2")]
fn products_256<const Q: usize>(
    block: &Block,
    quarter: usize,
    queries: &[Coarse; Q],
    ahead: &[Row],
) -> [[__m256i; 2]; Q] {
    let ones = _mm256_set1_epi16(1);
    let mut sums = [[_mm256_setzero_si256(); 2]; Q];
    for (sums, query) in sums.iter_mut().zip(queries) {
        *sums = [_mm256_set1_epi32(query.start); 2];
    }
    for (at, row) in block.rows().iter().enumerate() {
        fetch(ahead.get(at));
        let mut faces = [_mm256_setzero_si256(); 2];
        for (register, bytes) in faces.iter_mut().zip(row.as_chunks::<64>().0[quarter].as_chunks::<32>().0) {
            // SAFETY: 32 bytes that are there, at any address.
            *register = unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) };
        }
        for (sums, query) in sums.iter_mut().zip(queries) {
            let numbers = _mm256_set1_epi32(i32::from_le_bytes(query.rows[at].map(i8::cast_unsigned)));
            for (sum, face) in sums.iter_mut().zip(faces) {
                // Pairs of products fit into 16 bits (see `coarse`), so that nothing is cut off here.
                let pairs = _mm256_maddubs_epi16(face, numbers);
                *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(pairs, ones));
            }
        }
    }
    sums
}

#[inline]
#[target_feature(enable = "avx2")]
fn mark_256<const Q: usize>(
    quarter: usize,
    products: &[[__m256i; 2]; Q],
    inverse: &[f32; FACES],
    queries: &[Coarse; Q],
    masks: &mut [u64; Q],
) {
    let inverse = inverse.as_chunks::<16>().0[quarter].as_chunks::<8>().0;
    for ((mask, products), query) in masks.iter_mut().zip(products).zip(queries) {
        let (factor, less) = query.line();
        let (factor, less) = (_mm256_set1_ps(factor), _mm256_set1_ps(less));
        for (at, (product, inverse)) in products.iter().zip(inverse).enumerate() {
            // SAFETY: 8 numbers that are there, at any address.
            let inverse = unsafe { _mm256_loadu_ps(inverse.as_ptr()) };
            let line = _mm256_sub_ps(_mm256_mul_ps(factor, inverse), less);
            let some = _mm256_cmp_ps::<_CMP_GE_OQ>(_mm256_cvtepi32_ps(*product), line);
            *mask |= u64::from(_mm256_movemask_ps(some).cast_unsigned()) << (16 * quarter + 8 * at);
        }
    }
}
