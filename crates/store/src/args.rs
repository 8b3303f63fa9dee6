//! The values that both engines take.

use domain::{Timestamp, text};
use sqlx::{Postgres, Sqlite, postgres::PgArguments, query::Query, sqlite::SqliteArguments, types::Json};
use uuid::Uuid;

/// A parameter. `None` is NULL of the right type: PostgreSQL wants to know which.
#[derive(Clone, Debug)]
pub enum Arg {
    /// uuid / BLOB(16).
    Id(Option<Uuid>),
    /// text.
    Text(Option<String>),
    /// bigint; also times.
    Int(Option<i64>),
    /// double precision.
    Float(Option<f64>),
    /// boolean.
    Bool(Option<bool>),
    /// bytea / BLOB.
    Bytes(Option<Vec<u8>>),
    /// jsonb / TEXT.
    Json(serde_json::Value),
}

impl Arg {
    pub(crate) fn bind_postgres(self, query: Query<'_, Postgres, PgArguments>) -> Query<'_, Postgres, PgArguments> {
        match self {
            Self::Id(v) => query.bind(v),
            Self::Text(v) => query.bind(v),
            Self::Int(v) => query.bind(v),
            Self::Float(v) => query.bind(v),
            Self::Bool(v) => query.bind(v),
            Self::Bytes(v) => query.bind(v),
            Self::Json(v) => query.bind(Json(v)),
        }
    }

    pub(crate) fn bind_sqlite(self, query: Query<'_, Sqlite, SqliteArguments>) -> Query<'_, Sqlite, SqliteArguments> {
        match self {
            Self::Id(v) => query.bind(v),
            Self::Text(v) => query.bind(v),
            Self::Int(v) => query.bind(v),
            Self::Float(v) => query.bind(v),
            Self::Bool(v) => query.bind(v),
            Self::Bytes(v) => query.bind(v),
            Self::Json(v) => query.bind(Json(v)),
        }
    }
}

macro_rules! arg_from {
    ($($type:ty => $variant:ident, |$v:ident| $value:expr;)*) => {$(
        impl From<$type> for Arg {
            fn from($v: $type) -> Self { Self::$variant(Some($value)) }
        }
        impl From<Option<$type>> for Arg {
            fn from(v: Option<$type>) -> Self { Self::$variant(v.map(|$v| $value)) }
        }
    )*};
}

arg_from! {
    Uuid => Id, |v| v;
    String => Text, |v| v;
    &str => Text, |v| v.to_owned();
    &String => Text, |v| v.clone();
    &text::RollNumber => Text, |v| v.as_str().to_owned();
    &text::Barcode => Text, |v| v.as_str().to_owned();
    &text::Code => Text, |v| v.as_str().to_owned();
    &text::Username => Text, |v| v.as_str().to_owned();
    &text::Line => Text, |v| v.as_str().to_owned();
    i64 => Int, |v| v;
    u32 => Int, |v| i64::from(v);
    Timestamp => Int, |v| v.0;
    f64 => Float, |v| v;
    bool => Bool, |v| v;
    Vec<u8> => Bytes, |v| v;
    &[u8] => Bytes, |v| v.to_vec();
    [u8; 32] => Bytes, |v| v.to_vec();
    domain::ExamId => Id, |v| v.0;
    domain::CentreId => Id, |v| v.0;
    domain::SlotId => Id, |v| v.0;
    domain::CandidateId => Id, |v| v.0;
    domain::UserId => Id, |v| v.0;
    domain::SessionId => Id, |v| v.0;
    domain::AttendanceId => Id, |v| v.0;
    domain::FaceId => Id, |v| v.0;
    domain::AttemptId => Id, |v| v.0;
    domain::FingerprintId => Id, |v| v.0;
    domain::BiometricId => Id, |v| v.0;
    domain::BlobId => Id, |v| v.0;
    domain::AlertId => Id, |v| v.0;
    domain::EventId => Id, |v| v.0;
    domain::PasswordId => Id, |v| v.0;
    domain::DownloadId => Id, |v| v.0;
    domain::ConflictId => Id, |v| v.0;
    domain::Role => Text, |v| <&str>::from(v).to_owned();
    domain::slot::SlotStatus => Text, |v| <&str>::from(v).to_owned();
    domain::attendance::AttendanceStatus => Text, |v| <&str>::from(v).to_owned();
    domain::sheet::SheetStatus => Text, |v| <&str>::from(v).to_owned();
    domain::fingerprint::Finger => Text, |v| <&str>::from(v).to_owned();
}

impl From<serde_json::Value> for Arg {
    fn from(value: serde_json::Value) -> Self {
        Self::Json(value)
    }
}

/// Bytes in a set of rows, which is JSON.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // a String takes everything
        text
    })
}

/// The parameters of one statement, in order.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::Arg::from($value)),*] };
}
