//! The context of a call: who calls, at which moment, and with which Idempotency-Key. A request, a record that
//! was captured offline, and the demo each make their own.

use std::{net::IpAddr, sync::Arc};

use api::Answer;
use domain::{
    Actor, ExamId, Timestamp, UserId,
    alert::AlertKind,
    capture::Believed,
    event::{self, Fact, Offline},
    policy::Action,
};
use serde::Serialize;
use serde_json::{Value, json};
use store::{
    StoreError,
    alerts::{self, Alike, NewAlert},
    idempotency,
    journal::Event,
    sessions,
};
use uuid::Uuid;

use crate::{
    error::{About, Error, Result},
    idempotency::{Once, Replay},
    state::App,
    work::{Look, Work},
};

/// Who calls.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The account, in its login.
    pub actor: Actor,
    /// With which device, as it names itself.
    pub device: Option<String>,
    /// From which network address.
    pub address: IpAddr,
}

/// The moment of a call. Online all are the same; a record that was captured offline is decided later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// When it happened: by the server's clock online, by the device's clock offline. It is kept and told so;
    /// rules go by what can be believed of it.
    pub captured: Timestamp,
    /// When it can have happened.
    pub believed: Believed,
    /// When it is decided, by the server's clock.
    pub decided: Timestamp,
}

impl Moment {
    /// Of something that happens while it is decided.
    #[must_use]
    pub fn now(now: Timestamp) -> Self {
        Self { captured: now, believed: Believed::seen(now), decided: now }
    }

    /// From when on seconds are counted: what a device says, but never later than the server knew of it.
    #[must_use]
    pub fn counted(&self) -> Timestamp {
        self.captured.min(self.believed.received)
    }
}

/// The context of a call.
#[derive(Clone)]
pub struct Call {
    /// The program.
    pub app: App,
    /// Who calls.
    pub caller: Caller,
    /// When.
    pub moment: Moment,
    /// What was asked for.
    pub action: Action,
    /// The Idempotency-Key, where one was sent and counts.
    pub once: Option<Arc<Once>>,
    /// Set when a record that was captured offline is judged: who calls is then who captured it.
    pub offline: Option<Offline>,
}

impl Call {
    /// A call that is made now, without an Idempotency-Key.
    #[must_use]
    pub fn new(app: App, caller: Caller, action: Action) -> Self {
        let moment = Moment::now(app.clock.now());
        Self { app, caller, moment, action, once: None, offline: None }
    }

    /// The same call for another action.
    #[must_use]
    pub fn acting(&self, action: Action) -> Self {
        Self { action, ..self.clone() }
    }

    /// A new id of any noun.
    pub fn id<I: From<Uuid>>(&self) -> I {
        self.app.ids.next(self.moment.decided).into()
    }

    /// Whose share of a pool the call's work counts in.
    #[must_use]
    pub fn party(&self) -> Uuid {
        self.caller.actor.user_id.0
    }

