//! A candidate as they are told.

use api::candidates::{AttendanceView, CandidateView, FaceView, FingerprintView, OmrView};
use store::candidates::Overview;

/// The candidate; `brief` leaves out father's name and date of birth.
pub(crate) fn view(overview: Overview, brief: bool) -> CandidateView {
    let Overview {
        candidate,
        status,
        face_enrolled,
        attendance,
        attempts,
        face_verified,
        match_percentage,
        fingerprint,
        barcode,
    } = overview;
    let face = FaceView { verified: face_verified, match_percentage, attempts };
    let attendance = attendance.map(|(id, status, operator_id, completed_at)| AttendanceView {
        id,
        status,
        operator_id,
        completed_at,
    });
    CandidateView {
        id: candidate.id,
        exam_id: candidate.exam_id,
        roll_number: candidate.roll_number,
        name: candidate.name,
        father_name: (!brief).then_some(candidate.father_name),
        dob: (!brief).then_some(candidate.dob),
        gender: candidate.gender.filter(|_| !brief),
        centre_id: candidate.centre_id,
        room: candidate.room,
        seat: candidate.seat,
        slot_id: candidate.slot_id,
        status,
        face_enrolled,
        attendance,
        face: (attempts > 0).then_some(face),
        fingerprint: fingerprint.then_some(FingerprintView { captured: true }),
        omr: barcode.map(|barcode| OmrView { barcode }),
    }
}
