//! Every fact that an entry of the journal can hold.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{
    CentreId, ConflictId, FaceId, PasswordId, Role, SlotId, Timestamp, UserId,
    alert::{AlertKind, AlertStatus, Severity},
    attendance::AttendanceStatus,
    face::FaceState,
    record::RecordDecision,
    slot::{SlotFrame, SlotStatus},
    sync::{Choice, EntityType},
    text::{Barcode, Code, Line},
};

/// That somebody did it on the command line, where whoever may open the store is their own authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ByCommandLine {
    /// As it is written.
    #[serde(rename = "command line")]
    CommandLine,
}

/// What an import did; the entries of one import follow each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
pub enum ImportFact {
    /// The rows.
    Rows {
        /// New candidates.
        imported: u64,
        /// Candidates that were changed.
        updated: u64,
        /// Candidates that were so already.
        unchanged: u64,
    },
    /// How many candidates each slot gained or lost.
    Slots {
        /// By slot.
        slots: BTreeMap<SlotId, i64>,
    },
    /// The slots whose times the file changed, as they are now.
    Times {
        /// By slot.
        times: BTreeMap<SlotId, SlotFrame>,
    },
    /// The photographs.
    Photos {
        /// Those that are enrolled now.
        photos_enrolled: u64,
        /// How many were rejected.
        photos_rejected: usize,
    },
}

/// What of a package was fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Package {
    /// Candidates in it.
    pub candidates: i64,
    /// Photographs in it.
    pub photos: i64,
    /// 200 for the whole, 206 for a part, 416 for a part that it does not have.
    #[serde(rename = "status")]
    pub kind: u16,
    /// The first byte that was asked for.
    pub from: u64,
    /// How many bytes.
    pub bytes: u64,
    /// Of how many.
    pub of: i64,
}

/// What was done. The names are those of the actions in snake case; digests are keyed by the exam's data key, so
/// that they mean nothing without it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", content = "data", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[allow(missing_docs)] // the fields are documented where the operation takes them
pub enum Fact {
    // Logins and accounts.
    Login,
    Logout,
    LogoutAll {
        sessions: u64,
    },
    ChangePassword {
        sessions_ended: u64,
    },
    ResetPassword {
        #[serde(skip_serializing_if = "Option::is_none")]
        by: Option<ByCommandLine>,
        role: Role,
    },
    SetUpSecondFactor,
    ConfirmSecondFactor {
        sessions_ended: u64,
    },
    RemoveSecondFactor,
    ResetSecondFactor {
        #[serde(skip_serializing_if = "Option::is_none")]
        by: Option<ByCommandLine>,
        role: Role,
    },
    CreateOperator {
        #[serde(skip_serializing_if = "Option::is_none")]
        by: Option<ByCommandLine>,
        role: Role,
    },
    UpdateOperator {
        #[serde(skip_serializing_if = "Option::is_none")]
        by: Option<ByCommandLine>,
        #[serde(skip_serializing_if = "Option::is_none")]
        role: Option<Role>,
        #[serde(skip_serializing_if = "Option::is_none")]
        disabled: Option<bool>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        second_factor_required: Option<bool>,
    },
    EnrolOperatorFace,

    // Set-up.
    CreateExam {
        code: Code,
        settings: Value,
    },
    UpdateExam {
        settings: Value,
        loosened: Vec<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        reason_digest: Option<String>,
    },
    CreateCentre {
        code: Code,
    },
    CreateSlot {
        slot_name: Line,
    },
    UpdateSlot {
        from: SlotStatus,
        to: SlotStatus,
        /// Its times and its limit, where they were changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<SlotFrame>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        now: Option<SlotFrame>,
    },
    AssignSlot {
        operator_id: UserId,
    },
    UnassignSlot {
        operator_id: UserId,
    },
    ImportCandidates(ImportFact),
    EnrolFace {
        face_id: FaceId,
        engine: String,
        image_digest: String,
    },

