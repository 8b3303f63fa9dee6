//! The circles that are still to be opened.

/// A crate, and files or folders of it that reach each other.
pub(crate) type Standing = (&'static str, &'static [&'static str]);

/// They may lose members; what gains one, or is new, fails, and so does a row that is no longer needed.
pub(crate) const STANDING: &[Standing] = &[
    ("api", &["error", "imports"]),
    ("app", &["alerts/mod.rs", "alerts/review.rs"]),
    ("app", &["call.rs", "idempotency.rs"]),
    ("app", &["candidates/mod.rs", "candidates/update.rs"]),
    ("app", &["imports/mod.rs", "imports/photos.rs", "imports/rows.rs"]),
    ("app", &["sync/batch.rs", "sync/item.rs"]),
    ("app", &["call", "candidates", "downloads", "idempotency", "live", "seat", "state"]),
    ("barcodes", &["grey.rs", "lib.rs"]),
    ("domain", &["event/effect.rs", "event/mod.rs", "event/offline.rs"]),
    (
        "face",
        &[
            "evaluate/calibrate.rs",
            "evaluate/mod.rs",
            "evaluate/pairs.rs",
            "evaluate/rates.rs",
            "evaluate/report.rs",
            "evaluate/samples.rs",
        ],
    ),
    ("face", &["gallery/mod.rs", "gallery/top.rs"]),
    (
        "fingerprint",
        &[
            "wsq/bytes.rs",
            "wsq/header.rs",
            "wsq/huffman.rs",
            "wsq/mod.rs",
            "wsq/symbols.rs",
            "wsq/tables.rs",
            "wsq/tree.rs",
            "wsq/wavelet.rs",
        ],
    ),
    ("journal", &["bundle.rs", "bundle/reading.rs"]),
    ("roster", &["book/cells.rs", "book/mod.rs", "book/package.rs", "book/sheet.rs"]),
    ("roster", &["value/mod.rs", "value/text.rs"]),
    ("server", &["middleware/address.rs", "state.rs"]),
    (
        "server",
        &[
            "routes/accounts.rs",
            "routes/alerts.rs",
            "routes/attendance.rs",
            "routes/audit.rs",
            "routes/candidates.rs",
            "routes/centres.rs",
            "routes/closing.rs",
            "routes/devices.rs",
            "routes/downloads.rs",
            "routes/exams.rs",
            "routes/faces.rs",
            "routes/fingerprints.rs",
            "routes/imports.rs",
            "routes/live.rs",
            "routes/mod.rs",
            "routes/sessions.rs",
            "routes/sheets.rs",
            "routes/slots.rs",
            "routes/sync.rs",
        ],
    ),
    ("server", &["middleware", "socket", "state"]),
    ("testkit", &["draw/fingerprint.rs", "draw/mod.rs"]),
    ("tlog", &["edge.rs", "range.rs"]),
    ("tlog", &["edge", "range"]),
];
