//! Where notices go: what somebody outside of the server has to know, alerts above all.

mod file;

use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

pub use file::FileNotices;

use crate::{Class, Fault, blocking::blocking};

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
    /// When the receiver takes none, or a notice cannot be told: none of them counts as sent.
    pub async fn send(&self, notices: &[Notice]) -> Result<(), Fault> {
        match self {
            Self::Log => {
                for notice in notices {
                    let data = serde_json::to_string(&notice.data).map_err(untold)?;
                    tracing::warn!(target: "notice", notice = %notice.notice_id, kind = notice.kind, data, "notice");
                }
                Ok(())
            }
            Self::File(file) => {
                let (file, lines) = (file.clone(), lines(notices).map_err(untold)?);
                blocking(move || Ok(file.append(&lines)?)).await
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

fn untold(error: serde_json::Error) -> Fault {
    Fault::new(Class::Invalid, error)
}
