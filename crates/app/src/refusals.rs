//! What becomes of a call that was not done: its entry in the journal, its alert, its answer for the
//! Idempotency-Key.

use domain::alert::AlertKind;

use api::error::{ErrorBody, ErrorCode};

use crate::{
    call::Call,
    error::{About, Error, Result},
    idempotency::Replay,
};

/// Writes down why a call was not done, before the caller is told. Where another call with its Idempotency-Key was faster
/// after all, nothing is written, and that one's answer is this one's.
///
/// # Errors
/// When it cannot be written down: then it is not told either.
pub async fn write_down(call: &Call, body: &ErrorBody, about: About) -> Result<Option<Replay>> {
    if !matches!(body.code, ErrorCode::Internal | ErrorCode::DependencyUnavailable)
        && let Some(first) = call.overtaken().await?
    {
        return Ok(Some(first));
    }
    write(call, body, about).await.map(|()| None)
}

async fn write(call: &Call, body: &ErrorBody, about: About) -> Result<()> {
    use ErrorCode as C;
    match body.code {
        C::Internal | C::Busy | C::DependencyUnavailable => return Ok(()),
        // What can be caused without end is only counted.
        C::RateLimited => {
            call.app.outsiders.count(call.caller.address, body.code.as_str());
            return Ok(());
        }
        C::Validation => call.app.outsiders.count(call.caller.address, body.code.as_str()),
        code => {
            let alert = alert_of(code.as_str(), about.candidate.is_some());
            call.record_refusal(code.as_str(), about, alert).await?;
        }
    }
    if call.once.is_some() {
        let body = serde_json::to_string(body).map_err(|error| Error::internal(&error))?;
        let mut work = call.begin().await?;
        call.keep_answer(&mut work, Replay { created: false, body }).await?;
        work.commit().await?;
    }
    Ok(())
}

/// The alert that a refusal raises: somebody should look at it.
#[must_use]
pub fn alert_of(code: &str, candidate: bool) -> Option<AlertKind> {
    match code {
        "ATTENDANCE_REQUIRED" => Some(AlertKind::WorkflowViolation),
        "OPERATOR_MISMATCH" if candidate => Some(AlertKind::OperatorMismatch),
        // Of a candidate that does exist, outside of what the caller may see.
        "CANDIDATE_NOT_FOUND" | "ATTENDANCE_NOT_FOUND" if candidate => Some(AlertKind::SlotViolation),
        "FACE_NOT_DETECTED" | "MULTIPLE_FACES" | "IMAGE_QUALITY" | "IMAGE_UNREADABLE" if candidate => {
            Some(AlertKind::InvalidPhoto)
        }
        "DUPLICATE_IMAGE" => Some(AlertKind::DuplicateImage),
        "OPERATOR_FACE" => Some(AlertKind::OperatorFace),
        "BARCODE_EXISTS" | "OMR_ALREADY_VALIDATED" => Some(AlertKind::DuplicateOmr),
        _ => None,
    }
}
