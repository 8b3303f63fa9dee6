//! An alert as it is told.

use api::alerts::{AlertView, Mode};
use store::alerts::Alert;

/// An alert as it is told.
pub(crate) fn view(alert: Alert) -> AlertView {
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
