//! Every target over every file that is kept for it.

#![allow(clippy::unwrap_used)] // helpers of tests are tests, too

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn listed(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}

#[test]
fn every_target_holds_over_its_seeds() {
    for target in fuzz::TARGETS {
        let files = listed(&seeds().join(target.name));
        assert!(!files.is_empty(), "{} has no seeds", target.name);
        for file in files {
            println!("{}", file.display());
            let bytes = std::fs::read(&file).unwrap();
            target.run(&bytes);
            // What breaks off is the commonest damage.
            for end in (0..bytes.len()).step_by(bytes.len().div_ceil(50).max(1)) {
                target.run(&bytes[..end]);
            }
        }
    }
}

#[test]
fn every_folder_of_seeds_has_a_target() {
    let folders = listed(&seeds()).into_iter().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned());
    let targets = fuzz::TARGETS.iter().map(|target| target.name.to_owned());
    assert_eq!(folders.collect::<BTreeSet<_>>(), targets.collect());
}
