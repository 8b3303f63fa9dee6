//! Calls.

use serde_json::Value;
use ureq::{Agent, http::Request};

use super::{Answer, Form, World};

/// An agent to whom every status is an answer.
pub(crate) fn agent() -> Agent {
    let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).proxy(None);
    // A connection is not used again: the server may close it when it refuses a body unread.
    let config = config.max_idle_connections(0).max_idle_connections_per_host(0);
    config.timeout_global(Some(std::time::Duration::from_secs(60))).allow_non_standard_methods(true).build().into()
}

/// Somebody who calls.
#[derive(Clone)]
pub(crate) struct Caller<'w> {
    pub world: &'w World,
    pub token: Option<String>,
    headers: Vec<(&'static str, String)>,
}

impl World {
    /// Somebody without a token.
    pub(crate) fn anyone(&self) -> Caller<'_> {
        Caller { world: self, token: None, headers: Vec::new() }
    }

    /// Somebody with this access token.
    pub(crate) fn bearing(&self, token: impl Into<String>) -> Caller<'_> {
        Caller { token: Some(token.into()), ..self.anyone() }
    }
}

impl Caller<'_> {
    /// The same caller, with a header on every call.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The same caller, with an Idempotency-Key.
    pub(crate) fn once(&self, key: &str) -> Self {
        self.clone().with("idempotency-key", key)
    }

    /// The same caller, at another address.
    pub(crate) fn from(&self, address: &str) -> Self {
        self.clone().with("x-forwarded-for", address)
    }

    pub(crate) fn get(&self, path: impl AsRef<str>) -> Answer {
        self.send("GET", path.as_ref(), None, Vec::new())
    }

    pub(crate) fn post(&self, path: impl AsRef<str>, body: Value) -> Answer {
        self.json("POST", path.as_ref(), &body)
    }

    pub(crate) fn patch(&self, path: impl AsRef<str>, body: Value) -> Answer {
        self.json("PATCH", path.as_ref(), &body)
    }

    pub(crate) fn delete(&self, path: impl AsRef<str>) -> Answer {
        self.send("DELETE", path.as_ref(), None, Vec::new())
    }

    pub(crate) fn json(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.send(method, path, Some("application/json"), body.to_string().into_bytes())
    }

    pub(crate) fn form(&self, path: impl AsRef<str>, form: &Form) -> Answer {
        self.send("POST", path.as_ref(), Some(&form.content_type()), form.bytes())
    }

    /// Sends bytes as they are.
    pub(crate) fn send(&self, method: &str, path: &str, content_type: Option<&str>, body: Vec<u8>) -> Answer {
        let answer = self.try_send(method, path, content_type, body);
        answer.unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// As [`Caller::send`], for a server that may be gone.
    pub(crate) fn try_send(
        &self,
        method: &str,
        path: &str,
        content_type: Option<&str>,
        body: Vec<u8>,
    ) -> Result<Answer, ureq::Error> {
        let agent = self.world.agent.as_ref().unwrap();
        let headers: Vec<(&str, &str)> = self.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let call = Call { base: &self.world.url, token: self.token.as_deref(), headers: &headers };
        let answer = call.send(agent, method, path, content_type, body)?;
        if let Some(code) = answer.body["code"].as_str() {
            self.world.codes.lock().unwrap().insert(code.to_owned());
        }
        Ok(answer)
    }
}

/// What goes along with every call of somebody.
pub(crate) struct Call<'a> {
    pub base: &'a str,
    pub token: Option<&'a str>,
    pub headers: &'a [(&'a str, &'a str)],
}

impl Call<'_> {
    pub(crate) fn send(
        &self,
        agent: &Agent,
        method: &str,
        path: &str,
        content_type: Option<&str>,
        body: Vec<u8>,
    ) -> Result<Answer, ureq::Error> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base));
        if let Some(token) = self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(content_type) = content_type {
            request = request.header("content-type", content_type);
        }
        for (name, value) in self.headers {
            request = request.header(*name, *value);
        }
        let mut response = match content_type {
            Some(_) => agent.run(request.body(body)?)?,
            None => agent.run(request.body(())?)?,
        };
        let bytes = response.body_mut().with_config().limit(64 << 20).read_to_vec()?;
        Ok(Answer {
            call: format!("{method} {path}"),
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
            bytes,
        })
    }
}
