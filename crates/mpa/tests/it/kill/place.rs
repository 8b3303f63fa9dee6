//! A server that lives and dies where its data stays.

use std::{path::Path, sync::atomic::AtomicUsize};

use serde_json::{Value, json};
use store::{Db, PoolLimits};
use tempfile::TempDir;

use crate::world::{
    Answer, Call, Form, agent,
    process::{Serving, mpa},
    runtime, text,
};

const PASSWORD: &str = "long enough";

const CANDIDATES: usize = 600;

/// Where a server keeps what it knows, over its many lives.
pub(crate) struct Place {
    pub folder: TempDir,
    pub database: Option<String>,
}

impl Place {
    pub(crate) fn serve(&self, sweep_after: &str) -> Life {
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--rate-limit", "0", "--sweep-after", sweep_after];
        let mut command = mpa(self.folder.path(), &arguments);
        if let Some(url) = &self.database {
            command.arg("--database-url").arg(url);
        }
        command.env("MPA_LOG", "error");
        Life { serving: Serving::start(command), agent: agent() }
    }

    pub(crate) fn open(&self) -> Db {
        runtime().block_on(async {
            match &self.database {
                Some(url) => Db::connect_postgres(url, None, PoolLimits::default()).await.unwrap(),
                None => Db::open_sqlite(&self.folder.path().join("mpa.db"), PoolLimits::default()).await.unwrap(),
            }
        })
    }

    /// The log is whole, whatever happened.
    pub(crate) fn verified(&self) {
        let mut command = mpa(self.folder.path(), &["audit", "verify"]);
        if let Some(url) = &self.database {
            command.arg("--database-url").arg(url);
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }

    pub(crate) fn data_dir(&self) -> &Path {
        self.folder.path()
    }
}

/// A server between its start and its end.
pub(crate) struct Life {
    pub serving: Serving,
    pub agent: ureq::Agent,
}

impl Life {
    pub(crate) fn send(
        &self,
        token: &str,
        method: &str,
        path: &str,
        kind: &str,
        body: Vec<u8>,
    ) -> Result<Answer, ureq::Error> {
        let call = Call { base: &self.serving.url, token: Some(token), headers: &[] };
        call.send(&self.agent, method, path, Some(kind), body)
    }

    pub(crate) fn post(&self, token: &str, path: &str, body: &Value) -> Result<Answer, ureq::Error> {
        self.send(token, "POST", path, "application/json", body.to_string().into_bytes())
    }

    pub(crate) fn get(&self, token: &str, path: &str) -> Value {
        self.send(token, "GET", path, "application/json", Vec::new()).unwrap().ok()
    }

    pub(crate) fn log_in(&self, username: &str) -> String {
        let body = json!({ "username": username, "password": PASSWORD });
        text(&self.post("", "/api/auth/login", &body).unwrap().ok()["accessToken"])
    }

    pub(crate) fn kill(mut self) {
        self.serving.child.kill().unwrap(); // SIGKILL
        self.serving.child.wait().unwrap();
    }
}

/// An exam with one slot, one operator, and candidates enough for many lives.
pub(crate) struct Exam {
    pub id: String,
    pub candidates: Vec<(String, String)>,
    pub next: AtomicUsize,
}

pub(crate) fn prepare(place: &Place) -> Exam {
    let mut add = mpa(place.data_dir(), &["user", "add", "--username", "head", "--role", "admin", "--password-stdin"]);
    if let Some(url) = &place.database {
        add.arg("--database-url").arg(url);
    }
    let mut add = add.spawn().unwrap();
    std::io::Write::write_all(&mut add.stdin.take().unwrap(), PASSWORD.as_bytes()).unwrap();
    assert!(add.wait().unwrap().success());
    let life = place.serve("3600");
    let head = life.log_in("head");
    let id = text(&life.post(&head, "/api/exams", &json!({ "code": "K", "name": "Kill" })).unwrap().created()["id"]);
    let lines = (0..CANDIDATES).map(|number| format!("K-{number},Asha,Ram,2001-02-03,C,Morning\n"));
    let csv = "Roll No,Name,Father Name,DOB,Centre Code,Slot\n".to_owned() + &lines.collect::<String>();
    let form = Form::default().file("file", csv);
    let path = format!("/api/exams/{id}/candidates/import");
    life.send(&head, "POST", &path, &form.content_type(), form.bytes()).unwrap().ok();
    let list = life.get(&head, &format!("/api/candidates/{id}?limit=1000"));
    let candidates =
        list["items"].as_array().unwrap().iter().map(|one| (text(&one["id"]), text(&one["rollNumber"]))).collect();
    let slot = life.get(&head, "/api/slots")["items"][0]["id"].clone();
    let active = json!({ "status": "active" }).to_string().into_bytes();
    life.send(&head, "PATCH", &format!("/api/slots/{}", text(&slot)), "application/json", active).unwrap().ok();
    let hire = json!({ "username": "operator", "name": "Operator", "role": "operator", "password": PASSWORD });
    let operator = life.post(&head, "/api/operators", &hire).unwrap().created()["id"].clone();
    life.post(&head, "/api/slot/assign", &json!({ "operatorId": operator, "slotId": slot })).unwrap().created();
    Exam { id, candidates, next: AtomicUsize::new(0) }
}
