//! Rosters and archives of photographs. Their readers take a file, so the bytes go to one.

use roster::{Limits, PhotoArchive, RosterError, RosterRow, Tally};
use std::cell::RefCell;
use std::fs::File;
use std::io::{Cursor, Seek, Write};
use std::ops::ControlFlow;
use std::path::Path;
use tempfile::NamedTempFile;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Small, so that reaching them is one of the things that are tried.
fn limits() -> Limits {
    Limits {
        rows: 1_000,
        columns: 32,
        xlsx_memory_bytes: 1 << 20,
        xlsx_sheet_bytes: 1 << 20,
        photo_entries: 1_000,
        photo_bytes: 1 << 16,
        ..Limits::default()
    }
}

/// Runs `check` on a file of these bytes.
fn on_disk(bytes: &[u8], check: impl FnOnce(&Path)) {
    thread_local! {
        static SPARE: RefCell<Option<NamedTempFile>> = const { RefCell::new(None) };
    }
    // One file for all runs: making one takes longer than reading it.
    let written = SPARE.take().map_or_else(NamedTempFile::new, Ok).and_then(|mut file| {
        let disk: &mut File = file.as_file_mut();
        disk.set_len(0)?;
        disk.rewind()?;
        disk.write_all(bytes)?;
        Ok(file)
    });
    match written {
        Ok(file) => {
            check(file.path());
            SPARE.set(Some(file));
        }
        Err(error) => panic!("no file to read from: {error}"),
    }
}

/// A list in text, in any of its encodings.
pub(crate) fn text(bytes: &[u8]) {
    if !bytes.starts_with(b"PK") {
        on_disk(bytes, |path| {
            // A spreadsheet's rows name their own numbers, in any order.
            let rows = roster(path).unwrap_or_default();
            assert!(rows.is_sorted_by(|one, next| one < next), "rows are numbered backwards");
        });
    }
}

/// A workbook as uploaded.
pub(crate) fn workbook(bytes: &[u8]) {
    on_disk(&[b"PK\x03\x04", bytes.strip_prefix(b"PK\x03\x04").unwrap_or(bytes)].concat(), |path| drop(roster(path)));
}

/// The parts of a workbook, divided by NUL: its checksums shall not shield the readers of XML.
pub(crate) fn parts(bytes: &[u8]) {
    const NAMES: [&str; 5] = [
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
    ];
    /// For the last two, where the bytes have none.
    const USUAL: [(&str, &str); 2] = [
        (NAMES[3], r#"<workbook xmlns:r="r"><sheets><sheet name="a" r:id="a"/></sheets></workbook>"#),
        (
            NAMES[4],
            r#"<Relationships><Relationship Id="a" Type="t/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="t/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="c" Type="t/styles" Target="styles.xml"/></Relationships>"#,
        ),
    ];
    let given: Vec<_> = NAMES.into_iter().zip(bytes.split(|byte| *byte == 0)).collect();
    let usual = USUAL.iter().skip(given.len().saturating_sub(3)).map(|(name, part)| (*name, part.as_bytes()));
    match packed(given.iter().copied().chain(usual)) {
        Ok(package) => on_disk(&package, |path| drop(roster(path))),
        Err(error) => panic!("the parts cannot be packed: {error}"),
    }
}

fn packed<'a>(parts: impl Iterator<Item = (&'a str, &'a [u8])>) -> zip::result::ZipResult<Vec<u8>> {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(name, stored)?;
        zip.write_all(part)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// An archive of photographs.
pub(crate) fn photographs(bytes: &[u8]) {
    on_disk(bytes, |path| {
        let Ok(mut archive) = PhotoArchive::open(path, &limits()) else { return };
        assert!(archive.len() <= limits().photo_entries);
        for name in ["1.jpg", "a/2.jpg", "A\\2.JPG", ".", ""] {
            let found = archive.read(name);
            assert!(found.as_ref().map_or(0, Vec::len) as u64 <= limits().photo_bytes);
            assert_eq!(found, archive.read(name), "a second reading gives another answer");
        }
    });
}

/// Everything that a roster is read to, or why it is not.
type Reading = Result<(Vec<Result<RosterRow, u64>>, Tally), String>;

/// Reads the file twice; the numbers of its rows.
fn roster(path: &Path) -> Option<Vec<u64>> {
    let mut file = roster::open(path, &limits()).ok()?;
    let first = read(&mut file);
    assert_eq!(first, read(&mut file), "a second reading gives another answer");
    let (rows, tally) = first.ok()?;
    assert_eq!(rows.len() as u64, tally.good + tally.bad);
    assert!(tally.good <= limits().rows);
    Some(rows.iter().map(|row| row.as_ref().map_or_else(|bad| *bad, |good| good.row)).collect())
}

fn read(file: &mut roster::RosterFile) -> Reading {
    let mut rows = Vec::new();
    let tally = file.rows(|row| {
        rows.push(row.map_err(|bad| {
            assert!(!bad.cells.is_empty(), "a bad row without a reason");
            for cell in &bad.cells {
                assert_eq!(cell.row, bad.row);
                assert!((1..300).contains(&cell.message.chars().count()), "{}", cell.message);
            }
            bad.row
        }));
        ControlFlow::Continue(())
    });
    Ok((rows, tally.map_err(|error: RosterError| error.to_string())?))
}
