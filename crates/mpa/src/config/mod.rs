//! The configuration. Precedence: flag, environment (`MPA_<NAME>`), file (`--config`), default.

mod amazon;
mod options;

use std::path::{Path, PathBuf};

pub(crate) use amazon::kms_key;
pub use amazon::{BlobsAt, KeysBy, RecordsAt, Sse, s3_location};
pub use options::{Config, LogFormat, MetricsFormat, Options, Switch};

impl Config {
    /// Where uploads are spooled.
    #[must_use]
    pub fn scratch_dir(&self) -> PathBuf {
        self.data_dir.join("tmp")
    }

    /// What of it the operations and jobs need.
    #[must_use]
    pub fn of_app(&self) -> app::AppSettings {
        app::AppSettings {
            image_workers: self.image_workers,
            max_image_bytes: self.max_image_bytes,
            reads_per_hour: self.reads_per_hour,
            sweep_after: self.sweep_after,
            roster_utc_offset: self.roster_utc_offset,
            faces_in_memory: self.faces_in_memory,
            scratch_dir: self.scratch_dir(),
        }
    }

    /// What of it HTTP needs.
    #[must_use]
    pub fn of_server(&self) -> server::HttpSettings {
        server::HttpSettings {
            listen: self.listen,
            rate_limit: self.rate_limit,
            trusted_proxy: self.trusted_proxy.clone(),
            encrypted: self.behind_proxy || self.tls_cert.is_some(),
            metrics_token: self.metrics_token.clone(),
            doors: Vec::new(),
            max_import_bytes: self.max_import_bytes,
            take_over: self.otlp_endpoint.as_ref().map(|_| telemetry::take_over as server::TakeOver),
        }
    }

    /// The configuration as a file, with secrets masked.
    #[must_use]
    pub fn masked(&self) -> String {
        let mut shown = self.clone();
        shown.database_url = shown.database_url.map(|url| mask_password(&url));
        shown.metrics_token = shown.metrics_token.map(|_| "***".to_owned());
        shown.sentry_dsn = shown.sentry_dsn.map(|_| "***".to_owned());
        toml::to_string(&shown).unwrap_or_default()
    }

    /// What works and should be otherwise, in sentences that say what to do.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let exposed = self.database_url.as_deref().is_some_and(|url| store::postgres::is_exposed(url).unwrap_or(false));
        let sentence = "database-url: the server is on another machine and is not verified, so that somebody between \
                        could read everything; add sslmode=verify-full (and sslrootcert=FILE for an authority of your own)";
        exposed.then(|| sentence.to_owned()).into_iter().collect()
    }

    /// What is wrong with the configuration, in sentences that say what to do.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if !self.listen.ip().is_loopback() && !self.behind_proxy && self.tls_cert.is_none() {
            problems.push(format!(
                "listen: {} can be reached from other machines and would speak without TLS; give a certificate (--tls-cert, \
                 --tls-key; `mpa tls init` makes one for a centre's network), or put a TLS proxy in front and add \
                 --behind-proxy, or listen on 127.0.0.1",
                self.listen
            ));
        }
        if let Some(url) = &self.database_url
            && !url.starts_with("postgres://")
            && !url.starts_with("postgresql://")
        {
            problems.push("database-url: must begin with postgres://; leave it out for SQLite".to_owned());
        }
        problems.extend(amazon::problems(self));
        if !(-14 * 60..=14 * 60).contains(&self.roster_utc_offset) {
            problems.push("roster-utc-offset: must be -840 to 840 minutes".to_owned());
        }
        problems
    }
}

/// Without the password, which can stand before the host and among the options.
fn mask_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return "***".to_owned() };
    let (place, options) = rest.split_once('?').unwrap_or((rest, ""));
    let place = match place.rsplit_once('@') {
        Some((credentials, host)) => format!("{}:***@{host}", credentials.split(':').next().unwrap_or_default()),
        None => place.to_owned(),
    };
    let masked = |option: &str| match option.split_once('=') {
        Some(("password", _)) => "password=***".to_owned(),
        _ => option.to_owned(),
    };
    let options: Vec<_> = options.split('&').filter(|option| !option.is_empty()).map(masked).collect();
    format!("{scheme}://{place}{}{}", if options.is_empty() { "" } else { "?" }, options.join("&"))
}

/// Reads a configuration file; every wrong key is named.
///
/// # Errors
/// One sentence a fault.
pub fn read_file(path: &Path) -> Result<Options, Vec<String>> {
    let name = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| vec![format!("{name}: {error}")])?;
    let table: toml::Table =
        text.parse().map_err(|error: toml::de::Error| vec![format!("{name}: {}", error.message())])?;
    let mut problems = Vec::new();
    for (key, value) in &table {
        let one = toml::Table::from_iter([(key.clone(), value.clone())]);
        if let Err(error) = one.try_into::<Options>() {
            problems.push(format!("{name}: {key}: {}", error.message()));
        }
    }
    if problems.is_empty() { table.try_into().map_err(|error| vec![error.to_string()]) } else { Err(problems) }
}

/// Environment variables that begin with `MPA_` and mean nothing.
pub fn unknown_variables<'a>(
    names: impl Iterator<Item = String> + 'a,
    known: &'a [String],
) -> impl Iterator<Item = String> + 'a {
    names
        .filter(move |name| name.starts_with("MPA_") && !known.contains(name))
        .map(|name| format!("{name}: no such option"))
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use super::*;

    #[test]
    fn a_flag_goes_before_the_file_and_the_file_before_the_default() {
        let flags = Options { rate_limit: Some(7), ..Options::default() };
        let file = Options { rate_limit: Some(8), reads_per_hour: Some(9), ..Options::default() };
        let config = flags.or(file).resolve();
        assert_eq!((config.rate_limit, config.reads_per_hour, config.sweep_after), (7, 9, 3600));
    }

    #[test]
    fn every_wrong_key_of_a_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mpa.toml");
        std::fs::write(&path, "rate-limit = \"many\"\nlisten = \"127.0.0.1:9\"\nspeed = 9\n").unwrap();
        let problems = read_file(&path).unwrap_err();
        assert_eq!(problems.len(), 2);
        assert!(problems.iter().any(|p| p.contains("rate-limit")) && problems.iter().any(|p| p.contains("speed")));
    }

    #[test]
    fn secrets_are_masked_and_a_bare_public_address_is_refused() {
        let options = Options {
            database_url: Some("postgres://mpa:s3cret@db/mpa".to_owned()),
            metrics_token: Some("s3cret".to_owned()),
            listen: Some(SocketAddr::from(([0, 0, 0, 0], 80))),
            ..Options::default()
        };
        let config = options.resolve();
        assert!(!config.masked().contains("s3cret"));
        assert_eq!(config.problems().len(), 1);
        assert!(Config { behind_proxy: true, ..config }.problems().is_empty());
        for (url, shown) in [
            ("postgres://mpa:p@db/mpa?sslmode=verify-full", "postgres://mpa:***@db/mpa?sslmode=verify-full"),
            (
                "postgres://mpa@db/mpa?password=p&sslmode=require",
                "postgres://mpa:***@db/mpa?password=***&sslmode=require",
            ),
            ("postgres://db/mpa?user=mpa&password=a@b", "postgres://db/mpa?user=mpa&password=***"),
            ("postgres://db/mpa", "postgres://db/mpa"),
        ] {
            assert_eq!(mask_password(url), shown);
        }
    }
}
