//! `mpa face`: how good the engine is, measured, and its calibration.

use std::{io::Write as _, path::PathBuf, process::ExitCode};

use clap::Subcommand;
use face::{Change, Engine};

use vault::Clock;

use crate::config::Config;

/// The face engine: accuracy and calibration.
#[derive(Debug, Subcommand)]
pub(super) enum FaceCommand {
    /// Measure accuracy over labelled pairs.
    Evaluate {
        /// A CSV with path_a,path_b,same; paths relative to it.
        #[arg(long)]
        pairs: PathBuf,
        /// Turn the live pictures by so many degrees, clockwise; by other than quarters, corners are black.
        #[arg(long, default_value_t = 0, allow_negative_numbers = true)]
        turn: i32,
        /// Make so many hundredths of the live pictures' height grey, from the foot on.
        #[arg(long, default_value_t = 0, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(..=100))]
        cut: u8,
        /// Compress the live pictures again as JPEG of this quality, at three quarters of their size.
        #[arg(long, value_name = "QUALITY", value_parser = clap::value_parser!(u8).range(1..=100))]
        copy: Option<u8>,
        /// Change the enrolled pictures likewise.
        #[arg(long)]
        both: bool,
    },
    /// Make the table from raw score to match percentage.
    Calibrate {
        /// A CSV with path_a,path_b,same; paths relative to it.
        #[arg(long)]
        pairs: PathBuf,
        /// What the pairs are, for the table to name.
        #[arg(long, default_value = "not named")]
        data_set: String,
        /// Where to write the table; standard output when left out.
        #[arg(long)]
        out: Option<PathBuf>,
    },
}

/// Runs a command on the face engine.
///
/// # Errors
/// When the models or the pairs cannot be read.
pub(super) fn run(command: FaceCommand, config: Config) -> anyhow::Result<ExitCode> {
    let engine = Engine::load(&config.models)?;
    match command {
        FaceCommand::Evaluate { pairs, turn, cut, copy, both } => {
            let change = Change { turn, cut, copy, both };
            let report = face::evaluate(&engine, &pairs, &change, progress)?;
            eprintln!();
            println!("{report}");
        }
        FaceCommand::Calibrate { pairs, data_set, out } => {
            let today = Clock::System.now().to_string().chars().take(10).collect::<String>();
            let table = face::calibrate(&engine, &pairs, &data_set, &today, progress)?.to_json()?;
            eprintln!();
            match out {
                Some(path) => std::fs::write(path, table)?,
                None => println!("{table}"),
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn progress(done: usize, all: usize) {
    if done.is_multiple_of(50) || done == all {
        eprint!("\r{done} of {all} images");
        let _ = std::io::stderr().flush();
    }
}
