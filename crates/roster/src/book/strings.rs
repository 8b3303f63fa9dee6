use super::xml::{Xml, character};
use crate::error::RosterError;
use quick_xml::events::Event;

/// The workbook's shared texts in one piece of memory; never larger than their part.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    /// Where each text ends.
    ends: Vec<u32>,
}

impl Strings {
    /// Reads the part. Each text is cut at `most` bytes, which is more than a cell may have.
    pub(super) fn read(xml: &mut Xml, most: usize) -> Result<Self, RosterError> {
        let mut strings = Self::default();
        let mut one = CellText::new(most);
        loop {
            match xml.next()? {
                Event::Start(tag) if tag.local_name().as_ref() == "si" => one.clear(),
                Event::End(tag) if tag.local_name().as_ref() == "si" => strings.push(&one.text)?,
                Event::Eof => return Ok(strings),
                event => one.take(&event),
            }
        }
    }

    fn push(&mut self, text: &str) -> Result<(), RosterError> {
        self.text.push_str(text);
        let end = u32::try_from(self.text.len());
        self.ends.push(end.map_err(|_| RosterError::TooLarge { what: "texts in the workbook" })?);
        Ok(())
    }

    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize,
            None => 0,
        };
        self.text.get(start..end)
    }
}

/// Collects the text of a value: `<v>`, or the `<t>` of its runs without the reading aids
/// (`<rPh>`) of East Asian texts.
pub(super) struct CellText {
    pub(super) text: String,
    most: usize,
    inside: bool,
    aid: bool,
}

impl CellText {
    pub(super) fn new(most: usize) -> Self {
        Self { text: String::new(), most, inside: false, aid: false }
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.inside = false;
        self.aid = false;
    }

    pub(super) fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" | "v" => self.inside = !self.aid,
                "rPh" => self.aid = true,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" | "v" => self.inside = false,
                "rPh" => self.aid = false,
                _ => {}
            },
            Event::Text(text) => self.push(text),
            Event::CData(text) => self.push(text),
            Event::GeneralRef(reference) => {
                self.push(&character(reference).unwrap_or_else(|| '\u{FFFD}'.to_string()));
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if self.inside {
            let room = self.most.saturating_sub(self.text.len());
            self.text.push_str(&text[..text.floor_char_boundary(room)]);
        }
    }
}

/// The text that is meant: what XML cannot hold stands as `_x000D_` in it, and an underscore before
/// what looks so as `_x005F_` (ECMA-376 part 1, 22.9.2.19). A pair of surrogates is one character.
pub(super) fn unescaped(text: &str) -> String {
    let mut meant = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        meant.push_str(&rest[..at]);
        rest = &rest[at..];
        let first = escape(rest);
        let second = first.and_then(|_| escape(rest.get(ESCAPE..)?));
        let pair = [first, second].map(Option::unwrap_or_default);
        let (character, length) = match char::decode_utf16(pair).next() {
            Some(Ok(character)) if first.is_some() => (character, ESCAPE * character.len_utf16()),
            _ => ('_', 1),
        };
        meant.push(character);
        rest = &rest[length..];
    }
    meant + rest
}

/// The length of an escape.
const ESCAPE: usize = 7;

/// The unit of UTF-16 of an escape with which the text begins.
fn escape(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    let whole = text.as_bytes().get(ESCAPE - 1) == Some(&b'_') && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| whole)
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn escapes_are_read_once() {
        for (file, meant) in [
            ("As_x000D_\nha", "As\r\nha"),
            ("_x005F_x0041_", "_x0041_"),
            ("a_x", "a_x"),
            ("_x00_x0041_", "_x00A"),
            ("_xD800__x+041__x00é1_", "_xD800__x+041__x00é1_"),
            ("_xD83D__xDE00_!", "\u{1F600}!"),
            ("_xDE00__xD83D_", "_xDE00__xD83D_"),
        ] {
            assert_eq!(unescaped(file), meant);
        }
    }
}
