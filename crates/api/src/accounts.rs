//! The accounts of an exam's day.

use domain::{
    CentreId, ExamId, Role, UserId,
    order::{AccountSort, SortOrder},
    text::{Line, Username},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    fields::{Fields, nothing_named},
    form::{FormFiles, FormImage},
};

/// A new account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateOperator {
    /// The name it logs in with.
    pub username: Username,
    /// Its first password: 8 to 128 characters.
    #[schema(min_length = 8, max_length = 128)]
    pub password: String,
    /// The person's name.
    pub name: Line,
    /// What it may do.
    pub role: Role,
    /// The centre of a supervisor (required) or operator.
    pub centre_id: Option<CentreId>,
    /// The exams of an observer.
    #[serde(default)]
    #[schema(max_items = 1000)]
    pub exam_ids: Option<Vec<ExamId>>,
}

/// Which accounts.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct OperatorQuery {
    /// Of one centre: those that belong to it, and those that are assigned to its slots.
    pub centre_id: Option<CentreId>,
    /// By what they come.
    #[param(inline)]
    pub sort: Option<AccountSort>,
    /// Which way; upwards where nothing is said.
    #[param(inline)]
    pub order: Option<SortOrder>,
}

/// A change of an account: at least one of these.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateOperator {
    /// True ends its sessions and lets it log in no more.
    pub disabled: Option<bool>,
    /// Another centre.
    pub centre_id: Option<CentreId>,
    /// Another name.
    pub name: Option<Line>,
}

impl UpdateOperator {
    /// That it names something.
    ///
    /// # Errors
    /// [`Fields`] when it does not.
    pub fn names_something(&self) -> Result<(), Fields> {
        let named = self.disabled.is_some() || self.centre_id.is_some() || self.name.is_some();
        if named { Ok(()) } else { Err(nothing_named()) }
    }
}

/// The parameter of a path under an account.
#[derive(Debug, Deserialize)]
pub struct OperatorPath {
    /// The account.
    pub id: UserId,
}

/// An operator's own face that was enrolled.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OperatorFace {
    /// Whose.
    pub operator_id: UserId,
    /// What was measured of the picture.
    #[schema(value_type = Object)]
    pub quality: serde_json::Value,
    /// The engine.
    pub engine: String,
}

/// The form with which an operator's own face is enrolled.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OperatorFaceForm {
    /// JPEG or PNG.
    #[serde(skip)]
    #[schema(value_type = String, format = Binary)]
    pub face_image: FormImage,
}

impl FormFiles for OperatorFaceForm {
    const TEXTS: &'static [&'static str] = &[];
    const IMAGES: &'static [&'static str] = &["faceImage"];

    fn image(&mut self, name: &str) -> Option<&mut FormImage> {
        (name == "faceImage").then_some(&mut self.face_image)
    }
}
