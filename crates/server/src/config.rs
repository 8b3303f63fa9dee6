//! The configuration: every option, its default and every limit, in one place.
//!
//! Precedence: flag, environment (`MPA_<NAME>`), file (`--config`), default.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use clap::Args;
use ipnet::IpNet;
use serde::{Deserialize, Serialize};

/// Limits that are no options, each with what happens at it.
pub mod limits {
    /// Bytes of a JSON body; more is 413.
    pub const JSON_BYTES: usize = 256 * 1024;
    /// Parts of a form; more is 400.
    pub const FORM_PARTS: usize = 32;
    /// Bytes of a text field of a form; more is 400.
    pub const FORM_TEXT_BYTES: usize = 64 * 1024;
    /// Image uploads in memory at a time; the next waits five seconds, then 503 `BUSY`.
    pub const UPLOADS: usize = 32;
    /// Bytes of a batch of records; more is 413.
    pub const BATCH_BYTES: usize = 32 << 20;
    /// Records of a batch; more is 400.
    pub const BATCH_RECORDS: usize = 500;
    /// MiB of batches in memory at a time; the next waits five seconds, then 503 `BUSY`.
    pub const BATCH_MIB: usize = 256;
    /// Images of a batch that are read and stored at a time.
    pub const BATCH_IMAGES: usize = 8;
    /// Records of one candidate that are judged anew when something of them arrives.
    pub const WAITING_RECORDS: i64 = 200;
    /// Lines of operators and devices in a sync status; the rest is told by `truncated`.
    pub const SYNC_LINES: i64 = 5000;
    /// Image work that waits for a worker; more is 503 `BUSY`.
    pub const IMAGE_QUEUE: usize = 64;
    /// Passwords hashed at a time, 19 MiB each.
    pub const PASSWORD_WORKERS: usize = 2;
    /// Passwords that wait to be hashed; more is 503 `BUSY`.
    pub const PASSWORD_QUEUE: usize = 256;
    /// Addresses that are told apart in a minute's count of outsiders; the rest is counted together.
    pub const COUNTED_ADDRESSES: usize = 10_000;
    /// Data keys that are kept in memory; then they are unwrapped anew.
    pub const CACHED_DATA_KEYS: usize = 1024;
    /// Bad cells of an import that are named; the rest is counted.
    pub const NAMED_CELLS: usize = 10_000;
    /// Rows of an import that go in with one statement.
    pub const IMPORT_BATCH: usize = 500;
    /// Bytes of a refused request that are still read, so that its answer arrives; then the connection ends.
    pub const DRAIN_BYTES: usize = 64 << 20;
    /// Seconds for that.
    pub const DRAIN_SECONDS: u64 = 15;
    /// Entries of the journal that get their numbers in one transaction.
    pub const NUMBERED_AT_ONCE: i64 = 1000;
    /// Entries that a verification or an export of the journal holds at a time.
    pub const VERIFIED_AT_ONCE: i64 = 500;
    /// Bytes of a line of an exported journal; a longer one is refused.
    pub const BUNDLE_LINE_BYTES: u64 = 16 << 20;
    /// Clients of `/api/ws` at a time; more are told 503 `BUSY`.
    pub const LIVE_CLIENTS: usize = 4096;
    /// Of them, those who have not said yet who they are; more are told 503 `BUSY`.
    pub const LIVE_STRANGERS: usize = 256;
    /// Bytes of a message from a client of `/api/ws`; more ends the connection.
    pub const LIVE_MESSAGE_BYTES: usize = 8 * 1024;
    /// Messages of a client between two pings that make no sense or are refused; then it is closed with 4400.
    pub const LIVE_FAULTS: u32 = 10;
    /// Exams that a client may watch at a time; more is an error message.
    pub const LIVE_EXAMS: usize = 16;
    /// The last updates of an exam that are kept in memory for all clients; older ones are read from the store.
    pub const LIVE_RECENT: usize = 2048;
    /// Updates that are read or sent at once.
    pub const LIVE_PAGE: usize = 256;
    /// Clients that read missed updates from the store at a time; the others wait.
    pub const LIVE_REPLAYS: usize = 4;
    /// The last updates of an exam that can be asked for with `since`; for older ones the answer is `reset`.
    pub const LIVE_KEPT: i64 = 1_000_000;
    /// Seconds without a heartbeat after which a device is silent.
    pub const SILENT_SECONDS: i64 = 5 * 60;
    /// Seconds without an entry after which an operator is not active.
    pub const ACTIVE_SECONDS: i64 = 15 * 60;
    /// Seconds that a device's clock may be off before `clock_tampering` is raised.
    pub const CLOCK_OFF_SECONDS: i64 = 10 * 60;
    /// New devices of one account in a day; more is 429.
    pub const DEVICES_A_DAY: u32 = 20;
    /// Records that a device may say it holds; more is 400.
    pub const DEVICE_RECORDS: u32 = 1_000_000;
    /// Open alerts of one kind about one candidate by one operator within a minute that a refusal raises;
    /// what comes on top is counted on the newest of them.
    pub const SIMILAR_ALERTS: i64 = 10;
    /// Faces that are searched in one pass over the enrolled ones.
    pub const SEARCHED_AT_ONCE: i64 = 64;
    /// Enrolled faces that are read from the store at a time.
    pub const FACES_AT_ONCE: i64 = 1000;
    /// Faces that look like a searched one and are compared exactly; the likeliest are taken.
    pub const COMPARED_EXACTLY: usize = 64;
    /// Alerts of one search; the likeliest are raised, and the alert says how many there were.
    pub const DUPLICATES_TOLD: usize = 3;
    /// Entries of the journal that are read for notices in one transaction.
    pub const READ_FOR_NOTICES: i64 = 500;
    /// Notices that are sent at a time.
    pub const SENT_AT_ONCE: i64 = 50;
    /// Seconds a client may be silent in the middle of a body; then the connection ends.
    pub const BODY_IDLE_SECONDS: u64 = 30;
    /// Packages built at a time.
    pub const PACKAGE_BUILDS: usize = 2;
    /// Packages being built or waiting for it; one more is begun when it is fetched.
    pub const PACKAGES_WAITING: usize = 256;
    /// Seconds a fetch waits for its package to be built, fewer than proxies wait; then 503 `BUSY`.
    pub const PACKAGE_WAIT_SECONDS: u64 = 30;
    /// Packages sent at a time; one more is 503 `BUSY`.
    pub const PACKAGES_SENT: usize = 256;
    /// Seconds in which a client has to take 64 KiB of a package; then the connection ends.
    pub const PACKAGE_IDLE_SECONDS: u64 = 60;
    /// Candidates of a package; more is 413, before the password is used.
    pub const PACKAGE_CANDIDATES: i64 = 20_000;
}

