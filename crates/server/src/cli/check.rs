//! `mpa config check`.

use std::process::ExitCode;

use clap::Subcommand;

use crate::config::{Options, unknown_variables};

/// The configuration.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print the configuration in force, with secrets masked, and name every wrong key.
    Check,
}

/// Prints the configuration; exit 1 when something is wrong with it.
pub fn run(_: &ConfigCommand, flags: Options, file: Result<Options, Vec<String>>, known: &[String]) -> ExitCode {
    let mut problems: Vec<String> = unknown_variables(std::env::vars().map(|(name, _)| name), known).collect();
    let file = file.unwrap_or_else(|wrong| {
        problems.extend(wrong);
        Options::default()
    });
    let config = flags.or(file).resolve();
    problems.extend(config.problems());
    print!("{}", config.masked());
    for problem in &problems {
        eprintln!("wrong: {problem}");
    }
    if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
