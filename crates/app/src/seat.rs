//! The candidate in front of a station: found in the exam, in the caller's slots or centre, and
//! held, so that calls about the same candidate take turns.

use crate::{
    call::Call,
    error::{About, Error, Result},
    work::Work,
};
use domain::{
    CandidateId, CentreId, ExamId, Refusal, SlotId,
    attendance::{Attendance, admit},
    exam::{Exam, OperatorRule},
    scope::Scope,
    slot::{AfterEnd, SlotStatus, after_end},
    text::RollNumber,
};
use serde_json::json;
use store::{
    Tx, attendance,
    candidates::{self, Candidate},
    exams,
    sheets::Sheet,
    slots,
};

/// How a body names a candidate.
#[derive(Clone, Debug)]
pub enum Whom {
    /// By id.
    Id(CandidateId),
    /// By roll number.
    Roll(RollNumber),
}

impl Whom {
    /// One of the two fields of a body.
    ///
    /// # Errors
    /// 400 `VALIDATION` unless exactly one is there.
    pub fn of(id: Option<CandidateId>, roll: Option<RollNumber>) -> Result<Self> {
        match (id, roll) {
            (Some(id), None) => Ok(Self::Id(id)),
            (None, Some(roll)) => Ok(Self::Roll(roll)),
            (None, None) => Err(Error::invalid("candidateId", "or rollNumber is required")),
            (Some(_), Some(_)) => Err(Error::invalid("candidateId", "and rollNumber cannot both be given")),
        }
    }
}

/// A candidate and the exam they sit in.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The exam.
    pub exam: Exam,
    /// The candidate.
    pub candidate: Candidate,
}

/// The exam that a call is about.
///
/// # Errors
/// [`Refusal::ExamNotFound`].
pub async fn exam(tx: &mut Tx, id: ExamId) -> Result<Exam> {
    Ok(exams::get(tx, id).await?.ok_or(Refusal::ExamNotFound)?)
}

/// The part of an exam that is open to the caller.
///
/// # Errors
/// As [`Scope::of`].
pub async fn scope(call: &Call, tx: &mut Tx, exam: &Exam) -> Result<Scope> {
    let assigned: Vec<(SlotId, SlotStatus)> = if call.caller.actor.role == domain::Role::Operator {
        let assigned =
            slots::assigned(tx, call.caller.actor.user_id, exam.id, &exam.settings, call.moment.captured).await?;
        assigned.into_iter().map(|(slot, _, status)| (slot, status)).collect()
    } else {
        Vec::new()
    };
    let about = About { exam: Some(exam.id), ..About::default() };
    Scope::of(&call.caller.actor, exam.id, &assigned).map_err(|refusal| Error::from(refusal).about(about))
}

/// A bound sheet is where its candidate is; a free one where it was scanned.
///
/// # Errors
/// When the store fails.
pub async fn centre_of(tx: &mut Tx, sheet: &Sheet) -> Result<Option<CentreId>> {
    let owner = match sheet.candidate_id {
        Some(candidate) => candidates::get(tx, sheet.exam_id, candidate).await?,
        None => None,
    };
    Ok(owner.map(|candidate| candidate.centre_id).or(sheet.centre_id))
}

impl Seat {
    /// Finds a candidate for a change and holds them until the commit.
    ///
    /// # Errors
    /// In this order: `EXAM_NOT_FOUND`, `NO_SLOT_ASSIGNED`, `CANDIDATE_NOT_FOUND` (also for one that
    /// the caller may not see).
    pub async fn hold(call: &Call, tx: &mut Tx, exam_id: ExamId, whom: &Whom) -> Result<Self> {
        Self::find(call, tx, exam_id, whom, true).await
    }

    /// Finds a candidate to read.
    ///
    /// # Errors
    /// As [`Seat::hold`].
    pub async fn look(call: &Call, tx: &mut Tx, exam_id: ExamId, whom: &Whom) -> Result<Self> {
        Self::find(call, tx, exam_id, whom, false).await
    }

    async fn find(call: &Call, tx: &mut Tx, exam_id: ExamId, whom: &Whom, hold: bool) -> Result<Self> {
        let exam = exam(tx, exam_id).await?;
        let scope = scope(call, tx, &exam).await?;
        let unseen = |about: About| Error::from(Refusal::CandidateNotFound).about(about.or(About::exam(exam_id)));
        let id = match whom {
            Whom::Id(id) => *id,
            Whom::Roll(roll) => {
                candidates::id_of_roll(tx, exam_id, roll).await?.ok_or_else(|| unseen(About::default()))?
            }
        };
        let found = if hold {
            candidates::get_for_update(tx, exam_id, id).await?
        } else {
            candidates::get(tx, exam_id, id).await?
        };
        let candidate = found.ok_or_else(|| unseen(About::default()))?;
        let seat = Self { exam, candidate };
        if !scope.holds(seat.candidate.centre_id, seat.candidate.slot_id) {
            // Whoever looks after the candidate is told, not whoever looks after the caller.
            return Err(unseen(seat.about()));
        }
        Ok(seat)
    }

    /// What the journal says a call was about.
    #[must_use]
    pub fn about(&self) -> About {
        About {
            exam: Some(self.exam.id),
            centre: Some(self.candidate.centre_id),
            slot: Some(self.candidate.slot_id),
            candidate: Some(self.candidate.id),
        }
    }

    /// A refusal about this candidate.
    #[must_use]
    pub fn refuse(&self, refusal: Refusal) -> Error {
        Error::from(refusal).about(self.about())
    }

    /// The attendance that station 2 needs, under the exam's operator rule.
    ///
    /// # Errors
    /// `ATTENDANCE_REQUIRED`, `OPERATOR_MISMATCH`.
    pub async fn admitted(&self, call: &Call, tx: &mut Tx) -> Result<Attendance> {
        let marked = attendance::of(tx, self.exam.id, self.candidate.id).await?;
        let admitted = admit(marked.as_ref(), self.operator_rule(call), &call.caller.actor, false);
        admitted.cloned().map_err(|refusal| self.refuse(refusal))
    }

    /// Who may go on with the candidate. A supervisor who decided a record and stands behind it is exempt, as who
    /// overrides at the station is.
    #[must_use]
    pub fn operator_rule(&self, call: &Call) -> OperatorRule {
        if call.is_decided() { OperatorRule::Assigned } else { self.exam.settings.operator_rule }
    }

    /// Work after the slot's end is refused where the exam is strict, and raises an alert elsewhere. In a strict
    /// exam what was captured offline has to prove its time; what a supervisor decided was told before.
    ///
    /// # Errors
    /// [`Refusal::SlotEnded`].
    pub async fn in_time(&self, call: &Call, tx: &mut Work) -> Result<()> {
        match after_end(self.candidate.slot_end, &self.exam.settings, &call.moment.believed) {
            AfterEnd::Allowed => Ok(()),
            _ if call.is_decided() => Ok(()),
            AfterEnd::Refused => Err(self.refuse(Refusal::SlotEnded)),
            AfterEnd::Told => {
                let kind = domain::alert::AlertKind::PostExamActivity;
                call.alert(tx, kind, self.about(), None, json!({ "action": call.action.name() })).await
            }
        }
    }
}
