//! The document that is committed, and the command line around the server.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use tempfile::TempDir;

/// `mpa` with a scratch data directory, and nothing of the caller's environment.
pub fn mpa(data_dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mpa"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("MPA_")) {
        command.env_remove(name);
    }
    command.args(arguments).arg("--data-dir").arg(data_dir).arg("--models").arg(crate::world::models());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(data_dir: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = mpa(data_dir, arguments).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[track_caller]
fn done(data_dir: &Path, arguments: &[&str], input: &str) -> String {
    let output = run(data_dir, arguments, input);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn refused(data_dir: &Path, arguments: &[&str], input: &str) -> String {
    let output = run(data_dir, arguments, input);
    assert!(!output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stderr).unwrap()
}

/// A server of its own process, killed when it is dropped.
pub struct Serving {
    pub child: Child,
    pub url: String,
}

impl Serving {
    pub fn start(mut command: Command) -> Self {
        let mut child = command.stderr(Stdio::inherit()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("listening on ").unwrap_or_else(|| panic!("it did not start: {line:?}"));
        Self { url: url.to_owned(), child }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn scratch() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn the_committed_document_is_the_servers() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi.json");
    let now = server::serve::document().to_pretty_json().unwrap() + "\n";
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == now, "openapi.json is stale: run `make openapi`");
    let folder = scratch();
    assert_eq!(done(folder.path(), &["openapi"], ""), now);
    assert!(now.contains("\"openapi\": \"3.1"));
}

#[test]
fn every_operation_says_who_may_and_what_can_be_refused() {
    let document = serde_json::to_value(server::serve::document()).unwrap();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let what = format!("{method} {path}");
            assert!(operation["summary"].is_string() || operation["description"].is_string(), "{what}");
            let open = ["/health/", "/metrics", "/api/auth/login", "/api/auth/refresh"]
                .iter()
                .any(|open| path.starts_with(open));
            assert_eq!(operation["security"].is_array(), !open, "{what}");
            if !open {
                assert!(operation["description"].as_str().unwrap().contains("Roles: "), "{what}");
                assert!(
                    operation["responses"]["401"].is_object() && operation["responses"]["403"].is_object(),
                    "{what}"
                );
            }
        }
    }
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
    let agent = crate::world::agent();
    let call = |token: Option<&str>, method: &str, path: &str, body: String| {
        let call = crate::world::Call { base: &serving.url, token, headers: &[] };
        call.send(&agent, method, path, Some("application/json"), body.into_bytes()).unwrap()
    };
    let log_in = |password: &str| {
        call(None, "POST", "/api/auth/login", format!(r#"{{"username":"head","password":"{password}"}}"#))
    };
    let token = crate::world::text(&log_in("long enough").ok()["accessToken"]);
    call(Some(&token), "GET", "/api/auth/me", String::new()).ok();
    // Beside the server that runs.
    done(data, &["user", "reset-password", "--username", "head", "--password-stdin"], "another one\n");
    call(Some(&token), "GET", "/api/auth/me", String::new()).refused(401, "UNAUTHENTICATED");
    log_in("long enough").refused(401, "INVALID_CREDENTIALS");
    let token = crate::world::text(&log_in("another one").ok()["accessToken"]);
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
