//! Candidates as they are listed: in somebody's part of an exam, narrowed, in an order, page by page. A part of an exam is
//! small enough to be looked through for a word; for a whole one there are indexes ([`crate::candidate_search`]).

use domain::{
    CandidateId, CentreId, ExamId, SlotId, Timestamp,
    candidate::CandidateStatus,
    order::{CandidateSort, Sorting},
    scope::Scope,
    text::tidy::search_key,
};
use serde_json::Value;

use crate::{
    Arg, Page, Result, Row, Statement, Tx, args,
    candidate_search::{Found, Last, Search, Wanted},
    candidates::{Overview, derived_status, overview, overview_text},
    name_grams::pattern,
    sql,
};

/// What a list is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct CandidateFilter {
    /// The beginning of a roll number, or a part of a name.
    pub q: Option<String>,
    /// How far.
    pub status: Option<CandidateStatus>,
    /// Which slot.
    pub slot: Option<SlotId>,
    /// Which centre.
    pub centre: Option<CentreId>,
}

// $1 the time, $2 exam, $3 roll number begins with, $4 name holds, $5 status, $6 slot, $7 any slot, $8 centre, $9 any
// centre; '': any.
macro_rules! narrowed {
    () => {
        concat!(
            "c.exam_id = $2 AND ($3 = '' OR LOWER(c.roll_number) LIKE $3 ESCAPE '!' \
                 OR ' ' || COALESCE(c.search, LOWER(c.name)) LIKE $4 ESCAPE '!') \
             AND (c.slot_id = $6 OR $7) AND (c.centre_id = $8 OR $9) "
        )
    };
}
macro_rules! of_status {
    () => {
        concat!("AND ($5 = '' OR ", derived_status!(), " = $5) ")
    };
}

// The part that is open is $10, whatever it is.
macro_rules! scoped {
    ($scope:expr, $name:ident) => {
        match $scope {
            Scope::Exam => sql!($name!("AND $10")),
            Scope::Centre(_) => sql!($name!("AND c.centre_id = $10")),
            Scope::Slots(_) => sql!(
                sqlite: $name!("AND c.slot_id IN (SELECT unhex(value, '-') FROM json_each($10))"),
                postgres: $name!("AND c.slot_id IN (SELECT value::uuid FROM jsonb_array_elements_text($10))")
            ),
        }
    };
}

// $11 the most; $12 and $13 the key and the id of the last of the page before; $14 whether there was none. Upwards an empty
// key and the nil id come before everything, so that the engines go by their indexes; downwards nothing comes after it.
macro_rules! page_text {
    ($scope:literal, $beyond:literal, $order:literal) => {
        overview_text!(concat!(
            "WHERE ",
            narrowed!(),
            of_status!(),
            $scope,
            " AND ",
            $beyond,
            " ORDER BY ",
            $order,
            " LIMIT $11"
        ))
    };
}
macro_rules! by_id {
    ($scope:literal) => {
        page_text!($scope, "c.id > $13 AND ($12 = '' OR $14)", "c.id")
    };
}
macro_rules! by_id_down {
    ($scope:literal) => {
        page_text!($scope, "($14 OR c.id < $13 AND $12 = '')", "c.id DESC")
    };
}
macro_rules! by_roll {
    ($scope:literal) => {
        page_text!($scope, "(c.roll_number, c.id) > ($12, $13) AND ($14 OR TRUE)", "c.roll_number, c.id")
    };
}
macro_rules! by_roll_down {
    ($scope:literal) => {
        page_text!($scope, "($14 OR (c.roll_number, c.id) < ($12, $13))", "c.roll_number DESC, c.id DESC")
    };
}
macro_rules! by_name {
    ($scope:literal) => {
        page_text!(
            $scope,
            "(COALESCE(c.search, ''), c.id) > ($12, $13) AND ($14 OR TRUE)",
            "COALESCE(c.search, ''), c.id"
        )
    };
}
macro_rules! by_name_down {
    ($scope:literal) => {
        page_text!(
            $scope,
            "($14 OR (COALESCE(c.search, ''), c.id) < ($12, $13))",
            "COALESCE(c.search, '') DESC, c.id DESC"
        )
    };
}
// Without a status nothing has to be joined.
macro_rules! counted {
    ($scope:literal) => {
        concat!(
            "SELECT COUNT(*) AS n FROM candidate c WHERE ",
            narrowed!(),
            "AND $5 = '' AND $1 < 9223372036854775807 ",
            $scope
        )
    };
}
macro_rules! counted_by_status {
    ($scope:literal) => {
        concat!(
            "SELECT COUNT(*) AS n FROM candidate c JOIN slot s ON s.id = c.slot_id \
             LEFT JOIN attendance a ON a.exam_id = c.exam_id AND a.candidate_id = c.id \
             LEFT JOIN biometric b ON b.exam_id = c.exam_id AND b.candidate_id = c.id WHERE ",
            narrowed!(),
            of_status!(),
            $scope
        )
    };
}

