//! Which instructions of the processor a search uses: asked when the program runs.

#[cfg(target_arch = "x86_64")]
use super::x86::{Avx2, Avx512};
use super::{
    block::{Block, FACES},
    coarse::{self, Coarse},
};

/// What faces are compared with. Everything gives the same result.
#[derive(Clone, Copy, Debug)]
pub struct Instructions(Kind);

#[derive(Clone, Copy, Debug)]
enum Kind {
    Plain,
    #[cfg(target_arch = "x86_64")]
    Avx2(Avx2),
    #[cfg(target_arch = "x86_64")]
    Avx512(Avx512),
}

impl Instructions {
    /// Code that every processor runs, with what the compiler makes of it.
    pub const PLAIN: Instructions = Instructions(Kind::Plain);

    /// What this processor has, the fastest first; the last is plain.
    #[must_use]
    pub fn here() -> Vec<Instructions> {
        #[cfg(target_arch = "x86_64")]
        let wide = [Avx512::here().map(Kind::Avx512), Avx2::here().map(Kind::Avx2)];
        #[cfg(not(target_arch = "x86_64"))]
        let wide = [None];
        wide.into_iter().flatten().chain([Kind::Plain]).map(Instructions).collect()
    }

    /// The fastest that this processor has.
    #[must_use]
    pub fn fastest() -> Instructions {
        Self::here().first().copied().unwrap_or(Self::PLAIN)
    }

    /// What they are called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Plain => "plain",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2(_) => "AVX2",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512(_) => "AVX-512 VNNI",
        }
    }

    /// As [`coarse::reaching`]; `next` is fetched from memory meanwhile, where that can be asked for.
    pub(super) fn reaching(
        self,
        block: &Block,
        inverse: &[f32; FACES],
        queries: &[Coarse],
        next: Option<&Block>,
        masks: &mut [u64],
    ) {
        #[cfg(not(target_arch = "x86_64"))]
        let _ = next;
        match self.0 {
            Kind::Plain => coarse::reaching(block, inverse, queries, masks),
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2(avx2) => avx2.reaching(block, inverse, queries, next, masks),
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512(avx512) => avx512.reaching(block, inverse, queries, next, masks),
        }
    }

    /// The products of four queries with all faces of a block.
    #[cfg(test)]
    pub(super) fn products(self, block: &Block, queries: &[Coarse; 4]) -> [[i32; FACES]; 4] {
        match self.0 {
            Kind::Plain => queries.each_ref().map(|query| coarse::products(&block.faces(), query)),
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2(avx2) => avx2.products(block, queries),
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512(avx512) => avx512.products(block, queries),
        }
    }
}
