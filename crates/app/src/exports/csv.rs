//! A list as CSV: UTF-8 with its mark, so that a spreadsheet reads every script; every cell in quotation marks. Ten lines of
//! our own: what has to be right here is the disarming of formulas, which no writer of CSV does.

use domain::export::disarmed;
use store::exports::{ExportPlace, ExportWanted, titles};
use tokio::sync::mpsc;

use super::rows::{Piece, page};
use crate::{call::Call, error::Result};

/// Writes all of it, or until nobody wants it any more.
pub(super) async fn write(call: &Call, wanted: &ExportWanted, pieces: &mpsc::Sender<Piece>) -> Result<()> {
    let mut text = "\u{FEFF}".to_owned();
    line(&mut text, titles(wanted.kind));
    let mut place = Some(ExportPlace::default());
    while let Some(after) = place {
        let (rows, next) = page(call, wanted, &after).await?;
        for row in &rows {
            line(&mut text, row.iter().map(String::as_str));
        }
        if pieces.send(Ok(std::mem::take(&mut text).into_bytes())).await.is_err() {
            return Ok(());
        }
        place = next;
    }
    Ok(())
}

fn line<'a>(text: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (place, cell) in cells.enumerate() {
        text.push_str(if place == 0 { "\"" } else { ",\"" });
        text.push_str(&disarmed(cell).replace('"', "\"\""));
        text.push('"');
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_is_quoted_and_none_is_a_formula() {
        let mut text = String::new();
        line(&mut text, ["a", "say \"x\", y", "=1+1", "", "two\nlines"].into_iter());
        assert_eq!(text, "\"a\",\"say \"\"x\"\", y\",\"'=1+1\",\"\",\"two\nlines\"\r\n");
    }
}
