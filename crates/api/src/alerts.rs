//! What somebody has to look at.

use domain::{
    AlertId, CandidateId, CentreId, ExamId, Timestamp, UserId,
    alert::{AlertKind, AlertStatus, Severity},
    order::{AlertSort, SortOrder},
    text::{Line, RollNumber},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use crate::error::ErrorCode;

/// What a list is narrowed to.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct AlertQuery {
    /// Open or reviewed.
    pub status: Option<AlertStatus>,
    /// Of one type.
    #[serde(rename = "type")]
    pub kind: Option<AlertKind>,
    /// Of one severity.
    pub severity: Option<Severity>,
    /// At one centre.
    pub centre_id: Option<CentreId>,
    /// About one candidate.
    pub candidate_id: Option<CandidateId>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub to: Option<Timestamp>,
    /// By what they come.
    #[param(inline)]
    pub sort: Option<AlertSort>,
    /// Which way; downwards where nothing is said: the newest, the most urgent first.
    #[param(inline)]
    pub order: Option<SortOrder>,
}

/// The exam of a list.
#[derive(Debug, Deserialize)]
pub struct AlertExam {
    /// The exam.
    pub id: ExamId,
}

/// The alert of a change.
#[derive(Debug, Deserialize)]
pub struct OneAlert {
    /// The alert.
    pub id: AlertId,
}

/// A review.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewAlert {
    /// `reviewed`.
    pub status: AlertStatus,
    /// What came of it.
    pub note: Line,
}

/// Alerts of one review.
pub const ALERTS_REVIEWED: usize = 500;

/// A review of many alerts.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewAlerts {
    /// Which.
    #[schema(min_items = 1, max_items = 500)]
    pub ids: Vec<AlertId>,
    /// What came of them.
    pub note: Line,
}

/// What became of one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReviewFate {
    /// It is reviewed now.
    Reviewed,
    /// It was reviewed before; that review stays.
    AlreadyReviewed,
    /// It is not.
    Failed,
}

/// What became of one alert of many.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewResult {
    /// Which.
    pub id: AlertId,
    /// What became of it.
    pub status: ReviewFate,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<ErrorCode>,
}

/// What became of many alerts.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewResults {
    /// One an alert, in the order in which they were named.
    pub results: Vec<ReviewResult>,
}

/// Whether it came up at once or with a record that was made offline.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// At once.
    Online,
    /// With a record that was made offline.
    Offline,
}

/// An alert.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AlertView {
    /// Its id.
    pub id: AlertId,
    /// What happened.
    #[serde(rename = "type")]
    pub kind: AlertKind,
    /// How urgent it is.
    pub severity: Severity,
    /// The exam; none for logins.
    #[schema(required)]
    pub exam_id: Option<ExamId>,
    /// The centre; none where head office caused it.
    #[schema(required)]
    pub centre_id: Option<CentreId>,
    /// The candidate, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub candidate_id: Option<CandidateId>,
    /// Their roll number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roll_number: Option<RollNumber>,
    /// Who caused it; none for logins of nobody.
    #[schema(required)]
    pub operator_id: Option<UserId>,
    /// With which device.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_id: Option<String>,
    /// A match percentage, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub match_percentage: Option<f64>,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// Whether it came up at once.
    pub mode: Mode,
    /// Open or reviewed.
    pub status: AlertStatus,
    /// What its causer gave as reason, where one had to be given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// How often the same happened again within a minute, beyond the alerts that tell of it.
    pub repeats: u32,
    /// What the reviewer noted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who reviewed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewed_by: Option<UserId>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewed_at: Option<Timestamp>,
    /// What else helps to judge it: ids, codes and numbers, by type. Of `duplicate_face`: `otherCandidateId`,
    /// `matchPercentage`, `kind` (`live` or `enrolled`) and `alike`, how many others were at or above the threshold
    /// (the three likeliest have an alert each).
    #[schema(value_type = Object)]
    pub details: Value,
}
