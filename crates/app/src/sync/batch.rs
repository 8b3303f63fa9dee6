//! A batch as it was sent, and what is told of each record.

use std::collections::hash_map;

use super::{
    item::{self, Entry, Images, Sent, Unreadable},
    scores::Scored,
};
use crate::{
    call::Call,
    error::{Error, Result},
};
use api::{
    batch::{BATCH, Broken, Members, Split},
    sync::{RecordFate, RecordForm, RecordResult},
};
use domain::{ExamId, Refusal, Timestamp, UserId, record::RecordDecision, sync::RecordStatus, text::Line};
use store::sync_records::Record;
use uuid::Uuid;

/// Records of a batch; more is 400.
pub const BATCH_RECORDS: usize = 500;

/// What an upload says of itself: enough to know whether it may be looked at.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// The exam.
    pub exam: ExamId,
    /// Whom the body names as the one who acts.
    pub operator: Option<UserId>,
    /// The device.
    pub device: Option<String>,
    /// The device's clock; the server's where that is not known.
    pub device_time: Timestamp,
    /// What of this could not be read.
    pub unread: Vec<&'static str>,
    /// Whether it is the plan's single form.
    pub single: bool,
}

/// An upload, parsed.
#[derive(Debug)]
pub(super) struct Upload {
    /// What it says of itself.
    pub header: Header,
    /// Its records, in order.
    pub entries: Vec<Entry>,
    /// Images of no record.
    pub strays: Vec<Unreadable>,
}

/// Of a stored record; `before`: it was applied before it was sent this time. What came of faces is in `scores`.
pub(super) fn result_of(record: &Record, before: bool, scores: &Scored) -> RecordResult {
    let scores = scores.get(&record.id).copied().unwrap_or_default();
    let status = match record.status {
        RecordStatus::Synced if before => RecordFate::Duplicate,
        RecordStatus::Synced => RecordFate::Synced,
        RecordStatus::Pending => RecordFate::Pending,
        RecordStatus::Failed => RecordFate::Failed,
        // It stays, and is not applied.
        RecordStatus::Superseded if is_discarded(record) => RecordFate::Failed,
        // What was applied and replaced later was applied.
        RecordStatus::Superseded if record.entity_ref.is_some() => RecordFate::Duplicate,
        RecordStatus::Conflict | RecordStatus::Superseded => RecordFate::Conflict,
    };
    let applied = matches!(status, RecordFate::Synced | RecordFate::Duplicate);
    if is_discarded(record) {
        let (code, error) = (Refusal::RecordDecided.code(), "A supervisor decided that this record is not applied.");
        let (code, error) = (Some(code.to_owned()), Some(error.to_owned()));
        return RecordResult { id: Some(record.record_id.to_string()), status, conflict_id: None, code, error, scores };
    }
    RecordResult {
        id: Some(record.record_id.to_string()),
        status,
        conflict_id: if status == RecordFate::Conflict { record.conflict_id } else { None },
        code: if applied { None } else { record.code.clone() },
        error: if applied { None } else { record.error.clone() },
        scores,
    }
}

fn is_discarded(record: &Record) -> bool {
    record.decided.as_ref().is_some_and(|decided| decided.decision == RecordDecision::Discard)
}

/// Splits the bytes of an upload, which takes no more than they are.
///
/// # Errors
/// 400 `VALIDATION` where there is no batch in them.
fn split(bytes: &[u8]) -> Result<Members<'_>> {
    let mut split = Split::new(BATCH, BATCH_RECORDS);
    split.feed(bytes).and_then(|()| split.parts(bytes)).map_err(|broken| refuse(&broken))
}

/// What is told of bytes in which there is no batch.
#[must_use]
pub fn refuse(broken: &Broken) -> Error {
    match broken {
        Broken::NoObject => Error::invalid("", "body is not valid JSON"),
        Broken::TooMany => Error::invalid("records", format!("must be at most {BATCH_RECORDS}")),
    }
}

