//! Every edit by SQL is found, and the first bad entry is named.

use journal::{Fault, What, verify};
use tlog::{Checkpoint, leaf_hash};

use super::{clean, settle, sql, trust, turn, verdict, write};
use crate::world::{Store, World, runtime};

/// More than two full tiles.
const ENTRIES: usize = 700;

const COLUMNS: &str = "occurred_at, action, outcome, code, exam_id, centre_id, candidate_id, subject_id, actor_id, \
                       actor_role, session_id, address, device_id, data, slot_id, seal";

/// A world with entries, under three checkpoints.
fn begin(store: Store) -> World {
    let world = World::start(store);
    for count in [5, 300, ENTRIES - 305] {
        write(&world.app, count);
        settle(&world);
    }
    world
}

/// What a verification says after each edit, which is taken back.
fn after(world: &World, texts: &[String]) -> Option<Fault> {
    runtime().block_on(async {
        let trust = trust(&world.app).await;
        let mut tx = world.app.db.begin().await.unwrap();
        for text in texts {
            sql(&mut tx, text).await;
        }
        verify::within(&mut tx, &trust, None, &world.app.config.scratch_dir()).await.unwrap().fault
    })
}

#[track_caller]
fn entry(world: &World, texts: &[&str], number: i64, what: What) {
    let texts: Vec<String> = texts.iter().map(ToString::to_string).collect();
    let fault = after(world, &texts).unwrap_or_else(|| panic!("{texts:?}: nothing was found"));
    assert_eq!((fault.number, fault.what), (Some(number), what), "{texts:?}: {fault}");
    let named = what == What::Missing || fault.id.is_some();
    assert!(named && fault.to_string().starts_with(&format!("entry {number}")), "{fault}");
}

#[track_caller]
fn place(world: &World, texts: &[&str], place: &str, what: What) {
    let texts: Vec<String> = texts.iter().map(ToString::to_string).collect();
    let fault = after(world, &texts).unwrap_or_else(|| panic!("{texts:?}: nothing was found"));
    let told = fault.place.clone().unwrap_or_default();
    assert!(told.starts_with(place) && fault.what == what, "{texts:?}: {fault}");
}

#[test]
fn a_changed_column_is_found() {
    for store in Store::BOTH {
        let world = begin(store);
        for change in [
            "action = 'undo_attendance'",
            "occurred_at = occurred_at + 1",
            "outcome = 'refused'",
            "code = ''",
            "subject_id = ''",
            "address = NULL",
            "device_id = ''",
            "data = data || ' '",
            "data = ''",
            "exam_id = NULL",
            "centre_id = exam_id",
            "slot_id = exam_id",
            "candidate_id = exam_id",
            "actor_id = NULL",
            "actor_role = 'admin'",
            "actor_role = 'king'",
            "session_id = exam_id",
            "id = exam_id",
        ] {
            for number in [1, 256, 257, 700] {
                entry(&world, &[&format!("UPDATE journal SET {change} WHERE seq = {number}")], number, What::Changed);
            }
        }
        let seal = "UPDATE journal SET seal = (SELECT seal FROM journal WHERE seq = 18) WHERE seq = 17";
        entry(&world, &[seal], 17, What::Inserted); // it cannot be told from an entry that somebody else wrote
        clean(&world);
    }
}

#[test]
fn a_removed_and_a_moved_entry_are_found() {
    for store in Store::BOTH {
        let world = begin(store);
        let gone = |number: i64| format!("DELETE FROM journal WHERE seq = {number}");
        for number in [1, 17, 256, 512, 700] {
            entry(&world, &[&gone(number)], number, What::Missing);
        }
        let close = ["UPDATE journal SET seq = -seq WHERE seq > 17", "UPDATE journal SET seq = -seq - 1 WHERE seq < 0"];
        entry(&world, &[&gone(17), close[0], close[1]], 17, What::OutOfOrder);
        let shrink = "UPDATE journal_head SET size = 699";
        entry(&world, &[&gone(700), shrink], 700, What::Missing);
        let swap = |a: i64, b: i64| {
            [(a, -1), (b, a), (-1, b)].map(|(from, to)| format!("UPDATE journal SET seq = {to} WHERE seq = {from}"))
        };
        for (a, b) in [(17, 18), (17, 600), (256, 257)] {
            let texts = swap(a, b);
            entry(&world, &[&texts[0], &texts[1], &texts[2]], a, What::OutOfOrder);
        }
        let data = "UPDATE journal SET data = (SELECT data FROM journal o WHERE o.seq = 57 - journal.seq) WHERE seq IN (17, 40)";
        entry(&world, &[data], 17, What::Changed);
        entry(&world, &["UPDATE journal SET seq = NULL WHERE seq = 17"], 17, What::Missing);
        entry(&world, &["UPDATE journal SET seq = 9000 WHERE seq = 17"], 17, What::Missing);
        entry(&world, &["UPDATE journal SET seq = 0 WHERE seq = 17"], 0, What::Inserted);
        let least = "UPDATE journal SET seq = -9223372036854775807 - 1 WHERE seq = 17";
        entry(&world, &[least], i64::MIN, What::Inserted);
        clean(&world);
    }
}

