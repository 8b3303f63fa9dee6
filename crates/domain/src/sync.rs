//! Records that were made offline, and what becomes of them.
//!
//! A device makes a record with an id of its own and hands it over as often as it likes, in any order,
//! through any operator of the centre. The server keeps it whole and then judges it by the rules of the
//! stations, with the operator and the moment of the capture.
//!
//! ```text
//!                 ┌──────── judged again: sent again, or what it waits for arrives ───────┐
//!                 ▼                                                                      │
//! (received) ─▶ judged ─┬─ the stations take it ─▶ synced ── replaced by use_new ─▶ superseded
//!                       ├─ builds on what is not there, or on a supervisor ─▶ pending ───┤
//!                       ├─ refused ─▶ failed ────────────────────────────────────────────┘
//!                       └─ another record stands in its place ─▶ conflict ─┬─ use_new ─▶ synced
//!                                                                          └─ keep_existing ─▶ superseded
//! ```
//!
//! | state \ what happens | sent again | other content | arrived | keep existing | use new | replaced |
//! |---|---|---|---|---|---|---|
//! | pending | judge | aside | judge | – | – | – |
//! | failed | judge | aside | – (judge, where another's attendance is in its way) | – | – | – |
//! | conflict | stay | aside | – | superseded | synced | – |
//! | synced | stay: `duplicate` | aside | – | – | – | superseded |
//! | superseded | stay | aside | – | – | – | – |
//!
//! Decided here, where the contract is silent:
//! - Faces are attempts, many a candidate: two of them are never a conflict. What was compared offline
//!   happened, so it is kept also beyond `maxFaceAttempts` and after the close.
//! - `completed` over `skipped` is a completion, as online; a `skipped` from before the completion changes
//!   nothing and is synced. Any other second mark is a conflict.
//! - The same operator binding the same sheet to the same candidate again changes nothing, as online.
//! - A close under the threshold, and a supervisor's override, wait for the close online, whatever that
//!   says; it settles them. An override that the exam does not leave to operators waits for it as well.
//! - A sheet whose picture shows another waits for a supervisor, who has both before them; nobody could send it better.
//! - Work with another operator's candidate is refused, and judged anew when something of the candidate
//!   arrives: their own attendance may be on its way, or in a conflict.
//! - Slots are those held at any moment between the capture as the device's clock had it and as the
//!   measured offset puts it; a slot assigned after the refusal covers what was refused.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use crate::{Refusal, Timestamp, attendance::AttendanceStatus};

/// Which version of a conflict stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Choice {
    /// The one that stands.
    KeepExisting,
    /// The one that came second, or `newData` in its place.
    UseNew,
}

/// What a record is of.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema, Display, EnumString, IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum EntityType {
    /// Station 1.
    Attendance,
    /// A live picture.
    Face,
    /// A fingerprint or its exception.
    Fingerprint,
    /// A sheet that was scanned and bound.
    Omr,
    /// The close of station 2.
    Biometric,
}

impl EntityType {
    /// What builds on others comes after them.
    #[must_use]
    pub fn rank(self) -> u8 {
        match self {
            Self::Attendance => 0,
            Self::Face | Self::Fingerprint | Self::Omr => 1,
            Self::Biometric => 2,
        }
    }
}

/// Where a record stands.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    ToSchema,
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum RecordStatus {
    /// It waits for another record, or for a supervisor.
    Pending,
    /// It was applied.
    Synced,
    /// Another record stands in its place.
    Conflict,
    /// It was refused.
    Failed,
    /// A conflict was decided against it.
    Superseded,
}

/// What happens to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum Happening {
    /// The same id with the same content comes again.
    SentAgain,
    /// The same id comes with other content.
    OtherContent,
    /// Something of its candidate arrived.
    Arrived,
    /// Its conflict is decided against it.
    KeptExisting,
    /// Its conflict is decided for it.
    UsedNew,
    /// A conflict of another record is decided against it.
    Replaced,
}

/// What that does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// It is judged anew.
    Judge,
    /// Nothing changes.
    Stay,
    /// What came is kept beside it, and refused.
    KeepAside,
    /// It is something else now.
    Become(RecordStatus),
}

/// Whether a record is judged again when something of its candidate arrives.
#[must_use]
pub fn waits(status: RecordStatus, code: Option<&str>) -> bool {
    status == RecordStatus::Pending
        || (status == RecordStatus::Failed && code == Some(Refusal::OperatorMismatch.code()))
}

/// The table above.
#[must_use]
pub fn happens(status: RecordStatus, code: Option<&str>, what: Happening) -> Move {
    use Happening as H;
    use RecordStatus as S;
    match (status, what) {
        (_, H::OtherContent) => Move::KeepAside,
        (S::Pending | S::Failed, H::SentAgain) => Move::Judge,
        (_, H::Arrived) if waits(status, code) => Move::Judge,
        (S::Conflict, H::KeptExisting) | (S::Synced, H::Replaced) => Move::Become(S::Superseded),
        (S::Conflict, H::UsedNew) => Move::Become(S::Synced),
        _ => Move::Stay,
    }
}

