//! Names are sorted in: blocks of candidates are made, so that names are found by them (`name_grams`). A few that came or
//! changed since are looked through meanwhile, and are sorted in once they are many.

use domain::ExamId;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    Result, Row, Tx, args,
    args::hex,
    locks,
    name_grams::{Grams, IDS_IN_A_ROW},
    name_search::ends,
    sql,
};

/// Candidates of a block.
const BLOCK: usize = 1 << 14;
/// Grams that are written with one statement.
const AT_ONCE: usize = 1000;

/// From how many on new or changed names are sorted in; fewer are as soon looked through.
pub const MANY: u32 = 1000;

/// The ids between which a block lies: after the first, up to the second, if it ends before the exam does.
struct Range {
    after: Uuid,
    up_to: Option<Uuid>,
}

struct Found {
    id: Uuid,
    search: Option<String>,
}

/// Sorts in a block's worth of an exam's names, if at least `many` came or changed; tells whether there were. Called
/// again until there are none, in a transaction each, so that nobody waits long. From here to the commit no name of the exam
/// changes.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn sort_block(tx: &mut Tx, exam: ExamId, many: u32) -> Result<bool> {
    locks::hold(tx, &format!("names {exam}")).await?;
    let Some(range) = next(tx, exam, many).await? else { return Ok(false) };
    let read = |row: &Row| Ok(Found { id: row.get("id")?, search: row.opt("search")? });
    let found = match range.up_to {
        Some(up_to) => {
            let statement = sql!(
                "SELECT id, search FROM candidate WHERE exam_id = $1 AND id > $2 AND id <= $3 ORDER BY exam_id, id"
            );
            tx.list(statement, args![exam, range.after, up_to], read).await?
        }
        None => {
            let statement = sql!(
                "SELECT id, search FROM candidate WHERE exam_id = $1 AND id > $2 AND id <= $3 ORDER BY exam_id, id LIMIT $4"
            );
            let (_, newest) = ends(tx, exam).await?;
            tx.list(statement, args![exam, range.after, newest, BLOCK as i64], read).await?
        }
    };
    let end = range.up_to.or_else(|| found.last().map(|last| last.id)).unwrap_or(range.after);
    clear(tx, exam, range.after, end).await?;
    let mut blocks = found.chunks(BLOCK).peekable();
    while let Some(block) = blocks.next() {
        let last = block.last().map_or(end, |last| last.id);
        write(tx, exam, if blocks.peek().is_some() { last } else { end }, block).await?;
    }
    Ok(true)
}

/// Whether at least `many` names of an exam came or changed since blocks were made.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn is_due(tx: &mut Tx, exam: ExamId, many: u32) -> Result<bool> {
    Ok(changed(tx, exam, many).await? || fresh(tx, exam, many).await?)
}

async fn changed(tx: &mut Tx, exam: ExamId, many: u32) -> Result<bool> {
    let statement =
        sql!("SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM name_change WHERE exam_id = $1 LIMIT $2) few");
    Ok(tx.one(statement, args![exam, many.max(1)]).await?.get::<i64>("n")? >= i64::from(many.max(1)))
}

async fn fresh(tx: &mut Tx, exam: ExamId, many: u32) -> Result<bool> {
    let (last, newest) = ends(tx, exam).await?;
    let statement = sql!(
        "SELECT COUNT(*) AS n FROM (
             SELECT 1 AS one FROM candidate WHERE exam_id = $1 AND id > $2 AND id <= $3 ORDER BY exam_id, id LIMIT $4) few"
    );
    let many = many.max(1);
    Ok(last < newest && tx.one(statement, args![exam, last, newest, many]).await?.get::<i64>("n")? >= i64::from(many))
}

/// After which id the last block is made, or made anew with whoever is new if it is not half full.
async fn last_begin(tx: &mut Tx, exam: ExamId) -> Result<Uuid> {
    let last = sql!("SELECT last_id, size FROM name_block WHERE exam_id = $1 ORDER BY last_id DESC LIMIT 2");
    let read = |row: &Row| Ok((row.get::<Uuid>("last_id")?, row.get::<i64>("size")?));
    let blocks = tx.list(last, args![exam], read).await?;
    let (end, size) = blocks.first().copied().unwrap_or_default();
    let before = blocks.get(1).map_or_else(Uuid::nil, |block| block.0);
    Ok(if size < BLOCK as i64 / 2 { before } else { end })
}

