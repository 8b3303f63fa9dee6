//! The addresses of this server that an answer gives away: paths, ready to be fetched as they are given.

use std::fmt::Write as _;

use crate::sync::ConflictSide;
use domain::{AttemptId, ConflictId, DownloadId, ExamId, text::Barcode};

/// The live image of an attempt.
#[must_use]
pub fn attempt_image(attempt: AttemptId) -> String {
    path(&["api", "face", "attempts", &attempt.to_string(), "image"])
}

/// The image of a sheet.
#[must_use]
pub fn sheet_image(exam: ExamId, barcode: &Barcode) -> String {
    path(&["api", "omr", &exam.to_string(), barcode.as_str(), "image"])
}

/// The image of a side of a conflict.
#[must_use]
pub fn conflict_image(exam: ExamId, conflict: ConflictId, side: ConflictSide) -> String {
    let image = path(&["api", "sync", "conflicts", &exam.to_string(), &conflict.to_string(), "image"]);
    match side {
        ConflictSide::Incoming => image,
        ConflictSide::Existing => image + "?side=existing",
    }
}

/// A package that was prepared.
#[must_use]
pub fn package(download: DownloadId) -> String {
    path(&["api", "downloads", &download.to_string()])
}

/// A path of these segments.
#[must_use]
pub fn path(segments: &[&str]) -> String {
    segments.iter().map(|segment| format!("/{}", encoded(segment))).collect()
}

/// A text as a part of an address. What is not one of RFC 3986's unreserved characters is percent-encoded, a slash, too.
#[must_use]
pub fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}"); // writing to a String cannot fail
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_stays_one() {
        let table = [
            (&["api", "x"][..], "/api/x"),
            (&["a/b", "c"], "/a%2Fb/c"),
            (&["A-b._~9"], "/A-b._~9"),
            (&["रोल ?#%"], "/%E0%A4%B0%E0%A5%8B%E0%A4%B2%20%3F%23%25"),
        ];
        for (segments, expected) in table {
            assert_eq!(path(segments), expected);
        }
    }
}
