use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::error::EvaluateError;

/// The pairs of a CSV, and each picture in them once.
pub(super) struct PairList {
    pub pictures: Vec<PathBuf>,
    pub pairs: Vec<Pair>,
}

/// Two pictures, by their place in [`PairList::pictures`].
#[derive(Clone, Copy)]
pub(super) struct Pair {
    pub a: usize,
    pub b: usize,
    pub same: bool,
}

#[derive(Deserialize)]
struct Row {
    path_a: String,
    path_b: String,
    same: String,
}

impl PairList {
    /// Reads the CSV; paths are relative to its folder.
    pub(super) fn load(csv: &Path) -> Result<PairList, EvaluateError> {
        let folder = csv.parent().unwrap_or(Path::new(""));
        let mut list = PairList { pictures: Vec::new(), pairs: Vec::new() };
        let mut known = HashMap::new();
        for (index, row) in csv::Reader::from_path(csv)?.deserialize().enumerate() {
            let Row { path_a, path_b, same } = row?;
            let mut place = |path: String| {
                *known.entry(path).or_insert_with_key(|path| {
                    list.pictures.push(folder.join(path));
                    list.pictures.len() - 1
                })
            };
            let (a, b) = (place(path_a), place(path_b));
            let same = match same.trim() {
                "1" | "true" => true,
                "0" | "false" => false,
                _ => return Err(EvaluateError::Label { line: index + 2 }),
            };
            list.pairs.push(Pair { a, b, same });
        }
        if list.pairs.is_empty() { Err(EvaluateError::Empty) } else { Ok(list) }
    }
}
