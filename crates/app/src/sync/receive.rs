//! Everything that came is kept whole before it is judged: its files first, then, in one transaction for the
//! batch, the rows.

use std::sync::Arc;

use super::{
    batch::Header,
    inspect,
    item::{Entry, Item, Unreadable, digest_of},
    unread,
};
use crate::{
    call::Call,
    error::{Error, Result},
};
use domain::{
    ConflictId, ExamId, Timestamp, UserId,
    record::{Claim, KeptClaim, Proof, grown, same_record},
    sync::{EntityType, Happening, Move, RECORD_ID_REUSED, RecordStatus, happens},
};
use serde_json::{Value, json};
use store::{
    StoreError, Tx,
    blobs::{self, Blob},
    sync_hand_overs,
    sync_records::{self, Record},
    sync_unread::Unread,
};
use tokio::task::JoinSet;
use tracing::Instrument as _;
use uuid::Uuid;

/// Images of a batch that are read and stored at a time.
pub(super) const BATCH_IMAGES: usize = 8;

/// A record that is kept.
#[derive(Debug)]
pub(super) struct Received {
    /// Its place in the batch.
    pub place: usize,
    /// The row, as it was when it was kept or found.
    pub record: Record,
    /// Whether it came for the first time.
    pub fresh: bool,
    /// The picture of a face, for the comparison.
    pub image: Option<Vec<u8>>,
    /// The time in which its capture token was good.
    pub token: Option<(Timestamp, Timestamp)>,
    /// What was said beside the capture and left out.
    pub dropped: Vec<&'static str>,
}

/// What was kept of an upload.
#[derive(Debug, Default)]
pub(super) struct Receipt {
    /// The records.
    pub records: Vec<Received>,
    /// What came for the first time and could not be read.
    pub unread: Vec<Unread>,
}

/// A record on its way into the store.
struct Coming {
    place: usize,
    record: Record,
    blob: Option<Blob>,
    image: Option<Vec<u8>>,
    token: Option<(Timestamp, Timestamp)>,
    dropped: Vec<&'static str>,
    /// The digest of its content, whoever captured it.
    content: Vec<u8>,
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
    // In one order for all, so that two batches with the same records cannot wait for each other.
    coming.sort_by_key(|coming| (coming.record.record_id, coming.place));
    let mut tx = call.begin().await?;
    let (mut receipt, mut namesakes) = (Receipt::default(), Namesakes::default());
    for one in coming {
        receipt.records.push(keep(&mut tx, &mut namesakes, one).await?);
    }
    for one in stored {
        receipt.unread.extend(unread::keep(&mut tx, one).await?);
    }
    tx.commit().await?;
    Ok(receipt)
}

/// Reads and stores the images of what did not come before, a few at a time.
async fn store_images(call: &Call, header: &Header, items: Vec<(usize, Item)>) -> Result<Vec<Coming>> {
    let ids = items.iter().map(|(_, item)| item.record_id);
    let known = sync_records::by_record_ids(&mut *call.read().await?, header.exam, ids).await?;
    let mut coming = Vec::with_capacity(items.len());
    let mut fresh: Vec<(usize, Item)> = Vec::new();
    for (place, item) in items {
        let content = item.digest();
        let (claim, _) = claim(call, header, item.capture_token.as_deref());
        let alike: Vec<KeptClaim> = known.iter().filter_map(|one| alike(one, item.record_id, &content)).collect();
        if same_record(&alike, claim).is_some() {
            coming.push(prepare(call, header, place, item, None));
        } else {
            fresh.push((place, item));
        }
    }
    let mut fresh = fresh.into_iter();
    loop {
        let mut tasks = JoinSet::new();
        for (place, item) in fresh.by_ref().take(BATCH_IMAGES) {
            tasks.spawn(keep_image(call.clone(), header.exam, place, item).in_current_span());
        }
        if tasks.is_empty() {
            return Ok(coming);
        }
        for kept in tasks.join_all().await {
            let (place, item, image) = kept?;
            coming.push(prepare(call, header, place, item, Some(image)));
        }
    }
}

/// What is known of a stored record and its captor, where it has this id and content.
fn alike(record: &Record, id: Uuid, content: &[u8]) -> Option<KeptClaim> {
    // Before records were their captors', the content alone was the digest.
    let is = record.digest == content || record.digest == digest_of(content, record.operator_id);
    let proof = record.proof.parse().unwrap_or(Proof::None); // which the schema holds to the three
    let claim = Claim { captor: record.operator_id, proof };
    (is && record.record_id == id).then_some(KeptClaim { claim, failed: record.status == RecordStatus::Failed })
}

/// An image that lies in the store, and what was read of it.
struct Kept {
    blob: Option<Blob>,
    inspected: Value,
}

