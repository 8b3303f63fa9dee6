//! Centres.

use domain::text::{Code, Line};
use serde::Deserialize;
use utoipa::ToSchema;

/// A new centre.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CreateCentre {
    /// Its unique code.
    pub code: Code,
    /// Its name.
    pub name: Line,
}
