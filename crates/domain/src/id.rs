//! Identifiers. Each noun has a type of its own, so that an exam's id cannot be passed for a slot's.

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::ToSchema;
use uuid::Uuid;

/// Characters of an id as it is written: hexadecimal digits with hyphens, in either case. A URN, braces, or no hyphens
/// at all would be other spellings of the same, which a client that compares texts does not know again.
const ID_CHARACTERS: usize = 36;

/// Reads an id in its one form.
///
/// # Errors
/// Of the deserializer, in words for who sent it.
pub fn read_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Uuid, D::Error> {
    let text = String::deserialize(deserializer)?;
    let id = Uuid::try_parse(&text).ok().filter(|_| text.len() == ID_CHARACTERS);
    id.ok_or_else(|| D::Error::custom("must be an id such as 01890a5d-ac96-774b-bcce-b302099a8057"))
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
        #[serde(transparent)]
        #[schema(value_type = String, format = Uuid)]
        pub struct $name(pub Uuid);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                read_id(deserializer).map(Self)
            }
        }
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
    /// A record, as the device that captured it calls it.
    RecordId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_form() {
        let read = |text: &str| serde_json::from_value::<ExamId>(text.into());
        let plain = "01890a5d-ac96-774b-bcce-b302099a8057";
        assert_eq!(read(plain).unwrap().to_string(), plain);
        assert_eq!(read(&plain.to_uppercase()).unwrap().to_string(), plain);
        let other = [format!("urn:uuid:{plain}"), format!("{{{plain}}}"), plain.replace('-', ""), String::new()];
        for wrong in other.iter().map(String::as_str).chain(["01890a5d-ac96-774b-bcce-b302099a805g", "1"]) {
            let told = read(wrong).unwrap_err().to_string();
            assert!(told.starts_with("must be an id such as "), "{wrong}: {told}");
        }
    }
}
