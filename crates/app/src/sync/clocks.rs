//! Clocks that cannot be right: one alert a device, day and kind of doubt.

use super::{batch::Header, coming::Received};
use crate::{call::Call, error::Result, seat::Whom, work::Work};
use domain::{
    Timestamp, UserId,
    alert::AlertKind,
    capture::{CLOCK_TOLERANCE_SECONDS, EARLY_SECONDS, Times, implausible, is_wrong_clock},
    exam::Exam,
};
use serde_json::json;
use store::{
    Tx,
    alerts::{self, NewAlert},
    candidates,
};

/// Seconds in which one alert of a kind of doubt is enough for a device.
const DAY_SECONDS: i64 = 24 * 3600;
/// The most records that an alert names.
const NAMED: usize = 10;

/// Raises an alert when the clock of the device, or the time of a record that came for the first time,
/// is implausible. A batch that is sent again raises none.
///
/// # Errors
/// When the store fails.
pub(super) async fn doubt(
    call: &Call,
    tx: &mut Work,
    exam: &Exam,
    upload: &Header,
    received: &[Received],
) -> Result<()> {
    let offset = upload.device_time.0.saturating_sub(call.moment.captured.0);
    let fresh: Vec<&Received> = received.iter().filter(|one| one.fresh).collect();
    let Some(first) = fresh.first() else { return Ok(()) };
    let mut reasons = Vec::new();
    let mut doubtful: Vec<(&Received, UserId)> = Vec::new();
    if is_wrong_clock(offset) || upload.unread.contains(&"deviceTime") {
        reasons.push("device_clock");
    }
    for one in &fresh {
        let slot_start = slot_start(tx, one, call.moment.captured).await?;
        let times = Times {
            captured: one.record.captured_at,
            device: upload.device_time,
            token: one.token,
            slot_start,
            exam_created: exam.created_at,
        };
        if let Some(reason) = implausible(&times) {
            doubtful.push((one, one.record.operator_id));
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
    }
    if reasons.is_empty() {
        return Ok(());
    }
    if is_told(call, tx, exam, upload, offset, &reasons).await? {
        return Ok(());
    }
    let named: Vec<_> = doubtful.iter().take(NAMED).map(|(one, _)| one.record.id).collect();
    let alert = NewAlert {
        id: call.id(),
        exam_id: Some(exam.id),
        kind: AlertKind::ClockTampering,
        centre_id: call.caller.actor.centre_id,
        candidate_id: None,
        operator_id: Some(doubtful.first().map_or(first.record.operator_id, |(_, operator)| *operator)),
        device_id: upload.device.clone(),
        match_percentage: None,
        offline: true,
        details: json!({ "offsetSeconds": offset / 1_000_000, "reasons": reasons,
                         "records": doubtful.len(), "recordIds": named }),
        occurred_at: call.moment.captured,
    };
    Ok(tx.raise(alert).await?)
}

/// Whether alerts of the last day say all of this of the device: a queue comes in many batches.
async fn is_told(
    call: &Call,
    tx: &mut Tx,
    exam: &Exam,
    upload: &Header,
    offset_micros: i64,
    reasons: &[&str],
) -> Result<bool> {
    let Some(device) = &upload.device else { return Ok(false) };
    let since = call.moment.captured.plus_seconds(-DAY_SECONDS);
    let told = alerts::details_of_device(tx, exam.id, AlertKind::ClockTampering, device, since).await?;
    let alike = |details: &&serde_json::Value| {
        let before = details["offsetSeconds"].as_i64().unwrap_or_default();
        (before - offset_micros / 1_000_000).abs() <= CLOCK_TOLERANCE_SECONDS
    };
    let said: Vec<_> =
        told.iter().filter(alike).filter_map(|details| details["reasons"].as_array()).flatten().collect();
    Ok(reasons.iter().all(|reason| said.iter().any(|said| *said == reason)))
}

/// When the candidate's slot begins, where a capture is so old that it matters.
async fn slot_start(tx: &mut Tx, one: &Received, now: Timestamp) -> Result<Option<Timestamp>> {
    if one.record.captured_at.plus_seconds(EARLY_SECONDS) > now {
        return Ok(None);
    }
    let Ok(whom) = super::item::whom(&one.record.payload) else { return Ok(None) };
    let id = match whom {
        Whom::Id(id) => Some(id),
        Whom::Roll(roll) => candidates::id_of_roll(tx, one.record.exam_id, &roll).await?,
    };
    let Some(id) = id else { return Ok(None) };
    Ok(candidates::get(tx, one.record.exam_id, id).await?.and_then(|candidate| candidate.slot_start))
}
