//! The file of an exported queue, `mpa-queue/1`: a line that says what it is of, then a record a line, encrypted to the
//! recipient that the package carries. It is read twice: to the end before anything is kept, then in batches.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, ErrorKind, Read, Seek as _},
};

use api::batch::{BATCH, Split};
use domain::{ExamId, Refusal, Timestamp, text::Line};
use serde::Deserialize;
use serde_json::Value;
use vault::{NotOpened, QueueKey};

use super::{
    batch::BATCH_RECORDS,
    item::{self, Entry, Images, Sent, Unreadable},
};
use crate::error::{Error, Result};

/// What it calls itself.
const FORMAT: &str = "mpa-queue/1";
/// How long the header of age may be: enough for dozens of recipients, and little to look through.
pub(crate) const QUEUE_HEADER_BYTES: usize = 8 * 1024;
/// Bytes of the lines that are handed over together, and of a line; one record has an image at most.
pub(crate) const QUEUE_BATCH_BYTES: usize = 32 << 20;
/// Records of a file; a device has a few thousand.
pub(crate) const QUEUE_RECORDS: usize = 20_000;
/// Bytes that are kept of a record that is too long for a line.
const KEPT_OF_LONG: usize = 1 << 20;
/// Bytes of the first line.
const FIRST_BYTES: usize = 64 * 1024;

/// What the first line says.
#[derive(Debug)]
pub(super) struct About {
    /// The exam.
    pub exam: ExamId,
    /// The device, where its name can be read.
    pub device: Option<String>,
    /// When it was exported, by the device's clock.
    pub exported_at: Option<Timestamp>,
    /// How many records there are.
    pub records: usize,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct First {
    format: String,
    exam_id: ExamId,
    #[serde(default)]
    device_id: Value,
    #[serde(default)]
    device_time: Value,
    records: usize,
}

/// Reads a file to its end with this key; nothing where it is for another one.
///
/// # Errors
/// `QUEUE_UNREADABLE`; 400 `VALIDATION` where it has too many records; when the file cannot be read.
pub(super) fn check_blocking(file: &File, key: &QueueKey, exam: ExamId) -> Result<Option<About>> {
    let Some(mut text) = open(file, key)? else { return Ok(None) };
    let about = first(&mut text)?;
    if about.exam != exam {
        return Err(unreadable("It is of another exam."));
    }
    let mut records = 0;
    while let Some(line) = line(&mut text)? {
        records += usize::from(!line.is_blank());
        if records > about.records {
            break;
        }
    }
    if records == about.records { Ok(Some(about)) } else { Err(unreadable("It holds another number of records.")) }
}

/// Reads a file that was checked, and gives its records on in batches of which none is too large; `take` says whether
/// it wants more. `limit` are the most bytes of an image.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn read_blocking(
    file: &File,
    key: &QueueKey,
    limit: u64,
    mut take: impl FnMut(Vec<Entry>) -> bool,
) -> Result<()> {
    let Some(mut text) = open(file, key)? else { return Err(unreadable("It was changed.")) };
    first(&mut text)?;
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while let Some(line) = line(&mut text)? {
        if line.is_blank() {
            continue;
        }
        if batch.len() == BATCH_RECORDS || (bytes + line.bytes.len() > QUEUE_BATCH_BYTES && !batch.is_empty()) {
            bytes = 0;
            if !take(std::mem::take(&mut batch)) {
                return Ok(());
            }
        }
        bytes += line.bytes.len();
        batch.push(line.entry(limit));
    }
    if !batch.is_empty() {
        take(batch);
    }
    Ok(())
}

