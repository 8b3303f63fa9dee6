//! Why a call was not done. Callers match on the variants: the server turns them into HTTP, the judge of
//! offline records into the fate of a record, a job into "again" or "never".

use api::{
    error::{Details, ErrorBody, ErrorCode},
    fields::Fields,
};
use domain::{CandidateId, CentreId, ExamId, Refusal, SlotId};
use store::StoreError;
use strum::Display;

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

impl About {
    /// An exam, and nothing in it.
    #[must_use]
    pub fn exam(id: ExamId) -> Self {
        Self { exam: Some(id), ..Self::default() }
    }

    /// This, with `other`'s where this says nothing.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            exam: self.exam.or(other.exam),
            centre: self.centre.or(other.centre),
            slot: self.slot.or(other.slot),
            candidate: self.candidate.or(other.candidate),
        }
    }
}

/// A rule said no.
#[derive(Clone, Debug)]
pub struct Refused {
    /// Which one.
    pub refusal: Refusal,
    /// What it was about.
    pub about: About,
    /// What the caller is told beyond the code.
    pub details: Option<Details>,
    /// A sentence that says more than the refusal's own.
    pub sentence: Option<String>,
}

/// What of a request is too large.
#[derive(Clone, Debug)]
pub struct TooLarge {
    /// The limit.
    pub limit: api::error::TooMuch,
    /// What it was about.
    pub about: About,
    /// A sentence that says more than the usual one.
    pub sentence: Option<String>,
}

/// What the program needs and does not contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display)]
#[strum(serialize_all = "snake_case")]
pub enum Dependency {
    /// The database.
    Database,
    /// The store of encrypted files.
    Blobs,
    /// The provider of keys.
    Keys,
    /// The tables of DynamoDB.
    Records,
    /// A package that could not be built.
    Package,
    /// The engine of faces outside of the program.
    Faces,
}

/// Why a call was not done.
#[derive(Clone, Debug)]
pub enum Error {
    /// A rule said no.
    Refused(Box<Refused>),
    /// The request does not fit.
    Invalid(Fields),
    /// Nobody is logged in.
    Unauthenticated,
    /// Too much was asked for; `seconds` until it may be asked for again.
    RateLimited {
        /// At least 1.
        seconds: u32,
        /// A sentence that says more than the usual one.
        sentence: Option<&'static str>,
    },
    /// Something that was sent is too large.
    TooLarge(Box<TooLarge>),
    /// A bounded queue is full, or another was in the way: the same may work in `seconds`.
    Busy {
        /// At least 1.
        seconds: u32,
    },
    /// Something that the program needs does not answer: the same may work later.
    Unavailable {
        /// What.
        dependency: Dependency,
    },
    /// A fault of the program or of its data. It is in the log, and trying again does not help.
    Internal,
}

