//! What goes to a process that looks, and comes back: lengths in four bytes, the lowest first, and bytes.

use std::io::{Error, ErrorKind, Read, Result, Write};

use crate::{
    grey::Grey,
    symbol::{Format, Seen, Symbol},
};

/// Bytes of a text, and symbols of an answer; more is no answer.
const LONGEST: u32 = 64 * 1024;
const MOST: u32 = 1024;

/// Writes a picture, and what is sought in it.
pub(crate) fn ask(to: &mut impl Write, picture: &Grey, wanted: &str) -> Result<()> {
    put(to, wanted.as_bytes())?;
    to.write_all(&picture.width.to_le_bytes())?;
    put(to, &picture.luma)
}

/// Reads a picture, and what is sought in it.
pub(crate) fn asked(from: &mut impl Read) -> Result<(Grey, String)> {
    let wanted = text(from)?;
    let width = number(from)?;
    let mut luma = vec![0; number(from)? as usize];
    from.read_exact(&mut luma)?;
    let height = (luma.len() as u32).checked_div(width).ok_or_else(wrong)?;
    Ok((Grey::new(luma, width, height).ok_or_else(wrong)?, wanted))
}

/// Writes what was seen.
pub(crate) fn answer(to: &mut impl Write, seen: &Seen) -> Result<()> {
    to.write_all(&[u8::from(seen.unread)])?;
    put_symbols(to, &seen.symbols)?;
    put_symbols(to, &seen.doubtful)?;
    to.flush()
}

/// Reads what was seen. It comes from a process that looked at a stranger's picture, so nothing in it is taken on trust.
pub(crate) fn answered(from: &mut impl Read) -> Result<Seen> {
    let unread = byte(from)? == 1;
    Ok(Seen { unread, symbols: symbols(from)?, doubtful: symbols(from)? })
}

fn put_symbols(to: &mut impl Write, symbols: &[Symbol]) -> Result<()> {
    let told = &symbols[..symbols.len().min(MOST as usize)];
    to.write_all(&(told.len() as u32).to_le_bytes())?;
    for symbol in told {
        to.write_all(&[symbol.format as u8])?;
        put(to, symbol.text.as_bytes())?;
    }
    Ok(())
}

fn symbols(from: &mut impl Read) -> Result<Vec<Symbol>> {
    let count = number(from)?;
    if count > MOST {
        return Err(wrong());
    }
    let mut symbols = Vec::new();
    for _ in 0..count {
        let kind = byte(from)?;
        let format = Format::ALL.into_iter().find(|format| *format as u8 == kind).ok_or_else(wrong)?;
        symbols.push(Symbol { format, text: text(from)? });
    }
    Ok(symbols)
}

fn put(to: &mut impl Write, bytes: &[u8]) -> Result<()> {
    to.write_all(&(bytes.len() as u32).to_le_bytes())?;
    to.write_all(bytes)
}

fn byte(from: &mut impl Read) -> Result<u8> {
    let mut one = [0];
    from.read_exact(&mut one).map(|()| one[0])
}

fn number(from: &mut impl Read) -> Result<u32> {
    let mut four = [0; 4];
    from.read_exact(&mut four).map(|()| u32::from_le_bytes(four))
}

fn text(from: &mut impl Read) -> Result<String> {
    let length = number(from)?;
    if length > LONGEST {
        return Err(wrong());
    }
    let mut bytes = vec![0; length as usize];
    from.read_exact(&mut bytes)?;
    String::from_utf8(bytes).map_err(|_| wrong())
}

fn wrong() -> Error {
    Error::from(ErrorKind::InvalidData)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let picture = Grey::new((0..6).collect(), 3, 2).unwrap();
        let mut bytes = Vec::new();
        ask(&mut bytes, &picture, "OMR-1").unwrap();
        let (read, wanted) = asked(&mut bytes.as_slice()).unwrap();
        assert_eq!((read.luma, read.width, read.height, wanted.as_str()), (picture.luma, 3, 2, "OMR-1"));

        let symbols: Vec<Symbol> =
            Format::ALL.into_iter().map(|format| Symbol { format, text: format!("{format:?}/é") }).collect();
        for unread in [true, false] {
            let (seen, mut bytes) =
                (Seen { symbols: symbols.clone(), doubtful: symbols[..2].to_vec(), unread }, Vec::new());
            answer(&mut bytes, &seen).unwrap();
            assert_eq!(answered(&mut bytes.as_slice()).unwrap(), seen);
            for cut in 0..bytes.len() {
                assert!(answered(&mut &bytes[..cut]).is_err(), "{cut}");
            }
        }
    }

    #[test]
    fn an_answer_that_promises_too_much_is_none() {
        for bytes in [&[0, 255, 255, 255, 255][..], &[0, 1, 0, 0, 0, 0, 255, 255, 255, 255], &[0, 1, 0, 0, 0, 99]] {
            assert!(answered(&mut &bytes[..]).is_err(), "{bytes:?}");
        }
    }
}
