//! Rows of the state for the verification of the log, page by page. It takes nothing for granted: columns are read
//! as they stand, and only those that the journal tells of.

use domain::event::{Cell, Column, Key, Kind, Table, settings};
use serde_json::Value;
use uuid::Uuid;

use crate::{Arg, Result, Row, Statement, Tx, args, sql};

/// A row as it stands.
#[derive(Debug)]
pub struct Stands {
    /// Which row of its table.
    pub key: Key,
    /// What the columns hold that the journal tells of.
    pub cells: Vec<(Column, Cell)>,
}

/// How the rows of a table are read.
struct Source {
    first: &'static Statement,
    next: &'static Statement,
    key: fn(&Row) -> Result<Key>,
    columns: &'static [Column],
}

// `next` goes on after an id; `$1` is the limit in both.
macro_rules! pages {
    ($columns:literal, $from:literal) => {
        (
            sql!(concat!("SELECT ", $columns, " FROM ", $from, " ORDER BY id LIMIT $1")),
            sql!(concat!("SELECT ", $columns, " FROM ", $from, " AND id > $2 ORDER BY id LIMIT $1")),
        )
    };
}

fn id(row: &Row) -> Result<Key> {
    Ok(Key::id(row.get::<Uuid>("id")?))
}

fn candidate(row: &Row) -> Result<Key> {
    Ok(Key::id(row.get::<Uuid>("candidate_id")?))
}

fn assignment(row: &Row) -> Result<Key> {
    Ok(Key::pair(row.get::<Uuid>("operator_id")?, row.get::<Uuid>("slot_id")?))
}

fn sheet(row: &Row) -> Result<Key> {
    Ok(Key::text(row.get::<Uuid>("exam_id")?, &row.get::<String>("barcode")?))
}

use Column as C;

