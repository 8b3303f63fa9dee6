//! Time and memory at full size. Run with `--ignored --release --nocapture`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::disallowed_methods, reason = "it measures time")]

mod common;
use common::on_disk;
use roster::{Limits, PhotoArchive};
use std::fmt::Write as _;
use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::time::Instant;
use zip::write::SimpleFileOptions;

/// Resident memory in MB, and its peak.
fn memory() -> (u64, u64) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let field = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
    };
    (field("VmRSS"), field("VmHWM"))
}

#[test]
#[ignore = "measures"]
fn two_and_a_half_million_candidates() {
    let disk = on_disk(b"Roll No,Name,Father Name,DOB,Centre Code,Slot,Photo\n");
    let mut file = std::io::BufWriter::new(disk.as_file());
    let mut line = String::new();
    for n in 0..2_600_000 {
        line.clear();
        writeln!(line, "26{n:08},Name of {n},Father of {n},2004-02-29,C{},S1,{n}.jpg", n % 5000).unwrap();
        file.write_all(line.as_bytes()).unwrap();
    }
    drop(file);
    let begun = Instant::now();
    let mut roster = roster::open(disk.path(), &Limits::default()).unwrap();
    let tally = roster.rows(|_| ControlFlow::Continue(())).unwrap();
    println!("csv {tally:?} {:?} memory, peak {:?} MB", begun.elapsed(), memory());
    assert_eq!(tally.good, 2_600_000);
}

#[test]
#[ignore = "measures"]
fn a_hundred_thousand_photographs() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..100_000 {
        let name = format!("photographs/centre-{}/26{n:08}.jpg", n % 500);
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&[7; 100]).unwrap();
    }
    let disk = on_disk(&zip.finish().unwrap().into_inner());
    let before = memory().0;
    let begun = Instant::now();
    let mut archive = PhotoArchive::open(disk.path(), &Limits::default()).unwrap();
    println!("zip {:?} {} MB more", begun.elapsed(), memory().0.saturating_sub(before));
    assert!(archive.read("2600099999.jpg").is_ok());
}

#[test]
#[ignore = "measures"]
fn a_full_sheet() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (place, name) in (0u16..).zip(["Roll No", "Name", "Father Name", "DOB", "Centre Code", "Slot"]) {
        sheet.write_string(0, place, name).unwrap();
    }
    for n in 1..=300_000u32 {
        sheet.write_string(n, 0, format!("26{n:08}")).unwrap();
        sheet.write_string(n, 1, format!("Name of {n}")).unwrap();
        sheet.write_string(n, 2, format!("Father of {n}")).unwrap();
        sheet.write_string(n, 3, "2004-02-29").unwrap();
        sheet.write_string(n, 4, "C1").unwrap();
        sheet.write_string(n, 5, "S1").unwrap();
    }
    let disk = on_disk(&book.save_to_buffer().unwrap());
    drop(book);
    let before = memory().0;
    let begun = Instant::now();
    let mut roster = roster::open(disk.path(), &Limits::default()).unwrap();
    println!("xlsx strings {:?} {} MB more", begun.elapsed(), memory().0.saturating_sub(before));
    let tally = roster.rows(|_| ControlFlow::Continue(())).unwrap();
    println!("xlsx {tally:?} {:?}", begun.elapsed());
    assert_eq!(tally.good, 300_000);
}
