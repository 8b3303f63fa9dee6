//! What a server that died in the middle of a comparison leaves behind.

use store::{attendance, face_attempts};

use crate::world::{Day, Store, pictures, runtime};

/// Takes a number as a comparison does, and never comes back.
fn die_comparing(day: &Day, roll: &str, number: u32) {
    runtime().block_on(async {
        let mut tx = day.app.db.begin().await.unwrap();
        let (exam, candidate) = (day.exam.parse().unwrap(), day.id(roll).parse().unwrap());
        let marked = attendance::of(&mut tx, exam, candidate).await.unwrap().unwrap();
        let id = day.app.ids.next(day.now()).into();
        face_attempts::reserve(&mut tx, id, &marked, day.operator.user_id, number, day.now()).await.unwrap();
        tx.commit().await.unwrap();
    });
}

#[test]
fn a_number_that_was_taken_comes_back_after_a_minute() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.enrol("HM-1", pictures::obama()).created();
        let attendance = day.present("HM-1");
        (1..=3).for_each(|number| die_comparing(&day, "HM-1", number));
        day.pass(60);
        day.verify(&day.operator(), "HM-1", pictures::obama2()).refused(409, "ATTEMPTS_EXHAUSTED");
        day.undo(&day.supervisor(), &attendance).refused(409, "BIOMETRICS_EXIST");
        day.pass(1);
        assert_eq!(day.verify(&day.operator(), "HM-1", pictures::obama2()).ok()["attempt"], 1);

        let attendance = day.present("HM-2");
        die_comparing(&day, "HM-2", 1);
        day.pass(61);
        day.undo(&day.supervisor(), &attendance).ok();
    }
}
