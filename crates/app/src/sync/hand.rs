//! On whose behalf records are judged.

use std::net::IpAddr;

use domain::{Actor, UserId, event::Offline, policy::Action, sync::EntityType};
use store::sync_records::Record;

use crate::{
    call::{Call, Caller, Moment},
    state::App,
};

/// On whose behalf records are judged: an upload's address, or none for the job.
#[derive(Clone)]
pub(super) struct Hand {
    /// The program.
    pub app: App,
    /// From where.
    pub address: IpAddr,
    /// The supervisor who decided that a record is applied, and stands behind it.
    pub backed_by: Option<UserId>,
}

impl Hand {
    /// Of a request.
    #[must_use]
    pub(crate) fn of(call: &Call) -> Self {
        Self { app: call.app.clone(), address: call.caller.address, backed_by: None }
    }

    /// The context of who captured a record, at the moment of the capture.
    #[must_use]
    pub(super) fn context(&self, record: &Record, actor: Actor, action: Action) -> Call {
        let offline = Offline {
            record_id: record.id,
            captured_at: record.captured_at,
            uploaded_by: record.uploaded_by,
            replaces: None,
            backed_by: self.backed_by,
        };
        Call {
            app: self.app.clone(),
            caller: Caller { actor, device: record.device_id.clone(), address: self.address },
            moment: Moment { captured: record.captured_at, decided: self.app.clock.now() },
            action,
            once: None,
            offline: Some(offline),
        }
    }
}

/// The call that would have made the record online.
#[must_use]
pub(super) fn action(kind: EntityType) -> Action {
    match kind {
        EntityType::Attendance => Action::MarkAttendance,
        EntityType::Face => Action::VerifyFace,
        EntityType::Fingerprint => Action::CaptureFingerprint,
        EntityType::Omr => Action::BindSheet,
        EntityType::Biometric => Action::CloseBiometric,
    }
}
