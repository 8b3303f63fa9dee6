//! Alerts.

use domain::{AlertId, CandidateId, CentreId, ExamId, Timestamp, UserId, alert::AlertKind};
use serde_json::Value;

use crate::{Result, Tx, args, sql};

/// An alert to be raised.
#[derive(Clone, Debug)]
pub struct NewAlert {
    /// Its id.
    pub id: AlertId,
    /// The exam.
    pub exam_id: Option<ExamId>,
    /// What happened.
    pub kind: AlertKind,
    /// Where.
    pub centre_id: Option<CentreId>,
    /// With which candidate.
    pub candidate_id: Option<CandidateId>,
    /// By whom.
    pub operator_id: Option<UserId>,
    /// With which device.
    pub device_id: Option<String>,
    /// A match percentage, where there is one.
    pub match_percentage: Option<f64>,
    /// Whether it came up with a record that was made offline.
    pub offline: bool,
    /// What else helps to judge it; ids and numbers only.
    pub details: Value,
    /// When.
    pub occurred_at: Timestamp,
}

/// Raises an alert.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn raise(tx: &mut Tx, alert: NewAlert) -> Result<()> {
    tx.execute(
        sql!(
            "INSERT INTO alert (id, exam_id, kind, severity, centre_id, candidate_id, operator_id, device_id,
                  match_percentage, details, mode, status, occurred_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', $12)"
        ),
        args![
            alert.id,
            alert.exam_id,
            <&str>::from(alert.kind),
            <&str>::from(alert.kind.severity()),
            alert.centre_id,
            alert.candidate_id,
            alert.operator_id,
            alert.device_id,
            alert.match_percentage,
            alert.details,
            if alert.offline { "offline" } else { "online" },
            alert.occurred_at
        ],
    )
    .await
    .map(drop)
}
