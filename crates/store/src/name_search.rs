//! Who of an exam has a part in their name, by the blocks that were made of it, and by a look at who came or changed since.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use domain::ExamId;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    Arg, Result, Row, Statement, Tx, args,
    name_grams::{IDS_IN_A_ROW, Part, pattern},
    sql,
};

/// The numbers of those who were found in a block, and where it ends.
struct Block {
    last: Uuid,
    numbers: Vec<u32>,
}

/// Who has the part.
pub(crate) struct Named {
    exam: ExamId,
    blocks: Vec<Block>,
    /// Of them, those who have it no more.
    gone: HashSet<Uuid>,
    /// Those who are in no block as they are now.
    since: Vec<Uuid>,
}

/// What is asked for the blocks.
fn blocks(exam: ExamId, part: &Part) -> (&'static Statement, Vec<Arg>) {
    // Each gram of each block by its key, however little the engines know of the table.
    let statement = sql!(
        sqlite: "SELECT b.last_id, f.value AS gram, g.places FROM name_block b CROSS JOIN json_each($2) f
                     CROSS JOIN name_gram g ON g.exam_id = $1 AND g.last_id = b.last_id AND g.gram = f.value
                 WHERE b.exam_id = $1 ORDER BY b.last_id",
        postgres: "SELECT b.last_id, g.gram, g.places
                   FROM (SELECT last_id FROM name_block WHERE exam_id = $1 ORDER BY last_id OFFSET 0) b
                   CROSS JOIN jsonb_array_elements_text($2) f (value)
                   CROSS JOIN LATERAL (SELECT n.gram, n.places FROM name_gram n
                       WHERE n.exam_id = $1 AND n.last_id = b.last_id AND n.gram = f.value OFFSET 0) g"
    );
    let grams: BTreeSet<&str> = part.grams().collect();
    (statement, args![exam, json!(grams)])
}

/// So many who came since are looked at with one statement.
const AT_ONCE: usize = 1000;

/// What is asked for those who came after one, up to the newest: whether they have the part. The order leads PostgreSQL past
/// the indexes that begin with the exam alone; it may take an exam that grew for a few rows.
fn came(exam: ExamId, (after, newest): (Uuid, Uuid), words: &str) -> (&'static Statement, Vec<Arg>) {
    let statement = sql!(
        "SELECT id, COALESCE(' ' || search LIKE $4 ESCAPE '!', FALSE) AS has FROM candidate
         WHERE exam_id = $1 AND id > $2 AND id <= $3 ORDER BY exam_id, id LIMIT 1000"
    );
    (statement, args![exam, after, newest, pattern(words)])
}

/// Where the blocks of an exam end, and its newest candidate.
pub(crate) async fn ends(tx: &mut Tx, exam: ExamId) -> Result<(Uuid, Uuid)> {
    let statement = sql!(
        "SELECT (SELECT last_id FROM name_block WHERE exam_id = $1 ORDER BY last_id DESC LIMIT 1) AS last_id,
             (SELECT newest FROM name_head WHERE exam_id = $1) AS newest"
    );
    let row = tx.one(statement, args![exam]).await?;
    Ok((row.opt("last_id")?.unwrap_or_default(), row.opt("newest")?.unwrap_or_default()))
}

/// What is asked for those in blocks who changed since: once for those who have the part, and once for those who had it.
fn changed(exam: ExamId, last: Uuid, words: &str) -> (&'static Statement, Vec<Arg>) {
    let statement = sql!(
        sqlite: "SELECT c.id, TRUE AS has FROM name_change h CROSS JOIN candidate c ON c.exam_id = $1 AND c.id = h.candidate_id
                     WHERE h.exam_id = $1 AND c.id <= $2 AND ' ' || c.search LIKE $3 ESCAPE '!'
                 UNION ALL SELECT h.candidate_id, FALSE FROM name_change h
                     WHERE h.exam_id = $1 AND h.candidate_id <= $2 AND ' ' || h.was LIKE $3 ESCAPE '!'",
        postgres: "SELECT c.id, TRUE AS has FROM name_change h CROSS JOIN LATERAL (SELECT c.id, c.search FROM candidate c
                           WHERE c.exam_id IS NOT DISTINCT FROM $1 AND c.id = h.candidate_id OFFSET 0) c
                       WHERE h.exam_id = $1 AND c.id <= $2 AND ' ' || c.search LIKE $3 ESCAPE '!'
                   UNION ALL SELECT h.candidate_id, FALSE FROM name_change h
                       WHERE h.exam_id = $1 AND h.candidate_id <= $2 AND ' ' || h.was LIKE $3 ESCAPE '!'"
    );
    (statement, args![exam, last, pattern(words)])
}

fn is_or_was(row: &Row) -> Result<(Uuid, bool)> {
    Ok((row.get("id")?, row.get("has")?))
}

/// All of it, for the test that has the engines tell how they would go about it.
pub(crate) fn statements(exam: ExamId, words: &str) -> Vec<(&'static Statement, Vec<Arg>)> {
    let end = Uuid::max();
    vec![
        blocks(exam, &Part::of(words)),
        came(exam, (end, end), words),
        changed(exam, end, words),
        ids_of(exam, Vec::new()),
    ]
}

