//! A list as a workbook. Its rows go to a file as they come, and the workbook from there to whoever asked: both files have
//! no name, and are gone with the work. Every cell is a text, so that none is a formula.

use std::io::{Read as _, Seek as _};

use domain::export::ExportKind;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use store::exports::{ExportPlace, ExportWanted, titles};
use tokio::sync::mpsc;

use super::rows::{Piece, page};
use crate::{
    call::Call,
    error::{Error, Result},
};

/// Rows of a sheet; a workbook takes 1,048,576.
const ROWS_OF_A_SHEET: u32 = 1_000_000;
/// Characters of a cell; a workbook takes 32,767.
const CHARACTERS: usize = 32_000;
/// Bytes of a piece.
const PIECE: usize = 64 * 1024;

/// Writes all of it, or until nobody wants it any more.
pub(super) async fn write(call: &Call, wanted: &ExportWanted, pieces: &mpsc::Sender<Piece>) -> Result<()> {
    let (rows, received) = mpsc::channel::<Vec<Vec<String>>>(1);
    let (kind, folder, out) = (wanted.kind, call.app.settings.scratch_dir.clone(), pieces.clone());
    let writer = tokio::task::spawn_blocking(move || book(kind, &folder, received, &out));
    let mut place = Some(ExportPlace::default());
    while let Some(after) = place {
        let (found, next) = page(call, wanted, &after).await?;
        let last = next.is_none();
        if rows.send(found).await.is_err() {
            break; // the writer says why
        }
        if last {
            // An empty page ends it; without one nothing is sent.
            drop(rows.send(Vec::new()).await);
        }
        place = next;
    }
    drop(rows);
    writer.await.map_err(|error| Error::internal(&error))?
}

/// Puts the rows into a workbook until an empty page comes, then sends it. A workbook whose rows broke off is not sent.
fn book(
    kind: ExportKind,
    folder: &std::path::Path,
    mut rows: mpsc::Receiver<Vec<Vec<String>>>,
    out: &mpsc::Sender<Piece>,
) -> Result<()> {
    let unwritten = |error: XlsxError| Error::internal(&error);
    let mut workbook = Workbook::new();
    workbook.set_tempdir(folder).map_err(unwritten)?;
    let (mut sheets, mut row, mut whole) = (0, ROWS_OF_A_SHEET, false);
    while let Some(page) = rows.blocking_recv() {
        whole = page.is_empty();
        if sheets == 0 && whole {
            sheets = 1;
            begin(&mut workbook, kind, sheets).map_err(unwritten)?;
        }
        for cells in page {
            if row == ROWS_OF_A_SHEET {
                sheets += 1;
                begin(&mut workbook, kind, sheets).map_err(unwritten)?;
                row = 0;
            }
            row += 1;
            let sheet = workbook.worksheet_from_index(sheets - 1).map_err(unwritten)?;
            fill(sheet, row, &cells).map_err(unwritten)?;
        }
        if whole || out.is_closed() {
            break;
        }
    }
    if !whole {
        return Ok(());
    }
    let mut file = tempfile::tempfile_in(folder).map_err(|error| Error::spooling(&error))?;
    workbook.save_to_writer(&mut file).map_err(unwritten)?;
    drop(workbook);
    file.rewind().map_err(|error| Error::spooling(&error))?;
    loop {
        let mut piece = vec![0; PIECE];
        let read = file.read(&mut piece).map_err(|error| Error::spooling(&error))?;
        piece.truncate(read);
        if read == 0 || out.blocking_send(Ok(piece)).is_err() {
            return Ok(());
        }
    }
}

fn begin(workbook: &mut Workbook, kind: ExportKind, number: usize) -> std::result::Result<(), XlsxError> {
    let name: &str = kind.into();
    let name = if number == 1 { name.to_owned() } else { format!("{name} {number}") };
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold();
    for (place, title) in (0u16..).zip(titles(kind)) {
        sheet.set_column_width(place, 18)?;
        sheet.write_string_with_format(0, place, title, &bold)?;
    }
    Ok(())
}

fn fill(sheet: &mut Worksheet, row: u32, cells: &[String]) -> std::result::Result<(), XlsxError> {
    for (place, cell) in (0u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        let end = cell.char_indices().nth(CHARACTERS).map_or(cell.len(), |(end, _)| end);
        sheet.write_string(row, place, &cell[..end])?;
    }
    Ok(())
}