#[test]
fn an_inserted_entry_is_found() {
    for store in Store::BOTH {
        let world = begin(store);
        let copy = |seq: &str| {
            format!(
                "INSERT INTO journal (id, seq, {COLUMNS}) SELECT exam_id, {seq}, {COLUMNS} FROM journal \
                 WHERE data = '{{\"number\": 3}}' AND occurred_at = (SELECT MIN(occurred_at) + 3 FROM journal) \
                 AND seq < 6"
            )
        };
        let fault = after(&world, &[copy("NULL")]).unwrap();
        assert!(fault.number.is_none() && fault.id.is_some() && fault.what == What::Inserted, "{fault}");
        assert!(fault.to_string().starts_with("entry without a number (id "), "{fault}");
        entry(&world, &[&copy("701")], 701, What::Inserted);
        entry(&world, &[&copy("701"), "UPDATE journal_head SET size = 701"], 701, What::Inserted);
        entry(&world, &[&copy("-4")], -4, What::Inserted);
        let room = ["UPDATE journal SET seq = -seq WHERE seq > 16", "UPDATE journal SET seq = 1 - seq WHERE seq < 0"];
        let fault = after(&world, &[room[0].to_owned(), room[1].to_owned(), copy("17")]).unwrap();
        assert_eq!((fault.number, fault.what), (Some(17), What::Inserted), "{fault}");
        clean(&world);
    }
}

#[test]
fn edited_tiles_are_found() {
    for store in Store::BOTH {
        let world = begin(store);
        let tile = |level: i64, index: i64| format!("level = {level} AND tile_index = {index}");
        let copied =
            "UPDATE journal_tile SET hashes = (SELECT hashes FROM journal_tile WHERE level = 0 AND tile_index = 1)";
        for (text, what) in [
            (format!("{copied} WHERE {}", tile(0, 0)), What::Changed),
            (format!("DELETE FROM journal_tile WHERE {}", tile(0, 0)), What::Missing),
            (format!("UPDATE journal_tile SET hashes = substr(hashes, 1, 32) WHERE {}", tile(0, 0)), What::Changed),
        ] {
            place(&world, &[&text], "tile 0/0", what);
        }
        for (level, index) in [(0, 0), (0, 2), (1, 0)] {
            let fault = runtime().block_on(async {
                let trust = trust(&world.app).await;
                let mut tx = world.app.db.begin().await.unwrap();
                turn(&mut tx, level, index).await;
                verify::within(&mut tx, &trust, None, &world.app.config.scratch_dir()).await.unwrap().fault.unwrap()
            });
            let named = format!("tile {level}/{index}");
            assert!(fault.place.is_some_and(|place| place.starts_with(&named)), "{named}");
        }
        place(&world, &[&format!("DELETE FROM journal_tile WHERE {}", tile(1, 0))], "tile 1/0", What::Missing);
        let more = "INSERT INTO journal_tile (level, tile_index, hashes) SELECT 5, 0, root FROM journal_tree";
        place(&world, &[more], "journal_tile", What::Inserted);
        let longer = format!("{copied} WHERE {}", tile(1, 0));
        place(&world, &[&longer], "tile 1/0", What::Changed);
        clean(&world);
    }
}

