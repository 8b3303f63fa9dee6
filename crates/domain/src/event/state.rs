//! What an entry says of rows of the state: one match, in which every fact has its place.

use serde_json::Value;
use uuid::Uuid;

use super::{
    fact::Fact,
    offline::Replaces,
    row::{Cell, Column as C, Key, Table as T},
    told::Told,
};
use crate::{
    CandidateId, CentreId, ExamId, SlotId, UserId, alert::AlertStatus, attendance::AttendanceStatus,
    exam::ExamSettings, second_factor::SecondFactor, sheet::SheetStatus, slot::SlotStatus,
};

/// The columns of an entry that its facts are about.
#[derive(Clone, Copy, Debug, Default)]
pub struct Subject<'a> {
    /// The exam.
    pub exam: Option<ExamId>,
    /// The centre.
    pub centre: Option<CentreId>,
    /// The slot.
    pub slot: Option<SlotId>,
    /// The candidate.
    pub candidate: Option<CandidateId>,
    /// Whatever else it is about.
    pub subject: Option<&'a str>,
    /// Who acted.
    pub actor: Option<UserId>,
    /// With which device.
    pub device: Option<&'a str>,
}

impl Subject<'_> {
    fn id(&self) -> Option<Uuid> {
        self.subject?.parse().ok()
    }
}

/// What an entry says of one row: that it is gone, or that it is there, and what some of its columns hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// In which table.
    pub table: T,
    /// Which row.
    pub key: Key,
    /// How far the row is in its life. Of two entries that are about one row, the one with the greater step came
    /// later, whatever the clocks of the copies said that wrote them.
    pub step: u8,
    /// Whether the row is there afterwards.
    pub there: bool,
    /// The columns that follow from the entry. The others keep what they held.
    pub cells: Vec<(C, Cell)>,
}

/// Whether entries of an action say anything of rows; those of the others need not be read.
#[must_use]
pub fn is_of_state(action: &str) -> bool {
    const SILENT: [&str; 18] = [
        "login",
        "refresh",
        "logout",
        "logout_all",
        "list_candidates",
        "read_candidate",
        "read_story",
        "export_exam",
        "read_photo",
        "read_attempt_image",
        "read_sheet",
        "read_sheet_image",
        "read_conflicts",
        "read_alerts",
        "read_audit",
        "read_proof",
        "download_package",
        "import_records",
    ];
    !SILENT.contains(&action)
}

/// What an entry says of rows. Columns that an entry of an older release does not carry are left out.
#[must_use]
pub fn state(told: &Told, about: &Subject<'_>) -> Vec<Said> {
    told.fact.as_ref().and_then(|fact| of_fact(fact, told, about)).into_iter().collect()
}

/// One fact, one row.
fn of_fact(fact: &Fact, told: &Told, about: &Subject<'_>) -> Option<Said> {
    match fact {
        Fact::CreateOperator { .. }
        | Fact::UpdateOperator { .. }
        | Fact::ResetPassword { .. }
        | Fact::SetUpSecondFactor
        | Fact::ConfirmSecondFactor { .. }
        | Fact::RemoveSecondFactor
        | Fact::ResetSecondFactor { .. } => account(fact, about),
        Fact::CreateExam { .. }
        | Fact::UpdateExam { .. }
        | Fact::CreateSlot { .. }
        | Fact::UpdateSlot { .. }
        | Fact::AssignSlot { .. }
        | Fact::UnassignSlot { .. }
        | Fact::UpdateCandidate { .. }
        | Fact::EnrolFace { .. } => set_up(fact, about),
        Fact::MarkAttendance { .. } | Fact::UndoAttendance { .. } | Fact::HandOverAttendance { .. } => {
            attendance(fact, about)
        }
        Fact::VerifyFace { .. } => attempt(fact, about),
        Fact::CaptureFingerprint { .. } | Fact::CloseBiometric { .. } => {
            let replaces = told.offline.as_ref().and_then(|offline| offline.replaces);
            station2(fact, replaces, about)
        }
        Fact::ScanSheet { .. } | Fact::BindSheet { .. } | Fact::VoidSheet { .. } => sheet(fact, about),
        Fact::Alert { .. } | Fact::ReviewAlert { .. } => alert(fact, about),
        Fact::SyncConflict { .. } | Fact::ResolveConflict { .. } => conflict(fact, about),
        Fact::GenerateDownloadPassword { .. }
        | Fact::WithdrawDownloadPassword { .. }
        | Fact::VerifyDownloadPassword { .. } => download(fact, about),
        Fact::Login
        | Fact::Logout
        | Fact::LogoutAll { .. }
        | Fact::ChangePassword { .. }
        | Fact::EnrolOperatorFace
        | Fact::CreateCentre { .. }
        | Fact::ImportCandidates(_)
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
        | Fact::DownloadPackage(_)
        | Fact::UploadRecords { .. }
        | Fact::ImportRecords { .. }
        | Fact::DecideRecord { .. }
        | Fact::Outsider { .. } => None,
    }
}

