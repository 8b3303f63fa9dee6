//! Posts bytes.

use std::time::Duration;

use aws_smithy_http_client::{
    Connector,
    tls::{Provider, rustls_provider::CryptoMode},
};
use aws_smithy_runtime_api::client::http::{HttpConnector as _, HttpConnectorSettings, SharedHttpConnector};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;

/// How long a receiver has to take what it is sent.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why it was not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refused {
    #[error("the address makes no sense")]
    Address,
    #[error("no answer")]
    Silence,
}

/// A client of HTTP that keeps its connections.
#[derive(Debug, Clone)]
pub(crate) struct Poster(SharedHttpConnector);

impl Poster {
    pub(crate) fn new() -> Self {
        let settings = HttpConnectorSettings::builder().connect_timeout(PATIENCE).read_timeout(PATIENCE).build();
        let connector =
            Connector::builder().connector_settings(settings).tls_provider(Provider::Rustls(CryptoMode::AwsLc)).build();
        Self(SharedHttpConnector::new(connector))
    }

    /// Posts a body; the status of the answer.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) async fn post(&self, url: &str, headers: &[(String, String)], body: Vec<u8>) -> Result<u16, Refused> {
        let mut request = HttpRequest::new(SdkBody::from(body));
        request.set_method("POST").map_err(|_| Refused::Address)?;
        request.set_uri(url.to_owned()).map_err(|_| Refused::Address)?;
        for (name, value) in headers {
            request.headers_mut().try_insert(name.clone(), value.clone()).map_err(|_| Refused::Address)?;
        }
        let answer = tokio::time::timeout(PATIENCE, self.0.call(request)).await;
        let answer = answer.map_err(|_| Refused::Silence)?.map_err(|_| Refused::Silence)?;
        Ok(answer.status().as_u16())
    }
}