/// Options as they are given; `None` where they are not.
#[derive(Args, Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Options {
    /// Where the data lies: database, encrypted files, key file.
    #[arg(long, env = "MPA_DATA_DIR", global = true)]
    pub data_dir: Option<PathBuf>,
    /// postgres://… in place of the SQLite file in the data directory.
    #[arg(long, env = "MPA_DATABASE_URL", global = true, hide_env_values = true)]
    pub database_url: Option<String>,
    /// The folder with the face models.
    #[arg(long, env = "MPA_MODELS", global = true)]
    pub models: Option<PathBuf>,
    /// The key file; it may lie away from the data.
    #[arg(long, env = "MPA_KEY_FILE", global = true)]
    pub key_file: Option<PathBuf>,
    /// The address to listen on.
    #[arg(long, env = "MPA_LISTEN", global = true)]
    pub listen: Option<SocketAddr>,
    /// Requests a second for one address; 0 is off.
    #[arg(long, env = "MPA_RATE_LIMIT", global = true)]
    pub rate_limit: Option<u32>,
    /// Networks whose forwarding headers are believed.
    #[arg(long, env = "MPA_TRUSTED_PROXY", global = true, value_delimiter = ',')]
    pub trusted_proxy: Option<Vec<IpNet>>,
    /// A proxy in front does TLS, so that an address other than loopback may be listened on.
    #[arg(long, env = "MPA_BEHIND_PROXY", global = true, num_args = 0..=1, default_missing_value = "true")]
    pub behind_proxy: Option<bool>,
    /// A token that may read /metrics from afar.
    #[arg(long, env = "MPA_METRICS_TOKEN", global = true, hide_env_values = true)]
    pub metrics_token: Option<String>,
    /// Threads for image work.
    #[arg(long, env = "MPA_IMAGE_WORKERS", global = true)]
    pub image_workers: Option<usize>,
    /// Connections to the database.
    #[arg(long, env = "MPA_POOL_CONNECTIONS", global = true)]
    pub pool_connections: Option<u32>,
    /// The most bytes of one uploaded image.
    #[arg(long, env = "MPA_MAX_IMAGE_BYTES", global = true)]
    pub max_image_bytes: Option<u64>,
    /// The most bytes of an imported file.
    #[arg(long, env = "MPA_MAX_IMPORT_BYTES", global = true)]
    pub max_import_bytes: Option<u64>,
    /// Single reads and photographs an operator may take in an hour.
    #[arg(long, env = "MPA_READS_PER_HOUR", global = true)]
    pub reads_per_hour: Option<u32>,
    /// Seconds after which a file that no row names is swept.
    #[arg(long, env = "MPA_SWEEP_AFTER", global = true)]
    pub sweep_after: Option<i64>,
    /// Minutes east of UTC of the times without a zone in a roster.
    #[arg(long, env = "MPA_ROSTER_UTC_OFFSET", global = true, allow_negative_numbers = true)]
    pub roster_utc_offset: Option<i32>,
    /// Where notices of alerts and conflicts go: `log`, or a file that gets one line of JSON each.
    #[arg(long, env = "MPA_NOTICES", global = true)]
    pub notices: Option<String>,
    /// The most enrolled faces, of all exams together, kept in memory to be searched; 148 bytes each.
    #[arg(long, env = "MPA_FACES_IN_MEMORY", global = true)]
    pub faces_in_memory: Option<usize>,
    /// `text` or `json` lines on standard error.
    #[arg(long, env = "MPA_LOG_FORMAT", global = true)]
    pub log_format: Option<LogFormat>,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// The configuration in force.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Config {
    /// See [`Options::data_dir`].
    pub data_dir: PathBuf,
    /// See [`Options::database_url`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database_url: Option<String>,
    /// See [`Options::models`].
    pub models: PathBuf,
    /// See [`Options::key_file`].
    pub key_file: PathBuf,
    /// See [`Options::listen`].
    pub listen: SocketAddr,
    /// See [`Options::rate_limit`].
    pub rate_limit: u32,
    /// See [`Options::trusted_proxy`].
    pub trusted_proxy: Vec<IpNet>,
    /// See [`Options::behind_proxy`].
    pub behind_proxy: bool,
    /// See [`Options::metrics_token`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metrics_token: Option<String>,
    /// See [`Options::image_workers`]; what waits for them beyond 64 is told `BUSY`.
    pub image_workers: usize,
    /// See [`Options::pool_connections`].
    pub pool_connections: u32,
    /// See [`Options::max_image_bytes`]; 32 uploads are in memory at a time.
    pub max_image_bytes: u64,
    /// See [`Options::max_import_bytes`]; imports are spooled to disk.
    pub max_import_bytes: u64,
    /// See [`Options::reads_per_hour`].
    pub reads_per_hour: u32,
    /// See [`Options::sweep_after`].
    pub sweep_after: i64,
    /// See [`Options::roster_utc_offset`].
    pub roster_utc_offset: i32,
    /// See [`Options::notices`].
    pub notices: String,
    /// See [`Options::faces_in_memory`]; those beyond are not searched, which is logged and counted.
    pub faces_in_memory: usize,
    /// See [`Options::log_format`].
    pub log_format: LogFormat,
}

