//! What HTTP needs beside the program: limits by address, places for bodies, the pace of sockets.

use std::{
    net::SocketAddr,
    ops::Deref,
    sync::{Arc, Mutex, PoisonError},
};

use api::sessions::DemoStation;
use app::App;
use domain::{Role, text::Username};
use ipnet::IpNet;

use crate::{
    address_limit::AddressLimit,
    connections::{Connections, Most},
    memory::Memory,
    pace::Pace,
};

/// MiB of forms with images in memory at a time.
pub(crate) const UPLOAD_MIB: usize = 256;
/// Of them, those of one account.
pub(crate) const UPLOAD_SHARE_MIB: usize = 32;
/// MiB of batches in memory at a time.
pub(crate) const BATCH_MIB: usize = 256;
/// Of them, those of one account: one batch of the largest size.
pub(crate) const BATCH_SHARE_MIB: usize = 32;
/// MiB of other bodies in memory at a time.
pub(crate) const TEXT_MIB: usize = 64;
/// Of them, those of one account, or before the login of one network.
pub(crate) const TEXT_SHARE_MIB: usize = 4;

/// Makes the span of a request go on with the trace of a `traceparent`.
pub type TakeOver = fn(Option<&str>, &tracing::Span);

/// A door that needs no password: of `mpa demo` alone.
#[derive(Clone, Debug)]
pub struct DemoDoor {
    /// As whom one comes in.
    pub role: Role,
    /// Who that is.
    pub username: Username,
    /// What a station is set up with, where they work at one.
    pub station: Option<DemoStation>,
}

/// What of the configuration HTTP needs.
#[derive(Clone, Debug)]
pub struct HttpSettings {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// Requests a second for one address; 0 is off.
    pub rate_limit: u32,
    /// Networks whose forwarding headers are believed.
    pub trusted_proxy: Vec<IpNet>,
    /// Whether clients come by https: by a certificate of its own, or by a proxy in front.
    pub encrypted: bool,
    /// A token that may read /metrics from afar.
    pub metrics_token: Option<String>,
    /// Doors that need no password; elsewhere than in the demo there are none.
    pub doors: Vec<DemoDoor>,
    /// The most bytes of an imported file.
    pub max_import_bytes: u64,
    /// Makes the span of a request go on with the trace of its caller, where traces are kept.
    pub take_over: Option<TakeOver>,
}

/// The program, and what HTTP needs beside it.
#[derive(Clone)]
pub struct State(Arc<Inner>);

/// What HTTP needs.
pub struct Inner {
    pub(crate) app: App,
    pub(crate) settings: HttpSettings,
    pub(crate) address_limit: AddressLimit,
    /// Room for forms with images: a lane that sync cannot take.
    pub(crate) uploads: Memory,
    /// Room for batches of records.
    pub(crate) batches: Memory,
    /// Room for all other bodies.
    pub(crate) texts: Memory,
    pub(crate) connections: Connections,
    pace: Mutex<Pace>,
}

impl Deref for State {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl State {
    /// Around a program.
    #[must_use]
    pub fn new(app: App, settings: HttpSettings) -> Self {
        Self(Arc::new(Inner {
            address_limit: AddressLimit::new(settings.rate_limit),
            uploads: Memory::new(UPLOAD_MIB, UPLOAD_SHARE_MIB),
            batches: Memory::new(BATCH_MIB, BATCH_SHARE_MIB),
            texts: Memory::new(TEXT_MIB, TEXT_SHARE_MIB),
            connections: Connections::new(Most::of_system(settings.trusted_proxy.clone())),
            pace: Mutex::default(),
            app,
            settings,
        }))
    }
}

impl Inner {
    /// The program.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// How long things may take between the server and its clients.
    pub(crate) fn pace(&self) -> Pace {
        *self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes that, for clients that come from now on.
    pub fn set_pace(&self, pace: Pace) {
        *self.pace.lock().unwrap_or_else(PoisonError::into_inner) = pace;
        self.app.live().check_every(pace.check);
    }
}
