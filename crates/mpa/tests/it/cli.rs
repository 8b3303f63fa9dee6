//! The command line around the server.

use std::{
    io::Read as _,
    process::{Command, Output},
};

use tempfile::TempDir;

use crate::world::{
    Call, agent,
    process::{Serving, done, mpa, refused, run},
    text,
};

fn scratch() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn config_check_prints_what_is_in_force_and_names_what_is_wrong() {
    let folder = scratch();
    let told = done(
        folder.path(),
        &["config", "check", "--database-url", "postgres://mpa:s3cret@db/mpa", "--rate-limit", "7"],
        "",
    );
    assert!(
        told.contains("rate-limit = 7") && told.contains("postgres://mpa:***@db/mpa") && !told.contains("s3cret"),
        "{told}"
    );
    let file = folder.path().join("mpa.toml");
    std::fs::write(&file, "speed = 9\nrate-limit = \"fast\"\nreads-per-hour = 5\n").unwrap();
    let mut command = mpa(folder.path(), &["config", "check", "--config", file.to_str().unwrap()]);
    let output = command.env("MPA_COLOUR", "blue").output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    for wrong in ["speed", "rate-limit", "MPA_COLOUR"] {
        assert!(told.contains(wrong), "{wrong}: {told}");
    }
    refused(folder.path(), &["serve", "--config", file.to_str().unwrap()], "");
}

#[test]
fn a_server_is_told_why_it_may_not_start() {
    let folder = scratch();
    let told = refused(folder.path(), &["serve", "--listen", "0.0.0.0:0"], "");
    assert!(told.contains("--behind-proxy") && told.contains("TLS"), "{told}");
    assert!(refused(folder.path(), &["demo", "--listen", "0.0.0.0:0", "--behind-proxy"], "").contains("loopback"));
    let told =
        refused(folder.path(), &["serve", "--listen", "127.0.0.1:0", "--models", folder.path().to_str().unwrap()], "");
    assert!(told.contains("models") || told.contains("onnx"), "{told}");
    refused(folder.path(), &["serve", "--database-url", "mysql://x/y"], "");

    let first = Serving::start(mpa(folder.path(), &["serve", "--listen", "127.0.0.1:0"]));
    let told = refused(folder.path(), &["serve", "--listen", "127.0.0.1:0"], "");
    assert!(told.contains("another server uses") && told.contains(folder.path().to_str().unwrap()), "{told}");
    refused(folder.path(), &["migrate"], "");
    done(folder.path(), &["user", "list"], ""); // may run beside it
    let port = first.url.rsplit(':').next().unwrap();
    let told = refused(scratch().path(), &["serve", "--listen", &format!("127.0.0.1:{port}")], "");
    assert!(told.contains("--listen"), "{told}");
    drop(first);
    done(folder.path(), &["migrate"], "");
}

#[test]
fn accounts_are_kept_on_the_command_line() {
    let folder = scratch();
    let data = folder.path();
    let add = |name: &str, role: &str, more: &[&str], password: &str| {
        let arguments = ["user", "add", "--username", name, "--role", role, "--password-stdin"];
        run(data, &[&arguments, more].concat(), password)
    };
    let failed = |output: Output| {
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(add("head", "admin", &[], "long enough\n").status.success());
    assert!(failed(add("head", "admin", &[], "long enough")).contains("head"));
    assert!(failed(add("short", "admin", &[], "short\n")).contains("8 to 128"));
    assert!(failed(add("nobody", "king", &[], "long enough")).contains("supervisor"));
    assert!(failed(add("nowhere", "supervisor", &[], "long enough")).contains("centre"));
    assert!(failed(add("nowhere", "operator", &["--centre", "C9"], "long enough")).contains("C9"));
    let list = done(data, &["user", "list"], "");
    assert!(
        list.lines().count() == 1 && list.contains("admin") && list.contains("active") && list.contains("head"),
        "{list}"
    );

    let serving = Serving::start(mpa(data, &["serve", "--listen", "127.0.0.1:0"]));
    let agent = agent();
    let call = |token: Option<&str>, method: &str, path: &str, body: String| {
        let call = Call { base: &serving.url, token, headers: &[] };
        call.send(&agent, method, path, Some("application/json"), body.into_bytes()).unwrap()
    };
    let log_in = |password: &str| {
        call(None, "POST", "/api/auth/login", format!(r#"{{"username":"head","password":"{password}"}}"#))
    };
    let token = text(&log_in("long enough").ok()["accessToken"]);
    call(Some(&token), "GET", "/api/auth/me", String::new()).ok();
    // Beside the server that runs.
    done(data, &["user", "reset-password", "--username", "head", "--password-stdin"], "another one\n");
    call(Some(&token), "GET", "/api/auth/me", String::new()).refused(401, "UNAUTHENTICATED");
    log_in("long enough").refused(401, "INVALID_CREDENTIALS");
    let token = text(&log_in("another one").ok()["accessToken"]);
    done(data, &["user", "disable", "--username", "head"], "");
    call(Some(&token), "GET", "/api/auth/me", String::new()).refused(401, "UNAUTHENTICATED");
    log_in("another one").refused(401, "INVALID_CREDENTIALS");
    assert!(done(data, &["user", "list"], "").contains("disabled"));
    assert!(refused(data, &["user", "disable", "--username", "gone"], "").contains("gone"));
}

#[test]
fn a_stopped_server_ends_well_and_says_nothing_more() {
    let folder = scratch();
    let mut serving = Serving::start(mpa(folder.path(), &["serve", "--listen", "127.0.0.1:0"]));
    let id = serving.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    assert!(serving.child.wait().unwrap().success());
    let mut rest = String::new();
    serving.child.stdout.take().unwrap().read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");
}
