//! Candidates of a whole exam, looked for by the beginning of a roll number or a part of a name. Roll numbers go by an index
//! of theirs, names by the blocks of `name_search`.

use domain::{
    CandidateId, ExamId, Timestamp,
    candidate::CandidateStatus,
    order::{CandidateSort, Sorting},
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    Arg, Result, Row, Statement, Tx, args,
    candidates::{Overview, derived_status, overview, overview_text},
    name_grams::pattern,
    name_search::{self, Named},
    sql,
};

/// So many who have a part in their names are put in an order, or asked how far they are, one by one.
const MOST: usize = 10_000;

// $1 the time, $2 exam; roll numbers from $3 to before $4, $5 the name as a pattern: who has it is found by that; $6 status,
// '': any. PostgreSQL is not told that an exam is a condition for an index: until it has counted the candidates it takes an
// exam for a few rows, and would read all of them. `IS NOT TRUE` leads to no index either.
macro_rules! of_rolls {
    (sqlite) => {
        of_rolls!("IS $2", "LOWER(c.roll_number)")
    };
    (postgres) => {
        of_rolls!("IS NOT DISTINCT FROM $2", "LOWER(c.roll_number COLLATE \"C\")")
    };
    ($exam:literal, $roll:literal) => {
        concat!(
            "WITH m AS MATERIALIZED (SELECT c.id, c.roll_number, c.slot_id, COALESCE(c.search, '') AS name FROM candidate c \
             WHERE ",
            $roll,
            " >= $3 AND ",
            $roll,
            " < $4 AND (' ' || c.search LIKE $5 ESCAPE '!') IS NOT TRUE AND c.exam_id ",
            $exam,
            ") "
        )
    };
}
// $3 ids.
macro_rules! of_these {
    (sqlite) => {
        "WITH m AS MATERIALIZED (SELECT c.id, c.roll_number, c.slot_id, COALESCE(c.search, '') AS name \
         FROM json_each($3) f CROSS JOIN candidate c ON c.id = unhex(f.value, '-') AND c.exam_id IS $2 \
         WHERE $4 = '' AND $5 = '') "
    };
    (postgres) => {
        "WITH m AS MATERIALIZED (SELECT c.id, c.roll_number, c.slot_id, COALESCE(c.search, '') AS name FROM candidate c \
         WHERE c.id = ANY (ARRAY(SELECT value::uuid FROM jsonb_array_elements_text($3))) \
         AND c.exam_id IS NOT DISTINCT FROM $2 AND $4 = '' AND $5 = '') "
    };
}
macro_rules! with_any_status {
    () => {
        "FROM m WHERE $6 = '' AND $1 < 9223372036854775807"
    };
}
macro_rules! with_status {
    () => {
        concat!(
            "FROM m JOIN slot s ON s.id = m.slot_id \
             LEFT JOIN attendance a ON a.exam_id = $2 AND a.candidate_id = m.id \
             LEFT JOIN biometric b ON b.exam_id = $2 AND b.candidate_id = m.id WHERE ",
            derived_status!(),
            " = $6"
        )
    };
}
macro_rules! number {
    ($found:ident, $of:ident) => {
        sql!(
            sqlite: concat!($found!(sqlite), "SELECT COUNT(*) AS n ", $of!()),
            postgres: concat!($found!(postgres), "SELECT COUNT(*) AS n ", $of!())
        )
    };
}
// How many there are in all, where that is asked with the page.
macro_rules! all {
    (with_any_status) => {
        ", (SELECT COUNT(*) FROM m) AS n "
    };
    (with_status) => {
        ", CAST(NULL AS BIGINT) AS n "
    };
}
// $7 the most; $8 and $9 the key and the id of the last of the page before; $10 whether there was none.
macro_rules! in_order {
    ($found:ident, $of:ident, $sorting:expr) => {
        match ($sorting.by, $sorting.descending) {
            (CandidateSort::CreatedAt, false) => in_order!($found, $of, "m.id > $9 AND $8 = ''", "m.id"),
            (CandidateSort::CreatedAt, true) => in_order!($found, $of, "m.id < $9 AND $8 = ''", "m.id DESC"),
            (CandidateSort::RollNumber, false) => {
                in_order!($found, $of, "(m.roll_number, m.id) > ($8, $9)", "m.roll_number, m.id")
            }
            (CandidateSort::RollNumber, true) => {
                in_order!($found, $of, "(m.roll_number, m.id) < ($8, $9)", "m.roll_number DESC, m.id DESC")
            }
            (CandidateSort::Name, false) => in_order!($found, $of, "(m.name, m.id) > ($8, $9)", "m.name, m.id"),
            (CandidateSort::Name, true) => {
                in_order!($found, $of, "(m.name, m.id) < ($8, $9)", "m.name DESC, m.id DESC")
            }
        }
    };
    ($found:ident, $of:ident, $beyond:literal, $order:literal) => {
        sql!(
            sqlite: in_order!(sqlite, $found, $of, $beyond, $order),
            postgres: in_order!(postgres, $found, $of, $beyond, $order)
        )
    };
    ($engine:ident, $found:ident, $of:ident, $beyond:literal, $order:literal) => {
        concat!(
            $found!($engine),
            "SELECT m.id",
            all!($of),
            $of!(),
            " AND ($10 OR ",
            $beyond,
            ") ORDER BY ",
            $order,
            " LIMIT $7"
        )
    };
}