fn set_up(table: Table) -> Option<Source> {
    type Of = (fn(&Row) -> Result<Key>, &'static [Column]);
    let ((first, next), (key, columns)): (_, Of) = match table {
        Table::Account => (
            pages!(
                "id, role, centre_id, disabled, factor_required, CASE WHEN factor_confirmed_at IS NOT NULL THEN 'on' \
                 WHEN factor_secret IS NOT NULL THEN 'pending' ELSE 'off' END AS second_factor",
                "account WHERE TRUE"
            ),
            (id, &[C::Role, C::CentreId, C::Disabled, C::SecondFactor, C::FactorRequired]),
        ),
        Table::Exam => (pages!("id, code, settings", "exam WHERE TRUE"), (id, &[C::Code, C::Settings])),
        Table::Slot => {
            (pages!("id, exam_id, centre_id, status", "slot WHERE TRUE"), (id, &[C::ExamId, C::CentreId, C::Status]))
        }
        Table::OperatorSlot => {
            (pages!("id, operator_id, slot_id", "operator_slot WHERE revoked_at IS NULL"), (assignment, &[]))
        }
        Table::Candidate => (pages!("id, exam_id, slot_id", "candidate WHERE TRUE"), (id, &[C::ExamId, C::SlotId])),
        Table::EnrolledFace => {
            (pages!("id, exam_id, candidate_id", "enrolled_face WHERE TRUE"), (candidate, &[C::Id, C::ExamId]))
        }
        Table::Alert => (
            pages!(
                "id, kind, severity, status, exam_id, centre_id, candidate_id, operator_id, device_id, mode, \
                 match_percentage, reviewed_by",
                "alert WHERE TRUE"
            ),
            (
                id,
                &[
                    C::Kind,
                    C::Severity,
                    C::Status,
                    C::ExamId,
                    C::CentreId,
                    C::CandidateId,
                    C::OperatorId,
                    C::DeviceId,
                    C::Mode,
                    C::MatchPercentage,
                    C::ReviewedBy,
                ],
            ),
        ),
        Table::SyncConflict => (
            pages!(
                "id, exam_id, candidate_id, entity_type, reason, resolution, resolved_by",
                "sync_conflict WHERE TRUE"
            ),
            (id, &[C::ExamId, C::CandidateId, C::EntityType, C::Reason, C::Resolution, C::ResolvedBy]),
        ),
        Table::DownloadPassword => (
            pages!("id, exam_id, operator_id, centre_id, expires_at, used_by", "download_password WHERE TRUE"),
            (id, &[C::ExamId, C::OperatorId, C::CentreId, C::ExpiresAt, C::UsedBy]),
        ),
        _ => return None,
    };
    Some(Source { first, next, key, columns })
}

fn stations(table: Table) -> Option<Source> {
    type Of = (fn(&Row) -> Result<Key>, &'static [Column]);
    let ((first, next), (key, columns)): (_, Of) = match table {
        Table::Attendance => (
            pages!(
                "id, exam_id, candidate_id, slot_id, operator_id, marked_by, status, biometric_eligible",
                "attendance WHERE TRUE"
            ),
            (id, &[C::ExamId, C::CandidateId, C::SlotId, C::OperatorId, C::MarkedBy, C::Status, C::BiometricEligible]),
        ),
        Table::FaceAttempt => (
            pages!(
                "id, exam_id, candidate_id, operator_id, number, verified, match_percentage, threshold, engine",
                "face_attempt WHERE state = 'kept'"
            ),
            (
                id,
                &[
                    C::ExamId,
                    C::CandidateId,
                    C::OperatorId,
                    C::Number,
                    C::Verified,
                    C::MatchPercentage,
                    C::Threshold,
                    C::Engine,
                ],
            ),
        ),
        Table::Fingerprint => (
            pages!(
                "id, exam_id, candidate_id, operator_id, image_quality, blob_id IS NULL AS exception",
                "fingerprint WHERE TRUE"
            ),
            (candidate, &[C::Id, C::ExamId, C::OperatorId, C::ImageQuality, C::Exception]),
        ),
        Table::Biometric => (
            pages!(
                "id, exam_id, candidate_id, operator_id, verified, overridden, match_percentage",
                "biometric WHERE TRUE"
            ),
            (candidate, &[C::Id, C::ExamId, C::OperatorId, C::Verified, C::Overridden, C::MatchPercentage]),
        ),
        Table::OmrSheet => (
            (
                sql!(
                    "SELECT exam_id, barcode, status, centre_id, scanned_by, barcode_read, candidate_id, validated_by,
                       voided_by FROM omr_sheet ORDER BY exam_id, barcode LIMIT $1"
                ),
                sql!(
                    "SELECT exam_id, barcode, status, centre_id, scanned_by, barcode_read, candidate_id, validated_by,
                       voided_by FROM omr_sheet WHERE (exam_id, barcode) > ($2, $3) ORDER BY exam_id, barcode LIMIT $1"
                ),
            ),
            (
                sheet,
                &[C::Status, C::CentreId, C::ScannedBy, C::BarcodeRead, C::CandidateId, C::ValidatedBy, C::VoidedBy],
            ),
        ),
        _ => return None,
    };
    Some(Source { first, next, key, columns })
}

fn cell(row: &Row, column: Column) -> Result<Cell> {
    let name: &'static str = column.into();
    let or_nothing = |cell: Option<Cell>| cell.unwrap_or(Cell::Nothing);
    Ok(match column.kind() {
        Kind::Id => row.opt::<Uuid>(name)?.into(),
        Kind::Text => or_nothing(row.opt(name)?.map(Cell::Text)),
        Kind::Number => or_nothing(row.opt(name)?.map(Cell::Number)),
        Kind::Whole => or_nothing(row.opt(name)?.map(Cell::Whole)),
        Kind::Flag => or_nothing(row.opt(name)?.map(Cell::Flag)),
        Kind::Settings => settings(row.json::<Value>(name)?),
    })
}

/// Where the next page of a table begins.
#[derive(Debug, Default)]
pub struct Place(Option<Vec<Arg>>);

fn place(table: Table, row: &Row) -> Result<Place> {
    Ok(Place(Some(match table {
        Table::OmrSheet => args![row.get::<Uuid>("exam_id")?, row.get::<String>("barcode")?],
        _ => args![row.get::<Uuid>("id")?],
    })))
}

/// Rows of a table from a place on, and the place after them; none when it has no more.
///
/// # Errors
/// [`crate::StoreError`]; of a row that holds what no row of the program holds, [`crate::StoreError::Corrupt`].
pub async fn page(tx: &mut Tx, table: Table, from: Place, limit: i64) -> Result<(Vec<Stands>, Place)> {
    let Some(source) = set_up(table).or_else(|| stations(table)) else { return Ok((Vec::new(), Place(None))) };
    let rows = match from.0 {
        None => tx.all(source.first, args![limit]).await?,
        Some(after) => tx.all(source.next, [args![limit], after].concat()).await?,
    };
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        let cells = source.columns.iter().map(|column| Ok((*column, cell(row, *column)?))).collect::<Result<_>>()?;
        found.push(Stands { key: (source.key)(row)?, cells });
    }
    let next = rows.last().map(|row| place(table, row)).transpose()?.unwrap_or_default();
    Ok((found, next))
}
