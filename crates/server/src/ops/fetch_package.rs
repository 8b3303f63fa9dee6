//! A package is fetched: by the one it was given to, in whole or from where it broke off. Each fetch is
//! in the journal.

use std::{ops::Range, sync::Arc, time::Duration};

use adapters::{PartReader, ReadableKind};
use axum::{
    body::{Body, Bytes},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG},
    },
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::{DownloadId, Refusal, Role, download::PackageState, exam::Settings};
use serde_json::json;
use store::{
    Tx,
    downloads::{self, Download, PackageFile},
    slots,
};
use tokio::sync::{OwnedSemaphorePermit, mpsc};

use super::build_package;
use crate::{
    config::limits::{PACKAGE_IDLE_SECONDS, PACKAGE_WAIT_SECONDS},
    http::{
        About, Ctx, Failure,
        part::{Pieces, Wanted, wanted},
    },
    packages::archive::hex,
    routes::downloads::TOKEN_HEADER,
    tokens::hash,
};

/// How long a package that another copy of the server builds is not looked for.
const LOOK: Duration = Duration::from_millis(250);

/// Gives the package, or the part of it that is asked for.
///
/// # Errors
/// `INVALID_DOWNLOAD_TOKEN`; 503 when it is not built in time or too many are sent.
pub async fn run(ctx: &Ctx, id: DownloadId, headers: &HeaderMap, only_head: bool) -> Result<Response, Failure> {
    let token = headers.get(TOKEN_HEADER).and_then(|token| token.to_str().ok()).map(hash).unwrap_or_default();
    let wait = Duration::from_secs(PACKAGE_WAIT_SECONDS);
    let built = tokio::time::timeout(wait, built(ctx, id, &token)).await;
    let (download, file) = built.map_err(|_| patience())??;
    let size = u64::try_from(file.size).unwrap_or_default();
    let etag = format!("\"{}\"", hex(&file.sha256));
    let wanted = wanted(headers, &etag, size);
    let (status, range) = match &wanted {
        Wanted::Whole => (StatusCode::OK, 0..size),
        Wanted::Part(range) => (StatusCode::PARTIAL_CONTENT, range.clone()),
        Wanted::Nothing => (StatusCode::RANGE_NOT_SATISFIABLE, 0..0),
    };
    let place = Arc::clone(&ctx.app.packages.sent).try_acquire_owned().map_err(|_| Failure::busy())?;
    record(ctx, &download, &file, status, &range).await?;
    let mut response = if only_head || range.is_empty() {
        Body::empty().into_response()
    } else {
        let scope = Some(download.exam_id);
        let vault = &ctx.app.vault;
        let reader = vault.read_part(scope, ReadableKind::Package, file.blob_id, size, range.clone(), ctx.now).await?;
        Response::new(send(reader, place))
    };
    *response.status_mut() = status;
    describe(response.headers_mut(), &file, &etag, status, &range);
    Ok(response)
}

fn patience() -> Failure {
    Failure { retry_after: Some(5), ..Failure::busy() }
}

