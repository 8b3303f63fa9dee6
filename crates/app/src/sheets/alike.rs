//! Sheets that may be one: the same symbol in another form or case, or a number that the roster gives to somebody else.
//! It may be chance, so nothing is refused; somebody is told.

use domain::{CandidateId, CentreId, ExamId, alert::AlertKind, symbol, text::Barcode};
use serde_json::json;
use store::{
    Tx,
    sheets::{self, Sheet},
};

use crate::{
    call::Call,
    error::{About, Result},
    work::Work,
};

/// Tells of a sheet that is scanned, where another may be the same, or where the roster gives it to another centre.
///
/// # Errors
/// When the store fails.
pub(super) async fn tell_of_scan(call: &Call, tx: &mut Work, about: About, sheet: &Sheet) -> Result<()> {
    let elsewhere = is_anothers(tx, sheet.exam_id, &sheet.barcode, about.centre).await?;
    tell(call, tx, about, &sheet.barcode, elsewhere, false).await
}

/// Tells of a sheet that is bound, where another may be the same, where the roster gives it to another candidate, or
/// where another centre had scanned it; that centre is told, too.
///
/// # Errors
/// When the store fails.
pub(super) async fn tell_of_binding(
    call: &Call,
    tx: &mut Work,
    about: About,
    barcode: &Barcode,
    (exam, candidate): (ExamId, CandidateId),
) -> Result<()> {
    let given = sheets::given_to(tx, exam, &symbol::forms(barcode)).await?;
    let to_others = !given.is_empty() && given.iter().all(|(to, _)| *to != candidate);
    let scanned_at = sheets::get(tx, exam, barcode).await?.and_then(|sheet| sheet.centre_id);
    let elsewhere = scanned_at.filter(|centre| Some(*centre) != about.centre);
    tell(call, tx, about, barcode, to_others, elsewhere.is_some()).await?;
    match elsewhere {
        Some(centre) => tell_scanner(call, tx, exam, barcode, centre).await,
        None => Ok(()),
    }
}

/// Tells the centre that had scanned a sheet that another one bound it; whose it is there is not told.
async fn tell_scanner(call: &Call, tx: &mut Work, exam: ExamId, barcode: &Barcode, centre: CentreId) -> Result<()> {
    let about = About { centre: Some(centre), ..About::exam(exam) };
    call.alert(tx, AlertKind::DuplicateOmr, about, None, json!({ "barcode": barcode, "boundElsewhere": true })).await
}

async fn tell(
    call: &Call,
    tx: &mut Work,
    about: About,
    barcode: &Barcode,
    to_others: bool,
    scanned_elsewhere: bool,
) -> Result<()> {
    let Some(exam) = about.exam else { return Ok(()) };
    let alike = sheets::under(tx, exam, barcode, &symbol::forms(barcode)).await?;
    if alike.is_empty() && !to_others && !scanned_elsewhere {
        return Ok(());
    }
    let alike: Vec<Barcode> = alike.into_iter().map(|sheet| sheet.barcode).collect();
    let details = json!({
        "barcode": barcode, "alike": alike, "rosterGivesToAnother": to_others, "scannedElsewhere": scanned_elsewhere
    });
    call.alert(tx, AlertKind::DuplicateOmr, about, None, details).await
}

/// Whether the roster gives a sheet to a candidate, and to none of a centre.
///
/// # Errors
/// When the store fails.
pub(super) async fn is_anothers(
    tx: &mut Tx,
    exam: ExamId,
    barcode: &Barcode,
    centre: Option<CentreId>,
) -> Result<bool> {
    let given = sheets::given_to(tx, exam, &symbol::forms(barcode)).await?;
    Ok(!given.is_empty() && given.iter().all(|(_, of)| Some(*of) != centre))
}
