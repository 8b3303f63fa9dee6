//! What a call that fails answers, and the one place where refusals get their HTTP status.

use std::collections::BTreeMap;

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Response},
};
use domain::{CandidateId, CentreId, ExamId, Refusal, SlotId};
use serde::Serialize;
use serde_json::{Value, json};
use store::StoreError;
use utoipa::ToSchema;

/// The envelope of a failure.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ErrorBody {
    /// Always false.
    pub success: bool,
    /// A sentence for a person.
    pub error: String,
    /// The stable code.
    pub code: &'static str,
    /// More, where there is more.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub details: Option<Value>,
}

/// What a refusal was about, for the journal.
#[derive(Clone, Copy, Debug, Default)]
pub struct About {
    /// The exam.
    pub exam: Option<ExamId>,
    /// The centre.
    pub centre: Option<CentreId>,
    /// The slot.
    pub slot: Option<SlotId>,
    /// The candidate, also one that the caller may not see.
    pub candidate: Option<CandidateId>,
}

/// Why a call failed.
#[derive(Debug)]
pub struct Failure {
    /// The HTTP status.
    pub status: StatusCode,
    /// What the caller reads.
    pub body: Box<ErrorBody>,
    /// Seconds after which to try again.
    pub retry_after: Option<u32>,
    /// What it was about.
    pub about: About,
    /// A first answer that is given again, word for word.
    pub replay: Option<String>,
}

/// The status of every refusal.
#[must_use]
pub fn status(refusal: Refusal) -> StatusCode {
    use Refusal as R;
    match refusal {
        R::InvalidCredentials | R::TokenReused => StatusCode::UNAUTHORIZED,
        R::Forbidden
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
        | R::AlertNotFound
        | R::EventNotFound
        | R::CheckpointNotFound
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
        | R::IdempotencyMismatch => StatusCode::CONFLICT,
        R::ImportRejected
        | R::FaceNotDetected
        | R::MultipleFaces
        | R::ImageQuality
        | R::ImageUnreadable
        | R::OperatorFace
        | R::BarcodeMismatch => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

impl Failure {
    fn new(status: StatusCode, code: &'static str, sentence: impl Into<String>) -> Self {
        let body = ErrorBody { success: false, error: sentence.into(), code, details: None };
        Self { status, body: Box::new(body), retry_after: None, about: About::default(), replay: None }
    }

    /// 400 `VALIDATION` of one field.
    #[must_use]
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        Self::invalid_fields([(field.to_owned(), message.into())])
    }

    /// 400 `VALIDATION` of several fields.
    #[must_use]
    pub fn invalid_fields(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        let fields: BTreeMap<String, String> = fields.into_iter().collect();
        let sentence = fields.iter().next().map_or_else(
            || "The request is not valid.".to_owned(),
            |(field, message)| {
                if field.is_empty() { format!("The request {message}.") } else { format!("{field} {message}.") }
            },
        );
        Self::new(StatusCode::BAD_REQUEST, "VALIDATION", sentence).with(json!({ "fields": fields }))
    }

    /// 401 `UNAUTHENTICATED`.
    #[must_use]
    pub fn unauthenticated() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "UNAUTHENTICATED",
            "Log in first: the access token is missing, wrong or over.",
        )
    }

    /// 404 for a route that does not exist.
    #[must_use]
    pub fn no_route() -> Self {
        Self::new(StatusCode::NOT_FOUND, "NOT_FOUND", "There is nothing at this address. See /api/docs.")
    }

    /// 405.
    #[must_use]
    pub fn method_not_allowed() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "METHOD_NOT_ALLOWED",
            "This address does not take that method. See /api/docs.",
        )
    }

    /// 413.
    #[must_use]
    pub fn too_large(limit: u64) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE", "What was sent is too large.")
            .with(json!({ "limitBytes": limit }))
    }

    /// 415.
    #[must_use]
    pub fn unsupported_media(wanted: &str) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE", format!("Send {wanted}."))
    }

    /// 429.
    #[must_use]
    pub fn rate_limited(retry_after: u32) -> Self {
        let mut failure =
            Self::new(StatusCode::TOO_MANY_REQUESTS, "RATE_LIMITED", "Too many requests. Wait a little and try again.");
        failure.retry_after = Some(retry_after.max(1));
        failure
    }

    /// 503 `BUSY`: a bounded pool or queue is full.
    #[must_use]
    pub fn busy() -> Self {
        let mut failure =
            Self::new(StatusCode::SERVICE_UNAVAILABLE, "BUSY", "The server is busy. Try again in a moment.");
        failure.retry_after = Some(1);
        failure
    }

    /// 503 `DEPENDENCY_UNAVAILABLE`.
    #[must_use]
    pub fn unavailable() -> Self {
        let mut failure = Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "DEPENDENCY_UNAVAILABLE",
            "Something that the server needs does not answer. Try again in a moment.",
        );
        failure.retry_after = Some(5);
        failure
    }

    /// 500: a fault of ours. What happened goes to the log, never to the caller.
    #[must_use]
    pub fn internal(error: &dyn std::error::Error) -> Self {
        let mut chain = error.to_string();
        let mut cause = error.source();
        while let Some(inner) = cause {
            chain.push_str(": ");
            chain.push_str(&inner.to_string());
            cause = inner.source();
        }
        tracing::error!(error = %chain, "a request failed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", "The server failed. It was logged.")
    }

    /// With details for the caller.
    #[must_use]
    pub fn with(mut self, details: Value) -> Self {
        self.body.details = Some(details);
        self
    }

    /// With another sentence.
    #[must_use]
    pub fn saying(mut self, sentence: impl Into<String>) -> Self {
        self.body.error = sentence.into();
        self
    }

    /// With what it was about, unless that is known already.
    #[must_use]
    pub fn about(mut self, about: About) -> Self {
        self.about.exam = self.about.exam.or(about.exam);
        self.about.centre = self.about.centre.or(about.centre);
        self.about.slot = self.about.slot.or(about.slot);
        self.about.candidate = self.about.candidate.or(about.candidate);
        self
    }

    /// A first answer, given again.
    #[must_use]
    pub fn replay(status: StatusCode, body: String) -> Self {
        let mut failure = Self::new(status, "REPLAY", String::new());
        failure.replay = Some(body);
        failure
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::new(status(refusal), refusal.code(), refusal.sentence())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::Unavailable(cause) => {
                tracing::warn!(error = %cause, "the database is not available");
                Self::unavailable()
            }
            StoreError::Conflict(_) => Self::busy(),
            _ => Self::internal(&error),
        }
    }
}

/// Left on the response of a failure, for the journal and the metrics.
#[derive(Clone, Debug)]
pub struct Told {
    /// The stable code.
    pub code: &'static str,
    /// The body, to be kept for an `Idempotency-Key`.
    pub body: ErrorBody,
    /// What it was about.
    pub about: About,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        if let Some(body) = self.replay {
            return (self.status, [("content-type", "application/json"), ("idempotent-replayed", "true")], body)
                .into_response();
        }
        let told = Told { code: self.body.code, body: (*self.body).clone(), about: self.about };
        let mut response = (self.status, Json(*self.body)).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert("www-authenticate", HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(told);
        response
    }
}
