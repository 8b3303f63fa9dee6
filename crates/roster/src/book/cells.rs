use super::format::Shown;
use super::serial::moment;
use super::strings::{CellText, Strings, unescaped};
use super::styles::Styles;
use super::xml::attribute;
use crate::{limits::Limits, raw::RawCell};
use quick_xml::events::BytesStart;

/// What the cells of a workbook point at.
#[derive(Debug)]
pub(super) struct Values {
    pub(super) strings: Strings,
    pub(super) styles: Styles,
    /// Days are counted from 1904 (old Macintosh files).
    pub(super) since_1904: bool,
}

/// A cell while its element is read.
pub(super) struct OpenCell {
    /// From 0.
    pub(super) column: usize,
    kind: Option<String>,
    style: usize,
    /// Its value is computed, if the program that saved the file did so.
    pub(super) formula: bool,
}

impl OpenCell {
    /// `next` is the column where the cell does not name its own.
    pub(super) fn new(tag: &BytesStart<'_>, next: usize) -> Self {
        let named = attribute(tag, "r").and_then(|name| column(&name));
        let style = attribute(tag, "s").and_then(|style| style.parse().ok());
        Self { column: named.unwrap_or(next), kind: attribute(tag, "t"), style: style.unwrap_or(0), formula: false }
    }

    /// The cell's value; of a formula the one that was last computed.
    pub(super) fn value(&self, value: &CellText, book: &Values, limits: &Limits) -> RawCell {
        let text = value.text.as_str();
        match self.kind.as_deref() {
            None | Some("n") if self.formula && text.is_empty() => RawCell::Error,
            _ if text.trim().is_empty() => RawCell::Empty,
            Some("s") => match text.trim().parse().ok().and_then(|at| book.strings.get(at)) {
                Some(text) => words(text, limits),
                None => RawCell::Error,
            },
            Some("str" | "inlineStr" | "d") => words(text, limits),
            Some("b") => RawCell::Bool,
            Some("n") | None => match text.trim().parse::<f64>() {
                Ok(value) if value.is_finite() => number(value, book.styles.of(self.style), book.since_1904, limits),
                _ => RawCell::Error,
            },
            Some(_) => RawCell::Error,
        }
    }
}

/// A number as its cell shows it, where that is what is meant.
fn number(number: f64, shown: &Shown, since_1904: bool, limits: &Limits) -> RawCell {
    match (shown, shown.text_of(number)) {
        (Shown::Moment, _) => moment(number, since_1904).map_or(RawCell::Error, RawCell::Moment),
        (Shown::Percent, _) => RawCell::Percent,
        (_, Some(text)) => RawCell::text(&text, limits.cell_chars),
        _ => RawCell::Number(number),
    }
}

/// A text as the file has it, which is what counts for its length: a longer one has been cut.
fn words(text: &str, limits: &Limits) -> RawCell {
    match RawCell::text(text, limits.cell_chars) {
        RawCell::Text(text) if text.contains("_x") => RawCell::text(&unescaped(&text), limits.cell_chars),
        cell => cell,
    }
}

/// `C` of `C7`, from 0. A sheet ends at XFD.
fn column(name: &str) -> Option<usize> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters
        .take(4)
        .fold(0, |number: usize, letter| number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::column;

    #[test]
    fn columns_by_their_letters() {
        assert_eq!(column("A1"), Some(0));
        assert_eq!(column("xfd1048576"), Some(16_383));
        assert_eq!(column("7"), None);
        assert_eq!(column(&"Z".repeat(100)), Some(475_253));
    }
}
