//! A small exam day: two centres, two exams, their slots, and candidates.

use std::sync::atomic::{AtomicU64, Ordering};

use domain::{
    AttendanceId, CandidateId, CentreId, ExamId, Role, SlotId, Timestamp, UserId,
    account::Account,
    attendance::{Attendance, AttendanceStatus},
    centre::Centre,
    exam::{Exam, ExamSettings},
    second_factor::SecondFactor,
    sheet::SheetStatus,
    slot::{Slot, SlotStatus},
};
use store::{Db, Tx, accounts, attendance, blobs, centres, exams, imports, sheets, slots};
use uuid::Uuid;

/// The moment at which the tests play, in microseconds.
pub(crate) const NOW: Timestamp = Timestamp(1_795_338_000_000_000);
/// A slot ends at this moment.
pub(crate) const END: Timestamp = Timestamp(NOW.0 + 3 * 3_600_000_000);

/// A new id; later ones are greater, as those of the program are.
pub(crate) fn id<I: From<Uuid>>() -> I {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(NEXT.fetch_add(1, Ordering::Relaxed))).into()
}

/// What the tests begin with.
pub(crate) struct World {
    pub admin: UserId,
    pub operator: UserId,
    pub exam: ExamId,
    pub other_exam: ExamId,
    pub centre: CentreId,
    pub other_centre: CentreId,
    /// Of `exam` at `centre`.
    pub slot: SlotId,
    /// Of `exam` at `other_centre`.
    pub far_slot: SlotId,
    /// Of `other_exam` at `centre`.
    pub foreign_slot: SlotId,
    /// Candidates in `slot`.
    pub candidates: Vec<CandidateId>,
}

impl World {
    /// Writes it through the store's functions.
    pub(crate) async fn make(db: &Db) -> Self {
        let mut tx = db.begin().await.unwrap();
        let admin = account(&mut tx, "head", Role::Admin, None).await;
        let [centre, other_centre] = [centre(&mut tx, "C1").await, centre(&mut tx, "C2").await];
        let operator = account(&mut tx, "op1", Role::Operator, Some(centre)).await;
        let [exam, other_exam] = [exam(&mut tx, "E1", admin).await, exam(&mut tx, "E2", admin).await];
        let slot_id = slot(&mut tx, exam, centre, "Morning").await;
        let far_slot = slot(&mut tx, exam, other_centre, "Morning").await;
        let foreign_slot = slot(&mut tx, other_exam, centre, "Morning").await;
        let entries: Vec<_> = (1..=4).map(|number| entry(number, centre, slot_id)).collect();
        imports::insert(&mut tx, exam, &entries, NOW).await.unwrap();
        tx.commit().await.unwrap();
        let candidates = entries.iter().map(|entry| entry.id.into()).collect();
        Self {
            admin,
            operator,
            exam,
            other_exam,
            centre,
            other_centre,
            slot: slot_id,
            far_slot,
            foreign_slot,
            candidates,
        }
    }

    /// An attendance of this candidate that nothing has stored yet.
    pub(crate) fn attendance(&self, candidate: CandidateId, status: AttendanceStatus) -> Attendance {
        let completed = status == AttendanceStatus::Completed;
        Attendance {
            id: id(),
            candidate_id: candidate,
            exam_id: self.exam,
            centre_id: self.centre,
            slot_id: self.slot,
            operator_id: self.operator,
            status,
            checkpoint: completed,
            completed_at: completed.then_some(NOW),
            biometric_eligible: completed,
        }
    }

    /// Marks the candidate and gives the mark.
    pub(crate) async fn mark(&self, db: &Db, candidate: CandidateId, status: AttendanceStatus) -> Attendance {
        let attendance = self.attendance(candidate, status);
        let mut tx = db.begin().await.unwrap();
        assert!(written!(tx, attendance::insert(&mut tx, &attendance, NOW)));
        tx.commit().await.unwrap();
        attendance
    }

