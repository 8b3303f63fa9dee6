//! A package is fetched: by the one it was given to, in whole or from where it broke off. Each fetch is
//! in the journal.

use std::{ops::Range, time::Duration};

use domain::{DownloadId, Refusal, Role, UserId, download::PackageState, exam::ExamSettings};
use store::{
    Tx,
    downloads::{self, Download, PackageFile},
    slots,
};
use vault::hash;
use vault::{PartReader, ReadableKind, Share};

use super::build;
use crate::{
    call::Call,
    error::{About, Dependency, Error, Result},
    state::App,
};
use domain::event::{Fact, Package};

/// Seconds a fetch waits for its package to be built, fewer than proxies wait; then 503 `BUSY`.
pub(crate) const PACKAGE_WAIT_SECONDS: u64 = 30;
/// How long a package that another copy of the server builds is not looked for.
const LOOK: Duration = Duration::from_millis(250);

/// A package that is built, for the one it was given to.
#[derive(Debug)]
pub struct Built {
    download: Download,
    file: PackageFile,
}

impl Built {
    /// Its bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        u64::try_from(self.file.size).unwrap_or_default()
    }

    /// The SHA-256 of the whole.
    #[must_use]
    pub fn sha256(&self) -> &[u8] {
        &self.file.sha256
    }
}

/// What of a package is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All of it.
    Whole,
    /// These bytes.
    Part(Range<u64>),
    /// A part that it does not have.
    Nothing,
}

impl Wanted {
    /// The bytes of a package of this size.
    #[must_use]
    pub fn range(&self, size: u64) -> Range<u64> {
        match self {
            Self::Whole => 0..size,
            Self::Part(range) => range.clone(),
            Self::Nothing => 0..0,
        }
    }

    /// As the journal names it: the number that HTTP has for it.
    fn number(&self) -> u16 {
        match self {
            Self::Whole => 200,
            Self::Part(_) => 206,
            Self::Nothing => 416,
        }
    }
}

/// A package on its way; it holds a place among those that are sent.
pub struct Sending {
    reader: PartReader,
    progress: Progress,
    _place: Share<UserId>,
}

/// How much of it was taken by the connection; noted when it comes to its end, or is left.
struct Progress {
    app: App,
    download: DownloadId,
    device: Option<String>,
    from: u64,
    /// The last byte that was given out, and the last that was taken before it.
    given: u64,
    taken: u64,
}

impl Drop for Progress {
    fn drop(&mut self) {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let whole = |byte: u64| i64::try_from(byte).unwrap_or(i64::MAX);
        let (app, id, device) = (self.app.clone(), self.download, self.device.take());
        let range = (whole(self.from), whole(self.taken));
        if range.1 <= range.0 {
            return;
        }
        runtime.spawn(async move {
            let noted = async {
                let mut tx = app.journal.begin().await?;
                downloads::sent(&mut tx, id, range, device.as_deref(), app.clock.now()).await?;
                tx.commit().await
            };
            if noted.await.is_err() {
                tracing::warn!(download = %id, "how much of a package was sent could not be noted");
            }
        });
    }
}

impl Sending {
    /// The next bytes, in order; `None` at the end.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn next_chunk(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        self.progress.taken = self.progress.given; // whoever asks for more has got rid of what came before
        let chunk = self.reader.next_chunk().await.map_err(std::io::Error::other)?;
        self.progress.given += chunk.as_ref().map_or(0, |chunk| chunk.len() as u64);
        Ok(chunk)
    }
}

/// The package of a download token, once it is built.
///
/// # Errors
/// `INVALID_DOWNLOAD_TOKEN`; 503 when it is not built in time.
pub async fn find(call: &Call, id: DownloadId, token: Option<&str>) -> Result<Built> {
    let token = token.map(hash).unwrap_or_default();
    let wait = Duration::from_secs(PACKAGE_WAIT_SECONDS);
    let built = tokio::time::timeout(wait, built(call, id, &token)).await;
    let (download, file) = built.map_err(|_| Error::Busy { seconds: 5 })??;
    Ok(Built { download, file })
}

/// Writes the fetch down and opens what is wanted; `None` where there is nothing to send.
///
/// # Errors
/// 503 when too many are sent.
pub async fn send(call: &Call, built: &Built, wanted: &Wanted, only_head: bool) -> Result<Option<Sending>> {
    let range = wanted.range(built.size());
    let place = call.app.packages.sent.try_one(call.caller.actor.user_id).ok_or_else(Error::busy)?;
    record(call, built, wanted, &range).await?;
    if only_head || range.is_empty() {
        return Ok(None);
    }
    let (scope, blob) = (Some(built.download.exam_id), built.file.blob_id);
    let from = range.start;
    let reader = call.app.vault.read_part(scope, ReadableKind::Package, blob, built.size(), range).await?;
    let progress = Progress {
        app: call.app.clone(),
        download: built.download.id,
        device: call.caller.device.clone(),
        from,
        given: from,
        taken: from,
    };
    Ok(Some(Sending { reader, progress, _place: place }))
}

/// The package, once it is built; begins the building where nobody is at it.
async fn built(call: &Call, id: DownloadId, token: &[u8]) -> Result<(Download, PackageFile)> {
    let packages = &call.app.packages;
    let mut begun = false;
    loop {
        let news = packages.news.notified();
        let held = packages.holds(id);
        let mut download = own(call, id, token).await?;
        if let Some(file) = download.file.take() {
            return Ok((download, file));
        }
        if !held {
            if begun && download.state == PackageState::Failed {
                return Err(Error::Unavailable { dependency: Dependency::Package });
            }
            begun |= build::start(&call.app, id);
        }
        tokio::select! {
            () = news => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

/// The download, if it is the caller's with this token, and not over.
async fn own(call: &Call, id: DownloadId, token: &[u8]) -> Result<Download> {
    let mut tx = call.read().await?;
    let download = downloads::get(&mut tx, id).await?.ok_or(Refusal::InvalidDownloadToken)?;
    let theirs = download.token_hash == token
        && download.operator_id == call.caller.actor.user_id
        && download.expires_at > call.app.clock.now()
        && download.state != PackageState::Ended
        && still_works(call, &mut tx, &download).await?;
    if theirs { Ok(download) } else { Err(Error::from(Refusal::InvalidDownloadToken).about(about(&download))) }
}

/// Whether the caller still has every slot, or the centre, that the package is of.
async fn still_works(call: &Call, tx: &mut Tx, download: &Download) -> Result<bool> {
    if download.centre_id.is_some() {
        return Ok(call.caller.actor.role == Role::Supervisor && call.caller.actor.centre_id == download.centre_id);
    }
    let settings = ExamSettings::default(); // how the slots stand does not matter
    let assigned =
        slots::assigned(tx, call.caller.actor.user_id, download.exam_id, &settings, call.moment.decided).await?;
    Ok(download.slots.iter().all(|slot| assigned.iter().any(|(mine, ..)| mine == slot)))
}

fn about(download: &Download) -> About {
    About { exam: Some(download.exam_id), centre: download.centre_id, ..About::default() }
}

/// A read of personal data: what, and how much of it.
async fn record(call: &Call, built: &Built, wanted: &Wanted, range: &Range<u64>) -> Result<()> {
    let Built { download, file } = built;
    let data = Fact::DownloadPackage(Package {
        candidates: file.candidates,
        photos: file.photos,
        kind: wanted.number(),
        from: range.start,
        bytes: range.end - range.start,
        of: file.size,
    });
    let mut work = call.begin().await?;
    call.record(&mut work, about(download), Some(download.id.to_string()), data).await?;
    work.commit().await
}
