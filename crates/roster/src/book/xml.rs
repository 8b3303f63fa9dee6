use crate::{
    archive::{ArchiveError, Entry, EntryReader},
    error::RosterError,
};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::fs::File;
use std::io::{self, BufReader, Read};

/// What one tag, text or comment may take; a cell holds at most 32,767 characters.
const EVENT_BYTES: u64 = 1 << 20;
/// A sheet is seven elements deep.
const DEPTH: u32 = 64;

/// An XML part read event by event, with a bound on each event, on the depth and on the whole.
pub(super) struct Xml<'a> {
    reader: quick_xml::Reader<BufReader<Metered<'a>>>,
    buffer: Vec<u8>,
    depth: u32,
}

struct Metered<'a> {
    inner: EntryReader<'a, File>,
    left: &'a mut u64,
    event_left: u64,
}

impl Read for Metered<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        let read = count as u64;
        if read > *self.left || read > self.event_left {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        *self.left -= read;
        self.event_left -= read;
        Ok(count)
    }
}

impl<'a> Xml<'a> {
    pub(super) fn new(inner: EntryReader<'a, File>, left: &'a mut u64) -> Self {
        let metered = Metered { inner, left, event_left: EVENT_BYTES };
        let mut reader = quick_xml::Reader::from_reader(BufReader::new(metered));
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0 }
    }

    /// The next event; an empty element comes as its start and its end.
    pub(super) fn next(&mut self) -> Result<Event<'_>, RosterError> {
        self.buffer.clear();
        self.reader.get_mut().get_mut().event_left = EVENT_BYTES;
        let event = self.reader.read_event_into(&mut self.buffer).map_err(refusal)?;
        match event {
            Event::Start(_) if self.depth == DEPTH => return Err(RosterError::Damaged),
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => return Err(RosterError::Damaged),
            _ => {}
        }
        Ok(event)
    }
}

fn refusal(error: quick_xml::Error) -> RosterError {
    match error {
        quick_xml::Error::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            RosterError::TooLarge { what: "the workbook unpacks to too much" }
        }
        _ => RosterError::Damaged,
    }
}

/// An attribute's value by its local name.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let found = attributes.with_checks(false).flatten();
    let mut named = found.filter(|attribute| attribute.key.local_name().as_ref() == name);
    let value = quick_xml::escape::unescape(&named.next()?.value).ok()?.into_owned();
    Some(value)
}

/// A truth as XML writes it.
pub(super) fn is_true(value: &str) -> bool {
    matches!(value.trim(), "1" | "true")
}

/// `&amp;` and its like, or nothing where the reference is unknown.
pub(super) fn character(reference: &BytesRef<'_>) -> Option<String> {
    match reference.resolve_char_ref() {
        Ok(Some(character)) => Some(character.to_string()),
        _ => resolve_predefined_entity(reference).map(str::to_owned),
    }
}

/// Begins to read a part; what it inflates to is taken from `left`.
pub(super) fn open_part<'a>(file: &'a mut File, entry: &Entry, left: &'a mut u64) -> Result<Xml<'a>, RosterError> {
    match entry.open(file) {
        Ok(reader) => Ok(Xml::new(reader, left)),
        Err(ArchiveError::Io(error)) => Err(RosterError::Io(error)),
        Err(ArchiveError::Packed(packing)) => Err(RosterError::Packed(packing)),
        Err(_) => Err(RosterError::Damaged),
    }
}
