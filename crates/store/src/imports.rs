//! The import: rows go in by the batch, as one JSON parameter a statement.

use domain::{
    CandidateId, ExamId, SlotId, Timestamp,
    sheet::SheetStatus,
    text::{RollNumber, numbers::coarse, tidy::search_key},
};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::{Result, Row, StoreError, Tx, args, sql};

/// A candidate as the roster names them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RosterEntry {
    /// A new id, used if the roll number is new.
    pub id: Uuid,
    /// The roll number.
    pub roll_number: String,
    /// The name.
    pub name: String,
    /// The father's name.
    pub father_name: String,
    /// YYYY-MM-DD.
    pub dob: String,
    /// The gender.
    pub gender: Option<String>,
    /// The OMR number.
    pub omr_number: Option<String>,
    /// The room.
    pub room: Option<String>,
    /// The seat.
    pub seat: Option<String>,
    /// The centre.
    pub centre_id: Uuid,
    /// The slot.
    pub slot_id: Uuid,
}

/// A candidate that the exam has already.
#[derive(Clone, Debug)]
pub struct Known {
    /// The candidate as they are, with their own id.
    pub entry: RosterEntry,
    /// Whether attendance was marked, so that nothing may change any more.
    pub attended: bool,
}

fn known(row: &Row) -> Result<Known> {
    Ok(Known {
        entry: RosterEntry {
            id: row.get("id")?,
            roll_number: row.get("roll_number")?,
            name: row.get("name")?,
            father_name: row.get("father_name")?,
            dob: row.get("dob")?,
            gender: row.opt("gender")?,
            omr_number: row.opt("omr_number")?,
            room: row.opt("room")?,
            seat: row.opt("seat")?,
            centre_id: row.get("centre_id")?,
            slot_id: row.get("slot_id")?,
        },
        attended: row.get("attended")?,
    })
}

/// The candidates of an exam with these roll numbers.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn known_by_roll(tx: &mut Tx, exam: ExamId, rolls: &[&str]) -> Result<Vec<Known>> {
    // PostgreSQL goes by the roll number first: while an exam grows, it is not known how large it is.
    let statement = sql!(
        sqlite: "SELECT c.*, EXISTS (SELECT 1 FROM attendance a WHERE a.exam_id = c.exam_id AND a.candidate_id = c.id)
                     AS attended
                 FROM candidate c WHERE c.exam_id = $1 AND c.roll_number IN (SELECT value FROM json_each($2))",
        postgres: "SELECT c.*, EXISTS (SELECT 1 FROM attendance a WHERE a.exam_id = c.exam_id AND a.candidate_id = c.id)
                       AS attended
                   FROM (SELECT DISTINCT value FROM jsonb_array_elements_text($2)) f CROSS JOIN LATERAL (
                       SELECT * FROM candidate c WHERE LOWER(c.roll_number COLLATE \"C\") = LOWER(f.value COLLATE \"C\")
                           AND c.roll_number = f.value AND c.exam_id IS NOT DISTINCT FROM $1 OFFSET 0) c"
    );
    let rolls: Value = rolls.iter().map(|roll| Value::from(*roll)).collect();
    tx.list(statement, args![exam, rolls], known).await
}

/// A person as the exam may have them already, under another spelling of the roll number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Person {
    number: String,
    search: String,
    dob: String,
}

impl Person {
    /// Of a candidate, by roll number, name and date of birth (YYYY-MM-DD).
    #[must_use]
    pub fn of(roll_number: &str, name: &str, dob: &str) -> Self {
        Self { number: coarse(roll_number), search: search_key(name), dob: dob.to_owned() }
    }
}

