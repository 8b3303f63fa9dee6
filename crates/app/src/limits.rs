//! The limits of what is in here that are no options, by name: the reference of the configuration tells them.

use barcodes::{BARCODE_MIB, BARCODE_SECONDS, BARCODE_WAIT_SECONDS};
use domain::{alert::SIMILAR_ALERTS, notice::REFUSALS, sheet::PICTURES_OF_ACCOUNT, sync::CONFLICTS_TOLD};

use crate::{
    accounts::STAFF_ROWS,
    bulk::BULK_UNIT,
    devices::{DEVICE_HELD_SECONDS, DEVICE_RECORDS, DEVICES_A_DAY},
    downloads::{PACKAGE_CANDIDATES, PACKAGE_WAIT_SECONDS, WRONG_OF_ADDRESS, WRONG_OF_OPERATOR, WRONG_SECONDS},
    faces::{
        collection::INDEXED_AT_ONCE,
        duplicates::{COMPARED_EXACTLY, DUPLICATES_TOLD},
    },
    imports::NAMED_CELLS,
    jobs::LIVE_KEPT,
    live::{
        LIVE_CLIENTS, LIVE_OF_ACCOUNT, LIVE_OPENING, LIVE_OPENING_OF_ACCOUNT, LIVE_STRANGERS, LIVE_STRANGERS_OF_NETWORK,
    },
    packages::{PACKAGE_BUILDS, PACKAGES_OF_ACCOUNT, PACKAGES_SENT, PACKAGES_WAITING},
    sessions::{
        KNOWN_DEVICE_SECONDS, LOGIN_FAILURES_OF_DEVICE, LOGIN_FAILURES_OF_NETWORK, LOGIN_FAILURES_OF_USER,
        LOGIN_FAILURES_SECONDS,
    },
    sheet_readers::{BARCODE_QUEUE, BARCODE_SHARE, BARCODE_STRIKES, BARCODE_WORKERS, STRIKE_SECONDS},
    state::{BATCH_IMAGES_TOGETHER, IMAGE_QUEUE, IMAGE_SHARE, QUEUES, QUEUES_OF_ACCOUNT},
    sync::{BATCH_RECORDS, QUEUE_BATCH_BYTES, QUEUE_EXAMS, QUEUE_HEADER_BYTES, QUEUE_RECORDS, SYNC_LINES},
    turns::{
        CALLS_OF_A_TURN, HASHES_OF_A_NETWORK, KEYS_OF_AN_ACCOUNT, LOGINS_OF_A_NETWORK, TRANSACTIONS_OF_AN_ACCOUNT,
        TURN_SECONDS, WAITING_OF_AN_ACCOUNT,
    },
};
use api::{
    downloads::PASSWORDS,
    records::STATES_ASKED,
    slots::{ASSIGNMENTS, CENTRES_NAMED, SLOTS_CHANGED},
};

/// Each limit under its constant's name.
#[must_use]
pub fn limits() -> Vec<(&'static str, u64)> {
    macro_rules! named {
        ($($name:ident),* $(,)?) => { vec![$((stringify!($name), $name as u64)),*] };
    }
    let mut limits = named!(
        ASSIGNMENTS,
        BARCODE_MIB,
        BARCODE_QUEUE,
        BARCODE_SECONDS,
        BARCODE_SHARE,
        BARCODE_STRIKES,
        BARCODE_WAIT_SECONDS,
        BARCODE_WORKERS,
        BATCH_IMAGES_TOGETHER,
        BATCH_RECORDS,
        BULK_UNIT,
        CALLS_OF_A_TURN,
        CENTRES_NAMED,
        COMPARED_EXACTLY,
        CONFLICTS_TOLD,
        DEVICE_HELD_SECONDS,
        DEVICE_RECORDS,
        DEVICES_A_DAY,
        DUPLICATES_TOLD,
        HASHES_OF_A_NETWORK,
        IMAGE_QUEUE,
        IMAGE_SHARE,
        INDEXED_AT_ONCE,
        KEYS_OF_AN_ACCOUNT,
        KNOWN_DEVICE_SECONDS,
        LIVE_CLIENTS,
        LIVE_KEPT,
        LIVE_OF_ACCOUNT,
        LIVE_OPENING,
        LIVE_OPENING_OF_ACCOUNT,
        LIVE_STRANGERS,
        LIVE_STRANGERS_OF_NETWORK,
        LOGIN_FAILURES_OF_DEVICE,
        LOGIN_FAILURES_OF_NETWORK,
        LOGIN_FAILURES_OF_USER,
        LOGIN_FAILURES_SECONDS,
        LOGINS_OF_A_NETWORK,
        NAMED_CELLS,
        PACKAGE_BUILDS,
        PACKAGE_CANDIDATES,
        PACKAGE_WAIT_SECONDS,
        PACKAGES_OF_ACCOUNT,
        PACKAGES_SENT,
        PACKAGES_WAITING,
        PASSWORDS,
        PICTURES_OF_ACCOUNT,
        QUEUE_BATCH_BYTES,
        QUEUE_EXAMS,
        QUEUE_HEADER_BYTES,
        QUEUE_RECORDS,
        QUEUES,
        QUEUES_OF_ACCOUNT,
        REFUSALS,
        SIMILAR_ALERTS,
        SLOTS_CHANGED,
        STAFF_ROWS,
        STATES_ASKED,
        STRIKE_SECONDS,
        SYNC_LINES,
        TRANSACTIONS_OF_AN_ACCOUNT,
        TURN_SECONDS,
        WAITING_OF_AN_ACCOUNT,
        WRONG_OF_ADDRESS,
        WRONG_OF_OPERATOR,
        WRONG_SECONDS,
    );
    let picture = face::Limits::default();
    limits.extend([
        ("FINGERPRINT_SIDE", fingerprint::Limits::default().max_side.into()),
        ("PICTURE_MEMORY", picture.max_memory),
        ("PICTURE_PIXELS", picture.max_pixels),
        ("PICTURE_SIDE", picture.max_side.into()),
        ("ROSTER_PLACES", roster::Limits::default().places as u64),
        ("ROSTER_ROWS", roster::Limits::default().rows),
    ]);
    limits
}
