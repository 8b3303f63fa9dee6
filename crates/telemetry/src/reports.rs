//! Reports of panics and errors, to Sentry. What is reported is made from nothing but what cannot be about anybody: the
//! place in the program, the sentence that stands there, and fields of a closed list.

use std::{
    fmt::Debug,
    panic::{self, PanicHookInfo},
    sync::Arc,
    time::Duration,
};

use sentry::{
    Client, ClientOptions, Envelope, Level, Transport, TransportFactory, TransportOptions,
    protocol::{Event, Exception, Values},
    types::Dsn,
};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tracing::{
    Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id},
};
use tracing_subscriber::{Layer, layer::Context, registry::LookupSpan};

use crate::{NotTold, post::Poster};

/// Reports that wait to be sent; more are dropped.
pub const REPORTS: usize = 64;
/// The time between two reports: what fails a thousand times a second needs no thousand reports.
const BETWEEN: Duration = Duration::from_millis(100);
/// How long nothing is sent to a receiver that took nothing.
const PAUSE: Duration = Duration::from_secs(30);
/// How long the last reports have when the program ends.
const LAST: Duration = Duration::from_secs(2);
/// The crates of this program. What another says in its log may be anything, and only its place is told.
const OURS: &[&str] = &["adapters", "app", "aws", "journal", "mpa", "server", "store", "telemetry", "vault"];
/// The fields that are told: their values are of closed sets, or numbers of requests.
const TOLD: &[&str] = &["code", "class", "kind", "method", "route", "status", "request_id"];

/// Where panics and errors are reported to.
#[derive(Clone)]
pub struct Reports(Arc<Client>);

impl Debug for Reports {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reports")
    }
}

impl Reports {
    /// Begins; within a runtime.
    ///
    /// # Errors
    /// [`NotTold::Dsn`].
    pub fn to(dsn: &str, release: &'static str) -> Result<Self, NotTold> {
        let parsed: Dsn = dsn.parse().map_err(|_| NotTold::Dsn)?;
        let options = ClientOptions::new()
            .dsn(dsn)
            .release(release)
            .default_integrations(false)
            .send_default_pii(false)
            .attach_stacktrace(false)
            .max_breadcrumbs(0)
            .transport(Post::to(&parsed))
            .before_send(|event| Some(bare(event)));
        Ok(Self(Arc::new(Client::from_config(options))))
    }

    /// The layer of the log that reports what is an error.
    #[must_use]
    pub fn layer<S: Subscriber + for<'a> LookupSpan<'a>>(&self) -> impl Layer<S> + use<S> {
        Errors(self.clone())
    }

    /// Reports panics, beside what is done about them already.
    pub fn watch_panics(&self) {
        let (reports, before) = (self.clone(), panic::take_hook());
        panic::set_hook(Box::new(move |info| {
            reports.panicked(info);
            before(info);
        }));
    }

    /// The place alone: what a panic says may be anything.
    fn panicked(&self, info: &PanicHookInfo<'_>) {
        let place = info.location().map(|at| place(at.file(), Some(at.line())));
        let exception = Exception { ty: "panic".to_owned(), value: place, ..Exception::default() };
        let event = Event { level: Level::Fatal, exception: Values::from(vec![exception]), ..Event::default() };
        self.0.capture_event(event, None);
    }

    /// Sends what waits, for a moment.
    pub async fn finish(&self) {
        let client = Arc::clone(&self.0);
        drop(tokio::task::spawn_blocking(move || client.flush(Some(LAST))).await);
    }
}

