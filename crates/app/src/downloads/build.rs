//! A package is built beside the requests: one snapshot of the candidates, their photographs in order,
//! straight into an encrypted file. A crash leaves no package; the next fetch builds it anew.

use base16ct::lower::encode_string;
use std::collections::HashMap;

use super::{
    ahead::Ahead,
    archive::{Archive, FORMAT, Packed, Piece},
};
use crate::{
    candidates::view,
    error::{Error, Result},
    seat,
    state::App,
};
use adapters::BlobKind;
use api::candidates::CandidateView;
use domain::{
    CandidateId, DownloadId, Timestamp,
    centre::Centre,
    exam::Exam,
    order::Sorting,
    scope::Scope,
    slot::{Slot, status_at},
};
use serde::Serialize;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use store::{
    Page, Tx, blobs,
    candidate_lists::{self, CandidateFilter, CandidatesWanted},
    centres,
    downloads::{self, Download},
    slots,
};
use tokio::sync::mpsc;
use vault::CAPTURE_SECONDS;

/// Seconds for which a builder that says nothing more is taken to be alive.
const CLAIM_SECONDS: i64 = 10;
/// Candidates read at a time.
const PAGE: i64 = 500;
/// Bytes of the candidates handed on at a time.
const LINES: usize = 64 * 1024;

/// A candidate with the photograph that was enrolled at the moment of the snapshot.
struct Held {
    view: CandidateView,
    omr_number: Option<String>,
    photo: Option<(domain::BlobId, u64)>,
}

/// What is in a package, but for the pictures.
struct Snapshot {
    at: Timestamp,
    exam: Exam,
    slots: Vec<Slot>,
    centres: Vec<Centre>,
    candidates: Vec<Held>,
}

/// A line of `candidates.jsonl`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    #[serde(flatten)]
    view: &'a CandidateView,
    #[serde(skip_serializing_if = "Option::is_none")]
    omr_number: Option<&'a str>,
    #[serde(flatten)]
    photo: Option<&'a Photo>,
}

/// A photograph in a package.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Photo {
    photo: String,
    photo_sha256: String,
}

/// Begins the building of a package; false when this process is at it or has too many before it.
pub(super) fn start(app: &App, id: DownloadId) -> bool {
    if !app.packages.enter(id) {
        return false;
    }
    let place = Place { app: app.clone(), id };
    tokio::spawn(async move {
        let app = &place.app;
        let Ok(_turn) = app.packages.builds.acquire().await else { return };
        if let Err(failure) = run(app, id).await {
            tracing::error!(download = %id, code = failure.code().as_str(), "a package could not be built");
            let failed = async {
                let mut tx = app.journal.begin().await?;
                downloads::failed(&mut tx, id).await?;
                tx.commit().await
            };
            drop(failed.await); // its claim ends by itself
        }
    });
    true
}

/// Leaves when it is dropped, also by a panic.
struct Place {
    app: App,
    id: DownloadId,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.app.packages.leave(self.id);
    }
}

/// The right to build, kept up while the work goes on.
struct Claim {
    id: DownloadId,
    until: Timestamp,
}

impl Claim {
    async fn keep(&mut self, app: &App) -> Result<()> {
        let now = app.clock.now();
        if self.until.seconds_since(now) > CLAIM_SECONDS / 2 {
            return Ok(());
        }
        let until = now.plus_seconds(CLAIM_SECONDS);
        let mut tx = app.journal.begin().await?;
        if !downloads::keep_claim(&mut tx, self.id, self.until, until).await? {
            return Err(Error::busy()); // somebody else has gone on
        }
        tx.commit().await?;
        self.until = until;
        Ok(())
    }
}

async fn run(app: &App, id: DownloadId) -> Result<()> {
    let now = app.clock.now();
    let mut claim = Claim { id, until: now.plus_seconds(CLAIM_SECONDS) };
    let mut tx = app.journal.begin().await?;
    let claimed = downloads::claim(&mut tx, id, now, claim.until).await?;
    let Some(download) = downloads::get(&mut tx, id).await?.filter(|_| claimed) else { return Ok(()) };
    tx.commit().await?;
    let snapshot = snapshot(app, &download).await?;
    let (pieces, received) = mpsc::channel(2);
    let (scope, blob_id) = (Some(download.exam_id), app.ids.next(now).into());
    let (stored, fed) = tokio::join!(
        app.vault.put_all(scope, BlobKind::Package, blob_id, Archive::of(received), now),
        feed(app, &download, snapshot, pieces, &mut claim),
    );
    let (blob, counts) = (stored?, fed?);
    let mut tx = app.journal.begin().await?;
    blobs::insert(&mut tx, &blob).await?;
    if downloads::built(&mut tx, id, (blob_id, blob.size), counts.candidates, counts.photos).await? {
        tx.commit().await?;
    } else {
        drop(tx);
        app.vault.delete(scope, BlobKind::Package, blob_id).await?;
    }
    Ok(())
}

async fn snapshot(app: &App, download: &Download) -> Result<Snapshot> {
    let at = app.clock.now();
    let mut tx = app.journal.read().await?;
    let exam = seat::exam(&mut tx, download.exam_id).await?;
    let mut open = match download.centre_id {
        Some(centre) => slots::at_centre(&mut tx, exam.id, centre).await?,
        None => {
            let mut open = Vec::new();
            for slot in &download.slots {
                open.extend(slots::get(&mut tx, *slot).await?);
            }
            open
        }
    };
    for slot in &mut open {
        slot.status = status_at(slot.status, slot.start_time, slot.end_time, &exam.settings, at);
    }
    let mut of_slots: Vec<Centre> = Vec::new();
    for slot in &open {
        if !of_slots.iter().any(|known| known.id == slot.centre_id) {
            of_slots.extend(centres::get(&mut tx, slot.centre_id).await?);
        }
    }
    let candidates = all_candidates(&mut tx, download, at).await?;
    Ok(Snapshot { at, exam, slots: open, centres: of_slots, candidates })
}

