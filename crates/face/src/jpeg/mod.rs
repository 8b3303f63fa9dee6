//! Whether a JPEG gives all of its picture.
//!
//! The decoder fills what is missing with grey and says nothing, whatever marker ends the file. So
//! the entropy-coded data is walked here, without making pixels of it: every scan must give all
//! its blocks (ITU-T T.81, annexes E to G), and all scans together every coefficient. Of the
//! container nothing is asked that the decoder behind does not ask: stray bytes between segments
//! and a missing end marker are passed over.

mod bits;
mod frame;
mod huffman;
mod scan;

use bits::next_marker;
use frame::Frame;
use huffman::Table;
use scan::Scan;

/// More scans than the decoder reads; a picture has about ten.
const MOST_SCANS: usize = 100;

/// What is known when a scan begins.
#[derive(Default)]
struct Walk {
    frame: Option<Frame>,
    direct: [Option<Table>; 4],
    alternating: [Option<Table>; 4],
    restart_interval: u32,
}

/// Whether blocks of the picture are missing. What is no JPEG of a kind that is walked here
/// (sequential or progressive, Huffman-coded) is left to the decoder, which refuses it.
pub(crate) fn is_cut(bytes: &[u8]) -> bool {
    let mut walk = Walk::default();
    let mut at = 2;
    for _ in 0..MOST_SCANS {
        match walk.seek_scan(bytes, &mut at) {
            Step::Scan(header) => {
                let Some(scan) = walk.scan_of(header) else { return false };
                match walk.walk(&scan, bytes.get(at..).unwrap_or_default()) {
                    Some(length) => at += length,
                    None => return true,
                }
            }
            Step::End => return walk.frame.is_some_and(|frame| !frame.is_full()),
            Step::Foreign => return false,
        }
    }
    false
}

/// Bytes that a picture takes which comes in several scans, each finer, beside its pixels: all of its coefficients, two
/// bytes each. None of another picture, which is decoded row by row.
pub(crate) fn progressive_bytes(bytes: &[u8]) -> u64 {
    let mut at = 2;
    while let Some(marker) = next_marker(bytes, &mut at) {
        let Some(segment) = (match marker {
            0x01 | 0xD0..=0xD8 => continue,
            0xD9 | 0xDA => None,
            _ => body(bytes, at),
        }) else {
            return 0;
        };
        if marker == 0xC2 {
            return Frame::read(false, segment).map_or(0, |frame| frame.coefficients() * 2);
        }
        at += segment.len() + 2;
    }
    0
}

/// What the segments lead to.
enum Step<'a> {
    /// The header of a scan; its data follows.
    Scan(&'a [u8]),
    /// The end marker, or the end of the file.
    End,
    /// Something that is not walked here.
    Foreign,
}

impl Walk {
    /// Reads segments up to the next scan.
    fn seek_scan<'a>(&mut self, bytes: &'a [u8], at: &mut usize) -> Step<'a> {
        while let Some(marker) = next_marker(bytes, at) {
            if marker == 0xD9 {
                return Step::End;
            }
            if matches!(marker, 0x01 | 0xD0..=0xD8) {
                continue; // these have no length
            }
            let Some(body) = body(bytes, *at) else { return Step::End };
            *at += body.len() + 2;
            let understood = match marker {
                0xC0..=0xC2 => self.begin_frame(marker == 0xC2, body),
                0xC4 => self.tables(body),
                0xC3..=0xCF => None,
                0xDD => body.first_chunk().map(|two| self.restart_interval = u16::from_be_bytes(*two).into()),
                0xDA => return Step::Scan(body),
                _ => Some(()),
            };
            if understood.is_none() {
                return Step::Foreign;
            }
        }
        Step::End
    }

    fn begin_frame(&mut self, progressive: bool, body: &[u8]) -> Option<()> {
        self.frame = Some(Frame::read(progressive, body)?);
        Some(())
    }

    fn tables(&mut self, mut body: &[u8]) -> Option<()> {
        while let Some((&place, rest)) = body.split_first() {
            let (table, rest) = Table::read(rest)?;
            let tables = if place >> 4 == 0 { &mut self.direct } else { &mut self.alternating };
            *tables.get_mut(usize::from(place & 15))? = Some(table);
            body = rest;
        }
        Some(())
    }

    /// A scan, when frame and tables for it came before.
    fn scan_of(&self, header: &[u8]) -> Option<Scan> {
        let scan = Scan::read(header, self.frame.as_ref()?)?;
        scan.has_tables(&self.direct, &self.alternating).then_some(scan)
    }

    /// Walks one scan and gives the length of its data; `None` when blocks are missing in it.
    fn walk(&mut self, scan: &Scan, data: &[u8]) -> Option<usize> {
        let frame = self.frame.as_mut()?;
        scan.walk(frame, [&self.direct, &self.alternating], self.restart_interval, data)
    }
}

/// What a segment holds, without its length.
fn body(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let length = u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?);
    bytes.get(at + 2..at + usize::from(length))
}
