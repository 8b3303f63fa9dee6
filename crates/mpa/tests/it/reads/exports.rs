//! Lists that are taken along.

use std::io::Cursor;

use super::NOBODY;
use crate::{
    live::figures::settle,
    world::{Answer, Caller, Day, Store, count, import, pictures},
};

fn export(who: &Caller<'_>, day: &Day, what: &str) -> Answer {
    who.get(format!("/api/exams/{}/export/{what}", day.exam))
}

/// The rows of a CSV.
#[track_caller]
fn lines(answer: &Answer) -> Vec<Vec<String>> {
    assert_eq!(answer.status, 200, "{answer:?}");
    let text = std::str::from_utf8(&answer.bytes).unwrap().strip_prefix('\u{FEFF}').unwrap();
    let mut rows = vec![Vec::new()];
    let mut cell = String::new();
    let mut inside = false;
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match (sign, inside) {
            ('"', true) if signs.peek() == Some(&'"') => cell.push(signs.next().unwrap()),
            ('"', _) => inside = !inside,
            (',', false) => rows.last_mut().unwrap().push(std::mem::take(&mut cell)),
            ('\r', false) => {}
            ('\n', false) => {
                rows.last_mut().unwrap().push(std::mem::take(&mut cell));
                rows.push(Vec::new());
            }
            _ => cell.push(sign),
        }
    }
    assert_eq!(rows.pop(), Some(Vec::new()));
    rows
}

fn busy(day: &Day) {
    let operator = day.operator();
    day.enrol("HM-1", pictures::obama()).created();
    day.present("HM-1");
    day.verify(&operator, "HM-1", pictures::biden()).ok();
    day.verify(&operator, "HM-1", pictures::obama2()).ok();
    day.finger(&operator, "HM-1").created();
    day.scan(&operator, "OMR-1").created();
    day.bind(&operator, "OMR-1", "HM-1").ok();
    day.close(&operator, "HM-1").created();
    day.skip(&operator, "HM-2").created();
    day.scan(&operator, "OMR-9").created();
    day.void(&day.head(), "OMR-9").ok();
}

#[test]
fn every_list_is_taken_along_and_no_cell_is_a_formula() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let armed = "Roll No,Name,Father Name,DOB,Centre Code,Slot,Room\n\
                     -1,=cmd()|A,+Rao,2001-02-03,C-HERE,Morning,@12\n";
        import(&day.head(), &day.exam, armed).ok();
        busy(&day);
        let answer = export(&day.head(), &day, "candidates");
        assert_eq!(answer.header("content-disposition"), "attachment; filename=\"candidates.csv\"");
        assert_eq!(answer.header("cache-control"), "private, no-store");
        let rows = lines(&answer);
        assert_eq!((rows.len(), rows[0][0].as_str()), (26, "Roll No"));
        assert!(rows.iter().all(|row| row.len() == rows[0].len()));
        let of = |roll: &str| rows.iter().find(|row| row[0] == roll).unwrap_or_else(|| panic!("{rows:?}"));
        let cell = |row: &[String], title: &str| row[rows[0].iter().position(|one| one == title).unwrap()].clone();
        let busy = of("HM-1");
        for (title, expected) in [
            ("Status", "biometric_completed"),
            ("Operator", "operator"),
            ("Face Verified", "yes"),
            ("Attempts", "2"),
            ("Fingerprint", "captured"),
            ("OMR No", "OMR-1"),
            ("Centre Code", "C-HERE"),
            ("Slot", "Morning"),
        ] {
            assert_eq!(cell(busy, title), expected, "{title}");
        }
        let armed = of("'-1");
        assert_eq!(
            (cell(armed, "Name"), cell(armed, "Father Name"), cell(armed, "Room")),
            ("'=cmd()|A".into(), "'+Rao".into(), "'@12".into())
        );

        let attendance = lines(&export(&day.head(), &day, "attendance"));
        let marks: Vec<_> = attendance.iter().map(|row| row[7].as_str()).collect();
        for (mark, times) in [("present", 1), ("skipped", 1), ("expected", 23)] {
            assert_eq!(marks.iter().filter(|one| **one == mark).count(), times, "{mark}");
        }
        let sheets = lines(&export(&day.head(), &day, "sheets"));
        assert_eq!(
            sheets[1..].iter().map(|row| [row[0].as_str(), &row[1], &row[3]]).collect::<Vec<_>>(),
            [["OMR-1", "validated", "HM-1"], ["OMR-9", "void", ""]]
        );
        let alerts = lines(&export(&day.head(), &day, "alerts"));
        assert_eq!(alerts.len() - 1, usize::try_from(count(&day, "alert")).unwrap());
        assert_eq!(lines(&export(&day.head(), &day, "conflicts")).len(), 1);
        let activity = lines(&export(&day.head(), &day, "activity"));
        let operator = activity.iter().find(|row| row[0] == "operator").unwrap();
        assert_eq!(operator[5..], ["2", "2", "1", "2", "1", "0", "1", "0"]);

        for what in ["candidates", "attendance", "sheets", "alerts", "activity"] {
            let mine = lines(&export(&day.supervisor(), &day, what)).len();
            let theirs = lines(&export(&day.by(&day.far_supervisor), &day, what)).len();
            let all = lines(&export(&day.head(), &day, what)).len();
            let people = usize::from(what == "activity"); // of head office
            assert!(mine + theirs <= all + 1 && mine + theirs + people >= all, "{what}: {mine} {theirs} {all}");
        }
        assert!(count(&day, "journal WHERE action = 'export_exam'") >= 15);
        export(&day.head(), &day, "secrets").refused(400, "VALIDATION");
        export(&day.operator(), &day, "candidates").refused(403, "FORBIDDEN");
        export(&day.by(&day.observer), &day, "candidates").refused(403, "FORBIDDEN");
        day.head().get(format!("/api/exams/{NOBODY}/export/candidates")).refused(404, "EXAM_NOT_FOUND");
        day.supervisor()
            .get(format!("/api/exams/{}/export/alerts?centreId={}", day.exam, day.there))
            .refused(404, "CENTRE_NOT_FOUND");
    }
}

