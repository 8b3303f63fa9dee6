//! The decision of a record that waits for a supervisor: it is left as it is, or applied by the rules of the stations
//! with the supervisor standing behind it. What a constraint forbids stays forbidden, and the record stays as it was.

use api::{
    Answer,
    error::ErrorCode,
    records::{DecideRecord, RecordItem},
};
use domain::{
    ExamId, Refusal, UserId,
    event::Fact,
    record::RecordDecision,
    sync::{EntityType, RecordStatus},
};
use serde_json::{Value, json};
use store::{
    StoreError, Tx,
    enrolments::Enrolment,
    sync_hand_overs, sync_lists,
    sync_records::{self, Judgement, Place, Record},
    sync_unread::{self, Deciding, Unread},
};
use uuid::Uuid;

use super::{
    apply::{self, Outcome, Scored},
    correction::{Correction, apart},
    hand::{Behind, Hand, action},
    judge, place,
    records::item_of,
    verdict::{self, Stop, may_decide},
};
use crate::{
    call::Call,
    error::{About, Error, Result},
    work::Work,
};

/// How often a decision is tried when others are in its way.
const TRIES: u32 = 4;

/// What is decided.
enum Target {
    Record(Box<Record>),
    Unread(Box<Unread>),
}

/// What one try came to.
enum Tried {
    Decided(Option<Place>),
    Compare(Box<Record>, Box<Enrolment>, Option<Vec<u8>>, Box<Call>),
}

/// Decides a record of the supervisor's centre. Of two decisions at once one wins.
///
/// # Errors
/// `RECORD_NOT_FOUND`, `RECORD_DECIDED`, `FORBIDDEN` for who captured it, and with `apply` those of the station.
pub async fn decide(call: &Call, id: Uuid, body: DecideRecord) -> Result<Answer<RecordItem>> {
    let exam = match find(&mut *call.read().await?, id).await? {
        Some(target) => target.exam(),
        None => return Err(Refusal::RecordNotFound.into()),
    };
    let mut scored = None;
    for _ in 0..TRIES {
        let mut tx = call.begin_in(exam).await?;
        match attempt(call, &mut tx, id, &body, scored.take()).await? {
            Tried::Compare(record, enrolment, operator, context) => {
                drop(tx);
                scored = Some(judge::compare(&context, &record, *enrolment, operator, None).await);
            }
            Tried::Decided(place) => {
                let gone = || Error::from(StoreError::Corrupt { column: "id" });
                let decided = sync_lists::get(&mut tx, exam, id).await?.ok_or_else(gone)?;
                let answer = call.commit(tx, Answer::ok(item_of(decided))).await?;
                // What waited for it.
                if let Some(place) = place
                    && let Err(failure) = judge::settle(&Hand::of(call), place).await
                {
                    tracing::warn!(code = failure.code().as_str(), "records that wait could not be judged yet");
                }
                return Ok(answer);
            }
        }
    }
    Err(Error::busy())
}

async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<Target>> {
    if let Some(record) = sync_records::get(tx, id).await? {
        return Ok(Some(Target::Record(Box::new(record))));
    }
    Ok(sync_unread::get(tx, id).await?.map(|unread| Target::Unread(Box::new(unread))))
}

impl Target {
    fn exam(&self) -> ExamId {
        match self {
            Self::Record(record) => record.exam_id,
            Self::Unread(unread) => unread.exam_id,
        }
    }

    fn about(&self) -> About {
        let (centre, candidate) = match self {
            Self::Record(record) => (record.centre_id, record.candidate_id),
            Self::Unread(unread) => (unread.centre_id, unread.candidate_id),
        };
        About { exam: Some(self.exam()), centre, candidate, slot: None }
    }

    fn captor(&self) -> UserId {
        match self {
            Self::Record(record) => record.operator_id,
            Self::Unread(unread) => unread.operator_id,
        }
    }

    fn entity_type(&self) -> Option<EntityType> {
        match self {
            Self::Record(record) => Some(record.entity_type),
            Self::Unread(unread) => unread.entity_type,
        }
    }

    fn code(&self) -> String {
        match self {
            Self::Record(record) => record.code.clone().unwrap_or_default(),
            Self::Unread(unread) => unread.code.clone(),
        }
    }

    fn is_open(&self) -> bool {
        match self {
            Self::Record(record) => {
                record.decided.is_none() && matches!(record.status, RecordStatus::Pending | RecordStatus::Failed)
            }
            Self::Unread(unread) => unread.decided.is_none(),
        }
    }
}

async fn attempt(call: &Call, tx: &mut Work, id: Uuid, body: &DecideRecord, scored: Option<Scored>) -> Result<Tried> {
    let target = find(tx, id).await?.ok_or(Refusal::RecordNotFound)?;
    let about = target.about();
    let refuse = |refusal: Refusal| Error::from(refusal).about(about);
    let at_centre = |centre: Option<domain::CentreId>| centre.is_some_and(|centre| may_decide(call, centre));
    if !at_centre(about.centre) && call.caller.actor.role != domain::Role::Admin {
        return Err(refuse(Refusal::RecordNotFound));
    }
    if target.captor() == call.caller.actor.user_id {
        return Err(refuse(Refusal::Forbidden).saying("Somebody else decides what you captured yourself."));
    }
    if !target.is_open() {
        return Err(refuse(Refusal::RecordDecided));
    }
    match body.decision {
        RecordDecision::Discard => discard(call, tx, &target, body).await,
        RecordDecision::Apply => apply_it(call, tx, &target, body, scored).await,
    }
}

