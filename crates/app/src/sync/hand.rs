//! On whose behalf records are judged.

use std::net::IpAddr;

use domain::{
    Actor, UserId,
    capture::{Believed, Stamp},
    event::Offline,
    policy::Action,
    sync::EntityType,
    text::Line,
};
use store::sync_records::Record;

use crate::{
    call::{Call, Caller, Moment},
    state::App,
};

/// A supervisor's decision that a record is applied, whatever it waited for.
#[derive(Clone, Debug)]
pub(super) struct Behind {
    /// Who decided.
    pub by: UserId,
    /// Why.
    pub reason: Line,
}

/// On whose behalf records are judged: an upload's address, or none for the job.
#[derive(Clone)]
pub(super) struct Hand {
    /// The program.
    pub app: App,
    /// From where.
    pub address: IpAddr,
    /// Who stands behind what is judged, where that was decided.
    pub behind: Option<Behind>,
}

impl Hand {
    /// Of a request.
    #[must_use]
    pub(crate) fn of(call: &Call) -> Self {
        Self { app: call.app.clone(), address: call.caller.address, behind: None }
    }

    /// The context of who captured a record, at the moment of the capture.
    #[must_use]
    pub(super) fn context(&self, record: &Record, actor: Actor, action: Action) -> Call {
        let offline = Offline {
            record_id: record.id,
            captured_at: record.captured_at,
            uploaded_by: record.uploaded_by,
            replaces: None,
            decided_by: self.behind.as_ref().map(|behind| behind.by),
        };
        let (captured, believed) = (record.captured_at, believed(record));
        Call {
            app: self.app.clone(),
            caller: Caller { actor, device: record.device_id.clone(), address: self.address },
            moment: Moment { captured, believed, decided: self.app.clock.now() },
            action,
            once: None,
            offline: Some(offline),
        }
    }
}

/// When a record can have been captured.
#[must_use]
pub(super) fn believed(record: &Record) -> Believed {
    Believed::of(&Stamp {
        captured: record.captured_at,
        offset_micros: record.clock_offset,
        received: record.received_at,
        token_issued: record.token_issued_at,
    })
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
