//! Who acts: the four roles, and the person behind a request.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use crate::{CentreId, ExamId, SessionId, UserId};

/// What an account may be.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    ToSchema,
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Role {
    /// Head office.
    Admin,
    /// One centre: overrides, undo, hand-overs, conflicts.
    Supervisor,
    /// A station.
    Operator,
    /// Read-only, of the exams in `exam_ids`.
    Observer,
}

/// The account behind a request, as the database knows it now (not as an old token remembers it).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The account.
    pub user_id: UserId,
    /// Its role.
    pub role: Role,
    /// The centre of a supervisor or operator.
    pub centre_id: Option<CentreId>,
    /// The exams of an observer.
    pub exam_ids: Vec<ExamId>,
    /// The login that the token belongs to.
    pub session_id: SessionId,
}

impl Actor {
    /// Whether an observer is kept out of this exam; the other roles are held by slot or centre.
    #[must_use]
    pub fn may_see_exam(&self, exam: ExamId) -> bool {
        self.role != Role::Observer || self.exam_ids.contains(&exam)
    }
}
