//! The binary `mpa`.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Before anything else is read: that process has nothing but a stranger's picture.
    if std::env::args_os().nth(1).is_some_and(|first| first == barcodes::CHILD) {
        return barcodes::child();
    }
    match mpa::cli::run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("mpa: {error:#}");
            ExitCode::FAILURE
        }
    }
}