impl Options {
    /// These options, with `file`'s where these say nothing.
    #[must_use]
    pub fn or(self, file: Self) -> Self {
        Self {
            data_dir: self.data_dir.or(file.data_dir),
            database_url: self.database_url.or(file.database_url),
            models: self.models.or(file.models),
            key_file: self.key_file.or(file.key_file),
            listen: self.listen.or(file.listen),
            rate_limit: self.rate_limit.or(file.rate_limit),
            trusted_proxy: self.trusted_proxy.or(file.trusted_proxy),
            behind_proxy: self.behind_proxy.or(file.behind_proxy),
            metrics_token: self.metrics_token.or(file.metrics_token),
            image_workers: self.image_workers.or(file.image_workers),
            pool_connections: self.pool_connections.or(file.pool_connections),
            max_image_bytes: self.max_image_bytes.or(file.max_image_bytes),
            max_import_bytes: self.max_import_bytes.or(file.max_import_bytes),
            reads_per_hour: self.reads_per_hour.or(file.reads_per_hour),
            sweep_after: self.sweep_after.or(file.sweep_after),
            roster_utc_offset: self.roster_utc_offset.or(file.roster_utc_offset),
            notices: self.notices.or(file.notices),
            faces_in_memory: self.faces_in_memory.or(file.faces_in_memory),
            log_format: self.log_format.or(file.log_format),
        }
    }

