//! Centres.

use domain::{
    order::{CentreSort, SortOrder},
    text::{Code, Line},
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// A new centre.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateCentre {
    /// Its unique code.
    pub code: Code,
    /// Its name.
    pub name: Line,
}

/// In which order centres come.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CentreQuery {
    /// By what they come.
    #[param(inline)]
    pub sort: Option<CentreSort>,
    /// Which way; upwards where nothing is said.
    #[param(inline)]
    pub order: Option<SortOrder>,
}
