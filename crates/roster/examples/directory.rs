//! `directory make FILE ENTRIES` and `directory ours|iterable|archive FILE`: what the directory of
//! an archive costs to read, in time and memory, by our reader and by both of the crate `zip`.
#![allow(clippy::disallowed_methods, reason = "it measures time")]

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::time::Instant;

use zip::unstable::read::ZipIterable;
use zip::{HasZipMetadata, ZipArchive};

#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "the reader's own module, of which only the directory is measured"
)]
#[path = "../src/archive/mod.rs"]
mod archive;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let ["make", path, entries] = arguments[..] {
        return make(path, entries.parse()?);
    }
    let [what, path] = arguments[..] else { return Err("directory make|ours|iterable|archive FILE [ENTRIES]".into()) };
    let mut file = File::open(path)?;
    let begun = Instant::now();
    let entries = match what {
        "ours" => ours(&mut file)?,
        "iterable" => iterable(file)?,
        "archive" => ZipArchive::new(BufReader::new(file))?.len(),
        _ => return Err("ours, iterable or archive".into()),
    };
    println!("{what}: {entries} entries, {:.2} s, {} MiB at the most", begun.elapsed().as_secs_f64(), peak());
    Ok(())
}

fn ours(file: &mut File) -> Outcome<usize> {
    let directory = archive::Directory::read(file, usize::MAX).map_err(|error| format!("{error:?}"))?;
    Ok(directory.entries().len())
}

/// Keeps what our directory keeps.
fn iterable(file: File) -> Outcome<usize> {
    let mut archive = ZipIterable::try_new(Steady(BufReader::new(file)), zip::read::Config::default())?;
    let (mut names, mut kept) = (String::new(), Vec::new());
    for entry in archive.files()? {
        let entry = entry?;
        let start = u32::try_from(names.len())?;
        names.push_str(&entry.name()?);
        let place = (entry.header_start(), entry.compressed_size());
        kept.push((place, entry.crc32(), start, entry.name_raw().len() as u16, entry.get_metadata().is_encrypted()));
    }
    Ok(kept.len())
}

/// The library seeks to each entry, and `BufReader` would read its buffer anew each time.
struct Steady(BufReader<File>);

impl Read for Steady {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(out)
    }
}

impl Seek for Steady {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let SeekFrom::Start(wanted) = to else { return self.0.seek(to) };
        let from = self.0.stream_position()?;
        match i64::try_from(i128::from(wanted) - i128::from(from)) {
            Ok(by) => self.0.seek_relative(by).map(|()| wanted),
            Err(_) => self.0.seek(to),
        }
    }
}

/// A ZIP64 archive of stored entries of four bytes, written by hand: the crate's writer would hold
/// the directory.
fn make(path: &str, entries: u32) -> Outcome {
    const CONTENT: &[u8; 4] = b"abcd";
    const CRC: u32 = 0xED82_CD11;
    let mut out = BufWriter::new(File::create(path)?);
    let mut central = BufWriter::new(tempfile::tempfile()?);
    let (mut at, mut size) = (0u64, 0u64);
    for n in 0..entries {
        let name = format!("photographs/centre-{:04}/26{n:08}.jpg", n % 5000);
        let mut fixed = Vec::from([20, 0, 0, 8, 0, 0, 0, 0, 0, 0]);
        for value in [CRC, 4, 4] {
            fixed.extend(value.to_le_bytes());
        }
        fixed.extend([name.len() as u8, 0]);
        let local = [b"PK\x03\x04", &fixed[..], &[0, 0], name.as_bytes(), CONTENT].concat();
        out.write_all(&local)?;
        let extra = [&[1, 0, 8, 0], &at.to_le_bytes()[..]].concat();
        let tail = [&[12, 0], &[0u8; 10][..], &[0xFF; 4]].concat();
        let record = [b"PK\x01\x02\x2D\x00", &fixed[..], &tail, name.as_bytes(), &extra].concat();
        central.write_all(&record)?;
        (at, size) = (at + local.len() as u64, size + record.len() as u64);
    }
    let mut central = central.into_inner()?;
    central.seek(SeekFrom::Start(0))?;
    std::io::copy(&mut central, &mut out)?;
    out.write_all(b"PK\x06\x06\x2C\0\0\0\0\0\0\0\x2D\0\x2D\0\0\0\0\0\0\0\0\0")?;
    for value in [u64::from(entries), u64::from(entries), size, at] {
        out.write_all(&value.to_le_bytes())?;
    }
    out.write_all(&[b"PK\x06\x07\0\0\0\0", &(at + size).to_le_bytes()[..], &[1, 0, 0, 0]].concat())?;
    out.write_all(&[b"PK\x05\x06\0\0\0\0", &[0xFF; 12][..], &[0, 0]].concat())?;
    Ok(out.flush()?)
}

/// Mebibytes of memory at the most, as the kernel counts them.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
