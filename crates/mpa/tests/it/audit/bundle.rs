//! The bundle proves the log without the store.

use journal::{What, bundle, export};

use super::{settle, trust, write};
use crate::world::{Store, World, runtime};

fn exported(world: &World) -> String {
    runtime().block_on(async {
        let trust = trust(&world.app).await;
        let mut out = Vec::new();
        export::export(&world.app.db, &trust.origin, &trust.keys, &mut out).await.unwrap();
        String::from_utf8(out).unwrap()
    })
}

fn begin(store: Store) -> World {
    let world = World::start(store);
    for count in [256, 300, 150] {
        write(&world.app, count);
        settle(&world);
    }
    world
}

#[test]
fn a_bundle_is_checked_without_the_store() {
    for store in Store::BOTH {
        let world = begin(store);
        let text = exported(&world);
        let key = world.app.log().public_key();
        for expected in [None, Some(key.to_string()), Some(key.fingerprint())] {
            let verified = bundle::verify(text.as_bytes(), None, expected.as_deref()).unwrap();
            let report = verified.report;
            assert_eq!((report.entries, report.checkpoints, report.fault), (706, 3, None));
            assert_eq!(verified.keys, std::slice::from_ref(&key));
        }
        assert!(bundle::verify(text.as_bytes(), None, Some("0000")).is_err());
        let note = runtime().block_on(async {
            let mut tx = world.app.db.read().await.unwrap();
            store::tree::newest_checkpoint(&mut tx).await.unwrap().unwrap().note
        });
        assert_eq!(bundle::verify(text.as_bytes(), Some(&note), None).unwrap().report.fault, None);
        write(&world.app, 1);
        settle(&world);
        let later = runtime().block_on(async {
            let mut tx = world.app.db.read().await.unwrap();
            store::tree::newest_checkpoint(&mut tx).await.unwrap().unwrap().note
        });
        let fault = bundle::verify(text.as_bytes(), Some(&later), None).unwrap().report.fault.unwrap();
        assert_eq!((fault.number, fault.what), (Some(707), What::Missing));
    }
}

#[test]
fn every_edit_of_a_bundle_is_found() {
    let world = begin(Store::Sqlite);
    let text = exported(&world);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let find = |start: &str| lines.iter().position(|line| line.starts_with(start)).unwrap();
    let fault = |lines: &[String]| match bundle::verify(lines.concat().as_bytes(), None, None) {
        Ok(verified) => verified.report.fault.map(|fault| (fault.number, fault.what)),
        Err(error) => panic!("{error}"),
    };
    let owned = || lines.iter().map(ToString::to_string).collect::<Vec<String>>();
    assert_eq!(fault(&owned()), None);

    // A line that is gone, twice there, or altered in any place: each is found. The first one says what it is.
    // Of the entries, some: each bundle is read as a whole.
    for at in (1..lines.len()).filter(|at| !lines[*at].starts_with(r#"{"entry""#) || at % 40 == 0) {
        let mut without = owned();
        without.remove(at);
        assert!(fault(&without).is_some(), "without {}", lines[at]);
        let mut twice = owned();
        twice.insert(at, lines[at].to_owned());
        assert!(fault(&twice).is_some(), "twice {}", lines[at]);
        if at + 1 < lines.len() {
            let mut swapped = owned();
            swapped.swap(at, at + 1);
            assert!(fault(&swapped).is_some(), "swapped {}", lines[at]);
        }
    }
    let entry = find(r#"{"entry":{"number":300,"#);
    let mut changed = owned();
    changed[entry] = lines[entry].replace("mark_attendance", "undo_attendance");
    assert_eq!(fault(&changed), Some((Some(300), What::Changed)));
    let mut without = owned();
    without.remove(entry);
    assert_eq!(fault(&without), Some((Some(300), What::Missing)));
    for cut in [1, 5, 300, lines.len() - 1] {
        assert!(fault(&owned()[..cut]).is_some(), "{cut} lines");
    }
    let half = &text.as_bytes()[..text.len() / 2];
    assert!(bundle::verify(half, None, None).unwrap().report.fault.is_some());
    for none in ["", "{}\n", "no bundle\n"] {
        assert!(bundle::verify(none.as_bytes(), None, None).is_err());
    }
}