/// Every candidate of the download as they are in this transaction, each once.
async fn all_candidates(tx: &mut Tx, download: &Download, at: Timestamp) -> Result<Vec<Held>> {
    let exam = download.exam_id;
    let scope = download.centre_id.map_or_else(|| Scope::Slots(download.slots.clone()), Scope::Centre);
    let filter = CandidateFilter::default();
    let wanted = CandidatesWanted { exam, scope: &scope, filter: &filter, now: at };
    let mut all: Vec<Held> = Vec::new();
    loop {
        let page = Page { after: all.last().map(|held| held.view.id.0), limit: PAGE };
        let found = candidate_lists::list(tx, &wanted, Sorting::default(), page).await?;
        let full = found.len() == usize::try_from(PAGE).unwrap_or_default();
        let ids: Vec<CandidateId> = found.iter().map(|one| one.candidate.id).collect();
        let photos = downloads::photos(tx, exam, &ids).await?;
        let photos: HashMap<_, _> =
            photos.into_iter().map(|photo| (photo.candidate, (photo.blob, photo.size))).collect();
        all.extend(found.into_iter().map(|mut one| Held {
            omr_number: one.candidate.omr_number.take(),
            photo: photos.get(&one.candidate.id).copied(),
            view: view(one, false),
        }));
        if !full {
            return Ok(all);
        }
    }
}

async fn feed(
    app: &App,
    download: &Download,
    snapshot: Snapshot,
    pieces: mpsc::Sender<Piece>,
    claim: &mut Claim,
) -> Result<Packed> {
    let begin = async |name: &str, compress| send(&pieces, Piece::Begin { name: name.to_owned(), compress }).await;
    begin("exam.json", true).await?;
    send(&pieces, Piece::Data(about_exam(app, download, &snapshot).await?)).await?;
    let mut photos: HashMap<CandidateId, Photo> = HashMap::new();
    let mut counts = Packed { candidates: i64::try_from(snapshot.candidates.len()).unwrap_or(0), ..Packed::default() };
    let in_order = snapshot.candidates.iter().filter_map(|held| held.photo).collect();
    let mut ahead = Ahead::of(&app.vault, download.exam_id, in_order);
    for held in snapshot.candidates.iter().filter(|held| held.photo.is_some()) {
        claim.keep(app).await?;
        let Some(read) = ahead.next().await else { break };
        let bytes = match read {
            Ok(bytes) => bytes,
            // A picture that is lost or damaged is left out and counted: one bad record stops nothing.
            Err(failure) if failure.is_lost() => {
                counts.photos_missing += 1;
                continue;
            }
            // Otherwise nobody knows whether it is there: no package, rather than one that lacks it.
            Err(failure) => return Err(failure.into()),
        };
        let name = format!("photos/{}.{}", held.view.id, extension(&bytes));
        begin(&name, false).await?;
        photos.insert(held.view.id, Photo { photo: name, photo_sha256: encode_string(&Sha256::digest(&bytes)) });
        counts.photos += 1;
        send(&pieces, Piece::Data(bytes)).await?;
    }
    begin("candidates.jsonl", true).await?;
    let mut lines = Vec::new();
    for held in &snapshot.candidates {
        let photo = photos.get(&held.view.id);
        let line = Line { view: &held.view, omr_number: held.omr_number.as_deref(), photo };
        serde_json::to_writer(&mut lines, &line).map_err(|error| Error::internal(&error))?;
        lines.push(b'\n');
        if lines.len() >= LINES {
            send(&pieces, Piece::Data(std::mem::take(&mut lines))).await?;
        }
    }
    send(&pieces, Piece::Data(lines)).await?;
    send(&pieces, Piece::End(counts)).await?;
    Ok(counts)
}

async fn send(pieces: &mpsc::Sender<Piece>, piece: Piece) -> Result<()> {
    pieces.send(piece).await.map_err(|_| Error::internal(&std::io::Error::other("the package is not stored")))
}

/// `exam.json`: what a station needs to know beside the candidates.
async fn about_exam(app: &App, download: &Download, snapshot: &Snapshot) -> Result<Vec<u8>> {
    let capture_token = app.tokens.issue_capture(download.operator_id, download.exam_id, snapshot.at)?;
    let export = app.vault.key(Some(download.exam_id), snapshot.at).await?.queue_key()?;
    let about = json!({
        "format": FORMAT,
        "downloadId": download.id,
        "serverTime": snapshot.at,
        "operatorId": download.operator_id,
        "captureToken": capture_token,
        "captureTokenExpiresAt": snapshot.at.plus_seconds(CAPTURE_SECONDS),
        "exportRecipient": export.recipient(),
        "exam": snapshot.exam,
        "centres": snapshot.centres,
        "slots": snapshot.slots,
    });
    serde_json::to_vec_pretty(&about).map_err(|error| Error::internal(&error))
}

/// By content, as the picture was recognised when it came.
fn extension(bytes: &[u8]) -> &'static str {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => "png",
        [b'R', b'I', b'F', b'F', ..] => "webp",
        [b'B', b'M', ..] => "bmp",
        _ => "jpg",
    }
}