/// Leaves it: nothing is deleted, and nothing is judged again.
async fn discard(call: &Call, tx: &mut Work, target: &Target, body: &DecideRecord) -> Result<Tried> {
    write(call, tx, target, body, json!({}), None).await?;
    if let Target::Record(record) = target
        && !record.reused
    {
        let judgement = Judgement {
            candidate_id: record.candidate_id,
            centre_id: record.centre_id,
            status: RecordStatus::Superseded,
            code: record.code.clone(),
            error: record.error.clone(),
            entity_ref: None,
            conflict_id: record.conflict_id,
        };
        sync_records::judge(tx, record.id, &judgement, call.moment.decided).await?;
    }
    tell(call, tx, target, body, target.about()).await?;
    Ok(Tried::Decided(None))
}

async fn apply_it(
    call: &Call,
    tx: &mut Work,
    target: &Target,
    body: &DecideRecord,
    scored: Option<Scored>,
) -> Result<Tried> {
    let correction = Correction::read(body.correction.clone())?;
    let behind = Behind { by: call.caller.actor.user_id, reason: body.reason.clone() };
    let (record, is_new) = match target {
        Target::Record(record) if record.reused => (apart(call, correction.of(record, &behind)?), true),
        Target::Record(record) => (correction.of(record, &behind)?, false),
        Target::Unread(unread) => (correction.made_of(call, unread, &behind)?, true),
    };
    let captor = judge::actor(tx, &record).await?;
    let hand = Hand { behind: Some(behind), ..Hand::of(call) };
    let context = hand.context(&record, captor, action(record.entity_type));
    // The candidate first, as everywhere; then the record.
    let found = place::find(&context, tx, &record).await.map_err(refused)?;
    let seat = &found.seat;
    if !may_decide(call, seat.candidate.centre_id) {
        return Err(seat.refuse(Refusal::CandidateNotFound));
    }
    let record = if is_new { inserted(call, tx, record).await? } else { record };
    let correction = body.correction.clone().map_or_else(|| json!({}), Value::Object);
    write(call, tx, target, body, correction, is_new.then_some(record.id)).await?;
    match apply::apply(&context, tx, seat, &record, scored, hand.behind.as_ref()).await.map_err(refused)? {
        Outcome::Compare(enrolment, operator) => {
            return Ok(Tried::Compare(Box::new(record), enrolment, operator, Box::new(context)));
        }
        Outcome::Applied(entity) => verdict::applied(&context, tx, &record, seat, entity).await?,
    }
    found.tell(&context, tx, &record).await?;
    tell(call, tx, target, body, seat.about()).await?;
    Ok(Tried::Decided(Some((seat.exam.id, seat.candidate.id))))
}

/// Keeps the record that is made of one that cannot be applied as it is.
async fn inserted(call: &Call, tx: &mut Tx, mut record: Record) -> Result<Record> {
    if !sync_records::insert(tx, &record).await? {
        record.record_id = call.id(); // the id belongs to another record meanwhile
        if !sync_records::insert(tx, &record).await? {
            return Err(Error::busy());
        }
    }
    sync_hand_overs::note(tx, record.id, &record).await?;
    Ok(record)
}

async fn write(
    call: &Call,
    tx: &mut Work,
    target: &Target,
    body: &DecideRecord,
    correction: Value,
    became: Option<Uuid>,
) -> Result<()> {
    let decision = Deciding {
        decision: body.decision,
        reason: body.reason.as_str(),
        correction,
        by: call.caller.actor.user_id,
        became,
    };
    let now = call.moment.decided;
    let first = match target {
        Target::Record(record) => sync_unread::decide_record(tx, record.id, &decision, now).await?,
        Target::Unread(unread) => sync_unread::decide(tx, unread.id, &decision, now).await?,
    };
    if first { Ok(()) } else { Err(Error::from(Refusal::RecordDecided).about(target.about())) }
}

async fn tell(call: &Call, tx: &mut Work, target: &Target, body: &DecideRecord, about: About) -> Result<()> {
    let id = match target {
        Target::Record(record) => record.id,
        Target::Unread(unread) => unread.id,
    };
    let facts = Fact::DecideRecord {
        decision: body.decision,
        entity_type: target.entity_type(),
        was: target.code(),
        correction: body.correction.is_some(),
        reason_digest: tx.digest(call.action, "reason", id, body.reason.as_str().as_bytes())?,
    };
    call.record(tx, about, Some(id.to_string()), facts).await
}

/// Why it cannot be applied even so, told to the one who decides.
fn refused(stop: Stop) -> Error {
    match stop {
        Stop::Fault(failure) => failure,
        Stop::Refused(refused) => match ErrorCode::from_code(refused.code) {
            Some(ErrorCode::Refused(refusal)) => Error::from(refusal).saying(refused.error).about(refused.about),
            // Codes that only records have: it waits for more than this decision.
            _ => Error::from(Refusal::StationIncomplete).saying(refused.error).about(refused.about),
        },
    }
}
