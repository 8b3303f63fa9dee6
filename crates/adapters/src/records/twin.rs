//! The twin of a row: an item with what the plan has of it, and `rev`, the number of the entry of the journal up to
//! which it is known.

use aws::dynamo::{Item, Value};
use strum::{IntoStaticStr, VariantArray};
use uuid::Uuid;

use super::attributes::{flag, id, item, key, number, text, written};

/// A table that follows the journal. Its word names its place in the journal and its metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Followed {
    /// `OMRRecords`.
    Sheets,
    /// `FaceRecords`.
    Faces,
}

impl Followed {
    /// Both of them.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The name of its table, behind the prefix.
    #[must_use]
    pub fn table(self) -> &'static str {
        match self {
            Self::Sheets => "OMRRecords",
            Self::Faces => "FaceRecords",
        }
    }

    /// The names of its keys.
    pub(super) fn keys(self) -> [&'static str; 2] {
        match self {
            Self::Sheets => ["barcode", "examId"],
            Self::Faces => ["examId", "candidateId"],
        }
    }
}

/// Which item of which table.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TwinKey {
    /// The table.
    pub of: Followed,
    /// The exam.
    pub exam: Uuid,
    /// A sheet's barcode, or a candidate's id.
    pub name: String,
}

impl TwinKey {
    pub(super) fn item(&self) -> Item {
        let (exam, name) = (self.exam.to_string(), self.name.clone());
        let values = match self.of {
            Followed::Sheets => [name, exam],
            Followed::Faces => [exam, name],
        };
        key(self.of.keys(), values)
    }

    /// The key of an item; `None` for one that has none.
    pub(super) fn of(of: Followed, item: &Item) -> Option<Self> {
        let name = match of {
            Followed::Sheets => text(item, "barcode"),
            Followed::Faces => text(item, "candidateId"),
        };
        Some(Self { of, exam: id(item, "examId")?, name: name? })
    }
}

/// For a person: which item it is.
impl std::fmt::Display for TwinKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let what = match self.of {
            Followed::Sheets => "barcode",
            Followed::Faces => "candidate",
        };
        write!(f, "{} {what} {} of exam {}", self.of.table(), self.name, self.exam)
    }
}

/// What a sheet's item says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetItem {
    /// Its barcode.
    pub barcode: String,
    /// The exam.
    pub exam_id: Uuid,
    /// Whose it is, or was before it was made void.
    pub roll_number: Option<String>,
    /// The same by id.
    pub candidate_id: Option<Uuid>,
    /// When it was scanned.
    pub scanned_at: String,
    /// By whom.
    pub scanned_by: Uuid,
    /// Whether it is bound.
    pub validated: bool,
    /// Where its picture lies, as answers name it.
    pub omr_image_url: Option<String>,
    /// `scanned`, `validated` or `void`.
    pub status: String,
}

/// What a face's item says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaceItem {
    /// The exam.
    pub exam_id: Uuid,
    /// The candidate.
    pub candidate_id: Uuid,
    /// The face in the collection, where there is one.
    pub face_id: Option<String>,
    /// The collection, where there is one.
    pub collection_id: Option<String>,
    /// The engine that read the face.
    pub engine: String,
    /// When.
    pub enrolled_at: String,
}

/// The item that stands for a row, without its `rev`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Twin {
    /// Of a sheet.
    Sheet(SheetItem),
    /// Of a face.
    Face(FaceItem),
}

impl Twin {
    /// Its key.
    #[must_use]
    pub fn key(&self) -> TwinKey {
        match self {
            Self::Sheet(sheet) => TwinKey { of: Followed::Sheets, exam: sheet.exam_id, name: sheet.barcode.clone() },
            Self::Face(face) => {
                TwinKey { of: Followed::Faces, exam: face.exam_id, name: face.candidate_id.to_string() }
            }
        }
    }

