//! How far the devices of an exam are.

use crate::{call::Call, error::Result, seat};
use api::Answer;
use api::sync::{DeviceStatus, StatusCounts, SyncStatus};
use domain::{ExamId, Refusal, Role, UserId, sync::RecordStatus};
use store::sync_counts::{self, Count};

/// Lines of operators and devices in a sync status; the rest is told by `truncated`.
pub(crate) const SYNC_LINES: i64 = 5000;

/// Counts by status: an operator's own, a supervisor's centre's, or the exam's. The totals are over all records,
/// also when there are more operators and devices than lines.
///
/// # Errors
/// `EXAM_NOT_FOUND`; 403 `FORBIDDEN` for an operator who asks for another's.
pub async fn status(call: &Call, exam: ExamId, operator: Option<UserId>) -> Result<Answer<SyncStatus>> {
    let mut tx = call.read().await?;
    let exam = seat::exam(&mut tx, exam).await?;
    let own = call.caller.actor.user_id;
    let (operator, centre) = match call.caller.actor.role {
        Role::Operator if operator.is_some_and(|asked| asked != own) => return Err(Refusal::Forbidden.into()),
        Role::Operator => (Some(own), None),
        Role::Supervisor => (operator, call.caller.actor.centre_id),
        Role::Admin | Role::Observer => (operator, None),
    };
    let mut found = sync_counts::counts(&mut tx, exam.id, operator, centre, SYNC_LINES + 1).await?;
    let truncated = cut(&mut found);
    let mut status = status_of(exam.id, found, truncated);
    for (stands, records) in sync_counts::totals(&mut tx, exam.id, operator, centre).await? {
        status.counts.add(stands, records);
    }
    Ok(Answer::ok(status))
}

/// Cuts a list that is too long, in front of a device of which not all is in it; whether it did.
fn cut(found: &mut Vec<Count>) -> bool {
    let most = usize::try_from(SYNC_LINES).unwrap_or_default();
    if found.len() <= most {
        return false;
    }
    let whose = |count: &Count| (count.operator_id, count.device_id.clone());
    let first_left_out = whose(&found[most]);
    found.truncate(most);
    while found.last().is_some_and(|count| whose(count) == first_left_out) {
        found.pop();
    }
    true
}

fn status_of(exam_id: ExamId, found: Vec<Count>, truncated: bool) -> SyncStatus {
    let mut all = SyncStatus { exam_id, counts: StatusCounts::default(), devices: Vec::new(), truncated };
    for count in found {
        let same =
            |device: &&mut DeviceStatus| device.operator_id == count.operator_id && device.device_id == count.device_id;
        if all.devices.last_mut().filter(same).is_none() {
            all.devices.push(DeviceStatus {
                operator_id: count.operator_id,
                device_id: count.device_id.clone(),
                counts: StatusCounts::default(),
                last_received_at: count.newest_received_at,
                oldest_pending_at: None,
            });
        }
        if let Some(device) = all.devices.last_mut() {
            device.counts.add(count.status, count.records);
            device.last_received_at = device.last_received_at.max(count.newest_received_at);
            if count.status == RecordStatus::Pending {
                device.oldest_pending_at = Some(count.oldest_captured_at);
            }
        }
    }
    all
}
