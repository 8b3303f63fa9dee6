//! Where Amazon's services are, and how long an answer may take.

use std::{collections::BTreeMap, time::Duration};

use aws_config::{BehaviorVersion, Region, SdkConfig, retry::RetryConfig, timeout::TimeoutConfig};

/// The time of a whole call, its repetitions included.
pub(crate) const OPERATION: Duration = Duration::from_secs(5);
/// The time of one attempt.
pub(crate) const ATTEMPT: Duration = Duration::from_secs(2);
/// Attempts of a call.
pub(crate) const ATTEMPTS: u32 = 3;

/// A service that can have an endpoint of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// Simple Storage Service.
    S3,
    /// DynamoDB.
    DynamoDb,
    /// Key Management Service.
    Kms,
    /// Simple Notification Service.
    Sns,
    /// Rekognition.
    Rekognition,
}

/// What of the configuration decides where the services are.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The region; without it, what the environment or the profile says.
    pub region: Option<String>,
    /// The endpoint of all services in place of Amazon's own.
    pub endpoint: Option<String>,
    /// The endpoint of one service; it goes before `endpoint`.
    pub endpoints: BTreeMap<Service, String>,
}

/// Credentials, region, time-outs and endpoints, shared by all clients. Credentials come from the one chain that
/// Amazon's tools have: environment, profile, web identity, the task's or machine's role.
#[derive(Debug, Clone)]
pub struct Aws {
    config: SdkConfig,
    settings: Settings,
}

impl Aws {
    /// Reads the environment. Nothing is asked over the network yet, so that a server starts, and says what it
    /// misses, also when Amazon does not answer.
    pub async fn open(settings: Settings) -> Self {
        let timeouts = TimeoutConfig::builder()
            .operation_timeout(OPERATION)
            .operation_attempt_timeout(ATTEMPT)
            .connect_timeout(ATTEMPT)
            .build();
        let retries = RetryConfig::standard()
            .with_max_attempts(ATTEMPTS)
            .with_initial_backoff(Duration::from_millis(50))
            .with_max_backoff(Duration::from_secs(1));
        let mut loader =
            aws_config::defaults(BehaviorVersion::v2026_01_12()).timeout_config(timeouts).retry_config(retries);
        if let Some(region) = &settings.region {
            loader = loader.region(Region::new(region.clone()));
        }
        Self { config: loader.load().await, settings }
    }

    /// The region in force; `None` where nobody says one.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.config.region().map(Region::as_ref)
    }

    /// The configuration of a client of this service.
    pub(crate) fn of(&self, service: Service) -> SdkConfig {
        let endpoint = self.settings.endpoints.get(&service).or(self.settings.endpoint.as_ref());
        match endpoint {
            Some(endpoint) => self.config.clone().into_builder().endpoint_url(endpoint).build(),
            None => self.config.clone(),
        }
    }
}
