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
//! - Faces are attempts, many a candidate: two of them are never a conflict, and one is kept also after the
//!   close. Attempts of both roads count together; one beyond `maxFaceAttempts` is kept as a record, is not
//!   compared, and waits for a supervisor, who lets it be an attempt or not.
//! - What is after the slot's end in a strict exam, or says without proof that it is not, waits likewise.
//! - `completed` over `skipped` is a completion, as online; a `skipped` from before the completion changes
//!   nothing and is synced. Any other second mark is a conflict.
//! - A mark that can be from before the candidate's newest undo waits for a supervisor, so that a record that came
//!   late takes back no decision; one that was captured after it is a mark as any other.
//! - The same operator binding the same sheet to the same candidate again changes nothing, as online.
//! - A close under the threshold, and a supervisor's override, wait for the close online, whatever that
//!   says; it settles them. An override that the exam does not leave to operators waits for it as well.
//! - A sheet whose picture shows another waits for a supervisor, who has both before them; nobody could send it better.
//! - Work with another operator's candidate is refused, and judged anew when something of the candidate
//!   arrives: their own attendance may be on its way, or in a conflict.
//! - Slots are those held at any moment in which the capture can have been (see [`crate::capture`]); a slot
//!   assigned after the refusal covers what was refused. Candidates are where they were then.
//! - Alike conflicts of one candidate and operator are one: see [`joins`].

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

/// It is kept, and graded or scored behind the answer.
pub const SCORING: &str = "SCORING";
/// Faces of one upload that are scored before it is answered: a station with a line shows at once what came of the face in
/// front of it. Where a queue brings more, they are kept, and scored behind.
pub const SCORED_AT_ONCE: usize = 32;

/// Whether a record is judged again when something of its candidate arrives. What is scored behind has its turn without
/// that.
#[must_use]
pub fn waits(status: RecordStatus, code: Option<&str>) -> bool {
    (status == RecordStatus::Pending && code != Some(SCORING))
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
/// A mark that can be from before the candidate's attendance was undone.
pub const ATTENDANCE_UNDONE: &str = "ATTENDANCE_UNDONE";

/// Whether nothing but a supervisor's decision applies what waits with this code.
#[must_use]
pub fn waits_for_supervisor(code: &str) -> bool {
    let refused = [Refusal::AttemptsExhausted, Refusal::SlotEnded, Refusal::BarcodeMismatch];
    [FACE_NOT_VERIFIED, OVERRIDE_UNCONFIRMED, ATTENDANCE_UNDONE].contains(&code)
        || refused.iter().any(|refusal| refusal.code() == code)
}

/// Open conflicts of one candidate, operator and kind that a person is asked to look through; what comes on
/// top joins the newest.
pub const CONFLICTS_TOLD: usize = 5;

/// Which of the open conflicts of the same candidate, operator and kind a record joins: one whose record says
/// the same, its image included, or the newest where there are enough. `says` are what their records say, the oldest
/// first.
#[must_use]
pub fn joins<T: PartialEq>(says: &[T], this: &T) -> Option<usize> {
    let full = (says.len() >= CONFLICTS_TOLD).then(|| says.len() - 1);
    says.iter().position(|one| one == this).or(full)
}

/// What becomes of a record that a station refuses with this code.
#[must_use]
pub fn fate(code: &str) -> RecordStatus {
    use Refusal as R;
    let is = |refusals: &[Refusal]| refusals.iter().any(|refusal| refusal.code() == code);
    let another_stands =
        [R::AttendanceExists, R::FingerprintExists, R::BiometricExists, R::OmrAlreadyValidated, R::CandidateHasOmr];
    if is(&another_stands) {
        RecordStatus::Conflict
    } else if is(&[R::AttendanceRequired, R::StationIncomplete]) || waits_for_supervisor(code) {
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
        assert_eq!(
            of(Pending),
            ["ATTENDANCE_REQUIRED", "SLOT_ENDED", "ATTEMPTS_EXHAUSTED", "STATION_INCOMPLETE", "BARCODE_MISMATCH"]
        );
        assert!(of(Synced).is_empty() && of(Superseded).is_empty());
        assert_eq!([FACE_NOT_VERIFIED, OVERRIDE_UNCONFIRMED, ATTENDANCE_UNDONE].map(fate), [Pending; 3]);
        assert_eq!(fate(RECORD_ID_REUSED), Failed);
    }

    #[test]
    fn alike_conflicts_are_one_and_a_flood_ends() {
        let table: [(&[u8], u8, Option<usize>); 5] = [
            (&[], 1, None),
            (&[1, 2], 2, Some(1)),
            (&[1, 2], 3, None),
            (&[1, 2, 3, 4, 5], 6, Some(4)),
            (&[1, 2, 3, 4, 5], 1, Some(0)),
        ];
        for (open, this, expected) in table {
            assert_eq!(joins(open, &this), expected, "{open:?} {this}");
        }
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
    fn a_skip_before_the_completion_is_no_second_mark() {
        use AttendanceStatus::{Completed, Skipped};
        let (early, late) = (Timestamp(1), Timestamp(9));
        assert!(is_earlier_skip(Completed, Some(late), Skipped, early));
        assert!(!is_earlier_skip(Completed, Some(early), Skipped, late));
        assert!(!is_earlier_skip(Completed, Some(late), Completed, early));
        assert!(!is_earlier_skip(Skipped, None, Skipped, early));
    }
}