/// What an operation gives.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// One field does not fit.
    #[must_use]
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        Self::Invalid(Fields::of(field, message))
    }

    /// Too much was asked for.
    #[must_use]
    pub fn rate_limited(seconds: u32) -> Self {
        Self::RateLimited { seconds: seconds.max(1), sentence: None }
    }

    /// More than so many bytes were sent.
    #[must_use]
    pub fn too_large(limit_bytes: u64) -> Self {
        let limit = api::error::TooMuch { limit_bytes: Some(limit_bytes), limit_candidates: None };
        Self::TooLarge(Box::new(TooLarge { limit, about: About::default(), sentence: None }))
    }

    /// A bounded queue is full, or another was in the way.
    #[must_use]
    pub fn busy() -> Self {
        Self::Busy { seconds: 1 }
    }

    /// A fault of ours. What happened goes to the log, never to the caller.
    #[must_use]
    pub fn internal(error: &(dyn std::error::Error + '_)) -> Self {
        let mut chain = error.to_string();
        let mut cause = error.source();
        while let Some(inner) = cause {
            chain.push_str(": ");
            chain.push_str(&inner.to_string());
            cause = inner.source();
        }
        tracing::error!(error = %chain, "a call failed");
        Self::Internal
    }

    /// A file that is spooled, or read again, could not be: no room, no quota, read-only, a disk that fails. It may be
    /// tried again, and what was written of it is gone with its handle.
    #[must_use]
    pub fn spooling(error: &std::io::Error) -> Self {
        tracing::warn!(%error, "a file could not be spooled");
        Self::Unavailable { dependency: Dependency::Blobs }
    }

    /// With details for the caller; only refusals have them.
    #[must_use]
    pub fn with(mut self, details: Details) -> Self {
        if let Self::Refused(refused) = &mut self {
            refused.details = Some(details);
        }
        self
    }

    /// With another sentence for the caller.
    #[must_use]
    pub fn saying(mut self, sentence: impl Into<String>) -> Self {
        match &mut self {
            Self::Refused(refused) => refused.sentence = Some(sentence.into()),
            Self::TooLarge(large) => large.sentence = Some(sentence.into()),
            _ => {}
        }
        self
    }

    /// With what it was about, unless that is known already.
    #[must_use]
    pub fn about(mut self, about: About) -> Self {
        match &mut self {
            Self::Refused(refused) => refused.about = refused.about.or(about),
            Self::TooLarge(large) => large.about = large.about.or(about),
            _ => {}
        }
        self
    }

    /// What it was about, as far as that is known.
    #[must_use]
    pub fn is_about(&self) -> About {
        match self {
            Self::Refused(refused) => refused.about,
            Self::TooLarge(large) => large.about,
            _ => About::default(),
        }
    }

    /// The refusal, if it is one.
    #[must_use]
    pub fn refusal(&self) -> Option<Refusal> {
        match self {
            Self::Refused(refused) => Some(refused.refusal),
            _ => None,
        }
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Refused(refused) => refused.refusal.into(),
            Self::Invalid(_) => ErrorCode::Validation,
            Self::Unauthenticated => ErrorCode::Unauthenticated,
            Self::RateLimited { .. } => ErrorCode::RateLimited,
            Self::TooLarge(_) => ErrorCode::PayloadTooLarge,
            Self::Busy { .. } => ErrorCode::Busy,
            Self::Unavailable { .. } => ErrorCode::DependencyUnavailable,
            Self::Internal => ErrorCode::Internal,
        }
    }

    /// Whether the program failed, and not the caller: nothing was decided, and nothing is told of a record.
    #[must_use]
    pub fn is_fault(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::Unavailable { .. } | Self::Internal)
    }

    /// Whether the same may work when it is tried again: work that waits is kept for that.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::Unavailable { .. })
    }

    /// Seconds after which to try again, where that is known.
    #[must_use]
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::RateLimited { seconds, .. } | Self::Busy { seconds } => Some(*seconds),
            Self::Unavailable { .. } => Some(5),
            _ => None,
        }
    }

    /// A sentence for a person.
    #[must_use]
    pub fn sentence(&self) -> String {
        let usual = match self {
            Self::Refused(refused) => {
                return refused.sentence.clone().unwrap_or_else(|| refused.refusal.sentence().to_owned());
            }
            Self::Invalid(fields) => return fields.sentence(),
            Self::TooLarge(large) => {
                return large.sentence.clone().unwrap_or_else(|| "What was sent is too large.".to_owned());
            }
            Self::RateLimited { sentence, .. } => sentence.unwrap_or("Too many requests. Wait a little and try again."),
            Self::Unauthenticated => "Log in first: the access token is missing, wrong or over.",
            Self::Busy { .. } => "The server is busy. Try again in a moment.",
            Self::Unavailable { .. } => "Something that the server needs does not answer. Try again in a moment.",
            Self::Internal => "The server failed. It was logged.",
        };
        usual.to_owned()
    }

    /// What the caller reads.
    #[must_use]
    pub fn body(&self) -> ErrorBody {
        let details = match self {
            Self::Refused(refused) => refused.details.clone(),
            Self::Invalid(fields) => Some(Details::Fields(api::error::InvalidFields { fields: fields.clone() })),
            Self::TooLarge(large) => Some(Details::Limit(large.limit)),
            _ => None,
        };
        ErrorBody { details, ..ErrorBody::new(self.code(), self.sentence()) }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(Refused { refusal, about: About::default(), details: None, sentence: None }))
    }
}

impl From<Fields> for Error {
    fn from(fields: Fields) -> Self {
        Self::Invalid(fields)
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::Unavailable(cause) => {
                tracing::warn!(error = %cause, "the database is not available");
                Self::Unavailable { dependency: Dependency::Database }
            }
            StoreError::Conflict(_) | StoreError::Overtaken { .. } => Self::busy(),
            _ => Self::internal(&error),
        }
    }
}

impl From<vault::VaultError> for Error {
    fn from(error: vault::VaultError) -> Self {
        match error {
            vault::VaultError::Busy => Self::busy(),
            vault::VaultError::Store(error) => error.into(),
            vault::VaultError::Outside { dependency, ref fault } if error.is_passing() => {
                tracing::warn!(%dependency, %fault, "something that the program needs does not answer");
                Self::Unavailable {
                    dependency: match dependency {
                        vault::Backend::Blobs => Dependency::Blobs,
                        vault::Backend::Keys => Dependency::Keys,
                    },
                }
            }
            other => Self::internal(&other),
        }
    }
}
