use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use thiserror::Error;

/// File name of the detector, YuNet.
pub const DETECTOR_FILE: &str = "face_detection_yunet_2023mar.onnx";
/// File name of the recogniser, SFace.
pub const RECOGNISER_FILE: &str = "face_recognition_sface_2021dec.onnx";

/// SHA-256 of the two files, as published by the OpenCV Zoo.
pub(crate) const DETECTOR_DIGEST: &str = "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4";
pub(crate) const RECOGNISER_DIGEST: &str = "0ba9fbfa01b5270c96627c4ef784da859931e02f04419c829e83484087c34e79";

/// Why the engine cannot start.
#[derive(Debug, Error)]
pub enum ModelError {
    /// A model file is not there.
    #[error("the model {path} is missing: run `make setup` (or scripts/fetch-models.sh FOLDER)", path = .0.display())]
    Missing(PathBuf),
    /// A model file cannot be read.
    #[error("the model {path} cannot be read: {source}", path = .path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A model file is not the one that was measured.
    #[error(
        "the model {path} is damaged or another one: its SHA-256 is {found}, not {expected}; \
         delete it and run `make setup`",
        path = .path.display()
    )]
    WrongDigest {
        /// Which file.
        path: PathBuf,
        /// SHA-256 that it should have, hexadecimal.
        expected: String,
        /// SHA-256 that it has, hexadecimal.
        found: String,
    },
    /// The calibration table belongs to another model.
    #[error(
        "the calibration table is for the model with SHA-256 {table}, and the recogniser is {model}: \
         make its table with `mpa face calibrate`"
    )]
    NotCalibrated {
        /// SHA-256 that the table names.
        table: String,
        /// SHA-256 of the recogniser.
        model: String,
    },
    /// The built-in calibration table is broken.
    #[error("the calibration table: {0}")]
    Table(#[from] crate::TableError),
    /// The inference library does not take the file.
    #[error("the model {file} cannot be loaded: {reason}")]
    Unusable {
        /// Which file.
        file: &'static str,
        /// What the library says.
        reason: String,
    },
}

/// The bytes of a model, when they are the expected ones.
pub(crate) fn read(folder: &Path, file: &str, expected: &str) -> Result<Vec<u8>, ModelError> {
    let path = folder.join(file);
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(ModelError::Missing(path)),
        Err(source) => return Err(ModelError::Io { path, source }),
    };
    let found = base16ct::lower::encode_string(&Sha256::digest(&bytes));
    if found != expected {
        return Err(ModelError::WrongDigest { path, expected: expected.into(), found });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_model_says_what_to_do() {
        let error = read(Path::new("/nowhere"), RECOGNISER_FILE, RECOGNISER_DIGEST).unwrap_err();
        assert!(error.to_string().contains("make setup"), "{error}");
    }

    #[test]
    fn a_damaged_model_is_refused() {
        let folder = std::env::temp_dir().join(format!("face-models-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(DETECTOR_FILE), b"not a model").unwrap();
        let error = read(&folder, DETECTOR_FILE, DETECTOR_DIGEST).unwrap_err();
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(matches!(error, ModelError::WrongDigest { .. }), "{error}");
    }
}
