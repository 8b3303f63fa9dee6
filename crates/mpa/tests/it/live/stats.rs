//! The figures of a whole day are what SQL counts.

use serde_json::json;

use super::{
    change,
    figures::{Board, counted, settle, stats},
    socket::Socket,
};
use crate::world::{Day, Store, import, pictures, roster, text};

/// Everything that changes figures, and much that is refused.
fn whole_day(day: &Day) {
    let (operator, supervisor) = (day.operator(), day.supervisor());
    for roll in ["HM-1", "HM-2"] {
        day.enrol(roll, pictures::obama()).created();
    }
    day.present("HM-1");
    day.verify(&operator, "HM-1", pictures::biden()).ok();
    day.verify(&operator, "HM-1", pictures::obama2()).ok();
    day.finger(&operator, "HM-1").created();
    day.finger(&operator, "HM-1").refused(409, "FINGERPRINT_EXISTS");
    day.scan(&operator, "OMR-1").created();
    day.bind(&operator, "OMR-1", "HM-1").ok();
    day.bind(&operator, "OMR-1", "HM-1").ok();
    day.void(&supervisor, "OMR-1").ok();
    day.scan(&operator, "OMR-2").created();
    day.bind(&operator, "OMR-2", "HM-1").ok();
    day.scan(&operator, "OMR-9").created();
    day.void(&day.head(), "OMR-9").ok();
    day.close(&operator, "HM-1").created();

    day.skip(&operator, "HM-2").created();
    let marked = text(&day.mark(&operator, "HM-2").created()["id"]);
    day.mark(&operator, "HM-2").refused(409, "ATTENDANCE_EXISTS");
    day.verify(&operator, "HM-2", pictures::biden()).ok();
    day.verify(&operator, "HM-2", pictures::biden()).ok();
    day.no_finger(&operator, "HM-2").created();
    day.undo(&operator, &marked).refused(409, "BIOMETRICS_EXIST");

    let taken_back = day.present("HM-3");
    day.undo(&operator, &taken_back).ok();
    let skipped = text(&day.skip(&operator, "HM-4").created()["id"]);
    day.undo(&operator, &skipped).ok();
    day.present("HM-4");
    day.mark(&day.by(&day.far_operator), "TM-1").created();

    let path = format!("/api/candidates/{}/{}", day.exam, day.id("HM-5"));
    day.head().patch(path, json!({ "slotId": day.slots["TN"], "reason": "moved house" })).ok();
    let moved: Vec<String> = roster(0)
        .lines()
        .map(|line| if line.starts_with("HM-6") { line.replace(",Morning,", ",Noon,") } else { line.to_owned() })
        .filter(|line| line.starts_with("Roll") || line.starts_with("HM-6"))
        .chain(["NEW-1,Anil,Rao,2001-02-03,C-NEW,Evening,,".to_owned()])
        .collect();
    import(&day.head(), &day.exam, &(moved.join("\n") + "\n")).ok();
}

#[test]
fn the_figures_are_what_sql_counts() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let (other, _) = day.second_exam();
        settle(&day);
        let mut board = Board::of(&stats(&day.head(), &day.exam));
        let mut socket = Socket::of(&day.head());
        socket.subscribe(&day.exam, Some(board.seq));
        whole_day(&day);
        settle(&day);
        let now = stats(&day.head(), &day.exam);
        board.follow(&mut socket, now["seq"].as_i64().unwrap());
        assert_eq!(Board::of(&now), board);
        assert_eq!(board.figures, counted(&day, &day.exam));
        let expected = [
            ("candidates", 25),
            ("present", 4),
            ("faceVerified", 1),
            ("faceMismatched", 1),
            ("fingerprints", 1),
            ("omrBound", 1),
            ("completed", 1),
        ];
        for (name, figure) in expected {
            assert_eq!(board.figures[name], figure, "{name}");
        }
        assert!(board.figures["alertsOpen"] >= 3, "{board:?}");
        assert_eq!(Board::of(&stats(&day.head(), &other)).figures, counted(&day, &other));
        count_anew(&day);
        assert_eq!(Board::of(&stats(&day.head(), &day.exam)).figures, board.figures);
    }
}

/// As the migration does with a store that was used before there were figures.
fn count_anew(day: &Day) {
    let migration = match day.engine {
        "sqlite" => include_str!("../../../../store/migrations/sqlite/0004_live.sql"),
        _ => include_str!("../../../../store/migrations/postgres/0004_live.sql"),
    };
    let (_, counting) = migration.split_once("-- What was there before").unwrap();
    for table in ["exam_live", "slot_count"] {
        change(day, &format!("DELETE FROM {table}"), Vec::new());
    }
    for insert in counting.split(";\n").filter_map(|text| text.find("INSERT").map(|at| &text[at..])) {
        assert!(change(day, insert, Vec::new()) > 0);
    }
}

#[test]
fn absent_is_who_did_not_come_to_a_slot_that_has_ended() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.present("HM-1");
        day.skip(&day.operator(), "HM-2").created();
        let absent = || {
            settle(&day);
            let listed = day.head().get(format!("/api/candidates/{}?status=absent", day.exam)).ok();
            let figure = stats(&day.head(), &day.exam)["absent"].clone();
            assert_eq!(figure, json!(listed["items"].as_array().unwrap().len()));
            figure
        };
        assert_eq!(absent(), 0);
        day.head().patch(format!("/api/slots/{}", day.slots["HM"]), json!({ "status": "completed" })).ok();
        assert_eq!(absent(), 5);
        day.pass(4 * 3600);
        assert_eq!(absent(), 23);
    }
}

#[test]
fn the_answer_has_the_shape_of_the_contract() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let marked = day.at(0);
        day.present("HM-1");
        settle(&day);
        let answer = day.by(&day.observer).get(format!("/api/admin/stats/{}", day.exam));
        assert_eq!((&answer.body["timestamp"], &answer.body["refreshInterval"]), (&json!(day.at(0)), &json!(30000)));
        let data = answer.ok();
        assert_eq!([&data["operatorsActive"], &data["pendingSync"]], [1, 0]);
        let centres = data["centres"].as_array().unwrap();
        let expected = json!({ "centreId": day.here, "code": "C-HERE", "name": centres[0]["name"], "candidates": 12,
            "present": 1, "completed": 0, "devices": 0, "silentDevices": 0, "silent": false, "pending": 0,
            "lastActivityAt": marked, "lastHeardAt": null });
        assert_eq!((centres.len(), &centres[0], &centres[1]["code"]), (2, &expected, &json!("C-THERE")));
        day.pass(16 * 60);
        assert_eq!(stats(&day.head(), &day.exam)["operatorsActive"], 0);
        day.head().get("/api/admin/stats/01990000-0000-7000-8000-00000000dead").refused(404, "EXAM_NOT_FOUND");
    }
}