/// The last of the page before: by what it stands in the order, and its id.
pub(crate) type Last = Option<(String, Uuid)>;

/// Which page is wanted.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// The order.
    pub sorting: Sorting<CandidateSort>,
    /// The most.
    pub limit: i64,
    /// What it comes after.
    pub last: Last,
}

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

/// A search whose names were found.
pub(crate) struct Found<'a> {
    search: Search<'a>,
    named: Named,
}

impl<'a> Search<'a> {
    /// Finds the names.
    pub(crate) async fn begin(self, tx: &mut Tx) -> Result<Found<'a>> {
        Ok(Found { search: self, named: name_search::named(tx, self.exam, self.words).await? })
    }

    fn how_far(&self) -> &'static str {
        self.status.map_or("", <&str>::from)
    }

    fn roll_args(&self) -> Vec<Arg> {
        // No character of a roll number comes after it.
        let below = format!("{}\u{7F}", self.words);
        args![self.now, self.exam, self.words, below, pattern(self.words), self.how_far()]
    }

    fn id_args(&self, ids: &[Uuid]) -> Vec<Arg> {
        let list: Value = ids.iter().map(|id| Value::String(id.to_string())).collect();
        args![self.now, self.exam, list, "", "", self.how_far()]
    }

    fn rolls_count(&self) -> (&'static Statement, Vec<Arg>) {
        let statement: &'static Statement = match self.status {
            None => number!(of_rolls, with_any_status),
            Some(_) => number!(of_rolls, with_status),
        };
        (statement, self.roll_args())
    }

    fn rolls_page(&self, wanted: &Wanted) -> (&'static Statement, Vec<Arg>) {
        let statement: &'static Statement = match self.status {
            None => in_order!(of_rolls, with_any_status, wanted.sorting),
            Some(_) => in_order!(of_rolls, with_status, wanted.sorting),
        };
        (statement, wanted.after(self.roll_args()))
    }

    fn ids_page(&self, ids: &[Uuid], wanted: &Wanted) -> (&'static Statement, Vec<Arg>) {
        let statement: &'static Statement = match self.status {
            None => in_order!(of_these, with_any_status, wanted.sorting),
            Some(_) => in_order!(of_these, with_status, wanted.sorting),
        };
        (statement, wanted.after(self.id_args(ids)))
    }

    fn shown(&self, ids: &[Uuid]) -> (&'static Statement, Vec<Arg>) {
        let statement = sql!(
            sqlite: overview_text!("WHERE c.exam_id = $2 AND c.id IN (SELECT unhex(value, '-') FROM json_each($3))"),
            postgres: overview_text!(
                "WHERE c.exam_id IS NOT DISTINCT FROM $2 \
                 AND c.id = ANY (ARRAY(SELECT value::uuid FROM jsonb_array_elements_text($3)))"
            )
        );
        let mut args = self.id_args(ids);
        args.truncate(3);
        (statement, args)
    }

    /// All that is asked for a page and for the number, for the test that has the engines tell how they would go about it.
    pub(crate) fn statements(&self, wanted: &Wanted) -> Vec<(&'static Statement, Vec<Arg>)> {
        let mut all = name_search::statements(self.exam, self.words);
        all.extend([self.rolls_count(), self.rolls_page(wanted), self.ids_page(&[], wanted), self.shown(&[])]);
        all
    }
}

