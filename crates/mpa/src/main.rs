//! The binary `mpa`.

use std::process::ExitCode;

fn main() -> ExitCode {
    match mpa::cli::run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("mpa: {error:#}");
            ExitCode::FAILURE
        }
    }
}
