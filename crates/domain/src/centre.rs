//! An examination centre.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    CentreId, Timestamp,
    text::{Code, Line},
};

/// A centre.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Centre {
    /// Its id.
    pub id: CentreId,
    /// Its unique code.
    pub code: Code,
    /// Its name.
    pub name: Line,
    /// When it was created.
    pub created_at: Timestamp,
}
