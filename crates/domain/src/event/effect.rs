//! What an entry changes for those who watch: one match, in which every fact has its place.

use super::{
    fact::{Fact, ImportFact},
    offline::{Offline, Replaces},
    told::Told,
};
use crate::{
    SlotId,
    alert::AlertStatus,
    attendance::AttendanceStatus,
    candidate::CandidateStatus,
    face::FaceState,
    live::{Counts, Effect, LiveEvent},
};

/// What an entry about `slot` changes; refusals and counts change nothing.
#[must_use]
pub fn effect(told: &Told, slot: Option<SlotId>) -> Effect {
    let Some(fact) = &told.fact else { return Effect::default() };
    let own = |counts: Counts| slot.map(|slot| (slot, counts)).into_iter().collect();
    let mut effect = of_fact(fact, told.offline.as_ref(), &own);
    effect.slots.retain(|(_, counts)| *counts != Counts::default());
    effect
}

/// The effect of a fact; `own` are the figures of the entry's own slot.
fn of_fact(fact: &Fact, offline: Option<&Offline>, own: &dyn Fn(Counts) -> Vec<(SlotId, Counts)>) -> Effect {
    // What a decided conflict puts in the place of something.
    let replaced = offline.and_then(|offline| offline.replaces);
    let update =
        |event: LiveEvent, slots: Vec<(SlotId, Counts)>| Effect { event: Some(event), slots, ..Effect::default() };
    let biometric = |counts: Counts| update(LiveEvent::BiometricUpdate, own(counts));
    match fact {
        Fact::MarkAttendance { status, was } => {
            let present = step(is_present(Some(*status)), is_present(*was));
            let reached = match status {
                AttendanceStatus::Completed => CandidateStatus::AttendanceCompleted,
                AttendanceStatus::Skipped => CandidateStatus::Registered,
            };
            let slots = own(Counts { present, ..Counts::default() });
            Effect { reached: Some(reached), ..update(LiveEvent::AttendanceUpdate, slots) }
        }
        Fact::UndoAttendance { was, .. } => {
            let slots = own(Counts { present: step(false, is_present(*was)), ..Counts::default() });
            Effect { reached: Some(CandidateStatus::Registered), ..update(LiveEvent::AttendanceUpdate, slots) }
        }
        Fact::HandOverAttendance { .. } => update(LiveEvent::AttendanceUpdate, Vec::new()),
        Fact::VerifyFace { verified, was, .. } => {
            let verified = *verified || *was == Some(FaceState::Verified);
            biometric(Counts {
                face_verified: step(verified, *was == Some(FaceState::Verified)),
                face_mismatched: step(!verified, *was == Some(FaceState::Mismatched)),
                ..Counts::default()
            })
        }
        Fact::CaptureFingerprint { exception, .. } => {
            let before = matches!(replaced, Some(Replaces::Fingerprint { exception: false }));
            biometric(Counts { fingerprints: step(!exception, before), ..Counts::default() })
        }
        Fact::ScanSheet { .. } => biometric(Counts::default()),
        Fact::BindSheet { .. } => biometric(Counts { omr_bound: 1, ..Counts::default() }),
        Fact::VoidSheet { was_bound, .. } => {
            biometric(Counts { omr_bound: step(false, *was_bound), ..Counts::default() })
        }
        Fact::CloseBiometric { verified, overridden, .. } => {
            // A close that was kept as neither waits for a supervisor.
            let completed = step(*verified || *overridden, replaced.is_some());
            let reached = (completed > 0).then_some(CandidateStatus::BiometricCompleted);
            Effect { reached, ..biometric(Counts { completed, ..Counts::default() }) }
        }
        Fact::ImportCandidates(ImportFact::Slots { slots }) => {
            update(LiveEvent::StatusChange, slots.iter().map(|(slot, by)| (*slot, grown(*by))).collect())
        }
        Fact::UpdateCandidate { from, to, .. } if from != to => {
            update(LiveEvent::StatusChange, vec![(*from, grown(-1)), (*to, grown(1))])
        }
        Fact::ImportCandidates(ImportFact::Rows { .. } | ImportFact::Times { .. } | ImportFact::Photos { .. })
        | Fact::UpdateCandidate { .. }
        | Fact::EnrolFace { .. }
        | Fact::UpdateExam { .. }
        | Fact::CreateSlot { .. }
        | Fact::UpdateSlot { .. }
        | Fact::AssignSlot { .. }
        | Fact::UnassignSlot { .. } => update(LiveEvent::StatusChange, Vec::new()),
        Fact::UploadRecords { .. } | Fact::DecideRecord { .. } => update(LiveEvent::SyncUpdate, Vec::new()),
        Fact::SyncConflict { .. } => Effect { conflicts: 1, ..update(LiveEvent::SyncUpdate, Vec::new()) },
        Fact::ResolveConflict { .. } => Effect { conflicts: -1, ..update(LiveEvent::SyncUpdate, Vec::new()) },
        Fact::Alert { .. } => Effect { alerts_open: 1, ..update(LiveEvent::Alert, Vec::new()) },
        Fact::ReviewAlert { was, .. } => {
            let alerts_open = if *was == AlertStatus::Open { -1 } else { 0 };
            Effect { alerts_open, ..update(LiveEvent::Alert, Vec::new()) }
        }
        // Nothing that is watched.
        Fact::Login
        | Fact::Logout
        | Fact::LogoutAll { .. }
        | Fact::ChangePassword { .. }
        | Fact::ResetPassword { .. }
        | Fact::SetUpSecondFactor
        | Fact::ConfirmSecondFactor { .. }
        | Fact::RemoveSecondFactor
        | Fact::ResetSecondFactor { .. }
        | Fact::CreateOperator { .. }
        | Fact::UpdateOperator { .. }
        | Fact::EnrolOperatorFace
        | Fact::CreateExam { .. }
        | Fact::CreateCentre { .. }
        | Fact::ListCandidates { .. }
        | Fact::ReadCandidate
        | Fact::ReadStory { .. }
        | Fact::ExportExam { .. }
        | Fact::ReadPhoto
        | Fact::ReadAttemptImage
        | Fact::ReadSheet
        | Fact::ReadSheetImage
        | Fact::ReadConflicts { .. }
        | Fact::ReadAlerts { .. }
        | Fact::ReadAudit { .. }
        | Fact::ReadProof { .. }
        | Fact::GenerateDownloadPassword { .. }
        | Fact::WithdrawDownloadPassword { .. }
        | Fact::VerifyDownloadPassword { .. }
        | Fact::DownloadPackage(_)
        // What was in the file is told by the hand-overs that follow from it.
        | Fact::ImportRecords { .. }
        | Fact::Outsider { .. } => Effect::default(),
    }
}

fn is_present(status: Option<AttendanceStatus>) -> bool {
    status == Some(AttendanceStatus::Completed)
}

fn grown(by: i64) -> Counts {
    Counts { candidates: by, ..Counts::default() }
}

/// One more, one less, or no change.
fn step(now: bool, before: bool) -> i64 {
    i64::from(now) - i64::from(before)
}

/// Whether a socket may have to close after an action: a session or a right may have ended.
#[must_use]
pub fn rights_may_end(action: &str) -> bool {
    const OF_RIGHTS: [&str; 11] = [
        "logout",
        "logout_all",
        "change_password",
        "reset_password",
        "confirm_second_factor",
        "reset_second_factor",
        "update_operator",
        "refresh",
        "assign_slot",
        "unassign_slot",
        "update_slot",
    ];
    OF_RIGHTS.contains(&action)
}
