use std::io::{self, BufRead, Read};

/// By which DOS programs (dBase, FoxPro) say that a text is over; some fill a block with it.
const END_OF_FILE: u8 = 0x1A;

/// A text without the end-of-file bytes at its very end. Anywhere else such a byte stays what it is.
pub(super) struct Unended<R> {
    input: R,
    /// End-of-file bytes that were read, while nobody knows yet whether anything follows.
    held: usize,
}

impl<R: BufRead> Unended<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, held: 0 }
    }
}

impl<R: BufRead> Read for Unended<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let text = self.input.fill_buf()?;
            let ends = text.iter().take_while(|byte| **byte == END_OF_FILE).count();
            if text.is_empty() {
                return Ok(0);
            }
            if ends > 0 {
                self.held += ends;
                self.input.consume(ends);
                continue;
            }
            if self.held > 0 {
                let count = self.held.min(out.len());
                out[..count].fill(END_OF_FILE);
                self.held -= count;
                return Ok(count);
            }
            let plain = text.iter().position(|byte| *byte == END_OF_FILE).unwrap_or(text.len());
            let count = plain.min(out.len());
            out[..count].copy_from_slice(&text[..count]);
            self.input.consume(count);
            return Ok(count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    #[test]
    fn only_the_very_end_is_dropped() {
        for (text, left) in [
            ("a,b\n\u{1A}", "a,b\n"),
            ("a\u{1A}\u{1A}\u{1A}", "a"),
            ("\u{1A}", ""),
            ("a\u{1A}\u{1A}b\u{1A}", "a\u{1A}\u{1A}b"),
            ("a\n\u{1A}\n", "a\n\u{1A}\n"),
            ("", ""),
        ] {
            for room in 1..8 {
                let mut read = String::new();
                let input = BufReader::with_capacity(room, text.as_bytes());
                Unended::new(input).read_to_string(&mut read).unwrap();
                assert_eq!(read, left, "{text:?} by {room}");
            }
        }
    }
}
