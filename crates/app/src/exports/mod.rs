//! Lists that people take along: read page by page while they are sent, so that neither memory nor a transaction holds
//! all of it.

mod csv;
mod rows;
mod xlsx;

use api::exports::ExportQuery;
use domain::{
    ExamId, Refusal, UserId,
    event::Fact,
    export::{ExportFormat, ExportKind},
};
pub use rows::Piece;
use store::exports::ExportWanted;
use tokio::sync::mpsc;
use vault::Share;

use crate::{
    call::Call,
    error::{About, Error, Result},
    reach,
};

/// A file on its way.
#[derive(Debug)]
pub struct ListFile {
    /// What is in it.
    pub kind: ExportKind,
    /// As what.
    pub format: ExportFormat,
    /// Its bytes, in order; a fault is the last piece.
    pub pieces: mpsc::Receiver<Piece>,
}

/// Begins to write a list; a supervisor's is that of the centre. It holds a place among the packages that are sent.
///
/// # Errors
/// `FORBIDDEN` for the log, which is head office's; `EXAM_NOT_FOUND`, `CENTRE_NOT_FOUND`, also for those outside of the
/// caller's reach; 503 when too many are sent.
pub async fn begin(call: &Call, exam: ExamId, kind: ExportKind, query: &ExportQuery) -> Result<ListFile> {
    let format = query.format.unwrap_or_default();
    if !kind.is_for(call.caller.actor.role) {
        return Err(Error::from(Refusal::Forbidden).about(About::exam(exam)));
    }
    let mut tx = call.read().await?;
    let exam = reach::exam(call, &mut tx, exam).await?;
    let centre = reach::centre(call, &mut tx, query.centre_id).await?;
    drop(tx);
    let place = call.app.packages.sent.try_one(call.caller.actor.user_id).ok_or_else(Error::busy)?;
    let about = About { exam: Some(exam.id), centre, ..About::default() };
    let fact = Fact::ExportExam { what: <&str>::from(kind).to_owned(), format: <&str>::from(format).to_owned() };
    let mut tx = call.begin().await?;
    call.record(&mut tx, about, None, fact).await?;
    tx.commit().await?;
    let wanted = ExportWanted { kind, exam: exam.id, centre, now: call.moment.decided };
    let (sender, pieces) = mpsc::channel(1);
    tokio::spawn(write(call.clone(), wanted, format, sender, place));
    Ok(ListFile { kind, format, pieces })
}

async fn write(
    call: Call,
    wanted: ExportWanted,
    format: ExportFormat,
    pieces: mpsc::Sender<Piece>,
    _place: Share<UserId>,
) {
    let done = match format {
        ExportFormat::Csv => csv::write(&call, &wanted, &pieces).await,
        ExportFormat::Xlsx => xlsx::write(&call, &wanted, &pieces).await,
    };
    if let Err(failure) = done {
        tracing::error!(code = failure.code().as_str(), "a list could not be written");
        // Whoever receives it sees that it broke off. They may be gone.
        drop(pieces.send(Err(std::io::Error::other("the list broke off"))).await);
    }
}
