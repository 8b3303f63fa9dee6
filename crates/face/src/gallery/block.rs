//! Sixty-four faces side by side, as the widest instructions want them.
//!
//! Four numbers of one face, then the same four of the next: a register that is filled from here holds
//! so many faces, each sum stays in its own lane, and nothing has to be added across lanes at the end.
//! The numbers are kept with 128 added (1 to 255), because the instructions that multiply bytes
//! (`vpdpbusd`, `vpmaddubsw`) take one side without a sign.

use super::quantised::Quantised;
use crate::Embedding;

/// Faces of a block: 8 KiB, so that two blocks and the queries fit into the nearest cache.
pub(super) const FACES: usize = 64;
/// Numbers of a face that lie together: a lane of 32 bits.
pub(super) const TOGETHER: usize = 4;
/// Rows of a block.
pub(super) const ROWS: usize = Embedding::SIZE / TOGETHER;
/// What is added to every number.
pub(super) const ADDED: i32 = 128;

/// A row: the same four numbers of every face.
pub(super) type Row = [u8; FACES * TOGETHER];

/// Up to 64 faces. Aligned to the lines of the cache, which no register then straddles.
#[derive(Debug)]
#[repr(C, align(64))]
pub(super) struct Block([Row; ROWS]);

impl Block {
    pub(super) const EMPTY: Block = Block([[0; FACES * TOGETHER]; ROWS]);

    pub(super) fn rows(&self) -> &[Row; ROWS] {
        &self.0
    }

    /// Writes a face over what was at this place.
    pub(super) fn put(&mut self, at: usize, face: &Quantised) {
        for (row, four) in self.0.iter_mut().zip(face.0.as_chunks::<TOGETHER>().0) {
            if let Some(place) = row.as_chunks_mut::<TOGETHER>().0.get_mut(at) {
                *place = four.map(|number| number.cast_unsigned() ^ 0x80);
            }
        }
    }

    /// The face at this place.
    pub(super) fn face(&self, at: usize) -> Quantised {
        let mut face = [0; Embedding::SIZE];
        for (row, four) in self.0.iter().zip(face.as_chunks_mut::<TOGETHER>().0) {
            if let Some(place) = row.as_chunks::<TOGETHER>().0.get(at) {
                *four = place.map(|number| (number ^ 0x80).cast_signed());
            }
        }
        Quantised(face)
    }

    /// All faces, one after the other.
    pub(super) fn faces(&self) -> [Quantised; FACES] {
        let mut faces = [Quantised([0; Embedding::SIZE]); FACES];
        for (at, row) in self.0.iter().enumerate() {
            for (face, place) in faces.iter_mut().zip(row.as_chunks::<TOGETHER>().0) {
                if let Some(four) = face.0.as_chunks_mut::<TOGETHER>().0.get_mut(at) {
                    *four = (u32::from_ne_bytes(*place) ^ 0x8080_8080).to_ne_bytes().map(u8::cast_signed);
                }
            }
        }
        faces
    }
}
