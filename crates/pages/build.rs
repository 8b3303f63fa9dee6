//! Packs `web/dist`, where Vite has built the web application; where it has not, there are no pages.

#[path = "src/pack.rs"]
mod pack;

use std::{env, error::Error, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let place = |name: &str| env::var_os(name).map(PathBuf::from).ok_or_else(|| format!("{name} is not set"));
    let (out, dist) = (place("OUT_DIR")?, place("CARGO_MANIFEST_DIR")?.join("../../web/dist"));
    // Cargo runs this anew each time while what it watches is not there.
    let _ = fs::create_dir_all(&dist);
    println!("cargo::rerun-if-changed={}", dist.display());
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/pack.rs");
    // The smallest form takes seconds a megabyte, and is worth it where the program is kept.
    let quality = if env::var_os("PROFILE").is_some_and(|profile| profile == "release") { 11 } else { 5 };
    fs::write(out.join("files.rs"), pack::pack(&dist, &out, quality)?)?;
    Ok(())
}
