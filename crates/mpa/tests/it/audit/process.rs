//! The command line, in processes of its own: beside a running server, after its stop, after a kill.

use std::{path::Path, process::Command};

use serde_json::json;
use store::{Db, PoolLimits};

use super::sql;
use crate::world::{
    Call, agent,
    process::{Serving, done, mpa, run},
    runtime, text,
};

fn serve(folder: &Path) -> Serving {
    let mut command = mpa(folder, &["serve", "--listen", "127.0.0.1:0", "--rate-limit", "0"]);
    command.env("MPA_LOG", "error");
    Serving::start(command)
}

/// Logs in and makes some centres.
fn work(serving: &Serving, from: usize, count: usize) {
    let agent = agent();
    let send = |token: Option<&str>, path: &str, body: serde_json::Value| {
        let call = Call { base: &serving.url, token, headers: &[] };
        call.send(&agent, "POST", path, Some("application/json"), body.to_string().into_bytes()).unwrap()
    };
    let token = send(None, "/api/auth/login", json!({ "username": "head", "password": "long enough" })).ok();
    let token = text(&token["accessToken"]);
    for number in from..from + count {
        send(Some(&token), "/api/centres", json!({ "code": format!("C{number}"), "name": "x" })).created();
    }
}

fn verify(folder: &Path, more: &[&str]) -> (Option<i32>, String) {
    let output = run(folder, &[&["audit", "verify"], more].concat(), "");
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[track_caller]
fn clean(folder: &Path) -> String {
    let (code, told) = verify(folder, &[]);
    assert!(code == Some(0) && told.contains("checkpoints: nothing was changed"), "{told}");
    told
}

#[test]
fn the_log_is_checked_beside_a_server_after_its_stop_and_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    done(data, &["user", "add", "--username", "head", "--role", "admin", "--password-stdin"], "long enough");
    let mut serving = serve(data);
    work(&serving, 0, 10);
    clean(data); // beside it
    serving.child.kill().unwrap(); // SIGKILL
    serving.child.wait().unwrap();
    clean(data);

    let mut serving = serve(data);
    work(&serving, 10, 10);
    let id = serving.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    assert!(serving.child.wait().unwrap().success());
    let told = clean(data);
    assert!(!told.contains("not under a checkpoint") && !told.contains("wait for their number"), "{told}");
    let entries: i64 = told.split(' ').next().unwrap().parse().unwrap();
    assert_eq!(entries, 1 + 2 + 20, "the account, two logins, twenty centres: {told}");

    let bundle = data.join("bundle.jsonl");
    done(data, &["audit", "export", "--out", bundle.to_str().unwrap()], "");
    let elsewhere = tempfile::tempdir().unwrap();
    let (code, told) = verify(elsewhere.path(), &["--bundle", bundle.to_str().unwrap()]);
    assert!(code == Some(0) && told.starts_with(&format!("{entries} entries, ")), "{told}");
    assert!(std::fs::read_dir(elsewhere.path()).unwrap().next().is_none(), "nothing was made");

    runtime().block_on(async {
        let db = Db::open_sqlite(&data.join("mpa.db"), PoolLimits::default()).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        sql(&mut tx, "UPDATE journal SET outcome = 'refused' WHERE seq = 7").await;
        tx.commit().await.unwrap();
        db.close().await;
    });
    let (code, told) = verify(data, &[]);
    assert!(code == Some(1) && told.starts_with("entry 7 (id ") && told.contains("): changed: "), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
}
