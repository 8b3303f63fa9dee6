//! Offline sync: what devices hand over is kept whole, then judged by the rules of the stations.
//! The states and what was decided are in [`domain::sync`].

pub mod apply;
pub mod batch;
pub mod body;
pub mod clocks;
pub mod follow;
pub mod item;
pub mod judge;
pub mod read;
pub mod receive;
pub mod resolve;
pub mod upload;
pub mod verdict;

use std::net::IpAddr;

use domain::{Actor, policy::Action, sync::EntityType};
use std::sync::Arc;
use store::sync_records::Record;

use crate::{
    app::App,
    http::{
        Ctx,
        ctx::{Offline, Once},
    },
};

/// On whose behalf records are judged: an upload's address, or none for the job.
#[derive(Clone)]
pub struct Hand {
    /// The program.
    pub app: App,
    /// From where.
    pub address: IpAddr,
}

impl Hand {
    /// Of a request.
    #[must_use]
    pub fn of(ctx: &Ctx) -> Self {
        Self { app: ctx.app.clone(), address: ctx.address }
    }

    /// The context of who captured a record, at the moment of the capture.
    #[must_use]
    pub fn context(&self, record: &Record, actor: Actor, action: Action) -> Ctx {
        let offline = Offline {
            record: record.id,
            judged_at: self.app.clock.now(),
            uploaded_by: record.uploaded_by,
            replaces: None,
        };
        Ctx {
            app: self.app.clone(),
            actor,
            device: record.device_id.clone(),
            address: self.address,
            action,
            now: record.captured_at,
            once: Arc::new(Once::default()),
            offline: Some(Arc::new(offline)),
        }
    }
}

/// The call that would have made the record online.
#[must_use]
pub fn action(kind: EntityType) -> Action {
    match kind {
        EntityType::Attendance => Action::MarkAttendance,
        EntityType::Face => Action::VerifyFace,
        EntityType::Fingerprint => Action::CaptureFingerprint,
        EntityType::Omr => Action::BindSheet,
        EntityType::Biometric => Action::CloseBiometric,
    }
}
