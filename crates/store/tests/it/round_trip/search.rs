//! Candidates looked for in a whole exam: found alike by both engines, and by an index.

use std::collections::BTreeSet;

use domain::{
    candidate::CandidateStatus,
    order::{CandidateSort, Sorting},
    scope::Scope,
    text::tidy::search_key,
};
use store::{
    Arg, Db, Page, Statement, Tx,
    candidate_lists::{self, CandidateFilter, CandidatesWanted},
    candidates, imports, name_sort,
};

use crate::{
    engines::{on_both, raw, raw_of},
    world::{NOW, World, entry},
};

on_both!(
    whatever_is_in_a_name_is_found,
    letters_and_marks_are_what_they_look_like,
    one_or_two_letters_begin_a_word,
    who_is_found_twice_is_shown_once_and_page_by_page,
    an_exam_is_searched_alone,
    a_name_that_changes_is_found_by_the_new_one,
    every_search_goes_by_an_index,
);

const ALL: Page = Page { after: None, limit: 1000 };
const ORDERS: [CandidateSort; 3] = [CandidateSort::CreatedAt, CandidateSort::RollNumber, CandidateSort::Name];
pub(super) const NAMES: [&str; 16] = [
    "क\u{93C}मर ज़ैदी",
    "\u{958}मर ज\u{93C}ैदी",
    "बड\u{93C}े लाल शर्मा",
    "अक\u{94D}\u{200D}षय कुमार",
    "राम",
    "Émile O'Neil",
    "E\u{301}mile O\u{2019}Neil",
    "Emile Oneil",
    "GROẞE STRASSE",
    "große Straße",
    "ISPARTALI ı İpek",
    "100% Sure_ly",
    "\"Bobby\" \\ tables' --",
    "Wow! Ann a b c",
    "Om",
    "李小龍 Ｒａｍ",
];

pub(super) fn named(number: u32, name: &str, world: &World) -> imports::RosterEntry {
    imports::RosterEntry { name: name.into(), ..entry(number, world.other_centre, world.far_slot) }
}

/// The roll numbers that a search finds, in their order; as many as it counts.
async fn rolls(tx: &mut Tx, world: &World, q: &str, status: Option<CandidateStatus>) -> Vec<String> {
    let filter = CandidateFilter { q: Some(q.into()), status, ..CandidateFilter::default() };
    let wanted = CandidatesWanted { exam: world.exam, scope: &Scope::Exam, filter: &filter, now: NOW };
    let page = candidate_lists::list(tx, &wanted, Sorting::default(), ALL).await.unwrap();
    assert_eq!(candidate_lists::total(tx, &wanted).await.unwrap() as usize, page.len(), "{q:?}");
    page.iter().map(|one| one.candidate.roll_number.to_string()).collect()
}

/// All names of the exam are sorted in.
pub(super) async fn sort(tx: &mut Tx, world: &World) {
    while name_sort::sort_block(tx, world.exam, 1).await.unwrap() {}
}

/// Every part of three letters or more of every name, whatever it is made of.
async fn whatever_is_in_a_name_is_found(db: Db) {
    let world = World::make(&db).await;
    let entries: Vec<_> = (100..).zip(NAMES).map(|(number, name)| named(number, name, &world)).collect();
    let mut tx = db.begin().await.unwrap();
    imports::insert(&mut tx, world.exam, &entries, NOW).await.unwrap();
    let keys: Vec<String> = NAMES.iter().map(|name| search_key(name)).collect();
    let mut parts = BTreeSet::new();
    for key in &keys {
        let letters: Vec<char> = key.chars().collect();
        for length in [3, 4, 7, letters.len()] {
            parts.extend(letters.windows(length).map(|part| part.iter().collect::<String>()));
        }
    }
    assert!(parts.len() > 200);
    sort(&mut tx, &world).await;
    for part in parts.iter().filter(|part| part.trim() == *part && part.chars().count() > 2) {
        let held = entries.iter().zip(&keys).filter(|(_, key)| key.contains(part.as_str()));
        let expected: Vec<_> = held.map(|(entry, _)| entry.roll_number.clone()).collect();
        assert!(!expected.is_empty());
        assert_eq!(rolls(&mut tx, &world, part, None).await, expected, "{part:?}");
    }
}

