//! Accounts out of a list: one result a row, each with a password to begin with. A list that is sent again makes nothing
//! twice.

use std::collections::HashMap;

use crate::{
    bulk::{BULK_UNIT, Bulk},
    call::Call,
    error::{About, Error, Result},
    imports::{refused, told},
};
use api::{
    Answer,
    accounts::{StaffForm, StaffResult, StaffResults, StaffRowAs},
    error::{BadCell, ErrorCode},
};
use domain::{
    CentreId, ExamId, Refusal, Role, UserId,
    account::{Account, made_password, misfit},
    cell::CellFault,
    event::Fact,
    policy::Action,
    second_factor::SecondFactor,
    text::{Line, Username},
};
use roster::{BadStaffRow, Limits, StaffRow};
use store::{Tx, accounts, centres, exams};
use vault::hash_drawn;

/// Rows of a list of accounts; more is 413.
pub(crate) const STAFF_ROWS: u64 = 20_000;

/// A row as it was read.
type Read = Result<StaffRow, BadStaffRow>;

/// Creates the accounts of a list, or in a dry run tells what would become of its rows.
///
/// # Errors
/// `IMPORT_REJECTED` for what is no such list; what is wrong with a row is told of it.
pub async fn import(call: &Call, form: StaffForm) -> Result<Answer<StaffResults>> {
    let dry_run = form.is_dry_run()?;
    let file = form.file.0.ok_or_else(|| Error::invalid("file", "is required: CSV or XLSX"))?;
    let read = move || roster::staff(file.path(), &Limits { rows: STAFF_ROWS, ..Limits::default() });
    let read = tokio::task::spawn_blocking(read).await.map_err(|error| Error::internal(&error))?;
    let rows = read.map_err(|error| refused(&error, ""))?;
    let mut bulk = Bulk::new();
    for rows in rows.chunks(BULK_UNIT) {
        if bulk.is_stopped() {
            bulk.give_up(rows, failed);
        } else {
            bulk.add(unit(call, rows, dry_run).await, rows, failed)?;
        }
    }
    bulk.tell(call, |results| {
        let count = |kind| results.iter().filter(|result: &&StaffResult| result.status == kind).count() as u64;
        let (created, unchanged) = (count(StaffRowAs::Created), count(StaffRowAs::Unchanged));
        StaffResults { created, unchanged, failed: count(StaffRowAs::Failed), results }
    })
    .await
}

/// A row that nothing was done of; what is wrong with it goes before what stopped the call.
fn failed(row: &Read, code: ErrorCode) -> StaffResult {
    match row {
        Ok(row) => StaffResult { code: Some(code), ..result(row, StaffRowAs::Failed, None, None) },
        Err(bad) => StaffResult {
            row: bad.row,
            username: bad.username.clone(),
            name: bad.name.clone(),
            centre_code: bad.centre_code.clone(),
            status: StaffRowAs::Failed,
            operator_id: None,
            password: None,
            code: Some(ErrorCode::Validation),
            cells: bad.cells.iter().cloned().map(told).collect(),
        },
    }
}

/// An account that is to be created, with its password and the hash of it; without them in a dry run.
struct Drawn<'r> {
    row: &'r StaffRow,
    secret: Option<(String, String)>,
}

async fn unit(call: &Call, rows: &[Read], dry_run: bool) -> Result<Vec<StaffResult>> {
    let mut drawn = Vec::with_capacity(rows.len());
    for row in rows {
        drawn.push(match row {
            Ok(row) if dry_run => Ok(Drawn { row, secret: None }),
            Ok(row) => Ok(Drawn { row, secret: Some(draw(call)?) }),
            Err(_) => Err(failed(row, ErrorCode::Validation)),
        });
    }
    let mut tx = call.begin().await?;
    call.still_in(&mut tx).await?;
    let known = Known::of(&mut tx, rows).await?;
    let one = call.acting(Action::CreateOperator);
    let mut results = Vec::with_capacity(rows.len());
    for drawn in drawn {
        let Drawn { row, secret } = match drawn {
            Ok(drawn) => drawn,
            Err(bad) => {
                results.push(bad);
                continue;
            }
        };
        let user = match known.account(call, row) {
            Planned::New(user) => user,
            Planned::There(id) => {
                results.push(result(row, StaffRowAs::Unchanged, Some(id), None));
                continue;
            }
            Planned::Wrong(code, cell) => {
                results.push(StaffResult {
                    code: Some(code),
                    cells: vec![cell],
                    ..result(row, StaffRowAs::Failed, None, None)
                });
                continue;
            }
        };
        let Some((password, hash)) = secret else {
            results.push(result(row, StaffRowAs::Created, None, None));
            continue;
        };
        if !accounts::insert(&mut tx, &user, &hash).await? {
            let message = "This Username was taken this very moment.";
            let cell = BadCell::new(row.row, "Username", CellFault::UsernameTaken, message);
            let code = Some(Refusal::CodeExists.into());
            results.push(StaffResult { code, cells: vec![cell], ..result(row, StaffRowAs::Failed, None, None) });
            continue;
        }
        let about = About { centre: user.centre_id, ..About::default() };
        let fact = Fact::CreateOperator { by: None, role: user.role };
        one.record(&mut tx, about, Some(user.id.to_string()), fact).await?;
        results.push(result(row, StaffRowAs::Created, Some(user.id), Some(password)));
    }
    if dry_run {
        drop(tx); // nothing stays
    } else {
        tx.commit().await?;
    }
    Ok(results)
}