#[test]
fn edited_checkpoints_and_heads_are_found() {
    for store in Store::BOTH {
        let world = begin(store);
        assert_eq!(clean(&world).checkpoints, 3);
        for change in [
            "note = note || ' '",
            "note = (SELECT note FROM journal_checkpoint o WHERE o.size = 5)",
            "root = (SELECT root FROM journal_checkpoint o WHERE o.size = 5)",
            "made_at = made_at + 1",
            "seal = (SELECT seal FROM journal_checkpoint o WHERE o.size = 5)",
            "origin = 'other'",
        ] {
            let text = format!("UPDATE journal_checkpoint SET {change} WHERE size = 305");
            place(&world, &[&text], "checkpoint 305", What::Changed);
        }
        place(&world, &["UPDATE journal_checkpoint SET size = 306 WHERE size = 305"], "checkpoint 306", What::Changed);
        for condition in ["size = 5", "size = 305", "size = 700", "size > 0"] {
            let text = format!("DELETE FROM journal_checkpoint WHERE {condition}");
            place(&world, &[&text], "journal_checkpoint", What::Missing);
        }
        entry(&world, &["UPDATE journal_checkpoint SET size = 701 WHERE size = 700"], 701, What::Missing);
        place(&world, &["UPDATE journal_head SET size = 600"], "journal_head", What::Changed);
        place(&world, &["UPDATE journal_head SET size = 701"], "journal_head", What::Changed);
        place(&world, &["DELETE FROM journal_head"], "journal_head", What::Changed);
        place(&world, &["DELETE FROM journal_tree"], "journal_tree", What::Missing);
        place(&world, &["UPDATE journal_tree SET checkpoints = 2"], "journal_tree", What::Changed);
        clean(&world);
    }
}

/// A log that was set back as a whole is whole in itself: only a checkpoint kept elsewhere shows it.
#[test]
fn a_cut_off_log_is_found_by_a_checkpoint_kept_elsewhere() {
    for store in Store::BOTH {
        let world = World::start(store);
        write(&world.app, 300);
        settle(&world);
        super::meddle(
            &world,
            &["CREATE TABLE tiles AS SELECT * FROM journal_tile", "CREATE TABLE tree AS SELECT * FROM journal_tree"],
        );
        let early = newest(&world);
        write(&world.app, 10);
        settle(&world);
        let late = newest(&world);
        for note in [&early, &late] {
            assert_eq!(verdict(&world, Some(note)).fault, None);
        }
        super::meddle(
            &world,
            &[
                "DELETE FROM journal WHERE seq > 300",
                "DELETE FROM journal_checkpoint WHERE size > 300",
                "DELETE FROM journal_tile",
                "INSERT INTO journal_tile SELECT * FROM tiles",
                "DELETE FROM journal_tree",
                "INSERT INTO journal_tree SELECT * FROM tree",
                "UPDATE journal_head SET size = 300",
            ],
        );
        clean(&world);
        assert_eq!(verdict(&world, Some(&early)).fault, None);
        let fault = verdict(&world, Some(&late)).fault.unwrap();
        assert_eq!((fault.number, fault.what), (Some(301), What::Missing), "{fault}");

        // The server that still runs remembers, and signs nothing that forgets.
        write(&world.app, 3);
        runtime().block_on(async {
            crate::world::number_all(&world.app).await;
            assert!(!journal::checkpoint::at_once(world.app.log()).await);
        });
    }
}

/// Whoever has the key file can sign another history; a checkpoint kept elsewhere tells them apart.
#[test]
fn another_history_is_not_that_of_the_checkpoint() {
    let world = begin(Store::Sqlite);
    let log = world.app.log();
    let other = Checkpoint { origin: log.origin(), size: 17, root: leaf_hash(b"another history") };
    let signed = runtime().block_on(log.sign(&other)).unwrap();
    let fault = verdict(&world, Some(&signed)).fault.unwrap();
    assert_eq!((fault.place.as_deref(), fault.what), (Some("the checkpoint of 17 entries"), What::Changed), "{fault}");
    let stranger = tlog::Signer::new(&log.origin(), &[7; 32]).unwrap();
    runtime().block_on(async {
        let trust = trust(&world.app).await;
        let refused =
            verify::store(&world.app.db, &trust, Some(&stranger.sign(&other)), &world.app.config.scratch_dir()).await;
        assert!(refused.unwrap_err().to_string().contains("none of the keys"));
    });
}

fn newest(world: &World) -> String {
    runtime().block_on(async {
        let mut tx = world.app.db.read().await.unwrap();
        store::tree::newest_checkpoint(&mut tx).await.unwrap().unwrap().note
    })
}
