//! What a sealed stream holds, itself a reader: nothing is given that was not verified.

use std::io::{self, Read};

use super::{
    format::HEADER_LEN,
    opener::{Opener, Wanted},
};
use crate::data_key::DataKey;

/// The plaintext of a sealed stream; one chunk is in memory.
pub(crate) struct OpenedSource {
    location: String,
    data_key: DataKey,
    wanted: Option<Wanted>,
    opener: Option<Opener>,
    sealed: Box<dyn Read + Send>,
    ready: Vec<u8>,
    given: usize,
}

impl OpenedSource {
    /// Opens a stream of `size` bytes of plaintext that was sealed for `location`.
    pub(crate) fn new(location: &str, data_key: DataKey, size: u64, sealed: Box<dyn Read + Send>) -> Self {
        let wanted = Some(Wanted::whole(size));
        Self { location: location.to_owned(), data_key, wanted, opener: None, sealed, ready: Vec::new(), given: 0 }
    }

    /// Opens the next chunk into `ready`; false after the last.
    fn advance(&mut self) -> io::Result<bool> {
        if let Some(wanted) = self.wanted.take() {
            let mut header = [0; HEADER_LEN];
            self.sealed.read_exact(&mut header)?;
            let opener = Opener::new(&self.location, &self.data_key, &header, wanted).map_err(io::Error::other)?;
            self.opener = Some(opener);
        }
        let broken = || io::Error::other("an earlier piece did not open");
        // Away while a chunk is opened, and for good when that fails.
        let mut opener = self.opener.take().ok_or_else(broken)?;
        let Some(length) = opener.next_len() else {
            self.opener = Some(opener);
            return Ok(false);
        };
        self.ready.clear();
        self.given = 0;
        self.sealed.by_ref().take(length as u64).read_to_end(&mut self.ready)?;
        opener.open(&mut self.ready).map_err(io::Error::other)?;
        self.opener = Some(opener);
        Ok(true)
    }
}

impl Read for OpenedSource {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() {
            if !self.advance()? {
                return Ok(0);
            }
        }
        let rest = self.ready.get(self.given..).unwrap_or_default();
        let length = rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&rest[..length]);
        self.given += length;
        Ok(length)
    }
}
