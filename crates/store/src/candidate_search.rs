//! Candidates of a whole exam, looked for by the beginning of a roll number or a part of a name. Each goes by an index of its
//! own (`migrations/*/0031_name_index.sql`), so that it costs what is found, and not what the exam has.

use domain::{
    CandidateId, ExamId, Timestamp,
    candidate::CandidateStatus,
    order::{CandidateSort, Sorting},
};
use serde_json::Value;

use crate::{
    Arg, Result, Statement, Tx, args,
    candidates::{Overview, derived_status, overview, overview_text},
    sql,
};

// $1 the time, $2 exam; roll numbers from $3 to before $4; $5 a part of the names as the index keeps them, $6 as a pattern
// for PostgreSQL, whose index tells only that all trigrams are there; $7 status, '': any.
// PostgreSQL is not told that an exam is a condition for an index: until it has counted the candidates it takes an exam for a
// few rows, and would read all of them.
macro_rules! of_rolls {
    ($roll:literal) => {
        concat!("(", $roll, " >= $3 AND ", $roll, " < $4)")
    };
}
macro_rules! roll_matches {
    (sqlite, $columns:expr) => {
        concat!("SELECT ", $columns, " FROM candidate c WHERE c.exam_id = $2 AND ", of_rolls!("LOWER(c.roll_number)"))
    };
    (postgres, $columns:expr) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM candidate c WHERE c.exam_id IS NOT DISTINCT FROM $2 AND ",
            of_rolls!("LOWER(c.roll_number COLLATE \"C\")")
        )
    };
}
// By the name, and not already by the roll number; `IS NOT TRUE`, too, leads to no index.
macro_rules! name_matches {
    (sqlite, $columns:expr) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM name_index i CROSS JOIN candidate c ON c.rowid = i.rowid \
             WHERE i.name_index MATCH '\"' || replace($5, '\"', '\"\"') || '\"' AND $6 <> '' AND c.exam_id IS $2 AND ",
            of_rolls!("LOWER(c.roll_number)"),
            " IS NOT TRUE"
        )
    };
    (postgres, $columns:expr) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM candidate c WHERE name_trigrams(c.search) @@ name_part($5) AND ' ' || c.search LIKE $6 ESCAPE '!' \
              AND c.exam_id IS NOT DISTINCT FROM $2 AND ",
            of_rolls!("LOWER(c.roll_number COLLATE \"C\")"),
            " IS NOT TRUE"
        )
    };
}
// What is found is written down first: no order is worth a walk through the exam.
macro_rules! found {
    ($engine:ident) => {
        concat!(
            "WITH m AS MATERIALIZED (",
            roll_matches!($engine, found!()),
            " UNION ALL ",
            name_matches!($engine, found!()),
            ") "
        )
    };
    () => {
        "c.id, c.roll_number, c.slot_id, COALESCE(c.search, '') AS name"
    };
}
macro_rules! with_any_status {
    () => {
        "FROM m WHERE $7 = '' AND $1 < 9223372036854775807"
    };
}
macro_rules! with_status {
    () => {
        concat!(
            "FROM m JOIN slot s ON s.id = m.slot_id \
             LEFT JOIN attendance a ON a.exam_id = $2 AND a.candidate_id = m.id \
             LEFT JOIN biometric b ON b.exam_id = $2 AND b.candidate_id = m.id WHERE ",
            derived_status!(),
            " = $7"
        )
    };
}
macro_rules! found_count {
    ($engine:ident, with_any_status) => {
        concat!(
            "SELECT (",
            roll_matches!($engine, "COUNT(*)"),
            ") + (",
            name_matches!($engine, "COUNT(*)"),
            ") AS n WHERE $7 = '' AND $1 < 9223372036854775807"
        )
    };
    ($engine:ident, with_status) => {
        concat!(found!($engine), "SELECT COUNT(*) AS n ", with_status!())
    };
}
// $8 the most; $9 and $10 the key and the id of the last of the page before; $11 whether there was none.
macro_rules! page {
    ($engine:ident, $of:ident, $beyond:literal, $order:literal) => {
        concat!(found!($engine), "SELECT m.id ", $of!(), " AND ($11 OR ", $beyond, ") ORDER BY ", $order, " LIMIT $8")
    };
}
macro_rules! in_order {
    ($of:ident, $sorting:expr) => {
        match ($sorting.by, $sorting.descending) {
            (CandidateSort::CreatedAt, false) => in_order!($of, "m.id > $10 AND $9 = ''", "m.id"),
            (CandidateSort::CreatedAt, true) => in_order!($of, "m.id < $10 AND $9 = ''", "m.id DESC"),
            (CandidateSort::RollNumber, false) => {
                in_order!($of, "(m.roll_number, m.id) > ($9, $10)", "m.roll_number, m.id")
            }
            (CandidateSort::RollNumber, true) => {
                in_order!($of, "(m.roll_number, m.id) < ($9, $10)", "m.roll_number DESC, m.id DESC")
            }
            (CandidateSort::Name, false) => in_order!($of, "(m.name, m.id) > ($9, $10)", "m.name, m.id"),
            (CandidateSort::Name, true) => in_order!($of, "(m.name, m.id) < ($9, $10)", "m.name DESC, m.id DESC"),
        }
    };
    ($of:ident, $beyond:literal, $order:literal) => {
        sql!(sqlite: page!(sqlite, $of, $beyond, $order), postgres: page!(postgres, $of, $beyond, $order))
    };
}

