//! What the tests share: files on a disk and rows in a list.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(dead_code)]

use roster::{BadCell, Limits, RosterError, RosterFile, RosterRow, Tally};
use std::io::Write;
use std::ops::ControlFlow;

pub(crate) const HEADER: &str =
    "Roll No,Name,Father Name,DOB,Gender,Centre Code,Centre Name,Slot,Slot Start,Slot End,OMR No,Photo";
pub(crate) const ROW: &str =
    "R-1,Asha,Ram,2004-02-29,F,C01,City School,Morning,2026-03-02 09:00,2026-03-02 12:00,OMR1,1.jpg";

pub(crate) fn on_disk(bytes: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    file
}

pub(crate) fn open(bytes: &[u8]) -> Result<RosterFile, RosterError> {
    roster::open(on_disk(bytes).path(), &Limits::default())
}

pub(crate) struct Read {
    pub rows: Vec<RosterRow>,
    pub bad: Vec<BadCell>,
    pub tally: Tally,
}

pub(crate) fn rows_of(file: &mut RosterFile) -> Result<Read, RosterError> {
    let (mut rows, mut bad) = (Vec::new(), Vec::new());
    let tally = file.rows(|row| {
        match row {
            Ok(row) => rows.push(row),
            Err(row) => bad.extend(row.cells),
        }
        ControlFlow::Continue(())
    })?;
    Ok(Read { rows, bad, tally })
}

pub(crate) fn read(bytes: &[u8]) -> Read {
    rows_of(&mut open(bytes).unwrap()).unwrap()
}

/// Row and column of every problem.
pub(crate) fn places(read: &Read) -> Vec<(u64, &str)> {
    read.bad.iter().map(|cell| (cell.row, cell.column.as_str())).collect()
}

/// A fixed sequence of numbers (xorshift64*).
pub(crate) struct Dice(pub u64);

impl Dice {
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % most.max(1)
    }

    /// Changes, removes, repeats and cuts bytes.
    pub(crate) fn mutate(&mut self, bytes: &mut Vec<u8>) {
        const NASTY: &[u8] = b"\0\xFF\"\r\n,;\t=<>&/PK\x7F\x80";
        for _ in 0..=self.below(8) {
            let at = self.below(bytes.len());
            match self.below(7) {
                0 => bytes.truncate(at),
                1 if !bytes.is_empty() => bytes[at] = NASTY[self.below(NASTY.len())],
                2 if !bytes.is_empty() => bytes[at] = self.below(256) as u8,
                3 if !bytes.is_empty() => bytes[at] ^= 1 << self.below(8),
                4 => bytes.insert(at, NASTY[self.below(NASTY.len())]),
                5 => drop(bytes.drain(at..(at + self.below(20)).min(bytes.len()))),
                _ => {
                    let part = bytes[at..(at + self.below(64)).min(bytes.len())].to_vec();
                    let to = self.below(bytes.len());
                    bytes.splice(to..to, part);
                }
            }
        }
    }
}