/// What the file says, in the clear.
fn open<'f>(file: &'f File, key: &QueueKey) -> Result<Option<BufReader<impl Read + use<'f>>>> {
    let mut file = file;
    file.rewind().map_err(|error| Error::spooling(&error))?;
    let mut begin = Vec::with_capacity(QUEUE_HEADER_BYTES);
    file.take(QUEUE_HEADER_BYTES as u64).read_to_end(&mut begin).map_err(|error| Error::spooling(&error))?;
    if !begin.starts_with(b"age-encryption.org/v1\n") || !begin.windows(5).any(|bytes| bytes == b"\n--- ") {
        return Err(unreadable("It is no file of age, or begins with too many recipients."));
    }
    file.rewind().map_err(|error| Error::spooling(&error))?;
    match key.open(BufReader::new(file)) {
        Ok(text) => Ok(Some(BufReader::new(text))),
        Err(NotOpened::AnotherKey) => Ok(None),
        Err(NotOpened::NoAge) => Err(unreadable("It broke off, or was changed.")),
        Err(NotOpened::Io(error)) => Err(failed(&error)),
    }
}

fn first(text: &mut impl BufRead) -> Result<About> {
    let wrong = || unreadable("Its first line does not say what it is of.");
    let mut line = Vec::new();
    text.take(FIRST_BYTES as u64).read_until(b'\n', &mut line).map_err(|error| failed(&error))?;
    let first: First = serde_json::from_slice(&line).map_err(|_| wrong())?;
    if first.format != FORMAT {
        return Err(wrong());
    }
    if first.records > QUEUE_RECORDS {
        return Err(Error::invalid("records", format!("must be at most {QUEUE_RECORDS}")));
    }
    let device: Option<Line> = serde_json::from_value(first.device_id).ok();
    Ok(About {
        exam: first.exam_id,
        device: device.map(|line| line.as_str().to_owned()),
        exported_at: serde_json::from_value(first.device_time).ok(),
        records: first.records,
    })
}

/// A record, as far as it was read.
struct Record {
    bytes: Vec<u8>,
    is_long: bool,
}

/// The next line; one that is too long is read away.
fn line(text: &mut impl BufRead) -> Result<Option<Record>> {
    let mut bytes = Vec::new();
    text.take(QUEUE_BATCH_BYTES as u64).read_until(b'\n', &mut bytes).map_err(|error| failed(&error))?;
    if bytes.is_empty() {
        return Ok(None);
    }
    let is_long = bytes.len() == QUEUE_BATCH_BYTES && bytes.last() != Some(&b'\n');
    if is_long {
        bytes.truncate(KEPT_OF_LONG);
        text.skip_until(b'\n').map_err(|error| failed(&error))?;
    }
    Ok(Some(Record { bytes, is_long }))
}

impl Record {
    fn is_blank(&self) -> bool {
        self.bytes.trim_ascii().is_empty()
    }

    fn entry(self, limit: u64) -> Entry {
        if self.is_long {
            let error = "The record is too long to be read; its beginning is kept.".to_owned();
            return Err(Box::new(Unreadable { raw: self.bytes, code: "VALIDATION", error, ..Unreadable::default() }));
        }
        let line = self.bytes.trim_ascii();
        if !is_one(line) {
            let error = "The line is not one record; it is kept as it came.".to_owned();
            let raw = line.to_vec();
            return Err(Box::new(Unreadable { raw, code: "VALIDATION", error, ..Unreadable::default() }));
        }
        item::read(&Sent::of(line), &mut Images::new(), limit)
    }
}

/// Whether a line would be one record in the list of a batch: what follows a first one must not be lost without a word.
fn is_one(line: &[u8]) -> bool {
    let batch = [b"{\"records\":[".as_slice(), line, b"]}"].concat();
    let mut split = Split::new(BATCH, BATCH_RECORDS);
    let parts = split.feed(&batch).and_then(|()| split.parts(&batch));
    parts.is_ok_and(|parts| {
        parts.records().is_some_and(|mut records| records.len() == 1 && records.next() == Some(line))
    })
}

/// What was cut off or changed is told so; a disk that cannot be read is a fault of the server.
fn failed(error: &io::Error) -> Error {
    match error.kind() {
        ErrorKind::InvalidData | ErrorKind::UnexpectedEof => unreadable("It broke off, or was changed."),
        _ => Error::spooling(error),
    }
}

/// Why it is not a whole export of a queue.
pub(super) fn unreadable(why: &str) -> Error {
    let refusal = Refusal::QueueUnreadable;
    Error::from(refusal).saying(format!("{} {why}", refusal.sentence()))
}
