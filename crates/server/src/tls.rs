//! The server's own certificate: read at the start, and again when its files change.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime},
};

use anyhow::{Context as _, ensure};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::aws_lc_rs::default_provider,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    },
};
use tokio_util::sync::CancellationToken;

/// How often it is looked whether the files have changed.
const LOOK: Duration = Duration::from_secs(2);

/// The certificate in use.
#[derive(Clone)]
pub struct Tls(Arc<Inner>);

struct Inner {
    files: Files,
    in_use: Mutex<(Written, Arc<ServerConfig>)>,
}

struct Files {
    certificate: PathBuf,
    key: PathBuf,
}

/// When the two files were written, and how long they are.
type Written = [(SystemTime, u64); 2];

impl Tls {
    /// Reads a certificate with its chain, and its key, both PEM.
    ///
    /// # Errors
    /// When a file cannot be read, holds no certificate or key, or they do not belong together: in a sentence.
    pub fn open(certificate: &Path, key: &Path) -> anyhow::Result<Self> {
        let files = Files { certificate: certificate.to_owned(), key: key.to_owned() };
        let written = files.written()?;
        let config = files.read()?;
        Ok(Self(Arc::new(Inner { files, in_use: Mutex::new((written, config)) })))
    }

    /// For the next connection.
    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        let in_use = self.0.in_use.lock().unwrap_or_else(PoisonError::into_inner);
        TlsAcceptor::from(Arc::clone(&in_use.1))
    }

    /// Reads the files again whenever they have changed, until `stop`. A pair that does not fit, such as one of which
    /// only half is written yet, is not taken: the old one stays in use.
    pub(crate) async fn follow(self, stop: CancellationToken) {
        let mut refused = None;
        while stop.run_until_cancelled(tokio::time::sleep(LOOK)).await.is_some() {
            let tls = self.clone();
            let looked = tokio::task::spawn_blocking(move || tls.renew()).await;
            match looked.map_err(anyhow::Error::from).flatten() {
                Ok(false) => {}
                Ok(true) => {
                    refused = None;
                    tracing::info!("the certificate was changed, and is in use");
                }
                Err(error) => {
                    // Once for each fault: it may last until somebody looks.
                    let said = format!("{error:#}");
                    if refused.as_ref() != Some(&said) {
                        tracing::warn!("the changed certificate is not used: {said}");
                        refused = Some(said);
                    }
                }
            }
        }
    }

    fn renew(&self) -> anyhow::Result<bool> {
        let written = self.0.files.written()?;
        if self.0.in_use.lock().unwrap_or_else(PoisonError::into_inner).0 == written {
            return Ok(false);
        }
        let config = self.0.files.read()?;
        *self.0.in_use.lock().unwrap_or_else(PoisonError::into_inner) = (written, config);
        Ok(true)
    }
}

impl Files {
    fn written(&self) -> anyhow::Result<Written> {
        let of = |path: &Path| -> io::Result<(SystemTime, u64)> {
            let about = fs::metadata(path)?;
            Ok((about.modified()?, about.len()))
        };
        let of = |path: &Path| of(path).with_context(|| format!("{} cannot be read", path.display()));
        Ok([of(&self.certificate)?, of(&self.key)?])
    }

    fn read(&self) -> anyhow::Result<Arc<ServerConfig>> {
        let name = self.certificate.display();
        let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(&self.certificate)
            .and_then(Iterator::collect)
            .map_err(|error| anyhow::anyhow!("{name} is no certificate in PEM: {error}"))?;
        ensure!(!chain.is_empty(), "{name} holds no certificate");
        let key = PrivateKeyDer::from_pem_file(&self.key)
            .map_err(|error| anyhow::anyhow!("{} is no private key in PEM: {error}", self.key.display()))?;
        let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .with_context(|| format!("{name} and {} do not belong together", self.key.display()))?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }
}

impl std::fmt::Debug for Tls {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Tls({})", self.0.files.certificate.display())
    }
}