    pub(super) fn item(&self, rev: i64) -> Item {
        match self {
            Self::Sheet(sheet) => item([
                ("barcode", Some(sheet.barcode.as_str().into())),
                ("examId", Some(written(sheet.exam_id))),
                ("rollNumber", sheet.roll_number.as_deref().map(Value::from)),
                ("candidateId", sheet.candidate_id.map(written)),
                ("scannedAt", Some(sheet.scanned_at.as_str().into())),
                ("scannedBy", Some(written(sheet.scanned_by))),
                ("validated", Some(sheet.validated.into())),
                ("omrImageUrl", sheet.omr_image_url.as_deref().map(Value::from)),
                ("status", Some(sheet.status.as_str().into())),
                ("rev", Some(rev.into())),
            ]),
            Self::Face(face) => item([
                ("examId", Some(written(face.exam_id))),
                ("candidateId", Some(written(face.candidate_id))),
                ("faceId", face.face_id.as_deref().map(Value::from)),
                ("collectionId", face.collection_id.as_deref().map(Value::from)),
                ("engine", Some(face.engine.as_str().into())),
                ("enrolledAt", Some(face.enrolled_at.as_str().into())),
                ("rev", Some(rev.into())),
            ]),
        }
    }

    /// What an item says; `None` for one that this program did not write so, such as one with a further attribute.
    pub(super) fn of(of: Followed, from: &Item) -> Option<Self> {
        let twin = match of {
            Followed::Sheets => Self::Sheet(SheetItem {
                barcode: text(from, "barcode")?,
                exam_id: id(from, "examId")?,
                roll_number: text(from, "rollNumber"),
                candidate_id: id(from, "candidateId"),
                scanned_at: text(from, "scannedAt")?,
                scanned_by: id(from, "scannedBy")?,
                validated: flag(from, "validated")?,
                omr_image_url: text(from, "omrImageUrl"),
                status: text(from, "status")?,
            }),
            Followed::Faces => Self::Face(FaceItem {
                exam_id: id(from, "examId")?,
                candidate_id: id(from, "candidateId")?,
                face_id: text(from, "faceId"),
                collection_id: text(from, "collectionId"),
                engine: text(from, "engine")?,
                enrolled_at: text(from, "enrolledAt")?,
            }),
        };
        (twin.item(number(from, "rev")?) == *from).then_some(twin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> SheetItem {
        SheetItem {
            barcode: "OMR-1".to_owned(),
            exam_id: Uuid::from_u128(1),
            roll_number: Some("R-1".to_owned()),
            candidate_id: Some(Uuid::from_u128(2)),
            scanned_at: "2026-11-22T09:00:00Z".to_owned(),
            scanned_by: Uuid::from_u128(3),
            validated: true,
            omr_image_url: Some("blobs/x".to_owned()),
            status: "validated".to_owned(),
        }
    }

    #[test]
    fn items_have_the_attributes_of_the_plan_and_read_back() {
        let free =
            SheetItem { roll_number: None, candidate_id: None, omr_image_url: None, validated: false, ..sheet() };
        let face = FaceItem {
            exam_id: Uuid::from_u128(1),
            candidate_id: Uuid::from_u128(2),
            face_id: None,
            collection_id: None,
            engine: "local".to_owned(),
            enrolled_at: "2026-11-22T09:00:00Z".to_owned(),
        };
        let names = |twin: &Twin| twin.item(7).into_keys().collect::<Vec<_>>().join(" ");
        let (bound, free, face) = (Twin::Sheet(sheet()), Twin::Sheet(free), Twin::Face(face));
        let all = "barcode candidateId examId omrImageUrl rev rollNumber scannedAt scannedBy status validated";
        assert_eq!(names(&bound), all);
        assert_eq!(names(&free), "barcode examId rev scannedAt scannedBy status validated");
        assert_eq!(names(&face), "candidateId engine enrolledAt examId rev");
        for twin in [bound, free, face] {
            let item = twin.item(7);
            assert_eq!(TwinKey::of(twin.key().of, &item), Some(twin.key()));
            assert_eq!(Twin::of(twin.key().of, &item), Some(twin));
        }
    }

    #[test]
    fn an_item_with_more_or_less_in_it_is_none_of_ours() {
        let whole = Twin::Sheet(sheet()).item(7);
        let mut more = whole.clone();
        more.insert("note".to_owned(), "x".into());
        let mut less = whole;
        less.remove("rev");
        assert_eq!((Twin::of(Followed::Sheets, &more), Twin::of(Followed::Sheets, &less)), (None, None));
    }
}
