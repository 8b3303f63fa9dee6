//! The envelope of a batch, split where it lies: which bytes are which member, and which are which record. Nothing is
//! decoded, no tree is built, and what is between the brackets of one record is no matter of the others: half an
//! emoji, a byte of Latin-1 or a number that is none stop nobody else.
//!
//! It knows strings, escapes and brackets, keeps a few ranges, and takes the bytes as they come. Where the brackets of
//! a list do not close, its records are looked for by themselves.

mod mend;

use std::{collections::BTreeMap, ops::Range};

use serde_json::Value;

use crate::fields::{Fields, parse};

/// Members of one object that are looked at; more of the names that are asked for is no batch of anybody.
const MOST_MEMBERS: usize = 64;
/// The longest name of a member that is looked at.
const NAME_BYTES: usize = 64;
/// Bytes of a member that is read into memory as a value; an image is not.
const VALUE_BYTES: usize = 64 * 1024;

/// Brackets of which the kind is looked at; deeper ones are only counted.
const KINDS: usize = 64;

/// The members of a batch, or of the plan's single form.
pub const BATCH: &[&str] = &["examId", "deviceId", "deviceTime", "operatorId", "records", "entityType", "data"];
/// The member whose elements are the records.
const RECORDS: &str = "records";

/// An object that cannot be split: there is none, or its list has too many elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// There is no object.
    NoObject,
    /// More elements than are taken, or too many members.
    TooMany,
}

/// An object on its way through: its members, and the elements of one of them.
#[derive(Clone, Debug)]
pub struct Split {
    wanted: &'static [&'static str],
    most: usize,
    at: usize,
    depth: usize,
    kinds: Vec<u8>,
    /// Whether a bracket was closed by one of another kind.
    crossed: bool,
    list_from: usize,
    in_string: bool,
    escaped: bool,
    name: Vec<u8>,
    member: Option<(Option<usize>, usize)>,
    element: Option<usize>,
    seen: bool,
    ended: bool,
    members: Vec<(usize, Range<usize>)>,
    elements: Vec<Range<usize>>,
    has_list: bool,
}

impl Split {
    /// Begins with an object whose members of these names are wanted; `most` elements of its `records` are taken.
    #[must_use]
    pub fn new(wanted: &'static [&'static str], most: usize) -> Self {
        Self {
            wanted,
            most,
            at: 0,
            depth: 0,
            kinds: Vec::new(),
            crossed: false,
            list_from: 0,
            in_string: false,
            escaped: false,
            name: Vec::new(),
            member: None,
            element: None,
            seen: false,
            ended: false,
            members: Vec::new(),
            elements: Vec::new(),
            has_list: false,
        }
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`Broken`], as soon as it is seen.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        for byte in bytes {
            self.step(*byte)?;
            self.at += 1;
        }
        Ok(())
    }

    fn step(&mut self, byte: u8) -> Result<(), Broken> {
        if self.in_string {
            self.in_text(byte);
            return Ok(());
        }
        if self.ended || byte.is_ascii_whitespace() {
            return Ok(());
        }
        let fresh = !self.seen;
        self.seen = true;
        match byte {
            b'{' | b'[' => self.open(byte),
            _ if self.depth == 0 => match byte {
                0xEF | 0xBB | 0xBF => Ok(()), // a byte order mark
                _ => Err(Broken::NoObject),
            },
            b'"' => {
                self.in_string = true;
                if self.depth == 1 && self.member.is_none() {
                    self.name.clear();
                }
                Ok(())
            }
            b'}' | b']' => self.close(byte, fresh),
            b':' if self.depth == 1 && self.member.is_none() => {
                self.member = Some((self.named(), self.at + 1));
                Ok(())
            }
            b',' if self.depth == 1 => self.end_member(),
            b',' if self.depth == 2 && self.element.is_some() => self.end_element(fresh),
            _ => Ok(()),
        }
    }

    fn in_text(&mut self, byte: u8) {
        let ends = !self.escaped && byte == b'"';
        if !ends && self.depth == 1 && self.member.is_none() && self.name.len() <= NAME_BYTES {
            self.name.push(byte);
        }
        self.escaped = !self.escaped && byte == b'\\';
        self.in_string = !ends;
    }

    fn open(&mut self, byte: u8) -> Result<(), Broken> {
        if self.depth == 0 && byte != b'{' {
            return Err(Broken::NoObject);
        }
        self.depth += 1;
        if self.depth <= KINDS {
            self.kinds.push(byte);
        }
        let of_records = |index: usize| self.wanted.get(index) == Some(&RECORDS);
        if self.depth == 2 && byte == b'[' && self.member.is_some_and(|(name, _)| name.is_some_and(of_records)) {
            self.has_list = true;
            self.list_from = self.at + 1;
            self.element = Some(self.at + 1);
            self.seen = false;
        }
        Ok(())
    }

    fn close(&mut self, byte: u8, fresh: bool) -> Result<(), Broken> {
        if self.depth <= KINDS {
            let opened = if byte == b'}' { b'{' } else { b'[' };
            self.crossed |= self.kinds.pop() != Some(opened);
        }
        if self.depth == 2 && self.element.is_some() {
            self.end_element(fresh)?;
            self.element = None;
        }
        if self.depth == 1 {
            self.end_member()?;
            self.ended = true;
        }
        self.depth -= 1; // above nought: that was asked before
        Ok(())
    }

    fn end_member(&mut self) -> Result<(), Broken> {
        if let Some((Some(name), from)) = self.member.take() {
            if self.members.len() >= MOST_MEMBERS {
                return Err(Broken::TooMany);
            }
            self.members.push((name, from..self.at));
        }
        Ok(())
    }

    /// `blank`: there was nothing but a comma too many.
    fn end_element(&mut self, blank: bool) -> Result<(), Broken> {
        if let Some(from) = self.element.replace(self.at + 1)
            && !blank
        {
            if self.elements.len() >= self.most {
                return Err(Broken::TooMany);
            }
            self.elements.push(from..self.at);
        }
        self.seen = false;
        Ok(())
    }

    fn named(&self) -> Option<usize> {
        let is = |name: &[u8]| self.wanted.iter().position(|wanted| wanted.as_bytes() == name);
        if !self.name.contains(&b'\\') {
            return is(&self.name);
        }
        let quoted = [b"\"".as_slice(), &self.name, b"\"".as_slice()].concat();
        serde_json::from_slice::<String>(&quoted).ok().and_then(|name| is(name.as_bytes()))
    }

    /// The parts of `text`, which is what was fed. What broke off in the middle of a record is a record, too.
    ///
    /// # Errors
    /// [`Broken::NoObject`].
    pub fn parts(mut self, text: &[u8]) -> Result<Members<'_>, Broken> {
        if self.depth == 0 && !self.ended {
            return Err(Broken::NoObject);
        }
        if self.has_list && (self.crossed || !self.ended) {
            self.elements = mend::records(text, self.list_from, self.most, is_record);
            if self.elements.len() > self.most {
                return Err(Broken::TooMany);
            }
        }
        self.end_member()?;
        Ok(Members {
            text,
            wanted: self.wanted,
            members: self.members,
            elements: self.elements,
            has_list: self.has_list,
        })
    }
}