async fn letters_and_marks_are_what_they_look_like(db: Db) {
    let world = World::make(&db).await;
    let entries: Vec<_> = (100..).zip(NAMES).map(|(number, name)| named(number, name, &world)).collect();
    let mut tx = db.begin().await.unwrap();
    imports::insert(&mut tx, world.exam, &entries, NOW).await.unwrap();
    let mut asked = Vec::new();
    for (q, expected) in [
        ("क़मर", &[0, 1][..]),
        ("क\u{93C}मर", &[0, 1]),
        ("कमर", &[]),
        ("मर\u{A0} ज\u{95B}", &[]),
        ("मर  \u{95B}ैद", &[0, 1]),
        ("ब\u{95C}े लाल", &[2]),
        ("अक्षय", &[3]),
        ("राम", &[4]),
        ("रामा", &[]),
        ("ÉMILE o'n", &[5, 6]),
        ("emile", &[7]),
        ("strasse", &[8, 9]),
        ("STRAẞE", &[8, 9]),
        ("grosse  straße", &[8, 9]),
        ("ıspartalı", &[10]),
        ("i̇pe", &[10]),
        ("100%", &[11]),
        ("0%_", &[]),
        ("re_l", &[11]),
        ("1%0", &[]),
        ("\"bobby\"", &[12]),
        ("\"bob", &[12]),
        ("y\" \\ t", &[12]),
        ("es' --", &[12]),
        ("' OR '1'='1", &[]),
        ("\" OR *", &[]),
        ("bobby*", &[]),
        ("wow!", &[13]),
        ("a b c", &[13]),
        ("ram", &[15]),
        ("李小龍", &[15]),
        ("小龍 r", &[15]),
        ("龍小李", &[]),
        ("r-0100", &[0]),
        ("r-010", &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("R-01", &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]),
        ("0100", &[]),
    ] {
        let expected: Vec<_> = expected.iter().map(|at: &usize| entries[*at].roll_number.clone()).collect();
        assert_eq!(rolls(&mut tx, &world, q, None).await, expected, "{q:?}");
        asked.push((q, expected));
    }
    sort(&mut tx, &world).await;
    for (q, expected) in asked {
        assert_eq!(rolls(&mut tx, &world, q, None).await, expected, "{q:?}");
    }
}

/// In a whole exam; in a slot or a centre they may stand anywhere (`words_are_looked_for_as_they_are`).
async fn one_or_two_letters_begin_a_word(db: Db) {
    let world = World::make(&db).await;
    let entries: Vec<_> = (100..).zip(NAMES).map(|(number, name)| named(number, name, &world)).collect();
    let mut tx = db.begin().await.unwrap();
    imports::insert(&mut tx, world.exam, &entries, NOW).await.unwrap();
    sort(&mut tx, &world).await;
    for (q, expected) in [
        ("o", &[5, 6, 7, 14][..]),
        ("OM", &[14]),
        ("ne", &[]),
        ("श", &[2]),
        ("कु", &[3]),
        ("क", &[0, 1, 3]),
        ("%", &[]),
        ("_", &[]),
        ("'", &[]),
        ("\"", &[12]),
        ("\\", &[12]),
        ("--", &[12]),
        ("小", &[]),
        ("李", &[15]),
    ] {
        let expected: Vec<_> = expected.iter().map(|at: &usize| entries[*at].roll_number.clone()).collect();
        assert_eq!(rolls(&mut tx, &world, q, None).await, expected, "{q:?}");
    }
    assert_eq!(rolls(&mut tx, &world, "n", None).await.len(), world.candidates.len());
    assert_eq!(rolls(&mut tx, &world, "r", None).await.len(), world.candidates.len() + NAMES.len());
}

async fn who_is_found_twice_is_shown_once_and_page_by_page(db: Db) {
    let world = World::make(&db).await;
    let entries: Vec<_> = (100..150)
        .map(|number| imports::RosterEntry {
            roll_number: format!("ANN-{}", (number * 7) % 50),
            ..named(number, if number % 2 == 0 { "Joanna Roy" } else { "Ravi" }, &world)
        })
        .chain((200..210).map(|number| named(number, "Hannah", &world)))
        .collect();
    let mut tx = db.begin().await.unwrap();
    imports::insert(&mut tx, world.exam, &entries[..45], NOW).await.unwrap();
    sort(&mut tx, &world).await;
    imports::insert(&mut tx, world.exam, &entries[45..], NOW).await.unwrap();
    let filter = CandidateFilter { q: Some("ann".into()), ..CandidateFilter::default() };
    let late = CandidateFilter { status: Some(CandidateStatus::Registered), ..filter.clone() };
    for filter in [&filter, &late] {
        let wanted = CandidatesWanted { exam: world.exam, scope: &Scope::Exam, filter, now: NOW };
        assert_eq!(candidate_lists::total(&mut tx, &wanted).await.unwrap(), 60);
        for by in ORDERS {
            let mut whole = Vec::new();
            for descending in [false, true] {
                let mut walked = Vec::new();
                loop {
                    let page =
                        Page { after: walked.last().map(|it: &candidates::Overview| it.candidate.id.0), limit: 7 };
                    let sorting = Sorting { by, descending };
                    let found = candidate_lists::list(&mut tx, &wanted, sorting, page).await.unwrap();
                    if found.is_empty() {
                        break;
                    }
                    walked.extend(found);
                }
                if descending {
                    walked.reverse();
                }
                let keys = walked.iter().map(|it| match by {
                    CandidateSort::CreatedAt => it.candidate.id.to_string(),
                    CandidateSort::RollNumber => it.candidate.roll_number.to_string(),
                    CandidateSort::Name => search_key(it.candidate.name.as_str()),
                });
                assert!(keys.collect::<Vec<_>>().is_sorted(), "{by:?}");
                whole.push(walked.iter().map(|it| it.candidate.id).collect::<Vec<_>>());
            }
            assert_eq!((&whole[0], whole[0].len()), (&whole[1], 60), "{by:?}");
        }
    }
    assert_eq!(rolls(&mut tx, &world, "ann", Some(CandidateStatus::Absent)).await, [""; 0]);
}

