//! The stable codes.

use std::borrow::Cow;

use domain::{Refusal, sync};
use serde::{Serialize, Serializer};
use strum::VariantArray as _;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

/// The stable code of a failure: what a program decides by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorCode {
    /// A rule of the exam's day said no.
    Refused(Refusal),
    /// The request cannot be read; `details.fields` names what does not fit.
    Validation,
    /// Nobody is logged in.
    Unauthenticated,
    /// Nothing is at this address.
    NotFound,
    /// The address does not take this method.
    MethodNotAllowed,
    /// What was sent is too large.
    PayloadTooLarge,
    /// What was sent is of another type than is taken.
    UnsupportedMediaType,
    /// Too many requests.
    RateLimited,
    /// A bounded queue is full; the same request may work in a moment.
    Busy,
    /// Something that the server needs does not answer; the same request may work later.
    DependencyUnavailable,
    /// A fault of the server, which is in its log.
    Internal,
}

impl ErrorCode {
    /// Those that are no refusals.
    const OTHERS: [Self; 10] = [
        Self::Validation,
        Self::Unauthenticated,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::PayloadTooLarge,
        Self::UnsupportedMediaType,
        Self::RateLimited,
        Self::Busy,
        Self::DependencyUnavailable,
        Self::Internal,
    ];

    /// As clients see it, such as `ATTENDANCE_REQUIRED`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::Validation => "VALIDATION",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::NotFound => "NOT_FOUND",
            Self::MethodNotAllowed => "METHOD_NOT_ALLOWED",
            Self::PayloadTooLarge => "PAYLOAD_TOO_LARGE",
            Self::UnsupportedMediaType => "UNSUPPORTED_MEDIA_TYPE",
            Self::RateLimited => "RATE_LIMITED",
            Self::Busy => "BUSY",
            Self::DependencyUnavailable => "DEPENDENCY_UNAVAILABLE",
            Self::Internal => "INTERNAL",
        }
    }

    /// Every code that a call may answer.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::OTHERS.into_iter().chain(Refusal::VARIANTS.iter().copied().map(Self::Refused))
    }

    /// The code that a client saw, if it is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().find(|known| known.as_str() == code)
    }
}

impl From<Refusal> for ErrorCode {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Serialize for ErrorCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// The schema of a string that is one of these.
fn one_of<'a>(codes: impl Iterator<Item = &'a str>, description: &str) -> RefOr<Schema> {
    let schema = ObjectBuilder::new().schema_type(Type::String).description(Some(description));
    schema.enum_values(Some(codes.map(str::to_owned).collect::<Vec<_>>())).build().into()
}

impl PartialSchema for ErrorCode {
    fn schema() -> RefOr<Schema> {
        one_of(Self::all().map(Self::as_str), "The stable code of a failure.")
    }
}

impl ToSchema for ErrorCode {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("ErrorCode")
    }
}

/// Why a record that was captured offline waits or was refused; a schema without a value of its own, because
/// a stored record keeps its code as text.
#[derive(Clone, Copy, Debug)]
pub struct RecordCode;

impl PartialSchema for RecordCode {
    fn schema() -> RefOr<Schema> {
        let own = [
            sync::RECORD_ID_REUSED,
            sync::INVALID_CAPTURE_TOKEN,
            sync::FACE_NOT_VERIFIED,
            sync::OVERRIDE_UNCONFIRMED,
            sync::ATTENDANCE_UNDONE,
            sync::SCORING,
        ];
        one_of(own.into_iter().chain(ErrorCode::all().map(ErrorCode::as_str)), "Why a record waits or was refused.")
    }
}

impl ToSchema for RecordCode {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("RecordCode")
    }
}

/// Why a photograph of an import was not enrolled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoCode {
    /// The archive has no file of this name.
    Missing,
    /// The archive has several files of this name.
    Ambiguous,
    /// The archive has it packed in a way that is not read, or with a password.
    Packed,
    /// As a call that enrols it would have been refused.
    Error(ErrorCode),
}

impl PhotoCode {
    /// As clients see it, such as `PHOTO_MISSING`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "PHOTO_MISSING",
            Self::Ambiguous => "PHOTO_AMBIGUOUS",
            Self::Packed => "PHOTO_PACKED",
            Self::Error(code) => code.as_str(),
        }
    }
}

impl Serialize for PhotoCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl PartialSchema for PhotoCode {
    fn schema() -> RefOr<Schema> {
        let own = [Self::Missing, Self::Ambiguous, Self::Packed].map(Self::as_str);
        let codes = own.into_iter().chain(ErrorCode::all().map(ErrorCode::as_str));
        one_of(codes, "Why a photograph was not enrolled.")
    }
}

impl ToSchema for PhotoCode {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("PhotoCode")
    }
}
