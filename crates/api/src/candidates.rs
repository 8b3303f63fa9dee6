//! Candidates, as lists and stations see them.

use domain::{
    AttendanceId, CandidateId, CentreId, ExamId, SlotId, Timestamp, UserId,
    attendance::AttendanceStatus,
    candidate::CandidateStatus,
    order::{CandidateSort, SortOrder},
    text::{Barcode, Line, RollNumber},
};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::{IntoParams, ToSchema};

use crate::fields::{Fields, nothing_named};

/// What a list is narrowed to.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct CandidateQuery {
    /// The beginning of a roll number, or a part of a name; in a whole exam, one or two letters must begin a word.
    #[param(max_length = 100)]
    pub q: Option<String>,
    /// How far they are.
    pub status: Option<CandidateStatus>,
    /// In which slot.
    pub slot_id: Option<SlotId>,
    /// At which centre.
    pub centre_id: Option<CentreId>,
    /// By what they come.
    #[param(inline)]
    pub sort: Option<CandidateSort>,
    /// Which way; upwards where nothing is said.
    #[param(inline)]
    pub order: Option<SortOrder>,
}

/// The parameters of a path under a candidate.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CandidatePath {
    /// The exam.
    pub exam_id: ExamId,
    /// The candidate.
    pub candidate_id: CandidateId,
}

/// A correction or a move: at least one thing beside the reason.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateCandidate {
    /// Another name.
    pub name: Option<Line>,
    /// Another father's name.
    pub father_name: Option<Line>,
    /// Another date of birth, YYYY-MM-DD.
    #[schema(value_type = Option<String>, format = Date, pattern = r"^\d{4}-\d{2}-\d{2}$")]
    #[serde(default, deserialize_with = "date")]
    pub dob: Option<Date>,
    /// Another gender.
    pub gender: Option<Line>,
    /// Another slot of the exam; its centre comes with it.
    pub slot_id: Option<SlotId>,
    /// Why.
    pub reason: Line,
}

impl UpdateCandidate {
    /// That it names something; a reason alone changes nothing.
    ///
    /// # Errors
    /// [`Fields`] when it does not.
    pub fn names_something(&self) -> Result<(), Fields> {
        let Self { name, father_name, dob, gender, slot_id, reason: _ } = self;
        let named = [name, father_name, gender].into_iter().any(Option::is_some) || dob.is_some() || slot_id.is_some();
        if named { Ok(()) } else { Err(nothing_named()) }
    }
}

/// A date in the one form that is not read in two ways: 03/02/2001 may be February or March.
fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
    let form = text.len() == 10
        && text.as_bytes().iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let date = text.parse().ok().filter(|_| form);
    date.map(Some).ok_or_else(|| D::Error::custom("must be a day of the calendar, written as YYYY-MM-DD"))
}

/// Station 1 of a candidate.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AttendanceView {
    /// Its id.
    pub id: AttendanceId,
    /// Present, or skipped for now.
    pub status: AttendanceStatus,
    /// Who marked, or goes on with the candidate.
    pub operator_id: UserId,
    /// When the candidate was marked present.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completed_at: Option<Timestamp>,
}

/// The comparisons of a candidate.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FaceView {
    /// Whether one of the comparisons verified the face.
    pub verified: bool,
    /// The percentage of the verified one, else the best.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub match_percentage: Option<f64>,
    /// Comparisons that were kept.
    pub attempts: u32,
}

/// The fingerprint of a candidate.
#[derive(Debug, Serialize, ToSchema)]
pub struct FingerprintView {
    /// Whether there is an image; false for a recorded exception.
    pub captured: bool,
}

/// The sheet of a candidate.
#[derive(Debug, Serialize, ToSchema)]
pub struct OmrView {
    /// The barcode of the bound sheet.
    pub barcode: Barcode,
}

/// A candidate and how far they are.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CandidateView {
    /// Its id.
    pub id: CandidateId,
    /// The exam they sit.
    pub exam_id: ExamId,
    /// Unique in the exam.
    pub roll_number: RollNumber,
    /// As on the form.
    pub name: Line,
    /// As on the form; operators do not see it in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub father_name: Option<Line>,
    /// YYYY-MM-DD.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dob: Option<String>,
    /// As on the form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// Where they sit.
    pub centre_id: CentreId,
    /// When they sit.
    pub slot_id: SlotId,
    /// In which room, where the roster says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    /// On which seat, where the roster says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seat: Option<String>,
    /// How far they are.
    pub status: CandidateStatus,
    /// Whether a photograph is enrolled.
    pub face_enrolled: bool,
    /// Station 1, where something was marked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attendance: Option<AttendanceView>,
    /// The comparisons, where some were made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub face: Option<FaceView>,
    /// The fingerprint, or its recorded exception.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<FingerprintView>,
    /// The sheet, once it is bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub omr: Option<OmrView>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::parse;

    #[test]
    fn a_date_has_one_form() {
        let read = |dob: &str| {
            let body = serde_json::json!({ "dob": dob, "reason": "r" });
            parse::<UpdateCandidate>(body).map(|body| body.dob).map_err(|fields| fields.sentence())
        };
        assert_eq!(read("2001-02-03"), Ok(Some(Date::constant(2001, 2, 3))));
        for wrong in ["03/02/2001", "2001-02-30", "2001-2-3", "20010203", "2001-02-03T00:00:00", ""] {
            let told = read(wrong).unwrap_err();
            assert_eq!(told, "dob must be a day of the calendar, written as YYYY-MM-DD.", "{wrong}");
        }
    }

    #[test]
    fn a_reason_alone_changes_nothing() {
        let body: UpdateCandidate = parse(serde_json::json!({ "reason": "r" })).unwrap();
        assert!(body.names_something().is_err());
    }
}
