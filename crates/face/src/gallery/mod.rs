//! Many enrolled faces, to be searched for one like another.
//!
//! Every face is compared: nothing is approximated away. Each number is kept as one byte, so that
//! 2,000,000 faces fit into 300 MB and a pass over them is a matter of memory bandwidth; what that
//! costs in precision is bounded (see [`Quantised`]), and everything that can reach the wanted
//! similarity within the bound is handed out, to be compared again with the exact embeddings.
//!
//! The faces lie in blocks of 64 (`block`). A block is read once for all searches of a set, with the widest
//! instructions that the processor has (`x86`, chosen by `instructions`), and first with seven bits of each
//! query: what cannot reach the similarity by them (`coarse` says why not) is not looked at further.

#[cfg_attr(not(target_arch = "x86_64"), allow(dead_code, reason = "what only wide instructions want"))]
mod block;
#[cfg_attr(not(target_arch = "x86_64"), allow(dead_code, reason = "what only wide instructions want"))]
mod coarse;
mod instructions;
mod quantised;
mod top;
#[cfg(target_arch = "x86_64")]
mod x86;

use std::collections::HashSet;

use block::{Block, FACES};
use coarse::Coarse;
pub use instructions::Instructions;
use quantised::{Quantised, Query};
pub use top::Near;
use top::Top;

use crate::Embedding;

/// Faces of one piece of memory: growing copies nothing that is there.
const CHUNK: usize = 8192;

/// Faces by id.
#[derive(Debug, Default)]
pub struct Gallery {
    chunks: Vec<Chunk>,
}

#[derive(Debug)]
struct Chunk {
    blocks: Vec<Block>,
    steps: Vec<f32>,
    ids: Vec<u128>,
}

impl Chunk {
    fn new() -> Self {
        let blocks = Vec::with_capacity(CHUNK / FACES);
        Self { blocks, steps: Vec::with_capacity(CHUNK), ids: Vec::with_capacity(CHUNK) }
    }

    fn push(&mut self, id: u128, (face, step): (Quantised, f32)) {
        let at = self.ids.len() % FACES;
        if at == 0 {
            self.blocks.push(Block::EMPTY);
        }
        if let Some(block) = self.blocks.last_mut() {
            block.put(at, &face);
        }
        self.steps.push(step);
        self.ids.push(id);
    }

    /// Takes a face away; the last one comes into its place.
    fn swap_remove(&mut self, at: usize) {
        let last = self.ids.len() - 1;
        let face = self.blocks.get(last / FACES).map(|block| block.face(last % FACES));
        if let Some((face, block)) = face.zip(self.blocks.get_mut(at / FACES)) {
            block.put(at % FACES, &face);
        }
        self.steps.swap_remove(at);
        self.ids.swap_remove(at);
        self.blocks.truncate(last.div_ceil(FACES));
    }
}

impl Gallery {
    /// Bytes of a face in memory.
    pub const BYTES: usize = size_of::<Block>() / FACES + size_of::<f32>() + size_of::<u128>();
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
        chunk.push(id, Quantised::of(embedding));
    }

    /// Takes faces away, in one pass over all ids; tells how many.
    pub fn remove(&mut self, ids: &HashSet<u128>) -> usize {
        let mut removed = 0;
        for chunk in &mut self.chunks {
            for at in (0..chunk.ids.len()).rev() {
                if chunk.ids.get(at).is_some_and(|id| ids.contains(id)) {
                    chunk.swap_remove(at);
                    removed += 1;
                }
            }
        }
        self.chunks.retain(|chunk| !chunk.ids.is_empty());
        removed
    }

    /// For each query the faces whose cosine may reach `cosine`, the likeliest first, at most `most`;
    /// every face that does reach it is among them, unless there are more than `most`. One thread,
    /// one pass over the memory for all queries, with the fastest instructions that there are.
    #[must_use]
    pub fn search(&self, queries: &[Embedding], cosine: f32, most: usize) -> Vec<Vec<Near>> {
        self.search_with(Instructions::fastest(), queries, cosine, most)
    }

    /// As [`Gallery::search`], with these instructions.
    #[must_use]
    pub fn search_with(
        &self,
        instructions: Instructions,
        queries: &[Embedding],
        cosine: f32,
        most: usize,
    ) -> Vec<Vec<Near>> {
        let queries: Vec<Query> = queries.iter().map(Query::of).collect();
        let coarse: Vec<Coarse> = queries.iter().map(|query| Coarse::of(query, cosine)).collect();
        let mut found: Vec<Top> = queries.iter().map(|_| Top::new(most)).collect();
        let mut masks = vec![0; queries.len()];
        for chunk in &self.chunks {
            let parts = chunk.steps.chunks(FACES).zip(chunk.ids.chunks(FACES));
            for (at, (block, (steps, ids))) in chunk.blocks.iter().zip(parts).enumerate() {
                instructions.reaching(block, &inverse(steps), &coarse, chunk.blocks.get(at + 1), &mut masks);
                for ((query, top), mask) in queries.iter().zip(&mut found).zip(&masks) {
                    for at in places(*mask) {
                        let Some((step, id)) = steps.get(at).zip(ids.get(at)) else { continue };
                        let at_most = query.at_most(&block.face(at), *step);
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

/// One by each step; no number where there is no face.
fn inverse(steps: &[f32]) -> [f32; FACES] {
    let mut inverse = [f32::NAN; FACES];
    for (inverse, step) in inverse.iter_mut().zip(steps) {
        *inverse = 1.0 / step;
    }
    inverse
}

/// Which bits are set, from the lowest on.
fn places(mask: u64) -> impl Iterator<Item = usize> {
    let rest = std::iter::successors(Some(mask), |mask| Some(mask & mask.wrapping_sub(1)));
    rest.take_while(|mask| *mask != 0).map(|mask| mask.trailing_zeros() as usize)
}

#[cfg(test)]
mod tests;