fn there(table: T, key: Key, step: u8, cells: Vec<(C, Cell)>) -> Option<Said> {
    Some(Said { table, key, step, there: true, cells })
}

fn gone(table: T, key: Key, step: u8) -> Option<Said> {
    Some(Said { table, key, step, there: false, cells: Vec::new() })
}

fn text(name: impl Into<&'static str>) -> Cell {
    Cell::Text(name.into().to_owned())
}

fn number(number: Option<f64>) -> Cell {
    number.map_or(Cell::Nothing, Cell::Number)
}

fn account(fact: &Fact, about: &Subject<'_>) -> Option<Said> {
    let key = Key::id(about.id()?);
    let centre = (C::CentreId, about.centre.into());
    let factor = |state: SecondFactor| (C::SecondFactor, text(state));
    match fact {
        Fact::CreateOperator { role, .. } => {
            let (disabled, required) = ((C::Disabled, Cell::Flag(false)), (C::FactorRequired, Cell::Flag(false)));
            let cells = vec![(C::Role, text(*role)), disabled, centre, factor(SecondFactor::Off), required];
            there(T::Account, key, 0, cells)
        }
        // On the command line it says no more than that the account was disabled.
        Fact::UpdateOperator { by, role, disabled, second_factor_required } => {
            let mut cells = vec![centre];
            cells.extend(role.map(|role| (C::Role, text(role))));
            let disabled = disabled.or(by.map(|_| true));
            cells.extend(disabled.map(|disabled| (C::Disabled, Cell::Flag(disabled))));
            cells.extend(second_factor_required.map(|required| (C::FactorRequired, Cell::Flag(required))));
            there(T::Account, key, 1, cells)
        }
        Fact::ResetPassword { role, .. } => there(T::Account, key, 1, vec![(C::Role, text(*role)), centre]),
        Fact::SetUpSecondFactor => there(T::Account, key, 1, vec![factor(SecondFactor::Pending)]),
        Fact::ConfirmSecondFactor { .. } => there(T::Account, key, 1, vec![factor(SecondFactor::On)]),
        Fact::RemoveSecondFactor => there(T::Account, key, 1, vec![factor(SecondFactor::Off)]),
        Fact::ResetSecondFactor { role, .. } => {
            there(T::Account, key, 1, vec![(C::Role, text(*role)), centre, factor(SecondFactor::Off)])
        }
        _ => None,
    }
}

/// The settings of an exam in one spelling, whichever version wrote them; nothing when they are none.
#[must_use]
pub fn settings(value: Value) -> Cell {
    let read = serde_json::from_value::<ExamSettings>(value);
    read.and_then(|settings| serde_json::to_string(&settings)).map_or(Cell::Nothing, Cell::Text)
}

