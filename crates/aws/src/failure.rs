//! What a service answered when it did not do what was asked, in the few kinds that decide what happens next.

use aws_sdk_s3::{config::http::HttpResponse, error::SdkError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

/// The kind of a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// No answer, throttled, 5xx, credentials that are over: the same may work later.
    Unavailable,
    /// The credentials do not allow it, or a key is disabled.
    Denied,
    /// There is no such bucket, object, table, item, key, topic, collection.
    Missing,
    /// A condition did not hold: it exists already, or was changed meanwhile.
    Conflict,
    /// What was asked for makes no sense to the service.
    Invalid,
    /// What came back is not what was stored there.
    Tampered,
}

/// A failure of a call. Its text has the operation and the service's code, never a value that was sent.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{operation}: {code}")]
pub struct Failure {
    /// Its kind.
    pub kind: Kind,
    /// What was called: `PutObject`.
    pub operation: &'static str,
    /// What the service calls it, or what became of the call.
    pub code: String,
}

/// What services call a wish that they will fulfil later.
const LATER: &[&str] = &[
    "ThrottlingException",
    "Throttling",
    "ThrottledException",
    "TooManyRequestsException",
    "RequestThrottled",
    "Throttled",
    "KMSThrottling",
    "KMSThrottlingException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "LimitExceededException",
    "SlowDown",
    "KMSInternalException",
    "DependencyTimeoutException",
    "InternalServerError",
    "InternalFailure",
    "InternalError",
    "InternalErrorException",
    "ServiceUnavailable",
    "ServiceUnavailableException",
    "RequestTimeout",
    "RequestTimeoutException",
    "TransactionInProgressException",
    "KeyUnavailableException",
    // Credentials that are over are renewed by who gave them.
    "ExpiredToken",
    "ExpiredTokenException",
    "RequestExpired",
    "TokenRefreshRequired",
    "RequestTimeTooSkewed",
];
const DENIED: &[&str] = &[
    "AccessDenied",
    "AccessDeniedException",
    "AllAccessDisabled",
    "UnauthorizedOperation",
    "AuthorizationError",
    "AuthorizationErrorException",
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "UnrecognizedClientException",
    "SignatureDoesNotMatch",
    "InvalidSignatureException",
    "MissingAuthenticationToken",
    "NotAuthorized",
    "DisabledException",
    "KMSInvalidStateException",
    "KMSAccessDeniedException",
    "KMSDisabledException",
    // As the topics of SNS call them.
    "KMSAccessDenied",
    "KMSDisabled",
    "KMSInvalidState",
    "KMSOptInRequired",
    "InvalidSecurity",
    "OptInRequired",
];
const MISSING: &[&str] = &[
    "NoSuchKey",
    "NoSuchBucket",
    "NotFound",
    "NotFoundException",
    "ResourceNotFoundException",
    "NoSuchUpload",
    "NotFoundError",
    "NoSuchVersion",
    "KMSNotFoundException",
    "KMSNotFound",
];
const CONFLICT: &[&str] = &[
    "ConditionalCheckFailedException",
    "PreconditionFailed",
    "ConditionalRequestConflict",
    "OperationAborted",
    "ResourceAlreadyExistsException",
    "ResourceInUseException",
    "AlreadyExistsException",
    "BucketAlreadyOwnedByYou",
    "BucketAlreadyExists",
    "TransactionConflictException",
];
const TAMPERED: &[&str] = &["InvalidCiphertextException", "BadDigest", "XAmzContentChecksumMismatch"];

impl Kind {
    /// The kind of a failure that the service calls `code` and answered with `status`.
    pub(crate) fn of(code: &str, status: u16) -> Self {
        let is = |codes: &[&str]| codes.contains(&code);
        match status {
            _ if is(LATER) => Self::Unavailable,
            _ if is(DENIED) => Self::Denied,
            _ if is(MISSING) => Self::Missing,
            _ if is(CONFLICT) => Self::Conflict,
            _ if is(TAMPERED) => Self::Tampered,
            500.. | 429 | 408 => Self::Unavailable,
            401 | 403 => Self::Denied,
            404 => Self::Missing,
            409 | 412 => Self::Conflict,
            _ => Self::Invalid,
        }
    }
}

impl Failure {
    /// A failure that this program found itself.
    pub fn new(kind: Kind, operation: &'static str, code: impl Into<String>) -> Self {
        Self { kind, operation, code: code.into() }
    }

    /// What became of a call of the SDK.
    pub(crate) fn of<E: ProvideErrorMetadata>(operation: &'static str, error: &SdkError<E, HttpResponse>) -> Self {
        match error {
            SdkError::ServiceError(answered) => {
                let code = answered.err().code().unwrap_or_default();
                let status = answered.raw().status().as_u16();
                let kind = Kind::of(code, status);
                let code = if code.is_empty() { format!("HTTP {status}") } else { code.to_owned() };
                Self { kind, operation, code }
            }
            // Before a byte was sent: no credentials, no region, a value that no request can carry.
            SdkError::ConstructionFailure(_) => Self::new(Kind::Invalid, operation, "the request cannot be made"),
            SdkError::TimeoutError(_) => Self::new(Kind::Unavailable, operation, "no answer in time"),
            SdkError::DispatchFailure(failure) if failure.is_other() => {
                Self::new(Kind::Unavailable, operation, "no credentials, or none that are good now")
            }
            SdkError::DispatchFailure(_) => Self::new(Kind::Unavailable, operation, "no connection"),
            SdkError::ResponseError(_) => Self::new(Kind::Unavailable, operation, "the answer broke off"),
            _ => Self::new(Kind::Unavailable, operation, "no answer"),
        }
    }

    /// Whether the same may work when it is tried again.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        self.kind == Kind::Unavailable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_service_says_decides_before_the_status() {
        for (code, status, kind) in [
            ("ThrottlingException", 400, Kind::Unavailable),
            ("ExpiredTokenException", 400, Kind::Unavailable),
            ("SlowDown", 503, Kind::Unavailable),
            ("ConditionalCheckFailedException", 400, Kind::Conflict),
            ("PreconditionFailed", 412, Kind::Conflict),
            ("DisabledException", 400, Kind::Denied),
            ("InvalidCiphertextException", 400, Kind::Tampered),
            ("ValidationException", 400, Kind::Invalid),
            ("InvalidParameterException", 400, Kind::Invalid),
            ("InvalidImageFormatException", 400, Kind::Invalid),
            ("ImageTooLargeException", 400, Kind::Invalid),
            ("ProvisionedThroughputExceededException", 400, Kind::Unavailable),
            ("AccessDeniedException", 400, Kind::Denied),
            ("ResourceNotFoundException", 400, Kind::Missing),
            ("ResourceAlreadyExistsException", 400, Kind::Conflict),
            ("", 500, Kind::Unavailable),
            ("", 403, Kind::Denied),
            ("", 404, Kind::Missing),
        ] {
            assert_eq!(Kind::of(code, status), kind, "{code} {status}");
        }
    }
}
