//! The sealed form of what a reader gives, itself a reader: a store takes it in as it comes.

use std::{
    io::{self, Read},
    mem,
    sync::{Arc, Mutex, PoisonError},
};

use adapters::BlobKey;

use super::{
    format::{CHUNK, SALT_LEN, TAG_LEN, header_of},
    sealer::{Sealer, Stored},
};
use crate::data_key::{DataKey, SealError};

/// How the sealing of a blob ended, for whoever waits for the store.
#[derive(Clone, Default)]
pub(crate) struct Outcome(Arc<Mutex<Option<io::Result<Stored>>>>);

impl Outcome {
    /// What was sealed, or how its source failed; `None` when the store has not asked for all of it.
    pub(crate) fn take(&self) -> Option<io::Result<Stored>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn tell(&self, outcome: io::Result<Stored>) {
        // The first fault is the one that says why.
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(outcome);
    }
}

/// Where the sealing stands.
enum State {
    /// The next chunk of plaintext: only what follows it tells whether it is the last.
    Sealing(Box<Sealer>, Vec<u8>),
    /// The last chunk was sealed.
    Done,
    /// The source failed, and what it gave before is no blob.
    Failed,
}

/// The sealed bytes of what `source` gives; two chunks are in memory.
pub(crate) struct SealedSource<R> {
    source: R,
    state: State,
    /// Sealed bytes, and how many of them were given.
    ready: Vec<u8>,
    given: usize,
    outcome: Outcome,
}

impl<R: Read> SealedSource<R> {
    /// Seals `source` for the place `key`; `salt` is fresh.
    pub(crate) fn new(
        key: &BlobKey,
        data_key: &DataKey,
        salt: &[u8; SALT_LEN],
        source: R,
    ) -> Result<(Self, Outcome), SealError> {
        Self::at(&key.storage_location(), data_key, salt, source)
    }

    /// As [`SealedSource::new`], for a place that is no blob's.
    pub(crate) fn at(
        location: &str,
        data_key: &DataKey,
        salt: &[u8; SALT_LEN],
        source: R,
    ) -> Result<(Self, Outcome), SealError> {
        // The first chunk is read when it is asked for: this may be an async thread. Until then it is an empty one,
        // and what follows it is the first.
        let state = State::Sealing(Box::new(Sealer::new(location, data_key, salt)?), Vec::new());
        let outcome = Outcome::default();
        let sealed = Self { source, state, ready: header_of(salt), given: 0, outcome: outcome.clone() };
        Ok((sealed, outcome))
    }

    /// Seals the next chunk into `ready`.
    fn advance(&mut self) -> io::Result<()> {
        match mem::replace(&mut self.state, State::Failed) {
            State::Failed => Err(io::Error::other("the source of the blob failed before")),
            State::Done => {
                self.state = State::Done;
                Ok(())
            }
            State::Sealing(sealer, chunk) => self.seal(sealer, chunk),
        }
    }

    fn seal(&mut self, mut sealer: Box<Sealer>, mut chunk: Vec<u8>) -> io::Result<()> {
        let mut spare = mem::take(&mut self.ready);
        self.given = 0;
        if chunk.is_empty() {
            self.fill(&mut chunk)?;
        }
        self.fill(&mut spare)?;
        if spare.is_empty() {
            let stored = sealer.last(&mut chunk).map_err(io::Error::other)?;
            self.outcome.tell(Ok(stored));
            self.state = State::Done;
        } else {
            sealer.next(&mut chunk).map_err(io::Error::other)?;
            self.state = State::Sealing(sealer, spare);
        }
        self.ready = chunk;
        Ok(())
    }

    /// Reads a chunk into `buffer`; a shorter one only at the end.
    fn fill(&mut self, buffer: &mut Vec<u8>) -> io::Result<()> {
        buffer.clear();
        buffer.reserve_exact(CHUNK + TAG_LEN);
        self.source.by_ref().take(CHUNK as u64).read_to_end(buffer).map(drop)
    }
}

impl<R: Read> Read for SealedSource<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.ready.len()
            && let Err(error) = self.advance()
        {
            let told = io::Error::new(error.kind(), error.to_string());
            self.outcome.tell(Err(error));
            return Err(told);
        }
        let rest = self.ready.get(self.given..).unwrap_or_default();
        let length = rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&rest[..length]);
        self.given += length;
        Ok(length)
    }
}