/// The package, once it is built; begins the building where nobody is at it.
async fn built(ctx: &Ctx, id: DownloadId, token: &[u8]) -> Result<(Download, PackageFile), Failure> {
    let packages = &ctx.app.packages;
    let mut begun = false;
    loop {
        let news = packages.news.notified();
        let held = packages.holds(id);
        let mut download = own(ctx, id, token).await?;
        if let Some(file) = download.file.take() {
            return Ok((download, file));
        }
        if !held {
            if begun && download.state == PackageState::Failed {
                return Err(Failure::unavailable());
            }
            begun |= build_package::start(&ctx.app, id);
        }
        tokio::select! {
            () = news => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

/// The download, if it is the caller's with this token, and not over.
async fn own(ctx: &Ctx, id: DownloadId, token: &[u8]) -> Result<Download, Failure> {
    let mut tx = ctx.read().await?;
    let download = downloads::get(&mut tx, id).await?.ok_or(Refusal::InvalidDownloadToken)?;
    let theirs = download.token_hash == token
        && download.operator_id == ctx.actor.user_id
        && download.expires_at > ctx.app.clock.now()
        && download.state != PackageState::Ended
        && still_works(ctx, &mut tx, &download).await?;
    if theirs { Ok(download) } else { Err(Failure::from(Refusal::InvalidDownloadToken).about(about(&download))) }
}

/// Whether the caller still has every slot, or the centre, that the package is of.
async fn still_works(ctx: &Ctx, tx: &mut Tx, download: &Download) -> Result<bool, Failure> {
    if download.centre_id.is_some() {
        return Ok(ctx.actor.role == Role::Supervisor && ctx.actor.centre_id == download.centre_id);
    }
    let settings = Settings::default(); // how the slots stand does not matter
    let assigned = slots::assigned(tx, ctx.actor.user_id, download.exam_id, &settings, ctx.now).await?;
    Ok(download.slots.iter().all(|slot| assigned.iter().any(|(mine, ..)| mine == slot)))
}

fn about(download: &Download) -> About {
    About { exam: Some(download.exam_id), centre: download.centre_id, ..About::default() }
}

/// A read of personal data: what, and how much of it.
async fn record(
    ctx: &Ctx,
    download: &Download,
    file: &PackageFile,
    status: StatusCode,
    range: &Range<u64>,
) -> Result<(), Failure> {
    let data = json!({ "candidates": file.candidates, "photos": file.photos, "status": status.as_u16(),
                       "from": range.start, "bytes": range.end - range.start, "of": file.size });
    let mut tx = ctx.begin().await?;
    ctx.record(&mut tx, about(download), Some(download.id.to_string()), data).await?;
    tx.commit().await?;
    ctx.app.journal.wake();
    Ok(())
}

/// Sends piece by piece, as fast as the client takes them; one that takes none is left.
fn send(mut reader: PartReader, place: OwnedSemaphorePermit) -> Body {
    let (pieces, body) = mpsc::channel(1);
    let idle = Duration::from_secs(PACKAGE_IDLE_SECONDS);
    tokio::spawn(async move {
        let _place = place;
        loop {
            let piece = match reader.next_chunk().await {
                Ok(None) => return,
                Ok(Some(chunk)) => Ok(Bytes::from(chunk)),
                Err(error) => {
                    tracing::error!(%error, "a package cannot be read");
                    Err(std::io::Error::other(error))
                }
            };
            let last = piece.is_err();
            match tokio::time::timeout(idle, pieces.send(piece)).await {
                Ok(Ok(())) if !last => {}
                _ => return,
            }
        }
    });
    Body::new(Pieces(body))
}

/// `Content-Digest` is of the bytes sent, `Repr-Digest` of the whole (RFC 9530).
fn describe(headers: &mut HeaderMap, file: &PackageFile, etag: &str, status: StatusCode, range: &Range<u64>) {
    let mut set = |name: &'static str, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    let digest = format!("sha-256=:{}:", BASE64_STANDARD.encode(&file.sha256));
    set(ETAG.as_str(), etag);
    set(ACCEPT_RANGES.as_str(), "bytes");
    set("repr-digest", &digest);
    match status {
        StatusCode::RANGE_NOT_SATISFIABLE => {
            set(CONTENT_RANGE.as_str(), &format!("bytes */{}", file.size));
            return;
        }
        StatusCode::PARTIAL_CONTENT => {
            set(CONTENT_RANGE.as_str(), &format!("bytes {}-{}/{}", range.start, range.end - 1, file.size));
        }
        _ => set("content-digest", &digest),
    }
    set(CONTENT_TYPE.as_str(), "application/zip");
    set(CONTENT_LENGTH.as_str(), &(range.end - range.start).to_string());
    set(CONTENT_DISPOSITION.as_str(), "attachment; filename=\"package.zip\"");
}
