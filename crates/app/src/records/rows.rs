//! What an entry of the journal tells of, and what the row says of it now.

use adapters::{
    BlobKind,
    faces::collection_of,
    records::{FaceItem, Followed, SheetItem, Twin, TwinKey},
};
use domain::{
    event::{Fact, ImportFact, read},
    sheet::SheetStatus,
};
use store::{
    Tx,
    journal::Entry,
    record_rows::{self, FaceRow, SheetRow},
};
use uuid::Uuid;
use vault::Vault;

/// The item of a table that an entry changes.
pub(super) fn told(of: Followed, entry: &Entry) -> Option<TwinKey> {
    let event = &entry.event;
    if event.outcome != "done" {
        return None;
    }
    let fact = read(&event.action, &event.outcome, &event.data).ok()?.fact?;
    let name = match (of, fact) {
        (
            Followed::Sheets,
            Fact::ScanSheet { barcode, .. } | Fact::BindSheet { barcode } | Fact::VoidSheet { barcode, .. },
        ) => barcode.to_string(),
        (Followed::Faces, Fact::EnrolFace { .. }) => event.candidate_id?.to_string(),
        _ => return None,
    };
    Some(TwinKey { of, exam: event.exam_id?.0, name })
}

/// The exam whose enrolled faces an entry tells of together: an import writes no entry a photograph.
pub(super) fn told_together(of: Followed, entry: &Entry) -> Option<Uuid> {
    let event = &entry.event;
    if of != Followed::Faces || event.outcome != "done" {
        return None;
    }
    match read(&event.action, &event.outcome, &event.data).ok()?.fact? {
        Fact::ImportCandidates(ImportFact::Photos { photos_enrolled: 1.., .. }) => event.exam_id.map(|exam| exam.0),
        _ => None,
    }
}

/// What a row says now; `None` when there is none.
pub(crate) async fn twin(tx: &mut Tx, key: &TwinKey) -> store::Result<Option<Twin>> {
    Ok(match key.of {
        Followed::Sheets => record_rows::sheet(tx, key.exam.into(), &key.name).await?.map(sheet),
        Followed::Faces => match key.name.parse() {
            Ok(candidate) => record_rows::face(tx, key.exam.into(), candidate).await?.map(face),
            Err(_) => None,
        },
    })
}

/// What the next rows say, after the one of `after`.
pub(super) async fn twins_after(
    tx: &mut Tx,
    of: Followed,
    after: Option<&TwinKey>,
    limit: i64,
) -> store::Result<Vec<Twin>> {
    let exam = after.map_or(Uuid::nil(), |key| key.exam);
    let name = after.map_or("", |key| key.name.as_str());
    Ok(match of {
        Followed::Sheets => record_rows::sheets_after(tx, exam, name, limit).await?.into_iter().map(sheet).collect(),
        Followed::Faces => {
            let candidate = name.parse().unwrap_or_default();
            record_rows::faces_after(tx, exam, candidate, limit).await?.into_iter().map(face).collect()
        }
    })
}

fn sheet(row: SheetRow) -> Twin {
    let location = |blob| Vault::location(Some(row.exam_id), BlobKind::OmrSheet, blob);
    Twin::Sheet(SheetItem {
        omr_image_url: row.blob_id.map(location),
        barcode: row.barcode,
        exam_id: row.exam_id.0,
        roll_number: row.roll_number,
        candidate_id: row.candidate_id.map(Into::into),
        scanned_at: row.scanned_at.to_string(),
        scanned_by: row.scanned_by.0,
        validated: row.status == SheetStatus::Validated,
        status: <&str>::from(row.status).to_owned(),
    })
}

/// A face lies in a collection only where Rekognition is used.
fn face(row: FaceRow) -> Twin {
    Twin::Face(FaceItem {
        exam_id: row.exam_id.0,
        candidate_id: row.candidate_id.0,
        collection_id: row.face_id.as_ref().map(|_| collection_of(row.exam_id.0)),
        face_id: row.face_id,
        engine: row.engine,
        enrolled_at: row.enrolled_at.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use domain::{Timestamp, event::write};
    use store::journal::Event;

    use super::*;

    fn entry(fact: &Fact, outcome: &str) -> Entry {
        let event = Event::new(Uuid::from_u128(7).into(), Timestamp(5), &fact.action(), outcome);
        let event = Event {
            exam_id: Some(Uuid::from_u128(1).into()),
            candidate_id: Some(Uuid::from_u128(2).into()),
            data: write(Some(fact), None),
            ..event
        };
        Entry { seq: Some(3), event, seal: Vec::new() }
    }

    #[test]
    fn entries_of_sheets_and_faces_name_their_item() {
        let bound = Fact::BindSheet { barcode: "OMR-1".parse().unwrap() };
        let enrolled = Fact::EnrolFace {
            face_id: Uuid::from_u128(3).into(),
            engine: "local".to_owned(),
            image_digest: String::new(),
        };
        let exam = Uuid::from_u128(1);
        let sheet = TwinKey { of: Followed::Sheets, exam, name: "OMR-1".to_owned() };
        let face = TwinKey { of: Followed::Faces, exam, name: Uuid::from_u128(2).to_string() };
        let imported = |photos_enrolled| {
            let fact = Fact::ImportCandidates(ImportFact::Photos { photos_enrolled, photos_rejected: 1 });
            told_together(Followed::Faces, &entry(&fact, "done"))
        };
        assert_eq!((imported(0), imported(2)), (None, Some(exam)));
        assert_eq!(told_together(Followed::Faces, &entry(&enrolled, "done")), None);
        for (fact, key) in [(&bound, sheet), (&enrolled, face)] {
            for &of in Followed::ALL {
                assert_eq!(told(of, &entry(fact, "done")), (of == key.of).then(|| key.clone()));
                assert_eq!(told(of, &entry(fact, "refused")), None);
            }
        }
    }
}
