use super::cells::{OpenCell, Values};
use super::strings::CellText;
use super::xml::{Xml, attribute, is_true};
use crate::{
    error::RosterError,
    limits::Limits,
    raw::{Raw, RawCell, RawRow, Sink},
};
use quick_xml::events::{BytesStart, Event};

/// Hands every row that holds something to `sink`. Cells right of the last column that is
/// looked at are passed over.
pub(super) fn scan(xml: &mut Xml, book: &Values, limits: &Limits, sink: &mut Sink) -> Result<(), RosterError> {
    let mut row = RawRow { row: 0, cells: Vec::new(), strict_width: false, hidden: false };
    let mut open: Option<OpenCell> = None;
    let mut next_column = 0;
    let mut value = CellText::new(limits.cell_bytes());
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "row" => {
                let named = attribute(&tag, "r").and_then(|row| row.parse::<u32>().ok());
                row.row = named.map_or(row.row + 1, u64::from);
                row.hidden = is_hidden(&tag);
                row.cells.clear();
                next_column = 0;
            }
            Event::Start(tag) if tag.local_name().as_ref() == "c" => {
                value.clear();
                let cell = OpenCell::new(&tag, next_column);
                next_column = cell.column + 1;
                open = Some(cell);
            }
            Event::Start(tag) if tag.local_name().as_ref() == "f" => {
                if let Some(cell) = &mut open {
                    cell.formula = true;
                }
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "c" => {
                    if let Some(cell) = open.take() {
                        place(&mut row, cell.column, cell.value(&value, book, limits), limits);
                    }
                }
                "row" if !row.is_blank() => {
                    if sink(Raw::Row(row.clone()))?.is_break() {
                        return Ok(());
                    }
                }
                "sheetData" => return Ok(()),
                _ => value.take(&Event::End(tag)),
            },
            Event::Eof => return Err(RosterError::Damaged),
            event => value.take(&event),
        }
    }
}

/// Whether a row is not shown: hidden by hand, by a filter or a group, or made no height at all.
fn is_hidden(tag: &BytesStart<'_>) -> bool {
    let flat =
        || attribute(tag, "ht").and_then(|height| height.parse::<f64>().ok()).is_some_and(|height| height <= 0.0);
    attribute(tag, "hidden").is_some_and(|set| is_true(&set)) || flat()
}

fn place(row: &mut RawRow, column: usize, cell: RawCell, limits: &Limits) {
    if cell == RawCell::Empty || column >= limits.columns {
        return;
    }
    if row.cells.len() <= column {
        row.cells.resize(column + 1, RawCell::Empty);
    }
    row.cells[column] = cell;
}
