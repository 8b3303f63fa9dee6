//! An alert as it is told.

use crate::{call::Call, error::Result};
use api::alerts::{AlertView, Mode};
use domain::{CandidateId, CentreId, ExamId, Role};
use store::{Tx, alerts::Alert, candidates};

/// The field of the details that names another candidate.
const OTHER: &str = "otherCandidateId";

/// An alert as it is told to the caller: head office reads all of it; a supervisor nothing that names a candidate
/// of another centre, wherever the alert came up.
///
/// # Errors
/// When the store fails.
pub(super) async fn shown_to(call: &Call, tx: &mut Tx, mut alert: Alert) -> Result<AlertView> {
    let own = call.caller.actor.centre_id;
    if call.caller.actor.role == Role::Admin {
        return Ok(view(alert));
    }
    if alert.candidate_centre != own {
        (alert.raised.candidate_id, alert.roll_number) = (None, None);
    }
    let other = alert.raised.details[OTHER].as_str().and_then(|id| id.parse().ok());
    if let (Some(exam), Some(other)) = (alert.raised.exam_id, other)
        && centre_of(tx, exam, other).await? != own
        && let Some(details) = alert.raised.details.as_object_mut()
    {
        details.remove(OTHER);
    }
    Ok(view(alert))
}

async fn centre_of(tx: &mut Tx, exam: ExamId, candidate: CandidateId) -> Result<Option<CentreId>> {
    Ok(candidates::get(tx, exam, candidate).await?.map(|candidate| candidate.centre_id))
}

/// An alert as it is told.
fn view(alert: Alert) -> AlertView {
    let raised = alert.raised;
    let (reviewed_by, reviewed_at, note) = match alert.review {
        Some((by, at, note)) => (Some(by), Some(at), Some(note)),
        None => (None, None, None),
    };
    AlertView {
        id: raised.id,
        kind: raised.kind,
        severity: alert.severity,
        exam_id: raised.exam_id,
        centre_id: raised.centre_id,
        candidate_id: raised.candidate_id,
        roll_number: alert.roll_number,
        operator_id: raised.operator_id,
        device_id: raised.device_id,
        match_percentage: raised.match_percentage,
        occurred_at: raised.occurred_at,
        mode: if raised.offline { Mode::Offline } else { Mode::Online },
        status: alert.status,
        reason: alert.reason,
        repeats: alert.repeats,
        note,
        reviewed_by,
        reviewed_at,
        details: raised.details,
    }
}