/// Which candidates: in which part of an exam, narrowed to what, at which moment.
#[derive(Clone, Copy, Debug)]
pub struct CandidatesWanted<'a> {
    /// The exam.
    pub exam: ExamId,
    /// The part of it that is open.
    pub scope: &'a Scope,
    /// What they are narrowed to.
    pub filter: &'a CandidateFilter,
    /// Absent is who had not come by then.
    pub now: Timestamp,
}

impl CandidatesWanted<'_> {
    /// What is looked for, folded as names are, here and not by the engines: SQLite knows the letters of ASCII only. None
    /// where no text can hold it.
    fn words(&self) -> Option<String> {
        let words = search_key(self.filter.q.as_deref().unwrap_or_default());
        (!words.contains('\0')).then_some(words) // PostgreSQL takes no such parameter
    }

    /// The part of the exam that is looked through.
    fn part(&self) -> Scope {
        match (self.scope, self.filter.slot, self.filter.centre) {
            (Scope::Exam, Some(slot), _) => Scope::Slots(vec![slot]),
            (Scope::Exam, None, Some(centre)) => Scope::Centre(centre),
            (scope, ..) => scope.clone(),
        }
    }

    /// The search by the indexes, where these words are looked for in the whole exam.
    fn search<'a>(&self, words: &'a str) -> Option<Search<'a>> {
        let search = Search { exam: self.exam, words, status: self.filter.status, now: self.now };
        (!words.is_empty() && self.part() == Scope::Exam).then_some(search)
    }

    /// That search, begun.
    async fn begun<'a>(&self, words: &'a str, tx: &mut Tx) -> Result<Option<Found<'a>>> {
        match self.search(words) {
            Some(search) => search.begin(tx).await.map(Some),
            None => Ok(None),
        }
    }

    /// The parameters of a list that is looked through.
    fn args(&self, words: &str) -> Vec<Arg> {
        let filter = self.filter;
        let q = words.replace('!', "!!").replace('%', "!%").replace('_', "!_");
        let (roll, name) = match self.part() {
            _ if q.is_empty() => (String::new(), String::new()),
            Scope::Exam => (format!("{q}%"), pattern(words)), // as in a search
            _ => (format!("{q}%"), format!("%{q}%")),
        };
        let status = filter.status.map_or("", <&str>::from);
        let (any_slot, any_centre) = (filter.slot.is_none(), filter.centre.is_none());
        let mut args = args![self.now, self.exam, roll, name, status, filter.slot, any_slot, filter.centre, any_centre];
        args.push(match self.part() {
            Scope::Exam => true.into(),
            Scope::Centre(centre) => centre.into(),
            Scope::Slots(slots) => ids_json(&slots).into(),
        });
        args
    }

    fn page(
        &self,
        words: &str,
        sorting: Sorting<CandidateSort>,
        limit: i64,
        last: Last,
    ) -> (&'static Statement, Vec<Arg>) {
        let first = last.is_none();
        let (key, after) = last.unwrap_or_default();
        let mut args = self.args(words);
        args.extend(args![limit, key, after, first]);
        let statement: &'static Statement = match (sorting.by, sorting.descending) {
            (CandidateSort::CreatedAt, false) => scoped!(self.part(), by_id),
            (CandidateSort::CreatedAt, true) => scoped!(self.part(), by_id_down),
            (CandidateSort::RollNumber, false) => scoped!(self.part(), by_roll),
            (CandidateSort::RollNumber, true) => scoped!(self.part(), by_roll_down),
            (CandidateSort::Name, false) => scoped!(self.part(), by_name),
            (CandidateSort::Name, true) => scoped!(self.part(), by_name_down),
        };
        (statement, args)
    }

    fn count(&self, words: &str) -> (&'static Statement, Vec<Arg>) {
        let statement: &'static Statement = match self.filter.status {
            None => scoped!(self.part(), counted),
            Some(_) => scoped!(self.part(), counted_by_status),
        };
        (statement, self.args(words))
    }

    /// What is asked for a first page, and for the number of all, with the parameters: for the test that has the engines
    /// tell how they would go about it.
    #[must_use]
    pub fn statements(&self, sorting: Sorting<CandidateSort>, limit: i64) -> Vec<(&'static Statement, Vec<Arg>)> {
        let Some(words) = self.words() else { return Vec::new() };
        match self.search(&words) {
            Some(search) => search.statements(&Wanted { sorting, limit, last: None }),
            None => vec![self.page(&words, sorting, limit, None), self.count(&words)],
        }
    }
}

