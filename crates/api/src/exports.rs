//! Lists that people take along.

use domain::{
    CentreId, ExamId,
    export::{ExportFormat, ExportKind},
};
use serde::Deserialize;
use utoipa::IntoParams;

/// The parameters of the path of a list.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportPath {
    /// The exam.
    pub exam_id: ExamId,
    /// What is taken along.
    pub what: ExportKind,
}

/// As what, and of which centre.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    /// As what it is written; `csv` where nothing is said.
    #[param(inline)]
    pub format: Option<ExportFormat>,
    /// Of one centre.
    pub centre_id: Option<CentreId>,
}
