//! OMR sheets. A barcode is scanned once an exam; one sheet a candidate, one candidate a sheet.
//!
//! ```text
//!           bind              void
//! scanned ───────▶ validated ───────▶ void (for ever)
//!    └──────────────── void ───────────▲
//! ```

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr};
use utoipa::ToSchema;

use crate::{CandidateId, Refusal};

/// Where a sheet stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SheetStatus {
    /// Registered, bound to nobody.
    Scanned,
    /// Bound to a candidate.
    Validated,
    /// Damaged or misused; its barcode is never used again.
    Void,
}

/// What binding does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bind {
    /// The sheet becomes the candidate's.
    Bind,
    /// It is already: nothing changes.
    Already,
}

/// Decides a binding, from the sheet's state and its owner, and whether the candidate has a sheet.
///
/// # Errors
/// [`Refusal::OmrVoid`], [`Refusal::OmrAlreadyValidated`] (another candidate's),
/// [`Refusal::CandidateHasOmr`] (another sheet).
pub fn bind(
    status: SheetStatus,
    owner: Option<CandidateId>,
    candidate: CandidateId,
    candidate_has_other: bool,
) -> Result<Bind, Refusal> {
    match status {
        SheetStatus::Void => Err(Refusal::OmrVoid),
        SheetStatus::Validated if owner == Some(candidate) => Ok(Bind::Already),
        SheetStatus::Validated => Err(Refusal::OmrAlreadyValidated),
        SheetStatus::Scanned if candidate_has_other => Err(Refusal::CandidateHasOmr),
        SheetStatus::Scanned => Ok(Bind::Bind),
    }
}

/// Decides whether a sheet may be made void: any that is not void yet, so that its candidate gets
/// a replacement.
///
/// # Errors
/// [`Refusal::OmrVoid`] when it is.
pub fn void(status: SheetStatus) -> Result<(), Refusal> {
    if status == SheetStatus::Void { Err(Refusal::OmrVoid) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use SheetStatus::{Scanned, Validated, Void};

    #[test]
    fn every_state_against_every_command() {
        let (me, other) = (CandidateId(Uuid::from_u128(1)), CandidateId(Uuid::from_u128(2)));
        let table = [
            (Scanned, None, false, Ok(Bind::Bind)),
            (Scanned, None, true, Err(Refusal::CandidateHasOmr)),
            (Validated, Some(me), false, Ok(Bind::Already)),
            (Validated, Some(other), false, Err(Refusal::OmrAlreadyValidated)),
            (Validated, Some(other), true, Err(Refusal::OmrAlreadyValidated)),
            (Void, None, false, Err(Refusal::OmrVoid)),
            (Void, Some(me), true, Err(Refusal::OmrVoid)),
        ];
        for (status, owner, has_other, expected) in table {
            assert_eq!(bind(status, owner, me, has_other), expected, "{status} {has_other}");
        }
        assert_eq!([Scanned, Validated, Void].map(void), [Ok(()), Ok(()), Err(Refusal::OmrVoid)]);
    }
}
