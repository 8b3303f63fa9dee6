//! What is not whole, not what was made, or does not find room.

use std::sync::Arc;

use ::backup::{make, newest};
use adapters::{Class, FolderPlace, Places};
use testkit::faults::{FailingBlobs, Faults, Operation};

use super::{Target, back_up, blobs_in, busy, desk, desk_of, everything, files, folder_place};
use crate::world::{Store, runtime};

#[test]
fn a_backup_that_was_cut_short_is_none() {
    let day = busy(Store::Sqlite);
    let (folder, place) = folder_place();
    let faults = Faults::none();
    let desk = desk(&day.app.db, day.data_dir(), FailingBlobs::over(blobs_in(day.data_dir()), &faults));
    faults.fail_until_mended(Operation::Open, Class::Unavailable);
    let failed = runtime().block_on(make(&desk, &place, &day.app.ids, day.now())).unwrap_err();
    assert!(format!("{failed:#}").contains("unavailable"), "{failed:#}");
    assert!(runtime().block_on(newest(&place)).is_err());
    assert_eq!(std::fs::read_dir(folder.path().join("backups")).unwrap().count(), 0, "what was written is removed");

    // A kill removes nothing; what it leaves is no backup, and no obstacle.
    std::fs::create_dir_all(folder.path().join("backups/.20261122T090000000Z-aaaaaaaa-bbbbbbbb.tmp")).unwrap();
    let lying = runtime().block_on(place.list()).unwrap();
    assert_eq!((lying.backups.len(), lying.unfinished.len()), (0, 1));
    faults.mend();
    let (name, _) = runtime().block_on(make(&desk, &place, &day.app.ids, day.now())).unwrap();
    assert_eq!(runtime().block_on(newest(&place)).unwrap(), name);
}

#[test]
fn a_file_that_is_gone_is_told_of_and_the_rest_is_backed_up() {
    let day = busy(Store::Sqlite);
    let (_folder, place) = folder_place();
    let gone = files(day.data_dir()).into_keys().next().unwrap();
    std::fs::remove_file(day.data_dir().join(gone)).unwrap();
    let (name, manifest) = back_up(&day, &place).unwrap();
    assert_eq!(manifest.files_missing, 1);
    let target = Target::new(Store::Sqlite);
    target.restore(&place, &name, &day).unwrap();
    assert_eq!(files(target.folder.path()), files(day.data_dir()));
}

#[test]
fn whatever_was_altered_is_refused_and_nothing_is_restored() {
    let day = busy(Store::Sqlite);
    let (folder, place) = folder_place();
    let (name, _) = back_up(&day, &place).unwrap();
    let whole = folder.path().join("backups").join(&name);
    let parts: Vec<_> = std::fs::read_dir(&whole).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(parts.len() > 50);
    let target = Target::new(Store::Sqlite);
    let nothing = everything(&target.desk.db);
    let picked = ["manifest.json", "files-000001", "table-candidate", "table-journal", "table-server_key"];
    for part in picked {
        let path = whole.join(part);
        let bytes = std::fs::read(&path).unwrap();
        let mut altered = bytes.clone();
        let at = bytes.len() / 2;
        altered[at] ^= 1;
        let cut = bytes[..bytes.len() - 20].to_vec();
        for wrong in [Some(altered), Some(cut), None] {
            match &wrong {
                Some(bytes) => std::fs::write(&path, bytes).unwrap(),
                None => std::fs::remove_file(&path).unwrap(),
            }
            let refused = target.restore(&place, &name, &day);
            assert!(refused.is_err(), "{part} {:?}", wrong.map(|bytes| bytes.len()));
            assert!(files(target.folder.path()).is_empty(), "{part}: files stay");
        }
        std::fs::write(&path, bytes).unwrap();
    }
    // A part in the place of another of the same backup.
    let (one, other) = (whole.join("table-pulse"), whole.join("table-exam"));
    assert!(!one.exists() && other.exists());
    assert_eq!(everything(&target.desk.db), nothing);
    target.restore(&place, &name, &day).unwrap();
}

#[test]
fn a_restore_that_finds_no_room_leaves_nothing_and_can_be_made_again() {
    let day = busy(Store::Sqlite);
    let before = everything(&day.app.db);
    let (_folder, place) = folder_place();
    let (name, _) = back_up(&day, &place).unwrap();
    let mut target = Target::new(Store::Sqlite);
    let (faults, plain) = (Faults::none(), Arc::clone(&target.desk.blobs));
    target.desk.blobs = FailingBlobs::over(Arc::clone(&plain), &faults);
    faults.fail_next(Operation::Put, 1, Class::Unavailable);
    assert!(target.restore(&place, &name, &day).is_err());
    assert!(files(target.folder.path()).is_empty());

    // As after a kill: one file lies there already, as it belongs there; then as something else.
    target.desk.blobs = plain;
    let (path, bytes) = files(day.data_dir()).into_iter().next().unwrap();
    let there = target.folder.path().join(path);
    std::fs::create_dir_all(there.parent().unwrap()).unwrap();
    std::fs::write(&there, b"another").unwrap();
    let refused = target.restore(&place, &name, &day).unwrap_err();
    assert!(format!("{refused:#}").contains("another file"), "{refused:#}");
    assert_eq!(files(target.folder.path()).len(), 1, "what was there stays, and nothing else");
    std::fs::write(&there, bytes).unwrap();
    target.restore(&place, &name, &day).unwrap();
    assert!(everything(&target.desk.db) == before, "the restored store is another one");
}

#[test]
fn a_store_whose_log_was_changed_is_not_restored() {
    let day = busy(Store::Sqlite);
    let (_folder, place) = folder_place();
    day.meddled();
    runtime().block_on(async {
        let text = "UPDATE journal SET data = '{}' WHERE seq = 3";
        let statement = ::store::Statement { sqlite: text, postgres: text, file: file!(), line: line!() };
        let mut tx = day.app.db.begin().await.unwrap();
        tx.execute(Box::leak(Box::new(statement)), Vec::new()).await.unwrap();
        tx.commit().await.unwrap();
    });
    let (name, _) = back_up(&day, &place).unwrap();
    let target = Target::new(Store::Postgres);
    let nothing = everything(&target.desk.db);
    let refused = target.restore(&place, &name, &day).unwrap_err();
    assert!(format!("{refused:#}").contains("journal of the backup is not as it was written"), "{refused:#}");
    assert_eq!(everything(&target.desk.db), nothing);
    assert!(files(target.folder.path()).is_empty());
}

#[test]
fn a_place_that_is_no_folder_is_told() {
    let day = busy(Store::Sqlite);
    let place: Places = Arc::new(FolderPlace::new("/dev/null/backups".as_ref()));
    assert!(runtime().block_on(make(&desk_of(&day), &place, &day.app.ids, day.now())).is_err());
}