impl Wanted {
    fn after(&self, mut args: Vec<Arg>) -> Vec<Arg> {
        let (key, after) = self.last.clone().unwrap_or_default();
        args.extend(args![self.limit, key, after, self.last.is_none()]);
        args
    }
}

impl Found<'_> {
    /// Whether a walk along an order is shorter than to put all of them in that order, or to ask each how far it is.
    pub(crate) fn rather_walked(&self, sorting: Sorting<CandidateSort>) -> bool {
        self.named.total() > MOST && (sorting.by != CandidateSort::CreatedAt || self.search.status.is_some())
    }

    /// How many there are in all; `rolls` by their roll numbers alone, where a page told.
    pub(crate) async fn total(&self, tx: &mut Tx, rolls: Option<i64>) -> Result<i64> {
        let rolls = match rolls {
            Some(rolls) => rolls,
            None => {
                let (statement, args) = self.search.rolls_count();
                tx.one(statement, args).await?.get("n")?
            }
        };
        let names = match self.search.status {
            None => i64::try_from(self.named.total()).unwrap_or(i64::MAX),
            Some(_) => {
                let ids = self.named.all(tx).await?;
                let statement = number!(of_these, with_status);
                tx.one(statement, self.search.id_args(&ids)).await?.get("n")?
            }
        };
        Ok(rolls + names)
    }

    /// A page of them, and how many there are by their roll numbers alone, where that came with it.
    pub(crate) async fn page(&self, tx: &mut Tx, wanted: &Wanted) -> Result<(Vec<Overview>, Option<i64>)> {
        let search = &self.search;
        let (statement, args) = search.rolls_page(wanted);
        let read = |row: &Row| Ok((row.get::<Uuid>("id")?, row.opt::<i64>("n")?));
        let (mut ids, rolls): (Vec<_>, Vec<_>) = tx.list(statement, args, read).await?.into_iter().unzip();
        let rolls = rolls.first().copied().flatten();
        let by_id = wanted.sorting.by == CandidateSort::CreatedAt && search.status.is_none();
        if by_id {
            let last = wanted.last.as_ref().map(|last| last.1);
            let most = usize::try_from(wanted.limit).unwrap_or_default();
            ids.extend(self.named.first(tx, most, last, wanted.sorting.descending).await?);
            ids.sort_unstable();
            if wanted.sorting.descending {
                ids.reverse();
            }
            ids.truncate(most);
        } else {
            ids.extend(self.named.all(tx).await?);
            let (statement, args) = search.ids_page(&ids, wanted);
            ids = tx.list(statement, args, |row| row.get("id")).await?;
        }
        let (statement, args) = search.shown(&ids);
        let mut shown = tx.list(statement, args, overview).await?;
        shown.sort_by_cached_key(|one| ids.iter().position(|id| CandidateId(*id) == one.candidate.id));
        Ok((shown, rolls))
    }
}