    /// A mark that was completed without leave for station 2.
    pub(crate) async fn mark_ineligible(&self, db: &Db, candidate: CandidateId) -> AttendanceId {
        let attendance =
            Attendance { biometric_eligible: false, ..self.attendance(candidate, AttendanceStatus::Completed) };
        let mut tx = db.begin().await.unwrap();
        assert!(written!(tx, attendance::insert(&mut tx, &attendance, NOW)));
        tx.commit().await.unwrap();
        attendance.id
    }

    /// A scanned sheet, not stored.
    pub(crate) fn sheet(&self, barcode: &str) -> sheets::Sheet {
        sheets::Sheet {
            exam_id: self.exam,
            barcode: barcode.parse().unwrap(),
            centre_id: Some(self.centre),
            status: SheetStatus::Scanned,
            scanned_by: self.operator,
            scanned_at: NOW,
            blob_id: None,
            barcode_read: "no_image".into(),
            candidate_id: None,
        }
    }

    /// Scans sheets.
    pub(crate) async fn scan(&self, db: &Db, barcodes: &[&str]) {
        let mut tx = db.begin().await.unwrap();
        for barcode in barcodes {
            assert!(written!(tx, sheets::insert(&mut tx, &self.sheet(barcode))));
        }
        tx.commit().await.unwrap();
    }
}

/// An account that nobody can log in to.
pub(crate) async fn account(tx: &mut Tx, name: &str, role: Role, centre_id: Option<CentreId>) -> UserId {
    let user = Account {
        id: id(),
        username: name.parse().unwrap(),
        name: name.parse().unwrap(),
        role,
        centre_id,
        exam_ids: vec![],
        disabled: false,
        face_enrolled: false,
        must_change_password: false,
        second_factor: SecondFactor::Off,
        second_factor_required: false,
        created_at: NOW,
    };
    assert!(accounts::insert(tx, &user, "$none").await.unwrap());
    user.id
}

async fn centre(tx: &mut Tx, code: &str) -> CentreId {
    let centre = Centre { id: id(), code: code.parse().unwrap(), name: "Centre".parse().unwrap(), created_at: NOW };
    assert!(centres::insert(tx, &centre).await.unwrap());
    centre.id
}

async fn exam(tx: &mut Tx, code: &str, created_by: UserId) -> ExamId {
    let (code, name) = (code.parse().unwrap(), "Exam".parse().unwrap());
    let exam = Exam { id: id(), code, name, settings: ExamSettings::default(), created_at: NOW, created_by };
    assert!(exams::insert(tx, &exam).await.unwrap());
    exam.id
}

/// A slot from now until [`END`].
pub(crate) async fn slot(tx: &mut Tx, exam_id: ExamId, centre_id: CentreId, name: &str) -> SlotId {
    let slot = Slot {
        id: id(),
        exam_id,
        centre_id,
        slot_name: name.parse().unwrap(),
        start_time: Some(NOW),
        end_time: Some(END),
        gate_opens: None,
        gate_closes: Some(NOW),
        max_candidates: Some(1000),
        current_count: 0,
        status: SlotStatus::Active,
    };
    assert!(slots::insert(tx, &slot, NOW).await.unwrap());
    slot.id
}

/// A row of a roster.
pub(crate) fn entry(number: u32, centre: CentreId, slot: SlotId) -> imports::RosterEntry {
    imports::RosterEntry {
        id: id(),
        roll_number: format!("R-{number:04}"),
        name: format!("Name {number}"),
        father_name: "Father".into(),
        dob: "2004-02-29".into(),
        gender: None,
        omr_number: Some(format!("O-{number}")),
        room: None,
        seat: Some(format!("{number}")),
        centre_id: centre.0,
        slot_id: slot.0,
    }
}

/// A file that rows may name.
pub(crate) async fn blob(tx: &mut Tx, scope: ExamId) -> domain::BlobId {
    let blob = blobs::Blob {
        id: id(),
        scope_id: scope.0,
        kind: "face_live".into(),
        size: 1_234,
        sha256: vec![7; 32],
        created_at: NOW,
    };
    blobs::insert(tx, &blob).await.unwrap();
    blob.id
}
