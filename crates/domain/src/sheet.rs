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

use crate::{Actor, CandidateId, CentreId, Refusal, Role, Timestamp, UserId};

/// Further pictures of one sheet by one account that are kept; the schema knows the number, too.
pub const PICTURES_OF_ACCOUNT: u32 = 5;

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

/// What is known of a sheet that somebody wants to make void.
#[derive(Clone, Copy, Debug)]
pub struct SheetFacts {
    /// The centre of the candidate that it is bound to.
    pub bound_at: Option<CentreId>,
    /// Where it was scanned.
    pub scanned_at: Option<CentreId>,
    /// Whether there is an image of it on which its barcode was read.
    pub proved: bool,
    /// Whether the roster gives it to candidates of other centres alone.
    pub given_elsewhere: bool,
}

/// Decides who may make a sheet void: head office any, a supervisor what is bound at their centre. A free one only where
/// their centre can show it, and where it is not another centre's by the roster: whoever types the numbers of another
/// centre's paper has no paper.
///
/// # Errors
/// [`Refusal::OmrNotFound`] for a sheet of another centre, [`Refusal::Forbidden`] for a free one that only head office
/// makes void.
pub fn may_void(actor: &Actor, sheet: &SheetFacts) -> Result<(), Refusal> {
    let own = actor.centre_id.is_some() && sheet.bound_at.or(sheet.scanned_at) == actor.centre_id;
    match (actor.role, sheet.bound_at) {
        (Role::Admin, _) => Ok(()),
        _ if !own => Err(Refusal::OmrNotFound),
        (_, Some(_)) => Ok(()),
        (_, None) if sheet.proved && !sheet.given_elsewhere => Ok(()),
        (_, None) => Err(Refusal::Forbidden),
    }
}

/// What is known of a picture of a sheet.
#[derive(Clone, Copy, Debug)]
pub struct TakenPicture {
    /// By whom.
    pub by: UserId,
    /// Where.
    pub centre: Option<CentreId>,
    /// When.
    pub at: Timestamp,
}

/// Which of the pictures of a sheet, as they came, is shown to whoever asks for no other: that of who bound it, else one
/// of the centre that the sheet is at, the newest of these; else the first. Whoever photographs a barcode of another
/// centre stands before nobody.
#[must_use]
pub fn shown(pictures: &[TakenPicture], bound_by: Option<UserId>, centre: Option<CentreId>) -> Option<usize> {
    let newest = |is: &dyn Fn(&TakenPicture) -> bool| {
        let those = pictures.iter().enumerate().filter(|(_, one)| is(one));
        those.max_by_key(|(place, one)| (one.at, *place)).map(|(place, _)| place)
    };
    let binders = newest(&|one| bound_by == Some(one.by));
    let own = || newest(&|one| centre.is_some() && one.centre == centre);
    // Of a free sheet the first at its centre: nobody has vouched for a later one.
    let first = || pictures.iter().position(|one| bound_by.is_none() && centre.is_some() && one.centre == centre);
    binders.or_else(first).or_else(own).or((!pictures.is_empty()).then_some(0))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_picture_of_who_bound_it_comes_first() {
        let [here, there]: [CentreId; 2] = [1, 2].map(|id| Uuid::from_u128(id).into());
        let [one, two, far]: [UserId; 3] = [1, 2, 3].map(|id| Uuid::from_u128(id).into());
        let taken = |by, centre, at| TakenPicture { by, centre: Some(centre), at: Timestamp(at) };
        let pictures =
            [taken(far, there, 1), taken(one, here, 2), taken(two, here, 4), taken(one, here, 3), taken(far, there, 9)];
        // Bound by, the sheet's centre, which is shown.
        for (bound_by, centre, expected) in [
            (Some(one), Some(here), Some(3)),
            (Some(two), Some(here), Some(2)),
            (Some(Uuid::from_u128(4).into()), Some(here), Some(2)),
            (None, Some(here), Some(1)),
            (None, Some(there), Some(0)),
            (None, None, Some(0)),
        ] {
            assert_eq!(shown(&pictures, bound_by, centre), expected, "{bound_by:?} {centre:?}");
        }
        assert_eq!(shown(&pictures[..1], Some(one), Some(here)), Some(0));
        assert_eq!(shown(&[], Some(one), Some(here)), None);
    }

    #[test]
    fn who_makes_a_sheet_void() {
        let [here, there]: [CentreId; 2] = [1, 2].map(|id| Uuid::from_u128(id).into());
        let actor = |role, centre_id| Actor {
            user_id: Uuid::from_u128(9).into(),
            role,
            centre_id,
            exam_ids: vec![],
            session_id: Uuid::nil().into(),
        };
        let (not_found, forbidden) = (Err(Refusal::OmrNotFound), Err(Refusal::Forbidden));
        // Bound at, scanned at, proved, given elsewhere; what a supervisor of `here` is told.
        let table = [
            (Some(here), None, false, false, Ok(())),
            (Some(here), Some(there), false, true, Ok(())),
            (Some(there), Some(here), true, false, not_found),
            (None, Some(here), true, false, Ok(())),
            (None, Some(here), true, true, forbidden),
            (None, Some(here), false, false, forbidden),
            (None, Some(there), true, false, not_found),
            (None, None, true, false, not_found),
        ];
        for (bound_at, scanned_at, proved, given_elsewhere, expected) in table {
            let sheet = SheetFacts { bound_at, scanned_at, proved, given_elsewhere };
            assert_eq!(may_void(&actor(Role::Supervisor, Some(here)), &sheet), expected, "{sheet:?}");
            assert_eq!(may_void(&actor(Role::Supervisor, None), &sheet), not_found, "{sheet:?}");
            assert_eq!(may_void(&actor(Role::Admin, None), &sheet), Ok(()), "{sheet:?}");
        }
    }
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
