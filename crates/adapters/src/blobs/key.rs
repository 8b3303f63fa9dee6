//! The name of a blob.

use std::path::Path;

use uuid::Uuid;

/// What a blob holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlobKind {
    /// The face that a candidate was enrolled with.
    FaceEnrolled,
    /// The face seen at a verification.
    FaceLive,
    /// A fingerprint. Whoever reads blobs has no name for this kind.
    Fingerprint,
    /// A scanned OMR sheet.
    OmrSheet,
    /// The face of an operator.
    OperatorFace,
    /// What one operator may download of an exam, for some hours.
    Package,
    /// What came in the place of a record and could not be read as one. It may hold a fingerprint: whoever reads
    /// blobs has no name for this kind, either.
    UnreadRecord,
}

impl BlobKind {
    const ALL: [Self; 7] = [
        Self::FaceEnrolled,
        Self::FaceLive,
        Self::Fingerprint,
        Self::OmrSheet,
        Self::OperatorFace,
        Self::Package,
        Self::UnreadRecord,
    ];

    /// The kind of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The stable name: paths and the encryption of blobs depend on it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FaceEnrolled => "face_enrolled",
            Self::FaceLive => "face_live",
            Self::Fingerprint => "fingerprint",
            Self::OmrSheet => "omr_sheet",
            Self::OperatorFace => "operator_face",
            Self::Package => "package",
            Self::UnreadRecord => "unread_record",
        }
    }
}

/// The name of a blob. The id is new for every blob; a blob never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BlobKey {
    /// The exam that it belongs to; nil for none.
    pub exam: Uuid,
    /// What it holds.
    pub kind: BlobKind,
    /// Its own id.
    pub id: Uuid,
}

impl BlobKey {
    /// Where the blob lies, below the root folder or in the bucket:
    /// `blobs/<exam>/<kind>/<last two digits of the id>/<id>`. The last two,
    /// because ids that begin with the time would all share their first two.
    #[must_use]
    pub fn storage_location(&self) -> String {
        let id = self.id.to_string();
        let folder = &id[id.len() - 2..];
        format!("blobs/{}/{}/{folder}/{id}", self.exam, self.kind.as_str())
    }

    /// The key whose [`BlobKey::storage_location`] is exactly `location`.
    #[must_use]
    pub fn at(location: &Path) -> Option<Self> {
        let location = location.to_str()?;
        let mut parts = location.split('/').skip(1);
        let exam = Uuid::try_parse(parts.next()?).ok()?;
        let kind = parts.next()?;
        let kind = BlobKind::named(kind)?;
        let id = Uuid::try_parse(parts.nth(1)?).ok()?;
        let key = Self { exam, kind, id };
        (key.storage_location() == location).then_some(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn location_and_key_are_one_to_one() {
        for kind in BlobKind::ALL {
            let key = BlobKey { exam: Uuid::from_u128(5), kind, id: Uuid::from_u128(0xABC) };
            let location = key.storage_location();
            assert_eq!(BlobKey::at(Path::new(&location)), Some(key));
            for other in [
                location.replace("/bc/", "/00/"),
                location.to_uppercase(),
                format!("{location}.tmp"),
                format!("{location}/x"),
            ] {
                assert_eq!(BlobKey::at(Path::new(&other)), None, "{other}");
            }
        }
    }

    #[test]
    fn the_location_is_stable() {
        let key = BlobKey { exam: Uuid::from_u128(1), kind: BlobKind::OmrSheet, id: Uuid::from_u128(0x2F) };
        assert_eq!(
            key.storage_location(),
            "blobs/00000000-0000-0000-0000-000000000001/omr_sheet/2f/\
             00000000-0000-0000-0000-00000000002f"
        );
    }
}
