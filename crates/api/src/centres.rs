//! Centres.

use domain::text::{Code, Line};
use serde::Deserialize;
use utoipa::ToSchema;

/// A new centre.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateCentre {
    /// Its unique code.
    pub code: Code,
    /// Its name.
    pub name: Line,
}
