//! The rows of a batch: what is new is written in one statement; what was here before is found, and what its hand-over
//! proves is noted.

use std::collections::{HashMap, HashSet};

use super::{
    coming::{Coming, Received},
    item::digest_of,
};
use crate::error::Result;
use domain::{
    ExamId,
    record::{Claim, KeptClaim, Proof, grown, same_record},
    sync::{Happening, Move, RECORD_ID_REUSED, RecordStatus, happens},
};
use store::{
    StoreError, Tx, blobs, sync_hand_overs,
    sync_records::{self, Record},
    sync_sets::{self, HandOvers},
};
use uuid::Uuid;

/// What is stored under the ids of a batch, and who handed it over in this.
struct Ledger {
    known: HashMap<Uuid, Vec<Record>>,
    hand_overs: HandOvers,
}

impl Ledger {
    async fn open(tx: &mut Tx, exam: ExamId, ids: impl Iterator<Item = Uuid>) -> Result<Self> {
        let mut known: HashMap<Uuid, Vec<Record>> = HashMap::new();
        for record in sync_records::by_record_ids(tx, exam, ids).await? {
            known.entry(record.record_id).or_default().push(record);
        }
        Ok(Self { known, hand_overs: HandOvers::default() })
    }

    /// Looks once more at what is stored under an id.
    async fn look_again(&mut self, tx: &mut Tx, exam: ExamId, id: Uuid) -> Result<()> {
        let records = sync_records::by_record_ids(tx, exam, std::iter::once(id)).await?;
        self.known.insert(id, records);
        Ok(())
    }

    fn namesakes(&self, id: Uuid) -> &[Record] {
        self.known.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Whether the captor has given the id of a record to something already.
    fn has_taken(&self, record: &Record) -> bool {
        self.namesakes(record.record_id).iter().any(|one| one.operator_id == record.operator_id && !one.reused)
    }

    fn add(&mut self, record: Record) {
        self.hand_overs.add(record.id, &record);
        self.known.entry(record.record_id).or_default().push(record);
    }
}

/// Keeps what came, in its order: what is new in one statement; what was here before, or has the id of another, one by
/// one.
pub(super) async fn keep_all(tx: &mut Tx, exam: ExamId, coming: Vec<Coming>) -> Result<Vec<Received>> {
    let mut ledger = Ledger::open(tx, exam, coming.iter().map(|one| one.record.record_id)).await?;
    let mut named: HashSet<Uuid> = ledger.known.keys().copied().collect();
    let (new, mut others): (Vec<_>, Vec<_>) = coming.into_iter().partition(|one| named.insert(one.record.record_id));
    blobs::insert_all(tx, new.iter().filter_map(|one| one.blob.as_ref())).await?;
    let kept: HashSet<Uuid> = sync_sets::insert(tx, new.iter().map(|one| &one.record)).await?.into_iter().collect();
    let mut received = Vec::with_capacity(new.len() + others.len());
    for one in new {
        if kept.contains(&one.record.id) {
            ledger.add(one.record.clone());
            received.push(one.received(true));
            continue;
        }
        // It came in another batch at this very moment, this content or another.
        if let Some(blob) = &one.blob {
            blobs::forget(tx, blob.id).await?;
        }
        ledger.look_again(tx, exam, one.record.record_id).await?;
        others.push(one);
    }
    others.sort_by_key(|one| (one.record.record_id, one.place));
    for one in others {
        received.push(keep(tx, &mut ledger, one).await?);
    }
    ledger.hand_overs.note(tx).await?;
    Ok(received)
}

/// Keeps one record under an id that is known; another content of the same captor is kept aside.
async fn keep(tx: &mut Tx, ledger: &mut Ledger, mut coming: Coming) -> Result<Received> {
    if let Some(same) = handed_over(tx, ledger, &coming).await? {
        return Ok(Received { record: same, ..coming.received(false) });
    }
    if let Some(blob) = &coming.blob {
        blobs::insert(tx, blob).await?;
    }
    let id = coming.record.record_id;
    if ledger.has_taken(&coming.record) || !sync_records::insert(tx, &coming.record).await? {
        if !ledger.has_taken(&coming.record) {
            // It came in another batch at this very moment, this content or another.
            ledger.look_again(tx, coming.record.exam_id, id).await?;
            if let Some(same) = handed_over(tx, ledger, &coming).await? {
                if let Some(blob) = &coming.blob {
                    blobs::forget(tx, blob.id).await?;
                }
                return Ok(Received { record: same, ..coming.received(false) });
            }
        }
        let record = &mut coming.record;
        record.reused = true;
        record.status = RecordStatus::Failed;
        record.code = Some(RECORD_ID_REUSED.to_owned());
        record.error = Some("Another record was sent with this id. Give each record an id of its own.".to_owned());
        record.judged_at = Some(record.received_at);
        if !sync_records::insert(tx, record).await? {
            return Err(StoreError::Corrupt { column: "record_id" }.into());
        }
    }
    ledger.add(coming.record.clone());
    Ok(coming.received(true))
}

/// The record that is handed over once more, if this is one. Each hand-over is noted; what it proves of who captured
/// the record only grows.
async fn handed_over(tx: &mut Tx, ledger: &mut Ledger, coming: &Coming) -> Result<Option<Record>> {
    let (id, content, coming) = (coming.record.record_id, &coming.content, &coming.record);
    let known = ledger.namesakes(id);
    let found: Vec<(usize, KeptClaim)> =
        known.iter().enumerate().filter_map(|(place, one)| Some((place, alike(one, id, content)?))).collect();
    let alike: Vec<KeptClaim> = found.iter().map(|(_, known)| *known).collect();
    let proof = coming.proof.parse().unwrap_or(Proof::None);
    let claim = Claim { captor: coming.operator_id, proof };
    let Some((place, before)) = same_record(&alike, claim).and_then(|index| found.get(index)) else { return Ok(None) };
    let Some(same) = known.get(*place).cloned() else { return Ok(None) };
    let before = before.claim;
    let now = grown(before, claim);
    let open = happens(same.status, same.code.as_deref(), Happening::SentAgain) == Move::Judge && !same.reused;
    // Who it is proved to be of may have given the id to another content: then this one stays whose it was.
    let taken = |record: &Record| record.operator_id == now.captor && record.id != same.id && !record.reused;
    let grows = now != before && open && !known.iter().any(taken);
    ledger.hand_overs.add(same.id, coming);
    if grows {
        let digest = digest_of(content, now.captor);
        sync_hand_overs::prove(tx, same.id, now.captor, now.proof.into(), digest, coming).await?;
        ledger.look_again(tx, same.exam_id, id).await?; // what is known of them is another now
    }
    Ok(Some(same))
}

/// What is known of a stored record and its captor, where it has this id and content.
pub(super) fn alike(record: &Record, id: Uuid, content: &[u8]) -> Option<KeptClaim> {
    if record.record_id != id {
        return None;
    }
    // Before records were their captors', the content alone was the digest.
    let is = record.digest == content || record.digest == digest_of(content, record.operator_id);
    let proof = record.proof.parse().unwrap_or(Proof::None); // which the schema holds to the three
    let claim = Claim { captor: record.operator_id, proof };
    is.then_some(KeptClaim { claim, failed: record.status == RecordStatus::Failed })
}
