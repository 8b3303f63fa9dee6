//! Passwords for many downloads: a shift, as slips to print.

use std::collections::{HashMap, HashSet};

use super::{authority::Authority, generate::expiry};
use crate::{
    bulk::{BULK_UNIT, Bulk},
    call::Call,
    error::{About, Error, Result},
    seat,
};
use api::{
    Answer,
    downloads::{GeneratePasswords, PASSWORDS, PasswordSlip, PasswordSlips},
    error::ErrorCode,
};
use domain::{
    CentreId, ExamId, Refusal, Role, Timestamp, UserId, download::DownloadPassword, event::Fact, policy::Action,
};
use store::{Tx, accounts, centres, download_passwords::IssuedPassword};
use uuid::Uuid;
use vault::hash_drawn;

/// Makes a password for each that is named.
///
/// # Errors
/// `VALIDATION` of the minutes and the list, `EXAM_NOT_FOUND`; who or what there is not is told of each.
pub async fn generate_many(call: &Call, body: GeneratePasswords) -> Result<Answer<PasswordSlips>> {
    let expires_at = expiry(call, body.expiry_minutes)?;
    let wanted = body.wanted_for;
    if !(1..=PASSWORDS).contains(&wanted.len()) {
        return Err(Error::invalid("for", format!("must be 1 to {PASSWORDS}")));
    }
    if wanted.iter().collect::<HashSet<_>>().len() < wanted.len() {
        return Err(Error::invalid("for", "names somebody twice"));
    }
    seat::exam(&mut *call.read().await?, body.exam_id).await?;
    let mut bulk = Bulk::new();
    for wanted in wanted.chunks(BULK_UNIT) {
        if bulk.is_stopped() {
            bulk.give_up(wanted, failed);
        } else {
            bulk.add(unit(call, body.exam_id, wanted, expires_at).await, wanted, failed)?;
        }
    }
    bulk.tell(call, |results| PasswordSlips { results }).await
}

fn failed(wanted_for: &Uuid, code: ErrorCode) -> PasswordSlip {
    PasswordSlip {
        wanted_for: *wanted_for,
        label: None,
        name: None,
        password_id: None,
        password: None,
        expires_at: None,
        code: Some(code),
    }
}

/// Whom or where a password is for.
struct Bearer {
    operator: Option<UserId>,
    centre: Option<CentreId>,
    label: String,
    name: String,
}

/// Those of the ids that are somebody who may use a password, or a centre.
async fn bearers(tx: &mut Tx, wanted: &[Uuid]) -> Result<HashMap<Uuid, Bearer>> {
    let people = accounts::by_ids(tx, wanted.iter().copied()).await?;
    let people =
        people.into_iter().filter(|user| matches!(user.role, Role::Operator | Role::Supervisor) && !user.disabled);
    let people = people.map(|user| {
        let (label, name) = (user.username.as_str().to_owned(), user.name.as_str().to_owned());
        (user.id.0, Bearer { operator: Some(user.id), centre: None, label, name })
    });
    let places = centres::by_ids(tx, wanted.iter().copied()).await?.into_iter().map(|centre| {
        let (label, name) = (centre.code.as_str().to_owned(), centre.name.as_str().to_owned());
        (centre.id.0, Bearer { operator: None, centre: Some(centre.id), label, name })
    });
    Ok(people.chain(places).collect())
}

async fn unit(call: &Call, exam: ExamId, wanted: &[Uuid], expires_at: Timestamp) -> Result<Vec<PasswordSlip>> {
    let authority = Authority::of(&call.app);
    let found = bearers(&mut *call.read().await?, wanted).await?;
    let mut drawn = Vec::with_capacity(wanted.len());
    for id in wanted {
        let Some(bearer) = found.get(id) else { continue };
        let (password, kept) = draw(call, &authority, exam, bearer, expires_at)?;
        // Where DynamoDB decides, it knows of a password first; one whose name is taken there is not made.
        if authority.keep(&kept).await? {
            drawn.push((*id, password, kept));
        }
    }
    let one = call.acting(Action::GenerateDownloadPassword);
    let mut tx = call.begin().await?;
    call.still_in(&mut tx).await?;
    let mut made = HashMap::new();
    for (id, password, kept) in drawn {
        if !authority.note(&mut tx, &kept).await? {
            continue;
        }
        let about = About { exam: Some(exam), centre: kept.centre_id, ..About::default() };
        let (operator_id, centre_id, expires_at) = (kept.operator_id, kept.centre_id, kept.expires_at);
        let fact = Fact::GenerateDownloadPassword { operator_id, centre_id, expires_at };
        one.record(&mut tx, about, Some(kept.id.to_string()), fact).await?;
        made.insert(id, (kept.id, password.spelled()));
    }
    tx.commit().await?;
    let slip = |wanted: &Uuid| {
        let Some(bearer) = found.get(wanted) else { return failed(wanted, Refusal::OperatorNotFound.into()) };
        let (label, name) = (Some(bearer.label.clone()), Some(bearer.name.clone()));
        // Where the name of its record was taken: one in a billion, and asked for again it is another.
        let Some((id, password)) = made.remove(wanted) else {
            return PasswordSlip { label, name, ..failed(wanted, ErrorCode::Busy) };
        };
        let (password_id, password, expires_at) = (Some(id), Some(password), Some(expires_at));
        PasswordSlip { wanted_for: *wanted, label, name, password_id, password, expires_at, code: None }
    };
    Ok(wanted.iter().map(slip).collect())
}

fn draw(
    call: &Call,
    authority: &Authority<'_>,
    exam_id: ExamId,
    bearer: &Bearer,
    expires_at: Timestamp,
) -> Result<(DownloadPassword, IssuedPassword)> {
    let mut random = [0; 16];
    call.app.ids.fill(&mut random);
    let password = DownloadPassword::from_random(u128::from_le_bytes(random));
    let kept = IssuedPassword {
        id: authority.id(call, &password),
        handle: password.handle(),
        exam_id,
        operator_id: bearer.operator,
        centre_id: bearer.centre,
        secret_hash: hash_drawn(&password.secret(), &call.app.ids)?,
        created_at: call.moment.decided,
        created_by: call.caller.actor.user_id,
        expires_at,
        used_at: None,
    };
    Ok((password, kept))
}
