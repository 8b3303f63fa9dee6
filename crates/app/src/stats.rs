//! The figures of the day: kept as they change, only added up here.

use std::collections::HashMap;

use crate::{call::Call, error::Result, seat};
use api::stats::{CentreStats, Stats, StatsEnvelope};
use domain::{CentreId, ExamId, live::Counts};
use store::stats::{self, CentreFigures, DeviceFigures};

/// Seconds without a heartbeat after which a device is silent.
pub const SILENT_SECONDS: i64 = 5 * 60;
/// Seconds without an entry after which an operator is not active.
pub const ACTIVE_SECONDS: i64 = 15 * 60;
/// Milliseconds after which a dashboard without a WebSocket should ask again.
const REFRESH_MILLIS: u32 = 30_000;

/// Seconds for which a device that was heard of is expected to be heard of again.
const EXPECTED_SECONDS: i64 = 24 * 3600;

/// The figures of an exam, from one snapshot.
///
/// # Errors
/// `EXAM_NOT_FOUND`; `FORBIDDEN` for an observer of other exams.
pub async fn figures(call: &Call, exam: ExamId) -> Result<StatsEnvelope> {
    let mut tx = call.read().await?;
    let exam = seat::exam(&mut tx, exam).await?;
    seat::scope(call, &mut tx, &exam).await?;
    let before = |seconds: i64| call.moment.decided.plus_seconds(-seconds);
    let of_exam = stats::of_exam(&mut tx, exam.id).await?;
    let centres = stats::of_centres(&mut tx, exam.id, call.moment.decided).await?;
    let devices = stats::of_devices(&mut tx, exam.id, before(SILENT_SECONDS), before(EXPECTED_SECONDS)).await?;
    let operators_active = stats::operators_since(&mut tx, exam.id, before(ACTIVE_SECONDS)).await?;
    let pending = stats::pending_records(&mut tx, exam.id).await?;
    drop(tx);
    let mut devices: HashMap<CentreId, DeviceFigures> = devices.into_iter().collect();
    for (centre, records) in pending {
        devices.entry(centre).or_default().waiting += records; // what waits here waits like what a device holds
    }
    let mut total = Counts::default();
    centres.iter().for_each(|centre| total += centre.counts);
    let data = Stats {
        candidates: total.candidates,
        present: total.present,
        absent: centres.iter().map(|centre| centre.absent).sum(),
        face_verified: total.face_verified,
        face_mismatched: total.face_mismatched,
        fingerprints: total.fingerprints,
        omr_bound: total.omr_bound,
        completed: total.completed,
        operators_active,
        pending_sync: devices.values().map(|devices| devices.waiting).sum(),
        conflicts: of_exam.conflicts,
        alerts_open: of_exam.alerts_open,
        silent_devices: devices.values().map(|devices| devices.silent).sum(),
        silent_centres: devices.values().filter(|devices| fell_silent(devices)).map(|_| 1).sum(),
        seq: of_exam.seq,
        centres: centres.into_iter().map(|centre| view(centre, &devices)).collect(),
    };
    Ok(StatsEnvelope { success: true, data, timestamp: call.moment.decided, refresh_interval: REFRESH_MILLIS })
}

fn fell_silent(devices: &DeviceFigures) -> bool {
    devices.heard == 0 && devices.silent > 0
}

fn view(centre: CentreFigures, devices: &HashMap<CentreId, DeviceFigures>) -> CentreStats {
    let devices = devices.get(&centre.id).copied().unwrap_or_default();
    CentreStats {
        centre_id: centre.id,
        code: centre.code,
        name: centre.name,
        candidates: centre.counts.candidates,
        present: centre.counts.present,
        completed: centre.counts.completed,
        devices: devices.heard,
        silent_devices: devices.silent,
        silent: fell_silent(&devices),
        pending: devices.waiting,
        last_activity_at: centre.last_activity_at,
        last_heard_at: devices.last_heard_at,
    }
}
