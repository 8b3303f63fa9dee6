//! Answers, and what is expected of them.

use std::fmt;

use serde_json::Value;
use ureq::http::HeaderMap;

/// An answer.
#[derive(Clone)]
pub(crate) struct Answer {
    pub call: String,
    pub status: u16,
    pub headers: HeaderMap,
    /// Null when it is not JSON.
    pub body: Value,
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} answered {} {}", self.call, self.status, self.body)
    }
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    /// The data of a 200.
    #[track_caller]
    pub(crate) fn ok(self) -> Value {
        self.good(200)
    }

    /// The data of a 201.
    #[track_caller]
    pub(crate) fn created(self) -> Value {
        self.good(201)
    }

    #[track_caller]
    fn good(self, status: u16) -> Value {
        assert!(self.status == status && self.body["success"] == true, "expected {status}: {self:?}");
        self.body["data"].clone()
    }

    /// The details of a refusal, which has the shape that the contract gives it.
    #[track_caller]
    pub(crate) fn refused(self, status: u16, code: &str) -> Value {
        assert!(self.status == status && self.code() == code, "expected {status} {code}: {self:?}");
        assert_eq!(self.body["success"], false, "{self:?}");
        assert!(self.body["error"].as_str().is_some_and(|sentence| !sentence.is_empty()), "{self:?}");
        self.body["details"].clone()
    }
}
