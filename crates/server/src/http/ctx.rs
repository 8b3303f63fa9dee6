//! The context of a request: who acts, from where, when, and with which key.

use std::{
    net::IpAddr,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::{extract::FromRequestParts, http::request::Parts};
use domain::{Actor, Timestamp, UserId, alert::AlertKind, policy::Action};
use serde::Serialize;
use serde_json::{Value, json};
use store::{
    Tx,
    alerts::{self, NewAlert},
    idempotency::{self, FirstAnswer, Place},
    journal::Event,
};
use uuid::Uuid;

use super::{
    answer::{Answer, Envelope},
    failure::{About, Failure},
};
use crate::{app::App, config::limits::SIMILAR_ALERTS};

/// How long a first answer is kept.
pub const IDEMPOTENCY_SECONDS: i64 = 24 * 3600;

/// An `Idempotency-Key` of this request, and whether its answer is kept.
#[derive(Debug, Default)]
pub struct Once {
    /// The route it counts for, such as `POST /api/attendance`.
    pub route: String,
    /// The key; empty when none was sent.
    pub key: Option<String>,
    /// The digest of the body, once it was read.
    pub digest: OnceLock<[u8; 32]>,
    /// Whether the answer was kept in the transaction of the change.
    pub kept: AtomicBool,
    /// Held until the request is over: the same key waits for its first answer.
    pub turn: OnceLock<tokio::sync::OwnedMutexGuard<()>>,
}

/// A record that was captured offline and is judged now: who handed it over, and when.
#[derive(Clone, Debug)]
pub struct Offline {
    /// The server's id of the record.
    pub record: Uuid,
    /// When it is judged; [`Ctx::now`] is when it was captured, by the device's clock.
    pub judged_at: Timestamp,
    /// Who handed it over.
    pub uploaded_by: UserId,
    /// The facts of what it replaces, where a conflict was decided for it: readers that count subtract them.
    pub replaces: Option<Value>,
}

/// The context of a request.
#[derive(Clone)]
pub struct Ctx {
    /// The program.
    pub app: App,
    /// Who acts.
    pub actor: Actor,
    /// With which device.
    pub device: Option<String>,
    /// From where.
    pub address: IpAddr,
    /// What was asked for.
    pub action: Action,
    /// When the request began.
    pub now: Timestamp,
    /// Its Idempotency-Key.
    pub once: Arc<Once>,
    /// Set when a record that was captured offline is judged: who acts is then who captured it.
    pub offline: Option<Arc<Offline>>,
}

impl<S: Sync> FromRequestParts<S> for Ctx {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Failure::unauthenticated)
    }
}

impl Ctx {
    /// A new id of any noun.
    pub fn id<I: From<Uuid>>(&self) -> I {
        self.app.ids.next(self.decided_at()).into()
    }

    /// When it is decided: now, also for what was captured long ago.
    #[must_use]
    pub fn decided_at(&self) -> Timestamp {
        self.offline.as_ref().map_or(self.now, |offline| offline.judged_at)
    }

    /// What an entry says beyond its own facts when they were made offline.
    fn told(&self, mut data: Value) -> Value {
        if let (Some(offline), Some(facts)) = (&self.offline, data.as_object_mut()) {
            facts.insert("mode".to_owned(), json!("offline"));
            facts.insert("recordId".to_owned(), json!(offline.record));
            facts.insert("capturedAt".to_owned(), json!(self.now));
            facts.insert("uploadedBy".to_owned(), json!(offline.uploaded_by));
            if let Some(replaced) = &offline.replaces {
                facts.insert("replaces".to_owned(), replaced.clone());
            }
        }
        data
    }

    /// A transaction that may write.
    pub async fn begin(&self) -> Result<Tx, Failure> {
        Ok(self.app.db.begin().await?)
    }

    /// A transaction that only reads.
    pub async fn read(&self) -> Result<Tx, Failure> {
        Ok(self.app.db.read().await?)
    }

    /// The acting user must be the one that the body names, where it names one.
    ///
    /// # Errors
    /// [`domain::Refusal::OperatorMismatch`].
    pub fn must_be(&self, named: Option<UserId>) -> Result<(), Failure> {
        match named {
            Some(named) if named != self.actor.user_id => Err(domain::Refusal::OperatorMismatch.into()),
            _ => Ok(()),
        }
    }

    fn event(&self, outcome: &'static str, code: Option<&'static str>, about: About) -> Event {
        // Named at the moment of writing: entries about a candidate, who is held, are in order.
        let id = self.app.ids.next(self.app.clock.now()).into();
        Event {
            code: code.map(str::to_owned),
            exam_id: about.exam,
            centre_id: about.centre.or(self.actor.centre_id),
            slot_id: about.slot,
            candidate_id: about.candidate,
            actor_id: Some(self.actor.user_id),
            actor_role: Some(self.actor.role),
            session_id: Some(self.actor.session_id),
            address: Some(self.address.to_string()),
            device_id: self.device.clone(),
            ..Event::new(id, self.decided_at(), self.action.name(), outcome)
        }
    }