/// Reads and stores the image of a record. A fingerprint never comes back out, so what has to be known
/// of it is read now.
async fn keep_image(call: Call, exam: domain::ExamId, place: usize, mut item: Item) -> Result<(usize, Item, Kept)> {
    let Some(image) = item.image.take() else { return Ok((place, item, Kept { blob: None, inspected: json!({}) })) };
    let kind = inspect::kind_of(item.entity_type);
    let image = Arc::new(image);
    let inspected = inspect::read(&call, item.entity_type, &item.payload, Arc::clone(&image)).await?;
    let (app, image) = (&call.app, Arc::unwrap_or_clone(image));
    let now = app.clock.now();
    // Each is written by threads of its own, which keep what memory they have had.
    let turn = app.batch_images.acquire().await.map_err(|error| Error::internal(&error))?;
    let blob = app.vault.put(Some(exam), kind, app.ids.next(now).into(), image.clone(), now).await?;
    drop(turn);
    // The digest was taken with the image; a face is compared from it.
    item.image = Some(image);
    Ok((place, item, Kept { blob: Some(blob), inspected }))
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

/// The records that are stored under one id: read once for all records of a batch with that id, which stand together
/// there. However many they are, each costs as much as any other.
#[derive(Default)]
struct Namesakes {
    id: Option<Uuid>,
    records: Vec<Record>,
}

impl Namesakes {
    async fn turn_to(&mut self, tx: &mut Tx, exam: ExamId, id: Uuid) -> Result<()> {
        if self.id != Some(id) {
            self.records = sync_records::by_record_ids(tx, exam, std::iter::once(id)).await?;
            self.id = Some(id);
        }
        Ok(())
    }

    /// Whether the captor has given the id to something already.
    fn is_taken_by(&self, captor: UserId) -> bool {
        self.records.iter().any(|one| one.operator_id == captor && !one.reused)
    }
}

/// Keeps one record; another content of a known id of the same captor is kept aside.
async fn keep(tx: &mut Tx, namesakes: &mut Namesakes, coming: Coming) -> Result<Received> {
    let Coming { place, mut record, blob, image, token, dropped, content } = coming;
    let done = |record, fresh| Received { place, record, fresh, image, token, dropped };
    namesakes.turn_to(tx, record.exam_id, record.record_id).await?;
    if let Some(same) = handed_over(tx, namesakes, &record, &content).await? {
        return Ok(done(same, false));
    }
    if let Some(blob) = &blob {
        blobs::insert(tx, blob).await?;
    }
    if namesakes.is_taken_by(record.operator_id) || !sync_records::insert(tx, &record).await? {
        if !namesakes.is_taken_by(record.operator_id) {
            // It came in another batch at this very moment, this content or another.
            namesakes.id = None;
            namesakes.turn_to(tx, record.exam_id, record.record_id).await?;
            if let Some(same) = handed_over(tx, namesakes, &record, &content).await? {
                if let Some(blob) = &blob {
                    blobs::forget(tx, blob.id).await?;
                }
                return Ok(done(same, false));
            }
        }
        record.reused = true;
        record.status = RecordStatus::Failed;
        record.code = Some(RECORD_ID_REUSED.to_owned());
        record.error = Some("Another record was sent with this id. Give each record an id of its own.".to_owned());
        record.judged_at = Some(record.received_at);
        if !sync_records::insert(tx, &record).await? {
            return Err(StoreError::Corrupt { column: "record_id" }.into());
        }
    }
    sync_hand_overs::note(tx, record.id, &record).await?;
    namesakes.records.push(record.clone());
    Ok(done(record, true))
}

/// The record that is handed over once more, if this is one. Each hand-over is noted; what it proves of who captured
/// the record only grows.
async fn handed_over(
    tx: &mut Tx,
    namesakes: &mut Namesakes,
    coming: &Record,
    content: &[u8],
) -> Result<Option<Record>> {
    let id = coming.record_id;
    let known = &mut namesakes.records;
    let found: Vec<(usize, KeptClaim)> =
        known.iter().enumerate().filter_map(|(place, one)| Some((place, alike(one, id, content)?))).collect();
    let alike: Vec<KeptClaim> = found.iter().map(|(_, known)| *known).collect();
    let proof = coming.proof.parse().unwrap_or(Proof::None);
    let claim = Claim { captor: coming.operator_id, proof };
    let Some((place, before)) = same_record(&alike, claim).and_then(|index| found.get(index)) else { return Ok(None) };
    let Some(same) = known.get(*place).cloned() else { return Ok(None) };
    sync_hand_overs::note(tx, same.id, coming).await?;
    let before = before.claim;
    let now = grown(before, claim);
    let open = happens(same.status, same.code.as_deref(), Happening::SentAgain) == Move::Judge && !same.reused;
    // Who it is proved to be of may have given the id to another content: then this one stays whose it was.
    let taken = |record: &Record| record.operator_id == now.captor && record.id != same.id && !record.reused;
    if now != before && open && !known.iter().any(taken) {
        let digest = digest_of(content, now.captor);
        sync_hand_overs::prove(tx, same.id, now.captor, now.proof.into(), digest, coming).await?;
        namesakes.id = None; // what is known of them is another now
    }
    Ok(Some(same))
}
