//! Every option, once, with what it is, its name in the environment and its default.

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

    /// A file with the database's password, in place of the one in the address. Read again when it changes.
    database_password_file: PathBuf => Option<PathBuf> = |given, _| given;
    env = "MPA_DATABASE_PASSWORD_FILE";

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

    /// Where notices of alerts and conflicts go: `log`, a file that gets one line of JSON each, or `sns:TOPIC_ARN`.
    notices: String => String = |given, _| given.unwrap_or_else(|| "log".to_owned());
    env = "MPA_NOTICES";

    /// The most enrolled faces, of all exams together, kept in memory to be searched; 148 bytes each.
    faces_in_memory: usize => usize = |given, _| given.unwrap_or(2_500_000);
    env = "MPA_FACES_IN_MEMORY";

    /// `text` or `json` lines on standard error.
    log_format: LogFormat => LogFormat = |given, _| given.unwrap_or(LogFormat::Text);
    env = "MPA_LOG_FORMAT";

    /// A TLS certificate with its chain (PEM): the server speaks https itself. Read again when it changes.
    tls_cert: PathBuf => Option<PathBuf> = |given, _| given;
    env = "MPA_TLS_CERT";

    /// The key of the TLS certificate (PEM).
    tls_key: PathBuf => Option<PathBuf> = |given, _| given;
    env = "MPA_TLS_KEY";

    /// Whether this copy does the work beside the calls; `off` is a copy that only answers.
    jobs: Switch => Switch = |given, _| given.unwrap_or(Switch::On);
    env = "MPA_JOBS";

    /// Where encrypted files lie: `files`, in the data directory, or `s3://BUCKET/PREFIX`.
    blobs: String => String = |given, _| given.unwrap_or_else(|| "files".to_owned());
    env = "MPA_BLOBS";

    /// What S3 encrypts with, beside our own encryption: `none`, `AES256` or `aws:kms[:KEY]`.
    s3_sse: String => String = |given, _| given.unwrap_or_else(|| "AES256".to_owned());
    env = "MPA_S3_SSE";

    /// The endpoint of S3, with the bucket in the path: a bucket that is not Amazon's.
    s3_endpoint: String => Option<String> = |given, _| given;
    env = "MPA_S3_ENDPOINT";

    /// What wraps data keys and signing keys: `file`, the key file, or `kms:KEY_ARN`.
    keys: String => String = |given, _| given.unwrap_or_else(|| "file".to_owned());
    env = "MPA_KEYS";

    /// Seconds after which a data key in memory is unwrapped again beside the work.
    key_soft_age: u64 => u64 = |given, _| given.unwrap_or(300).max(1);
    env = "MPA_KEY_SOFT_AGE";

    /// Seconds after which a data key that could not be unwrapped again is used no more.
    key_hard_age: u64 => u64 = |given, _| given.unwrap_or(3600).max(1);
    env = "MPA_KEY_HARD_AGE";

    /// `kms:KEY_ARN` of an Ed25519 key that signs the checkpoints, in place of a key of the store.
    checkpoint_key: String => Option<String> = |given, _| given;
    env = "MPA_CHECKPOINT_KEY";

    /// Further KMS keys, by ARN, that the store's keys may lie under while they move; those of the account of `keys`
    /// need not be named.
    keys_also: Vec<String> => Vec<String> = |given, _| given.unwrap_or_default();
    env = "MPA_KEYS_ALSO", value_delimiter = ',';

    /// A bucket, `s3://BUCKET/PREFIX`, that keeps the newest checkpoint of each minute: one with Object Lock.
    checkpoints_to: String => Option<String> = |given, _| given;
    env = "MPA_CHECKPOINTS_TO";

    /// Where passwords of downloads and the records of sheets and faces lie: `sql`, or `dynamodb[:TABLE_PREFIX]`.
    records: String => String = |given, _| given.unwrap_or_else(|| "sql".to_owned());
    env = "MPA_RECORDS";

    /// Whether an exam may have its faces scored by Rekognition.
    rekognition: Switch => Switch = |given, _| given.unwrap_or(Switch::Off);
    env = "MPA_REKOGNITION";

    /// Calls of Rekognition a second, of this copy.
    rekognition_rate: u32 => u32 = |given, _| given.unwrap_or(5).max(1);
    env = "MPA_REKOGNITION_RATE";

    /// Amazon's region; without it, what the environment or the profile says.
    aws_region: String => Option<String> = |given, _| given;
    env = "MPA_AWS_REGION";

    /// The endpoint of Amazon's services in place of Amazon's own.
    aws_endpoint: String => Option<String> = |given, _| given;
    env = "MPA_AWS_ENDPOINT";

    /// The endpoint of S3 in place of Amazon's own.
    aws_endpoint_s3: String => Option<String> = |given, _| given;
    env = "MPA_AWS_ENDPOINT_S3";

    /// The endpoint of DynamoDB in place of Amazon's own.
    aws_endpoint_dynamodb: String => Option<String> = |given, _| given;
    env = "MPA_AWS_ENDPOINT_DYNAMODB";

    /// The endpoint of KMS in place of Amazon's own.
    aws_endpoint_kms: String => Option<String> = |given, _| given;
    env = "MPA_AWS_ENDPOINT_KMS";

    /// The endpoint of SNS in place of Amazon's own.
    aws_endpoint_sns: String => Option<String> = |given, _| given;
    env = "MPA_AWS_ENDPOINT_SNS";

    /// The endpoint of Rekognition in place of Amazon's own.
    aws_endpoint_rekognition: String => Option<String> = |given, _| given;
    env = "MPA_AWS_ENDPOINT_REKOGNITION";

    /// Metrics: `prometheus` at /metrics, `emf` (lines of CloudWatch's embedded metric format on standard output), or
    /// `both`.
    metrics: MetricsFormat => MetricsFormat = |given, _| given.unwrap_or(MetricsFormat::Prometheus);
    env = "MPA_METRICS";

    /// Where errors are reported to, scrubbed: the DSN of a Sentry project.
    sentry_dsn: String => Option<String> = |given, _| given;
    env = "MPA_SENTRY_DSN", hide_env_values = true;

    /// Where traces go: an OTLP endpoint over HTTP.
    otlp_endpoint: String => Option<String> = |given, _| given;
    env = "MPA_OTLP_ENDPOINT";

    /// Where backups go by themselves: a folder, or `s3://BUCKET/PREFIX`.
    backup_to: String => Option<String> = |given, _| given;
    env = "MPA_BACKUP_TO";

    /// Hours between two backups.
    backup_every: u64 => u64 = |given, _| given.unwrap_or(24).max(1);
    env = "MPA_BACKUP_EVERY";

    /// Backups that are kept.
    backup_keep: usize => usize = |given, _| given.unwrap_or(7).max(1);
    env = "MPA_BACKUP_KEEP";
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

/// On or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Switch {
    /// It is.
    On,
    /// It is not.
    Off,
}

/// How metrics are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum MetricsFormat {
    /// Prometheus asks for them.
    Prometheus,
    /// CloudWatch reads them from standard output.
    Emf,
    /// Both.
    Both,
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