/// The roll numbers of the exam's candidates who may be one of these people.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn may_be(tx: &mut Tx, exam: ExamId, people: &[&Person]) -> Result<Vec<(Person, String)>> {
    // SQLite goes by the index because of the CROSS JOIN, PostgreSQL because of the OFFSET, and because the exam is none of
    // its conditions: beside an exam that is counted, one that grows is taken for a few rows.
    let statement = sql!(
        sqlite: "SELECT c.roll_number, c.name, c.dob FROM json_each($2) f CROSS JOIN candidate c
                     ON c.exam_id = $1 AND c.dob = f.value ->> 'dob'
                     AND upper(replace(replace(replace(c.roll_number, '-', ''), '_', ''), '0', '')) = f.value ->> 'number'
                     AND (c.search IS NULL OR c.search = f.value ->> 'search')",
        postgres: "SELECT found.* FROM jsonb_array_elements($2) f CROSS JOIN LATERAL (
                       SELECT c.roll_number, c.name, c.dob FROM candidate c
                       WHERE c.exam_id IS NOT DISTINCT FROM $1 AND c.dob = f.value ->> 'dob'
                       AND upper(replace(replace(replace(c.roll_number COLLATE \"C\", '-', ''), '_', ''), '0', ''))
                           = f.value ->> 'number'
                       AND (c.search IS NULL OR c.search = f.value ->> 'search') OFFSET 0) found"
    );
    let read = |row: &Row| {
        let roll: String = row.get("roll_number")?;
        let (name, dob): (String, String) = (row.get("name")?, row.get("dob")?);
        Ok((Person::of(&roll, &name, &dob), roll))
    };
    tx.list(statement, args![exam, serde_json::json!(people)], read).await
}

/// A sheet of the exam that is not free.
#[derive(Clone, Debug)]
pub struct SpentSheet {
    /// Its barcode.
    pub barcode: String,
    /// Where it stands: bound, or void.
    pub status: SheetStatus,
    /// Whose it is, or was.
    pub candidate_id: Option<CandidateId>,
}

/// Those of these sheets that are bound or void.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn spent_sheets(tx: &mut Tx, exam: ExamId, barcodes: &[&str]) -> Result<Vec<SpentSheet>> {
    let statement = sql!(
        sqlite: "SELECT barcode, status, candidate_id FROM omr_sheet WHERE exam_id = $1 AND status <> 'scanned'
                     AND barcode IN (SELECT value FROM json_each($2))",
        postgres: "SELECT barcode, status, candidate_id FROM omr_sheet WHERE exam_id = $1 AND status <> 'scanned'
                       AND barcode IN (SELECT jsonb_array_elements_text($2))"
    );
    let read = |row: &Row| {
        Ok(SpentSheet {
            barcode: row.get("barcode")?,
            status: row.parse("status")?,
            candidate_id: row.opt_id("candidate_id")?,
        })
    };
    tx.list(statement, args![exam, serde_json::json!(barcodes)], read).await
}

/// An entry as it is written, with its name as it is looked for.
#[derive(Serialize)]
struct Written<'a> {
    #[serde(flatten)]
    entry: &'a RosterEntry,
    search: String,
}

/// The entries as a parameter.
fn written(entries: &[RosterEntry]) -> Result<Value> {
    let written: Vec<_> = entries.iter().map(|entry| Written { entry, search: search_key(&entry.name) }).collect();
    serde_json::to_value(written).map_err(|_| StoreError::Corrupt { column: "roster" })
}

