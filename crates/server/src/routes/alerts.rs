//! What somebody has to look at.

use domain::{
    AlertId, CandidateId, CentreId, ExamId, Refusal, Timestamp, UserId,
    alert::{AlertKind, AlertStatus, Severity},
    policy::Action,
    text::{Line, RollNumber},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::alerts::{Alert, Filter};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Access, operation};
use crate::{
    app::App,
    http::{Answer, Body, Ctx, Envelope, Failure, Items, Paging, Path, Query},
    ops::{read_alerts, review_alert},
};

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
}

impl AlertQuery {
    /// The filter of the store, of no exam in particular.
    #[must_use]
    pub fn filter(&self) -> Filter {
        Filter {
            exam: None,
            status: self.status,
            kind: self.kind,
            severity: self.severity,
            centre: self.centre_id,
            candidate: self.candidate_id,
            from: self.from,
            to: self.to,
        }
    }
}

/// The exam of a list.
#[derive(Debug, Deserialize)]
pub struct OfExam {
    id: ExamId,
}

/// The alert of a change.
#[derive(Debug, Deserialize)]
pub struct OneAlert {
    id: AlertId,
}

/// A review.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ReviewAlert {
    /// `reviewed`.
    pub status: AlertStatus,
    /// What came of it.
    pub note: Line,
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

impl From<Alert> for AlertView {
    fn from(alert: Alert) -> Self {
        let raised = alert.raised;
        let (reviewed_by, reviewed_at, note) = match alert.review {
            Some((by, at, note)) => (Some(by), Some(at), Some(note)),
            None => (None, None, None),
        };
        Self {
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
}

/// The alerts of an exam, the newest first; a supervisor's are those of the centre.
#[utoipa::path(get, path = "/api/alerts/{id}", tag = "Alerts", params(("id" = ExamId, Path, description = "The exam"),
    AlertQuery, Paging), responses((status = 200, body = Envelope<Items<AlertView>>)))]
async fn of_exam(
    ctx: Ctx,
    path: Path<OfExam>,
    query: Query<AlertQuery>,
    paging: Query<Paging>,
) -> Result<Answer<Items<AlertView>>, Failure> {
    read_alerts::list(&ctx, Some(path.0.id), query.0, &paging.0).await
}

/// The alerts of all exams and of none (logins), the newest first; a supervisor's are those of the centre.
#[utoipa::path(get, path = "/api/alerts", tag = "Alerts", params(AlertQuery, Paging),
    responses((status = 200, body = Envelope<Items<AlertView>>)))]
async fn all(ctx: Ctx, query: Query<AlertQuery>, paging: Query<Paging>) -> Result<Answer<Items<AlertView>>, Failure> {
    read_alerts::list(&ctx, None, query.0, &paging.0).await
}

/// Mark an alert as reviewed. The first review stays; once more gives it again and changes nothing.
#[utoipa::path(patch, path = "/api/alerts/{id}", tag = "Alerts", params(("id" = AlertId, Path, description = "The alert")),
    request_body = ReviewAlert, responses((status = 200, body = Envelope<AlertView>)))]
async fn review(ctx: Ctx, path: Path<OneAlert>, body: Body<ReviewAlert>) -> Result<Answer<AlertView>, Failure> {
    review_alert::run(&ctx, path.0.id, body.0).await
}

/// The routes of this noun.
pub fn routes(access: &Access) -> OpenApiRouter<App> {
    use Refusal as R;
    OpenApiRouter::new()
        .routes(operation(access, Action::ReadAlerts, &[R::ExamNotFound], routes!(of_exam)))
        .routes(operation(access, Action::ReadAlerts, &[], routes!(all)))
        .routes(operation(access, Action::ReviewAlert, &[R::AlertNotFound], routes!(review)))
}
