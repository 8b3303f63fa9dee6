//! Exams: created, read, changed.

mod read;

use crate::{
    call::Call,
    error::{About, Error, Result},
};
use api::Answer;
use api::exams::{CreateExam, UpdateExam};
use api::fields::{Fields, parse};
use domain::event::Fact;
use domain::{
    ExamId, Refusal,
    alert::AlertKind,
    exam::{Exam, ExamSettings, FaceEngine},
};
pub use read::{get, list};
use serde_json::{Value, json};
use store::{Tx, alerts, exams, face_index, slots};

/// The settings as the journal keeps them.
fn settings_value(settings: &ExamSettings) -> Result<Value> {
    serde_json::to_value(settings).map_err(|error| Error::internal(&error))
}

/// The settings with what a body changes in them. An engine of faces that this server does not have is refused when it
/// is chosen; where it was chosen before, all else can still be changed.
fn changed(call: &Call, settings: &ExamSettings, change: Option<Value>) -> Result<ExamSettings> {
    let before = settings.face_engine;
    let mut merged = serde_json::to_value(settings).map_err(|error| Error::internal(&error))?;
    match (change, merged.as_object_mut()) {
        (None, _) => return Ok(settings.clone()),
        (Some(Value::Object(change)), Some(merged)) => merged.extend(change),
        _ => return Err(Error::invalid("settings", "must be an object")),
    }
    let settings: ExamSettings = parse(merged).map_err(|fields| fields.within("settings"))?;
    let chosen = settings.face_engine == FaceEngine::Rekognition && before != settings.face_engine;
    let absent = ("faceEngine", "only the local engine is configured on this server");
    let absent = (chosen && call.app.distant_faces.is_none()).then_some(absent);
    let problems = settings.problems().into_iter().chain(absent);
    let problems: Vec<_> = problems.map(|(field, is)| (format!("settings.{field}"), is.to_owned())).collect();
    if problems.is_empty() { Ok(settings) } else { Err(problems.into_iter().collect::<Fields>().into()) }
}

/// Has the collection of the exam's engine follow the enrolled faces, or no more.
async fn follow_faces(tx: &mut Tx, exam: &Exam) -> Result<()> {
    Ok(face_index::follow(tx, exam.id, exam.settings.face_engine == FaceEngine::Rekognition).await?)
}

/// Creates an exam.
///
/// # Errors
/// `CODE_EXISTS`, `VALIDATION` of a setting out of its range.
pub async fn create(call: &Call, body: CreateExam) -> Result<Answer<Exam>> {
    let exam = Exam {
        id: call.id(),
        code: body.code,
        name: body.name,
        settings: changed(call, &ExamSettings::default(), body.settings)?,
        created_at: call.moment.decided,
        created_by: call.caller.actor.user_id,
    };
    let mut tx = call.begin().await?;
    if !exams::insert(&mut tx, &exam).await? {
        return Err(Refusal::CodeExists.into());
    }
    follow_faces(&mut tx, &exam).await?;
    let about = About { exam: Some(exam.id), ..About::default() };
    call.record(
        &mut tx,
        about,
        Some(exam.id.to_string()),
        Fact::CreateExam { code: exam.code.clone(), settings: settings_value(&exam.settings)? },
    )
    .await?;
    call.commit(tx, Answer::created(exam)).await
}

/// Changes name and settings.
///
/// # Errors
/// `VALIDATION` when nothing is named, and when a setting becomes looser while a slot is active and no reason is given.
pub async fn update(call: &Call, id: ExamId, body: UpdateExam) -> Result<Answer<Exam>> {
    body.names_something()?;
    let mut tx = call.begin_in(id).await?;
    let exam = exams::get_for_update(&mut tx, id).await?.ok_or(Refusal::ExamNotFound)?;
    let about = About { exam: Some(id), ..About::default() };
    let settings = changed(call, &exam.settings, body.settings)?;
    let loosened = exam.settings.loosened_by(&settings);
    let active = slots::any_active(&mut tx, id, &exam.settings, call.moment.decided).await?
        || slots::any_active(&mut tx, id, &settings, call.moment.decided).await?;
    if !loosened.is_empty() && active {
        let missing = || Error::invalid("reason", "is required: a setting becomes looser while a slot is active");
        let reason = body.reason.as_ref().ok_or_else(missing)?;
        let alert = call.new_alert(AlertKind::SettingsLoosened, about, None, json!({ "settings": loosened }));
        let alert_id = alert.id;
        tx.raise(alert).await?;
        alerts::explain(&mut tx, alert_id, reason.as_str()).await?;
    }
    let changed = Exam { name: body.name.unwrap_or(exam.name), settings, ..exam };
    exams::update(&mut tx, &changed).await?;
    follow_faces(&mut tx, &changed).await?;
    let reason_digest = match &body.reason {
        Some(reason) => Some(tx.digest(call.action, "reason", id, reason.as_str().as_bytes())?),
        None => None,
    };
    let loosened = loosened.into_iter().map(str::to_owned).collect();
    let data = Fact::UpdateExam { settings: settings_value(&changed.settings)?, loosened, reason_digest };
    call.record(&mut tx, about, Some(id.to_string()), data).await?;
    call.commit(tx, Answer::ok(changed)).await
}
