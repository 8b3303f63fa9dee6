//! Where notices go: what somebody outside of the server has to know, alerts above all.

mod file;

use std::io;

use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

pub use file::FileNotices;

/// A notice. Ids and numbers only: it leaves the house.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// By which a receiver knows a repetition: a notice goes out at least once.
    pub notice_id: Uuid,
    /// `alert`, `conflict` or `checkpoint`.
    pub kind: String,
    /// What it says.
    pub data: Value,
}

/// Why notices did not go out; they stay and are tried again.
#[derive(Debug, thiserror::Error)]
pub enum NoticeError {
    /// The file could not be written.
    #[error("the notices could not be written: {0}")]
    Io(#[from] io::Error),
    /// A notice cannot be told.
    #[error("a notice cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The thread that wrote them did not end well.
    #[error("the writing of notices was broken off")]
    Broken,
}

impl NoticeError {
    /// The kind of fault, one of a few words, to be kept with the notices that wait.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match self {
            Self::Io(error) => match error.kind() {
                io::ErrorKind::PermissionDenied => "permission_denied",
                io::ErrorKind::NotFound => "not_found",
                io::ErrorKind::IsADirectory => "is_a_directory",
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "storage_full",
                io::ErrorKind::ReadOnlyFilesystem => "read_only",
                _ => "io",
            },
            Self::Json(_) => "json",
            Self::Broken => "broken",
        }
    }
}

/// The receiver in use.
#[derive(Debug)]
pub enum Notices {
    /// The program's own log.
    Log,
    /// A file, one line of JSON each: on another disk or host it stands beside what the server keeps.
    File(FileNotices),
}

impl Notices {
    /// `log`, or the path of a file.
    #[must_use]
    pub fn of(receiver: &str) -> Self {
        match receiver {
            "log" => Self::Log,
            path => Self::File(FileNotices::at(path)),
        }
    }

    /// Hands notices over, all or none as far as the sender can tell; where it is not known whether
    /// they arrived, they are handed over again.
    ///
    /// # Errors
    /// [`NoticeError`]: none of them counts as sent.
    pub async fn send(&self, notices: &[Notice]) -> Result<(), NoticeError> {
        match self {
            Self::Log => {
                for notice in notices {
                    let data = serde_json::to_string(&notice.data)?;
                    tracing::warn!(target: "notice", notice = %notice.notice_id, kind = notice.kind, data, "notice");
                }
                Ok(())
            }
            Self::File(file) => {
                let (file, lines) = (file.clone(), lines(notices)?);
                tokio::task::spawn_blocking(move || file.append(&lines)).await.map_err(|_| NoticeError::Broken)??;
                Ok(())
            }
        }
    }
}

fn lines(notices: &[Notice]) -> Result<Vec<u8>, serde_json::Error> {
    let mut lines = Vec::new();
    for notice in notices {
        serde_json::to_writer(&mut lines, notice)?;
        lines.push(b'\n');
    }
    Ok(lines)
}
