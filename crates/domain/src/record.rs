//! What a person decides of a record that was handed over, and how the proof of who captured it grows.
//!
//! A record is its captor's: the id that a device gave it is unique among the records of who captured them. Without
//! a capture token it is taken for the work of who hands it over first; a token proves somebody, and nothing takes that
//! away again. What another account handed over in vain keeps nobody without a token from their own.
//!
//! | what comes | the same captor has it | somebody proves another captor of it | nobody proved it so far |
//! |---|---|---|---|
//! | with a token | handed over again | a record of its own | handed over again, and proved now |
//! | without one, or with a bad one | handed over again | handed over again, unless it failed: a record of its own | as with a proof: the first claim stands, unless it failed |

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr};
use utoipa::ToSchema;

use crate::{
    Refusal, UserId,
    sync::{RecordStatus, SCORING},
};

/// What a supervisor makes of a record that waits for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum RecordDecision {
    /// It is applied by the rules of the stations, with the supervisor standing behind it.
    Apply,
    /// It is not applied; it stays, with the decision.
    Discard,
}

/// What a record waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaitingFor {
    /// Another record, which some device still has.
    Record,
    /// A person who decides.
    Supervisor,
    /// The server, which will judge it.
    Server,
}

/// The codes of records that wait without a person: for another record, or for the server. Whatever else is
/// pending waits for a supervisor.
#[must_use]
pub fn without_a_person() -> [&'static str; 3] {
    [Refusal::AttendanceRequired.code(), Refusal::StationIncomplete.code(), SCORING]
}

/// What a record waits for that nobody has decided.
#[must_use]
pub fn waiting_for(status: RecordStatus, code: Option<&str>) -> Option<WaitingFor> {
    match (status, code) {
        (RecordStatus::Synced | RecordStatus::Superseded, _) => None,
        (RecordStatus::Pending, None | Some(SCORING)) => Some(WaitingFor::Server),
        (RecordStatus::Pending, Some(code)) if without_a_person().contains(&code) => Some(WaitingFor::Record),
        (RecordStatus::Pending | RecordStatus::Failed | RecordStatus::Conflict, _) => Some(WaitingFor::Supervisor),
    }
}

/// How it is known who captured a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Proof {
    /// A capture token that is not ours, or another exam's.
    Invalid,
    /// Nothing but that somebody handed it over.
    None,
    /// A capture token.
    Token,
}

/// Who is said to have captured a record, and how that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Who.
    pub captor: UserId,
    /// How it is known.
    pub proof: Proof,
}

/// A record that is kept, as far as it says whether another hand-over is one of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptClaim {
    /// Whose it is said to be.
    pub claim: Claim,
    /// Whether it could not be applied.
    pub failed: bool,
}

/// Which of the records with this very content, the oldest first, is the one that is handed over with `claim`; none
/// when it is a record of its own.
#[must_use]
pub fn same_record(known: &[KeptClaim], claim: Claim) -> Option<usize> {
    let proved = claim.proof == Proof::Token;
    let takes = |one: &KeptClaim| if proved { one.claim.proof != Proof::Token } else { !one.failed };
    let own = known.iter().position(|one| one.claim.captor == claim.captor);
    own.or_else(|| known.iter().position(takes))
}

/// What is known of a record's captor after it was handed over once more.
#[must_use]
pub fn grown(known: Claim, claim: Claim) -> Claim {
    match (known.proof, claim.proof) {
        (Proof::None | Proof::Invalid, Proof::Token) => claim,
        (Proof::Invalid, Proof::None) => claim, // a bad token claims nothing
        _ => known,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use Proof::{Invalid, None as Nothing, Token};

    fn claim((captor, proof): (u128, Proof)) -> Claim {
        Claim { captor: UserId(Uuid::from_u128(captor)), proof }
    }

    #[test]
    fn which_record_is_handed_over() {
        type Claimed = (u128, Proof);
        let table: [(&[Claimed], Claimed, Option<usize>); 12] = [
            (&[], (1, Token), None),
            (&[(1, Nothing)], (1, Token), Some(0)),
            (&[(2, Nothing)], (1, Token), Some(0)),
            (&[(2, Token)], (1, Token), None),
            (&[(2, Token), (1, Token)], (1, Token), Some(1)),
            (&[(2, Token)], (1, Nothing), Some(0)),
            (&[(2, Token)], (1, Invalid), Some(0)),
            (&[(2, Nothing)], (1, Nothing), Some(0)),
            (&[(2, Nothing)], (1, Invalid), Some(0)),
            (&[(2, Nothing), (1, Nothing)], (1, Nothing), Some(1)),
            (&[(2, Nothing), (3, Token)], (1, Nothing), Some(0)),
            (&[(2, Token), (3, Invalid)], (1, Token), Some(1)),
        ];
        for (known, coming, expected) in table {
            let known = |failed| -> Vec<KeptClaim> {
                known.iter().map(|one| KeptClaim { claim: claim(*one), failed }).collect()
            };
            assert_eq!(same_record(&known(false), claim(coming)), expected, "{coming:?}");
            // What another account handed over in vain is nothing to somebody without a proof.
            let own = known(true).iter().any(|one| one.claim.captor == claim(coming).captor);
            let expected = expected.filter(|_| own || coming.1 == Token);
            assert_eq!(same_record(&known(true), claim(coming)), expected, "failed, {coming:?}");
        }
    }

    #[test]
    fn proof_only_grows() {
        let table = [
            ((1, Nothing), (2, Nothing), (1, Nothing)),
            ((1, Nothing), (2, Invalid), (1, Nothing)),
            ((1, Nothing), (2, Token), (2, Token)),
            ((1, Token), (2, Nothing), (1, Token)),
            ((1, Token), (1, Nothing), (1, Token)),
            ((1, Token), (2, Token), (1, Token)),
            ((1, Invalid), (1, Nothing), (1, Nothing)),
            ((1, Invalid), (2, Nothing), (2, Nothing)),
            ((1, Invalid), (2, Token), (2, Token)),
        ];
        for (known, coming, expected) in table {
            assert_eq!(grown(claim(known), claim(coming)), claim(expected), "{known:?} {coming:?}");
        }
    }

    #[test]
    fn what_waits_for_whom() {
        use RecordStatus as S;
        let table = [
            (S::Synced, None, None),
            (S::Superseded, Some("ATTENDANCE_EXISTS"), None),
            (S::Pending, None, Some(WaitingFor::Server)),
            (S::Pending, Some("SCORING"), Some(WaitingFor::Server)),
            (S::Pending, Some("ATTENDANCE_REQUIRED"), Some(WaitingFor::Record)),
            (S::Pending, Some("STATION_INCOMPLETE"), Some(WaitingFor::Record)),
            (S::Pending, Some("FACE_NOT_VERIFIED"), Some(WaitingFor::Supervisor)),
            (S::Failed, Some("VALIDATION"), Some(WaitingFor::Supervisor)),
            (S::Conflict, Some("ATTENDANCE_EXISTS"), Some(WaitingFor::Supervisor)),
        ];
        for (status, code, expected) in table {
            assert_eq!(waiting_for(status, code), expected, "{status} {code:?}");
        }
    }
}
