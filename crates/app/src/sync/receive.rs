//! Everything that came is kept whole before it is judged: its files first, then, in one transaction for the
//! batch, the rows.

use std::{io::Cursor, sync::Arc};

use super::{
    batch::Header,
    coming::{Coming, Received},
    inspect,
    item::{Entry, Item, Unreadable, digest_of},
    ledger::{self, alike},
    unread,
};
use crate::{
    call::Call,
    error::{Error, Result},
};
use domain::{
    ConflictId, ExamId, Timestamp,
    record::{Claim, KeptClaim, Proof, same_record},
    sync::{EntityType, RecordStatus, SCORED_AT_ONCE, SCORING},
};
use serde_json::{Value, json};
use store::{
    blobs::Blob,
    sync_records::{self, Record},
    sync_unread::Unread,
};
use tokio::task::JoinSet;
use tracing::Instrument as _;

/// Sets of images of a batch that are read and stored at a time.
const TOGETHER: usize = 8;
/// The most images of a set, which are made durable together; each is an open file until then.
const FLUSHED_TOGETHER: usize = 16;

/// What was kept of an upload.
#[derive(Debug, Default)]
pub(super) struct Receipt {
    /// The records.
    pub records: Vec<Received>,
    /// What came for the first time and could not be read.
    pub unread: Vec<Unread>,
}

/// Who captured, as a token says or does not, and the time in which it was good.
fn claim(call: &Call, header: &Header, token: Option<&str>) -> (Claim, Option<(Timestamp, Timestamp)>) {
    let own = |proof| (Claim { captor: call.caller.actor.user_id, proof }, None);
    match token.map(|token| call.app.tokens.verify_capture(token)) {
        None => own(Proof::None),
        Some(Some(good)) if good.exam == header.exam => {
            (Claim { captor: good.operator, proof: Proof::Token }, Some((good.issued_at, good.expires_at)))
        }
        Some(_) => own(Proof::Invalid),
    }
}

/// Keeps what came for the first time, and finds what came before.
///
/// # Errors
/// When the files or the store fail; nothing was acknowledged then.
pub(super) async fn receive(
    call: &Call,
    header: &Header,
    entries: Vec<(usize, Entry)>,
    strays: Vec<Unreadable>,
) -> Result<Receipt> {
    let mut unreadable = strays;
    let mut items: Vec<(usize, Item)> = Vec::with_capacity(entries.len());
    for (place, entry) in entries {
        match entry {
            Ok(item) => items.push((place, item)),
            Err(unread) => unreadable.push(*unread),
        }
    }
    let mut coming = store_images(call, header, items).await?;
    let mut stored = Vec::new();
    for unread in unreadable {
        let (claim, _) = claim(call, header, unread.capture_token.as_deref());
        stored.extend(unread::store(call, header, unread, claim).await?);
    }
    behind(&mut coming);
    // In one order for all, so that two batches with the same records cannot wait for each other.
    coming.sort_by_key(|coming| (coming.record.record_id, coming.place));
    let mut tx = call.begin().await?;
    let mut receipt = Receipt { records: ledger::keep_all(&mut tx, header.exam, coming).await?, unread: Vec::new() };
    for one in stored {
        receipt.unread.extend(unread::keep(&mut tx, one).await?);
    }
    tx.commit().await?;
    Ok(receipt)
}

/// Where there are more faces than are scored at once, all of them are scored behind.
fn behind(coming: &mut [Coming]) {
    let mut faces: Vec<&mut Coming> =
        coming.iter_mut().filter(|one| one.image.is_some() && inspect::is_picture(&one.record)).collect();
    if faces.len() <= SCORED_AT_ONCE {
        return;
    }
    for one in &mut faces {
        one.image = None; // it is read back when its turn comes
        one.record.code = Some(SCORING.to_owned());
        one.record.error = Some("The face is kept, and is compared behind: ask for its state.".to_owned());
    }
}

