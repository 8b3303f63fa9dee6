//! Exams and their settings.

use domain::{
    ExamId,
    exam::ExamSettings,
    text::{Code, Line},
};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A new exam.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CreateExam {
    /// Its name.
    pub name: Line,
    /// Its unique code.
    pub code: Code,
    /// Settings that differ from the defaults.
    #[schema(value_type = Option<ExamSettings>)]
    pub settings: Option<Value>,
}

/// A change of an exam.
#[derive(Debug, Deserialize, ToSchema)]
pub struct UpdateExam {
    /// A new name.
    pub name: Option<Line>,
    /// The settings that change; the others stay.
    #[schema(value_type = Option<ExamSettings>)]
    pub settings: Option<Value>,
    /// Why; required where a setting becomes looser while a slot is active.
    pub reason: Option<Line>,
}

/// The parameter of a path under an exam.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExamPath {
    /// The exam.
    pub exam_id: ExamId,
}
