//! Identifiers. Each noun has a type of its own, so that an exam's id cannot be passed for a slot's.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
        #[serde(transparent)]
        #[schema(value_type = String, format = Uuid)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self { Self(id) }
        }
        impl From<$name> for Uuid {
            fn from(id: $name) -> Self { id.0 }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { text.parse().map(Self) }
        }
    )*};
}

ids! {
    /// An exam.
    ExamId,
    /// An examination centre.
    CentreId,
    /// One sitting of an exam at one centre.
    SlotId,
    /// A candidate of one exam; the same person in two exams has two.
    CandidateId,
    /// An account: admin, supervisor, operator or observer.
    UserId,
    /// One login and all tokens that come of it.
    SessionId,
    /// The mark of station 1.
    AttendanceId,
    /// An enrolled face.
    FaceId,
    /// One comparison of a live face with the enrolled one.
    AttemptId,
    /// A captured fingerprint, or its recorded exception.
    FingerprintId,
    /// The close of station 2.
    BiometricId,
    /// An encrypted file.
    BlobId,
    /// Something a supervisor has to look at.
    AlertId,
    /// One entry of the journal.
    EventId,
    /// A password for one download.
    PasswordId,
    /// The right to fetch one package.
    DownloadId,
    /// Two records of which only one can stand.
    ConflictId,
}
