//! What cannot be read as a record is kept as it came, sealed.

use adapters::BlobKind;
use domain::{CandidateId, CentreId, record::Claim};
use serde_json::json;
use store::{
    Tx,
    blobs::{self, Blob},
    candidates,
    sync_unread::{self, Unread},
};

use super::{batch::Header, inspect, item::Unreadable};
use crate::{call::Call, error::Result, seat::Whom};

/// One whose files lie in the store.
pub(super) struct Stored {
    row: Unread,
    files: Vec<Blob>,
}

/// Stores the files of one, unless the same bytes came from the same hands before. Its bytes may hold a
/// fingerprint, so they are of a kind that is never read back; so is an image of which nobody knows what it is.
///
/// # Errors
/// When the files or the store fail.
pub(super) async fn store(call: &Call, header: &Header, unread: Unreadable, claim: Claim) -> Result<Option<Stored>> {
    let exam = header.exam;
    let digest = unread.digest();
    let mut tx = call.read().await?;
    if sync_unread::is_known(&mut tx, exam, call.caller.actor.user_id, &digest).await? {
        return Ok(None);
    }
    let (candidate_id, centre_id) = about(call, &mut tx, header, unread.whom.as_ref()).await?;
    drop(tx);
    let now = call.app.clock.now();
    let raw = call.app.vault.put(Some(exam), BlobKind::UnreadRecord, call.id(), unread.raw, now).await?;
    let (blob_id, mut files) = (raw.id, vec![raw]);
    let (mut image_id, mut inspected) = (None, json!({}));
    if let Some(mut image) = unread.image {
        let kind = unread.entity_type.map_or(BlobKind::UnreadRecord, inspect::kind_of);
        if kind == BlobKind::Fingerprint {
            // It never comes back out, so what has to be known of it is read now.
            (inspected, image) = call
                .app
                .images
                .run_patiently_for(call.party(), move || (inspect::fingerprint_blocking(&image), image))
                .await?;
        }
        let image = call.app.vault.put(Some(exam), kind, call.id(), image, now).await?;
        image_id = Some(image.id);
        files.push(image);
    }
    let row = Unread {
        id: call.id(),
        exam_id: exam,
        record_id: unread.record_id,
        digest,
        entity_type: unread.entity_type,
        candidate_id,
        centre_id,
        blob_id,
        image_id,
        inspected,
        operator_id: claim.captor,
        proof: claim.proof.to_string(),
        uploaded_by: call.caller.actor.user_id,
        session_id: call.caller.actor.session_id,
        device_id: header.device.clone(),
        captured_at: unread.captured_at,
        received_at: now,
        clock_offset: header.device_time.0.saturating_sub(call.moment.captured.0),
        code: unread.code.to_owned(),
        error: unread.error,
        decided: None,
    };
    Ok(Some(Stored { row, files }))
}

/// Whom it is about, where that could be read, and whose supervisor sees it: that of who handed it over, or of the
/// candidate where the hands are of no centre.
async fn about(
    call: &Call,
    tx: &mut Tx,
    header: &Header,
    whom: Option<&Whom>,
) -> Result<(Option<CandidateId>, Option<CentreId>)> {
    let id = match whom {
        Some(Whom::Id(id)) => Some(*id),
        Some(Whom::Roll(roll)) => candidates::id_of_roll(tx, header.exam, roll).await?,
        None => None,
    };
    let found = match id {
        Some(id) => candidates::get(tx, header.exam, id).await?,
        None => None,
    };
    let own = call.caller.actor.centre_id;
    // Whose centre it is not is nothing to the hands that it came from.
    let found = found.filter(|candidate| own.is_none_or(|own| own == candidate.centre_id));
    Ok((found.as_ref().map(|candidate| candidate.id), own.or(found.map(|candidate| candidate.centre_id))))
}

/// Names the files of one in its row; none when the same bytes came at this very moment.
///
/// # Errors
/// When the store fails.
pub(super) async fn keep(tx: &mut Tx, stored: Stored) -> Result<Option<Unread>> {
    for file in &stored.files {
        blobs::insert(tx, file).await?;
    }
    if sync_unread::insert(tx, &stored.row).await? {
        return Ok(Some(stored.row));
    }
    for file in &stored.files {
        blobs::forget(tx, file.id).await?;
    }
    Ok(None)
}