async fn an_exam_is_searched_alone(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let foreign = imports::RosterEntry { name: "Zubeida".into(), ..entry(60, world.centre, world.foreign_slot) };
    imports::insert(&mut tx, world.other_exam, &[foreign], NOW).await.unwrap();
    for q in ["zubeida", "z", "r-0060"] {
        assert_eq!(rolls(&mut tx, &world, q, None).await, [""; 0], "{q:?}");
    }
    assert!(name_sort::sort_block(&mut tx, world.other_exam, 1).await.unwrap());
    sort(&mut tx, &world).await;
    for q in ["zubeida", "z", "r-0060"] {
        assert_eq!(rolls(&mut tx, &world, q, None).await, [""; 0], "{q:?}");
    }
    let own = named(61, "Zubeida", &world);
    imports::insert(&mut tx, world.exam, std::slice::from_ref(&own), NOW).await.unwrap();
    assert_eq!(rolls(&mut tx, &world, "zubeida", None).await, [own.roll_number]);
}

async fn a_name_that_changes_is_found_by_the_new_one(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let mut own = named(70, "Asha Devi", &world);
    imports::insert(&mut tx, world.exam, std::slice::from_ref(&own), NOW).await.unwrap();
    sort(&mut tx, &world).await;
    let mut candidate = candidates::get(&mut tx, world.exam, own.id.into()).await.unwrap().unwrap();
    candidate.name = "Usha Devi".parse().unwrap();
    candidates::update(&mut tx, &candidate, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let hit = [own.roll_number.as_str()];
    for (q, expected) in [("asha", &[][..]), ("usha", &hit), ("dev", &hit)] {
        assert_eq!(rolls(&mut tx, &world, q, None).await, expected, "{q:?}");
    }
    own.name = "Usha Rani".into();
    imports::update(&mut tx, world.exam, std::slice::from_ref(&own), NOW).await.unwrap();
    imports::update(&mut tx, world.exam, std::slice::from_ref(&own), NOW).await.unwrap();
    for (q, expected) in [("dev", &[][..]), ("usha rani", &hit)] {
        assert_eq!(rolls(&mut tx, &world, q, None).await, expected, "{q:?}");
    }
    tx.execute(raw!("DELETE FROM candidate WHERE roll_number = 'R-0070'"), vec![]).await.unwrap();
    assert_eq!(rolls(&mut tx, &world, "usha", None).await, [""; 0]);
    sort(&mut tx, &world).await;
    assert_eq!(rolls(&mut tx, &world, "usha", None).await, [""; 0]);
}

/// How the engine would go about it, a line a step; `generic`: for any parameters (PostgreSQL).
pub(super) async fn plan(tx: &mut Tx, engine: &str, asked: (&Statement, Vec<Arg>), generic: bool) -> Vec<String> {
    let (statement, args) = asked;
    if engine == "sqlite" {
        let rows = tx.all(raw_of(format!("EXPLAIN QUERY PLAN {}", statement.sqlite)), args).await.unwrap();
        return rows.iter().map(|row| row.get("detail").unwrap()).collect();
    }
    let rows = if generic {
        let nulls = vec!["NULL"; args.len()].join(", ");
        tx.execute(raw!("SET LOCAL plan_cache_mode = force_generic_plan"), vec![]).await.unwrap();
        tx.execute(raw_of(format!("PREPARE asked AS {}", statement.postgres)), vec![]).await.unwrap();
        let rows = tx.all(raw_of(format!("EXPLAIN EXECUTE asked ({nulls})")), vec![]).await.unwrap();
        tx.execute(raw!("DEALLOCATE asked"), vec![]).await.unwrap();
        tx.execute(raw!("SET LOCAL plan_cache_mode = auto"), vec![]).await.unwrap();
        rows
    } else {
        tx.all(raw_of(format!("EXPLAIN {}", statement.postgres)), args).await.unwrap()
    };
    rows.iter().map(|row| row.get("QUERY PLAN").unwrap()).collect()
}

/// Among 50,000: the roll number whole or from its start, a part of a name, few letters; the page, its number, and those
/// who are on it.
async fn every_search_goes_by_an_index(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let syllables =
        ["ra", "me", "sh", "ku", "mar", "de", "vi", "la", "xmi", "zu", "bei", "da", "kh", "an", "pa", "tel"];
    let word = |number: usize| (0..3).map(|at| syllables[number / 16_usize.pow(at) % 16]).collect::<String>();
    for set in 0..100 {
        let entries = (set * 500 + 1000..set * 500 + 1500).map(|number| {
            let name = format!("{} {}", word(number % 4096), word(number * 31 % 4096));
            imports::RosterEntry { name, ..entry(number as u32, world.other_centre, world.far_slot) }
        });
        imports::insert(&mut tx, world.exam, &entries.collect::<Vec<_>>(), NOW).await.unwrap();
    }
    let found = async |tx: &mut Tx| {
        let mut totals = Vec::new();
        for q in ["zubeida", "mar de", "ra", "R-2000"] {
            let filter = CandidateFilter { q: Some(q.into()), ..CandidateFilter::default() };
            let wanted = CandidatesWanted { exam: world.exam, scope: &Scope::Exam, filter: &filter, now: NOW };
            totals.push(candidate_lists::total(tx, &wanted).await.unwrap());
        }
        totals
    };
    let looked_through = found(&mut tx).await;
    sort(&mut tx, &world).await;
    assert_eq!(found(&mut tx).await, looked_through);
    assert!(looked_through.iter().all(|total| *total > 0), "{looked_through:?}");
    // An engine that has not counted the candidates yet does no worse.
    each_goes_by_an_index(&mut tx, &db, &world).await;
    tx.execute(raw!("ANALYZE"), vec![]).await.unwrap();
    each_goes_by_an_index(&mut tx, &db, &world).await;
}

async fn each_goes_by_an_index(tx: &mut Tx, db: &Db, world: &World) {
    for (q, status, by, descending) in [
        ("R-20000", None, CandidateSort::CreatedAt, false),
        ("R-2000", None, CandidateSort::CreatedAt, true),
        ("R-200", Some(CandidateStatus::Registered), CandidateSort::RollNumber, false),
        ("zubeida", None, CandidateSort::CreatedAt, false),
        ("zubeida", Some(CandidateStatus::Registered), CandidateSort::CreatedAt, false),
        ("mar", None, CandidateSort::RollNumber, true),
        ("mar de", None, CandidateSort::Name, false),
        ("ra", None, CandidateSort::Name, true),
        ("z", None, CandidateSort::CreatedAt, false),
    ] {
        let filter = CandidateFilter { q: Some(q.into()), status, ..CandidateFilter::default() };
        let wanted = CandidatesWanted { exam: world.exam, scope: &Scope::Exam, filter: &filter, now: NOW };
        assert!(candidate_lists::total(tx, &wanted).await.unwrap() > 0, "{q}");
        for (at, generic) in (0..8).flat_map(|at| [(at, false), (at, true)]) {
            let asked = wanted.statements(Sorting { by, descending }, 51).swap_remove(at);
            let plan = plan(tx, db.engine(), asked, generic).await;
            let text = plan.join("\n");
            // Every other index of the candidates would lead through all of an exam.
            let led = [
                "candidate_by_lower_roll",
                "candidate_pkey",
                "candidate_exam_id_id_key",
                "Bitmap Heap Scan on candidate",
            ];
            let astray = |line: &String| match db.engine() {
                "sqlite" => ["SCAN c", "SCAN n", "SCAN g"].iter().any(|way| line.contains(way)),
                _ => {
                    line.contains(" on candidate") && !led.iter().any(|way| line.contains(way))
                        || ["Seq Scan on name_gram", "Seq Scan on name_id"].iter().any(|way| line.contains(way))
                }
            };
            assert!(!plan.iter().any(astray), "{q}, {at}: {text}");
            match at {
                0 => assert!(text.contains("USING PRIMARY KEY") || text.contains("name_gram_pkey"), "{q}: {text}"),
                4 | 5 => assert!(text.contains("candidate_by_lower_roll"), "{q}: {text}"),
                _ => {}
            }
        }
    }
}
