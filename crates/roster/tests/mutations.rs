//! Whatever is done to a file, reading it ends in an answer.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
use common::{Dice, HEADER, ROW, on_disk};
use roster::{Limits, PhotoArchive};
use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

fn small() -> Limits {
    Limits { xlsx_memory_bytes: 1 << 20, xlsx_sheet_bytes: 1 << 20, ..Limits::default() }
}

fn read_anyhow(bytes: &[u8]) {
    let disk = on_disk(bytes);
    if let Ok(mut file) = roster::open(disk.path(), &small()) {
        let _ = file.rows(|row| {
            if let Err(bad) = row {
                assert!(!bad.cells.is_empty());
                assert!(bad.cells.iter().all(|cell| cell.message.chars().count() < 300));
            }
            ControlFlow::Continue(())
        });
    }
    if let Ok(mut archive) = PhotoArchive::open(disk.path(), &small()) {
        for name in ["1.jpg", "a/2.jpg", "xl/workbook.xml"] {
            let _ = archive.read(name);
        }
    }
}

fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0u32..).zip([HEADER, ROW]) {
        for (place, cell) in (0u16..).zip(line.split(',')) {
            sheet.write_string(row, place, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn mutated_text() {
    let text = format!("\u{FEFF}{HEADER}\r\n{ROW}\n\"q\"\"\",x\n");
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut dice = Dice(1);
    for round in 0..4_000 {
        let mut bytes = if round % 2 == 0 { text.clone().into_bytes() } else { wide.clone() };
        dice.mutate(&mut bytes);
        read_anyhow(&bytes);
    }
}

#[test]
fn mutated_packages() {
    let book = workbook();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["1.jpg", "a/2.jpg"] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&[1; 300]).unwrap();
    }
    let photos = zip.finish().unwrap().into_inner();
    let mut dice = Dice(2);
    for round in 0..6_000 {
        let mut bytes = if round % 2 == 0 { book.clone() } else { photos.clone() };
        dice.mutate(&mut bytes);
        read_anyhow(&bytes);
    }
}

/// The parts inside are mutated and packed again, so that the checks of the ZIP do not
/// shield the XML reader.
#[test]
fn mutated_parts() {
    let book = workbook();
    let mut dice = Dice(3);
    for _ in 0..3_000 {
        let mut from = ZipArchive::new(Cursor::new(&book)).unwrap();
        let mut to = ZipWriter::new(Cursor::new(Vec::new()));
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for index in 0..from.len() {
            let mut part = from.by_index(index).unwrap();
            let mut content = Vec::new();
            std::io::copy(&mut part, &mut content).unwrap();
            let name = part.name().unwrap().into_owned();
            if name.starts_with("xl/") && dice.below(3) == 0 {
                dice.mutate(&mut content);
            }
            to.start_file(name, stored).unwrap();
            to.write_all(&content).unwrap();
        }
        read_anyhow(&to.finish().unwrap().into_inner());
    }
}