/// The last of the page before: by what it stands in the order, and its id.
pub(crate) type Last = Option<(String, uuid::Uuid)>;

/// What is looked for in a whole exam.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Search<'a> {
    /// The exam.
    pub exam: ExamId,
    /// The words, folded as names are, without NUL; not empty.
    pub words: &'a str,
    /// How far they must be.
    pub status: Option<CandidateStatus>,
    /// Absent is who had not come by then.
    pub now: Timestamp,
}

impl Search<'_> {
    fn args(&self) -> Vec<Arg> {
        // No character of a roll number comes after it.
        let below = format!("{}\u{7F}", self.words);
        let status = self.status.map_or("", <&str>::from);
        args![self.now, self.exam, self.words, below, padded(self.words), pattern(self.words), status]
    }

    /// The statement and the parameters of a page; the page before ended with `last`, a key and an id.
    pub(crate) fn page(
        &self,
        sorting: Sorting<CandidateSort>,
        limit: i64,
        last: Last,
    ) -> (&'static Statement, Vec<Arg>) {
        let first = last.is_none();
        let (key, after) = last.unwrap_or_default();
        let mut args = self.args();
        args.extend(args![limit, key, after, first]);
        let statement: &'static Statement = match self.status {
            None => in_order!(with_any_status, sorting),
            Some(_) => in_order!(with_status, sorting),
        };
        (statement, args)
    }

    /// The statement and the parameters of their number.
    pub(crate) fn count(&self) -> (&'static Statement, Vec<Arg>) {
        let statement: &'static Statement = match self.status {
            None => {
                sql!(sqlite: found_count!(sqlite, with_any_status), postgres: found_count!(postgres, with_any_status))
            }
            Some(_) => sql!(sqlite: found_count!(sqlite, with_status), postgres: found_count!(postgres, with_status)),
        };
        (statement, self.args())
    }

    /// The statement and the parameters of what is shown of these candidates.
    pub(crate) fn named(&self, ids: &[CandidateId]) -> (&'static Statement, Vec<Arg>) {
        let statement = sql!(
            sqlite: overview_text!("WHERE c.exam_id = $2 AND c.id IN (SELECT unhex(value, '-') FROM json_each($3))"),
            postgres: overview_text!(
                "WHERE c.exam_id IS NOT DISTINCT FROM $2 \
                 AND c.id = ANY (ARRAY(SELECT value::uuid FROM jsonb_array_elements_text($3)))"
            )
        );
        let list: Value = ids.iter().map(|id| Value::String(id.to_string())).collect();
        (statement, args![self.now, self.exam, list])
    }

    /// A page of them.
    pub(crate) async fn list(
        &self,
        tx: &mut Tx,
        sorting: Sorting<CandidateSort>,
        limit: i64,
        last: Last,
    ) -> Result<Vec<Overview>> {
        let (statement, args) = self.page(sorting, limit, last);
        let ids: Vec<CandidateId> = tx.list(statement, args, |row| row.id("id")).await?;
        let (statement, args) = self.named(&ids);
        let mut shown = tx.list(statement, args, overview).await?;
        shown.sort_by_cached_key(|one| ids.iter().position(|id| *id == one.candidate.id));
        Ok(shown)
    }
}

/// A part of a name as the index keeps names: two spaces before each word. A part of one or two letters is one that a word
/// begins with, because nothing shorter than three is in the index.
fn padded(words: &str) -> String {
    format!("{}{}", missing(words), words.replace(' ', "  "))
}

/// The same as a pattern for a name with a space before it.
fn pattern(words: &str) -> String {
    let literal = words.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{}{literal}%", if missing(words).is_empty() { "" } else { " " })
}

/// The spaces that make three letters of a part.
fn missing(words: &str) -> &'static str {
    match words.chars().count() {
        0 | 1 => "  ",
        2 => " ",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_asked_as_names_are_kept() {
        for (words, part, like) in [
            ("kum", "kum", "%kum%"),
            ("am ku", "am  ku", "%am ku%"),
            ("a b", "a  b", "%a b%"),
            ("ku", " ku", "% ku%"),
            ("_", "  _", "% !_%"),
            ("100%!", "100%!", "%100!%!!%"),
            ("सी", " सी", "% सी%"),
        ] {
            assert_eq!((padded(words).as_str(), pattern(words).as_str()), (part, like), "{words}");
        }
    }
}
