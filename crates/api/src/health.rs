//! Whether the server can answer.

use serde::Serialize;
use utoipa::ToSchema;

/// A part that the server needs.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DependencyHealth {
    /// Such as `database`.
    pub name: &'static str,
    /// Which one, such as `sqlite`.
    pub kind: &'static str,
    /// `up` or `down`.
    pub state: &'static str,
}

/// Whether the server can answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Health {
    /// `up`, or `down` when a part that is needed is down.
    pub status: &'static str,
    /// Each part.
    pub dependencies: Vec<DependencyHealth>,
}
