//! Which candidates somebody may see and touch. Outside of it a candidate does not exist.

use crate::{Actor, CentreId, ExamId, Refusal, Role, SlotId, UserId, slot::SlotStatus};

/// The part of an exam that is open to an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of it: head office, an observer of the exam.
    Exam,
    /// One centre: a supervisor.
    Centre(CentreId),
    /// The active slots that an operator is assigned to; never empty.
    Slots(Vec<SlotId>),
}

impl Scope {
    /// The actor's part of `exam`, from the slots of it that they are assigned to, as they stand now.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`] for an observer of other exams and a supervisor without a centre;
    /// [`Refusal::NoSlotAssigned`] for an operator without an active slot.
    pub fn of(actor: &Actor, exam: ExamId, assigned: &[(SlotId, SlotStatus)]) -> Result<Self, Refusal> {
        match actor.role {
            Role::Admin => Ok(Self::Exam),
            Role::Observer if actor.may_see_exam(exam) => Ok(Self::Exam),
            Role::Observer => Err(Refusal::Forbidden),
            Role::Supervisor => actor.centre_id.map(Self::Centre).ok_or(Refusal::Forbidden),
            Role::Operator => {
                let active = assigned.iter().filter(|(_, status)| *status == SlotStatus::Active);
                let slots: Vec<_> = active.map(|(slot, _)| *slot).collect();
                if slots.is_empty() { Err(Refusal::NoSlotAssigned) } else { Ok(Self::Slots(slots)) }
            }
        }
    }

    /// Whether a candidate of this centre and slot is in it.
    #[must_use]
    pub fn holds(&self, centre: CentreId, slot: SlotId) -> bool {
        match self {
            Self::Exam => true,
            Self::Centre(mine) => *mine == centre,
            Self::Slots(mine) => mine.contains(&slot),
        }
    }
}

/// Which exams, centres, slots and accounts somebody may read of: the frame of the day, whether a slot is active or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All of them: head office.
    All,
    /// What has to do with one centre: a supervisor.
    Centre(CentreId),
    /// What has to do with the slots that an operator is assigned to.
    Assigned(UserId),
    /// What has to do with the exams that an observer is held to.
    Exams(UserId),
}

impl Reach {
    /// The actor's.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`] for a supervisor without a centre.
    pub fn of(actor: &Actor) -> Result<Self, Refusal> {
        match actor.role {
            Role::Admin => Ok(Self::All),
            Role::Supervisor => actor.centre_id.map(Self::Centre).ok_or(Refusal::Forbidden),
            Role::Operator => Ok(Self::Assigned(actor.user_id)),
            Role::Observer => Ok(Self::Exams(actor.user_id)),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn actor(role: Role) -> Actor {
        Actor {
            user_id: Uuid::from_u128(9).into(),
            role,
            centre_id: (role == Role::Supervisor).then(|| Uuid::from_u128(1).into()),
            exam_ids: if role == Role::Observer { vec![Uuid::from_u128(7).into()] } else { vec![] },
            session_id: Uuid::nil().into(),
        }
    }

    #[test]
    fn each_role_has_its_part() {
        let exam = ExamId(Uuid::from_u128(7));
        let [mine, done]: [SlotId; 2] = [Uuid::from_u128(1).into(), Uuid::from_u128(2).into()];
        let [here, there]: [CentreId; 2] = [Uuid::from_u128(1).into(), Uuid::from_u128(2).into()];
        let assigned = [(mine, SlotStatus::Active), (done, SlotStatus::Completed)];

        let operator = Scope::of(&actor(Role::Operator), exam, &assigned).unwrap();
        assert!(operator.holds(here, mine) && !operator.holds(here, done));
        assert_eq!(Scope::of(&actor(Role::Operator), exam, &assigned[1..]), Err(Refusal::NoSlotAssigned));

        let supervisor = Scope::of(&actor(Role::Supervisor), exam, &[]).unwrap();
        assert!(supervisor.holds(here, done) && !supervisor.holds(there, mine));

        assert_eq!(Scope::of(&actor(Role::Observer), exam, &[]), Ok(Scope::Exam));
        let other = ExamId(Uuid::from_u128(8));
        assert_eq!(Scope::of(&actor(Role::Observer), other, &[]), Err(Refusal::Forbidden));
        assert_eq!(Scope::of(&actor(Role::Admin), other, &[]), Ok(Scope::Exam));
    }
}