    /// Whether a supervisor decided that this is done, whatever it waited for.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.offline.as_ref().is_some_and(|offline| offline.decided_by.is_some())
    }

    /// Begins a unit of work, in the account's turn.
    pub async fn begin(&self) -> Result<Work> {
        let turn = self.app.turns.writing.take(self.party().as_bytes(), &[]).await?;
        Work::begin_in_turn(&self.app.journal, turn).await
    }

    /// Begins a unit of work that keeps something personal of an exam: its data key is fetched before, because
    /// the key provider is never called inside a transaction.
    pub async fn begin_in(&self, exam: ExamId) -> Result<Work> {
        let key = self.app.exam_key(exam).await?;
        let work = self.begin().await?;
        Ok(match key {
            Some(key) => work.with_key(key),
            None => work, // there is no such exam, which the operation will find
        })
    }

    /// Looks again, after slow work, whether the caller is still logged in; it stays so until the commit. What a stolen
    /// session had begun before it was ended does not outlive it.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`].
    pub async fn still_in(&self, work: &mut Work) -> Result<()> {
        let over = sessions::is_over(work, self.caller.actor.session_id).await?;
        if over { Err(Error::Unauthenticated) } else { Ok(()) }
    }

    /// Begins a transaction that only reads, in the account's turn.
    pub async fn read(&self) -> Result<Look> {
        let turn = self.app.turns.reading.take(self.party().as_bytes(), &[]).await?;
        Look::begin(&self.app.journal, turn).await
    }

    /// For one statement that reads, in the account's turn, without a transaction around it.
    pub async fn look(&self) -> Result<Look> {
        let turn = self.app.turns.reading.take(self.party().as_bytes(), &[]).await?;
        Look::at_once(&self.app.journal, turn).await
    }

    /// The caller must be the one that the body names, where it names one.
    ///
    /// # Errors
    /// [`domain::Refusal::OperatorMismatch`].
    pub fn must_be(&self, named: Option<UserId>) -> Result<()> {
        match named {
            Some(named) if named != self.caller.actor.user_id => Err(domain::Refusal::OperatorMismatch.into()),
            _ => Ok(()),
        }
    }

    /// What an alert says beyond its own details when it came up offline.
    fn told(&self, mut details: Value) -> Value {
        if let (Some(offline), Some(told)) = (&self.offline, details.as_object_mut()) {
            told.extend(offline.values());
        }
        details
    }

    fn event(&self, outcome: &'static str, code: Option<&str>, about: About) -> Event {
        // Named at the moment of writing: entries about a candidate, who is held, are in order.
        let id = self.app.ids.next(self.app.clock.now()).into();
        Event {
            code: code.map(str::to_owned),
            exam_id: about.exam,
            centre_id: about.centre.or(self.caller.actor.centre_id),
            slot_id: about.slot,
            candidate_id: about.candidate,
            actor_id: Some(self.caller.actor.user_id),
            actor_role: Some(self.caller.actor.role),
            session_id: Some(self.caller.actor.session_id),
            address: Some(self.caller.address.to_string()),
            device_id: self.caller.device.clone(),
            ..Event::new(id, self.moment.decided, self.action.name(), outcome)
        }
    }

    /// Writes what was decided into the journal, in the unit that changes it.
    pub async fn record(&self, work: &mut Work, about: About, subject: Option<String>, fact: Fact) -> Result<()> {
        Ok(work.append(self.entry(about, subject, &fact)).await?)
    }

    /// The entry of what was decided, to be appended in the unit that changes it.
    #[must_use]
    pub(crate) fn entry(&self, about: About, subject: Option<String>, fact: &Fact) -> Event {
        debug_assert!(event::fits(fact, self.action), "{fact:?} is no fact of {}", self.action.name());
        let data = event::write(Some(fact), self.offline.as_ref());
        Event { subject_id: subject, data, ..self.event("done", None, about) }
    }

    /// Writes a refusal into the journal, in this unit.
    pub async fn record_refused(&self, work: &mut Work, code: &str, about: About) -> Result<()> {
        let data = event::write(None, self.offline.as_ref());
        let event = Event { data, ..self.event("refused", Some(code), about) };
        Ok(work.append(event).await?)
    }

    /// Writes a refusal into the journal, with the alert that it raises, in a unit of its own.
    pub(crate) async fn record_refusal(&self, code: &str, about: About, alert: Option<AlertKind>) -> Result<()> {
        let mut work = self.begin().await?;
        work.append(self.event("refused", Some(code), about)).await?;
        if let Some(kind) = alert {
            // Nothing else is held here that another could wait for.
            alerts::take_turns(&mut work, kind, self.caller.actor.user_id).await?;
            self.alert(&mut work, kind, about, None, json!({ "code": code })).await?;
        }
        work.commit().await
    }

    /// Raises an alert in this unit, or counts it on one like it.
    pub async fn alert(
        &self,
        work: &mut Work,
        kind: AlertKind,
        about: About,
        match_percentage: Option<f64>,
        details: Value,
    ) -> Result<()> {
        let alert = self.new_alert(kind, about, match_percentage, details);
        Ok(work.raise(alert).await?)
    }

    /// What an alert of this call would be like.
    pub(crate) fn alike(&self, kind: AlertKind, about: About) -> Alike {
        Alike::from(&self.new_alert(kind, about, None, Value::Null))
    }

    /// An alert of this call, to be raised.
    #[must_use]
    pub fn new_alert(&self, kind: AlertKind, about: About, match_percentage: Option<f64>, details: Value) -> NewAlert {
        NewAlert {
            id: self.id(),
            exam_id: about.exam,
            kind,
            centre_id: about.centre.or(self.caller.actor.centre_id),
            candidate_id: about.candidate,
            operator_id: Some(self.caller.actor.user_id),
            device_id: self.caller.device.clone(),
            match_percentage,
            offline: self.offline.is_some(),
            details: self.told(details),
            occurred_at: self.moment.decided,
        }
    }

    /// Called when the body was read: the first answer to the call's Idempotency-Key, where there is one; else the
    /// call may go on.
    ///
    /// # Errors
    /// [`domain::Refusal::IdempotencyMismatch`] when the key was used with another body.
    pub async fn first_answer(&self, digest: [u8; 32]) -> Result<Option<Replay>> {
        let Some(once) = &self.once else { return Ok(None) };
        let account = self.caller.actor.user_id;
        let turn = once.turn(&self.app.turns.once, account).await?;
        let first = match once.known(&turn, self.app.clock.now()) {
            Some(known) => known,
            None => once.find(&mut *self.look().await?, account, self.moment.decided).await?,
        };
        once.answer(first, turn, digest)
    }

    /// The first answer to the call's Idempotency-Key, where another call with it was faster after all.
    pub(crate) async fn overtaken(&self) -> Result<Option<Replay>> {
        let Some(once) = &self.once else { return Ok(None) };
        once.overtaken(&mut *self.look().await?, self.caller.actor.user_id, self.moment.decided).await
    }

    /// Keeps what the call's Idempotency-Key will answer again.
    pub(crate) async fn keep_answer(&self, work: &mut Work, answer: Replay) -> Result<()> {
        let Some(once) = &self.once else { return Ok(()) };
        once.keep(work, self.caller.actor.user_id, self.moment.decided, answer).await
    }

    /// Commits, together with the answer that the call's Idempotency-Key will give again.
    pub async fn commit<T: Serialize>(&self, work: Work, answer: Answer<T>) -> Result<Answer<T>> {
        self.commit_unless(work, answer, None).await
    }

    /// As [`Call::commit`]; `overtaken` is what it means that another was faster with what this unit writes, or with what
    /// it stands on.
    pub(crate) async fn commit_unless<T: Serialize>(
        &self,
        mut work: Work,
        answer: Answer<T>,
        overtaken: Option<Error>,
    ) -> Result<Answer<T>> {
        if self.once.is_some() {
            let envelope = api::Envelope::of(&answer.data);
            let body = serde_json::to_string(&envelope).map_err(|error| Error::internal(&error))?;
            self.keep_answer(&mut work, Replay { created: answer.created, body }).await?;
        }
        match (work.try_commit().await, overtaken) {
            (Ok(()), _) => Ok(answer),
            (Err(StoreError::Overtaken { what }), Some(overtaken)) if what != idempotency::KEPT => Err(overtaken),
            (Err(StoreError::Constraint(_)), Some(overtaken)) => Err(overtaken),
            (Err(error), _) => Err(error.into()),
        }
    }
}
