//! Exams and their settings.

use domain::{
    ExamId, Timestamp, UserId,
    exam::ExamSettings,
    order::{ExamSort, SortOrder},
    text::{Code, Line},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use crate::fields::{Fields, nothing_named};

/// A new exam.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateExam {
    /// Its name.
    pub name: Line,
    /// Its unique code.
    pub code: Code,
    /// Settings that differ from the defaults.
    #[schema(value_type = Option<ExamSettings>)]
    pub settings: Option<Value>,
}

/// A change of an exam: its name, settings or both.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateExam {
    /// A new name.
    pub name: Option<Line>,
    /// The settings that change; the others stay.
    #[schema(value_type = Option<ExamSettings>)]
    pub settings: Option<Value>,
    /// Why; required where a setting becomes looser while a slot is active.
    pub reason: Option<Line>,
}

impl UpdateExam {
    /// That it names something; a reason alone changes nothing.
    ///
    /// # Errors
    /// [`Fields`] when it does not.
    pub fn names_something(&self) -> Result<(), Fields> {
        if self.name.is_some() || self.settings.is_some() { Ok(()) } else { Err(nothing_named()) }
    }
}

/// In which order exams come.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExamQuery {
    /// By what they come.
    #[param(inline)]
    pub sort: Option<ExamSort>,
    /// Which way; upwards where nothing is said.
    #[param(inline)]
    pub order: Option<SortOrder>,
}

/// An exam, as somebody reads it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExamView {
    /// Its id.
    pub id: ExamId,
    /// Its unique code.
    pub code: Code,
    /// Its name.
    pub name: Line,
    /// The settings in force; to an operator those that a station goes by.
    #[schema(value_type = ExamSettings)]
    pub settings: Value,
    /// When it was created.
    pub created_at: Timestamp,
    /// Who created it; operators are not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<UserId>,
}

/// The parameter of a path under an exam.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExamPath {
    /// The exam.
    pub exam_id: ExamId,
}
