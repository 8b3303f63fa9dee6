//! What a call that fails answers, and the one place where codes get their HTTP status.

use api::{
    error::{Details, ErrorBody, ErrorCode},
    health::Health,
};
use app::{About, idempotency::Replay};
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Response},
};
use domain::Refusal;

/// The status of every code.
#[must_use]
pub(crate) fn status(code: ErrorCode) -> StatusCode {
    match code {
        ErrorCode::Refused(refusal) => of_refusal(refusal),
        ErrorCode::Validation => StatusCode::BAD_REQUEST,
        ErrorCode::Unauthenticated => StatusCode::UNAUTHORIZED,
        ErrorCode::NotFound => StatusCode::NOT_FOUND,
        ErrorCode::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        ErrorCode::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorCode::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ErrorCode::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::Busy | ErrorCode::DependencyUnavailable => StatusCode::SERVICE_UNAVAILABLE,
        ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn of_refusal(refusal: Refusal) -> StatusCode {
    use Refusal as R;
    match refusal {
        R::InvalidCredentials | R::SecondFactorRequired | R::TokenReused => StatusCode::UNAUTHORIZED,
        R::Forbidden
        | R::PasswordChangeRequired
        | R::SecondFactorSetupRequired
        | R::NoSlotAssigned
        | R::AttendanceRequired
        | R::OperatorMismatch
        | R::InvalidDownloadPassword
        | R::InvalidDownloadToken => StatusCode::FORBIDDEN,
        R::ExamNotFound
        | R::CentreNotFound
        | R::SlotNotFound
        | R::OperatorNotFound
        | R::CandidateNotFound
        | R::AttendanceNotFound
        | R::AttemptNotFound
        | R::PhotoNotFound
        | R::ImageNotFound
        | R::AssignmentNotFound
        | R::ConflictNotFound
        | R::PasswordNotFound
        | R::AlertNotFound
        | R::RecordNotFound
        | R::EventNotFound
        | R::CheckpointNotFound
        | R::SecondFactorNotFound
        | R::OmrNotFound => StatusCode::NOT_FOUND,
        R::CodeExists
        | R::SlotExists
        | R::AlreadyAssigned
        | R::SlotFull
        | R::AttendanceExists
        | R::BiometricsExist
        | R::SlotEnded
        | R::FaceNotEnrolled
        | R::DuplicateImage
        | R::AttemptsExhausted
        | R::FingerprintExists
        | R::StationIncomplete
        | R::BiometricExists
        | R::BarcodeExists
        | R::OmrAlreadyValidated
        | R::CandidateHasOmr
        | R::OmrVoid
        | R::ConflictResolved
        | R::RecordDecided
        | R::SlotByTime
        | R::SecondFactorExists
        | R::SecondFactorMandatory
        | R::IdempotencyMismatch => StatusCode::CONFLICT,
        R::ImportRejected
        | R::FaceNotDetected
        | R::MultipleFaces
        | R::ImageQuality
        | R::ImageUnreadable
        | R::OperatorFace
        | R::QueueUnreadable
        | R::BarcodeMismatch => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// Why a request failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The operation was not done.
    Call(app::Error),
    /// There is nothing at the address.
    NoRoute,
    /// The address does not take the method.
    MethodNotAllowed,
    /// The body is of another type; the one that is wanted.
    UnsupportedMedia(&'static str),
    /// The body is compressed, or otherwise encoded: how, as it was said.
    Encoded(String),
    /// A dependency is down: each with its state.
    NotReady(Health),
    /// No failure, but a first answer that is given again, word for word.
    Replay(Replay),
}

impl From<app::Error> for Failure {
    fn from(error: app::Error) -> Self {
        Self::Call(error)
    }
}

impl From<api::fields::Fields> for Failure {
    fn from(fields: api::fields::Fields) -> Self {
        Self::Call(fields.into())
    }
}

impl Failure {
    /// One field of the request does not fit.
    #[must_use]
    pub(crate) fn invalid(field: &str, message: impl Into<String>) -> Self {
        Self::Call(app::Error::invalid(field, message))
    }

    /// What the caller reads.
    pub(crate) fn body(&self) -> ErrorBody {
        match self {
            Self::Call(error) => error.body(),
            Self::NoRoute => ErrorBody::new(ErrorCode::NotFound, "There is nothing at this address. See /api/docs."),
            Self::MethodNotAllowed => {
                let sentence = "This address does not take that method. See /api/docs.";
                ErrorBody::new(ErrorCode::MethodNotAllowed, sentence)
            }
            Self::UnsupportedMedia(wanted) => {
                ErrorBody::new(ErrorCode::UnsupportedMediaType, format!("Send {wanted}."))
            }
            Self::Encoded(how) => {
                let sentence = format!("The body is sent with Content-Encoding {how}. Send it without one.");
                ErrorBody::new(ErrorCode::UnsupportedMediaType, sentence)
            }
            Self::NotReady(health) => {
                let unavailable = app::Error::Unavailable { dependency: app::Dependency::Database };
                ErrorBody { details: Some(Details::Health(health.clone())), ..unavailable.body() }
            }
            Self::Replay(_) => ErrorBody::new(ErrorCode::Internal, String::new()),
        }
    }

    fn retry_after(&self) -> Option<u32> {
        match self {
            Self::Call(error) => error.retry_after(),
            Self::NotReady(_) => Some(5),
            _ => None,
        }
    }

    fn about(&self) -> About {
        match self {
            Self::Call(error) => error.is_about(),
            _ => About::default(),
        }
    }
}

/// Left on the response of a failure, for the journal and the counts.
#[derive(Clone, Debug)]
pub(crate) struct Answered {
    /// What the caller reads.
    pub body: ErrorBody,
    /// What it was about.
    pub about: About,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        if let Self::Replay(replay) = self {
            return again(replay);
        }
        let (body, about, retry_after) = (self.body(), self.about(), self.retry_after());
        let status = status(body.code);
        let mut response = (status, Json(&body)).into_response();
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert("www-authenticate", HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(Answered { body, about });
        response
    }
}

/// A first answer, with the status that it had: that of its code, or of what was done.
fn again(replay: Replay) -> Response {
    let told: Option<serde_json::Value> = serde_json::from_str(&replay.body).ok();
    let code = told.as_ref().and_then(|body| ErrorCode::from_code(body.get("code")?.as_str()?));
    let status = match code {
        Some(code) => status(code),
        None if replay.created => StatusCode::CREATED,
        None => StatusCode::OK,
    };
    (status, [("content-type", "application/json"), ("idempotent-replayed", "true")], replay.body).into_response()
}
