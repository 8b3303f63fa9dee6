//! The limits of what is in here that are no options, by name: the reference of the configuration tells them.

use barcodes::{BARCODE_MIB, BARCODE_SECONDS, BARCODE_WAIT_SECONDS};

use crate::{
    call::SIMILAR_ALERTS,
    devices::DEVICES_A_DAY,
    downloads::{PACKAGE_CANDIDATES, PACKAGE_WAIT_SECONDS, WRONG_OF_ADDRESS, WRONG_OF_OPERATOR, WRONG_SECONDS},
    faces::duplicates::{COMPARED_EXACTLY, DUPLICATES_TOLD},
    imports::NAMED_CELLS,
    jobs::LIVE_KEPT,
    live::{LIVE_CLIENTS, LIVE_STRANGERS},
    packages::{PACKAGE_BUILDS, PACKAGES_SENT, PACKAGES_WAITING},
    sheet_readers::{BARCODE_QUEUE, BARCODE_STRIKES, BARCODE_WORKERS, STRIKE_SECONDS},
    state::IMAGE_QUEUE,
    sync::{BATCH_RECORDS, SYNC_LINES},
};

/// Each limit under its constant's name.
#[must_use]
pub fn limits() -> Vec<(&'static str, u64)> {
    macro_rules! named {
        ($($name:ident),* $(,)?) => { vec![$((stringify!($name), $name as u64)),*] };
    }
    let mut limits = named!(
        BARCODE_MIB,
        BARCODE_QUEUE,
        BARCODE_SECONDS,
        BARCODE_STRIKES,
        BARCODE_WAIT_SECONDS,
        BARCODE_WORKERS,
        BATCH_RECORDS,
        COMPARED_EXACTLY,
        DEVICES_A_DAY,
        DUPLICATES_TOLD,
        IMAGE_QUEUE,
        LIVE_CLIENTS,
        LIVE_KEPT,
        LIVE_STRANGERS,
        NAMED_CELLS,
        PACKAGE_BUILDS,
        PACKAGE_CANDIDATES,
        PACKAGE_WAIT_SECONDS,
        PACKAGES_SENT,
        PACKAGES_WAITING,
        SIMILAR_ALERTS,
        STRIKE_SECONDS,
        SYNC_LINES,
        WRONG_OF_ADDRESS,
        WRONG_OF_OPERATOR,
        WRONG_SECONDS,
    );
    let picture = face::Limits::default();
    limits.extend([
        ("FINGERPRINT_SIDE", fingerprint::Limits::default().max_side.into()),
        ("PICTURE_PIXELS", picture.max_pixels),
        ("PICTURE_SIDE", picture.max_side.into()),
        ("ROSTER_ROWS", roster::Limits::default().rows),
    ]);
    limits
}