/// The same id came with other content.
pub const RECORD_ID_REUSED: &str = "RECORD_ID_REUSED";
/// The capture token is not ours, or another exam's.
pub const INVALID_CAPTURE_TOKEN: &str = "INVALID_CAPTURE_TOKEN";
/// The face is under the threshold: a supervisor closes the station, or another attempt verifies it.
pub const FACE_NOT_VERIFIED: &str = "FACE_NOT_VERIFIED";
/// A supervisor's override that was made offline: it is confirmed by the close online.
pub const OVERRIDE_UNCONFIRMED: &str = "OVERRIDE_UNCONFIRMED";

/// What becomes of a record that a station refuses with this code.
#[must_use]
pub fn fate(code: &str) -> RecordStatus {
    use Refusal as R;
    let is = |refusals: &[Refusal]| refusals.iter().any(|refusal| refusal.code() == code);
    let another_stands =
        [R::AttendanceExists, R::FingerprintExists, R::BiometricExists, R::OmrAlreadyValidated, R::CandidateHasOmr];
    if is(&another_stands) {
        RecordStatus::Conflict
    } else if is(&[R::AttendanceRequired, R::StationIncomplete, R::BarcodeMismatch])
        || [FACE_NOT_VERIFIED, OVERRIDE_UNCONFIRMED].contains(&code)
    {
        RecordStatus::Pending
    } else {
        RecordStatus::Failed
    }
}

/// Whether a close that waited with this code is settled by the close that there is. One that waited for
/// a face that was never good enough is settled by a person's decision; it decided nothing itself.
#[must_use]
pub fn settled_by_close(code: Option<&str>, decides: bool, standing_is_override: bool) -> bool {
    match code {
        Some(FACE_NOT_VERIFIED | OVERRIDE_UNCONFIRMED) => true,
        Some(code) => code == Refusal::StationIncomplete.code() && !decides && standing_is_override,
        None => false,
    }
}

/// Whether a mark says what the candidate's history says already: passed over before they were completed.
#[must_use]
pub fn is_earlier_skip(
    existing: AttendanceStatus,
    completed_at: Option<Timestamp>,
    wanted: AttendanceStatus,
    captured_at: Timestamp,
) -> bool {
    existing == AttendanceStatus::Completed
        && wanted == AttendanceStatus::Skipped
        && completed_at.is_some_and(|completed| captured_at < completed)
}

/// Seconds that a clock may be wrong before somebody has to look at it; also the tolerance at the
/// beginning of an assignment.
pub const CLOCK_TOLERANCE_SECONDS: i64 = 600;
/// Seconds before its slot from which a capture is implausible.
pub const EARLY_SECONDS: i64 = 2 * 24 * 3600;

/// The moments that a capture may have been at: as given, and as the measured offset puts it; never
/// after its receipt where it was not given so.
#[must_use]
pub fn moments(captured: Timestamp, offset_micros: i64, received: Timestamp) -> (Timestamp, Timestamp) {
    let corrected = Timestamp(captured.0.saturating_sub(offset_micros).min(received.0));
    (captured.min(corrected), captured.max(corrected))
}

/// What is known when a record's time is doubted.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// As the device gave it.
    pub captured: Timestamp,
    /// The device's clock at the upload.
    pub device: Timestamp,
    /// The time in which its capture token was good.
    pub token: Option<(Timestamp, Timestamp)>,
    /// When the candidate's slot begins.
    pub slot_start: Option<Timestamp>,
    /// When the exam was created.
    pub exam_created: Timestamp,
}

/// Why the time of a capture cannot be right, if it cannot.
#[must_use]
pub fn implausible(times: &Times) -> Option<&'static str> {
    let Times { captured, device, token, slot_start, exam_created } = *times;
    let tolerance = CLOCK_TOLERANCE_SECONDS;
    if captured > device.plus_seconds(tolerance) {
        Some("captured_in_the_future")
    } else if token.is_some_and(|(issued, _)| captured < issued.plus_seconds(-tolerance)) {
        Some("captured_before_its_token")
    } else if token.is_some_and(|(_, expires)| captured > expires.plus_seconds(tolerance)) {
        Some("captured_after_its_token")
    } else if slot_start.is_some_and(|start| captured < start.plus_seconds(-EARLY_SECONDS))
        || captured < exam_created.plus_seconds(-EARLY_SECONDS)
    {
        Some("captured_before_the_exam")
    } else {
        None
    }
}

/// Whether a device's clock is too wrong.
#[must_use]
pub fn is_wrong_clock(offset_micros: i64) -> bool {
    offset_micros.unsigned_abs() > CLOCK_TOLERANCE_SECONDS.unsigned_abs() * 1_000_000
}

#[cfg(test)]
mod tests {
    use strum::VariantArray as _;

    use super::*;
    use RecordStatus::{Conflict, Failed, Pending, Superseded, Synced};

