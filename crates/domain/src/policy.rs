//! The one policy: which role may ask for which action. What it may touch is decided in `scope`.

use strum::{IntoStaticStr, VariantArray};

use crate::{
    refusal::Refusal,
    role::Role::{self, Admin, Observer, Operator, Supervisor},
};

/// What an account has to do before anything else is open to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Owed {
    /// To choose a password of its own.
    pub password: bool,
    /// To set a second factor up.
    pub second_factor: bool,
}

impl Owed {
    /// Why an action is not open yet.
    #[must_use]
    pub fn refuses(self, action: Action) -> Option<Refusal> {
        if self.password && !action.is_before_own_password() {
            Some(Refusal::PasswordChangeRequired)
        } else if self.second_factor && !action.is_before_second_factor() {
            Some(Refusal::SecondFactorSetupRequired)
        } else {
            None
        }
    }
}

/// Everything that a request can ask for. The name in snake case is the name in the audit log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Action {
    /// End one's own session.
    Logout,
    /// Change one's own password.
    ChangePassword,
    /// Begin to set one's own second factor up.
    SetUpSecondFactor,
    /// Turn one's own second factor on.
    ConfirmSecondFactor,
    /// Turn one's own second factor off.
    RemoveSecondFactor,
    /// Read one's own account.
    ReadMe,
    /// End all operator sessions of an exam.
    LogoutAll,
    /// Create an exam.
    CreateExam,
    /// List or read exams.
    ReadExams,
    /// Change an exam or its settings.
    UpdateExam,
    /// Create a centre.
    CreateCentre,
    /// List centres.
    ReadCentres,
    /// Create an account for an exam's day.
    CreateOperator,
    /// List accounts.
    ReadOperators,
    /// Change or disable an account.
    UpdateOperator,
    /// Create accounts out of a list.
    ImportOperators,
    /// Give somebody else a new password.
    ResetPassword,
    /// Take somebody else's second factor away.
    ResetSecondFactor,
    /// Enrol an operator's own face.
    EnrolOperatorFace,
    /// Create a slot.
    CreateSlot,
    /// List slots.
    ReadSlots,
    /// Schedule, activate or complete a slot.
    UpdateSlot,
    /// Assign an operator to a slot.
    AssignSlot,
    /// Assign many operators to slots.
    AssignSlots,
    /// Change where the slots of one name stand, or when they are.
    UpdateSlots,
    /// Take an operator off a slot.
    UnassignSlot,
    /// List who is assigned to which slot.
    ReadAssignments,
    /// Import candidates.
    ImportCandidates,
    /// Take lists of an exam along.
    ExportExam,
    /// Fetch the empty roster.
    ReadImportTemplate,
    /// List candidates.
    ListCandidates,
    /// Read one candidate.
    ReadCandidate,
    /// Read everything about one candidate.
    ReadStory,
    /// See a candidate's enrolled photograph.
    ReadPhoto,
    /// Correct or move a candidate.
    UpdateCandidate,
    /// Mark attendance.
    MarkAttendance,
    /// Take an attendance back.
    UndoAttendance,
    /// Let another operator go on with a candidate.
    HandOverAttendance,
    /// Enrol a candidate's face.
    EnrolFace,
    /// Compare a live face with the enrolled one.
    VerifyFace,
    /// See the image of an attempt.
    ReadAttemptImage,
    /// Capture a fingerprint.
    CaptureFingerprint,
    /// Ask whether a fingerprint was captured.
    ReadFingerprintStatus,
    /// Close station 2.
    CloseBiometric,
    /// Register a sheet.
    ScanSheet,
    /// Bind a sheet to a candidate.
    BindSheet,
    /// Make a sheet void.
    VoidSheet,
    /// Look a sheet up.
    ReadSheet,
    /// See the image of a sheet.
    ReadSheetImage,
    /// Make a password for one download.
    GenerateDownloadPassword,
    /// Take a download password back that nobody used yet.
    WithdrawDownloadPassword,
    /// List download passwords and what became of them.
    ReadDownloads,
    /// Make passwords for many downloads.
    GenerateDownloadPasswords,
    /// Use a download password.
    VerifyDownloadPassword,
    /// Fetch the package of an exam.
    DownloadPackage,
    /// Read the figures of the day.
    ReadStats,
    /// Read how the candidates arrive.
    ReadArrivals,
    /// Read how long candidates take.
    ReadPace,
    /// List devices.
    ReadDevices,
    /// Say that a device is alive.
    SendHeartbeat,
    /// Hand over what a device captured.
    UploadRecords,
    /// Hand over the queue that a station exported.
    ImportRecords,
    /// List conflicts.
    ReadConflicts,
    /// Decide a conflict.
    ResolveConflict,
    /// Read how far the devices are.
    ReadSyncStatus,
    /// List the records that were handed over.
    ReadRecords,
    /// Ask what became of records.
    ReadRecordStates,
    /// Decide a record that waits for a supervisor.
    DecideRecord,
    /// List what waits for a person.
    ReadDesk,
    /// List alerts.
    ReadAlerts,
    /// Mark an alert as reviewed.
    ReviewAlert,
    /// Read the audit log.
    ReadAudit,
    /// Read the newest checkpoint of the audit log.
    ReadCheckpoint,
    /// Prove that an entry is in the audit log.
    ReadProof,
}

