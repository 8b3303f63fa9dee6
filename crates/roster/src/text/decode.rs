use super::end::Unended;
use encoding_rs::{Decoder, DecoderResult, UTF_16BE, UTF_16LE};
use std::io::{self, BufRead, BufReader, Read};

/// A file's text in UTF-8 without its byte order mark and the end-of-file byte of DOS. What cannot be decoded from UTF-16
/// becomes a byte that is no UTF-8, so that one check finds both.
pub(super) fn decoded<'a>(file: impl Read + 'a) -> io::Result<Box<dyn Read + 'a>> {
    let mut reader = BufReader::with_capacity(64 * 1024, file);
    let start = reader.fill_buf()?;
    let (mark, encoding) = match start {
        [0xEF, 0xBB, 0xBF, ..] => (3, None),
        [0xFF, 0xFE, ..] => (2, Some(UTF_16LE)),
        [0xFE, 0xFF, ..] => (2, Some(UTF_16BE)),
        _ => (0, None),
    };
    reader.consume(mark);
    Ok(match encoding {
        None => Box::new(Unended::new(reader)),
        Some(encoding) => Box::new(Unended::new(BufReader::new(Utf16 {
            reader,
            decoder: encoding.new_decoder_without_bom_handling(),
            text: vec![0; 16 * 1024],
            range: 0..0,
            ended: false,
        }))),
    })
}

const NOT_UTF8: u8 = 0xFF;

struct Utf16<R> {
    reader: R,
    decoder: Decoder,
    text: Vec<u8>,
    /// The part of `text` that is decoded and not yet handed out.
    range: std::ops::Range<usize>,
    ended: bool,
}

impl<R: BufRead> Utf16<R> {
    fn refill(&mut self) -> io::Result<()> {
        let input = self.reader.fill_buf()?;
        let last = input.is_empty();
        // One byte is kept free for the mark of what could not be decoded.
        let room = self.text.len() - 1;
        let (result, read, mut written) =
            self.decoder.decode_to_utf8_without_replacement(input, &mut self.text[..room], last);
        self.reader.consume(read);
        match result {
            DecoderResult::Malformed(..) => {
                self.text[written] = NOT_UTF8;
                written += 1;
            }
            DecoderResult::InputEmpty => self.ended = last,
            DecoderResult::OutputFull => {}
        }
        self.range = 0..written;
        Ok(())
    }
}

impl<R: BufRead> Read for Utf16<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.range.is_empty() && !self.ended {
            self.refill()?;
        }
        let count = out.len().min(self.range.len());
        out[..count].copy_from_slice(&self.text[self.range.start..self.range.start + count]);
        self.range.start += count;
        Ok(count)
    }
}
