//! The limits of HTTP that are no options, by name: the reference of the configuration tells them.

use crate::{
    extract::{BATCH_BYTES, FORM_PARTS, FORM_TEXT_BYTES, JSON_BYTES},
    middleware::drain::{DRAIN_BYTES, DRAIN_SECONDS},
    pace::Pace,
    package::PACKAGE_IDLE_SECONDS,
    places::PLACE_SECONDS,
    routes::live::LIVE_MESSAGE_BYTES,
    serve::BODY_IDLE_SECONDS,
    socket::{LIVE_EXAMS, LIVE_FAULTS},
    state::{BATCH_MIB, UPLOADS},
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
        BODY_IDLE_SECONDS,
        DRAIN_BYTES,
        DRAIN_SECONDS,
        FORM_PARTS,
        FORM_TEXT_BYTES,
        JSON_BYTES,
        LIVE_EXAMS,
        LIVE_FAULTS,
        LIVE_MESSAGE_BYTES,
        PACKAGE_IDLE_SECONDS,
        PLACE_SECONDS,
        UPLOADS,
    );
    let pace = Pace::default();
    limits.extend([
        ("PING_SECONDS", pace.ping.as_secs()),
        ("SEND_SECONDS", pace.send.as_secs()),
        ("SILENT_SECONDS", pace.silent.as_secs()),
    ]);
    limits
}