    /// What an entry keeps of something personal, such as a typed reason or an image: a digest that means
    /// nothing without the exam's data key. Its place is the action, the field and the subject.
    pub async fn digest(
        &self,
        tx: &mut Tx,
        exam: domain::ExamId,
        field: &str,
        subject: impl std::fmt::Display,
        value: &[u8],
    ) -> Result<String, Failure> {
        let context = format!("{}\n{field}\n{subject}", self.action.name());
        self.app.vault.digest(tx, Some(exam), context.as_bytes(), value, self.now).await
    }

    /// As [`Ctx::digest`], of the image of a blob whose row is in this transaction.
    pub async fn image_digest(
        &self,
        tx: &mut Tx,
        exam: domain::ExamId,
        subject: impl std::fmt::Display,
        blob: domain::BlobId,
    ) -> Result<String, Failure> {
        let blob = store::blobs::get(tx, blob).await?.ok_or(store::StoreError::Corrupt { column: "blob_id" })?;
        self.digest(tx, exam, "image", subject, &blob.sha256).await
    }

    /// Writes what was decided into the journal, in the transaction that changes it.
    pub async fn record(&self, tx: &mut Tx, about: About, subject: Option<String>, data: Value) -> Result<(), Failure> {
        let data = self.told(data).to_string();
        let event = Event { subject_id: subject, data, ..self.event("done", None, about) };
        Ok(self.app.journal.append(tx, event).await?)
    }

    /// Writes a refusal into the journal, in this transaction.
    pub async fn record_refused(&self, tx: &mut Tx, code: &'static str, about: About) -> Result<(), Failure> {
        let data = self.told(json!({})).to_string();
        let event = Event { data, ..self.event("refused", Some(code), about) };
        Ok(self.app.journal.append(tx, event).await?)
    }

    /// Writes a refusal into the journal, in a transaction of its own.
    pub async fn record_refusal(
        &self,
        code: &'static str,
        about: About,
        alert: Option<AlertKind>,
    ) -> Result<(), Failure> {
        let mut tx = self.begin().await?;
        self.app.journal.append(&mut tx, self.event("refused", Some(code), about)).await?;
        if let Some(kind) = alert
            && !self.is_repeated(&mut tx, kind, about).await?
        {
            self.alert(&mut tx, kind, about, None, json!({ "code": code })).await?;
        }
        tx.commit().await?;
        self.app.journal.wake();
        Ok(())
    }

    /// Counts an alert on an earlier one when there are many like it already: a station that tries again
    /// and again floods nobody.
    async fn is_repeated(&self, tx: &mut Tx, kind: AlertKind, about: About) -> Result<bool, Failure> {
        let (Some(exam), Some(candidate)) = (about.exam, about.candidate) else { return Ok(false) };
        let whom = (exam, candidate, self.actor.user_id);
        Ok(alerts::repeat(tx, whom, kind, self.now.plus_seconds(-60), SIMILAR_ALERTS).await?)
    }

    /// Raises an alert in this transaction.
    pub async fn alert(
        &self,
        tx: &mut Tx,
        kind: AlertKind,
        about: About,
        match_percentage: Option<f64>,
        details: Value,
    ) -> Result<(), Failure> {
        let alert = self.new_alert(kind, about, match_percentage, details);
        Ok(self.app.journal.raise(tx, alert, &self.app.ids).await?)
    }

    /// An alert of this request, to be raised.
    #[must_use]
    pub fn new_alert(&self, kind: AlertKind, about: About, match_percentage: Option<f64>, details: Value) -> NewAlert {
        NewAlert {
            id: self.id(),
            exam_id: about.exam,
            kind,
            centre_id: about.centre.or(self.actor.centre_id),
            candidate_id: about.candidate,
            operator_id: Some(self.actor.user_id),
            device_id: self.device.clone(),
            match_percentage,
            offline: self.offline.is_some(),
            details: self.told(details),
            occurred_at: self.decided_at(),
        }
    }

    /// Commits, together with the answer that the request's Idempotency-Key will give again.
    pub async fn commit<T: Serialize>(&self, mut tx: Tx, answer: Answer<T>) -> Result<Answer<T>, Failure> {
        if self.once.key.is_some() {
            let envelope = Envelope { success: true, data: &answer.data };
            let body = serde_json::to_string(&envelope).map_err(|error| Failure::internal(&error))?;
            self.keep_answer(&mut tx, answer.status.as_u16(), body).await?;
        }
        tx.commit().await?;
        self.app.journal.wake();
        Ok(answer)
    }

    /// Keeps the first answer of the request's Idempotency-Key.
    pub async fn keep_answer(&self, tx: &mut Tx, status: u16, answer: String) -> Result<(), Failure> {
        let (Some(key), Some(digest)) = (&self.once.key, self.once.digest.get()) else { return Ok(()) };
        let place = Place { account: self.actor.user_id, route: &self.once.route, key };
        let first = FirstAnswer { body_digest: digest.to_vec(), status: i64::from(status), answer };
        let cut = self.now.plus_seconds(-IDEMPOTENCY_SECONDS);
        if !idempotency::keep(tx, &place, &first, self.now, cut).await? {
            // Another copy of the server was faster with the same key: ask again for its answer.
            return Err(Failure::busy());
        }
        self.once.kept.store(true, Ordering::Release);
        Ok(())
    }
}
