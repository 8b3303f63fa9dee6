//! Sheets that may be one: the same symbol in another form or case, or a number that the roster gives to somebody else.
//! It may be chance, so nothing is refused; somebody is told.

use domain::{CandidateId, CentreId, ExamId, alert::AlertKind, symbol, text::Barcode};
use serde_json::json;
use store::{
    Ask, Tx,
    sheets::{self, Sheet},
};

use crate::{
    call::Call,
    error::{About, Result},
    seat::Seat,
    work::Work,
};

/// What may be the same as a sheet.
pub(crate) struct Alike {
    given: Vec<(CandidateId, CentreId)>,
    under: Vec<Sheet>,
}

impl Alike {
    /// What came of the two questions of [`ask`].
    pub(crate) fn new(given: Vec<(CandidateId, CentreId)>, under: Vec<Sheet>) -> Self {
        Self { given, under }
    }

    /// What may be the same as this sheet.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn of(tx: &mut Tx, exam: ExamId, barcode: &Barcode) -> Result<Self> {
        let (given, under) = tx.together(ask(exam, barcode)).await?;
        Ok(Self { given, under })
    }

    /// Whether the roster gives the sheet to a candidate, and to none of a centre.
    pub(super) fn is_anothers(&self, centre: Option<CentreId>) -> bool {
        !self.given.is_empty() && self.given.iter().all(|(_, of)| Some(*of) != centre)
    }
}

/// Whom the roster gives a sheet, and which others are registered under its forms.
pub(crate) fn ask(exam: ExamId, barcode: &Barcode) -> (Ask<(CandidateId, CentreId)>, Ask<Sheet>) {
    let forms = symbol::forms(barcode);
    (sheets::ask_given_to(exam, &forms), sheets::ask_under(exam, barcode, &forms))
}

/// Tells of a sheet that is scanned, where another may be the same, or where the roster gives it to another centre.
///
/// # Errors
/// When the store fails.
pub(super) async fn tell_of_scan(call: &Call, tx: &mut Work, about: About, sheet: &Sheet, alike: &Alike) -> Result<()> {
    tell(call, tx, about, &sheet.barcode, alike, alike.is_anothers(about.centre), false).await
}

/// Tells of a sheet that is bound, where another may be the same, where the roster gives it to another candidate, or
/// where another centre had scanned it; that centre is told, too.
///
/// # Errors
/// When the store fails.
pub(super) async fn tell_of_binding(
    call: &Call,
    tx: &mut Work,
    seat: &Seat,
    (barcode, scanned_at): (&Barcode, Option<CentreId>),
    alike: &Alike,
) -> Result<()> {
    let (about, candidate) = (seat.about(), seat.candidate.id);
    let to_others = !alike.given.is_empty() && alike.given.iter().all(|(to, _)| *to != candidate);
    let elsewhere = scanned_at.filter(|centre| Some(*centre) != about.centre);
    tell(call, tx, about, barcode, alike, to_others, elsewhere.is_some()).await?;
    match elsewhere {
        Some(centre) => tell_scanner(call, tx, seat.exam.id, barcode, centre).await,
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
    alike: &Alike,
    to_others: bool,
    scanned_elsewhere: bool,
) -> Result<()> {
    if alike.under.is_empty() && !to_others && !scanned_elsewhere {
        return Ok(());
    }
    let alike: Vec<&Barcode> = alike.under.iter().map(|sheet| &sheet.barcode).collect();
    let details = json!({
        "barcode": barcode, "alike": alike, "rosterGivesToAnother": to_others, "scannedElsewhere": scanned_elsewhere
    });
    call.alert(tx, AlertKind::DuplicateOmr, about, None, details).await
}
