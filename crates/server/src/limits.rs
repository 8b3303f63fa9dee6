//! The limits of HTTP that are no options, by name: the reference of the configuration tells them.

use crate::{
    connections::{CONNECTIONS, CONNECTIONS_OF_NETWORK, HEADER_BYTES, HEADER_SECONDS, IDLE_SECONDS, STALLED_SECONDS},
    extract::{
        BATCH_BYTES, FORM_EXTRA_BYTES, FORM_PARTS, FORM_TEXT_BYTES, JSON_BYTES, QUEUE_BYTES, STRANGER_JSON_BYTES,
        bounded::{BODY_GRACE_SECONDS, BODY_LEAST_SPEED, BODY_SECONDS, FILE_SECONDS},
        multipart::PART_HEADER_BYTES,
    },
    memory::MEMORY_SECONDS,
    middleware::drain::{DRAIN_BYTES, DRAIN_SECONDS},
    pace::Pace,
    package::PACKAGE_IDLE_SECONDS,
    routes::live::LIVE_MESSAGE_BYTES,
    serve::BODY_IDLE_SECONDS,
    socket::{LIVE_EXAMS, LIVE_FAULTS, LIVE_MESSAGES},
    state::{BATCH_MIB, BATCH_SHARE_MIB, TEXT_MIB, TEXT_SHARE_MIB, UPLOAD_MIB, UPLOAD_SHARE_MIB},
};

/// Each limit under its constant's name.
#[must_use]
pub fn limits() -> Vec<(&'static str, u64)> {
    macro_rules! named {
        ($($name:ident),* $(,)?) => { vec![$((stringify!($name), $name as u64)),*] };
    }
    let mut limits = named!(
        BATCH_BYTES,
        BATCH_MIB,
        BATCH_SHARE_MIB,
        BODY_GRACE_SECONDS,
        BODY_IDLE_SECONDS,
        BODY_LEAST_SPEED,
        BODY_SECONDS,
        CONNECTIONS,
        CONNECTIONS_OF_NETWORK,
        DRAIN_BYTES,
        DRAIN_SECONDS,
        FILE_SECONDS,
        FORM_EXTRA_BYTES,
        FORM_PARTS,
        FORM_TEXT_BYTES,
        HEADER_BYTES,
        HEADER_SECONDS,
        IDLE_SECONDS,
        JSON_BYTES,
        LIVE_EXAMS,
        LIVE_FAULTS,
        LIVE_MESSAGE_BYTES,
        LIVE_MESSAGES,
        MEMORY_SECONDS,
        PACKAGE_IDLE_SECONDS,
        PART_HEADER_BYTES,
        QUEUE_BYTES,
        STALLED_SECONDS,
        STRANGER_JSON_BYTES,
        TEXT_MIB,
        TEXT_SHARE_MIB,
        UPLOAD_MIB,
        UPLOAD_SHARE_MIB,
    );
    let pace = Pace::default();
    limits.extend([
        ("PING_SECONDS", pace.ping.as_secs()),
        ("SEND_SECONDS", pace.send.as_secs()),
        ("SILENT_SECONDS", pace.silent.as_secs()),
    ]);
    limits
}
