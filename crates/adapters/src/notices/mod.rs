//! Where notices go: what somebody outside of the server has to know, alerts above all.

mod file;
mod notice;
mod sns;

pub use file::FileNotices;
pub use notice::Notice;
pub use sns::{SnsNotices, make_topic};

use notice::untold;

use crate::{Class, Fault, blocking::blocking};

/// The receiver in use.
#[derive(Debug)]
pub enum Notices {
    /// The program's own log.
    Log,
    /// A file, one line of JSON each: on another disk or host it stands beside what the server keeps.
    File(FileNotices),
    /// A topic of SNS.
    Sns(SnsNotices),
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

    /// A topic of SNS.
    ///
    /// # Errors
    /// [`Class::Invalid`] when this is no topic's ARN.
    pub fn sns(aws: &aws::Aws, topic: &str) -> Result<Self, Fault> {
        SnsNotices::at(aws, topic).map(Self::Sns)
    }

    /// What it is: `log`, `file` or `sns`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::File(_) => "file",
            Self::Sns(_) => "sns",
        }
    }

    /// Whether a service far away takes them, which comes back by itself; a full disk waits for a person.
    #[must_use]
    pub fn is_far(&self) -> bool {
        matches!(self, Self::Sns(_))
    }

    /// Whether it took what it was last given; before that, it is believed to.
    #[must_use]
    pub fn is_up(&self) -> bool {
        match self {
            Self::Log | Self::File(_) => true,
            Self::Sns(topic) => topic.is_up(),
        }
    }

    /// Hands notices over and tells of each, in their order, whether it arrived; where that is not known it is handed
    /// over again. [`Class::Invalid`] is about that notice alone: the receiver takes others, and this one never.
    pub async fn send(&self, notices: &[Notice]) -> Vec<Result<(), Fault>> {
        match self {
            Self::Log => notices.iter().map(log).collect(),
            Self::File(file) => {
                let lines: Vec<_> = notices.iter().map(line).collect();
                let (file, told) = (file.clone(), lines.iter().flatten().flatten().copied().collect::<Vec<u8>>());
                let written = blocking(move || Ok(file.append(&told)?)).await.map_err(about_file);
                lines.into_iter().map(|line| line.and_then(|_| written.clone())).collect()
            }
            Self::Sns(topic) => topic.send(notices).await,
        }
    }
}

fn log(notice: &Notice) -> Result<(), Fault> {
    let data = serde_json::to_string(&notice.data).map_err(untold)?;
    tracing::warn!(target: "notice", notice = %notice.notice_id, kind = notice.kind, data, "notice");
    Ok(())
}

fn line(notice: &Notice) -> Result<Vec<u8>, Fault> {
    let mut line = serde_json::to_vec(notice).map_err(untold)?;
    line.push(b'\n');
    Ok(line)
}

/// A path that makes no sense is no fault of a notice.
fn about_file(fault: Fault) -> Fault {
    if fault.class == Class::Invalid { Fault::new(Class::Missing, fault) } else { fault }
}
