//! The binary `mpa`.

use std::process::ExitCode;

fn main() -> ExitCode {
    match server::cli::run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("mpa: {error:#}");
            ExitCode::FAILURE
        }
    }
}
