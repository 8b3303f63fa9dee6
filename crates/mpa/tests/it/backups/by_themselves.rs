//! Backups by themselves: one copy makes one when it is due, older ones go, the last good one never does.

use ::backup::Schedule;
use adapters::{Class, places::Lying};
use testkit::faults::{FailingBlobs, Faults, Operation};
use tokio_util::sync::CancellationToken;

use super::{blobs_in, busy, desk, folder_place};
use crate::world::{Store, World, runtime};

const HOUR: i64 = 3600;

fn lying(schedule: &Schedule) -> Lying {
    runtime().block_on(schedule.place.list()).unwrap()
}

fn tick(schedule: &Schedule) -> anyhow::Result<Option<String>> {
    runtime().block_on(schedule.tick(&CancellationToken::new()))
}

fn age(schedule: &Schedule) -> i64 {
    runtime().block_on(schedule.age()).unwrap()
}

fn schedule(world: &World, faults: &Faults, place: adapters::Places) -> Schedule {
    let blobs = FailingBlobs::over(blobs_in(world.data_dir()), faults);
    Schedule {
        desk: desk(&world.app.db, world.data_dir(), blobs),
        place,
        every: 24 * HOUR,
        keep: 2,
        clock: world.app.clock.clone(),
        ids: world.app.ids.clone(),
    }
}

#[test]
fn one_copy_makes_one_a_day_and_two_are_kept() {
    for store in Store::BOTH {
        let day = busy(store);
        let ((folder, place), faults) = (folder_place(), Faults::none());
        let (one, other) = (schedule(&day, &faults, place.clone()), schedule(&day, &faults, place));
        assert_eq!(age(&one), 0);
        let stop = CancellationToken::new();
        let both = runtime().block_on(async { tokio::join!(one.tick(&stop), other.tick(&stop)) });
        let made: Vec<String> = [both.0.unwrap(), both.1.unwrap()].into_iter().flatten().collect();
        assert_eq!((made.len(), &lying(&one).backups), (1, &made), "one copy makes one");
        assert_eq!(tick(&other).unwrap(), None, "none is due");
        std::fs::create_dir_all(folder.path().join("backups/photos")).unwrap();
        for days in 2..5 {
            day.pass(24 * HOUR);
            assert_eq!(age(&one), 24 * HOUR);
            let name = tick(&one).unwrap().unwrap();
            assert_eq!(age(&other), 0);
            let there = lying(&one).backups;
            assert_eq!((there.len(), there.last()), (days.min(2), Some(&name)));
        }
        assert_eq!(lying(&one).unfinished, ["photos"], "what is not a backup of this store is not touched");
    }
}

#[test]
fn what_fails_is_tried_again_and_takes_nothing_away() {
    let day = busy(Store::Sqlite);
    let ((folder, place), faults) = (folder_place(), Faults::none());
    let schedule = schedule(&day, &faults, place);
    let good = tick(&schedule).unwrap().unwrap();
    faults.fail_until_mended(Operation::Open, Class::Unavailable);
    // What a kill has left, long ago; of another store, and of this one just now.
    let mark = good.split('-').nth(1).unwrap();
    for left in
        [format!(".20251122T090000000Z-{mark}-00000001.tmp"), ".20251122T090000000Z-ffffffff-00000001.tmp".to_owned()]
    {
        std::fs::create_dir_all(folder.path().join("backups").join(left)).unwrap();
    }
    for _ in 0..5 {
        day.pass(24 * HOUR);
        assert!(tick(&schedule).is_err());
        assert_eq!(tick(&schedule).unwrap(), None, "not at once");
        assert_eq!(lying(&schedule).backups, std::slice::from_ref(&good));
    }
    assert_eq!(age(&schedule), 5 * 24 * HOUR);
    faults.mend();
    day.pass(61);
    let name = tick(&schedule).unwrap().unwrap();
    let there = lying(&schedule);
    assert_eq!(there.backups, [good, name]);
    assert_eq!(there.unfinished, ["20251122T090000000Z-ffffffff-00000001"]);
}

#[test]
fn a_server_makes_them_and_tells_their_age() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("backups").to_str().unwrap().to_owned();
    let world = World::with(Store::Sqlite, |options| options.backup_to = Some(to.clone()));
    let made = || {
        std::fs::read_dir(&to).into_iter().flatten().flatten().any(|entry| entry.path().join("manifest.json").is_file())
    };
    for look in 0.. {
        if made() {
            break;
        }
        assert!(look < 400, "no backup was made");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let told = world.app.metrics().text();
    assert!(told.contains("mpa_backup_age_seconds 0") && told.contains("mpa_backups_failed_total 0"), "{told}");
}