fn result(row: &StaffRow, status: StaffRowAs, operator_id: Option<UserId>, password: Option<String>) -> StaffResult {
    StaffResult {
        row: row.row,
        username: Some(row.username.clone()),
        name: Some(row.name.clone()),
        centre_code: row.centre_code.clone(),
        status,
        operator_id,
        password,
        code: None,
        cells: Vec::new(),
    }
}

/// A password and its hash.
fn draw(call: &Call) -> Result<(String, String)> {
    let mut random = [0; 16];
    call.app.ids.fill(&mut random);
    let password = made_password(u128::from_le_bytes(random));
    let hash = hash_drawn(&password, &call.app.ids)?;
    Ok((password, hash))
}

/// What does not fit together in a row of a list: the column, what is wrong and what to do.
fn misfitting(
    role: Role,
    centre: Option<CentreId>,
    exams: &[ExamId],
) -> Option<(&'static str, CellFault, &'static str)> {
    let (field, message) = misfit(role, centre, exams)?;
    let (column, code) = match (field, centre) {
        ("centreId", None) => ("Centre Code", CellFault::CentreNeeded),
        ("centreId", Some(_)) => ("Centre Code", CellFault::CentreNotTaken),
        _ => ("Exam Codes", CellFault::ExamsNotTaken),
    };
    Some((column, code, message))
}

/// What is there already of what the rows name.
struct Known {
    accounts: HashMap<String, Account>,
    centres: HashMap<String, CentreId>,
    exams: HashMap<String, ExamId>,
}

/// What becomes of a row.
enum Planned {
    New(Box<Account>),
    There(UserId),
    Wrong(ErrorCode, BadCell),
}

impl Known {
    async fn of(tx: &mut Tx, rows: &[Read]) -> Result<Self> {
        let good = || rows.iter().filter_map(|row| row.as_ref().ok());
        let found = accounts::by_usernames(tx, good().map(|row| row.username.as_str())).await?;
        let accounts = found.into_iter().map(|user| (user.username.as_str().to_owned(), user)).collect();
        let found = centres::by_codes(tx, good().filter_map(|row| row.centre_code.as_deref())).await?;
        let centres = found.into_iter().map(|centre| (centre.code.as_str().to_owned(), centre.id)).collect();
        let codes = good().flat_map(|row| &row.exam_codes).map(String::as_str);
        let found = exams::ids_of_codes(tx, codes).await?;
        let exams = found.into_iter().map(|(code, id)| (code.as_str().to_owned(), id)).collect();
        Ok(Self { accounts, centres, exams })
    }

    fn account(&self, call: &Call, row: &StaffRow) -> Planned {
        let wrong = |code: ErrorCode, column: &str, fault: CellFault, message: &str| {
            Planned::Wrong(code, BadCell::new(row.row, column, fault, message))
        };
        let centre_id = match &row.centre_code {
            None => None,
            Some(code) => match self.centres.get(code) {
                Some(centre) => Some(*centre),
                None => {
                    let (code, fault) = (Refusal::CentreNotFound.into(), CellFault::CentreUnknown);
                    return wrong(code, "Centre Code", fault, "There is no such centre.");
                }
            },
        };
        let mut exam_ids = Vec::new();
        for code in &row.exam_codes {
            match self.exams.get(code) {
                Some(exam) => exam_ids.push(*exam),
                None => {
                    let (code, fault) = (Refusal::ExamNotFound.into(), CellFault::ExamUnknown);
                    return wrong(code, "Exam Codes", fault, "There is no such exam.");
                }
            }
        }
        if let Some((column, fault, message)) = misfitting(row.role, centre_id, &exam_ids) {
            return wrong(ErrorCode::Validation, column, fault, message);
        }
        let (Ok(username), Ok(name)) = (row.username.parse::<Username>(), row.name.parse::<Line>()) else {
            return wrong(ErrorCode::Validation, "Name", CellFault::TooLong, "This is too long.");
        };
        match self.accounts.get(&row.username) {
            Some(there) if there.role == row.role && there.centre_id == centre_id && there.name == name => {
                Planned::There(there.id)
            }
            Some(_) => {
                let message = "There is another account of this Username: with another name, role or centre.";
                wrong(Refusal::CodeExists.into(), "Username", CellFault::UsernameTaken, message)
            }
            None => Planned::New(Box::new(Account {
                id: call.id(),
                username,
                name,
                role: row.role,
                centre_id,
                exam_ids,
                disabled: false,
                must_change_password: true,
                second_factor: SecondFactor::Off,
                second_factor_required: false,
                face_enrolled: false,
                created_at: call.moment.decided,
            })),
        }
    }
}