#[test]
fn the_log_of_an_exam_says_who_did_what_when_and_how_it_ended() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.present("HM-1");
        day.mark(&day.operator(), "HM-1").refused(409, "ATTENDANCE_EXISTS");
        day.mark(&day.by(&day.far_operator), "TM-1").created();
        settle(&day);
        let log = lines(&export(&day.head(), &day, "log"));
        assert_eq!(log[0][..7], ["No", "At", "Action", "Username", "Name", "Role", "Outcome"]);
        let numbers: Vec<i64> = log[1..].iter().map(|row| row[0].parse().unwrap()).collect();
        assert!(numbers.is_sorted_by(|one, next| one < next) && numbers.len() > 3, "{numbers:?}");
        let mut marks: Vec<_> =
            log.iter().filter(|row| row[2] == "Mark attendance").map(|row| row[1..10].to_vec()).collect();
        marks.sort();
        let entry = |who: &str, outcome: &str, code: &str, centre: &str, roll: &str| {
            let (at, name) = (day.at(0), format!("Person {who}"));
            let told = [at.as_str(), "Mark attendance", who, &name, "operator", outcome, code, centre, roll];
            told.map(str::to_owned).to_vec()
        };
        assert_eq!(
            marks,
            [
                entry("far.operator", "done", "", "C-THERE", "TM-1"),
                entry("operator", "done", "", "C-HERE", "HM-1"),
                entry("operator", "refused", "ATTENDANCE_EXISTS", "C-HERE", "HM-1"),
            ]
        );
        let there = lines(&export(&day.head(), &day, &format!("log?centreId={}", day.there)));
        assert!(there.len() > 1 && there[1..].iter().all(|row| row[8] == "C-THERE"), "{there:?}");
        for who in [day.supervisor(), day.by(&day.observer), day.operator()] {
            export(&who, &day, "log").refused(403, "FORBIDDEN");
        }
    }
}

#[test]
fn a_workbook_holds_the_same_rows() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        busy(&day);
        for (what, rows) in [("candidates", 25), ("conflicts", 1)] {
            let answer = day.head().get(format!("/api/exams/{}/export/{what}?format=xlsx", day.exam));
            assert_eq!((answer.status, &answer.bytes[..2]), (200, &b"PK"[..]));
            let mut book = zip::ZipArchive::new(Cursor::new(&answer.bytes)).unwrap();
            let mut sheet = String::new();
            std::io::Read::read_to_string(&mut book.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut sheet).unwrap();
            assert_eq!(sheet.matches("<row ").count(), rows, "{what}");
            assert!(!sheet.contains("<f>"), "no formula");
            assert_eq!(sheet.contains("OMR-1"), what == "candidates");
        }
    }
}