/// Adds candidates, all in one statement.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn insert(tx: &mut Tx, exam: ExamId, entries: &[RosterEntry], now: Timestamp) -> Result<()> {
    tx.execute(
        sql!(
            sqlite: "INSERT INTO candidate (id, exam_id, centre_id, slot_id, roll_number, name, father_name, dob, gender,
                         omr_number, room, seat, search, created_at, updated_at)
                     SELECT unhex(value ->> 'id', '-'), $1, unhex(value ->> 'centre_id', '-'), unhex(value ->> 'slot_id', '-'),
                         value ->> 'roll_number', value ->> 'name', value ->> 'father_name', value ->> 'dob',
                         value ->> 'gender', value ->> 'omr_number', value ->> 'room', value ->> 'seat',
                         value ->> 'search', $3, $3
                     FROM json_each($2)",
            postgres: "INSERT INTO candidate (id, exam_id, centre_id, slot_id, roll_number, name, father_name, dob, gender,
                           omr_number, room, seat, search, created_at, updated_at)
                       SELECT (value ->> 'id')::uuid, $1, (value ->> 'centre_id')::uuid, (value ->> 'slot_id')::uuid,
                           value ->> 'roll_number', value ->> 'name', value ->> 'father_name', value ->> 'dob',
                           value ->> 'gender', value ->> 'omr_number', value ->> 'room', value ->> 'seat',
                         value ->> 'search', $3, $3
                       FROM jsonb_array_elements($2)"
        ),
        args![exam, written(entries)?, now],
    )
    .await
    .map(drop)
}

/// Changes candidates, each there once, to what the roster says now, all in one statement.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn update(tx: &mut Tx, exam: ExamId, entries: &[RosterEntry], now: Timestamp) -> Result<()> {
    macro_rules! text {
        ($centre:literal, $slot:literal, $rest:literal) => {
            concat!(
                "UPDATE candidate SET name = v.value ->> 'name', father_name = v.value ->> 'father_name',
                     dob = v.value ->> 'dob', gender = v.value ->> 'gender', omr_number = v.value ->> 'omr_number',
                     room = v.value ->> 'room', seat = v.value ->> 'seat', search = v.value ->> 'search', updated_at = $3,
                     centre_id = ",
                $centre,
                ", slot_id = ",
                $slot,
                $rest
            )
        };
    }
    // The id leads to each, whatever is known of the exam.
    let statement = sql!(
        sqlite: text!(
            "unhex(v.value ->> 'centre_id', '-')",
            "unhex(v.value ->> 'slot_id', '-')",
            " FROM json_each($2) v WHERE candidate.id = unhex(v.value ->> 'id', '-') AND +candidate.exam_id = $1"
        ),
        postgres: text!(
            "(v.value ->> 'centre_id')::uuid",
            "(v.value ->> 'slot_id')::uuid",
            " FROM jsonb_array_elements($2) v
              WHERE candidate.id = (v.value ->> 'id')::uuid AND candidate.exam_id IS NOT DISTINCT FROM $1"
        )
    );
    tx.execute(statement, args![exam, written(entries)?, now]).await.map(drop)
}

/// A candidate's place, for the photographs that come after the rows.
#[derive(Clone, Debug)]
pub struct PhotoPlace {
    /// The candidate.
    pub id: CandidateId,
    /// The digest of the photograph that is enrolled.
    pub photo_sha256: Option<Vec<u8>>,
    /// Whether the station was closed.
    pub closed: bool,
}

/// Finds a candidate and what is enrolled of them.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn place(tx: &mut Tx, exam: ExamId, roll: &RollNumber) -> Result<Option<PhotoPlace>> {
    let read = |row: &Row| {
        Ok(PhotoPlace { id: row.id("id")?, photo_sha256: row.opt("photo_sha256")?, closed: row.get("closed")? })
    };
    tx.find(
        sql!(
            "SELECT c.id, e.photo_sha256,
                  EXISTS (SELECT 1 FROM biometric b WHERE b.exam_id = c.exam_id AND b.candidate_id = c.id) AS closed
              FROM candidate c
              LEFT JOIN enrolled_face e ON e.exam_id = c.exam_id AND e.candidate_id = c.id
              WHERE c.exam_id = $1 AND c.roll_number = $2"
        ),
        args![exam, roll],
        read,
    )
    .await
}

/// A slot's number of candidates.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn count_in_slot(tx: &mut Tx, slot: SlotId) -> Result<i64> {
    tx.one(sql!("SELECT COUNT(*) AS n FROM candidate WHERE slot_id = $1"), args![slot]).await?.get("n")
}