/// An event with nothing but what this module put into it.
fn bare(event: Event<'static>) -> Event<'static> {
    Event {
        event_id: event.event_id,
        level: event.level,
        message: event.message,
        logger: event.logger,
        culprit: event.culprit,
        exception: event.exception,
        tags: event.tags,
        fingerprint: event.fingerprint,
        timestamp: event.timestamp,
        release: event.release,
        platform: event.platform,
        ..Event::default()
    }
}

/// A file of the program, without where it was built.
fn place(file: &str, line: Option<u32>) -> String {
    let from = ["crates/", "registry/src/", "library/"].iter().find_map(|root| file.find(root));
    let file = from.map_or("elsewhere", |at| &file[at..]);
    line.map_or_else(|| file.to_owned(), |line| format!("{file}:{line}"))
}

struct Errors(Reports);

/// The number of a request, kept with its span.
struct RequestId(String);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Errors {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if attributes.metadata().fields().field("request_id").is_none() {
            return;
        }
        let mut read = Read::default();
        attributes.record(&mut read);
        let number = read.told.into_iter().find(|(name, _)| *name == "request_id");
        if let (Some(span), Some((_, number))) = (context.span(id), number) {
            span.extensions_mut().insert(RequestId(number));
        }
    }

    fn on_event(&self, event: &tracing::Event<'_>, context: Context<'_, S>) {
        let about = event.metadata();
        if *about.level() != tracing::Level::ERROR {
            return;
        }
        let ours = about.target().split("::").next().is_some_and(|krate| OURS.contains(&krate));
        let place = about.file().map(|file| place(file, about.line()));
        let mut told = Event { level: Level::Error, logger: Some(about.target().to_owned()), ..Event::default() };
        if ours {
            let mut read = Read::default();
            event.record(&mut read);
            told.message = read.message;
            told.tags.extend(read.told.into_iter().map(|(name, value)| (name.to_owned(), value)));
        }
        let scope = context.event_scope(event).into_iter().flatten();
        for span in scope {
            if let Some(RequestId(number)) = span.extensions().get() {
                told.tags.insert("request_id".to_owned(), number.clone());
            }
        }
        if let Some(place) = &place {
            told.fingerprint = vec![place.clone().into()].into();
        }
        told.culprit = place;
        self.0.0.capture_event(told, None);
    }
}

/// What of an event is told. Its sentence is a literal of the program; a test of the house holds the sentences of
/// errors to that.
#[derive(Default)]
struct Read {
    message: Option<String>,
    told: Vec<(&'static str, String)>,
}

impl Visit for Read {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == "message" {
            self.message = Some(format!("{value:?}"));
        } else if TOLD.contains(&field.name()) {
            self.told.push((field.name(), format!("{value:?}").trim_matches('"').to_owned()));
        }
    }
}

/// Sends reports one after the other.
#[derive(Clone)]
struct Post {
    queue: Sender<Task>,
}

enum Task {
    Send(Vec<u8>),
    Done(std::sync::mpsc::SyncSender<()>),
}

impl Post {
    fn to(dsn: &Dsn) -> Self {
        let (queue, waiting) = channel(REPORTS);
        let url = dsn.envelope_api_url().to_string();
        let headers = vec![
            ("x-sentry-auth".to_owned(), dsn.to_auth(Some("mpa")).to_string()),
            ("content-type".to_owned(), "application/x-sentry-envelope".to_owned()),
        ];
        tokio::spawn(send_all(waiting, url, headers));
        Self { queue }
    }
}

impl TransportFactory for Post {
    fn create_transport_with_options(&self, _: TransportOptions) -> Arc<dyn Transport> {
        Arc::new(self.clone())
    }
}

impl Transport for Post {
    fn send_envelope(&self, envelope: Envelope) {
        let mut bytes = Vec::new();
        if envelope.to_writer(&mut bytes).is_ok() {
            drop(self.queue.try_send(Task::Send(bytes)));
        }
    }

    fn flush(&self, timeout: Duration) -> bool {
        let (done, wait) = std::sync::mpsc::sync_channel(1);
        self.queue.try_send(Task::Done(done)).is_ok() && wait.recv_timeout(timeout).is_ok()
    }
}

async fn send_all(mut waiting: Receiver<Task>, url: String, headers: Vec<(String, String)>) {
    let (poster, mut said) = (Poster::new(), false);
    while let Some(task) = waiting.recv().await {
        let bytes = match task {
            Task::Send(bytes) => bytes,
            Task::Done(done) => {
                let _ = done.send(());
                continue;
            }
        };
        let answer = poster.post(&url, &headers, bytes).await;
        let taken = answer.as_ref().is_ok_and(|status| (200..300).contains(status));
        if !taken && !said {
            // No error, or it would be reported.
            match answer {
                Ok(status) => tracing::warn!(status, "reports of errors are refused; this is said once"),
                Err(error) => tracing::warn!(%error, "reports of errors are not taken; this is said once"),
            }
        }
        said |= !taken;
        tokio::time::sleep(if taken { BETWEEN } else { PAUSE }).await;
    }
}