/// Reads and stores the images of what did not come before, a few at a time.
async fn store_images(call: &Call, header: &Header, items: Vec<(usize, Item)>) -> Result<Vec<Coming>> {
    let ids = items.iter().map(|(_, item)| item.record_id);
    let known = sync_records::by_record_ids(&mut *call.read().await?, header.exam, ids).await?;
    let mut coming = Vec::with_capacity(items.len());
    let mut fresh: Vec<(usize, Item, Vec<u8>)> = Vec::new();
    for (place, mut item) in items {
        let came_before = || {
            let content = item.digest();
            let (claim, _) = claim(call, header, item.capture_token.as_deref());
            let alike: Vec<KeptClaim> = known.iter().filter_map(|one| alike(one, item.record_id, &content)).collect();
            same_record(&alike, claim).is_some()
        };
        if item.image.is_none() || came_before() {
            coming.push(prepare(call, header, place, item, None));
        } else if let Some(image) = item.image.take() {
            fresh.push((place, item, image));
        }
    }
    // Few are not left to one task: each image is read by a worker of its own.
    let set = fresh.len().div_ceil(TOGETHER).clamp(1, FLUSHED_TOGETHER);
    let mut fresh = fresh.into_iter();
    let mut tasks = JoinSet::new();
    loop {
        while tasks.len() < TOGETHER {
            let some: Vec<_> = fresh.by_ref().take(set).collect();
            if some.is_empty() {
                break;
            }
            tasks.spawn(keep_images(call.clone(), header.exam, some).in_current_span());
        }
        let Some(kept) = tasks.join_next().await else { return Ok(coming) };
        for (place, item, image) in kept.map_err(|error| Error::internal(&error))?? {
            coming.push(prepare(call, header, place, item, Some(image)));
        }
    }
}

/// An image that lies in the store, and what was read of it.
struct Kept {
    blob: Option<Blob>,
    inspected: Value,
}

/// An image that is stored while others look at it.
struct Shared(Arc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// Reads the images of some records, and stores them. A fingerprint never comes back out, so what has to be known of it is
/// read now.
async fn keep_images(call: Call, exam: ExamId, some: Vec<(usize, Item, Vec<u8>)>) -> Result<Vec<(usize, Item, Kept)>> {
    let (app, now) = (&call.app, call.app.clock.now());
    let (mut read, mut files) = (Vec::with_capacity(some.len()), Vec::with_capacity(some.len()));
    for (place, item, image) in some {
        let image = Arc::new(image);
        let inspected = inspect::read(&call, item.entity_type, &item.payload, Arc::clone(&image)).await?;
        let id = app.ids.next(now).into();
        files.push((inspect::kind_of(item.entity_type), id, Cursor::new(Shared(Arc::clone(&image)))));
        read.push((place, item, image, inspected));
    }
    // Each is written by threads of its own, which keep what memory they have had.
    let turn = app.batch_images.acquire().await.map_err(|error| Error::internal(&error))?;
    let blobs = app.vault.put_several(Some(exam), files, now).await?;
    drop(turn);
    let kept = read.into_iter().zip(blobs).map(|((place, mut item, image, inspected), blob)| {
        // The digest was taken with the image; a face is compared from it.
        item.image = Some(Arc::unwrap_or_clone(image));
        (place, item, Kept { blob: Some(blob), inspected })
    });
    Ok(kept.collect())
}

fn prepare(call: &Call, header: &Header, place: usize, item: Item, kept: Option<Kept>) -> Coming {
    let (claim, token) = claim(call, header, item.capture_token.as_deref());
    let content = item.digest();
    let Kept { blob, inspected } = kept.unwrap_or(Kept { blob: None, inspected: json!({}) });
    let record = Record {
        id: call.id(),
        exam_id: header.exam,
        record_id: item.record_id,
        digest: digest_of(&content, claim.captor),
        reused: false,
        entity_type: item.entity_type,
        candidate_id: None,
        centre_id: call.caller.actor.centre_id,
        payload: item.payload,
        inspected,
        blob_id: blob.as_ref().map(|blob| blob.id),
        operator_id: claim.captor,
        proof: claim.proof.to_string(),
        token_issued_at: token.map(|(issued, _)| issued),
        uploaded_by: call.caller.actor.user_id,
        session_id: call.caller.actor.session_id,
        device_id: header.device.clone(),
        captured_at: item.captured_at,
        received_at: call.app.clock.now(),
        clock_offset: header.device_time.0.saturating_sub(call.moment.captured.0),
        status: RecordStatus::Pending,
        code: None,
        error: None,
        entity_ref: None,
        conflict_id: None::<ConflictId>,
        judged_at: None,
        decided: None,
    };
    let image = item.image.filter(|_| item.entity_type == EntityType::Face);
    Coming { place, record, blob, image, token, dropped: item.dropped, content }
}
