//! The one entry for libFuzzer: `MPA_FUZZ` names the target.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static TARGET: LazyLock<fuzz::Target> = LazyLock::new(|| {
    let wanted = std::env::var("MPA_FUZZ").unwrap_or_default();
    let Some(target) = fuzz::target(&wanted) else {
        eprintln!("MPA_FUZZ names no target: {wanted:?}");
        std::process::exit(2);
    };
    target
});

fuzz_target!(|bytes: &[u8]| TARGET.run(bytes));