/// What is asked for the ids in some rows of `name_id`.
fn ids_of(exam: ExamId, parts: Vec<Value>) -> (&'static Statement, Vec<Arg>) {
    let statement = sql!(
        sqlite: "SELECT n.last_id, n.part, n.ids FROM json_each($2) f CROSS JOIN name_id n
                     ON n.exam_id = $1 AND n.last_id = unhex(f.value ->> 0, '-') AND n.part = f.value ->> 1",
        postgres: "SELECT n.* FROM jsonb_array_elements($2) f CROSS JOIN LATERAL (
                       SELECT last_id, part, ids FROM name_id WHERE exam_id = $1 AND last_id = (f.value ->> 0)::uuid
                           AND part = (f.value ->> 1)::bigint OFFSET 0) n"
    );
    (statement, args![exam, Value::Array(parts)])
}

/// Looks for those who have these words in their names.
pub(crate) async fn named(tx: &mut Tx, exam: ExamId, words: &str) -> Result<Named> {
    let part = Part::of(words);
    let (statement, args) = blocks(exam, &part);
    let mut kept: BTreeMap<Uuid, HashMap<String, Vec<u8>>> = BTreeMap::new();
    for row in tx.all(statement, args).await? {
        kept.entry(row.get("last_id")?).or_default().insert(row.get("gram")?, row.get("places")?);
    }
    let found = kept.into_iter().map(|(last, kept)| {
        let numbers = part.among(|gram| kept.get(gram).map(Vec::as_slice));
        Block { last, numbers }
    });
    let blocks = found.filter(|block| !block.numbers.is_empty()).collect();
    let (last, newest) = ends(tx, exam).await?;
    let (mut gone, mut since, mut after) = (HashSet::new(), Vec::new(), last);
    while after < newest {
        let (statement, args) = came(exam, (after, newest), words);
        let some = tx.list(statement, args, is_or_was).await?;
        since.extend(some.iter().filter(|(_, has)| *has).map(|(id, _)| *id));
        after = some.last().filter(|_| some.len() == AT_ONCE).map_or(newest, |(id, _)| *id);
    }
    let (statement, args) = changed(exam, last, words);
    for (id, has) in tx.list(statement, args, is_or_was).await? {
        if has {
            since.push(id);
        } else {
            gone.insert(id);
        }
    }
    Ok(Named { exam, blocks, gone, since })
}

impl Named {
    /// How many they are.
    pub(crate) fn total(&self) -> usize {
        let in_blocks: usize = self.blocks.iter().map(|block| block.numbers.len()).sum();
        in_blocks.saturating_sub(self.gone.len()) + self.since.len()
    }

    /// All of them, in no order.
    pub(crate) async fn all(&self, tx: &mut Tx) -> Result<Vec<Uuid>> {
        let wanted: Vec<_> = self.blocks.iter().map(|block| (block, block.numbers.as_slice())).collect();
        let mut ids = self.ids(tx, &wanted).await?;
        ids.extend(&self.since);
        Ok(ids)
    }

    /// The first `most` of them in the order of their ids, up or down, beyond `last`.
    pub(crate) async fn first(
        &self,
        tx: &mut Tx,
        most: usize,
        last: Option<Uuid>,
        descending: bool,
    ) -> Result<Vec<Uuid>> {
        // Which numbers of the block that `last` stands in come beyond is not known: all of it. Of the others, the first.
        let own = last.map(|last| self.blocks.partition_point(|block| block.last < last));
        let mut order: Vec<usize> = match (own, descending) {
            (None, _) => (0..self.blocks.len()).collect(),
            (Some(own), false) => (own..self.blocks.len()).collect(),
            (Some(own), true) => (0..self.blocks.len().min(own + 1)).collect(),
        };
        if descending {
            order.reverse();
        }
        let mut left = most + self.gone.len();
        let mut wanted = Vec::new();
        for at in order {
            let Some(block) = self.blocks.get(at) else { break };
            let numbers = block.numbers.as_slice();
            if own == Some(at) {
                wanted.push((block, numbers));
                continue;
            }
            let some = numbers.len().min(left);
            left -= some;
            let first = if descending { numbers.len() - some } else { 0 };
            wanted.push((block, numbers.get(first..first + some).unwrap_or_default()));
            if left == 0 {
                break;
            }
        }
        let mut ids = self.ids(tx, &wanted).await?;
        ids.extend(&self.since);
        ids.retain(|id| last.is_none_or(|last| if descending { *id < last } else { *id > last }));
        ids.sort_unstable();
        if descending {
            ids.reverse();
        }
        ids.truncate(most);
        Ok(ids)
    }

    /// The ids of these numbers, without those of who is gone.
    async fn ids(&self, tx: &mut Tx, wanted: &[(&Block, &[u32])]) -> Result<Vec<Uuid>> {
        let mut parts = Vec::new();
        for (block, numbers) in wanted {
            let mut rows: Vec<_> = numbers.iter().map(|number| *number as usize / IDS_IN_A_ROW).collect();
            rows.dedup();
            parts.extend(rows.into_iter().map(|row| json!([block.last, row])));
        }
        if parts.is_empty() {
            return Ok(Vec::new());
        }
        let (statement, args) = ids_of(self.exam, parts);
        let mut kept: HashMap<(Uuid, i64), Vec<u8>> = HashMap::new();
        for row in tx.all(statement, args).await? {
            kept.insert((row.get("last_id")?, row.get("part")?), row.get("ids")?);
        }
        let id = |(last, number): (Uuid, u32)| {
            let number = number as usize;
            let row = kept.get(&(last, i64::try_from(number / IDS_IN_A_ROW).ok()?))?;
            Uuid::from_slice(row.chunks(16).nth(number % IDS_IN_A_ROW)?).ok()
        };
        let asked = wanted.iter().flat_map(|(block, numbers)| numbers.iter().map(|number| (block.last, *number)));
        Ok(asked.filter_map(id).filter(|id| !self.gone.contains(id)).collect())
    }
}