/// Reads what a batch, or the plan's single form, says of itself.
///
/// # Errors
/// 400 `VALIDATION` where the exam or the records cannot be found.
pub(super) fn header(call: &Call, bytes: &[u8]) -> Result<Header> {
    let parts = split(bytes)?;
    let required = |field: &str| Error::invalid(field, "is required");
    let single = is_single(&parts);
    let exam = parts.read("examId")?.ok_or_else(|| required("examId"))?;
    let operator = parts.read("operatorId")?;
    let mut unread = Vec::new();
    let device = match parts.read::<Line>("deviceId") {
        Ok(Some(name)) => Some(name.as_str().to_owned()),
        Ok(None) if !single => return Err(required("deviceId")),
        Ok(None) => call.caller.device.clone(),
        Err(_) => {
            unread.push("deviceId");
            call.caller.device.clone()
        }
    };
    let device_time = match parts.read("deviceTime") {
        Ok(Some(time)) => time,
        Ok(None) if single => call.moment.captured,
        Ok(None) | Err(_) => {
            unread.push("deviceTime");
            call.moment.captured
        }
    };
    if !single && parts.records().is_none() {
        return Err(required("records"));
    }
    Ok(Header { exam, operator, device, device_time, unread, single })
}

/// The plan's form has no list, but the kind of its one record.
fn is_single(parts: &Members<'_>) -> bool {
    parts.records().is_none()
        && matches!(parts.raw("records"), Ok(None))
        && !matches!(parts.raw("entityType"), Ok(None))
}

/// Reads the records, each by itself; `unnamed` are the id and the moment of a record of the plan's form that names
/// none; `limit` are the most bytes of an image.
///
/// # Errors
/// As [`header`].
pub(super) fn entries(
    form: RecordForm,
    unnamed: (Uuid, Timestamp),
    limit: u64,
) -> Result<(Vec<Entry>, Vec<Unreadable>)> {
    let parts = split(&form.batch)?;
    let mut images = Images::with_capacity(form.images.len());
    let mut strays = Vec::new();
    for (id, image) in form.images {
        match images.entry(id) {
            hash_map::Entry::Vacant(place) => drop(place.insert(image)),
            hash_map::Entry::Occupied(_) => strays.push((id, image)),
        }
    }
    let entries = match parts.records() {
        Some(records) => records.map(|record| item::read(&Sent::of(record), &mut images, limit)).collect(),
        None => vec![item::read(&plan_form(&form.batch, &parts, unnamed), &mut images, limit)],
    };
    strays.extend(images);
    Ok((entries, strays.into_iter().map(Unreadable::stray).collect()))
}

/// The plan's form has everything of its record in `data`, but its kind.
fn plan_form<'a>(whole: &'a [u8], parts: &Members<'a>, unnamed: (Uuid, Timestamp)) -> Sent<'a> {
    let part = |wanted| match parts.raw("data")? {
        None => Err(api::fields::Fields::of("data", "is required")),
        Some(raw) => Members::of(raw, wanted).map_err(|_| api::fields::Fields::of("data", "must be an object")),
    };
    let record = part(item::RECORD).unwrap_or_else(|_| Members::none());
    Sent { whole, record, kind: parts.clone(), data: part(item::DATA), unnamed: Some(unnamed) }
}

/// What an upload is read as before anything is kept: of each record the digest of its content, or what is told of it.
/// `limit` are the most bytes of an image.
///
/// # Errors
/// 400 `VALIDATION` of the batch itself.
pub fn digests(form: RecordForm, limit: u64) -> Result<Vec<Result<Vec<u8>, Box<RecordResult>>>> {
    let unnamed = (Uuid::nil(), Timestamp(0));
    let (entries, _) = entries(form, unnamed, limit)?;
    let digest = |entry: Entry| entry.map(|item| item.digest()).map_err(|unread| Box::new(unread.told()));
    Ok(entries.into_iter().map(digest).collect())
}