    // Reads of personal data.
    ListCandidates {
        candidates: usize,
    },
    ReadCandidate,
    ReadStory {
        entries: usize,
    },
    ExportExam {
        what: String,
        format: String,
    },
    ReadPhoto,
    ReadAttemptImage,
    ReadSheet,
    ReadSheetImage,
    ReadConflicts {
        image: bool,
    },
    ReadAlerts {
        alerts: usize,
    },
    ReadAudit {
        entries: usize,
        after: i64,
    },
    ReadProof {
        seq: i64,
    },

    // The stations.
    UpdateCandidate {
        fields: Vec<String>,
        from: SlotId,
        to: SlotId,
        reason_digest: String,
    },
    MarkAttendance {
        status: AttendanceStatus,
        was: Option<AttendanceStatus>,
    },
    UndoAttendance {
        was: Option<AttendanceStatus>,
        #[serde(skip_serializing_if = "Option::is_none")]
        reason_digest: Option<String>,
    },
    HandOverAttendance {
        from: UserId,
        to: UserId,
        reason_digest: String,
    },
    VerifyFace {
        attempt: u32,
        verified: bool,
        was: Option<FaceState>,
        match_percentage: f64,
        threshold: f64,
        engine: String,
        image_digest: String,
        /// The picture is a copy of the enrolled photograph: it verifies nobody.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        copied: bool,
    },
    CaptureFingerprint {
        exception: bool,
        image_quality: Option<f64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        image_digest: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        reason_digest: Option<String>,
    },
    ScanSheet {
        barcode: Barcode,
        barcode_read: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        image_digest: Option<String>,
        /// A further picture of a sheet that was there already: its number among those of who took it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        take: Option<u32>,
    },
    BindSheet {
        barcode: Barcode,
    },
    VoidSheet {
        barcode: Barcode,
        was_bound: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        reason_digest: Option<String>,
    },
    CloseBiometric {
        verified: bool,
        overridden: bool,
        match_percentage: Option<f64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        reason_digest: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        no_attempt_reason_digest: Option<String>,
    },

    // Downloads and offline records.
    GenerateDownloadPassword {
        operator_id: Option<UserId>,
        centre_id: Option<CentreId>,
        expires_at: Timestamp,
    },
    WithdrawDownloadPassword {
        expires_at: Timestamp,
    },
    VerifyDownloadPassword {
        password_id: PasswordId,
        slots: Vec<SlotId>,
        expires_at: Timestamp,
    },
    DownloadPackage(Package),
    UploadRecords {
        records: usize,
        device_id: Option<String>,
        synced: usize,
        duplicate: usize,
        conflict: usize,
        pending: usize,
        failed: usize,
    },
    ImportRecords {
        records: usize,
        device_id: Option<String>,
        exported_at: Option<Timestamp>,
    },
    SyncConflict {
        conflict_id: ConflictId,
        entity_type: EntityType,
        reason: String,
        record_id: Uuid,
        mode: String,
    },
    ResolveConflict {
        resolution: Choice,
        entity_type: EntityType,
        record_id: Uuid,
        new_data: bool,
    },
    DecideRecord {
        decision: RecordDecision,
        #[serde(skip_serializing_if = "Option::is_none")]
        entity_type: Option<EntityType>,
        was: String,
        correction: bool,
        reason_digest: String,
    },

    // Alerts, and what outsiders cause.
    Alert {
        kind: AlertKind,
        severity: Severity,
        offline: bool,
        match_percentage: Option<f64>,
    },
    ReviewAlert {
        was: AlertStatus,
        kind: AlertKind,
        severity: Severity,
    },
    Outsider {
        counts: BTreeMap<String, u64>,
    },
}

impl Fact {
    /// The action that it is a fact of, as the journal names it.
    #[must_use]
    pub fn action(&self) -> String {
        let tagged = serde_json::to_value(self).unwrap_or_default();
        tagged["action"].as_str().unwrap_or_default().to_owned()
    }

    /// The facts as a JSON object, without those of a capture offline.
    #[must_use]
    pub fn values(&self) -> Map<String, Value> {
        match serde_json::to_value(self).map(|mut tagged| tagged["data"].take()) {
            Ok(Value::Object(values)) => values,
            _ => Map::new(),
        }
    }
}

/// An entry that this version does not understand: of another version, or not of this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the facts of an entry are not known")]
pub struct Unknown;
