//! The configuration: every option, once, with what it is, its name in the environment and its default.
//!
//! Precedence: flag, environment (`MPA_<NAME>`), file (`--config`), default.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use clap::Args;
use ipnet::IpNet;
use serde::{Deserialize, Serialize};

/// Declares the options: the type that is given, the type that is in force, and how that follows from what was
/// given and from the data directory.
macro_rules! options {
    ($($(#[$doc:meta])* $name:ident: $given:ty => $in_force:ty = |$value:pat_param, $data_dir:pat_param| $of:expr;
       env = $env:literal $(, $arg:ident = $setting:expr)*;)*) => {
        /// Options as they are given; `None` where they are not.
        #[derive(Args, Clone, Debug, Default, Deserialize, Serialize)]
        #[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
        pub struct Options {
            $($(#[$doc])* #[arg(long, env = $env, global = true $(, $arg = $setting)*)] pub $name: Option<$given>,)*
        }

        /// The configuration in force.
        #[derive(Clone, Debug, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub struct Config {
            $($(#[$doc])* pub $name: $in_force,)*
        }

        impl Options {
            /// These options, with `file`'s where these say nothing.
            #[must_use]
            pub fn or(self, file: Self) -> Self {
                Self { $($name: self.$name.or(file.$name),)* }
            }

            /// The configuration, with the defaults filled in.
            #[must_use]
            pub fn resolve(self) -> Config {
                let data_dir = self.data_dir.clone().unwrap_or_else(default_data_dir);
                $(let $name = {
                    let of: fn(Option<$given>, &Path) -> $in_force = |$value, $data_dir| $of;
                    of(self.$name, &data_dir)
                };)*
                Config { $($name,)* }
            }
        }
    };
}

options! {
    /// Where the data lies: database, encrypted files, key file.
    data_dir: PathBuf => PathBuf = |given, _| given.unwrap_or_else(default_data_dir);
    env = "MPA_DATA_DIR";

    /// postgres://… in place of the SQLite file in the data directory.
    database_url: String => Option<String> = |given, _| given;
    env = "MPA_DATABASE_URL", hide_env_values = true;

    /// The folder with the face models.
    models: PathBuf => PathBuf = |given, data_dir| given.unwrap_or_else(|| default_models(data_dir));
    env = "MPA_MODELS";

    /// The key file; it may lie away from the data.
    key_file: PathBuf => PathBuf = |given, data_dir| given.unwrap_or_else(|| data_dir.join("mpa.key"));
    env = "MPA_KEY_FILE";

    /// The address to listen on.
    listen: SocketAddr => SocketAddr = |given, _| given.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
    env = "MPA_LISTEN";

    /// Requests a second for one address; 0 is off.
    rate_limit: u32 => u32 = |given, _| given.unwrap_or(500);
    env = "MPA_RATE_LIMIT";

    /// Networks whose forwarding headers are believed.
    trusted_proxy: Vec<IpNet> => Vec<IpNet> = |given, _| given.unwrap_or_default();
    env = "MPA_TRUSTED_PROXY", value_delimiter = ',';

    /// A proxy in front does TLS, so that an address other than loopback may be listened on.
    behind_proxy: bool => bool = |given, _| given.unwrap_or(false);
    env = "MPA_BEHIND_PROXY", num_args = 0..=1, default_missing_value = "true";

    /// A token that may read /metrics from afar.
    metrics_token: String => Option<String> = |given, _| given;
    env = "MPA_METRICS_TOKEN", hide_env_values = true;

    /// Threads for image work.
    image_workers: usize => usize = |given, _| given.unwrap_or_else(cores).max(1);
    env = "MPA_IMAGE_WORKERS";

    /// Connections to the database.
    pool_connections: u32 => u32 = |given, _| given.unwrap_or(16).max(2);
    env = "MPA_POOL_CONNECTIONS";

    /// The most bytes of one uploaded image.
    max_image_bytes: u64 => u64 = |given, _| given.unwrap_or(10 << 20);
    env = "MPA_MAX_IMAGE_BYTES";

    /// The most bytes of an imported file.
    max_import_bytes: u64 => u64 = |given, _| given.unwrap_or(8 << 30);
    env = "MPA_MAX_IMPORT_BYTES";

    /// Single reads and photographs an operator may take in an hour.
    reads_per_hour: u32 => u32 = |given, _| given.unwrap_or(600);
    env = "MPA_READS_PER_HOUR";

    /// Seconds after which a file that no row names is swept.
    sweep_after: i64 => i64 = |given, _| given.unwrap_or(3600).max(0);
    env = "MPA_SWEEP_AFTER";

    /// Minutes east of UTC of the times without a zone in a roster.
    roster_utc_offset: i32 => i32 = |given, _| given.unwrap_or(330);
    env = "MPA_ROSTER_UTC_OFFSET", allow_negative_numbers = true;

    /// Where notices of alerts and conflicts go: `log`, or a file that gets one line of JSON each.
    notices: String => String = |given, _| given.unwrap_or_else(|| "log".to_owned());
    env = "MPA_NOTICES";

    /// The most enrolled faces, of all exams together, kept in memory to be searched; 148 bytes each.
    faces_in_memory: usize => usize = |given, _| given.unwrap_or(2_500_000);
    env = "MPA_FACES_IN_MEMORY";

    /// `text` or `json` lines on standard error.
    log_format: LogFormat => LogFormat = |given, _| given.unwrap_or(LogFormat::Text);
    env = "MPA_LOG_FORMAT";
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

fn default_data_dir() -> PathBuf {
    PathBuf::from("./mpa-data")
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
            metrics_token: self.metrics_token.clone(),
            max_import_bytes: self.max_import_bytes,
        }
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