/// Whether this is a record: it has an id and a kind.
fn is_record(value: &[u8]) -> bool {
    let parts = Members::of(value, &["id", "entityType"]);
    parts.is_ok_and(|parts| parts.wanted.iter().all(|name| matches!(parts.raw(name), Ok(Some(_)))))
}

/// An object that was split.
#[derive(Clone, Debug)]
pub struct Members<'a> {
    text: &'a [u8],
    wanted: &'static [&'static str],
    members: Vec<(usize, Range<usize>)>,
    elements: Vec<Range<usize>>,
    has_list: bool,
}

impl<'a> Members<'a> {
    /// Splits an object that is there already; it has no list.
    ///
    /// # Errors
    /// [`Broken`].
    pub fn of(text: &'a [u8], wanted: &'static [&'static str]) -> Result<Self, Broken> {
        let mut split = Split::new(wanted, 0);
        split.feed(text)?;
        split.parts(text)
    }

    /// No member of any name.
    #[must_use]
    pub fn none() -> Self {
        Self { text: &[], wanted: &[], members: Vec::new(), elements: Vec::new(), has_list: false }
    }

    /// The records, where there is a list of them.
    #[must_use]
    pub fn records(&self) -> Option<impl ExactSizeIterator<Item = &'a [u8]>> {
        self.has_list.then(|| self.elements.iter().map(|range| self.text[range.clone()].trim_ascii()))
    }

    /// The bytes of a member; none where it is not there, or null.
    ///
    /// # Errors
    /// When it is there twice and says two things.
    pub fn raw(&self, name: &str) -> Result<Option<&'a [u8]>, Fields> {
        let Some(index) = self.wanted.iter().position(|wanted| *wanted == name) else { return Ok(None) };
        let found = self.members.iter().filter(|(of, _)| *of == index);
        let mut found = found.map(|(_, range)| self.text[range.clone()].trim_ascii());
        let Some(first) = found.next() else { return Ok(None) };
        if found.any(|other| other != first) {
            return Err(Fields::of(name, "is there twice"));
        }
        Ok(Some(first).filter(|raw| *raw != b"null"))
    }

    /// A member as a value; none where it is not there, or null.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn value(&self, name: &str) -> Result<Option<Value>, Fields> {
        let Some(raw) = self.raw(name)? else { return Ok(None) };
        if raw.len() > VALUE_BYTES {
            return Err(Fields::of(name, "is too long"));
        }
        serde_json::from_slice(raw).map(Some).map_err(|_| Fields::of(name, "cannot be read as JSON"))
    }

    /// A member as one of a type; none where it is not there, or null.
    ///
    /// # Errors
    /// When it cannot be read, or does not fit.
    pub fn read<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Fields> {
        let Some(value) = self.value(name)? else { return Ok(None) };
        let named = Value::Object([(name.to_owned(), value)].into_iter().collect());
        parse::<BTreeMap<String, T>>(named).map(|mut named| named.remove(name))
    }
}

#[cfg(test)]
mod tests;