impl Action {
    /// The roles that may ask for it, the first being the one it is meant for.
    #[must_use]
    pub fn roles(self) -> &'static [Role] {
        use Action::*;
        match self {
            Logout | ChangePassword | ReadMe => &[Admin, Supervisor, Operator, Observer],
            // As `second_factor::may_have`.
            SetUpSecondFactor | ConfirmSecondFactor | RemoveSecondFactor => &[Admin, Supervisor],
            LogoutAll | CreateExam | UpdateExam | CreateCentre | CreateOperator | UpdateOperator | ImportOperators
            | ResetSecondFactor | EnrolOperatorFace | CreateSlot | UpdateSlot | UpdateSlots | AssignSlot
            | AssignSlots | UnassignSlot | ReadAssignments | ImportCandidates | ReadImportTemplate
            | UpdateCandidate | EnrolFace => &[Admin],
            ReadExams | ReadCentres | ReadSlots => &[Admin, Supervisor, Operator, Observer],
            ReadOperators | ReadDevices | ReadDownloads | ReadPace | ExportExam => &[Admin, Supervisor],
            ListCandidates | ReadCandidate | ReadPhoto => &[Admin, Supervisor, Operator, Observer],
            ReadFingerprintStatus
            | MarkAttendance
            | VerifyFace
            | CaptureFingerprint
            | CloseBiometric
            | ScanSheet
            | BindSheet => &[Operator, Supervisor],
            UndoAttendance | ReadSheet => &[Operator, Supervisor, Admin],
            HandOverAttendance => &[Supervisor],
            VoidSheet => &[Supervisor, Admin],
            ResetPassword => &[Admin, Supervisor],
            GenerateDownloadPassword
            | GenerateDownloadPasswords
            | WithdrawDownloadPassword
            | ReadAudit
            | ReadCheckpoint
            | ReadProof => &[Admin],
            VerifyDownloadPassword | DownloadPackage | SendHeartbeat | UploadRecords => &[Operator, Supervisor],
            ReadStats | ReadArrivals | ReadStory => &[Admin, Supervisor, Observer],
            ReadConflicts | ResolveConflict | ReadAlerts | ReviewAlert | ReadRecords | DecideRecord | ReadDesk
            | ImportRecords => &[Supervisor, Admin],
            ReadRecordStates => &[Operator, Supervisor],
            ReadSyncStatus => &[Supervisor, Admin, Operator],
            ReadAttemptImage | ReadSheetImage => &[Supervisor, Admin],
        }
    }

    /// Whether `role` may ask for it.
    #[must_use]
    pub fn allows(self, role: Role) -> bool {
        self.roles().contains(&role)
    }

    /// Whether it is open to somebody whose password was given to them, and who has not chosen their own yet.
    fn is_before_own_password(self) -> bool {
        matches!(self, Self::Logout | Self::ChangePassword | Self::ReadMe)
    }

    /// Whether it is open to somebody who has to have a second factor, and has none yet.
    fn is_before_second_factor(self) -> bool {
        self.is_before_own_password() || matches!(self, Self::SetUpSecondFactor | Self::ConfirmSecondFactor)
    }

    /// Its name in the audit log.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::second_factor::may_have;

    #[test]
    fn who_may_have_a_second_factor_may_set_it_up() {
        for role in Role::VARIANTS {
            for action in [Action::SetUpSecondFactor, Action::ConfirmSecondFactor, Action::RemoveSecondFactor] {
                assert_eq!(action.allows(*role), may_have(*role), "{role}");
            }
        }
    }

    #[test]
    fn what_is_owed_comes_before_everything_else() {
        use Refusal::{PasswordChangeRequired as Password, SecondFactorSetupRequired as Factor};
        // nothing is owed, a password, a second factor, both
        for (action, expected) in [
            (Action::Logout, [None; 4]),
            (Action::ChangePassword, [None; 4]),
            (Action::ReadMe, [None; 4]),
            (Action::SetUpSecondFactor, [None, Some(Password), None, Some(Password)]),
            (Action::ConfirmSecondFactor, [None, Some(Password), None, Some(Password)]),
            (Action::RemoveSecondFactor, [None, Some(Password), Some(Factor), Some(Password)]),
            (Action::ReadExams, [None, Some(Password), Some(Factor), Some(Password)]),
        ] {
            let found = [(false, false), (true, false), (false, true), (true, true)]
                .map(|(password, second_factor)| Owed { password, second_factor }.refuses(action));
            assert_eq!(found, expected, "{action:?}");
        }
    }
}
