//! Whose score counts. The local engine has read both pictures by now; where the exam's engine is another one, it is
//! asked for the percentage, outside of any transaction. It is given both faces alone, cut out of their pictures:
//! it cannot read what we store, and must not compare a bystander.

use std::sync::Arc;

use super::reading::{Compared, Score, portrait_blocking};
use crate::{
    error::{Dependency, Error, Result},
    state::App,
};
use adapters::{Class, Fault, REKOGNITION};
use domain::{
    BlobId, ExamId, Refusal,
    exam::{Exam, FaceEngine, FaceFallback},
};
use vault::ReadableKind;

/// What is kept in the place of a model's digest: the service does not tell one.
const MODEL: &str = "CompareFaces";

/// What the other engine said, or why it said nothing.
enum Said {
    Similarity(f64),
    NoFace,
    Nothing(&'static str),
}

/// Puts the score of the exam's own engine in the place of the local one. Where it does not answer, the exam says
/// whether the local one stands.
///
/// # Errors
/// `FACE_NOT_DETECTED` when it finds no face; 503 `DEPENDENCY_UNAVAILABLE` when it does not answer and nothing stands in
/// for it. Neither is an attempt.
pub(crate) async fn score(app: &App, exam: &Exam, photograph: BlobId, compared: &mut Compared) -> Result<()> {
    if exam.settings.face_engine == FaceEngine::Local {
        return Ok(());
    }
    let said = ask(app, exam.id, photograph, compared.portrait.take()).await?;
    match (said, exam.settings.face_fallback) {
        (Said::Similarity(percentage), _) => {
            compared.score = Score { percentage, engine: REKOGNITION, model: MODEL.to_owned(), in_place: None };
            Ok(())
        }
        (Said::NoFace, FaceFallback::None) => Err(Error::from(Refusal::FaceNotDetected).saying(
            "The exam's face engine finds no face in one of the two pictures. Take the picture again, from the front and \
             in good light.",
        )),
        (Said::Nothing(_), FaceFallback::None) => Err(Error::Unavailable { dependency: Dependency::Faces }),
        (Said::NoFace, FaceFallback::Local) => {
            compared.score.in_place = Some("no_face");
            Ok(())
        }
        (Said::Nothing(because), FaceFallback::Local) => {
            compared.score.in_place = Some(because);
            Ok(())
        }
    }
}

async fn ask(app: &App, exam: ExamId, photograph: BlobId, live: Option<Vec<u8>>) -> Result<Said> {
    let Some(distant) = &app.distant_faces else {
        tracing::warn!(%exam, "the exam's face engine is not configured on this server");
        return Ok(Said::Nothing("not_configured"));
    };
    let enrolled = portrait(app, exam, ReadableKind::FaceEnrolled, photograph).await?;
    let (Some(enrolled), Some(live)) = (enrolled, live) else { return Ok(Said::NoFace) };
    Ok(match distant.compare(enrolled, live).await {
        Ok(Some(similarity)) => Said::Similarity(similarity),
        Ok(None) => Said::NoFace,
        Err(fault) => unanswered(exam, &fault),
    })
}

fn unanswered(exam: ExamId, fault: &Fault) -> Said {
    if fault.class == Class::Invalid {
        tracing::warn!(%exam, %fault, "the exam's face engine does not take a picture");
        return Said::NoFace;
    }
    tracing::warn!(%exam, %fault, "the exam's face engine does not answer");
    Said::Nothing(fault.class.as_str())
}

/// The face of a stored picture alone, as a JPEG; `None` when the local engine takes the picture no more.
///
/// # Errors
/// When the picture cannot be read now.
pub(super) async fn portrait(app: &App, exam: ExamId, kind: ReadableKind, blob: BlobId) -> Result<Option<Vec<u8>>> {
    let bytes = app.vault.read(Some(exam), kind, blob).await?;
    let engine = Arc::clone(&app.engine);
    Ok(app.images.run_patiently(move || portrait_blocking(&engine, &bytes)).await?)
}
