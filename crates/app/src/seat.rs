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
    Ask, Tx,
    attendance::{self, Marked},
    candidates::{self, Candidate},
    exams,
    sheets::Sheet,
    slots::{self, Assigned},
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

    /// The question for them; with `hold`, to hold them until the commit.
    #[must_use]
    pub(crate) fn ask(&self, exam: ExamId, hold: bool) -> Ask<Candidate> {
        match (self, hold) {
            (Self::Id(id), true) => candidates::ask_for_update(exam, *id),
            (Self::Id(id), false) => candidates::ask(exam, *id),
            (Self::Roll(roll), true) => candidates::ask_roll_for_update(exam, roll),
            (Self::Roll(roll), false) => candidates::ask_roll(exam, roll),
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
    let slots = match call.caller.actor.role {
        domain::Role::Operator => slots::ask_assigned(call.caller.actor.user_id, exam.id).list(tx).await?,
        _ => Vec::new(),
    };
    scope_of(call, exam, &slots)
}

fn scope_of(call: &Call, exam: &Exam, slots: &[Assigned]) -> Result<Scope> {
    let now_is = |slot: &Assigned| {
        let (slot, _, status) = slot.at(&exam.settings, call.moment.captured);
        (slot, status)
    };
    let assigned: Vec<(SlotId, SlotStatus)> = match call.caller.actor.role {
        domain::Role::Operator => slots.iter().map(now_is).collect(),
        _ => Vec::new(),
    };
    let about = About { exam: Some(exam.id), ..About::default() };
    Scope::of(&call.caller.actor, exam.id, &assigned).map_err(|refusal| Error::from(refusal).about(about))
}

/// The questions for an exam, and for the caller's slots in it.
#[must_use]
pub(crate) fn ask_place(call: &Call, exam: ExamId) -> (Ask<Exam>, Ask<Assigned>) {
    (exams::ask(exam), slots::ask_assigned(call.caller.actor.user_id, exam))
}

/// An exam, and the part of it that is open to the caller.
pub(crate) struct Place {
    /// The exam.
    pub exam: Exam,
    /// The part.
    pub scope: Scope,
}

impl Place {
    /// What came of [`ask_place`].
    ///
    /// # Errors
    /// `EXAM_NOT_FOUND`, and as [`Scope::of`].
    pub(crate) fn of(call: &Call, exam: Vec<Exam>, slots: &[Assigned]) -> Result<Self> {
        let exam = exam.into_iter().next().ok_or(Refusal::ExamNotFound)?;
        Ok(Self { scope: scope_of(call, &exam, slots)?, exam })
    }
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
        let (exam, slots) = ask_place(call, exam_id);
        let (exam, slots, found) = tx.together((exam, slots, whom.ask(exam_id, hold))).await?;
        Self::of(Place::of(call, exam, &slots)?, found)
    }

    /// The seat of whom was found, if anybody was, within the part of the exam that is open to the caller.
    ///
    /// # Errors
    /// `CANDIDATE_NOT_FOUND`.
    pub(crate) fn of(place: Place, found: Vec<Candidate>) -> Result<Self> {
        let Place { exam, scope } = place;
        let unseen = |about: About| Error::from(Refusal::CandidateNotFound).about(about);
        let candidate = found.into_iter().next().ok_or_else(|| unseen(About::exam(exam.id)))?;
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
        let marked = self.ask_attendance().first(tx).await?;
        self.admit(call, marked.as_ref())
    }

    /// The question for the candidate's attendance.
    #[must_use]
    pub(crate) fn ask_attendance(&self) -> Ask<Marked> {
        attendance::ask_of(self.exam.id, self.candidate.id)
    }

    /// As [`Seat::admitted`], of what is known.
    pub(crate) fn admit(&self, call: &Call, marked: Option<&Marked>) -> Result<Attendance> {
        let marked = marked.map(|marked| &marked.attendance);
        let admitted = admit(marked, self.operator_rule(call), &call.caller.actor, false);
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
