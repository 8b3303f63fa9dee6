//! Many enrolled faces, to be searched for one like another.
//!
//! Every face is compared: nothing is approximated away. Each number is kept as one byte, so that
//! 2,000,000 faces fit into 300 MB and a pass over them is a matter of memory bandwidth; what that
//! costs in precision is bounded (see [`Quantised`]), and everything that can reach the wanted
//! similarity within the bound is handed out, to be compared again with the exact embeddings.

mod quantised;
mod top;

use std::collections::HashSet;

use quantised::{Quantised, Query};
pub use top::Near;
use top::Top;

use crate::Embedding;

/// Faces of one piece of memory: growing copies nothing that is there.
const CHUNK: usize = 8192;
/// Faces that are compared with all queries before the next ones are fetched: 32 KiB, the nearest cache.
const BLOCK: usize = 256;

/// Faces by id.
#[derive(Debug, Default)]
pub struct Gallery {
    chunks: Vec<Chunk>,
}

#[derive(Debug)]
struct Chunk {
    faces: Vec<Quantised>,
    steps: Vec<f32>,
    ids: Vec<u128>,
}

impl Chunk {
    fn new() -> Self {
        let (faces, steps, ids) = (Vec::with_capacity(CHUNK), Vec::with_capacity(CHUNK), Vec::with_capacity(CHUNK));
        Self { faces, steps, ids }
    }
}

impl Gallery {
    /// Bytes of a face in memory.
    pub const BYTES: usize = size_of::<Quantised>() + size_of::<f32>() + size_of::<u128>();
    /// The most by which the estimate of a cosine can be off.
    pub const ERROR: f32 = quantised::ERROR;

    /// How many faces.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.ids.len()).sum()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// Adds a face. One that is there under the same id stays, too: see [`Gallery::remove`].
    pub fn add(&mut self, id: u128, embedding: &Embedding) {
        if self.chunks.last().is_none_or(|chunk| chunk.ids.len() == CHUNK) {
            self.chunks.push(Chunk::new());
        }
        let Some(chunk) = self.chunks.last_mut() else { return };
        let (face, step) = Quantised::of(embedding);
        chunk.faces.push(face);
        chunk.steps.push(step);
        chunk.ids.push(id);
    }

    /// Takes faces away, in one pass over all ids; tells how many.
    pub fn remove(&mut self, ids: &HashSet<u128>) -> usize {
        let mut removed = 0;
        for chunk in &mut self.chunks {
            for at in (0..chunk.ids.len()).rev() {
                if chunk.ids.get(at).is_some_and(|id| ids.contains(id)) {
                    chunk.faces.swap_remove(at);
                    chunk.steps.swap_remove(at);
                    chunk.ids.swap_remove(at);
                    removed += 1;
                }
            }
        }
        self.chunks.retain(|chunk| !chunk.ids.is_empty());
        removed
    }

    /// For each query the faces whose cosine may reach `cosine`, the likeliest first, at most `most`;
    /// every face that does reach it is among them, unless there are more than `most`. One thread,
    /// one pass over the memory for all queries.
    #[must_use]
    pub fn search(&self, queries: &[Embedding], cosine: f32, most: usize) -> Vec<Vec<Near>> {
        let queries: Vec<Query> = queries.iter().map(Query::of).collect();
        let mut found: Vec<Top> = queries.iter().map(|_| Top::new(most)).collect();
        for chunk in &self.chunks {
            let blocks = chunk.faces.chunks(BLOCK).zip(chunk.steps.chunks(BLOCK)).zip(chunk.ids.chunks(BLOCK));
            for ((faces, steps), ids) in blocks {
                for (query, top) in queries.iter().zip(&mut found) {
                    for ((face, step), id) in faces.iter().zip(steps).zip(ids) {
                        let at_most = query.at_most(face, *step);
                        if at_most >= cosine {
                            top.offer(Near { id: *id, at_most });
                        }
                    }
                }
            }
        }
        found.into_iter().map(Top::into_sorted).collect()
    }
}

#[cfg(test)]
mod tests;