    /// The configuration, with the defaults filled in.
    #[must_use]
    pub fn resolve(self) -> Config {
        let data_dir = self.data_dir.unwrap_or_else(|| PathBuf::from("./mpa-data"));
        Config {
            models: self.models.unwrap_or_else(|| default_models(&data_dir)),
            key_file: self.key_file.unwrap_or_else(|| data_dir.join("mpa.key")),
            data_dir,
            database_url: self.database_url,
            listen: self.listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
            rate_limit: self.rate_limit.unwrap_or(500),
            trusted_proxy: self.trusted_proxy.unwrap_or_default(),
            behind_proxy: self.behind_proxy.unwrap_or(false),
            metrics_token: self.metrics_token,
            image_workers: self.image_workers.unwrap_or_else(cores).max(1),
            pool_connections: self.pool_connections.unwrap_or(16).max(2),
            max_image_bytes: self.max_image_bytes.unwrap_or(10 << 20),
            max_import_bytes: self.max_import_bytes.unwrap_or(8 << 30),
            reads_per_hour: self.reads_per_hour.unwrap_or(600),
            sweep_after: self.sweep_after.unwrap_or(3600).max(0),
            roster_utc_offset: self.roster_utc_offset.unwrap_or(330),
            notices: self.notices.unwrap_or_else(|| "log".to_owned()),
            faces_in_memory: self.faces_in_memory.unwrap_or(2_500_000),
            log_format: self.log_format.unwrap_or(LogFormat::Text),
        }
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, std::num::NonZero::get)
}

/// `./models`, then `models` in the data directory.
fn default_models(data_dir: &Path) -> PathBuf {
    let here = PathBuf::from("./models");
    let there = data_dir.join("models");
    if !here.is_dir() && there.is_dir() { there } else { here }
}

impl Config {
    /// Where uploads are spooled.
    #[must_use]
    pub fn scratch_dir(&self) -> PathBuf {
        self.data_dir.join("tmp")
    }

    /// The configuration as a file, with secrets masked.
    #[must_use]
    pub fn masked(&self) -> String {
        let mut shown = self.clone();
        shown.database_url = shown.database_url.map(|url| mask_password(&url));
        shown.metrics_token = shown.metrics_token.map(|_| "***".to_owned());
        toml::to_string(&shown).unwrap_or_default()
    }

    /// What is wrong with the configuration, in sentences that say what to do.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if !self.listen.ip().is_loopback() && !self.behind_proxy {
            problems.push(format!(
                "listen: {} can be reached from other machines and would speak without TLS; put a TLS proxy in front \
                 and add --behind-proxy, or listen on 127.0.0.1",
                self.listen
            ));
        }
        if let Some(url) = &self.database_url
            && !url.starts_with("postgres://")
            && !url.starts_with("postgresql://")
        {
            problems.push("database-url: must begin with postgres://; leave it out for SQLite".to_owned());
        }
        if !(-14 * 60..=14 * 60).contains(&self.roster_utc_offset) {
            problems.push("roster-utc-offset: must be -840 to 840 minutes".to_owned());
        }
        problems
    }
}

fn mask_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return "***".to_owned() };
    match rest.rsplit_once('@') {
        Some((credentials, host)) => {
            let user = credentials.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}:***@{host}")
        }
        None => url.to_owned(),
    }
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
    }
}
