//! Columns as bytes, for a file that nobody else reads.

use domain::event::{Cell, Column};
use uuid::Uuid;

/// Columns as bytes.
pub(super) fn bytes(cells: &[(Column, Cell)]) -> Vec<u8> {
    let mut out = Vec::with_capacity(cells.len() * 12);
    for (column, cell) in cells {
        out.push(*column as u8);
        match cell {
            Cell::Nothing => out.push(0),
            Cell::Id(id) => {
                out.push(1);
                out.extend_from_slice(id.as_bytes());
            }
            Cell::Text(text) => {
                out.push(2);
                out.extend_from_slice(&u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
                out.extend_from_slice(text.as_bytes());
            }
            Cell::Number(number) => {
                out.push(3);
                out.extend_from_slice(&number.to_le_bytes());
            }
            Cell::Whole(number) => {
                out.push(4);
                out.extend_from_slice(&number.to_le_bytes());
            }
            Cell::Flag(flag) => out.extend_from_slice(&[5, u8::from(*flag)]),
        }
    }
    out
}

/// The columns of these bytes; as far as they can be read.
pub(super) fn read(mut bytes: &[u8]) -> Vec<(Column, Cell)> {
    let mut cells = Vec::new();
    while let Some(cell) = one(&mut bytes) {
        cells.push(cell);
    }
    cells
}

fn one(bytes: &mut &[u8]) -> Option<(Column, Cell)> {
    let [column, tag] = take(bytes)?;
    let cell = match tag {
        0 => Cell::Nothing,
        1 => Cell::Id(Uuid::from_bytes(take(bytes)?)),
        2 => {
            let length = usize::try_from(u32::from_le_bytes(take(bytes)?)).ok()?;
            let (text, rest) = bytes.split_at_checked(length)?;
            *bytes = rest;
            Cell::Text(String::from_utf8_lossy(text).into_owned())
        }
        3 => Cell::Number(f64::from_le_bytes(take(bytes)?)),
        4 => Cell::Whole(i64::from_le_bytes(take(bytes)?)),
        _ => Cell::Flag(take::<1>(bytes)? == [1]),
    };
    Some((Column::from_repr(column)?, cell))
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_read_as_they_were_written() {
        let cells = vec![
            (Column::Id, Cell::Id(Uuid::from_u128(7))),
            (Column::Status, Cell::Text("skipped".to_owned())),
            (Column::DeviceId, Cell::Nothing),
            (Column::MatchPercentage, Cell::Number(99.96)),
            (Column::ExpiresAt, Cell::Whole(-5)),
            (Column::Verified, Cell::Flag(true)),
            (Column::Overridden, Cell::Flag(false)),
        ];
        assert_eq!(read(&bytes(&cells)), cells);
        assert_eq!(read(&[]), Vec::new());
    }
}