fn set_up(fact: &Fact, about: &Subject<'_>) -> Option<Said> {
    let exam = (C::ExamId, about.exam.into());
    match fact {
        Fact::CreateExam { code, settings: value } => {
            let mut cells = vec![(C::Code, Cell::Text(code.to_string()))];
            cells.extend(Some(settings(value.clone())).filter(known).map(|cell| (C::Settings, cell)));
            there(T::Exam, Key::id(about.exam?), 0, cells)
        }
        Fact::UpdateExam { settings: value, .. } => {
            let cell = Some(settings(value.clone())).filter(known);
            there(T::Exam, Key::id(about.exam?), 1, cell.map(|cell| (C::Settings, cell)).into_iter().collect())
        }
        Fact::CreateSlot { .. } => {
            let cells = vec![exam, (C::CentreId, about.centre.into()), (C::Status, text(SlotStatus::Scheduled))];
            there(T::Slot, Key::id(about.id()?), 0, cells)
        }
        Fact::UpdateSlot { to, .. } => there(T::Slot, Key::id(about.id()?), 1, vec![exam, (C::Status, text(*to))]),
        Fact::AssignSlot { operator_id } => there(T::OperatorSlot, Key::pair(*operator_id, about.id()?), 0, Vec::new()),
        Fact::UnassignSlot { operator_id } => gone(T::OperatorSlot, Key::pair(*operator_id, about.id()?), 0),
        Fact::UpdateCandidate { to, .. } => {
            there(T::Candidate, Key::id(about.candidate?), 0, vec![exam, (C::SlotId, Cell::Id((*to).into()))])
        }
        Fact::EnrolFace { face_id, .. } => {
            let cells = vec![exam, (C::Id, Cell::Id((*face_id).into()))];
            there(T::EnrolledFace, Key::id(about.candidate?), 0, cells)
        }
        _ => None,
    }
}

/// Settings that this version does not understand are not compared.
fn known(settings: &Cell) -> bool {
    *settings != Cell::Nothing
}

fn attendance(fact: &Fact, about: &Subject<'_>) -> Option<Said> {
    let key = Key::id(about.id()?);
    match fact {
        Fact::MarkAttendance { status, was } => {
            let completed = *status == AttendanceStatus::Completed;
            let mut cells = vec![
                (C::Status, text(*status)),
                (C::BiometricEligible, Cell::Flag(completed)),
                (C::OperatorId, about.actor.into()),
                (C::MarkedBy, about.actor.into()),
            ];
            if was.is_none() {
                cells.extend([(C::ExamId, about.exam.into()), (C::CandidateId, about.candidate.into())]);
                cells.extend(about.slot.map(|slot| (C::SlotId, Cell::Id(slot.into()))));
            }
            there(T::Attendance, key, u8::from(was.is_some()), cells)
        }
        Fact::HandOverAttendance { to, .. } => {
            there(T::Attendance, key, 1, vec![(C::OperatorId, Cell::Id((*to).into()))])
        }
        // Its id is never used again.
        Fact::UndoAttendance { .. } => gone(T::Attendance, key, 2),
        _ => None,
    }
}

fn attempt(fact: &Fact, about: &Subject<'_>) -> Option<Said> {
    let Fact::VerifyFace { attempt, verified, match_percentage, threshold, engine, .. } = fact else { return None };
    let cells = vec![
        (C::ExamId, about.exam.into()),
        (C::CandidateId, about.candidate.into()),
        (C::OperatorId, about.actor.into()),
        (C::Number, Cell::Whole(i64::from(*attempt))),
        (C::Verified, Cell::Flag(*verified)),
        (C::MatchPercentage, Cell::Number(*match_percentage)),
        (C::Threshold, Cell::Number(*threshold)),
        (C::Engine, Cell::Text(engine.clone())),
    ];
    there(T::FaceAttempt, Key::id(about.id()?), 0, cells)
}

/// A candidate has one fingerprint and one close: what takes the place of another comes after it.
fn station2(fact: &Fact, replaces: Option<Replaces>, about: &Subject<'_>) -> Option<Said> {
    let (key, step) = (Key::id(about.candidate?), u8::from(replaces.is_some()));
    let mut cells =
        vec![(C::Id, Cell::Id(about.id()?)), (C::ExamId, about.exam.into()), (C::OperatorId, about.actor.into())];
    match fact {
        Fact::CaptureFingerprint { exception, image_quality, .. } => {
            cells.extend([(C::Exception, Cell::Flag(*exception)), (C::ImageQuality, number(*image_quality))]);
            there(T::Fingerprint, key, step, cells)
        }
        Fact::CloseBiometric { verified, overridden, match_percentage, .. } => {
            cells.extend([(C::Verified, Cell::Flag(*verified)), (C::Overridden, Cell::Flag(*overridden))]);
            cells.push((C::MatchPercentage, number(*match_percentage)));
            there(T::Biometric, key, step, cells)
        }
        _ => None,
    }
}

