//! Closing station 2.

use domain::{BiometricId, CandidateId, ExamId, Refusal, Timestamp, UserId, policy::Action, text::Line};
use serde::{Deserialize, Serialize};
use store::biometrics::Biometric;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Access, operation};
use crate::{
    app::App,
    http::{Answer, Body, Ctx, Envelope, Failure},
    ops::close_biometric,
};

/// The close of a station.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CloseStation {
    /// The exam.
    pub exam_id: ExamId,
    /// The candidate.
    pub candidate_id: CandidateId,
    /// Who acts: the token's user.
    pub operator_id: Option<UserId>,
    /// A person's decision in place of a verified face.
    #[serde(rename = "override")]
    pub decision: Option<Decision>,
}

/// A person's decision in place of a verified face.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Override)]
pub struct Decision {
    /// Why.
    pub reason: Line,
    /// Why no comparison is possible; needed where none was made and a photograph is enrolled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_attempt_reason: Option<Line>,
}

/// A station that was closed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClosedStation {
    /// Its id.
    pub id: BiometricId,
    /// Whether the face was verified.
    pub verified: bool,
    /// The percentage of the verified face, or the best of those that were not; null without any.
    #[schema(required)]
    pub face_match_percentage: Option<f64>,
    /// Whether a person decided in its place.
    pub overridden: bool,
    /// When.
    pub completed_at: Timestamp,
}

impl ClosedStation {
    /// Of a stored one.
    #[must_use]
    pub fn of(biometric: &Biometric) -> Self {
        Self {
            id: biometric.id,
            verified: biometric.close.verified,
            face_match_percentage: biometric.close.match_percentage,
            overridden: biometric.close.overridden,
            completed_at: biometric.completed_at,
        }
    }
}

/// Close the station: a verified face or an override, the fingerprint or its exception, the sheet.
#[utoipa::path(post, path = "/api/biometric/verify", tag = "Station 2: biometrics", request_body = CloseStation,
    responses((status = 201, body = Envelope<ClosedStation>)))]
async fn close(ctx: Ctx, body: Body<CloseStation>) -> Result<Answer<ClosedStation>, Failure> {
    close_biometric::run(&ctx, body.0).await
}

/// The routes of this noun.
pub fn routes(access: &Access) -> OpenApiRouter<App> {
    use Refusal as R;
    let refusals = [
        R::ExamNotFound,
        R::NoSlotAssigned,
        R::CandidateNotFound,
        R::AttendanceRequired,
        R::OperatorMismatch,
        R::SlotEnded,
        R::StationIncomplete,
        R::BiometricExists,
    ];
    OpenApiRouter::new().routes(operation(access, Action::CloseBiometric, &refusals, routes!(close)))
}
