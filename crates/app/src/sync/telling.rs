//! Somebody is told of what could not be read, and of what was left out.

use domain::alert::AlertKind;
use serde_json::json;
use store::sync_unread::Unread;

use super::{batch::Header, coming::Received};
use crate::{
    call::Call,
    error::{About, Result},
    work::Work,
};

/// The most records that an alert names.
const NAMED: usize = 10;

/// Tells, once for an upload, of what could not be read and of what was said beside a capture and left out.
///
/// # Errors
/// When the store fails.
pub(super) async fn tell(
    call: &Call,
    tx: &mut Work,
    header: &Header,
    kept: &[Unread],
    received: &[Received],
) -> Result<()> {
    let mut about = About { exam: Some(header.exam), ..About::default() };
    if let Some(first) = kept.first() {
        about.centre = first.centre_id;
        let named: Vec<_> = kept.iter().take(NAMED).map(|one| one.id).collect();
        let details = json!({ "code": first.code, "records": kept.len(), "recordIds": named });
        raise(call, tx, header, about, details).await?;
    }
    let partly: Vec<&Received> = received.iter().filter(|one| one.fresh && !one.dropped.is_empty()).collect();
    let mut dropped: Vec<&str> = partly.iter().flat_map(|one| one.dropped.iter().copied()).collect();
    dropped.sort_unstable();
    dropped.dedup();
    if header.unread.contains(&"deviceId") && received.iter().any(|one| one.fresh) {
        dropped.push("deviceId");
    }
    if dropped.is_empty() {
        return Ok(());
    }
    let named: Vec<_> = partly.iter().take(NAMED).map(|one| one.record.id).collect();
    let details = json!({ "code": "VALIDATION", "dropped": dropped, "records": partly.len(), "recordIds": named });
    raise(call, tx, header, About { centre: None, ..about }, details).await
}

async fn raise(call: &Call, tx: &mut Work, header: &Header, about: About, details: serde_json::Value) -> Result<()> {
    let mut alert = call.new_alert(AlertKind::RecordFailed, about, None, details);
    (alert.device_id, alert.offline) = (header.device.clone(), true);
    Ok(tx.raise(alert).await?)
}
