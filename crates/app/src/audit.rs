//! Reading the audit log. Reading it is itself written down: an entry a page, and one a proof.

use std::time::Duration;

use crate::{
    call::Call,
    error::{About, Error, Result},
    paging::{page, shown},
    seat,
};
use ::journal::{checkpoint::newest, tree};
use api::audit::{AuditEntry, AuditQuery, CheckpointView, InclusionProof};
use api::{Answer, Items, Paging};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::event::Fact;
use domain::{EventId, ExamId, Refusal, order::SortOrder};
use store::{
    Page,
    audit::{self, AuditFilter},
    journal,
};
use tlog::{includes, leaf_hash};
use uuid::Uuid;

/// How often, and how long apart, it is looked whether entries have their numbers: they get them some fifty times a second.
const NUMBERED_LOOKS: u32 = 50;
const NUMBERED_PAUSE: Duration = Duration::from_millis(10);

/// A page of the log, the oldest entry first, or the newest. The cursor carries the numbers between which the rest lies,
/// of which the greater is not above the size that the log had at the first page: reading it to the end ends although
/// each page adds an entry.
///
/// # Errors
/// `EXAM_NOT_FOUND`.
pub async fn list(
    call: &Call,
    exam: Option<ExamId>,
    query: AuditQuery,
    paging: &Paging,
) -> Result<Answer<Items<AuditEntry>>> {
    let (page, limit) = page(paging)?;
    if query.action.as_ref().is_some_and(|action| action.len() > 64 || action.contains('\0')) {
        return Err(Error::invalid("action", "must be at most 64 characters"));
    }
    if page.after.is_none() {
        numbered(call).await?;
    }
    let mut tx = call.read().await?;
    if let Some(exam) = exam {
        seat::exam(&mut tx, exam).await?;
    }
    let (after, until) = match bounds(page)? {
        Some(bounds) => bounds,
        None => (0, audit::size(&mut tx).await?.unwrap_or_default()),
    };
    let filter = AuditFilter {
        exam,
        action: query.action,
        outcome: query.outcome.map(|outcome| <&str>::from(outcome).to_owned()),
        actor: query.actor_id,
        candidate: query.candidate_id,
        from: query.from,
        to: query.to,
    };
    let newest_first = query.order == Some(SortOrder::Desc);
    let found = audit::list(&mut tx, &filter, (after, until), newest_first, page.limit).await?;
    drop(tx);
    let seen = shown(&found, limit);
    record(call, exam, None, Fact::ReadAudit { entries: seen, after }).await?;
    let views = found.into_iter().map(entry_view).collect();
    Ok(Answer::ok(Items::page(views, limit, |entry: &AuditEntry| {
        if newest_first { cursor(after, entry.seq - 1) } else { cursor(entry.seq, until) }
    })))
}

/// Waits until what was committed before has its number, so that whoever did something finds it in the log. Where
/// numbering stands still the log is what it was.
async fn numbered(call: &Call) -> Result<()> {
    let Some(newest) = journal::newest_unnumbered(&mut *call.look().await?).await? else { return Ok(()) };
    for _ in 0..NUMBERED_LOOKS {
        tokio::time::sleep(NUMBERED_PAUSE).await;
        if journal::is_numbered(&mut *call.look().await?, newest).await? {
            break;
        }
    }
    Ok(())
}

/// Both numbers in the form of a cursor.
fn cursor(after: i64, until: i64) -> Uuid {
    Uuid::from_u64_pair(until.unsigned_abs(), after.unsigned_abs())
}

fn bounds(page: Page) -> Result<Option<(i64, i64)>> {
    let Some(cursor) = page.after else { return Ok(None) };
    let (until, after) = cursor.as_u64_pair();
    let number =
        |value: u64| i64::try_from(value).map_err(|_| Error::invalid("cursor", "must be the nextCursor of a page"));
    Ok(Some((number(after)?, number(until)?)))
}

async fn record(call: &Call, exam: Option<ExamId>, subject: Option<String>, data: Fact) -> Result<()> {
    let mut tx = call.begin().await?;
    call.record(&mut tx, About { exam, ..About::default() }, subject, data).await?;
    tx.commit().await
}

/// The proof that an entry of this exam is in the tree of the newest checkpoint.
///
/// # Errors
/// `EVENT_NOT_FOUND`, also for one of another exam or without a number; `CHECKPOINT_NOT_FOUND` while none
/// covers it.
pub async fn proof(call: &Call, exam: ExamId, id: EventId) -> Result<Answer<InclusionProof>> {
    let about = About { exam: Some(exam), ..About::default() };
    let refuse = |refusal: Refusal| Error::from(refusal).about(about);
    let mut tx = call.read().await?;
    seat::exam(&mut tx, exam).await?;
    let entry = journal::get(&mut tx, id.0).await?.filter(|entry| entry.event.exam_id == Some(exam));
    let entry = entry.ok_or_else(|| refuse(Refusal::EventNotFound))?;
    let seq = entry.seq.ok_or_else(|| refuse(Refusal::EventNotFound))?;
    let (checkpoint, root) = newest(&mut tx)
        .await?
        .filter(|(checkpoint, _)| checkpoint.size >= seq)
        .ok_or_else(|| refuse(Refusal::CheckpointNotFound))?;
    let (index, size) = (unsigned(seq - 1), unsigned(checkpoint.size));
    let hashes = tree::inclusion(&mut tx, index, size).await?;
    drop(tx);
    let leaf = entry.event.leaf()?;
    let hash = leaf_hash(&leaf);
    if !includes(root, size, index, hash, &hashes) {
        let why = "the tree over the journal does not hold this entry; run mpa audit verify";
        return Err(Error::internal(&std::io::Error::other(why)));
    }
    record(call, Some(exam), Some(id.to_string()), Fact::ReadProof { seq }).await?;
    Ok(Answer::ok(InclusionProof {
        leaf_index: seq - 1,
        tree_size: checkpoint.size,
        leaf: BASE64_STANDARD.encode(&leaf),
        leaf_hash: hash.to_base64(),
        hashes: hashes.into_iter().map(tlog::Hash::to_base64).collect(),
        checkpoint: checkpoint.note,
    }))
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

/// The newest checkpoint.
///
/// # Errors
/// `CHECKPOINT_NOT_FOUND` before the first.
pub async fn checkpoint(call: &Call) -> Result<Answer<CheckpointView>> {
    let found = newest(&mut *call.read().await?).await?;
    let (checkpoint, root) = found.ok_or(Refusal::CheckpointNotFound)?;
    let signed_by = call.app.log.signed_by(&checkpoint.note).await;
    let key = signed_by.unwrap_or_else(|| call.app.log.public_key());
    Ok(Answer::ok(CheckpointView {
        checkpoint: checkpoint.note,
        size: checkpoint.size,
        root_hash: root.to_base64(),
        public_key: key.to_string(),
    }))
}

fn entry_view(journal::Entry { seq, event, .. }: journal::Entry) -> AuditEntry {
    AuditEntry {
        seq: seq.unwrap_or_default(),
        data: event.facts(),
        id: event.id,
        occurred_at: event.occurred_at,
        action: event.action,
        outcome: event.outcome,
        code: event.code,
        exam_id: event.exam_id,
        centre_id: event.centre_id,
        slot_id: event.slot_id,
        candidate_id: event.candidate_id,
        subject_id: event.subject_id,
        actor_id: event.actor_id,
        actor_role: event.actor_role,
        session_id: event.session_id,
        address: event.address,
        device_id: event.device_id,
    }
}
