//! Accounts.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    CentreId, ExamId, Role, Timestamp, UserId,
    second_factor::SecondFactor,
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
    /// Whether somebody else gave it its password, so that it has to choose another before anything else.
    pub must_change_password: bool,
    /// How far it is with its second factor.
    pub second_factor: SecondFactor,
    /// Whether it has to have one.
    pub second_factor_required: bool,
    /// Whether the person's own face is enrolled, to be refused at a station.
    pub face_enrolled: bool,
    /// When it was created.
    pub created_at: Timestamp,
}

/// The fewest characters of a password.
pub const PASSWORD_MIN: usize = 8;
/// The most characters of a password.
pub const PASSWORD_MAX: usize = 128;
/// The most bytes of a password, each character four: what is hashed is bounded.
pub const PASSWORD_MAX_BYTES: usize = 4 * PASSWORD_MAX;

/// A password that may be set.
///
/// # Errors
/// Shorter than [`PASSWORD_MIN`] characters or longer than [`PASSWORD_MAX`].
pub fn check_password(password: &str) -> Result<(), InvalidText> {
    if (PASSWORD_MIN..=PASSWORD_MAX).contains(&password.chars().count()) {
        Ok(())
    } else {
        Err(InvalidText("must be 8 to 128 characters"))
    }
}

/// Symbols of a password that is made for somebody: Crockford's alphabet, without what is mistaken for another.
const MADE_OF: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A password for somebody else to begin with, out of randomness of which 80 bits are used: four groups of four symbols.
#[must_use]
pub fn made_password(bits: u128) -> String {
    let symbol = |place: usize| char::from(MADE_OF[(bits >> (5 * place)) as usize & 31]);
    let group = |group: usize| (4 * group..4 * group + 4).map(symbol).collect::<String>();
    [group(0), group(1), group(2), group(3)].join("-")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_that_is_made_can_be_set_and_is_read_out_in_groups() {
        assert_eq!(made_password(0), "0000-0000-0000-0000");
        assert_eq!(made_password(u128::MAX), "ZZZZ-ZZZZ-ZZZZ-ZZZZ");
        assert_eq!(made_password(0b00001_00010 << 70), "0000-0000-0000-0021");
        assert!(check_password(&made_password(7)).is_ok());
        assert!(check_password(&"क".repeat(128)).is_ok(), "letters count, not bytes");
        assert!(check_password(&"क".repeat(129)).is_err());
    }
}