fn ids_json(slots: &[SlotId]) -> Value {
    slots.iter().map(|slot| Value::String(slot.to_string())).collect()
}

/// A page of candidates.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn list(
    tx: &mut Tx,
    wanted: &CandidatesWanted<'_>,
    sorting: Sorting<CandidateSort>,
    page: Page,
) -> Result<Vec<Overview>> {
    let Some(words) = wanted.words() else { return Ok(Vec::new()) };
    let found = wanted.begun(&words, tx).await?;
    page_of(tx, wanted, (&words, found.as_ref()), sorting, page).await.map(|(items, _)| items)
}

/// A page of candidates, and how many there are in all.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn list_and_total(
    tx: &mut Tx,
    wanted: &CandidatesWanted<'_>,
    sorting: Sorting<CandidateSort>,
    page: Page,
) -> Result<(Vec<Overview>, i64)> {
    let Some(words) = wanted.words() else { return Ok((Vec::new(), 0)) };
    let found = wanted.begun(&words, tx).await?;
    let (items, rolls) = page_of(tx, wanted, (&words, found.as_ref()), sorting, page).await?;
    Ok((items, total_of(tx, wanted, (&words, found.as_ref()), rolls).await?))
}

/// How many there are in all.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn total(tx: &mut Tx, wanted: &CandidatesWanted<'_>) -> Result<i64> {
    let Some(words) = wanted.words() else { return Ok(0) };
    let found = wanted.begun(&words, tx).await?;
    total_of(tx, wanted, (&words, found.as_ref()), None).await
}

async fn page_of(
    tx: &mut Tx,
    wanted: &CandidatesWanted<'_>,
    (words, found): (&str, Option<&Found<'_>>),
    sorting: Sorting<CandidateSort>,
    page: Page,
) -> Result<(Vec<Overview>, Option<i64>)> {
    let last = match page.after {
        Some(after) => match key(tx, wanted.exam, after.into(), sorting.by).await? {
            Some(key) => Some((key, after)),
            None => return Ok((Vec::new(), None)), // there is no such candidate to go on after
        },
        None => None,
    };
    if let Some(found) = found.filter(|found| !found.rather_walked(sorting)) {
        return found.page(tx, &Wanted { sorting, limit: page.limit, last }).await;
    }
    let (statement, args) = wanted.page(words, sorting, page.limit, last);
    Ok((tx.list(statement, args, overview).await?, None))
}

async fn total_of(
    tx: &mut Tx,
    wanted: &CandidatesWanted<'_>,
    (words, found): (&str, Option<&Found<'_>>),
    rolls: Option<i64>,
) -> Result<i64> {
    if let Some(found) = found.filter(|found| !found.rather_walked(Sorting::default())) {
        return found.total(tx, rolls).await;
    }
    let (statement, args) = wanted.count(words);
    tx.one(statement, args).await?.get("n")
}

/// By what a candidate stands in the order; the id alone where that is the order.
async fn key(tx: &mut Tx, exam: ExamId, id: CandidateId, by: CandidateSort) -> Result<Option<String>> {
    let statement: &'static Statement = match by {
        CandidateSort::CreatedAt => return Ok(Some(String::new())),
        CandidateSort::RollNumber => sql!("SELECT roll_number AS k FROM candidate WHERE exam_id = $1 AND id = $2"),
        CandidateSort::Name => sql!("SELECT COALESCE(search, '') AS k FROM candidate WHERE exam_id = $1 AND id = $2"),
    };
    tx.find(statement, args![exam, id], |row: &Row| row.get("k")).await
}
