//! Exams: created, read, changed.

use domain::{
    ExamId, Refusal,
    alert::AlertKind,
    exam::{Exam, Settings},
};
use serde_json::{Value, json};
use store::{alerts, exams, slots};

use super::seat;
use crate::{
    http::{About, Answer, Ctx, Failure, Items, Paging, body::parse},
    routes::exams::{CreateExam, UpdateExam},
};

/// The settings with what a body changes in them.
fn changed(settings: &Settings, change: Option<Value>) -> Result<Settings, Failure> {
    let mut merged = serde_json::to_value(settings).map_err(|error| Failure::internal(&error))?;
    match (change, merged.as_object_mut()) {
        (None, _) => return Ok(settings.clone()),
        (Some(Value::Object(change)), Some(merged)) => merged.extend(change),
        _ => return Err(Failure::invalid("settings", "must be an object")),
    }
    let settings: Settings = parse(merged).map_err(in_settings)?;
    let problems: Vec<_> =
        settings.problems().into_iter().map(|(field, is)| (format!("settings.{field}"), is.to_owned())).collect();
    if problems.is_empty() { Ok(settings) } else { Err(Failure::invalid_fields(problems)) }
}

/// A fault within the settings is named by its whole path.
fn in_settings(failure: Failure) -> Failure {
    let fields = failure.body.details.as_ref().and_then(|details| details["fields"].as_object().cloned());
    let whole = fields.into_iter().flatten().map(|(field, message)| {
        let path = if field.is_empty() { "settings".to_owned() } else { format!("settings.{field}") };
        (path, message.as_str().unwrap_or_default().to_owned())
    });
    Failure::invalid_fields(whole)
}

/// Creates an exam.
///
/// # Errors
/// `CODE_EXISTS`, `VALIDATION` of a setting out of its range.
pub async fn create(ctx: &Ctx, body: CreateExam) -> Result<Answer<Exam>, Failure> {
    let exam = Exam {
        id: ctx.id(),
        code: body.code,
        name: body.name,
        settings: changed(&Settings::default(), body.settings)?,
        created_at: ctx.now,
        created_by: ctx.actor.user_id,
    };
    let mut tx = ctx.begin().await?;
    if !exams::insert(&mut tx, &exam).await? {
        return Err(Refusal::CodeExists.into());
    }
    let about = About { exam: Some(exam.id), ..About::default() };
    ctx.record(&mut tx, about, Some(exam.id.to_string()), json!({ "code": exam.code, "settings": exam.settings }))
        .await?;
    ctx.commit(tx, Answer::created(exam)).await
}

/// A page of exams.
///
/// # Errors
/// `VALIDATION` of the paging.
pub async fn list(ctx: &Ctx, paging: &Paging) -> Result<Answer<Items<Exam>>, Failure> {
    let (page, limit) = paging.page()?;
    let exams = exams::list(&mut ctx.read().await?, page).await?;
    Ok(Answer::ok(Items::page(exams, limit, |exam| exam.id.0)))
}

/// One exam.
///
/// # Errors
/// `EXAM_NOT_FOUND`.
pub async fn get(ctx: &Ctx, id: ExamId) -> Result<Answer<Exam>, Failure> {
    Ok(Answer::ok(seat::exam(&mut ctx.read().await?, id).await?))
}

/// Changes name and settings.
///
/// # Errors
/// `VALIDATION` when a setting becomes looser while a slot is active and no reason is given.
pub async fn update(ctx: &Ctx, id: ExamId, body: UpdateExam) -> Result<Answer<Exam>, Failure> {
    let mut tx = ctx.begin().await?;
    let exam = exams::get_for_update(&mut tx, id).await?.ok_or(Refusal::ExamNotFound)?;
    let about = About { exam: Some(id), ..About::default() };
    let settings = changed(&exam.settings, body.settings)?;
    let loosened = exam.settings.loosened_by(&settings);
    let active = slots::any_active(&mut tx, id, &exam.settings, ctx.now).await?
        || slots::any_active(&mut tx, id, &settings, ctx.now).await?;
    if !loosened.is_empty() && active {
        let missing = || Failure::invalid("reason", "is required: a setting becomes looser while a slot is active");
        let reason = body.reason.as_ref().ok_or_else(missing)?;
        let alert = ctx.new_alert(AlertKind::SettingsLoosened, about, None, json!({ "settings": loosened }));
        let alert_id = alert.id;
        ctx.app.journal.raise(&mut tx, alert, &ctx.app.ids).await?;
        alerts::explain(&mut tx, alert_id, reason.as_str()).await?;
    }
    let changed = Exam { name: body.name.unwrap_or(exam.name), settings, ..exam };
    exams::update(&mut tx, &changed).await?;
    let mut data = json!({ "settings": changed.settings, "loosened": loosened });
    if let Some(reason) = &body.reason {
        data["reasonDigest"] = ctx.digest(&mut tx, id, "reason", id, reason.as_str().as_bytes()).await?.into();
    }
    ctx.record(&mut tx, about, Some(id.to_string()), data).await?;
    ctx.commit(tx, Answer::ok(changed)).await
}
