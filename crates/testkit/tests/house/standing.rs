//! The circles that are still to be opened.

/// A crate, and files or folders of it that reach each other.
pub type Standing = (&'static str, &'static [&'static str]);

/// They may lose members; what gains one, or is new, fails, and so does a row that is no longer needed.
pub const STANDING: &[Standing] = &[
    ("api", &["error", "imports"]),
    ("app", &["call.rs", "idempotency.rs"]),
    ("app", &["imports/mod.rs", "imports/photos.rs", "imports/rows.rs"]),
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
    ("server", &["middleware", "socket", "state"]),
    ("testkit", &["draw/fingerprint.rs", "draw/mod.rs"]),
    ("tlog", &["edge.rs", "range.rs"]),
    ("tlog", &["edge", "range"]),
];