fn sheet(fact: &Fact, about: &Subject<'_>) -> Option<Said> {
    let key = |barcode: &str| Some(Key::text(about.exam?, barcode));
    match fact {
        // A further picture changes nothing of the sheet.
        Fact::ScanSheet { take: Some(_), .. } => None,
        Fact::ScanSheet { barcode, barcode_read, .. } => {
            let cells = vec![
                (C::Status, text(SheetStatus::Scanned)),
                (C::CentreId, about.centre.into()),
                (C::ScannedBy, about.actor.into()),
                (C::BarcodeRead, Cell::Text(barcode_read.clone())),
                (C::CandidateId, Cell::Nothing),
            ];
            there(T::OmrSheet, key(barcode.as_str())?, 0, cells)
        }
        Fact::BindSheet { barcode } => {
            let cells = vec![
                (C::Status, text(SheetStatus::Validated)),
                (C::CandidateId, about.candidate.into()),
                (C::ValidatedBy, about.actor.into()),
            ];
            there(T::OmrSheet, key(barcode.as_str())?, 1, cells)
        }
        Fact::VoidSheet { barcode, .. } => {
            let cells = vec![(C::Status, text(SheetStatus::Void)), (C::VoidedBy, about.actor.into())];
            there(T::OmrSheet, key(barcode.as_str())?, 2, cells)
        }
        _ => None,
    }
}

fn alert(fact: &Fact, about: &Subject<'_>) -> Option<Said> {
    let key = Key::id(about.id()?);
    match fact {
        Fact::Alert { kind, severity, offline, match_percentage } => {
            let cells = vec![
                (C::Kind, text(*kind)),
                (C::Severity, text(*severity)),
                (C::Status, text(AlertStatus::Open)),
                (C::ExamId, about.exam.into()),
                (C::CentreId, about.centre.into()),
                (C::CandidateId, about.candidate.into()),
                (C::OperatorId, about.actor.into()),
                (C::DeviceId, about.device.map_or(Cell::Nothing, |device| Cell::Text(device.to_owned()))),
                (C::Mode, text(if *offline { "offline" } else { "online" })),
                (C::MatchPercentage, number(*match_percentage)),
            ];
            there(T::Alert, key, 0, cells)
        }
        Fact::ReviewAlert { .. } => {
            let cells = vec![(C::Status, text(AlertStatus::Reviewed)), (C::ReviewedBy, about.actor.into())];
            there(T::Alert, key, 1, cells)
        }
        _ => None,
    }
}

fn conflict(fact: &Fact, about: &Subject<'_>) -> Option<Said> {
    let key = Key::id(about.id()?);
    match fact {
        Fact::SyncConflict { entity_type, reason, .. } => {
            let cells = vec![
                (C::ExamId, about.exam.into()),
                (C::CandidateId, about.candidate.into()),
                (C::EntityType, text(*entity_type)),
                (C::Reason, Cell::Text(reason.clone())),
                (C::Resolution, Cell::Nothing),
            ];
            there(T::SyncConflict, key, 0, cells)
        }
        Fact::ResolveConflict { resolution, .. } => {
            let cells = vec![(C::Resolution, text(*resolution)), (C::ResolvedBy, about.actor.into())];
            there(T::SyncConflict, key, 1, cells)
        }
        _ => None,
    }
}

fn download(fact: &Fact, about: &Subject<'_>) -> Option<Said> {
    match fact {
        Fact::GenerateDownloadPassword { operator_id, centre_id, expires_at } => {
            let cells = vec![
                (C::ExamId, about.exam.into()),
                (C::OperatorId, (*operator_id).into()),
                (C::CentreId, (*centre_id).into()),
                (C::ExpiresAt, Cell::Whole(expires_at.0)),
                (C::UsedBy, Cell::Nothing),
            ];
            there(T::DownloadPassword, Key::id(about.id()?), 0, cells)
        }
        // Of its use and this one alone can be.
        Fact::WithdrawDownloadPassword { expires_at } => {
            let cells = vec![(C::ExpiresAt, Cell::Whole(expires_at.0))];
            there(T::DownloadPassword, Key::id(about.id()?), 1, cells)
        }
        Fact::VerifyDownloadPassword { password_id, .. } => {
            there(T::DownloadPassword, Key::id(*password_id), 1, vec![(C::UsedBy, about.actor.into())])
        }
        _ => None,
    }
}
