//! Names are sorted in behind whoever brings them, and imports find what is there: both engines by an index, whatever they
//! know of an exam.

use domain::{
    order::{CandidateSort, Sorting},
    scope::Scope,
};
use serde_json::json;
use store::{
    Db, Page, STATEMENTS, Tx, args,
    candidate_lists::{self, CandidateFilter, CandidatesWanted},
    imports, name_sort,
};

use super::search::{NAMES, named, plan, sort};
use crate::{
    engines::{on_both, raw},
    world::{NOW, World, entry, id},
};

on_both!(names_are_sorted_in_and_stay_what_they_are, an_exam_that_grows_beside_a_counted_one_is_not_read_through);

/// Whoever comes, comes late, changes or goes, before a block is made and after: what is found is what a look at each finds.
async fn names_are_sorted_in_and_stay_what_they_are(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let entries: Vec<_> = (1000..1120).map(|number| named(number, NAMES[number as usize % 16], &world)).collect();
    // An id of the middle comes last.
    let (late, early): (Vec<_>, Vec<_>) = entries.into_iter().partition(|entry| entry.roll_number.ends_with('7'));
    imports::insert(&mut tx, world.exam, &early, NOW).await.unwrap();
    alike(&mut tx, &world).await;
    assert!(!name_sort::sort_block(&mut tx, world.exam, 1000).await.unwrap(), "they are few");
    assert!(name_sort::is_due(&mut tx, world.exam, 1).await.unwrap());
    assert!(name_sort::sort_block(&mut tx, world.exam, 1).await.unwrap());
    assert!(!name_sort::is_due(&mut tx, world.exam, 1).await.unwrap());
    assert!(!name_sort::sort_block(&mut tx, world.exam, 1).await.unwrap(), "there is nothing left");
    alike(&mut tx, &world).await;
    imports::insert(&mut tx, world.exam, &late, NOW).await.unwrap();
    alike(&mut tx, &world).await;
    for (at, entry) in early.iter().enumerate().step_by(7) {
        let entry = imports::RosterEntry { name: NAMES[at % 16].into(), ..entry.clone() };
        imports::update(&mut tx, world.exam, std::slice::from_ref(&entry), NOW).await.unwrap();
        imports::update(&mut tx, world.exam, &[imports::RosterEntry { name: "Anew".into(), ..entry }], NOW)
            .await
            .unwrap();
    }
    tx.execute(raw!("DELETE FROM candidate WHERE roll_number IN ('R-1003', 'R-1017', 'R-1119')"), vec![])
        .await
        .unwrap();
    tx.execute(raw!("UPDATE candidate SET search = NULL WHERE roll_number = 'R-1005'"), vec![]).await.unwrap();
    alike(&mut tx, &world).await;
    assert!(!name_sort::sort_block(&mut tx, world.exam, 1000).await.unwrap(), "they are few");
    assert!(name_sort::is_due(&mut tx, world.exam, 10).await.unwrap());
    assert!(name_sort::sort_block(&mut tx, world.exam, 10).await.unwrap());
    alike(&mut tx, &world).await;
    // Of whoever is gone nothing is left.
    tx.execute(raw!("DELETE FROM candidate WHERE roll_number LIKE 'R-1%'"), vec![]).await.unwrap();
    sort(&mut tx, &world).await;
    alike(&mut tx, &world).await;
    let left = raw!("SELECT 1 AS one FROM name_gram WHERE gram = 'nee'");
    assert_eq!(tx.all(left, vec![]).await.unwrap().len(), 0);
}

/// What a search finds, page by page in both directions, is what a look at each name finds.
async fn alike(tx: &mut Tx, world: &World) {
    let all = raw!("SELECT id, exam_id, search FROM candidate WHERE search IS NOT NULL ORDER BY id");
    let all = tx.all(all, vec![]).await.unwrap();
    for q in ["कुमार", "emile", "o'n", "neil", "a b c", "anew", "name", "stras", "ssp", "e o"] {
        let has = |row: &&store::Row| row.get::<String>("search").unwrap().contains(q);
        let own = all.iter().filter(|row| row.get::<uuid::Uuid>("exam_id").unwrap() == world.exam.0);
        let expected: Vec<uuid::Uuid> = own.filter(has).map(|row| row.get("id").unwrap()).collect();
        let filter = CandidateFilter { q: Some(q.into()), ..CandidateFilter::default() };
        let wanted = CandidatesWanted { exam: world.exam, scope: &Scope::Exam, filter: &filter, now: NOW };
        for descending in [false, true] {
            let (mut walked, sorting) = (Vec::new(), Sorting { by: CandidateSort::CreatedAt, descending });
            loop {
                let page = Page { after: walked.last().copied(), limit: 3 };
                let (found, total) = candidate_lists::list_and_total(tx, &wanted, sorting, page).await.unwrap();
                assert_eq!(total as usize, expected.len(), "{q}");
                if found.is_empty() {
                    break;
                }
                walked.extend(found.iter().map(|it| it.candidate.id.0));
            }
            if descending {
                walked.reverse();
            }
            assert_eq!(walked, expected, "{q}");
        }
    }
}

/// PostgreSQL takes an exam that came after it counted the candidates for a row or two, and any index for as good as any other.
async fn an_exam_that_grows_beside_a_counted_one_is_not_read_through(db: Db) {
    if db.engine() == "sqlite" {
        return; // which counts no rows of its own accord
    }
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let entries: Vec<_> = (1000..1500).map(|number| entry(number, world.centre, world.slot)).collect();
    imports::insert(&mut tx, world.exam, &entries, NOW).await.unwrap();
    tx.execute(raw!("ANALYZE"), vec![]).await.unwrap();
    let (exam, before): (_, uuid::Uuid) = (world.other_exam, id());
    for set in 4..24 {
        let entries: Vec<_> =
            (set * 500..set * 500 + 500).map(|number| entry(number, world.centre, world.foreign_slot)).collect();
        imports::insert(&mut tx, world.other_exam, &entries, NOW).await.unwrap();
    }
    let last: uuid::Uuid = id();
    for (holds, args, index) in [
        ("LOWER(f.value COLLATE", args![exam, json!(["R-3000"])], "candidate_by_lower_roll"),
        (
            "f.value ->> 'number'",
            args![exam, json!([{"number": "R3", "dob": "2004-02-29", "search": "x"}])],
            "candidate_by_coarse_number",
        ),
        ("has FROM candidate", args![exam, before, last, "%ku%"], "candidate_exam_id_id_key"),
        ("id <= $3 ORDER BY exam_id, id LIMIT $4", args![exam, before, last, 100_i64], "candidate_exam_id_id_key"),
    ] {
        let statement = STATEMENTS.iter().find(|statement| statement.postgres.contains(holds)).unwrap();
        for generic in [false, true] {
            let plan = plan(&mut tx, "postgres", (statement, args.clone()), generic).await;
            let text = plan.join("\n");
            let led = [index, "candidate_pkey", "Bitmap Heap Scan on candidate"];
            let astray = |line: &String| line.contains(" on candidate") && !led.iter().any(|way| line.contains(way));
            assert!(text.contains(" on candidate") && !plan.iter().any(astray), "{text}");
        }
    }
}
