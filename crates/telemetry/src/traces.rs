//! Traces by OTLP over HTTP: a span a request, with its route and never its path, and one a call of Amazon's services.

use std::time::Duration;

use async_trait::async_trait;
use opentelemetry::{
    propagation::{Extractor, TextMapPropagator as _},
    trace::TracerProvider as _,
};
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::{
    Resource,
    propagation::TraceContextPropagator,
    trace::{BatchConfigBuilder, BatchSpanProcessor, SdkTracerProvider},
};
use tokio::runtime::Handle;
use tracing::{Level, Metadata, Span, Subscriber};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;
use tracing_subscriber::{Layer, filter::filter_fn, registry::LookupSpan};

use crate::{NotTold, post::Poster};

/// Spans that wait to be sent; more are dropped.
pub const SPANS: usize = 4096;
/// Spans that are sent together.
const TOGETHER: usize = 512;
/// How often what waits is sent.
const EVERY: Duration = Duration::from_secs(2);
/// How long the last spans have when the program ends.
const LAST: Duration = Duration::from_secs(2);
/// The name of a request's span.
const REQUEST: &str = "request";

/// Where traces go.
#[derive(Debug, Clone)]
pub struct Traces(SdkTracerProvider);

impl Traces {
    /// Begins; within a runtime. `endpoint` is the collector's, without the path of its traces.
    ///
    /// # Errors
    /// [`NotTold::Endpoint`].
    pub fn to(endpoint: &str, release: &'static str) -> Result<Self, NotTold> {
        if !endpoint.starts_with("http://") && !endpoint.starts_with("https://") {
            return Err(NotTold::Endpoint);
        }
        let endpoint = format!("{}/v1/traces", endpoint.trim_end_matches('/').trim_end_matches("/v1/traces"));
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(Posted { poster: Poster::new(), runtime: Handle::current() })
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(endpoint)
            .build()
            .map_err(|_| NotTold::Endpoint)?;
        let batches = BatchConfigBuilder::default()
            .with_max_queue_size(SPANS)
            .with_max_export_batch_size(TOGETHER)
            .with_scheduled_delay(EVERY)
            .build();
        let sent = BatchSpanProcessor::builder(exporter).with_batch_config(batches).build();
        let resource = Resource::builder_empty()
            .with_service_name("mpa")
            .with_attribute(opentelemetry::KeyValue::new("service.version", release))
            .build();
        Ok(Self(SdkTracerProvider::builder().with_span_processor(sent).with_resource(resource).build()))
    }

    /// The layer of the log that makes spans of it.
    #[must_use]
    pub fn layer<S: Subscriber + for<'a> LookupSpan<'a> + Send + Sync>(&self) -> impl Layer<S> + use<S> {
        tracing_opentelemetry::layer()
            .with_tracer(self.0.tracer("mpa"))
            .with_location(false)
            .with_threads(false)
            .with_tracked_inactivity(false)
            .with_level(false)
            .with_target(false)
            .with_filter(filter_fn(is_traced))
    }

    /// Sends what waits, for a moment.
    pub async fn finish(&self) {
        let provider = self.0.clone();
        drop(tokio::task::spawn_blocking(move || provider.shutdown_with_timeout(LAST)).await);
    }
}

/// Spans of requests, and the outermost one of a call of Amazon's SDK. No lines of the log.
fn is_traced(about: &Metadata<'_>) -> bool {
    about.is_span()
        && match about.name() {
            REQUEST => *about.level() <= Level::INFO,
            "invoke" => about.target().starts_with("aws_smithy_runtime"),
            _ => false,
        }
}

/// The one header of a trace.
struct TraceParent<'a>(&'a str);

impl Extractor for TraceParent<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        (key == "traceparent").then_some(self.0)
    }

    fn keys(&self) -> Vec<&str> {
        vec!["traceparent"]
    }
}

/// Makes the span of a request one of a server, which goes on with the trace of the caller's `traceparent` (W3C Trace
/// Context). Without one, or with one that cannot be read, it begins a trace of its own.
pub fn take_over(traceparent: Option<&str>, span: &Span) {
    span.record("otel.kind", "server");
    if let Some(traceparent) = traceparent {
        let context = TraceContextPropagator::new().extract(&TraceParent(traceparent));
        drop(span.set_parent(context));
    }
}

/// The exporter has a thread of its own, without a runtime.
#[derive(Debug)]
struct Posted {
    poster: Poster,
    runtime: Handle,
}

#[async_trait]
impl HttpClient for Posted {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let (parts, body) = request.into_parts();
        let headers = parts.headers.iter();
        let headers: Vec<(String, String)> =
            headers.filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned()))).collect();
        let (poster, url) = (self.poster.clone(), parts.uri.to_string());
        let status = self.runtime.spawn(async move { poster.post(&url, &headers, body.to_vec()).await }).await??;
        Ok(Response::builder().status(status).body(Bytes::new())?)
    }
}
