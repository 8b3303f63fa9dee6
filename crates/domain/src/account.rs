//! Accounts.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    CentreId, ExamId, Role, Timestamp, UserId,
    text::{InvalidText, Line, Username},
};

/// An account, without its password.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// Its id.
    pub id: UserId,
    /// The name it logs in with.
    pub username: Username,
    /// The person's name.
    pub name: Line,
    /// What it may do.
    pub role: Role,
    /// The centre of a supervisor or operator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub centre_id: Option<CentreId>,
    /// The exams of an observer.
    pub exam_ids: Vec<ExamId>,
    /// A disabled account cannot log in and its sessions are over.
    pub disabled: bool,
    /// Whether the person's own face is enrolled, to be refused at a station.
    pub face_enrolled: bool,
    /// When it was created.
    pub created_at: Timestamp,
}

/// The fewest characters of a password.
pub const PASSWORD_MIN: usize = 8;
/// The most bytes of a password: what is hashed is bounded.
pub const PASSWORD_MAX: usize = 128;

/// A password that may be set.
///
/// # Errors
/// Shorter than [`PASSWORD_MIN`] characters or longer than [`PASSWORD_MAX`] bytes.
pub fn check_password(password: &str) -> Result<(), InvalidText> {
    if password.chars().count() >= PASSWORD_MIN && password.len() <= PASSWORD_MAX {
        Ok(())
    } else {
        Err(InvalidText("must be 8 to 128 characters"))
    }
}

/// What does not fit together in a role, a centre and exams: the field and what to do.
#[must_use]
pub fn misfit(role: Role, centre: Option<CentreId>, exams: &[ExamId]) -> Option<(&'static str, &'static str)> {
    match role {
        Role::Supervisor if centre.is_none() => Some(("centreId", "a supervisor needs a centre")),
        Role::Admin | Role::Observer if centre.is_some() => {
            Some(("centreId", "only supervisors and operators belong to a centre"))
        }
        Role::Admin | Role::Supervisor if !exams.is_empty() => {
            Some(("examIds", "only observers and operators are held to exams"))
        }
        _ => None,
    }
}
