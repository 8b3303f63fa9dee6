//! The binary `mpa`.

use std::process::ExitCode;

/// Gives large blocks back: with the system's allocator each of many threads keeps its largest picture.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
