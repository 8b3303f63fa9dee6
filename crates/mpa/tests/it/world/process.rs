//! The binary itself, in a process of its own.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use super::models;

/// `mpa` with a scratch data directory, and nothing of the caller's environment.
pub(crate) fn mpa(data_dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mpa"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("MPA_")) {
        command.env_remove(name);
    }
    command.args(arguments).arg("--data-dir").arg(data_dir).arg("--models").arg(models());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A server of its own process, killed when it is dropped.
pub(crate) struct Serving {
    pub child: Child,
    pub url: String,
}

impl Serving {
    pub(crate) fn start(command: Command) -> Self {
        Self::telling(command, Stdio::inherit())
    }

    /// As [`Serving::start`], with its log elsewhere.
    pub(crate) fn telling(mut command: Command, log: Stdio) -> Self {
        let mut child = command.stderr(log).spawn().unwrap();
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

/// Runs a command to its end.
pub(crate) fn run(data_dir: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = mpa(data_dir, arguments).spawn().unwrap();
    // A command that wants no input may have ended before it is written.
    drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
    child.wait_with_output().unwrap()
}

/// What a command that works prints.
#[track_caller]
pub(crate) fn done(data_dir: &Path, arguments: &[&str], input: &str) -> String {
    let output = run(data_dir, arguments, input);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What a command that fails says.
#[track_caller]
pub(crate) fn refused(data_dir: &Path, arguments: &[&str], input: &str) -> String {
    let output = run(data_dir, arguments, input);
    assert!(!output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stderr).unwrap()
}