/// The names that are sorted in next, if there are many.
async fn next(tx: &mut Tx, exam: ExamId, many: u32) -> Result<Option<Range>> {
    if changed(tx, exam, many).await? {
        let first = sql!(
            "SELECT b.last_id FROM name_block b WHERE b.exam_id = $1 AND b.last_id >= (
                 SELECT h.candidate_id FROM name_change h WHERE h.exam_id = $1 ORDER BY h.candidate_id LIMIT 1)
             ORDER BY b.last_id LIMIT 1"
        );
        if let Some(up_to) = tx.find(first, args![exam], |row| row.get::<Uuid>("last_id")).await? {
            let before = sql!(
                "SELECT last_id FROM name_block WHERE exam_id = $1 AND last_id < $2 ORDER BY last_id DESC LIMIT 1"
            );
            let after = tx.find(before, args![exam, up_to], |row| row.get("last_id")).await?.unwrap_or_default();
            return Ok(Some(Range { after, up_to: Some(up_to) }));
        }
        // Their block went with its candidates: who is there is new.
        tx.execute(sql!("DELETE FROM name_change WHERE exam_id = $1"), args![exam]).await?;
    }
    if !fresh(tx, exam, many).await? {
        return Ok(None);
    }
    Ok(Some(Range { after: last_begin(tx, exam).await?, up_to: None }))
}

/// Forgets the blocks that end after the one and up to the other, and what was noted of them.
async fn clear(tx: &mut Tx, exam: ExamId, after: Uuid, end: Uuid) -> Result<()> {
    for statement in [
        sql!("DELETE FROM name_gram WHERE exam_id = $1 AND last_id > $2 AND last_id <= $3"),
        sql!("DELETE FROM name_id WHERE exam_id = $1 AND last_id > $2 AND last_id <= $3"),
        sql!("DELETE FROM name_block WHERE exam_id = $1 AND last_id > $2 AND last_id <= $3"),
        sql!("DELETE FROM name_change WHERE exam_id = $1 AND candidate_id > $2 AND candidate_id <= $3"),
    ] {
        tx.execute(statement, args![exam, after, end]).await?;
    }
    Ok(())
}

async fn write(tx: &mut Tx, exam: ExamId, last: Uuid, block: &[Found]) -> Result<()> {
    let size = i64::try_from(block.len()).unwrap_or(i64::MAX);
    let statement = sql!("INSERT INTO name_block (exam_id, last_id, size) VALUES ($1, $2, $3)");
    tx.execute(statement, args![exam, last, size]).await?;
    let ids: Vec<Value> = (0..)
        .zip(block.chunks(IDS_IN_A_ROW))
        .map(|(part, some): (u32, _)| json!([part, some.iter().map(|one| hex(one.id.as_bytes())).collect::<String>()]))
        .collect();
    let statement = sql!(
        sqlite: "INSERT INTO name_id (exam_id, last_id, part, ids)
                 SELECT $1, $2, value ->> 0, unhex(value ->> 1) FROM json_each($3)",
        postgres: "INSERT INTO name_id (exam_id, last_id, part, ids)
                   SELECT $1, $2, (value ->> 0)::bigint, decode(value ->> 1, 'hex') FROM jsonb_array_elements($3)"
    );
    tx.execute(statement, args![exam, last, Value::Array(ids)]).await?;
    let mut grams = Grams::default();
    for (number, one) in (0..).zip(block) {
        if let Some(name) = &one.search {
            grams.take(number, name);
        }
    }
    let mut grams: Vec<_> = grams.into_places().collect();
    grams.sort_unstable();
    let statement = sql!(
        sqlite: "INSERT INTO name_gram (exam_id, last_id, gram, places)
                 SELECT $1, $2, value ->> 0, unhex(value ->> 1) FROM json_each($3)",
        postgres: "INSERT INTO name_gram (exam_id, last_id, gram, places)
                   SELECT $1, $2, value ->> 0, decode(value ->> 1, 'hex') FROM jsonb_array_elements($3)"
    );
    for some in grams.chunks(AT_ONCE) {
        let list: Value = some.iter().map(|(gram, places)| json!([gram, hex(places)])).collect();
        tx.execute(statement, args![exam, last, list]).await?;
    }
    Ok(())
}

/// The exams, whose names may be to be sorted in.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn exams(tx: &mut Tx) -> Result<Vec<ExamId>> {
    tx.list(sql!("SELECT id FROM exam ORDER BY id"), args![], |row| row.id("id")).await
}
