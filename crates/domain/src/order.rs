//! In which order lists come.

use serde::Deserialize;
use strum::IntoStaticStr;
use utoipa::ToSchema;

/// Upwards or downwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum SortOrder {
    /// The smallest, earliest first.
    Asc,
    /// The greatest, latest first.
    Desc,
}

/// By what exams come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema, IntoStaticStr)]
#[serde(rename_all = "camelCase")]
pub enum ExamSort {
    /// When they were created.
    #[default]
    CreatedAt,
    /// Their code.
    Code,
    /// Their name.
    Name,
}

/// By what centres come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema, IntoStaticStr)]
#[serde(rename_all = "camelCase")]
pub enum CentreSort {
    /// When they were created.
    #[default]
    CreatedAt,
    /// Their code.
    Code,
    /// Their name.
    Name,
}

/// By what slots come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema, IntoStaticStr)]
#[serde(rename_all = "camelCase")]
pub enum SlotSort {
    /// When they were created.
    #[default]
    CreatedAt,
    /// Their name.
    SlotName,
    /// The code of their centre.
    CentreCode,
    /// When they begin; those without a time come before the others.
    StartTime,
}

/// By what accounts come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema, IntoStaticStr)]
#[serde(rename_all = "camelCase")]
pub enum AccountSort {
    /// When they were created.
    #[default]
    CreatedAt,
    /// The name they log in with.
    Username,
    /// The person's name.
    Name,
    /// Their role.
    Role,
}

/// By what candidates come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema, IntoStaticStr)]
#[serde(rename_all = "camelCase")]
pub enum CandidateSort {
    /// When they were put on the roster.
    #[default]
    CreatedAt,
    /// Their roll number, symbol by symbol.
    RollNumber,
    /// Their name.
    Name,
}

/// By what alerts come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema, IntoStaticStr)]
#[serde(rename_all = "camelCase")]
pub enum AlertSort {
    /// When they were raised.
    #[default]
    OccurredAt,
    /// How urgent they are.
    Severity,
}

/// By what devices come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema, IntoStaticStr)]
#[serde(rename_all = "camelCase")]
pub enum DeviceSort {
    /// When they were last heard of.
    #[default]
    LastSeenAt,
    /// How many records wait on them.
    Waiting,
    /// How far their clock is off, ahead or behind.
    ClockOffset,
    /// Their name.
    DeviceId,
}

/// By what download passwords come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema, IntoStaticStr)]
#[serde(rename_all = "camelCase")]
pub enum DownloadSort {
    /// When they were made.
    #[default]
    CreatedAt,
    /// When they are over.
    ExpiresAt,
    /// When they were used; those that were not come before the others.
    UsedAt,
}

/// By what a list comes, and which way. Ties are broken by id, the same way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sorting<S> {
    /// By what.
    pub by: S,
    /// The greatest first.
    pub descending: bool,
}

impl<S: Default> Sorting<S> {
    /// As it is asked for; `order` where nothing is said of it.
    #[must_use]
    pub fn of(by: Option<S>, asked: Option<SortOrder>, order: SortOrder) -> Self {
        Self { by: by.unwrap_or_default(), descending: asked.unwrap_or(order) == SortOrder::Desc }
    }
}
