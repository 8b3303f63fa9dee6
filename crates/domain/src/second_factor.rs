//! The second factor of an account: codes that a device makes of a shared secret and the time (TOTP, RFC 6238).

use serde::Serialize;
use strum::{EnumString, IntoStaticStr};
use utoipa::ToSchema;

use crate::{Refusal, Role};

/// Digits of a code.
pub const CODE_DIGITS: u8 = 6;
/// Seconds of a step of time, each of which has its code.
pub const STEP_SECONDS: u64 = 30;
/// Steps before and after the present one whose codes are taken, too: no two clocks agree.
pub const SKEW_STEPS: u16 = 1;

/// How far an account is with its second factor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema, EnumString, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SecondFactor {
    /// It has none.
    #[default]
    Off,
    /// Its secret was shown, and no code of it was seen yet: a login needs none.
    Pending,
    /// A login needs a code.
    On,
}

impl SecondFactor {
    /// Whether another may be begun with: one that is on is turned off before.
    ///
    /// # Errors
    /// [`Refusal::SecondFactorExists`].
    pub fn begin(self) -> Result<(), Refusal> {
        match self {
            Self::Off | Self::Pending => Ok(()),
            Self::On => Err(Refusal::SecondFactorExists),
        }
    }

    /// Whether a first code may turn it on.
    ///
    /// # Errors
    /// [`Refusal::SecondFactorNotFound`], [`Refusal::SecondFactorExists`].
    pub fn confirm(self) -> Result<(), Refusal> {
        match self {
            Self::Off => Err(Refusal::SecondFactorNotFound),
            Self::Pending => Ok(()),
            Self::On => Err(Refusal::SecondFactorExists),
        }
    }

    /// Whether its owner may turn it off.
    ///
    /// # Errors
    /// [`Refusal::SecondFactorNotFound`]; [`Refusal::SecondFactorMandatory`] while head office requires it.
    pub fn remove(self, is_required: bool) -> Result<(), Refusal> {
        match self {
            Self::Off | Self::Pending => Err(Refusal::SecondFactorNotFound),
            Self::On if is_required => Err(Refusal::SecondFactorMandatory),
            Self::On => Ok(()),
        }
    }

    /// Whether there is one that somebody else can take away.
    ///
    /// # Errors
    /// [`Refusal::SecondFactorNotFound`].
    pub fn reset(self) -> Result<(), Refusal> {
        if self == Self::Off { Err(Refusal::SecondFactorNotFound) } else { Ok(()) }
    }
}

/// Whether an account of this role may have one.
#[must_use]
pub fn may_have(role: Role) -> bool {
    matches!(role, Role::Admin | Role::Supervisor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_done_of_it_when() {
        use Refusal::{
            SecondFactorExists as Exists, SecondFactorMandatory as Mandatory, SecondFactorNotFound as Absent,
        };
        // begun, confirmed, removed, removed where it is required, reset
        for (state, expected) in [
            (SecondFactor::Off, [Ok(()), Err(Absent), Err(Absent), Err(Absent), Err(Absent)]),
            (SecondFactor::Pending, [Ok(()), Ok(()), Err(Absent), Err(Absent), Ok(())]),
            (SecondFactor::On, [Err(Exists), Err(Exists), Ok(()), Err(Mandatory), Ok(())]),
        ] {
            let found = [state.begin(), state.confirm(), state.remove(false), state.remove(true), state.reset()];
            assert_eq!(found, expected, "{state:?}");
        }
    }

    #[test]
    fn its_names_are_those_of_the_store() {
        for (state, name) in [(SecondFactor::Off, "off"), (SecondFactor::Pending, "pending"), (SecondFactor::On, "on")]
        {
            assert_eq!((<&str>::from(state), name.parse::<SecondFactor>()), (name, Ok(state)));
        }
    }
}
