//! The server comes up, hands out databases, and is gone with its process.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests, too, fail by panicking
#![allow(clippy::disallowed_methods)] // measuring

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use testkit::postgres::{Durability, PostgresError, Server};

#[test]
fn databases_are_copies_that_know_nothing_of_each_other() {
    let server = Server::shared().unwrap();
    let template = server.create_database(None).unwrap();
    let sql = "CREATE TABLE t (n int); INSERT INTO t VALUES (7)";
    server.execute(&template.name, sql).unwrap();
    let started = Instant::now();
    let copy = server.create_database(Some(&template.name)).unwrap();
    println!("a copy took {:?}", started.elapsed());
    server.execute(&copy.name, "DELETE FROM t").unwrap();
    let count = |name: &str| server.execute(name, "SELECT count(*) FROM t").unwrap();
    assert_eq!((&*count(&template.name), &*count(&copy.name)), ("1", "0"));
    assert_ne!(copy.url, template.url);
    assert_eq!(server.execute(&copy.name, "SHOW max_connections").unwrap(), "200");
}

#[test]
fn many_tests_may_ask_at_once() {
    let server = Server::shared().unwrap();
    let template = server.create_database(None).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| server.create_database(Some(&template.name)).unwrap());
        }
    });
}

#[test]
fn a_refusal_says_what_and_why() {
    let server = Server::shared().unwrap();
    let refused = server.create_database(Some("no such")).unwrap_err();
    let message = refused.to_string();
    assert!(message.contains("no such"), "{message}");
    assert!(matches!(refused, PostgresError::Refused { .. }));
}

#[test]
fn a_dropped_server_is_gone() {
    let started = Instant::now();
    let server = Server::start(Durability::Durable).unwrap();
    println!("the start took {:?}", started.elapsed());
    let fsync = server.execute("postgres", "SHOW fsync").unwrap();
    assert_eq!(fsync, "on");
    let (folder, process) = (server.folder().to_owned(), postmaster(server.folder()));
    drop(server);
    assert!(!folder.exists());
    // Its lock file goes first, and the process a moment later.
    wait_until_gone(&[&process]);
}

/// The process to be killed.
#[test]
#[ignore = "run by the test below, in a process of its own"]
fn child() {
    if std::env::var_os("MPA_TEST_CHILD").is_none() {
        return;
    }
    let server = Server::shared().unwrap();
    println!("\nfolder {}", server.folder().display());
    loop {
        std::thread::park();
    }
}

#[test]
fn a_killed_process_leaves_neither_server_nor_folder() {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--ignored", "--nocapture"])
        .env("MPA_TEST_CHILD", "1")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let folder = lines.find_map(|line| Some(line.unwrap().strip_prefix("folder ")?.to_owned())).unwrap();
    let folder = Path::new(&folder);
    let process = postmaster(folder);
    assert!(process.exists());
    child.kill().unwrap();
    child.wait().unwrap();
    wait_until_gone(&[folder, &process]);
}

/// Waits for what is no child of ours, and cannot be waited for otherwise.
fn wait_until_gone(paths: &[&Path]) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while paths.iter().any(|path| path.exists()) {
        assert!(Instant::now() < deadline, "one is left of {paths:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// What exists as long as the server's process does.
fn postmaster(folder: &Path) -> std::path::PathBuf {
    let file = std::fs::read_to_string(folder.join("data/postmaster.pid")).unwrap();
    Path::new("/proc").join(file.lines().next().unwrap())
}
