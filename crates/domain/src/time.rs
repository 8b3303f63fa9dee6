//! Time as microseconds since the Unix epoch, in UTC; on the wire RFC 3339.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, Type},
};

/// Microseconds since 1970-01-01T00:00:00Z. Both engines store it as a 64-bit integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// This moment moved by whole seconds (negative: earlier), saturating.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// Whole seconds from `earlier` to this moment; negative when it is later.
    #[must_use]
    pub fn seconds_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0) / 1_000_000
    }
}

impl Timestamp {
    /// The day of this moment, so many minutes east of UTC.
    #[must_use]
    pub fn date(self, utc_offset_minutes: i64) -> jiff::civil::Date {
        let local = self.plus_seconds(utc_offset_minutes.saturating_mul(60));
        let moment = jiff::Timestamp::from_microsecond(local.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        jiff::tz::Offset::UTC.to_datetime(moment).date()
    }
}

impl Timestamp {
    /// RFC 3339 with all six digits of the second's fraction: texts of one length, which sort as the moments do.
    #[must_use]
    pub fn sortable(self) -> String {
        jiff::Timestamp::from_microsecond(self.0).map_or_else(|_| self.to_string(), |moment| format!("{moment:.6}"))
    }
}

impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(moment) => write!(f, "{moment}"),
            Err(_) => write!(f, "{}us", self.0),
        }
    }
}

impl std::str::FromStr for Timestamp {
    type Err = jiff::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<jiff::Timestamp>().map(|moment| Self(moment.as_microsecond()))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| D::Error::custom("must be a time such as 2026-11-22T09:00:00Z"))
    }
}

impl PartialSchema for Timestamp {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .build()
            .into()
    }
}

impl ToSchema for Timestamp {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speaks_rfc_3339_in_utc() {
        let noon: Timestamp = "2026-11-22T17:30:00+05:30".parse().unwrap();
        assert_eq!(noon.to_string(), "2026-11-22T12:00:00Z");
        assert_eq!(noon.plus_seconds(-60).to_string(), "2026-11-22T11:59:00Z");
        assert_eq!(noon.date(330), jiff::civil::Date::constant(2026, 11, 22));
        assert_eq!(noon.date(721), jiff::civil::Date::constant(2026, 11, 23));
        assert_eq!(noon.plus_seconds(90).seconds_since(noon), 90);
    }
}