    #[test]
    fn every_state_against_everything_that_can_happen() {
        use Move::{Become, Judge, KeepAside, Stay};
        // SentAgain, OtherContent, Arrived, KeptExisting, UsedNew, Replaced
        let table = [
            (Pending, None, [Judge, KeepAside, Judge, Stay, Stay, Stay]),
            (Synced, None, [Stay, KeepAside, Stay, Stay, Stay, Become(Superseded)]),
            (Conflict, Some("ATTENDANCE_EXISTS"), [Stay, KeepAside, Stay, Become(Superseded), Become(Synced), Stay]),
            (Failed, Some("CANDIDATE_NOT_FOUND"), [Judge, KeepAside, Stay, Stay, Stay, Stay]),
            (Failed, Some("OPERATOR_MISMATCH"), [Judge, KeepAside, Judge, Stay, Stay, Stay]),
            (Superseded, None, [Stay, KeepAside, Stay, Stay, Stay, Stay]),
        ];
        for status in RecordStatus::VARIANTS {
            assert!(table.iter().any(|(one, ..)| one == status), "{status}");
        }
        for (status, code, expected) in table {
            for (what, expected) in Happening::VARIANTS.iter().zip(expected) {
                assert_eq!(happens(status, code, *what), expected, "{status} {code:?} {what:?}");
            }
        }
    }

    #[test]
    fn every_refusal_has_a_fate() {
        let of = |status| {
            let codes = Refusal::VARIANTS.iter().map(|refusal| refusal.code());
            codes.filter(|code| fate(code) == status).collect::<Vec<_>>()
        };
        assert_eq!(
            of(Conflict),
            [
                "ATTENDANCE_EXISTS",
                "FINGERPRINT_EXISTS",
                "BIOMETRIC_EXISTS",
                "OMR_ALREADY_VALIDATED",
                "CANDIDATE_HAS_OMR"
            ]
        );
        assert_eq!(of(Pending), ["ATTENDANCE_REQUIRED", "STATION_INCOMPLETE", "BARCODE_MISMATCH"]);
        assert!(of(Synced).is_empty() && of(Superseded).is_empty());
        assert_eq!([FACE_NOT_VERIFIED, OVERRIDE_UNCONFIRMED, RECORD_ID_REUSED].map(fate), [Pending, Pending, Failed]);
    }

    #[test]
    fn what_settles_a_close_that_waited() {
        for (decides, standing) in [(false, false), (false, true), (true, false), (true, true)] {
            let settled = |code| settled_by_close(code, decides, standing);
            assert!(settled(Some(FACE_NOT_VERIFIED)) && settled(Some(OVERRIDE_UNCONFIRMED)));
            assert_eq!(settled(Some("STATION_INCOMPLETE")), !decides && standing);
            assert!(!settled(None) && !settled(Some("BIOMETRIC_EXISTS")));
        }
    }

    #[test]
    fn a_clock_is_doubted_in_each_direction() {
        let now = Timestamp(0).plus_seconds(1_000_000);
        let fine = Times { captured: now, device: now, token: None, slot_start: None, exam_created: now };
        assert_eq!(implausible(&fine), None);
        let future = Times { captured: now.plus_seconds(601), ..fine };
        assert_eq!(implausible(&future), Some("captured_in_the_future"));
        let token = Some((now.plus_seconds(601), now.plus_seconds(9000)));
        assert_eq!(implausible(&Times { token, ..fine }), Some("captured_before_its_token"));
        let token = Some((now.plus_seconds(-9000), now.plus_seconds(-601)));
        assert_eq!(implausible(&Times { token, ..fine }), Some("captured_after_its_token"));
        let early = Some(now.plus_seconds(EARLY_SECONDS + 1));
        assert_eq!(implausible(&Times { slot_start: early, ..fine }), Some("captured_before_the_exam"));
        assert!(is_wrong_clock(600_000_001) && is_wrong_clock(-600_000_001) && !is_wrong_clock(600_000_000));
    }

    #[test]
    fn a_wrong_clock_widens_the_moment_of_a_capture() {
        let at = |seconds| Timestamp(0).plus_seconds(seconds);
        assert_eq!(moments(at(100), 0, at(200)), (at(100), at(100)));
        assert_eq!(moments(at(100), 50_000_000, at(200)), (at(50), at(100)));
        assert_eq!(moments(at(100), -50_000_000, at(120)), (at(100), at(120)));
        assert_eq!(moments(at(900), 0, at(200)), (at(200), at(900)));
    }

    #[test]
    fn a_skip_before_the_completion_is_no_second_mark() {
        use AttendanceStatus::{Completed, Skipped};
        let (early, late) = (Timestamp(1), Timestamp(9));
        assert!(is_earlier_skip(Completed, Some(late), Skipped, early));
        assert!(!is_earlier_skip(Completed, Some(early), Skipped, late));
        assert!(!is_earlier_skip(Completed, Some(late), Completed, early));
        assert!(!is_earlier_skip(Skipped, None, Skipped, early));
    }
}
